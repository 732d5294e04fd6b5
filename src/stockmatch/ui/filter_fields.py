"""The fields that narrow products: a search in all of their words, and one choice of values for each detail."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit

from stockmatch.core.catalogue import Product
from stockmatch.core.filtering import FILTERED, ProductFilter, values
from stockmatch.core.table import Field
from stockmatch.ui import text
from stockmatch.ui.details_words import field_name


class FilterFields(QObject):
    """Whoever shows them lays them out; a detail that no product has is hidden.

    Attributes:
        search: what is to be found in codes, names and details.
        choices: by the names of the details.

    Signals:
        changed(): the person wants other products.
    """

    changed = Signal()

    def __init__(self, products: Sequence[Product], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Find in codes, names and details"))
        self.search.setAccessibleName(self.tr("Find in codes, names and details"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self.changed)
        self.choices = {name: self._choice(name, products) for name in FILTERED}

    @property
    def value(self) -> ProductFilter:
        """What is asked for now."""
        chosen = {name: str(combo.currentData() or "") for name, combo in self.choices.items()}
        return ProductFilter(self.search.text(), **chosen)

    def set_value(self, wanted: ProductFilter) -> None:
        """Show what is asked for; a value that no product has any more is left out."""
        self.search.setText(wanted.text)
        for name, combo in self.choices.items():
            combo.setCurrentIndex(max(0, combo.findData(getattr(wanted, name))))

    def _choice(self, name: str, products: Sequence[Product]) -> QComboBox:
        combo = QComboBox()
        title = field_name(Field(name))
        combo.setAccessibleName(title)
        combo.addItem(self.tr("{0}: any").format(title), "")
        for value in values(products, name):
            combo.addItem(value, value)
        combo.setMaximumWidth(180)
        combo.setVisible(combo.count() > 1)
        combo.currentIndexChanged.connect(self.changed)
        return combo


def filter_words(wanted: ProductFilter) -> str:
    """What products must be, in short: "Nord · Red · “coat”"."""
    found = QCoreApplication.translate("FilterFields", "“{0}”").format(wanted.text.strip())
    details = [getattr(wanted, name) for name in FILTERED]
    return text.join([*(value for value in details if value), *([found] if wanted.text.split() else [])])


def filter_lines(wanted: ProductFilter) -> str:
    """The same with the name of each detail, one a line."""
    line = QCoreApplication.translate("details", "{name}: {value}")
    details = [(field_name(Field(name)), getattr(wanted, name)) for name in FILTERED]
    lines = [line.format(name=name, value=value) for name, value in details if value]
    if wanted.text.split():
        lines.append(QCoreApplication.translate("FilterFields", "“{0}”").format(wanted.text.strip()))
    return "\n".join(lines)
