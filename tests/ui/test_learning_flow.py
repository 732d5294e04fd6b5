"""A confirmed photo changes what the next one is offered, undo takes that back, and a switch turns it off."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox
from pytestqt.qtbot import QtBot

from stockmatch.ui.main_window import MainWindow
from tests.products import save, texture, turned
from tests.ui.driver import READY_MS, OpenWindow, tiles, until_decided, until_ready


@pytest.fixture
def alike(tmp_path: Path) -> list[Path]:
    """Two photos of one print that no catalogue image shows."""
    paths = [tmp_path / f"IMG_{number}.png" for number in range(2)]
    for number, path in enumerate(paths):
        save(turned(texture(100, 480, 400), 2 * number, 1.0, 120)[0], path)
    return paths


def until_settled(qtbot: QtBot, window: MainWindow) -> None:
    """Wait until what was decided counts and the candidates on the screen rest on it."""
    qtbot.waitUntil(lambda: not window.session.learning.busy, timeout=READY_MS)
    until_ready(qtbot, window)


def until_first(qtbot: QtBot, window: MainWindow, sku: str) -> None:
    """Wait until a product is offered first."""
    qtbot.waitUntil(lambda: [found for found, _ in tiles(window)][:1] == [sku], timeout=READY_MS)


def test_a_confirmed_photo_is_recognised_in_the_next_one_until_it_is_undone(
    open_window: OpenWindow, qtbot: QtBot, catalogue: Path, alike: list[Path]
) -> None:
    window = open_window(catalogue, alike)
    until_settled(qtbot, window)
    session, model = window.session, window.work.grid.model()
    session.queue.go_to(session.queue.queue.photos[1].id)
    qtbot.waitUntil(lambda: window.work.photo.path == str(alike[1]))
    until_settled(qtbot, window)
    before = tiles(window)
    session.queue.go_to(session.queue.queue.photos[0].id)
    qtbot.waitUntil(lambda: window.work.photo.path == str(alike[0]))
    until_settled(qtbot, window)
    chosen = tiles(window)[4][0]
    assert before[0][0] != chosen

    QTest.keyClick(window, Qt.Key.Key_5)
    until_decided(qtbot, window, 1)
    assert window.work.photo.path == str(alike[1])
    until_first(qtbot, window, chosen)
    until_settled(qtbot, window)
    learnt = tiles(window)
    first = model.index(0, 0)
    assert "seen before" in str(first.data(Qt.ItemDataRole.AccessibleTextRole))
    assert "Seen before: a photo confirmed for this product" in str(first.data(Qt.ItemDataRole.ToolTipRole))
    assert "een before" not in str(model.index(1, 0).data(Qt.ItemDataRole.ToolTipRole))

    QTest.keyClick(window, Qt.Key.Key_Y)
    dialog = window.dialogs.why
    assert dialog is not None
    assert dialog.seen.isVisible()
    dialog.accept()

    QTest.keyClick(window, Qt.Key.Key_Z)
    until_decided(qtbot, window, 0)
    session.queue.go_to(session.queue.queue.photos[1].id)
    qtbot.waitUntil(lambda: window.work.photo.path == str(alike[1]) and tiles(window) == before, timeout=READY_MS)

    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ShiftModifier)
    until_decided(qtbot, window, 1)
    qtbot.waitUntil(lambda: tiles(window) == learnt, timeout=READY_MS)
    until_settled(qtbot, window)

    window.top.settings.click()
    (switch,) = [box for box in window.settings.findChildren(QCheckBox) if box.text() == "Learn from confirmed photos"]
    assert switch.isChecked()
    switch.click()
    qtbot.waitUntil(lambda: tiles(window) == before, timeout=READY_MS)
    switch.click()
    qtbot.waitUntil(lambda: tiles(window) == learnt, timeout=READY_MS)


def test_what_was_confirmed_counts_after_a_restart_though_the_photo_is_gone(
    open_window: OpenWindow, qtbot: QtBot, catalogue: Path, alike: list[Path]
) -> None:
    window = open_window(catalogue, alike)
    until_settled(qtbot, window)
    chosen = tiles(window)[4][0]
    QTest.keyClick(window, Qt.Key.Key_5)
    until_decided(qtbot, window, 1)
    until_first(qtbot, window, chosen)
    window.close()
    alike[0].unlink()
    window = open_window()
    until_ready(qtbot, window)
    assert window.work.photo.path == str(alike[1])
    until_first(qtbot, window, chosen)
