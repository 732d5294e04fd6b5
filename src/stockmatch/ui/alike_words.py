"""What tells products apart that share one picture, as the sizes of a style do."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication

from stockmatch.core.ranking import Candidate
from stockmatch.ui import text


def telling(alike: Sequence[Candidate]) -> tuple[str, ...]:
    """The shortest word that tells each from the others: its size, its colour, both, its SKU, or else its barcode."""
    ways: tuple[Callable[[Candidate], str], ...] = (
        lambda one: one.details.size,
        lambda one: one.details.colour,
        lambda one: text.join([part for part in (one.details.colour, one.details.size) if part]),
        lambda one: one.sku,
        lambda one: one.details.barcode,
    )
    for way in ways:
        words = tuple(way(one) for one in alike)
        if all(words) and len(set(words)) == len(words):
            return words
    return tuple(one.sku for one in alike)


def alike_text(candidate: Candidate) -> str:
    """The products that share a candidate's place: "5 with this picture: XS, S, M, L, XL"; empty for none."""
    if not candidate.alike:
        return ""
    words = QCoreApplication.translate("alike", "{0} with this picture: {1}")
    return words.format(text.number(len(candidate.alike)), text.few(telling(candidate.alike)))


def place_title(candidate: Candidate) -> str:
    """The SKU, and how many more share its place: "UQ-009-XS +4"."""
    return f"{candidate.sku} +{len(candidate.alike) - 1}" if candidate.alike else candidate.sku
