"""Reading a supplier's table, CSV or XLSX."""

from dataclasses import dataclass
from pathlib import Path

from stockmatch.core import magento
from stockmatch.core.catalogue import Problem
from stockmatch.core.columns import find_header
from stockmatch.core.errors import CatalogueError
from stockmatch.core.message import Message
from stockmatch.core.table import Reading, Row, Table
from stockmatch.services.csv_table import decoded, delimiter_of, records
from stockmatch.services.xlsx_table import read_sheet

_MAX_BYTES = 200_000_000


@dataclass(frozen=True)
class _Raw:
    rows: tuple[Row, ...]
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()
    sheets: tuple[str, ...] = ()
    sheet: str = ""
    delimiter: str = ""
    encoding: str = ""


def read_table(path: Path, reading: Reading) -> Table:
    """Read a table file.

    Raises:
        CatalogueError: with what is wrong with the file and what to do.
    """
    raw = _xlsx(path, reading) if path.suffix.lower() in {".xlsx", ".xlsm"} else _csv(path, reading)
    if not raw.rows:
        raise CatalogueError(Message("{file} has no rows. Choose the file that lists the products.", file=path.name))
    place = find_header(raw.rows) if reading.header is None else 0 if reading.header else None
    header = () if place is None else tuple(cell.strip() for cell in raw.rows[place].cells)
    notes = list(raw.notes)
    if place is None:
        notes.append(Message("{file}: no row with the columns' names was found.", file=path.name))
    elif place:
        first, last = raw.rows[0].line, raw.rows[place].line - 1
        passed = Message("line {line}", line=first)
        if last > first:
            passed = Message("lines {line} to {line2}", line=first, line2=last)
        notes.append(Message("{file}: passed over above the header: {passed}.", file=path.name, passed=passed))
    rows = raw.rows if place is None else raw.rows[place + 1 :]
    problems = list(raw.problems)
    if header:
        problems += [
            Problem(
                f"{path.name}:{row.line}",
                Message("The row has more cells than the header, which has {count}.", count=len(header)),
            )
            for row in rows
            if any(cell.strip() for cell in row.cells[len(header) :])
        ]
    return magento.plain(
        Table(
            path.name, header, rows, tuple(problems), tuple(notes), raw.sheets, raw.sheet, raw.delimiter, raw.encoding
        )
    )


def _xlsx(path: Path, reading: Reading) -> _Raw:
    sheet = read_sheet(path, reading.sheet)
    return _Raw(sheet.rows, notes=sheet.notes, sheets=sheet.names, sheet=sheet.name)


def _csv(path: Path, reading: Reading) -> _Raw:
    try:
        if path.stat().st_size > _MAX_BYTES:
            raise CatalogueError(
                Message(
                    "{file} is larger than {most:.0f} MB. Split it, or open a part of it.",
                    file=path.name,
                    most=_MAX_BYTES / 1e6,
                )
            )
        data = path.read_bytes()
    except OSError as error:
        raise CatalogueError(
            Message(
                "{file} cannot be read ({reason}). Close it elsewhere.", file=path.name, reason=error.strerror or error
            )
        ) from error
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise CatalogueError(
            Message(
                "{file} is a workbook with the wrong ending. Rename it to .xlsx, or save it as CSV.", file=path.name
            )
        )
    text, encoding, note = decoded(data, reading.encoding, path.name)
    delimiter = reading.delimiter or delimiter_of(text)
    found = records(text, delimiter)
    problems = [Problem(f"{path.name}:{record.line}", record.problem) for record in found if record.problem]
    problems += [
        Problem(
            f"{path.name}:{record.line}",
            Message("Some letters are not {encoding}. Choose another encoding.", encoding=encoding),
        )
        for record in found
        if any("\ufffd" in cell for cell in record.cells)
    ]
    rows = tuple(Row(record.line, record.cells) for record in found)
    return _Raw(rows, tuple(problems), (note,) if note else (), delimiter=delimiter, encoding=encoding)
