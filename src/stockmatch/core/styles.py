"""Which pictures show which product of a style: its own, its colour's, else the style's, never another colour's."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from stockmatch.core.table_images import TableImages, words

Colour = tuple[str, str]
"""A colour's name and the code that file names may have for it, in small letters; either may be empty."""

_NONE: Colour = ("", "")


@dataclass(frozen=True)
class Member:
    """A product of a style.

    Attributes:
        key: unique in the table.
        sku: which others of the style may have, too.
        colour: as far as it is known.
        named: images that its own rows name.
        alone: whether no other product has its SKU.
    """

    key: str
    sku: str
    colour: Colour
    named: Sequence[str]
    alone: bool


def pictures(
    style: str,
    members: Sequence[Member],
    shared: Sequence[str],
    images: TableImages,
    beginning: Mapping[str, Sequence[str]],
) -> dict[str, list[str]]:
    """The images of each product of a style, by its key.

    Those that its rows name count, else those named by its SKU, else those whose names tell its colour, else those of
    its colour's other sizes, else those that the style has for all. Where other colours have images and a product's
    own has none, it gets none: another colour's picture would be wrong.

    Args:
        style: its name.
        members: its products.
        shared: images that are said to be of the style.
        images: all there are.
        beginning: images whose names go on behind a SKU or style, by that.
    """
    colours = _Colours(members)
    names = dict.fromkeys((style, *(member.sku for member in members)))
    begins = {path: name for name in names for path in beginning.get(name, ())}
    coded = {path: colours.coded(path, name) for path, name in begins.items()}
    told = dict(coded)
    told |= {path: colours.coded(path, style) for path in (*shared, *images.of_sku(style)) if path not in told}
    told = {path: colour if any(colour) else colours.named(path) for path, colour in told.items()}
    by_code, by_colour = _inverted(coded), _inverted(told)
    own: dict[str, list[str]] = {}
    first: dict[Colour, list[str]] = {}
    for member in members:
        of_sku = images.of_sku(member.sku) if member.alone else []
        by_sku = [path for path in of_sku if told.get(path, _NONE) in {_NONE, member.colour}]
        own[member.key] = list(member.named) or by_code.get(member.colour, []) or by_sku
        if own[member.key]:
            first.setdefault(member.colour, own[member.key])
    kinds = {frozenset(paths) for paths in own.values() if paths}
    known = (first.keys() | by_colour.keys()) - {_NONE}
    of_style = set(shared)
    found: dict[str, list[str]] = {}
    for member in members:
        of_colour = by_colour.get(member.colour, [])
        siblings = first.get(member.colour, []) if member.colour != _NONE or len(kinds) == 1 else []
        for_all = list(shared) or images.of_sku(style)
        if own[member.key]:
            alike = of_colour if colours.several else shared if len(kinds) == 1 else []
            paths = [*own[member.key], *(path for path in alike if path in of_style)]
        elif member.colour == _NONE:
            paths = list(shared) or siblings or for_all
        else:
            paths = of_colour or siblings or ([] if colours.several and known else for_all)
        found[member.key] = list(dict.fromkeys(paths))
    return found


def _inverted(colours: Mapping[str, Colour]) -> dict[Colour, list[str]]:
    """The paths of each colour that is known."""
    found: dict[Colour, list[str]] = defaultdict(list)
    for path, colour in colours.items():
        if colour != _NONE:
            found[colour].append(path)
    return found


class _Colours:
    """The colours of a style, as far as files' names tell them."""

    def __init__(self, members: Sequence[Member]) -> None:
        colours = dict.fromkeys(member.colour for member in members if member.colour != _NONE)
        self.several = len(colours) > 1
        self._names = _by_words((words(colour[0]), colour) for colour in colours)
        self._codes = _by_words((_code(words(colour[1])), colour) for colour in colours)

    def coded(self, path: str, begins: str) -> Colour:
        """The colour whose code follows a SKU or style in a file's name, as in STYLE_CODE_1.jpg."""
        parts, style = words(PurePosixPath(path).stem), words(begins)
        behind = _code(parts[len(style) :]) if parts[: len(style)] == style else ()
        return next(
            (self._codes[behind[:end]] for end in range(len(behind), 0, -1) if behind[:end] in self._codes), _NONE
        )

    def named(self, path: str) -> Colour:
        """The one colour that a file's name names, the longest where one holds another, or its folder's name is."""
        folder = words(PurePosixPath(path).parent.name)
        if folder in self._names:
            return self._names[folder]
        parts = words(PurePosixPath(path).stem)
        spans = [(at, end) for at in range(len(parts)) for end in range(at + 1, len(parts) + 1)]
        found = [(at, end) for at, end in spans if parts[at:end] in self._names]
        whole = [one for one in found if not any(_within(one, other) for other in found)]
        named = {self._names[parts[at:end]] for at, end in whole}
        return named.pop() if len(named) == 1 else _NONE


def _by_words(told: Iterable[tuple[tuple[str, ...], Colour]]) -> dict[tuple[str, ...], Colour]:
    """Colours by what tells them, without what would tell several."""
    found: dict[tuple[str, ...], list[Colour]] = defaultdict(list)
    for parts, colour in told:
        found[parts].append(colour)
    return {parts: colours[0] for parts, colours in found.items() if parts and len(colours) == 1}


def _code(parts: tuple[str, ...]) -> tuple[str, ...]:
    """A code's words without leading zeros, which a spreadsheet may have lost."""
    return tuple(part.lstrip("0") for part in parts)


def _within(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one != other and other[0] <= one[0] and one[1] <= other[1]
