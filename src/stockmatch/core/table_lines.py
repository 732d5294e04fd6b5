"""A table's rows one by one: SKU, style, values and the images that they name, and what is wrong in their cells."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from stockmatch.core.catalogue import Problem
from stockmatch.core.columns import meaning, options
from stockmatch.core.message import Message
from stockmatch.core.table import Field, Finding, FindingKind, ImportPlan, Row, Table
from stockmatch.core.table_images import TableImages, image_names, is_address

DETAILS = (Field.BRAND, Field.CATEGORY, Field.COLOUR, Field.SIZE, Field.BARCODE, Field.SUPPLIER)
"""Fields that a product's details have."""

OF_STYLES = (Field.NAME, Field.BRAND, Field.CATEGORY, Field.SUPPLIER)
"""Values that a style's rows have in common, so that a shop's export gives them in the first alone."""

VARYING = (Field.COLOUR, Field.COLOUR_CODE, Field.SIZE)
"""What products of one style, or of one SKU, differ in."""

_BETWEEN = "-_./ "
_COLOUR = (Field.COLOUR, Field.COLOUR_CODE)
_OPTIONAL = (Field.COLOUR, Field.SIZE)

NO_SKU = Message("The row has no SKU and was left out.")

_NO_OPTION = "Default Title"
"""What Shopify writes where a product has no options."""

_TYPED = re.compile(r"'(?=\d)")
"""An apostrophe that keeps a spreadsheet from reading a code as a number, as shops' exports have it."""

_SHORTENED = re.compile(r"\d[.,]\d+E\+?\d+", re.IGNORECASE)
_LINES_SHOWN = 5
_SEVERAL = re.compile(r"[,;|]")
BY_ID = "id:"
"""Stands before the number of a row in the column ID where WooCommerce's export names a parent without SKU."""


@dataclass(frozen=True)
class Line:
    """What a row says.

    Attributes:
        row: where it stands.
        sku: empty where it has none.
        style: the name of its style, if a column tells it; of a parent, what its rows call it.
        values: of its fields other than images.
        named: images that it names as its own and that are there.
        of_style: images that it names as its style's and that are there.
        parent: whether it stands for a style of other rows, and is nothing that is sold.
        numbered: whether it has a number of its own, so that it goes on from no other and is not just an image.
    """

    row: Row
    sku: str
    style: str
    values: Mapping[Field, str]
    named: Sequence[str]
    of_style: Sequence[str]
    parent: bool
    numbered: bool

    @property
    def varies(self) -> bool:
        """Whether it says what one product of a style is, unlike the others."""
        return self.numbered or any(self.values.get(held) for held in (*VARYING, Field.BARCODE))


