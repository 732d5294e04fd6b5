"""What a catalogue can be opened from: a folder of images, a zip file of them, or a table beside images."""

import zipfile
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from stockmatch.core.catalogue import Grouping, Preview, Problem, group_files
from stockmatch.core.errors import CatalogueError, UnreadableImage
from stockmatch.core.message import Message
from stockmatch.core.progress import Meter, Progress, Report, Stage
from stockmatch.core.table import TABLE_SUFFIXES, ZIP_SUFFIX
from stockmatch.imaging.decode import check_head
from stockmatch.services import scan
from stockmatch.services.archive import DAMAGE, list_zip, opened_zip, unpack
from stockmatch.services.scan import FoundFile
from stockmatch.store.library import CatalogueEntry

UNPACKED = "unpacked"
"""Folder beside a catalogue's database for the images of a zip file."""

Grouper = Callable[[Collection[str]], tuple[Grouping, tuple[Problem, ...]]]


class SourceKind(StrEnum):
    FOLDER = "folder"
    ZIP = "zip"
    TABLE = "table"


@dataclass(frozen=True)
class Listing:
    """What is to be indexed.

    Attributes:
        source: the folder or zip file of the images, as the person knows it.
        folder: where the images lie.
        files: the images, sorted by path.
        problems: what was left out.
        group: makes products of the paths that could be read, and says what is wrong then.
        digest: of all images that lie in the folder, as ``scan.digest_of``.
    """

    source: Path
    folder: Path
    files: tuple[FoundFile, ...]
    problems: tuple[Problem, ...]
    group: Grouper
    digest: str = ""


def kind_of(source: Path) -> SourceKind:
    """What a path is, by its ending where it is a file.

    Raises:
        CatalogueError: if it is none of them, is gone, or may not be read; says what to do.
    """
    suffix = source.suffix.lower()
    if suffix not in TABLE_SUFFIXES | {ZIP_SUFFIX}:
        scan.check(source)
        return SourceKind.FOLDER
    try:
        is_folder, is_file = source.is_dir(), source.is_file()
    except OSError as error:  # in a folder that may not be entered, or of a name that is too long
        raise CatalogueError(
            Message(
                "{file} may not be read ({reason}). Check your rights.", file=source, reason=error.strerror or error
            )
        ) from error
    if is_folder:
        scan.check(source)
        return SourceKind.FOLDER
    if not is_file:
        raise CatalogueError(
            Message(
                "The file {source} is not there. Was it moved or its drive unplugged? Locate it again.", source=source
            )
        )
    return SourceKind.ZIP if suffix == ZIP_SUFFIX else SourceKind.TABLE


def is_there(source: Path, report: Report) -> bool:
    """Whether a file is there, or a folder with an image: an unplugged drive may leave its folder behind.

    Raises:
        Cancelled: when the report does.
    """
    try:
        return kind_of(source) is not SourceKind.FOLDER or bool(scan.scan(source, report).files)
    except (OSError, CatalogueError):
        return False


def preview(source: Path, report: Report) -> Preview:
    """How the images of a folder or zip file would be grouped. Raises CatalogueError, Cancelled."""
    if kind_of(source) is SourceKind.FOLDER:
        return scan.preview(source, report)
    report(Progress(Stage.SCANNING))
    listing = list_zip(source)
    return Preview(str(source), group_files(listing.images), group_files(listing.images, enabled=False), listing.others)


def list_images(source: Path, entry: CatalogueEntry, *, group_images: bool, report: Report) -> Listing:
    """The images of a folder, or of a zip file or workbook after unpacking it into the catalogue's own folder.

    Raises:
        CatalogueError: folder or file gone, unreadable, encrypted, too large.
        Cancelled: when the report does.
    """
    folder = source
    problems: tuple[Problem, ...] = ()
    if kind_of(source) is not SourceKind.FOLDER:
        folder = entry.folder / UNPACKED
        problems = unpack(source, folder, report)
    found = scan.scan(folder, report)

    def group(paths: Collection[str]) -> tuple[Grouping, tuple[Problem, ...]]:
        return group_files(paths, enabled=group_images), ()

    return Listing(source, folder, found.files, (*problems, *found.problems), group, scan.digest_of(found.files))


@dataclass(frozen=True)
class ImageSet:
    """Image files that can be looked at without being unpacked.

    Attributes:
        source: folder, zip file or workbook, which is a zip file too.
        paths: relative, forward slashes.
        problems: what could not be listed.
    """

    source: Path
    paths: tuple[str, ...]
    problems: tuple[Problem, ...]

    def unreadable(self, paths: Collection[str], report: Report) -> Iterator[Problem]:
        """Those of the files that are plainly no pictures. Raises Cancelled when the report does."""
        meter = Meter(report, Stage.SCANNING, len(paths))
        with self._opener() as opened:
            for path in paths:
                try:
                    opened(path)
                except UnreadableImage as error:
                    yield Problem(path, error.message)
                meter.advance(1)

    @contextmanager
    def _opener(self) -> Iterator[Callable[[str], None]]:
        if self.source.is_dir():
            yield self._check_file
            return
        entries = list_zip(self.source).images
        with opened_zip(self.source) as archive:
            yield lambda path: _check_entry(archive, entries[path])

    def _check_file(self, path: str) -> None:
        try:
            with (self.source / path).open("rb") as file:
                check_head(file)
        except OSError as error:
            raise UnreadableImage(Message("It cannot be read ({reason}).", reason=error.strerror or error)) from error


def _check_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    try:
        with archive.open(entry) as file:
            check_head(file)
    except (OSError, *DAMAGE) as error:
        raise UnreadableImage(Message("It cannot be unpacked ({reason}).", reason=error)) from error


def image_set(source: Path, report: Report) -> ImageSet:
    """The images of a folder, zip file or workbook. Raises CatalogueError, Cancelled."""
    if kind_of(source) is not SourceKind.FOLDER:
        report(Progress(Stage.SCANNING))
        listing = list_zip(source)
        return ImageSet(source, tuple(listing.images), listing.problems)
    found = scan.scan(source, report)
    return ImageSet(source, tuple(file.path for file in found.files), found.problems)


def beside(table: Path, report: Report) -> Path:
    """Where a table's images are looked for: its folder; if that has none, the only zip file in it."""
    folder = table.parent
    if not scan.scan(folder, report).files:
        archives = sorted(folder.glob("*.zip"))
        if len(archives) == 1:
            return archives[0]
    return folder


def only(listing: Listing, paths: Collection[str]) -> Listing:
    """The same with these files alone."""
    return replace(listing, files=tuple(file for file in listing.files if file.path in paths))
