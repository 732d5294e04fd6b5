"""Catalogues from tables: which images belong to which product, and what an import check says."""

import io
import json
import sys
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.drawing import image as drawing
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, TwoCellAnchor
from PIL import Image

from stockmatch import boot
from stockmatch.core.catalogue import Details, Product, Snapshot
from stockmatch.core.columns import propose
from stockmatch.core.errors import CatalogueError
from stockmatch.core.importing import TableProducts, table_products
from stockmatch.core.progress import ignore
from stockmatch.core.ranking import MatchRequest
from stockmatch.core.settings import Settings
from stockmatch.core.table import Field, FindingKind, ImportPlan, Reading, Row, Table, TablePreview
from stockmatch.services.engine import Engine
from tests.conftest import garment

HEADER = ("SKU", "Image", "Name", "Brand", "Category", "Colour", "Size", "Barcode", "Supplier")


def made(*rows: Sequence[str], images: Sequence[str], header: Sequence[str] = HEADER) -> TableProducts:
    table = Table("p.csv", tuple(header), tuple(Row(line, tuple(cells)) for line, cells in enumerate(rows, 2)))
    return table_products(table, ImportPlan(propose(table, images)), images)


def paths(product: Product) -> list[str]:
    return [image.path for image in product.images]


def told(found: TableProducts) -> list[tuple[FindingKind, str]]:
    return [(finding.kind, finding.problem.file) for finding in found.findings]


def test_a_row_becomes_a_product_with_its_details() -> None:
    row = ("0042", "a/x.jpg", "Coat", "Aurora", "Coats", "Red", "M", "4006381333931", "Nord")
    found = made(row, images=["a/x.jpg"])
    (product,) = found.products
    assert (product.key, product.sku, product.name, paths(product)) == ("0042", "0042", "Coat", ["a/x.jpg"])
    assert product.details == Details("Aurora", "Coats", "Red", "M", "4006381333931", "Nord")
    assert found.findings == ()


def test_one_row_per_image_and_several_in_a_cell() -> None:
    images = ["1.jpg", "2.jpg", "3.jpg", "4.jpg", "a, b.jpg"]
    found = made(("A", "1.jpg"), ("A", "2.jpg; 3.jpg|4.jpg"), ("B", "a, b.jpg"), ("C", "1.jpg, 2.jpg"), images=images)
    assert [paths(product) for product in found.products] == [images[:4], ["a, b.jpg"], images[:2]]
    assert found.findings == ()


def test_several_image_columns() -> None:
    header = ("SKU", "Image 1", "Image 2")
    (product,) = made(("A", "1.jpg", "2.jpg"), images=["2.jpg", "1.jpg"], header=header).products
    assert paths(product) == ["1.jpg", "2.jpg"]


@pytest.mark.parametrize(
    "named",
    ["Sub/Émile.JPG", "sub\\émile.jpg", "./sub/émile.jpg", "émile.jpg", "Émile", "C:\\pics\\émile.jpg",
     "https://shop.example/x/émile.jpg?v=2", "E\u0301mile.jpg"],
)  # fmt: skip
def test_images_are_found_by_path_or_name(named: str) -> None:
    (product,) = made(("A", named), images=["sub/émile.jpg", "other.jpg"]).products
    assert paths(product) == ["sub/émile.jpg"]


def test_paths_in_one_cell_are_several_images_and_a_folder_may_hold_a_comma() -> None:
    images = ["a/1.jpg", "a/2.jpg", "b/3.jpg", "a, b/4.jpg"]
    found = made(("A", "/a/1.jpg,/a/2.jpg,/b/3.jpg"), ("B", "pics\\a, b\\4.jpg"), images=images)
    assert {one.sku: paths(one) for one in found.products} == {"A": images[:3], "B": images[3:]}
    assert found.findings == ()


def test_of_several_images_of_a_name_the_one_whose_path_ends_as_named_counts() -> None:
    images = ["old/in/a/x.jpg", "new/b/x.jpg", "new/cache/9/b/x.jpg"]
    found = made(("A", "in/a/x.jpg"), ("B", "/b/x.jpg"), ("C", "c/x.jpg"), images=images)
    assert {one.sku: paths(one) for one in found.products} == {"A": images[:1], "B": images[1:2]}
    assert "could be new/b/x.jpg, new/cache/9/b/x.jpg, old/in/a/x.jpg" in found.findings[0].problem.reason


def test_an_image_that_could_be_several_is_told() -> None:
    found = made(("A", "x.jpg"), ("B", "a/x.jpg"), images=["a/x.jpg", "b/x.jpg"])
    assert [product.sku for product in found.products] == ["B"]
    assert told(found)[0] == (FindingKind.MISSING_IMAGE, "p.csv:2")
    assert "could be a/x.jpg, b/x.jpg" in found.findings[0].problem.reason


def test_without_an_image_column_the_sku_names_the_images() -> None:
    images = ["4711_1.jpg", "4711_2.jpg", "AB_9.png", "x.jpg"]
    found = made(("4711", "a"), ("AB/9", "b"), ("none", "c"), images=images, header=("SKU", "Name"))
    assert {product.sku: paths(product) for product in found.products} == {"4711": images[:2], "AB/9": ["AB_9.png"]}
    assert told(found) == [(FindingKind.WITHOUT_IMAGE, "p.csv:4"), (FindingKind.UNUSED_IMAGE, "x.jpg")]