class LineReader:
    """Reads a table's rows.

    Args:
        table: all of it.
        plan: what its columns hold; one holds the SKU.
        images: those that are there.
        failures: why pictures were not downloaded, by address.

    Attributes:
        findings: what is wrong, so far.
    """

    def __init__(self, table: Table, plan: ImportPlan, images: TableImages, failures: Mapping[str, str]) -> None:
        self.findings: list[Finding] = []
        self._table = table
        self._images = images
        self._failures = failures
        self._left_on_web: list[tuple[Row, str]] = []
        self._columns = {held: columns[0] for held in Field if (columns := plan.columns(held))}
        self._own_images, self._style_images = plan.columns(Field.IMAGE), plan.columns(Field.STYLE_IMAGE)
        self._used = {column for column, held in enumerate(plan.fields) if held is not None}
        self._styles = {self._cell(row, Field.STYLE) for row in table.rows} - {""}
        by_id = any(style.startswith(BY_ID) for style in self._styles)
        self._options = options(table.header)
        self._option_columns = {value for _, value in self._options}
        self._option_names: dict[tuple[str, int], str] = {}
        ids = [column for column, name in enumerate(table.header) if name.casefold() == "id"]
        self._ids = ids if by_id else []
        self._numbered = any(_tell_apart([row.cell(column) for row in table.rows]) for column in ids)

    def lines(self) -> list[Line]:
        """All rows that say which product or style they are of."""
        lines: list[Line] = []
        going_on: list[Row] = []
        called: dict[str, str] = {}
        above: Line | None = None
        for row in self._table.rows:
            self._look_over(row)
            sku, values = _TYPED.sub("", self._cell(row, Field.SKU), count=1), self._values(row)
            style = self._style(row) if Field.STYLE in self._columns else _without_size(sku, values[Field.SIZE])
            parent = self._is_parent(row, sku, style, values)
            if not sku and not style:
                if above is None or self._numbered or not self._goes_on(row, values, above):
                    self._find(FindingKind.WITHOUT_SKU, row, NO_SKU)
                    above = None
                    continue
                going_on.append(row)
                left = {held: above.values[held] for held in OF_STYLES if not values[held]}
                sku, style, values = above.sku, above.style, _completed(values, above.values) | left
            elif above is not None and sku and sku == above.sku and _leaves_colour(values, above.values):
                going_on.append(row)
                values = _completed(values, above.values)
            if sku:
                called.setdefault(style, sku)
            who = sku or called.get(style, style)
            lying = (path for path in row.pictures if self._images.named(path) == [path])
            named = self._named(row, who, self._own_images) or list(lying)
            of_style = self._named(row, who, self._style_images)
            above = Line(row, sku, style, values, named, of_style, parent, self._numbered)
            lines.append(above)
        if going_on:
            reason = Message(
                "The row has no SKU or colour and was read as going on from that above it; such rows in all: {count}.",
                count=len(going_on),
            )
            self._find(FindingKind.NOTE, going_on[0], reason)
        self._tell_of_web()
        return lines

    def _tell_of_web(self) -> None:
        """One finding for all pictures that nobody asked to be downloaded: a shop's export may have thousands."""
        if self._left_on_web:
            row, name = self._left_on_web[0]
            lines = [str(line) for line in dict.fromkeys(row.line for row, _ in self._left_on_web)]
            shown = ", ".join(lines[:_LINES_SHOWN]) + (" …" if len(lines) > _LINES_SHOWN else "")
            count = len(self._left_on_web)
            reason = Message(
                "“{name}” is an address. Have the pictures downloaded, or save them beside the table. Such pictures in "
                "all: {count} (line {lines}).",
                name=name,
                count=count,
                lines=shown,
            )
            self._find(FindingKind.MISSING_IMAGE, row, reason, count)

    def _look_over(self, row: Row) -> None:
        """Tell what is doubtful in a row's cells."""
        for column, reason in row.doubts:
            if column in self._used:
                words = Message("{column}: {reason}", column=self._name(column), reason=reason)
                self._find(FindingKind.DOUBTFUL, row, words)
        for column in sorted({self._columns[held] for held in (Field.SKU, Field.BARCODE) if held in self._columns}):
            if _SHORTENED.fullmatch(row.cell(column)):
                reason = Message(
                    "“{cell}” is a number that a spreadsheet shortened; its last digits are lost.",
                    cell=row.cell(column),
                )
                words = Message("{column}: {reason} Kept as it is.", column=self._name(column), reason=reason)
                self._find(FindingKind.DOUBTFUL, row, words)

    def _cell(self, row: Row, held: Field) -> str:
        return row.cell(self._columns[held]) if held in self._columns else ""

    def _style(self, row: Row) -> str:
        """The style that a row names, or that others know it as."""
        by_id = (BY_ID + row.cell(column) for column in self._ids)
        return self._cell(row, Field.STYLE) or next((name for name in by_id if name in self._styles), "")

    def _values(self, row: Row) -> dict[Field, str]:
        values = {held: self._cell(row, held) for held in (Field.NAME, *DETAILS, Field.COLOUR_CODE)}
        values = {held: value if value != _NO_OPTION else "" for held, value in values.items()}
        values |= {Field.BARCODE: _TYPED.sub("", values[Field.BARCODE], count=1)}
        return values | self._optional(row)

    def _optional(self, row: Row) -> dict[Field, str]:
        """Colour and size from options, which each style may have in another order and name in its first row alone."""
        style = self._cell(row, Field.STYLE) or self._cell(row, Field.SKU)
        fields = [held for held in _OPTIONAL if self._columns.get(held) in self._option_columns]
        told: dict[Field, int] = {}
        for name, value in self._options if fields else ():
            first = self._option_names.setdefault((style, name), row.cell(name))
            held = meaning(row.cell(name) or first)
            if held in fields:
                told[held] = value
        values = {held: row.cell(value) for held, value in told.items()}
        return values | {held: "" for held in fields if held not in told and self._columns[held] in told.values()}

    def _goes_on(self, row: Row, values: Mapping[Field, str], above: Line) -> bool:
        """Whether a row without SKU has a size, colour, barcode or image, and leaves the rest to the row above.

        One that leaves nothing out but its SKU, as where a table has no other columns, may be of any product.
        """
        leaves = Field.STYLE in self._columns or any(above.values[held] and not values[held] for held in OF_STYLES)
        says = any(values[held] for held in (*VARYING, Field.BARCODE)) or any(map(row.cell, self._own_images))
        says = says or bool(row.pictures)
        return says and leaves and values[Field.NAME] in {"", above.values[Field.NAME]}

    def _is_parent(self, row: Row, sku: str, style: str, values: Mapping[Field, str]) -> bool:
        """Whether other rows name a row as their style, and it has no barcode, colour or size but lists of them."""
        cell = self._cell(row, Field.STYLE)
        return (
            not cell
            and (sku in self._styles or style in self._styles)
            and not values[Field.BARCODE]
            and all(not values[held] or _SEVERAL.search(values[held]) for held in VARYING)
        )

    def _named(self, row: Row, sku: str, columns: Sequence[int]) -> list[str]:
        """The images that a row names in these columns and that are there."""
        found: list[str] = []
        looked_for: set[str] = set()
        for column in columns:
            text = row.cell(column)
            whole = self._images.as_one(text) if text else []
            names = [text] if whole else image_names(text)
            for name in [name for name in names if name not in looked_for]:
                looked_for.add(name)
                there = whole or self._images.named(name)
                if len(there) == 1:
                    found += there
                elif not there and is_address(name) and name not in self._failures:
                    self._left_on_web.append((row, name))
                else:
                    self._find(FindingKind.MISSING_IMAGE, row, self._why_not(sku, name, there))
        return found

    def _why_not(self, sku: str, name: str, there: Sequence[str]) -> str:
        if there:
            places = ", ".join(there[:3])
            return Message(
                "SKU {sku}: “{name}” could be {there}. Name its folder too.", sku=sku, name=name, there=places
            )
        if name in self._failures:
            why = self._failures[name]
            return Message("SKU {sku}: “{name}” could not be downloaded: {reason}", sku=sku, name=name, reason=why)
        return Message("SKU {sku}: there is no image “{name}”.", sku=sku, name=name)

    def _find(self, kind: FindingKind, row: Row, reason: str, count: int = 1) -> None:
        self.findings.append(Finding(kind, Problem(self._table.at(row.line), reason), count))

    def _name(self, column: int) -> str:
        return self._table.header[column] if column < len(self._table.header) else f"Column {column + 1}"


def _tell_apart(numbers: Sequence[str]) -> bool:
    """Whether every row has a number, as in WooCommerce's export, and no two have the same."""
    return all(numbers) and len(set(numbers)) == len(numbers)


def _without_size(sku: str, size: str) -> str:
    """What a SKU such as 4711-RED-XL has in common with the other sizes; empty for one that does not end so."""
    ending = sku[-len(size) - 1 :]
    fits = size and len(ending) < len(sku) and ending[0] in _BETWEEN and ending[1:].casefold() == size.casefold()
    return sku[: -len(ending)] if fits else ""


def _leaves_colour(values: Mapping[Field, str], above: Mapping[Field, str]) -> bool:
    """Whether a row is of another size than the one above it, and names its colour no more."""
    size = values[Field.SIZE]
    return bool(size) and size != above[Field.SIZE] and values != _completed(values, above)


def _completed(values: Mapping[Field, str], above: Mapping[Field, str]) -> dict[Field, str]:
    """Values with the colour above, where they have none."""
    if any(values[held] for held in _COLOUR):
        return dict(values)
    return {**values, **{held: above[held] for held in _COLOUR}}
