"""Changes to another version of a model: the one under way, those that had to give way, and who is told. No widgets."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject

from stockmatch.core.catalogue import Snapshot
from stockmatch.core.errors import EngineStopped, StockmatchError
from stockmatch.core.progress import Report
from stockmatch.ui.jobs import Lane, Task


@dataclass(frozen=True, eq=False)
class VersionChange:
    """Work that puts another version of a model into service, and who is told what came of it."""

    work: Callable[[Report], Snapshot]
    answered: Callable[[StockmatchError | None], object]


class VersionChanges:
    """Each is answered once it is done, taken back or refused; one that had to give way is done later instead.

    Attributes:
        waiting: those that had to give way to a newer wish, and those chosen behind another, the oldest first.
        stranded: an engine died, and nothing is in service in the next one yet.
    """

    def __init__(self, owner: QObject, lane: Lane, served: Callable[[Snapshot], object]) -> None:
        """None is under way.

        Args:
            owner: keeps what runs aside alive.
            lane: where that runs.
            served: called with what it put into service.
        """
        self._owner = owner
        self._lane = lane
        self._served = served
        self._under_way: VersionChange | None = None
        self._engines = 0
        self.stranded = False
        self.waiting: list[VersionChange] = []

    def begin(self, change: VersionChange) -> None:
        """A change is what the person waits for; who runs it says how it ends."""
        self._under_way = change

    def done(self, change: VersionChange) -> None:
        """A change that had begun is in service, although it may have had to give way meanwhile."""
        if self._under_way is change:
            self._under_way = None
        self.waiting = [other for other in self.waiting if other is not change]
        change.answered(None)

    def end(self, error: StockmatchError | None = None) -> None:
        """The change under way, if there is one, did not come into service."""
        change, self._under_way = self._under_way, None
        if change is not None:
            change.answered(error)

    def give_way(self) -> None:
        """A newer wish replaces the change under way, if there is one."""
        if self._under_way is not None:
            self.waiting.insert(0, self._under_way)
            self._under_way = None

    def engine_died(self) -> None:
        """What has its turn in the next engine before a catalogue is in service there has another one."""
        self._engines += 1
        self.stranded = True

    def engine_serves(self) -> None:
        """A catalogue is in service."""
        self.stranded = False

    def catch_up(self) -> None:
        """Do what waits, where there is an engine that serves."""
        if self.stranded:
            return
        waiting, self.waiting = self.waiting, []
        for change in waiting:
            self._run(change)

    def run_aside(self, change: VersionChange) -> None:
        """Do a change beside what the person waits for, but behind those that were chosen before it."""
        if self.stranded or self.waiting or self._under_way is not None:
            self.waiting.append(change)
        else:
            self._run(change)

    def _run(self, change: VersionChange) -> None:
        engine = self._engines

        def done(snapshot: Snapshot) -> None:
            change.answered(None)
            self._served(snapshot)

        def failed(error: StockmatchError) -> None:
            if engine == self._engines or isinstance(error, EngineStopped):
                change.answered(error)
            else:
                self.waiting.append(change)

        Task(
            self._owner,
            self._lane,
            change.work,
            done=done,
            failed=failed,
            crashed=lambda: change.answered(None),
        )
