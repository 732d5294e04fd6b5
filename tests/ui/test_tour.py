"""The tour of four cards: it comes with the sample once, work goes on beside it, and it can be had again."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from stockmatch.composition import Services
from stockmatch.ui.keys_dialog import KeysOverlay
from stockmatch.ui.main_window import MainWindow
from stockmatch.ui.tour import Tour, beside
from tests.ui.driver import READY_MS, OpenWindow, button, until_decided, until_open, until_ready

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # the offscreen platform says so of every window


def tour_of(qtbot: QtBot, window: MainWindow) -> Tour:
    qtbot.waitUntil(lambda: window.help.tour is not None, timeout=READY_MS)
    tour = window.help.tour
    assert tour is not None
    return tour


@pytest.fixture
def small_sample(catalogue: Path, photos: list[Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    """Eight products and three photos as the sample: the real one takes a minute to learn from."""
    monkeypatch.setattr(Services, "sample_catalogue", property(lambda _: catalogue))
    monkeypatch.setattr(Services, "sample_photos", property(lambda _: photos))
    return catalogue


def test_a_newcomer_is_shown_around_once_and_can_work_meanwhile(
    open_window: OpenWindow, qtbot: QtBot, small_sample: Path
) -> None:
    window = open_window()
    window.session.mark_reviewed(str(small_sample))
    QTest.mouseClick(button(window, "Use the sample"), Qt.MouseButton.LeftButton)
    until_open(qtbot, window)
    tour = tour_of(qtbot, window)
    assert tour.card.title == "Photos of what arrived"
    QTest.mouseClick(button(tour.card, "Use the sample photos"), Qt.MouseButton.LeftButton)
    assert (tour.place, tour.card.title) == (2, "The products that fit best")
    until_ready(qtbot, window)
    QTest.keyClick(window, Qt.Key.Key_1)
    until_decided(qtbot, window, 1)
    QTest.mouseClick(button(tour.card, "Next"), Qt.MouseButton.LeftButton)
    QTest.mouseClick(button(tour.card, "Next"), Qt.MouseButton.LeftButton)
    assert tour.place == 4
    inside = QRect(QPoint(0, 0), window.size())
    assert inside.contains(tour.card.geometry())
    QTest.mouseClick(button(tour.card, "Begin"), Qt.MouseButton.LeftButton)
    assert window.help.tour is None
    window.open_sample()
    until_open(qtbot, window)
    qtbot.wait(50)
    assert window.help.tour is None

    window.help.show_keys()
    overlay = window.help.keys
    assert isinstance(overlay, KeysOverlay)
    QTest.mouseClick(button(overlay, "Tour"), Qt.MouseButton.LeftButton)
    assert tour_of(qtbot, window).card.onward.text() == "Next"
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert window.help.tour is None


sides = st.integers(1, 900)


@given(st.integers(0, 900), st.integers(0, 700), sides, sides)
def test_a_card_stands_inside_the_window_and_beside_its_target_where_there_is_room(
    x: int, y: int, width: int, height: int
) -> None:
    window, card, target = QSize(1280, 720), QSize(420, 160), QRect(x, y, width, height)
    placed = QRect(beside(target, card, window), card)
    assert QRect(QPoint(0, 0), window).contains(placed)
    roomy = QRect(QPoint(0, 0), window).adjusted(440, 180, -440, -180)
    if roomy.contains(target):
        assert not placed.intersects(target)
