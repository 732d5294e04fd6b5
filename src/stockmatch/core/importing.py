"""A table's rows as products: which images are meant, and what is wrong with file and line."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from stockmatch.core.catalogue import CatalogueImage, Details, Problem, Product, group_files, natural_key, readable_name
from stockmatch.core.errors import CatalogueError
from stockmatch.core.message import Message
from stockmatch.core.table import IMAGES, Field, Finding, FindingKind, ImportPlan, Row, Table

_DETAILS = (Field.BRAND, Field.CATEGORY, Field.COLOUR, Field.SIZE, Field.BARCODE, Field.SUPPLIER)
_BETWEEN_IMAGES = re.compile(r"[;|\n]|,(?=\s*\S)")
_ADDRESS = re.compile(r"https?://", re.IGNORECASE)
_BETWEEN_ADDRESSES = re.compile(r"[\s;|,]+(?=https?://)", re.IGNORECASE)
_OF_STYLES = (Field.NAME, Field.BRAND, Field.CATEGORY, Field.SUPPLIER)
"""Values that a style's rows have in common, so that a shop's export gives them in the first alone."""

_NO_OPTION = "Default Title"
"""What Shopify writes where a product has no options."""

_TYPED = re.compile(r"'(?=\d)")
"""An apostrophe that keeps a spreadsheet from reading a code as a number, as shops' exports have it."""

_SHORTENED = re.compile(r"\d[.,]\d+E\+?\d+", re.IGNORECASE)


