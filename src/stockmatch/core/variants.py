"""Rows of one SKU that are several products, since they differ in colour, or in size with a barcode each."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from stockmatch.core.table import Field
from stockmatch.core.table_lines import VARYING, Line


@dataclass
class Variant:
    """One of the products of a SKU.

    Attributes:
        parts: what tells it from the others, as the table has it; none where it is the only one.
        lines: its rows.
        also: rows that say less and fit it no less than other products of the SKU.
    """

    parts: tuple[str, ...]
    lines: list[Line] = field(default_factory=list)
    also: list[Line] = field(default_factory=list)


def told_apart(lines: Sequence[Line]) -> tuple[list[Variant], list[Line]]:
    """The products that rows of one SKU are, and the rows that say nothing of what tells these apart.

    Sizes of one SKU that have no barcodes of their own are kept apart nowhere, and no photo tells them: they stay one.
    """
    one_size = not _differ(lines, Field.BARCODE)
    varying = [held for held in VARYING if _differ(lines, held) and not (held is Field.SIZE and one_size)]
    by_marks: dict[tuple[str, ...], list[Line]] = defaultdict(list)
    for line in lines:
        by_marks[tuple(line.values[held].casefold() for held in varying)].append(line)
    loose = by_marks.pop(("",) * len(varying), []) if varying else []
    fitting = _Fitting(by_marks)
    found: dict[tuple[str, ...], Variant] = {}
    for marks, same in by_marks.items():
        if not fitting.fuller(marks):
            found[marks] = Variant(tuple(filter(None, (same[0].values[held] for held in varying))), same)
    for marks, same in by_marks.items():
        for fuller in fitting.fuller(marks):
            if fuller in found:
                found[fuller].also += same
    return list(found.values()), loose


class _Fitting:
    """Which marks say all that others say, and more; by what is blank, so that many rows take no longer each."""

    def __init__(self, marks: Mapping[tuple[str, ...], object]) -> None:
        self._marks = marks
        self._by_blanks: dict[tuple[bool, ...], dict[tuple[str, ...], list[tuple[str, ...]]]] = {}

    def fuller(self, marks: tuple[str, ...]) -> Sequence[tuple[str, ...]]:
        """Marks that these are a part of."""
        if all(marks):
            return ()
        said = tuple(map(bool, marks))
        if said not in self._by_blanks:
            cut: dict[tuple[str, ...], list[tuple[str, ...]]] = defaultdict(list)
            for full in self._marks:
                part = tuple(mark if keep else "" for mark, keep in zip(full, said, strict=True))
                if part != full:
                    cut[part].append(full)
            self._by_blanks[said] = cut
        return self._by_blanks[said].get(marks, ())


def _differ(lines: Sequence[Line], held: Field) -> bool:
    return len({line.values[held].casefold() for line in lines} - {""}) > 1
