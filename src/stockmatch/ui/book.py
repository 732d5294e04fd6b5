"""The records of the catalogue in use, on a lane of their own: no database work happens in the GUI thread."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from stockmatch.core.decisions import Queue
from stockmatch.core.errors import StockmatchError
from stockmatch.core.ports import Records
from stockmatch.core.progress import Report
from stockmatch.ui.jobs import Lane, Task

Failed = Callable[[StockmatchError], object]
FailedLater = Callable[[str, StockmatchError], object]
"""With the name of the catalogue that was left by then."""


class Book(QObject):
    """Runs work on the records; of what was asked of those of a former catalogue only failures are still heard.

    Attributes:
        prepare: called before anything is asked of the records or they are let go; what it asks of them comes first.

    Signals:
        failed_later(str, StockmatchError): in the catalogue of this name, whose records were let go by then.
    """

    failed_later = Signal(str, object)

    def __init__(self, lane: Lane, parent: QObject) -> None:
        super().__init__(parent)
        self._lane = lane
        self._records: Records | None = None
        self._name = ""
        self._opening = 0
        self.prepare: Callable[[], object] = lambda: None

    @property
    def open(self) -> bool:
        return self._records is not None

    def load(
        self, name: str, open_records: Callable[[], Records], done: Callable[[Queue], object], failed: Failed
    ) -> None:
        """Open the records of the catalogue of this name and read their queue; the ones in use are let go."""
        self.let_go()
        self._name = name

        def work(_report: Report) -> tuple[Records, Queue]:
            records = open_records()
            return records, records.load()

        def opened(result: tuple[Records, Queue]) -> None:
            self._records = result[0]
            done(result[1])

        Task(self, self._lane, work, done=self._while_open(opened), failed=self._while_open(failed))

    def let_go(self) -> None:
        """Close the records when what is being stored is stored."""
        self.prepare()
        self._opening += 1
        records, self._records = self._records, None
        if records is not None:
            Task(self, self._lane, lambda _report: records.close())

    def run(
        self,
        work: Callable[[Records, Report], object],
        done: Callable[[Any], object],
        failed: Failed,
        ended: Callable[[], object] | None = None,
        *,
        failed_later: FailedLater | None = None,
    ) -> bool:
        """Do something with the records. False if there are none.

        Args:
            work: what to do, not in the GUI thread.
            done: hears the result.
            failed: hears the error.
            ended: called whatever came of it.
            failed_later: hears the error where the records were let go by then, instead of who hears the signal.
        """
        self.prepare()
        records, name = self._records, self._name
        if records is None:
            return False
        later = self.failed_later.emit if failed_later is None else failed_later
        Task(
            self,
            self._lane,
            lambda report: work(records, report),
            done=self._while_open(done),
            failed=self._while_open(failed, lambda error: later(name, error)),
            ended=ended,
        )
        return True

    def _while_open(
        self, callback: Callable[[Any], object], later: Callable[[Any], object] | None = None
    ) -> Callable[[Any], None]:
        opening = self._opening

        def call(value: Any) -> None:
            if opening == self._opening:
                callback(value)
            elif later is not None:
                later(value)

        return call
