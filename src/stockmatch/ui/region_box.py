"""The box over a photo that says what is matched: dragged anew, moved, resized by its handles, or moved with keys."""

from enum import Enum, auto

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from stockmatch.core.evidence import WHOLE, Region
from stockmatch.ui.theme import Tokens

LEAST = 8.0
"""Sides below this many pixels make no box."""

STEP = 0.01
"""How far an arrow key moves the box, as a share of the picture."""

_GRIP = 9.0
_HANDLE = 4.0
_ROOMY = 0.9
_MINIMUM = 0.02


class Drag(Enum):
    """What dragging does."""

    NEW = auto()
    MOVE = auto()
    RESIZE = auto()


def framed(region: Region, picture: QRectF) -> QRectF:
    """A region on the screen, where its picture is."""
    left, top = picture.left() + region.left * picture.width(), picture.top() + region.top * picture.height()
    width, height = (region.right - region.left) * picture.width(), (region.bottom - region.top) * picture.height()
    return QRectF(left, top, width, height)


def shifted(region: Region, across: float, down: float) -> Region:
    """The box moved, as far as the picture reaches; its size stays."""
    across = min(max(across, -region.left), 1 - region.right)
    down = min(max(down, -region.top), 1 - region.bottom)
    return Region(
        max(0.0, region.left + across),
        max(0.0, region.top + down),
        min(1.0, region.right + across),
        min(1.0, region.bottom + down),
    )


def grown(region: Region, across: float, down: float) -> Region:
    """The box with its right and lower edge moved, inside the picture and never smaller than a fiftieth of it."""
    right = min(1.0, max(region.right + across, min(1.0, region.left + _MINIMUM)))
    bottom = min(1.0, max(region.bottom + down, min(1.0, region.top + _MINIMUM)))
    return Region(region.left, region.top, right, bottom)


def _edge(at: float, first: float, last: float) -> int:
    if min(abs(at - first), abs(at - last)) > _GRIP:
        return 0
    return -1 if abs(at - first) < abs(at - last) else 1


