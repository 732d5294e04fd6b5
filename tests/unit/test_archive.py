"""Zip files of supplier images, whole, hostile and damaged."""

import struct
import zipfile
from pathlib import Path

import pytest
from PIL import Image

from stockmatch.core.catalogue import Preview
from stockmatch.core.errors import CatalogueError
from stockmatch.core.progress import Progress, ignore
from stockmatch.core.settings import Settings
from stockmatch.services import archive
from stockmatch.services.archive import list_zip, unpack
from stockmatch.services.engine import Engine
from stockmatch.services.sources import image_set, is_there
from tests.conftest import garment


@pytest.fixture
def pictures(catalogue: Path, tmp_path: Path) -> Path:
    """A zip of the catalogue, with a text file and what macOS puts in."""
    path = tmp_path / "Winter 目錄.zip"
    with zipfile.ZipFile(path, "w") as made:
        for file in sorted(catalogue.iterdir()):
            made.write(file, f"bilder/{file.name}")
        made.writestr("readme.txt", "hello")
        made.writestr("__MACOSX/bilder/._A-100.png", "x")
    return path


def files(folder: Path) -> dict[str, int]:
    return {
        path.relative_to(folder).as_posix(): path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()
    }


def test_a_zip_is_a_catalogue(pictures: Path, tmp_path: Path) -> None:
    engine = Engine(tmp_path / "data")
    preview = engine.preview(str(pictures), ignore)
    assert isinstance(preview, Preview)
    assert len(preview.grouping.products) == 7
    assert [product.sku for product in preview.grouping.grouped] == ["E-500"]
    assert preview.other_files == 1
    assert not (tmp_path / "data").exists()
    snapshot = engine.open_catalogue(str(pictures), Settings(), ignore)
    assert [product.sku for product in snapshot.products] == ["A-100", "B-200", "C-300", "D-400", "E-500", "F-600"]
    assert [problem.file for problem in snapshot.problems] == ["bilder/broken.jpg"]
    assert (snapshot.name, snapshot.source, snapshot.new_images) == ("Winter 目錄", str(pictures), 7)
    assert engine.open_catalogue(str(pictures), Settings(), ignore).new_images == 0


def test_a_newer_zip_writes_what_changed_alone(pictures: Path, tmp_path: Path) -> None:
    target = tmp_path / "unpacked"
    assert unpack(pictures, target, ignore) == ()
    before = files(target)
    with zipfile.ZipFile(pictures) as old, zipfile.ZipFile(tmp_path / "new.zip", "w") as new:
        for entry in old.infolist():
            if "B-200" not in entry.filename:
                new.writestr(entry.filename, b"changed" if "A-100" in entry.filename else old.read(entry))
    unpack(tmp_path / "new.zip", target, ignore)
    after = files(target)
    assert before.keys() - after.keys() == {"bilder/B-200.png"}
    assert {name for name in after if after[name] != before[name]} == {"bilder/A-100.png"}


def test_unpacking_goes_on_where_it_was_stopped(pictures: Path, tmp_path: Path) -> None:
    class Stop(Exception):
        pass

    def stop(progress: Progress) -> None:
        if progress.done == 3:
            raise Stop

    with pytest.raises(Stop):
        unpack(pictures, tmp_path / "unpacked", stop)
    before = files(tmp_path / "unpacked")
    assert len(before) == 3
    unpack(pictures, tmp_path / "unpacked", ignore)
    after = files(tmp_path / "unpacked")
    assert len(after) == 8
    assert before.items() <= after.items()


@pytest.mark.parametrize("name", ["../evil.png", "/evil.png", "a/../../evil.png", "C:\\evil.png", "..\\evil.png"])
def test_no_entry_leads_out_of_the_folder(pictures: Path, tmp_path: Path, name: str) -> None:
    with zipfile.ZipFile(pictures, "a") as made:
        made.writestr(zipfile.ZipInfo(name), "x")
    problems = unpack(pictures, tmp_path / "deep" / "unpacked", ignore)
    assert [problem.reason for problem in problems] == [
        "Its name leads out of the zip's own folder, or cannot be used; it was left out."
    ]
    assert not list(tmp_path.rglob("evil.png"))
    assert len(files(tmp_path / "deep" / "unpacked")) == 8


def encrypted(path: Path, *, only: str = "") -> None:
    """Mark entries as encrypted, as their readers see them."""
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as made:
        for entry in made.infolist():
            if only in entry.filename:
                central = data.find(entry.filename.encode(), made.start_dir) - 46
                for place in (entry.header_offset + 6, central + 8):
                    data[place] |= 1
    path.write_bytes(data)


def test_encrypted_files_are_told(pictures: Path, tmp_path: Path) -> None:
    encrypted(pictures, only="A-100")
    problems = unpack(pictures, tmp_path / "unpacked", ignore)
    assert [problem.file for problem in problems] == ["Winter 目錄.zip: bilder/A-100.png"]
    assert "encrypted" in problems[0].reason
    encrypted(pictures, only="bilder")
    with pytest.raises(CatalogueError, match=r"is encrypted\. Unpack it with its password"):
        list_zip(pictures)


