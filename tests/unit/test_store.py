"""Feature files, the library of catalogues and the settings file."""

import json
import math
import os
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import IO, Any

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stockmatch.core.errors import CatalogueError, RecordsError
from stockmatch.core.evidence import ColourMode
from stockmatch.core.model import Device, Similarity
from stockmatch.core.settings import Settings, Theme
from stockmatch.store.database import open_database
from stockmatch.store.feature_file import FeatureFile
from stockmatch.store.files import write_atomically
from stockmatch.store.library import Library
from stockmatch.store.settings_file import SettingsFile

ROW = np.dtype([("looks", "<f2", (2, 3)), ("count", "<u2"), ("cells", "i1", (4, 2))])


def key(number: int) -> str:
    return f"{number:064x}"


def made(folder: Path, name: str) -> Path:
    """The one file of that name that a ``FeatureFile`` has made in its model's folder."""
    (found,) = folder.glob(f"*/{name}")
    return found


def features(*numbers: int, dtype: np.dtype[np.void] = ROW) -> npt.NDArray[np.void]:
    """Rows that can be told apart by every one of their fields."""
    rows = np.zeros(len(numbers), dtype)
    for name in dtype.names or ():
        shape = dtype[name].shape
        cells = np.arange(math.prod(shape)).reshape(shape)
        for row, number in zip(rows, numbers, strict=True):
            row[name] = number + cells
    return rows


@settings(max_examples=20)
@given(batches=st.lists(st.integers(1, 4), max_size=5), torn=st.integers(0, 3 * ROW.itemsize))
def test_features_come_back_even_behind_a_torn_append(
    tmp_path_factory: pytest.TempPathFactory, batches: list[int], torn: int
) -> None:
    folder = tmp_path_factory.mktemp("features")
    count = 0
    for size in batches:
        file = FeatureFile(folder, ROW, 1)
        numbers = range(count, count + size)
        file.append([key(number) for number in numbers], features(*numbers))
        count += size
        with made(folder, "rows").open("ab") as power_cut:
            power_cut.write(b"\x01" * torn)
        with made(folder, "keys").open("ab") as power_cut:
            power_cut.write(b"f" * min(torn, 64))
    file = FeatureFile(folder, ROW, 1)
    known = file.load()
    assert known == {key(number): number for number in range(count)}
    rows = file.rows([known[key(number)] for number in range(count)])
    assert len(rows) == count
    for number in range(count):
        assert rows[number] == features(number)[0]


@given(st.lists(st.integers(0, 4), max_size=9))
def test_rows_and_columns_follow_the_numbers_asked_for(
    tmp_path_factory: pytest.TempPathFactory, numbers: list[int]
) -> None:
    file = FeatureFile(tmp_path_factory.mktemp("features"), ROW, 1)
    file.append([key(number) for number in range(5)], features(*range(5)))
    rows, expected = file.rows(numbers), features(*numbers)
    assert [rows[place].tobytes() for place in range(len(rows))] == [row.tobytes() for row in expected]
    for name in ROW.names or ():
        found = rows.column(name)
        assert (found.shape, found.dtype) == (expected[name].shape, expected[name].dtype)
        np.testing.assert_array_equal(found, expected[name])
        if expected[name].ndim > 1:
            np.testing.assert_array_equal(rows.column(name, 1), expected[name][:, :1])
            np.testing.assert_array_equal(rows.column(name, 99), expected[name])


def test_rows_serve_on_while_more_are_added_and_hold_no_file_open(tmp_path: Path) -> None:
    file = FeatureFile(tmp_path, ROW, 1)
    file.append([key(1), key(2)], features(1, 2))
    rows = file.rows([1, 0])
    file.append([key(3)], features(3))
    assert (rows[0], rows[1]) == tuple(features(2, 1))
    made(tmp_path, "rows").rename(tmp_path / "moved")  # which Windows refuses of a file that is open


@pytest.mark.parametrize("left", [None, 0, ROW.itemsize, 2 * ROW.itemsize - 1])
def test_rows_that_are_gone_while_they_serve_are_a_plain_message(tmp_path: Path, left: int | None) -> None:
    file = FeatureFile(tmp_path, ROW, 1)
    file.append([key(1), key(2)], features(1, 2))
    rows = file.rows([1])
    if left is None:
        made(tmp_path, "rows").unlink()
    else:
        os.truncate(made(tmp_path, "rows"), left)
    for read in (lambda: rows[0], lambda: rows.column("cells")):
        with pytest.raises(RecordsError, match="Index the catalogue again"):
            read()


