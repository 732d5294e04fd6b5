"""A candidate dragged out of the grid: its picture and SKU for other programs, and no decision."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from stockmatch.ui.match_grid import MatchGrid
from tests.ui.driver import OpenWindow, until_ready


def test_a_candidate_is_taken_out_with_its_picture_and_sku_and_decides_nothing(
    open_window: OpenWindow, qtbot: QtBot, catalogue: Path, photos: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    taken: list[QMimeData] = []

    class Drag:
        """Qt's own would wait for the desktop."""

        def __init__(self, source: MatchGrid) -> None:
            assert source is window.work.grid

        def setMimeData(self, data: QMimeData) -> None:  # noqa: N802 - Qt's name
            taken.append(data)

        def setPixmap(self, drawn: QPixmap) -> None:  # noqa: N802
            assert max(drawn.width(), drawn.height()) == 96

        def exec(self, action: Qt.DropAction) -> None:
            assert action is Qt.DropAction.CopyAction

    monkeypatch.setattr("stockmatch.ui.match_grid.QDrag", Drag)
    window = open_window(catalogue, photos[:1])
    until_ready(qtbot, window)
    grid = window.work.grid
    sku = str(grid.model().index(0, 0).data())
    start = grid.visualRect(grid.model().index(0, 0)).topLeft() + QPoint(60, 60)
    near, far = QPoint(2, 0), QPoint(QApplication.startDragDistance() + 2, 4)
    QTest.mousePress(grid.viewport(), Qt.MouseButton.LeftButton, pos=start)
    for place in (start + near, start + far, start + far + far):
        QTest.mouseMove(grid.viewport(), place)
        assert len(taken) == (place != start + near)
    QTest.mouseRelease(grid.viewport(), Qt.MouseButton.LeftButton, pos=start)
    (data,) = taken
    assert data.text() == sku
    assert [url.toLocalFile() for url in data.urls()] == [str(catalogue / f"{sku}.jpg")]
    qtbot.wait(50)
    assert len(window.session.queue.queue.undecided) == 1
