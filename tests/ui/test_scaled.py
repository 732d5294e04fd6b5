"""Pictures painted at the size they are shown in."""

import pytest
from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap, QPixmapCache
from pytestqt.qtbot import QtBot

from stockmatch.ui.scaled import draw_scaled


def halves() -> QImage:
    """Left red, right blue, 200 × 100."""
    image = QImage(200, 100, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    painter = QPainter(image)
    painter.fillRect(100, 0, 100, 100, Qt.GlobalColor.blue)
    painter.end()
    return image


@pytest.mark.parametrize("ratio", [1, 2])
def test_a_part_is_painted_where_it_belongs_with_round_corners(qtbot: QtBot, ratio: int) -> None:
    ground = QImage(60 * ratio, 60 * ratio, QImage.Format.Format_RGB32)
    ground.setDevicePixelRatio(ratio)
    ground.fill(Qt.GlobalColor.white)
    image = halves()
    for _ in range(2):  # scaled first, remembered then
        painter = QPainter(ground)
        draw_scaled(painter, QRectF(10, 10, 40, 40), image, 8, QRect(100, 0, 100, 100))
        painter.end()
    seen = {
        (x, y): ground.pixelColor(x * ratio, y * ratio) for x, y in ((30, 30), (12, 30), (48, 30), (10, 10), (5, 30))
    }
    white, blue = QColor(Qt.GlobalColor.white), QColor(Qt.GlobalColor.blue)
    assert seen == {(30, 30): blue, (12, 30): blue, (48, 30): blue, (10, 10): white, (5, 30): white}


def test_it_is_scaled_once_for_each_size(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    kept: list[str] = []
    insert = QPixmapCache.insert

    def keep(key: str, drawn: QPixmap) -> bool:
        kept.append(key)
        return insert(key, drawn)

    monkeypatch.setattr("stockmatch.ui.scaled.QPixmapCache.insert", keep)
    ground, image = QImage(60, 60, QImage.Format.Format_RGB32), halves()
    painter = QPainter(ground)
    for side in (40, 40, 20, 40):
        draw_scaled(painter, QRectF(0, 0, side, side), image, 4)
    draw_scaled(painter, QRectF(0, 0, 0, 40), image, 4)
    painter.end()
    assert len(kept) == 2
