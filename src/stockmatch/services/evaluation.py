"""Judging the catalogue in service on photos whose answers are known."""

import csv
import time
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path, PurePosixPath

import numpy as np

from stockmatch.core.catalogue import Problem
from stockmatch.core.embedder import Embedder
from stockmatch.core.errors import CatalogueError, NotFinite, UnreadableImage
from stockmatch.core.evaluation import Evaluation
from stockmatch.core.evidence import ColourMode
from stockmatch.core.message import Message, joined
from stockmatch.core.model import Head, Similarity
from stockmatch.core.progress import Meter, Report, Stage
from stockmatch.core.scoring import best_per_product, rank_of, similarity_scores
from stockmatch.core.vectors import Values, Vectors
from stockmatch.imaging.decode import decode
from stockmatch.matching.features import PhotoFeatures
from stockmatch.matching.fusion import KINDS, RawEvidence
from stockmatch.models.loading import load_embedder
from stockmatch.services.serving import Serving
from stockmatch.store.files import is_file

_BATCH = 16


class Protocol(StrEnum):
    """What is known when a photo is matched."""

    QUEUE = "queue"
    """All photos of the set, as when they are dropped at once."""
    ONLINE = "online"
    """Only the photos before it, in the file's order."""


class Pipeline(StrEnum):
    """What ranks."""

    FULL = "full"
    """All evidence, as in the window."""
    GLOBAL = "global"
    """The shortlist's order: the look and coarse patches."""
    STUDY = "study"
    """The original study's: its head, its preprocessing, the untuned weights, cosine, nothing else."""


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
        reason = error.strerror if isinstance(error, OSError) else None
        raise CatalogueError(
            Message(
                "{path} cannot be read: {reason}. It should be a CSV file in UTF-8.", path=path, reason=reason or error
            )
        ) from error
    if not rows or [name.strip() for name in rows[0]] != ["query", "target"]:
        raise CatalogueError(Message("{path} has no header “query,target” in its first line.", path=path))
    accepted: dict[str, list[Path]] = {}
    skipped = []
    for number, row in enumerate(rows[1:], 2):
        if not any(row):
            continue
        if len(row) != 2:
            skipped.append(Problem(f"{path.name}:{number}", Message("The line does not have two columns.")))
            continue
        photo, answer = (_relative(name.strip(), path.parent) for name in row)
        missing = [name for name in (photo, answer) if not is_file(path.parent / name)]
        if missing:
            skipped.append(Problem(f"{path.name}:{number}", Message("{file} is not there.", file=missing[0])))
            continue
        accepted.setdefault(photo, []).append((path.parent / answer).resolve())
    return Pairs(accepted, path.parent, tuple(skipped))


def _relative(name: str, folder: Path) -> str:
    """With forward slashes: a table made on Windows works elsewhere too."""
    opened = name if "\\" not in name or is_file(folder / name) else name.replace("\\", "/")
    return str(PurePosixPath(opened))


@dataclass
class _Judged:
    """Ranks as they come in."""

    ranks: dict[str, int]
    alone: dict[str, dict[str, int]]

    def add(self, photo: str, truth: Collection[int], scores: Values, evidence: RawEvidence | None) -> None:
        self.ranks[photo] = rank_of(scores, truth)
        for kind, alone in _alone(evidence).items() if evidence is not None else ():
            self.alone[kind][photo] = rank_of(alone, truth)


def _alone(evidence: RawEvidence) -> dict[str, Values]:
    """Scores of all products by each kind of evidence alone; those not looked at closely come last.

    Where a kind sees no difference, or speaks for neither of two, the catalogue's order decides, so that it is not
    credited with another's merit.
    """
    columns = evidence.columns()
    found = {}
    for number, kind in enumerate(KINDS):
        scores = np.full(len(evidence.look), -np.inf)
        scores[evidence.shortlist] = columns[:, number]
        found[kind.value] = scores
    return found


