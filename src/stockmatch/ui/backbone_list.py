"""The list that a backbone is chosen from: what each brings, its size and licence, and whether it is here."""

from collections.abc import Callable, Collection

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from stockmatch.core.model import BACKBONES, CLASSIC, Backbone
from stockmatch.ui import text, words
from stockmatch.ui.language import told
from stockmatch.ui.theme import Tokens, scaled_font, tokens

_BACKBONE = Qt.ItemDataRole.UserRole
_STATE = Qt.ItemDataRole.UserRole + 1
_IN_USE = Qt.ItemDataRole.UserRole + 2
_ABOUT = Qt.ItemDataRole.UserRole + 3
_TAG = Qt.ItemDataRole.UserRole + 4
_Index = QModelIndex | QPersistentModelIndex


class BackboneModel(QAbstractListModel):
    """All backbones with what is known about them on this machine."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._available: frozenset[str] = frozenset({CLASSIC})
        self._own_file: frozenset[str] = frozenset()
        self._not_installed: frozenset[str] = frozenset()
        self._chosen = CLASSIC

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - an empty value, never changed
        return 0 if parent.isValid() else len(BACKBONES)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        item = BACKBONES[index.row()]
        answers: dict[int, Callable[[], object]] = {
            Qt.ItemDataRole.DisplayRole: lambda: item.title,
            Qt.ItemDataRole.ToolTipRole: lambda: told(item.about),
            Qt.ItemDataRole.AccessibleTextRole: lambda: self._spoken(item),
            _BACKBONE: lambda: item,
            _STATE: lambda: self.state(item),
            _IN_USE: lambda: item.id == self._chosen,
            _ABOUT: lambda: self.about(item),
            _TAG: lambda: self.tag(item),
        }
        answer = answers.get(role)
        return answer() if answer else None

    def show(
        self,
        available: Collection[str],
        own_file: Collection[str],
        chosen: str,
        not_installed: Collection[str] = (),
    ) -> None:
        """Say which backbones have their weights here, use a file of the person's own, is chosen, or lack libraries."""
        self._available = frozenset(available) | {CLASSIC}
        self._own_file = frozenset(own_file)
        self._not_installed = frozenset(not_installed)
        self._chosen = chosen
        self.dataChanged.emit(self.index(0), self.index(len(BACKBONES) - 1))

    def state(self, item: Backbone) -> str:
        """Where the backbone's weights come from, in two or three words."""
        if item.id == CLASSIC:
            return self.tr("Built in")
        if item.id in self._not_installed:
            return self.tr("Not installed")
        if item.id in self._own_file:
            return self.tr("Your file")
        if item.id in self._available:
            return self.tr("On this machine")
        return text.download_size(item.download_mb)

    def about(self, item: Backbone) -> str:
        """What it brings; below that its licence and, where it is not installed, its size and what it needs."""
        lines, facts = [told(item.about)], [words.terms_words(item)]
        if item.id in self._not_installed:
            facts.append(self.tr("Download: {size}").format(size=text.download_size(item.download_mb)))
        lines.append(text.join([fact for fact in facts if fact]))
        if item.id in self._not_installed:
            lines.append(self.tr("Needs: {command}").format(command=item.install_command))
        return "\n".join(line for line in lines if line)

    def tag(self, item: Backbone) -> str:
        """One word beside the title; empty where there is nothing to point out."""
        if item.non_commercial:
            return self.tr("non-commercial")
        return study_tag() if item.in_study else ""

    def _spoken(self, item: Backbone) -> str:
        parts = [item.title, self.state(item), *self.about(item).split("\n")]
        if self.tag(item):
            parts.insert(1, self.tag(item))
        if item.id == self._chosen:
            parts.insert(0, self.tr("Chosen"))
        return ", ".join(parts)


def study_tag() -> str:
    """The tag of the original study's nine backbones."""
    return QCoreApplication.translate("BackboneList", "study")


