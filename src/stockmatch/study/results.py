"""What the parts of a study leave behind. Every one of them is stored as JSON: plain lists, numbers and texts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

Part = TypeVar("Part")


@dataclass(frozen=True)
class Judged:
    """One network before any training.

    Attributes:
        ranks: for each ``Similarity`` the rank of the right product for each photo, from 1.
        pooled: the same by cosine with the head cut before its first Linear; empty where that is the study's cut.
        batch_norm: "live", "folded" (identity statistics: the file has them in its convolutions) or "none".
        dimension: length of a vector.
    """

    ranks: Mapping[str, list[int]]
    pooled: list[int]
    batch_norm: str
    dimension: int


@dataclass(frozen=True)
class Curve:
    """One network trained by the study's loss; step 0 is before training.

    Attributes:
        ranks: for each step the rank of the right product for each photo.
        loss: for each optimiser step Σ_{i<j} z_i·z_j as it was descended, one fewer than ``ranks``.
        squared: for each step the mean of (z_i·z_j)² over i < j: 0 is orthogonal.
        kept: for each step the mean share of the first five products that were there before training.
        pseudo: for each step the top-1 error on pseudo-photos; empty where it was not measured.
        top: for each photo the first products after ``gallery_step`` steps.
        gallery_step: the study's twelve, or the last step of a shorter run.
        diverged: the step that gave numbers out of bounds and ended the run; None otherwise.
        drew: whether dropout or stochastic depth drew at random in training.
    """

    ranks: list[list[int]]
    loss: list[float]
    squared: list[float]
    kept: list[float]
    pseudo: list[float]
    top: list[list[int]]
    gallery_step: int
    diverged: int | None
    drew: bool


@dataclass(frozen=True)
class Descriptor:
    """One local descriptor.

    Attributes:
        ranks: of the right product for each photo, ties counted against it; empty if it cannot be had.
        points: mean number of points in a picture.
        why_not: why it cannot be had; empty if it can.
    """

    ranks: list[int]
    points: float
    why_not: str = ""


@dataclass(frozen=True)
class Triplets:
    """A linear head trained by triplets, judged on products it was not trained on.

    Attributes:
        before, after: rank of the right product for each photo with the frozen features and with the head.
        folds: into how many groups of products they were divided; 0 with too few products.
    """

    before: list[int]
    after: list[int]
    folds: int


@dataclass
class Findings:
    """Everything that was computed, by backbone id.

    Attributes:
        judged: before training, ("pretrained" or "random", id).
        curves: ("pretrained" or "random", "corrected", "faithful" or "restored", id).
        repeats: top-5 errors by step of runs from other random draws, same keys.
        descriptors: by name.
        triplets: by id.
        unavailable: why there are no pretrained weights, by id.
    """

    judged: dict[tuple[str, str], Judged] = field(default_factory=dict)
    curves: dict[tuple[str, str, str], Curve] = field(default_factory=dict)
    repeats: dict[tuple[str, str, str], list[list[float]]] = field(default_factory=dict)
    descriptors: dict[str, Descriptor] = field(default_factory=dict)
    triplets: dict[str, Triplets] = field(default_factory=dict)
    unavailable: dict[str, str] = field(default_factory=dict)

    def pretrained(self) -> list[str]:
        """Ids with pretrained weights, in the order they were studied."""
        return [backbone for kind, backbone in self.judged if kind == "pretrained"]


class PartStore(Protocol):
    """Where finished parts are kept between runs."""

    def get(self, name: str, facts: Mapping[str, object], kind: type[Part]) -> Part | None:
        """The part if it is there, whole, and of the same facts; else None."""

    def put(self, name: str, facts: Mapping[str, object], part: object) -> None:
        """Keep a finished part, a dataclass. Raises StudyFailed if it cannot be written."""
