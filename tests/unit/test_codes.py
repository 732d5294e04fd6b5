"""Products that a photo names itself: in its file name, or by a barcode in the picture."""

from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from stockmatch.core.catalogue import CatalogueImage, Details, Product
from stockmatch.core.codes import CodeBook, CodeSource
from stockmatch.core.decisions import Choice, Decision, DecisionKind, Photo, Queue
from stockmatch.core.own_decisions import cases, confirmed_ranks
from stockmatch.core.progress import Progress, ignore
from stockmatch.core.ranking import MatchRequest, PhotoMatch
from stockmatch.core.settings import Settings
from stockmatch.imaging.barcodes import read_barcodes
from stockmatch.services.engine import Engine
from stockmatch.store.library import Library
from stockmatch.store.records import SqliteRecords
from tests.conftest import garment

EAN = "4006381333931"
UPC = "036000291452"


def product(sku: str, barcode: str = "", key: str = "") -> Product:
    return Product(key or sku, sku, sku, (CatalogueImage(f"{sku}.jpg"),), Details(barcode=barcode))


BOOK = CodeBook(
    [
        product("A-100", EAN),
        product("90.750"),
        product("577004"),
        product("12"),
        product("B/7", "0" + UPC),
        product("twice", key="a/twice"),
        product("twice", key="b/twice"),
        product("20261124"),
    ]
)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("A-100.jpg", 0),
        ("a-100_2.JPG", 0),
        ("A-100_front.jpg", 0),
        ("shop floor A-100 (2).heic", 0),
        ("90.750.jpg", 1),
        ("577004_Black-1.jpeg", 2),
        ("new 577004.png", 2),
        ("12.jpg", 3),
        ("shelf 12.jpg", None),
        ("12 coats.jpg", None),
        ("B_7.jpg", 4),
        (f"{EAN}.jpg", 0),
        (f"IMG_{EAN}.jpg", 0),
        (f"{UPC}_1.jpg", 4),
        ("twice.jpg", None),
        ("IMG_577004.jpg", None),
        ("WhatsApp Image 2026-11-24 at 577004.jpg", None),
        ("holiday 20261124.jpg", None),
        ("A-1000.jpg", None),
        ("4006381333932.jpg", None),
    ],
)
def test_file_names(name: str, expected: int | None) -> None:
    found = BOOK.in_file_name(f"/somewhere/A-100/{name}")
    assert (found.product if found else None) == expected
    assert found is None or found.source is CodeSource.FILE_NAME


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ([EAN], 0),
        (["0" + EAN], 0),
        ([UPC], 4),
        (["https://shop.example/p/A-100?utm=x"], 0),
        (["https://id.gs1.org/01/04006381333931/10/LOT"], 0),
        (["unknown", "577004"], 2),
        (["https://x.example/12"], None),
        (["hello"], None),
        ([], None),
    ],
)
def test_barcodes(texts: list[str], expected: int | None) -> None:
    found = BOOK.in_barcodes(texts)
    assert (found.product if found else None) == expected


@given(st.text(max_size=60))
def test_any_name_is_answered(name: str) -> None:
    found = BOOK.in_file_name(name)
    assert found is None or 0 <= found.product <= 7


def barcode(text: str, kind: str) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    made = zxingcpp.create_barcode(text, zxingcpp.barcode_format_from_str(kind))
    return np.array(zxingcpp.write_barcode_to_image(made, scale=3))


@pytest.mark.parametrize(("text", "kind"), [(EAN, "EAN13"), ("A-100", "QRCode"), ("A-100", "Code128"), (UPC, "UPCA")])
def test_codes_are_read_in_a_tilted_dim_picture(text: str, kind: str) -> None:
    code = barcode(text, kind)
    picture = np.full((700, 900), 235, np.uint8)
    picture[150 : 150 + code.shape[0], 200 : 200 + code.shape[1]] = code
    turn = cv2.getRotationMatrix2D((450, 350), 12, 1)
    photo = cv2.warpAffine((picture * 0.6 + 20).astype(np.uint8), turn, (900, 700), borderValue=160)
    assert read_barcodes(np.ascontiguousarray(np.dstack([photo] * 3))) in {(text,), (f"0{text}",)}


