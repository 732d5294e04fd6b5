"""Four cards that show a newcomer, on the sample, where the work is done."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from stockmatch.ui.choices import body_text, button, heading, help_text, scaled
from stockmatch.ui.theme import tokens

_WIDTH = 420
_GAP = 12
_RING = 3
_WATCHED = {QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.LayoutRequest}


@dataclass(frozen=True)
class Stop:
    """One card.

    Attributes:
        target: what it is about.
        title, words: what it says.
        onward: what the button says that leads on, and what it does besides.
    """

    target: QWidget
    title: str
    words: str
    onward: tuple[str, Callable[[], None]]


class Tour(QObject):
    """Leads through stops, one card at a time; work goes on beside it, with keys and mouse.

    Signals:
        ended(): it was gone through or given up.
    """

    ended = Signal()

    def __init__(self, stops: Sequence[Stop], window: QWidget) -> None:
        super().__init__(window)
        self._stops = stops
        self._window = window
        self._at = 0
        self._ring = _Ring(window)
        self.card = _Card(window)
        self.card.onward.clicked.connect(self._on_onward)
        self.card.leave.clicked.connect(self.end)
        for watched in {window, *(stop.target for stop in stops)}:
            watched.installEventFilter(self)
        self._show()

    @property
    def place(self) -> int:
        """Which stop is shown, from 1."""
        return self._at + 1

    @Slot()
    def end(self) -> None:
        """Take it away."""
        for watched in {self._window, *(stop.target for stop in self._stops)}:
            watched.removeEventFilter(self)
        for shown in (self.card, self._ring):
            shown.hide()
            shown.deleteLater()
        self.ended.emit()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in _WATCHED:
            self._put()
        return False

    @Slot()
    def _on_onward(self) -> None:
        _, act = self._stops[self._at].onward
        act()
        if self.place == len(self._stops):
            self.end()
        else:
            self._at += 1
            self._show()

    def _show(self) -> None:
        stop = self._stops[self._at]
        count = self.tr("{0} of {1}").format(self.place, len(self._stops))
        self.card.show_stop(stop, count, last=self.place == len(self._stops))
        self._put()

    def _put(self) -> None:
        target = self._stops[self._at].target
        while not target.isVisible() and target is not self._window:
            parent = target.parentWidget()
            target = self._window if parent is None else parent
        rect = QRect(target.mapTo(self._window, QPoint(0, 0)), target.size())
        self._ring.setGeometry(self._window.rect())
        self._ring.show_around(rect)
        width = min(scaled(self.card, _WIDTH), self._window.width() - 2 * _GAP)
        self.card.resize(width, self.card.heightForWidth(width))
        self.card.move(beside(rect, self.card.size(), self._window.size()))
        for shown in (self._ring, self.card):
            shown.show()
            shown.raise_()


def beside(target: QRect, card: QSize, window: QSize) -> QPoint:
    """Where a card stands next to its target and inside the window; in the target's middle where there is no room."""
    middle = target.center() - QPoint(card.width() // 2, card.height() // 2)
    room = QRect(QPoint(0, 0), window).adjusted(_GAP, _GAP, -_GAP, -_GAP)
    inside = QPoint(
        max(room.left(), min(middle.x(), room.right() + 1 - card.width())),
        max(room.top(), min(middle.y(), room.bottom() + 1 - card.height())),
    )
    for at in (
        QPoint(inside.x(), target.bottom() + _GAP),
        QPoint(inside.x(), target.top() - _GAP - card.height()),
        QPoint(target.right() + _GAP, inside.y()),
        QPoint(target.left() - _GAP - card.width(), inside.y()),
    ):
        if room.contains(QRect(at, card)):
            return at
    return inside


class _Card(QFrame):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._title, self._words, self._count = heading(""), body_text(), help_text()
        self._words.setWordWrap(True)
        self._count.setWordWrap(False)
        self.onward = button("", "primary")
        self.leave = button(self.tr("Leave the tour"), "link")
        for one in (self.onward, self.leave):
            one.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        foot = QHBoxLayout()
        foot.addWidget(self._count, 1)
        foot.addWidget(self.leave)
        foot.addWidget(self.onward)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 14)
        column.setSpacing(8)
        column.addWidget(self._title)
        column.addWidget(self._words)
        column.addLayout(foot)

    @property
    def title(self) -> str:
        """What it is about."""
        return self._title.text()

    def show_stop(self, stop: Stop, count: str, *, last: bool) -> None:
        self._title.setText(stop.title)
        self._words.setText(stop.words)
        self._count.setText(count)
        self.onward.setText(stop.onward[0])
        self.leave.setVisible(not last)
        self.setAccessibleName(f"{stop.title}. {stop.words}")

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colours.accent, 1.5))
        painter.setBrush(colours.raised)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 10, 10)


class _Ring(QWidget):
    """A line around what a card is about; clicks go through it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._around = QRect()

    def show_around(self, rect: QRect) -> None:
        self._around = rect
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(tokens().accent, _RING))
        painter.drawRoundedRect(QRectF(self._around).adjusted(-2, -2, 2, 2), 10, 10)
