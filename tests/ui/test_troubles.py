"""What the window does when something underneath goes away."""

import os
import shutil
import signal
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from stockmatch import __version__
from stockmatch.core.errors import RecordsError
from stockmatch.core.model import CLASSIC, RECOMMENDED
from stockmatch.core.settings import Settings, Theme
from stockmatch.paths import log_file
from stockmatch.store.records import SqliteRecords
from stockmatch.store.settings_file import SettingsFile
from stockmatch.ui.catalogue_desk import Phase
from stockmatch.ui.main_window import MainWindow
from stockmatch.ui.photo_state import PhotoState
from tests.fakes import FragileEngine, HeldEngine, StagedEngine
from tests.ui.driver import (
    READY_MS,
    SKUS,
    OpenWindow,
    button,
    picture,
    tiles,
    until_decided,
    until_open,
    until_ready,
)


def kill_engine(window: MainWindow) -> int:
    """The process id that it had."""
    pid = window.session.services.engines.pid
    assert pid is not None
    os.kill(pid, signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
    return pid


def test_a_killed_engine_comes_back(open_window: OpenWindow, qtbot: QtBot, catalogue: Path, photos: list[Path]) -> None:
    window = open_window(catalogue, photos[:1])
    until_ready(qtbot, window)
    pid = kill_engine(window)
    with qtbot.waitSignal(window.session.catalogue.in_service, timeout=READY_MS):
        window.session.queue.add([str(path) for path in photos[1:]])
    assert window.session.services.engines.pid != pid
    until_ready(qtbot, window)
    QTest.keyClick(window, Qt.Key.Key_1)
    until_decided(qtbot, window, 1)
    until_ready(qtbot, window)
    assert window.work.photo.path == str(photos[1])


@pytest.mark.parametrize("opened", [True, False])
def test_an_engine_that_dies_while_a_grouping_is_looked_over_comes_back_with_what_was_open(
    open_window: OpenWindow, qtbot: QtBot, catalogue: Path, photos: list[Path], opened: bool
) -> None:
    numbered = catalogue.with_name("numbered")
    numbered.mkdir()
    for number in range(3):
        picture(40 + number).save(numbered / f"4711_{number}.png")
    window = open_window(catalogue, photos[:2], settings=Settings(offer_answered=True))
    until_ready(qtbot, window)
    desk, queue = window.session.catalogue, window.session.queue
    window.session.open_catalogue(str(numbered))
    qtbot.waitUntil(lambda: window.dialogs.review is not None, timeout=READY_MS)
    queue.add([str(photos[2])])
    with qtbot.waitSignal(desk.in_service, timeout=READY_MS) as came:
        kill_engine(window)
        queue.match_again()
    assert came.args[0].source == str(catalogue)
    assert queue.waiting == (str(photos[2]),)
    review = window.dialogs.review
    assert review is not None
    if opened:
        with qtbot.waitSignal(desk.in_service, timeout=READY_MS) as came:
            button(review, "Open").click()
        assert came.args[0].source == str(numbered)
        qtbot.waitUntil(lambda: len(queue.queue.photos) == 1, timeout=READY_MS)
    else:
        review.reject()
        qtbot.waitUntil(lambda: len(queue.queue.photos) == len(photos), timeout=READY_MS)
        until_ready(qtbot, window)
        assert desk.source == str(catalogue)


def test_a_catalogue_that_was_being_listed_as_the_engine_died_is_listed_again_for_the_photos_that_wait_for_it(
    open_window: OpenWindow, qtbot: QtBot, catalogue: Path, other: Path, photos: list[Path]
) -> None:
    window = open_window(catalogue, photos[:1], settings=Settings(offer_answered=True), factory=HeldEngine)
    until_ready(qtbot, window)
    desk, queue = window.session.catalogue, window.session.queue
    unlisted = window.session.services.data_dir / "unlisted"
    unlisted.touch()
    window.session.open_catalogue(str(other))
    qtbot.waitUntil(lambda: desk.phase is Phase.SCANNING, timeout=READY_MS)
    queue.add([str(path) for path in photos[1:]])
    qtbot.waitUntil(lambda: window.banner.text == "2 photos wait for Nord.")
    with qtbot.waitSignal(desk.in_service, timeout=READY_MS) as came:
        kill_engine(window)
    assert came.args[0].source == str(catalogue)
    assert desk.opening == str(other)
    until_ready(qtbot, window)
    assert len(queue.queue.photos) == 1
    unlisted.unlink()
    qtbot.waitUntil(lambda: window.top.name.text() == "Nord" and len(queue.queue.photos) == 2, timeout=READY_MS)
    assert queue.waiting == ()


def test_an_engine_that_dies_over_a_photo_nobody_waits_for_any_more_comes_back(
    open_window: OpenWindow, qtbot: QtBot, catalogue: Path, photos: list[Path]
) -> None:
    window = open_window(catalogue, photos[:1], settings=Settings(offer_answered=True), factory=StagedEngine)
    until_ready(qtbot, window)
    qtbot.waitUntil(lambda: not window.session.learning.busy, timeout=READY_MS)
    hold = window.session.services.data_dir / "hold"
    hold.touch()
    window.session.queue.match_again()
    qtbot.waitUntil(lambda: window.session.queue.match is not None, timeout=READY_MS)
    with qtbot.waitSignal(window.session.catalogue.in_service, timeout=READY_MS):
        window.session.queue.match_again()  # the one under way is given up
        kill_engine(window)
    hold.unlink()
    until_ready(qtbot, window)
    assert window.session.catalogue.phase is Phase.IDLE


def test_an_engine_that_a_weights_file_killed_comes_back_with_the_catalogue(
    open_window: OpenWindow, qtbot: QtBot, catalogue: Path, photos: list[Path]
) -> None:
    window = open_window(catalogue, photos[:1], factory=FragileEngine)
    until_ready(qtbot, window)
    qtbot.waitUntil(lambda: not window.session.learning.busy, timeout=READY_MS)  # nothing else hears of it
    with qtbot.waitSignal(window.session.catalogue.in_service, timeout=READY_MS):
        window.session.models.check_file(RECOMMENDED, "large.pth")
    window.session.queue.add([str(photos[1])])
    until_ready(qtbot, window)
    QTest.keyClick(window, Qt.Key.Key_1)
    until_decided(qtbot, window, 1)
    until_ready(qtbot, window)
    assert window.work.photo.path == str(photos[1])


def test_a_catalogue_that_is_gone_at_the_start_can_be_located(
    open_window: OpenWindow, qtbot: QtBot, catalogue: Path, photos: list[Path]
) -> None:
    window = open_window(catalogue, photos)
    until_ready(qtbot, window)
    QTest.keyClick(window, Qt.Key.Key_1)
    until_decided(qtbot, window, 1)
    window.close()
    moved = catalogue.with_name("moved")
    catalogue.rename(moved)

    again = open_window()
    qtbot.waitUntil(lambda: again.empty.title == "The catalogue could not be opened", timeout=READY_MS)
    qtbot.waitUntil(lambda: all(offered.isVisible() for offered in again.empty.buttons))
    assert again.empty.text
    assert button(again.empty, "Try again").isEnabled()
    assert button(again.empty, "Locate folder…").isEnabled()
    again.session.relocate(str(moved))
    until_ready(qtbot, again)
    assert again.work.photo.path == str(photos[1])
    assert again.strip.filters.words == "All 3 · Undecided 2 · Confirmed 1"


def test_of_two_windows_catalogues_the_one_that_is_gone_is_located(
    open_window: OpenWindow, qtbot: QtBot, catalogue: Path, photos: list[Path], other: Path
) -> None:
    first = open_window(catalogue, photos, settings=Settings(offer_answered=True))
    until_open(qtbot, first)
    second = open_window(other)
    until_open(qtbot, second)
    with qtbot.waitSignal(first.session.catalogue.in_service, timeout=READY_MS):
        first.session.reopen()
    first.close()
    second.close()
    moved = other.with_name("moved")
    other.rename(moved)

    again = open_window()
    qtbot.waitUntil(lambda: again.session.catalogue.phase is Phase.FAILED, timeout=READY_MS)
    again.session.relocate(str(moved))
    until_open(qtbot, again)
    assert again.top.name.text() == "moved"
    assert again.session.queue.queue.photos == ()


def test_a_catalogue_that_goes_while_open_is_told_and_matching_goes_on(
    open_window: OpenWindow, qtbot: QtBot, catalogue: Path, photos: list[Path]
) -> None:
    window = open_window(catalogue, settings=Settings(offer_answered=True))
    until_open(qtbot, window)
    shutil.rmtree(catalogue)
    window.session.queue.add([str(path) for path in photos])
    until_ready(qtbot, window)
    qtbot.waitUntil(lambda: "folder is gone" in window.banner.text, timeout=READY_MS)
    QTest.keyClick(window, Qt.Key.Key_1)
    until_decided(qtbot, window, 1)


def test_an_empty_folder_has_a_plain_message(open_window: OpenWindow, qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "nothing").mkdir()
    window = open_window(tmp_path / "nothing")
    qtbot.waitUntil(lambda: window.session.catalogue.phase is Phase.FAILED, timeout=READY_MS)
    assert window.empty.isVisible()
    assert window.empty.text


def test_a_second_window_does_not_touch_the_first_ones_queue(
    open_window: OpenWindow, qtbot: QtBot, catalogue: Path, photos: list[Path]
) -> None:
    first = open_window(catalogue, photos)
    until_ready(qtbot, first)
    second = open_window(catalogue)
    with qtbot.waitSignal(second.session.catalogue.in_use, timeout=READY_MS):
        pass
    assert "another window" in second.banner.text
    assert second.session.queue.state is PhotoState.NONE
    assert second.empty.isVisible()
    assert button(second.banner, "Open another…").isEnabled()


def test_a_window_at_work_stays_in_its_catalogue_when_the_other_is_open_elsewhere(
    open_window: OpenWindow, qtbot: QtBot, catalogue: Path, photos: list[Path], tmp_path: Path
) -> None:
    other = tmp_path / "Nord"
    other.mkdir()
    for number in range(3):
        picture(30 + number).save(other / f"NORD{number}.jpg")
    first = open_window(other, settings=Settings(offer_answered=True))
    until_open(qtbot, first)
    second = open_window(catalogue, photos)
    until_ready(qtbot, second)
    phases: list[Phase] = []
    desk = second.session.catalogue
    desk.changed.connect(lambda: phases.append(desk.phase))
    second.session.open_catalogue(str(other))
    qtbot.waitUntil(lambda: "Nord is open in another window" in second.banner.text, timeout=READY_MS)
    assert Phase.INDEXING not in phases
    assert second.top.name.text() == catalogue.name
    assert second.work.photo.path == str(photos[0])

    desk.index(str(other), second.session.settings)  # as if both had begun at the same time
    with qtbot.waitSignal(desk.in_use, timeout=READY_MS):
        pass
    assert second.top.name.text() == catalogue.name
    second.session.queue.match_again()
    until_ready(qtbot, second)
    assert {sku for sku, _ in tiles(second)} <= set(SKUS)
    QTest.keyClick(second, Qt.Key.Key_1)
    until_decided(qtbot, second, 1)
    assert second.banner.text == ""
    third = open_window(catalogue)
    with qtbot.waitSignal(third.session.catalogue.in_use, timeout=READY_MS):
        pass


def test_a_window_keeps_settings_that_another_one_has_changed(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    first, second = open_window(), open_window()
    file = SettingsFile(tmp_path / "data" / "settings.json")
    first.settings.changed.emit(Settings(theme=Theme.DARK))
    qtbot.waitUntil(lambda: file.load()[0] == Settings(theme=Theme.DARK))
    second.settings.changed.emit(Settings(k=9))
    qtbot.waitUntil(lambda: file.load()[0] == Settings(theme=Theme.DARK, k=9))
    for theme in (Theme.LIGHT, Theme.DARK, Theme.SYSTEM):
        first.settings.changed.emit(Settings(theme=theme))
    qtbot.waitUntil(lambda: file.load()[0] == Settings(k=9))


def test_photos_and_decisions_that_could_not_be_read_are_there_once_they_can(
    open_window: OpenWindow, qtbot: QtBot, catalogue: Path, photos: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def held(*_: object) -> None:
        raise RecordsError("Another program holds the database.")

    with monkeypatch.context() as patch:
        patch.setattr(SqliteRecords, "__init__", held)
        window = open_window(catalogue, photos, settings=Settings(offer_answered=True))
        qtbot.waitUntil(lambda: window.banner.text == "Another program holds the database.", timeout=READY_MS)
    button(window.banner, "Try again").click()
    until_ready(qtbot, window)
    assert window.banner.text == ""
    assert window.strip.filters.words == "All 3 · Undecided 3"


def test_what_could_not_be_decided_on_a_photo_that_is_taken_out_then_is_not_tried_again(
    open_window: OpenWindow, qtbot: QtBot, catalogue: Path, photos: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window(catalogue, photos, settings=Settings(offer_answered=True))
    until_ready(qtbot, window)
    queue = window.session.queue

    def full(*_: object, **__: object) -> None:
        raise RecordsError("The disk is full.")

    with monkeypatch.context() as patch:
        patch.setattr(SqliteRecords, "decide", full)
        QTest.keyClick(window, Qt.Key.Key_1)
        qtbot.waitUntil(lambda: "not saved yet" in window.banner.text, timeout=READY_MS)
    with qtbot.waitSignal(queue.taken_out, timeout=READY_MS):
        queue.take_out()
    assert not queue.unsaved
    assert "taken out of the queue" in window.banner.text


def test_what_could_not_be_saved_is_saved_the_next_time(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window()

    def full(*_: object) -> None:
        raise RecordsError("The disk is full.")

    with monkeypatch.context() as patch:
        patch.setattr(SettingsFile, "save", full)
        window.settings.changed.emit(Settings(k=9))
        qtbot.waitUntil(lambda: window.banner.text == "The disk is full.")
    window.settings.changed.emit(Settings(k=9, theme=Theme.DARK))
    file = SettingsFile(tmp_path / "data" / "settings.json")
    qtbot.waitUntil(lambda: file.load()[0] == Settings(k=9, theme=Theme.DARK))


def test_photos_dropped_before_the_catalogue_is_ready_wait_for_it(
    open_window: OpenWindow, qtbot: QtBot, catalogue: Path, photos: list[Path]
) -> None:
    window = open_window(catalogue)
    window.session.queue.add([str(photos[0])])
    qtbot.waitUntil(lambda: window.work.photo.path == str(photos[0]), timeout=READY_MS)
    until_ready(qtbot, window)
    assert len(window.session.queue.queue.photos) == 1


def test_a_crash_of_the_last_run_is_told_and_its_report_offered(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window(crashed="Fatal Python error: Aborted")
    assert "ended unexpectedly last time" in window.banner.text
    button(window.banner, "Show report…").click()
    assert window.dialogs.crash is not None
    assert window.banner.text == ""
    button(window.dialogs.crash, "Copy details").click()
    assert "Fatal Python error: Aborted" in QGuiApplication.clipboard().text()
    button(window.dialogs.crash, "Go on").click()


def test_diagnostic_information_goes_to_the_clipboard(open_window: OpenWindow, qtbot: QtBot, catalogue: Path) -> None:
    window = open_window(catalogue)
    until_open(qtbot, window)
    log = log_file(window.session.services.data_dir)
    log.parent.mkdir()
    log.write_text("the last line", "utf-8")
    (action,) = (a for a in window.top.open_button.menu().actions() if a.text() == "Copy diagnostic information")
    action.trigger()
    qtbot.waitUntil(lambda: "on the clipboard" in window.banner.text, timeout=READY_MS)
    text = QGuiApplication.clipboard().text()
    assert f"Stockmatch {__version__}" in text
    assert f"8 products, 8 images, 0 problems; model {CLASSIC}-" in text
    assert text.endswith("the last line")


def test_what_stands_for_a_state_comes_back_until_it_is_closed_by_hand(
    open_window: OpenWindow, qtbot: QtBot, catalogue: Path
) -> None:
    window = open_window(catalogue, crashed="Fatal Python error: Aborted")
    until_open(qtbot, window)
    assert "Classic works at once" in window.banner.text
    for words in ("first", "second"):
        window.notices.refuse(words)
        assert window.banner.text == words
    window.banner._close.click()
    assert "Classic works at once" in window.banner.text
    assert not window.session.settings.offer_answered
    window.session.queue.failed.emit("It did not work.")
    window.session.queue.store_failed.emit("The disk is full.")
    window.notices.refuse("third")
    assert "The disk is full." in window.banner.text
    for words in ("third", "Classic works at once", "ended unexpectedly last time"):
        window.banner._close.click()
        assert words in window.banner.text
    assert window.session.settings.offer_answered
    window.banner._close.click()
    assert window.banner.text == ""


def test_another_backbone_is_offered_no_longer_than_classic_serves(
    open_window: OpenWindow, qtbot: QtBot, catalogue: Path
) -> None:
    window = open_window(catalogue)
    until_open(qtbot, window)
    assert "Classic works at once" in window.banner.text
    snapshot = window.session.catalogue.snapshot
    assert snapshot is not None
    window.notices._on_in_service(snapshot)
    assert "Classic works at once" in window.banner.text
    window.notices._on_in_service(replace(snapshot, backbone="alexnet"))
    assert window.banner.text == ""
