"""What this window has for itself, above all its catalogue: two windows must not decide on the photos of one queue."""

from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QLockFile

from stockmatch.core.errors import CatalogueError


class CatalogueInUse(CatalogueError):
    """Another window has the catalogue open.

    Attributes:
        name: the catalogue's.
    """

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


def lock(file: Path) -> QLockFile | None:
    """The lock of a file, None if another window has it; where none can be made there is no other window either."""
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
    found = QLockFile(str(file))
    found.setStaleLockTime(0)
    if not found.tryLock(0) and found.error() is QLockFile.LockError.LockFailedError:
        return None
    return found


class Claims:
    """Locks by catalogue. ``check`` and ``take`` read the data folder: not for the GUI thread."""

    def __init__(self, data_dir: Path) -> None:
        self._data_dir = data_dir
        self._locks: dict[str, QLockFile] = {}

    def check(self, source: str) -> None:
        """Raise CatalogueInUse if another window has the catalogue of a folder, zip file or table open."""
        from stockmatch.store.library import Library  # noqa: PLC0415 - not before the first paint

        entry = Library(self._data_dir).find(Path(source))
        if entry is not None and entry.id not in self._locks and self._file(entry.id).exists():
            found = lock(self._file(entry.id))
            if found is None:
                raise CatalogueInUse(entry.name)
            found.unlock()

    def take(self, catalogue_id: str, name: str) -> None:
        """Have a catalogue for this window alone. Raises CatalogueInUse if another one has it."""
        if catalogue_id not in self._locks:
            found = lock(self._file(catalogue_id))
            if found is None:
                raise CatalogueInUse(name)
            self._locks[catalogue_id] = found

    def has(self, catalogue_id: str) -> bool:
        """Whether this window has a catalogue."""
        return catalogue_id in self._locks

    def keep(self, catalogue_id: str) -> None:
        """Let go of all others; of every one where it is empty."""
        for other in [known for known in self._locks if known != catalogue_id]:
            self._locks.pop(other).unlock()

    def _file(self, catalogue_id: str) -> Path:
        return self._data_dir / "catalogues" / catalogue_id / "window.lock"
