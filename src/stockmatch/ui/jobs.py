"""The one place of the window that makes threads.

A lane is a QThread that runs its jobs one after the other. A job's signals live in the GUI thread and are connected
before the job is submitted, to methods of QObjects there; ``Task`` does that for callers that have plain callbacks.
"""

import queue
import threading
import traceback
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QDeadlineTimer, QObject, QThread, QTimer, Signal, Slot

from stockmatch.core.errors import Cancelled, StockmatchError
from stockmatch.core.progress import Progress, Report

Work = Callable[[Report], object]

FOREVER = QDeadlineTimer(QDeadlineTimer.ForeverConstant.Forever)


class Job(QObject):
    """One piece of work; exactly one of ``done``, ``failed``, ``crashed`` and ``cancelled`` is emitted, then ``ended``.

    Signals:
        progressed(Progress)
        done(object): the work's result.
        failed(StockmatchError): with a message for the person.
        crashed(str): the traceback of a bug.
        cancelled()
        ended()
    """

    progressed = Signal(object)
    done = Signal(object)
    failed = Signal(object)
    crashed = Signal(str)
    cancelled = Signal()
    ended = Signal()

    def __init__(self, work: Work, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self._asked = 0
        self._taken = threading.Lock()

    def cancel(self) -> None:
        """Ask the work to stop, once more each time; it hears of it when it next reports, or at once if it waits."""
        self._asked += 1
        QTimer.singleShot(0, self, self._give_up)

    @Slot()
    def _give_up(self) -> None:
        """What still waits for its turn need not wait to be told off: the work before it may take hours."""
        if self._taken.acquire(blocking=False):
            self.cancelled.emit()

    @property
    def begun(self) -> bool:
        """Whether the work has begun, or was given up before."""
        return self._taken.locked()

    @property
    def cancelling(self) -> bool:
        return self._asked > 0

    def _report(self, progress: Progress) -> None:
        self.progressed.emit(progress)
        if self._asked:
            raise Cancelled(self._asked)

    def run(self) -> None:
        """Do the work unless it was given up before; called by the lane's thread."""
        if self._taken.acquire(blocking=False):
            self._do()
        self.ended.emit()

    def _do(self) -> None:
        try:
            if self._asked:
                raise Cancelled(self._asked)
            result = self._work(self._report)
        except Cancelled:
            self.cancelled.emit()
        except StockmatchError as error:
            self.failed.emit(error)
        except Exception:  # noqa: BLE001 - shown by the crash report
            self.crashed.emit(traceback.format_exc())
        else:
            self.done.emit(result)


class Lane(QThread):
    """Runs jobs in order in a thread of its own.

    Signals:
        crashed(str): the traceback of any job that ended in a bug.
    """

    crashed = Signal(str)

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._alive: set[Job] = set()
        self._ended: QObject | None = None
        self._closed = False

    def submit(self, job: Job) -> None:
        """Queue a job whose signals are connected; the lane keeps it alive. A closed lane cancels it."""
        if self._closed:
            job.cancel()
            job.run()
            return
        job.crashed.connect(self.crashed)
        job.ended.connect(self._forget)
        self._alive.add(job)
        self._jobs.put(job)
        if not self.isRunning():
            self.start()

    @Slot()
    def _forget(self) -> None:
        """Let go of the job before the one that ended: the thread may still hold the last, and must not delete it."""
        ended = self.sender()
        if isinstance(self._ended, Job):
            self._alive.discard(self._ended)
        self._ended = ended

    def run(self) -> None:
        while (job := self._jobs.get()) is not None:
            job.run()

    def cancel_all(self) -> None:
        """Ask the running and all waiting jobs to stop."""
        for job in self._alive:
            job.cancel()

    def close(self, *, finish: bool = False, patience: QDeadlineTimer = FOREVER) -> bool:
        """Cancel everything, or ``finish`` what waits, and wait for the thread to end. False if it does not in time."""
        self._closed = True
        if not finish:
            self.cancel_all()
        self._jobs.put(None)
        return self.wait(patience)


class Task(QObject):
    """One job and who hears of it: submits the work and calls back in the GUI thread.

    Args:
        owner: keeps the task alive; nothing is called back once it is gone.
        lane: where the work runs.
        work: receives a report.
        done, failed, progressed: called with the result, the error, the progress.
        cancelled, crashed: called with nothing; the lane itself tells of the bug.
        ended: called last, whatever happened.
    """

    def __init__(
        self,
        owner: QObject,
        lane: Lane,
        work: Work,
        *,
        done: Callable[[Any], object] | None = None,
        failed: Callable[[StockmatchError], object] | None = None,
        cancelled: Callable[[], object] | None = None,
        crashed: Callable[[], object] | None = None,
        progressed: Callable[[Progress], object] | None = None,
        ended: Callable[[], object] | None = None,
    ) -> None:
        super().__init__(owner)
        self._callbacks: dict[str, Callable[[Any], object] | None] = {
            "done": done,
            "failed": failed,
            "progressed": progressed,
        }
        self._when_cancelled = cancelled
        self._when_crashed = crashed
        self._when_ended = ended
        self._job = Job(work)
        self._job.done.connect(self._on_done)
        self._job.failed.connect(self._on_failed)
        self._job.progressed.connect(self._on_progressed)
        self._job.cancelled.connect(self._on_cancelled)
        self._job.crashed.connect(self._on_crashed)
        self._job.ended.connect(self._on_ended)
        lane.submit(self._job)

    def cancel(self) -> None:
        """Ask the work to stop."""
        self._job.cancel()

    def silence(self, *, unless_done: bool = False) -> None:
        """Ask the work to stop, and call nobody back any more, or only if it is done all the same."""
        self._callbacks = {"done": self._callbacks.get("done")} if unless_done else {}
        self._when_cancelled = self._when_crashed = self._when_ended = None
        self._job.cancel()

    @property
    def begun(self) -> bool:
        return self._job.begun

    @property
    def cancelling(self) -> bool:
        return self._job.cancelling

    def _call(self, name: str, value: object) -> None:
        callback = self._callbacks.get(name)
        if callback is not None:
            callback(value)

    @Slot(object)
    def _on_done(self, result: object) -> None:
        self._call("done", result)

    @Slot(object)
    def _on_failed(self, error: object) -> None:
        self._call("failed", error)

    @Slot(object)
    def _on_progressed(self, progress: object) -> None:
        self._call("progressed", progress)

    @Slot()
    def _on_cancelled(self) -> None:
        if self._when_cancelled is not None:
            self._when_cancelled()

    @Slot()
    def _on_crashed(self) -> None:
        if self._when_crashed is not None:
            self._when_crashed()

    @Slot()
    def _on_ended(self) -> None:
        if self._when_ended is not None:
            self._when_ended()
        self.deleteLater()
