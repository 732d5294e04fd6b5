"""A list of photos beside catalogue pictures, long as it may be, each row with its words and perhaps a tick."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from stockmatch.ui.icons import pixmap
from stockmatch.ui.match_tile import draw_picture
from stockmatch.ui.theme import scaled_font, tokens
from stockmatch.ui.thumbnails import Picture, Thumbnails

_SIDE = 84
_PAD = 8
_TICK = 22

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Pair:
    """One row.

    Attributes:
        photo_id: of the photo.
        pictures: absolute paths, the photo's first.
        title, detail: its words.
    """

    photo_id: int
    pictures: tuple[str, ...]
    title: str
    detail: str


class Role(IntEnum):
    PAIR = Qt.ItemDataRole.UserRole + 1


class PairModel(QAbstractListModel):
    """Pairs, each ticked or not where ``ticks`` are wanted.

    Signals:
        ticked(): what is ticked has changed.
    """

    ticked = Signal()

    def __init__(self, *, ticks: bool, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ticks = ticks
        self._pairs: Sequence[Pair] = ()
        self._off: set[int] = set()

    def show(self, pairs: Sequence[Pair]) -> None:
        """Show other rows; new ones are ticked, and those the person has unticked stay so."""
        if pairs != self._pairs:
            self.beginResetModel()
            self._pairs = pairs
            self.endResetModel()
            self.ticked.emit()

    @property
    def chosen(self) -> list[int]:
        """Photos of the rows that are ticked."""
        return [pair.photo_id for pair in self._pairs if pair.photo_id not in self._off]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._pairs)

    def flags(self, index: Index) -> Qt.ItemFlag:
        tickable = Qt.ItemFlag.ItemIsUserCheckable if self._ticks else Qt.ItemFlag.NoItemFlags
        return super().flags(index) | tickable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._pairs):
            return None
        pair = self._pairs[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return pair.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{pair.title}, {pair.detail}"
        if role == Qt.ItemDataRole.CheckStateRole and self._ticks:
            return Qt.CheckState.Unchecked if pair.photo_id in self._off else Qt.CheckState.Checked
        return pair if role == Role.PAIR else None

    def turn(self, index: Index) -> None:
        """Tick a row, or take its tick away."""
        if self._ticks and index.isValid():
            self._off ^= {self._pairs[index.row()].photo_id}
            self.dataChanged.emit(index, index)
            self.ticked.emit()


class PairList(QListView):
    """Shows a ``PairModel``; a click or Space turns a tick."""

    def __init__(self, thumbnails: Thumbnails, name: str, *, ticks: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails
        self._view_name = f"pairs: {name}"
        self.pairs = PairModel(ticks=ticks, parent=self)
        self.setModel(self.pairs)
        self.setItemDelegate(_Row(thumbnails, self))
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setAccessibleName(name)
        self.clicked.connect(self.pairs.turn)
        self.verticalScrollBar().valueChanged.connect(self._want)
        self.pairs.modelReset.connect(self._want)
        thumbnails.ready.connect(self._on_ready)

    def close_pictures(self) -> None:
        """Nothing needs to be decoded for this any more."""
        self._thumbnails.want(self._view_name, [])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self.pairs.turn(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._want()

    @Slot()
    def _want(self) -> None:
        step, bar = _SIDE + 2 * _PAD, self.verticalScrollBar().value()
        rows = range(bar // step, min(self.pairs.rowCount(), (bar + self.viewport().height()) // step + 2))
        found: list[Picture] = []
        for row in rows:
            pair: Pair = self.pairs.index(row, 0).data(Role.PAIR)
            found += [_picture(path, self) for path in pair.pictures]
        self._thumbnails.want(self._view_name, found)

    @Slot(str)
    def _on_ready(self, _path: str) -> None:
        self.viewport().update()


def _picture(path: str, view: QWidget) -> Picture:
    return Picture.fitting(path, _SIDE * view.devicePixelRatioF())


class _Row(QStyledItemDelegate):
    """Paints one pair."""

    def __init__(self, thumbnails: Thumbnails, view: QWidget) -> None:
        super().__init__(view)
        self._thumbnails = thumbnails
        self._view = view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        colours, pair = tokens(), index.data(Role.PAIR)
        tick = index.data(Qt.ItemDataRole.CheckStateRole)
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        area = option.rect.adjusted(_PAD, _PAD, -_PAD, -_PAD)
        left = area.left()
        if tick is not None:
            box = QRect(left, area.center().y() - _TICK // 2, _TICK, _TICK)
            on = tick == Qt.CheckState.Checked
            painter.setPen(QPen(colours.accent if on else colours.border_strong, 1.5))
            painter.setBrush(colours.accent if on else colours.raised)
            painter.drawRoundedRect(box, 4, 4)
            if on:
                ratio = painter.device().devicePixelRatio()
                painter.drawPixmap(box.left() + 3, box.top() + 3, pixmap("check", _TICK - 6, ratio, "accent_text"))
            left += _TICK + 2 * _PAD
        for path in pair.pictures:
            image = self._thumbnails.image(_picture(path, self._view))
            if image is not None:
                draw_picture(painter, image, QRect(left, area.top(), _SIDE, _SIDE))
            left += _SIDE + _PAD
        words = QRect(left + _PAD, area.top(), area.right() - left - _PAD, area.height() // 2)
        painter.setPen(colours.text)
        painter.setFont(scaled_font(option.font, 1.0, bold=True))
        title = painter.fontMetrics().elidedText(pair.title, Qt.TextElideMode.ElideMiddle, words.width())
        painter.drawText(words, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft, title)
        painter.setPen(colours.muted)
        painter.setFont(option.font)
        below = words.translated(0, area.height() // 2 + 2)
        flags = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap
        painter.drawText(below, flags, pair.detail)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(colours.accent, 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(option.rect.adjusted(1, 1, -1, -1), 5, 5)
        painter.restore()

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(320, _SIDE + 2 * _PAD)
