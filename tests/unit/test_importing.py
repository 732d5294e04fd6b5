"""Catalogues from tables: which images belong to which product, and what an import check says."""

import json
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
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
        "475": ["red.jpg", "back.jpg", "blue.jpg", "detail.jpg"],
        "C-1": ["cap.jpg", "cap2.jpg"],
    }
    assert {product.name for product in found.products} == {"Polo shirt", "Cap"}
    assert found.products[0].details == Details("Aurora", "Shirts", "Red", "S", "4006381333931")
    assert found.products[3].details == Details("Aurora", "Shirts", "Blue", "L")
    assert found.products[5].details == Details("Nord", "Caps")
    assert told(found) == [(FindingKind.WITHOUT_SKU, "p.csv:10")]


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
        (
            ("SKU", "Parent", "Name", "Images"),
            [("POLO", "", "Polo", "1.jpg"), ("POLO-S", "POLO", "", ""), ("POLO-M", "POLO", "", "2.jpg")],
            ["1.jpg", "2.jpg", "1.jpg"],
        ),
    ],
)
def test_a_sku_without_pictures_has_those_of_its_style(
    header: Sequence[str], rows: Sequence[Sequence[str]], expected: Sequence[str]
) -> None:
    found = made(*rows, images=["1.jpg", "2.jpg", "4711.jpg"], header=header)
    assert [paths(found_one)[0] for found_one in found.products] == expected
    assert all(len(paths(found_one)) == 1 for found_one in found.products)


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
    assert {"kind": "missing image", "file": "products.csv:7", "reason": "SKU Y: there is no image “gone.jpg”."} in (
        found["findings"]
    )
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
