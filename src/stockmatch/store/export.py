"""Decisions as a table for other programs: CSV or XLSX, codes always text, nothing a spreadsheet would run."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path

from stockmatch.core.catalogue import NO_DETAILS
from stockmatch.core.decisions import Decision, Photo
from stockmatch.core.errors import RecordsError
from stockmatch.store.files import write_atomically

_RUN_BY_SPREADSHEETS = ("=", "+", "-", "@", "\t", "\r")
_NUMBERS = ("rank", "score", "margin", "catalogue_version")


@dataclass(frozen=True)
class ExportRow:
    """One row of the export; the field names are the column headers."""

    photo_file: str
    photo_sha256: str
    decision: str
    sku: str
    barcode: str
    name: str
    colour: str
    size: str
    supplier: str
    catalogue_image: str
    rank: int | None
    score: float | None
    margin: float | None
    model_id: str
    catalogue_version: int
    decided_by: str
    decided_at: str
    note: str

    @staticmethod
    def of(photo: Photo, decision: Decision, supplier: str) -> "ExportRow":
        choice, chosen = decision.choice, decision.choice.candidate
        details = chosen.details if chosen else NO_DETAILS
        return ExportRow(
            photo_file=photo.path,
            photo_sha256=choice.photo_sha256,
            decision=choice.kind.value,
            sku=chosen.sku if chosen else "",
            barcode=details.barcode,
            name=chosen.name if chosen else "",
            colour=details.colour,
            size=details.size,
            supplier=details.supplier or supplier,
            catalogue_image=chosen.image if chosen else "",
            rank=chosen.rank if chosen else None,
            score=round(chosen.score, 6) if chosen else None,
            margin=round(chosen.margin, 6) if chosen and chosen.margin is not None else None,
            model_id=choice.model_id,
            catalogue_version=choice.catalogue_version,
            decided_by=decision.decided_by,
            decided_at=decision.decided_at,
            note=choice.note,
        )


COLUMNS = tuple(field.name for field in fields(ExportRow))


def neutral(text: str) -> str:
    """The text with an apostrophe in front where a spreadsheet would run it as a formula."""
    return f"'{text}" if text.startswith(_RUN_BY_SPREADSHEETS) else text


def write_table(path: Path, rows: Sequence[ExportRow]) -> None:
    """Write ``rows`` to a ``.csv`` (UTF-8 with BOM) or ``.xlsx`` file, by suffix, atomically.

    Raises:
        RecordsError: for another suffix, or if the file cannot be written.
    """
    writers = {".csv": _csv, ".xlsx": _xlsx}
    writer = writers.get(path.suffix.lower())
    if writer is None:
        raise RecordsError(f"{path.name}: an export is a .csv or .xlsx file. Choose one of these endings.")
    try:
        write_atomically(path, writer(rows))
    except OSError as error:
        raise RecordsError(
            f"{path.name} could not be written: {error.strerror or error}. Close it elsewhere, or choose another place."
        ) from error


def _csv(rows: Sequence[ExportRow]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for row in rows:
        values = (getattr(row, name) for name in COLUMNS)
        writer.writerow(
            "" if value is None else neutral(value) if isinstance(value, str) else value for value in values
        )
    return text.getvalue().encode("utf-8-sig")


def _xlsx(rows: Sequence[ExportRow]) -> bytes:
    from openpyxl import Workbook  # noqa: PLC0415 - costs start-up time and is seldom needed
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE  # noqa: PLC0415

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Decisions")
    sheet.append(list(COLUMNS))
    for row in rows:
        cells = []
        for name in COLUMNS:
            value = getattr(row, name)
            if isinstance(value, str):
                value = ILLEGAL_CHARACTERS_RE.sub("", value)
            cell = WriteOnlyCell(sheet, value)
            if name not in _NUMBERS:
                cell.data_type = "s"
                cell.number_format = "@"
            cells.append(cell)
        sheet.append(cells)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()
