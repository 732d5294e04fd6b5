"""Pictures of the catalogue while photos are matched: those that were indexed, and never waited for long."""

import hashlib
import shutil
import threading
import time
from pathlib import Path

import numpy as np
import pytest

from stockmatch.core.catalogue import CatalogueImage
from stockmatch.core.errors import UnreadableImage
from stockmatch.services import pictures
from stockmatch.services.pictures import CataloguePictures
from tests.products import product, save


@pytest.fixture
def image(tmp_path: Path) -> CatalogueImage:
    path = Path(save(np.repeat(np.repeat(product(1), 4, 0), 4, 1), tmp_path / "a.png"))
    return CatalogueImage("a.png", hashlib.sha256(path.read_bytes()).hexdigest())


def test_a_picture_is_small_and_read_once(image: CatalogueImage, tmp_path: Path) -> None:
    known = CataloguePictures(tmp_path)
    found = known.soon(image)
    assert found is not None
    assert found.shape == (480, 400, 3)
    (tmp_path / "a.png").unlink()
    assert known.soon(image) is found
    assert known.read(image) is found


def test_one_that_is_gone_or_another_by_now_is_none(image: CatalogueImage, tmp_path: Path) -> None:
    """The points that were indexed are not those of the picture that is there now."""
    known = CataloguePictures(tmp_path)
    shutil.copy(tmp_path / "a.png", tmp_path / "kept.png")
    save(product(2), tmp_path / "a.png")
    assert known.soon(image) is None
    with pytest.raises(UnreadableImage, match="changed since it was indexed"):
        known.read(image)
    (tmp_path / "a.png").unlink()
    assert known.soon(image) is None
    shutil.move(tmp_path / "kept.png", tmp_path / "a.png")
    assert known.soon(image) is not None


def test_a_silent_drive_is_waited_for_once(
    image: CatalogueImage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While the first question is without an answer no other is asked; when it comes, pictures do again."""
    answers, asked = threading.Event(), []

    def silent(path: Path) -> bytes:
        asked.append(path)
        answers.wait()
        return path.read_bytes()

    monkeypatch.setattr(pictures, "read_file", silent)
    monkeypatch.setattr(pictures, "_SECONDS", 0.05)
    known = CataloguePictures(tmp_path)
    assert [known.soon(image) for _ in range(5)] == [None] * 5
    assert len(asked) == 1
    answers.set()
    deadline = time.monotonic() + 30
    while known.soon(image) is None and time.monotonic() < deadline:
        time.sleep(0.01)
    assert known.soon(image) is not None
