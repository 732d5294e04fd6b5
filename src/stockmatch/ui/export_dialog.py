"""What is exported, where to, and what that would write."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
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
    QPushButton,
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


@dataclass(frozen=True)
class ExportChoices:
    """What the person chooses for a template, beside the file's folder and name.

    Attributes:
        ending: of the file.
        copying: whether the confirmed photos are copied.
        photos: folder for the copies; empty until one is chosen.
        address, only_new, pictures, bom: as in ``ExportRequest``.
    """

    ending: str
    copying: bool = False
    photos: str = ""
    address: str = ""
    only_new: bool = False
    pictures: bool = False
    bom: bool = True

    @classmethod
    def of(cls, template: Template) -> "ExportChoices":
        """What a template begins with: the shops' own import takes CSV alone."""
        return cls(".csv" if template in _ADDRESSED else ".xlsx")


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

    def __init__(
        self,
        path: str,
        template: Template,
        choices: Mapping[Template, ExportChoices],
        parent: QWidget | None = None,
    ) -> None:
        """Build it.

        Args:
            path: the file that is offered to begin with.
            template: its columns.
            choices: what was chosen before; a template that was never used takes over what stands in the dialog.
            parent: the window.
        """
        super().__init__(parent)
        self._path = path
        self._shown = template
        self._choices = dict(choices)
        self._exists = False
        self._writing = False
        self.setWindowTitle(self.tr("Export"))
        self.template = QComboBox()
        self.template.setAccessibleName(self.tr("Template"))
        for offered, words in self._templates().items():
            self.template.addItem(words, offered.value)
        self.template.setCurrentIndex(self.template.findData(template.value))
        self.template.activated.connect(self._on_template)
        self.path = self._path_label()
        choose = button(self.tr("&Choose…"), icon=icon("folder-open"))
        choose.clicked.connect(self._ask_path)
        self.only_new = QCheckBox(self.tr("Only what was not exported with this template &before"))
        self.copy = QCheckBox(self.tr("Copy the confirmed &photos, named by SKU, to"))
        self.pictures = QCheckBox(self.tr("Show each photo, &small, in its row"))
        self.bom = QCheckBox(self.tr("&Mark the file as UTF-8 for Excel (byte order mark)"))
        for box in (self.only_new, self.copy, self.pictures, self.bom):
            box.clicked.connect(self._on_changed)
        self.photos = self._path_label()
        self._choose_photos = button(self.tr("C&hoose…"), icon=icon("folder-open"))
        self._choose_photos.clicked.connect(self._ask_photos)
        self.address = QLineEdit()
        self.address.setPlaceholderText("https://…/")
        self.address.setAccessibleName(self.tr("Web address of the copied photos"))
        self.address.editingFinished.connect(self._on_address)
        self._address_label = QLabel(self.tr("Their web address"))
        self._rows = FactTable((), self)
        self._view = table_view(self._rows, self.tr("What will be written"))
        self._view.setTextElideMode(Qt.TextElideMode.ElideMiddle)  # paths of one folder differ at their end
        self._verdict = body_text()
        self._note = help_text()
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("Exporting"))
        self._bar.hide()
        self.export = button(self.tr("&Export"), "primary")
        self.export.setEnabled(False)
        self.export.setDefault(True)
        self.export.clicked.connect(self._on_export)
        self._close = button(self.tr("Close"))
        self._close.clicked.connect(self._on_close)
        self._lay_out(choose)
        fit(self, 980, 640)
        self._show_choices(self._choices.get(template, ExportChoices.of(template)))
        self._show_request()

    @property
    def verdict(self) -> str:
        """What would be, or was, written."""
        return self._verdict.text()

    @property
    def request(self) -> ExportRequest:
        """What is chosen now."""
        chosen = self.choices
        return ExportRequest(
            self._path,
            self._shown,
            (chosen.photos or None) if chosen.copying else None,
            chosen.address if self._shown in _ADDRESSED else "",
            only_new=chosen.only_new,
            pictures=chosen.pictures,
            bom=chosen.bom,
        )

    @property
    def choices(self) -> ExportChoices:
        """What of it is worth remembering for its template."""
        return ExportChoices(
            Path(self._path).suffix.lower(),
            self.copy.isChecked(),
            self.photos.toolTip(),
            self.address.text().strip(),
            self.only_new.isChecked(),
            self.pictures.isChecked(),
            self.bom.isChecked(),
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
            parts.append(self.tr("{0} is there already and will be replaced").format(Path(self._path).name))
        if preview.fault:
            parts.append(told(preview.fault))
        self._say(text.join(parts), "warn" if preview.exists or preview.fault else "")
        self.export.setText(self.tr("&Replace") if preview.exists else self.tr("&Export"))
        self.export.setDefault(not preview.exists)
        self.export.setEnabled(preview.rows > 0)

    def show_progress(self, now: Progress) -> None:
        """Show where the export stands."""
        self._bar.setVisible(True)
        self._bar.setRange(0, now.total)
        self._bar.setValue(now.done)
        self._say(text.progress(now), "")

    def show_result(self, result: ExportResult) -> None:
        """Say what could not be exported; otherwise the window says that all was."""
        self._finished(written=True)
        reasons = "\n".join(f"{told(problem.file)}: {told(problem.reason)}" for problem in result.problems)
        words = self.tr("Written, but see what is the matter with {0} of it:").format(len(result.problems))
        self._say(f"{words}\n{reasons}", "warn")

    def show_failure(self, message: str) -> None:
        """Say why nothing was written, or what would be cannot be told."""
        self._finished()
        self._say(message, "warn")

    def show_stopped(self) -> None:
        """The export was stopped."""
        self._finished()
        self._say(self.tr("Stopped. Photos that were copied stay; the table was not written."), "")

    def choose_path(self, path: str) -> None:
        """Take another file to write."""
        suffix = "" if Path(path).suffix.lower() in _SUFFIXES else _SUFFIXES[0]
        self._path = path + suffix
        self._on_changed()

    def choose_photos(self, folder: str) -> None:
        """Take another folder for the copied photos."""
        self.photos.setToolTip(folder)
        self.copy.setChecked(True)
        self._on_changed()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the focus, and Replace only then."""
        focused = self.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(focused, QPushButton):
            focused.click()
        else:
            super().keyPressEvent(event)

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
        column.addWidget(self.bom)
        column.addWidget(self._note)
        column.addWidget(self._view, 1)
        column.addWidget(self._bar)
        column.addLayout(buttons)

    def _show_choices(self, chosen: ExportChoices) -> None:
        self.copy.setChecked(chosen.copying)
        self.photos.setToolTip(chosen.photos)
        self.address.setText(chosen.address)
        self.only_new.setChecked(chosen.only_new)
        self.pictures.setChecked(chosen.pictures)
        self.bom.setChecked(chosen.bom)

    def _show_request(self) -> None:
        request = self.request
        self.path.setText(request.path)
        self.photos.setText(self.photos.toolTip() or self.tr("no folder chosen"))
        self.pictures.setVisible(replace(request, pictures=True).with_pictures)
        self.bom.setVisible(request.bom_optional)
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
        """Show what was chosen for the template before, and offer a file that is named for it."""
        former, self._shown = self._shown, Template(self.template.currentData())
        self._choices[former] = self.choices
        ending = ExportChoices.of(self._shown).ending
        chosen = self._choices.get(self._shown, replace(self.choices, ending=ending))
        self._show_choices(chosen)
        path = Path(self._path)
        stem = re.sub(rf"{former.value}(?=( [\d-]+)?$)", self._shown.value, path.stem)
        self._path = str(path.with_name(f"{stem}{chosen.ending}"))
        self._on_changed()

    @Slot()
    def _on_address(self) -> None:
        """The file is the same, so that a click that ended the typing still finds its button."""
        self.changed.emit(self.request)

    @Slot()
    def _on_changed(self) -> None:
        self._show_request()
        self._exists = False
        self.export.setEnabled(False)
        self.changed.emit(self.request)

    @Slot()
    def _on_export(self) -> None:
        if self.copy.isChecked() and self.request.photos is None:
            self._ask_photos()
            return
        self._writing = True
        self.export.setEnabled(False)
        self._close.setText(self.tr("Stop"))
        self.export_requested.emit(replace(self.request, overwrite=self._exists))

    @Slot()
    def _on_close(self) -> None:
        if self._bar.isVisible():
            self.stop_requested.emit()
        else:
            self.reject()

    def _finished(self, *, written: bool = False) -> None:
        """What was to be written and was not may be tried again."""
        if self._writing and not written:
            self.export.setEnabled(True)
        self._writing = False
        self._bar.hide()
        self._close.setText(self.tr("Close"))

    def _say(self, words: str, tone: str) -> None:
        self._verdict.setText(words)
        set_role(self._verdict, "tone", tone)

    @Slot()
    def _ask_path(self) -> None:
        options = QFileDialog.Option.DontConfirmOverwrite  # the preview says so, and the button
        path, chosen = QFileDialog.getSaveFileName(
            self, self.tr("Export to"), self._path, "Excel (*.xlsx);;CSV (*.csv)", options=options
        )
        if path:
            given = Path(path).suffix.lower() in _SUFFIXES
            self.choose_path(path if given else path + (".csv" if "csv" in chosen else ".xlsx"))

    @Slot()
    def _ask_photos(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self.tr("Copy the photos to"), self.photos.toolTip())
        if folder:
            self.choose_photos(folder)


def _texts(row: tuple[Cell, ...]) -> list[str]:
    return ["" if cell is None else str(cell) for cell in row]
