"""Features of images under one model on disk: append-only, readable after a power cut at any moment.

``keys`` holds one 64-character content hash and a newline per image, ``rows`` records of fixed size in the same order.
Rows are written and synced before their keys, so a row without a key is a torn append and is overwritten.
"""

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from filelock import FileLock

from stockmatch.core.errors import RecordsError
from stockmatch.store.files import write_json

_KEY_BYTES = 65
_LOCK_SECONDS = 60


class FeatureFile:
    """All known images of one model.

    Args:
        folder: made if absent.
        dtype: the layout of a row.
        version: of what the rows mean. A file of another layout or version is rebuilt from nothing.
    """

    def __init__(self, folder: Path, dtype: np.dtype[np.void], version: int) -> None:
        self._version = version
        self._folder = folder
        self._dtype = dtype
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._lock = FileLock(folder / "lock", timeout=_LOCK_SECONDS)
            with self._lock:
                self._prepare()
        except OSError as error:
            raise RecordsError(f"The index folder {folder} cannot be used ({error.strerror or error}).") from error

    def _prepare(self) -> None:
        header = self._folder / "header.json"
        wanted = {"layout": str(self._dtype.descr), "version": self._version}
        files = [self._folder / name for name in ("keys", "rows")]
        if all(file.exists() for file in files) and _read_header(header) == wanted:
            return
        for file in files:
            file.write_bytes(b"")
        write_json(header, wanted)

    def load(self) -> dict[str, int]:
        """Content hash to row number of every image on disk."""
        return {key: row for row, key in enumerate(self._keys())}

    def _keys(self) -> list[str]:
        data = (self._folder / "keys").read_bytes()
        count = min(len(data) // _KEY_BYTES, (self._folder / "rows").stat().st_size // self._dtype.itemsize)
        starts = range(0, count * _KEY_BYTES, _KEY_BYTES)
        return [data[start : start + _KEY_BYTES - 1].decode("ascii") for start in starts]

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
            reason = error.strerror or str(error)
            raise RecordsError(
                f"The index could not be saved: {reason}. Make room on the disk and index again."
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
        with self._path.open("rb") as file:
            file.seek(self._numbers[place] * self._dtype.itemsize)
            row: np.void = np.frombuffer(file.read(self._dtype.itemsize), self._dtype)[0]
            return row

    def column(self, name: str) -> npt.NDArray[Any]:
        """One field of all rows, shape (rows, *the field's)."""
        fields = self._dtype.fields
        assert fields is not None
        kind, offset = fields[name][:2]
        found = np.empty((len(self), *kind.shape), kind.base)
        with self._path.open("rb") as file:
            for place, number in enumerate(self._numbers):
                file.seek(number * self._dtype.itemsize + offset)
                found[place] = np.frombuffer(file.read(kind.itemsize), kind.base).reshape(kind.shape)
        return found


def _read_header(path: Path) -> object:
    try:
        return json.loads(path.read_text("utf-8"))
    except (FileNotFoundError, ValueError):
        return None
