"""What flows have in common that open one dialog at a time, without blocking."""

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QDialog, QWidget


class OneDialog(QObject):
    """Holds the dialog from when it opens until it closes.

    Attributes:
        dialog: the one that is open; a flow says of which kind.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.dialog: QDialog | None = None

    def close(self) -> None:
        """Close it, as the window closes."""
        if self.dialog is not None:
            self.dialog.reject()

    def _show(self, dialog: QDialog) -> None:
        self.dialog = dialog
        dialog.finished.connect(self._on_closed)
        dialog.open()

    @Slot()
    def _on_closed(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
        self.dialog = None
