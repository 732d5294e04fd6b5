"""Keys and clicks decide once, are stored before they are shown, and never touch the next photo."""

import shutil
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from stockmatch.core.decisions import Showing
from stockmatch.core.errors import RecordsError
from stockmatch.core.settings import Settings
from stockmatch.store.records import SqliteRecords
from stockmatch.ui.digit_keys import key_of
from stockmatch.ui.photo_state import PhotoState
from tests.ui.driver import READY_MS, OpenWindow, button, stored_decisions, tiles, until_decided, until_ready


def full_disk(*_: object) -> None:
    raise RecordsError("The disk is full.")


def test_one_press_decides_one_photo(
    open_window: OpenWindow, qtbot: QtBot, catalogue: Path, photos: list[Path], tmp_path: Path
) -> None:
    window = open_window(catalogue, photos)
    grid, none = window.work.grid, Qt.KeyboardModifier.NoModifier
    until_ready(qtbot, window)

    held = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_1, none, "1", autorep=True)
    QApplication.sendEvent(window, held)
    assert not window.session.queue.busy

    place: QPoint = grid.visualRect(grid.model().index(1, 0)).center()
    second = tiles(window)[1][0]
    QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, none, place)
    QTest.mouseDClick(grid.viewport(), Qt.MouseButton.LeftButton, none, place)
    QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, none, place)
    until_decided(qtbot, window, 1)
    QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, none, place)
    assert not window.session.queue.busy
    assert [(row["sku"], row["rank"]) for row in stored_decisions(tmp_path / "data")] == [(second, 2)]

    until_ready(qtbot, window)
    QTest.keyClick(window, Qt.Key.Key_N)
    until_decided(qtbot, window, 2)
    until_ready(qtbot, window)
    QTest.keyClick(grid, Qt.Key.Key_Right)
    QTest.keyClick(grid, Qt.Key.Key_Return)
    until_decided(qtbot, window, 3)
    kinds = [row["kind"] for row in stored_decisions(tmp_path / "data")]
    assert kinds == ["confirmed", "not in catalogue", "confirmed"]
    assert window.session.queue.state is PhotoState.COMPLETE
    assert window.work.page.title == "All 3 photos decided"

    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    until_decided(qtbot, window, 2)
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ShiftModifier)
    until_decided(qtbot, window, 3)


