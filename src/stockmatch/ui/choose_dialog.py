"""Which of several products that share one picture it is: a photo cannot tell, so the person does."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QListWidget, QVBoxLayout, QWidget

from stockmatch.core.ranking import Candidate
from stockmatch.ui import text
from stockmatch.ui.alike_words import telling
from stockmatch.ui.choices import button, fit, heading, help_text
from stockmatch.ui.digit_keys import key_of
from stockmatch.ui.guard import Guard
from stockmatch.ui.match_model import KEYS, own_name
from stockmatch.ui.theme import scaled_font

_WIDTH, _HEIGHT, _ROWS = 440, 190, 9


class ChooseDialog(QDialog):
    """Lists them; a number key, Enter or a click takes one, a moment after it has come onto the screen.

    Signals:
        chosen(Candidate): one of them.
    """

    chosen = Signal(object)

    def __init__(self, place: Candidate, parent: QWidget | None = None) -> None:
        """Build it.

        Args:
            place: a candidate with ``alike``.
            parent: the window.
        """
        super().__init__(parent)
        self._alike = place.alike
        self._guard = Guard()
        self.setWindowTitle(self.tr("Which one is it?"))
        self.list = QListWidget()
        self.list.setFont(scaled_font(self.font(), 1.1))
        self.list.setSpacing(3)
        self.list.setAccessibleName(self.tr("Products with the same picture"))

        for number, (one, word) in enumerate(zip(place.alike, telling(place.alike), strict=True), 1):
            more = [word, *(part for part in (one.sku, own_name(one)) if part != word)]
            words = text.join([part for part in more if part])
            self.list.addItem(f"{number}   {words}" if number <= KEYS else f"     {words}")
        self.list.setCurrentRow([one.product_key for one in place.alike].index(place.product_key))
        self.list.itemClicked.connect(self._take)
        self.list.installEventFilter(self)
        self.list.viewport().installEventFilter(self)
        cancel = button(self.tr("Cancel"))
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 18)
        column.setSpacing(8)
        column.addWidget(heading(self.tr("Which one is it?")))
        column.addWidget(help_text(self.tr("These products share one picture, so the photo cannot tell them apart.")))
        column.addWidget(self.list, 1)
        column.addWidget(cancel, 0, Qt.AlignmentFlag.AlignRight)
        rows = min(len(place.alike), _ROWS)
        fit(self, _WIDTH, _HEIGHT + rows * (self.list.sizeHintForRow(0) + 2 * self.list.spacing()))
        self._guard.begin([0])
        self.list.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.list.viewport() and event.type() == QEvent.Type.Paint:
            self._guard.painted({0})
        if watched is self.list and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._pressed(event)
        return super().eventFilter(watched, event)

    def _pressed(self, event: QKeyEvent) -> bool:
        row = key_of(event) - int(Qt.Key.Key_1)
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            row = self.list.currentRow()
        elif not 0 <= row < min(len(self._alike), KEYS):
            return False
        if not event.isAutoRepeat() and self._guard.ready(0, pointer=False):
            self._choose(row)
        return True

    @Slot()
    def _take(self) -> None:
        if self._guard.ready(0, pointer=True):
            self._choose(self.list.currentRow())

    def _choose(self, row: int) -> None:
        self.accept()
        self.chosen.emit(self._alike[row])
