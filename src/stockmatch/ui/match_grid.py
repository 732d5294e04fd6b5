"""The ranked grid: the best candidate large, the others beside and below it; a click or Enter confirms.

A candidate can be dragged out to another program: as its picture's file, or as its SKU where text is wanted.
"""

from collections.abc import Hashable, Iterable

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import (
    QDrag,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QRegion,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QApplication, QFrame, QStyle, QStyleOptionViewItem, QToolTip, QWidget

from stockmatch.core.ranking import Candidate, PhotoMatch
from stockmatch.ui.guard import Guard
from stockmatch.ui.keymap import Keymap
from stockmatch.ui.match_model import MatchModel, Role
from stockmatch.ui.match_tile import MatchTile, draw_skeleton
from stockmatch.ui.mosaic import beyond, mosaic
from stockmatch.ui.thumbnails import Picture, Thumbnails

_SKELETON_TILES = 5
_DRAGGED = 96


class MatchGrid(QAbstractItemView):
    """Tiles of a ``MatchModel``.

    A tile can be confirmed only once it has been in sight, and a moment later: a double press or a double click never
    decides the next photo as well, and none meets a tile that has just changed places.

    Signals:
        chosen(Candidate): what was clicked, or confirmed with Enter.
        why_requested(Candidate): the person wants to know why it is offered.
    """

    chosen = Signal(object)
    why_requested = Signal(object)

    def __init__(self, thumbnails: Thumbnails, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails
        self._tile = MatchTile(thumbnails, self)
        self._rects: list[QRect] = []
        self._hovered = -1
        self._pressed = -1
        self._pressed_at = QPoint()
        self._pressed_why = False
        self._waiting = False
        self._by_keys = False
        self._occasion: Hashable = None
        self._guard = Guard()
        self._items = MatchModel(self)
        self.setModel(self._items)
        self.setItemDelegate(self._tile)
        self.setProperty("role", "bare")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("Candidates, best first"))
        self._why_key = ""
        self.viewport().setAutoFillBackground(False)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        thumbnails.ready.connect(self._on_ready)

    def show_match(
        self, match: PhotoMatch | None, source: str, confirmed_key: str = "", occasion: Hashable = None
    ) -> None:
        """Show candidates, or with None the shape of what is being looked for.

        Args:
            match: what was found.
            source: the catalogue's folder.
            confirmed_key: the product that is decided on already, if any.
            occasion: what the person decides on; while it stays, only tiles that change are kept from being decided.
        """
        same = occasion is not None and occasion == self._occasion and match is not None and not self._waiting
        self._occasion = occasion
        self._waiting = match is None
        current = self.candidate.product_key if self._by_keys and self.candidate is not None else ""
        self._items.show(match, source, confirmed_key)
        keys = [candidate.product_key for candidate in self._items.candidates]
        row = keys.index(current) if same and current in keys else 0
        self.selectionModel().setCurrentIndex(self._items.index(row, 0), QItemSelectionModel.SelectionFlag.NoUpdate)
        if not same:
            self.verticalScrollBar().setValue(0)
            self._hovered = -1
        self.doItemsLayout()
        tiles = [(key, rect.getRect()) for key, rect in zip(keys, self._rects, strict=False)]
        if same:
            self._guard.change(tiles)
        else:
            self._guard.begin(tiles)
        if not self._guard.ready(self._pressed, pointer=True):
            self._pressed = -1

    def show_keys(self, keymap: Keymap) -> None:
        """Name the keys in tooltips and to screen readers."""
        self._why_key = keymap.shown("main.why")
        words = self.tr("Enter confirms, {0} tells why a candidate is offered")
        self.setAccessibleDescription(words.format(self._why_key))

    @property
    def candidate(self) -> Candidate | None:
        """The candidate that Enter would confirm."""
        found: Candidate | None = self.currentIndex().data(Role.CANDIDATE)
        return found

    def at(self, rank: int) -> Candidate | None:
        """The candidate on the screen with this rank, if a key may decide on it now."""
        ready = self._guard.ready(rank - 1, pointer=False)
        return self._items.candidates[rank - 1] if ready else None

    def reveal(self, rank: int) -> None:
        """Scroll to the candidate with this rank if it was never in sight."""
        if 0 < rank <= self._items.rowCount() and not self._guard.seen(rank - 1):
            self.scrollTo(self._items.index(rank - 1, 0))

    @property
    def ready_for_keys(self) -> bool:
        """Whether the person can have seen all the candidates that a key would pass over."""
        return self._guard.all_ready(pointer=False)

    @property
    def ready_for_pointer(self) -> bool:
        """The same for a click, which may be the second half of a double click."""
        return self._guard.all_ready(pointer=True)

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
            bar.setValue(bar.value() + min(rect.top(), rect.bottom() - self.viewport().height()))

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
        return self._items.index(beyond(self._rects[:count], row, down=down), 0)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in {Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason}:
            self._by_keys = True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._by_keys = False
        at = event.position().toPoint()
        row = self.indexAt(at).row()
        self.reveal(row + 1)
        if event.button() is Qt.MouseButton.LeftButton and self._guard.ready(row, pointer=True):
            self._pressed, self._pressed_at, self._pressed_why = row, at, self._on_why(at)
            self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        pressed, self._pressed = self._pressed, -1
        self.viewport().update()
        if pressed >= 0 and self.indexAt(at).row() == pressed and self._on_why(at) is self._pressed_why:
            candidate = self._items.candidates[pressed]
            (self.why_requested if self._pressed_why else self.chosen).emit(candidate)

    def _on_why(self, at: QPoint) -> bool:
        index = self.indexAt(at)
        rect = self.visualRect(index)
        return index.isValid() and self._tile.why_area(rect, self.font(), hero=index.row() == 0).contains(at)

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip and self._on_why(event.pos()):
            QToolTip.showText(event.globalPos(), self.tr("Why this one? ({0})").format(self._why_key), self.viewport())
            return True
        return super().viewportEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """The second press of a double click: the first one has decided."""
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        far = (at - self._pressed_at).manhattanLength() >= QApplication.startDragDistance()
        if self._pressed >= 0 and not self._pressed_why and far:
            pressed, self._pressed = self._pressed, -1
            self.viewport().update()
            self._drag_out(self._items.candidates[pressed])
        else:
            self._hover(self.indexAt(at).row())

    def _drag_out(self, candidate: Candidate) -> None:
        drag = QDrag(self)
        drag.setMimeData(self._items.to_take_away(candidate))
        image = self._thumbnails.image(Picture.fitting(self._items.picture_path(candidate), _DRAGGED))
        if image is not None:
            size = QSize(_DRAGGED, _DRAGGED)
            smooth = Qt.TransformationMode.SmoothTransformation
            drag.setPixmap(QPixmap.fromImage(image.scaled(size, Qt.AspectRatioMode.KeepAspectRatio, smooth)))
        drag.exec(Qt.DropAction.CopyAction)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(-1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            row = self.currentIndex().row()
            if not event.isAutoRepeat() and self._guard.ready(row, pointer=False):
                self.chosen.emit(self._items.candidates[row])
        elif event.text() and event.text().isprintable():
            event.ignore()  # the window's own keys; a list would search for what is typed
        else:
            self._by_keys = self._by_keys or Qt.Key.Key_Home <= event.key() <= Qt.Key.Key_PageDown  # all that move
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        if self._waiting:
            draw_skeleton(painter, self._rects)
            return
        for row in range(self._items.rowCount()):
            index = self._items.index(row, 0)
            rect = self.visualRect(index)
            if rect.intersects(event.rect()):
                self._tile.paint(painter, self._option(row, rect), index)
        painter.end()
        visible = self.viewport().rect()
        middles = (rect.translated(0, -self.verticalOffset()).center() for rect in self._rects)
        self._guard.painted({place for place, middle in enumerate(middles) if visible.contains(middle)})

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
