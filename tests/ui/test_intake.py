"""What comes in by drop and paste, and what is politely left out."""

from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from stockmatch.ui import intake
from stockmatch.ui.catalogue_desk import Phase
from stockmatch.ui.rehearsal import drop, file_urls
from tests.ui.driver import OpenWindow, button, picture, until_open, until_ready


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


def test_paste_and_drop_through_the_window(
    open_window: OpenWindow, qtbot: QtBot, catalogue: Path, photos: list[Path], tmp_path: Path
) -> None:
    window = open_window(catalogue)
    until_open(qtbot, window)
    queue = window.session.queue
    window.banner.clear()

    text = QMimeData()
    text.setText("hello")
    assert not drop(window.work.photo, text)

    notes = tmp_path / "notes.txt"
    notes.write_text("no picture")
    mime = file_urls([notes])
    assert drop(window.work.photo, mime)
    qtbot.waitUntil(lambda: "notes.txt" in window.banner.text)
    assert not queue.queue.photos

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
