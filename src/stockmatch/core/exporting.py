"""What is exported: the decisions as they are, or confirmed products as shops and inventory systems import them."""

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from urllib.parse import quote, urlsplit

from stockmatch.core.catalogue import NO_DETAILS, Problem
from stockmatch.core.decisions import Decision, DecisionKind, Photo
from stockmatch.core.message import Message
from stockmatch.core.ranking import Candidate


class Template(StrEnum):
    """The columns of an export."""

    DECISIONS = "decisions"
    """One row a decided photo, with all that is known of the decision."""
    SHOPIFY = "shopify"
    """Confirmed products, one row an image, as Shopify's product import takes them; as drafts."""
    WOOCOMMERCE = "woocommerce"
    """Confirmed products, one row each, for WooCommerce's own CSV import; unpublished."""
    BUSINESS_CENTRAL = "business-central"
    """Confirmed products, one row each, under the names of Business Central's item fields."""


Cell = str | int | float | None


@dataclass(frozen=True)
class ExportRequest:
    """What is to be exported, and where to.

    Attributes:
        path: the table to write, .csv or .xlsx.
        template: its columns.
        photos: folder that receives a copy of each photo as ``<sku>_n.jpg``; None for none.
        address: what stands before a copied photo's name where the template wants an image's address.
        only_new: leave out what was exported with this template before.
        overwrite: whether a table that is there already may be replaced.
        pictures: whether each row of an XLSX table of decisions shows its photo, small.
        bom: whether a CSV table of decisions begins with a byte order mark, by which Excel knows UTF-8.
    """

    path: str
    template: Template = Template.DECISIONS
    photos: str | None = None
    address: str = ""
    only_new: bool = False
    overwrite: bool = False
    pictures: bool = False
    bom: bool = True

    @property
    def with_pictures(self) -> bool:
        """Whether pictures are wanted, and the table can hold them."""
        return self.pictures and self.template is Template.DECISIONS and self.path.lower().endswith(".xlsx")

    @property
    def bom_optional(self) -> bool:
        """Whether the table is one that can do without a byte order mark."""
        return self.template is Template.DECISIONS and self.path.lower().endswith(".csv")

    @property
    def with_bom(self) -> bool:
        """Whether a CSV table begins with a byte order mark; one for another program's import always does."""
        return self.bom or not self.bom_optional

    @property
    def fault(self) -> Message | None:
        """Why it would not be written: the address of its copied photos is none; None if it would."""
        if not self.address or self.photos is None or _is_web_address(self.address):
            return None
        return Message("{address} is no web address. It begins with http:// or https://.", address=self.address)


