"""Features of images under one model on disk: append-only, readable after a power cut at any moment.

``keys`` holds one 64-character content hash and a newline per image, ``rows`` records of fixed size in the same order.
Rows are written and synced before their keys, so a row without a key is a torn append and is overwritten. Layout and
version are in the folder's name, so that two versions of Stockmatch never write the same file.
"""

import hashlib
import json
import os
import re
import shutil
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import BufferedReader
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from filelock import FileLock

from stockmatch.core.errors import RecordsError
from stockmatch.core.message import Message
from stockmatch.store.files import reason, write_json

_KEY_BYTES = 65
_KEY = re.compile(rb"[0-9a-f]{64}\n")
_UNUSED_SECONDS = 30 * 86_400
_LOCK_SECONDS = 60


class FeatureFile:
    """All known images of one model in one layout and version.

    Args:
        folder: of the model; made if absent. What other layouts and versions left in it is removed once nobody has
            opened it for 30 days: it can be rebuilt.
        dtype: the layout of a row.
        version: of what the rows mean.

    Raises:
        RecordsError: if the folder cannot be used.
    """

    def __init__(self, folder: Path, dtype: np.dtype[np.void], version: int) -> None:
        self._header: dict[str, object] = {"layout": str(dtype.descr), "version": version}
        self._folder = folder / hashlib.sha256(json.dumps(self._header).encode()).hexdigest()[:12]
        self._dtype = dtype
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._lock = FileLock(self._folder / "lock", timeout=_LOCK_SECONDS)
            with self._lock:
                self._prepare()
            for other in folder.iterdir():
                if other.is_dir() and other != self._folder and _unused(other):
                    shutil.rmtree(other, ignore_errors=True)
        except OSError as error:
            raise RecordsError(
                Message(
                    "The index folder {folder} cannot be used ({reason}).",
                    folder=folder,
                    reason=reason(error),
                )
            ) from error

    def _prepare(self) -> None:
        header = self._folder / "header.json"
        files = [self._folder / name for name in ("keys", "rows")]
        if not all(file.exists() for file in files) or _read_header(header) != self._header:
            for file in files:
                file.write_bytes(b"")
            write_json(header, self._header)
        os.utime(header)

    def load(self) -> dict[str, int]:
        """Content hash to row number of every image on disk. Raises RecordsError if the files are gone."""
        try:
            return {key: row for row, key in enumerate(self._keys())}
        except OSError as error:
            raise RecordsError(_unreadable(error.strerror or str(error))) from error

    def _keys(self) -> list[str]:
        """As far as they are whole; what stands behind a damaged one counts as never written."""
        data = (self._folder / "keys").read_bytes()
        count = min(len(data) // _KEY_BYTES, (self._folder / "rows").stat().st_size // self._dtype.itemsize)
        keys = []
        for start in range(0, count * _KEY_BYTES, _KEY_BYTES):
            line = _KEY.fullmatch(data, start, start + _KEY_BYTES)
            if line is None:
                break
            keys.append(line[0][:-1].decode("ascii"))
        return keys

    def rows(self, numbers: Sequence[int]) -> "Rows":
        """The images of these row numbers, read when they are asked for."""
        return Rows(self._folder / "rows", self._dtype, numbers)

    def append(self, keys: Sequence[str], rows: npt.NDArray[np.void]) -> None:
        """Add images and sync them to disk; a key that another process has added meanwhile is left as it is.

        Raises:
            RecordsError: if they could not be written, a full disk for example. What was there before stays good.
            ValueError: if shape or layout do not fit.
        """
        if rows.shape != (len(keys),) or rows.dtype != self._dtype:
            raise ValueError(f"{len(keys)} keys do not fit {rows.shape} rows of {rows.dtype}")
        try:
            with self._lock:
                known = self._keys()
                there = set(known)
                new = [number for number, key in enumerate(keys) if key not in there]
                self._write("rows", len(known) * self._dtype.itemsize, rows[new].tobytes())
                lines = "".join(f"{keys[number]}\n" for number in new)
                self._write("keys", len(known) * _KEY_BYTES, lines.encode("ascii"))
        except OSError as error:
            raise RecordsError(
                Message(
                    "The index could not be saved: {reason}. Make room on the disk and index again.",
                    reason=reason(error),
                )
            ) from error

    def _write(self, name: str, offset: int, data: bytes) -> None:
        with (self._folder / name).open("r+b") as file:
            file.truncate(offset)
            file.seek(offset)
            file.write(data)
            file.flush()
            os.fsync(file.fileno())


class Rows:
    """Some images of a ``FeatureFile``. Nothing is kept in memory and no file is kept open.

    Reading raises RecordsError where the file is gone or has become too short.

    Args:
        path: of the rows.
        dtype: the layout of a row.
        numbers: which rows, in order; repeats allowed.
    """

    def __init__(self, path: Path, dtype: np.dtype[np.void], numbers: Sequence[int]) -> None:
        self._path = path
        self._dtype = dtype
        self._numbers = numbers

    def __len__(self) -> int:
        return len(self._numbers)

    def __getitem__(self, place: int) -> np.void:
        with self._opened() as file:
            row: np.void = self._read(file, self._numbers[place], 0, self._dtype)[0]
            return row

    def column(self, name: str, first: int | None = None) -> npt.NDArray[Any]:
        """One field of all rows, shape (rows, *the field's); with ``first`` that many along the field's first axis."""
        fields = self._dtype.fields
        assert fields is not None
        kind, offset = fields[name][:2]
        if first is not None:
            kind = np.dtype((kind.base, (min(first, kind.shape[0]), *kind.shape[1:])))
        found = np.empty((len(self), *kind.shape), kind.base)
        with self._opened() as file:
            for place, number in enumerate(self._numbers):
                found[place] = self._read(file, number, offset, kind).reshape(kind.shape)
        return found

    @contextmanager
    def _opened(self) -> Iterator[BufferedReader]:
        try:
            with self._path.open("rb") as file:
                yield file
        except OSError as error:
            raise RecordsError(_unreadable(error.strerror or str(error))) from error

    def _read(self, file: BufferedReader, number: int, offset: int, kind: np.dtype[Any]) -> npt.NDArray[Any]:
        file.seek(number * self._dtype.itemsize + offset)
        data = file.read(kind.itemsize)
        if len(data) < kind.itemsize:
            raise RecordsError(_unreadable(Message("it is shorter than it was")))
        return np.frombuffer(data, kind.base)


def _unreadable(reason: str) -> str:
    return Message("The catalogue's index cannot be read ({reason}). Index the catalogue again.", reason=reason)


def _unused(folder: Path) -> bool:
    """Whether nothing in a folder was made, written or opened for long."""
    try:
        newest = max((file.stat().st_mtime for file in folder.iterdir()), default=folder.stat().st_mtime)
    except OSError:
        return False
    return time.time() - newest > _UNUSED_SECONDS


def _read_header(path: Path) -> object:
    try:
        return json.loads(path.read_text("utf-8"))
    except (FileNotFoundError, ValueError):
        return None
