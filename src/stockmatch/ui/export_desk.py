"""Exporting on a lane of its own, so that deciding goes on meanwhile. No widgets."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from stockmatch.core.errors import StockmatchError
from stockmatch.core.exporting import ExportRequest, ExportResult
from stockmatch.core.progress import Progress
from stockmatch.ui.jobs import Lane, Task
from stockmatch.ui.language import told

if TYPE_CHECKING:
    from stockmatch.composition import Services


class ExportDesk(QObject):
    """One export at a time; a preview asked for later, or the export, replaces an earlier one.

    Signals:
        previewed(ExportPreview)
        progressed(Progress)
        exported(ExportResult)
        stopped(): the export was cancelled, or ended in a bug; what was copied stays.
        failed(str)
    """

    previewed = Signal(object)
    progressed = Signal(object)
    exported = Signal(object)
    stopped = Signal()
    failed = Signal(str)

    def __init__(self, services: "Services", lane: Lane, parent: QObject) -> None:
        super().__init__(parent)
        self._services = services
        self._lane = lane
        self._looking: Task | None = None
        self._writing: Task | None = None

    @property
    def busy(self) -> bool:
        """Whether an export is being written."""
        return self._writing is not None

    def preview(self, catalogue_id: str, request: ExportRequest) -> None:
        """Find out what an export would write."""
        if self._looking is not None:
            self._looking.silence()
        services = self._services
        self._looking = Task(
            self,
            self._lane,
            lambda report: services.preview_export(catalogue_id, request, report),
            done=self.previewed.emit,
            failed=self._failed,
        )

    def export(self, catalogue_id: str, request: ExportRequest) -> None:
        """Write an export, unless one is being written."""
        if self._writing is not None:
            return
        if self._looking is not None:
            self._looking.silence()
        services = self._services

        def done(result: ExportResult) -> None:
            self._writing = None
            self.exported.emit(result)

        def failed(error: StockmatchError) -> None:
            self._writing = None
            self._failed(error)

        def stopped() -> None:
            self._writing = None
            self.stopped.emit()

        self._writing = Task(
            self,
            self._lane,
            lambda report: services.export(catalogue_id, request, report),
            done=done,
            failed=failed,
            cancelled=stopped,
            crashed=stopped,
            progressed=self._progressed,
        )

    def stop(self) -> None:
        """Stop the export under way after the photo at hand."""
        if self._writing is not None:
            self._writing.cancel()

    def _progressed(self, progress: Progress) -> None:
        self.progressed.emit(progress)

    def _failed(self, error: StockmatchError) -> None:
        self.failed.emit(told(error))