def test_ten_gigabytes_are_refused_before_anything_is_written(tmp_path: Path) -> None:
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w") as made:
        for number in range(10):
            made.writestr(f"{number}.png", b"x")
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as made:
        place = made.start_dir
        for _ in range(10):
            struct.pack_into("<I", data, place + 24, 2**30)
            place = data.find(b"PK\x01\x02", place + 4)
    path.write_bytes(data)
    with pytest.raises(CatalogueError, match=r"10\.7 GB unpacked"):
        unpack(path, tmp_path / "unpacked", ignore)
    assert not (tmp_path / "unpacked").exists()


def test_an_entry_that_unpacks_to_more_than_it_says_is_stopped(tmp_path: Path) -> None:
    path = tmp_path / "liar.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("1.png", b"0" * 1_000_000)
        made.writestr("2.png", b"fine")
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as made:
        struct.pack_into("<I", data, made.start_dir + 24, 10)
    path.write_bytes(data)
    (problem,) = unpack(path, tmp_path / "unpacked", ignore)
    assert problem.file == "liar.zip: 1.png"
    assert files(tmp_path / "unpacked").keys() == {"2.png"}


def test_an_entry_that_is_torn_is_told_of_where_it_is_only_looked_at(tmp_path: Path) -> None:
    path = tmp_path / "torn.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("1.png", b"\x89PNG\r\n\x1a\n" + bytes(1_000))
    data = bytearray(path.read_bytes())
    data[35] = 0xFF  # the first byte that is packed: a kind of block that there is not
    path.write_bytes(data)
    images = image_set(path, ignore)
    (problem,) = images.unreadable(images.paths, ignore)
    assert problem.file == "1.png"
    assert problem.reason.startswith("It cannot be unpacked (")


def test_entries_that_cannot_be_files_here_cost_no_other(tmp_path: Path) -> None:
    path = tmp_path / "odd.zip"
    names = ("1.png", "1.png/2.png", "x" * 300 + ".png", "3.png")
    with zipfile.ZipFile(path, "w") as made:
        for name in names:
            made.writestr(name, name)
    problems = unpack(path, tmp_path / "unpacked", ignore)
    assert [problem.file for problem in problems] == [f"odd.zip: {name}" for name in names[1:3]]
    assert all(problem.reason.startswith("It cannot be unpacked (") for problem in problems)
    assert files(tmp_path / "unpacked").keys() == {"1.png", "3.png"}


@pytest.mark.parametrize("name", ["readme.txt", "../1.png"])
def test_a_zip_without_images_is_called_by_its_own_name(tmp_path: Path, name: str) -> None:
    path = tmp_path / "none.zip"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr(name, "x")
    with pytest.raises(CatalogueError) as told:
        Engine(tmp_path / "data").open_catalogue(str(path), Settings(), ignore)
    assert str(path) in str(told.value)
    assert "unpacked" not in str(told.value)


def test_a_full_disk_is_told_before(pictures: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "_SPARE", 2**60)
    with pytest.raises(CatalogueError, match="are free on the disk"):
        unpack(pictures, tmp_path / "unpacked", ignore)


def test_damage_is_told(pictures: Path, tmp_path: Path) -> None:
    data = bytearray(pictures.read_bytes())
    place = data.find(b"\x89PNG")
    data[place : place + 40] = b"0" * 40
    pictures.write_bytes(data)
    (problem,) = unpack(pictures, tmp_path / "unpacked", ignore)
    assert problem.file == "Winter 目錄.zip: bilder/A-100.png"
    pictures.write_bytes(data[: len(data) // 2])
    with pytest.raises(CatalogueError, match="damaged or no zip file"):
        list_zip(pictures)
    with pytest.raises(CatalogueError, match="is not there"):
        Engine(tmp_path / "data").preview(str(tmp_path / "gone.zip"), ignore)


def test_names_in_utf_8_that_the_zip_does_not_announce(tmp_path: Path) -> None:
    Image.fromarray(garment((9, 9, 99), 1)).save(tmp_path / "a.png")
    path = tmp_path / "mac.zip"
    with zipfile.ZipFile(path, "w") as made:
        made.write(tmp_path / "a.png", "外套.png".encode().decode("cp437"))
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as made:
        name = made.infolist()[0].filename.encode()
        raw = "外套.png".encode()
        assert name != raw
    plain = data.replace(name, raw)
    plain = _without_utf8_flag(plain, len(raw))
    path.write_bytes(plain)
    assert list(list_zip(path).images) == ["外套.png"]


def _without_utf8_flag(data: bytearray, length: int) -> bytearray:
    local, central = data.find(b"PK\x03\x04"), data.find(b"PK\x01\x02")
    end = data.find(b"PK\x05\x06")
    for flags, size in ((local + 6, local + 26), (central + 8, central + 28)):
        struct.pack_into("<H", data, flags, 0)
        struct.pack_into("<H", data, size, length)
    struct.pack_into("<II", data, end + 12, end - central, central)
    return data


def test_a_source_is_there_as_a_file_or_as_a_folder_with_an_image(tmp_path: Path) -> None:
    folder, zipped = tmp_path / "pictures", tmp_path / "pictures.zip"
    assert not is_there(folder, ignore)
    assert not is_there(zipped, ignore)
    folder.mkdir()
    (folder / "note.txt").write_text("no image")
    zipped.touch()
    assert not is_there(folder, ignore)
    assert is_there(zipped, ignore)
    (folder / "4711.jpg").touch()
    assert is_there(folder, ignore)
