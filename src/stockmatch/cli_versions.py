"""The command ``versions``: what tuned versions a catalogue has, exporting and importing them, and going to one."""

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import asdict

from stockmatch.cli_words import say
from stockmatch.core.errors import CatalogueError
from stockmatch.core.progress import Report
from stockmatch.core.tuning import ModelVersion
from stockmatch.services.engine import Engine


def versions(arguments: argparse.Namespace, engine: Engine, report: Report) -> Mapping[str, object]:
    """Do what was asked with the versions of the catalogue in service, then list them.

    Raises:
        CatalogueError: for a version that is not there.
        WeightsRefused, RecordsError: as the engine does.
    """
    if arguments.export:
        number, file = arguments.export
        if not number.isdecimal() or int(number) == 0:
            raise CatalogueError(f"{number!r} is no tuned version; without options, this command lists them.")
        engine.export_version(int(number), file, report)
        say(f"Version {number} written to {file}")
    if arguments.import_file is not None:
        found = engine.import_version(str(arguments.import_file), report)
        say(f"Imported as version {found.version}. It serves once you ask for it: --use {found.version}")
    if arguments.use is not None:
        serving = engine.serving
        engine.use_version(serving.store.entry.id, serving.model.base_id, arguments.use, report)
    listed = engine.versions(report)
    _list(listed)
    return {"versions": [asdict(version) for version in listed]}


def _list(listed: Sequence[ModelVersion]) -> None:
    for version in listed:
        words = "untuned" if version.version == 0 else f"version {version.version}, {version.created_at}"
        if version.before is not None and version.after is not None:
            words += "".join(
                f"   top-{k} error {100 * before:.1f} % -> {100 * after:.1f} %"
                for k, before, after in (
                    (1, version.before.top1_error, version.after.top1_error),
                    (5, version.before.top5_error, version.after.top5_error),
                )
            )
        if version.imported:
            words += f"   imported; measured elsewhere, on {version.measured_on}"
        say(f"{'*' if version.in_service else ' '} {words}")
