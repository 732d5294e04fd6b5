"""What is exported, where to, and what that would write."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from stockmatch.core.exporting import Cell, ExportPreview, ExportRequest, ExportResult, Template
from stockmatch.core.progress import Progress
from stockmatch.ui import text
from stockmatch.ui.catalogue_dialog import table_view
from stockmatch.ui.choices import body_text, button, fit, heading, help_text
from stockmatch.ui.fact_table import FactTable
from stockmatch.ui.icons import icon
from stockmatch.ui.language import told
from stockmatch.ui.theme import set_role

_SUFFIXES = (".xlsx", ".csv")
_ADDRESSED = (Template.SHOPIFY, Template.WOOCOMMERCE)
_WIDEST = 200


class ExportDialog(QDialog):
    """Shows the table before it is written. Nothing is replaced unless the button says so.

    Signals:
        changed(ExportRequest): what this would write is to be found out.
        export_requested(ExportRequest)
        stop_requested()
    """

    changed = Signal(object)
    export_requested = Signal(object)
    stop_requested = Signal()

    def __init__(self, request: ExportRequest, parent: QWidget | None = None) -> None:
        """Build it.

        Args:
            request: what is offered to begin with.
            parent: the window.
        """
        super().__init__(parent)
        self._request = request
        self._exists = False
        self.setWindowTitle(self.tr("Export"))
        self.template = QComboBox()
        self.template.setAccessibleName(self.tr("Template"))
        for template, words in self._templates().items():
            self.template.addItem(words, template.value)
        self.template.setCurrentIndex(self.template.findData(request.template.value))
        self.template.activated.connect(self._on_template)
        self.path = self._path_label()
        choose = button(self.tr("&Choose…"), icon=icon("folder-open"))
        choose.clicked.connect(self._ask_path)
        self.only_new = QCheckBox(self.tr("Only what was not exported with this template &before"))
        self.only_new.setChecked(request.only_new)
        self.copy = QCheckBox(self.tr("Copy the confirmed &photos, named by SKU, to"))
        self.copy.setChecked(request.photos is not None)
        self.pictures = QCheckBox(self.tr("Show each photo, &small, in its row"))
        self.pictures.setChecked(request.pictures)
        for box in (self.only_new, self.copy, self.pictures):
            box.clicked.connect(self._on_changed)
        self.photos = self._path_label()
        self._choose_photos = button(self.tr("C&hoose…"), icon=icon("folder-open"))
        self._choose_photos.clicked.connect(self._ask_photos)
        self.address = QLineEdit(request.address)
        self.address.setPlaceholderText("https://…/")
        self.address.setAccessibleName(self.tr("Web address of the copied photos"))
        self.address.editingFinished.connect(self._on_changed)
        self._address_label = QLabel(self.tr("Their web address"))
        self._rows = FactTable((), self)
        self._view = table_view(self._rows, self.tr("What will be written"))
        self._verdict = body_text()
        self._note = help_text()
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("Exporting"))
        self._bar.hide()
        self.export = button("", "primary")
        self.export.setDefault(True)
        self.export.clicked.connect(self._on_export)
        self._close = button(self.tr("Close"))
        self._close.clicked.connect(self._on_close)
        self._lay_out(choose)
        fit(self, 980, 640)
        self._show_request()

    @property
    def verdict(self) -> str:
        """What would be, or was, written."""
        return self._verdict.text()

    @property
    def request(self) -> ExportRequest:
        """What is chosen now."""
        template = Template(self.template.currentData())
        photos = self.photos.toolTip() if self.copy.isChecked() else None
        return replace(
            self._request,
            template=template,
            photos=photos or None,
            address=self.address.text().strip() if template in _ADDRESSED else "",
            only_new=self.only_new.isChecked(),
            pictures=self.pictures.isChecked(),
        )

    def show_preview(self, preview: ExportPreview) -> None:
        """Show what would be written."""
        self._exists = preview.exists
        self._rows.show(preview.table.rows, _texts, preview.table.columns)
        self._view.resizeColumnsToContents()
        for column in range(len(preview.table.columns)):
            self._view.setColumnWidth(column, min(_WIDEST, self._view.columnWidth(column)))
        rows = self.tr("1 row") if preview.rows == 1 else self.tr("{0} rows").format(text.number(preview.rows))
        parts = [rows]
        if preview.left_out:
            parts.append(self.tr("not confirmed, left out: {0}").format(text.number(preview.left_out)))
        if preview.exported_before:
            parts.append(self.tr("exported before: {0}").format(text.number(preview.exported_before)))
        if preview.exists:
            parts.append(self.tr("{0} is there already and will be replaced").format(Path(self._request.path).name))
        self._say(text.join(parts), "warn" if preview.exists else "")
        self.export.setText(self.tr("&Replace") if preview.exists else self.tr("&Export"))
        self.export.setEnabled(preview.rows > 0)

    def show_progress(self, now: Progress) -> None:
        """Show where the export stands."""
        self._bar.setVisible(True)
        self._bar.setRange(0, now.total)
        self._bar.setValue(now.done)
        self._say(text.progress(now), "")

    def show_result(self, result: ExportResult) -> None:
        """Say what could not be exported; otherwise the window says that all was."""
        self._finished()
        reasons = "\n".join(f"{told(problem.file)}: {told(problem.reason)}" for problem in result.problems)
        words = self.tr("Written, but see what is the matter with {0} of it:").format(len(result.problems))
        self._say(f"{words}\n{reasons}", "warn")

    def show_failure(self, message: str) -> None:
        """Say why nothing was written."""
        self._finished()
        self._say(message, "warn")

    def show_stopped(self) -> None:
        """The export was stopped."""
        self._finished()
        self._say(self.tr("Stopped. Photos that were copied stay; the table was not written."), "")

    def choose_path(self, path: str) -> None:
        """Take another file to write."""
        suffix = "" if Path(path).suffix.lower() in _SUFFIXES else _SUFFIXES[0]
        self._request = replace(self._request, path=path + suffix)
        self._on_changed()

    def choose_photos(self, folder: str) -> None:
        """Take another folder for the copied photos."""
        self.photos.setToolTip(folder)
        self.copy.setChecked(True)
        self._on_changed()

    def reject(self) -> None:
        """Closing the dialog stops an export under way."""
        self.stop_requested.emit()
        super().reject()

    def _templates(self) -> dict[Template, str]:
        return {
            Template.DECISIONS: self.tr("All decisions, one row a photo"),
            Template.SHOPIFY: self.tr("Shopify products (as drafts)"),
            Template.WOOCOMMERCE: self.tr("WooCommerce products (unpublished)"),
            Template.BUSINESS_CENTRAL: self.tr("Business Central items"),
        }

    def _path_label(self) -> QLabel:
        label = QLabel()
        label.setTextFormat(Qt.TextFormat.PlainText)
        set_role(label, "role", "muted")
        return label

    def _lay_out(self, choose: QWidget) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setColumnStretch(1, 1)
        for row, (name, shown, chooser) in enumerate(
            (
                (QLabel(self.tr("Template")), self.template, None),
                (QLabel(self.tr("File")), self.path, choose),
                (self.copy, self.photos, self._choose_photos),
                (self._address_label, self.address, None),
            )
        ):
            grid.addWidget(name, row, 0)
            grid.addWidget(shown, row, 1)
            if chooser is not None:
                grid.addWidget(chooser, row, 2)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self._verdict, 1)
        buttons.addWidget(self._close)
        buttons.addWidget(self.export)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(8)
        column.addWidget(heading(self.tr("Export")))
        column.addLayout(grid)
        column.addWidget(self.only_new)
        column.addWidget(self.pictures)
        column.addWidget(self._note)
        column.addWidget(self._view, 1)
        column.addWidget(self._bar)
        column.addLayout(buttons)

    def _show_request(self) -> None:
        request = self.request
        self.path.setText(request.path)
        self.photos.setText(self.photos.toolTip() or self.tr("no folder chosen"))
        self.pictures.setVisible(replace(request, pictures=True).with_pictures)
        addressed = request.template in _ADDRESSED
        for widget in (self._address_label, self.address):
            widget.setVisible(addressed)
            widget.setEnabled(request.photos is not None)
        notes = {
            Template.SHOPIFY: self.tr(
                "Shopify fetches images from the web: copy the photos there and give the address."
            ),
            Template.WOOCOMMERCE: self.tr("Without an address WooCommerce looks for the names in its media library."),
            Template.BUSINESS_CENTRAL: self.tr("For a configuration package of the table Item; check the unit PCS."),
        }
        self._note.setText(notes.get(request.template, self.tr("Codes stay text, and no cell is run as a formula.")))

    @Slot()
    def _on_template(self) -> None:
        """Offer a file named and written for the template: the shops' own import takes CSV alone."""
        template, path = Template(self.template.currentData()), Path(self._request.path)
        stem, former = path.stem, self._request.template.value
        if stem.endswith(former):
            stem = stem.removesuffix(former) + template.value
        renamed = path.with_name(f"{stem}{suffix_of(template)}")
        self._request = replace(self._request, path=str(renamed), template=template)
        self._on_changed()

    @Slot()
    def _on_changed(self) -> None:
        self._show_request()
        self.export.setEnabled(False)
        self.changed.emit(self.request)

    @Slot()
    def _on_export(self) -> None:
        if self.copy.isChecked() and self.request.photos is None:
            self._ask_photos()
            return
        self.export.setEnabled(False)
        self._close.setText(self.tr("Stop"))
        self.export_requested.emit(replace(self.request, overwrite=self._exists))

    @Slot()
    def _on_close(self) -> None:
        if self._bar.isVisible():
            self.stop_requested.emit()
        else:
            self.reject()

    def _finished(self) -> None:
        self._bar.hide()
        self._close.setText(self.tr("Close"))

    def _say(self, words: str, tone: str) -> None:
        self._verdict.setText(words)
        set_role(self._verdict, "tone", tone)

    @Slot()
    def _ask_path(self) -> None:
        options = QFileDialog.Option.DontConfirmOverwrite  # the preview says so, and the button
        path, chosen = QFileDialog.getSaveFileName(
            self, self.tr("Export to"), self._request.path, "Excel (*.xlsx);;CSV (*.csv)", options=options
        )
        if path:
            given = Path(path).suffix.lower() in _SUFFIXES
            self.choose_path(path if given else path + (".csv" if "csv" in chosen else ".xlsx"))

    @Slot()
    def _ask_photos(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self.tr("Copy the photos to"), self.photos.toolTip())
        if folder:
            self.choose_photos(folder)


def suffix_of(template: Template) -> str:
    """The ending of a table that the template's program reads."""
    return ".csv" if template in _ADDRESSED else ".xlsx"


def _texts(row: tuple[Cell, ...]) -> list[str]:
    return ["" if cell is None else str(cell) for cell in row]
