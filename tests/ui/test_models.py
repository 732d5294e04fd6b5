"""The item models and the pictures by themselves."""

import errno
import os
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

import numpy as np
import numpy.typing as npt
import pytest
from PySide6.QtCore import QSize, Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from stockmatch.core.catalogue import Details
from stockmatch.core.ranking import Candidate, PhotoMatch
from stockmatch.imaging import thumbnail
from stockmatch.ui.match_model import MatchModel, Role
from stockmatch.ui.mosaic import mosaic
from stockmatch.ui.thumbnails import Picture, Thumbnails
from tests.ui.driver import OpenWindow, picture, until_ready


def found(count: int) -> PhotoMatch:
    best = [
        Candidate(n, f"K{n}", f"S{n}", f"S{n}", f"S{n}.jpg", 1 - n / 100, 0.01 if n < count else None)
        for n in range(1, count + 1)
    ]
    return PhotoMatch("/photos/a.jpg", "0" * 64, tuple(best), "classic-0", 1)


def test_match_model(qtmodeltester: ModelTester) -> None:
    check: Callable[[MatchModel], None] = qtmodeltester.check
    model = MatchModel()
    check(model)
    model.show(found(3), "/catalogue", "K2")
    check(model)
    spoken = [model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(3)]
    assert spoken == [
        "Rank 1, SKU S1, score 0.99, gap 0.01",
        "Rank 2, SKU S2, score 0.98, gap 0.01, confirmed",
        "Rank 3, SKU S3, score 0.97",
    ]
    assert model.index(0, 0).data(Role.PICTURE_PATH) == str(Path("/catalogue/S1.jpg"))


def test_a_sku_offered_twice_is_told_apart_by_its_folder() -> None:
    model = MatchModel()
    match = found(3)
    best, second, third = match.candidates
    twice = (replace(best, sku="S3", name="S3", image="summer/S3.jpg"), second, replace(third, images=2))
    model.show(replace(match, candidates=twice), "/catalogue")
    details = [model.index(row, 0).data(Role.DETAIL_TEXT) for row in range(3)]
    assert details == ["summer", "", "top folder · 2 images"]
    red, blue = replace(twice[0], details=Details(colour="Red")), replace(twice[2], details=Details(colour="Blue"))
    model.show(replace(match, candidates=(red, second, blue)), "/catalogue")
    assert [model.index(row, 0).data(Role.DETAIL_TEXT) for row in (0, 2)] == ["Red", "Blue · 2 images"]


def test_distances_are_shown_without_their_sign() -> None:
    model = MatchModel()
    match = found(2)
    far = tuple(replace(candidate, score=-12.345, margin=0.5) for candidate in match.candidates)
    model.show(replace(match, candidates=far), "/catalogue")
    assert model.index(0, 0).data(Role.SCORE_TEXT) == "distance 12.3"


def test_queue_model(
    open_window: OpenWindow, qtbot: QtBot, qtmodeltester: ModelTester, catalogue: Path, photos: list[Path]
) -> None:
    window = open_window(catalogue, photos)
    until_ready(qtbot, window)
    qtmodeltester.check(window.strip.model)  # type: ignore[no-untyped-call]
    words = window.strip.model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert words == "IMG_0.png: undecided"


def test_mosaic_never_overlaps_and_five_fit_without_scrolling() -> None:
    for count in range(1, 51):
        for area in (QSize(480, 380), QSize(820, 410), QSize(1400, 800)):
            rects = mosaic(count, area)
            assert len(rects) == count
            assert all(rect.right() < area.width() for rect in rects)
            assert not any(a.intersects(b) for i, a in enumerate(rects) for b in rects[i + 1 :])
            assert rects[0].width() > rects[-1].width() or count == 1
    # beside the settings, without, in the smallest window, and there below the taller letters of Chinese
    for width, height in ((542, 410), (820, 410), (552, 312), (552, 302)):
        assert max(rect.bottom() for rect in mosaic(5, QSize(width, height))) < height


def test_pictures_are_decoded_kept_and_looked_at_again(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    picture(1).save(path)
    thumbnails = Thumbnails()
    asked = Picture.fitting(str(path), 100)
    assert asked.side == 128
    with qtbot.waitSignal(thumbnails.ready):
        thumbnails.want("view", [asked])
    image = thumbnails.image(asked)
    assert image is not None
    assert max(image.width(), image.height()) == 128
    path.write_bytes(b"no picture any more")
    thumbnails.refresh()
    with qtbot.waitSignal(thumbnails.ready):
        thumbnails.want("view", [asked])
    assert thumbnails.image(asked) is None
    assert thumbnails.reason(str(path))
    thumbnails.close()


def test_a_picture_as_old_as_another_is_not_taken_for_that_one(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a supplier's are that came out of one archive."""
    asked: list[Picture] = []
    for number in range(4):
        path = tmp_path / f"{number}.png"
        picture(number).save(path)
        os.utime(path, (1_000_000_000, 1_000_000_000))
        asked.append(Picture.fitting(str(path), 64))
    thumbnails = Thumbnails()
    thumbnails.want("view", asked[:1])
    qtbot.waitUntil(lambda: thumbnails.image(asked[0]) is not None)
    thumbnails.refresh()
    begun, go_on, decode = threading.Semaphore(0), threading.Event(), thumbnail.thumbnail

    def slow(path: Path, side: int) -> npt.NDArray[np.uint8]:
        begun.release()
        go_on.wait(10)
        return decode(path, side)

    monkeypatch.setattr(thumbnail, "thumbnail", slow)
    thumbnails.want("view", asked[2:])
    for _ in asked[2:]:
        assert begun.acquire(timeout=10)
    thumbnails.want("view", [asked[1], asked[0]])
    go_on.set()
    qtbot.waitUntil(lambda: thumbnails.idle)
    assert thumbnails.image(asked[0]) is not None
    assert thumbnails.image(asked[1]) is not None
    thumbnails.close()


def test_pictures_of_a_drive_that_is_lost_name_its_folder(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lost(path: Path, **_options: object) -> NoReturn:
        raise OSError(errno.ENOTCONN, "Transport endpoint is not connected", str(path))

    monkeypatch.setattr(Path, "stat", lost)
    thumbnails = Thumbnails()
    asked = Picture.fitting(str(tmp_path / "a.png"), 100)
    with qtbot.waitSignal(thumbnails.folder_missing) as missing:
        thumbnails.want("view", [asked])
    assert missing.args == [str(tmp_path)]
    qtbot.waitUntil(lambda: thumbnails.idle)
    assert "not connected" in thumbnails.reason(asked.path)
    thumbnails.close()
