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
        "sku", "variant sku", "sku number", "article number", "article no", "article code", "article", "art no",
        "artikelnummer", "artikelnr", "art nr", "item number", "item no", "item code", "item", "product code",
        "product number", "product no", "product id", "style number", "style no", "style code", "style",
        "model number", "model no", "model", "reference", "ref", "referencia", "référence", "supplier code", "code",
        "no", "number", "id",
        "货号", "貨號", "商品编号", "商品編號", "产品编号", "產品編號", "款号", "款號", "品號", "料號", "编码", "編碼",
    ),
    Field.IMAGE: (
        "image", "images", "image file", "image name", "image filename", "image path", "image src", "image url",
        "product image url", "variant image", "variant image url",
        "main image", "filename", "file name", "file", "picture", "pictures", "photo", "photos", "bild",
        "bilddatei", "foto", "imagen", "图片", "圖片", "照片", "檔名", "文件名", "圖檔",
    ),
    Field.NAME: (
        "name", "product name", "item name", "title", "product title", "description", "product description",
        "article name", "bezeichnung", "artikelbezeichnung", "nombre", "nom",
        "名称", "名稱", "品名", "商品名称", "商品名稱",
    ),
    Field.BRAND: ("brand", "brand name", "label", "marke", "marca", "marque", "vendor", "品牌"),
    Field.CATEGORY: (
        "category", "product category", "product type", "type", "group", "product group", "department", "kategorie",
        "warengruppe", "categoría", "catégorie", "类别", "類別", "分类", "分類",
    ),
    Field.COLOUR: (
        "colour", "color", "colour name", "color name", "colour description", "farbe", "couleur",
        "颜色", "顏色",
    ),
    Field.SIZE: ("size", "size name", "größe", "grösse", "groesse", "talla", "taille", "尺码", "尺碼", "尺寸"),
    Field.BARCODE: (
        "barcode", "bar code", "ean", "ean code", "ean13", "gtin", "upc", "variant barcode", "strichcode",
        "条码", "條碼", "条形码",
    ),
    Field.SUPPLIER: ("supplier", "supplier name", "manufacturer", "lieferant", "hersteller", "供应商", "供應商"),
    Field.STYLE: ("handle", "url handle", "parent sku", "parent", "style group", "variant group"),
}  # fmt: skip
_STYLES = {"style", "style no", "style number", "style code", "款号", "款號"}
"""Names of a SKU, and of a style where another column has the SKU."""
_OF_THE_STYLE = {"image src", "product image url"}
"""Names of an image column that speaks of the style, whichever SKU the row has: Shopify's."""
_OPTIONS = (1, 2, 3)
_MEANINGS = {name: field for field, names in _NAMES.items() for name in names}
_IMAGE_NAME = re.compile(r"\.(?:jpe?g|png|webp|gif|tiff?|bmp|avif|heic|heif)\s*$", re.IGNORECASE)
_CODE = re.compile(r"(?=.*\d)[\w./\-+ ]{2,40}")
_HEADER_ROWS = 20
_LOOKED_AT = 200
_IMAGE_SHARE, _BARCODE_SHARE, _CODE_SHARE = 0.5, 0.8, 0.6


def meaning(name: str) -> Field | None:
    """The field that a column's name stands for; None for one that is not known."""
    plain = _plain(name)
    return _MEANINGS.get(plain) or _MEANINGS.get(re.sub(r" ?\d+$", "", plain))


def header_key(header: Sequence[str]) -> str:
    """Tells suppliers' tables apart: tables with the same columns are taken to be of the same supplier."""
    return "\t".join(name.strip().casefold() for name in header)


def find_header(rows: Sequence[Row]) -> int | None:
    """Which row holds the columns' names, 0 for the first; None where there is none.

    A title above the header is passed over where at least two of the header's names are known. Without known names the
    first row counts as a header if nothing in it looks like data.
    """
    known = [sum(meaning(cell) is not None for cell in row.cells) for row in rows[:_HEADER_ROWS]]
    if known and max(known) >= 2:
        return known.index(max(known))
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
    by_name = [
        (_rank(field, name), column, field) for column, name in enumerate(table.header) if (field := meaning(name))
    ]
    for _, column, field in sorted(by_name, key=lambda found: found[:2]):
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


def _find_options(table: Table, fields: list[Field | None]) -> None:
    """Give colour and size to the columns of a shop's export that hold them: "Option1 Value" and the like."""
    names = [_plain(name) for name in table.header]
    for number in _OPTIONS:
        name, value = f"option{number} name", f"option{number} value"
        if name in names and value in names:
            meant = Counter(meaning(row.cell(names.index(name))) for row in table.rows[:_LOOKED_AT])
            options = [field for field in (Field.COLOUR, Field.SIZE) if meant[field] and field not in fields]
            if options:
                fields[names.index(value)] = max(options, key=lambda field: meant[field])


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
        return
    for column, name in enumerate(names):
        if fields[column] is Field.IMAGE and name in _OF_THE_STYLE:
            fields[column] = Field.STYLE_IMAGE


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
