"""What the window does when something underneath goes away."""

import os
import shutil
import signal
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from stockmatch import __version__
from stockmatch.core.model import CLASSIC
from stockmatch.core.settings import Settings
from stockmatch.paths import log_file
from stockmatch.ui.catalogue_desk import Phase
from stockmatch.ui.photo_state import PhotoState
from tests.ui.driver import READY_MS, OpenWindow, button, until_decided, until_open, until_ready


def test_a_killed_engine_comes_back(open_window: OpenWindow, qtbot: QtBot, catalogue: Path, photos: list[Path]) -> None:
    window = open_window(catalogue, photos[:1])
    until_ready(qtbot, window)
    pid = window.session.services.engines.pid
    assert pid is not None
    os.kill(pid, signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
    with qtbot.waitSignal(window.session.catalogue.in_service, timeout=READY_MS):
        window.session.queue.add([str(path) for path in photos[1:]])
    assert window.session.services.engines.pid != pid
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
    with qtbot.waitSignal(second.session.in_use_elsewhere, timeout=READY_MS):
        pass
    assert "another window" in second.banner.text
    assert second.session.queue.state is PhotoState.NONE
    assert second.empty.isVisible()
    assert button(second.banner, "Open another…").isEnabled()


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