def test_a_number_behind_the_sku_is_no_view_where_it_is_the_skus_own() -> None:
    found = made(("YX-1", "a"), ("YX-2", "b"), images=["YX-1.jpg", "YX-2.jpg"], header=("SKU", "Name"))
    assert {product.sku: paths(product) for product in found.products} == {"YX-1": ["YX-1.jpg"], "YX-2": ["YX-2.jpg"]}
    assert told(found) == []


def test_images_may_lie_in_a_folder_of_a_sku_or_of_a_style_and_colour() -> None:
    images = [
        "in/4711/IMG_1.jpg",
        "in/4711/IMG_2.jpg",
        "in/AB9/Navy Blue/1.jpg",
        "in/AB9/red/2.jpg",
        "in/AB9/red/3.jpg",
    ]
    rows = [("4711", "", ""), ("X1", "AB9", "Navy blue"), ("X2", "AB9", "Red")]
    found = made(*rows, images=images, header=("SKU", "Style no", "Colour"))
    assert {product.sku: paths(product) for product in found.products} == {
        "4711": images[:2], "X1": images[2:3], "X2": images[3:],
    }  # fmt: skip
    uploads = made(("05", ""), ("4711", "a.jpg"), images=["2026/05/a.jpg", "2026/05/b.jpg"], header=("SKU", "Image"))
    assert [product.sku for product in uploads.products] == ["4711"]


def test_missing_images_are_told_with_line_and_address() -> None:
    found = made(("A", "gone.jpg"), ("B", "https://shop.example/b.jpg"), ("C", "c.jpg"), images=["c.jpg"])
    assert told(found)[:4] == [
        (FindingKind.MISSING_IMAGE, "p.csv:2"),
        (FindingKind.WITHOUT_IMAGE, "p.csv:2"),
        (FindingKind.MISSING_IMAGE, "p.csv:3"),
        (FindingKind.WITHOUT_IMAGE, "p.csv:3"),
    ]
    assert "is an address" in found.findings[2].problem.reason


def test_duplicate_skus_are_merged_and_told() -> None:
    found = made(
        ("A", "1.jpg", "Coat", "Aurora"),
        ("A", "2.jpg", "Hat", "Aurora"),
        ("A", "1.jpg", "Coat", ""),
        ("B", "1.jpg", "", "Nord"),
        ("B", "2.jpg", "Scarf", ""),
        images=["1.jpg", "2.jpg"],
    )
    coat, scarf = found.products
    assert (coat.name, paths(coat)) == ("Coat", ["1.jpg", "2.jpg"])
    assert (scarf.name, scarf.details.brand) == ("Scarf", "Nord")
    assert told(found) == [(FindingKind.DUPLICATE_SKU, "p.csv:3"), (FindingKind.DUPLICATE_SKU, "p.csv:4")]
    assert "name “Hat”" in found.findings[0].problem.reason


def test_rows_without_sku_and_shortened_numbers_are_told() -> None:
    found = made(("", "1.jpg"), ("4,00638E+12", "2.jpg"), images=["1.jpg", "2.jpg"])
    assert told(found)[:2] == [(FindingKind.WITHOUT_SKU, "p.csv:2"), (FindingKind.DOUBTFUL, "p.csv:3")]
    assert [product.sku for product in found.products] == ["4,00638E+12"]


def test_doubts_are_told_of_columns_in_use_alone() -> None:
    row = Row(2, ("2026-01-02", "1.jpg", "x"), ((0, "a date"), (2, "an error")))
    table = Table("p.csv", ("SKU", "Image", "Price"), (row,))
    found = table_products(table, ImportPlan((Field.SKU, Field.IMAGE)), ["1.jpg"])
    assert [finding.problem.reason for finding in found.findings] == ["SKU: a date"]


def test_a_table_without_a_sku_column_is_refused() -> None:
    with pytest.raises(CatalogueError, match="no column is known to hold the SKU"):
        made(("x", "y"), images=[], header=("Price", "Weight"))


SHOPIFY = (
    "Handle", "Title", "Vendor", "Type", "Option1 Name", "Option1 Value", "Option2 Name", "Option2 Value",
    "Variant SKU", "Variant Barcode", "Image Src", "Image Position", "Variant Image",
)  # fmt: skip


def test_a_shops_export_is_read_as_the_shop_means_it() -> None:
    rows = [
        ("polo", "Polo shirt", "Aurora", "Shirts", "Colour", "Red", "Size", "S", "'0471", "'4006381333931", "red.jpg",
         "1", "red.jpg"),
        ("polo", "", "", "", "", "Red", "", "M", "'0472", "", "back.jpg", "2", "red.jpg"),
        ("polo", "", "", "", "", "Blue", "", "M", "473", "", "blue.jpg", "3", "blue.jpg"),
        ("polo", "", "", "", "", "Blue", "", "L", "474", "", "", "", ""),
        ("polo", "", "", "", "", "Green", "", "L", "475", "", "", "", ""),
        ("polo", "", "", "", "", "", "", "", "", "", "detail.jpg", "4", ""),
        ("cap", "Cap", "Nord", "Caps", "Title", "Default Title", "", "", "C-1", "", "cap.jpg", "1", ""),
        ("cap", "", "", "", "", "", "", "", "", "", "cap2.jpg", "2", ""),
        ("card", "Gift card", "Nord", "", "Title", "Default Title", "", "", "", "", "card.jpg", "1", ""),
    ]  # fmt: skip
    images = ["red.jpg", "back.jpg", "blue.jpg", "detail.jpg", "cap.jpg", "cap2.jpg", "card.jpg"]
    found = made(*rows, images=images, header=SHOPIFY)
    assert {product.sku: paths(product) for product in found.products} == {
        "0471": ["red.jpg"],
        "0472": ["red.jpg"],
        "473": ["blue.jpg"],
        "474": ["blue.jpg"],
        "C-1": ["cap.jpg", "cap2.jpg"],
        "card": ["card.jpg"],
    }
    assert [product.sku for product in found.without_image] == ["475"]
    assert {product.name for product in found.products} == {"Polo shirt", "Cap", "Gift card"}
    assert found.products[0].details == Details("Aurora", "Shirts", "Red", "S", "4006381333931")
    assert found.products[3].details == Details("Aurora", "Shirts", "Blue", "L")
    assert found.products[4].details == Details("Nord", "Caps")
    assert told(found) == [(FindingKind.WITHOUT_IMAGE, "p.csv:6"), (FindingKind.NOTE, "p.csv:10")]
    assert "has no image of its colour" in found.findings[0].problem.reason
    assert "that name stands for it" in found.findings[1].problem.reason


