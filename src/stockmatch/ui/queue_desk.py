"""The decisions on the photos of the queue: stored before they are shown, taken back and restored. No widgets."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QDeadlineTimer, QEventLoop, QObject, QTimer, Signal, Slot

from stockmatch.core.decisions import Choice, Decision, DecisionKind, QueueChange
from stockmatch.core.errors import StockmatchError
from stockmatch.core.exporting import Decided
from stockmatch.core.own_decisions import BULK_NOTE, NARROWED_NOTE
from stockmatch.core.ports import MatchingEngine, Records
from stockmatch.core.progress import Report
from stockmatch.core.ranking import Candidate, PhotoMatch
from stockmatch.ui.book import FailedLater
from stockmatch.ui.jobs import Lane
from stockmatch.ui.language import told
from stockmatch.ui.photo_state import PhotoState
from stockmatch.ui.queue_stage import QueueStage
from stockmatch.ui.waiting import Waiting


class QueueDesk(QueueStage):
    """Photos and decisions of the catalogue in use.

    Signals:
        decided(Decision), redone(Decision): stored, so it may be shown.
        undone(Decision, int): the same of one taken back, and how many photos it was about.
        store_failed(str): a decision could not be stored; ``retry`` tries all again of which that is so.
        lost(str, tuple, str): nor could it before its catalogue was left; the name of that, names of its photos,
            undecided there, and why.
    """

    decided = Signal(object)
    undone = Signal(object, int)
    redone = Signal(object)
    store_failed = Signal(str)
    lost = Signal(str, object, str)
    _idle = Signal()

    def __init__(
        self, engine: MatchingEngine, match_lane: Lane, records_lane: Lane, waiting: Waiting, parent: QObject
    ) -> None:
        super().__init__(engine, match_lane, records_lane, parent)
        self._arrivals.wait_in(waiting)
        waiting.changed.connect(self.photo_changed)
        self._change_under_way: object | None = None
        self._unsaved: Mapping[int, Choice] = {}
        self._storing: Mapping[int, Choice] = {}
        self.taken_out.connect(self._forget)

    @property
    def busy(self) -> bool:
        """Whether a decision is being stored, taken back or restored."""
        return self._change_under_way is not None

    @property
    def unsaved(self) -> bool:
        """Whether decisions wait for ``retry``."""
        return bool(self._unsaved)

    @property
    def not_stored(self) -> tuple[Decided, ...]:
        """Photos with what was decided on them and is not stored, or not yet."""
        choices = {**self._unsaved, **self._storing}
        decided = [(photo, choices[photo.id]) for photo in self.queue.photos if photo.id in choices]
        return tuple((photo, Decision(0, photo.id, choice, "", "")) for photo, choice in decided)

    def finish(self, patience: QDeadlineTimer) -> None:
        """Try once more to store what is not stored, and wait for that; ``not_stored`` tells what is left."""
        self._wait(patience)
        self.retry()
        self._wait(patience)

    def _wait(self, patience: QDeadlineTimer) -> None:
        if self.busy:
            loop = QEventLoop()
            self._idle.connect(loop.quit)
            QTimer.singleShot(patience.remainingTime(), loop, loop.quit)
            loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)

    def reset(self) -> None:
        self._try_once_more()
        self._change_under_way, self._storing = None, {}
        super().reset()

    def close(self) -> None:
        self._try_once_more()
        super().close()

    def _try_once_more(self) -> None:
        """The records are about to be let go, when what is being stored is stored."""
        if self._unsaved:
            self._store(self._unsaved)

    @Slot(object)
    def _forget(self, photo_ids: Sequence[int]) -> None:
        """What was not stored of photos that left the queue is not wanted any more."""
        self._unsaved = {photo_id: left for photo_id, left in self._unsaved.items() if photo_id not in photo_ids}

    def hold(self, held: bool) -> None:
        """Whether photos that come are to wait although there is a queue, since they are for the next catalogue's."""
        self._arrivals.hold(held)

    def go_to(self, photo_id: int) -> None:
        """Show another photo; while a decision is being stored, which goes on by itself, the place stays."""
        if not self.busy:
            super().go_to(photo_id)

    def decide(self, kind: DecisionKind, candidate: Candidate | None = None) -> bool:
        """Store what was decided on the current photo, then go to the next undecided one. False if not now."""
        photo = self.current
        if photo is None or self.busy or not self.open or self.state is PhotoState.COMPLETE:
            return False
        match = self.match
        choice = _choice(kind, candidate, match) if match is not None else Choice(kind, candidate)
        choices = {photo.id: choice}
        for other in self.queue.together(photo)[1:]:
            alone = self.match_of(other)
            known = alone.sha256 if alone is not None else ""
            content = match.others.get(other.path, known) if match is not None else known
            choices[other.id] = replace(choice, photo_sha256=content)
        self._store(choices)
        return True

    @Slot(list)
    def accept_first(self, photo_ids: Sequence[int]) -> None:
        """Confirm the first candidate of many photos that were looked through; one undo takes all back."""
        choices: dict[int, Choice] = {}
        for photo in (self.queue.find(photo_id) for photo_id in photo_ids):
            match = self.match_of(photo) if photo is not None and photo.decision is None else None
            if photo is not None and match is not None and match.candidates and not match.only:
                choice = _choice(DecisionKind.CONFIRMED, match.candidates[0], match)
                choices[photo.id] = replace(choice, note=BULK_NOTE)
        if choices and not self.busy:
            self._store(choices)

    def retry(self) -> None:
        """Try to store again what could not be stored."""
        if self._unsaved and not self.busy:
            self._store(self._unsaved)

    def _store(self, choices: Mapping[int, Choice]) -> None:
        def failed(error: StockmatchError) -> None:
            self._unsaved = {**self._unsaved, **choices}
            self.store_failed.emit(told(error))

        photos = tuple(Path(photo.path).name for photo in self.queue.photos if photo.id in choices)

        def failed_later(name: str, error: StockmatchError) -> None:
            self.lost.emit(name, photos, told(error))

        def stored(decision: Decision, _photos: int) -> None:
            self.decided.emit(decision)

        self._unsaved = {photo_id: left for photo_id, left in self._unsaved.items() if photo_id not in choices}
        here = self.queue.current_id
        then = [other.id for other in self.outlook.ahead(here)] if here in choices else []
        if self._change(
            lambda records, _report: records.decide(choices, then), stored, failed, failed_later=failed_later
        ):
            self._storing = choices

    def undo(self) -> bool:
        """Take back the latest decision. False if there is none or one is being stored."""
        possible = self.queue.can_undo and not self.busy

        def undo(records: Records, _report: Report) -> QueueChange:
            return records.undo()

        return possible and self._change(undo, self.undone.emit, self._say, revisiting=True)

    def redo(self) -> bool:
        """Restore the decision taken back last. False if there is none or one is being stored."""
        possible = self.queue.can_redo and not self.busy
        then = [other.id for other in self.outlook.ahead(self.queue.current_id)]

        def stored(decision: Decision, _photos: int) -> None:
            self.redone.emit(decision)

        return possible and self._change(lambda records, _report: records.redo(then), stored, self._say)

    def _change(
        self,
        change: Callable[[Records, Report], QueueChange],
        stored: Callable[[Decision, int], object],
        failed: Callable[[StockmatchError], object],
        *,
        failed_later: FailedLater | None = None,
        revisiting: bool = False,
    ) -> bool:
        this = object()

        def over() -> None:
            """Also told once all has ended, when the next change may be under way."""
            if self._change_under_way is this:
                self._change_under_way, self._storing = None, {}
                self._idle.emit()

        def done(result: QueueChange) -> None:
            over()
            self._take(result.queue, revisiting=revisiting)
            if result.decision is not None:
                stored(result.decision, result.photos)

        def failed_now(error: StockmatchError) -> None:
            over()
            failed(error)

        begun = self._book.run(change, done, failed_now, over, failed_later=failed_later)
        self._change_under_way = this if begun else None
        return begun


def _choice(kind: DecisionKind, candidate: Candidate | None, match: PhotoMatch) -> Choice:
    note = NARROWED_NOTE.format(match.only) if match.only else ""
    return Choice(
        kind,
        candidate,
        match.candidates,
        match.sha256,
        match.model_id,
        match.catalogue_version,
        note,
        match.p_value,
    )
