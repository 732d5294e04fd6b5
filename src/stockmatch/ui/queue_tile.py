"""How one photo of the queue is painted."""

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from stockmatch.core.decisions import Standing
from stockmatch.ui.icons import pixmap
from stockmatch.ui.scaled import draw_scaled
from stockmatch.ui.theme import tokens
from stockmatch.ui.thumbnails import Picture, Thumbnails

TILE = QSize(64, 64)
_BADGE = 20


_BADGES = {
    Standing.CONFIRMED: ("check", "good"),
    Standing.VARIANT: ("variant", "accent"),
    Standing.NOT_IN_CATALOGUE: ("not-in-catalogue", "text"),
    Standing.SKIPPED: ("skip", "muted"),
    Standing.FAILED: ("warning", "warn"),
}


@dataclass(frozen=True)
class TileRoles:
    """Under which roles a model gives what a tile shows."""

    path: int
    standing: int
    current: int
    marked: int
    together: int


class QueueTile(QStyledItemDelegate):
    """Paints a thumbnail with a badge whose shape tells the outcome; decided photos step back."""

    def __init__(self, thumbnails: Thumbnails, roles: TileRoles, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails
        self._roles = roles

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        colours = tokens()
        standing: Standing = index.data(self._roles.standing)
        current = bool(index.data(self._roles.current))
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        ratio = painter.device().devicePixelRatio()
        box = QRectF(option.rect).adjusted(4, 4, -4, -4)
        shape = QPainterPath()
        shape.addRoundedRect(box, 6, 6)
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillPath(shape, colours.sunken)
        image = self._thumbnails.image(Picture.fitting(str(index.data(self._roles.path)), TILE.height() * ratio))
        if image is not None:
            side = min(image.width(), image.height())
            middle = QRect((image.width() - side) // 2, (image.height() - side) // 2, side, side)
            painter.setOpacity(0.5 if standing not in {Standing.UNDECIDED, Standing.FAILED} and not current else 1.0)
            draw_scaled(painter, box, image, 6, middle)
            painter.setOpacity(1.0)
        pen = QPen(colours.accent, 3) if current else QPen(colours.border_strong if hovered else colours.border, 1)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box.adjusted(-1, -1, 1, 1) if current else box, 7, 7)
        if focused:
            painter.setPen(QPen(colours.text, 1.5, Qt.PenStyle.DotLine))
            painter.drawRoundedRect(box.adjusted(3, 3, -3, -3), 4, 4)
        if standing in _BADGES:
            name, tint = _BADGES[standing]
            badge = QRectF(option.rect.right() - _BADGE - 1, option.rect.bottom() - _BADGE - 1, _BADGE, _BADGE)
            painter.setPen(QPen(colours.border_strong, 1))
            painter.setBrush(colours.raised)
            painter.drawEllipse(badge)
            side = _BADGE - 6
            painter.drawPixmap(int(badge.left()) + 3, int(badge.top()) + 3, pixmap(name, side, ratio, tint))
        self._paint_together(painter, box, index)
        painter.restore()

    def _paint_together(self, painter: QPainter, box: QRectF, index: QModelIndex | QPersistentModelIndex) -> None:
        """A tick where the photo is picked out, and how many photos its item has."""
        colours = tokens()
        if index.data(self._roles.marked):
            corner = QRectF(box.left() - 2, box.top() - 2, _BADGE, _BADGE)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.accent)
            painter.drawRoundedRect(corner, 4, 4)
            side = _BADGE - 6
            tick = pixmap("check", side, painter.device().devicePixelRatio(), "accent_text")
            painter.drawPixmap(int(corner.left()) + 3, int(corner.top()) + 3, tick)
        together = int(index.data(self._roles.together))
        if together > 1:
            corner = QRectF(box.right() - _BADGE - 4, box.top() - 2, _BADGE + 6, _BADGE - 4)
            painter.setPen(QPen(colours.border_strong, 1))
            painter.setBrush(colours.raised)
            painter.drawRoundedRect(corner, 4, 4)
            painter.setPen(colours.text)
            painter.drawText(corner, Qt.AlignmentFlag.AlignCenter, f"×{together}")

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return TILE
