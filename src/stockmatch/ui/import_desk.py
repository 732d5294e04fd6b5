"""Looking at a supplier's table and checking what importing it would do, in the engine process. No widgets."""

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from stockmatch.core.errors import EngineStopped, StockmatchError
from stockmatch.core.ports import MatchingEngine
from stockmatch.core.progress import Progress
from stockmatch.core.table import ImportPlan, Reading
from stockmatch.ui.jobs import Lane, Task
from stockmatch.ui.language import told

_PAUSE_MS = 250


class ImportDesk(QObject):
    """Answers the latest question alone; an older one still under way is stopped.

    Signals:
        previewed(TablePreview)
        checked(ImportCheck)
        progressed(Progress): of a check.
        failed(str): table or images cannot be read as asked.
    """

    previewed = Signal(object)
    checked = Signal(object)
    progressed = Signal(object)
    failed = Signal(str)

    def __init__(self, engine: MatchingEngine, lane: Lane, parent: QObject) -> None:
        super().__init__(parent)
        self._engine = engine
        self._lane = lane
        self._task: Task | None = None
        self._wanted: tuple[str, ImportPlan] | None = None
        self._once_more = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._start_check)

    def look(self, source: str, reading: Reading, images: str | None) -> None:
        """Read a table in another way, or with its images elsewhere; what was checked before is not wanted any more."""
        self.stop()
        self._wanted = None
        engine = self._engine
        self._task = Task(
            self,
            self._lane,
            lambda report: engine.preview_table(source, reading, images, report),
            done=self.previewed.emit,
            failed=self._failed,
        )

    def check(self, source: str, plan: ImportPlan) -> None:
        """Check what importing a table so would do; asked once where the plan changes quickly."""
        self.stop()
        self._wanted, self._once_more = (source, plan), True
        self._pause.start()

    def stop(self) -> None:
        """Nobody waits for an answer any more."""
        self._pause.stop()
        if self._task is not None:
            self._task.silence()
            self._task = None

    @Slot()
    def _start_check(self) -> None:
        if self._wanted is None:
            return
        (source, plan), engine = self._wanted, self._engine
        self._task = Task(
            self,
            self._lane,
            lambda report: engine.check_import(source, plan, report),
            done=self.checked.emit,
            failed=self._failed,
            progressed=self._on_progress,
        )

    def _on_progress(self, progress: Progress) -> None:
        self.progressed.emit(progress)

    def _failed(self, error: StockmatchError) -> None:
        if isinstance(error, EngineStopped) and self._wanted is not None and self._once_more:
            self._once_more = False  # what kills one engine may kill the next
            self._pause.start()
        self.failed.emit(told(error))
