"""The queue of photos: which are shown, their candidates, matched ahead, and the person's place. No widgets."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtGui import QImage

from stockmatch.core.decisions import Photo, Queue, QueueOrder, QueueView, Showing
from stockmatch.core.errors import StockmatchError
from stockmatch.core.evidence import ColourMode, Region
from stockmatch.core.filtering import ProductFilter
from stockmatch.core.ports import MatchingEngine, Records
from stockmatch.core.progress import Report
from stockmatch.core.ranking import MatchRequest, PhotoMatch
from stockmatch.ui.arrivals import Added, Arrivals
from stockmatch.ui.book import Book
from stockmatch.ui.jobs import Lane
from stockmatch.ui.language import told
from stockmatch.ui.match_ahead import MatchAhead
from stockmatch.ui.outlook import Outlook
from stockmatch.ui.photo_state import PhotoState
from stockmatch.ui.region_desk import RegionDesk

AHEAD = 3
AHEAD_FOR_ALL = 8
"""How many photos that are not matched yet are matched at a time where all are to be."""


class QueueStage(QObject):
    """Photos of the catalogue in use, and what is known of them.

    Attributes:
        outlook: which photos are shown, in which order.
        ahead: how many of the next undecided photos are matched ahead.

    Signals:
        queue_changed(): photos, their decisions or the place; ``photo_changed`` follows.
        photo_changed(): the current photo, its state or its candidates.
        failed(str): something did not work.
        failed_later(str, str): nor did it in the catalogue of this name, which was left by then; and why.
        opened(), unopened(str): the records of a catalogue are there, or cannot be opened.
        refused(tuple): names of files that are no photos.
        matched(int): the photo whose candidates or error came in.
        added(Added): photos came into the queue, or were in it.
        left_out(list): paths of photos that came in by themselves and could not be stored; ``failed`` says why.
        taken_out(tuple): ids of photos that left the queue; of none where those asked for are decided.
    """

    queue_changed = Signal()
    photo_changed = Signal()
    failed = Signal(str)
    failed_later = Signal(str, str)
    opened = Signal()
    unopened = Signal(str)
    refused = Signal(object)
    matched = Signal(int)
    added = Signal(object)
    left_out = Signal(object)
    taken_out = Signal(object)

    def __init__(self, engine: MatchingEngine, match_lane: Lane, records_lane: Lane, parent: QObject) -> None:
        super().__init__(parent)
        self._ahead = MatchAhead(engine, match_lane, self)
        self._ahead.found.connect(self._on_found)
        self._book = Book(records_lane, self)
        self._book.failed_later.connect(self._say_later)
        self._arrivals = Arrivals(self._book, self._take_added, self._say, self)
        self._arrivals.refused.connect(self.refused)
        self._regions = RegionDesk(self._book, self._take_region, self._on_region_failed, self)
        self.outlook = Outlook(self._ahead.findings)
        self._ahead.together = self.outlook.together
        self._revisiting = False
        self.ahead = AHEAD
        self._all = False

    @property
    def queue(self) -> Queue:
        """As it is stored."""
        return self.outlook.queue

    @property
    def open(self) -> bool:
        """Whether a catalogue's records are there."""
        return self._book.open

    @property
    def waiting(self) -> tuple[str, ...]:
        """Files and folders dropped before there was a catalogue."""
        return self._arrivals.waiting

    @property
    def first_waiting(self) -> str:
        """The first photo among them; empty while none is known."""
        return self._arrivals.first_waiting

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

    def load(self, name: str, open_records: Callable[[], Records]) -> None:
        """Take up the records of the catalogue of this name; the ones in use are let go."""
        self.reset()

        def done(queue: Queue) -> None:
            self._take(queue)
            self._arrivals.begin()
            self.opened.emit()

        self._book.load(name, open_records, done, lambda error: self.unopened.emit(told(error)))

    def reset(self) -> None:
        """Forget the catalogue's photos."""
        self._book.let_go()
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

    def renew(self, paths: Collection[str]) -> None:
        """Files of photos were written anew: of those undecided what was found is outdated."""
        for photo in self.queue.undecided:
            if photo.path in paths:
                self._ahead.look_again(photo)
        self._ahead.want(self._wanted())

    def match_again(self) -> None:
        """Look at the current photo once more: its file may be there now."""
        if self.current is not None:
            self._ahead.outdate(self.current)
            self.serve(self.serving)

    def ask_for(self, k: int, colour: ColourMode) -> None:
        """How many candidates are asked for from now on, and whether colour counts."""
        if (k, colour) != (self._ahead.k, self._ahead.colour):
            self._ahead.k, self._ahead.colour = k, colour
            self.serve(self._ahead.serving)

    @property
    def only(self) -> ProductFilter:
        """Which products may be offered."""
        return self._ahead.only

    def narrow(self, only: ProductFilter) -> None:
        """Let only these products be offered for all photos from now on, also for the one on the screen if decided."""
        if only == self.only:
            return
        self._ahead.narrow(only)
        if self.current is not None and self.current.decision is not None:
            self._ahead.look_again(self.current)
        self._ahead.want(self._wanted())
        self.queue_changed.emit()
        self.photo_changed.emit()

    @property
    def region(self) -> Region | None:
        """The part of the current photo that the person wants matched; None for the proposal."""
        return self._regions.of(self.current) if self.current is not None else None

    def set_region(self, region: Region | None, *, moving: bool = False) -> None:
        """Match another part of the current photo, None for the proposal; stored with the photo.

        While it is ``moving`` that waits for a pause, but no longer than until anything else is to be stored.
        """
        if self.current is not None:
            self._regions.choose(self.current, region, moving=moving)

    def _take_region(self, queue: Queue, photo_id: int) -> None:
        photo = queue.find(photo_id)
        if photo is not None:
            self._ahead.look_again(photo)
        self._take(queue, revisiting=self._revisiting)

    def _on_region_failed(self, error: StockmatchError) -> None:
        self._say(error)
        self.photo_changed.emit()

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

        A photo that is in the queue is not added again, but shown with what was decided on it.
        """
        if not self._arrivals.add(paths):
            self.photo_changed.emit()

    @Slot(list, list)
    def add_quietly(self, paths: Sequence[str], anew: Collection[str] = ()) -> None:
        """Append photos that came in by themselves, without taking the person away from a photo.

        Args:
            paths: of their files, which may be known.
            anew: those that were seen to be written anew.
        """

        def failed(error: StockmatchError) -> None:
            self._say(error)
            self.left_out.emit(paths)

        self._arrivals.add_quietly(paths, failed, anew=anew, stay=self.state is not PhotoState.COMPLETE)

    def add_picture(self, image: QImage) -> None:
        """Append image data that has no file."""
        if not self._arrivals.add_picture(image):
            self.photo_changed.emit()

    def look(self, view: QueueView) -> None:
        """Look at the queue with another filter or order; the place stays where the filter lets it."""
        photo, filtered = self.current, view.showing is not self.queue.view.showing
        place = self.outlook.place_for(view, photo) if photo is not None and filtered else None

        def done(queue: Queue) -> None:
            self._take(queue, revisiting=self._revisiting or place is not None)

        self._book.run(lambda records, _report: records.look(view, place), done, self._say)

    def show_next_filter(self) -> None:
        """Go on to the next filter that lets any photo through."""
        self.look(self.outlook.next_filter())

    def step(self, by: int) -> None:
        """Show the next (1) or the former (-1) photo of those on show; the last one stays."""
        if self.current is not None:
            ids = [photo.id for photo in self.outlook.shown]
            place = ids.index(self.current.id) + by
            if 0 <= place < len(ids):
                self.go_to(ids[place])

    def mark(self, photo_ids: Sequence[int]) -> None:
        """Pick photos out, or put those back that are."""
        former = self.queue.view.marked
        changed = [one for one in former if one not in photo_ids] + [one for one in photo_ids if one not in former]
        self.look(replace(self.queue.view, marked=tuple(changed)))

    def mark_current(self) -> None:
        """Pick the photo on the screen out, or put it back."""
        if self.current is not None:
            self.mark([self.current.id])

    def take_out(self) -> None:
        """Take the photos picked out, or else the one on the screen, out of the queue; those decided stay."""
        asked = self.queue.view.marked or ((self.current.id,) if self.current is not None else ())
        chosen = [self.queue.find(photo_id) for photo_id in asked]
        going = tuple(photo.id for photo in chosen if photo is not None and photo.decision is None)

        def done(queue: Queue) -> None:
            self._take(queue)
            self.taken_out.emit(going)

        if going:
            then = [other.id for other in self.outlook.ahead(self.queue.current_id)]
            self._book.run(lambda records, _report: records.take_out(going, then), done, self._say)
        elif asked:
            self.taken_out.emit(())

    def put_back(self, photo_ids: Sequence[int]) -> None:
        """Put photos back that were taken out."""

        def done(queue: Queue) -> None:
            self._take(queue, revisiting=True)

        self._book.run(lambda records, _report: records.put_back(photo_ids), done, self._say)

    def join(self) -> None:
        """The photos picked out show one item: they are matched and decided together."""
        marked = [photo.id for photo in self.queue.photos if photo.id in self.queue.view.marked]
        if len(marked) > 1:
            self._regroup(marked, lambda records, _report: records.join(marked))

    def separate(self) -> None:
        """The photos of the current one's item are of several, after all."""
        photo = self.current
        if photo is not None and photo.item is not None:
            together = [other.id for other in self.queue.together(photo)]
            self._regroup(together, lambda records, _report: records.separate(photo.id))

    def _regroup(self, photo_ids: Sequence[int], change: Callable[[Records, Report], Queue]) -> None:
        def done(queue: Queue) -> None:
            for photo_id in photo_ids:
                if (photo := queue.find(photo_id)) is not None:
                    self._ahead.look_again(photo)
            self._take(queue, revisiting=True)

        self._book.run(change, done, self._say)

    def go_to(self, photo_id: int) -> None:
        """Show another photo."""

        def done(queue: Queue) -> None:
            self._take(queue, revisiting=True)

        self._book.run(lambda records, _report: records.go_to(photo_id), done, self._say)

    def close(self) -> None:
        """Stop matching, and close the database when what is being stored is stored."""
        self._ahead.renew(serving=False)
        self._book.let_go()

    def _say(self, error: StockmatchError) -> None:
        self.failed.emit(told(error))

    @Slot(str, object)
    def _say_later(self, name: str, error: StockmatchError) -> None:
        self.failed_later.emit(name, told(error))

    def _take(self, queue: Queue, *, revisiting: bool = False) -> None:
        self.outlook.queue = queue
        self._revisiting = revisiting or queue.view.showing.of_decided
        self._ahead.want(self._wanted())
        self.queue_changed.emit()
        self.photo_changed.emit()

    def _take_added(self, queue: Queue, added: Added) -> None:
        self.renew([photo.path for photo in added.known])
        if added.new and queue.view.showing.of_decided:
            self.look(replace(queue.view, showing=Showing.ALL))
        self._take(queue, revisiting=not added.new or self._revisiting)
        self.added.emit(added)

    @Slot(int)
    def _on_found(self, photo_id: int) -> None:
        if self._matching_all:
            self._ahead.want(self._wanted())
        self.matched.emit(photo_id)
        if photo_id == self.queue.current_id:
            self.photo_changed.emit()

    def match_all(self, wanted: bool) -> None:
        """Whether all undecided photos are to be matched ahead, not the next ones only."""
        self._all = wanted
        self._ahead.want(self._wanted())

    @property
    def _matching_all(self) -> bool:
        return self._all or self.queue.view.order is QueueOrder.DOUBT

    def _wanted(self) -> list[Photo]:
        photo = self.current
        if photo is None or self.state is PhotoState.COMPLETE:
            return []
        following = self.outlook.ahead(photo.id)
        wanted = [photo, *[other for other in following if other.decision is None][: self.ahead]]
        if self._matching_all:
            unknown = [other for other in self.queue.undecided if self.match_of(other) is None]
            wanted += [other for other in unknown[:AHEAD_FOR_ALL] if other not in wanted]
        return wanted
