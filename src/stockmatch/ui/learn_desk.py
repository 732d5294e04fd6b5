"""Letting the engine know that decisions have changed, so that confirmed photos count. No widgets."""

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal, Slot

from stockmatch.core.errors import StockmatchError
from stockmatch.core.learning import Learning
from stockmatch.core.ports import MatchingEngine
from stockmatch.ui.jobs import Lane, Task
from stockmatch.ui.language import told

_PAUSE_MS = 1_000
"""Longer than between two keys of somebody who decides as fast as it goes, whose next result learning would delay."""

_LONGEST_MS = 10_000
"""How long somebody who never pauses has to do without."""


class LearnDesk(QObject):
    """Asks once for several decisions that follow each other quickly, and on until nothing is left to be described.

    Signals:
        learnt(): other photos count than before, so that candidates found so far are outdated.
        failed(str)
    """

    learnt = Signal()
    failed = Signal(str)

    def __init__(self, engine: MatchingEngine, lane: Lane, parent: QObject) -> None:
        super().__init__(parent)
        self._engine = engine
        self._lane = lane
        self._enabled = True
        self._changed = False
        self._again = False
        self._task: Task | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._waiting = QElapsedTimer()
        self._pause.timeout.connect(self._start)

    @property
    def busy(self) -> bool:
        """Whether anything is under way or about to be."""
        return self._task is not None or self._pause.isActive()

    def ask(self, *, enabled: bool) -> None:
        """Decisions may have changed, or whether confirmed photos count at all."""
        self._enabled = enabled
        if not self._pause.isActive():
            self._waiting.start()
        self._pause.start(max(0, min(_PAUSE_MS, _LONGEST_MS - self._waiting.elapsed())))

    def stop(self) -> None:
        """The catalogue is not in service any more."""
        self._pause.stop()
        self._changed = self._again = False
        if self._task is not None:
            self._task.silence()
            self._task = None

    @Slot()
    def _start(self) -> None:
        if self._task is not None:
            self._again = True
            return
        enabled = self._enabled
        self._again = False

        def done(found: Learning) -> None:
            self._changed |= found.changed
            self._again |= not found.complete
            if self._changed and not self._again:
                self._changed = False
                self.learnt.emit()

        def failed(error: StockmatchError) -> None:
            self.failed.emit(told(error))

        def ended() -> None:
            self._task = None
            if self._again:
                self._start()

        self._task = Task(
            self, self._lane, lambda report: self._engine.learn(enabled, report), done=done, failed=failed, ended=ended
        )
