"""What stands where there is nothing to match yet, or nothing left to match."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QRectF, Qt, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from stockmatch.ui.icons import pixmap
from stockmatch.ui.theme import scaled_font, set_role, tokens

_ICON = 56
_TEXT_WIDTH = 440
_RADIUS = 10


class MessagePage(QWidget):
    """An icon, a headline, a sentence and what to do next, in the middle of the space."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._tint = "info", "muted"
        self._hovering = False
        self._icon = QLabel()
        self._icon.setFixedSize(_ICON, _ICON)
        self._title = QLabel()
        self._title.setFont(scaled_font(self.font(), 1.5, bold=True))
        self._text = QLabel()
        self._text.setFixedWidth(_TEXT_WIDTH)
        set_role(self._text, "role", "muted")
        for label in (self._title, self._text):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(220)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        layout = QVBoxLayout(self)
        layout.setSpacing(8)
        centre = Qt.AlignmentFlag.AlignHCenter
        layout.addStretch(2)
        layout.addWidget(self._icon, 0, centre)
        layout.addSpacing(6)
        layout.addWidget(self._title)
        layout.addWidget(self._text, 0, centre)
        layout.addSpacing(10)
        layout.addWidget(self._bar, 0, centre)
        layout.addSpacing(6)
        layout.addLayout(self._buttons)
        layout.addStretch(3)

    @property
    def title(self) -> str:
        return self._title.text()

    @property
    def text(self) -> str:
        return self._text.text()

    @property
    def buttons(self) -> list[QPushButton]:
        """What is offered, the first being the obvious one."""
        return self.findChildren(QPushButton)

    def show_message(
        self,
        icon: str,
        title: str,
        text: str = "",
        actions: Sequence[tuple[str, Callable[[], object]]] = (),
        *,
        tint: str = "muted",
        busy: bool = False,
    ) -> None:
        """Say something else.

        Args:
            icon: name of an icon, in the colour token ``tint``.
            title, text: plain text.
            actions: words of a button and what it does; the first is the obvious one.
            busy: whether something is under way whose end is not known.
        """
        self._name, self._tint = icon, tint
        self._paint_icon()
        self._title.setText(title)
        self._set_text(text)
        self._bar.setVisible(busy)
        self._bar.setRange(0, 0)
        while (item := self._buttons.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.setParent(None)
                old.deleteLater()
        self._buttons.addStretch(1)
        for position, (words, act) in enumerate(actions):
            button = QPushButton(words, self)
            set_role(button, "role", "" if position else "primary")
            button.clicked.connect(lambda _checked=False, act=act: act())
            self._buttons.addWidget(button)
        self._buttons.addStretch(1)

    def show_progress(
        self, icon: str, title: str, text: str, cancel: tuple[str, Callable[[], object]], *, done: int, total: int
    ) -> None:
        """Say how far something is; called often, so what stays is left alone."""
        if self._title.text() != title or not self._bar.isVisibleTo(self):
            self.show_message(icon, title, text, [cancel], busy=True)
            set_role(self.buttons[0], "role", "")
        self._set_text(text)
        self._bar.setRange(0, total)
        self._bar.setValue(done)

    @Slot(bool)
    def set_hovering(self, hovering: bool) -> None:
        """Whether something that can be dropped is over the window."""
        if hovering != self._hovering:
            self._hovering = hovering
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._hovering:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(tokens(self).accent, 2))
            painter.setBrush(tokens(self).accent_soft)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(12, 2, -12, -12), _RADIUS, _RADIUS)
            painter.end()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._paint_icon()

    def _set_text(self, text: str) -> None:
        self._text.setText(text)
        self._text.setFixedHeight(self._text.heightForWidth(_TEXT_WIDTH) if text else 0)
        self._text.setVisible(bool(text))

    def _paint_icon(self) -> None:
        self._icon.setPixmap(pixmap(self._name, _ICON, self.devicePixelRatioF(), self._tint))
