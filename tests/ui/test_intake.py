"""What comes in by drop and paste, and what is politely left out."""

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from stockmatch.core.errors import RecordsError
from stockmatch.core.settings import Settings
from stockmatch.store.records import SqliteRecords
from stockmatch.ui import intake
from stockmatch.ui.catalogue_desk import Phase
from stockmatch.ui.rehearsal import drop, file_urls
from tests.fakes import HeldEngine
from tests.ui.driver import READY_MS, OpenWindow, button, close_door, picture, until_indexing, until_open, until_ready


def browser_drag(with_picture: bool) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl("https://shop.example/shirt.jpg")])
    if with_picture:
        mime.setImageData(QImage(40, 50, QImage.Format.Format_RGB32))
    return mime


def test_files_win_over_image_data_and_image_data_over_a_web_address(tmp_path: Path) -> None:
    both = file_urls([tmp_path / "shirt.jpg"])
    both.setImageData(QImage(4, 4, QImage.Format.Format_RGB32))
    assert intake.read(both) == intake.Intake((str(tmp_path / "shirt.jpg"),))
    dragged = intake.read(browser_drag(with_picture=True))
    assert dragged.picture is not None
    assert dragged.paths == ()
    assert intake.read(browser_drag(with_picture=False)).link == "https://shop.example/shirt.jpg"


def test_copied_paths_are_files_and_other_words_are_not(tmp_path: Path) -> None:
    first, second = str(tmp_path / "a.jpg"), str(tmp_path / "sub dir" / "b.png")
    mime = QMimeData()
    mime.setText(f'"{first}"\r\n"{second}"\r\n')
    assert intake.acceptable(mime)
    assert intake.read(mime).paths == (first, second)
    mime.setText(QUrl.fromLocalFile(second).toString())
    assert intake.read(mime).paths == (second,)
    for words in ("", "hello", f"see {first}", f"{first}\nhello", "a.jpg"):
        mime.setText(words)
        assert not intake.acceptable(mime), words
        assert intake.read(mime).refused


def test_folders_are_looked_into_and_other_files_named(tmp_path: Path) -> None:
    for name in ("day/IMG_10.png", "day/IMG_2.png", "day/.thumbs/IMG_2.png", "day/notes.txt", "empty/readme.md"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        picture(0).save(tmp_path / name) if name.endswith("png") else (tmp_path / name).write_text("x")
    notes, empty = tmp_path / "day" / "notes.txt", tmp_path / "empty"
    found = intake.find_photos([str(tmp_path / "day"), str(notes), str(empty), str(tmp_path / "day/IMG_2.png")])
    assert [Path(photo).name for photo in found.photos] == ["IMG_2.png", "IMG_10.png"]
    assert found.refused == ("notes.txt", "empty")


def test_a_folder_that_goes_while_it_is_listed_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "phone").mkdir()
    picture(0).save(tmp_path / "a.png")

    def gone(folder: Path, _pattern: str) -> list[Path]:
        raise FileNotFoundError(str(folder))

    monkeypatch.setattr(Path, "rglob", gone)
    found = intake.find_photos([str(tmp_path / "phone"), str(tmp_path / "a.png")])
    assert found == intake.Found((str(tmp_path / "a.png"),), ("phone",))


def test_photos_dropped_before_there_is_a_catalogue_are_kept(
    open_window: OpenWindow, qtbot: QtBot, catalogue: Path, photos: list[Path]
) -> None:
    window = open_window()
    calm = window.empty.grab().toImage()
    window.empty.set_hovering(True)
    assert window.empty.grab().toImage() != calm
    mime = file_urls(photos)
    assert drop(window, mime)
    assert window.empty.text.startswith("Your photos are kept.")
    window.empty.set_hovering(False)
    window.session.open_catalogue(str(catalogue))
    qtbot.waitUntil(lambda: window.session.catalogue.phase is Phase.INDEXING, timeout=60_000)
    assert window.work.photo.path == str(photos[0])
    qtbot.waitUntil(button(window.top, "Cancel").isEnabled)
    until_ready(qtbot, window)
    assert window.work.photo.path == str(photos[0])


def test_what_waits_for_the_first_catalogue_is_counted_and_waits_across_a_restart(
    open_window: OpenWindow, qtbot: QtBot, catalogue: Path, photos: list[Path], tmp_path: Path
) -> None:
    settled = Settings(offer_answered=True)
    window = open_window(catalogue, settings=settled, prepare=close_door, factory=HeldEngine)
    until_indexing(qtbot, window)
    window.session.queue.add([str(photos[0].parent)])
    qtbot.waitUntil(lambda: window.banner.text == f"3 photos wait for {catalogue.name}.")
    assert window.work.photo.path == str(photos[0])  # not the folder, which is no picture
    window.session.queue.add_picture(QImage(str(photos[0])))
    qtbot.waitUntil(lambda: window.banner.text == f"4 photos wait for {catalogue.name}.")
    second = open_window()
    assert second.session.queue.waiting == ()
    second.session.queue.add([str(photos[0])])
    second.close()
    window.close()

    again = open_window(factory=HeldEngine)
    until_indexing(qtbot, again)
    qtbot.waitUntil(lambda: again.banner.text == f"4 photos wait for {catalogue.name}.")
    assert again.work.isVisible()
    (tmp_path / "data" / "closed").unlink()
    until_ready(qtbot, again)
    qtbot.waitUntil(lambda: len(again.session.queue.queue.photos) == 4)
    assert again.banner.text == ""
    paths = [photo.path for photo in again.session.queue.queue.photos]
    assert paths[1:] == [str(path) for path in photos]
    assert Path(paths[0]).parent.name == "photos"
    assert list((tmp_path / "data" / "waiting").iterdir()) == []
    again.close()

    later = open_window()
    until_open(qtbot, later)
    assert later.session.queue.waiting == ()
    assert len(later.session.queue.queue.photos) == 4


