"""Photos, and what the person said about them."""

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from stockmatch.core.evidence import Region
from stockmatch.core.ranking import Candidate


class DecisionKind(StrEnum):
    CONFIRMED = "confirmed"
    VARIANT = "variant"
    NOT_IN_CATALOGUE = "not in catalogue"
    SKIPPED = "skipped"


@dataclass(frozen=True)
class Choice:
    """What the person decided, before it is stored.

    Attributes:
        kind: the outcome.
        candidate: the product chosen; None for *not in catalogue* and *skipped*.
        offered: every candidate that was on the screen, best first.
        photo_sha256: of the photo's bytes, empty if it could not be read.
        model_id, catalogue_version: what the candidates came from; empty and 0 if none were shown.
        note: how it was decided, where that was out of the ordinary.
        p_value: of the match, see ``PhotoMatch``.
    """

    kind: DecisionKind
    candidate: Candidate | None = None
    offered: tuple[Candidate, ...] = ()
    photo_sha256: str = ""
    model_id: str = ""
    catalogue_version: int = 0
    note: str = ""
    p_value: float | None = None


@dataclass(frozen=True)
class Decision:
    """A stored decision.

    Attributes:
        id: counts up.
        photo_id: the photo decided.
        choice: what was decided.
        decided_by: the person's login name.
        decided_at: ISO 8601, UTC, seconds.
        batch: the same for decisions made, and taken back, together; None for one alone.
    """

    id: int
    photo_id: int
    choice: Choice
    decided_by: str
    decided_at: str
    batch: int | None = None


@dataclass(frozen=True)
class Photo:
    """A photo in the queue.

    Attributes:
        id: counts up in the order of dropping.
        path: absolute.
        decision: the one in force; None while undecided.
        region: the part of it that the person wants matched; None for the proposal.
        item: the same for photos of one item, which are decided together; None for one alone.
    """

    id: int
    path: str
    decision: Decision | None = None
    region: Region | None = None
    item: int | None = None


class Standing(StrEnum):
    """What became of a photo so far: not judged, not there and not readable are three different things."""

    UNDECIDED = "undecided"
    CONFIRMED = "confirmed"
    VARIANT = "variant"
    NOT_IN_CATALOGUE = "not in catalogue"
    SKIPPED = "skipped"
    FAILED = "failed"


class Showing(StrEnum):
    """Which photos the person wants to see: all, or those of one ``Standing``."""

    ALL = "all"
    UNDECIDED = "undecided"
    CONFIRMED = "confirmed"
    VARIANT = "variant"
    NOT_IN_CATALOGUE = "not in catalogue"
    SKIPPED = "skipped"
    FAILED = "failed"

    @property
    def of_decided(self) -> bool:
        """Whether every photo it lets through is decided."""
        return self not in {Showing.ALL, Showing.UNDECIDED, Showing.FAILED}


class QueueOrder(StrEnum):
    TIME = "time"
    NAME = "name"
    DOUBT = "doubt"


@dataclass(frozen=True)
class QueueView:
    """How the person looks at the queue; kept with it.

    Attributes:
        showing, order: filter and order.
        marked: ids of the photos picked out, in order of picking.
    """

    showing: Showing = Showing.ALL
    order: QueueOrder = QueueOrder.TIME
    marked: tuple[int, ...] = ()


@dataclass(frozen=True)
class Queue:
    """All photos of a catalogue in the order they were dropped, and the person's place.

    Attributes:
        photos: in order.
        current_id: the photo on screen; None for an empty queue.
        can_undo, can_redo: whether there is a decision to take back or to restore.
        view: how the person looks at them.
    """

    photos: tuple[Photo, ...] = ()
    current_id: int | None = None
    can_undo: bool = False
    can_redo: bool = False
    view: QueueView = QueueView()

    @property
    def current(self) -> Photo | None:
        return self.find(self.current_id)

    def find(self, photo_id: int | None) -> Photo | None:
        """The photo of that id."""
        return self._by_id.get(photo_id) if photo_id is not None else None

    def together(self, photo: Photo) -> tuple[Photo, ...]:
        """The photos of a photo's item, that photo first."""
        others = self._by_item.get(photo.item, []) if photo.item is not None else []
        return (photo, *(other for other in others if other.id != photo.id))

    def decided_like(self, photo: Photo, sha256: str) -> Photo | None:
        """Another photo of the same content that was decided, the latest such decision."""
        found = self._decided_by_content.get(sha256)
        return found if found is not None and found.id != photo.id else None

    @cached_property
    def undecided(self) -> tuple[Photo, ...]:
        return tuple(photo for photo in self.photos if photo.decision is None)

    @cached_property
    def _by_id(self) -> dict[int, Photo]:
        return {photo.id: photo for photo in self.photos}

    @cached_property
    def _by_item(self) -> dict[int, list[Photo]]:
        found: dict[int, list[Photo]] = defaultdict(list)
        for photo in self.photos:
            if photo.item is not None:
                found[photo.item].append(photo)
        return found

    @cached_property
    def _decided_by_content(self) -> dict[str, Photo]:
        decided = [(photo.decision, photo) for photo in self.photos if photo.decision is not None]
        latest = sorted(decided, key=lambda pair: pair[0].id)
        return {decision.choice.photo_sha256: photo for decision, photo in latest if decision.choice.photo_sha256}


@dataclass(frozen=True)
class QueueChange:
    """The queue after a decision was stored, taken back or restored.

    Attributes:
        queue: as it is now; after an undo its current photo is the one whose decision was taken back.
        decision: the decision stored, taken back or restored, of several the first; None if there was nothing to undo
            or redo.
        photos: how many photos it was about.
    """

    queue: Queue
    decision: Decision | None = None
    photos: int = 1
