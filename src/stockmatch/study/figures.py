"""The report's figures as PNG bytes. Matplotlib is loaded by the first figure, without pyplot and without a window."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from stockmatch.core.evaluation import top_k_error, wilson_interval
from stockmatch.core.model import Similarity
from stockmatch.study import statistics
from stockmatch.study.judging import FIRST
from stockmatch.study.results import Curve, Findings
from stockmatch.study.run import CORRECTED, FAITHFUL, PRETRAINED, RANDOM, RESTORED, errors
from stockmatch.study.tables import chosen_step, title

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure as Canvas

DPI, _PAGE_DPI = 200, 100
"""Of the files, for sharp screens, and of the page."""

WIDTH = 8.6
"""Of every figure, in inches."""

_COLUMNS = 3
INK, GREY, WARM = "#1f5fa8", "#8a8f98", "#c4561d"


@dataclass(frozen=True)
class Figure:
    """One figure.

    Attributes:
        name: of its file, without ending.
        caption: what it shows, in one sentence.
        png: encoded.
        width: at which the page shows it, in px.
    """

    name: str
    caption: str
    png: bytes
    width: int


def finished(name: str, caption: str, drawn: "Canvas", dpi: int = DPI) -> Figure:
    """Encode what was drawn."""
    out = io.BytesIO()
    drawn.savefig(out, format="png", dpi=dpi)
    return Figure(name, caption, out.getvalue(), round(WIDTH * _PAGE_DPI))


def sheet(height: float, rows: int = 1, columns: int = 1) -> "tuple[Canvas, list[Axes]]":
    """An empty figure ``WIDTH`` inches wide and its axes, row by row."""
    from matplotlib.figure import Figure as Canvas  # noqa: PLC0415 - half a second that no other command should wait

    drawn = Canvas(figsize=(WIDTH, height), layout="constrained")
    axes = [drawn.add_subplot(rows, columns, number + 1) for number in range(rows * columns)]
    for one in axes:
        one.spines[["top", "right"]].set_visible(False)
        one.tick_params(labelsize=8)
    return drawn, axes


def _grid(panels: int) -> "tuple[Canvas, list[Axes]]":
    columns = min(_COLUMNS, panels)
    rows = -(-panels // columns)
    drawn, axes = sheet(0.4 + 2.1 * rows, rows, columns)
    for spare in axes[panels:]:
        spare.set_axis_off()
    return drawn, axes[:panels]


def _whole_steps(axes: "Axes") -> None:
    from matplotlib.ticker import MaxNLocator  # noqa: PLC0415 - loaded with the figure

    axes.xaxis.set_major_locator(MaxNLocator(integer=True))


def _legend(drawn: "Canvas", panels: "list[Axes]") -> None:
    """One legend below all panels, of everything that any of them shows."""
    shown: dict[str, Any] = {}
    for axes in panels:
        handles, labels = axes.get_legend_handles_labels()
        shown.update(zip(labels, handles, strict=True))
    drawn.legend(list(shown.values()), list(shown), loc="outside lower center", ncols=4, fontsize=8, frameon=False)


def before(findings: Findings) -> Figure:
    """Top-5 error before training, pretrained beside random, as bars with Wilson intervals."""
    names = list(dict.fromkeys(name for _, name in findings.judged))
    drawn, (axes,) = sheet(1.0 + 0.42 * len(names))
    for shift, kind, colour in ((-0.19, PRETRAINED, INK), (0.19, RANDOM, GREY)):
        label = f"{kind} weights"
        for place, name in enumerate(names):
            judged = findings.judged.get((kind, name))
            if judged is None:
                continue
            ranks = judged.ranks[Similarity.COSINE.value]
            error = top_k_error(ranks, FIRST)
            low, high = wilson_interval(sum(rank > FIRST for rank in ranks), len(ranks))
            whisker = [[100 * max(0.0, error - low)], [100 * max(0.0, high - error)]]
            axes.barh(
                place + shift, 100 * error, 0.36, color=colour, xerr=whisker, ecolor="#444", capsize=2, label=label
            )
            label = ""
    axes.set_yticks(range(len(names)), [title(name) for name in names])
    axes.invert_yaxis()
    axes.set_xlim(0, 100)
    axes.set_xlabel("top-5 error in %, with 95 % Wilson interval")
    axes.legend(fontsize=8, frameon=False)
    return finished("before_training", "Top-5 error before any training; shorter is better.", drawn)


def _curves(findings: Findings, kind: str, mode: str) -> dict[str, Curve]:
    return {
        name: curve
        for (of, how, name), curve in findings.curves.items()
        if (of, how) == (kind, mode) and len(curve.ranks) > 1
    }


def error_curves(findings: Findings, kind: str) -> Figure | None:
    """Top-5 error by step, a panel a network; the study's way beside the corrected one where it was run."""
    corrected, faithful, again = (_curves(findings, kind, mode) for mode in (CORRECTED, FAITHFUL, RESTORED))
    if not corrected:
        return None
    drawn, panels = _grid(len(corrected))
    highest = 100 * max(max(errors(curve)) for curves in (corrected, faithful, again) for curve in curves.values())
    for axes, (name, curve) in zip(panels, corrected.items(), strict=True):
        found = 100 * np.array(errors(curve))
        axes.plot(found, color=INK, marker=".", markersize=4, label="norms as in use")
        if name in faithful:
            axes.plot(100 * np.array(errors(faithful[name])), "--.", color=WARM, markersize=4, label="as in the study")
        if name in again:
            found_again = 100 * np.array(errors(again[name]))
            axes.plot(found_again, ":.", color=WARM, markersize=4, label="the same, statistics restored")
        if curve.pseudo:
            step = chosen_step(curve)
            axes.plot(step, found[step], "o", color=INK, markersize=8, fillstyle="none", label="chosen blind")
        axes.set_ylim(0, min(100, highest * 1.12 + 2))
        axes.set_title(title(name), fontsize=9)
        axes.set_xlabel("step", fontsize=8)
        axes.set_ylabel("top-5 error in %", fontsize=8)
        _whole_steps(axes)
    _legend(drawn, panels)
    return finished(
        f"error_{kind}",
        f"Top-5 error by training step, networks with {kind} weights; step 0 is before training.",
        drawn,
    )