def test_a_styles_image_that_shows_none_of_its_skus_alone_is_not_called_unnamed(tmp_path: Path) -> None:
    lines = ["Handle,SKU,Image Src,Variant Image", "polo,S,1.jpg,1.jpg", "polo,M,2.jpg,2.jpg", "polo,,3.jpg,"]
    (tmp_path / "p.csv").write_text("\n".join(lines), "utf-8")
    for number in range(1, 4):
        Image.fromarray(garment((60 * number, 30, 90), number)).save(tmp_path / f"{number}.jpg")
    snapshot = Engine(tmp_path / "data").open_catalogue(str(tmp_path / "p.csv"), Settings(), ignore)
    assert [product.sku for product in snapshot.products] == ["M", "S"]
    assert snapshot.problems == ()


def test_images_of_a_style_show_each_sku_that_has_no_others_than_the_rest() -> None:
    rows = [("polo", "S", "front.jpg", "front.jpg"), ("polo", "M", "back.jpg", "front.jpg"), ("polo", "L", "", "")]
    found = made(*rows, images=["front.jpg", "back.jpg"], header=("Handle", "SKU", "Image Src", "Variant Image"))
    assert [paths(product) for product in found.products] == [["front.jpg", "back.jpg"]] * 3


def test_a_shop_that_uses_no_skus_is_matched_by_its_handles() -> None:
    rows = [("polo", "Polo shirt", "", "1.jpg"), ("polo", "", "", "2.jpg")]
    (product,) = made(
        *rows, images=["1.jpg", "2.jpg"], header=("URL handle", "Title", "SKU", "Product image URL")
    ).products
    assert (product.sku, product.name, paths(product)) == ("polo", "Polo shirt", ["1.jpg", "2.jpg"])


@pytest.mark.parametrize(
    ("header", "rows", "expected"),
    [
        (("SKU", "Style no", "Colour"), [("4711-S", "4711", "Red"), ("4711-M", "4711", "Red")], ["4711.jpg"] * 2),
        (
            ("SKU", "Style no", "Colour", "Image"),
            [("A", "9", "Red", "1.jpg"), ("B", "9", "Blue", "2.jpg"), ("C", "9", "blue", ""), ("D", "9", "", "")],
            ["1.jpg", "2.jpg", "2.jpg"],
        ),
    ],
)
def test_a_sku_without_pictures_has_those_of_its_style(
    header: Sequence[str], rows: Sequence[Sequence[str]], expected: Sequence[str]
) -> None:
    found = made(*rows, images=["1.jpg", "2.jpg", "4711.jpg"], header=header)
    assert [paths(found_one)[0] for found_one in found.products] == expected
    assert all(len(paths(found_one)) == 1 for found_one in found.products)


WHOLESALE = ("Style Number", "Style Name", "Color", "Color Code", "Size", "Image")


def by_look(found: TableProducts) -> dict[tuple[str, str, str], list[str]]:
    return {(one.sku, one.details.colour, one.details.size): paths(one) for one in found.products}


def test_colours_of_one_sku_are_products_of_their_own() -> None:
    rows = [
        ("MT1", "Tee", "Black", "001", "S", "MT1_001.jpg"),
        ("MT1", "Tee", "Black", "001", "M", "MT1_001.jpg"),
        ("MT1", "Tee", "Navy", "410", "S", "MT1_410.jpg"),
        ("MT1", "Tee", "Sand", "120", "S", ""),
        ("MT1", "Tee", "", "", "", "hanger.jpg"),
        ("MT2", "Cap", "Sand", "120", "", "MT2.jpg"),
    ]
    found = made(*rows, images=["MT1_001.jpg", "MT1_410.jpg", "MT2.jpg", "hanger.jpg"], header=WHOLESALE)
    assert by_look(found) == {
        ("MT1", "Black", "S, M"): ["MT1_001.jpg"],
        ("MT1", "Navy", "S"): ["MT1_410.jpg"],
        ("MT2", "Sand", ""): ["MT2.jpg"],
    }
    assert {product.key for product in found.products} == {
        "MT1/Black/001",
        "MT1/Navy/410",
        "MT2",
    }
    assert told(found) == [(FindingKind.NOTE, "p.csv:2"), (FindingKind.WITHOUT_IMAGE, "p.csv:5")]
    assert "Such SKUs in all: 1." in found.findings[0].problem.reason


