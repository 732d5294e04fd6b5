"""What of the queue is shown, in which order, and where the person goes from a photo that was decided."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import PurePath

from stockmatch.core.decisions import Photo, QueueOrder, QueueView, Showing, Standing
from stockmatch.core.ranking import Candidate

_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True)
class Findings:
    """What matching has found out about undecided photos, by their ids.

    Attributes:
        gaps: score of the best candidate less that of the second; missing while a photo is not matched.
        failed: photos that could not be read.
    """

    gaps: Mapping[int, float | None] = field(default_factory=dict)
    failed: Set[int] = frozenset()


def standing(photo: Photo, findings: Findings) -> Standing:
    """What became of a photo so far."""
    if photo.decision is not None:
        return Standing(photo.decision.choice.kind.value)
    return Standing.FAILED if photo.id in findings.failed else Standing.UNDECIDED


def gap(photo: Photo, findings: Findings) -> float | None:
    """How far the best candidate is ahead of the second, as offered if the photo is decided; None where unknown."""
    if photo.decision is not None and photo.decision.choice.offered:
        return lead(photo.decision.choice.offered)
    return findings.gaps.get(photo.id)


def lead(offered: Sequence[Candidate]) -> float | None:
    """How far the first candidate is ahead; not at all where only a code puts it first, None where it is alone."""
    if not offered:
        return None
    first = offered[0]
    return 0.0 if first.code and first.margin is None else first.margin


def shows(view: QueueView, photo: Photo, findings: Findings) -> bool:
    """Whether the filter lets a photo through."""
    return view.showing is Showing.ALL or view.showing.value == standing(photo, findings).value


def ordered(photos: Sequence[Photo], order: QueueOrder, findings: Findings) -> list[Photo]:
    """Photos, given as they were dropped, in another order; equal ones stay as they were dropped.

    By doubt the smallest gap comes first, and what is not matched last.
    """
    if order is QueueOrder.NAME:
        return sorted(photos, key=lambda photo: _name_key(photo.path))
    if order is QueueOrder.DOUBT:
        return sorted(photos, key=lambda photo: _doubt_key(gap(photo, findings)))
    return list(photos)


def shown(photos: Sequence[Photo], view: QueueView, current_id: int | None, findings: Findings) -> tuple[Photo, ...]:
    """The photos on show: those the filter lets through, and the current one whatever it is."""
    inside = [photo for photo in photos if photo.id == current_id or shows(view, photo, findings)]
    return tuple(ordered(inside, view.order, findings))


def counts(photos: Sequence[Photo], findings: Findings) -> Counter[Standing]:
    """How many photos there are of each standing."""
    return Counter(standing(photo, findings) for photo in photos)


def ahead(photos: Sequence[Photo], view: QueueView, after_id: int | None, findings: Findings) -> list[Photo]:
    """Where the person goes from a photo, the next first: never out of the filter, and round to its beginning.

    Without a filter, to what is undecided. By doubt, the most doubtful undecided photo is the next, wherever it is.
    """

    def due(photo: Photo) -> bool:
        if photo.id == after_id:
            return False
        return photo.decision is None if view.showing is Showing.ALL else shows(view, photo, findings)

    place = next((photo for photo in photos if photo.id == after_id), None)
    inside = [photo for photo in photos if photo is place or due(photo)]
    sequence = ordered(inside, view.order, findings)
    if place is None:
        return sequence
    here = sequence.index(place)
    if view.order is QueueOrder.DOUBT and not view.showing.of_decided:
        return sequence[:here] + sequence[here + 1 :]
    return sequence[here + 1 :] + sequence[:here]


@lru_cache(maxsize=50_000)
def _name_key(path: str) -> str:
    """Orders IMG_9 before IMG_10, as ``natural_key`` does, but as one string: ten thousand are sorted at every step."""
    return _DIGITS.sub(lambda digits: digits[0].zfill(20), PurePath(path).name.casefold())


def _doubt_key(known: float | None) -> tuple[bool, float]:
    return known is None, known or 0.0
