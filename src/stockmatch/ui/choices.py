"""Small building blocks shared by the panels and dialogs: one choice of few, headings and explanations."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Generic, TypeVar

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from stockmatch.ui.icons import beside_text, pixmap
from stockmatch.ui.theme import scaled_font

Choice = TypeVar("Choice", bound=StrEnum)

_FRAME = 20


class Segments(QFrame, Generic[Choice]):
    """One choice of few, side by side; arrow keys move it.

    Signals:
        chosen(object): the value the person chose.
    """

    chosen = Signal(object)

    def __init__(self, name: str, options: Sequence[tuple[Choice, str]], parent: QWidget | None = None) -> None:
        """Build it.

        Args:
            name: what is chosen, for screen readers.
            options: values and their words; the first is chosen to begin with.
        """
        super().__init__(parent)
        self.setProperty("role", "segments")
        self.setAccessibleName(name)
        self._name = name
        self._group = QButtonGroup(self)
        self._values = [value for value, _ in options]
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for index in range(len(options)):
            button = QToolButton()
            button.setCheckable(True)
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self._group.addButton(button, index)
            layout.addWidget(button)
        for value, words in options:
            self.set_words(value, words)
        self._group.button(0).setChecked(True)
        self._shown = 0
        self._group.idToggled.connect(self._toggled)

    @property
    def value(self) -> Choice:
        """The value chosen."""
        return self._values[self._shown]

    def button(self, value: Choice) -> QToolButton:
        """The button of a value."""
        found = self._group.button(self._values.index(value))
        assert isinstance(found, QToolButton)
        return found

    def set_words(self, value: Choice, words: str) -> None:
        """Show other words for a value."""
        button = self.button(value)
        button.setText(words)
        button.setAccessibleName(f"{self._name}: {words}")

    def set_value(self, value: Choice) -> None:
        """Show a value as chosen, without a signal."""
        self._shown = self._values.index(value)
        self.button(value).setChecked(True)

    def _toggled(self, index: int, checked: bool) -> None:
        if checked and index != self._shown:
            self._shown = index
            self.chosen.emit(self._values[index])


def wanted(widget: QWidget) -> int:
    """How wide a widget would be, also where what it holds has changed just now: its layout learns of that later."""
    layout = widget.layout()
    if layout is not None:
        layout.activate()
    return widget.sizeHint().width()


def fit(dialog: QWidget, width: int, height: int) -> None:
    """Give a dialog its first size: in pixels for a font 15 px high; more for a larger one, as the screen allows."""
    dialog.resize(QSize(scaled(dialog, width), scaled(dialog, height)).boundedTo(room(dialog)))


def scaled(widget: QWidget, pixels: int) -> int:
    """A length in pixels for a font 15 px high; longer for a larger one."""
    return round(pixels * max(1.0, widget.fontMetrics().height() / 15))


def room(window: QWidget) -> QSize:
    """What a window's inside may take of its screen, with something left for the frame."""
    return window.screen().availableSize() - QSize(_FRAME, 2 * _FRAME)


def heading(words: str, factor: float = 1.35) -> QLabel:
    """A heading in the system's font, larger and stronger."""
    label = QLabel(words)
    label.setFont(scaled_font(label.font(), factor, bold=True))
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label


def section(words: str) -> QLabel:
    """The heading of a group of controls."""
    return heading(words, 1.0)


def help_text(words: str = "") -> QLabel:
    """A sentence of plain help in the secondary colour."""
    label = QLabel(words)
    label.setProperty("role", "muted")
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label


def body_text(words: str = "") -> QLabel:
    """A wrapped paragraph."""
    label = QLabel(words)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label


def line() -> QFrame:
    """A hairline between two groups."""
    frame = QFrame()
    frame.setProperty("role", "line")
    return frame


def button(words: str, role: str = "", icon: QIcon | None = None) -> QPushButton:
    """A push button that Enter does not press unless it has the focus or is made the default.

    Args:
        words: what it does.
        role: ``primary``, ``danger``, ``link``, ``quiet`` or none.
        icon: shown before the words.
    """
    made = QPushButton(words)
    made.setProperty("role", role)
    made.setAutoDefault(False)
    if icon is not None:
        made.setIcon(icon)
        beside_text(made)
    return made


class _Mark(QLabel):
    """An icon that keeps its colour token when the theme changes."""

    def __init__(self, name: str, tint: str, side: int) -> None:
        super().__init__()
        self._name = name
        self._tint = tint
        self._side = side
        self.setFixedSize(side, side)
        self._draw()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._draw()

    def _draw(self) -> None:
        self.setPixmap(pixmap(self._name, self._side, self.devicePixelRatioF(), self._tint))


def mark(name: str, tint: str = "text", side: int = 18) -> QLabel:
    """An icon on its own, without a meaning that the words beside it do not give."""
    return _Mark(name, tint, side)


def fact(name: str, words: QLabel, tint: str = "accent") -> QWidget:
    """A sentence with an icon before it."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(10)
    row.addWidget(mark(name, tint), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(words, 1)
    return holder


def page(*widgets: QWidget, buttons: Sequence[QWidget], grows: QWidget | None = None) -> QWidget:
    """A page of a dialog: widgets from the top, buttons at the bottom right.

    Args:
        widgets: from top to bottom.
        buttons: from left to right; the one that goes on is the last.
        grows: the one of the widgets that takes the room left; without it, the room stays free.
    """
    shown = QWidget()
    column = QVBoxLayout(shown)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(10)
    for widget in widgets:
        column.addWidget(widget, int(widget is grows))
    if grows is None:
        column.addStretch(1)
    row = QHBoxLayout()
    row.setContentsMargins(0, 6, 0, 0)
    row.setSpacing(8)
    row.addStretch(1)
    for widget in buttons:
        row.addWidget(widget)
    column.addLayout(row)
    return shown