def loss_curves(findings: Findings, kind: str) -> Figure | None:
    """The loss by step, a panel a network."""
    corrected, faithful = (_curves(findings, kind, mode) for mode in (CORRECTED, FAITHFUL))
    if not corrected:
        return None
    drawn, panels = _grid(len(corrected))
    for axes, (name, curve) in zip(panels, corrected.items(), strict=True):
        axes.plot(curve.loss, color=INK, marker=".", markersize=4, label="norms as in use")
        if name in faithful and len(faithful[name].loss) > 1:
            axes.plot(
                faithful[name].loss, color=WARM, linestyle="--", marker=".", markersize=4, label="as in the study"
            )
        axes.set_title(title(name), fontsize=9)
        axes.set_xlabel("step", fontsize=8)
        axes.set_ylabel("loss: sum of dot products", fontsize=8)
        _whole_steps(axes)
    _legend(drawn, panels)
    return finished(f"loss_{kind}", f"The study's loss by training step, networks with {kind} weights.", drawn)


def probability(runs: Mapping[str, Sequence[Sequence[float]]]) -> Figure | None:
    """Normal probability plots of the improvement of random networks; None where none varies over three runs."""
    samples = {name: [statistics.improvement(run) for run in each] for name, each in runs.items() if len(each) > 2}
    samples = {name: values for name, values in samples.items() if np.ptp(values) > 0}
    if not samples:
        return None
    from scipy import stats  # noqa: PLC0415 - only the study needs it, and it takes a second

    drawn, panels = _grid(len(samples))
    for axes, (name, values) in zip(panels, samples.items(), strict=True):
        scaled = (np.array(values) - np.mean(values)) / np.std(values)
        expected, ordered = stats.probplot(scaled, dist="norm", fit=False)
        axes.plot(expected, ordered, "o", color=INK, markersize=4)
        axes.axline((0, 0), slope=1, color=GREY, linewidth=1)
        axes.set_title(f"{title(name)}, {len(values)} runs", fontsize=9)
        axes.set_xlabel("expected of a normal distribution", fontsize=8)
        axes.set_ylabel("gain, standardised", fontsize=8)
    return finished(
        "normal_probability",
        "Normal probability plots of the gain of randomly initialised networks: on the line if normal. Networks "
        "whose gain was the same in all runs have none.",
        drawn,
    )


def by_k(name: str, curve: Curve) -> Figure:
    """Error by step for k = 1 to 5."""
    drawn, (axes,) = sheet(3.2)
    for k in range(1, 6):
        axes.plot(100 * np.array(errors(curve, k)), marker=".", label=f"k = {k}", color=INK, alpha=0.25 + 0.15 * k)
    axes.set_ylim(bottom=0)
    axes.set_xlabel("step")
    axes.set_ylabel("top-k error in %")
    _whole_steps(axes)
    axes.legend(fontsize=8, frameon=False, ncols=5)
    return finished("by_k", f"Top-k error of {title(name)} by training step, each k judged as itself.", drawn)


def forgetting(name: str, curve: Curve) -> Figure:
    """Loss, what is kept of the first answers, and error, over the same steps."""
    drawn, panels = sheet(2.5, 1, 3)
    shown: tuple[tuple[Sequence[float], str], ...] = (
        (curve.loss, "loss: sum of dot products"),
        ([100 * share for share in curve.kept], "first five kept, in %"),
        ([100 * error for error in errors(curve)], "top-5 error in %"),
    )
    for axes, (values, words) in zip(panels, shown, strict=True):
        axes.plot(values, color=INK, marker=".")
        axes.set_xlabel("step", fontsize=8)
        axes.set_ylabel(words, fontsize=8)
        _whole_steps(axes)
    caption = f"{title(name)}: the loss, how many of each photo's first five products are still the same, the error."
    return finished("forgetting", caption, drawn)
