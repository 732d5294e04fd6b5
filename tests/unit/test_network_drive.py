"""A catalogue on a network drive that is lost in the middle: nothing waits for ever, and no part passes for the whole.

The drive is a real mount, where this system has one (sshfs on the loopback); what it does cannot be told by stand-ins.
"""

import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from network_drive import NetworkDrive, NotHere

from stockmatch.core.errors import Cancelled, CatalogueError
from stockmatch.core.progress import Progress, Stage, ignore
from stockmatch.core.ranking import MatchRequest
from stockmatch.core.settings import Settings
from stockmatch.services import indexing
from stockmatch.services.engine import Engine


@pytest.fixture
def drive(catalogue: Path, tmp_path: Path) -> Iterator[NetworkDrive]:
    (catalogue / "broken.jpg").unlink()
    for number in range(40):
        shutil.copy(catalogue / "A-100.png", catalogue / f"G{number:02}X.png")
    try:
        mounted = NetworkDrive(catalogue, tmp_path / "drive")
    except NotHere as reason:
        pytest.skip(str(reason))
    with mounted:
        yield mounted


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    return Engine(tmp_path / "data")


def after(images: int, then: Callable[[], object]) -> Callable[[Progress], None]:
    """Does something once, when so many images have been indexed."""
    pending = [then]

    def report(progress: Progress) -> None:
        if progress.stage is Stage.EMBEDDING and progress.done >= images and pending:
            pending.pop()()

    return report


def test_a_catalogue_on_a_network_drive_is_indexed_and_matched(engine: Engine, drive: NetworkDrive) -> None:
    snapshot = engine.open_catalogue(str(drive.folder), Settings(), ignore)
    assert len(snapshot.products) == 46
    assert not snapshot.problems
    found = engine.match(MatchRequest(str(drive.folder / "C-300.png")), ignore)
    assert found.candidates[0].sku == "C-300"


def test_a_connection_that_breaks_while_indexing_is_said_and_no_part_is_served(
    engine: Engine, drive: NetworkDrive, catalogue: Path
) -> None:
    with pytest.raises(CatalogueError, match="can no longer be read"):
        engine.open_catalogue(str(drive.folder), Settings(), after(16, drive.cut))
    with pytest.raises(CatalogueError, match="No catalogue is open"):
        _ = engine.serving
    again = engine.open_catalogue(str(catalogue), Settings(), ignore)
    assert len(again.products) == 46


def test_a_catalogue_whose_drive_is_lost_stays_in_service(engine: Engine, drive: NetworkDrive, tmp_path: Path) -> None:
    photo = shutil.copy(drive.folder / "C-300.png", tmp_path / "photo.png")
    whole = engine.open_catalogue(str(drive.folder), Settings(), ignore)
    drive.cut()
    with pytest.raises(CatalogueError, match=r"may not be read|is not there"):
        engine.open_catalogue(str(drive.folder), Settings(), ignore)
    assert engine.serving.snapshot == whole
    assert engine.match(MatchRequest(str(photo)), ignore).candidates[0].sku == "C-300"
    error = engine.match(MatchRequest(str(drive.folder / "B-200.png")), ignore).error
    assert error is not None
    assert "cannot be read from its disk or network folder" in error


def test_a_drive_that_does_not_answer_is_given_up_in_time(
    engine: Engine, drive: NetworkDrive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indexing, "_SILENT_SECONDS", 1.0)
    with pytest.raises(CatalogueError, match="has not answered for 1 seconds"):
        engine.open_catalogue(str(drive.folder), Settings(), after(16, drive.silence))


def test_indexing_from_a_drive_that_does_not_answer_can_be_cancelled(engine: Engine, drive: NetworkDrive) -> None:
    silent_since: list[float] = []

    def report(progress: Progress) -> None:
        if progress.stage is Stage.EMBEDDING and progress.done >= 16 and not silent_since:
            drive.silence()
            silent_since.append(time.monotonic())
        if silent_since and time.monotonic() > silent_since[0] + 1:
            raise Cancelled

    with pytest.raises(Cancelled):
        engine.open_catalogue(str(drive.folder), Settings(), report)
    assert time.monotonic() - silent_since[0] < indexing._SILENT_SECONDS / 2