def test_a_decision_that_cannot_be_stored_is_not_lost(
    open_window: OpenWindow, qtbot: QtBot, catalogue: Path, photos: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window(catalogue, photos, settings=Settings(offer_answered=True))
    until_ready(qtbot, window)
    best = tiles(window)[0][0]

    with monkeypatch.context() as patch:
        patch.setattr(SqliteRecords, "decide", full_disk)
        QTest.keyClick(window, Qt.Key.Key_1)
        qtbot.waitUntil(lambda: "The disk is full." in window.banner.text)
    assert window.work.photo.path == str(photos[0])
    assert window.strip.filters.words == "All 3 · Undecided 3"
    qtbot.waitUntil(lambda: all(offered.isVisible() for offered in window.banner.buttons))
    QTest.mouseClick(button(window.banner, "Try again"), Qt.MouseButton.LeftButton)
    until_decided(qtbot, window, 1)
    assert window.work.bar.note == f"✓ {best} ← IMG_0"
    assert window.banner.text == ""


def test_all_decisions_that_wait_are_tried_again(
    open_window: OpenWindow, qtbot: QtBot, catalogue: Path, photos: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window(catalogue, photos, settings=Settings(offer_answered=True))
    until_ready(qtbot, window)
    queue = window.session.queue

    with monkeypatch.context() as patch:
        patch.setattr(SqliteRecords, "decide", full_disk)
        for place in (0, 1):
            queue.go_to(queue.queue.photos[place].id)
            qtbot.waitUntil(lambda place=place: window.work.photo.path == str(photos[place]))  # type: ignore[misc]
            until_ready(qtbot, window)
            with qtbot.waitSignal(queue.store_failed):
                QTest.keyClick(window, Qt.Key.Key_1)
    qtbot.waitUntil(lambda: all(offered.isVisible() for offered in window.banner.buttons))
    button(window.banner, "Try again").click()
    until_decided(qtbot, window, 2)
    assert window.banner.text == ""


def test_who_tries_again_the_moment_it_is_told_is_heard(
    open_window: OpenWindow, qtbot: QtBot, catalogue: Path, photos: list[Path]
) -> None:
    window = open_window(catalogue, photos, settings=Settings(offer_answered=True))
    until_ready(qtbot, window)
    queue = window.session.queue

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(SqliteRecords, "decide", full_disk)

        def try_again(_message: str) -> None:
            patch.undo()
            queue.retry()

        queue.store_failed.connect(try_again)
        QTest.keyClick(window, Qt.Key.Key_1)
        until_decided(qtbot, window, 1)


@pytest.mark.parametrize("room", [True, False])
def test_a_decision_that_waits_is_tried_again_before_its_catalogue_is_left(
    open_window: OpenWindow, qtbot: QtBot, catalogue: Path, photos: list[Path], room: bool
) -> None:
    other = catalogue.with_name("other")
    shutil.copytree(catalogue, other)
    window = open_window(catalogue, photos, settings=Settings(offer_answered=True))
    until_ready(qtbot, window)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(SqliteRecords, "decide", full_disk)
        QTest.keyClick(window, Qt.Key.Key_1)
        qtbot.waitUntil(lambda: "not saved yet" in window.banner.text)
        if room:
            patch.undo()
        window.session.open_catalogue(str(other))
        qtbot.waitUntil(lambda: window.top.name.text() == "other" and window.session.queue.open, timeout=READY_MS)
        told = "" if room else f"In {catalogue.name}, this is still undecided: IMG_0.png. The disk is full."
        qtbot.waitUntil(lambda: window.banner.text == told)
    window.session.open_catalogue(str(catalogue))
    qtbot.waitUntil(lambda: window.top.name.text() == catalogue.name and window.session.queue.open, timeout=READY_MS)
    assert window.strip.filters.words == ("All 3 · Undecided 2 · Confirmed 1" if room else "All 3 · Undecided 3")


def late(patch: pytest.MonkeyPatch, *changes: str) -> Callable[[], None]:
    """Let these changes of the records fail, but only once what is returned is called."""
    go_on = threading.Event()

    def held(*_: object) -> None:
        go_on.wait(READY_MS / 1000)
        full_disk()

    for change in changes:
        patch.setattr(SqliteRecords, change, held)
    return go_on.set


def test_a_decision_that_waits_is_told_of_too_where_another_is_being_stored_as_its_catalogue_is_left(
    open_window: OpenWindow, qtbot: QtBot, catalogue: Path, other: Path, photos: list[Path]
) -> None:
    window = open_window(catalogue, photos, settings=Settings(offer_answered=True))
    until_ready(qtbot, window)
    queue = window.session.queue
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(SqliteRecords, "decide", full_disk)
        with qtbot.waitSignal(queue.store_failed):
            QTest.keyClick(window, Qt.Key.Key_1)
        queue.go_to(queue.queue.photos[1].id)
        qtbot.waitUntil(lambda: window.work.photo.path == str(photos[1]))
        until_ready(qtbot, window)
        fail = late(patch, "decide")
        QTest.keyClick(window, Qt.Key.Key_1)
        window.session.open_catalogue(str(other))
        qtbot.waitUntil(lambda: window.top.name.text() == other.name, timeout=READY_MS)
        fail()
        qtbot.waitUntil(lambda: queue.open, timeout=READY_MS)
    undecided = f"In {catalogue.name}, this is still undecided: {{}}. The disk is full."
    assert window.banner.text == undecided.format("IMG_0.png")
    window.banner._close.click()
    assert window.banner.text == undecided.format("IMG_1.png")


def test_that_a_change_failed_is_told_although_its_catalogue_was_left_by_then(
    open_window: OpenWindow, qtbot: QtBot, catalogue: Path, other: Path, photos: list[Path]
) -> None:
    window = open_window(catalogue, photos, settings=Settings(offer_answered=True))
    until_ready(qtbot, window)
    queue = window.session.queue
    QTest.keyClick(window, Qt.Key.Key_1)
    until_decided(qtbot, window, 1)
    two = [photo.id for photo in queue.queue.photos[1:]]
    queue.mark(two)
    qtbot.waitUntil(lambda: len(queue.queue.view.marked) == len(two))
    told: list[str] = []
    queue.failed_later.connect(lambda name, message: told.append(f"{name}: {message}"))
    with pytest.MonkeyPatch.context() as patch:
        fail = late(patch, "undo", "take_out", "put_back", "join")
        for change in (queue.undo, queue.take_out, lambda: queue.put_back(two), queue.join):
            change()
        window.session.open_catalogue(str(other))
        qtbot.waitUntil(lambda: window.top.name.text() == other.name, timeout=READY_MS)
        fail()
        qtbot.waitUntil(lambda: queue.open, timeout=READY_MS)
    assert told == [f"{catalogue.name}: The disk is full."] * 4
    assert window.banner.text == (
        f"In {catalogue.name}, the last change before it was left was not kept. The disk is full."
    )
    window.banner._close.click()
    assert window.banner.text == ""
    window.session.open_catalogue(str(catalogue))
    qtbot.waitUntil(lambda: window.top.name.text() == catalogue.name and queue.open, timeout=READY_MS)
    assert window.strip.filters.words == "All 3 · Undecided 2 · Confirmed 1"


def test_an_unreadable_photo_says_why_and_can_be_skipped(
    open_window: OpenWindow, qtbot: QtBot, catalogue: Path, photos: list[Path], tmp_path: Path
) -> None:
    photos[0].write_bytes(b"this is no picture")
    window = open_window(catalogue, photos)
    qtbot.waitUntil(lambda: window.session.queue.state is PhotoState.FAILED, timeout=60_000)
    assert window.work.page.title == "This photo could not be read"
    assert window.work.page.text
    assert [offered.text() for offered in window.work.page.buttons] == ["Skip this photo", "Try again"]
    QTest.keyClick(window, Qt.Key.Key_1)
    assert not window.session.queue.busy
    qtbot.waitUntil(lambda: not window.session.queue.busy)

    def skip() -> bool:
        QTest.keyClick(window, Qt.Key.Key_S)
        return window.session.queue.busy

    qtbot.waitUntil(skip)
    until_decided(qtbot, window, 1)
    until_ready(qtbot, window)
    assert [row["kind"] for row in stored_decisions(tmp_path / "data")] == ["skipped"]


def test_a_photo_that_is_there_again_is_matched(
    open_window: OpenWindow, qtbot: QtBot, catalogue: Path, photos: list[Path]
) -> None:
    away = photos[0].rename(photos[0].with_suffix(".away"))
    window = open_window(catalogue, photos)
    qtbot.waitUntil(lambda: window.session.queue.state is PhotoState.FAILED, timeout=60_000)
    away.rename(photos[0])
    qtbot.waitUntil(lambda: all(offered.isVisible() for offered in window.work.page.buttons))
    QTest.mouseClick(button(window.work.page, "Try again"), Qt.MouseButton.LeftButton)
    until_ready(qtbot, window)
    assert window.work.photo.path == str(photos[0])
    assert len(tiles(window)) == 5


def test_a_shortcut_shows_no_focus_frame(
    open_window: OpenWindow, qtbot: QtBot, catalogue: Path, photos: list[Path]
) -> None:
    window = open_window(catalogue, photos)
    until_ready(qtbot, window)
    grid = window.work.grid
    grid.setFocus()
    calm = grid.grab().toImage()
    QTest.keyClick(grid, Qt.Key.Key_Shift)
    assert grid.grab().toImage() == calm
    QTest.keyClick(grid, Qt.Key.Key_Right)
    assert grid.grab().toImage() != calm


def _key(key: Qt.Key, scan: int, words: str, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> QKeyEvent:
    return QKeyEvent(QEvent.Type.KeyPress, key, held, scan, 0, 0, words)


def test_the_number_row_works_by_its_place_where_it_types_no_digits() -> None:
    shift = Qt.KeyboardModifier.ShiftModifier
    assert key_of(_key(Qt.Key.Key_Ampersand, 10, "&"), "linux") == Qt.Key.Key_1
    assert key_of(_key(Qt.Key.Key_Ccedilla, 18, "ç"), "linux") == Qt.Key.Key_9
    assert key_of(_key(Qt.Key.Key_Eacute, 3, "é"), "win32") == Qt.Key.Key_2
    assert key_of(QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_ParenLeft, shift & ~shift, 0, 23, 0, "("), "darwin") == (
        Qt.Key.Key_5
    )
    assert key_of(_key(Qt.Key.Key_1, 10, "1", shift), "linux") == Qt.Key.Key_1  # the same key with Shift, in France
    assert key_of(_key(Qt.Key.Key_Exclam, 10, "!", shift), "linux") == Qt.Key.Key_Exclam
    assert key_of(_key(Qt.Key.Key_4, 10, "4"), "linux") == Qt.Key.Key_4
    assert key_of(_key(Qt.Key.Key_N, 57, "n"), "linux") == Qt.Key.Key_N


def test_delete_takes_a_photo_out_on_a_mac_too() -> None:
    assert key_of(_key(Qt.Key.Key_Backspace, 0, "\b"), "darwin") == Qt.Key.Key_Delete
    assert key_of(_key(Qt.Key.Key_Backspace, 22, "\b"), "linux") == Qt.Key.Key_Backspace


def test_more_candidates_than_products_and_going_back_to_a_decided_photo(
    open_window: OpenWindow, qtbot: QtBot, catalogue: Path, photos: list[Path], tmp_path: Path
) -> None:
    window = open_window(catalogue, photos, settings=Settings(k=50))
    until_ready(qtbot, window)
    offered = tiles(window)
    assert len(offered) == 8
    QTest.keyClick(window, Qt.Key.Key_3)
    until_decided(qtbot, window, 1)

    window.session.queue.go_to(window.session.queue.queue.photos[0].id)
    qtbot.waitUntil(lambda: window.work.photo.path == str(photos[0]))
    until_ready(qtbot, window)
    assert tiles(window) == offered
    spoken = window.work.grid.model().index(2, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.endswith(", confirmed")
    QTest.keyClick(window, Qt.Key.Key_2)
    qtbot.waitUntil(lambda: window.work.photo.path == str(photos[1]))
    newest = stored_decisions(tmp_path / "data")[-1]
    assert newest["sku"] == offered[1][0]


def test_a_key_shows_a_candidate_that_was_never_in_sight_before_it_decides_on_it(
    open_window: OpenWindow, qtbot: QtBot, catalogue: Path, photos: list[Path], tmp_path: Path
) -> None:
    window = open_window(catalogue, photos, settings=Settings(k=6))
    window.resize(960, 600)
    grid = window.work.grid
    until_ready(qtbot, window)
    assert grid.verticalScrollBar().value() == 0
    last = grid.model().index(5, 0)
    assert not grid.viewport().rect().contains(grid.visualRect(last).center())
    sku = tiles(window)[5][0]
    QTest.keyClick(window, Qt.Key.Key_6)
    assert not window.session.queue.busy
    qtbot.waitUntil(lambda: grid.at(6) is not None)
    assert grid.viewport().rect().contains(grid.visualRect(last).center())
    QTest.keyClick(window, Qt.Key.Key_6)
    until_decided(qtbot, window, 1)
    assert [row["sku"] for row in stored_decisions(tmp_path / "data")] == [sku]
    until_ready(qtbot, window)
    assert grid.verticalScrollBar().value() == 0
    QTest.keyClick(window, Qt.Key.Key_N)
    until_decided(qtbot, window, 2)


def test_the_last_page_leads_back_to_what_was_skipped(
    open_window: OpenWindow, qtbot: QtBot, catalogue: Path, photos: list[Path]
) -> None:
    window = open_window(catalogue, photos[:2])
    for count, key in enumerate((Qt.Key.Key_S, Qt.Key.Key_1), 1):
        until_ready(qtbot, window)
        QTest.keyClick(window, key)
        until_decided(qtbot, window, count)
    assert window.session.queue.state is PhotoState.COMPLETE
    qtbot.waitUntil(lambda: all(offered.isVisible() for offered in window.work.page.buttons))
    QTest.mouseClick(button(window.work.page, "Look at the skipped"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.session.queue.queue.view.showing is Showing.SKIPPED)
    until_ready(qtbot, window)
    assert window.work.photo.path == str(photos[0])


def test_a_change_of_mind_is_taken_back_where_it_was_made_also_when_all_is_decided(
    open_window: OpenWindow, qtbot: QtBot, catalogue: Path, photos: list[Path]
) -> None:
    window = open_window(catalogue, photos[:2])
    desk = window.session.queue
    for count in (1, 2):
        until_ready(qtbot, window)
        QTest.keyClick(window, Qt.Key.Key_1)
        until_decided(qtbot, window, count)
    desk.go_to(desk.queue.photos[0].id)
    until_ready(qtbot, window)
    offered = tiles(window)
    QTest.keyClick(window, Qt.Key.Key_2)
    qtbot.waitUntil(lambda: desk.state is PhotoState.COMPLETE, timeout=READY_MS)
    QTest.keyClick(window, Qt.Key.Key_Z)
    qtbot.waitUntil(lambda: window.work.photo.path == str(photos[0]), timeout=READY_MS)
    assert tiles(window) == offered
    assert window.work.head.title.text() == f"Confirmed as {offered[0][0]}"
    assert window.work.bar.note == f"✓ {offered[0][0]} ← IMG_0"  # it is not undecided
