"""Puts the report together: the page, its figures as PNG and its numbers as CSV."""

import csv
import io
import platform
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

import cv2
import torch
import torchvision

from stockmatch import __version__
from stockmatch.core.message import counted
from stockmatch.core.progress import Progress, Report, Stage
from stockmatch.core.study import StudyRequest
from stockmatch.study import chapters
from stockmatch.study.material import MOST_IN_LOSS, Material
from stockmatch.study.page import Section, render
from stockmatch.study.results import Findings
from stockmatch.study.tables import Table, title


@dataclass(frozen=True)
class Conditions:
    """Under what conditions a study was made.

    Attributes:
        request: what was asked.
        device: where the networks ran, for the reader.
        repeats: runs per network for the random-walk question.
        reused: parts taken up from an earlier run.
        damaged: parts of an earlier run that could not be read and were computed anew.
        seconds: wall time of the computations of this run.
    """

    request: StudyRequest
    device: str
    repeats: int
    reused: int
    damaged: tuple[str, ...]
    seconds: float


@dataclass(frozen=True)
class Written:
    """A report.

    Attributes:
        files: contents by path relative to the study's folder.
        tables: rows of every table by the table's name, each row by column name.
    """

    files: dict[str, bytes] = field(default_factory=dict)
    tables: dict[str, list[dict[str, object]]] = field(default_factory=dict)


def write_report(material: Material, findings: Findings, conditions: Conditions, report: Report) -> Written:
    """Draw and word everything. Raises what the report raises (``Cancelled``)."""
    sections: list[Section] = []
    for chapter in (
        chapters.in_short,
        chapters.before_training,
        chapters.orthogonalising,
        chapters.gallery,
        chapters.random_walk,
        chapters.different_k,
        chapters.other_metrics,
        chapters.other_descriptors,
        chapters.siamese,
        chapters.wrong,
        chapters.open_questions,
    ):
        report(Progress(Stage.SAVING))
        sections.append(chapter(material, findings, conditions.request))
    sections += [_not_had(material, findings, conditions), _conditions(material, conditions)]
    lead = (
        f"{counted(len(material.photos), 'photo')} against {counted(len(material.products), 'product')} "
        f"({counted(len(material.images), 'image')}), made on {datetime.now().astimezone():%d %B %Y} by "
        f"Stockmatch {__version__}."
    )
    written = Written()
    for table, figure in ((block.table, block.figure) for section in sections for block in section.blocks):
        if table is not None:
            written.tables[table.name] = table.as_dicts()
            written.files[f"tables/{table.name}.csv"] = as_csv(table)
        if figure is not None:
            written.files[f"figures/{figure.name}.png"] = figure.png
    page = render("Matching photos to a catalogue: the study, measured again", lead, sections)
    written.files["report.html"] = page.encode("utf-8")
    return written


def as_csv(table: Table) -> bytes:
    """A table with a header of column names, UTF-8 with a mark that spreadsheets look for; empty where None."""
    out = io.StringIO(newline="")
    rows: Iterable[Iterable[object]] = [[column.name for column in table.columns], *table.rows]
    csv.writer(out).writerows(rows)
    return out.getvalue().encode("utf-8-sig")


def _not_had(material: Material, findings: Findings, conditions: Conditions) -> Section:
    section = Section("What could not be had")
    section.items([f"{title(name)}: {reason}" for name, reason in findings.unavailable.items()])
    if material.skipped:
        section.subheading("Files and lines that were left out")
        section.items([f"{problem.file}: {problem.reason}" for problem in material.skipped])
    if conditions.damaged:
        section.subheading("Parts of an earlier run that were damaged and computed anew")
        section.items(list(conditions.damaged))
    ended = [
        f"{title(name)} ({kind}, {mode}) went out of bounds at step {curve.diverged}; its curve ends before."
        for (kind, mode, name), curve in findings.curves.items()
        if curve.diverged is not None
    ]
    if ended:
        section.subheading("Curves that ended early")
        section.items(ended)
    return section


def _conditions(material: Material, conditions: Conditions) -> Section:
    request = conditions.request
    section = Section("How it was made")
    loss = min(MOST_IN_LOSS, len(material.products))
    section.items(
        [
            f"Set: digest {material.content[:16]}; seed {request.seed}.",
            f"Machine: {conditions.device}, {platform.system()} {platform.machine()}, Python "
            f"{platform.python_version()}, torch {torch.__version__}, torchvision {torchvision.__version__}, "
            f"OpenCV {cv2.__version__}.",
            f"This run took {conditions.seconds:.0f} s and took up {counted(conditions.reused, 'part')} of an "
            "earlier one.",
            "Preprocessing: short side 224 px (Inception 299), bilinear with antialias, ImageNet mean and deviation, "
            "no crop; MaxViT, which needs squares, fitted whole on white.",
            "Features: the classification head replaced by identity, feature maps averaged, as in the study.",
            f"Training: Adam, learning rate 0.00005, the sum of pairwise dot products of {loss} products' unit "
            f"vectors; {counted(request.steps, 'step')} pretrained, {request.random_steps} from random weights, "
            f"{counted(conditions.repeats, 'repeat')}.",
            "GoogLeNet and Inception start from PyTorch's default random weights, not the slow ones of their papers.",
            "A curve “falls” or “rises first” if the mean error of its first three steps differs from the start by at "
            "least one photo and one percentage point.",
        ]
    )
    return section
