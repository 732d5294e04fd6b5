"""A small disk of its own, mounted where the system lets us: full and read-only as no stand-in can be."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


class Disk:
    """A file system in memory.

    Args:
        folder: where it lies; mounted already.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._filling = folder / "filling"

    def fill(self) -> None:
        """Leave not one byte of room."""
        with self._filling.open("ab", buffering=0) as file:
            for size in (1 << 16, 1 << 12, 1):
                try:
                    while file.write(b"x" * size) == size:
                        pass
                except OSError:
                    continue

    def free(self) -> None:
        """Give the room back."""
        self._filling.unlink()

    def protect(self) -> None:
        """Allow nothing to be written any more."""
        mount("--bind", self.folder, self.folder)  # a mount of its own: in this one files are open for writing
        mount("-o", "remount,bind,ro", self.folder)

    def allow(self) -> None:
        """Allow writing again."""
        subprocess.run(["umount", "-l", str(self.folder)], check=True)


def mount(*arguments: str | Path) -> None:
    """Raises CalledProcessError."""
    subprocess.run(["mount", *map(str, arguments)], check=True, capture_output=True)


@contextmanager
def mounted(folder: Path, megabytes: int = 24) -> Iterator[Disk]:
    """A disk at ``folder``, which is made; the test is skipped where none may be mounted."""
    folder.mkdir()
    try:
        mount("-t", "tmpfs", "-o", f"size={megabytes}m", "none", folder)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("this system lets us mount no disk")
    try:
        yield Disk(folder)
    finally:
        while folder.is_mount():
            subprocess.run(["umount", "-l", str(folder)], check=True)
