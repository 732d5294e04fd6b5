"""Pictures painted at the size they are shown in, scaled and rounded once and not at every paint."""

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QImage, QPainter, QPixmap, QPixmapCache

_KIB = 64 * 1024
"""Room for what is on the screen: forty tiles, a large one and the photo, on a 4K screen."""


def draw_scaled(painter: QPainter, target: QRectF, image: QImage, radius: float, part: QRect | None = None) -> None:
    """Fill a rectangle with rounded corners with an image, or a part of it, smoothly."""
    part = image.rect() if part is None else part
    ratio = painter.device().devicePixelRatio()
    size = (target.size() * ratio).toSize()
    if size.isEmpty():
        return
    place = f"{part.x()} {part.y()} {part.width()} {part.height()}"
    key = f"scaled {image.cacheKey()} {place} {size.width()} {size.height()} {radius * ratio}"
    drawn = QPixmap()
    if not QPixmapCache.find(key, drawn):
        cut = image if part == image.rect() else image.copy(part)
        scaled = cut.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)
        drawn = _rounded(scaled, radius * ratio)
        drawn.setDevicePixelRatio(ratio)
        QPixmapCache.setCacheLimit(max(_KIB, QPixmapCache.cacheLimit()))
        QPixmapCache.insert(key, drawn)
    painter.drawPixmap(target.topLeft(), drawn)


def _rounded(image: QImage, radius: float) -> QPixmap:
    drawn = QPixmap(image.size())
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QBrush(image))
    painter.drawRoundedRect(image.rect(), radius, radius)
    painter.end()
    return drawn
