"""Judging the catalogue in service on photos whose answers are known."""

import csv
import time
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PurePosixPath

import numpy as np

from stockmatch.core.catalogue import Problem
from stockmatch.core.errors import CatalogueError, UnreadableImage
from stockmatch.core.evaluation import Evaluation
from stockmatch.core.progress import Meter, Report, Stage
from stockmatch.core.ranking import rank_of
from stockmatch.services.serving import Serving

_BLOCK = 64
"""Photos ranked at once when all are known."""


class Protocol(StrEnum):
    """What is known when a photo is matched."""

    QUEUE = "queue"
    """All photos of the set, as when they are dropped at once."""
    ONLINE = "online"
    """Only the photos before it, in the file's order."""


@dataclass(frozen=True)
class Pairs:
    """Right answers.

    Attributes:
        accepted: for each photo, as named in the file, the absolute paths of its catalogue images, in file order.
        folder: what the names are relative to.
        skipped: lines that cannot be used.
    """

    accepted: dict[str, list[Path]]
    folder: Path
    skipped: tuple[Problem, ...]


def read_pairs(path: Path) -> Pairs:
    """Read a ``pairs.csv``: header ``query,target``, paths relative to its folder, one row per accepted answer.

    Raises:
        CatalogueError: if the file cannot be read or has another header.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.reader(file))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise CatalogueError(f"{path} cannot be read: {error}. It should be a CSV file in UTF-8.") from error
    if not rows or [name.strip() for name in rows[0]] != ["query", "target"]:
        raise CatalogueError(f"{path} has no header “query,target” in its first line.")
    accepted: dict[str, list[Path]] = {}
    skipped = []
    for number, row in enumerate(rows[1:], 2):
        if not any(row):
            continue
        if len(row) != 2:
            skipped.append(Problem(f"{path.name}:{number}", "The line does not have two columns."))
            continue
        photo, answer = (_relative(name.strip(), path.parent) for name in row)
        missing = [name for name in (photo, answer) if not _is_file(path.parent / name)]
        if missing:
            skipped.append(Problem(f"{path.name}:{number}", f"{missing[0]} is not there."))
            continue
        accepted.setdefault(photo, []).append((path.parent / answer).resolve())
    return Pairs(accepted, path.parent, tuple(skipped))


def _relative(name: str, folder: Path) -> str:
    """With forward slashes: a table made on Windows works elsewhere too."""
    opened = name if "\\" not in name or _is_file(folder / name) else name.replace("\\", "/")
    return str(PurePosixPath(opened))


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a name that is too long, or a folder that may not be entered
        return False


def evaluate(
    serving: Serving, pairs: Pairs, report: Report, *, protocol: Protocol = Protocol.QUEUE, index_seconds: float = 0.0
) -> Evaluation:
    """Rank the right product for every photo.

    Raises:
        CatalogueError: if no photo can be judged.
        Cancelled: when the report does.
    """
    source = Path(serving.snapshot.source)
    owner = {
        (source / image.path).resolve(): index
        for index, product in enumerate(serving.snapshot.products)
        for image in product.images
    }
    started = time.monotonic()
    skipped = list(pairs.skipped)
    ranks: dict[str, int] = {}
    waiting = []
    meter = Meter(report, Stage.MATCHING, len(pairs.accepted))
    for photo, answers in pairs.accepted.items():
        truth = {owner[answer] for answer in answers if answer in owner}
        if not truth:
            skipped.append(Problem(photo, f"{answers[0].name} is not among the readable images of {source}."))
        else:
            try:
                _, vector = serving.see(pairs.folder / photo)
            except UnreadableImage as error:
                skipped.append(Problem(photo, str(error)))
            else:
                if protocol is Protocol.ONLINE:
                    ranks[photo] = rank_of(serving.scores(vector[None])[0], truth)
                else:
                    waiting.append((photo, vector, truth))
        meter.advance(1)
    for start in range(0, len(waiting), _BLOCK):
        block = waiting[start : start + _BLOCK]
        scores = serving.scores(np.stack([vector for _, vector, _ in block]))
        ranks.update((photo, rank_of(row, truth)) for (photo, _, truth), row in zip(block, scores, strict=True))
    if not ranks:
        reason = f" The first reason: {skipped[0].file}: {skipped[0].reason}" if skipped else ""
        raise CatalogueError(f"No photo could be judged.{reason}")
    return Evaluation(
        model_id=serving.snapshot.model_id,
        backbone=serving.snapshot.backbone,
        ranks=ranks,
        products=len(serving.snapshot.products),
        skipped=tuple(skipped),
        index_seconds=index_seconds,
        match_seconds=time.monotonic() - started,
    )
