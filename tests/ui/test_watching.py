"""Files that change while the catalogue is open, and switching between catalogues."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from stockmatch.core.progress import ignore
from stockmatch.core.settings import Settings
from stockmatch.services.scan import Fingerprint, fingerprint
from stockmatch.ui.catalogue_desk import Phase
from stockmatch.ui.main_window import MainWindow
from stockmatch.ui.thumbnails import Picture
from tests.fakes import HeldEngine
from tests.ui.driver import (
    READY_MS,
    OpenWindow,
    close_door,
    picture,
    until_decided,
    until_indexing,
    until_open,
    until_ready,
)


def until_watching(qtbot: QtBot, window: MainWindow) -> None:
    until_open(qtbot, window)
    qtbot.waitUntil(lambda: window.session.watching.watching, timeout=READY_MS)


def test_a_new_image_is_noticed_and_taken_over(open_window: OpenWindow, qtbot: QtBot, catalogue: Path) -> None:
    window = open_window(catalogue, settings=Settings(offer_answered=True))
    until_watching(qtbot, window)
    said: list[str] = []
    window.session.watching.changed.connect(said.append)
    with qtbot.waitSignal(window.session.watching._pause.timeout, timeout=READY_MS):
        (catalogue / "notes.txt").write_text("no image")
    qtbot.waitUntil(lambda: window.session.watching._task is None, timeout=READY_MS)
    assert said == []
    picture(9).save(catalogue / "E-100.jpg")
    qtbot.waitUntil(lambda: "files have changed" in window.banner.text, timeout=READY_MS)
    assert said == [str(catalogue)]
    assert window.top.counts.text() == "8 products · 8 images"
    (take_over,) = window.banner.buttons
    assert take_over.text() == "Take over"
    take_over.click()
    qtbot.waitUntil(lambda: window.top.counts.text() == "9 products · 9 images", timeout=READY_MS)
    qtbot.waitUntil(lambda: not window.banner.isVisible(), timeout=READY_MS)


def test_what_has_changed_since_the_files_were_listed_is_noticed(
    open_window: OpenWindow, qtbot: QtBot, catalogue: Path
) -> None:
    window = open_window(catalogue, settings=Settings(offer_answered=True))
    until_watching(qtbot, window)
    session = window.session
    assert session.catalogue.snapshot is not None
    assert session.watching._known == session.catalogue.snapshot.listed
    session.watching.watch(replace(session.catalogue.snapshot, listed="before"))
    qtbot.waitUntil(lambda: "files have changed" in window.banner.text, timeout=READY_MS)


def test_that_files_have_changed_is_said_until_they_are_taken_over(
    open_window: OpenWindow, qtbot: QtBot, catalogue: Path, photos: list[Path]
) -> None:
    window = open_window(catalogue, photos, settings=Settings(offer_answered=True))
    until_watching(qtbot, window)
    until_ready(qtbot, window)
    picture(9).save(catalogue / "E-100.jpg")
    qtbot.waitUntil(lambda: "files have changed" in window.banner.text, timeout=READY_MS)
    window.session.queue.add([str(photos[0])])
    qtbot.waitUntil(lambda: "in the queue already" in window.banner.text)
    until_ready(qtbot, window)
    QTest.keyClick(window, Qt.Key.Key_1)
    until_decided(qtbot, window, 1)
    assert "files have changed" in window.banner.text
    window.session.queue.add([str(catalogue.parent / "README.md")])
    qtbot.waitUntil(lambda: "no photo in README.md" in window.banner.text)
    window.session.reopen()
    qtbot.waitUntil(lambda: window.top.counts.text() == "9 products · 9 images", timeout=READY_MS)
    assert "no photo in README.md" in window.banner.text
    window.banner._close.click()
    assert window.banner.text == ""


def test_files_are_not_taken_over_while_another_catalogue_is_opened_and_that_goes_on(
    open_window: OpenWindow, qtbot: QtBot, catalogue: Path, other: Path
) -> None:
    window = open_window(catalogue, settings=Settings(offer_answered=True), factory=HeldEngine)
    until_watching(qtbot, window)
    desk = window.session.catalogue
    close_door(window.session.services)
    window.session.open_catalogue(str(other))
    until_indexing(qtbot, window)
    picture(9).save(catalogue / "E-100.jpg")
    qtbot.waitUntil(lambda: "files have changed" in window.banner.text, timeout=READY_MS)
    (take_over,) = window.banner.buttons
    take_over.click()
    assert desk.phase is Phase.INDEXING
    assert window.banner.text.startswith(f"{other.name} is being opened. What has changed in {catalogue.name} ")
    desk.cancel()
    qtbot.waitUntil(lambda: desk.phase is Phase.STOPPED, timeout=READY_MS)
    assert "files have changed" in window.banner.text
    (window.session.services.data_dir / "closed").unlink()
    (take_over,) = window.banner.buttons
    take_over.click()
    qtbot.waitUntil(lambda: window.top.counts.text() == "9 products · 9 images", timeout=READY_MS)
    assert window.banner.text == ""


def test_columns_and_a_folder_that_is_gone_give_up_no_other_catalogue_that_is_opened(
    open_window: OpenWindow, qtbot: QtBot, catalogue: Path, other: Path
) -> None:
    window = open_window(catalogue, settings=Settings(offer_answered=True), factory=HeldEngine)
    until_watching(qtbot, window)
    close_door(window.session.services)
    window.session.open_catalogue(str(other))
    until_indexing(qtbot, window)
    words = f"{other.name} is being opened. Wait until that is done and open {catalogue.name} again"
    window.top.columns_requested.emit()
    assert window.banner.text.startswith(words)
    shutil.rmtree(catalogue)
    window.session.watching.suspect(str(catalogue))
    for place, wanted in enumerate(("Locate folder…", "Try again")):
        window.banner.closed.emit()
        qtbot.waitUntil(lambda: "folder is gone" in window.banner.text, timeout=READY_MS)
        assert window.banner.buttons[place].text() == wanted
        window.banner.buttons[place].click()
        assert window.banner.text.startswith(words)
    assert window.session.catalogue.opening == str(other)
    (window.session.services.data_dir / "closed").unlink()
    qtbot.waitUntil(lambda: window.top.name.text() == other.name, timeout=READY_MS)


def test_a_fingerprint_tells_images_and_the_table_alone(catalogue: Path, tmp_path: Path) -> None:
    table = tmp_path / "list.csv"
    table.write_text("SKU\n1\n")
    first = fingerprint(table, catalogue, ignore)
    assert first.folders == (str(catalogue),)
    (catalogue / "notes.txt").write_text("x")
    assert fingerprint(table, catalogue, ignore) == first
    table.write_text("SKU\n1\n2\n")
    second = fingerprint(table, catalogue, ignore)
    assert second.digest != first.digest
    (catalogue / "more").mkdir()
    picture(3).save(catalogue / "more" / "new.jpg")
    third = fingerprint(table, catalogue, ignore)
    assert third.digest != second.digest
    assert third.folders == (str(catalogue), str(catalogue / "more"))
    table.unlink()
    assert fingerprint(table, catalogue, ignore) == Fingerprint("", third.folders)
    assert fingerprint(tmp_path / "gone", tmp_path / "gone", ignore) == Fingerprint("", ())
    (tmp_path / "mount point").mkdir()
    assert fingerprint(tmp_path / "mount point", tmp_path / "mount point", ignore).digest == ""


def test_a_folder_that_is_back_is_noticed_and_its_pictures_are_loaded(
    open_window: OpenWindow, qtbot: QtBot, catalogue: Path, photos: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("stockmatch.ui.watch_desk.AGAIN_MS", 20)
    window = open_window(catalogue, settings=Settings(offer_answered=True))
    until_watching(qtbot, window)
    window.session.watching._watcher.removePaths([str(catalogue)])  # as network folders, which tell nothing
    away = catalogue.with_name("unplugged")
    catalogue.rename(away)
    window.session.queue.add([str(path) for path in photos])
    until_ready(qtbot, window)
    qtbot.waitUntil(lambda: "folder is gone" in window.banner.text, timeout=READY_MS)
    thumbnails, shown = window.session.thumbnails, catalogue / "A-100.jpg"
    qtbot.waitUntil(lambda: bool(thumbnails.reason(str(shown))), timeout=READY_MS)
    QTest.keyClick(window, Qt.Key.Key_1)
    until_decided(qtbot, window, 1)
    assert "folder is gone" in window.banner.text
    away.rename(catalogue)
    qtbot.waitUntil(lambda: window.banner.text == "", timeout=READY_MS)
    qtbot.waitUntil(lambda: thumbnails.image(Picture.fitting(str(shown), 64)) is not None, timeout=READY_MS)
    assert not thumbnails.reason(str(shown))
    qtbot.waitUntil(lambda: window.session.watching.watching, timeout=READY_MS)
    picture(9).save(catalogue / "E-100.jpg")
    qtbot.waitUntil(lambda: "files have changed" in window.banner.text, timeout=READY_MS)


def test_a_zip_that_goes_away_is_missed_only_when_it_comes_back_changed(
    open_window: OpenWindow, qtbot: QtBot, catalogue: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("stockmatch.ui.watch_desk.AGAIN_MS", 20)
    archive, away = Path(shutil.make_archive(str(tmp_path / "supplier"), "zip", catalogue)), tmp_path / "away.zip"
    window = open_window(archive, settings=Settings(offer_answered=True))
    until_watching(qtbot, window)
    with qtbot.waitSignal(window.session.watching._again.timeout, timeout=READY_MS):
        archive.rename(away)
    assert window.banner.text == ""
    away.rename(archive)
    qtbot.waitUntil(lambda: str(archive) in window.session.watching._watcher.files(), timeout=READY_MS)
    assert window.banner.text == ""
    picture(9).save(catalogue / "E-100.jpg")
    shutil.make_archive(str(tmp_path / "supplier"), "zip", catalogue)
    qtbot.waitUntil(lambda: "files have changed" in window.banner.text, timeout=READY_MS)


def recent(window: MainWindow) -> list[QAction]:
    menu = window.top.open_button.menu()
    assert menu is not None
    return next(child for child in menu.findChildren(QMenu) if child.title() == "Switch to").actions()


def test_catalogues_are_switched(open_window: OpenWindow, qtbot: QtBot, catalogue: Path, tmp_path: Path) -> None:
    other = tmp_path / "Nord & Co"
    other.mkdir()
    for number in range(3):
        picture(30 + number).save(other / f"NORD{number}.jpg")
    window = open_window(catalogue)
    until_open(qtbot, window)
    assert recent(window) == []
    window.session.open_catalogue(str(other))
    qtbot.waitUntil(lambda: window.top.name.text() == "Nord & Co" and window.session.queue.open, timeout=READY_MS)
    (back,) = recent(window)
    assert back.toolTip() == str(catalogue)
    back.trigger()
    qtbot.waitUntil(lambda: window.top.name.text() == catalogue.name and window.session.queue.open, timeout=READY_MS)
    assert [action.text() for action in recent(window)] == ["&1  Nord && Co"]
    window.close()
    later = open_window()
    until_open(qtbot, later)
    assert [action.toolTip() for action in recent(later)] == [str(other)]

    moved = catalogue.rename(catalogue.with_name("moved"))
    later.session.relocate(str(moved))
    qtbot.waitUntil(lambda: later.top.name.text() == "moved", timeout=READY_MS)
    assert [action.toolTip() for action in recent(later)] == [str(other)]  # it is not where it was
