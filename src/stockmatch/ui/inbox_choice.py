"""The setting for the folder that feeds the queue."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QGridLayout, QWidget

from stockmatch.ui.choices import body_text, button


class InboxChoice(QWidget):
    """Shows the folder and lets the person choose another, or none.

    Signals:
        chosen(str | None): the folder, absolute.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = body_text()
        self.choose = button(self.tr("Choose a folder…"))
        self.choose.setAccessibleName(self.tr("Choose the inbox folder"))
        self.choose.clicked.connect(self._ask)
        self.stop = button(self.tr("Stop watching it"), "link")
        self.stop.clicked.connect(lambda: self.chosen.emit(None))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.addWidget(self._words, 0, 0)
        grid.addWidget(self.choose, 0, 1, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.stop, 1, 0, 1, 2, Qt.AlignmentFlag.AlignLeft)
        grid.setColumnStretch(0, 1)
        self.show_folder(None)

    def show_folder(self, folder: str | None) -> None:
        """Show the folder in use; nothing is emitted."""
        self._folder = folder
        self._words.setText(Path(folder).name if folder is not None else self.tr("No folder is watched."))
        self._words.setToolTip(folder or "")
        self.stop.setVisible(folder is not None)

    @Slot()
    def _ask(self) -> None:
        folder = QFileDialog.getExistingDirectory(
            self, self.tr("Inbox folder"), self._folder if self._folder is not None else str(Path.home())
        )
        if folder:
            self.chosen.emit(folder)
