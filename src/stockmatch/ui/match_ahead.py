"""Matching the photos that are wanted now or soon, one at a time, and remembering what was found."""

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QObject, Signal

from stockmatch.core.decisions import Choice, Photo
from stockmatch.core.errors import StockmatchError
from stockmatch.core.evidence import ColourMode
from stockmatch.core.filtering import ANY, ProductFilter
from stockmatch.core.ports import MatchingEngine
from stockmatch.core.progress import Progress
from stockmatch.core.queue_view import Findings, lead
from stockmatch.core.ranking import MatchRequest, OtherPhoto, PhotoMatch
from stockmatch.ui.jobs import Lane, Task

_NEVER = -1


class MatchAhead(QObject):
    """Candidates by photo.

    What was found with another snapshot, region, colour mode or k stays on show until the new candidates are there;
    what was found among other products does not, but is kept for when all products may be offered again. A shortlist
    is shown as soon as it comes, and asked for no more than once: the final match follows it.

    Attributes:
        serving: whether candidates can be asked for.
        k, colour: what is asked of every match.
        only: which products may be offered; changed by ``narrow`` alone.
        together: gives the photos of a photo's item, that photo first.

    Signals:
        found(int): the photo whose shortlist, candidates or error came in.
    """

    found = Signal(int)

    def __init__(self, engine: MatchingEngine, lane: Lane, parent: QObject) -> None:
        super().__init__(parent)
        self._engine = engine
        self._lane = lane
        self._whole: dict[int, tuple[int, PhotoMatch]] = {}
        self._matches = self._whole
        self._tasks: dict[int, Task] = {}
        self._again: dict[int, int] = {}
        self._gaps: dict[int, float | None] = {}
        self._failed: set[int] = set()
        self._generation = 0
        self.serving = False
        self.k = 5
        self.colour = ColourMode.ANY
        self.only = ANY
        self.together: Callable[[Photo], Sequence[Photo]] = lambda photo: (photo,)

    @property
    def findings(self) -> Findings:
        """What is known of undecided photos, always as it is now."""
        return Findings(self._gaps, self._failed)

    def of(self, photo: Photo) -> PhotoMatch | None:
        """What is known to match a photo: as offered when it was decided, else as found last."""
        known = self._matches[photo.id][1] if photo.id in self._matches else None
        choice = photo.decision.choice if photo.decision is not None else None
        if choice is None or not choice.offered:
            return known
        if known is not None and (self._looked_again(photo) or known.candidates == choice.offered):
            return known
        return _remembered(photo.path, choice)

    def looking(self, photo: Photo) -> bool:
        """Whether better candidates than those known are under way."""
        return photo.id in self._tasks

    def request(self, photo: Photo) -> MatchRequest:
        """What is asked of the engine for a photo, with the others of its item."""
        others = tuple(OtherPhoto(other.path, other.region) for other in self.together(photo)[1:])
        return MatchRequest(photo.path, self.k, photo.region, self.colour, others, self.only, by_picture=True)

    def renew(self, *, serving: bool) -> None:
        """Candidates found so far are outdated; ``serving`` tells whether new ones can be asked for."""
        self.serving = serving
        self._generation += 1
        self._cancel(self._tasks)

    def forget(self) -> None:
        """The photos are those of another catalogue now."""
        self.renew(serving=False)
        self._whole.clear()
        self.narrow(ANY)
        self._failed.clear()
        self._again.clear()

    def narrow(self, only: ProductFilter) -> None:
        """Let only these products be offered from now on; ``want`` asks for what is not known of them."""
        self._cancel(self._tasks)
        self.only = only
        self._matches = {} if only else self._whole
        self._gaps.clear()
        for known, (_, found) in self._matches.items():
            self._note(known, found)

    def outdate(self, photo: Photo) -> None:
        """Forget what was found for one photo."""
        for matches in (self._whole, self._matches):
            matches.pop(photo.id, None)

    def look_again(self, photo: Photo) -> None:
        """What was found for one photo, decided or not, is outdated; it goes before all others when next wanted."""
        if photo.decision is not None:
            self._again[photo.id] = photo.decision.id
        for matches in (self._whole, self._matches):
            if photo.id in matches:
                matches[photo.id] = (_NEVER, matches[photo.id][1])
        self._cancel(self._tasks)

    def give_way(self, photo: Photo) -> None:
        """Stop what is not for this photo, so that something else about it need not wait; ``want`` takes it up."""
        self._cancel(set(self._tasks) - {photo.id})

    def want(self, photos: Sequence[Photo]) -> None:
        """Ask for these photos, first to last, and for no others any more."""
        open_photos = [photo for photo in photos if self.serving and not self._fresh(photo)]
        self._cancel(set(self._tasks) - {photo.id for photo in open_photos})
        for photo in open_photos:
            if photo.id not in self._tasks:
                self._tasks[photo.id] = self._ask(photo)

    def _looked_again(self, photo: Photo) -> bool:
        """Whether another look was asked for since the decision in force."""
        return photo.decision is not None and self._again.get(photo.id) == photo.decision.id

    def _fresh(self, photo: Photo) -> bool:
        if photo.decision is not None and photo.decision.choice.offered and not self._looked_again(photo):
            return True
        generation, match = self._matches.get(photo.id, (_NEVER, None))
        return generation == self._generation and match is not None and match.final

    def _ask(self, photo: Photo) -> Task:
        generation, request = self._generation, self.request(photo)

        def keep(match: PhotoMatch) -> None:
            self._matches[photo.id] = (generation, match)
            self._note(photo.id, match)
            self.found.emit(photo.id)

        def done(match: PhotoMatch) -> None:
            if generation == self._generation:
                self._tasks.pop(photo.id, None)
                keep(match)

        def progressed(progress: Progress) -> None:
            shortlist = progress.detail
            known = self._matches.get(photo.id)
            repeated = known is not None and known[1] == shortlist
            if isinstance(shortlist, PhotoMatch) and generation == self._generation and not repeated:
                keep(shortlist)

        def failed(error: StockmatchError) -> None:
            done(PhotoMatch(photo.path, "", (), "", 0, error.message))

        def crashed() -> None:
            done(PhotoMatch(photo.path, "", (), "", 0, self.tr("Something went wrong inside Stockmatch.")))

        return Task(
            self,
            self._lane,
            lambda report: self._engine.match(request, report),
            done=done,
            failed=failed,
            crashed=crashed,
            progressed=progressed,
        )

    def _note(self, photo_id: int, match: PhotoMatch) -> None:
        if match.error is None:
            self._failed.discard(photo_id)
            self._gaps[photo_id] = lead(match.candidates)
        else:
            self._failed.add(photo_id)

    def _cancel(self, photo_ids: Iterable[int]) -> None:
        for photo_id in list(photo_ids):
            self._tasks.pop(photo_id).silence()


def _remembered(path: str, choice: Choice) -> PhotoMatch:
    """The candidates of a decision as they were offered."""
    return PhotoMatch(
        path,
        choice.photo_sha256,
        choice.offered,
        choice.model_id,
        choice.catalogue_version,
        p_value=choice.p_value,
    )
