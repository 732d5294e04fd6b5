"""Comparing through the window: linked zoom at one scale, flip, pin, all images, and a decision from there."""

from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from stockmatch.core.evidence import WHOLE
from stockmatch.ui.compare_canvas import CompareCanvas
from stockmatch.ui.compare_dialog import CompareDialog
from stockmatch.ui.lens import Lens
from stockmatch.ui.main_window import MainWindow
from stockmatch.ui.region_box import framed
from stockmatch.ui.thumbnails import Thumbnails
from tests.ui.driver import (
    READY_MS,
    OpenWindow,
    button,
    picture,
    stored_decisions,
    tiles,
    until_decided,
    until_ready,
)

NONE = Qt.KeyboardModifier.NoModifier


def compare(qtbot: QtBot, window: MainWindow) -> CompareDialog:
    until_ready(qtbot, window)
    QTest.keyClick(window, Qt.Key.Key_Space)
    dialog = window.comparing.dialog
    assert dialog is not None
    until_seen(qtbot, dialog)
    return dialog


def until_seen(qtbot: QtBot, dialog: CompareDialog) -> None:
    qtbot.waitUntil(
        lambda: dialog._guard.ready(0, pointer=False) and all((dialog.left.subject, dialog.right.subject)),
        timeout=READY_MS,
    )


def area(canvas: CompareCanvas) -> float:
    """Of the product's box on the screen, in square pixels."""
    box = framed(canvas._region, canvas.place)
    return box.width() * box.height()


def test_compare_and_decide_from_there(
    open_window: OpenWindow, qtbot: QtBot, catalogue: Path, photos: list[Path], tmp_path: Path
) -> None:
    picture(0).resize((512, 640)).save(catalogue / "A-100_2.jpg")
    (catalogue / "A-100.jpg").rename(catalogue / "A-100_1.jpg")
    window = open_window(catalogue, photos)
    qtbot.waitUntil(lambda: window.dialogs.review is not None or window.work.grid.isVisible(), timeout=READY_MS)
    if window.dialogs.review is not None:
        button(window.dialogs.review, "Open").click()
    dialog = compare(qtbot, window)
    offered = [sku for sku, _ in tiles(window)]
    assert dialog.left.path == str(photos[0])
    assert "A-100" in dialog.right_words.text()
    qtbot.waitUntil(lambda: len(dialog._regions) == 1, timeout=READY_MS)  # where the product is, from the engine
    assert area(dialog.left) == pytest.approx(area(dialog.right), rel=0.01)

    spot = QPointF(40, 60)
    angle = QPoint(0, 240)
    wheel = QWheelEvent(
        spot,
        dialog.right.mapToGlobal(spot),
        QPoint(),
        angle,
        Qt.MouseButton.NoButton,
        NONE,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    former = area(dialog.left)
    QApplication.sendEvent(dialog.right, wheel)
    assert area(dialog.left) == pytest.approx(former * 1.25**4, rel=0.02)
    assert area(dialog.right) == pytest.approx(area(dialog.left), rel=0.01)
    place = dialog.left.place
    QTest.mousePress(dialog.right, Qt.MouseButton.LeftButton, NONE, QPoint(100, 100))
    QTest.mouseMove(dialog.right, QPoint(130, 90))
    QTest.mouseRelease(dialog.right, Qt.MouseButton.LeftButton, NONE, QPoint(130, 90))
    assert dialog.left.place.left() - place.left() == pytest.approx(30, abs=1)
    assert dialog.left.place.top() - place.top() == pytest.approx(-10, abs=1)

    assert "image 1 of 2" in dialog.right_words.text()
    first = dialog.right.path
    QTest.keyClick(dialog, Qt.Key.Key_Down)
    assert "image 2 of 2" in dialog.right_words.text()
    assert dialog.right.path != first
    until_seen(qtbot, dialog)

    shown, lens = dialog.right.path, dialog.right._lens
    QTest.keyClick(dialog, Qt.Key.Key_F)
    assert (dialog.right.path, dialog.right._lens) == (str(photos[0]), lens)
    QTest.keyClick(dialog, Qt.Key.Key_F)
    assert dialog.right.path == shown

    QTest.keyClick(dialog, Qt.Key.Key_P)
    assert dialog.left_words.text() == "Pinned: A-100"
    QTest.keyClick(dialog, Qt.Key.Key_Right)
    assert dialog.left.path == shown
    assert offered[1] in dialog.right_words.text()
    QTest.keyClick(dialog, Qt.Key.Key_P)
    assert dialog.left.path == str(photos[0])

    QTest.keyClick(dialog, Qt.Key.Key_Return)  # not seen yet
    held = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, NONE, "", autorep=True)
    until_seen(qtbot, dialog)
    QApplication.sendEvent(dialog, held)
    assert not window.session.queue.busy
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    QTest.keyClick(dialog, Qt.Key.Key_Return)  # a double press
    until_decided(qtbot, window, 1)
    assert window.comparing.dialog is None
    assert [(row["kind"], row["sku"], row["rank"]) for row in stored_decisions(tmp_path / "data")] == [
        ("confirmed", offered[1], 2)
    ]

    dialog = compare(qtbot, window)
    QTest.keyClick(dialog, Qt.Key.Key_Space)
    assert window.comparing.dialog is None
    dialog = compare(qtbot, window)
    QTest.keyClick(dialog, Qt.Key.Key_V)
    until_decided(qtbot, window, 2)
    assert stored_decisions(tmp_path / "data")[-1]["kind"] == "variant"
    dialog = compare(qtbot, window)
    window.session.queue.undo()  # another photo is on the screen now: what was compared is over
    qtbot.waitUntil(lambda: window.comparing.dialog is None, timeout=READY_MS)


