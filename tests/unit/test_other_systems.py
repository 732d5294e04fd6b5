"""What only Windows and macOS say or refuse, told here by stand-ins."""

import errno
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from stockmatch.core.errors import CatalogueError
from stockmatch.core.progress import ignore
from stockmatch.services.engine import Engine
from stockmatch.services.scan import scan
from stockmatch.store.library import Library


def test_a_network_drive_that_is_lost_costs_no_more_than_itself(
    catalogue: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library, engine = Library(tmp_path / "data"), Engine(tmp_path / "data")
    known = library.find_or_create(catalogue)

    def lost(path: Path, **_options: object) -> Path:
        if path == catalogue:
            raise OSError(errno.EINVAL, "The network location cannot be reached", str(path))  # WinError 1231
        return path

    monkeypatch.setattr(Path, "resolve", lost)
    monkeypatch.setattr(Path, "exists", lost)
    assert library.find(catalogue) == known
    with pytest.raises(CatalogueError, match="network location"):
        engine.preview(str(catalogue), ignore)


def test_a_drive_that_is_not_ready_any_more_is_no_missing_right(
    catalogue: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As Windows says of a card reader without its card: a part of the catalogue would pass for the whole."""

    class NotReady(PermissionError):
        winerror = 21

    (catalogue / "winter").mkdir()
    listed, lost = os.scandir, []

    def until_winter(folder: str | Path) -> Iterator[os.DirEntry[str]]:
        lost.extend([True] if Path(folder).name == "winter" else [])
        if lost:
            raise NotReady(errno.EACCES, "The device is not ready", str(folder))
        return listed(folder)

    monkeypatch.setattr(os, "scandir", until_winter)
    with pytest.raises(CatalogueError, match="can no longer be read"):
        scan(catalogue, ignore)
    monkeypatch.setattr(NotReady, "winerror", 5)
    lost.clear()
    assert [problem.file for problem in scan(catalogue, ignore).problems] == ["winter"]
