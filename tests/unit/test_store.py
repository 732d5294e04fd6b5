"""Vector files, the library of catalogues and the settings file."""

import json
import os
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stockmatch.core.errors import CatalogueError, RecordsError
from stockmatch.core.evidence import ColourMode
from stockmatch.core.model import Device, Similarity
from stockmatch.core.settings import Settings, Theme
from stockmatch.store.database import open_database
from stockmatch.store.files import write_atomically
from stockmatch.store.library import Library
from stockmatch.store.settings_file import SettingsFile
from stockmatch.store.vector_file import VectorFile


def key(number: int) -> str:
    return f"{number:064x}"


@settings(max_examples=20)
@given(batches=st.lists(st.integers(1, 4), max_size=5), dimension=st.integers(1, 7), torn=st.integers(0, 90))
def test_vectors_come_back_even_behind_a_torn_append(
    tmp_path_factory: pytest.TempPathFactory, batches: list[int], dimension: int, torn: int
) -> None:
    folder = tmp_path_factory.mktemp("vectors")
    rng = np.random.default_rng(torn)
    expected: dict[str, np.ndarray[tuple[int], np.dtype[np.float32]]] = {}
    for size in batches:
        file = VectorFile(folder, dimension)
        vectors = rng.normal(size=(size, dimension)).astype(np.float32)
        keys = [key(len(expected) + i) for i in range(size)]
        file.append(keys, vectors)
        expected.update(zip(keys, vectors, strict=True))
        with (folder / "vectors").open("ab") as power_cut:
            power_cut.write(b"\x01" * torn)
        with (folder / "keys").open("ab") as power_cut:
            power_cut.write(b"f" * min(torn, 64))
    file = VectorFile(folder, dimension)
    rows = file.load()
    assert rows.keys() == expected.keys()
    np.testing.assert_array_equal(
        file.rows([rows[k] for k in expected]), np.array(list(expected.values())).reshape(-1, dimension)
    )


def test_vectors_of_another_dimension_are_rebuilt(tmp_path: Path) -> None:
    VectorFile(tmp_path, 3).append([key(1)], np.ones((1, 3), np.float32))
    assert VectorFile(tmp_path, 4).load() == {}


def test_a_full_disk_while_indexing_keeps_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = VectorFile(tmp_path, 2)
    file.append([key(1)], np.ones((1, 2), np.float32))

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(RecordsError, match="No space left"):
        file.append([key(2)], np.ones((1, 2), np.float32))
    assert list(file.load()) == [key(1)]


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


CHANGED = Settings(
    "resnet18",
    {"resnet18": "/w/r.pth"},
    9,
    Similarity.MANHATTAN,
    ColourMode.EXACT,
    Device.CPU,
    Theme.DARK,
    False,
    "/c",
    True,
)


def test_settings_come_back_and_only_differences_are_written(tmp_path: Path) -> None:
    file = SettingsFile(tmp_path / "settings.json")
    file.save(CHANGED)
    assert file.load() == (CHANGED, None)
    file.save(Settings(k=7))
    assert json.loads((tmp_path / "settings.json").read_text()) == {"k": 7}


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


def test_two_processes_that_add_the_same_vectors_lose_none(tmp_path: Path) -> None:
    def vectors(*numbers: int) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
        return np.array([[number, number] for number in numbers], np.float32)

    one, other = VectorFile(tmp_path, 2), VectorFile(tmp_path, 2)
    one.append([key(1), key(2)], vectors(1, 2))
    other.append([key(2), key(3)], vectors(2, 3))
    one.append([key(4)], vectors(4))
    rows = one.load()
    assert sorted(rows) == [key(number) for number in (1, 2, 3, 4)]
    for number in (1, 2, 3, 4):
        assert one.rows([rows[key(number)]]).tolist() == [[number, number]]


@pytest.mark.parametrize("damage", ["header.json", "keys"])
def test_a_damaged_index_is_rebuilt(tmp_path: Path, damage: str) -> None:
    VectorFile(tmp_path, 2).append([key(1)], np.ones((1, 2), np.float32))
    if damage == "keys":
        (tmp_path / damage).unlink()
    else:
        (tmp_path / damage).write_text('{"dimen')
    assert VectorFile(tmp_path, 2).load() == {}


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
    assert "Permission denied" in message


def test_a_data_folder_that_may_not_be_read_is_a_plain_message(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "glob", refused)
    with pytest.raises(CatalogueError, match="may not be read"):
        Library(tmp_path / "data").find(tmp_path)
