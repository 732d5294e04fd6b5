"""What a table's columns are likely to hold, by their names and by what is in them."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import PurePosixPath

from stockmatch.core.codes import is_ean
from stockmatch.core.table import IMAGES, Field, Row, Table

_NAMES: Mapping[Field, tuple[str, ...]] = {
    Field.SKU: (
        "sku", "variant sku", "item sku", "seller sku", "product sku", "custom sku", "sku number", "article number",
        "article no", "article code", "article", "art no", "artikelnummer", "artikelnr", "art nr", "item number",
        "item no", "item code", "item", "product code", "product number", "product no", "product id", "style number",
        "style no", "style code", "style", "model number", "model no", "model", "reference", "ref", "referencia",
        "référence", "supplier code", "code", "no", "number", "id", "artikel nr", "artikel", "bestellnummer",
        "modellnummer", "code article", "réf", "código", "codigo", "modelo", "codice", "codice articolo", "articolo",
        "货号", "貨號", "商品编码", "商品編碼", "商品编号", "商品編號", "产品编号", "產品編號", "款号", "款號", "品號",
        "料號", "编码", "編碼",
    ),
    Field.IMAGE: (
        "image", "images", "image file", "image name", "image filename", "image path", "image src", "image url",
        "product image url", "variant image", "variant image url", "main image", "main image url", "other image url",
        "base image", "additional images", "image link", "additional image link", "product image", "picture name",
        "picture file", "filename", "file name", "file", "picture", "pictures", "photo", "photos", "bild", "bilddatei",
        "bildname", "foto", "imagen", "bild url", "produktbild", "imagem", "immagine", "afbeelding", "图片", "圖片",
        "主图", "主圖", "商品图片", "商品圖片", "产品图片", "產品圖片", "照片", "檔名", "文件名", "圖檔",
    ),
    Field.NAME: (
        "name", "product name", "item name", "style name", "model name", "title", "product title", "description",
        "product description", "article name", "item description", "bezeichnung", "artikelbezeichnung", "artikelname",
        "produktname", "nombre", "nom", "style description", "désignation", "descripción", "descripcion", "descrizione",
        "omschrijving", "名称", "名稱", "品名", "商品名称", "商品名稱", "产品名称", "產品名稱", "款名",
    ),
    Field.BRAND: ("brand", "brand name", "label", "marke", "marca", "marque", "vendor", "merk", "品牌"),
    Field.CATEGORY: (
        "category", "product category", "categories", "product type", "type", "group", "product group", "department",
        "kategorie", "warengruppe", "categoría", "catégorie", "类别", "類別", "分类", "分類",
    ),
    Field.COLOUR: (
        "colour", "color", "colour name", "color name", "colour description", "farbe", "couleur", "kleur", "colore",
        "colourway", "colorway", "farbname", "farbbezeichnung", "coloris", "颜色", "顏色",
    ),
    Field.COLOUR_CODE: (
        "colour code", "color code", "colour no", "color no", "colour number", "color number", "farbcode", "farbnummer",
        "farbnr", "farb nr", "code couleur", "código color", "código de color", "codice colore", "kleurcode", "色号",
        "色號",
    ),
    Field.SIZE: (
        "size", "size name", "größe", "grösse", "groesse", "talla", "taille", "maat", "taglia", "konfektionsgröße",
        "尺码", "尺碼", "尺寸",
    ),
    Field.BARCODE: (
        "barcode", "bar code", "ean", "ean code", "ean13", "gtin", "gtin upc ean or isbn", "upc", "variant barcode",
        "external product id", "strichcode", "ean nr", "ean nummer", "gtin ean", "code barre", "code barres",
        "código de barras", "codigo de barras", "商品条码", "商品條碼", "条码", "條碼", "条形码",
    ),
    Field.SUPPLIER: ("supplier", "supplier name", "manufacturer", "lieferant", "hersteller", "供应商", "供應商"),
    Field.STYLE: ("handle", "url handle", "parent sku", "parent", "item group id", "style group", "variant group"),
}  # fmt: skip
_STYLES = {"style", "style no", "style number", "style code", "款号", "款號"}
"""Names of a SKU, and of a style where another column has the SKU."""
_OF_THE_STYLE = {"image src", "product image url"}
"""Names of an image column that speaks of the style, whichever SKU the row has: Shopify's."""
_KINDS = {
    "simple", "configurable", "variable", "variation", "grouped", "bundle", "virtual", "downloadable", "external",
    "giftcard",
}  # fmt: skip
"""What Magento and WooCommerce call kinds of products, in a column named as one of categories may be."""
_OPTION = re.compile(r"(.+) name")
_OPTION_VALUES = ("value", "values", "value s")
_MEANINGS = {name: field for field, names in _NAMES.items() for name in names}
_IMAGE_NAME = re.compile(r"\.(?:jpe?g|png|webp|gif|tiff?|bmp|avif|heic|heif)\s*$", re.IGNORECASE)
_CODE = re.compile(r"(?=.*\d)[\w./\-+ ]{2,40}")
_HEADER_ROWS, _LEAST_KNOWN = 20, 2
_NAMES_OF_A_HEADER = 4
"""Known names that make a row a second header and no product's row; such a one may say "colour" and "size"."""

