"""The report's tables, as numbers: fractions stay fractions until they are shown."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from stockmatch.core.evaluation import top_k_error, wilson_interval
from stockmatch.core.message import counted
from stockmatch.core.model import Similarity, backbone
from stockmatch.study import statistics
from stockmatch.study.judging import FIRST
from stockmatch.study.material import Material
from stockmatch.study.results import Curve, Findings
from stockmatch.study.run import CORRECTED, FAITHFUL, PRETRAINED, RANDOM, RESTORED, errors

Value = str | int | float | None

TEXT, NOTE, SHARE, POINTS, P_VALUE, NUMBER = "text", "note", "share", "points", "p", "number"
"""How a column is shown: as it is; as it is, in several lines; percent; signed percentage points; p-value; a
count or decimal number."""


@dataclass(frozen=True)
class Column:
    """One column: its name in CSV and JSON, its heading, and how its values are shown."""

    name: str
    heading: str
    kind: str = SHARE


@dataclass(frozen=True)
class Table:
    """One table.

    Attributes:
        name: of its CSV file and in JSON.
        says: what it shows, in one sentence.
        columns, rows: values in the columns' order; None where there is none.
    """

    name: str
    says: str
    columns: tuple[Column, ...]
    rows: list[tuple[Value, ...]]

    def as_dicts(self) -> list[dict[str, object]]:
        """Each row by column name."""
        return [dict(zip((column.name for column in self.columns), row, strict=True)) for row in self.rows]


BACKBONE = Column("backbone", "Backbone", TEXT)

_ALWAYS = {"top5", "low", "high", "top1", "batch_norm"}
"""Columns that are shown even if they are empty: no weights were there."""


def title(name: str) -> str:
    """A backbone's name for the reader."""
    return backbone(name).title


def wrong(curve: Curve, k: int = FIRST) -> npt.NDArray[np.bool_]:
    """Whether each photo's product is missing from the first k, shape (steps + 1, photos)."""
    return np.array(curve.ranks) > k


def chosen_step(curve: Curve) -> int:
    """The step that pseudo-photos choose, the earliest of equally good ones; 0 where they were not measured."""
    return int(np.argmin(curve.pseudo)) if curve.pseudo else 0


def before(material: Material, findings: Findings) -> Table:
    rows: list[tuple[Value, ...]] = []
    names = dict.fromkeys(name for _, name in findings.judged)
    for name in names:
        ready, blank = findings.judged.get((PRETRAINED, name)), findings.judged.get((RANDOM, name))
        row: list[Value] = [title(name)]
        if ready is None:
            row += [None] * 6
        else:
            cosine = ready.ranks[Similarity.COSINE.value]
            low, high = wilson_interval(sum(rank > FIRST for rank in cosine), len(cosine))
            pooled = top_k_error(ready.pooled, FIRST) if ready.pooled else None
            row += [top_k_error(cosine, FIRST), low, high, top_k_error(cosine, 1), pooled, ready.batch_norm]
        row.append(top_k_error(blank.ranks[Similarity.COSINE.value], FIRST) if blank is not None else None)
        rows.append(tuple(row))
    columns: tuple[Column, ...] = (
        BACKBONE,
        Column("top5", "Top-5 error"),
        Column("low", "95 % from"),
        Column("high", "to"),
        Column("top1", "Top-1 error"),
        Column("top5_whole_head", "Top-5, norm kept"),
        Column("batch_norm", "Batch norm", TEXT),
        Column("top5_random", "Top-5, random weights"),
    )
    says = (
        f"How often the right product is not among the first {FIRST} of {len(material.products)}, before any training, "
        f"for {counted(len(material.photos), 'photo')}."
    )
    return Table("before_training", says, *_filled(columns, rows))


def training(findings: Findings, material: Material, kind: str, mode: str) -> Table | None:
    """What the steps did; None where no network was trained so."""
    rows: list[tuple[Value, ...]] = []
    for (of, how, name), curve in findings.curves.items():
        if (of, how) != (kind, mode) or len(curve.ranks) < 2:
            continue
        found = errors(curve)
        step = chosen_step(curve)
        others = statistics.chosen_on_other_products(wrong(curve), material.groups)
        rows.append(
            (
                title(name),
                found[0],
                found[1],
                min(found),
                int(np.argmin(found)),
                found[-1],
                len(found) - 1,
                step if curve.pseudo else None,
                found[step] if curve.pseudo else None,
                float(np.mean(others)),
                statistics.behaviour(found, len(material.photos)).value,
            )
        )
    columns: tuple[Column, ...] = (
        BACKBONE,
        Column("before", "Before"),
        Column("one", "After 1 step"),
        Column("best", "Best"),
        Column("best_step", "at step", NUMBER),
        Column("last", "Last"),
        Column("steps", "of steps", NUMBER),
        Column("chosen_step", "Blind: step", NUMBER),
        Column("chosen", "its error"),
        Column("other_products", "On other products"),
        Column("behaviour", "Behaviour", TEXT),
    )
    columns, rows = _filled(columns, rows)
    blind = "“blind” on pseudo-photos, " if any(column.name == "chosen" for column in columns) else ""
    says = (
        f"Top-5 error by step. “Best” is picked with the right answers, which no user has; {blind}“on other products” "
        "with the answers of all products but the photo's own."
    )
    return Table(f"training_{kind}_{mode}", says, columns, rows) if rows else None