@pytest.mark.parametrize("lost", ["keys", "rows"])
def test_files_that_are_gone_when_they_are_listed_are_a_plain_message(tmp_path: Path, lost: str) -> None:
    file = FeatureFile(tmp_path, ROW, 1)
    made(tmp_path, lost).unlink()
    with pytest.raises(RecordsError, match="Index the catalogue again"):
        file.load()


@given(st.integers(0, 4), st.integers(0, 64), st.sampled_from([0x00, 0x0A, 0x20, 0xC3, 0xFF]))
def test_what_stands_behind_a_damaged_key_is_written_anew(
    tmp_path_factory: pytest.TempPathFactory, line: int, at: int, byte: int
) -> None:
    folder = tmp_path_factory.mktemp("features")
    file = FeatureFile(folder, ROW, 1)
    file.append([key(number) for number in range(5)], features(*range(5)))
    data = bytearray(made(folder, "keys").read_bytes())
    if byte == data[65 * line + at]:
        byte = 0xFF
    data[65 * line + at] = byte
    made(folder, "keys").write_bytes(data)
    file = FeatureFile(folder, ROW, 1)
    assert file.load() == {key(number): number for number in range(line)}
    file.append([key(number) for number in range(5)], features(*range(5)))
    assert file.load() == {key(number): number for number in range(5)}
    assert [file.rows([number])[0] for number in range(5)] == list(features(*range(5)))


OTHERS = pytest.mark.parametrize(
    ("dtype", "version"),
    [(np.dtype([("looks", "<f2", (2, 4)), ("count", "<u2"), ("cells", "i1", (4, 2))]), 1), (ROW, 2)],
)


@OTHERS
def test_features_of_another_layout_or_version_are_neither_taken_nor_touched(
    tmp_path: Path, dtype: np.dtype[np.void], version: int
) -> None:
    file = FeatureFile(tmp_path, ROW, 1)
    file.append([key(1)], features(1))
    serving = file.rows([0])
    other = FeatureFile(tmp_path, dtype, version)
    assert other.load() == {}
    other.append([key(2)], features(2, dtype=dtype))
    assert other.rows([0])[0] == features(2, dtype=dtype)[0]
    assert serving[0] == features(1)[0]
    assert FeatureFile(tmp_path, ROW, 1).load() == {key(1): 0}


@OTHERS
def test_another_layout_or_version_is_removed_once_nobody_has_opened_it_for_long(
    tmp_path: Path, dtype: np.dtype[np.void], version: int
) -> None:
    def days_later(days: int) -> None:
        for path in tmp_path.rglob("*"):
            os.utime(path, (path.stat().st_atime, path.stat().st_mtime - days * 86_400))

    FeatureFile(tmp_path, ROW, 1).append([key(1)], features(1))
    (tmp_path / "calibration.json").write_text("{}")
    days_later(29)
    assert FeatureFile(tmp_path, ROW, 1).load() == {key(1): 0}
    days_later(29)
    FeatureFile(tmp_path, dtype, version)
    assert FeatureFile(tmp_path, ROW, 1).load() == {key(1): 0}
    days_later(31)
    FeatureFile(tmp_path, dtype, version)
    assert FeatureFile(tmp_path, ROW, 1).load() == {}
    assert (tmp_path / "calibration.json").exists()


def test_rows_that_do_not_fit_are_a_bug_and_change_nothing(tmp_path: Path) -> None:
    file = FeatureFile(tmp_path, ROW, 1)
    for rows in (features(1, 2), np.zeros(1, np.dtype([("looks", "<f2", (2, 3))]))):
        with pytest.raises(ValueError, match="do not fit"):
            file.append([key(1)], rows)
    assert file.load() == {}


def test_a_full_disk_while_indexing_keeps_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = FeatureFile(tmp_path, ROW, 1)
    file.append([key(1)], features(1))

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as short:
        short.setattr("os.fsync", full)
        with pytest.raises(RecordsError, match="the disk is full"):
            file.append([key(2)], features(2))
    assert list(file.load()) == [key(1)]
    file.append([key(3)], features(3))
    assert file.rows([file.load()[key(3)]])[0] == features(3)[0]


