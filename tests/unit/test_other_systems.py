"""What only Windows and macOS say or refuse, told here by stand-ins."""

import errno
from pathlib import Path

import pytest

from stockmatch.core.errors import CatalogueError
from stockmatch.core.progress import ignore
from stockmatch.services.engine import Engine
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
