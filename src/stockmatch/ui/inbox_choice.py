"""The setting for the folder that feeds the queue of the catalogue in service."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QGridLayout, QWidget

from stockmatch.ui.choices import body_text, button, help_text


class InboxChoice(QWidget):
    """Shows the folder and lets the person choose another, or none.

    Attributes:
        folder: the one in use, absolute; None for none.

    Signals:
        chosen(str | None): the folder, absolute.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.folder: str | None = None
        self.about = help_text()
        self.shared = help_text()
        self._words = body_text()
        self.choose = button(self.tr("Choose a folder…"))
        self.choose.setAccessibleName(self.tr("Choose the inbox folder"))
        self.choose.clicked.connect(self._ask)
        self.stop = button(self.tr("Stop watching it"), "link")
        self.stop.clicked.connect(lambda: self.chosen.emit(None))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.addWidget(self.about, 0, 0, 1, 2)
        grid.addWidget(self._words, 1, 0)
        grid.addWidget(self.choose, 1, 1, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.shared, 2, 0, 1, 2)
        grid.addWidget(self.stop, 3, 0, 1, 2, Qt.AlignmentFlag.AlignLeft)
        grid.setColumnStretch(0, 1)
        self.show_folder(None, None)

    def show_folder(self, catalogue: str | None, folder: str | None, others: Sequence[str] = ()) -> None:
        """Show the folder in use; nothing is emitted.

        Args:
            catalogue: name of the one whose inbox it is; without one none can be chosen.
            folder: absolute; None for none.
            others: names of other catalogues that have the same inbox.
        """
        self.folder = folder
        about = self.tr("Photos that come into this folder, from a phone for instance, come into the queue of {0}.")
        first = self.tr("Each catalogue has an inbox of its own. Open the catalogue first.")
        self.about.setText(about.format(catalogue) if catalogue is not None else first)
        self.choose.setEnabled(catalogue is not None)
        shared = self.tr("It is the inbox of {0} too: its photos come into the queues of all these catalogues.")
        self.shared.setText(shared.format(", ".join(others)))
        self.shared.setVisible(bool(others))
        self._words.setText(Path(folder).name if folder is not None else self.tr("No folder is watched."))
        self._words.setToolTip(folder or "")
        self.stop.setVisible(folder is not None)

    @Slot()
    def _ask(self) -> None:
        folder = QFileDialog.getExistingDirectory(
            self, self.tr("Inbox folder"), self.folder if self.folder is not None else str(Path.home())
        )
        if folder:
            self.chosen.emit(folder)
