"""Several photos of one item through the window: picked out, joined, decided and taken back as one."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from stockmatch.ui.queue_strip import Role
from tests.ui.driver import READY_MS, OpenWindow, picture, stored_decisions, until_decided, until_ready


def test_one_decision_and_one_undo_for_all_photos_of_an_item(
    open_window: OpenWindow, qtbot: QtBot, catalogue: Path, photos: list[Path], tmp_path: Path
) -> None:
    side = photos[0].with_name("IMG_3.png")
    picture(0, photo=True).rotate(3, fillcolor=(228, 228, 228)).save(side)
    window = open_window(catalogue, [*photos, side])
    desk, strip = window.session.queue, window.strip
    until_ready(qtbot, window)
    assert strip.together.join.isHidden()
    QTest.keyClick(window, Qt.Key.Key_X)
    qtbot.waitUntil(lambda: len(desk.queue.view.marked) == 1, timeout=READY_MS)
    assert not strip.together.join.isEnabled()
    place = strip.view.visualRect(strip.model.index(3, 0)).center()
    QTest.mouseClick(strip.view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier, place)
    qtbot.waitUntil(lambda: len(desk.queue.view.marked) == 2, timeout=READY_MS)
    assert window.work.photo.path == str(photos[0])  # picking out goes nowhere
    assert strip.together.join.text() == "Same item: 2 photos"
    window.close()

    again = open_window()  # what is picked out survives
    desk, strip = again.session.queue, again.strip
    until_ready(qtbot, again)
    assert "picked out" in strip.model.index(3, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    QTest.mouseClick(strip.together.join, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: desk.queue.photos[0].item is not None, timeout=READY_MS)
    assert [strip.model.index(row, 0).data(Role.LOOK).together for row in range(4)] == [2, 1, 1, 2]
    qtbot.waitUntil(lambda: desk.match is not None and len(desk.match.others) == 1, timeout=READY_MS)
    until_ready(qtbot, again)
    assert again.work.photo.accessibleDescription().startswith("2 photos of one item · 1 of 4")
    QTest.keyClick(again, Qt.Key.Key_1)
    until_decided(qtbot, again, 2)
    rows = stored_decisions(tmp_path / "data")
    assert [row["sku"] for row in rows] == ["A-100", "A-100"]
    assert len({row["photo_sha256"] for row in rows}) == 2
    assert again.work.bar.note == "✓ A-100 ← IMG_0 and 1 more"
    assert again.work.photo.path == str(photos[1])

    QTest.keyClick(again, Qt.Key.Key_Z)
    until_decided(qtbot, again, 0)
    assert again.work.bar.note == "Undecided again: IMG_0 and 1 more"
    assert again.work.photo.path == str(photos[0])
    QTest.keyClick(again, Qt.Key.Key_G, Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: desk.queue.photos[0].item is None, timeout=READY_MS)
    qtbot.waitUntil(lambda: desk.match is not None and desk.match.others == {}, timeout=READY_MS)
