"""The queue along the bottom: every photo with what became of it, and how many are left."""

from collections.abc import Sequence
from enum import IntEnum
from pathlib import Path
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QMargins,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
    Slot,
)
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QListView,
    QMenu,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from stockmatch.core.decisions import Photo, QueueView, Standing
from stockmatch.ui import text
from stockmatch.ui.choices import wanted
from stockmatch.ui.filter_bar import FilterBar
from stockmatch.ui.icons import beside_text, icon
from stockmatch.ui.keymap import written
from stockmatch.ui.queue_desk import QueueDesk
from stockmatch.ui.queue_tile import TILE, QueueTile, TileLook
from stockmatch.ui.theme import set_role
from stockmatch.ui.thumbnails import Picture, Thumbnails
from stockmatch.ui.together_bar import TogetherBar

Index = QModelIndex | QPersistentModelIndex

_AROUND = QMargins(12, 2, 12, 4)
_BEFORE = 2
_SPACING = 6
_PAUSE_MS = 100
"""Candidates that come in quickly one after the other change the strip once."""


class Role(IntEnum):
    LOOK = Qt.ItemDataRole.UserRole + 1
    PHOTO_ID = Qt.ItemDataRole.UserRole + 2


class QueueModel(QAbstractListModel):
    """One row per photo, in the order they were dropped."""

    def __init__(self, desk: QueueDesk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._photos: tuple[Photo, ...] = ()
        self._looks: list[TileLook] = []

    def refresh(self) -> bool:
        """Take over what the desk shows. True if photos came, went or changed places other than at the end."""
        outlook = self._desk.outlook
        photos, current = outlook.shown, outlook.queue.current_id
        ids, former = [photo.id for photo in photos], [photo.id for photo in self._photos]
        marked, queue = set(outlook.queue.view.marked), outlook.queue
        before = self._looks
        self._looks = [
            TileLook(one.path, outlook.standing(one), one.id == current, one.id in marked, len(queue.together(one)))
            for one in photos
        ]
        moved = False
        if ids == former:
            self._photos = photos
        elif former and ids[: len(former)] == former:
            self.beginInsertRows(QModelIndex(), len(former), len(ids) - 1)
            self._photos = photos
            self.endInsertRows()
        else:
            moved = True
            self.beginResetModel()
            self._photos = photos
            self.endResetModel()
        if not moved:
            for row in (row for row, (old, new) in enumerate(zip(before, self._looks, strict=False)) if old != new):
                self.dataChanged.emit(self.index(row, 0), self.index(row, 0))
        return moved

    def row_of(self, photo_id: int | None) -> int:
        return next((row for row, photo in enumerate(self._photos) if photo.id == photo_id), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._photos)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._photos):
            return None
        photo = self._photos[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return Path(photo.path).stem
        if role in {Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole}:
            return f"{Path(photo.path).name}: {self._words(photo, self._looks[index.row()])}"
        if role == Role.LOOK:
            return self._looks[index.row()]
        return photo.id if role == Role.PHOTO_ID else None

    def paths(self, first: int, last: int) -> list[str]:
        """The photos' files from one row up to another, which is not included."""
        return [photo.path for photo in self._photos[first:last]]

    def _words(self, photo: Photo, look: TileLook) -> str:
        candidate = photo.decision.choice.candidate if photo.decision is not None else None
        words = {
            Standing.CONFIRMED: self.tr("confirmed as {0}"),
            Standing.VARIANT: self.tr("a variant of {0}"),
            Standing.NOT_IN_CATALOGUE: self.tr("not in catalogue"),
            Standing.SKIPPED: self.tr("skipped"),
            Standing.FAILED: self.tr("could not be read"),
            Standing.UNDECIDED: self.tr("undecided"),
        }[look.standing]
        parts = [words.format(candidate.sku if candidate is not None else "")]
        if look.together > 1:
            parts.append(self.tr("one of {0} of the same item").format(text.photos(look.together)))
        if look.marked:
            parts.append(self.tr("picked out"))
        return ", ".join(parts)


class _Strip(QListView):
    """One row that scrolls sideways."""

    def dataChanged(self, first: Index, last: Index, roles: Sequence[int] = ()) -> None:
        """Tiles are all of one size: the list's own slot would lay ten thousand of them out anew."""
        QAbstractItemView.dataChanged(self, first, last, roles)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text() and event.text().isprintable():
            event.ignore()  # the window's own keys; a list would search for what is typed
        else:
            super().keyPressEvent(event)


class QueueStrip(QFrame):
    """Thumbnails, counts and the way to add photos.

    Signals:
        photo_requested(int): go to this photo.
        add_requested(), paste_requested(), bulk_requested(), report_requested()
    """

    photo_requested = Signal(int)
    add_requested = Signal()
    paste_requested = Signal()
    bulk_requested = Signal()
    report_requested = Signal()

    def __init__(self, desk: QueueDesk, thumbnails: Thumbnails, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._thumbnails = thumbnails
        self._shown: int | None = None
        self.setProperty("role", "strip")
        self.model = QueueModel(desk, self)
        self.view = self._make_view()
        self.filters = FilterBar()
        self.filters.chosen.connect(self._on_view)
        self.together = TogetherBar(desk)
        add = QPushButton(icon("photo-add"), self.tr("Add photos…"))
        add.setAccessibleName(add.text())
        add.setToolTip(
            self.tr("Add photos to the queue ({0}); you can also drop or paste them").format(written("Ctrl+O"))
        )
        add.clicked.connect(self.add_requested)
        paste = QPushButton(icon("paste"), "")
        paste.setAccessibleName(self.tr("Paste"))
        paste.setToolTip(self.tr("Add the copied picture or files ({0})").format(written("Ctrl+V")))
        paste.clicked.connect(self.paste_requested)
        self._adding = (paste, add)
        self._add = add
        for button in self._adding:
            set_role(button, "role", "quiet")
            beside_text(button)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._more = self._make_more()
        top = QHBoxLayout()
        top.setContentsMargins(_BEFORE, 0, 0, 0)
        top.setSpacing(_SPACING)
        top.addWidget(self.filters)
        top.addStretch(1)
        top.addWidget(self.together)
        top.addWidget(self._more)
        top.addWidget(paste)
        top.addWidget(add)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_AROUND)
        layout.setSpacing(2)
        layout.addLayout(top)
        layout.addWidget(self.view)
        self.view.clicked.connect(self._on_clicked)
        self.view.activated.connect(self._on_activated)
        self.view.horizontalScrollBar().valueChanged.connect(self._want)
        thumbnails.ready.connect(self._on_ready)
        desk.queue_changed.connect(self.refresh)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_PAUSE_MS)
        self._later.timeout.connect(self.refresh)
        desk.matched.connect(self._later.start)
        self.refresh()

    def _make_more(self) -> QToolButton:
        made = QToolButton()
        made.setText(self.tr("More"))
        made.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        menu = QMenu(made)
        for words, signal in (
            (self.tr("Accept many at once…"), self.bulk_requested),
            (self.tr("How well it does…"), self.report_requested),
            (self.tr("Take out of the queue"), self._desk.take_out),
        ):
            action = QAction(words, menu)
            action.triggered.connect(signal)
            menu.addAction(action)
        made.setMenu(menu)
        return made

    def _make_view(self) -> QListView:
        view = _Strip()
        view.setModel(self.model)
        view.setItemDelegate(QueueTile(self._thumbnails, Role.LOOK, view))
        view.setFlow(QListView.Flow.LeftToRight)
        view.setWrapping(False)
        view.setUniformItemSizes(True)
        view.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setFrameShape(QFrame.Shape.NoFrame)
        view.setProperty("role", "bare")
        view.setFixedHeight(TILE.height() + 14)
        view.setAccessibleName(self.tr("Photos in the queue"))
        view.setMouseTracking(True)
        view.viewport().setAutoFillBackground(False)
        return view

    @Slot()
    def refresh(self) -> None:
        """Show the desk's queue."""
        self._later.stop()
        moved = self.model.refresh()
        queue = self._desk.queue
        self.together.refresh()
        for button in self._adding:  # a narrow window has room for one of both
            button.setVisible(not queue.view.marked)
        self.filters.show_view(queue.view, len(queue.photos), self._desk.outlook.counts)
        self._fit()
        row = self.model.row_of(queue.current_id)
        if row >= 0 and (moved or self._shown != queue.current_id):
            self._shown = queue.current_id
            self.view.setCurrentIndex(self.model.index(row, 0))
            self.view.scrollTo(self.model.index(row, 0), QAbstractItemView.ScrollHint.PositionAtCenter)
        self._want()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
        self._want()

    def _fit(self) -> None:
        """Where there is little room, adding is its sign alone; then the filters fold, so that no count is ever cut."""
        room = self.contentsRect().marginsRemoved(_AROUND).width() - _BEFORE
        others = [one for one in (self.together, self._more, *self._adding) if not one.isHidden()]
        for words, folded in ((name := self._add.accessibleName(), False), ("", False), (name, True), ("", True)):
            self._add.setText(words)
            needed = self.filters.width_wanted(folded=folded) + sum(_SPACING + wanted(one) for one in others)
            if needed <= room:
                break
        self.filters.fold(folded)

    @Slot(object)
    def _on_view(self, view: QueueView) -> None:
        self._desk.look(view)

    @Slot()
    def _want(self) -> None:
        step = TILE.width()
        first = max(0, self.view.horizontalScrollBar().value() // step - 2)
        last = min(self.model.rowCount(), first + self.view.viewport().width() // step + 6)
        side = TILE.height() * self.devicePixelRatioF()
        pictures = [Picture.fitting(path, side) for path in self.model.paths(first, last)]
        self._thumbnails.want("queue", pictures)

    @Slot(QModelIndex)
    def _on_clicked(self, index: QModelIndex) -> None:
        """A click goes to a photo; with Ctrl it picks it out, with Shift all from the current one on."""
        held = QGuiApplication.keyboardModifiers()
        if held & Qt.KeyboardModifier.ShiftModifier:
            first, last = sorted((max(0, self.model.row_of(self._desk.queue.current_id)), index.row()))
            ids = [self.model.index(row, 0).data(Role.PHOTO_ID) for row in range(first, last + 1)]
            self._desk.mark([one for one in ids if one not in self._desk.queue.view.marked])
        elif held & Qt.KeyboardModifier.ControlModifier:
            self._desk.mark([index.data(Role.PHOTO_ID)])
        else:
            self._on_activated(index)

    @Slot(QModelIndex)
    def _on_activated(self, index: QModelIndex) -> None:
        photo_id = index.data(Role.PHOTO_ID)
        if photo_id is not None and photo_id != self._desk.queue.current_id:
            self.photo_requested.emit(photo_id)

    @Slot(str)
    def _on_ready(self, _path: str) -> None:
        self.view.viewport().update()
