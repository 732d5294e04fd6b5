"""Below the grid: the decisions that no tile stands for, and undo."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton, QWidget

from stockmatch.ui.icons import beside_text, icon
from stockmatch.ui.theme import set_role

_NOTE_MS = 8000


class DecisionBar(QFrame):
    """Buttons with their keys, and what was decided last.

    Signals:
        not_in_catalogue(), skip(), undo(), redo()
    """

    not_in_catalogue = Signal()
    skip = Signal()
    undo = Signal()
    redo = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._undo = self._tool("undo", self.tr("Undo"), self.tr("Undo the last decision (Z or Ctrl+Z)"))
        self._redo = self._tool("redo", self.tr("Redo"), self.tr("Redo (Shift+Z or Ctrl+Shift+Z)"))
        self._undo.clicked.connect(self.undo)
        self._redo.clicked.connect(self.redo)
        self._note = QLabel()
        self._note.setTextFormat(Qt.TextFormat.PlainText)
        self._note.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        set_role(self._note, "role", "muted")
        self._none = self._button("not-in-catalogue", self.tr("Not in catalogue"), "N")
        self._none.clicked.connect(self.not_in_catalogue)
        self._skip = self._button("skip", self.tr("Skip"), "S")
        self._skip.clicked.connect(self.skip)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_NOTE_MS)
        self._timer.timeout.connect(self._note.clear)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 2, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self._undo)
        layout.addWidget(self._redo)
        layout.addWidget(self._note, 1)
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
        self._none.setEnabled(can_decide)
        self._skip.setEnabled(can_skip)
        self._undo.setEnabled(can_undo)
        self._redo.setEnabled(can_redo)

    def _button(self, name: str, words: str, key: str) -> QPushButton:
        button = QPushButton(icon(name), f"{words}   {key}")
        beside_text(button)
        button.setToolTip(self.tr("{0} (key {1})").format(words, key))
        button.setAccessibleName(words)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def _tool(self, name: str, words: str, tip: str) -> QToolButton:
        button = QToolButton()
        button.setIcon(icon(name))
        beside_text(button, 18)
        button.setText(f"{words}  Z" if name == "undo" else f"{words}  ⇧Z")
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setToolTip(tip)
        button.setAccessibleName(words)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button
