"""Listing a catalogue's folder."""

import hashlib
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePath

from stockmatch.core.catalogue import Preview, Problem, group_files, is_hidden
from stockmatch.core.errors import CatalogueError
from stockmatch.core.message import Message
from stockmatch.core.progress import Meter, Report, Stage
from stockmatch.core.table import OTHER_TABLE_SUFFIXES
from stockmatch.imaging.decode import IMAGE_SUFFIXES

MOST_WATCHED = 500
"""Systems allow only so many folders to be watched."""

_ACCESS_DENIED = 5
"""Windows' number."""


@dataclass(frozen=True)
class FoundFile:
    """An image file in the catalogue's folder.

    Attributes:
        path: relative, forward slashes.
        size: bytes.
        mtime_ns: time of the last change.
    """

    path: str
    size: int
    mtime_ns: int


@dataclass(frozen=True)
class Scan:
    """What a folder holds.

    Attributes:
        files: image files by their endings, sorted by path.
        others: number of files that are no images.
        problems: folders and files that could not be listed.
    """

    files: tuple[FoundFile, ...]
    others: int
    problems: tuple[Problem, ...]


def scan(source: Path, report: Report) -> Scan:
    """List image files below ``source``; hidden files and folders are passed over, links to folders not followed.

    Raises:
        CatalogueError: if the folder is gone, also in the middle, is a file, or may not be read.
        Cancelled: when the report does.
    """
    check(source)
    meter = Meter(report, Stage.SCANNING, 0)
    files: list[FoundFile] = []
    problems: list[Problem] = []
    failures: list[OSError] = []
    others = 0

    def unlisted(error: OSError) -> None:
        failures.append(error)
        problems.append(Problem(_relative(Path(error.filename), source), Message("This folder may not be read.")))

    for folder, names, entries in os.walk(source, onerror=unlisted):
        names[:] = sorted(name for name in names if not is_hidden(name))
        for entry in entries:
            if is_hidden(entry):
                continue
            path = Path(folder, entry)
            if path.suffix.lower() not in IMAGE_SUFFIXES:
                others += 1
                continue
            if not _is_text(str(path)):
                problem = Message("Its name has characters that cannot be stored. Rename it.")
                problems.append(Problem(_relative(path, source), problem))
                continue
            try:
                stat = path.stat()
            except OSError as error:
                failures.append(error)
                problems.append(
                    Problem(_relative(path, source), Message("It cannot be reached ({reason}).", reason=error.strerror))
                )
            else:
                files.append(FoundFile(_relative(path, source), stat.st_size, stat.st_mtime_ns))
        meter.advance(len(entries))
    if not all(_forbidden(error) for error in failures):
        check_connection(source, source / files[-1].path if files else None)
    return Scan(tuple(sorted(files, key=lambda file: file.path)), others, tuple(problems))


@dataclass(frozen=True)
class Fingerprint:
    """What a catalogue's files are like, to notice that they have changed.

    Attributes:
        digest: of the names, sizes and times of its images, and size and time of the table or zip file; empty if one is
            gone.
        folders: those that hold the images, absolute, at most ``MOST_WATCHED``; none if the images are gone.
    """

    digest: str
    folders: tuple[str, ...]


def fingerprint(source: Path, folder: Path, report: Report) -> Fingerprint:
    """What the files of ``source`` and of its images' ``folder`` are like now; what cannot be read is left out.

    Where no image is left nothing is: an unplugged drive may leave its folder behind.

    Raises:
        Cancelled: when the report does.
    """
    folders = [str(folder)]
    try:
        found = scan(folder, report)
    except (OSError, CatalogueError):
        return Fingerprint("", ())
    if not found.files:
        return Fingerprint("", ())
    folders += [str((folder / file.path).parent) for file in found.files]
    watched = tuple(dict.fromkeys(folders))[:MOST_WATCHED]
    try:
        return Fingerprint(digest_of(found.files) + stamp(source), watched)
    except OSError:
        return Fingerprint("", watched)


def digest_of(files: Iterable[FoundFile]) -> str:
    """Of the names, sizes and times of images."""
    digest = hashlib.sha256()
    for file in files:
        digest.update(f"{file.path} {file.size} {file.mtime_ns}\n".encode("utf-8", "replace"))
    return digest.hexdigest()


def stamp(source: Path) -> str:
    """Size and time of a table or zip file, nothing of a folder. Raises OSError if it is gone."""
    stat = source.stat()
    return "" if source.is_dir() else f" {stat.st_size} {stat.st_mtime_ns}"


def preview(source: Path, report: Report) -> Preview:
    """How the files of a folder would be grouped. Raises as ``scan`` does."""
    found = scan(source, report)
    paths = [file.path for file in found.files]
    return Preview(str(source), group_files(paths), group_files(paths, enabled=False), found.others)


def check(source: Path) -> None:
    """Raise CatalogueError, saying what to do, if ``source`` is no folder that can be listed."""
    if not _is_text(str(source)):
        raise CatalogueError(Message("The folder's name has characters that cannot be stored. Rename it and open it."))
    try:
        if not source.exists():
            raise CatalogueError(
                Message(
                    "The folder {source} is not there. Was it moved or its drive unplugged? Locate it again.",
                    source=source,
                )
            )
        if not source.is_dir() and source.suffix.lower() in OTHER_TABLE_SUFFIXES:
            raise CatalogueError(
                Message(
                    "{file} is a table of a kind that cannot be read here. Save it as .xlsx or .csv, and open that.",
                    file=source,
                )
            )
        if not source.is_dir():
            raise CatalogueError(
                Message("{source} is a file. Choose the folder that holds the supplier's images.", source=source)
            )
        next(iter(source.iterdir()), None)
    except OSError as error:
        raise CatalogueError(
            Message(
                "The folder {source} may not be read ({reason}). Ask for the right to open it, or copy it.",
                source=source,
                reason=error.strerror,
            )
        ) from error


def check_connection(folder: Path, file: Path | None) -> None:
    """Raise CatalogueError, saying what to do, if a folder's drive no longer answers.

    A part of a catalogue looks like a whole one: what is missing would be taken for "not in the catalogue".

    Args:
        folder: what could be listed a moment ago.
        file: in it, which could be read, or at least seen; a network drive may still answer for the folder from memory.
    """
    try:
        next(os.scandir(folder), None)
        if file is not None:
            with file.open("rb") as opened:
                opened.read(1)
    except OSError as error:
        if _forbidden(error):
            return
        raise CatalogueError(
            Message(
                "The folder {folder} can no longer be read ({reason}). Was its drive unplugged or the network lost? "
                "What was done is kept; open it again.",
                folder=folder,
                reason=error.strerror or error,
            )
        ) from error


def _forbidden(error: OSError) -> bool:
    """Whether rights are missing; of a drive that is not ready Windows makes a PermissionError too, WinError 21."""
    return isinstance(error, PermissionError) and getattr(error, "winerror", None) in (None, _ACCESS_DENIED)


def _is_text(name: str) -> bool:
    """Whether a name is text: on Linux it may be any bytes, as in Latin-1."""
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _relative(path: Path, source: Path) -> str:
    """Relative, with forward slashes and without characters that no database can store."""
    relative = PurePath(os.path.relpath(path, source)).as_posix()
    return relative.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
