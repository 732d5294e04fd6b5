"""Product exports of Magento, which is Adobe Commerce too."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from stockmatch.core.catalogue import Details
from stockmatch.core.columns import propose
from stockmatch.core.importing import TableProducts, table_products
from stockmatch.core.progress import ignore
from stockmatch.core.settings import Settings
from stockmatch.core.table import Field, FindingKind, ImportPlan, Reading, Table, TablePreview
from stockmatch.services.engine import Engine
from stockmatch.services.table_file import read_table
from tests.conftest import garment

HEADER = (
    "sku", "store_view_code", "attribute_set_code", "product_type", "categories", "name", "description", "base_image",
    "small_image", "thumbnail_image", "additional_attributes", "additional_images", "configurable_variations",
    "configurable_variation_labels",
)  # fmt: skip
TOPS = "Default Category/Sale,Default Category/Women/Tops,Default Category"


def product(sku: str, kind: str = "simple", **cells: str) -> dict[str, str]:
    image = cells.get("base_image", "")
    return {
        "sku": sku,
        "product_type": kind,
        "attribute_set_code": "Top",
        "categories": TOPS,
        "name": sku.replace("-", " "),
        "small_image": image,
        "thumbnail_image": image,
    } | cells


def view(sku: str, code: str, **cells: str) -> dict[str, str]:
    return {"sku": sku, "store_view_code": code, "attribute_set_code": "Top", "product_type": "simple"} | cells


def export(tmp_path: Path, *rows: Mapping[str, str], header: Sequence[str] = HEADER) -> Table:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, header, restval="", extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    tmp_path.mkdir(exist_ok=True)
    path = tmp_path / "products.csv"
    path.write_text(text.getvalue(), "utf-8")
    return read_table(path, Reading())


def made(table: Table, *images: str) -> TableProducts:
    return table_products(table, ImportPlan(propose(table, images)), images)


def paths(found: TableProducts) -> dict[str, list[str]]:
    return {one.sku: [image.path for image in one.images] for one in found.products}


def told(found: TableProducts) -> list[tuple[FindingKind, str]]:
    return [(finding.kind, finding.problem.file) for finding in found.findings]


def test_attributes_and_categories_are_details(tmp_path: Path) -> None:
    table = export(
        tmp_path,
        product(
            "T-1",
            base_image="/t/1/t-1.jpg",
            additional_attributes="brand=Aurora,color=Red,size=M,ean=4006381333931,has_options=0,material=Wool|Silk",
            additional_images="/t/1/t-1.jpg,/t/1/t-1_c.jpg,/t/1/t-1_b.jpg",
        ),
        product("T-2", base_image="/t/2/t-2.jpg", additional_attributes='color="Blue, dark",size="9 "" wide"'),
        product("T-3", base_image="/t/3/t-3.jpg", additional_attributes='"color=Grey, light",manufacturer=Nord, Inc.'),
        product("T-4", base_image="/t/4/t-4.jpg", additional_attributes='size=15",color="Red"|"Blue"', categories=""),
    )
    found = made(table, *(f"t/{n}/t-{n}.jpg" for n in range(1, 5)), "t/1/t-1_b.jpg", "t/1/t-1_c.jpg")
    assert paths(found) == {
        "T-1": ["t/1/t-1.jpg", "t/1/t-1_c.jpg", "t/1/t-1_b.jpg"],
        **{f"T-{n}": [f"t/{n}/t-{n}.jpg"] for n in range(2, 5)},
    }
    assert [one.details for one in found.products] == [
        Details("Aurora", "Women/Tops", "Red", "M", "4006381333931"),
        Details("", "Women/Tops", "Blue, dark", '9 " wide'),
        Details("", "Women/Tops", "Grey, light", "", "", "Nord, Inc."),
        Details("", "", "Red|Blue", '15"'),
    ]
    assert found.findings == ()


def test_where_nothing_is_called_brand_the_manufacturer_is(tmp_path: Path) -> None:
    table = export(
        tmp_path,
        product("T-1", base_image="/t/1/t-1.jpg", additional_attributes="manufacturer=Nord"),
        product("T-2", base_image="/t/2/t-2.jpg", additional_attributes="color=Red"),
    )
    found = made(table, "t/1/t-1.jpg", "t/2/t-2.jpg")
    assert [one.details for one in found.products] == [
        Details("Nord", "Women/Tops"),
        Details("", "Women/Tops", "Red"),
    ]


def test_a_configurable_products_simple_ones_are_the_products(tmp_path: Path) -> None:
    variations = "sku=COAT-R,color=Red|sku=COAT-B,color=Blue|sku=COAT-G,color=Green|sku=GONE,color=Grey"
    labels = "color=Color"
    table = export(
        tmp_path,
        product("COAT-R", base_image="/c/o/coat-red.jpg", additional_attributes="color=Red"),
        product("COAT-B", base_image="no_selection"),
        product("COAT-G", base_image="/c/o/x1.jpg"),
        product(
            "COAT",
            "configurable",
            base_image="/c/o/coat.jpg",
            additional_attributes="brand=Aurora,color=Red,ean=4006381333931",
            additional_images="/c/o/coat.jpg,/c/o/coat-blue.jpg",
            configurable_variations=variations,
            configurable_variation_labels=labels,
        ),
        product(
            "HAT",
            "configurable",
            base_image="/h/a/hat.jpg",
            configurable_variations="sku=HAT-1,color=Red",
            configurable_variation_labels=labels,
        ),
        product("SET", "configurable", configurable_variations="sku=SET-1,color=Red", name="Set"),
        product("SET-1", base_image="/s/e/set-1.jpg"),
        product("CAP", base_image="/c/a/cap.jpg"),
    )
    images = [f"c/o/{name}.jpg" for name in ("coat", "coat-blue", "coat-red", "x1")]
    found = made(table, *images, "h/a/hat.jpg", "s/e/set-1.jpg", "c/a/cap.jpg")
    assert paths(found) == {
        "CAP": ["c/a/cap.jpg"],
        "COAT-B": ["c/o/coat-blue.jpg"],
        "COAT-G": ["c/o/x1.jpg"],
        "COAT-R": ["c/o/coat-red.jpg"],
        "HAT": ["h/a/hat.jpg"],
        "SET-1": ["s/e/set-1.jpg"],
    }
    details = {one.sku: (one.details.brand, one.details.colour) for one in found.products}
    assert (details["COAT-B"], details["COAT-R"], details["SET-1"]) == (
        ("Aurora", "Blue"),
        ("Aurora", "Red"),
        ("", "Red"),
    )
    assert told(found) == [(FindingKind.NOTE, "products.csv:5")]
    assert "COAT is the parent that other rows name, and no product of its own; such rows in all: 2" in (
        found.findings[0].problem.reason
    )


def test_rows_of_further_store_views_make_neither_products_nor_findings(tmp_path: Path) -> None:
    table = export(
        tmp_path,
        product("A", base_image="/a.jpg", additional_attributes="color=Red"),
        view("A", "fr", name="Manteau", additional_attributes="color=Rouge"),
        view("A", "de"),
        view("B", "de", name="Hut", base_image="/b.jpg", categories=TOPS),
        view("B", "fr", name="Chapeau", base_image="/b2.jpg"),
        view("C", "fr", name="Gants"),
        product("C", base_image="/c.jpg"),
        view("", "fr", name="Nothing"),
    )
    assert [row.line for row in table.rows] == [2, 5, 8, 9]
    found = made(table, "a.jpg", "b.jpg", "c.jpg")
    assert {one.sku: (one.name, one.details.colour) for one in found.products} == {
        "A": ("A", "Red"), "B": ("Hut", ""), "C": ("C", ""),
    }  # fmt: skip
    assert told(found) == [(FindingKind.WITHOUT_SKU, "products.csv:9")]
    assert any("further store views were left out: 4" in note for note in table.notes)


def test_a_column_says_what_attributes_mean_by_their_labels_too(tmp_path: Path) -> None:
    table = export(
        tmp_path,
        product("S-1", additional_attributes="shoe_size=42,taste=Mint"),
        product("S-2", additional_attributes="size=M"),
        product(
            "S",
            "configurable",
            configurable_variations="sku=S-1,shoe_size=42,taste=Mint,price=9.90|sku=S-2",
            configurable_variation_labels="shoe_size=Size,taste=Taste",
        ),
    )
    assert table.header[len(HEADER) :] == ("category", "parent sku", "size", "taste")
    assert [row.cells[len(HEADER) :] for row in table.rows] == [
        ("Women/Tops", "S", "42", "Mint"),
        ("Women/Tops", "S", "M", ""),
        ("Women/Tops", "", "", ""),
    ]
    fields = dict(zip(table.header, propose(table, []), strict=True))
    assert {name for name, held in fields.items() if held is Field.IMAGE} == {"base_image", "additional_images"}
    assert (fields["size"], fields["parent sku"], fields["category"]) == (Field.SIZE, Field.STYLE, Field.CATEGORY)
    assert (fields["product_type"], fields["categories"], fields["taste"]) == (None, None, None)


def test_a_column_of_the_file_and_attributes_are_one(tmp_path: Path) -> None:
    rows = [
        product("T-1", color="Red", configurable_variations="sku=T-2,color=Blue", base_image="/1.jpg"),
        product("T-2", base_image="/2.jpg"),
        product("T-3", color="Grey", base_image="/3.jpg", additional_attributes="size=M"),
        product("T-4", color="Black", base_image="/4.jpg", additional_attributes="color=Sand"),
    ]
    found = made(export(tmp_path, *rows, header=(*HEADER, "color", "ean")), *(f"{n}.jpg" for n in range(1, 5)))
    assert [(one.details.colour, one.details.size) for one in found.products] == [
        ("Blue", ""), ("Grey", "M"), ("Black", ""),
    ]  # fmt: skip
    alone = export(tmp_path, product("T-1", color="Red", base_image="/1.jpg"), header=(*HEADER, "color"))
    assert alone.header == (*HEADER, "color", "category")
    assert made(alone, "1.jpg").products[0].details.colour == "Red"


def test_what_kind_of_product_a_row_is_is_no_category(tmp_path: Path) -> None:
    table = export(tmp_path, product("A", categories=""), product("B", "configurable", categories=""))
    assert dict(zip(table.header, propose(table, []), strict=True))["product_type"] is None
    woo = Table("p.csv", ("SKU", "Type"), tuple(replace(row, cells=("1", "variation")) for row in table.rows))
    assert propose(woo, []) == (Field.SKU, None)


def test_other_tables_stay_as_they_are(tmp_path: Path) -> None:
    table = export(tmp_path, product("A", categories=TOPS), header=("sku", "product_type", "categories", "name"))
    assert table.header == ("sku", "product_type", "categories", "name")
    assert table.rows[0].cells == ("A", "simple", TOPS, "A")


@pytest.mark.parametrize("cell", ["", "=", ",", '"', 'color="', "color", "|", "sku=|sku", "color=,=Red", '"""="'])
def test_cells_that_hold_nothing_of_use_are_passed_over(tmp_path: Path, cell: str) -> None:
    row = product("A", base_image="/a.jpg", additional_attributes=cell, categories="/,/", configurable_variations=cell)
    found = made(export(tmp_path, row, product("B")), "a.jpg")
    assert paths(found) == {"A": ["a.jpg"]}
    assert told(found) == [(FindingKind.WITHOUT_IMAGE, "products.csv:3")]


