"""The one place of the window that makes threads.

A lane is a QThread that runs its jobs one after the other. A job's signals live in the GUI thread, so connect them to
methods of QObjects there.
"""

import queue
import threading
import traceback
from collections.abc import Callable

from PySide6.QtCore import QObject, QThread, Signal

from stockmatch.core.errors import Cancelled, StockmatchError
from stockmatch.core.progress import Progress, Report

Work = Callable[[Report], object]


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
        self._stop = threading.Event()

    def cancel(self) -> None:
        """Ask the work to stop; it does when it next reports."""
        self._stop.set()

    @property
    def cancelling(self) -> bool:
        return self._stop.is_set()

    def _report(self, progress: Progress) -> None:
        if self._stop.is_set():
            raise Cancelled
        self.progressed.emit(progress)

    def run(self) -> None:
        """Do the work; called by the lane's thread."""
        try:
            if self._stop.is_set():
                raise Cancelled
            result = self._work(self._report)
        except Cancelled:
            self.cancelled.emit()
        except StockmatchError as error:
            self.failed.emit(error)
        except Exception:  # noqa: BLE001 - shown by the crash report
            self.crashed.emit(traceback.format_exc())
        else:
            self.done.emit(result)
        self.ended.emit()


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
        self._lock = threading.Lock()

    def submit(self, work: Work) -> Job:
        """Queue work; connect to the returned job's signals at once. The lane keeps the job alive until it ended."""
        job = Job(work)
        job.crashed.connect(self.crashed)
        with self._lock:
            self._alive.add(job)
        self._jobs.put(job)
        if not self.isRunning():
            self.start()
        return job

    def run(self) -> None:
        while (job := self._jobs.get()) is not None:
            job.run()
            with self._lock:
                self._alive.discard(job)

    def cancel_all(self) -> None:
        """Ask the running and all waiting jobs to stop."""
        with self._lock:
            jobs = list(self._alive)
        for job in jobs:
            job.cancel()

    def close(self) -> None:
        """Cancel everything and wait for the thread to end."""
        self.cancel_all()
        self._jobs.put(None)
        self.wait()
