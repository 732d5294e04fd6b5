"""A study of backbones on photos whose answers are known: reads the set, computes, writes the report."""

import hashlib
import time
from collections.abc import Mapping
from pathlib import Path

from stockmatch.core.catalogue import Problem, group_files
from stockmatch.core.errors import StudyFailed, UnreadableImage
from stockmatch.core.message import Message, joined
from stockmatch.core.progress import Meter, Progress, Report, Stage
from stockmatch.core.study import StudyRequest, StudyResult
from stockmatch.imaging.decode import decode
from stockmatch.services import scan
from stockmatch.services.evaluation import Pairs, read_pairs
from stockmatch.services.study_parts import PartFolder
from stockmatch.store.files import write_atomically
from stockmatch.store.library import resolved
from stockmatch.study.material import Material
from stockmatch.study.report import Conditions, write_report
from stockmatch.study.run import Runner

_SMALL_SIDE = 64


def study(request: StudyRequest, report: Report) -> StudyResult:
    """Compute what is not in the folder yet, and write ``report.html``, figures and tables into it.

    Raises:
        CatalogueError: if the folder or the file of right answers cannot be read.
        StudyFailed: with fewer than two products, with no photo to judge, or if the folder for the report cannot be
            written to or lies in the catalogue.
        DeviceUnusable: if CUDA was asked for and cannot be used.
        Cancelled: when the report does; finished parts are kept.
    """
    started = time.monotonic()
    out = Path(request.out)
    if request.weights_dir is not None:
        _check_weights(Path(request.weights_dir))
    if resolved(out).is_relative_to(resolved(Path(request.source))):
        raise StudyFailed(
            Message(
                "{out} lies in the catalogue's folder, where figures would count as products. Choose "
                "another with --out.",
                out=out,
            )
        )
    parts = PartFolder(out / "parts")
    material = read_material(Path(request.source), read_pairs(Path(request.pairs)), report)
    runner = Runner(material, request, parts, report)
    findings = runner.run()
    report(Progress(Stage.SAVING))
    seconds = time.monotonic() - started
    conditions = Conditions(request, runner.choice.name, runner.repeats, runner.reused, tuple(parts.damaged), seconds)
    written = write_report(material, findings, conditions, report)
    try:
        for name, data in written.files.items():
            write_atomically(out / name, data)
    except OSError as error:
        raise StudyFailed(
            Message("The report cannot be written to {out} ({reason}).", out=out, reason=error.strerror or error)
        ) from error
    return StudyResult(
        report=str(out / "report.html"),
        tables=written.tables,
        photos=len(material.photos),
        products=len(material.products),
        unavailable=dict(findings.unavailable),
        skipped=material.skipped,
        reused=runner.reused,
        seconds=time.monotonic() - started,
    )


def _check_weights(folder: Path) -> None:
    try:
        there = folder.is_dir()
    except OSError as error:  # in a folder that may not be entered, or of a name that is too long
        raise StudyFailed(
            Message(
                "{file} may not be read ({reason}). Check your rights.", file=folder, reason=error.strerror or error
            )
        ) from error
    if not there:
        raise StudyFailed(
            Message("The folder {folder} is not there. It should hold files like resnet50.pth.", folder=folder)
        )


def read_material(source: Path, pairs: Pairs, report: Report) -> Material:
    """Look at every file of the set once; what cannot be read is listed and left out.

    Raises:
        CatalogueError: if the folder cannot be listed.
        StudyFailed: with fewer than two products, or no photo to judge.
        Cancelled: when the report does.
    """
    found = scan.scan(source, report)
    photos = {name: pairs.folder / name for name in pairs.accepted}
    meter = Meter(report, Stage.SCANNING, len(found.files) + len(photos))
    problems = [*found.problems, *pairs.skipped]
    digest = hashlib.sha256()
    readable = set()
    for file in found.files:
        if _look(source / file.path, file.path, problems, digest):
            readable.add(file.path)
        meter.advance(1)
    products = group_files(sorted(readable)).products
    if len(products) < 2:
        what = Message(
            "Products that can be read in {source}: {count}. A study needs at least two, or every answer is right.",
            source=source,
            count=len(products),
        )
        raise StudyFailed(_with_first(what, problems))
    files = [(source / image.path).resolve() for product in products for image in product.images]
    owner = [index for index, product in enumerate(products) for _ in product.images]
    product_of = dict(zip(files, owner, strict=True))
    names, paths, truth = [], [], []
    for name, answers in pairs.accepted.items():
        right = frozenset(product_of[answer] for answer in answers if answer in product_of)
        if not right:
            problems.append(
                Problem(
                    name,
                    Message(
                        "{file} is not among the readable images of {source}.", file=answers[0].name, source=source
                    ),
                )
            )
        elif _look(photos[name], name, problems, digest):
            names.append(name)
            paths.append(photos[name])
            truth.append(right)
            digest.update(f"{sorted(right)}".encode())
        meter.advance(1)
    if not paths:
        raise StudyFailed(_with_first(Message("No photo could be judged."), problems))
    digest.update("\n".join(product.key for product in products).encode())
    return Material(
        tuple(files),
        tuple(owner),
        tuple(product.sku for product in products),
        tuple(paths),
        tuple(names),
        tuple(truth),
        digest.hexdigest(),
        tuple(problems),
    )


def _look(path: Path, name: str, problems: list[Problem], digest: "hashlib._Hash") -> bool:
    """Whether a picture can be decoded whole; its bytes go into the digest."""
    try:
        decode(path, _SMALL_SIDE)
        digest.update(name.encode("utf-8", "surrogateescape"))
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    except UnreadableImage as error:
        problems.append(Problem(name, error.message))
        return False
    except OSError as error:
        problems.append(Problem(name, Message("It cannot be read ({reason}).", reason=error.strerror or error)))
        return False
    return True


def _with_first(what: Message, problems: list[Problem]) -> str:
    """What went wrong, and the first reason there is."""
    if not problems:
        return what
    first = Message("The first reason: {file}: {reason}", file=problems[0].file, reason=problems[0].reason)
    return joined(" ", (what, first))


def table_rows(result: StudyResult) -> Mapping[str, object]:
    """The result as the terminal prints it with ``--json``."""
    return {
        "report": result.report,
        "photos": result.photos,
        "products": result.products,
        "tables": {name: list(rows) for name, rows in result.tables.items()},
        "unavailable": dict(result.unavailable),
        "skipped": [{"file": problem.file, "reason": problem.reason} for problem in result.skipped],
        "reused_parts": result.reused,
        "seconds": result.seconds,
    }