def test_how_rows_were_understood_is_no_file_left_out(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "p.csv").write_text("SKU,Colour,Image\nA,Red,1.jpg\nA,Blue,2.jpg\n", "utf-8")
    for number in (1, 2):
        Image.fromarray(garment((90 * number, 30, 90), number)).save(tmp_path / f"{number}.jpg")
    data = ("--data-dir", tmp_path / "data", "--json")
    assert json.loads(run(capsys, "index", tmp_path / "p.csv", "--dry-run", *data)[1])["counts"]["note"] == 1
    code, out, err = run(capsys, "match", tmp_path / "p.csv", tmp_path / "2.jpg", *data)
    assert (code, "Skipped" in err, "A  Blue" in err) == (0, False, True)
    first = json.loads(out)["photos"][0]["candidates"][0]
    assert (first["sku"], first["colour"]) == ("A", "Blue")


def test_keys_stay_unique() -> None:
    rows = [("A", "Red", "1.jpg"), ("A", "Blue", "1.jpg"), ("A/Red", "", "1.jpg")]
    found = made(*rows, images=["1.jpg"], header=("SKU", "Colour", "Image"))
    assert len({product.key for product in found.products}) == 3


def test_sizes_of_one_sku_are_one_product_unless_each_has_a_barcode() -> None:
    header = ("SKU", "Image", "Size", "EAN")
    rows = [("A", "1.jpg", "S"), ("A", "", "M"), ("A", "1.jpg", "S")]
    found = made(*rows, images=["1.jpg"], header=header)
    assert by_look(found) == {("A", "", "S, M"): ["1.jpg"]}
    assert told(found) == [(FindingKind.DUPLICATE_SKU, "p.csv:4")]

    coded = [("A", "1.jpg", "S", "4006381333931"), ("A", "", "M", "4006381333948")]
    assert by_look(made(*coded, images=["1.jpg"], header=header)) == {("A", "", size): ["1.jpg"] for size in "SM"}


def test_two_barcodes_of_one_sku_make_no_two_products() -> None:
    rows = [("A", "1.jpg", "4006381333931"), ("A", "1.jpg", "4006381333948")]
    found = made(*rows, images=["1.jpg"], header=("SKU", "Image", "EAN"))
    assert [product.details.barcode for product in found.products] == ["4006381333931"]
    assert told(found) == [(FindingKind.DUPLICATE_SKU, "p.csv:3")]


def test_a_row_that_tells_less_adds_its_image_to_all_that_it_fits() -> None:
    rows = [
        ("A", "Red", "S", "1.jpg"),
        ("A", "Red", "M", "1.jpg"),
        ("A", "Blue", "S", "2.jpg"),
        ("A", "Red", "", "3.jpg"),
    ]
    found = made(*rows, images=["1.jpg", "2.jpg", "3.jpg"], header=("SKU", "Colour", "Size", "Image"))
    assert by_look(found) == {
        ("A", "Red", "S, M"): ["1.jpg", "3.jpg"],
        ("A", "Blue", "S"): ["2.jpg"],
    }


@pytest.mark.parametrize(
    ("colours", "images"),
    [
        ([("Black", "001"), ("Navy", "410")], ["MT1_001_1.jpg", "MT1_410_1.jpg"]),
        ([("Black", "1"), ("Navy", "10")], ["MT1_01_2.jpg", "MT1_10_1.jpg"]),
        ([("weiß", ""), ("dunkel blau", "")], ["MT1 weiss.jpg", "mt1-dunkel_blau-2.jpg"]),
        ([("红色", ""), ("蓝色", "")], ["MT1红色.jpg", "MT1-蓝色.jpg"]),
        ([("Blue", ""), ("Navy Blue", "")], ["MT1_blue.jpg", "MT1_navy-blue.jpg"]),
    ],
)
@pytest.mark.parametrize(
    "header", [("Style No", "Colour", "Colour Code"), ("Style No", "Colour", "Colour Code", "SKU")]
)
def test_files_are_named_by_style_and_colour(
    header: Sequence[str], colours: Sequence[tuple[str, str]], images: Sequence[str]
) -> None:
    rows = [("MT1", *colour, f"X{number}") for number, colour in enumerate(colours)]
    found = made(*rows, ("MT1", "Sand", "77", "X9"), images=[*images, "MT1_99_1.jpg", "MT12_001.jpg"], header=header)
    assert {one.details.colour: paths(one) for one in found.products} == {
        colour: [image] for (colour, _), image in zip(colours, images, strict=True)
    }
    assert [one.details.colour for one in found.without_image] == ["Sand"]


def test_pictures_of_a_style_go_to_the_colours_that_their_names_tell() -> None:
    rows = [
        ("sock", "S-G", "Grey", "sock-grey.jpg", ""),
        ("sock", "S-P", "Pink", "sock-pink.jpg", ""),
        ("hat", "H-G", "Grey", "hat1.jpg", ""),
        ("hat", "H-P", "Pink", "hat2.jpg", ""),
    ]
    images = ["sock-grey.jpg", "sock-pink.jpg", "hat1.jpg", "hat2.jpg"]
    found = made(*rows, images=images, header=("Handle", "SKU", "Colour", "Image Src", "Variant Image"))
    assert {one.sku: paths(one) for one in found.products} == {
        "S-G": ["sock-grey.jpg"], "S-P": ["sock-pink.jpg"],
        "H-G": ["hat1.jpg", "hat2.jpg"], "H-P": ["hat1.jpg", "hat2.jpg"],
    }  # fmt: skip


