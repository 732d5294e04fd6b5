"""A message across the top of a panel, with what can be done about it."""

from collections.abc import Callable, Sequence
from enum import StrEnum

from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton, QWidget

from stockmatch.ui.icons import icon, pixmap
from stockmatch.ui.theme import scaled_font, set_role


class Level(StrEnum):
    INFO = "info"
    SUCCESS = "success"
    WARNING = "warning"
    ERROR = "error"


_LOOK = {
    Level.INFO: ("info", "accent"),
    Level.SUCCESS: ("check", "good"),
    Level.WARNING: ("warning", "warn"),
    Level.ERROR: ("warning", "bad"),
}


def level_word(level: Level) -> str:
    """The level as the person reads and hears it."""
    return {
        Level.INFO: QCoreApplication.translate("Banner", "Note"),
        Level.SUCCESS: QCoreApplication.translate("Banner", "Done"),
        Level.WARNING: QCoreApplication.translate("Banner", "Attention"),
        Level.ERROR: QCoreApplication.translate("Banner", "Problem"),
    }[level]


class Banner(QFrame):
    """One message at a time, hidden while there is none; icon, word and colour say how grave it is.

    Signals:
        closed(): the person closed it.
    """

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "banner")
        self._level = Level.INFO
        self._icon = QLabel()
        self._icon.setFixedSize(20, 20)
        self._word = QLabel()
        self._word.setFont(scaled_font(self.font(), 1.0, bold=True))
        self._text = QLabel()
        self._text.setWordWrap(True)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._close = QToolButton()
        self._close.setIcon(icon("close"))
        self._close.setIconSize(QSize(16, 16))
        self._close.setToolTip(self.tr("Close this message"))
        self._close.setAccessibleName(self.tr("Close this message"))
        self._close.clicked.connect(self._close_by_hand)
        self._buttons: list[QPushButton] = []
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 6, 6, 6)
        layout.setSpacing(8)
        layout.addWidget(self._icon)
        layout.addWidget(self._word)
        layout.addWidget(self._text, 1)
        layout.addWidget(self._close)
        self.hide()

    @property
    def text(self) -> str:
        """The message shown; empty while there is none."""
        return self._text.text() if not self.isHidden() else ""

    @property
    def buttons(self) -> tuple[QPushButton, ...]:
        """The actions offered, in order."""
        return tuple(self._buttons)

    def show_message(self, level: Level, text: str, actions: Sequence[tuple[str, Callable[[], None]]] = ()) -> None:
        """Show a message in place of the one before.

        Args:
            level: how grave it is.
            text: plain text, one or two sentences.
            actions: words of a button and what it does; the message stays until it is cleared or closed.
        """
        self._level = level
        self._word.setText(level_word(level))
        self._word.setVisible(level in (Level.WARNING, Level.ERROR))
        self._text.setText(text)
        set_role(self, "level", level.value)
        self._paint_icon()
        self._replace_buttons(actions)
        self.setAccessibleName(f"{level_word(level)}: {text}")
        self.show()

    def clear(self) -> None:
        """Hide the message."""
        self._text.clear()
        self._replace_buttons(())
        self.hide()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._paint_icon()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._close_by_hand()
        else:
            super().keyPressEvent(event)

    def _close_by_hand(self) -> None:
        self.clear()
        self.closed.emit()

    def _paint_icon(self) -> None:
        name, tint = _LOOK[self._level]
        self._icon.setPixmap(pixmap(name, 20, self.devicePixelRatioF(), tint))
        self._icon.setAccessibleName(level_word(self._level))

    def _replace_buttons(self, actions: Sequence[tuple[str, Callable[[], None]]]) -> None:
        layout = self.layout()
        assert isinstance(layout, QHBoxLayout)
        for button in self._buttons:
            layout.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = []
        for words, act in actions:
            button = QPushButton(words)
            button.setAutoDefault(False)
            button.clicked.connect(act)
            layout.insertWidget(layout.count() - 1, button)
            self._buttons.append(button)