def test_an_image_named_twice_in_a_row_is_missed_once(tmp_path: Path) -> None:
    row = product("A", base_image="/a/gone.jpg", additional_images="/a/gone.jpg,/a/b.jpg")
    found = made(export(tmp_path, row), "a/b.jpg")
    assert told(found) == [(FindingKind.MISSING_IMAGE, "products.csv:2")]


def test_pictures_are_found_where_a_shop_keeps_them(tmp_path: Path) -> None:
    export(
        tmp_path / "delivery",
        product("MB01", base_image="/m/b/mb01.jpg", additional_images="/m/b/mb01.jpg,/m/b/mb01_2.jpg"),
        product("MB02", base_image="/m/b/mb02.jpg"),
    )
    media = tmp_path / "delivery/pub/media/catalog/product"
    for number, name in enumerate(("mb01", "mb01_2", "mb02")):
        for folder in ("m/b", "cache/0f3c/m/b"):
            (media / folder).mkdir(parents=True, exist_ok=True)
            Image.fromarray(garment((90 * number, 30, 90), number)).save(media / folder / f"{name}.jpg")
    engine = Engine(tmp_path / "data")
    path = str(tmp_path / "delivery/products.csv")
    beside = {"MB01": ["m/b/mb01.jpg", "m/b/mb01_2.jpg"], "MB02": ["m/b/mb02.jpg"]}
    snapshot = engine.open_catalogue(path, Settings(), ignore)
    assert {one.sku: [image.path for image in one.images] for one in snapshot.products} == {
        sku: [f"pub/media/catalog/product/{image}" for image in images] for sku, images in beside.items()
    }
    preview = engine.preview(path, ignore)
    assert isinstance(preview, TablePreview)
    engine.plan_import(path, replace(preview.plan, images=str(media)), ignore)
    snapshot = engine.open_catalogue(path, Settings(), ignore)
    assert {one.sku: [image.path for image in one.images] for one in snapshot.products} == beside
