"""The sample content: complete, small, labelled, and drawn the same again; and the icons."""

from __future__ import annotations

import csv
import importlib
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree

import numpy as np
import pytest
from PIL import Image

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "assets" / "sample"
ICONS = ROOT / "resources" / "icons"
ACTIONS = (
    *("check", "close", "export", "folder-open", "history", "image", "info", "moon", "not-in-catalogue", "paste"),
    *("photo-add", "play", "redo", "retry", "search", "settings", "skip", "stop", "sun", "tune", "undo", "warning"),
)
FURTHER = re.compile(r"([_-]\d{1,2}|_main|_front|_back|_side|_detail)$")


@pytest.fixture(scope="module")
def art() -> Iterator[dict[str, ModuleType]]:
    """The generator's modules, taken from the packaging folder by path."""
    folder = str(ROOT / "packaging")
    sys.path.insert(0, folder)
    names = ("products", "strangers", "studio", "photos", "build")
    yield {name: importlib.import_module(f"sample_art.{name}") for name in names}
    sys.path.remove(folder)


def rows() -> list[dict[str, str]]:
    """Return the accepted answers."""
    with (SAMPLE / "pairs.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def strangers() -> list[str]:
    """Return the photos whose product is not in the catalogue."""
    return (SAMPLE / "not_in_catalogue.txt").read_text(encoding="utf-8").split()


def bases() -> dict[str, list[str]]:
    """Group the catalogue's pictures by what is left of their names without a picture's ending."""
    found: dict[str, list[str]] = {}
    for path in (SAMPLE / "catalogue").glob("*.jpg"):
        found.setdefault(FURTHER.sub("", path.stem), []).append(path.stem)
    return found


def test_counts_and_size() -> None:
    assert 38 <= len(bases()) <= 50
    assert len(list((SAMPLE / "photos").glob("*.jpg"))) == 60
    assert len(strangers()) == 6
    assert sum(path.stat().st_size for path in SAMPLE.rglob("*") if path.is_file()) <= 4_000_000


def test_endings_group_only_pictures_of_one_product(art: dict[str, ModuleType]) -> None:
    expected = {p.sku: sorted(p.sku + view for view in p.views) for p in art["products"].CATALOGUE}
    assert {base: sorted(names) for base, names in bases().items()} == expected
    assert all(len(names) > 1 or names == [base] for base, names in bases().items())


def test_every_photo_is_answered_once() -> None:
    photos = {f"photos/{path.name}" for path in (SAMPLE / "photos").glob("*.jpg")}
    answered = {row["query"] for row in rows()}
    assert answered | set(strangers()) == photos
    assert not answered & set(strangers())
    assert all((SAMPLE / row["target"]).is_file() for row in rows())
    products = {(row["query"], FURTHER.sub("", Path(row["target"]).stem)) for row in rows()}
    assert len(products) == len(answered)


def test_every_picture_opens() -> None:
    for path in SAMPLE.rglob("*.jpg"):
        with Image.open(path) as picture:
            picture.load()
            assert picture.mode == "RGB"
            assert picture.size == ((480, 600) if path.parent.name == "catalogue" else (480, 640))


def test_plan_agrees_with_the_files(art: dict[str, ModuleType]) -> None:
    taken = art["photos"].shots()
    assert {shot.name for shot in taken} == {path.name for path in (SAMPLE / "photos").glob("*.jpg")}
    known = {p.sku for p in art["products"].CATALOGUE}
    assert {f"photos/{s.name}" for s in taken if s.product.sku not in known} == set(strangers())


def test_a_product_is_drawn_the_same_again(art: dict[str, ModuleType]) -> None:
    product = art["products"].CATALOGUE[0]
    first = art["studio"].catalogue_picture(product, product.views[0])
    again = art["studio"].catalogue_picture(product, product.views[0])
    assert first.shape == (600, 480, 3)
    assert np.array_equal(first, again)
    _assert_like_file(first, SAMPLE / "catalogue" / art["build"].picture_name(product, product.views[0]))


def test_a_photo_is_drawn_the_same_again(art: dict[str, ModuleType]) -> None:
    shot = art["photos"].shots()[0]
    first = art["photos"].photo(shot)
    assert first.shape == (640, 480, 3)
    assert np.array_equal(first, art["photos"].photo(shot))
    _assert_like_file(first, SAMPLE / "photos" / shot.name)


def _assert_like_file(picture: np.typing.NDArray[np.float32], path: Path) -> None:
    """The committed file is this drawing, but for what JPEG takes away."""
    with Image.open(path) as file:
        kept = np.asarray(file, dtype=np.float32) / 255
    assert float(np.abs(kept - picture).mean()) < 0.03


@pytest.mark.parametrize("name", ACTIONS)
def test_action_icons_are_one_family(name: str) -> None:
    root = ElementTree.parse(ICONS / f"{name}.svg").getroot()
    assert root.attrib["viewBox"] == "0 0 24 24"
    family = ("fill", "stroke", "stroke-width", "stroke-linecap", "stroke-linejoin")
    assert [root.attrib[key] for key in family] == ["none", "#000", "2", "round", "round"]
    assert len(root)
    assert all(
        not {"stroke", "stroke-width", "fill", "style"} & set(part.attrib) for part in root.iter() if part is not root
    )


def test_application_icon_in_every_size() -> None:
    assert ElementTree.parse(ICONS / "stockmatch.svg").getroot().tag.endswith("svg")
    for side in (16, 32, 48, 64, 128, 256, 512):
        with Image.open(ICONS / f"stockmatch-{side}.png") as picture:
            assert picture.size == (side, side)
            assert picture.mode == "RGBA"
    with Image.open(ICONS / "stockmatch.ico") as container:
        assert {16, 32, 48, 256} <= {width for width, _ in container.info["sizes"]}
