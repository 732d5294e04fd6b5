"""Exports: codes as text, formulas that do not run, templates, copies of photos, and nothing written over."""

import csv
import io
import json
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path, PureWindowsPath

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from PIL import Image

from stockmatch import boot
from stockmatch.core.catalogue import Details
from stockmatch.core.decisions import Choice, DecisionKind
from stockmatch.core.errors import Cancelled, RecordsError
from stockmatch.core.exporting import ExportRequest, ExportTable, Template, photo_stem
from stockmatch.core.progress import Progress, ignore
from stockmatch.core.ranking import Candidate
from stockmatch.services.exporting import export, preview_export
from stockmatch.store.export import write_table
from stockmatch.store.library import Library
from stockmatch.store.records import SqliteRecords
from tests.conftest import garment

DETAILS = Details("Aurora", "Coats", "red", "M", "0401234567890", "Nord")
COAT = Candidate(1, "a/00471", "00471", "Coat", "00471.jpg", 0.9, 0.4, details=DETAILS)
HAT = Candidate(2, "b", "=1+1", "+Hat", "b.jpg", 0.5, None)
SLASH = Candidate(1, "c", "90.750/B", "Scarf", "c.jpg", 0.8, 0.1)
SLASH_TOO = Candidate(1, "d", "90.750_B", "Shawl", "d.jpg", 0.8, 0.1)


@pytest.fixture
def records(tmp_path: Path) -> Iterator[SqliteRecords]:
    source = tmp_path / "Supplier"
    source.mkdir()
    made = SqliteRecords(Library(tmp_path / "data").find_or_create(source))
    yield made
    made.close()


def photo(tmp_path: Path, number: int, suffix: str = ".jpg") -> Path:
    path = tmp_path / f"IMG_{number}{suffix}"
    Image.fromarray(garment((10 * number, 90, 200), number)).save(path)
    return path


def decide(records: SqliteRecords, photos: Sequence[Path], *choices: Choice) -> None:
    known = len(records.load().photos)
    added = records.add_photos([str(path) for path in photos]).photos[known:]
    for one, choice in zip(added, choices, strict=True):
        records.decide({one.id: choice})


def confirmed(candidate: Candidate) -> Choice:
    return Choice(DecisionKind.CONFIRMED, candidate, (candidate,))


ABSENT = Choice(DecisionKind.NOT_IN_CATALOGUE)


def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_decisions_keep_codes_as_text_and_run_no_formula(records: SqliteRecords, tmp_path: Path) -> None:
    decide(records, [Path(f"/p/{n}.jpg") for n in range(3)], confirmed(COAT), confirmed(HAT), ABSENT)
    assert export(records, ExportRequest(str(tmp_path / "out.csv")), ignore).rows == 3
    rows = read_csv(tmp_path / "out.csv")
    assert [row["sku"] for row in rows] == ["00471", "'=1+1", ""]
    assert [row["decision"] for row in rows] == ["confirmed", "confirmed", "not in catalogue"]
    first = rows[0]
    assert (first["barcode"], first["name"], first["colour"], first["size"]) == ("0401234567890", "Coat", "red", "M")
    assert [row["supplier"] for row in rows] == ["Nord", "Supplier", "Supplier"]

    export(records, ExportRequest(str(tmp_path / "out.xlsx")), ignore)
    sheet = load_workbook(tmp_path / "out.xlsx").active
    assert sheet is not None
    header, *table = list(sheet.iter_rows())
    names = [str(cell.value) for cell in header]
    assert names == [
        "photo_file", "photo_sha256", "decision", "sku", "barcode", "name", "colour", "size", "supplier",
        "catalogue_image", "rank", "score", "margin", "model_id", "catalogue_version", "decided_by", "decided_at",
        "note",
    ]  # fmt: skip
    sku, rank = names.index("sku"), names.index("rank")
    assert [(row[sku].value, row[sku].data_type) for row in table[:2]] == [("00471", "s"), ("=1+1", "s")]
    assert [row[rank].value for row in table] == [1, 2, None]


