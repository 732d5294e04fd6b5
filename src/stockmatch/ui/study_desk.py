"""A study of backbones, asked of the engine process. No widgets."""

import hashlib
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from stockmatch.core.catalogue import Snapshot
from stockmatch.core.errors import StockmatchError, StudyFailed
from stockmatch.core.message import Message
from stockmatch.core.model import Device
from stockmatch.core.ports import MatchingEngine
from stockmatch.core.progress import Report
from stockmatch.core.study import StudyRequest, StudyResult
from stockmatch.ui.jobs import Lane, Task
from stockmatch.ui.language import told

_QUICK_STEPS = 3


class Effort(StrEnum):
    """How much is computed."""

    QUICK = "quick"
    """Three steps of training, nothing repeated."""
    WHOLE = "whole"
    """Everything the original study did."""


class StudyDesk(QObject):
    """Runs one study at a time.

    Signals:
        progressed(Progress)
        finished(StudyResult, str): the result and the report's page.
        failed(str): what is wrong; empty if it was stopped.
        saved(str), save_failed(str): of a copy of the report.
    """

    progressed = Signal(object)
    finished = Signal(object, str)
    failed = Signal(str)
    saved = Signal(str)
    save_failed = Signal(str)

    def __init__(self, engine: MatchingEngine, lane: Lane, files: Lane, folder: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._engine, self._lane, self._files, self._folder = engine, lane, files, folder
        self._task: Task | None = None

    @property
    def running(self) -> bool:
        return self._task is not None

    def begin(self, snapshot: Snapshot, answers: str, weights: str | None, effort: Effort, device: Device) -> None:
        """Begin a study of a catalogue, or go on with the one of these files that was stopped.

        Args:
            snapshot: the catalogue.
            answers: the CSV file of right answers.
            weights: folder of weights files; None for those that were downloaded.
            effort: how much is computed.
            device: where networks run.
        """
        if self._task is not None:
            return
        request = StudyRequest(snapshot.folder, answers, str(self._out(snapshot, answers)), weights, device=device)
        if effort is Effort.QUICK:
            request = StudyRequest(
                **{**vars(request), "steps": _QUICK_STEPS, "random_steps": 0, "repeats": 0},
            )

        def work(report: Report) -> tuple[StudyResult, str]:
            result = self._engine.study(request, report)
            return result, _page(result)

        def done(found: tuple[StudyResult, str]) -> None:
            self._task = None
            self.finished.emit(*found)

        def failed(error: StockmatchError) -> None:
            self._task = None
            self.failed.emit(told(error))

        self._task = Task(
            self,
            self._lane,
            work,
            done=done,
            failed=failed,
            cancelled=self._ended_early,
            crashed=self._ended_early,
            progressed=self.progressed.emit,
        )

    def stop(self) -> None:
        """Stop after the step under way; finished parts are kept."""
        if self._task is not None:
            self._task.cancel()

    def save(self, report: str, to: str) -> None:
        """Copy a report."""
        Task(
            self,
            self._files,
            _copy(report, to),
            done=lambda _result: self.saved.emit(to),
            failed=lambda error: self.save_failed.emit(told(error)),
        )

    def _ended_early(self) -> None:
        self._task = None
        self.failed.emit("")

    def _out(self, snapshot: Snapshot, answers: str) -> Path:
        """One folder for a catalogue and its answers, so that a stopped study is found again."""
        name = hashlib.sha256(f"{snapshot.catalogue_id}\n{answers}".encode()).hexdigest()[:16]
        return self._folder / name


def _page(result: StudyResult) -> str:
    try:
        return Path(result.report).read_text(encoding="utf-8")
    except OSError as error:
        raise StudyFailed(
            Message("The report was written but cannot be read ({reason}). Start again.", reason=error.strerror)
        ) from error


def _copy(report: str, to: str) -> Callable[[Report], None]:
    def work(_report: Report) -> None:
        try:
            Path(to).write_bytes(Path(report).read_bytes())
        except OSError as error:
            raise StudyFailed(
                Message("{file} cannot be written ({reason}). Choose another folder.", file=to, reason=error.strerror)
            ) from error

    return work