def test_rows_may_leave_sku_and_colour_to_the_row_above() -> None:
    header = ("Artikelnummer", "Bezeichnung", "Farbe", "Größe", "EAN", "Bild")
    rows = [
        ("4711", "Hemd", "blau", "39", "4006381333931", "blau.jpg"),
        ("", "", "", "41", "4006381333948", ""),
        ("", "", "weiß", "39", "4006381333955", "weiss.jpg"),
        ("", "", "", "", "", "detail.jpg"),
        ("", "Damen", "", "", "", ""),
        ("", "", "", "38", "", ""),
        ("4712", "Bluse", "rot", "36", "", "rot.jpg"),
        ("4712", "Bluse", "", "38", "", ""),
    ]
    found = made(*rows, images=["blau.jpg", "weiss.jpg", "detail.jpg", "rot.jpg"], header=header)
    assert by_look(found) == {
        ("4711", "blau", "39"): ["blau.jpg"],
        ("4711", "blau", "41"): ["blau.jpg"],
        ("4711", "weiß", "39"): ["weiss.jpg", "detail.jpg"],
        ("4712", "rot", "36, 38"): ["rot.jpg"],
    }
    assert {product.name for product in found.products} == {"Hemd", "Bluse"}
    assert told(found) == [
        (FindingKind.NOTE, "p.csv:2"),
        (FindingKind.NOTE, "p.csv:3"),
        (FindingKind.WITHOUT_SKU, "p.csv:6"),
        (FindingKind.WITHOUT_SKU, "p.csv:7"),
    ]
    assert "such rows in all: 4" in found.findings[1].problem.reason


WOO = ("ID", "SKU", "Name", "Images", "Parent", "Attribute 1 name", "Attribute 1 value(s)", "Attribute 2 name",
       "Attribute 2 value(s)")  # fmt: skip


def test_sizes_in_skus_tell_a_style_where_no_column_does() -> None:
    rows = [
        ("P-RED-S", "Red", "S"),
        ("P-RED-M", "Red", "m"),
        ("P-BLUE-S", "Blue", "S"),
        ("90.36", "", "36"),
        ("S", "", "S"),
    ]
    images = ["P-RED.jpg", "P-BLUE-S.jpg", "90.jpg"]
    found = made(*rows, images=images, header=("SKU", "Colour", "Size"))
    assert {one.sku: paths(one) for one in found.products} == {
        "P-RED-S": ["P-RED.jpg"], "P-RED-M": ["P-RED.jpg"], "P-BLUE-S": ["P-BLUE-S.jpg"], "90.36": ["90.jpg"],
    }  # fmt: skip


def test_a_row_that_leaves_out_its_sku_alone_may_be_of_any_product() -> None:
    found = made(("A", "1.jpg"), ("", "2.jpg"), images=["1.jpg", "2.jpg"], header=("SKU", "Image"))
    assert [paths(product) for product in found.products] == [["1.jpg"]]
    assert told(found)[0] == (FindingKind.WITHOUT_SKU, "p.csv:3")


def test_a_row_that_goes_on_is_no_parent() -> None:
    rows = [("P", "P-1", "", "1.jpg"), ("", "", "", "2.jpg"), ("P", "P-2", "", "3.jpg")]
    found = made(*rows, images=["1.jpg", "2.jpg", "3.jpg"], header=("Parent", "SKU", "Name", "Image"))
    assert {one.sku: paths(one) for one in found.products} == {"P-1": ["1.jpg", "2.jpg"], "P-2": ["3.jpg"]}


def test_a_style_named_as_one_of_its_skus_keeps_it() -> None:
    rows = [("tea", "tea", "Mint", "1.jpg"), ("tea", "tea-2", "Lemon", "2.jpg")]
    found = made(*rows, images=["1.jpg", "2.jpg"], header=("Handle", "SKU", "Title", "Image"))
    assert [product.sku for product in found.products] == ["tea", "tea-2"]


def test_a_parent_of_variations_is_no_product_and_what_it_shows_is_theirs() -> None:
    rows = [
        ("1", "HOOD", "Hood", "1.jpg, hood-green.jpg", "", "Color", "Blue, Green", "Size", "S, M"),
        ("2", "HOOD-B", "Hood - Blue", "hood-blue.jpg", "HOOD", "Color", "Blue", "Size", "S"),
        ("3", "HOOD-G", "Hood - Green", "", "HOOD", "Color", "Green", "Size", "S"),
        ("4", "", "Tee", "tee.jpg", "", "Size", "S, M", "", ""),
        ("5", "T-S", "Tee - S", "", "id:4", "Size", "S", "", ""),
        ("6", "CAP", "Cap", "cap.jpg", "", "", "", "", ""),
    ]
    found = made(*rows, images=["1.jpg", "hood-green.jpg", "hood-blue.jpg", "tee.jpg", "cap.jpg"], header=WOO)
    assert {one.sku: (one.details.colour, one.details.size, paths(one)) for one in found.products} == {
        "HOOD-B": ("Blue", "S", ["hood-blue.jpg"]),
        "HOOD-G": ("Green", "S", ["hood-green.jpg"]),
        "T-S": ("", "S", ["tee.jpg"]),
        "CAP": ("", "", ["cap.jpg"]),
    }
    assert told(found) == [(FindingKind.NOTE, "p.csv:2")]
    assert "HOOD is the parent" in found.findings[0].problem.reason


