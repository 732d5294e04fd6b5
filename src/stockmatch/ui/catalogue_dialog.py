"""What opening a folder would do, shown before it is done; and which files were left out, shown after."""

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path, PurePosixPath

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from stockmatch.core.catalogue import DuplicateSku, Grouping, Preview, Problem, Product
from stockmatch.ui import text
from stockmatch.ui.choices import Segments, body_text, button, fit, heading, help_text
from stockmatch.ui.fact_table import FactTable
from stockmatch.ui.language import told
from stockmatch.ui.save_path import ask_save_path
from stockmatch.ui.theme import set_role


class _Show(StrEnum):
    ALL = "all"
    GROUPED = "grouped"
    DUPLICATES = "duplicates"


class CatalogueDialog(QDialog):
    """Shows how a folder's files become products, and asks whether to open it so.

    Signals:
        accepted_grouping(bool): the person opened it, with or without grouping numbered files.
    """

    accepted_grouping = Signal(bool)

    def __init__(self, preview: Preview, group_images: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._preview = preview
        self.setWindowTitle(self.tr("Open a catalogue"))
        self._headline = heading("")
        where = help_text(preview.source)
        where.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._group = QCheckBox(self.tr("Treat &numbered files as images of one product"))
        self._group.setChecked(group_images)
        self._group.toggled.connect(self._refresh)
        about = help_text(self.tr("4711_1.jpg and 4711_2.jpg become two images of product 4711."))
        self._which: Segments[_Show] = Segments(
            self.tr("Show"),
            (
                (_Show.ALL, self.tr("All products")),
                (_Show.GROUPED, self.tr("Several images")),
                (_Show.DUPLICATES, self.tr("SKU in several folders")),
            ),
        )
        self._which.chosen.connect(self._fill)
        self._find = QLineEdit()
        self._find.setPlaceholderText(self.tr("Find a SKU or file"))
        self._find.setAccessibleName(self.tr("Find a SKU or file"))
        self._find.setClearButtonEnabled(True)
        self._find.textChanged.connect(self._fill)
        self._table = FactTable((self.tr("SKU"), self.tr("Folder"), self.tr("Images"), self.tr("Files")), self)
        self._view = table_view(self._table, self.tr("Products"))
        self._view.setColumnWidth(0, 190)
        self._view.setColumnWidth(1, 130)
        self._view.setColumnWidth(2, 70)
        self._notes = body_text()
        set_role(self._notes, "tone", "warn")
        self._left_out = help_text()
        self._open = button(self.tr("&Open"), "primary")
        self._open.setDefault(True)
        self._open.clicked.connect(self._accept)
        cancel = button(self.tr("Cancel"))
        cancel.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.addWidget(self._which)
        row.addStretch(1)
        row.addWidget(self._find)
        self._find.setMinimumWidth(200)
        column = _column(self)
        column.addWidget(self._headline)
        column.addWidget(where)
        column.addSpacing(8)
        column.addWidget(self._group)
        column.addWidget(about)
        column.addSpacing(8)
        column.addLayout(row)
        column.addWidget(self._view, 1)
        column.addWidget(self._notes)
        column.addWidget(self._left_out)
        column.addLayout(_buttons(None, cancel, self._open))
        self._refresh()
        self._open.setFocus()
        fit(self, 820, 600)

    @property
    def headline(self) -> str:
        """What would be opened, in one line."""
        return self._headline.text()

    @property
    def _grouping(self) -> Grouping:
        return self._preview.grouping if self._group.isChecked() else self._preview.ungrouped

    def _refresh(self) -> None:
        grouping = self._grouping
        count = sum(len(product.images) for product in grouping.products)
        name = Path(self._preview.source).name or self._preview.source
        if count:
            words = self.tr("{name}: {products} from {images}")
            self._headline.setText(
                words.format(name=name, products=text.products(len(grouping.products)), images=text.images(count))
            )
        else:
            self._headline.setText(self.tr("{name}: no images found").format(name=name))
        self._open.setEnabled(count > 0)
        several = len(grouping.grouped)
        grouped = self.tr("Several images: {n}").format(n=text.number(several))
        twice = self.tr("SKU in several folders: {n}").format(n=text.number(len(grouping.duplicates)))
        self._which.set_words(_Show.GROUPED, grouped)
        self._which.set_words(_Show.DUPLICATES, twice)
        self._which.button(_Show.GROUPED).setEnabled(several > 0)
        self._which.button(_Show.DUPLICATES).setEnabled(bool(grouping.duplicates))
        if not self._which.button(self._which.value).isEnabled():
            self._which.set_value(_Show.ALL)
        self._show_notes(grouping, count)
        self._fill()

    def _show_notes(self, grouping: Grouping, count: int) -> None:
        if not count:
            self._notes.setText(self.tr("Choose a folder that holds the supplier's pictures, named by SKU."))
        elif len(grouping.duplicates) == 1:
            self._notes.setText(
                self.tr("1 SKU occurs in several folders. Each folder's files stay a product of their own.")
            )
        else:
            words = self.tr("{n} SKUs occur in several folders. Each folder's files stay a product of their own.")
            self._notes.setText(words.format(n=text.number(len(grouping.duplicates))))
        self._notes.setVisible(not count or bool(grouping.duplicates))
        others = self._preview.other_files
        words = self.tr("Left alone, because not an image: {files}.")
        self._left_out.setText(words.format(files=text.files(others)))
        self._left_out.setVisible(others > 0)

    def _fill(self) -> None:
        grouping = self._grouping
        products: Sequence[Product] = grouping.products
        if self._which.value is _Show.GROUPED:
            products = grouping.grouped
        elif self._which.value is _Show.DUPLICATES:
            twice = {duplicate.sku for duplicate in grouping.duplicates}
            products = sorted((p for p in products if p.sku in twice), key=lambda p: (p.sku, p.key))
        wanted = self._find.text().strip().casefold()
        if wanted:
            products = [p for p in products if wanted in p.key.casefold() or _has_file(p, wanted)]
        self._table.show(products, _product_row)

    def _accept(self) -> None:
        self.accept()
        self.accepted_grouping.emit(self._group.isChecked())


class ProblemsDialog(QDialog):
    """The files that were skipped and why, and the SKUs that were found in several folders.

    Signals:
        save_requested(str, object, object): the file, the columns and the rows of the list.
    """

    save_requested = Signal(str, object, object)

    def __init__(
        self, problems: Sequence[Problem], duplicates: Sequence[DuplicateSku], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Problems in this catalogue"))
        rows = [(told(problem.file), told(problem.reason)) for problem in problems]
        for duplicate in duplicates:
            folders = ", ".join(folder or self.tr("the top folder") for folder in duplicate.folders)
            reason = self.tr("SKU in several folders, kept apart: {folders}").format(folders=folders)
            rows.append((duplicate.sku, reason))
        self._rows: Sequence[tuple[str, str]] = rows
        self._columns = (self.tr("File or SKU"), self.tr("What is the matter"))
        table = FactTable(self._columns, self)
        table.show(rows, lambda row: row)
        view = table_view(table, self.tr("Problems"))
        view.setColumnWidth(0, 260)
        copy = button(self.tr("&Copy all as text"))
        copy.setEnabled(bool(rows))
        copy.clicked.connect(self._copy)
        save = button(self.tr("&Save as…"))
        save.setEnabled(bool(rows))
        save.clicked.connect(self._save)
        close = button(self.tr("Close"), "primary")
        close.setDefault(True)
        close.clicked.connect(self.accept)
        column = _column(self)
        column.addWidget(heading(self._headline(len(problems), len(duplicates))))
        column.addWidget(
            help_text(self.tr("Everything else in the catalogue works. Nothing in your folder was changed."))
        )
        column.addSpacing(8)
        column.addWidget(view, 1)
        column.addLayout(_buttons(copy, save, close))
        close.setFocus()
        fit(self, 760, 480)

    def _headline(self, problems: int, duplicates: int) -> str:
        if problems:
            return self.tr("{files} could not be used").format(files=text.files(problems))
        if duplicates:
            return self.tr("SKUs found in several folders")
        return self.tr("No problems found")

    def _save(self) -> None:
        path = ask_table_path(self, self.tr("Save the list of problems"), "problems")
        if path:
            self.save_requested.emit(path, self._columns, self._rows)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText("\n".join(f"{what}\t{reason}" for what, reason in self._rows))


def ask_table_path(parent: QWidget, title: str, name: str) -> str:
    """Ask where a list is to be saved; empty if nowhere."""
    kinds = "Excel (*.xlsx);;CSV (*.csv)"
    return ask_save_path(parent, title, str(Path.home() / f"{name}.xlsx"), kinds, [".xlsx", ".csv"])


def _product_row(product: Product) -> tuple[str, ...]:
    folder = str(PurePosixPath(product.images[0].path).parent)
    names = ", ".join(PurePosixPath(image.path).name for image in product.images)
    return product.sku, "" if folder == "." else folder, text.number(len(product.images)), names


def _has_file(product: Product, wanted: str) -> bool:
    return any(wanted in image.path.casefold() for image in product.images)


def table_view(table: FactTable, name: str) -> QTableView:
    """A view on plain facts, named for screen readers; its last column takes the room left."""
    view = QTableView()
    view.setModel(table)
    view.setAccessibleName(name)
    view.setShowGrid(False)
    view.setAlternatingRowColors(True)
    view.setWordWrap(False)
    view.setTabKeyNavigation(False)
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.verticalHeader().hide()
    view.verticalHeader().setDefaultSectionSize(view.fontMetrics().height() + 11)
    view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    view.horizontalHeader().setStretchLastSection(True)
    view.horizontalHeader().setHighlightSections(False)
    view.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    return view


def _column(dialog: QDialog) -> QVBoxLayout:
    column = QVBoxLayout(dialog)
    column.setContentsMargins(20, 18, 20, 16)
    column.setSpacing(6)
    return column


def _buttons(left: QWidget | None, *right: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(0, 10, 0, 0)
    row.setSpacing(8)
    if left is not None:
        row.addWidget(left)
    row.addStretch(1)
    for widget in right:
        row.addWidget(widget)
    return row
