"""A supplier's table as it was read, and what its columns are taken for."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePath

from stockmatch.core.catalogue import Problem

TABLE_SUFFIXES = frozenset({".csv", ".tsv", ".txt", ".xlsx", ".xlsm"})
OTHER_TABLE_SUFFIXES = frozenset({".xls", ".xlsb", ".ods", ".fods", ".numbers"})
"""Of tables that cannot be read, but be saved as one that can."""
ZIP_SUFFIX = ".zip"


def is_table(source: str) -> bool:
    """Whether a source is a table, by its name."""
    return PurePath(source).suffix.lower() in TABLE_SUFFIXES


def is_meant_as_catalogue(file: str) -> bool:
    """Whether a file is no photo but a catalogue, by its name: a table, also one that cannot be read, or a zip file."""
    return PurePath(file).suffix.lower() in TABLE_SUFFIXES | OTHER_TABLE_SUFFIXES | {ZIP_SUFFIX}


class Field(StrEnum):
    """What a column can hold. Several columns may name images; every other field has at most one.

    Rows of one style are one product to a person, in several sizes or colours, as a shop's export has them. Rows of
    one SKU that differ in colour, size or barcode are so too.
    """

    SKU = "sku"
    IMAGE = "image"
    NAME = "name"
    BRAND = "brand"
    CATEGORY = "category"
    COLOUR = "colour"
    COLOUR_CODE = "colour-code"
    """What names of image files may have for a row's colour."""
    SIZE = "size"
    BARCODE = "barcode"
    SUPPLIER = "supplier"
    STYLE = "style"
    STYLE_IMAGE = "style-image"
    """Names images of a row's style, and not of its SKU alone."""


IMAGES = frozenset({Field.IMAGE, Field.STYLE_IMAGE})
"""Fields that several columns can hold."""


@dataclass(frozen=True)
class Row:
    """One record of a table.

    Attributes:
        line: where it begins in the file, from 1.
        cells: as text, as the person sees them in a spreadsheet; not stripped.
        doubts: column and reason for each cell that may not say what the supplier meant.
        pictures: entries of the workbook that lie on it as pictures.
    """

    line: int
    cells: tuple[str, ...]
    doubts: tuple[tuple[int, str], ...] = ()
    pictures: tuple[str, ...] = ()

    def cell(self, column: int) -> str:
        """A cell's text without the blanks around it; empty where the row is shorter."""
        return self.cells[column].strip() if column < len(self.cells) else ""


@dataclass(frozen=True)
class Reading:
    """How a table file is to be read; None leaves that to Stockmatch.

    Attributes:
        header: whether there is a row with the columns' names.
        delimiter: between the cells of a CSV file.
        encoding: of a CSV file, by Python's name.
        sheet: name of an XLSX file's sheet.
    """

    header: bool | None = None
    delimiter: str | None = None
    encoding: str | None = None
    sheet: str | None = None


AS_FOUND = Reading()
"""Leaves everything to Stockmatch."""


@dataclass(frozen=True)
class Table:
    """A table file.

    Attributes:
        file: its name.
        header: names of the columns; empty without a header.
        rows: those below the header that are not blank.
        problems: rows that could not be read, and what was left out.
        notes: how it was read, where that was not plain.
        sheets: names of an XLSX file's visible sheets.
        sheet: the one that was read.
        delimiter, encoding: of a CSV file; empty for XLSX.
    """

    file: str
    header: tuple[str, ...]
    rows: tuple[Row, ...]
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()
    sheets: tuple[str, ...] = ()
    sheet: str = ""
    delimiter: str = ""
    encoding: str = ""

    @property
    def width(self) -> int:
        """Number of columns, those without a name included."""
        return max(len(self.header), max((len(row.cells) for row in self.rows), default=0))

    def at(self, line: int) -> str:
        """A place in the file, as problems name it."""
        return f"{self.file}:{line}"


class WebPictures(StrEnum):
    """What to do about pictures that a table names by their web address."""

    LEAVE_OUT = "leave out"
    PUBLIC = "public"
    """Download them, but never from an address inside the person's own network."""
    ANY = "any"


@dataclass(frozen=True)
class ImportPlan:
    """How a table becomes a catalogue; remembered per catalogue, and per header for the supplier's next table.

    Attributes:
        fields: what each column holds; None for one that is not used. Columns behind the last are not used.
        images: folder or zip file of the images, absolute; None for those beside the table, or in it.
        reading: how the file is read.
        web: what is done about pictures on the web; nothing, until the person says so.
    """

    fields: tuple[Field | None, ...]
    images: str | None = None
    reading: Reading = AS_FOUND
    web: WebPictures = WebPictures.LEAVE_OUT

    def columns(self, field: Field) -> tuple[int, ...]:
        """The columns that hold a field."""
        return tuple(column for column, held in enumerate(self.fields) if held is field)


class FindingKind(StrEnum):
    """What an import check counts."""

    MISSING_IMAGE = "missing image"
    WITHOUT_IMAGE = "product without an image"
    DUPLICATE_SKU = "duplicate SKU"
    WITHOUT_SKU = "row without SKU"
    UNREADABLE = "unreadable file"
    UNUSED_IMAGE = "unused image"
    DOUBTFUL = "doubtful cell"
    ROW = "row not read"
    NOTE = "note"
    """How rows were understood that may be meant otherwise; nothing is left out."""


@dataclass(frozen=True)
class Finding:
    """One thing that an import check found, with file and line; of several that are alike, with those of the first.

    Attributes:
        count: how many there are.
    """

    kind: FindingKind
    problem: Problem
    count: int = 1


@dataclass(frozen=True)
class ImportCheck:
    """What importing a table would do.

    Attributes:
        products: products with at least one image.
        images: images of theirs.
        findings: in the order of the file; unused images last.
        addresses: pictures named by a web address that are not among the images; counted as images where they are to
            be downloaded.
    """

    products: int
    images: int
    findings: tuple[Finding, ...]
    addresses: int = 0

    def count(self, kind: FindingKind) -> int:
        """How much was found of a kind."""
        return sum(finding.count for finding in self.findings if finding.kind is kind)


@dataclass(frozen=True)
class TablePreview:
    """What is shown before a table is imported.

    Attributes:
        table: the file; only its first rows, to be looked at.
        rows: how many rows there are in all.
        plan: how it would be imported: as last time, or as proposed.
        known: whether the plan is the person's own of last time.
        images: where the images were looked for, absolute.
    """

    table: Table
    rows: int
    plan: ImportPlan
    known: bool
    images: str