def test_a_shop_without_skus_is_matched_by_its_numbers() -> None:
    rows = [
        ("44", "", "Hood", "1.jpg", ""),
        ("45", "", "Hood - Blue", "2.jpg", "id:44"),
        ("60", "", "Cap", "3.jpg", ""),
    ]
    found = made(*rows, images=["1.jpg", "2.jpg", "3.jpg"], header=("ID", "SKU", "Name", "Images", "Parent"))
    assert [product.sku for product in found.products] == ["45", "60"]


def test_a_product_without_sku_of_a_shop_that_numbers_its_rows_is_told_and_its_pictures_are_no_others() -> None:
    rows = [
        ("1", "CAP", "Cap", "cap.jpg", ""),
        ("2", "", "Cap", "other.jpg", ""),
        ("3", "", "", "unnamed.jpg", ""),
        ("4", "HOOD", "Hood", "hood.jpg", ""),
        ("5", "", "Hood - Wool", "wool.jpg", "HOOD"),
        ("6", "HOOD-C", "Hood - Cotton", "cotton.jpg", "HOOD"),
        ("7", "", "Tee", "tee.jpg", ""),
        ("8", "", "Tee - S", "s.jpg", "id:7", "Size", "S"),
        ("9", "", "Tee - M", "m.jpg", "id:7", "Size", "M"),
    ]
    images = [row[3] for row in rows]
    found = made(*rows, images=images, header=WOO)
    assert {one.sku: paths(one) for one in found.products} == {"CAP": ["cap.jpg"], "HOOD-C": ["cotton.jpg", "hood.jpg"]}
    without = [file for kind, file in told(found) if kind is FindingKind.WITHOUT_SKU]
    assert without == ["p.csv:3", "p.csv:4", "p.csv:6", "p.csv:9", "p.csv:10"]
    assert {finding.problem.reason for finding in found.findings if finding.kind is FindingKind.WITHOUT_SKU} == {
        "The row has no SKU and was left out."
    }


def test_options_may_have_another_order_in_each_style() -> None:
    header = ("Handle", "Option1 Name", "Option1 Value", "Option2 Name", "Option2 Value", "SKU", "Image Src")
    rows = [
        ("polo", "Color", "Red", "Size", "S", "A", "1.jpg"),
        ("polo", "", "Blue", "", "M", "B", "1.jpg"),
        ("sock", "Size", "L", "Color", "Grey", "C", "2.jpg"),
        ("cap", "Size", "XL", "", "", "D", "3.jpg"),
        ("tea", "Flavour", "Mint", "", "", "E", "3.jpg"),
    ]
    found = made(*rows, images=["1.jpg", "2.jpg", "3.jpg"], header=header)
    assert {one.sku: (one.details.colour, one.details.size) for one in found.products} == {
        "A": ("Red", "S"), "B": ("Blue", "M"), "C": ("Grey", "L"), "D": ("", "XL"), "E": ("", "Mint"),
    }  # fmt: skip


def test_a_variant_without_sku_is_told_and_shows_no_other() -> None:
    rows = [("polo", "A", "Red", "1.jpg"), ("polo", "", "Blue", "2.jpg"), ("polo", "B", "Red", "")]
    found = made(*rows, images=["1.jpg", "2.jpg"], header=("Handle", "SKU", "Colour", "Variant Image"))
    assert {one.sku: paths(one) for one in found.products} == {"A": ["1.jpg"], "B": ["1.jpg"]}
    assert told(found) == [(FindingKind.WITHOUT_SKU, "p.csv:3")]


@given(
    skus=st.lists(st.sampled_from(["A", "007", "7", "a", "A/1", "x y"]), max_size=12),
    images=st.sets(st.sampled_from(["A.jpg", "007.jpg", "7_1.jpg", "7_2.jpg", "a_1.png", "z.png", "s/x y.png"])),
)
def test_every_row_and_image_is_accounted_for(skus: list[str], images: set[str]) -> None:
    table = Table("p.csv", ("SKU",), tuple(Row(line, (sku,)) for line, sku in enumerate(skus, 2)))
    found = table_products(table, ImportPlan((Field.SKU,)), images)
    without = [f for f in found.findings if f.kind is FindingKind.WITHOUT_IMAGE]
    assert len(found.products) + len(without) == len(set(skus))
    used = {path for product in found.products for path in paths(product)}
    unused = {f.problem.file for f in found.findings if f.kind is FindingKind.UNUSED_IMAGE}
    assert used | unused == images
    assert not used & unused
    assert len({product.key for product in found.products}) == len(found.products)


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    return Engine(tmp_path / "data")


@pytest.fixture
def table(catalogue: Path) -> Path:
    """A table in the catalogue's folder: a missing image, a SKU twice, an unreadable file, an unused one."""
    path = catalogue / "products.csv"
    path.write_text(
        "Article No;Picture;Title;Marke;Farbe;EAN\n"
        "007;A-100.png;Coat;Aurora;red;4006381333931\n"
        "B/2;B-200.png;Hat;Aurora;green;\n"
        "B/2;C-300.png;Cap;Aurora;green;\n"
        "E5;E-500_1.png, E-500_2.png;Scarf;Nord;purple;\n"
        "X;broken.jpg;Broken;Nord;;\n"
        "Y;gone.jpg;Gone;Nord;;\n"
    )
    return path


EXPECTED = {
    FindingKind.MISSING_IMAGE: 1,
    FindingKind.WITHOUT_IMAGE: 1,
    FindingKind.DUPLICATE_SKU: 1,
    FindingKind.UNREADABLE: 1,
    FindingKind.UNUSED_IMAGE: 2,
}