_LOOKED_AT = 200
_IMAGE_SHARE, _BARCODE_SHARE, _CODE_SHARE = 0.5, 0.8, 0.6


def meaning(name: str) -> Field | None:
    """The field that a column's name stands for; None for one that is not known."""
    plain = _plain(name)
    return _MEANINGS.get(plain) or _MEANINGS.get(re.sub(r" ?\d+$", "", plain))


def header_key(header: Sequence[str]) -> str:
    """Tells suppliers' tables apart: tables with the same columns are taken to be of the same supplier."""
    return "\t".join(name.strip().casefold() for name in header)


def has_header(rows: Sequence[Row]) -> bool:
    """Whether one of the first rows has names of columns that are known."""
    return any(_known_names(row) >= _LEAST_KNOWN for row in rows[:_HEADER_ROWS])


def find_header(rows: Sequence[Row]) -> int | None:
    """Which row holds the columns' names, 0 for the first; None where there is none.

    A title above the header is passed over where at least two of the header's names are known. Of headers in several
    languages, one below the other, the last counts. Without known names the first row counts as a header if nothing in
    it looks like data.
    """
    known = [_known_names(row) for row in rows[:_HEADER_ROWS]]
    if known and max(known) >= _LEAST_KNOWN:
        place = known.index(max(known))
        while place + 1 < len(known) and known[place + 1] >= max(_NAMES_OF_A_HEADER, max(known) / 2):
            place += 1
        return place
    if not rows:
        return None
    if known[0]:
        return 0
    first = [cell.strip() for cell in rows[0].cells if cell.strip()]
    below = [cell for row in rows[1:_HEADER_ROWS] for cell in row.cells]
    plain = not any(_IMAGE_NAME.search(cell) or any(map(str.isdigit, cell)) for cell in first)
    differs = plain and any(any(map(str.isdigit, cell)) for cell in below)
    return 0 if differs and len(first) == len(set(first)) else None


def propose(table: Table, images: Collection[str]) -> tuple[Field | None, ...]:
    """What each column holds: by its name, else by its content.

    Args:
        table: with at least its first rows.
        images: names of the image files, as far as they are known; they tell which column holds the codes.
    """
    fields: list[Field | None] = [None] * table.width
    taken: set[Field] = set()
    filled = {column for row in table.rows for column in range(len(row.cells)) if row.cell(column)}
    by_name = [
        (column not in filled, _rank(field, name), column, field)
        for column, name in enumerate(table.header)
        if (field := meaning(name)) and not (field is Field.CATEGORY and _tells_kinds(table, column))
    ]
    for *_, column, field in sorted(by_name, key=lambda found: found[:3]):
        if field in IMAGES or field not in taken:
            fields[column] = field
            taken.add(field)
    _find_options(table, fields)
    columns = {
        column: [text for row in table.rows[:_LOOKED_AT] if (text := row.cell(column))]
        for column in range(table.width)
        if fields[column] is None
    }
    columns = {column: texts for column, texts in columns.items() if texts}
    if Field.IMAGE not in taken:
        _claim(fields, columns, Field.IMAGE, lambda text: bool(_IMAGE_NAME.search(text)), _IMAGE_SHARE)
    if Field.BARCODE not in taken:
        _claim(fields, columns, Field.BARCODE, is_ean, _BARCODE_SHARE)
    if Field.SKU not in taken:
        codes = _code_column(columns, images)
        if codes is not None:
            fields[codes] = Field.SKU
        elif Field.BARCODE in fields:
            fields[fields.index(Field.BARCODE)] = Field.SKU
    _find_styles(table, fields)
    return tuple(fields)


