"""A supplier's table before it becomes a catalogue: what its columns hold, its first rows, what is wrong with it."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QLabel, QPushButton, QTabWidget, QVBoxLayout, QWidget

from stockmatch.core.progress import Progress
from stockmatch.core.table import (
    Field,
    Finding,
    FindingKind,
    ImportCheck,
    ImportPlan,
    Reading,
    Row,
    TablePreview,
    WebPictures,
)
from stockmatch.ui import text
from stockmatch.ui.catalogue_dialog import table_view
from stockmatch.ui.choices import body_text, button, fit, heading, help_text
from stockmatch.ui.column_form import ColumnForm
from stockmatch.ui.details_words import field_name
from stockmatch.ui.fact_table import FactTable
from stockmatch.ui.language import told
from stockmatch.ui.reading_row import ReadingRow
from stockmatch.ui.theme import set_role

_WIDEST = 220
_MOST_SHOWN = 30
"""Columns of the preview that no field uses; those in use are always shown."""


class TableDialog(QDialog):
    """Asks what a table's columns hold; closing it opens nothing.

    Signals:
        reading_changed(str, Reading, object): the table is to be read otherwise; images' place or None.
        plan_changed(str, ImportPlan): what importing the table so would do is to be checked.
        plan_accepted(str, ImportPlan): open it so.
    """

    reading_changed = Signal(str, object, object)
    plan_changed = Signal(str, object)
    plan_accepted = Signal(str, object)

    def __init__(self, source: str, preview: TablePreview, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source = source
        self._preview = preview
        self.setWindowTitle(self.tr("Open a table as catalogue"))
        self._headline = heading("")
        where = help_text(source)
        where.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.reading = ReadingRow(source)
        self.reading.changed.connect(self._on_reading)
        self.reading.images_chosen.connect(self._on_images)
        self.form = ColumnForm()
        self.form.changed.connect(self._on_fields)
        self.web = QComboBox()
        self._web_words = QLabel()
        self._web_words.setWordWrap(True)
        self._web_words.setBuddy(self.web)
        for web, words in self._web_choices().items():
            self.web.addItem(words, web)
        self.web.activated.connect(self._on_fields)
        self._rows = FactTable((), self)
        self._rows_view = table_view(self._rows, self.tr("First rows"))
        self._findings = FactTable((self.tr("Where"), self.tr("What is the matter")), self)
        findings = table_view(self._findings, self.tr("Findings"))
        findings.setColumnWidth(0, 200)
        self.tabs = QTabWidget()
        self.tabs.addTab(self._rows_view, self.tr("First rows"))
        self.tabs.addTab(findings, "")
        self._notes = help_text()
        self._verdict = body_text()
        self._open = button(self.tr("&Open"), "primary")
        self._open.setDefault(True)
        self._open.clicked.connect(self._accept)
        cancel = button(self.tr("Cancel"))
        cancel.clicked.connect(self.reject)
        self._lay_out(where, cancel)
        fit(self, 1060, 680)
        self.show_preview(preview)
        self.form.choice(Field.SKU).setFocus()

    def _lay_out(self, where: QLabel, cancel: QPushButton) -> None:
        middle = QHBoxLayout()
        middle.setSpacing(16)
        left = QVBoxLayout()
        left.addWidget(self.form)
        left.addSpacing(8)
        left.addWidget(self._web_words)
        left.addWidget(self.web)
        left.addStretch(1)
        middle.addLayout(left)
        middle.addWidget(self.tabs, 1)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(0, 10, 0, 0)
        buttons.setSpacing(8)
        buttons.addWidget(self._verdict, 1)
        buttons.addWidget(cancel)
        buttons.addWidget(self._open)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(6)
        column.addWidget(self._headline)
        column.addWidget(where)
        column.addWidget(self._notes)
        column.addSpacing(6)
        column.addWidget(self.reading)
        column.addSpacing(6)
        column.addLayout(middle, 1)
        column.addLayout(buttons)

    @property
    def headline(self) -> str:
        """What would be opened, in one line."""
        return self._headline.text()

    @property
    def verdict(self) -> str:
        """What the check says."""
        return self._verdict.text()

    def show_preview(self, preview: TablePreview) -> None:
        """Show a table, or the same one read in another way; what the person chose for the same columns stays."""
        table, plan = preview.table, preview.plan
        if preview is not self._preview and table.header == self._preview.table.header:
            plan = replace(plan, fields=self.form.fields, web=self.plan.web)
        self._preview = preview
        self._headline.setText(self.tr("{0}: {1} rows").format(table.file, text.number(preview.rows)))
        notes = [told(note) for note in table.notes]
        if preview.known:
            notes.insert(0, self.tr("The columns are as you set them last time."))
        self._notes.setText("\n".join(notes))
        self._notes.setVisible(bool(notes))
        self.reading.show_preview(preview)
        self.form.show_table(table, plan)
        self.web.setCurrentIndex(self.web.findData(plan.web))
        self._show_web(0)
        self._on_fields()

    def show_check(self, check: ImportCheck) -> None:
        """Show what importing the table would do."""
        self._findings.show(check.findings, _finding_row)
        self.tabs.setTabText(1, self._findings_title(check.findings))
        self._show_web(check.addresses)
        counts = [words.format(n) for kind, words in self._kinds().items() if (n := check.count(kind))]
        whole = self.tr("{0} from {1}").format(text.products(check.products), text.images(check.images))
        self._verdict.setText(text.join([whole, *counts]))
        set_role(self._verdict, "tone", "warn" if counts else "")
        self._open.setEnabled(check.products > 0)

    def show_failure(self, message: str) -> None:
        """Say why the table cannot be imported so."""
        self._findings.show((), _finding_row)
        self.tabs.setTabText(1, self._findings_title(()))
        self._verdict.setText(message)
        set_role(self._verdict, "tone", "warn")
        self._open.setEnabled(False)

    def show_progress(self, now: Progress) -> None:
        """Show where the check stands."""
        self._verdict.setText(text.join([self.tr("Checking"), text.progress(now)]))

    @property
    def plan(self) -> ImportPlan:
        """What is chosen now."""
        return replace(self._preview.plan, fields=self.form.fields, web=WebPictures(self.web.currentData()))

    def _web_choices(self) -> dict[WebPictures, str]:
        return {
            WebPictures.LEAVE_OUT: self.tr("Leave them out"),
            WebPictures.PUBLIC: self.tr("Download them"),
            WebPictures.ANY: self.tr("Download, from my own network too"),
        }

    def _show_web(self, addresses: int) -> None:
        """The choice is there only for a table that names pictures by their web address."""
        self._web_words.setText(self.tr("Named by web address: {0}").format(text.images(addresses)))
        self._web_words.setVisible(addresses > 0)
        self.web.setVisible(addresses > 0)

    @Slot(object)
    def _on_reading(self, reading: Reading) -> None:
        self._read(reading, self._preview.plan.images)

    @Slot(str)
    def _on_images(self, images: str) -> None:
        self._read(self._preview.plan.reading, images)

    def _read(self, reading: Reading, images: str | None) -> None:
        self._verdict.setText(self.tr("Reading …"))
        self._open.setEnabled(False)
        self.reading_changed.emit(self._source, reading, images)

    @Slot()
    def _on_fields(self) -> None:
        fields = self.form.fields
        table = self._preview.table
        used = [column for column, held in enumerate(fields) if held is not None]
        others = [column for column in range(table.width) if column not in used][:_MOST_SHOWN]
        shown = sorted([*used, *others])

        def cells(row: Row) -> Sequence[str]:
            return [row.cell(column) for column in shown]

        self._rows.show(table.rows, cells, [self._column_title(column, fields) for column in shown])
        self._rows_view.resizeColumnsToContents()
        for place in range(len(shown)):
            self._rows_view.setColumnWidth(place, min(_WIDEST, self._rows_view.columnWidth(place)))
        if Field.SKU not in fields:
            self.show_failure(self.tr("Say which column holds the SKU."))
            return
        self._open.setEnabled(False)
        self._verdict.setText(self.tr("Checking …"))
        set_role(self._verdict, "tone", "")
        self.plan_changed.emit(self._source, self.plan)

    def _column_title(self, column: int, fields: Sequence[Field | None]) -> str:
        held = fields[column] if column < len(fields) else None
        name = self.form.column_name(column)
        return name if held is None else f"{name} → {field_name(held)}"

    def _kinds(self) -> dict[FindingKind, str]:
        return {
            FindingKind.MISSING_IMAGE: self.tr("missing images: {0}"),
            FindingKind.WITHOUT_IMAGE: self.tr("products without image: {0}"),
            FindingKind.DUPLICATE_SKU: self.tr("duplicate SKUs: {0}"),
            FindingKind.WITHOUT_SKU: self.tr("rows without SKU: {0}"),
            FindingKind.UNREADABLE: self.tr("unreadable files: {0}"),
            FindingKind.UNUSED_IMAGE: self.tr("unused images: {0}"),
            FindingKind.DOUBTFUL: self.tr("doubtful cells: {0}"),
            FindingKind.ROW: self.tr("odd rows: {0}"),
            FindingKind.NOTE: self.tr("notes: {0}"),
        }

    def _findings_title(self, findings: Sequence[Finding]) -> str:
        return self.tr("Findings ({0})").format(text.number(len(findings)))

    @Slot()
    def _accept(self) -> None:
        self.accept()
        self.plan_accepted.emit(self._source, self.plan)


def _finding_row(finding: Finding) -> Sequence[str]:
    return finding.problem.file, told(finding.problem.reason)
