"""A table's rows as products: which rows are one product, what its images are, and what is wrong with file and line."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from stockmatch.core.catalogue import CatalogueImage, Details, Problem, Product, natural_key, readable_name
from stockmatch.core.errors import CatalogueError
from stockmatch.core.message import Message
from stockmatch.core.styles import Colour, Member, pictures
from stockmatch.core.table import IMAGES, Field, Finding, FindingKind, ImportPlan, Row, Table
from stockmatch.core.table_images import TableImages, image_names, is_address
from stockmatch.core.table_lines import BY_ID, DETAILS, NO_SKU, OF_STYLES, Line, LineReader
from stockmatch.core.variants import Variant, told_apart


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
    """What becomes a product."""

    key: str
    sku: str
    row: Row
    style: str
    values: dict[Field, str]
    alone: bool
    sizes: dict[str, None]
    images: dict[str, None] = field(default_factory=dict)

    @property
    def colour(self) -> Colour:
        return self.values[Field.COLOUR].casefold(), self.values[Field.COLOUR_CODE].casefold()


@dataclass
class _Style:
    """What rows of one style say of all its products: values that they have in common, and images."""

    values: dict[Field, str] = field(default_factory=dict)
    images: dict[str, None] = field(default_factory=dict)


def named_addresses(table: Table, plan: ImportPlan, images: Collection[str]) -> tuple[str, ...]:
    """The web addresses that a table's image columns name and that no image file is named by, in the file's order."""
    known = TableImages(images, {})
    addresses = (
        name
        for row in table.rows
        for held in sorted(IMAGES)
        for column in plan.columns(held)
        for name in image_names(row.cell(column))
        if is_address(name)
    )
    return tuple(address for address in dict.fromkeys(addresses) if len(known.named(address)) != 1)


def table_products(
    table: Table, plan: ImportPlan, images: Collection[str], fetched: Fetched = NOTHING_FETCHED
) -> TableProducts:
    """Make products of a table's rows and of the image files that are there.

    Rows with the same SKU are one product, unless they differ in colour, or in size with a barcode each; the first
    row's values count, but sizes are told all. An image is found by its path, else by its name, else by its name
    without ending; which images show a product that names none is told in ``pictures``. Rows of a style that have no
    SKU add images to it, and what a style's first row alone says, such as the name, is said of all its products. Where
    no row of a style has a SKU, the style's name is it; a parent of others is no product.

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
    there = TableImages(images, fetched.paths)
    reader = LineReader(table, plan, there, fetched.failures)
    lines = reader.lines()
    if not any(line.named or line.of_style for line in lines):
        there.count_folders()
    return _Builder(table, there, lines, reader.findings).products(images)