def test_a_number_key_shows_that_candidate_and_decides_nothing(
    open_window: OpenWindow, qtbot: QtBot, catalogue: Path, photos: list[Path], tmp_path: Path
) -> None:
    window = open_window(catalogue, photos)
    dialog = compare(qtbot, window)
    offered = [sku for sku, _ in tiles(window)]
    QTest.keyClick(dialog, Qt.Key.Key_3)
    QTest.keyClick(dialog, Qt.Key.Key_3)  # a double press
    assert offered[2] in dialog.right_words.text()
    QTest.keyClick(dialog, Qt.Key.Key_9)  # nothing is there
    QTest.keyClick(dialog, Qt.Key.Key_1)
    assert offered[0] in dialog.right_words.text()
    QTest.keyClick(dialog, Qt.Key.Key_F)  # the photo in its place
    QTest.keyClick(dialog, Qt.Key.Key_2)
    assert offered[1] in dialog.right_words.text()
    until_seen(qtbot, dialog)
    QTest.keyClick(dialog, Qt.Key.Key_2)  # already there: it may be decided on at once
    assert not window.session.queue.busy
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    until_decided(qtbot, window, 1)
    assert [(row["kind"], row["sku"]) for row in stored_decisions(tmp_path / "data")] == [("confirmed", offered[1])]


def test_the_place_in_the_picture_survives_another_size(qtbot: QtBot, tmp_path: Path) -> None:
    """The canvas asks for a finer picture when one looks nearer, and shows the same place of it."""
    Image.new("RGB", (2400, 1800), "teal").save(tmp_path / "big.png")
    thumbnails = Thumbnails()
    canvas = CompareCanvas(thumbnails, "test")
    qtbot.addWidget(canvas)
    canvas.resize(300, 300)
    canvas.show()
    canvas.show_picture(str(tmp_path / "big.png"), WHOLE, "big")
    qtbot.waitUntil(lambda: canvas.subject is not None and thumbnails.idle, timeout=READY_MS)
    coarse = canvas.subject
    assert coarse is not None
    canvas.look(Lens(6.0, 0.2, 0.1), 200, framed=True)
    place = canvas.place
    qtbot.waitUntil(lambda: canvas.subject != coarse and thumbnails.idle, timeout=READY_MS)
    assert canvas.place.left() == pytest.approx(place.left(), abs=3)
    assert canvas.place.width() == pytest.approx(place.width(), rel=0.01)
    thumbnails.close()
