"""Pictures that lie in a workbook's sheet: on which line each does, and which entry of the file it is."""

import posixpath
import zipfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.etree import ElementTree

_HEIGHT = 190_500
"""Of a line, in the units of drawings, where a sheet does not say: 15 points."""

_CELL_IMAGES = "xl/cellimages.xml"
"""Where WPS keeps the pictures that a formula DISPIMG puts into a cell."""


def drawn_pictures(path: Path, sheet: str, points: Callable[[int], float | None]) -> dict[int, list[str]]:
    """The entries of pictures by the line that each lies on, from 1; none where a part of the file is not as usual.

    Args:
        path: the workbook.
        sheet: its name.
        points: height of a line, if the sheet says.
    """
    found: dict[int, list[str]] = defaultdict(list)
    try:
        with zipfile.ZipFile(path) as book:
            for drawing in _related(book, _part_of(book, sheet), "drawing"):
                targets = _targets(book, drawing)
                for anchor in ElementTree.fromstring(book.read(drawing)):
                    line = _line(anchor, points)
                    for name in _embedded(anchor):
                        if line is not None and name in targets:
                            found[line].append(targets[name])
    except (KeyError, ValueError, OSError, zipfile.BadZipFile, ElementTree.ParseError):
        return {}
    return found


def cell_pictures(path: Path) -> dict[str, str]:
    """The entries of pictures by the name that the formula DISPIMG calls them; none where there are no such."""
    try:
        with zipfile.ZipFile(path) as book:
            targets = _targets(book, _CELL_IMAGES)
            found: dict[str, str] = {}
            for picture in ElementTree.fromstring(book.read(_CELL_IMAGES)).iterfind(".//{*}pic"):
                names = [one.get("name", "") for one in picture.iterfind(".//{*}cNvPr")]
                entries = [targets[one] for one in _embedded(picture) if one in targets]
                found |= {names[0]: entries[0]} if names and entries else {}
            return found
    except (KeyError, ValueError, OSError, zipfile.BadZipFile, ElementTree.ParseError):
        return {}


def _part_of(book: zipfile.ZipFile, sheet: str) -> str:
    """The entry of a sheet. Raises KeyError if there is none."""
    ids = {
        one.get("name"): value
        for one in ElementTree.fromstring(book.read("xl/workbook.xml")).iterfind(".//{*}sheet")
        for key, value in one.items()
        if key.endswith("}id")
    }
    return _targets(book, "xl/workbook.xml")[ids[sheet]]


def _related(book: zipfile.ZipFile, part: str, kind: str) -> list[str]:
    return [target for one, target in _relations(book, part) if one.get("Type", "").endswith(f"/{kind}")]


def _targets(book: zipfile.ZipFile, part: str) -> dict[str, str]:
    return {one.get("Id", ""): target for one, target in _relations(book, part)}


def _relations(book: zipfile.ZipFile, part: str) -> Iterator[tuple[ElementTree.Element, str]]:
    """What a part of the file refers to, with the entry it means."""
    folder, name = posixpath.split(part)
    relations = f"{folder}/_rels/{name}.rels"
    if relations not in book.NameToInfo:
        return
    for one in ElementTree.fromstring(book.read(relations)):
        if one.get("TargetMode") != "External":
            yield one, posixpath.normpath(posixpath.join("/", folder, one.get("Target", ""))).lstrip("/")


def _embedded(part: ElementTree.Element) -> Iterator[str]:
    for picture in part.iterfind(".//{*}blip"):
        yield from (value for key, value in picture.items() if key.endswith("}embed"))


def _line(anchor: ElementTree.Element, points: Callable[[int], float | None]) -> int | None:
    """The line that most of a picture covers, or one in its middle where it covers several."""
    begins, ends = (_place(anchor, name) for name in ("from", "to"))
    if begins is None or ends is None or ends[0] == begins[0]:
        return None if begins is None else begins[0]
    if ends[0] > begins[0] + 1:
        return (begins[0] + ends[0]) // 2
    height = points(begins[0])
    above = (_HEIGHT if height is None else height * 12_700) - begins[1]
    return begins[0] if above >= ends[1] else ends[0]


def _place(anchor: ElementTree.Element, name: str) -> tuple[int, int] | None:
    """A line from 1 and how far below its upper edge."""
    row, offset = anchor.findtext(f"{{*}}{name}/{{*}}row"), anchor.findtext(f"{{*}}{name}/{{*}}rowOff")
    return None if row is None else (int(row) + 1, int(offset or 0))
