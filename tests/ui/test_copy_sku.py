"""The SKU in the clipboard after a decision, where the person wants that, through the window."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from stockmatch.core.settings import Settings
from stockmatch.ui.main_window import MainWindow
from tests.ui.driver import READY_MS, OpenWindow, tiles, until_decided, until_ready

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def copied(qapp: QApplication) -> list[str]:
    """What another program put into the clipboard."""
    clipboard = QGuiApplication.clipboard()
    clipboard.setText("theirs")
    return [clipboard.text()]


def held() -> str:
    return QGuiApplication.clipboard().text()


def decide(qtbot: QtBot, window: MainWindow, key: Qt.Key, count: int) -> str:
    """Press a key that decides; the SKU of the first candidate."""
    until_ready(qtbot, window)
    first = tiles(window)[0][0]
    QTest.keyClick(window, key)
    until_decided(qtbot, window, count)
    return first


def test_nothing_is_copied_unless_it_is_wanted(
    open_window: OpenWindow, qtbot: QtBot, catalogue: Path, photos: list[Path], copied: list[str]
) -> None:
    window = open_window(catalogue, photos)
    decide(qtbot, window, Qt.Key.Key_1, 1)
    assert held() == "theirs"
    assert "copied" not in window.work.bar.note
    window.toggle_settings()
    window.settings.copy_sku.click()
    assert window.session.settings.copy_sku
    first = decide(qtbot, window, Qt.Key.Key_1, 2)
    assert held() == first
    assert window.work.bar.note.endswith("SKU copied")


def test_the_sku_is_copied_by_key_click_compare_and_as_a_variant_and_undo_leaves_it(
    open_window: OpenWindow, qtbot: QtBot, catalogue: Path, photos: list[Path], copied: list[str]
) -> None:
    window = open_window(catalogue, photos, settings=Settings(copy_sku=True))
    until_ready(qtbot, window)
    second = window.work.grid._items.candidates[1].sku
    QTest.mouseClick(window.work.grid.viewport(), LEFT, pos=window.work.grid._rects[1].center())
    until_decided(qtbot, window, 1)
    assert held() == second
    window.session.queue.undo()
    until_decided(qtbot, window, 0)
    assert held() == second
    QGuiApplication.clipboard().setText("theirs")
    window.session.queue.redo()
    until_decided(qtbot, window, 1)
    assert held() == "theirs"

    first = decide(qtbot, window, Qt.Key.Key_V, 2)
    assert held() == first
    decide(qtbot, window, Qt.Key.Key_N, 3)
    assert held() == first
    window.session.queue.undo()
    until_decided(qtbot, window, 2)
    until_ready(qtbot, window)
    QGuiApplication.clipboard().setText("theirs")
    QTest.keyClick(window, Qt.Key.Key_Space)
    dialog = window.comparing.dialog
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog._guard.ready(0, pointer=False), timeout=READY_MS)
    chosen = dialog.candidate
    assert chosen is not None
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    until_decided(qtbot, window, 3)
    assert held() == chosen.sku


def test_accepting_many_copies_nothing(
    open_window: OpenWindow, qtbot: QtBot, catalogue: Path, photos: list[Path], copied: list[str]
) -> None:
    window = open_window(catalogue, photos, settings=Settings(copy_sku=True))
    until_ready(qtbot, window)
    desk = window.session.queue
    desk.match_all(True)
    ids = [photo.id for photo in desk.queue.photos]
    qtbot.waitUntil(
        lambda: all((match := desk.match_of(photo)) and match.final for photo in desk.queue.photos), timeout=READY_MS
    )
    desk.accept_first(ids)
    until_decided(qtbot, window, len(ids))
    assert held() == copied[0]
