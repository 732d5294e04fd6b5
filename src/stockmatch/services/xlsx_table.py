"""XLSX files as suppliers send them: what a person sees in the cells, with what a spreadsheet may have spoilt."""

import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

from stockmatch.core.columns import has_header
from stockmatch.core.errors import CatalogueError
from stockmatch.core.message import Message
from stockmatch.core.table import Row
from stockmatch.core.table_images import is_address
from stockmatch.services.sheet_pictures import cell_pictures, drawn_pictures, placed_pictures

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell, MergedCell
    from openpyxl.workbook.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

MAX_UNPACKED = 300_000_000
"""Bytes of an XLSX file's contents; a workbook takes many times that in memory."""

_MOST_COLUMNS = 2000
_IN_CELL = re.compile(r'DISPIMG\("([^"]+)"')
_FROM_WEB = re.compile(r'\bIMAGE\("(https?://[^"]+)"', re.IGNORECASE)
_Place = tuple[int, int]
"""Line and column of a cell, from 1."""

_EXACT = 10**15
_ZEROS = re.compile(r"0+")
_DECIMALS = re.compile(r"[#0,]*0\.(0+)")


@dataclass(frozen=True)
class Sheet:
    """What was read of a workbook.

    Attributes:
        name: of the sheet that was read.
        names: of all visible sheets.
        rows: that are not blank.
        notes: what was left out.
    """

    name: str
    names: tuple[str, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...]


def read_sheet(path: Path, wanted: str | None) -> Sheet:
    """Read a sheet: the one that is wanted, else the first visible one with a header of known names, or with any rows.

    Raises:
        CatalogueError: with what is wrong: not an XLSX file, a password, damaged, too large, no such sheet, all empty.
    """
    book = _opened(path, values=False)
    visible = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    hidden = [sheet.title for sheet in book.worksheets if sheet.sheet_state != "visible"]
    names = tuple(sheet.title for sheet in visible)
    if wanted is not None and wanted not in book.sheetnames:
        raise CatalogueError(
            Message(
                "{file} has no sheet “{sheet}”. It has: {names}.", file=path.name, sheet=wanted, names=", ".join(names)
            )
        )
    chosen = [book[wanted]] if wanted is not None else visible
    results: Workbook | None = None
    found: dict[str, tuple[Row, ...]] = {}
    pictures: dict[str, dict[_Place, str]] = {}
    for sheet in chosen:
        formulas = any(cell.data_type == "f" for cell in _cells(sheet).values())
        if formulas and results is None:
            results = _opened(path, values=True)
        pictures[sheet.title] = _pictures(path, sheet)
        rows = _rows(sheet, results[sheet.title] if results is not None and formulas else None, pictures[sheet.title])
        if rows:
            found[sheet.title] = rows
        if has_header(rows):
            break
    if found:
        name = next((name for name, rows in found.items() if has_header(rows)), next(iter(found)))
        rows = _with_pictures(path, book[name], found[name], pictures[name])
        return Sheet(name, names, rows, tuple(_left_out(path.name, name, names, hidden)))
    if hidden:
        raise CatalogueError(
            Message(
                "{file} has no rows. Its hidden sheets ({names}) were not looked at. Choose the file that lists the "
                "products.",
                file=path.name,
                names=", ".join(hidden),
            )
        )
    raise CatalogueError(Message("{file} has no rows. Choose the file that lists the products.", file=path.name))


def _left_out(file: str, read: str, names: Sequence[str], hidden: Sequence[str]) -> Iterator[str]:
    """Notes about the sheets that were not read."""
    left = [name for name in names if name != read]
    if left:
        yield Message("{file}: sheet “{sheet}” was read, not {names}.", file=file, sheet=read, names=_listed(left))
    if hidden:
        yield Message("{file}: left out, being hidden: {names}.", file=file, names=_listed(hidden))


def _listed(names: Sequence[str]) -> str:
    return ", ".join(f"“{name}”" for name in names)


def _opened(path: Path, *, values: bool) -> "Workbook":
    from openpyxl import load_workbook  # noqa: PLC0415 - costs start-up time and is seldom needed

    try:
        with path.open("rb") as file:
            if file.read(8) == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
                raise CatalogueError(
                    Message(
                        "{file} is protected by a password, or is of Excel 97. Save it as .xlsx without a password.",
                        file=path.name,
                    )
                )
        with zipfile.ZipFile(path) as content:
            size = sum(part.file_size for part in content.infolist())
        if size > MAX_UNPACKED:
            raise CatalogueError(
                Message(
                    "{file} holds {size:.0f} MB, more than the {most:.0f} MB that a workbook may have here. "
                    "Save the sheet as CSV.",
                    file=path.name,
                    size=size / 1e6,
                    most=MAX_UNPACKED / 1e6,
                )
            )
        return load_workbook(path, data_only=values)
    except CatalogueError:
        raise
    except OSError as error:
        raise CatalogueError(
            Message(
                "{file} cannot be read ({reason}). Close it elsewhere.", file=path.name, reason=error.strerror or error
            )
        ) from error
    except Exception as error:  # on damaged files the reader raises nearly every type there is
        raise CatalogueError(
            Message(
                "{file} is damaged or no XLSX file. Open it in a spreadsheet program and save it again.", file=path.name
            )
        ) from error


