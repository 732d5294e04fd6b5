"""What the figures say, in sentences that are computed: nothing here holds for a set it was not measured on."""

from collections.abc import Sequence

import numpy as np

from stockmatch.core.evaluation import top_k_error, wilson_interval
from stockmatch.core.message import counted
from stockmatch.core.model import Similarity
from stockmatch.study import statistics
from stockmatch.study.judging import FIRST
from stockmatch.study.material import Material
from stockmatch.study.page import decimal, p_value, percent
from stockmatch.study.results import Curve, Findings
from stockmatch.study.run import CORRECTED, FAITHFUL, PRETRAINED, RANDOM, RESTORED, errors
from stockmatch.study.tables import Table, best_of, chosen_step, title, wrong

SIGNIFICANT = 0.05


def listed(names: Sequence[str]) -> str:
    """ "A", "A and B", "A, B and C"."""
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def curves(findings: Findings, mode: str = CORRECTED) -> dict[str, Curve]:
    """Pretrained networks that were trained for at least a step."""
    return {
        name: curve
        for (kind, how, name), curve in findings.curves.items()
        if (kind, how) == (PRETRAINED, mode) and len(curve.ranks) > 1
    }


def start(findings: Findings) -> str | None:
    """The best network before training."""
    name = best_of(findings.pretrained(), findings)
    if name is None:
        return None
    ranks = findings.judged[PRETRAINED, name].ranks[Similarity.COSINE.value]
    low, high = wilson_interval(sum(rank > FIRST for rank in ranks), len(ranks))
    blank = [
        top_k_error(judged.ranks[Similarity.COSINE.value], FIRST)
        for (kind, _), judged in findings.judged.items()
        if kind == RANDOM
    ]
    against = f"; random weights come to {percent(float(np.mean(blank)))} on average" if blank else ""
    return (
        f"Before any training {title(name)} is best: its top-5 error is {percent(top_k_error(ranks, FIRST))} "
        f"(95 % interval {percent(low)} to {percent(high)}){against}."
    )


def norm(findings: Findings) -> list[str]:
    """What batch norm did, network by network kind."""
    ours, study, again = (curves(findings, mode) for mode in (CORRECTED, FAITHFUL, RESTORED))
    said = []
    for kind, words in (
        ("live", "with batch norms in use"),
        ("none", "without any batch norm"),
        ("folded", "whose file has its batch norms folded into the convolutions"),
    ):
        names = [n for n in ours if n in study and findings.judged[PRETRAINED, n].batch_norm == kind]
        if not names:
            continue
        first, theirs, mine = (
            float(np.mean([errors(where[name])[step] for name in names]))
            for where, step in ((ours, 0), (study, 1), (ours, 1))
        )
        sentence = (
            f"{'Network' if len(names) == 1 else 'Networks'} {words} ({listed([title(name) for name in names])}): "
            f"one step in training mode takes the mean top-5 error from {percent(first)} to {percent(theirs)}, the "
            f"same step with the norms left alone to {percent(mine)}."
        )
        if kind == "folded":
            sentence += (
                " The first figure is an artefact and says nothing about the study's networks: the file has lost its "
                "batch statistics, and training mode normalises a second time what is normalised already."
            )
            if all(name in again for name in names):
                restored = float(np.mean([errors(again[name])[1] for name in names]))
                sentence += (
                    " With statistics restored from the set's own photos, which changes nothing before training, the "
                    f"step in training mode comes to {percent(restored)}."
                )
        said.append(sentence)
    return said


def lost_statistics(names: Sequence[str]) -> str:
    """What training mode says of networks whose files have their batch norms folded; at least one."""
    whose, its, means, it = (
        ("The weights file of {} has lost its", "its row", "means", "it")
        if len(names) == 1
        else ("The weights files of {} have lost their", "their rows", "mean", "them")
    )
    return (
        f"{whose.format(listed(names))} batch statistics, so training mode normalises twice and {its} in the first "
        f"table {means} nothing; the second has {it} with statistics restored."
    )


