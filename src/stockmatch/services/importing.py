"""Catalogues from tables: look at a table, check what importing it would do, and list its images for indexing."""

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

from stockmatch.core.catalogue import Grouping, Problem
from stockmatch.core.columns import propose
from stockmatch.core.importing import NOTHING_FETCHED, Fetched, named_addresses, table_products
from stockmatch.core.message import Message
from stockmatch.core.progress import Progress, Report, Stage
from stockmatch.core.table import (
    AS_FOUND,
    Field,
    Finding,
    FindingKind,
    ImportCheck,
    ImportPlan,
    Reading,
    Table,
    TablePreview,
    WebPictures,
)
from stockmatch.services.sources import Listing, beside, image_set, list_images, only
from stockmatch.services.table_file import read_table
from stockmatch.services.web_pictures import fetch_pictures, stamped
from stockmatch.store.library import CatalogueEntry, Library
from stockmatch.store.plans import Plans

DOWNLOADED = "downloaded"
"""Folder beside a catalogue's database for pictures from the web."""

_SHOWN_ROWS = 100


class Importer:
    """Reads tables with the plans that are remembered in a data folder."""

    def __init__(self, data_dir: Path) -> None:
        self._library = Library(data_dir)
        self._plans = Plans(data_dir)

    def preview(self, source: Path, reading: Reading | None, images: str | None, report: Report) -> TablePreview:
        """A table's first rows and how it would be imported.

        Args:
            source: the table.
            reading: how it is to be read; None for as last time.
            images: folder or zip file of its images; None for as last time, else those beside it.
            report: told where it is.

        Raises:
            CatalogueError: if the table cannot be read.
            Cancelled: when the report does.
        """
        report(Progress(Stage.SCANNING))
        table, plan, known = self._planned(source, reading, report)
        if images is not None:
            plan = replace(plan, images=images)
        place = _place(source, table, plan, report)
        shown = replace(table, rows=table.rows[:_SHOWN_ROWS])
        return TablePreview(shown, len(table.rows), plan, known, str(place))

    def plan(self, source: Path, report: Report) -> ImportPlan:
        """How a table is imported: as last time, as the supplier's last table, or as proposed.

        Raises as ``preview``.
        """
        return self._planned(source, None, report)[1]

    def check(self, source: Path, plan: ImportPlan, report: Report) -> ImportCheck:
        """What importing a table would do; nothing is changed, no picture decoded.

        Raises:
            CatalogueError: if the table or the images' folder or zip file cannot be read, or no column holds the SKU.
            Cancelled: when the report does.
        """
        report(Progress(Stage.SCANNING))
        table = read_table(source, plan.reading)
        images = image_set(_place(source, table, plan, report), report)
        addresses = named_addresses(table, plan, images.paths)
        wanted = plan.web is not WebPictures.LEAVE_OUT
        found = table_products(
            table, plan, images.paths, Fetched({one: one for one in addresses}) if wanted else NOTHING_FETCHED
        )
        used = sorted({image.path for product in found.products for image in product.images} - set(addresses))
        unreadable = [*images.problems, *images.unreadable(used, report)]
        bad = {problem.file for problem in unreadable}
        good = [[image for image in product.images if image.path not in bad] for product in found.products]
        findings = [finding for finding in found.findings if finding.kind is not FindingKind.UNUSED_IMAGE]
        findings += [Finding(FindingKind.UNREADABLE, problem) for problem in unreadable]
        findings += [finding for finding in found.findings if finding.kind is FindingKind.UNUSED_IMAGE]
        return ImportCheck(sum(map(bool, good)), sum(map(len, good)), tuple(findings), len(addresses))

    def remember(self, source: Path, plan: ImportPlan) -> None:
        """Import a table so from now on, and propose it for tables with the same columns.

        Raises:
            CatalogueError: if the table cannot be read or the data folder not be written.
            RecordsError: if the plan cannot be saved.
        """
        table = read_table(source, plan.reading)
        self._plans.remember(self._library.find_or_create(source), table, plan)

    def listing(self, source: Path, entry: CatalogueEntry, report: Report) -> Listing:
        """The images of a table's products, ready to be indexed.

        Those of a zip file are unpacked; those on the web that are not here yet are downloaded if the plan says so.

        Raises:
            CatalogueError: as ``check``.
            Cancelled: when the report does.
        """
        table, plan, _ = self._planned(source, None, report)
        place = _place(source, table, plan, report)
        listing = list_images(place, entry, group_images=True, report=report)
        paths = [file.path for file in listing.files]
        fetched = NOTHING_FETCHED
        if plan.web is not WebPictures.LEAVE_OUT:
            addresses = named_addresses(table, plan, paths)
            fetched = fetch_pictures(addresses, entry.folder / DOWNLOADED, report, private=plan.web is WebPictures.ANY)
        found = table_products(table, plan, paths, fetched)
        named = {image.path for product in found.products for image in product.images}
        counted = {FindingKind.UNUSED_IMAGE, FindingKind.NOTE}
        problems = [finding.problem for finding in found.findings if finding.kind not in counted]
        unused = sum(finding.kind is FindingKind.UNUSED_IMAGE for finding in found.findings)
        if unused:
            problems.append(
                Problem(table.file, Message("Images that no row names were left out: {unused}.", unused=unused))
            )

        def group(readable: Collection[str]) -> tuple[Grouping, tuple[Problem, ...]]:
            there = set(readable)
            cut = [
                replace(product, images=tuple(image for image in product.images if image.path in there))
                for product in found.products
            ]
            lost = tuple(
                Problem(
                    table.file,
                    Message("SKU {sku} has no image that can be read, and cannot be matched.", sku=product.sku),
                )
                for product in cut
                if not product.images
            )
            without = (*found.without_image, *(product for product in cut if not product.images))
            return Grouping(tuple(product for product in cut if product.images), (), without), lost

        files = (*only(listing, named).files, *stamped(sorted(named & set(fetched.paths.values()))))
        return replace(listing, files=files, problems=(*listing.problems, *problems), group=group)

    def _planned(self, source: Path, reading: Reading | None, report: Report) -> tuple[Table, ImportPlan, bool]:
        """A table, how it is imported, and whether the person has said so for this very catalogue."""
        entry = self._library.find(source)
        if reading is None and entry is not None:
            reading = self._plans.reading(entry)
        table = read_table(source, reading or AS_FOUND)
        own = self._plans.of_catalogue(entry, table) if entry is not None else None
        remembered = own or self._plans.of_header(table)
        if remembered is not None:
            return table, replace(remembered, reading=reading or AS_FOUND), own is not None
        names = image_set(beside(source, report), report).paths
        return table, ImportPlan(propose(table, names), reading=reading or AS_FOUND), False


def _place(source: Path, table: Table, plan: ImportPlan, report: Report) -> Path:
    """Where a table's images are: where the plan says, else beside it, else in the workbook if they lie on its lines.

    Raises CatalogueError, Cancelled.
    """
    if plan.images is not None:
        return Path(plan.images)
    place = beside(source, report)
    if not any(row.pictures for row in table.rows):
        return place
    named = Field.SKU in plan.fields and table_products(table, plan, image_set(place, report).paths).products
    return place if named else source
