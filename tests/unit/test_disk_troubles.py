"""A full disk, and one that may not be written: every command says so plainly, and nothing is half done."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from stockmatch import boot
from stockmatch.core.decisions import Choice, DecisionKind
from stockmatch.core.errors import CatalogueError, RecordsError, StockmatchError
from stockmatch.core.progress import ignore
from stockmatch.core.settings import Settings
from stockmatch.self_test import make_first_version
from stockmatch.services import archive
from stockmatch.store import database
from stockmatch.store.library import CatalogueEntry, Library
from stockmatch.store.records import SqliteRecords
from stockmatch.store.settings_file import SettingsFile
from tests.disk import Disk, mounted

SKIPPED = Choice(DecisionKind.SKIPPED)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    with mounted(tmp_path / "data", 8) as found:
        yield found


def said(capsys: pytest.CaptureFixture[str], *arguments: object) -> str:
    """What a command that must fail says, in one plain line."""
    assert boot.main([*map(str, arguments)]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    return line


def leave(disk: Disk, room: int) -> None:
    """Fill the disk but for so many bytes."""
    disk.fill()
    filling = disk.folder / "filling"
    os.truncate(filling, filling.stat().st_size - room)


def refusal(entry: CatalogueEntry) -> str:
    """Why a catalogue's records cannot be opened now: the disk is full; empty if they can."""
    try:
        SqliteRecords(entry).close()
    except StockmatchError as error:
        message = str(error)
    else:
        return ""
    assert "the disk is full" in message
    return message


@pytest.mark.parametrize("used_before", [False, True])
def test_every_command_names_a_data_folder_that_may_not_be_written(
    disk: Disk, used_before: bool, catalogue: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (catalogue / "broken.jpg").unlink()
    where = ("--data-dir", disk.folder)
    if used_before:
        assert boot.main(["index", str(catalogue), *map(str, where)]) == 0
    disk.protect()
    capsys.readouterr()
    commands: list[tuple[object, ...]] = [("index", catalogue), ("match", catalogue, catalogue / "A-100.png")]
    if used_before:
        commands.append(("export", catalogue, tmp_path / "out.csv"))
    for command in commands:
        line = said(capsys, *command, *where)
        assert str(disk.folder) in line
        assert "it may not be written" in line
        assert "--data-dir" in line
        assert "Errno" not in line


def test_indexing_on_a_full_disk_says_so_and_goes_on_when_there_is_room(
    disk: Disk, catalogue: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (catalogue / "broken.jpg").unlink()
    command = ("index", catalogue, "--data-dir", disk.folder)
    disk.fill()
    line = said(capsys, *command)
    assert "the disk is full" in line
    assert str(disk.folder) in line
    disk.free()
    assert boot.main([*map(str, command)]) == 0


def test_a_decision_on_a_full_disk_is_refused_whole_and_can_be_made_later(disk: Disk, tmp_path: Path) -> None:
    records = SqliteRecords(Library(disk.folder).find_or_create(tmp_path))
    (photo,) = records.add_photos(["/p/1.jpg"]).photos
    disk.fill()
    for _ in range(2):
        with pytest.raises(RecordsError, match="the disk is full"):
            records.decide({photo.id: SKIPPED})
    assert records.load().photos[0].decision is None
    disk.free()
    assert records.decide({photo.id: SKIPPED}).queue.photos[0].decision is not None
    records.close()


@pytest.mark.parametrize("room", range(0, 120_000, 12_000))
def test_records_open_on_a_nearly_full_disk_or_say_why(disk: Disk, room: int, tmp_path: Path) -> None:
    entry = Library(disk.folder).find_or_create(tmp_path)
    leave(disk, room)
    assert refusal(entry) or room
    disk.free()
    SqliteRecords(entry).close()


def test_a_migration_that_the_full_disk_stopped_is_made_when_there_is_room(disk: Disk, tmp_path: Path) -> None:
    entry = Library(disk.folder).find_or_create(tmp_path)
    records = SqliteRecords(entry)
    records.add_photos([f"/p/{number}.jpg" for number in range(3)])
    records.close()
    make_first_version(entry.folder / "catalogue.sqlite3")
    refused = 0
    for room in range(0, 400_000, 8_000):
        leave(disk, room)
        if not refusal(entry):
            break
        refused += 1
    assert refused > 1
    disk.free()
    again = SqliteRecords(entry)
    assert len(again.load().photos) == 3
    again.close()


def test_a_disk_that_gets_full_while_a_zip_is_unpacked_is_said(
    disk: Disk, catalogue: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    packed = Path(shutil.make_archive(str(catalogue), "zip", catalogue))
    monkeypatch.setattr(archive, "_check_room", lambda *_: disk.fill())
    with pytest.raises(CatalogueError, match=r"cannot be unpacked .* \(the disk is full\)\. Make room"):
        archive.unpack(packed, disk.folder / "images", ignore)


def test_settings_on_a_full_disk_stay_as_they_were(disk: Disk) -> None:
    file = SettingsFile(disk.folder / "settings.json")
    file.save(Settings(k=3))
    disk.fill()
    with pytest.raises(RecordsError, match="the disk is full"):
        file.save(Settings(k=4))
    assert file.load() == (Settings(k=3), None)


def test_a_database_that_another_program_holds_is_named_and_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "_BUSY_SECONDS", 0.1)
    entry = Library(tmp_path / "data").find_or_create(tmp_path)
    records = SqliteRecords(entry)
    (photo,) = records.add_photos(["/p/1.jpg"]).photos
    with closing(sqlite3.connect(entry.folder / "catalogue.sqlite3")) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(RecordsError, match="another program holds the database"):
            records.decide({photo.id: SKIPPED})
    assert records.decide({photo.id: SKIPPED}).queue.photos[0].decision is not None
    records.close()
