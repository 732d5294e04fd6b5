"""What of the queue is shown, in which order, and where the person goes from a photo that was decided."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import PurePath

from stockmatch.core.catalogue import natural_key
from stockmatch.core.decisions import Photo, QueueOrder, QueueView, Showing, Standing


@dataclass(frozen=True)
class Known:
    """What matching has found out about a photo.

    Attributes:
        gap: score of the best candidate less that of the second; None while it is not matched.
        failed: whether it could not be read.
    """

    gap: float | None = None
    failed: bool = False


KnownOf = Callable[[Photo], Known]


def standing(photo: Photo, known_of: KnownOf) -> Standing:
    """What became of a photo so far."""
    if photo.decision is not None:
        return Standing(photo.decision.choice.kind.value)
    return Standing.FAILED if known_of(photo).failed else Standing.UNDECIDED


def shows(view: QueueView, photo: Photo, known_of: KnownOf) -> bool:
    """Whether the filter lets a photo through."""
    return view.showing is Showing.ALL or view.showing.value == standing(photo, known_of).value


def ordered(photos: Sequence[Photo], order: QueueOrder, known_of: KnownOf) -> list[Photo]:
    """Photos, given as they were dropped, in another order; equal ones stay as they were dropped.

    By doubt the smallest gap comes first, and what is not matched last.
    """
    if order is QueueOrder.NAME:
        return sorted(photos, key=lambda photo: _name_key(photo.path))
    if order is QueueOrder.DOUBT:
        return sorted(photos, key=lambda photo: _doubt_key(known_of(photo)))
    return list(photos)


def shown(photos: Sequence[Photo], view: QueueView, current_id: int | None, known_of: KnownOf) -> tuple[Photo, ...]:
    """The photos on show: those the filter lets through, and the current one whatever it is."""
    inside = [photo for photo in photos if photo.id == current_id or shows(view, photo, known_of)]
    return tuple(ordered(inside, view.order, known_of))


def counts(photos: Sequence[Photo], known_of: KnownOf) -> Counter[Standing]:
    """How many photos there are of each standing."""
    return Counter(standing(photo, known_of) for photo in photos)


def ahead(photos: Sequence[Photo], view: QueueView, after_id: int | None, known_of: KnownOf) -> list[Photo]:
    """Where the person goes from a photo, the next first: never out of the filter, and round to its beginning.

    Without a filter, to what is undecided. By doubt, the most doubtful undecided photo is the next, wherever it is.
    """

    def due(photo: Photo) -> bool:
        if photo.id == after_id:
            return False
        return photo.decision is None if view.showing is Showing.ALL else shows(view, photo, known_of)

    place = next((photo for photo in photos if photo.id == after_id), None)
    inside = [photo for photo in photos if photo is place or due(photo)]
    sequence = ordered(inside, view.order, known_of)
    if place is None:
        return sequence
    here = sequence.index(place)
    if view.order is QueueOrder.DOUBT and not view.showing.of_decided:
        return sequence[:here] + sequence[here + 1 :]
    return sequence[here + 1 :] + sequence[:here]


@lru_cache(maxsize=50_000)
def _name_key(path: str) -> tuple[object, str]:
    name = PurePath(path).name
    return natural_key(name), name


def _doubt_key(known: Known) -> tuple[bool, float]:
    return known.gap is None, known.gap or 0.0