def test_a_picture_without_a_code() -> None:
    assert read_barcodes(garment((200, 30, 30), 0)) == ()


@pytest.fixture
def engine(tmp_path: Path, catalogue: Path) -> Engine:
    (catalogue / "products.csv").write_text(f"SKU,EAN\nA-100,{EAN}\nB-200,\nC-300,{UPC}\nD-400,\n")
    engine = Engine(tmp_path / "data")
    engine.open_catalogue(str(catalogue / "products.csv"), Settings(), ignore)
    return engine


def photo(path: Path, code: str = "") -> Path:
    """A photo of A-100, with the barcode of another product beside it."""
    picture = np.full((700, 1200, 3), 225, np.uint8)
    picture[:600, :500] = cv2.resize(garment((200, 30, 30), 0, background=225), (500, 600))
    if code:
        bars = barcode(code, "UPCA")
        picture[100 : 100 + bars.shape[0], 700 : 700 + bars.shape[1]] = bars[..., None]
    Image.fromarray(picture).save(path)
    return path


def test_a_barcode_comes_before_the_name_and_the_name_before_the_look(engine: Engine, tmp_path: Path) -> None:
    early: list[PhotoMatch] = []

    def report(progress: Progress) -> None:
        if isinstance(progress.detail, PhotoMatch):
            early.append(progress.detail)

    plain = engine.match(MatchRequest(str(photo(tmp_path / "IMG_1.png")), 4), report)
    assert plain.candidates[0].sku == "A-100"
    assert {c.read_from for c in plain.candidates} == {None}

    named = engine.match(MatchRequest(str(photo(tmp_path / "D-400_1.png")), 3), report)
    assert [early[-1].candidates[0].sku, named.candidates[0].sku] == ["D-400", "D-400"]
    first, second, third = named.candidates
    assert (first.rank, first.code, first.read_from, first.margin) == (1, "D-400", CodeSource.FILE_NAME, None)
    assert (second.rank, second.sku, second.read_from) == (2, "A-100", None)
    assert len({c.sku for c in named.candidates}) == 3
    assert third.score <= second.score

    coded = engine.match(MatchRequest(str(photo(tmp_path / "D-400_2.png", UPC)), 4), report)
    assert early[-1].candidates[0].sku == "D-400"
    best = coded.candidates[0]
    assert (best.sku, best.code, best.read_from) == ("C-300", f"0{UPC}", CodeSource.BARCODE)
    assert [c.rank for c in coded.candidates] == [1, 2, 3, 4]
    assert sum(c.score for c in coded.candidates) == pytest.approx(1)


def test_a_decision_keeps_what_was_read_and_it_is_no_found_rank(
    engine: Engine, catalogue: Path, tmp_path: Path
) -> None:
    match = engine.match(MatchRequest(str(photo(tmp_path / "D-400.png")), 2), ignore)
    entry = Library(tmp_path / "data").find(catalogue / "products.csv")
    assert entry is not None
    records = SqliteRecords(entry)
    chosen = match.candidates[0]
    choice = Choice(DecisionKind.CONFIRMED, chosen, match.candidates, match.sha256, match.model_id, 1)
    records.decide({records.add_photos([match.photo]).photos[0].id: choice})
    records.close()
    again = SqliteRecords(entry)
    queue = again.load()
    again.close()
    stored = queue.photos[0].decision
    assert stored is not None
    assert stored.choice == choice
    assert confirmed_ranks(cases(queue), match.model_id) == []
    plain = tuple(replace(one, read_from=None, code="") for one in match.candidates)
    looked = Queue((Photo(1, "p", Decision(1, 1, replace(choice, candidate=plain[0], offered=plain), "me", "")),))
    assert confirmed_ranks(cases(looked), match.model_id) == [1]
