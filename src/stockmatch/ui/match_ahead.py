"""Matching the photos that are wanted now or soon, one at a time, and remembering what was found."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from stockmatch.core.decisions import Choice, Photo
from stockmatch.core.errors import EngineStopped, StockmatchError
from stockmatch.core.model import Similarity
from stockmatch.core.ports import MatchingEngine
from stockmatch.core.ranking import PhotoMatch
from stockmatch.ui.jobs import Lane, Task


class MatchAhead(QObject):
    """Candidates by photo.

    What was found with another snapshot or another k stays on show until the new candidates are there.

    Signals:
        found(int): the photo whose candidates, or error, came in.
        engine_stopped(str)
    """

    found = Signal(int)
    engine_stopped = Signal(str)

    def __init__(self, engine: MatchingEngine, lane: Lane, parent: QObject) -> None:
        super().__init__(parent)
        self._engine = engine
        self._lane = lane
        self._matches: dict[int, tuple[int, PhotoMatch]] = {}
        self._tasks: dict[int, Task] = {}
        self._generation = 0
        self.serving = False
        self.k = 5

    def of(self, photo: Photo) -> PhotoMatch | None:
        """What is known to match a photo: as offered when it was decided, else as found last."""
        if photo.id in self._matches:
            return self._matches[photo.id][1]
        choice = photo.decision.choice if photo.decision is not None else None
        return _remembered(photo.path, choice) if choice is not None and choice.offered else None

    def renew(self, *, serving: bool) -> None:
        """Candidates found so far are outdated; ``serving`` tells whether new ones can be asked for."""
        self.serving = serving
        self._generation += 1
        self._cancel(self._tasks)

    def forget(self) -> None:
        """The photos are those of another catalogue now."""
        self.renew(serving=False)
        self._matches.clear()

    def outdate(self, photo: Photo) -> None:
        """Forget what was found for one photo."""
        self._matches.pop(photo.id, None)

    def want(self, photos: Sequence[Photo]) -> None:
        """Ask for these photos, first to last, and for no others any more."""
        open_photos = [photo for photo in photos if self.serving and not self._fresh(photo)]
        self._cancel(set(self._tasks) - {photo.id for photo in open_photos})
        for photo in open_photos:
            if photo.id not in self._tasks:
                self._tasks[photo.id] = self._ask(photo)

    def _fresh(self, photo: Photo) -> bool:
        if photo.decision is not None and photo.decision.choice.offered:
            return True
        known = self._matches.get(photo.id)
        return known is not None and known[0] == self._generation

    def _ask(self, photo: Photo) -> Task:
        generation, k = self._generation, self.k

        def done(match: PhotoMatch) -> None:
            if generation == self._generation:
                self._tasks.pop(photo.id, None)
                self._matches[photo.id] = (generation, match)
                self.found.emit(photo.id)

        def failed(error: StockmatchError) -> None:
            if not isinstance(error, EngineStopped):
                done(PhotoMatch(photo.path, "", (), "", 0, str(error)))
            elif generation == self._generation:
                self.renew(serving=False)
                self.engine_stopped.emit(str(error))

        def crashed() -> None:
            done(PhotoMatch(photo.path, "", (), "", 0, self.tr("Something went wrong inside Stockmatch.")))

        return Task(
            self,
            self._lane,
            lambda report: self._engine.match(photo.path, k, report),
            done=done,
            failed=failed,
            crashed=crashed,
        )

    def _cancel(self, photo_ids: "set[int] | dict[int, Task]") -> None:
        for photo_id in list(photo_ids):
            self._tasks.pop(photo_id).silence()


def _remembered(path: str, choice: Choice) -> PhotoMatch:
    """The candidates of a decision as they were offered."""
    cosine = all(-1.0 <= candidate.score <= 1.0 for candidate in choice.offered)
    similarity = Similarity.COSINE if cosine else Similarity.EUCLIDEAN
    return PhotoMatch(
        path, choice.photo_sha256, choice.offered, choice.model_id, choice.catalogue_version, None, similarity
    )