def _filled(
    columns: tuple[Column, ...], rows: list[tuple[Value, ...]]
) -> tuple[tuple[Column, ...], list[tuple[Value, ...]]]:
    """Without the columns that have no value in any row; what was asked for and is missing altogether stays."""
    kept = [
        place
        for place, column in enumerate(columns)
        if column.name in _ALWAYS or any(row[place] is not None for row in rows)
    ]
    return tuple(columns[place] for place in kept), [tuple(row[place] for place in kept) for row in rows]


def batch_norm(findings: Findings) -> Table | None:
    """The same network trained both ways; None where none was."""
    rows: list[tuple[Value, ...]] = []
    for name in findings.pretrained():
        study, again, ours = (findings.curves.get((PRETRAINED, mode, name)) for mode in (FAITHFUL, RESTORED, CORRECTED))
        if study is None or ours is None or min(len(study.ranks), len(ours.ranks)) < 2:
            continue
        theirs, mine = errors(study), errors(ours)
        restored = errors(again) if again is not None and len(again.ranks) > 1 else None
        whole = len(theirs) == len(mine)
        rows.append(
            (
                title(name),
                findings.judged[PRETRAINED, name].batch_norm,
                theirs[0],
                theirs[1],
                min(theirs) if whole else None,
                restored[1] if restored else None,
                min(restored) if restored and whole else None,
                mine[1],
                min(mine),
                len(mine) - 1,
            )
        )
    columns: tuple[Column, ...] = (
        BACKBONE,
        Column("batch_norm", "Batch norm", TEXT),
        Column("before", "Before"),
        Column("study_one", "Study: 1 step"),
        Column("study_best", "best"),
        Column("restored_one", "Restored: 1 step"),
        Column("restored_best", "best"),
        Column("kept_one", "Norms kept: 1 step"),
        Column("kept_best", "best"),
        Column("steps", "of steps", NUMBER),
    )
    says = (
        "Top-5 error of the same network trained in training mode, as the study did; the same where the file had lost "
        "its batch statistics and they were restored; and with its batch norms and dropout left as they are in use."
    )
    return Table("batch_norm", says, *_filled(columns, rows)) if rows else None


def tests(findings: Findings, material: Material, seed: int) -> Table | None:
    """Paired tests of every pretrained network against itself before training."""
    steps: tuple[tuple[str, Callable[[Curve], int]], ...] = (
        ("best, picked with the answers", lambda curve: int(np.argmin(errors(curve)))),
        ("chosen blind", chosen_step),
    )
    rows: list[tuple[Value, ...]] = []
    for how, choose in steps:
        block: list[tuple[Value, ...]] = []
        p_values = []
        for (kind, mode, name), curve in findings.curves.items():
            if (kind, mode) != (PRETRAINED, CORRECTED) or len(curve.ranks) < 2:
                continue
            first, after = curve.ranks[0], curve.ranks[choose(curve)]
            won, lost = statistics.changed(first, after, FIRST)
            differences = [float(a > FIRST) - float(b > FIRST) for b, a in zip(first, after, strict=True)]
            low, high = statistics.bootstrap_by_product(differences, material.groups, seed)
            p_values.append(statistics.mcnemar(won, lost))
            block.append(
                (title(name), how, choose(curve), float(np.mean(differences)), low, high, won, lost, p_values[-1])
            )
        rows += [(*row, adjusted) for row, adjusted in zip(block, statistics.holm(p_values), strict=True)]
    columns: tuple[Column, ...] = (
        BACKBONE,
        Column("step_by", "Step", TEXT),
        Column("step", "number", NUMBER),
        Column("change", "Change", POINTS),
        Column("low", "95 % from", POINTS),
        Column("high", "to", POINTS),
        Column("won", "Photos won", NUMBER),
        Column("lost", "lost", NUMBER),
        Column("p", "McNemar p", P_VALUE),
        Column("p_holm", "Holm p", P_VALUE),
    )
    says = (
        "Change of the top-5 error against no training, photo by photo: intervals by drawing whole products "
        "(bootstrap), exact McNemar tests, and these adjusted for the number of backbones (Holm)."
    )
    return Table("paired_tests", says, columns, rows) if rows else None


def best_of(names: Sequence[str], findings: Findings) -> str | None:
    """The pretrained network with the least top-5, then top-1 error; None where there is none."""
    cosine = {name: findings.judged[PRETRAINED, name].ranks[Similarity.COSINE.value] for name in names}
    return min(names, key=lambda name: (top_k_error(cosine[name], FIRST), top_k_error(cosine[name], 1)), default=None)