class RegionBox:
    """One box over one picture, and the drag that changes it."""

    def __init__(self) -> None:
        self._region: Region | None = None
        self._proposed = True
        self._picture = QRectF()
        self._drag: Drag | None = None
        self._from = QPointF()
        self._former = QRectF()
        self._live = QRectF()
        self._edges: tuple[int, int] = (0, 0)

    @property
    def region(self) -> Region | None:
        return self._region

    @property
    def dragging(self) -> bool:
        return self._drag is not None

    def show(self, region: Region | None, *, proposed: bool) -> None:
        """Show another box."""
        self._region, self._proposed = region, proposed

    def place(self, picture: QRectF) -> None:
        """Say where the picture is on the screen; an empty rectangle while it is not."""
        self._picture = picture

    def cursor(self, at: QPointF, *, new: bool) -> Qt.CursorShape:
        """The pointer's shape over a place."""
        drag, (across, down) = self._what(at, new=new)
        if drag is Drag.NEW:
            return Qt.CursorShape.CrossCursor if self._picture.contains(at) else Qt.CursorShape.ArrowCursor
        if drag is Drag.MOVE:
            return Qt.CursorShape.SizeAllCursor
        if across and down:
            return Qt.CursorShape.SizeFDiagCursor if across == down else Qt.CursorShape.SizeBDiagCursor
        return Qt.CursorShape.SizeHorCursor if across else Qt.CursorShape.SizeVerCursor

    def _what(self, at: QPointF, *, new: bool) -> tuple[Drag, tuple[int, int]]:
        """What a drag from here does, and which edges it moves: -1 left or top, 1 right or bottom, 0 neither."""
        if self._region is None or new:
            return Drag.NEW, (0, 0)
        box = framed(self._region, self._picture)
        if not box.adjusted(-_GRIP, -_GRIP, _GRIP, _GRIP).contains(at):
            return Drag.NEW, (0, 0)
        across = _edge(at.x(), box.left(), box.right())
        down = _edge(at.y(), box.top(), box.bottom())
        if across or down:
            return Drag.RESIZE, (across, down)
        roomy = box.width() > _ROOMY * self._picture.width() and box.height() > _ROOMY * self._picture.height()
        return (Drag.NEW if roomy else Drag.MOVE), (0, 0)

    def press(self, at: QPointF, *, new: bool) -> bool:
        """Begin a drag. False if there is nothing to drag.

        Args:
            at: where.
            new: whether a new box is wanted even inside the one that is there.
        """
        drag, edges = self._what(at, new=new)
        if self._picture.isEmpty() or (drag is Drag.NEW and not self._picture.contains(at)):
            return False
        self._drag, self._edges, self._from = drag, edges, at
        self._former = QRectF(at, at) if drag is Drag.NEW else framed(self._region or WHOLE, self._picture)
        self._live = self._former
        return True

    def move(self, at: QPointF) -> None:
        """Go on with the drag."""
        way = at - self._from
        box, whole = QRectF(self._former), self._picture
        if self._drag is Drag.MOVE:
            box.translate(way)
            box.moveLeft(min(max(box.left(), whole.left()), whole.right() - box.width()))
            box.moveTop(min(max(box.top(), whole.top()), whole.bottom() - box.height()))
        elif self._drag is Drag.NEW:
            box = QRectF(self._from, at).normalized() & whole
        else:
            across, down = self._edges
            if across:
                (box.setLeft if across < 0 else box.setRight)((box.left() if across < 0 else box.right()) + way.x())
            if down:
                (box.setTop if down < 0 else box.setBottom)((box.top() if down < 0 else box.bottom()) + way.y())
            box = box.normalized() & whole
        self._live = box

    def release(self) -> Region | None:
        """End the drag: the new box, or None if it is too small or the same; then the former one is shown again."""
        box, drag, self._drag = self._live, self._drag, None
        if drag is None or box == self._former or box.width() < LEAST or box.height() < LEAST:
            return None
        picture = self._picture
        found = Region(
            min(max((box.left() - picture.left()) / picture.width(), 0.0), 1.0),
            min(max((box.top() - picture.top()) / picture.height(), 0.0), 1.0),
            min(max((box.right() - picture.left()) / picture.width(), 0.0), 1.0),
            min(max((box.bottom() - picture.top()) / picture.height(), 0.0), 1.0),
        )
        self._region, self._proposed = found, False
        return found

    def cancel(self) -> None:
        """Give the drag up."""
        self._drag = None

    def paint(self, painter: QPainter, colours: Tokens, *, focused: bool) -> None:
        """Draw the box, its handles, and a veil over what is not matched."""
        box = self._live if self.dragging else framed(self._region, self._picture) if self._region else QRectF()
        if box.isEmpty() or self._picture.isEmpty():
            return
        painter.save()
        veil = QPainterPath()
        veil.addRect(self._picture)
        inside = QPainterPath()
        inside.addRect(box)
        shade = QColor(colours.raised)
        shade.setAlphaF(0.45)
        painter.fillPath(veil - inside, shade)
        own = self.dragging or not self._proposed
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colours.raised, 3))
        painter.drawRect(box)
        painter.setPen(
            QPen(colours.accent, 2 if focused else 1.5, Qt.PenStyle.SolidLine if own else Qt.PenStyle.DashLine)
        )
        painter.drawRect(box)
        painter.setPen(QPen(colours.accent, 1.5))
        painter.setBrush(colours.raised)
        for x in (box.left(), box.center().x(), box.right()):
            for y in (box.top(), box.center().y(), box.bottom()):
                if (x, y) != (box.center().x(), box.center().y()):
                    painter.drawRect(QRectF(x - _HANDLE, y - _HANDLE, 2 * _HANDLE, 2 * _HANDLE))
        painter.restore()
