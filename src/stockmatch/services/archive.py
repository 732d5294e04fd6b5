"""Zip files of supplier images: listed without unpacking, unpacked once into the catalogue's own folder."""

import contextlib
import json
import shutil
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from stockmatch.core.catalogue import Problem
from stockmatch.core.errors import CatalogueError
from stockmatch.core.message import Message
from stockmatch.core.progress import Meter, Report, Stage
from stockmatch.imaging.decode import IMAGE_SUFFIXES, MAX_BYTES
from stockmatch.in_place import put_in_place
from stockmatch.store.files import UNWRITABLE, reason, write_json

MAX_UNPACKED = 8 * 2**30
"""Bytes that the images of a zip file may take unpacked."""

_SPARE = 2**29
_CHUNK = 2**20
_ENCRYPTED = 0x1
_UTF8 = 0x800
_MANIFEST = "unpacked.json"
DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError)
"""What reading a damaged zip file, or one packed in a way that Python does not know, raises."""

_RESERVED = set('<>:"|?*')


@dataclass(frozen=True)
class ZipListing:
    """What a zip file holds.

    Attributes:
        images: entry by relative path with forward slashes, sorted by path.
        others: number of files that are no images.
        problems: entries that were left out.
    """

    images: dict[str, zipfile.ZipInfo]
    others: int
    problems: tuple[Problem, ...]


def list_zip(source: Path) -> ZipListing:
    """List the images of a zip file.

    Raises:
        CatalogueError: if it is no zip file, all of it is encrypted, or it is too large unpacked.
    """
    with opened_zip(source) as archive:
        entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    images: dict[str, zipfile.ZipInfo] = {}
    problems: list[Problem] = []
    others = encrypted = 0
    for entry in entries:
        name = _name(entry)
        path = PurePosixPath(name)
        if any((part.startswith(".") and part != "..") or part == "__MACOSX" for part in path.parts):
            continue
        if path.suffix.lower() not in IMAGE_SUFFIXES:
            others += 1
            continue
        reason = _why_not(entry, path)
        encrypted += bool(entry.flag_bits & _ENCRYPTED)
        if reason is None and name in images:
            reason = Message("Another file of the zip has the same name; the last one counts.")
            images[name] = entry
        if reason is not None:
            problems.append(Problem(f"{source.name}: {name}", reason))
        else:
            images[name] = entry
    if encrypted and not images:
        raise CatalogueError(
            Message(
                "{file} is encrypted. Unpack it with its password and open the folder that comes of it.",
                file=source.name,
            )
        )
    size = sum(entry.file_size for entry in images.values())
    if size > MAX_UNPACKED:
        raise CatalogueError(
            Message(
                "The images of {file} would take {size:.1f} GB unpacked, more than the {most:.1f} GB "
                "that are unpacked here. Unpack it yourself and open the folder.",
                file=source.name,
                size=size / 1e9,
                most=MAX_UNPACKED / 1e9,
            )
        )
    return ZipListing(dict(sorted(images.items())), others, tuple(problems))


def unpack(source: Path, folder: Path, report: Report) -> tuple[Problem, ...]:
    """Bring ``folder`` up to date with the images of a zip file; what is there already is not written again.

    Returns:
        Entries that could not be unpacked, those of the listing included.

    Raises:
        CatalogueError: as ``list_zip``, and if there is not enough room on the disk.
        Cancelled: when the report does; what is unpacked is kept.
    """
    listing = list_zip(source)
    manifest = folder.with_name(_MANIFEST)
    known = _known(manifest)
    wanted = {name: [entry.CRC, entry.file_size] for name, entry in listing.images.items()}
    todo = [name for name, mark in wanted.items() if known.get(name) != mark or not (folder / name).is_file()]
    problems = list(listing.problems)
    meter = Meter(report, Stage.UNPACKING, len(todo))
    done = {name: mark for name, mark in known.items() if wanted.get(name) == mark}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _check_room(source, folder, sum(wanted[name][1] for name in todo))
        for gone in known.keys() - wanted.keys():
            (folder / gone).unlink(missing_ok=True)
        try:
            with opened_zip(source) as archive:
                for name in todo:
                    problem = _extracted(archive, listing.images[name], folder / name)
                    if problem is None:
                        done[name] = wanted[name]
                    else:
                        problems.append(Problem(f"{source.name}: {name}", problem))
                    meter.advance(1)
        finally:
            if todo or known.keys() - wanted.keys():
                write_json(manifest, done)
    except OSError as error:
        raise CatalogueError(
            Message(
                "{file} cannot be unpacked into {folder} ({reason}). Make room, or unpack it yourself "
                "and open the folder.",
                file=source.name,
                folder=folder,
                reason=reason(error),
            )
        ) from error
    return tuple(problems)


@contextlib.contextmanager
def opened_zip(source: Path) -> Iterator[zipfile.ZipFile]:
    """Open a zip file. Raises CatalogueError if it is none, or may not be read."""
    try:
        archive = zipfile.ZipFile(source)
    except DAMAGE as error:
        raise CatalogueError(
            Message("{file} is damaged or no zip file. Fetch it again, or open a folder.", file=source.name)
        ) from error
    except OSError as error:
        raise CatalogueError(
            Message(
                "{file} may not be read ({reason}). Check your rights.",
                file=source.name,
                reason=error.strerror or error,
            )
        ) from error
    with archive:
        yield archive


def _name(entry: zipfile.ZipInfo) -> str:
    """The entry's path; some programs write UTF-8 without saying so."""
    name = entry.filename
    if not entry.flag_bits & _UTF8:
        with contextlib.suppress(UnicodeError):
            name = name.encode("cp437").decode("utf-8")
    return name.replace("\\", "/")


def _why_not(entry: zipfile.ZipInfo, path: PurePosixPath) -> str | None:
    if path.is_absolute() or ".." in path.parts or any(_RESERVED & set(part) for part in path.parts):
        return Message("Its name leads out of the zip's own folder, or cannot be used; it was left out.")
    if entry.flag_bits & _ENCRYPTED:
        return Message("It is encrypted and was left out. Unpack the zip with its password and open the folder.")
    if entry.file_size > MAX_BYTES:
        return Message(
            "It would take {size:.1f} GB unpacked, more than a picture can; it was left out.",
            size=entry.file_size / 1e9,
        )
    return None


def _known(manifest: Path) -> dict[str, list[int]]:
    try:
        content = json.loads(manifest.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}


def _check_room(source: Path, folder: Path, size: int) -> None:
    free = shutil.disk_usage(folder).free
    if size + _SPARE > free:
        raise CatalogueError(
            Message(
                "The images of {file} take {size:.1f} GB unpacked, and {free:.1f} GB are free on the "
                "disk. Make room, or choose another data folder with --data-dir.",
                file=source.name,
                size=size / 1e9,
                free=free / 1e9,
            )
        )


def _extracted(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, target: Path) -> str | None:
    """Write one entry, whole or not at all; returns what is wrong with it. The zip module stops at the listing's size.

    Raises OSError if nothing at all can be written.
    """
    temporary = target.with_name(f".{target.name}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with archive.open(entry) as packed, temporary.open("wb") as file:
            shutil.copyfileobj(packed, file, _CHUNK)
        put_in_place(temporary, target)
    except DAMAGE as error:
        return Message("It cannot be unpacked ({reason}).", reason=error)
    except OSError as error:
        if error.errno in UNWRITABLE:
            raise
        return Message("It cannot be unpacked ({reason}).", reason=error.strerror)
    finally:
        with contextlib.suppress(OSError):  # of a name that cannot be one here
            temporary.unlink(missing_ok=True)
    return None