def test_a_catalogue_keeps_its_id_when_its_folder_moves(tmp_path: Path) -> None:
    old, new = tmp_path / "old", tmp_path / "新 folder 👗"
    old.mkdir()
    library = Library(tmp_path / "data")
    entry = library.find_or_create(old)
    old.rename(new)
    moved = library.relocate(entry.id, new)
    assert (moved.id, moved.name) == (entry.id, new.name)
    assert library.find(new) == moved
    assert library.find(old) is None


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("Winter 26/", "Winter 26"),
        ("Winter 26/Images/", "Winter 26"),
        ("Winter 26/nord.csv", "nord"),
        ("Winter 26/List.csv", "Winter 26 – List"),
        ("Winter 26/images/products.zip", "Winter 26 – products"),
        ("Downloads/list.xlsx", "Downloads – list"),
    ],
)
def test_a_catalogue_has_a_name_that_says_which_it_is(tmp_path: Path, source: str, name: str) -> None:
    path = tmp_path / source
    path.parent.mkdir(parents=True, exist_ok=True)
    path.mkdir() if source.endswith("/") else path.touch()
    assert Library(tmp_path / "data").find_or_create(path).name == name


def test_a_folder_that_is_another_catalogues_is_refused(tmp_path: Path) -> None:
    first, second = tmp_path / "a", tmp_path / "b"
    first.mkdir()
    second.mkdir()
    library = Library(tmp_path / "data")
    entry, _ = library.find_or_create(first), library.find_or_create(second)
    with pytest.raises(CatalogueError, match="already the folder"):
        library.relocate(entry.id, second)


