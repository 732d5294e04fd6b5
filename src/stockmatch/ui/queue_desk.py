"""The queue of photos: their candidates, matched ahead, and the decisions on them. No widgets."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtGui import QImage

from stockmatch.core.decisions import Choice, Decision, DecisionKind, Photo, Queue, QueueChange
from stockmatch.core.errors import StockmatchError
from stockmatch.core.evidence import ColourMode, Region
from stockmatch.core.ports import MatchingEngine, Records
from stockmatch.core.progress import Report
from stockmatch.core.ranking import Candidate, MatchRequest, PhotoMatch
from stockmatch.ui import intake
from stockmatch.ui.book import Book
from stockmatch.ui.jobs import Lane
from stockmatch.ui.match_ahead import MatchAhead
from stockmatch.ui.photo_state import PhotoState

AHEAD = 3


class QueueDesk(QObject):
    """Photos and decisions of the catalogue in use.

    Attributes:
        queue: as it is stored.
        ahead: how many of the next undecided photos are matched ahead.

    Signals:
        queue_changed(): photos, their decisions or the place.
        photo_changed(): the current photo, its state or its candidates.
        decided(Decision), undone(Decision), redone(Decision): stored, so it may be shown.
        store_failed(str): a decision could not be stored; ``retry`` tries the same one again.
        failed(str): anything else that did not work.
        refused(tuple): names of files that are no photos.
        added(int): how many photos came into the queue; 0 if all of them were in it, undecided.
        engine_stopped(str)
    """

    queue_changed = Signal()
    photo_changed = Signal()
    decided = Signal(object)
    undone = Signal(object)
    redone = Signal(object)
    store_failed = Signal(str)
    failed = Signal(str)
    refused = Signal(object)
    added = Signal(int)
    engine_stopped = Signal(str)

    def __init__(self, engine: MatchingEngine, match_lane: Lane, records_lane: Lane, parent: QObject) -> None:
        super().__init__(parent)
        self._ahead = MatchAhead(engine, match_lane, self)
        self._ahead.found.connect(self._on_found)
        self._ahead.engine_stopped.connect(self.engine_stopped)
        self._book = Book(records_lane, self)
        self.queue = Queue()
        self._revisiting = False
        self._busy = False
        self._unsaved: tuple[int, Choice] | None = None
        self._waiting: list[str | QImage] = []
        self.ahead = AHEAD

    @property
    def open(self) -> bool:
        """Whether a catalogue's records are there."""
        return self._book.open

    @property
    def busy(self) -> bool:
        """Whether a decision is being stored, taken back or restored."""
        return self._busy

    @property
    def unsaved(self) -> bool:
        """Whether a decision waits for ``retry``."""
        return self._unsaved is not None

    @property
    def waiting(self) -> tuple[str, ...]:
        """Files and folders dropped before there was a catalogue."""
        return tuple(item for item in self._waiting if isinstance(item, str))

    @property
    def current(self) -> Photo | None:
        return self.queue.current

    @property
    def match(self) -> PhotoMatch | None:
        """The current photo's candidates, as offered when it was decided if it is."""
        return self.match_of(self.current) if self.current is not None else None

    @property
    def state(self) -> PhotoState:
        if self.current is None:
            return PhotoState.NONE
        if not self.queue.undecided and not self._revisiting:
            return PhotoState.COMPLETE
        match = self.match
        if match is None:
            return PhotoState.MATCHING
        return PhotoState.FAILED if match.error is not None else PhotoState.MATCHED

    def match_of(self, photo: Photo) -> PhotoMatch | None:
        """What is known to match a photo."""
        return self._ahead.of(photo)

    @property
    def looking(self) -> bool:
        """Whether better candidates for the current photo than those known are under way."""
        return self.current is not None and self._ahead.looking(self.current)

    def load(self, open_records: Callable[[], Records]) -> None:
        """Take up the records of a catalogue; the ones in use are let go."""
        self.reset()

        def done(queue: Queue) -> None:
            self._take(queue)
            waiting, self._waiting = self._waiting, []
            for picture in (item for item in waiting if isinstance(item, QImage)):
                self.add_picture(picture)
            if paths := [item for item in waiting if isinstance(item, str)]:
                self.add(paths)

        self._book.load(open_records, done, self._say)

    def reset(self) -> None:
        """Forget the catalogue's photos."""
        self._book.let_go()
        self._busy = False
        self._unsaved = None
        self._ahead.forget()
        self._take(Queue())

    def serve(self, serving: bool) -> None:
        """A new snapshot is in service (candidates are asked for anew), or none is."""
        self._ahead.renew(serving=serving)
        self._ahead.want(self._wanted())
        self.photo_changed.emit()

    @property
    def serving(self) -> bool:
        """Whether candidates can be asked for now."""
        return self._ahead.serving

    def match_again(self) -> None:
        """Look at the current photo once more: its file may be there now."""
        if self.current is not None:
            self._ahead.outdate(self.current)
            self.serve(self.serving)

    def ask_for(self, k: int, colour: ColourMode) -> None:
        """How many candidates are asked for from now on, and whether the colour must agree."""
        if (k, colour) != (self._ahead.k, self._ahead.colour):
            self._ahead.k, self._ahead.colour = k, colour
            self.serve(self._ahead.serving)

    def set_region(self, region: Region | None) -> None:
        """Match another part of the current photo, None for the proposal; stored with the photo."""
        photo = self.current
        if photo is None or photo.region == region:
            return

        def done(queue: Queue) -> None:
            self._ahead.look_again(next(one for one in queue.photos if one.id == photo.id))
            self._take(queue, revisiting=self._revisiting)

        def failed(error: StockmatchError) -> None:
            self._say(error)
            self.photo_changed.emit()

        self._book.run(lambda records, _report: records.set_region(photo.id, region), done, failed)

    def question(self) -> MatchRequest | None:
        """The current photo as it is asked of the engine; matching others ahead gives way to it for a moment."""
        photo = self.current
        if photo is None:
            return None
        self._ahead.give_way(photo)
        QTimer.singleShot(0, self, self._go_on)
        return self._ahead.request(photo)

    @Slot()
    def _go_on(self) -> None:
        self._ahead.want(self._wanted())

    def add(self, paths: Sequence[str]) -> None:
        """Append photos; folders are looked into. Before there is a catalogue they wait for it.

        A photo that is in the queue and undecided is not added again, but shown.
        """
        if not self.open:
            self._waiting += paths
            self.photo_changed.emit()
            return
        there = {photo.path: photo.id for photo in self.queue.undecided}

        def work(records: Records, _report: Report) -> tuple[Queue | None, tuple[str, ...]]:
            found = intake.find_photos(paths)
            new = [path for path in found.photos if path not in there]
            if new:
                return records.add_photos(new), found.refused
            known = [there[path] for path in found.photos if path in there]
            return (records.go_to(known[0]) if known else None), found.refused

        def done(result: tuple[Queue | None, tuple[str, ...]]) -> None:
            queue, refused = result
            if queue is not None:
                self._take_added(queue)
            if refused:
                self.refused.emit(refused)

        self._book.run(work, done, self._say)

    def add_picture(self, image: QImage) -> None:
        """Append image data that has no file."""
        if not self.open:
            self._waiting.append(image)
            self.photo_changed.emit()
            return
        self._book.run(
            lambda records, _: records.add_picture(intake.encode_png(image), ".png"), self._take_added, self._say
        )

    def decide(self, kind: DecisionKind, candidate: Candidate | None = None) -> bool:
        """Store what was decided on the current photo, then go to the next undecided one. False if not now."""
        photo = self.current
        if photo is None or self._busy or not self.open or self.state is PhotoState.COMPLETE:
            return False
        match = self.match
        choice = Choice(kind, candidate)
        if match is not None:
            choice = Choice(kind, candidate, match.candidates, match.sha256, match.model_id, match.catalogue_version)
        self._store(photo.id, choice)
        return True

    def retry(self) -> None:
        """Try to store the decision again that could not be stored."""
        if self._unsaved is not None and not self._busy:
            self._store(*self._unsaved)

    def _store(self, photo_id: int, choice: Choice) -> None:
        def failed(error: StockmatchError) -> None:
            self._unsaved = (photo_id, choice)
            self.store_failed.emit(str(error))

        def stored(decision: Decision) -> None:
            if self._unsaved is not None and self._unsaved[0] == photo_id:
                self._unsaved = None
            self.decided.emit(decision)

        self._change(lambda records, _report: records.decide(photo_id, choice), stored, failed)

    def undo(self) -> bool:
        """Take back the latest decision. False if there is none or one is being stored."""
        possible = self.queue.can_undo and not self._busy
        return possible and self._change(lambda records, _report: records.undo(), self.undone.emit, self._say)

    def redo(self) -> bool:
        """Restore the decision taken back last. False if there is none or one is being stored."""
        possible = self.queue.can_redo and not self._busy
        return possible and self._change(lambda records, _report: records.redo(), self.redone.emit, self._say)

    def go_to(self, photo_id: int) -> None:
        """Show another photo."""
        if not self._busy:

            def done(queue: Queue) -> None:
                self._take(queue, revisiting=True)

            self._book.run(lambda records, _report: records.go_to(photo_id), done, self._say)

    def close(self) -> None:
        """Stop matching, and close the database when what is being stored is stored."""
        self._ahead.renew(serving=False)
        self._book.let_go()

    def _say(self, error: StockmatchError) -> None:
        self.failed.emit(str(error))

    def _change(
        self,
        change: Callable[[Records, Report], QueueChange],
        stored: Callable[[Decision], object],
        failed: Callable[[StockmatchError], object],
    ) -> bool:
        def done(result: QueueChange) -> None:
            self._busy = False
            self._take(result.queue)
            if result.decision is not None:
                stored(result.decision)

        def ended() -> None:
            self._busy = False

        self._busy = self._book.run(change, done, failed, ended)
        return self._busy

    def _take(self, queue: Queue, *, revisiting: bool = False) -> None:
        self.queue = queue
        self._revisiting = revisiting
        self._ahead.want(self._wanted())
        self.queue_changed.emit()
        self.photo_changed.emit()

    def _take_added(self, queue: Queue) -> None:
        count = len(queue.photos) - len(self.queue.photos)
        self._take(queue)
        self.added.emit(count)

    @Slot(int)
    def _on_found(self, photo_id: int) -> None:
        self.queue_changed.emit()
        if photo_id == self.queue.current_id:
            self.photo_changed.emit()

    def _wanted(self) -> list[Photo]:
        photo = self.current
        if photo is None or self.state is PhotoState.COMPLETE:
            return []
        later = [other for other in self.queue.undecided if other.id > photo.id]
        earlier = [other for other in self.queue.undecided if other.id < photo.id]
        return [photo, *[*later, *earlier][: self.ahead]]