class _Delegate(QStyledItemDelegate):
    """A round mark for the one chosen, title and tag above, one sentence below, the state on the right."""

    _MARK = 36
    _PAD = 9

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        view = option.widget
        assert isinstance(view, QListView)
        width = view.viewport().width() - self._MARK - self._PAD
        metrics = QFontMetrics(scaled_font(option.font, 0.9))
        about = metrics.boundingRect(QRect(0, 0, width, 1000), Qt.TextFlag.TextWordWrap, str(index.data(_ABOUT)))
        return QSize(200, option.fontMetrics.height() + about.height() + 16)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        view = option.widget
        area: QRect = option.rect
        state: QStyle.StateFlag = option.state
        colours = tokens(view)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, area, state, colours)
        self._paint_mark(painter, area, bool(index.data(_IN_USE)), colours)
        self._paint_words(painter, option, area.adjusted(self._MARK, 7, -self._PAD, -7), index, colours)
        painter.restore()

    def _paint_ground(self, painter: QPainter, area: QRect, state: QStyle.StateFlag, colours: Tokens) -> None:
        current = bool(state & QStyle.StateFlag.State_HasFocus)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        painter.setPen(QPen(colours.accent, 2) if current else Qt.PenStyle.NoPen)
        painter.setBrush(colours.hover if hovered else Qt.BrushStyle.NoBrush)
        if current or hovered:
            painter.drawRoundedRect(area.adjusted(3, 2, -3, -2), 5, 5)

    def _paint_mark(self, painter: QPainter, area: QRect, chosen: bool, colours: Tokens) -> None:
        centre = QPoint(area.left() + 20, area.center().y() + 1)
        painter.setPen(QPen(colours.accent if chosen else colours.border_strong, 1.4))
        painter.setBrush(colours.accent if chosen else colours.raised)
        painter.drawEllipse(centre, 7, 7)
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.accent_text)
            painter.drawEllipse(centre, 3, 3)

    def _paint_words(
        self, painter: QPainter, option: QStyleOptionViewItem, area: QRect, index: _Index, colours: Tokens
    ) -> None:
        item: Backbone = index.data(_BACKBONE)
        height = option.fontMetrics.height()
        above = QRect(area.left(), area.top(), area.width(), height)
        below = area.adjusted(0, height + 2, 0, 2)
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        plain = scaled_font(option.font, 0.9)
        painter.setFont(plain)
        painter.setPen(colours.muted)
        where = str(index.data(_STATE))
        room = above.right() - painter.fontMetrics().horizontalAdvance(where) - 8
        painter.drawText(above, right, where)
        painter.drawText(below, Qt.TextFlag.TextWordWrap, str(index.data(_ABOUT)))
        painter.setFont(scaled_font(option.font, 1.0, bold=True))
        painter.setPen(colours.text)
        painter.drawText(above, left, item.title)
        if index.data(_TAG):
            start = above.left() + painter.fontMetrics().horizontalAdvance(item.title) + 8
            painter.setFont(scaled_font(option.font, 0.8))
            word = str(index.data(_TAG))
            width = painter.fontMetrics().horizontalAdvance(word) + 10
            if start + width > room:
                return
            tag = QRect(start, above.top() + 1, width, height - 2)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.warn_soft if item.non_commercial else colours.accent_soft)
            painter.drawRoundedRect(tag, 4, 4)
            painter.setPen(colours.warn if item.non_commercial else colours.accent)
            painter.drawText(tag, Qt.AlignmentFlag.AlignCenter, word)


class BackboneList(QListView):
    """Arrow keys look around, Enter, Space or a click chooses: a choice starts work, so looking must not.

    Signals:
        chosen(str): id of the backbone the person chose.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = BackboneModel(self)
        self.setModel(self._model)
        self.setItemDelegate(_Delegate(self))
        self.setMouseTracking(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("Backbone"))
        self.clicked.connect(self._choose)
        self.activated.connect(self._choose)

    def show_state(
        self, available: Collection[str], own_file: Collection[str], chosen: str, not_installed: Collection[str] = ()
    ) -> None:
        """Show what is on this machine and which backbone is chosen."""
        self._model.show(available, own_file, chosen, not_installed)
        self.scheduleDelayedItemsLayout()  # what is not installed says more, so that heights change
        row = next(row for row, item in enumerate(BACKBONES) if item.id == chosen)
        if not self.hasFocus():
            self.setCurrentIndex(self._model.index(row))

    def sizeHint(self) -> QSize:
        return QSize(300, 13 * self.fontMetrics().height() + 90)

    def _choose(self, index: QModelIndex) -> None:
        item: Backbone = index.data(_BACKBONE)
        self.chosen.emit(item.id)
