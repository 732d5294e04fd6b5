"""The folder that feeds the queue: whole files only, each once, without taking the person away."""

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from stockmatch.core.settings import Settings
from stockmatch.ui.inbox import Settled
from tests.ui.driver import READY_MS, OpenWindow, until_open, until_ready


@given(st.lists(st.integers(0, 3), max_size=30))
def test_a_file_is_taken_in_once_it_no_longer_changes(sizes: list[int]) -> None:
    settled, taken = Settled(), 0
    before: int | None = None
    last = 0
    for size in sizes:
        ready = settled.look({"/in/a.jpg": (size, 0)})
        due = size > 0 and size == before and size != last
        assert ready == (["/in/a.jpg"] if due else [])
        last = size if due else last
        taken += due
        before = size
    assert settled.look({}) == []


@pytest.fixture
def often(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty inbox that is looked into often."""
    monkeypatch.setattr("stockmatch.ui.inbox.PAUSE_MS", 20)
    folder = tmp_path / "phone"
    folder.mkdir()
    return folder


def test_photos_come_in_by_themselves(
    open_window: OpenWindow, qtbot: QtBot, catalogue: Path, photos: list[Path], often: Path
) -> None:
    inbox, away = often, often.with_name("unplugged")
    shutil.copy(photos[0], inbox)
    window = open_window(catalogue, settings=Settings(inbox=str(inbox), offer_answered=True))
    until_open(qtbot, window)
    queue = window.session.queue
    qtbot.waitUntil(lambda: len(queue.queue.photos) == 1, timeout=READY_MS)
    until_ready(qtbot, window)

    (inbox / "note.txt").write_text("no photo")
    shutil.copy(photos[1], inbox / "new.png.part")
    (inbox / "new.png.part").rename(inbox / "new.png")
    qtbot.waitUntil(lambda: len(queue.queue.photos) == 2, timeout=READY_MS)
    assert window.work.photo.path == str(inbox / photos[0].name)
    assert window.banner.text == ""

    inbox.rename(away)
    qtbot.waitUntil(lambda: "inbox folder is not there" in window.banner.text, timeout=READY_MS)
    away.rename(inbox)
    qtbot.waitUntil(lambda: window.banner.text == "", timeout=READY_MS)

    window.settings.set_settings(window.session.settings)
    window.settings._inbox.stop.click()
    assert window.session.settings.inbox is None
    window.close()
    again = open_window()
    until_open(qtbot, again)
    assert [Path(photo.path).name for photo in again.session.queue.queue.photos] == [photos[0].name, "new.png"]
