"""The tables of the random-walk question and of the study's further questions."""

from collections.abc import Sequence

import numpy as np

from stockmatch.core.evaluation import top_k_error, wilson_interval
from stockmatch.core.model import Similarity
from stockmatch.study import statistics
from stockmatch.study.judging import FIRST
from stockmatch.study.material import Material
from stockmatch.study.results import Findings
from stockmatch.study.run import CORRECTED, PRETRAINED, RANDOM, errors
from stockmatch.study.tables import BACKBONE, NOTE, NUMBER, P_VALUE, POINTS, TEXT, Column, Table, Value, title

KS = range(1, 6)


def random_walk(findings: Findings, mode: str) -> Table | None:
    """Pretrained against random networks; None where nothing was repeated."""
    rows: list[tuple[Value, ...]] = []
    for (kind, how, name), blank in findings.repeats.items():
        if (kind, how) != (RANDOM, mode) or not blank:
            continue
        ready = findings.repeats.get((PRETRAINED, mode, name), [])
        # A run that draws nothing at random would come out the same however often it is repeated.
        same = ready * len(blank) if len(ready) == 1 else ready
        lucky, won = ([statistics.improvement(run) for run in runs] for runs in (blank, same))
        drift, change = ([run[-1] - run[0] for run in runs] for runs in (blank, same))
        rows.append(
            (
                title(name),
                len(blank),
                len(ready),
                _mean(lucky),
                _mean(won),
                statistics.welch(won, lucky),
                _mean(drift),
                _mean(change),
                statistics.welch(change, drift),
            )
        )
    columns = (
        BACKBONE,
        Column("runs_random", "Random runs", NUMBER),
        Column("runs_pretrained", "Pretrained runs", NUMBER),
        Column("improvement_random", "Gain, random"),
        Column("improvement_pretrained", "pretrained"),
        Column("p_improvement", "Welch p", P_VALUE),
        Column("change_random", "Change at last step, random", POINTS),
        Column("change_pretrained", "pretrained", POINTS),
        Column("p_change", "Welch p", P_VALUE),
    )
    says = (
        "The study's gain, 1 − best / first, against the change at the last step. The first cannot be negative, "
        "so even a random walk “improves”; the second can."
    )
    return Table(f"random_walk_{mode}", says, columns, rows) if rows else None


def _mean(values: Sequence[float]) -> float | None:
    return float(np.mean(values)) if values else None


def by_k(findings: Findings) -> Table | None:
    """Errors for k = 1 to 5, and what the study's loop would print."""
    rows: list[tuple[Value, ...]] = []
    for (kind, mode, name), curve in findings.curves.items():
        if (kind, mode) != (PRETRAINED, CORRECTED) or len(curve.ranks) < 2:
            continue
        for k in KS:
            found = errors(curve, k)
            rows.append((title(name), k, found[0], min(found), int(np.argmin(found)), found[-1], min(errors(curve))))
    columns = (
        BACKBONE,
        Column("k", "k", NUMBER),
        Column("before", "Before"),
        Column("best", "Best"),
        Column("best_step", "at step", NUMBER),
        Column("last", "Last"),
        Column("study_prints", "“Best” by the study's loop"),
    )
    says = (
        f"Top-k error, each k judged as itself. The last column is what the study's loop prints as best: it judged k = "
        f"{FIRST} inside the loop whatever k was asked for."
    )
    return Table("by_k", says, columns, rows) if rows else None


def metrics(findings: Findings) -> Table | None:
    """Cosine, L2 and L1; None without a pretrained network."""
    rows: list[tuple[Value, ...]] = []
    for name in findings.pretrained():
        ranks = findings.judged[PRETRAINED, name].ranks
        row: list[Value] = [title(name)]
        for k in (FIRST, 1):
            row += [top_k_error(ranks[similarity.value], k) for similarity in Similarity]
        rows.append(tuple(row))
    names = {Similarity.COSINE: "cosine", Similarity.EUCLIDEAN: "L2", Similarity.MANHATTAN: "L1"}
    columns = (
        BACKBONE,
        *(
            Column(f"top{k}_{similarity.value}", f"Top-{k}, {names[similarity]}")
            for k in (FIRST, 1)
            for similarity in Similarity
        ),
    )
    says = "Error before training by three ways to compare two vectors; L2 and L1 take them as they are, not scaled."
    return Table("metrics", says, columns, rows) if rows else None


