"""The terminal's words about tables: options for one that is imported, what a check finds, what is exported."""

import argparse
from collections.abc import Mapping
from dataclasses import asdict, replace

from stockmatch.cli_words import say
from stockmatch.core.errors import CatalogueError
from stockmatch.core.exporting import ExportPreview, ExportRequest, Template
from stockmatch.core.message import counted
from stockmatch.core.progress import Report
from stockmatch.core.table import (
    IMAGES,
    Field,
    FindingKind,
    ImportCheck,
    ImportPlan,
    Reading,
    TablePreview,
    WebPictures,
)
from stockmatch.services.engine import Engine


def planned(engine: Engine, arguments: argparse.Namespace, report: Report) -> tuple[TablePreview, ImportPlan] | None:
    """How SOURCE is imported with the options given; None where it is no table.

    Raises:
        CatalogueError: for a column that is not there, or options for tables with another source.
    """
    source = str(arguments.source.absolute())
    found = engine.preview(source, report)
    if not isinstance(found, TablePreview):
        if options_given(arguments):
            raise CatalogueError(
                f"{arguments.source} is no table: --images, --column and the like go with CSV and XLSX."
            )
        return None
    if options_given(arguments):
        reading = _reading(arguments, found)
        images = str(arguments.images.absolute()) if arguments.images else None
        found = engine.preview_table(source, reading, images, report)
    plan = found.plan if arguments.web is None else replace(found.plan, web=WebPictures(arguments.web))
    for field, name in arguments.column:
        plan = _with_column(found, plan, field, name)
    for note in found.table.notes:
        say(note)
    taken = [f"{held} from “{column_name(found, column)}”" for column, held in enumerate(plan.fields) if held]
    columns = ", ".join(taken) or "no column is known"
    say(f"{found.table.file}: {counted(found.rows, 'row')}, {columns}; images in {found.images}")
    return found, plan


def _reading(arguments: argparse.Namespace, found: TablePreview) -> Reading:
    """How the table is to be read with the options given; prints which of them its kind of file does not know."""
    known, of_workbook = found.plan.reading, bool(found.table.sheets)
    _say_idle(
        ("--delimiter", arguments.delimiter and of_workbook, "a CSV file"),
        ("--encoding", arguments.encoding and of_workbook, "a CSV file"),
        ("--sheet", arguments.sheet and not of_workbook, "an XLSX file"),
    )
    header = False if arguments.no_header else known.header
    if of_workbook:
        return replace(known, header=header, sheet=arguments.sheet or known.sheet)
    return replace(
        known,
        header=header,
        delimiter=arguments.delimiter or known.delimiter,
        encoding=arguments.encoding or known.encoding,
    )


def options_given(arguments: argparse.Namespace) -> bool:
    """Whether any option for tables was given."""
    given = (
        arguments.images,
        arguments.column,
        arguments.delimiter,
        arguments.encoding,
        arguments.sheet,
        arguments.web,
    )
    return any(given) or arguments.no_header


def column_name(found: TablePreview, column: int) -> str:
    """A column's name, or its number from 1 where it has none."""
    header = found.table.header
    return header[column] if column < len(header) and header[column] else str(column + 1)


def say_check(check: ImportCheck) -> Mapping[str, object]:
    """Print what an import check found; returns it for JSON."""
    for finding in check.findings:
        say(f"{finding.problem.file}: {finding.problem.reason}")
    counts = {kind.value: check.count(kind) for kind in FindingKind}
    found = ", ".join(f"{kind}: {count}" for kind, count in counts.items() if count) or "nothing is wrong"
    if check.addresses:
        say(f"Named by their web address: {counted(check.addresses, 'picture')}.")
    size = f"{counted(check.products, 'product')}, {counted(check.images, 'image')}"
    say(f"{size}; {found}. Nothing was changed.")
    findings = [
        {
            "kind": finding.kind.value,
            "file": finding.problem.file,
            "reason": finding.problem.reason,
            "count": finding.count,
        }
        for finding in check.findings
    ]
    return {
        "products": check.products,
        "images": check.images,
        "counts": counts,
        "addresses": check.addresses,
        "findings": findings,
    }


def say_idle_options(request: ExportRequest) -> None:
    """Print which options that were given make no difference to an export."""
    addressed = request.photos is not None and request.template is not Template.DECISIONS
    _say_idle(
        ("--photo-address", request.address and not addressed, "--photos and another template than decisions"),
        ("--pictures", request.pictures and not request.with_pictures, "an XLSX table of decisions"),
        ("--no-bom", not request.bom and not request.bom_optional, "a CSV table of decisions"),
    )


def _say_idle(*options: tuple[str, object, str]) -> None:
    for option, idle, goes_with in options:
        if idle:
            say(f"{option} has no effect here: it goes with {goes_with}.")


def say_export(preview: ExportPreview) -> Mapping[str, object]:
    """Print what an export would write; returns it for JSON."""
    for row in (preview.table.columns, *preview.table.rows):
        say(*("" if cell is None else cell for cell in row))
    say(
        f"{counted(preview.rows, 'row')} from {counted(preview.decisions, 'decision')}. "
        f"Without a row in this template: {counted(preview.left_out, 'decided photo')}. "
        f"Exported before: {counted(preview.exported_before, 'decision')}. Nothing was written."
    )
    return asdict(preview)


def _with_column(found: TablePreview, plan: ImportPlan, field: Field, name: str) -> ImportPlan:
    """The plan with a column given to a field, which it takes from any other; a further image column is added."""
    keep = field in IMAGES and name
    fields = [None if held is field and not keep else held for held in plan.fields]
    fields += [None] * (found.table.width - len(fields))
    if name:
        fields[_column(found, name)] = field
    return replace(plan, fields=tuple(fields))


def _column(found: TablePreview, name: str) -> int:
    names = [column_name(found, column) for column in range(found.table.width)]
    same = [column for column, other in enumerate(names) if other.casefold() == name.casefold()]
    if same:
        return same[0]
    if name.isdigit() and 1 <= int(name) <= len(names):
        return int(name) - 1
    raise CatalogueError(f"{found.table.file} has no column “{name}”. It has: {', '.join(names)}.")
