"""Pictures that lie in a workbook's sheet: on which line each does, and which entry of the file it is."""

import posixpath
import zipfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar
from xml.etree import ElementTree

from stockmatch.core.table_images import is_address
from stockmatch.services.archive import DAMAGE

_HEIGHT = 190_500
"""Of a line, in the units of drawings, where a sheet does not say: 15 points."""

_CELL_IMAGES = "xl/cellimages.xml"
"""Where WPS keeps the pictures that a formula DISPIMG puts into a cell."""

_BOOK = "xl/workbook.xml"

_RICH = "XLRICHVALUE"
"""How Excel marks a cell's value that is neither text nor number, such as a picture."""

_PLACED, _OF_WEB = "_rvRel:LocalImageIdentifier", "WebImageIdentifier"
"""What tells which picture such a value is: one that was placed in the cell, or one that the function IMAGE shows."""

_DAMAGE = (*DAMAGE, OSError, LookupError, ElementTree.ParseError)

_T = TypeVar("_T")


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
    except _DAMAGE:
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
    except _DAMAGE:
        return {}


def placed_pictures(path: Path, sheet: str) -> dict[str, str]:
    """The pictures that are values of a sheet's cells, by the cell's name ("B7"); none where there are no such.

    Each is an entry of the file, or the address on the web of one that IMAGE shows and that the file does not hold.

    Args:
        path: the workbook.
        sheet: its name.
    """
    found: dict[str, str] = {}
    try:
        with zipfile.ZipFile(path) as book:
            pictures = _rich_pictures(book)
            if not pictures:
                return {}
            with book.open(_part_of(book, sheet)) as part:
                for _, element in ElementTree.iterparse(part):
                    if element.tag.endswith("}c") and element.get("vm") in pictures:
                        found[element.get("r", "")] = pictures[element.get("vm", "")]
                    elif element.tag.endswith("}row"):
                        element.clear()
    except _DAMAGE:
        return {}
    return found


def _rich_pictures(book: zipfile.ZipFile) -> dict[str, str]:
    """The pictures among a workbook's rich values by the number, from 1, under which its cells have them."""
    _, metadata = _part(book, "sheetMetadata")
    types = [one.get("name") for one in metadata.iterfind("{*}metadataTypes/{*}metadataType")]
    blocks = metadata.findall(f"{{*}}futureMetadata[@name='{_RICH}']/{{*}}bk")
    pictures = list(_pictures_of_values(book)) if blocks else []
    found: dict[str, str] = {}
    for number, block in enumerate(metadata.iterfind("{*}valueMetadata/{*}bk"), 1):
        for record in block.iterfind("{*}rc"):
            meant = _at(blocks, record.get("v")) if _at(types, record.get("t"), first=1) == _RICH else None
            value = None if meant is None else meant.find(".//{*}rvb")
            picture = None if value is None else _at(pictures, value.get("i"))
            if picture is not None:
                found[str(number)] = picture
    return found


def _pictures_of_values(book: zipfile.ZipFile) -> Iterator[str | None]:
    """What picture each rich value is, in their order; None for one that is no picture, or one that is not there."""
    _, values = _part(book, "rdRichValue")
    _, structures = _part(book, "rdRichValueStructure")
    keys = [[key.get("n", "") for key in one.iterfind("{*}k")] for one in structures.iterfind("{*}s")]
    pictures = {_PLACED: list(_placed(book)), _OF_WEB: list(_of_web(book))}
    for value in values.iterfind("{*}rv"):
        texts = [one.text for one in value.iterfind("{*}v")]
        told = dict(zip(_at(keys, value.get("s")) or (), texts, strict=False))  # the last may be left out
        yield next((_at(pictures[key], told[key]) for key in (_PLACED, _OF_WEB) if key in told), None)


def _placed(book: zipfile.ZipFile) -> Iterator[str | None]:
    """The entries of the pictures that were placed in cells."""
    part, listed = _part(book, "richValueRel")
    targets = _targets(book, part)
    for one in listed.iterfind("{*}rel"):
        yield targets.get(_id(one))


def _of_web(book: zipfile.ZipFile) -> Iterator[str | None]:
    """The entries of the pictures that IMAGE shows, or their addresses where the workbook does not hold them."""
    part, listed = _part(book, "rdRichValueWebImage")
    known = _targets(book, part) | _addresses(book, part)
    for one in listed.iterfind("{*}webImageSrd"):
        ids = [_id(told) for kind in ("blip", "address") for told in one.iterfind(f"{{*}}{kind}")]
        yield next((known[name] for name in ids if name in known), None)


def _part(book: zipfile.ZipFile, kind: str) -> tuple[str, ElementTree.Element]:
    """The workbook's part of a kind: its entry and what it holds, nothing where there is none or it is damaged."""
    try:
        part = _related(book, _BOOK, kind)[0]
        return part, ElementTree.fromstring(book.read(part))
    except _DAMAGE:
        return "", ElementTree.Element("nothing")


def _at(several: Sequence[_T], number: str | None, *, first: int = 0) -> _T | None:
    """One of several by its number, as a file has it; None where there is no such."""
    place = int(number) - first if number is not None and number.isdecimal() else -1
    return several[place] if 0 <= place < len(several) else None


def _id(element: ElementTree.Element) -> str:
    """What an element calls the relation that it means; empty where it means none."""
    return next((value for key, value in element.items() if key.endswith("}id")), "")


def _part_of(book: zipfile.ZipFile, sheet: str) -> str:
    """The entry of a sheet. Raises KeyError if there is none."""
    sheets = ElementTree.fromstring(book.read(_BOOK)).iterfind(".//{*}sheet")
    ids = {one.get("name"): _id(one) for one in sheets}
    return _targets(book, _BOOK)[ids[sheet]]


def _related(book: zipfile.ZipFile, part: str, kind: str) -> list[str]:
    return [target for one, target in _relations(book, part) if one.get("Type", "").endswith(f"/{kind}")]


def _targets(book: zipfile.ZipFile, part: str) -> dict[str, str]:
    return {one.get("Id", ""): target for one, target in _relations(book, part)}


def _addresses(book: zipfile.ZipFile, part: str) -> dict[str, str]:
    """What a part of the file refers to on the web."""
    told = {one.get("Id", ""): one.get("Target", "") for one in _all_relations(book, part)}
    return {name: target for name, target in told.items() if is_address(target)}


def _relations(book: zipfile.ZipFile, part: str) -> Iterator[tuple[ElementTree.Element, str]]:
    """What a part of the file refers to in it, with the entry it means."""
    for one in _all_relations(book, part):
        if one.get("TargetMode") != "External":
            yield (
                one,
                posixpath.normpath(posixpath.join("/", posixpath.dirname(part), one.get("Target", ""))).lstrip("/"),
            )


def _all_relations(book: zipfile.ZipFile, part: str) -> Iterator[ElementTree.Element]:
    folder, name = posixpath.split(part)
    relations = f"{folder}/_rels/{name}.rels"
    if relations in book.NameToInfo:
        yield from ElementTree.fromstring(book.read(relations))


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