def norm_verdict(findings: Findings) -> str | None:
    """Whether batch norm explains it, as far as these weights files can tell."""
    ours = curves(findings)
    parts, worse, judged = [], 0, 0
    for kind, mode, words in (
        ("live", FAITHFUL, "with the batch statistics of the weights file"),
        ("folded", RESTORED, "with restored batch statistics, which the weights file has lost"),
    ):
        there = curves(findings, mode)
        names = [n for n in ours if n in there and findings.judged[PRETRAINED, n].batch_norm == kind]
        if names:
            more = [n for n in names if errors(there[n])[1] > errors(ours[n])[1]]
            worse, judged = worse + len(more), judged + len(names)
            parts.append(f"{len(more)} of {counted(len(names), 'network')} {words}")
    if not parts:
        return None
    sentence = (
        "Is it batch norm that made the method work only for some networks? One step in training mode is worse than "
        f"the same step with the norms left alone for {listed(parts)}. "
    )
    if 2 * worse > judged:
        return sentence + "That speaks for batch norm as the reason."
    return sentence + (
        "That does not bear it out here. Restored statistics come from the set's own photos and may be nearer to the "
        "catalogue than ImageNet's were, so only weights files with their own statistics can settle it."
        if any(findings.judged[PRETRAINED, name].batch_norm == "folded" for name in ours)
        else "That does not bear it out on this set."
    )


def why_only_some(findings: Findings, material: Material) -> list[str]:
    """The study's three behaviours, with and without the norms' training mode."""
    said = []
    for mode, words in (
        (FAITHFUL, "Trained as in the study"),
        (RESTORED, "Trained as in the study, lost statistics restored"),
        (CORRECTED, "With the norms left alone"),
    ):
        sorted_: dict[str, list[str]] = {}
        for name, curve in curves(findings, mode).items():
            if len(curve.ranks) > 2 and not (
                mode == FAITHFUL and findings.judged[PRETRAINED, name].batch_norm == "folded"
            ):
                kind = statistics.behaviour(errors(curve), len(material.photos))
                sorted_.setdefault(kind.value, []).append(title(name))
        if sorted_:
            parts = [f"{kind}: {listed(names)}" for kind, names in sorted_.items()]
            said.append(f"{words} – {'; '.join(parts)}.")
    return said


def collapsed(findings: Findings, material: Material) -> str | None:
    """Random networks that came to see all products alike; None where none did."""
    count = len(material.in_loss(0))
    highest = count * (count - 1) / 2
    names = [
        title(name)
        for (kind, mode, name), curve in findings.curves.items()
        if (kind, mode) == (RANDOM, CORRECTED) and curve.loss and curve.loss[-1] > 0.999 * highest
    ]
    if not names:
        return None
    return (
        f"With its norms left alone {listed(names)} came to see all products alike (the loss is at its highest, "
        f"{highest:.0f}): a network with random weights has no batch statistics yet to leave alone. There "
        "the study's training mode (--faithful) is the fairer random walk."
    )


def picked(findings: Findings, material: Material) -> str | None:
    """What picking the best step with the answers promises, and what is left of it without them."""
    found = curves(findings)
    if not found:
        return None
    promised, blind, others = [], [], []
    for curve in found.values():
        by_step = errors(curve)
        promised.append(by_step[0] - min(by_step))
        blind.append(by_step[0] - by_step[chosen_step(curve)])
        kept = statistics.chosen_on_other_products(wrong(curve), material.groups)
        others.append(by_step[0] - float(np.mean(kept)))
    return (
        f"The best step picked with the answers promises {_points(promised)} points fewer top-5 errors on average. "
        f"Picked with the answers of other products only it is {_points(others)} points, picked on pseudo-photos, "
        f"which is all a user has, {_points(blind)} points (a minus sign means more errors)."
    )


def _points(values: Sequence[float]) -> str:
    return decimal(100 * float(np.mean(values)), 1)


def significance(tests: Table | None, photos: int) -> str | None:
    """How many changes are more than chance."""
    if tests is None:
        return None
    rows = tests.as_dicts()
    parts = []
    for how in dict.fromkeys(str(row["step_by"]) for row in rows):
        of = [row for row in rows if row["step_by"] == how]
        kept = [str(row["backbone"]) for row in of if float(str(row["p_holm"])) <= SIGNIFICANT]
        least = min(float(str(row["p"])) for row in of)
        parts.append(
            f"with the step {how}, {len(kept)} of {counted(len(of), 'network')} changed by more than chance"
            f"{f' ({listed(kept)})' if kept else ''}; the smallest McNemar p is {p_value(least)}"
        )
    return (
        f"Tested photo by photo on {counted(photos, 'photo')}, adjusted for the number of networks (Holm): "
        f"{'; '.join(parts)}."
    )


