"""The commands without a window: thin over the services. ``--json`` alone goes to standard output."""

import argparse
import json
import os
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import asdict, replace
from pathlib import Path

from stockmatch import cli_tables, cli_versions, paths
from stockmatch.cli_matches import told_match
from stockmatch.cli_progress import Clock, ProgressLine, TuneProgress
from stockmatch.cli_words import say
from stockmatch.core.catalogue import Problem, Snapshot
from stockmatch.core.errors import CatalogueError, StockmatchError, WeightsMissing, WeightsRefused
from stockmatch.core.evaluation import gain, mean_reciprocal_rank, sign_test, top_k_error
from stockmatch.core.exporting import ExportRequest, Template
from stockmatch.core.message import counted
from stockmatch.core.model import CLASSIC, Device
from stockmatch.core.progress import Report
from stockmatch.core.ranking import MatchRequest
from stockmatch.core.settings import Settings
from stockmatch.core.study import StudyRequest
from stockmatch.ending import EXIT_CANCELLED, EXIT_DONE, EXIT_FAILED
from stockmatch.matching.fusion import KINDS, Fusion
from stockmatch.services import sources
from stockmatch.services.engine import Engine
from stockmatch.services.evaluation import Pipeline, Protocol, evaluate, read_pairs
from stockmatch.services.exporting import export, preview_export
from stockmatch.store.files import reason
from stockmatch.store.library import Library
from stockmatch.store.records import SqliteRecords
from stockmatch.store.settings_file import SettingsFile

Command = Callable[[argparse.Namespace], Mapping[str, object]]


class _InVain(StockmatchError):
    """Nothing that was asked for could be done.

    Attributes:
        result: says why, of each part.
    """

    def __init__(self, message: str, result: Mapping[str, object]) -> None:
        super().__init__(message)
        self.result = result


def run(arguments: argparse.Namespace) -> int:
    """Run a parsed command; returns the exit code. ``KeyboardInterrupt`` is a cancel."""
    command = _COMMANDS[arguments.command]
    result: Mapping[str, object]
    try:
        result, code = command(arguments), EXIT_DONE
    except KeyboardInterrupt:
        say("Cancelled. What was finished is kept.")
        return EXIT_CANCELLED
    except StockmatchError as error:
        say(f"stockmatch: {error}")
        told = error.result if isinstance(error, _InVain) else {}
        result, code = {**told, "error": str(error)}, EXIT_FAILED
    if arguments.json and not _print_json(result):
        code = EXIT_FAILED
    return code


def _print_json(content: Mapping[str, object]) -> bool:
    """In ASCII, which arrives whole through every terminal's and pipe's encoding; whether it could be written."""
    try:
        print(json.dumps(content, indent=2), flush=True)
    except BrokenPipeError:
        raise
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or the program's end would try it again
        say(f"stockmatch: The result could not be written: {reason(error)}.")
        return False
    return True


def _data_dir(arguments: argparse.Namespace) -> Path:
    return (arguments.data_dir or paths.default_data_dir()).absolute()


def _settings(arguments: argparse.Namespace) -> Settings:
    settings, message = SettingsFile(_data_dir(arguments) / "settings.json").load()
    if message:
        say(message)
    if arguments.backbone:
        settings = replace(settings, backbone=arguments.backbone)
    if arguments.weights:
        if settings.backbone == CLASSIC:
            raise WeightsRefused("Classic needs no weights. Name the backbone of the file with --backbone.")
        own = {settings.backbone: str(arguments.weights.absolute())}
        settings = replace(settings, weights_files=own)
    if arguments.device:
        settings = replace(settings, device=Device(arguments.device))
    return settings


def _open(arguments: argparse.Namespace, report: Report) -> tuple[Engine, Snapshot, float]:
    """The engine with SOURCE in service, its snapshot, and how long indexing took in seconds."""
    settings = _settings(arguments)
    engine = Engine(_data_dir(arguments), frozen=arguments.frozen, seed=arguments.seed)
    table = cli_tables.planned(engine, arguments, report)
    if table is not None and cli_tables.options_given(arguments):
        engine.plan_import(str(arguments.source.absolute()), table[1], report)
    started = time.monotonic()
    try:
        snapshot = engine.open_catalogue(str(arguments.source.absolute()), settings, report)
    except WeightsMissing as missing:
        say(f"{missing} Downloading them …")
        engine.download_weights(settings.backbone, report)
        started = time.monotonic()
        snapshot = engine.open_catalogue(str(arguments.source.absolute()), settings, report)
    seconds = time.monotonic() - started
    if isinstance(report, ProgressLine):
        report.clear()
    for problem in snapshot.problems:
        say(f"Skipped {problem.file}: {problem.reason}")
    for duplicate in snapshot.duplicates:
        folders = ", ".join(folder or "." for folder in duplicate.folders)
        say(f"SKU {duplicate.sku} is in several folders and kept apart: {folders}")
    return engine, snapshot, seconds


def _problems(problems: Sequence[Problem]) -> list[dict[str, str]]:
    return [asdict(problem) for problem in problems]


