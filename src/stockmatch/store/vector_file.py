"""Vectors of one model on disk: append-only, readable after a power cut at any moment.

``keys`` holds one 64-character content hash and a newline per vector, ``vectors`` the float32 rows in the same order.
Rows are written and synced before their keys, so a row without a key is a torn append and is overwritten.
"""

import json
import os
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from filelock import FileLock

from stockmatch.core.errors import RecordsError
from stockmatch.core.vectors import Vectors
from stockmatch.store.files import write_json

_KEY_BYTES = 65
_LOCK_SECONDS = 60


class VectorFile:
    """All known vectors of one model.

    Args:
        folder: made if absent.
        dimension: length of a vector. A file of another dimension is rebuilt from nothing.
    """

    def __init__(self, folder: Path, dimension: int) -> None:
        self._folder = folder
        self._dimension = dimension
        self._row_bytes = 4 * dimension
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._lock = FileLock(folder / "lock", timeout=_LOCK_SECONDS)
            with self._lock:
                self._prepare()
        except OSError as error:
            raise RecordsError(f"The index folder {folder} cannot be used ({error.strerror or error}).") from error

    def _prepare(self) -> None:
        header = self._folder / "header.json"
        wanted = {"dimension": self._dimension, "dtype": "float32"}
        files = [self._folder / name for name in ("keys", "vectors")]
        if all(file.exists() for file in files) and _read_header(header) == wanted:
            return
        for file in files:
            file.write_bytes(b"")
        write_json(header, wanted)

    def load(self) -> dict[str, int]:
        """Content hash to row number of every vector on disk."""
        return {key: row for row, key in enumerate(self._keys())}

    def _keys(self) -> list[str]:
        data = (self._folder / "keys").read_bytes()
        count = min(len(data) // _KEY_BYTES, (self._folder / "vectors").stat().st_size // self._row_bytes)
        starts = range(0, count * _KEY_BYTES, _KEY_BYTES)
        return [data[start : start + _KEY_BYTES - 1].decode("ascii") for start in starts]

    def rows(self, numbers: Sequence[int]) -> Vectors:
        """The vectors of these row numbers, shape (len(numbers), dimension), in memory."""
        if not numbers:
            return np.empty((0, self._dimension), dtype=np.float32)
        count = (self._folder / "vectors").stat().st_size // self._row_bytes
        mapped = np.memmap(self._folder / "vectors", dtype="<f4", mode="r", shape=(count, self._dimension))
        return np.array(mapped[np.asarray(numbers)], dtype=np.float32)

    def append(self, keys: Sequence[str], vectors: Vectors) -> None:
        """Add vectors and sync them to disk; a key that another process has added meanwhile is left as it is.

        Raises:
            RecordsError: if they could not be written, a full disk for example. What was there before stays good.
            ValueError: if shapes do not fit.
        """
        if vectors.shape != (len(keys), self._dimension):
            raise ValueError(f"{len(keys)} keys of dimension {self._dimension} do not fit {vectors.shape}")
        try:
            with self._lock:
                known = self._keys()
                there = set(known)
                new = [number for number, key in enumerate(keys) if key not in there]
                self._write("vectors", len(known) * self._row_bytes, vectors[new].astype("<f4", copy=False).tobytes())
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


def _read_header(path: Path) -> object:
    try:
        return json.loads(path.read_text("utf-8"))
    except (FileNotFoundError, ValueError):
        return None
