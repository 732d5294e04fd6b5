"""Photos, and what the person said about them."""

from dataclasses import dataclass
from enum import StrEnum

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
    """

    kind: DecisionKind
    candidate: Candidate | None = None
    offered: tuple[Candidate, ...] = ()
    photo_sha256: str = ""
    model_id: str = ""
    catalogue_version: int = 0
    note: str = ""


@dataclass(frozen=True)
class Decision:
    """A stored decision.

    Attributes:
        id: counts up.
        photo_id: the photo decided.
        choice: what was decided.
        decided_by: the person's login name.
        decided_at: ISO 8601, UTC, seconds.
    """

    id: int
    photo_id: int
    choice: Choice
    decided_by: str
    decided_at: str


@dataclass(frozen=True)
class Photo:
    """A photo in the queue.

    Attributes:
        id: counts up in the order of dropping.
        path: absolute.
        decision: the one in force; None while undecided.
        region: the part of it that the person wants matched; None for the proposal.
    """

    id: int
    path: str
    decision: Decision | None = None
    region: Region | None = None


@dataclass(frozen=True)
class Queue:
    """All photos of a catalogue in the order they were dropped, and the person's place.

    Attributes:
        photos: in order.
        current_id: the photo on screen; None for an empty queue.
        can_undo, can_redo: whether there is a decision to take back or to restore.
    """

    photos: tuple[Photo, ...] = ()
    current_id: int | None = None
    can_undo: bool = False
    can_redo: bool = False

    @property
    def current(self) -> Photo | None:
        return next((photo for photo in self.photos if photo.id == self.current_id), None)

    def confirmed_ranks(self, model_id: str) -> list[int]:
        """Ranks of the products confirmed among candidates of a model, for ``calibration.enough_candidates``.

        Products that a code named are left out: they were first without being found.

        Variants are left out, as the photo's own product had no rank; so are photos said to be *not in catalogue*:
        whether the product was missing or only not found cannot be told. What is concluded from these ranks holds for
        photos whose product is found.
        """
        choices = [photo.decision.choice for photo in self.photos if photo.decision is not None]
        return [
            choice.candidate.rank
            for choice in choices
            if choice.kind is DecisionKind.CONFIRMED
            and choice.candidate is not None
            and choice.candidate.read_from is None
            and choice.model_id == model_id
        ]

    @property
    def undecided(self) -> tuple[Photo, ...]:
        return tuple(photo for photo in self.photos if photo.decision is None)

    def next_undecided(self, after_id: int) -> Photo | None:
        """The next undecided photo behind ``after_id``, else the first other one; None if all others are decided."""
        others = [photo for photo in self.undecided if photo.id != after_id]
        later = [photo for photo in others if photo.id > after_id]
        return next(iter(later or others), None)


@dataclass(frozen=True)
class QueueChange:
    """The queue after a decision was stored, taken back or restored.

    Attributes:
        queue: as it is now; after an undo its current photo is the one whose decision was taken back.
        decision: the decision stored, taken back or restored; None if there was nothing to undo or redo.
    """

    queue: Queue
    decision: Decision | None = None