@dataclass(frozen=True)
class TableProducts:
    """What a table makes of a set of image files.

    Attributes:
        products: those with an image, in natural order.
        without_image: the others, in the order of the file.
        findings: in the order of the file, then the images that no row names.
    """

    products: tuple[Product, ...]
    without_image: tuple[Product, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class Fetched:
    """What became of the pictures that a table names by their web address.

    Attributes:
        paths: of those that are here, by address.
        failures: why the others are not, by address.
    """

    paths: Mapping[str, str] = field(default_factory=dict)
    failures: Mapping[str, str] = field(default_factory=dict)


NOTHING_FETCHED = Fetched()


@dataclass
class _Item:
    row: Row
    values: dict[Field, str]
    style: str
    images: dict[str, None] = field(default_factory=dict)


@dataclass
class _Style:
    """What rows of one style say of all its SKUs.

    Attributes:
        row: the first.
        sku: of the first row that has one; empty as long as none has.
        values: those that its SKUs have in common.
        images: of the style, not of one SKU.
    """

    row: Row
    sku: str = ""
    values: dict[Field, str] = field(default_factory=dict)
    images: dict[str, None] = field(default_factory=dict)


class _Images:
    """Finds image files by what a table calls them."""

    def __init__(self, paths: Iterable[str], fetched: Mapping[str, str]) -> None:
        self._fetched = fetched
        self._paths: dict[str, str] = {}
        self._names: dict[str, list[str]] = defaultdict(list)
        self._stems: dict[str, list[str]] = defaultdict(list)
        paths = sorted(paths)
        for path in paths:
            plain = _plain(path)
            self._paths.setdefault(plain, path)
            self._names[PurePosixPath(plain).name].append(path)
            self._stems[PurePosixPath(plain).stem].append(path)
        self._skus: dict[str, list[str]] = defaultdict(list)
        for product in group_files(paths).products:
            self._skus[_plain(product.sku)] += [image.path for image in product.images]

    def named(self, text: str) -> list[str]:
        """Files of that path, else of that name, else of that name without its ending; several if it is ambiguous.

        An address means the file that it names if that was saved among the images, else what was fetched from it.
        """
        if not _ADDRESS.match(text):
            return self._local(text)
        local = self._local(text)
        fetched = self._fetched.get(text)
        return local if len(local) == 1 or fetched is None else [fetched]

    def _local(self, text: str) -> list[str]:
        plain = _plain(re.sub(r"[?#].*", "", text) if _ADDRESS.match(text) else text)
        if plain in self._paths:
            return [self._paths[plain]]
        name = PurePosixPath(plain).name
        return self._names.get(name) or self._stems.get(name) or []

    def of_sku(self, sku: str) -> list[str]:
        """Files named by a SKU, a slash or other sign that no file name can have replaced."""
        return self._skus.get(_plain(sku)) or self._skus.get(_plain(re.sub(r"[/\\:*?\"<>|]", "_", sku))) or []


def named_addresses(table: Table, plan: ImportPlan, images: Collection[str]) -> tuple[str, ...]:
    """The web addresses that a table's image columns name and that no image file is named by, in the file's order."""
    known = _Images(images, {})
    addresses = (
        name
        for row in table.rows
        for held in sorted(IMAGES)
        for column in plan.columns(held)
        for name in _names(row.cell(column))
        if _ADDRESS.match(name)
    )
    return tuple(address for address in dict.fromkeys(addresses) if len(known.named(address)) != 1)


def table_products(
    table: Table, plan: ImportPlan, images: Collection[str], fetched: Fetched = NOTHING_FETCHED
) -> TableProducts:
    """Make products of a table's rows and of the image files that are there.

    Rows with the same SKU are one product; the first row's values count. An image is found by its path, else by its
    name, else by its name without ending; a product whose rows name none has those named by its SKU, else those of
    its style: of its colour, of all, or named by it. Rows of a style that have no SKU add images to it, and what a
    style's first row alone says, such as the name, is said of all its products.

    Args:
        table: all of it.
        plan: what its columns hold.
        images: paths relative to the images' folder, forward slashes.
        fetched: pictures from the web.

    Raises:
        CatalogueError: if no column holds the SKU.
    """
    sku_columns = plan.columns(Field.SKU)
    if not sku_columns:
        raise CatalogueError(
            Message(
                "{file}: no column is known to hold the SKU. Say which one does: in the window when the "
                "table is opened, in a terminal with --column sku=NAME.",
                file=table.file,
            )
        )
    builder = _Builder(table, plan, _Images(images, fetched.paths), fetched.failures, sku_columns[0])
    for row in table.rows:
        builder.add(row)
    return builder.finish(images)


class _Builder:
    def __init__(
        self, table: Table, plan: ImportPlan, images: _Images, failures: Mapping[str, str], sku_column: int
    ) -> None:
        self._table = table
        self._failures = failures
        self._sku_column = sku_column
        self._style_column = next(iter(plan.columns(Field.STYLE)), None)
        self._image_columns = plan.columns(Field.IMAGE)
        self._style_image_columns = plan.columns(Field.STYLE_IMAGE)
        self._value_columns = {held: plan.columns(held)[0] for held in (Field.NAME, *_DETAILS) if plan.columns(held)}
        self._used = {column for column, held in enumerate(plan.fields) if held is not None}
        self._images = images
        self._items: dict[str, _Item] = {}
        self._styles: dict[str, _Style] = {}
        self._findings: list[Finding] = [Finding(FindingKind.ROW, problem) for problem in table.problems]

    def add(self, row: Row) -> None:
        for column, reason in row.doubts:
            if column in self._used:
                self._find(
                    FindingKind.DOUBTFUL, row, Message("{column}: {reason}", column=self._name(column), reason=reason)
                )
        sku = _TYPED.sub("", row.cell(self._sku_column), count=1)
        name = row.cell(self._style_column) if self._style_column is not None else ""
        if not sku and not name:
            self._find(FindingKind.WITHOUT_SKU, row, Message("The row has no SKU and was left out."))
            return
        codes = {self._sku_column, self._value_columns.get(Field.BARCODE, self._sku_column)}
        for column in sorted(codes):
            if _SHORTENED.fullmatch(row.cell(column)):
                reason = Message(
                    "“{cell}” is a number that a spreadsheet shortened; its last digits are lost.",
                    cell=row.cell(column),
                )
                self._find(
                    FindingKind.DOUBTFUL,
                    row,
                    Message("{column}: {reason} Kept as it is.", column=self._name(column), reason=reason),
                )
        values = {held: row.cell(column) for held, column in self._value_columns.items()}
        values = {held: value if value != _NO_OPTION else "" for held, value in values.items()}
        if Field.BARCODE in values:
            values[Field.BARCODE] = _TYPED.sub("", values[Field.BARCODE], count=1)
        style = self._styles.setdefault(name or sku, _Style(row))
        style.sku = style.sku or sku
        for held in _OF_STYLES:
            if values.get(held):
                style.values.setdefault(held, values[held])
        named = self._named(row, style.sku or name, self._image_columns)
        of_style = self._named(row, style.sku or name, self._style_image_columns)
        style.images.update(dict.fromkeys(of_style if sku and name else [*of_style, *named]))
        known = self._items.get(sku)
        if known is not None:
            self._merge(known, row, sku, values, named, adds=bool(of_style))
        elif sku:
            self._items[sku] = _Item(row, values, name or sku, dict.fromkeys(named))
        elif not named and not of_style:
            self._find(FindingKind.WITHOUT_SKU, row, Message("The row has no SKU and was left out."))

    def finish(self, images: Collection[str]) -> TableProducts:
        products: list[Product] = []
        without: list[Product] = []
        used: set[str] = set()
        for style in self._styles.values():
            if not style.sku and style.images:
                reason = Message("The row has no SKU and was left out.")
                self._find(FindingKind.WITHOUT_SKU, style.row, reason)
            used.update(style.images)
        pictures = self._pictures()
        for sku, item in self._items.items():
            paths = pictures[sku]
            used.update(paths)
            values = {held: item.values.get(held, "") for held in (Field.NAME, *_DETAILS)}
            values |= {held: value for held, value in self._styles[item.style].values.items() if not values[held]}
            details = Details(**{held.value: values[held] for held in _DETAILS})
            name = values[Field.NAME] or readable_name(sku)
            product = Product(sku, sku, name, tuple(CatalogueImage(path) for path in paths), details)
            (products if paths else without).append(product)
            if not paths:
                reason = Message(
                    "SKU {sku} has no image and cannot be matched. Add a picture named by it, or name one.", sku=sku
                )
                self._find(FindingKind.WITHOUT_IMAGE, item.row, reason)
        self._findings.sort(key=lambda finding: _line(finding.problem))
        unused = sorted(set(images) - used, key=lambda path: (natural_key(path), path))
        reason = Message("No row of the table names this image; it was left out.")
        self._findings += [Finding(FindingKind.UNUSED_IMAGE, Problem(path, reason)) for path in unused]
        products.sort(key=lambda product: (natural_key(product.key), product.key))
        return TableProducts(tuple(products), tuple(without), tuple(self._findings))

    def _pictures(self) -> dict[str, list[str]]:
        """The images of every SKU: its own, else its style's, else its colour's in that style, else the style's name's.

        Where no SKU of a style has other images of its own than the rest, the style's show each of them, too.
        """
        own = {sku: list(item.images) or self._images.of_sku(sku) for sku, item in self._items.items()}
        kinds: dict[str, set[frozenset[str]]] = defaultdict(set)
        colours: dict[tuple[str, str], list[str]] = {}
        for sku, item in self._items.items():
            if own[sku]:
                kinds[item.style].add(frozenset(own[sku]))
                colours.setdefault((item.style, item.values.get(Field.COLOUR, "").casefold()), own[sku])
        found: dict[str, list[str]] = {}
        for sku, item in self._items.items():
            shared = list(self._styles[item.style].images)
            if own[sku]:
                more = shared if len(kinds[item.style]) == 1 else []
                found[sku] = list(dict.fromkeys([*own[sku], *more]))
            else:
                colour = item.values.get(Field.COLOUR, "").casefold()
                siblings = colours.get((item.style, colour), [])
                known = (siblings or shared) if colour else (shared or siblings)
                found[sku] = known or self._images.of_sku(item.style)
        return found

    def _merge(
        self, known: _Item, row: Row, sku: str, values: dict[Field, str], named: Sequence[str], *, adds: bool
    ) -> None:
        """A further row of a SKU: another image of it, or a row that says nothing new or something else."""
        others = [
            held for held, value in values.items() if value and known.values[held] and value != known.values[held]
        ]
        first = Message("SKU {sku} is on line {line} already", sku=sku, line=known.row.line)
        if others:
            words = " and ".join(f"{held.value} “{values[held]}”" for held in others)
            reason = Message(
                "{first}; here it has {words}. Line {line} counts, and the images of both.",
                first=first,
                words=words,
                line=known.row.line,
            )
            self._find(FindingKind.DUPLICATE_SKU, row, reason)
        elif not adds and not set(named) - known.images.keys():
            self._find(FindingKind.DUPLICATE_SKU, row, Message("{first}; this row adds nothing to it.", first=first))
        known.values.update({held: value for held, value in values.items() if value and not known.values[held]})
        known.images.update(dict.fromkeys(named))

    def _named(self, row: Row, sku: str, columns: Sequence[int]) -> list[str]:
        """The images that a row names in these columns and that are there."""
        found: list[str] = []
        for column in columns:
            text = row.cell(column)
            whole = self._images.named(text) if text and not _ADDRESS.match(text) else []
            for name in [text] if whole else _names(text):
                there = whole or self._images.named(name)
                if len(there) == 1:
                    found += there
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
        if _ADDRESS.match(name):
            return Message(
                "SKU {sku}: “{name}” is an address. Have the pictures downloaded, or save it beside the table.",
                sku=sku,
                name=name,
            )
        return Message("SKU {sku}: there is no image “{name}”.", sku=sku, name=name)

    def _find(self, kind: FindingKind, row: Row, reason: str) -> None:
        self._findings.append(Finding(kind, Problem(self._table.at(row.line), reason)))

    def _name(self, column: int) -> str:
        return self._table.header[column] if column < len(self._table.header) else f"Column {column + 1}"


def _names(cell: str) -> Iterator[str]:
    """What a cell names; addresses hold commas and semicolons themselves, and end where the next one begins."""
    between = _BETWEEN_ADDRESSES if _ADDRESS.match(cell) else _BETWEEN_IMAGES
    return filter(None, (name.strip().rstrip(",;|") for name in between.split(cell)))


def _line(problem: Problem) -> int:
    number = problem.file.rpartition(":")[2]
    return int(number) if number.isdigit() else 0


def _plain(path: str) -> str:
    """A path for comparison: forward slashes, composed letters, no case, no leading dots and slashes."""
    plain = unicodedata.normalize("NFC", path.strip()).replace("\\", "/").casefold()
    return re.sub(r"^(?:\.?/)+", "", plain)