def _relocate(data_dir: Path, catalogue_id: str, source: Path) -> None:
    library, file = Library(data_dir), SettingsFile(data_dir / "settings.json")
    former = library.get(catalogue_id).source
    moved = library.relocate(catalogue_id, source).source
    settings, problem = file.load()
    if problem is None and (former in settings.inboxes or former in settings.grouping):
        file.save(settings.relocated(former, moved))


def _index(arguments: argparse.Namespace) -> Mapping[str, object]:
    if arguments.dry_run:
        return _dry_run(arguments, ProgressLine())
    if arguments.catalogue:
        sources.kind_of(arguments.source)
        _relocate(_data_dir(arguments), arguments.catalogue, arguments.source)
    _, snapshot, seconds = _open(arguments, ProgressLine())
    say(
        f"{counted(len(snapshot.products), 'product')}, {counted(snapshot.image_count, 'image')}, "
        f"{snapshot.new_images} embedded, {len(snapshot.problems)} skipped, {seconds:.1f} s, {snapshot.model_id}"
    )
    return {
        "catalogue_id": snapshot.catalogue_id,
        "catalogue_version": snapshot.version,
        "model_id": snapshot.model_id,
        "backbone": snapshot.backbone,
        "products": len(snapshot.products),
        "images": snapshot.image_count,
        "embedded": snapshot.new_images,
        "skipped": _problems(snapshot.problems),
        "duplicates": [asdict(duplicate) for duplicate in snapshot.duplicates],
        "seconds": seconds,
    }


def _dry_run(arguments: argparse.Namespace, report: ProgressLine) -> Mapping[str, object]:
    engine = Engine(_data_dir(arguments))
    table = cli_tables.planned(engine, arguments, report)
    if table is None:
        raise CatalogueError(f"{arguments.source} is no table; --dry-run checks a CSV or XLSX file.")
    check = engine.check_import(str(arguments.source.absolute()), table[1], report)
    report.clear()
    return cli_tables.say_check(check)


def _match(arguments: argparse.Namespace) -> Mapping[str, object]:
    report = ProgressLine()
    engine, snapshot, _ = _open(arguments, report)
    settings = engine.serving.settings
    while not engine.learn(settings.learn_photos, report).complete:
        pass
    k = arguments.k or settings.k
    photos = []
    for photo in arguments.photos:
        clock = Clock(report)
        found = engine.match(MatchRequest(str(photo), k, colour=settings.colour), clock)
        seconds = {"shortlist": clock.shortlist, "final": clock.now()}
        report.clear()
        photos.append({**told_match(photo, found), "seconds": seconds})
    result = {"model_id": snapshot.model_id, "photos": photos}
    if all(photo["error"] for photo in photos):
        raise _InVain("No photo could be matched.", result)
    return result


def _evaluate(arguments: argparse.Namespace) -> Mapping[str, object]:
    report = ProgressLine()
    pairs = read_pairs(arguments.pairs)
    engine, _, seconds = _open(arguments, report)
    result = evaluate(
        engine.serving,
        pairs,
        report,
        protocol=Protocol(arguments.protocol),
        pipeline=Pipeline(arguments.pipeline),
        colour=engine.serving.settings.colour,
        index_seconds=seconds,
    )
    report.clear()
    for problem in result.skipped:
        say(f"Skipped {problem.file}: {problem.reason}")
    ks = sorted(set(arguments.k))
    for k in ks:
        low, high = result.interval(k)
        say(f"top-{k} error {100 * result.error(k):5.1f} %   (95 %: {100 * low:.1f} to {100 * high:.1f})")
    for kind, ranks in result.alone.items():
        alone = "   ".join(f"top-{k} {100 * top_k_error(list(ranks.values()), k):5.1f} %" for k in ks)
        say(f"  {kind:9} alone   {alone}")
    mrr = mean_reciprocal_rank(list(result.ranks.values()))
    say(f"MRR {mrr:.3f}   {result.match_seconds / len(result.ranks):.2f} s a photo")
    return {
        "model_id": result.model_id,
        "backbone": result.backbone,
        "photos": len(result.ranks),
        "products": result.products,
        "top_k_error": {str(k): result.error(k) for k in ks},
        "top_k_error_ci95": {str(k): list(result.interval(k)) for k in ks},
        "pipeline": result.pipeline,
        "alone": {
            kind: {str(k): top_k_error(list(ranks.values()), k) for k in ks} for kind, ranks in result.alone.items()
        },
        "weights": _weights(engine.serving.matcher.fusion) if result.pipeline == Pipeline.FULL else None,
        "shortlist_recall": result.shortlist_recall,
        "mrr": mrr,
        "ranks": dict(result.ranks),
        "skipped": _problems(result.skipped),
        "seconds": {
            "index": result.index_seconds,
            "match": result.match_seconds,
            "per_photo": result.match_seconds / len(result.ranks),
        },
    }


def _weights(fusion: Fusion) -> dict[str, float]:
    return {kind.value: weight for kind, weight in zip(KINDS, fusion.weights, strict=True)}


