"""Below the grid: the decisions that no tile stands for, and undo."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QIcon, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QToolButton, QWidget

from stockmatch.ui.icons import beside_text, icon
from stockmatch.ui.keymap import Keymap, written
from stockmatch.ui.one_line import TwoLines
from stockmatch.ui.theme import set_role

_SPACING = 6
_NOTE_MS = 8000
_NOTE_LETTERS = 12
"""So many on each of two lines, for what was decided and on which photo."""


class DecisionBar(QFrame):
    """Buttons with their keys, and what was decided last.

    Signals:
        variant(), not_in_catalogue(), skip(), undo(), redo()
    """

    variant = Signal()
    not_in_catalogue = Signal()
    skip = Signal()
    undo = Signal()
    redo = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._undo = self._tool("undo", self.tr("Undo"))
        self._redo = self._tool("redo", self.tr("Redo"))
        self._undo.clicked.connect(self.undo)
        self._redo.clicked.connect(self.redo)
        self._note = TwoLines()
        self._note.setTextFormat(Qt.TextFormat.PlainText)
        self._note.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        set_role(self._note, "role", "muted")
        self._signs = [icon(name) for name in ("variant", "not-in-catalogue", "skip")]
        self._variant = self._button(self.tr("Variant"))
        self._variant.clicked.connect(self.variant)
        self._none = self._button(self.tr("Not in catalogue"))
        self._none.clicked.connect(self.not_in_catalogue)
        self._skip = self._button(self.tr("Skip"))
        self._skip.clicked.connect(self.skip)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_NOTE_MS)
        self._timer.timeout.connect(self._note.clear)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 2, 0, 0)
        layout.setSpacing(_SPACING)
        layout.addWidget(self._undo)
        layout.addWidget(self._redo)
        layout.addWidget(self._note, 1)
        layout.addWidget(self._variant)
        layout.addWidget(self._none)
        layout.addWidget(self._skip)

    @property
    def note(self) -> str:
        """What was decided last; empty after a while."""
        return self._note.text()

    def show_note(self, words: str) -> None:
        """Confirm what was stored, for a moment."""
        self._note.setText(words)
        self._note.setToolTip(words)
        self._timer.start()

    def show_state(self, *, can_decide: bool, can_skip: bool, can_undo: bool, can_redo: bool) -> None:
        """Enable what is possible now."""
        self._variant.setEnabled(can_decide)
        self._none.setEnabled(can_decide)
        self._skip.setEnabled(can_skip)
        self._undo.setEnabled(can_undo)
        self._redo.setEnabled(can_redo)

    def show_keys(self, keymap: Keymap) -> None:
        """Write each key beside the words."""
        tips = {
            "main.undo": (self._undo, self.tr("Undo the last decision ({0} or {1})")),
            "main.redo": (self._redo, self.tr("Redo ({0} or {1})")),
            "main.variant": (
                self._variant,
                self.tr("The marked candidate in another colour or size ({0})"),
            ),
            "main.absent": (self._none, self.tr("None of the catalogue's products ({0})")),
            "main.skip": (self._skip, self.tr("Decide later ({0})")),
        }
        everywhere = {"main.undo": written("Ctrl+Z"), "main.redo": written("Ctrl+Shift+Z")}
        for command, (made, tip) in tips.items():
            key = keymap.shown(command)
            made.setText(f"{made.accessibleName()}   {key}")
            made.setToolTip(tip.format(key, everywhere.get(command)))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Where there is little room, undo and redo are their signs alone, then the decisions their words alone.

        So neither a decision's name is cut, nor what was decided last.
        """
        tools, buttons = (self._undo, self._redo), (self._variant, self._none, self._skip)
        style = Qt.ToolButtonStyle
        note = _NOTE_LETTERS * self.fontMetrics().horizontalAdvance("0")
        spacing = _SPACING * (len(tools) + len(buttons))
        for words, signs in ((True, True), (False, True), (False, False)):
            for tool in tools:
                tool.setToolButtonStyle(style.ToolButtonTextBesideIcon if words else style.ToolButtonIconOnly)
            for button, sign in zip(buttons, self._signs, strict=True):
                button.setIcon(sign if signs else QIcon())
            if spacing + note + sum(one.sizeHint().width() for one in (*tools, *buttons)) <= self.width():
                break

    def _button(self, words: str) -> QPushButton:
        made = QPushButton(words)
        beside_text(made)
        made.setAccessibleName(words)
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return made

    def _tool(self, name: str, words: str) -> QToolButton:
        made = QToolButton()
        made.setIcon(icon(name))
        beside_text(made, 18)
        made.setText(words)
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        made.setAccessibleName(words)
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return made