def zipped(folder: Path, target: Path) -> Path:
    with zipfile.ZipFile(target, "w") as archive:
        for path in sorted(folder.glob("*.[pj]*g")):
            archive.write(path, f"pictures/{path.name}")
    return target


def opened(engine: Engine, source: Path) -> Snapshot:
    return engine.open_catalogue(str(source), Settings(), ignore)


def test_the_check_counts_and_changes_nothing(engine: Engine, table: Path, tmp_path: Path) -> None:
    preview = engine.preview(str(table), ignore)
    assert isinstance(preview, TablePreview)
    assert (preview.rows, preview.known, preview.images) == (6, False, str(table.parent))
    assert preview.plan.fields == (Field.SKU, Field.IMAGE, Field.NAME, Field.BRAND, Field.COLOUR, Field.BARCODE)
    check = engine.check_import(str(table), preview.plan, ignore)
    assert (check.products, check.images) == (3, 5)
    assert {kind: check.count(kind) for kind in FindingKind if check.count(kind)} == EXPECTED
    assert not (tmp_path / "data").exists()


def test_the_check_is_the_same_for_a_zip_of_the_images(engine: Engine, table: Path, tmp_path: Path) -> None:
    images = zipped(table.parent, tmp_path / "pictures.zip")
    preview = engine.preview_table(str(table), Reading(), str(images), ignore)
    check = engine.check_import(str(table), preview.plan, ignore)
    assert {kind: check.count(kind) for kind in FindingKind if check.count(kind)} == EXPECTED
    assert not (tmp_path / "data").exists()


def test_a_table_is_opened_matched_and_kept(engine: Engine, table: Path) -> None:
    snapshot = opened(engine, table)
    assert [product.sku for product in snapshot.products] == ["007", "B/2", "E5"]
    assert (snapshot.source, snapshot.folder, snapshot.name) == (
        str(table),
        str(table.parent),
        "supplier images – products",
    )
    assert snapshot.new_images == 5
    assert any(problem.file == "products.csv:7" and "gone.jpg" in problem.reason for problem in snapshot.problems)
    assert any("SKU X has no image that can be read" in problem.reason for problem in snapshot.problems)
    assert any("Images that no row names were left out: 2." in problem.reason for problem in snapshot.problems)
    best = engine.match(MatchRequest(str(table.parent / "A-100.png"), 3), ignore).candidates[0]
    assert (best.sku, best.name, best.details.brand, best.details.barcode) == ("007", "Coat", "Aurora", "4006381333931")
    again = opened(engine, table)
    assert (again.new_images, again.version) == (0, snapshot.version)
    table.write_text(table.read_text().replace("red", "crimson"))
    assert opened(engine, table).version == snapshot.version + 1


def test_a_plan_is_remembered_for_the_catalogue_and_for_the_supplier(engine: Engine, table: Path) -> None:
    preview = engine.preview(str(table), ignore)
    assert isinstance(preview, TablePreview)
    plan = replace(preview.plan, fields=(Field.SKU, Field.IMAGE, None, None, Field.CATEGORY))
    engine.plan_import(str(table), plan, ignore)
    kept = engine.preview(str(table), ignore)
    assert isinstance(kept, TablePreview)
    assert (kept.known, kept.plan) == (True, plan)
    following = table.with_name("next season.csv")
    following.write_text(table.read_text().replace("B/2", "B/3"))
    proposed = engine.preview(str(following), ignore)
    assert isinstance(proposed, TablePreview)
    assert (proposed.known, proposed.plan) == (False, plan)
    assert [product.details.category for product in opened(engine, following).products] == ["red", "green", "purple"]
    table.write_text(table.read_text().replace("Farbe", "Material"))
    changed = engine.preview(str(table), ignore)
    assert isinstance(changed, TablePreview)
    assert not changed.known


def test_a_table_with_a_zip_beside_it(engine: Engine, table: Path, tmp_path: Path) -> None:
    folder = tmp_path / "delivery"
    folder.mkdir()
    zipped(table.parent, folder / "pictures.zip")
    moved = table.rename(folder / table.name)
    snapshot = opened(engine, moved)
    assert len(snapshot.products) == 3
    assert Path(snapshot.folder).is_relative_to(tmp_path / "data")
    assert (Path(snapshot.folder) / snapshot.products[0].images[0].path).is_file()


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    code = boot.main([str(argument) for argument in arguments])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def test_commands(capsys: pytest.CaptureFixture[str], table: Path, tmp_path: Path) -> None:
    data = ("--data-dir", tmp_path / "data", "--json")
    code, out, err = run(capsys, "index", table, "--dry-run", *data)
    assert code == 0
    found = json.loads(out)
    assert {kind: n for kind, n in found["counts"].items() if n} == {kind.value: n for kind, n in EXPECTED.items()}
    missing = {"kind": "missing image", "file": "products.csv:7", "reason": "SKU Y: there is no image “gone.jpg”."}
    assert {**missing, "count": 1} in found["findings"]
    assert "products.csv:7: SKU Y" in err
    code, out, _ = run(
        capsys, "match", table, table.parent / "A-100.png",
        "--column", "sku=ean", "--column", "category=4", "--column", "brand=", *data,
    )  # fmt: skip
    assert code == 0
    assert json.loads(out)["photos"][0]["candidates"][0]["sku"] == "4006381333931"
    assert json.loads(run(capsys, "index", table, *data)[1])["products"] == 1
    code, _, err = run(capsys, "index", table, "--column", "sku=nope", *data)
    assert (code, "no column “nope”" in err, "Article No" in err) == (1, True, True)
    assert run(capsys, "index", table.parent, "--no-header", *data)[0] == 1
    assert run(capsys, "index", table.parent, "--dry-run", *data)[0] == 1