class _Builder:
    def __init__(self, table: Table, images: TableImages, lines: Sequence[Line], findings: Sequence[Finding]) -> None:
        self._table = table
        self._images = images
        self._findings = [*(Finding(FindingKind.ROW, problem) for problem in table.problems), *findings]
        self._styles: dict[str, _Style] = defaultdict(_Style)
        self._items: dict[str, _Item] = {}
        self._used: set[str] = set()
        several = [sku for sku, same in self._by_sku(lines).items() if self._make(sku, same) > 1]
        if several:
            item = next(item for item in self._items.values() if item.sku == several[0])
            reason = Message(
                "SKU {sku} has several colours, or sizes with barcodes; each is a product of its own. Such SKUs in "
                "all: {count}.",
                sku=item.sku,
                count=len(several),
            )
            self._find(FindingKind.NOTE, item.row, reason)

    def products(self, images: Collection[str]) -> TableProducts:
        """What came of the rows.

        Args:
            images: all there are.
        """
        found: list[Product] = []
        without: list[Product] = []
        shown = self._pictures()
        pictured = {item.style for item in self._items.values() if shown[item.key]}
        for item in sorted(self._items.values(), key=lambda item: item.row.line):
            paths = shown[item.key]
            of_style = self._styles[item.style].values
            values = item.values | {held: value for held, value in of_style.items() if not item.values[held]}
            details = Details(**{held.value: values[held] for held in DETAILS})
            name = values[Field.NAME] or readable_name(item.sku)
            product = Product(item.key, item.sku, name, tuple(CatalogueImage(path) for path in paths), details)
            (found if paths else without).append(product)
            if not paths:
                self._find(FindingKind.WITHOUT_IMAGE, item.row, self._why_none(item, pictured))
        unused = sorted(set(images) - self._used.union(*shown.values()), key=lambda path: (natural_key(path), path))
        self._findings.sort(key=lambda finding: _line(finding.problem))
        reason = Message("No row of the table names this image; it was left out.")
        self._findings += [Finding(FindingKind.UNUSED_IMAGE, Problem(path, reason)) for path in unused]
        found.sort(key=lambda product: (natural_key(product.key), product.key))
        return TableProducts(tuple(found), tuple(without), tuple(self._findings))

    def _by_sku(self, lines: Sequence[Line]) -> dict[str, list[Line]]:
        """The rows that are products; what the others say of their style is kept."""
        by_style: dict[str, list[Line]] = defaultdict(list)
        for line in lines:
            by_style[line.style or line.sku].append(line)
        by_sku: dict[str, list[Line]] = defaultdict(list)
        parents: list[Line] = []
        for name, of_style in by_style.items():
            style = self._styles[name]
            children = any(line.sku and not line.parent for line in of_style)
            code = "" if any(line.sku for line in of_style) else self._code(name, of_style)
            for line in of_style:
                self._used.update(line.named, line.of_style)
                style.images.update(dict.fromkeys(line.of_style))
                for held in OF_STYLES:
                    if line.values[held]:
                        style.values.setdefault(held, line.values[held])
                sku = line.sku or code
                if sku and not (line.parent and children):
                    by_sku[sku].append(line)
                elif line.parent or not line.varies:
                    style.images.update(dict.fromkeys(line.named))
                    parents += [line] if line.sku else []
                if not sku and not line.parent and (line.varies or not (line.named or line.of_style)):
                    self._find(FindingKind.WITHOUT_SKU, line.row, NO_SKU)
        if parents:
            reason = Message(
                "SKU {sku} is the parent that other rows name, and no product of its own; such rows in all: {count}.",
                sku=parents[0].sku,
                count=len(parents),
            )
            self._find(FindingKind.NOTE, parents[0].row, reason)
        return by_sku

    def _code(self, style: str, lines: Sequence[Line]) -> str:
        """What stands for the SKU of a style whose rows have none: its name; empty if it has none, or no image."""
        if style.startswith(BY_ID) or not any(line.named or line.of_style for line in lines):
            return ""
        reason = Message("The rows of “{style}” have no SKU; that name stands for it.", style=style)
        self._find(FindingKind.NOTE, lines[0].row, reason)
        return style

    def _make(self, sku: str, lines: Sequence[Line]) -> int:
        """Make products of the rows of a SKU; returns how many."""
        variants, loose = told_apart(lines)
        for line in loose:
            self._styles[line.style or sku].images.update(dict.fromkeys(line.named))
        for variant in variants:
            self._make_one(sku, variant, alone=len(variants) == 1)
        return len(variants)

    def _make_one(self, sku: str, variant: Variant, *, alone: bool) -> None:
        first, *further = variant.lines
        key = "/".join((sku, *variant.parts))
        while key in self._items:
            key += "/"
        sizes = dict.fromkeys(filter(None, [first.values[Field.SIZE]]))
        item = _Item(key, sku, first.row, first.style or sku, dict(first.values), alone, sizes)
        self._items[key] = item
        item.images.update(dict.fromkeys(first.named))
        for line in further:
            self._merge(item, line)
        for line in variant.also:
            item.images.update(dict.fromkeys(line.named))

    def _merge(self, item: _Item, line: Line) -> None:
        """A further row of a product: another image of it, or a row that says nothing new or something else."""
        known, values = item.values, dict(line.values)
        size = values.pop(Field.SIZE)
        another = size and size not in item.sizes
        item.sizes.update({size: None} if another else {})
        others = [held for held, value in values.items() if value and known[held] and value != known[held]]
        first = Message("SKU {sku} is on line {line} already", sku=item.sku, line=item.row.line)
        if others:
            words = " and ".join(f"{held.value} “{values[held]}”" for held in others)
            reason = Message(
                "{first}; here it has {words}. Line {line} counts, and the images of both.",
                first=first,
                words=words,
                line=item.row.line,
            )
            self._find(FindingKind.DUPLICATE_SKU, line.row, reason)
        elif not another and not line.of_style and not set(line.named) - item.images.keys():
            reason = Message("{first}; this row adds nothing to it.", first=first)
            self._find(FindingKind.DUPLICATE_SKU, line.row, reason)
        known.update({held: value for held, value in values.items() if value and not known[held]})
        known[Field.SIZE] = ", ".join(item.sizes)
        item.images.update(dict.fromkeys(line.named))

    def _pictures(self) -> dict[str, list[str]]:
        """The images of every product, by its key."""
        beginning = self._images.beginning_with({*self._styles, *(item.sku for item in self._items.values())})
        by_style: dict[str, list[Member]] = defaultdict(list)
        for item in self._items.values():
            by_style[item.style].append(Member(item.key, item.sku, item.colour, list(item.images), item.alone))
        found: dict[str, list[str]] = {}
        for style, members in by_style.items():
            found |= pictures(style, members, list(self._styles[style].images), self._images, beginning)
        return found

    def _why_none(self, item: _Item, pictured: Collection[str]) -> str:
        if item.style in pictured and any(item.colour):
            return Message(
                "SKU {sku} has no image of its colour, only of others, and cannot be matched. Add a picture named by "
                "it and its colour, or name one.",
                sku=item.sku,
            )
        return Message(
            "SKU {sku} has no image and cannot be matched. Add a picture named by it, or name one.", sku=item.sku
        )

    def _find(self, kind: FindingKind, row: Row, reason: str) -> None:
        self._findings.append(Finding(kind, Problem(self._table.at(row.line), reason)))


def _line(problem: Problem) -> int:
    number = problem.file.rpartition(":")[2]
    return int(number) if number.isdigit() else 0
