"""The ranked grid: the best candidate large, the others beside and below it; a click or Enter confirms."""

from collections.abc import Iterable

from PySide6.QtCore import (
    QElapsedTimer,
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QRegion, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QStyle, QStyleOptionViewItem, QWidget

from stockmatch.core.ranking import Candidate, PhotoMatch
from stockmatch.ui.match_model import MatchModel, Role
from stockmatch.ui.match_tile import MatchTile
from stockmatch.ui.mosaic import mosaic
from stockmatch.ui.theme import tokens
from stockmatch.ui.thumbnails import Picture, Thumbnails

_KEY_GUARD_MS = 120
_POINTER_GUARD_MS = 300
_SKELETON_TILES = 5


class MatchGrid(QAbstractItemView):
    """Tiles of a ``MatchModel``.

    New candidates can be confirmed only once they have been painted, and a moment later, so that a double press or a
    double click never decides the next photo as well.

    Signals:
        chosen(int): the rank that was clicked, or confirmed with Enter.
    """

    chosen = Signal(int)

    def __init__(self, thumbnails: Thumbnails, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails
        self._tile = MatchTile(thumbnails, self)
        self._rects: list[QRect] = []
        self._hovered = -1
        self._pressed = -1
        self._waiting = False
        self._by_keys = False
        self._painted = False
        self._since = QElapsedTimer()
        self._items = MatchModel(self)
        self.setModel(self._items)
        self.setItemDelegate(self._tile)
        self.setProperty("role", "bare")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("Candidates, best first"))
        self.viewport().setAutoFillBackground(False)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        thumbnails.ready.connect(self._on_ready)

    def show_match(self, match: PhotoMatch | None, source: str, confirmed_key: str = "") -> None:
        """Show candidates, or with None the shape of what is being looked for."""
        self._waiting = match is None
        self._painted = False
        self._pressed = self._hovered = -1
        self._items.show(match, source, confirmed_key)
        self.verticalScrollBar().setValue(0)
        self.selectionModel().setCurrentIndex(self._items.index(0, 0), QItemSelectionModel.SelectionFlag.NoUpdate)
        self.doItemsLayout()

    @property
    def ready_for_keys(self) -> bool:
        """Whether the person can have seen the candidates that a key would confirm."""
        return self._painted and self._since.elapsed() >= _KEY_GUARD_MS

    @property
    def ready_for_pointer(self) -> bool:
        """The same for a click, which may be the second half of a double click."""
        return self._painted and self._since.elapsed() >= _POINTER_GUARD_MS

    def doItemsLayout(self) -> None:
        count = self._items.rowCount() or (_SKELETON_TILES if self._waiting else 0)
        self._rects = mosaic(count, self.viewport().size())
        super().doItemsLayout()
        self.updateGeometries()
        self._want()
        self.viewport().update()

    def updateGeometries(self) -> None:
        super().updateGeometries()
        bar = self.verticalScrollBar()
        content = max((rect.bottom() + 1 for rect in self._rects), default=0)
        height = self.viewport().height()
        bar.setPageStep(height)
        bar.setSingleStep(40)
        bar.setRange(0, max(0, content - height))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.doItemsLayout()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self._want()
        self.viewport().update()

    def visualRect(self, index: QModelIndex | QPersistentModelIndex) -> QRect:
        if not index.isValid() or index.row() >= len(self._rects):
            return QRect()
        return self._rects[index.row()].translated(0, -self.verticalOffset())

    def indexAt(self, point: QPoint) -> QModelIndex:
        for row in range(self._items.rowCount()):
            if self.visualRect(self._items.index(row, 0)).contains(point):
                return self._items.index(row, 0)
        return QModelIndex()

    def scrollTo(
        self,
        index: QModelIndex | QPersistentModelIndex,
        _hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        rect = self.visualRect(index)
        bar = self.verticalScrollBar()
        if rect.top() < 0:
            bar.setValue(bar.value() + rect.top())
        elif rect.bottom() > self.viewport().height():
            bar.setValue(bar.value() + rect.bottom() - self.viewport().height())

    def horizontalOffset(self) -> int:
        return 0

    def verticalOffset(self) -> int:
        return self.verticalScrollBar().value()

    def isIndexHidden(self, _index: QModelIndex | QPersistentModelIndex) -> bool:
        return False

    def setSelection(self, _rect: QRect, _command: QItemSelectionModel.SelectionFlag) -> None:
        """Nothing is ever selected: a click confirms."""

    def visualRegionForSelection(self, _selection: object) -> QRegion:
        return QRegion()

    def moveCursor(self, action: QAbstractItemView.CursorAction, _modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Left and right go by rank, up and down to the nearest tile there."""
        count, row = self._items.rowCount(), max(0, self.currentIndex().row())
        move = QAbstractItemView.CursorAction
        if not count:
            return QModelIndex()
        targets = {
            move.MoveLeft: row - 1,
            move.MovePrevious: row - 1,
            move.MoveRight: row + 1,
            move.MoveNext: row + 1,
            move.MoveHome: 0,
            move.MoveEnd: count - 1,
        }
        if action in targets:
            return self._items.index(min(count - 1, max(0, targets[action])), 0)
        down = action in {move.MoveDown, move.MovePageDown}
        here = self._rects[row]
        beyond = [
            other
            for other in range(count)
            if (self._rects[other].top() > here.bottom() if down else self._rects[other].bottom() < here.top())
        ]

        def distance(other: int) -> int:
            way = self._rects[other].center() - here.center()
            return abs(way.x()) + abs(way.y())

        return self._items.index(min(beyond, key=distance, default=row), 0)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in {Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason}:
            self._by_keys = True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._by_keys = False
        if event.button() is Qt.MouseButton.LeftButton and self.ready_for_pointer:
            self._pressed = self.indexAt(event.position().toPoint()).row()
            self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, self._pressed = self._pressed, -1
        self.viewport().update()
        if pressed >= 0 and self.indexAt(event.position().toPoint()).row() == pressed:
            self._choose(pressed)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """The second press of a double click: the first one has decided."""
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self.indexAt(event.position().toPoint()).row())

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(-1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            if not event.isAutoRepeat() and self.ready_for_keys and self.currentIndex().isValid():
                self._choose(self.currentIndex().row())
        elif event.text() and event.text().isprintable():
            event.ignore()  # the window's own keys; a list would search for what is typed
        else:
            self._by_keys = self._by_keys or Qt.Key.Key_Home <= event.key() <= Qt.Key.Key_PageDown  # all that move
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        if self._waiting:
            self._paint_skeleton(painter)
            return
        for row in range(self._items.rowCount()):
            index = self._items.index(row, 0)
            rect = self.visualRect(index)
            if rect.intersects(event.rect()):
                self._tile.paint(painter, self._option(row, rect), index)
        painter.end()
        if not self._painted and self._items.rowCount():
            self._painted = True
            self._since.start()

    def _option(self, row: int, rect: QRect) -> QStyleOptionViewItem:
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        option.rect = rect
        state = QStyle.StateFlag.State_Enabled
        if row == self._hovered:
            state |= QStyle.StateFlag.State_MouseOver
        if row == self._pressed:
            state |= QStyle.StateFlag.State_Sunken
        if self._by_keys and self.hasFocus() and row == self.currentIndex().row():
            state |= QStyle.StateFlag.State_HasFocus
        option.state = state
        return option

    def _paint_skeleton(self, painter: QPainter) -> None:
        colours = tokens()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        for rect in self._rects:
            painter.setBrush(colours.raised)
            painter.drawRoundedRect(rect, 10, 10)
            painter.setBrush(colours.hover)
            painter.drawRoundedRect(rect.adjusted(10, 10, -10, -60), 6, 6)
            line = QRect(rect.left() + 12, rect.bottom() - 44, rect.width() // 3, 12)
            painter.drawRoundedRect(line, 4, 4)
            painter.drawRoundedRect(line.translated(0, 20), 4, 4)

    def _choose(self, row: int) -> None:
        candidate = self._items.index(row, 0).data(Role.CANDIDATE)
        if candidate is not None:
            self.chosen.emit(candidate.rank)

    def _hover(self, row: int) -> None:
        if row != self._hovered:
            self._hovered = row
            self.viewport().update()

    def pictures_of(self, match: PhotoMatch) -> list[Picture]:
        """The pictures that candidates would show without scrolling, best first."""
        rects = mosaic(len(match.candidates), self.viewport().size())
        return self._pictures(zip(match.candidates, rects, strict=True))

    def _want(self) -> None:
        rects = [rect.translated(0, -self.verticalOffset()) for rect in self._rects]
        shown = self._items.candidates
        self._thumbnails.want("candidates", self._pictures(zip(shown, rects, strict=False)))

    def _pictures(self, tiles: Iterable[tuple[Candidate, QRect]]) -> list[Picture]:
        visible, ratio, found = self.viewport().rect(), self.devicePixelRatioF(), []
        for candidate, rect in tiles:
            if rect.intersects(visible):
                area = self._tile.picture_area(rect, self.font(), hero=candidate.rank == 1)
                path = self._items.picture_path(candidate)
                found.append(Picture.fitting(path, max(area.width(), area.height()) * ratio))
        return found

    @Slot(str)
    def _on_ready(self, path: str) -> None:
        if any(self._items.picture_path(candidate) == path for candidate in self._items.candidates):
            self.viewport().update()