def evaluate(
    serving: Serving,
    pairs: Pairs,
    report: Report,
    *,
    protocol: Protocol = Protocol.QUEUE,
    pipeline: Pipeline = Pipeline.FULL,
    colour: ColourMode = ColourMode.EXACT,
    index_seconds: float = 0.0,
) -> Evaluation:
    """Rank the right product for every photo.

    Raises:
        CatalogueError: if no photo can be judged.
        Cancelled: when the report does.
    """
    source = Path(serving.snapshot.folder)
    owner = {
        (source / image.path).resolve(): index
        for index, product in enumerate(serving.snapshot.products)
        for image in product.images
    }
    skipped = list(pairs.skipped)
    wanted = {}
    for photo, answers in pairs.accepted.items():
        truth = {owner[answer] for answer in answers if answer in owner}
        if truth:
            wanted[photo] = truth
        else:
            skipped.append(
                Problem(
                    photo,
                    Message(
                        "{file} is not among the readable images of {source}.", file=answers[0].name, source=source
                    ),
                )
            )
    judged = _Judged({}, defaultdict(dict))
    embedder = serving.model.embedder
    full = pipeline is Pipeline.FULL
    started = time.monotonic()
    if pipeline is Pipeline.STUDY:
        study = replace(serving.model.ref, head=Head.STUDY, tuned_file=None)
        embedder = load_embedder(study, serving.settings.device)
        skipped += _judge_study(serving, embedder, pairs.folder, wanted, judged, report=report)
    else:
        skipped += _judge(
            serving, pairs.folder, wanted, judged, report, protocol=protocol, colour=colour if full else None
        )
    if not judged.ranks:
        why = [Message("No photo could be judged.")]
        if skipped:
            first = skipped[0]
            why.append(Message("The first reason: {file}: {reason}", file=first.file, reason=first.reason))
        raise CatalogueError(joined(" ", why))
    return Evaluation(
        model_id=embedder.model_id,
        backbone=serving.snapshot.backbone,
        pipeline=pipeline.value,
        ranks=judged.ranks,
        alone=judged.alone,
        products=len(serving.snapshot.products),
        skipped=tuple(skipped),
        index_seconds=index_seconds,
        match_seconds=time.monotonic() - started,
        shortlist_recall=serving.calibration.recall if full and serving.calibration is not None else None,
    )


def _judge(
    serving: Serving,
    folder: Path,
    wanted: Mapping[str, set[int]],
    judged: _Judged,
    report: Report,
    *,
    protocol: Protocol,
    colour: ColourMode | None,
) -> list[Problem]:
    """By all evidence, or with ``colour`` None in the first order; returns what could not be judged."""
    online = protocol is Protocol.ONLINE
    problems = []
    seen: dict[str, PhotoFeatures] = {}

    def rank(photo: str, features: PhotoFeatures) -> None:
        first = serving.matcher.shortlist(features, serving.domain)
        if colour is None:
            judged.add(photo, wanted[photo], first.logits, None)
        else:
            found = serving.matcher.rank(features, first, colour)
            judged.add(photo, wanted[photo], found.logits, found.evidence)

    meter = Meter(report, Stage.MATCHING, len(wanted) * (1 if online else 2))
    for photo in wanted:
        try:
            _, features = serving.see(folder / photo)
        except UnreadableImage as error:
            problems.append(Problem(photo, error.message))
        else:
            if online:
                rank(photo, features)
            else:
                seen[photo] = features.for_shortlist() if colour is None else features.with_points()
        meter.advance(1)
    for photo, features in seen.items():
        rank(photo, features)
        meter.advance(1)
    return problems


def _judge_study(
    serving: Serving,
    embedder: Embedder,
    folder: Path,
    wanted: Mapping[str, set[int]],
    judged: _Judged,
    *,
    report: Report,
) -> list[Problem]:
    """By the study's vectors and cosine; returns what could not be judged."""
    products = serving.snapshot.products
    source = Path(serving.snapshot.folder)
    files = [source / image.path for product in products for image in product.images]
    meter = Meter(report, Stage.MATCHING, len(files) + len(wanted))
    images, gone = _embedded(embedder, files, meter)
    if gone:
        raise CatalogueError(
            Message(
                "{file} cannot be read any more: {reason} Index the catalogue again.",
                file=gone[0].file,
                reason=gone[0].reason,
            )
        )
    photos, problems = _embedded(embedder, [folder / photo for photo in wanted], meter)
    unread = {problem.file for problem in problems}
    kept = [photo for photo in wanted if str(folder / photo) not in unread]
    owner = [index for index, product in enumerate(products) for _ in product.images]
    scores, _ = best_per_product(similarity_scores(photos, images, Similarity.COSINE), owner, len(products))
    for photo, row in zip(kept, scores, strict=True):
        judged.add(photo, wanted[photo], row.astype(np.float64), None)
    return problems


def _embedded(embedder: Embedder, files: Sequence[Path], meter: Meter) -> tuple[Vectors, list[Problem]]:
    """Vectors of the files that can be read, in order, and what is wrong with the others."""
    problems = []
    found = [np.zeros((0, embedder.dimension), np.float32)]
    for start in range(0, len(files), _BATCH):
        prepared = {}
        for file in files[start : start + _BATCH]:
            try:
                prepared[file] = embedder.prepare(decode(file, embedder.min_side))
            except UnreadableImage as error:
                problems.append(Problem(str(file), error.message))
            meter.advance(1)
        vectors = embedder.embed(list(prepared.values()))
        finite = [bool(np.isfinite(vector).all()) for vector in vectors]
        problems += [
            Problem(str(file), str(NotFinite())) for file, good in zip(prepared, finite, strict=True) if not good
        ]
        found.append(vectors[finite])
    return np.concatenate(found), problems