def options(header: Sequence[str]) -> list[tuple[int, int]]:
    """Columns of names and of values, as "Option1 Name" and "Option1 Value": the rows say themselves what they hold."""
    names = [_plain(name) for name in header]
    found = []
    for column, name in enumerate(names):
        told = _OPTION.fullmatch(name)
        values = [f"{told[1]} {value}" for value in _OPTION_VALUES] if told else []
        found += [(column, names.index(value)) for value in values if value in names][:1]
    return found


def _tells_kinds(table: Table, column: int) -> bool:
    """Whether a column says of how many parts a product is made, and not what it is."""
    kinds = {kind.strip() for row in table.rows[:_LOOKED_AT] for kind in row.cell(column).casefold().split(",")}
    return bool(kinds - {""}) and kinds <= _KINDS | {""}


def _find_options(table: Table, fields: list[Field | None]) -> None:
    """Give colour and size to the options that hold them most often."""
    for name, value in options(table.header):
        meant = Counter(meaning(row.cell(name)) for row in table.rows[:_LOOKED_AT])
        free = [field for field in (Field.COLOUR, Field.SIZE) if meant[field] and field not in fields]
        if free:
            fields[value] = max(free, key=lambda field: meant[field])


def _find_styles(table: Table, fields: list[Field | None]) -> None:
    """See which column tells styles, and which images are a style's; without any SKU, the styles are the products."""
    names = [_plain(name) for name in table.header]
    styles = [column for column, field in enumerate(fields) if field is Field.STYLE]
    styles += [column for column, name in enumerate(names) if name in _STYLES and fields[column] is None]
    if not styles:
        return
    fields[styles[0]] = Field.STYLE
    skus = [column for column, field in enumerate(fields) if field is Field.SKU]
    if not any(row.cell(column) for column in skus for row in table.rows):
        for column in skus:
            fields[column] = None
        fields[styles[0]] = Field.SKU
    for column, name in enumerate(names):
        if fields[column] is Field.IMAGE and name in _OF_THE_STYLE:
            fields[column] = Field.STYLE_IMAGE


def _known_names(row: Row) -> int:
    """How many cells of a row are names of columns."""
    return sum(meaning(cell) is not None for cell in row.cells)


def _rank(field: Field, name: str) -> int:
    """How good a name is for a field; 0 is best."""
    names, plain = _NAMES[field], _plain(name)
    return names.index(plain) if plain in names else len(names)


def _plain(name: str) -> str:
    return re.sub(r"[\W_]+", " ", unicodedata.normalize("NFKC", name).casefold()).strip()


def _claim(
    fields: list[Field | None],
    columns: dict[int, list[str]],
    field: Field,
    fits: Callable[[str], bool],
    least: float,
) -> None:
    """Give a field to the column whose texts fit it most, if enough of them do."""
    shares = {column: sum(map(fits, texts)) / len(texts) for column, texts in columns.items()}
    best = max(shares, key=lambda column: shares[column], default=None)
    if best is not None and shares[best] >= least:
        fields[best] = field
        del columns[best]


def _code_column(columns: Mapping[int, Sequence[str]], images: Collection[str]) -> int | None:
    """The column whose texts are image names the most, else the first whose texts look like codes and mostly differ."""
    stems = {PurePosixPath(image).stem.casefold() for image in images}
    bases = stems | {re.sub(r"[_-]\d{1,2}$", "", stem) for stem in stems}
    named = {column: sum(text.casefold() in bases for text in texts) / len(texts) for column, texts in columns.items()}
    best = max(named, key=lambda column: named[column], default=None)
    if best is not None and named[best] >= _IMAGE_SHARE / 2:
        return best
    for column, texts in columns.items():
        codes = [text for text in texts if _CODE.fullmatch(text)]
        if len(codes) >= _CODE_SHARE * len(texts) and len(set(codes)) >= _CODE_SHARE * len(codes):
            return column
    return None
