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
class TileLook:
    """What a tile shows.

    Attributes:
        path: the photo's.
        standing: what became of it.
        current: whether it is the one on the screen.
        marked: whether it is picked out.
        together: how many photos its item has.
    """

    path: str
    standing: Standing
    current: bool
    marked: bool
    together: int


class QueueTile(QStyledItemDelegate):
    """Paints a thumbnail with a badge whose shape tells the outcome; decided photos step back.

    Args:
        thumbnails: where the pictures come from.
        role: under which a model gives the ``TileLook``.
    """

    def __init__(self, thumbnails: Thumbnails, role: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails
        self._role = role

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        colours = tokens()
        look: TileLook = index.data(self._role)
        standing, current = look.standing, look.current
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        ratio = painter.device().devicePixelRatio()
        box = QRectF(option.rect).adjusted(4, 4, -4, -4)
        shape = QPainterPath()
        shape.addRoundedRect(box, 6, 6)
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillPath(shape, colours.sunken)
        image = self._thumbnails.image(Picture.fitting(look.path, TILE.height() * ratio))
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
        _paint_together(painter, box, look)
        painter.restore()

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return TILE


def _paint_together(painter: QPainter, box: QRectF, look: TileLook) -> None:
    """A tick where the photo is picked out, and how many photos its item has."""
    colours = tokens()
    if look.marked:
        corner = QRectF(box.left() - 2, box.top() - 2, _BADGE, _BADGE)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colours.accent)
        painter.drawRoundedRect(corner, 4, 4)
        side = _BADGE - 6
        tick = pixmap("check", side, painter.device().devicePixelRatio(), "accent_text")
        painter.drawPixmap(int(corner.left()) + 3, int(corner.top()) + 3, tick)
    if look.together > 1:
        corner = QRectF(box.right() - _BADGE - 4, box.top() - 2, _BADGE + 6, _BADGE - 4)
        painter.setPen(QPen(colours.border_strong, 1))
        painter.setBrush(colours.raised)
        painter.drawRoundedRect(corner, 4, 4)
        painter.setPen(colours.text)
        painter.drawText(corner, Qt.AlignmentFlag.AlignCenter, f"×{look.together}")
