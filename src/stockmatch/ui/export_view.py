"""The export dialog, in step with what is found out and written."""

from dataclasses import asdict, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSettings, Slot
from PySide6.QtWidgets import QWidget

from stockmatch.core.exporting import ExportRequest, ExportResult, Template
from stockmatch.ui.one_dialog import OneDialog
from stockmatch.ui.session import Session

if TYPE_CHECKING:
    from stockmatch.ui.export_dialog import ExportChoices, ExportDialog


class ExportView(OneDialog):
    """Opens the dialog with what was chosen last; it does not block."""

    dialog: "ExportDialog | None"

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        self._catalogue_id = ""

    @Slot()
    def open(self) -> None:
        """Ask what is to be exported of the catalogue in service or away, and where to."""
        exportable, memory = self._session.exportable, self._session.memory
        if exportable is None or self.dialog is not None:
            return
        self._catalogue_id, name = exportable
        folder = Path(str(memory.value("folder/export", str(Path.home()))))
        kind = str(memory.value("export/template", Template.DECISIONS.value))
        template = Template(kind) if kind in set(Template) else Template.DECISIONS
        from stockmatch.ui.export_dialog import ExportChoices, ExportDialog  # noqa: PLC0415 - loaded when opened

        firsts = {used: ExportChoices.of(used) for used in Template}
        choices = {
            used: _remembered(memory, used, first)
            for used, first in firsts.items()
            if memory.contains(_key(used, "ending"))
        }
        ending = choices.get(template, firsts[template]).ending
        path = folder / f"{name} {template.value} {date.today().isoformat()}{ending}"
        dialog = ExportDialog(str(path), template, choices, self._window)
        desk = self._session.exports
        dialog.changed.connect(self._on_changed)
        dialog.export_requested.connect(self._on_export)
        dialog.stop_requested.connect(desk.stop)
        desk.previewed.connect(dialog.show_preview)
        desk.progressed.connect(dialog.show_progress)
        desk.exported.connect(self._on_exported)
        desk.stopped.connect(dialog.show_stopped)
        desk.failed.connect(dialog.show_failure)
        desk.preview(self._catalogue_id, dialog.request)
        self._show(dialog)

    @Slot(object)
    def _on_changed(self, request: ExportRequest) -> None:
        self._session.exports.preview(self._catalogue_id, request)

    @Slot(object)
    def _on_export(self, request: ExportRequest) -> None:
        memory = self._session.memory
        memory.setValue("folder/export", str(Path(request.path).parent))
        memory.setValue("export/template", request.template.value)
        if self.dialog is not None:
            for name, value in asdict(self.dialog.choices).items():
                memory.setValue(_key(request.template, name), value)
        self._session.exports.export(self._catalogue_id, request)

    @Slot(object)
    def _on_exported(self, result: ExportResult) -> None:
        """Everything written: the window says so. What could not be is read in the dialog first."""
        if self.dialog is None:
            return
        if result.problems:
            self.dialog.show_result(result)
        else:
            self.dialog.accept()

    @Slot()
    def _on_closed(self) -> None:
        self._session.exports.exported.disconnect(self._on_exported)
        super()._on_closed()


def _key(template: Template, name: str) -> str:
    return f"export/{template.value}/{name}"


def _remembered(memory: QSettings, template: Template, first: "ExportChoices") -> "ExportChoices":
    """What was chosen for a template before."""
    kept: dict[str, Any] = {
        name: memory.value(_key(template, name), value, type(value)) for name, value in asdict(first).items()
    }
    return replace(first, **kept)
