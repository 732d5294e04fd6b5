"""All keys: an overlay to look at, and a dialog to change them; both are made from the same list."""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractSlider,
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from stockmatch.ui.choices import body_text, button, fit, heading, help_text, room, section
from stockmatch.ui.commands import titles
from stockmatch.ui.keymap import Keymap, name_of
from stockmatch.ui.theme import set_role

_SCROLLING: dict[int, QAbstractSlider.SliderAction] = {
    Qt.Key.Key_Down: QAbstractSlider.SliderAction.SliderSingleStepAdd,
    Qt.Key.Key_Up: QAbstractSlider.SliderAction.SliderSingleStepSub,
    Qt.Key.Key_PageDown: QAbstractSlider.SliderAction.SliderPageStepAdd,
    Qt.Key.Key_PageUp: QAbstractSlider.SliderAction.SliderPageStepSub,
}


class KeysOverlay(QDialog):
    """Every key of every view; any key or click closes it, but for those that scroll where there is more than room.

    Signals:
        change_requested(): the person wants other keys.
        manual_requested(): the person wants to read more.
        tour_requested(): the person wants to be shown around.
    """

    change_requested = Signal()
    manual_requested = Signal()
    tour_requested = Signal()

    def __init__(self, keymap: Keymap, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keys"))
        shown = QWidget()
        columns = QHBoxLayout(shown)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(24)
        deciding, *others = (self._section(title, rows) for title, rows in keymap.sections())
        for sections in ([deciding], others):
            column = QVBoxLayout()
            column.setSpacing(14)
            for one in sections:
                column.addLayout(one)
            column.addStretch(1)
            columns.addLayout(column)
        change = button(self.tr("Change keys…"), "link")
        change.clicked.connect(self._change)
        close = button(self.tr("Close"), "primary")
        close.setDefault(True)
        close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        manual = button(self.tr("Manual…"), "link")
        manual.clicked.connect(self._read)
        foot.addWidget(change)
        foot.addWidget(manual)
        tour = button(self.tr("Tour"), "link")
        tour.clicked.connect(self._show_around)
        foot.addWidget(tour)
        foot.addStretch(1)
        foot.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 18)
        layout.setSpacing(14)
        layout.addWidget(heading(self.tr("Keys")))
        self._scroll = _scroll(shown)
        layout.addWidget(self._scroll, 1)
        layout.addLayout(foot)
        around = layout.sizeHint() - self._scroll.sizeHint()
        wanted = shown.sizeHint().expandedTo(self._scroll.sizeHint()) + around
        most = room(self) if parent is None else parent.window().size().boundedTo(room(self))
        if wanted.height() > most.height():
            wanted += QSize(self._scroll.verticalScrollBar().sizeHint().width(), 0)
        self.resize(wanted.boundedTo(most))
        close.setFocus()

    @property
    def lines(self) -> list[str]:
        """What it says, a key and its words a line."""
        return [f"{key.text()} {key.buddy_words}" for key in self.findChildren(_Key)]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self._scroll.verticalScrollBar()
        if event.key() in _SCROLLING and bar.maximum() > 0:
            bar.triggerAction(_SCROLLING[event.key()])
        elif name_of(event) and not event.isAutoRepeat():
            self.accept()
        else:
            super().keyPressEvent(event)

    @Slot()
    def _change(self) -> None:
        self.accept()
        self.change_requested.emit()

    @Slot()
    def _read(self) -> None:
        self.accept()
        self.manual_requested.emit()

    @Slot()
    def _show_around(self) -> None:
        self.accept()
        self.tour_requested.emit()

    def _section(self, title: str, rows: Iterable[tuple[str, str]]) -> QVBoxLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(4)
        for number, (key, words) in enumerate(rows):
            grid.addWidget(_Key(key, words), number, 0, Qt.AlignmentFlag.AlignRight)
            grid.addWidget(QLabel(words), number, 1)
        grid.setColumnStretch(1, 1)
        made = QVBoxLayout()
        made.setSpacing(8)
        name = section(title)
        name.setWordWrap(False)
        name.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        made.addWidget(name)
        made.addLayout(grid)
        return made