@dataclass(frozen=True)
class ExportTable:
    """A table to be written.

    Attributes:
        columns: headers.
        rows: one cell a column.
        problems: what the program it is meant for will not take as it is.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class ExportPreview:
    """What an export would write.

    Attributes:
        table: its first rows; names of photos are those they would get in an empty folder.
        rows: number of all rows.
        decisions: number of decisions they come from.
        left_out: decided photos that the template has no row for.
        exported_before: decisions that were exported with this template before.
        exists: whether the table is there already.
        fault: why it would not be written as it is asked for; None if it would.
    """

    table: ExportTable
    rows: int
    decisions: int
    left_out: int
    exported_before: int
    exists: bool
    fault: str | None = None


@dataclass(frozen=True)
class ExportResult:
    """What an export has written.

    Attributes:
        path: the table.
        rows: of the table.
        copied: photos written now.
        kept: photos that were there already, byte for byte.
        problems: photos that could not be copied or shown, and what the program the table is meant for will not take.
    """

    path: str
    rows: int
    copied: int = 0
    kept: int = 0
    problems: tuple[Problem, ...] = ()


Decided = tuple[Photo, Decision]

_DECISION_COLUMNS = (
    "photo_file", "photo_sha256", "decision", "sku", "barcode", "name", "colour", "size", "supplier", "catalogue_image",
    "rank", "score", "margin", "model_id", "catalogue_version", "decided_by", "decided_at", "note",
)  # fmt: skip
_COPY_COLUMN = "photo_copy"
_LONGEST_NO, _LONGEST_DESCRIPTION = 20, 100
_LONGEST_STEM = 220
"""Bytes; file systems take 255, of which a number, the ending and a temporary name need some."""
_PLAIN_SKU = re.compile(r"[A-Z0-9]+(?:-[A-Z0-9]+)*")


def belongs(template: Template, decision: Decision) -> bool:
    """Whether a template has a row for a decision: products are what was confirmed, not what was like it."""
    return template is Template.DECISIONS or decision.choice.kind is DecisionKind.CONFIRMED


def export_table(
    template: Template, decided: Sequence[Decided], supplier: str, copies: Mapping[int, str] | None, address: str
) -> ExportTable:
    """The table of a template.

    Args:
        template: its columns.
        decided: photos and their decisions that belong to it.
        supplier: of products whose table names none.
        copies: names of the copied photos by photo id; None where none are copied.
        address: what stands before a name where an address is wanted.
    """
    if template is Template.DECISIONS:
        rows = [_decision_row(photo, decision, supplier) for photo, decision in decided]
        if copies is None:
            return ExportTable(_DECISION_COLUMNS, tuple(rows))
        named = [(*row, copies.get(photo.id, "")) for row, (photo, _) in zip(rows, decided, strict=True)]
        return ExportTable((*_DECISION_COLUMNS, _COPY_COLUMN), tuple(named))
    products: dict[str, _Exported] = {}
    for photo, decision in decided:
        chosen = decision.choice.candidate
        if chosen is not None:
            product = products.setdefault(chosen.product_key, _Exported(chosen, []))
            if copies and photo.id in copies:
                product.images.append(_image_address(address, copies[photo.id]))
    make = {
        Template.SHOPIFY: _shopify,
        Template.WOOCOMMERCE: _woocommerce,
        Template.BUSINESS_CENTRAL: _business_central,
    }[template]
    table = make(list(products.values()), supplier)
    return replace(table, problems=(*_shared_skus(products.values()), *table.problems))


@dataclass
class _Exported:
    product: Candidate
    images: list[str]


def _shared_skus(products: Iterable[_Exported]) -> list[Problem]:
    count = Counter(_composed(exported.product.sku) for exported in products)
    reason = Message("Several products have this SKU, by which they are told apart. Give each its own first.")
    return [Problem(sku, reason) for sku, number in count.items() if number > 1]


def _is_web_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and not re.search(r"\s", text)
    except ValueError:
        return False


def _image_address(address: str, name: str) -> str:
    """Where a copied photo is on the web; its name alone without an address, as WooCommerce looks for it then."""
    if not address:
        return name
    before = address if "?" in address or address.endswith("=") else address.rstrip("/") + "/"
    return before + quote(name, safe="")


def _decision_row(photo: Photo, decision: Decision, supplier: str) -> tuple[Cell, ...]:
    choice, chosen = decision.choice, decision.choice.candidate
    details = chosen.details if chosen else NO_DETAILS
    return (
        photo.path,
        choice.photo_sha256,
        choice.kind.value,
        chosen.sku if chosen else "",
        details.barcode,
        chosen.name if chosen else "",
        details.colour,
        details.size,
        details.supplier or supplier,
        chosen.image if chosen else "",
        chosen.rank if chosen else None,
        round(chosen.score, 6) if chosen else None,
        round(chosen.margin, 6) if chosen and chosen.margin is not None else None,
        choice.model_id,
        choice.catalogue_version,
        decision.decided_by,
        decision.decided_at,
        choice.note,
    )


def _shopify(products: Sequence[_Exported], supplier: str) -> ExportTable:
    columns = (
        "Handle", "Title", "Vendor", "Type", "Status", "Option1 Name", "Option1 Value", "Option2 Name", "Option2 Value",
        "Variant SKU", "Variant Barcode", "Image Src", "Image Position", "Image Alt Text",
    )  # fmt: skip
    rows: list[tuple[Cell, ...]] = []
    handles: set[str] = set()
    for exported in products:
        product, details = exported.product, exported.product.details
        handle = _handle(product.sku)
        if handle in handles:
            handle = f"{handle}-{_digest(product.product_key)}"
        handles.add(handle)
        options = [(name, value) for name, value in (("Color", details.colour), ("Size", details.size)) if value]
        options = [*(options or [("Title", "Default Title")]), ("", "")][:2]
        fields = (product.name, details.brand or supplier, details.category, "draft", *sum(options, ()))
        codes = (product.sku, details.barcode)
        for position, image in enumerate(exported.images or [""], 1):
            facts = (*fields, *codes) if position == 1 else ("",) * (len(fields) + len(codes))
            rows.append((handle, *facts, image, position if image else None, product.name if image else ""))
    return ExportTable(columns, tuple(rows))


def _handle(sku: str) -> str:
    """What Shopify tells products apart by: the same for a SKU in every export, and another for every other SKU.

    Handles know no case, so that only one way of writing can be plain: capitals, as most SKUs are written.
    """
    if _PLAIN_SKU.fullmatch(sku):
        return sku.lower()
    composed = _composed(sku)
    slug = re.sub(r"[^a-z0-9]+", "-", composed.casefold()).strip("-") or "product"
    return f"{slug}-{_digest(composed)}"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _composed(text: str) -> str:
    """The text with its accents as part of their letters: file names from a Mac may have them apart."""
    return unicodedata.normalize("NFC", text)


def _woocommerce(products: Sequence[_Exported], supplier: str) -> ExportTable:
    columns = ("Type", "SKU", "GTIN, UPC, EAN, or ISBN", "Name", "Published", "Categories", "Images", "Brands")
    attribute = ("Attribute {} name", "Attribute {} value(s)", "Attribute {} visible", "Attribute {} global")
    attributes = [name.format(number) for number in (1, 2) for name in attribute]
    rows: list[tuple[Cell, ...]] = []
    for exported in products:
        product, details = exported.product, exported.product.details
        facts: list[Cell] = ["simple", product.sku, details.barcode, product.name, 0]
        facts += [_one_of_many(details.category), ", ".join(map(_one_of_many, exported.images))]
        facts.append(_one_of_many(details.brand or supplier))
        for name, value in (("Color", details.colour), ("Size", details.size)):
            facts += [name, _one_of_many(value), 1, 1] if value else ["", "", None, None]
        rows.append(tuple(facts))
    return ExportTable((*columns, *attributes), tuple(rows))


def _one_of_many(value: str) -> str:
    """A value as WooCommerce reads it where several may stand, with commas between them."""
    return value.replace(",", "\\,")


def _business_central(products: Sequence[_Exported], supplier: str) -> ExportTable:
    columns = (
        "No.", "Description", "Description 2", "Type", "Base Unit of Measure", "Item Category Code", "GTIN",
        "Vendor Item No.", "Vendor Name", "Picture",
    )  # fmt: skip
    rows: list[tuple[Cell, ...]] = []
    problems: list[Problem] = []
    for exported in products:
        product, details = exported.product, exported.product.details
        if len(product.sku) > _LONGEST_NO:
            reason = Message(
                "Business Central's item numbers have {most} letters at most. Shorten it first.", most=_LONGEST_NO
            )
            problems.append(Problem(product.sku, reason))
        if len(product.name) > _LONGEST_DESCRIPTION:
            reason = Message(
                "The name has more than the {most} letters that Business Central takes.", most=_LONGEST_DESCRIPTION
            )
            problems.append(Problem(product.sku, reason))
        variant = " ".join(filter(None, (details.colour, details.size)))
        facts = (product.sku, product.name, variant, "Inventory", "PCS", details.category, details.barcode, product.sku)
        rows.append((*facts, details.supplier or supplier, ", ".join(exported.images)))
    return ExportTable(columns, tuple(rows), tuple(problems))


_DEVICES = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d) *\.", re.IGNORECASE)
"""Before Windows 11 a name that begins so is that of a device, whatever follows."""


def photo_stem(sku: str) -> str:
    """A SKU as the beginning of a file name, on every system; a long one is cut and ends in a digest of it all."""
    stem = re.sub(r"[\x00-\x1f/\\:*?\"<>|]", "_", sku).strip(" .") or "_"
    stem = _DEVICES.sub(r"\1_", stem)
    if len(stem.encode("utf-8", "replace")) <= _LONGEST_STEM:
        return stem
    cut = stem.encode("utf-8", "replace")[: _LONGEST_STEM - 9].decode("utf-8", "ignore")
    return f"{cut}-{hashlib.sha256(sku.encode('utf-8', 'replace')).hexdigest()[:8]}"
