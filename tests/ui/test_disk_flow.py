"""The window on a full disk, and on one that may not be written."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from stockmatch.composition import build_services
from stockmatch.core.settings import Settings, Theme
from stockmatch.ui import screenshots
from tests.disk import Disk, mounted
from tests.ui.driver import READY_MS, OpenWindow, button, stored_decisions, until_decided, until_open, until_ready


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    """Under the data folder of ``open_window``, which must come after it."""
    with mounted(tmp_path / "data") as found:
        yield found


def test_a_decision_on_a_full_disk_waits_until_there_is_room(
    disk: Disk, open_window: OpenWindow, qtbot: QtBot, catalogue: Path, photos: list[Path]
) -> None:
    window = open_window(catalogue, photos, settings=Settings(offer_answered=True))
    until_ready(qtbot, window)
    disk.fill()
    QTest.keyClick(window, Qt.Key.Key_1)
    qtbot.waitUntil(lambda: "not saved yet" in window.banner.text, timeout=READY_MS)
    assert "the disk is full" in window.banner.text
    assert window.work.photo.path == str(photos[0])
    with qtbot.waitSignal(
        window.session.settings_failed, timeout=READY_MS
    ):  # less urgent, so it may not take the place
        window.settings.changed.emit(Settings(offer_answered=True, theme=Theme.DARK))
    assert "not saved yet" in window.banner.text
    disk.free()
    qtbot.waitUntil(lambda: all(offered.isVisible() for offered in window.banner.buttons))
    QTest.mouseClick(button(window.banner, "Try again"), Qt.MouseButton.LeftButton)
    until_decided(qtbot, window, 1)
    assert [row["kind"] for row in stored_decisions(disk.folder)] == ["confirmed"]


def test_a_window_closed_on_a_full_disk_keeps_its_decision_until_there_is_room(
    disk: Disk, open_window: OpenWindow, qtbot: QtBot, catalogue: Path, photos: list[Path]
) -> None:
    window = open_window(catalogue, photos, settings=Settings(offer_answered=True))
    until_ready(qtbot, window)
    disk.fill()
    QTest.keyClick(window, Qt.Key.Key_1)
    window.close()
    assert window.isVisible()
    dialog = window.leaving.dialog
    assert dialog is not None
    assert "the disk is full" in dialog.why.text()
    disk.free()
    button(dialog, "Try again").click()
    assert window.ended
    assert [row["kind"] for row in stored_decisions(disk.folder)] == ["confirmed"]


def test_a_catalogue_that_does_not_fit_can_be_opened_once_there_is_room(
    disk: Disk, open_window: OpenWindow, qtbot: QtBot, catalogue: Path
) -> None:
    disk.fill()
    window = open_window(catalogue)
    qtbot.waitUntil(lambda: "the disk is full" in window.empty.text, timeout=READY_MS)
    qtbot.waitUntil(lambda: all(offered.isVisible() for offered in window.empty.buttons))
    assert str(disk.folder) in window.empty.text
    disk.free()
    QTest.mouseClick(button(window.empty, "Try again"), Qt.MouseButton.LeftButton)
    until_open(qtbot, window)


def test_a_data_folder_that_may_not_be_written_is_named(
    disk: Disk, open_window: OpenWindow, qtbot: QtBot, catalogue: Path
) -> None:
    window = open_window(catalogue, settings=Settings(offer_answered=True))
    until_open(qtbot, window)
    window.close()
    disk.protect()
    again = open_window()
    qtbot.waitUntil(lambda: "it may not be written" in again.empty.text, timeout=READY_MS)
    assert str(disk.folder) in again.empty.text
    assert "--data-dir" in again.empty.text


def test_a_picture_of_a_window_that_cannot_open_its_catalogue_is_given_up_at_once(
    disk: Disk, tmp_path: Path, catalogue: Path, qtbot: QtBot
) -> None:
    disk.protect()
    services = build_services(disk.folder)
    with pytest.raises(TimeoutError, match="it may not be written"):
        screenshots.take(services, str(catalogue), [], tmp_path / "out.png", seconds=20)
