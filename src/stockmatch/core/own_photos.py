"""What a tuning changes for photos that the person confirmed: figures, and the photos whose rank changed most."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from stockmatch.core.evaluation import top_k_error
from stockmatch.core.tuning import TuneFigures

MOST_EXAMPLES = 3
"""Each way."""


@dataclass(frozen=True)
class RankChange:
    """One confirmed photo before and after.

    Attributes:
        photo: absolute path.
        sku, name: of the product it was confirmed for.
        image: absolute path of that product's picture.
        before, after: rank of the product, from 1.
        taught: whether the photo took part in the training, so that it proves nothing.
    """

    photo: str
    sku: str
    name: str
    image: str
    before: int
    after: int
    taught: bool

    @property
    def gain(self) -> float:
        """How much nearer to the first place it is, in logarithms: from 2 to 1 is as much as from 40 to 20."""
        return math.log(self.before / self.after)


@dataclass(frozen=True)
class OwnFigures:
    """Errors of so many confirmed photos, at least one."""

    photos: int
    before: TuneFigures
    after: TuneFigures


@dataclass(frozen=True)
class OwnPhotos:
    """What a tuning changes for confirmed photos.

    Attributes:
        taught: of those that took part in the training; None for none.
        others: of those that did not; None for none.
        better, worse: those whose rank changed most, the most first; of each product one, at most three each way.
        products: how many products they were ranked among.
        whole: whether that is all of the catalogue.
    """

    taught: OwnFigures | None
    others: OwnFigures | None
    better: tuple[RankChange, ...]
    worse: tuple[RankChange, ...]
    products: int
    whole: bool


def compared(changes: Sequence[RankChange], products: int, *, whole: bool) -> OwnPhotos | None:
    """Figures and examples of these photos; None for none."""
    if not changes:
        return None
    taught, others = ([one for one in changes if one.taught is was] for was in (True, False))
    by_gain = sorted(changes, key=lambda one: -one.gain)
    return OwnPhotos(
        _figures(taught),
        _figures(others),
        _examples(one for one in by_gain if one.gain > 0),
        _examples(one for one in reversed(by_gain) if one.gain < 0),
        products,
        whole,
    )


def _figures(changes: Sequence[RankChange]) -> OwnFigures | None:
    if not changes:
        return None
    before, after = ([getattr(one, when) for one in changes] for when in ("before", "after"))
    return OwnFigures(
        len(changes), *(TuneFigures(top_k_error(ranks, 1), top_k_error(ranks, 5)) for ranks in (before, after))
    )


def _examples(changes: Iterable[RankChange]) -> tuple[RankChange, ...]:
    """The first ones, each product once: photos of one product often change together."""
    found: dict[str, RankChange] = {}
    for one in changes:
        found.setdefault(one.image, one)
    return tuple(found.values())[:MOST_EXAMPLES]