class KeysDialog(QDialog):
    """Click a key, then press another one; a key that is taken is refused with the reason.

    Signals:
        changed(Keymap): to be used and kept at once.
    """

    changed = Signal(object)

    def __init__(self, keymap: Keymap, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keymap = keymap
        self._waiting = ""
        self.setWindowTitle(self.tr("Change keys"))
        self._buttons: dict[str, QPushButton] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(2)
        grid.setContentsMargins(0, 0, 8, 0)
        for view, title in titles().items():
            grid.addWidget(section(title), grid.rowCount(), 0, 1, 2)
            for one in (command for command in keymap.commands if command.view is view):
                row = grid.rowCount()
                made = button("")
                made.setMinimumWidth(150)
                made.clicked.connect(lambda _checked=False, name=one.id: self._ask(name))
                made.installEventFilter(self)
                self._buttons[one.id] = made
                grid.addWidget(QLabel(one.words), row, 0)
                grid.addWidget(made, row, 1)
        content = QWidget()
        content.setLayout(grid)
        scroll = _scroll(content)
        self.message = body_text()
        self.message.setMinimumHeight(2 * self.fontMetrics().height())
        reset = button(self.tr("All as at first"), "link")
        reset.clicked.connect(self._reset)
        close = button(self.tr("Close"), "primary")
        close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.addWidget(reset)
        foot.addStretch(1)
        foot.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 18)
        layout.setSpacing(10)
        layout.addWidget(heading(self.tr("Change keys")))
        layout.addWidget(help_text(self.tr("Click a key, then press the one you want. Esc leaves it as it is.")))
        layout.addWidget(scroll, 1)
        layout.addWidget(self.message)
        layout.addLayout(foot)
        fit(self, 560, 560)
        self._show()

    def key_button(self, command_id: str) -> QPushButton:
        """What is clicked to change a key."""
        return self._buttons[command_id]

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if self._waiting and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            self._take(event)
            return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._waiting:
            self._take(event)
        else:
            super().keyPressEvent(event)

    def _ask(self, command_id: str) -> None:
        self._waiting = command_id
        self._say("")
        self._show()

    def _take(self, event: QKeyEvent) -> None:
        key = name_of(event)
        if event.isAutoRepeat():
            return
        if event.key() == Qt.Key.Key_Escape:
            self._waiting = ""
            self._show()
        elif key:
            if reason := self._keymap.refusal(self._waiting, key):
                self._say(reason)
            else:
                self._use(self._keymap.with_key(self._waiting, key))

    @Slot()
    def _reset(self) -> None:
        self._use(Keymap())

    def _use(self, keymap: Keymap) -> None:
        self._keymap = keymap
        self._waiting = ""
        self._say("")
        self._show()
        self.changed.emit(keymap)

    def _say(self, words: str) -> None:
        set_role(self.message, "tone", "bad")
        self.message.setText(words)

    def _show(self) -> None:
        names = {one.id: one.words for one in self._keymap.commands}
        for name, made in self._buttons.items():
            key = self._keymap.shown(name)
            made.setText(self.tr("Press a key…") if name == self._waiting else key)
            made.setAccessibleName(self.tr("{0}: {1}").format(names[name], key))


def _scroll(shown: QWidget) -> QScrollArea:
    """Lets something be looked through that is larger than its dialog, without a stop for the keyboard."""
    scroll = QScrollArea()
    scroll.setWidgetResizable(True)
    scroll.setFrameShape(QFrame.Shape.NoFrame)
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    scroll.setWidget(shown)
    return scroll


class _Key(QLabel):
    """A key as it stands on a keyboard."""

    def __init__(self, key: str, words: str) -> None:
        super().__init__(key)
        self.buddy_words = words
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setMinimumWidth(max(28, self.fontMetrics().horizontalAdvance(key) + 20))
        self.setProperty("role", "key")
        self.setAccessibleName(f"{key}: {words}")