def _tune(arguments: argparse.Namespace) -> Mapping[str, object]:
    report = TuneProgress()
    pairs = read_pairs(arguments.pairs) if arguments.pairs else None
    engine, _, _ = _open(arguments, report)
    colour = engine.serving.settings.colour
    pairs_before = evaluate(engine.serving, pairs, report, colour=colour) if pairs else None
    found = engine.tune(report)
    snapshot, kept = engine.serving.snapshot, found.version is not None
    if found.version is not None:
        snapshot = engine.keep_tuning(found.catalogue_id, found.version, report)
    report.clear()
    say(found.reason)
    result: dict[str, object] = {
        "kept": kept,
        "reason": found.reason,
        "model_id": snapshot.model_id,
        "steps": [asdict(step) for step in found.steps],
        "before": asdict(found.before),
        "after": asdict(found.after),
        "chosen_step": found.chosen_step,
        "products": found.products,
        "check_photos": found.check_photos,
        "seconds": found.seconds,
        "catalogue_version": found.catalogue_version,
        "own_photos": asdict(found.own) if found.own is not None else None,
    }
    if pairs is not None and pairs_before is not None:
        pairs_after = evaluate(engine.serving, pairs, report, colour=colour) if kept else pairs_before
        report.clear()
        photos = pairs_before.ranks.keys() & pairs_after.ranks.keys()
        won, lost = gain(*([judged.ranks[photo] for photo in photos] for judged in (pairs_before, pairs_after)))
        result["pairs"] = {
            name: {str(k): judged.error(k) for k in (1, 5)}
            for name, judged in (("before", pairs_before), ("after", pairs_after))
        } | {"top1": {"won": won, "lost": lost, "p_better": sign_test(won, lost), "p_worse": sign_test(lost, won)}}
        for k in (1, 5):
            say(f"top-{k} error {100 * pairs_before.error(k):.1f} % → {100 * pairs_after.error(k):.1f} %")
    return result


def _versions(arguments: argparse.Namespace) -> Mapping[str, object]:
    report = ProgressLine()
    engine, _, _ = _open(arguments, report)
    report.clear()
    return cli_versions.versions(arguments, engine, report)


def _study(arguments: argparse.Namespace) -> Mapping[str, object]:
    from stockmatch.services.study import study, table_rows  # noqa: PLC0415 - loads torch, SciPy and jinja2

    report = ProgressLine()
    request = StudyRequest(
        source=str(arguments.source.absolute()),
        pairs=str(arguments.pairs.absolute()),
        out=str(arguments.out.absolute()),
        weights_dir=str(arguments.weights_dir.absolute()) if arguments.weights_dir else None,
        backbones=arguments.backbones,
        steps=arguments.steps,
        random_steps=arguments.random_steps,
        repeats=arguments.repeats,
        faithful=arguments.faithful,
        seed=arguments.seed,
        device=Device(arguments.device),
    )
    result = study(request, report)
    report.clear()
    for problem in result.skipped:
        say(f"Skipped {problem.file}: {problem.reason}")
    for why in result.unavailable.values():
        say(f"Not had: {why}")
    for row in result.tables.get("before_training", []):
        if isinstance(row["top5"], float):
            say(f"{row['backbone']:18} top-5 error {100 * row['top5']:5.1f} % before training")
    size = f"{counted(result.photos, 'photo')}, {counted(result.products, 'product')}"
    say(f"{size}, {result.seconds:.0f} s. The report: {result.report}")
    return table_rows(result)


def _export(arguments: argparse.Namespace) -> Mapping[str, object]:
    library = Library(_data_dir(arguments))
    entry = library.find(arguments.source)
    if entry is None:
        raise CatalogueError(
            f"There are no decisions for {arguments.source}: it was never opened with this data folder."
        )
    report = ProgressLine()
    request = ExportRequest(
        str(arguments.out.absolute()),
        Template(arguments.template),
        str(arguments.photos.absolute()) if arguments.photos else None,
        arguments.photo_address,
        only_new=arguments.new_only,
        overwrite=arguments.overwrite,
        pictures=arguments.pictures,
        bom=not arguments.no_bom,
    )
    cli_tables.say_idle_options(request)
    with closing(SqliteRecords(entry)) as records:
        if arguments.preview:
            found = preview_export(records, request, report)
            shown = cli_tables.say_export(found)
            if found.fault:
                say(found.fault)
            return shown
        result = export(records, request, report)
    report.clear()
    for problem in result.problems:
        say(f"{problem.file}: {problem.reason}")
    photos = f", {counted(result.copied, 'photo')} copied, {result.kept} there already" if arguments.photos else ""
    say(f"{counted(result.rows, 'row')} written to {arguments.out}{photos}")
    return {
        "rows": result.rows,
        "file": str(arguments.out),
        "copied": result.copied,
        "kept": result.kept,
        "problems": _problems(result.problems),
    }


_COMMANDS: Mapping[str, Command] = {
    "index": _index,
    "match": _match,
    "evaluate": _evaluate,
    "tune": _tune,
    "versions": _versions,
    "study": _study,
    "export": _export,
}