def forgetting(findings: Findings) -> str | None:
    """Why more training hurts."""
    found = {name: curve for name, curve in curves(findings).items() if len(curve.ranks) > 2}
    if not found:
        return None
    worse = [n for n, c in found.items() if errors(c)[-1] > min(errors(c))]
    lower = [n for n, c in found.items() if c.loss[-1] < c.loss[0]]
    nearer = [n for n, c in found.items() if c.squared[-1] < c.squared[0]]
    kept = float(np.mean([curve.kept[-1] for curve in found.values()]))
    return (
        f"The loss is lower at the last step than at the first for {len(lower)} of {counted(len(found), 'network')}, "
        f"and yet for {len(worse)} of {len(found)} there are more errors at the end than at the best step. By then "
        f"{percent(1 - kept)} of the first five answers have been exchanged for others: the network is moved away from "
        "what it learnt, and nothing in the loss says which answers were right. Nor does the loss ask for orthogonal "
        "products: any vectors that sum to zero reach its floor of −N/2, two opposite heaps as well. The mean squared "
        f"cosine, which does ask for it, is lower at the end than at the start for {len(nearer)} of {len(found)}."
    )


def loop_bug(table: Table | None) -> str | None:
    """The evidence that k was fixed."""
    if table is None:
        return None
    rows = table.as_dicts()
    name = str(rows[0]["backbone"])
    own = [row for row in rows if row["backbone"] == name]
    printed = percent(float(str(own[0]["study_prints"])))
    real = ", ".join(percent(float(str(row["best"]))) for row in own)
    return (
        f"“This method also works for different k”: the study's loop judged k = {FIRST} whatever k was asked, so its "
        f"best is one figure {len(own)} times over. For {name} here it would print {printed} for every k; judged "
        f"properly the best for k = 1 to {len(own)} is {real}."
    )


def compared(table: Table | None, findings: Findings) -> str | None:
    """Cosine against L1 and L2."""
    if table is None:
        return None
    means = {
        similarity: float(np.mean([float(str(row[f"top{FIRST}_{similarity.value}"])) for row in table.as_dicts()]))
        for similarity in Similarity
    }
    worse = 0
    for name in findings.pretrained():
        ranks = findings.judged[PRETRAINED, name].ranks
        cosine = top_k_error(ranks[Similarity.COSINE.value], FIRST)
        worse += min(top_k_error(ranks[other.value], FIRST) for other in Similarity if other != "cosine") < cosine
    average = "On average over the networks the" if len(table.rows) > 1 else "The"
    return (
        f"{average} top-5 error is {percent(means[Similarity.COSINE])} by cosine, "
        f"{percent(means[Similarity.EUCLIDEAN])} by L2 and {percent(means[Similarity.MANHATTAN])} by L1 of vectors "
        f"that are not scaled; L1 or L2 beats cosine for {worse} of {counted(len(table.rows), 'network')}."
    )


def local(findings: Findings) -> str | None:
    """The best descriptor against the best network."""
    there = {name: found for name, found in findings.descriptors.items() if found.ranks}
    missing = [name for name, found in findings.descriptors.items() if not found.ranks]
    parts = []
    if there:
        best = min(there, key=lambda name: top_k_error(there[name].ranks, FIRST))
        network = best_of(findings.pretrained(), findings)
        against = ""
        if network is not None:
            ranks = findings.judged[PRETRAINED, network].ranks[Similarity.COSINE.value]
            won, lost = statistics.changed(ranks, there[best].ranks, FIRST)
            against = (
                f", against {percent(top_k_error(ranks, FIRST))} of {title(network)} (exact McNemar p "
                f"{p_value(statistics.mcnemar(won, lost))})"
            )
        error = percent(top_k_error(there[best].ranks, FIRST))
        parts.append(f"The best local descriptor is {best}: top-5 error {error}{against}.")
    if missing:
        parts.append(f"Not in this build of OpenCV, and so not measured: {listed(missing)}.")
    return " ".join(parts) or None


def siamese(table: Table | None) -> str | None:
    """Whether the head helped."""
    if table is None:
        return None
    rows = table.as_dicts()
    frozen, head = (float(np.mean([float(str(row[name])) for row in rows])) for name in ("top5_frozen", "top5_head"))
    kept = [str(row["backbone"]) for row in rows if float(str(row["p_holm"])) <= SIGNIFICANT]
    verdict = f"beyond chance for {listed(kept)}" if kept else "by no more than chance"
    return (
        f"Trained on confirmed pairs of other products, the head takes the mean top-5 error from {percent(frozen)} to "
        f"{percent(head)}, {verdict}."
    )
