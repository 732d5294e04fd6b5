"""Asked before the window closes over decisions that are not saved: what would be lost, and the ways on."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from stockmatch.ui import text
from stockmatch.ui.choices import body_text, button, fit, heading, help_text, mark

_NAMES_SHOWN = 6


class LeaveDialog(QDialog):
    """Enter tries again; put away, it leaves the window open.

    Signals:
        again(), file_wanted(), given_up(): which way was chosen; the dialog is closed but where a file is wanted.
    """

    again = Signal()
    file_wanted = Signal()
    given_up = Signal()

    def __init__(self, catalogue: str, names: tuple[str, ...], why: str, parent: QWidget | None = None) -> None:
        """Build it.

        Args:
            catalogue: its name.
            names: of the photos that were decided.
            why: that is not saved.
            parent: the window.
        """
        super().__init__(parent)
        self.setWindowTitle(self.tr("Not saved yet"))
        title = QHBoxLayout()
        title.setSpacing(10)
        title.addWidget(mark("warning", "warn", 24))
        title.addWidget(heading(self.tr("{0} decided, but not saved").format(text.photos(len(names)))), 1)
        self.why = body_text(why)
        lost = self.tr("In {0}: {1}. Closed without saving, this is undecided at the next start.")
        file = button(self.tr("Save to a &file…"), "link")
        file.clicked.connect(self.file_wanted)
        give_up = button(self.tr("&Close without saving"))
        give_up.clicked.connect(self.accept)
        give_up.clicked.connect(self.given_up)
        again = button(self.tr("&Try again"), "primary")
        again.setDefault(True)
        again.clicked.connect(self.accept)
        again.clicked.connect(self.again)
        row = QHBoxLayout()
        row.addWidget(file)
        row.addStretch(1)
        row.addWidget(give_up)
        row.addWidget(again)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 18)
        column.setSpacing(10)
        column.addLayout(title)
        column.addWidget(self.why)
        column.addWidget(help_text(lost.format(catalogue, text.few(names, _NAMES_SHOWN))))
        column.addStretch(1)
        column.addLayout(row)
        fit(self, 560, 190)
        again.setFocus()
