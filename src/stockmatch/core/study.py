"""What is asked of a study of backbones on photos whose answers are known, and what comes of it."""

from collections.abc import Mapping
from dataclasses import dataclass

from stockmatch.core.catalogue import Problem
from stockmatch.core.model import BACKBONES, CLASSIC, Device

STEPS, RANDOM_STEPS = 15, 50
"""Steps of the original study's curves, of its pretrained and its random networks."""

REPEATS_CUDA, REPEATS_CPU = 50, 3

STUDIED: tuple[str, ...] = tuple(known.id for known in BACKBONES if known.in_study)
"""The original study's nine, in the order of ``BACKBONES``."""

STUDIABLE: tuple[str, ...] = tuple(known.id for known in BACKBONES if known.id != CLASSIC and not known.extra)
"""Backbones that ``stockmatch study`` can take: torchvision's, whose weights are one ``<id>.pth`` each."""


@dataclass(frozen=True)
class StudyRequest:
    """What to study.

    Attributes:
        source: folder of catalogue images, absolute.
        pairs: the file of right answers, absolute.
        out: folder for the report and the finished parts, absolute; made if it is not there.
        weights_dir: folder of ``<backbone id>.pth`` files; None for the download cache alone.
        backbones: ids out of ``STUDIABLE``; empty for the study's nine and whatever else ``weights_dir`` has.
        steps: of each pretrained curve and each repeat, at least 1.
        random_steps: of each curve from random weights; 0 leaves them out.
        repeats: runs from random weights per backbone for the random-walk question; 0 leaves it out, None takes
            ``REPEATS_CUDA`` or ``REPEATS_CPU``.
        faithful: whether all curves are also run as the original study did, batch norm and dropout in training mode.
        seed: of every random choice.
        device: where the networks run.
    """

    source: str
    pairs: str
    out: str
    weights_dir: str | None = None
    backbones: tuple[str, ...] = ()
    steps: int = STEPS
    random_steps: int = RANDOM_STEPS
    repeats: int | None = None
    faithful: bool = False
    seed: int = 0
    device: Device = Device.AUTO


@dataclass(frozen=True)
class StudyResult:
    """What a study found.

    Attributes:
        report: the HTML file, absolute; everything is in it.
        tables: rows of every table by the table's name, each row by column name; fractions, not percent.
        photos, products: how many were judged, among how many.
        unavailable: why a backbone has no pretrained figures, by its id.
        skipped: files and lines that could not be used.
        reused: parts that an earlier run had finished.
        seconds: wall time of this run.
    """

    report: str
    tables: Mapping[str, list[dict[str, object]]]
    photos: int
    products: int
    unavailable: Mapping[str, str]
    skipped: tuple[Problem, ...]
    reused: int
    seconds: float