def test_an_export_that_cannot_be_written_says_so_and_leaves_the_old_file(
    records: SqliteRecords, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(RecordsError, match=r"\.csv or \.xlsx"):
        export(records, ExportRequest(str(tmp_path / "out.txt")), ignore)
    old = tmp_path / "out.csv"
    old.write_text("old")
    with pytest.raises(RecordsError, match="is there already"):
        export(records, ExportRequest(str(old)), ignore)
    assert old.read_text() == "old"
    with monkeypatch.context() as full:
        full.setattr("os.fsync", _full_disk)
        with pytest.raises(RecordsError, match="the disk is full"):
            export(records, ExportRequest(str(old), overwrite=True), ignore)
    assert old.read_text() == "old"
    assert list(tmp_path.glob(".out*")) == []
    export(records, ExportRequest(str(old), overwrite=True), ignore)
    assert old.read_text("utf-8-sig").startswith("photo_file")


def _full_disk(_handle: int) -> None:
    raise OSError(28, "No space left on device")


def test_only_what_is_new_with_that_template(records: SqliteRecords, tmp_path: Path) -> None:
    decide(records, [Path("/p/1.jpg"), Path("/p/2.jpg")], confirmed(COAT), confirmed(HAT))
    whole = ExportRequest(str(tmp_path / "1.csv"), Template.WOOCOMMERCE)
    assert export(records, whole, ignore).rows == 2
    decide(records, [Path("/p/3.jpg")], confirmed(SLASH))
    new = replace(whole, path=str(tmp_path / "2.csv"), only_new=True)
    seen = preview_export(records, new, ignore)
    assert (seen.rows, seen.decisions, seen.exported_before) == (1, 1, 2)
    assert export(records, new, ignore).rows == 1
    assert [row["SKU"] for row in read_csv(tmp_path / "2.csv")] == ["90.750/B"]
    other = ExportRequest(str(tmp_path / "3.csv"), Template.DECISIONS, only_new=True)
    assert export(records, other, ignore).rows == 3


def test_a_decision_that_was_undone_and_made_again_is_new(records: SqliteRecords, tmp_path: Path) -> None:
    decide(records, [Path("/p/1.jpg"), Path("/p/2.jpg")], confirmed(COAT), confirmed(HAT))
    records.undo()
    export(records, ExportRequest(str(tmp_path / "1.csv")), ignore)
    records.redo()
    new = ExportRequest(str(tmp_path / "2.csv"), only_new=True)
    export(records, new, ignore)
    assert [row["sku"] for row in read_csv(tmp_path / "2.csv")] == ["'=1+1"]


def test_photos_are_copied_by_sku_and_never_over_another(records: SqliteRecords, tmp_path: Path) -> None:
    photos = [
        photo(tmp_path, 1),
        photo(tmp_path, 2, ".png"),
        photo(tmp_path, 3),
        photo(tmp_path, 4),
        photo(tmp_path, 5),
    ]
    variant = Choice(DecisionKind.VARIANT, COAT, (COAT,))
    decide(records, photos, confirmed(COAT), confirmed(COAT), confirmed(SLASH), confirmed(SLASH_TOO), variant)
    folder = tmp_path / "copies"
    folder.mkdir()
    (folder / "00471_1.jpg").write_bytes(b"somebody else's")
    request = ExportRequest(str(tmp_path / "out.csv"), photos=str(folder))
    result = export(records, request, ignore)
    assert (result.copied, result.kept, result.problems) == (4, 0, ())
    assert sorted(path.name for path in folder.iterdir()) == [
        "00471_1.jpg", "00471_2.jpg", "00471_3.jpg", "90.750_B_1.jpg", "90.750_B_2.jpg",
    ]  # fmt: skip
    assert (folder / "00471_1.jpg").read_bytes() == b"somebody else's"
    assert (folder / "00471_2.jpg").read_bytes() == photos[0].read_bytes()
    with Image.open(folder / "00471_3.jpg") as converted:
        assert converted.format == "JPEG"
        assert np.abs(np.asarray(converted, np.int16) - garment((20, 90, 200), 2)).mean() < 15
    copies = [row["photo_copy"] for row in read_csv(tmp_path / "out.csv")]
    assert copies == ["00471_2.jpg", "00471_3.jpg", "90.750_B_1.jpg", "90.750_B_2.jpg", ""]

    again = export(records, replace(request, overwrite=True), ignore)
    assert (again.copied, again.kept) == (0, 4)
    assert len(list(folder.iterdir())) == 5


def test_photos_that_are_gone_or_changed_are_told(records: SqliteRecords, tmp_path: Path) -> None:
    changed = photo(tmp_path, 1)
    choice = replace(confirmed(COAT), photo_sha256="0" * 64)
    decide(records, [changed, tmp_path / "gone.jpg"], choice, confirmed(HAT))
    result = export(records, ExportRequest(str(tmp_path / "out.csv"), photos=str(tmp_path / "c")), ignore)
    assert (result.rows, result.copied) == (2, 0)
    assert [problem.file for problem in result.problems] == [str(changed), str(tmp_path / "gone.jpg")]
    assert "has changed" in result.problems[0].reason


def test_an_export_that_was_stopped_goes_on(records: SqliteRecords, tmp_path: Path) -> None:
    decide(records, [photo(tmp_path, n) for n in (1, 2, 3)], *[confirmed(COAT)] * 3)
    request = ExportRequest(str(tmp_path / "out.csv"), photos=str(tmp_path / "c"), only_new=True)

    def stop(progress: Progress) -> None:
        if progress.done == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        export(records, request, stop)
    assert not (tmp_path / "out.csv").exists()
    result = export(records, request, ignore)
    assert (result.rows, result.copied, result.kept) == (3, 1, 2)


def test_shopify(records: SqliteRecords, tmp_path: Path) -> None:
    photos = [photo(tmp_path, 1), photo(tmp_path, 2), photo(tmp_path, 3), photo(tmp_path, 4), Path("/p/5.jpg")]
    decide(
        records, photos, confirmed(COAT), confirmed(SLASH), confirmed(COAT),
        confirmed(replace(SLASH_TOO, sku="90-750-b")), ABSENT,
    )  # fmt: skip
    path = tmp_path / "out.csv"
    request = ExportRequest(str(path), Template.SHOPIFY, str(tmp_path / "c"), "https://cdn.example/")
    seen = preview_export(records, request, ignore)
    assert (seen.rows, seen.decisions, seen.left_out) == (4, 4, 1)
    assert not path.exists()
    export(records, request, ignore)
    rows = read_csv(path)
    coat, image, scarf, _ = rows
    assert coat == {
        "Handle": "00471", "Title": "Coat", "Vendor": "Aurora", "Type": "Coats", "Status": "draft",
        "Option1 Name": "Color", "Option1 Value": "red", "Option2 Name": "Size", "Option2 Value": "M",
        "Variant SKU": "00471", "Variant Barcode": "0401234567890",
        "Image Src": "https://cdn.example/00471_1.jpg", "Image Position": "1", "Image Alt Text": "Coat",
    }  # fmt: skip
    assert {name: value for name, value in image.items() if value} == {
        "Handle": "00471", "Image Src": "https://cdn.example/00471_2.jpg", "Image Position": "2",
        "Image Alt Text": "Coat",
    }  # fmt: skip
    assert (scarf["Vendor"], scarf["Option1 Name"], scarf["Option1 Value"]) == ("Supplier", "Title", "Default Title")


def shop_handles(records: SqliteRecords, path: Path, *, only_new: bool = False) -> dict[str, str]:
    export(records, ExportRequest(str(path), Template.SHOPIFY, only_new=only_new), ignore)
    return {row["Variant SKU"]: row["Handle"] for row in read_csv(path)}


def of_sku(sku: str) -> Candidate:
    return replace(COAT, product_key=sku, sku=sku)


LOOK_ALIKES = [
    "紅-1",
    "藍-1",
    "紅",
    "藍",
    "A/1",
    "A.1",
    "A 1",
    "A-1",
    "a-1",
    "A--1",
    "A-1-",
    "ABC",
    "abc",
    "Abc",
    "ÄBC",
    "\u212aBC",
    "KBC",
]


def test_shopify_takes_no_two_products_for_one(records: SqliteRecords, tmp_path: Path) -> None:
    decide(records, [Path("/p/1.jpg")], confirmed(of_sku("紅-1")))
    first = shop_handles(records, tmp_path / "1.csv", only_new=True)
    decide(records, [Path(f"/p/{sku}.jpg") for sku in "abc"], *map(confirmed, map(of_sku, ("藍-1", "A/1", "A.1"))))
    second = shop_handles(records, tmp_path / "2.csv", only_new=True)
    others = [sku for sku in LOOK_ALIKES if sku not in {**first, **second}]
    decide(records, [Path(f"/q/{n}.jpg") for n in range(len(others))], *map(confirmed, map(of_sku, others)))
    every = shop_handles(records, tmp_path / "3.csv")
    assert every.keys() == set(LOOK_ALIKES)
    assert every.items() >= {**first, **second}.items()
    assert len(set(every.values())) == len(LOOK_ALIKES)
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", handle) for handle in every.values())


def test_ordinary_skus_are_their_own_handles(records: SqliteRecords, tmp_path: Path) -> None:
    skus = ["4711", "UQ-009-XS", "00471"]
    decide(records, [Path(f"/p/{sku}.jpg") for sku in skus], *map(confirmed, map(of_sku, skus)))
    assert list(shop_handles(records, tmp_path / "1.csv").values()) == ["4711", "uq-009-xs", "00471"]


def test_a_handle_knows_no_difference_in_how_letters_are_composed(records: SqliteRecords, tmp_path: Path) -> None:
    decide(records, [Path("/p/1.jpg")], confirmed(of_sku("\u00c4-1")))
    composed = shop_handles(records, tmp_path / "1.csv", only_new=True)
    decide(records, [Path("/p/2.jpg")], confirmed(of_sku("A\u0308-1")))
    decomposed = shop_handles(records, tmp_path / "2.csv", only_new=True)
    assert list(composed.values()) == list(decomposed.values())
    assert len(set(shop_handles(records, tmp_path / "3.csv").values())) == 2


@pytest.mark.parametrize("template", [Template.SHOPIFY, Template.WOOCOMMERCE, Template.BUSINESS_CENTRAL])
def test_products_of_two_folders_with_one_sku_are_told(
    records: SqliteRecords, tmp_path: Path, template: Template
) -> None:
    elsewhere = replace(COAT, product_key="b/00471", name="Cape")
    decide(records, [Path("/p/1.jpg"), Path("/p/2.jpg")], confirmed(COAT), confirmed(elsewhere))
    result = export(records, ExportRequest(str(tmp_path / "1.csv"), template), ignore)
    assert [problem.file for problem in result.problems] == ["00471"]
    assert "SKU" in result.problems[0].reason
    if template is Template.SHOPIFY:
        first, second = (row["Handle"] for row in read_csv(tmp_path / "1.csv"))
        assert first == "00471" != second


def test_woocommerce(records: SqliteRecords, tmp_path: Path) -> None:
    decide(records, [photo(tmp_path, 1), photo(tmp_path, 2)], confirmed(COAT), confirmed(COAT))
    path = tmp_path / "out.csv"
    export(records, ExportRequest(str(path), Template.WOOCOMMERCE, str(tmp_path / "c")), ignore)
    (row,) = read_csv(path)
    assert (row["SKU"], row["GTIN, UPC, EAN, or ISBN"], row["Published"]) == ("00471", "0401234567890", "0")
    assert row["Images"] == "00471_1.jpg, 00471_2.jpg"
    assert (row["Attribute 1 name"], row["Attribute 1 value(s)"], row["Attribute 2 value(s)"]) == ("Color", "red", "M")


def image_cell(records: SqliteRecords, tmp_path: Path, template: Template, address: str) -> str:
    request = ExportRequest(str(tmp_path / "out.csv"), template, str(tmp_path / "c"), address)
    table = preview_export(records, request, ignore).table
    return str(table.rows[0][table.columns.index("Image Src" if template is Template.SHOPIFY else "Images")])


@pytest.mark.parametrize(
    ("address", "before"),
    [
        ("https://shop.example/img", "https://shop.example/img/"),
        ("https://shop.example/img/", "https://shop.example/img/"),
        ("https://shop.example/img//", "https://shop.example/img/"),
        ("HTTP://shop.example", "HTTP://shop.example/"),
        ("https://shop.example/get?name=", "https://shop.example/get?name="),
        ("https://shop.example/get?size=2&name=", "https://shop.example/get?size=2&name="),
        ("https://shop.example/get?path=img/", "https://shop.example/get?path=img/"),
        ("https://shop.example/name=", "https://shop.example/name="),
    ],
)
def test_the_web_address_of_a_copy(records: SqliteRecords, tmp_path: Path, address: str, before: str) -> None:
    decide(records, [Path("/p/1.jpg")], confirmed(of_sku("紅, #1%+&")))
    name = "%E7%B4%85%2C%20%231%25%2B%26_1.jpg"
    for template in (Template.SHOPIFY, Template.WOOCOMMERCE):
        assert image_cell(records, tmp_path, template, address) == before + name


def test_a_comma_parts_no_image_for_woocommerce(records: SqliteRecords, tmp_path: Path) -> None:
    decide(records, [Path("/p/1.jpg"), Path("/p/2.jpg")], *[confirmed(of_sku("A,1"))] * 2)
    assert image_cell(records, tmp_path, Template.WOOCOMMERCE, "") == r"A\,1_1.jpg, A\,1_2.jpg"
    parts = image_cell(records, tmp_path, Template.WOOCOMMERCE, "https://x.example/a,b")
    assert parts == r"https://x.example/a\,b/A%2C1_1.jpg, https://x.example/a\,b/A%2C1_2.jpg"


def test_a_comma_parts_no_category_and_no_brand_for_woocommerce(records: SqliteRecords, tmp_path: Path) -> None:
    details = replace(COAT.details, category="Coats, jackets > Parkas", brand="Smith, Jones")
    decide(records, [Path("/p/1.jpg")], confirmed(replace(COAT, details=details)))
    export(records, ExportRequest(str(tmp_path / "out.csv"), Template.WOOCOMMERCE), ignore)
    (row,) = read_csv(tmp_path / "out.csv")
    assert (row["Categories"], row["Brands"]) == (r"Coats\, jackets > Parkas", r"Smith\, Jones")


@pytest.mark.parametrize(
    "address", ["shop.example/img", "ftp://shop.example/", "https:/shop.example", "https://", "http://[", "my shop"]
)
def test_what_is_no_web_address_is_told(records: SqliteRecords, tmp_path: Path, address: str) -> None:
    decide(records, [photo(tmp_path, 1)], confirmed(COAT))
    request = ExportRequest(str(tmp_path / "out.csv"), Template.SHOPIFY, str(tmp_path / "c"), address)
    seen = preview_export(records, request, ignore)
    assert seen.rows == 1
    assert seen.fault is not None
    assert address in seen.fault
    with pytest.raises(RecordsError, match="no web address"):
        export(records, request, ignore)
    assert not (tmp_path / "out.csv").exists()
    assert not (tmp_path / "c").exists()
    assert records.exported(Template.SHOPIFY) == frozenset()
    without = preview_export(records, replace(request, photos=None), ignore)
    assert without.fault is None


BOM = b"\xef\xbb\xbf"


def test_a_table_of_decisions_with_or_without_byte_order_mark(records: SqliteRecords, tmp_path: Path) -> None:
    decide(records, [Path("/p/1.jpg")], confirmed(of_sku("紅")))
    for bom in (True, False):
        path = tmp_path / f"{bom}.csv"
        export(records, ExportRequest(str(path), bom=bom), ignore)
        assert path.read_bytes().startswith(BOM) is bom
        assert read_csv(path)[0]["sku"] == "紅"
    shop = tmp_path / "shop.csv"
    export(records, ExportRequest(str(shop), Template.SHOPIFY, bom=False), ignore)
    assert shop.read_bytes().startswith(BOM)


def test_business_central(records: SqliteRecords, tmp_path: Path) -> None:
    long = replace(HAT, sku="X" * 21)
    decide(records, [Path("/p/1.jpg"), Path("/p/2.jpg")], confirmed(COAT), confirmed(long))
    result = export(records, ExportRequest(str(tmp_path / "out.xlsx"), Template.BUSINESS_CENTRAL), ignore)
    assert [problem.file for problem in result.problems] == ["X" * 21]
    sheet = load_workbook(tmp_path / "out.xlsx").active
    assert sheet is not None
    header, coat, _ = list(sheet.iter_rows(values_only=True))
    assert dict(zip(header, coat, strict=True))["No."] == "00471"
    assert dict(zip(header, coat, strict=True))["GTIN"] == "0401234567890"


@settings(max_examples=50)
@given(sku=st.text(max_size=30))
def test_a_sku_makes_a_file_name_anywhere(sku: str) -> None:
    stem = photo_stem(sku)
    assert stem
    assert not set(stem) & set('/\\:*?"<>|\0\n')
    assert stem == stem.strip(" .")


@pytest.mark.parametrize("sku", ["NUL.4711", "aux . 2", "Com1.a.b", "NULL.1", "CON-1.2"])
def test_a_sku_names_no_device_of_windows(sku: str) -> None:
    assert not PureWindowsPath(f"{photo_stem(sku)}_1.jpg").is_reserved()


def test_a_long_sku_makes_a_file_name_too() -> None:
    """File systems take 255 bytes, of which numbers, endings and a temporary name need some."""
    one, other = (photo_stem("外套" * 100 + end) for end in "AB")
    assert len(f".{one}_1000.jpg.01234567".encode()) <= 255
    assert one != other
    assert one == photo_stem("外套" * 100 + "A")
    assert photo_stem("A" * 200) == "A" * 200


CODES = [
    "00471",
    "90.750",
    "4006381333931",
    "1E5",
    "2026-01-02",
    "=1+1",
    "+49",
    "-5",
    "@x",
    "a;b,c",
    "1/2",
    "TRUE",
    "外套",
]


def test_libreoffice_reads_every_code_as_it_was(tmp_path: Path) -> None:
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    path = tmp_path / "codes.xlsx"
    write_table(path, ExportTable(("sku", "rank"), tuple((code, n) for n, code in enumerate(CODES))))
    command = [office, "--headless", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--convert-to"]
    command += ["csv:Text - txt - csv (StarCalc):44,34,76", "--outdir", str(tmp_path / "out"), str(path)]
    subprocess.run(command, check=True, timeout=180, capture_output=True)
    with (tmp_path / "out" / "codes.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert rows == [["sku", "rank"], *([code, str(n)] for n, code in enumerate(CODES))]


def test_the_command(tmp_path: Path, catalogue: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def run(*arguments: object) -> tuple[int, dict[str, object]]:
        code = boot.main([*map(str, arguments), "--data-dir", str(tmp_path / "data"), "--json"])
        return code, json.loads(capsys.readouterr().out)

    run("index", catalogue)
    entry = Library(tmp_path / "data").find(catalogue)
    assert entry is not None
    made = SqliteRecords(entry)
    decide(made, [photo(tmp_path, 1)], confirmed(COAT))
    made.close()
    out, copies = tmp_path / "out.csv", tmp_path / "copies"
    common = ("export", catalogue, out, "--template", "shopify", "--photos", copies, "--photo-address", "https://x/")
    code, found = run(*common, "--preview")
    assert (code, found["rows"], found["exists"], out.exists(), copies.exists()) == (0, 1, False, False, False)
    code, found = run(*common)
    assert (code, found["rows"], found["copied"]) == (0, 1, 1)
    assert read_csv(out)[0]["Image Src"] == "https://x/00471_1.jpg"
    assert run(*common)[0] == 1
    code, found = run(*common, "--overwrite", "--new-only")
    assert (code, found["rows"]) == (0, 0)
    plain = tmp_path / "plain.csv"
    assert run("export", catalogue, plain, "--no-bom")[0] == 0
    assert plain.read_bytes().startswith(b"photo_file")
    shop = ("export", catalogue, tmp_path / "no.csv", "--template", "shopify", "--photos", copies)
    code, found = run(*shop, "--photo-address", "x.example", "--preview")
    assert (code, found["rows"]) == (0, 1)
    assert "no web address" in str(found["fault"])
    code, found = run(*shop, "--photo-address", "x.example")
    assert code == 1
    assert "no web address" in str(found["error"])


def test_the_commands_say_one_thing_as_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A title, a header and a product; a picture that it names, another one, and one that is on the web."""
    for name in ("1.jpg", "2.jpg"):
        photo(tmp_path, int(name[0])).rename(tmp_path / name)
    table = tmp_path / "list.csv"
    table.write_text("Winter;\nSKU;Image\n00471;1.jpg, https://shop.example/3.jpg\n")
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "1.jpg").write_bytes(b"x")
    data = ("--data-dir", str(tmp_path / "data"))

    boot.main(["index", str(table), "--dry-run", *data])
    boot.main(["index", str(tmp_path / "broken"), *data])
    assert boot.main(["index", str(table), *data]) == 0
    entry = Library(tmp_path / "data").find(table)
    assert entry is not None
    with closing(SqliteRecords(entry)) as records:
        decide(records, [tmp_path / "1.jpg", tmp_path / "2.jpg"], confirmed(COAT), ABSENT)
    command = ["export", str(table), str(tmp_path / "out.csv"), "--template", "shopify", *data]
    command += ["--photos", str(tmp_path / "copies")]
    assert boot.main(command) == 0
    assert boot.main([*command, "--preview"]) == 0
    said = capsys.readouterr().err
    for words in (
        "line 1", "1 row, ", "web address: 1 picture.", "1 product, 1 image;", "1 product, 1 image, 1 embedded",
        "1 row written", "1 photo copied", "1 row from 1 decision.", ": 1 decided photo.", "before: 1 decision.",
    ):  # fmt: skip
        assert words in said
    assert not re.search(r"\b1 (decided )?[a-z]+s\b", said)


def test_a_table_of_decisions_shows_the_photos(tmp_path: Path, records: SqliteRecords) -> None:
    shown, gone = photo(tmp_path, 1), photo(tmp_path, 2)
    decide(records, [shown, gone], confirmed(COAT), ABSENT)
    Path(gone).unlink()
    request = ExportRequest(str(tmp_path / "out.xlsx"), pictures=True)
    result = export(records, request, ignore)
    assert [problem.file for problem in result.problems] == [str(gone)]
    sheet = load_workbook(tmp_path / "out.xlsx").active
    assert sheet is not None
    assert [cell.value for cell in sheet[1]][-1] == "picture"
    (image,) = sheet._images  # type: ignore[attr-defined]
    assert (image.anchor._from.row, image.anchor._from.col) == (1, sheet.max_column - 1)
    with Image.open(io.BytesIO(image._data())) as picture, Image.open(shown) as original:
        assert max(picture.size) == 96
        assert picture.width / picture.height == pytest.approx(original.width / original.height, abs=0.02)


@pytest.mark.parametrize(
    ("name", "template"), [("out.csv", Template.DECISIONS), ("out.xlsx", Template.BUSINESS_CENTRAL)]
)
def test_other_tables_hold_no_pictures(tmp_path: Path, records: SqliteRecords, name: str, template: Template) -> None:
    decide(records, [photo(tmp_path, 1)], confirmed(COAT))
    plain = ExportRequest(str(tmp_path / name), template)
    export(records, plain, ignore)
    before = (tmp_path / name).read_bytes()
    result = export(records, replace(plain, pictures=True, overwrite=True), ignore)
    assert result.problems == ()
    if name.endswith(".csv"):
        assert (tmp_path / name).read_bytes() == before
    else:
        sheet = load_workbook(tmp_path / name).active
        assert sheet is not None
        assert not sheet._images  # type: ignore[attr-defined]
