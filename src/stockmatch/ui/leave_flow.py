"""Closing the window loses no decision silently: what cannot be stored is asked about, or kept in a file elsewhere."""

import logging
import tempfile
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDeadlineTimer, QStandardPaths, Slot
from PySide6.QtGui import QGuiApplication

from stockmatch.core.errors import RecordsError
from stockmatch.core.exporting import Decided, Template, export_table
from stockmatch.store.files import is_folder
from stockmatch.ui.language import told
from stockmatch.ui.one_dialog import OneDialog
from stockmatch.ui.session import Session

if TYPE_CHECKING:
    from stockmatch.ui.leave_dialog import LeaveDialog
    from stockmatch.ui.main_window import MainWindow

_RESCUED = "rescued"
_PATIENCE_MS = 10_000
_SYSTEM_PATIENCE_MS = 2_000
"""Windows ends a program that lets it wait for five seconds."""

_log = logging.getLogger(__name__)


class LeaveFlow(OneDialog):
    """Asks as the window is closed. Who ends the desktop's session is not kept waiting: that writes a file unasked."""

    dialog: "LeaveDialog | None"

    def __init__(self, session: Session, window: "MainWindow") -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        self._why = ""
        self._answered: tuple[Decided, ...] = ()
        """What was kept elsewhere or given up."""
        self._waiting = False
        session.queue.store_failed.connect(self._on_store_failed)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.commitDataRequest.connect(self.keep)

    def may_close(self) -> bool:
        """Try once more to store what is not stored, and ask where that does not work. False if it is asked about."""
        if self._waiting:
            return False
        self._why = ""
        if self._stored(_PATIENCE_MS):
            return True
        if self.dialog is None:
            self._ask()
        return False

    @Slot()
    def keep(self) -> None:
        """The session ends, and nobody may be there to answer: what cannot be stored goes into a file of its own."""
        if self._waiting or self._stored(_SYSTEM_PATIENCE_MS):
            return
        name = f"stockmatch-unsaved-{datetime.now().astimezone().strftime('%Y-%m-%d_%H-%M-%S')}.csv"
        for folder in _elsewhere():
            path = folder / name
            if is_folder(folder) and self._write(str(path)) is None:
                self._session.memory.setValue(_RESCUED, str(path))
                _log.warning("Decisions that could not be stored are in %s", path)
                return
        _log.error("Decisions could not be stored: %s", [photo.path for photo, _ in self._session.queue.not_stored])

    def tell(self) -> None:
        """Say where a former window has left decisions as the session ended."""
        path = self._session.memory.value(_RESCUED)
        if path is not None:
            self._session.memory.remove(_RESCUED)
            self._window.notices.tell_of_rescue(str(path))

    def _stored(self, patience_ms: int) -> bool:
        """Whether all is stored, or was answered for."""
        queue = self._session.queue
        self._waiting = True
        try:
            queue.finish(QDeadlineTimer(patience_ms))
        finally:
            self._waiting = False
        return all(one in self._answered for one in queue.not_stored)

    def _ask(self) -> None:
        from stockmatch.ui.leave_dialog import LeaveDialog  # noqa: PLC0415 - loaded when opened

        names = tuple(Path(photo.path).name for photo, _ in self._session.queue.not_stored)
        why = self._why or self.tr("The disk that it is to be saved on does not answer.")
        dialog = LeaveDialog(self._catalogue, names, why, self._window)
        dialog.again.connect(self._window.close)
        dialog.file_wanted.connect(self._save)
        dialog.given_up.connect(self._leave)
        self._show(dialog)

    @property
    def _catalogue(self) -> str:
        snapshot = self._session.catalogue.snapshot
        return snapshot.name if snapshot is not None else ""

    @Slot(str)
    def _on_store_failed(self, message: str) -> None:
        self._why = message

    @Slot()
    def _save(self) -> None:
        from stockmatch.ui.catalogue_dialog import ask_table_path  # noqa: PLC0415 - loaded when needed

        dialog = self.dialog
        if dialog is None:
            return
        path = ask_table_path(dialog, self.tr("Save decisions"), self.tr("Decisions"))
        problem = self._write(path) if path else ""
        if problem is None:
            dialog.accept()
            self._window.close()
        elif problem:
            dialog.why.setText(problem)

    def _write(self, path: str) -> str | None:
        """Write what is not stored to a table, not on a lane, which may be held; None, or why that did not work."""
        decided = self._session.queue.not_stored
        table = export_table(Template.DECISIONS, decided, self._catalogue, None, "")
        try:
            self._session.services.save_table(path, table.columns, table.rows)
        except RecordsError as error:
            return told(error)
        self._answered = decided
        return None

    @Slot()
    def _leave(self) -> None:
        self._answered = self._session.queue.not_stored
        self._window.close()


def _elsewhere() -> tuple[Path, ...]:
    """Folders that a person finds a file in, the best first."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(documents), Path.home(), Path(tempfile.gettempdir())