def test_a_data_folder_that_cannot_be_written_is_a_plain_message(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file stands where the folder should be")
    with pytest.raises(CatalogueError, match="--data-dir"):
        Library(tmp_path / "data").find_or_create(tmp_path)


@pytest.mark.parametrize("name", ["a%20b 100%", "# & ; @", *(["?"] if os.name != "nt" else [])])
def test_a_database_is_where_its_folder_says(tmp_path: Path, name: str) -> None:
    for _ in range(2):
        open_database(tmp_path / name / "catalogue.db").dispose()
    assert [folder.name for folder in tmp_path.iterdir()] == [name]
    assert (tmp_path / name / "catalogue.db").stat().st_size


CHANGED = Settings(
    "resnet18",
    {"resnet18": "/w/r.pth"},
    9,
    Similarity.MANHATTAN,
    ColourMode.ANY,
    Device.CPU,
    Theme.DARK,
    False,
    "/c",
    True,
    False,
    grouping={"/c": True},
)


def test_settings_come_back_and_only_differences_are_written(tmp_path: Path) -> None:
    file = SettingsFile(tmp_path / "settings.json")
    file.save(CHANGED)
    assert file.load() == (CHANGED, None)
    file.save(Settings(k=7))
    assert json.loads((tmp_path / "settings.json").read_text()) == {"k": 7}


@pytest.mark.parametrize(
    ("former", "inboxes"),
    [
        ({"inbox": "/phone", "last_catalogue": "/c"}, {"/c": "/phone"}),
        ({"inbox": "/phone"}, {}),
        ({"inbox": "/phone", "last_catalogue": "/c", "inboxes": {"/d": "/camera"}}, {"/d": "/camera"}),
    ],
)
def test_the_one_inbox_of_a_former_version_is_that_of_the_catalogue_opened_last(
    tmp_path: Path, former: dict[str, object], inboxes: dict[str, str]
) -> None:
    path = tmp_path / "settings.json"
    path.write_text(json.dumps(former))
    found, message = SettingsFile(path).load()
    assert (found.inboxes, message) == (inboxes, None)
    SettingsFile(path).save(found)
    assert "inbox" not in json.loads(path.read_text())


def test_only_what_differs_is_taken_over(tmp_path: Path) -> None:
    former = Settings(k=3, keys={"undo": "U", "skip": "K"}, inboxes={"/c": "/phone"})
    mine = replace(former, k=4, keys={"undo": "U", "redo": "R"}, inboxes={"/c": "/camera"})
    theirs = replace(former, theme=Theme.DARK, keys={**former.keys, "undo": "B"}, inboxes={"/d": "/theirs"})
    assert theirs.taking(mine, mine.differences(former)) == replace(
        theirs, k=4, keys={"undo": "B", "redo": "R"}, inboxes={"/c": "/camera", "/d": "/theirs"}
    )
    assert not former.differences(replace(former, keys=dict(former.keys)))


def test_a_damaged_settings_file_is_set_aside(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text("{half")
    found, message = SettingsFile(path).load()
    assert found == Settings()
    assert message is not None
    assert (tmp_path / "settings.json.damaged").read_text() == "{half"


@pytest.mark.parametrize(
    "bad",
    [
        {"k": 0},
        {"k": "5"},
        {"backbone": "vgg"},
        {"theme": 3},
        {"colour": "blue"},
        {"group_images": "yes"},
        {"grouping": {"/c": "yes"}},
        {"grouping": []},
        {"backbone": []},
    ],
)
def test_impossible_values_fall_back_one_by_one(tmp_path: Path, bad: dict[str, object]) -> None:
    path = tmp_path / "settings.json"
    path.write_text(json.dumps({"similarity": "euclidean", **bad}))
    found, message = SettingsFile(path).load()
    assert found == Settings(similarity=Similarity.EUCLIDEAN)
    assert message is not None
    assert next(iter(bad)) in message


def test_two_processes_that_add_the_same_features_lose_none(tmp_path: Path) -> None:
    one, other = FeatureFile(tmp_path, ROW, 1), FeatureFile(tmp_path, ROW, 1)
    one.append([key(1), key(2)], features(1, 2))
    other.append([key(2), key(3)], features(2, 3))
    one.append([key(4)], features(4))
    known = one.load()
    assert sorted(known) == [key(number) for number in (1, 2, 3, 4)]
    assert made(tmp_path, "rows").stat().st_size == 4 * ROW.itemsize
    for number in (1, 2, 3, 4):
        assert one.rows([known[key(number)]])[0] == features(number)[0]


@pytest.mark.parametrize("damage", ["header.json", "keys", "rows"])
def test_a_damaged_index_is_rebuilt(tmp_path: Path, damage: str) -> None:
    FeatureFile(tmp_path, ROW, 1).append([key(1)], features(1))
    if damage == "header.json":
        made(tmp_path, damage).write_text('{"layo')
    else:
        made(tmp_path, damage).unlink()
    file = FeatureFile(tmp_path, ROW, 1)
    assert file.load() == {}
    file.append([key(2)], features(2))
    assert FeatureFile(tmp_path, ROW, 1).load() == {key(2): 0}


def test_many_at_once_make_one_catalogue_and_one_database(tmp_path: Path) -> None:
    library = Library(tmp_path / "data")
    ready = threading.Barrier(6)

    def opened(_number: int) -> str:
        ready.wait()
        entry = library.find_or_create(tmp_path)
        open_database(entry.folder / "catalogue.sqlite3").dispose()
        return entry.id

    with ThreadPoolExecutor(6) as pool:
        assert len(set(pool.map(opened, range(6)))) == 1
    assert len(library.entries()) == 1


@pytest.mark.skipif(os.name == "nt", reason="Windows has no umask")
def test_a_written_file_has_the_usual_rights(tmp_path: Path) -> None:
    (tmp_path / "usual").touch()
    write_atomically(tmp_path / "export.csv", b"1")
    assert (tmp_path / "export.csv").stat().st_mode == (tmp_path / "usual").stat().st_mode
    assert sorted(file.name for file in tmp_path.iterdir()) == ["export.csv", "usual"]


def test_damaged_settings_that_cannot_be_set_aside_are_no_crash(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "settings.json").write_text("{half")

    def refused(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "replace", refused)
    found, message = SettingsFile(tmp_path / "settings.json").load()
    assert found == Settings()
    assert message is not None
    assert "may not be written" in message


def held(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Files of this name cannot be read for a while, as those that a virus scanner has open on Windows."""
    opened, read = Path.open, Path.read_text

    def refuse(path: Path) -> None:
        if path.name == name:
            raise PermissionError(13, "Permission denied", str(path))

    def open_(path: Path, mode: str = "r", *more: Any, **options: Any) -> IO[Any]:
        refuse(path)
        return opened(path, mode, *more, **options)

    def read_text(path: Path, *more: Any, **options: Any) -> str:
        refuse(path)
        return read(path, *more, **options)

    monkeypatch.setattr(Path, "open", open_)
    monkeypatch.setattr(Path, "read_text", read_text)


def test_a_catalogue_whose_card_cannot_be_read_for_a_while_is_not_made_a_second_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = Library(tmp_path / "data")
    known = library.find_or_create(tmp_path)
    with monkeypatch.context() as patch:
        held(patch, "catalogue.json")
        with pytest.raises(CatalogueError, match=r"catalogue\.json cannot be read"):
            library.find_or_create(tmp_path)
    assert library.find_or_create(tmp_path) == known
    assert library.entries() == [known]


def test_settings_that_cannot_be_read_for_a_while_are_not_written_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = SettingsFile(tmp_path / "settings.json")
    file.save(Settings(k=9))
    with monkeypatch.context() as patch:
        held(patch, "settings.json")
        found, message = file.load()
        assert message is not None
        with pytest.raises(RecordsError, match="not written over"):
            file.save(found)
    assert file.load() == (Settings(k=9), None)


def test_a_data_folder_that_may_not_be_read_is_a_plain_message(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "glob", refused)
    with pytest.raises(CatalogueError, match="may not be read"):
        Library(tmp_path / "data").find(tmp_path)