def test_photos_dropped_while_another_catalogue_is_opened_are_for_that_one(
    open_window: OpenWindow, qtbot: QtBot, catalogue: Path, photos: list[Path], other: Path
) -> None:
    window = open_window(catalogue, photos[:1], settings=Settings(offer_answered=True), factory=HeldEngine)
    until_ready(qtbot, window)
    close_door(window.session.services)
    window.session.open_catalogue(str(other))
    until_indexing(qtbot, window)
    window.session.queue.add([str(path) for path in photos[1:]])
    qtbot.waitUntil(lambda: window.banner.text == "2 photos wait for Nord.")
    assert window.top._words.text() == "Nord · Indexing the catalogue · 1 of 81"
    assert len(window.session.queue.queue.photos) == 1
    (window.session.services.data_dir / "closed").unlink()
    qtbot.waitUntil(lambda: window.top.name.text() == "Nord" and window.session.queue.open, timeout=READY_MS)
    qtbot.waitUntil(lambda: len(window.session.queue.queue.photos) == 2)
    assert window.banner.text == ""
    window.session.open_catalogue(str(catalogue))
    qtbot.waitUntil(lambda: window.top.name.text() == catalogue.name and window.session.queue.open, timeout=READY_MS)
    assert [photo.path for photo in window.session.queue.queue.photos] == [str(photos[0])]


def test_photos_for_a_catalogue_that_is_not_opened_after_all_go_to_the_one_that_is(
    open_window: OpenWindow, qtbot: QtBot, catalogue: Path, photos: list[Path], other: Path
) -> None:
    window = open_window(catalogue, settings=Settings(offer_answered=True), factory=HeldEngine)
    until_open(qtbot, window)
    queue = window.session.queue
    close_door(window.session.services)
    window.session.open_catalogue(str(other))
    until_indexing(qtbot, window)
    queue.add([str(photos[0])])
    qtbot.waitUntil(lambda: window.banner.text == "1 photo waits for Nord.")
    window.session.catalogue.cancel()
    qtbot.waitUntil(lambda: len(queue.queue.photos) == 1, timeout=READY_MS)
    assert window.banner.text == ""

    window.session.catalogue.index(str(catalogue), window.session.settings)
    until_indexing(qtbot, window)
    queue.add([str(photos[1])])
    qtbot.waitUntil(lambda: len(queue.queue.photos) == 2)

    window.session.catalogue.index(str(other.with_name("gone")), window.session.settings)
    until_indexing(qtbot, window)
    queue.add([str(photos[2])])
    assert len(queue.waiting) == 1
    (window.session.services.data_dir / "closed").unlink()
    qtbot.waitUntil(lambda: len(queue.queue.photos) == 3, timeout=READY_MS)
    assert window.session.catalogue.phase is Phase.FAILED


def test_that_photos_could_not_be_stored_is_said_although_another_catalogue_is_open_by_then(
    open_window: OpenWindow, qtbot: QtBot, catalogue: Path, other: Path, photos: list[Path], *,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    window = open_window(catalogue, settings=Settings(offer_answered=True))
    until_open(qtbot, window)
    tried = threading.Event()

    def held(*_: object, **__: object) -> None:
        tried.wait(READY_MS / 1000)
        raise RecordsError("Another program holds the database.")

    monkeypatch.setattr(SqliteRecords, "add_photos", held)
    window.session.queue.add([str(photos[0])])
    window.session.open_catalogue(str(other))
    qtbot.waitUntil(lambda: window.top.name.text() == other.name, timeout=READY_MS)
    tried.set()
    qtbot.waitUntil(lambda: window.session.queue.open, timeout=READY_MS)
    assert window.banner.text == "Another program holds the database."


def test_paste_and_drop_through_the_window(
    open_window: OpenWindow, qtbot: QtBot, catalogue: Path, photos: list[Path], tmp_path: Path
) -> None:
    window = open_window(catalogue, settings=Settings(offer_answered=True))
    until_open(qtbot, window)
    queue = window.session.queue

    text = QMimeData()
    text.setText("hello")
    assert not drop(window.work.photo, text)

    notes = tmp_path / "notes.txt"
    notes.write_text("no picture")
    mime = file_urls([notes])
    assert drop(window.work.photo, mime)
    qtbot.waitUntil(lambda: "notes.txt" in window.banner.text)
    assert not queue.queue.photos

    workbook = tmp_path / "list.ods"
    workbook.write_bytes(b"x")
    mime = file_urls([workbook])
    assert drop(window, mime)
    qtbot.waitUntil(lambda: "Save it as .xlsx or .csv" in window.banner.text)
    assert window.top.name.text() == catalogue.name

    mime = browser_drag(with_picture=False)
    assert drop(window, mime)
    assert "address" in window.banner.text.lower()

    QGuiApplication.clipboard().setImage(QImage(str(photos[0])))
    QTest.keyClick(window, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(queue.queue.photos) == 1)
    assert Path(queue.queue.photos[0].path).is_file()
    assert not window.banner.text  # what was said of the drop before is over
    until_ready(qtbot, window)

    clip = file_urls(photos[1:])
    QGuiApplication.clipboard().setMimeData(clip)
    QTest.keyClick(window, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(queue.queue.photos) == 3)
    assert window.strip.filters.words == "All 3 · Undecided 3"
    assert window.work.photo.accessibleDescription().startswith("1 of 3")
    QTest.keyClick(window, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: "in the queue already" in window.banner.text)
    assert window.work.photo.path == str(photos[1])
    QGuiApplication.clipboard().clear()  # what Python put there must not outlive Python