def test_evaluate_takes_a_table(capsys: pytest.CaptureFixture[str], table: Path, tmp_path: Path) -> None:
    pairs = tmp_path / "pairs.csv"
    Image.fromarray(garment((200, 30, 30), 0, background=230)).save(tmp_path / "p.jpg")
    pairs.write_text(f"query,target\np.jpg,{table.parent.name}/A-100.png\n")
    code, out, _ = run(capsys, "evaluate", table, "--pairs", pairs, "--data-dir", tmp_path / "data", "--json")
    assert (code, json.loads(out)["ranks"]) == (0, {"p.jpg": 1})


def test_a_style_of_many_products_takes_no_longer_each() -> None:
    """Every row of a column that was taken for the SKU by mistake says the same."""

    def calls(products: int) -> int:
        rows = [("A", f"c{number}", "") for number in range(products)]
        counted = 0

        def count(_frame: object, event: str, _argument: object) -> None:
            nonlocal counted
            counted += event in {"call", "c_call"}

        sys.setprofile(count)
        try:
            found = made(*rows, images=[f"A_c{n}.jpg" for n in range(products)], header=("SKU", "Colour", "Size"))
        finally:
            sys.setprofile(None)
        assert len(found.products) == products
        return counted

    assert calls(800) < 2.5 * calls(400)


def embedded(folder: Path, *, in_cells: bool = False) -> Path:
    """A workbook with a title, and a picture on each of three lines or, as WPS has it, in a cell."""
    folder.mkdir(exist_ok=True)
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["Quotation"],
        ["Picture", "Item No", "Color"],
        [None, "YX-1", "red"],
        [None, "YX-2", "blue"],
        [None, "YX-3", ""],
    ):
        sheet.append(row)
    pictures = [io.BytesIO() for _ in range(3)]
    for number, data in enumerate(pictures):
        Image.fromarray(garment((90 * number, 30, 90), number)).save(data, "PNG")
    path = folder / "quote.xlsx"
    if not in_cells:
        for number, data in enumerate(pictures):
            picture = drawing.Image(data)
            begins = AnchorMarker(0, 0, number + 1, 150_000) if number else AnchorMarker(0, 0, 2, 0)
            picture.anchor = TwoCellAnchor(_from=begins, to=AnchorMarker(1, 0, number + 2, 180_000))
            sheet.add_image(picture)
        book.save(path)
        return path
    for number in range(3):
        sheet.cell(number + 3, 1).value = f'=_xlfn.DISPIMG("ID_{number}",1)'
    book.save(path)
    with zipfile.ZipFile(path, "a") as archive:
        cells = "".join(
            f'<e:cellImage><x:pic><x:cNvPr name="ID_{n}"/><a:blip r:embed="rId{n}"/></x:pic></e:cellImage>'
            for n in range(3)
        )
        spaces = " ".join(f'xmlns:{prefix}="urn:{prefix}"' for prefix in "exar")
        archive.writestr("xl/cellimages.xml", f"<e:cellImages {spaces}>{cells}</e:cellImages>")
        relations = "".join(f'<Relationship Id="rId{n}" Target="media/{n}.png"/>' for n in range(3))
        archive.writestr("xl/_rels/cellimages.xml.rels", f"<Relationships>{relations}</Relationships>")
        for number, data in enumerate(pictures):
            archive.writestr(f"xl/media/{number}.png", data.getvalue())
    return path


@pytest.mark.parametrize("in_cells", [False, True])
def test_pictures_in_a_workbook_are_its_products(engine: Engine, tmp_path: Path, in_cells: bool) -> None:
    path = embedded(tmp_path / "delivery", in_cells=in_cells)
    Image.fromarray(garment((1, 2, 3), 9)).save(path.with_name("holiday.jpg"))
    preview = engine.preview(str(path), ignore)
    assert isinstance(preview, TablePreview)
    assert preview.images == str(path)
    check = engine.check_import(str(path), preview.plan, ignore)
    assert (check.products, check.images, check.findings) == (3, 3, ())
    snapshot = opened(engine, path)
    assert [product.sku for product in snapshot.products] == ["YX-1", "YX-2", "YX-3"]
    assert len({product.images[0].path for product in snapshot.products}) == 3
    for number, product in enumerate(snapshot.products):
        seen = Image.open(Path(snapshot.folder) / product.images[0].path).convert("RGB")
        assert seen.tobytes() == Image.fromarray(garment((90 * number, 30, 90), number)).convert("RGB").tobytes()
    assert opened(engine, path).new_images == 0


def test_pictures_beside_a_workbook_come_before_those_in_it(engine: Engine, tmp_path: Path) -> None:
    path = embedded(tmp_path / "delivery")
    for number in (1, 2):
        Image.fromarray(garment((1, 2, 3), number)).save(path.with_name(f"YX-{number}.jpg"))
    snapshot = opened(engine, path)
    assert [product.images[0].path for product in snapshot.products] == ["YX-1.jpg", "YX-2.jpg"]
    assert [product.sku for product in snapshot.without_image] == ["YX-3"]
