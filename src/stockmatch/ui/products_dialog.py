"""All products of the catalogue, narrowed by what its table says of them; those without an image too."""

from collections.abc import Sequence
from enum import StrEnum

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QHeaderView, QVBoxLayout, QWidget

from stockmatch.core.catalogue import Product, Snapshot
from stockmatch.core.table import Field
from stockmatch.ui import text
from stockmatch.ui.catalogue_dialog import ask_table_path, table_view
from stockmatch.ui.choices import Segments, button, fit, heading, help_text, scaled
from stockmatch.ui.details_words import field_name
from stockmatch.ui.fact_table import FactTable
from stockmatch.ui.filter_fields import FilterFields


class _Show(StrEnum):
    MATCHED = "matched"
    WITHOUT_IMAGE = "without image"


_FIELDS = (Field.SKU, Field.NAME, Field.BRAND, Field.CATEGORY, Field.COLOUR, Field.SIZE, Field.BARCODE, Field.SUPPLIER)
_LEAST, _MOST = 64, 130
"""How wide a column is at least, and one of a detail at most, as ``scaled`` says."""


class ProductsDialog(QDialog):
    """Lists products, and lets the list be copied or saved.

    Signals:
        save_requested(str, object, object): the file, the columns and the rows of the list.
    """

    save_requested = Signal(str, object, object)

    def __init__(self, snapshot: Snapshot, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._snapshot = snapshot
        self._shown: Sequence[Product] = ()
        self.setWindowTitle(self.tr("Products"))
        self.which: Segments[_Show] = Segments(
            self.tr("Show"),
            (
                (_Show.MATCHED, self.tr("With images: {0}").format(text.number(len(snapshot.products)))),
                (_Show.WITHOUT_IMAGE, self.tr("Without image: {0}").format(text.number(len(snapshot.without_image)))),
            ),
        )
        self.which.button(_Show.WITHOUT_IMAGE).setEnabled(bool(snapshot.without_image))
        self.which.chosen.connect(self._fill)
        self._fields = FilterFields((*snapshot.products, *snapshot.without_image), self)
        self._fields.changed.connect(self._fill)
        self.search, self.filters = self._fields.search, self._fields.choices
        self._columns = (*(field_name(field) for field in _FIELDS), self.tr("Images"))
        self._table = FactTable(self._columns, self)
        self.view = table_view(self._table, self.tr("Products"))
        self._fit_columns()
        self._count = help_text()
        copy = button(self.tr("&Copy list as text"))
        copy.clicked.connect(self._copy)
        save = button(self.tr("&Save as…"))
        save.clicked.connect(self._save)
        close = button(self.tr("Close"), "primary")
        close.setDefault(True)
        close.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.which)
        row.addWidget(self.search, 1)
        details = QHBoxLayout()
        details.setSpacing(8)
        for combo in self.filters.values():
            details.addWidget(combo)
        details.addStretch(1)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(copy)
        buttons.addWidget(save)
        buttons.addWidget(self._count, 1)
        buttons.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(8)
        column.addWidget(heading(snapshot.name))
        column.addLayout(row)
        column.addLayout(details)
        column.addWidget(self.view, 1)
        column.addLayout(buttons)
        fit(self, 980, 620)
        self._fill()
        self.search.setFocus()

    def _fit_columns(self) -> None:
        """Codes in full, details up to a limit, names in the room left; a detail that no product has is hidden."""
        products = (*self._snapshot.products, *self._snapshot.without_image)
        rows = [_row(product) for product in products]
        self._table.show(products, _row)
        self.view.ensurePolished()  # or its cells have no margins yet
        header, name = self.view.horizontalHeader(), _FIELDS.index(Field.NAME)
        header.setMinimumSectionSize(scaled(self, _LEAST))
        header.setStretchLastSection(False)
        header.setSectionResizeMode(name, QHeaderView.ResizeMode.Stretch)
        codes = {_FIELDS.index(Field.SKU), _FIELDS.index(Field.BARCODE)}
        for column in set(range(len(self._columns))) - {name}:
            places = {row[column]: place for place, row in enumerate(rows)}
            if not any(places):
                self.view.setColumnHidden(column, True)
                continue
            widest = places[max(places, key=self.view.fontMetrics().horizontalAdvance)]
            shown = self.view.sizeHintForIndex(self._table.index(widest, column)).width()
            width = max(shown, header.sectionSizeHint(column))
            self.view.setColumnWidth(column, width if column in codes else min(width, scaled(self, _MOST)))

    @Slot()
    def _fill(self) -> None:
        wanted = self._fields.value
        matched = self.which.value is _Show.MATCHED
        products = self._snapshot.products if matched else self._snapshot.without_image
        self._shown = [product for product in products if wanted.fits(product)]
        self._table.show(self._shown, _row)
        words = self.tr("{0} of {1} shown")
        self._count.setText(words.format(text.number(len(self._shown)), text.number(len(products))))

    @Slot()
    def _copy(self) -> None:
        lines = [self._columns, *map(_row, self._shown)]
        QGuiApplication.clipboard().setText("\n".join("\t".join(line) for line in lines))

    @Slot()
    def _save(self) -> None:
        path = ask_table_path(self, self.tr("Save the list of products"), self._snapshot.name)
        if path:
            self.save_requested.emit(path, self._columns, [_row(product) for product in self._shown])


def _row(product: Product) -> tuple[str, ...]:
    details = product.details
    return (
        product.sku,
        product.name,
        details.brand,
        details.category,
        details.colour,
        details.size,
        details.barcode,
        details.supplier,
        text.number(len(product.images)),
    )
