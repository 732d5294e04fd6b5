"""The dialog about a table's columns, in step with what is found out about the table."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from stockmatch.core.table import TablePreview
from stockmatch.ui.one_dialog import OneDialog
from stockmatch.ui.session import Session

if TYPE_CHECKING:
    from stockmatch.ui.table_dialog import TableDialog


class ImportView(OneDialog):
    """Opens the dialog where a table's columns are to be looked over; it does not block."""

    dialog: "TableDialog | None"

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        session.catalogue.columns_needed.connect(self._on_needed)

    @Slot(str, object)
    def _on_needed(self, source: str, preview: TablePreview) -> None:
        desk = self._session.imports
        from stockmatch.ui.table_dialog import TableDialog  # noqa: PLC0415 - loaded when opened

        dialog = TableDialog(source, preview, self._window)
        dialog.reading_changed.connect(desk.look)
        dialog.plan_changed.connect(desk.check)
        desk.previewed.connect(dialog.show_preview)
        desk.checked.connect(dialog.show_check)
        desk.progressed.connect(dialog.show_progress)
        desk.failed.connect(dialog.show_failure)
        dialog.plan_accepted.connect(self._session.import_accepted)
        dialog.rejected.connect(self._session.catalogue.decline)
        desk.check(source, dialog.plan)
        self._show(dialog)

    @Slot()
    def _on_closed(self) -> None:
        self._session.imports.stop()
        super()._on_closed()
