"""The queue through the window: filters, orders, the way on, what comes twice, and ten thousand photos."""

import os
from dataclasses import replace
from pathlib import Path

from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from stockmatch.core.decisions import Choice, DecisionKind, QueueOrder, QueueView, Showing, Standing
from stockmatch.core.settings import Settings
from stockmatch.store.library import Library
from stockmatch.store.records import SqliteRecords
from stockmatch.ui import text
from stockmatch.ui.main_window import MainWindow
from stockmatch.ui.photo_state import PhotoState
from stockmatch.ui.queue_strip import Role
from stockmatch.ui.rehearsal import drop, file_urls
from tests.ui.driver import READY_MS, OpenWindow, button, until_decided, until_open, until_ready


def strip(window: MainWindow) -> list[str]:
    model = window.strip.model
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def click_filter(qtbot: QtBot, window: MainWindow, showing: Showing) -> None:
    QTest.mouseClick(window.strip.filters.filters.button(showing), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.session.queue.queue.view.showing is showing, timeout=READY_MS)


def test_deciding_stays_in_the_filter_and_never_ends_on_nothing(
    open_window: OpenWindow, qtbot: QtBot, catalogue: Path, photos: list[Path]
) -> None:
    broken = photos[0].with_name("IMG_9.jpg")
    broken.write_bytes(b"no picture")
    window = open_window(catalogue, [*photos, broken])
    desk = window.session.queue
    for number, key in enumerate((Qt.Key.Key_S, Qt.Key.Key_S, Qt.Key.Key_1), 1):
        until_ready(qtbot, window)
        QTest.keyClick(window, key)
        until_decided(qtbot, window, number)
    qtbot.waitUntil(lambda: desk.state is PhotoState.FAILED, timeout=READY_MS)
    qtbot.waitUntil(lambda: window.strip.filters.words.endswith("Not readable 1"), timeout=READY_MS)
    assert window.strip.filters.words == "All 4 · Undecided 0 · Confirmed 1 · Skipped 2 · Not readable 1"

    click_filter(qtbot, window, Showing.SKIPPED)
    assert strip(window) == ["IMG_0", "IMG_1"]
    qtbot.waitUntil(lambda: window.work.photo.path == str(photos[0]))
    assert "1 of 2" in window.work.photo.accessibleDescription()
    until_ready(qtbot, window)
    QTest.keyClick(window, Qt.Key.Key_1)
    qtbot.waitUntil(lambda: window.work.photo.path == str(photos[1]))
    assert strip(window) == ["IMG_1"]
    until_ready(qtbot, window)
    QTest.keyClick(window, Qt.Key.Key_1)
    qtbot.waitUntil(lambda: desk.outlook.counts[Standing.CONFIRMED] == 3 and not desk.busy)
    assert window.work.photo.path == str(photos[1])  # nothing else is in the filter: it stays, as decided
    assert desk.state is PhotoState.MATCHED
    assert strip(window) == ["IMG_1"]
    window.close()

    again = open_window()
    until_open(qtbot, again)
    assert again.session.queue.queue.view == QueueView(Showing.SKIPPED)
    assert strip(again) == ["IMG_1"]
    assert again.work.photo.path == str(photos[1])
    again.session.queue.show_next_filter()  # the only one left with any photo
    qtbot.waitUntil(lambda: again.session.queue.queue.view.showing is Showing.ALL, timeout=READY_MS)
    assert strip(again) == ["IMG_0", "IMG_1", "IMG_2", "IMG_9"]


def test_doubtful_photos_come_first_as_soon_as_they_are_known(
    open_window: OpenWindow, qtbot: QtBot, catalogue: Path, photos: list[Path]
) -> None:
    more = [photos[0].with_name(f"IMG_{number}.png") for number in range(3, 9)]
    for number, path in enumerate(more):
        Image.open(photos[number % 3]).rotate(7 * number, fillcolor=(228, 228, 228)).save(path)
    window = open_window(catalogue, [*photos, *more])
    until_ready(qtbot, window)
    desk = window.session.queue
    desk.look(replace(desk.queue.view, order=QueueOrder.DOUBT))
    qtbot.waitUntil(lambda: len(desk.outlook.findings.gaps) == len(desk.queue.photos), timeout=READY_MS)
    gaps = [desk.outlook.findings.gaps[photo.id] for photo in desk.outlook.shown]
    assert gaps == sorted(gaps, key=lambda gap: gap or 0)
    qtbot.waitUntil(lambda: strip(window) == [Path(photo.path).stem for photo in desk.outlook.shown])
    first = next(photo for photo in desk.outlook.shown if photo.id != desk.queue.current_id)
    until_ready(qtbot, window)
    QTest.keyClick(window, Qt.Key.Key_N)
    qtbot.waitUntil(lambda: desk.queue.current_id == first.id)


