"""Tables for other programs: CSV or XLSX, codes always text, nothing a spreadsheet would run."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from stockmatch.core.errors import RecordsError
from stockmatch.core.exporting import ExportTable
from stockmatch.core.message import Message
from stockmatch.store.files import reason, write_atomically

PICTURE_SIDE = 96
"""Pixels."""

_CSV, _XLSX = ".csv", ".xlsx"
_POINTS_A_PIXEL = 0.75
_PICTURE_ROOM = 6
_PIXELS_A_CHARACTER = 7
_RUN_BY_SPREADSHEETS = ("=", "+", "-", "@", "\t", "\r")


def neutral(text: str) -> str:
    """The text with an apostrophe in front where a spreadsheet would run it as a formula."""
    return f"'{text}" if text.startswith(_RUN_BY_SPREADSHEETS) else text


def check_name(path: Path) -> None:
    """Raise RecordsError for a file that is no .csv or .xlsx."""
    if path.suffix.lower() not in (_CSV, _XLSX):
        raise RecordsError(
            Message("{file}: an export is a .csv or .xlsx file. Choose one of these endings.", file=path.name)
        )


def write_table(path: Path, table: ExportTable, pictures: Sequence[bytes | None] = (), *, bom: bool = True) -> None:
    """Write a table to a ``.csv`` (UTF-8) or ``.xlsx`` file, by suffix, atomically.

    Args:
        path: the file.
        table: its cells.
        pictures: for ``.xlsx``, one a row to stand beside it, a JPEG file of at most ``PICTURE_SIDE`` pixels; none for
            no such column.
        bom: whether a ``.csv`` begins with a byte order mark.

    Raises:
        RecordsError: for another suffix, or if the file cannot be written.
    """
    check_name(path)
    try:
        write_atomically(path, _csv(table, bom) if path.suffix.lower() == _CSV else _xlsx(table, pictures))
    except OSError as error:
        raise RecordsError(
            Message(
                "{file} could not be written: {reason}. Close it elsewhere, or choose another place.",
                file=path.name,
                reason=reason(error),
            )
        ) from error


def _csv(table: ExportTable, bom: bool) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(table.columns)
    for row in table.rows:
        writer.writerow("" if cell is None else neutral(cell) if isinstance(cell, str) else cell for cell in row)
    return text.getvalue().encode("utf-8-sig" if bom else "utf-8")


def _xlsx(table: ExportTable, pictures: Sequence[bytes | None]) -> bytes:
    from openpyxl import Workbook  # noqa: PLC0415 - costs start-up time and is seldom needed
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE  # noqa: PLC0415
    from openpyxl.drawing.image import Image  # noqa: PLC0415
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Export")
    sheet.freeze_panes = "A2"
    column = get_column_letter(len(table.columns) + 1)
    room = PICTURE_SIDE + _PICTURE_ROOM
    if pictures:
        sheet.column_dimensions[column].width = room / _PIXELS_A_CHARACTER
        for number in range(len(table.rows)):
            sheet.row_dimensions[number + 2].height = room * _POINTS_A_PIXEL
    sheet.append([*table.columns, *(["picture"] if pictures else [])])
    for row in table.rows:
        cells = []
        for value in row:
            cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", value) if isinstance(value, str) else value)
            if isinstance(value, str):
                cell.data_type = "s"
                cell.number_format = "@"
            cells.append(cell)
        sheet.append(cells)
    for number, picture in enumerate(pictures, 2):
        if picture is not None:
            sheet.add_image(Image(io.BytesIO(picture)), f"{column}{number}")
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()
