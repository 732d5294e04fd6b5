"""The folder that feeds the queue: whole files only, each once, without taking the person away."""

import errno
import hashlib
import json
import os
import shutil
import time
from pathlib import Path
from typing import NoReturn

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from stockmatch.composition import Services
from stockmatch.core.errors import RecordsError
from stockmatch.core.settings import Settings
from stockmatch.store.records import SqliteRecords
from stockmatch.store.settings_file import SettingsFile
from stockmatch.ui.inbox import Settled, _listed
from stockmatch.ui.main_window import MainWindow
from tests.ui.driver import READY_MS, OpenWindow, picture, until_decided, until_open, until_ready


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
    window = open_window(catalogue, settings=Settings(inboxes={str(catalogue): str(inbox)}, offer_answered=True))
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

    window.settings._inbox.stop.click()
    assert window.session.settings.inboxes == {}
    window.close()
    again = open_window()
    until_open(qtbot, again)
    assert [Path(photo.path).name for photo in again.session.queue.queue.photos] == [photos[0].name, "new.png"]


def middle(window: MainWindow) -> QColor | None:
    """What the photo on the screen shows there."""
    photo = window.work.photo
    image = window.session.thumbnails.image(photo.picture_of(photo.path))
    return image.pixelColor(image.width() // 2, image.height() // 2) if image is not None else None


@pytest.mark.parametrize("way", ["inbox", "drop"])
@pytest.mark.parametrize("decided", [False, True])
def test_a_photo_whose_name_is_used_again_is_shown_and_matched_as_it_is_now(
    open_window: OpenWindow, qtbot: QtBot, catalogue: Path, often: Path, *, decided: bool, way: str
) -> None:
    shot = often / "capture.png"
    picture(0, photo=True).save(shot)
    inboxes = {str(catalogue): str(often)} if way == "inbox" else {}
    window = open_window(catalogue, [shot], settings=Settings(inboxes=inboxes, offer_answered=True))
    queue = window.session.queue
    until_ready(qtbot, window)
    qtbot.waitUntil(lambda: middle(window) is not None)
    former = middle(window)
    if way == "inbox":
        qtbot.waitUntil(lambda: str(shot) in window.session.inbox._settled._told)
    if decided:
        QTest.keyClick(window, Qt.Key.Key_1)
        until_decided(qtbot, window, 1)
    picture(2, photo=True).save(shot)
    later = time.time() + 10  # than what was decided, to the second
    os.utime(shot, (later, later))
    if way == "drop":
        queue.add([str(shot)])
    qtbot.waitUntil(lambda: len(queue.queue.photos) == (2 if decided else 1), timeout=READY_MS)
    written = hashlib.sha256(shot.read_bytes()).hexdigest()
    qtbot.waitUntil(lambda: queue.match is not None and queue.match.sha256 == written, timeout=READY_MS)
    qtbot.waitUntil(lambda: middle(window) != former, timeout=READY_MS)


@pytest.mark.parametrize(("way", "ago"), [("inbox", 60), ("restart", 2)])
def test_a_photo_written_anew_and_decided_on_before_that_was_noticed_comes_as_a_new_one(
    open_window: OpenWindow, qtbot: QtBot, catalogue: Path, often: Path, *, way: str, ago: int
) -> None:
    shot = often / "capture.png"
    picture(0, photo=True).save(shot)
    settings = Settings(inboxes={str(catalogue): str(often)}, offer_answered=True)
    window = open_window(catalogue, settings=settings)
    until_ready(qtbot, window)
    qtbot.waitUntil(lambda: str(shot) in window.session.inbox._settled._told)
    window.session.inbox._timer.stop()  # the next look is yet to come
    picture(2, photo=True).save(shot)
    before = time.time() - ago
    os.utime(shot, (before, before))
    QTest.keyClick(window, Qt.Key.Key_1)
    until_decided(qtbot, window, 1)
    if way == "inbox":
        window.session.inbox._look()
    else:
        window.close()
        window = open_window()
    qtbot.waitUntil(lambda: queued(window) == [shot.name, shot.name], timeout=READY_MS)
    assert len(window.session.queue.queue.undecided) == 1


def test_photos_that_could_not_be_stored_come_once_they_can(
    open_window: OpenWindow, qtbot: QtBot, catalogue: Path, photos: list[Path], *, often: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    window = open_window(catalogue, settings=Settings(inboxes={str(catalogue): str(often)}, offer_answered=True))
    until_open(qtbot, window)

    def full(*_: object, **__: object) -> None:
        raise RecordsError("The disk is full.")

    with monkeypatch.context() as patch:
        patch.setattr(SqliteRecords, "add_photos", full)
        shutil.copy(photos[0], often)
        qtbot.waitUntil(lambda: window.banner.text == "The disk is full.", timeout=READY_MS)
        assert queued(window) == []
    qtbot.waitUntil(lambda: queued(window) == [photos[0].name], timeout=READY_MS)


def test_a_folder_that_goes_while_it_is_listed_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "phone").mkdir()

    def gone(folder: Path, _pattern: str) -> list[Path]:
        raise FileNotFoundError(str(folder))

    assert _listed(str(tmp_path / "phone")) == {}
    monkeypatch.setattr(Path, "rglob", gone)
    assert _listed(str(tmp_path / "phone")) is None


def test_a_folder_whose_drive_is_lost_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def lost(folder: Path, **_options: object) -> NoReturn:
        raise OSError(errno.ENOTCONN, "Transport endpoint is not connected", str(folder))

    monkeypatch.setattr(Path, "stat", lost)
    assert _listed(str(tmp_path)) is None


def until_in(qtbot: QtBot, window: MainWindow, catalogue: Path) -> None:
    """Wait until a catalogue and its queue are there."""
    session = window.session
    qtbot.waitUntil(lambda: window.top.name.text() == catalogue.name and session.queue.open, timeout=READY_MS)


def queued(window: MainWindow) -> list[str]:
    return [Path(photo.path).name for photo in window.session.queue.queue.photos]


def test_the_one_inbox_of_a_former_version_is_that_of_the_catalogue_opened_last(
    open_window: OpenWindow, qtbot: QtBot, catalogue: Path, photos: list[Path], *, often: Path, other: Path
) -> None:
    def former(services: Services) -> None:
        services.data_dir.mkdir()
        content = {"inbox": str(often), "last_catalogue": str(catalogue), "offer_answered": True}
        (services.data_dir / "settings.json").write_text(json.dumps(content))

    window = open_window(other, prepare=former)
    until_in(qtbot, window, other)
    shutil.copy(photos[0], often)
    for opened, expected in ((catalogue, [photos[0].name]), (other, [])):
        window.session.open_catalogue(str(opened))
        until_in(qtbot, window, opened)
        qtbot.waitUntil(lambda expected=expected: queued(window) == expected, timeout=READY_MS)  # type: ignore[misc]


def test_each_catalogue_has_its_own_inbox(
    open_window: OpenWindow, qtbot: QtBot, catalogue: Path, photos: list[Path], *, often: Path, other: Path
) -> None:
    theirs = often.with_name("their phone")
    theirs.mkdir()
    window = open_window(settings=Settings(offer_answered=True))
    choice = window.settings._inbox
    assert not choice.choose.isEnabled()
    assert "Open the catalogue first" in choice.about.text()

    window.session.open_catalogue(str(catalogue))
    until_in(qtbot, window, catalogue)
    assert choice.choose.isEnabled()
    assert catalogue.name in choice.about.text()
    choice.chosen.emit(str(often))
    shutil.copy(photos[0], often)
    qtbot.waitUntil(lambda: queued(window) == [photos[0].name], timeout=READY_MS)

    window.session.open_catalogue(str(other))
    shutil.copy(photos[1], often)  # comes while the other one is being opened
    until_in(qtbot, window, other)
    assert (choice.folder, other.name in choice.about.text()) == (None, True)
    choice.chosen.emit(str(often))
    assert f"the inbox of {catalogue.name} too" in choice.shared.text()
    assert choice.shared.isVisibleTo(choice)
    choice.chosen.emit(str(theirs))
    assert not choice.shared.isVisibleTo(choice)
    shutil.copy(photos[2], theirs)
    qtbot.waitUntil(lambda: queued(window) == [photos[2].name], timeout=READY_MS)
    assert window.session.settings.inboxes == {str(catalogue): str(often), str(other): str(theirs)}

    window.session.open_catalogue(str(catalogue))
    until_in(qtbot, window, catalogue)
    assert choice.folder == str(often)
    qtbot.waitUntil(lambda: queued(window) == [photos[0].name, photos[1].name], timeout=READY_MS)


def test_an_inbox_moves_with_its_catalogue(
    open_window: OpenWindow, qtbot: QtBot, catalogue: Path, photos: list[Path], often: Path
) -> None:
    window = open_window(catalogue, settings=Settings(inboxes={str(catalogue): str(often)}, offer_answered=True))
    until_open(qtbot, window)
    moved = catalogue.with_name("moved")
    catalogue.rename(moved)
    window.session.relocate(str(moved))
    until_in(qtbot, window, moved)
    assert window.session.settings.inboxes == {str(moved): str(often)}
    shutil.copy(photos[0], often)
    qtbot.waitUntil(lambda: queued(window) == [photos[0].name], timeout=READY_MS)


def test_two_windows_choose_inboxes_without_undoing_each_other(
    open_window: OpenWindow, qtbot: QtBot, catalogue: Path, often: Path, other: Path
) -> None:
    first = open_window(catalogue, settings=Settings(inboxes={str(other): "/old"}, offer_answered=True))
    until_open(qtbot, first)
    second = open_window(other)
    until_open(qtbot, second)
    file = SettingsFile(first.session.services.data_dir / "settings.json")
    first.settings._inbox.chosen.emit(str(often))
    qtbot.waitUntil(lambda: file.load()[0].inboxes == {str(other): "/old", str(catalogue): str(often)})
    second.settings._inbox.stop.click()
    qtbot.waitUntil(lambda: file.load()[0].inboxes == {str(catalogue): str(often)})

    first.close()
    second.session.open_catalogue(str(catalogue))
    until_in(qtbot, second, catalogue)
    qtbot.waitUntil(lambda: second.settings._inbox.folder == str(often), timeout=READY_MS)