def test_what_comes_twice_is_said_with_its_former_decision(
    open_window: OpenWindow, qtbot: QtBot, catalogue: Path, photos: list[Path]
) -> None:
    window = open_window(catalogue, photos[:2])
    desk = window.session.queue
    until_ready(qtbot, window)
    QTest.keyClick(window, Qt.Key.Key_N)
    until_decided(qtbot, window, 1)

    mime = file_urls(photos[:1])
    assert drop(window.work.photo, mime)
    qtbot.waitUntil(lambda: window.banner.text == "IMG_0 is in the queue already: Not in catalogue.")
    assert window.work.photo.path == str(photos[0])
    assert window.work.head.title.text() == "Not in catalogue"
    mime = file_urls(photos)
    assert drop(window.work.photo, mime)
    words = "1 photo added. 2 photos are in the queue already, 1 of them decided."
    qtbot.waitUntil(lambda: window.banner.text == words)

    copy = photos[0].with_name("copy.png")
    copy.write_bytes(photos[0].read_bytes())
    desk.add([str(copy)])
    qtbot.waitUntil(lambda: len(desk.queue.photos) == 4)
    desk.go_to(desk.queue.photos[3].id)
    qtbot.waitUntil(lambda: window.work.photo.path == str(copy))
    until_ready(qtbot, window)
    assert window.work.head.hint.text() == "Same picture as IMG_0: Not in catalogue"

    photos[0].write_bytes(photos[1].read_bytes())  # the camera used the name again
    later = photos[0].stat().st_mtime + 5
    os.utime(photos[0], (later, later))
    desk.add([str(photos[0])])
    qtbot.waitUntil(lambda: len(desk.queue.photos) == 5)


def test_a_photo_that_was_deleted_says_so_and_can_be_skipped(
    open_window: OpenWindow, qtbot: QtBot, catalogue: Path, photos: list[Path]
) -> None:
    window = open_window(catalogue)
    until_open(qtbot, window)
    photos[1].unlink()
    window.session.queue.add([str(path) for path in photos])
    until_ready(qtbot, window)
    QTest.keyClick(window, Qt.Key.Key_1)
    qtbot.waitUntil(lambda: window.session.queue.state is PhotoState.FAILED, timeout=READY_MS)
    assert window.work.page.text == "The file is no longer there."
    window.session.queue.step(1)
    qtbot.waitUntil(lambda: window.work.photo.path == str(photos[2]))
    window.session.queue.step(1)  # the last one stays
    window.session.queue.step(-1)
    qtbot.waitUntil(lambda: window.work.photo.path == str(photos[1]))


def test_ten_thousand_photos(open_window: OpenWindow, qtbot: QtBot, catalogue: Path, tmp_path: Path) -> None:
    """Every view of them is made at once, and only what is on the screen is decoded."""
    records = SqliteRecords(Library(tmp_path / "data").find_or_create(catalogue))
    queue = records.add_photos([str(tmp_path / "away" / f"IMG_{number}.jpg") for number in range(10_000)])
    records.decide({queue.photos[5_000].id: Choice(DecisionKind.SKIPPED)})
    records.go_to(queue.photos[9_000].id)
    records.close()
    window = open_window(catalogue)
    until_open(qtbot, window)
    assert window.strip.model.rowCount() == 10_000
    assert window.strip.filters.words.startswith(f"All {text.number(10_000)} · Undecided ")
    place = window.strip.model.row_of(window.session.queue.queue.current_id)
    assert place == 9_000
    shown = window.strip.view.visualRect(window.strip.model.index(place, 0))
    assert window.strip.view.viewport().rect().intersects(shown)
    assert len(window.session.thumbnails._wanted["queue"]) < 100
    click_filter(qtbot, window, Showing.SKIPPED)
    assert window.strip.model.index(0, 0).data(Role.LOOK).standing == Standing.SKIPPED


