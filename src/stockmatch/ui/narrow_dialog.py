"""Which products may be offered: those of one brand or category, for instance, or with a word in them."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from stockmatch.core.catalogue import Snapshot
from stockmatch.core.filtering import ANY, ProductFilter
from stockmatch.ui import text
from stockmatch.ui.choices import body_text, button, heading, help_text
from stockmatch.ui.filter_fields import FilterFields
from stockmatch.ui.theme import set_role


class NarrowDialog(QDialog):
    """Asks for a filter, and says how many products fit it; one that none fits cannot be chosen.

    Signals:
        chosen(ProductFilter): what may be offered from now on.
    """

    chosen = Signal(object)

    def __init__(self, snapshot: Snapshot, only: ProductFilter, parent: QWidget | None = None) -> None:
        """Build it.

        Args:
            snapshot: the catalogue in service.
            only: what may be offered until now.
            parent: the window.
        """
        super().__init__(parent)
        self._products = snapshot.products
        self.setWindowTitle(self.tr("Narrow the candidates"))
        self.fields = FilterFields(self._products, self)
        self.fields.set_value(only)
        self.fields.changed.connect(self._count)
        about = self.tr(
            "Only products that fit are offered, the best of them first, for this photo and the next ones, until you "
            "ask for all products again."
        )
        self.state = body_text()
        self._all = button(self.tr("All products"))
        self._all.setVisible(bool(only))
        self._all.clicked.connect(self._take_all)
        cancel = button(self.tr("Cancel"))
        cancel.clicked.connect(self.reject)
        self._narrow = button(self.tr("Narrow"), "primary")
        self._narrow.setDefault(True)
        self._narrow.clicked.connect(self._take)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.state, 1)
        for one in (self._all, cancel, self._narrow):
            buttons.addWidget(one)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 18)
        column.setSpacing(8)
        column.addWidget(heading(self.tr("Narrow the candidates")))
        column.addWidget(help_text(about))
        column.addSpacing(4)
        column.addWidget(self.fields.search)
        for combo in self.fields.choices.values():
            combo.setMaximumWidth(16_777_215)
            column.addWidget(combo)
        column.addStretch(1)
        column.addSpacing(6)
        column.addLayout(buttons)
        self.setMinimumWidth(30 * self.fontMetrics().height())
        self._count()
        self.fields.search.setFocus()

    @Slot()
    def _count(self) -> None:
        wanted = self.fields.value
        fitting = sum(map(wanted.fits, self._products))
        words = self.tr("{0} of {1} fit")
        self.state.setText(words.format(text.number(fitting), text.products(len(self._products))))
        set_role(self.state, "tone", "" if fitting else "warn")
        self._narrow.setEnabled(bool(wanted) and fitting > 0)

    @Slot()
    def _take(self) -> None:
        self.accept()
        self.chosen.emit(self.fields.value)

    @Slot()
    def _take_all(self) -> None:
        self.accept()
        self.chosen.emit(ANY)
