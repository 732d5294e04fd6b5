"""CSV files as suppliers send them: any delimiter, any usual encoding, quotes that are never closed."""

import csv
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from stockmatch.core.errors import CatalogueError
from stockmatch.core.message import Message

DELIMITERS = (",", ";", "\t", "|")
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_GUESSED = {"cp1252": "Windows-1252", "gb18030": "GB 18030", "big5": "Big5"}
_COMMON = {
    "gb18030": re.compile(rb"[\xa1-\xa3\xb0-\xd7][\xa1-\xfe]"),
    "big5": re.compile(rb"[\xa1-\xc6][\x40-\x7e\xa1-\xfe]"),
}
"""Bytes of the signs and the frequent characters, the first level of GB 2312 and of Big5."""

_CHINESE_SHARE = 0.85
_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
_SAMPLE_LINES, _SAMPLE_LETTERS = 60, 100_000
_LONGEST_RECORD = 200
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")
_TEXT_FORMULA = re.compile(r'="(.*)"', re.DOTALL)
csv.field_size_limit(2**24)


@dataclass(frozen=True)
class CsvRecord:
    """One record and the line it begins on, from 1; ``problem`` says how it was read otherwise than it is written."""

    line: int
    cells: tuple[str, ...]
    problem: str | None = None


def decoded(data: bytes, encoding: str | None, file: str) -> tuple[str, str, str | None]:
    """A file's text, the encoding it was read in, and a note for the person where that was a guess.

    UTF-8, UTF-16 with or without its mark, else what Chinese Windows writes if most of it is common Chinese, else
    Windows-1252, unless told which.

    Raises:
        CatalogueError: for an encoding that does not exist, or is none of files.
    """
    guessed = encoding is None
    chosen = encoding or _encoding(data)
    try:
        text = data.decode(chosen, errors="replace")
    except (LookupError, UnicodeError) as error:  # of one that is made for names of web sites, or of none
        raise CatalogueError(
            Message(
                "{file}: there is no encoding “{encoding}”. Try utf-8, cp1252, big5 or gb18030.",
                file=file,
                encoding=chosen,
            )
        ) from error
    note = None
    if guessed and chosen in _GUESSED:
        note = Message(
            "{file} is not in UTF-8 and was read as {encoding}. Choose another encoding if letters look wrong.",
            file=file,
            encoding=_GUESSED[chosen],
        )
    return text.removeprefix("\ufeff"), chosen, note


def _encoding(data: bytes) -> str:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return encoding
    head = data[:4096]
    if len(head) > 1:
        odd, even = head[1::2].count(0) / len(head), head[::2].count(0) / len(head)
        if max(odd, even) > 0.2:
            return "utf-16-le" if odd > even else "utf-16-be"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        shares = {encoding: _chinese(data[:_SAMPLE_LETTERS], encoding) for encoding in _COMMON}
        best = max(shares, key=lambda encoding: shares[encoding])
        return best if shares[best] >= _CHINESE_SHARE else "cp1252"
    return "utf-8"


def _chinese(data: bytes, encoding: str) -> float:
    """How many of the letters that are not ASCII are common Chinese in an encoding; 0 if most of them stand alone.

    Letters with accents are other pairs of bytes, or stand between plain ones, as no Chinese word does.
    """
    text = data.decode(encoding, errors="replace")
    words = _NOT_ASCII.findall(text)
    letters = "".join(words)
    if sum(len(word) for word in words if len(word) > 1) < len(letters) / 2:
        return 0.0
    pairs = (letter.encode(encoding) for letter in letters if letter != "\ufffd")
    return sum(bool(_COMMON[encoding].fullmatch(pair)) for pair in pairs) / max(len(letters), 1)


def delimiter_of(text: str) -> str:
    """The delimiter that gives the first lines the same number of cells most often, and more than one."""
    lines = _LINE.findall(text[:_SAMPLE_LETTERS])[:_SAMPLE_LINES]
    if lines and (told := re.fullmatch(r'sep=([^"\r\n])\s*', lines[0], re.IGNORECASE)):
        return told[1]
    best, chosen = 0, max(DELIMITERS, key="".join(lines).count)
    for delimiter in DELIMITERS:
        widths = Counter(len(record.cells) for record in records("".join(lines), delimiter))
        agreeing = max((count * (width > 1) * min(width, 8) for width, count in widths.items()), default=0)
        if agreeing > best:
            best, chosen = agreeing, delimiter
    return chosen


def records(text: str, delimiter: str) -> list[CsvRecord]:
    """All records that are not blank. A quotation mark that is never closed costs no more than its own line."""
    lines = _LINE.findall(text)
    found, place = [], 0
    if lines and re.fullmatch(r"sep=.\s*", lines[0], re.IGNORECASE):
        place = 1
    while place < len(lines):
        record, used = _record(lines, place, delimiter)
        if any(cell.strip() for cell in record.cells):
            found.append(record)
        place += used
    return found


def _record(lines: Sequence[str], place: int, delimiter: str) -> tuple[CsvRecord, int]:
    """The record that begins on a line, and how many lines it takes."""
    for most in (1, _LONGEST_RECORD):
        reader = csv.reader(lines[place : place + most], delimiter=delimiter, strict=True)
        try:
            cells = next(reader, [])
        except csv.Error:
            continue
        return CsvRecord(place + 1, tuple(map(_unwrapped, cells))), reader.line_num
    line = lines[place].rstrip("\r\n")
    if line.count('"') % 2:
        cells = line.replace('"', "").split(delimiter)
        return CsvRecord(
            place + 1, tuple(cells), Message("A quotation mark is opened and never closed; it was left out.")
        ), 1
    return CsvRecord(place + 1, tuple(map(_unwrapped, next(csv.reader([line], delimiter=delimiter))))), 1


def _unwrapped(cell: str) -> str:
    """Excel's way to keep a code as text in a CSV file, ="00123", as what is meant by it."""
    match = _TEXT_FORMULA.fullmatch(cell.strip())
    return match[1] if match else cell
