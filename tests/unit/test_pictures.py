"""Pictures of the catalogue while photos are matched: those that were indexed, and never waited for long."""

import hashlib
import shutil
import threading
import time
from pathlib import Path

import numpy as np
import pytest

from stockmatch.core.catalogue import CatalogueImage, Product
from stockmatch.core.errors import UnreadableImage
from stockmatch.services import pictures
from stockmatch.services.pictures import CataloguePictures
from tests.products import product, save


@pytest.fixture
def known(tmp_path: Path) -> CataloguePictures:
    """Of a catalogue of two products with one and two images."""
    images = []
    for number, name in enumerate("abc"):
        path = Path(save(np.repeat(np.repeat(product(number), 4, 0), 4, 1), tmp_path / f"{name}.png"))
        images.append(CatalogueImage(path.name, hashlib.sha256(path.read_bytes()).hexdigest()))
    products = [Product("one", "one", "One", (images[0],)), Product("two", "two", "Two", tuple(images[1:]))]
    return CataloguePictures(tmp_path, products)


def test_a_row_is_an_image_of_a_product(known: CataloguePictures, tmp_path: Path) -> None:
    assert [known.image(row).path for row in range(3)] == ["a.png", "b.png", "c.png"]
    assert [known.first_row(one) for one in range(2)] == [0, 1]
    apart = [np.abs(known.read(2)[::2, ::2].astype(int) - product(number)).mean() for number in range(3)]
    assert apart[2] < min(apart[:2]) / 3
    (tmp_path / "a.png").unlink()
    gone: list[int] = []
    first, second = known.first_of([0, 1], gone)
    assert first is None
    assert second is known.read(1)
    assert gone == [0]


def test_a_picture_is_small_and_read_once(known: CataloguePictures, tmp_path: Path) -> None:
    found = known.soon(0)
    assert found is not None
    assert found.shape == (480, 400, 3)
    (tmp_path / "a.png").unlink()
    assert known.soon(0) is found
    assert known.read(0) is found


def test_one_that_is_gone_or_another_by_now_is_none(known: CataloguePictures, tmp_path: Path) -> None:
    """The points that were indexed are not those of the picture that is there now."""
    shutil.copy(tmp_path / "a.png", tmp_path / "kept.png")
    save(product(9), tmp_path / "a.png")
    assert known.soon(0) is None
    with pytest.raises(UnreadableImage, match="changed since it was indexed"):
        known.read(0)
    (tmp_path / "a.png").unlink()
    assert known.soon(0) is None
    shutil.move(tmp_path / "kept.png", tmp_path / "a.png")
    assert known.soon(0) is not None


def test_a_silent_drive_is_waited_for_once(
    known: CataloguePictures, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While the first question is without an answer no other is asked; when it comes, pictures do again."""
    answers, asked = threading.Event(), []

    def silent(path: Path) -> bytes:
        asked.append(path)
        answers.wait()
        return path.read_bytes()

    monkeypatch.setattr(pictures, "read_file", silent)
    monkeypatch.setattr(pictures, "_SECONDS", 0.05)
    assert [known.soon(0) for _ in range(5)] == [None] * 5
    assert len(asked) == 1
    answers.set()
    deadline = time.monotonic() + 30
    while known.soon(0) is None and time.monotonic() < deadline:
        time.sleep(0.01)
    assert known.soon(0) is not None
