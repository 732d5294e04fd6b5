"""The setting for where newer versions are announced."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from stockmatch.core.errors import UpdateRefused
from stockmatch.core.updates import UpdateSource
from stockmatch.ui.choices import body_text
from stockmatch.ui.language import told
from stockmatch.ui.theme import set_role


class UpdateChoice(QWidget):
    """An address, and what is wrong with it; empty, nobody is asked.

    Signals:
        chosen(str | None): an address that can be asked, or none.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._address: str | None = None
        self.field = QLineEdit()
        self.field.setPlaceholderText("https://…#ed25519=…")
        self.field.setAccessibleName(self.tr("Address of new versions"))
        self.field.editingFinished.connect(self._on_edited)
        self.problem = body_text()
        set_role(self.problem, "tone", "bad")
        self.problem.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.field)
        column.addWidget(self.problem)

    def show_address(self, address: str | None) -> None:
        """Show the address in use; nothing is emitted."""
        if address != self._address:
            self._address = address
            self.field.setText(address or "")
            self.problem.hide()

    @Slot(str)
    def show_problem(self, message: str) -> None:
        """Say why nothing was learnt there."""
        self.problem.setText(message)
        self.problem.show()

    @Slot()
    def _on_edited(self) -> None:
        text = self.field.text().strip() or None
        if text == self._address:
            return
        try:
            if text is not None:
                UpdateSource.parse(text)
        except UpdateRefused as error:
            self.show_problem(told(error))
            return
        self._address = text
        self.problem.hide()
        self.chosen.emit(text)