def _cells(sheet: "Worksheet") -> "dict[tuple[int, int], Cell | MergedCell]":
    """The cells there are; the public iterators would make all those between, a million for one stray cell."""
    return sheet._cells


def _rows(sheet: "Worksheet", results: "Worksheet | None", pictures: Mapping[_Place, str]) -> tuple[Row, ...]:
    texts: dict[int, dict[int, str]] = {}
    doubts: dict[int, list[tuple[int, str]]] = {}
    for (line, column), cell in _cells(sheet).items():
        if column > _MOST_COLUMNS:
            continue
        picture = pictures.get((line, column))
        if picture is not None:
            if is_address(picture):
                texts.setdefault(line, {})[column] = picture
            continue
        source = results.cell(line, column) if results is not None and cell.data_type == "f" else cell
        text, doubt = _shown(source, formula=cell.data_type == "f")  # type: ignore[arg-type]  # never a merged cell
        if text:
            texts.setdefault(line, {})[column] = text
        if doubt:
            doubts.setdefault(line, []).append((column - 1, doubt))
    for merged in sheet.merged_cells.ranges:
        top = texts.get(merged.min_row, {}).get(merged.min_col)
        if top is not None:  # down only: a title across many columns is not the value of each
            for line in range(merged.min_row + 1, merged.max_row + 1):
                texts.setdefault(line, {})[merged.min_col] = top
    return tuple(
        Row(line, tuple(found.get(column, "") for column in range(1, max(found) + 1)), tuple(doubts.get(line, ())))
        for line, found in sorted(texts.items())
        if any(text.strip() for text in found.values())
    )


def _pictures(path: Path, sheet: "Worksheet") -> dict[_Place, str]:
    """The pictures in a sheet's cells: an entry of the workbook, an address, or nothing where WPS has lost one."""
    placed = placed_pictures(path, sheet.title)
    found: dict[_Place, str] = {}
    entries: dict[str, str] | None = None
    for at, cell in _cells(sheet).items():
        if placed and cell.coordinate in placed:
            found[at] = placed[cell.coordinate]
        if at in found or cell.data_type != "f":
            continue
        formula = str(getattr(cell.value, "text", cell.value))
        if called := _IN_CELL.search(formula):
            entries = cell_pictures(path) if entries is None else entries
            found[at] = entries.get(called[1], "")
        elif shown := _FROM_WEB.search(formula):
            found[at] = shown[1]
    return found


def _with_pictures(
    path: Path, sheet: "Worksheet", rows: tuple[Row, ...], pictures: Mapping[_Place, str]
) -> tuple[Row, ...]:
    """The rows with the pictures that lie on them or in their cells."""

    def height(line: int) -> float | None:
        return sheet.row_dimensions[line].height if line in sheet.row_dimensions else None

    lying = drawn_pictures(path, sheet.title, height)
    for (line, _), picture in pictures.items():
        if picture and not is_address(picture):
            lying.setdefault(line, []).append(picture)
    return (
        tuple(replace(row, pictures=tuple(dict.fromkeys(lying.get(row.line, ())))) for row in rows) if lying else rows
    )


def _shown(cell: "Cell", *, formula: bool) -> tuple[str, str | None]:
    """A cell as the person sees it, and why it may not say what was meant."""
    value = cell.value
    if value is None:
        reason = Message("a formula without its result. Open the workbook in a spreadsheet program and save it.")
        return "", reason if formula else None
    if cell.data_type == "e":
        return "", Message("the cell shows the error {value}.", value=value)
    if isinstance(value, bool):
        return str(value).upper(), None
    if isinstance(value, (datetime, date, time)):
        text = value.date().isoformat() if isinstance(value, datetime) and value.time() == time() else value.isoformat()
        return text, Message("a date in the workbook ({text}); a spreadsheet may have made it of a code.", text=text)
    if isinstance(value, (int, float)):
        return _number(value, cell.number_format)
    return str(value), None


def _number(value: float, shape: str) -> tuple[str, str | None]:
    """A number with the leading zeros or decimals that its cell shows."""
    if _ZEROS.fullmatch(shape):
        return str(round(value)).zfill(len(shape)), None
    decimals = _DECIMALS.fullmatch(shape)
    if decimals:
        return f"{value:.{len(decimals[1])}f}", None
    if value != int(value):
        return repr(value), None
    doubt = (
        Message("a number of more than 15 digits; a spreadsheet has lost the last ones.")
        if abs(value) >= _EXACT
        else None
    )
    return str(int(value)), doubt