def descriptors(findings: Findings) -> Table:
    rows: list[tuple[Value, ...]] = []
    for name, found in findings.descriptors.items():
        if not found.ranks:
            rows.append((name, None, None, None, None, None, found.why_not))
            continue
        low, high = wilson_interval(sum(rank > FIRST for rank in found.ranks), len(found.ranks))
        top5, top1 = top_k_error(found.ranks, FIRST), top_k_error(found.ranks, 1)
        rows.append((name, found.points, top5, low, high, top1, ""))
    columns = (
        Column("descriptor", "Descriptor", TEXT),
        Column("points", "Points a picture", NUMBER),
        Column("top5", "Top-5 error"),
        Column("low", "95 % from"),
        Column("high", "to"),
        Column("top1", "Top-1 error"),
        Column("note", "", NOTE),
    )
    says = "Products ranked by how many of a photo's points have a clear counterpart; ties count against the method."
    return Table("descriptors", says, columns, rows)


def triplets(findings: Findings, material: Material, seed: int) -> Table | None:
    """Frozen features against the trained head; None where nothing could be trained."""
    rows: list[tuple[Value, ...]] = []
    p_values = []
    for name, found in findings.triplets.items():
        if not found.folds:
            continue
        won, lost = statistics.changed(found.before, found.after, FIRST)
        differences = [float(a > FIRST) - float(b > FIRST) for b, a in zip(found.before, found.after, strict=True)]
        low, high = statistics.bootstrap_by_product(differences, material.groups, seed)
        p_values.append(statistics.mcnemar(won, lost))
        both = [top_k_error(ranks, k) for k in (FIRST, 1) for ranks in (found.before, found.after)]
        rows.append((title(name), *both, low, high, won, lost, p_values[-1]))
    rows = [(*row, adjusted) for row, adjusted in zip(rows, statistics.holm(p_values), strict=True)]
    columns = (
        BACKBONE,
        Column("top5_frozen", "Top-5, frozen"),
        Column("top5_head", "with head"),
        Column("top1_frozen", "Top-1, frozen"),
        Column("top1_head", "with head"),
        Column("low", "Top-5 change, 95 % from", POINTS),
        Column("high", "to", POINTS),
        Column("won", "Photos won", NUMBER),
        Column("lost", "lost", NUMBER),
        Column("p", "McNemar p", P_VALUE),
        Column("p_holm", "Holm p", P_VALUE),
    )
    says = (
        "A linear head learnt by triplets on frozen features; each photo is judged by a head that was trained on other "
        "products only (cross-validation by product)."
    )
    return Table("triplets", says, columns, rows) if rows else None


def forgetting(findings: Findings) -> Table | None:
    """What the loss, true orthogonality and the order of products do; None without a trained network."""
    rows: list[tuple[Value, ...]] = []
    for (kind, mode, name), curve in findings.curves.items():
        if (kind, mode) != (PRETRAINED, CORRECTED) or len(curve.ranks) < 3:
            continue
        found = errors(curve)
        rows.append(
            (
                title(name),
                curve.loss[0],
                curve.loss[-1],
                curve.squared[0],
                curve.squared[-1],
                curve.kept[-1],
                min(found),
                int(np.argmin(found)),
                found[-1],
            )
        )
    columns = (
        BACKBONE,
        Column("loss_first", "Loss, first", NUMBER),
        Column("loss_last", "last", NUMBER),
        Column("squared_first", "Mean squared cosine, first", NUMBER),
        Column("squared_last", "last", NUMBER),
        Column("kept", "First five kept"),
        Column("best", "Best error"),
        Column("best_step", "at step", NUMBER),
        Column("last", "Last error"),
    )
    says = (
        "The loss, the mean squared cosine between products (0 is orthogonal; the loss does not ask for it), and how "
        "many of each photo's first five products are still those of the untrained network at the last step."
    )
    return Table("forgetting", says, columns, rows) if rows else None
