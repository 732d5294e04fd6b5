"""Product exports of Magento (Adobe Commerce), whose cells hold several things each, as tables of plain columns."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from stockmatch.core.columns import meaning
from stockmatch.core.message import Message
from stockmatch.core.table import Field, Row, Table

_SKU, _VIEW, _TYPE, _CATEGORIES = "sku", "store_view_code", "product_type", "categories"
_ATTRIBUTES = "additional_attributes"
_VARIATIONS, _LABELS = "configurable_variations", "configurable_variation_labels"

_NO_IMAGE = "no_selection"
"""What a column of images has where there is none."""

_MAKER = "manufacturer"
"""The shop's own attribute for what others call a brand."""

_PARENT = "parent sku"
_OF_VARIANTS = (Field.COLOUR, Field.COLOUR_CODE, Field.SIZE, Field.BARCODE)
_TOLD = (*_OF_VARIANTS, Field.BRAND, Field.SUPPLIER)
"""Fields that an attribute may be, by its code or by its label."""

_PAIR = re.compile(r'(?:(?<![^=,|])"(?:[^"]|"")*"(?=[,|]|$)|[^,])+')
"""One attribute: up to a comma that is not within a value in quotation marks."""

_ONE_OF_SEVERAL = re.compile(r'"(?:[^"]|"")*"(?=\||$)|[^|]+')
_BETWEEN_VARIATIONS = re.compile(r"\|(?=sku=)")
_IN_PATH = re.compile(r"(?<!\\)/")


def plain(table: Table) -> Table:
    """An export of Magento as any supplier's table; any other table as it is.

    Behind the file's own columns stand those of what its cells tell together: the category, the configurable product
    that a row is a variation of, and attributes that are known fields or in which variations differ. Rows that tell a
    product anew for a further store view are left out.
    """
    names = {name.strip().casefold(): column for column, name in reversed([*enumerate(table.header)])}
    if not {_SKU, _TYPE} <= names.keys() or names.keys().isdisjoint({_VIEW, _ATTRIBUTES, _VARIATIONS}):
        return table
    rows = _of_one_view(table.rows, names)
    told = _Teller(rows, names).told()
    columns = sorted({column for cells in told for column in cells})
    width = table.width
    notes = []
    if columns:
        words = Message(
            "{file} is an export of Magento. Columns made of its attributes and variations: {names}.",
            file=table.file,
            names=", ".join(columns),
        )
        notes.append(words)
    if len(rows) < len(table.rows):
        count = len(table.rows) - len(rows)
        notes.append(
            Message("{file}: rows of further store views were left out: {count}.", file=table.file, count=count)
        )
    return replace(
        table,
        header=(*_filled(table.header, width), *columns),
        rows=tuple(
            replace(row, cells=(*_filled(row.cells, width), *(cells.get(column, "") for column in columns)))
            for row, cells in zip(rows, told, strict=True)
        ),
        notes=(*table.notes, *notes),
    )


def _filled(cells: Sequence[str], width: int) -> tuple[str, ...]:
    """As many cells as the table is wide, and nothing in those that hold nothing."""
    return (*("" if cell.strip() == _NO_IMAGE else cell for cell in cells), *[""] * (width - len(cells)))


def _of_one_view(rows: Sequence[Row], names: Mapping[str, int]) -> list[Row]:
    """The rows that each SKU has for all store views, else those for the first that it has."""
    views: dict[str, str] = {}
    for row in rows:
        view = _cell(row, names, _VIEW)
        views[_cell(row, names, _SKU)] = views.get(_cell(row, names, _SKU), view) if view else ""
    return [
        row for row in rows if _cell(row, names, _VIEW) == views[_cell(row, names, _SKU)] or not _cell(row, names, _SKU)
    ]


def _cell(row: Row, names: Mapping[str, int], name: str) -> str:
    return row.cell(names[name]) if name in names else ""


class _Teller:
    """What rows say in cells that hold several things.

    Args:
        rows: all that count.
        names: the columns by name.
    """

    def __init__(self, rows: Sequence[Row], names: Mapping[str, int]) -> None:
        self._rows, self._names = rows, names
        self._parents: dict[str, str] = {}
        self._varying: dict[str, dict[str, str]] = {}
        self._labels: dict[str, str] = {}
        self._meant: dict[str, str] = {}
        self._own = [name for name in names if meaning(name) in _TOLD]
        known = {_cell(row, names, _SKU) for row in rows}
        for row in rows:
            sku = _cell(row, names, _SKU)
            self._labels |= _pairs(_cell(row, names, _LABELS))
            for variation in _BETWEEN_VARIATIONS.split(_cell(row, names, _VARIATIONS)):
                attributes = _pairs(variation)
                child = attributes.pop("sku", "")
                if child and child != sku and child in known:
                    self._parents.setdefault(child, sku)
                    self._varying.setdefault(child, attributes)

    def told(self) -> list[dict[str, str]]:
        """What each row says, by the name of the column for it; nothing is empty.

        What columns of the file say is said again where other rows say it in an attribute, so that one column has all.
        Where no product has a brand, its manufacturer is the brand.
        """
        parents = set(self._parents.values())
        found: list[dict[str, str]] = []
        made = {_PARENT, Field.CATEGORY.value}
        for row in self._rows:
            sku = _cell(row, self._names, _SKU)
            own = [(name, _cell(row, self._names, name)) for name in self._own]
            attributes = [
                *_pairs(_cell(row, self._names, _ATTRIBUTES)).items(),
                *self._varying.get(sku, {}).items(),
            ]
            made.update(self._column(code) for code, value in attributes if value)
            cells = {
                _PARENT: self._parents.get(sku, ""),
                Field.CATEGORY.value: _category(_cell(row, self._names, _CATEGORIES)),
            }
            for code, value in (*own, *attributes):
                column = self._column(code)
                if column and not (sku in parents and column in _OF_VARIANTS):
                    cells[column] = cells.get(column) or value
            found.append(cells)
        if _MAKER in self._meant and not any(cells.get(Field.BRAND.value) for cells in found):
            made.add(Field.BRAND.value)
            for cells in found:
                cells[Field.BRAND.value] = cells.pop(Field.SUPPLIER.value, "")
        return [{column: text for column, text in cells.items() if text and column in made} for cells in found]

    def _column(self, code: str) -> str:
        """The column of an attribute; empty where nobody asks for it."""
        if code not in self._meant:
            label = self._labels.get(code, "")
            held = next((field for name in (code, label) if (field := meaning(name)) in _TOLD), None)
            self._meant[code] = held.value if held else code if label else ""
        return self._meant[code]


def _pairs(cell: str) -> dict[str, str]:
    """The values of attributes by their codes, as in ``color=Red,size="M"``."""
    found: dict[str, str] = {}
    code = ""
    for pair in _PAIR.findall(cell):
        name, told, value = _unquoted(pair.strip()).partition("=")
        if told:
            code = name.strip()
            found[code] = "|".join(map(_unquoted, _ONE_OF_SEVERAL.findall(value.strip())))
        elif code:
            found[code] += f",{pair}"  # of a value with a comma
    return found


def _unquoted(text: str) -> str:
    return text[1:-1].replace('""', '"') if len(text) > 1 and text[0] == text[-1] == '"' else text


def _category(cell: str) -> str:
    """The deepest of a product's categories, without the root that all have."""
    deepest: list[str] = max((_IN_PATH.split(path.strip())[1:] for path in cell.split(",")), key=len)
    return "/".join(deepest).replace("\\/", "/")