def test_photos_are_taken_out_with_a_key_and_put_back_and_what_is_decided_stays(
    open_window: OpenWindow, qtbot: QtBot, catalogue: Path, photos: list[Path]
) -> None:
    window = open_window(catalogue, photos, settings=Settings(offer_answered=True))
    until_ready(qtbot, window)
    QTest.keyClick(window, Qt.Key.Key_1)
    until_decided(qtbot, window, 1)
    window.session.queue.go_to(window.session.queue.queue.photos[0].id)
    until_ready(qtbot, window)
    QTest.keyClick(window, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: "decided stays in the queue" in window.banner.text)
    assert strip(window) == ["IMG_0", "IMG_1", "IMG_2"]

    window.session.queue.mark([photo.id for photo in window.session.queue.queue.photos])
    qtbot.waitUntil(lambda: len(window.session.queue.queue.view.marked) == 3, timeout=READY_MS)
    QTest.keyClick(window.work.grid, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: strip(window) == ["IMG_0"], timeout=READY_MS)
    assert window.banner.text == "2 photos taken out of the queue. Their files stay where they are."
    (back,) = window.banner.buttons
    QTest.mouseClick(back, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: strip(window) == ["IMG_0", "IMG_1", "IMG_2"], timeout=READY_MS)
    assert window.banner.text == ""
    until_ready(qtbot, window)
    assert window.work.photo.path == str(photos[1])

    QTest.keyClick(window, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: strip(window) == ["IMG_0", "IMG_2"], timeout=READY_MS)
    assert window.banner.text == "1 photo taken out of the queue. Its file stays where it is."
    until_ready(qtbot, window)
    assert window.work.photo.path == str(photos[2])
    mime = file_urls([photos[1]])
    assert drop(window.work.photo, mime)
    qtbot.waitUntil(lambda: strip(window) == ["IMG_0", "IMG_1", "IMG_2"], timeout=READY_MS)


def test_photos_taken_out_one_after_the_other_are_put_back_together(
    open_window: OpenWindow, qtbot: QtBot, catalogue: Path, photos: list[Path]
) -> None:
    window = open_window(catalogue, photos, settings=Settings(offer_answered=True))
    until_ready(qtbot, window)
    for left in (["IMG_1", "IMG_2"], ["IMG_2"]):
        QTest.keyClick(window.work.grid, Qt.Key.Key_Delete)
        qtbot.waitUntil(lambda left=left: strip(window) == left, timeout=READY_MS)  # type: ignore[misc]
        until_ready(qtbot, window)
    assert window.banner.text == "2 photos taken out of the queue. Their files stay where they are."
    button(window.banner, "Put back").click()
    qtbot.waitUntil(lambda: strip(window) == ["IMG_0", "IMG_1", "IMG_2"], timeout=READY_MS)
    until_ready(qtbot, window)
    assert window.work.photo.path == str(photos[0])

    QTest.keyClick(window.work.grid, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: strip(window) == ["IMG_1", "IMG_2"], timeout=READY_MS)
    assert window.banner.text == "1 photo taken out of the queue. Its file stays where it is."


def test_taking_out_goes_on_inside_the_filter(
    open_window: OpenWindow, qtbot: QtBot, catalogue: Path, photos: list[Path]
) -> None:
    broken = [photos[0].with_name(f"IMG_{number}.jpg") for number in (7, 8, 9)]
    for path in broken:
        path.write_bytes(b"no picture")
    window = open_window(catalogue, [broken[0], photos[0], broken[1], photos[1], broken[2]])
    desk = window.session.queue
    qtbot.waitUntil(lambda: desk.state is PhotoState.FAILED, timeout=READY_MS)
    desk.match_all(True)
    qtbot.waitUntil(lambda: desk.outlook.counts[Standing.FAILED] == 3, timeout=READY_MS)
    desk.look(replace(desk.queue.view, showing=Showing.FAILED))
    qtbot.waitUntil(lambda: desk.queue.view.showing is Showing.FAILED, timeout=READY_MS)
    for left in (["IMG_8", "IMG_9"], ["IMG_9"]):
        QTest.keyClick(window, Qt.Key.Key_Delete)
        qtbot.waitUntil(lambda left=left: strip(window) == left, timeout=READY_MS)  # type: ignore[misc]
        assert Path(window.work.photo.path).stem == left[0]


def test_what_was_taken_out_of_one_catalogues_queue_is_not_put_back_into_anothers(
    open_window: OpenWindow, qtbot: QtBot, catalogue: Path, photos: list[Path], other: Path
) -> None:
    window = open_window(catalogue, photos, settings=Settings(offer_answered=True))
    until_ready(qtbot, window)
    QTest.keyClick(window, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: "taken out" in window.banner.text, timeout=READY_MS)
    with qtbot.waitSignal(window.session.queue.opened, timeout=READY_MS):
        window.session.open_catalogue(str(other))
    assert window.banner.text == ""
