"""Asking the engine why a candidate is offered. No widgets."""

from PySide6.QtCore import QObject, Signal

from stockmatch.core.ports import MatchingEngine
from stockmatch.core.ranking import Candidate, MatchRequest
from stockmatch.ui.jobs import Lane, Task
from stockmatch.ui.language import told


class WhyDesk(QObject):
    """One question at a time; a newer one takes its place.

    Signals:
        explained(Explanation)
        failed(str)
    """

    explained = Signal(object)
    failed = Signal(str)

    def __init__(self, engine: MatchingEngine, lane: Lane, parent: QObject) -> None:
        super().__init__(parent)
        self._engine = engine
        self._lane = lane
        self._task: Task | None = None

    def ask(self, request: MatchRequest, candidate: Candidate) -> None:
        """Ask why a product is offered for a photo."""
        self.stop()

        def ended() -> None:
            self._task = None

        self._task = Task(
            self,
            self._lane,
            lambda report: self._engine.explain(request, candidate.product_key, report),
            done=self.explained.emit,
            failed=lambda error: self.failed.emit(told(error)),
            crashed=lambda: self.failed.emit(self.tr("Something went wrong inside Stockmatch.")),
            ended=ended,
        )

    def stop(self) -> None:
        """The answer is not wanted any more."""
        if self._task is not None:
            self._task.silence()
            self._task = None
