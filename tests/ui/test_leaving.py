"""Closing the window: over decisions that cannot be saved, and while a drive does not answer, by the real entry."""

import csv
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from stockmatch.core.errors import RecordsError
from stockmatch.core.settings import Settings
from stockmatch.store.records import SqliteRecords
from stockmatch.ui import catalogue_dialog, leave_flow
from stockmatch.ui.leave_dialog import LeaveDialog
from stockmatch.ui.main_window import MainWindow
from tests.ui.driver import READY_MS, OpenWindow, button, stored_decisions, tiles, until_ready

_CLOSE_WHILE_A_PICTURE_IS_READ = """
import sys, threading
from PySide6.QtCore import QTimer
from stockmatch import boot
from stockmatch.imaging import thumbnail
from stockmatch.ui import app

start = app.start_window

def started(*args, **options):
    window = start(*args, **options)
    window.session.mark_reviewed(sys.argv[2])
    timer = QTimer(window)
    def look():
        if not window.session.thumbnails.idle:
            print("closed", flush=True)
            timer.stop()
            window.close()
    timer.timeout.connect(look)
    timer.start(1000)
    return window

if __name__ == "__main__":
    app.start_window = started
    thumbnail.thumbnail = lambda path, side: threading.Event().wait()
    sys.exit(boot.main(sys.argv[1:]))
"""


def test_the_window_closes_although_a_drive_does_not_answer(
    catalogue: Path, photos: list[Path], tmp_path: Path
) -> None:
    data_dir, script = tmp_path / "data", tmp_path / "close.py"
    script.write_text(_CLOSE_WHILE_A_PICTURE_IS_READ)
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    command: list[str | Path] = [sys.executable, script, "window", catalogue, photos[0], "--data-dir", data_dir]
    done = subprocess.run(command, check=False, capture_output=True, text=True, env=env, timeout=180)
    assert (done.returncode, done.stdout) == (0, "closed\n"), done.stderr
    assert not list(data_dir.glob("logs/crash-*"))


def full_disk(*_: object) -> None:
    raise RecordsError("The disk is full.")


@pytest.fixture
def window(
    open_window: OpenWindow, qtbot: QtBot, catalogue: Path, photos: list[Path], monkeypatch: pytest.MonkeyPatch
) -> MainWindow:
    """With two decisions that cannot be stored, the second under way as it is closed."""
    window = open_window(catalogue, photos, settings=Settings(offer_answered=True))
    until_ready(qtbot, window)
    queue = window.session.queue
    monkeypatch.setattr(SqliteRecords, "decide", full_disk)
    with qtbot.waitSignal(queue.store_failed, timeout=READY_MS):
        QTest.keyClick(window, Qt.Key.Key_1)
    queue.step(1)
    qtbot.waitUntil(lambda: window.work.photo.path == str(photos[1]), timeout=READY_MS)
    until_ready(qtbot, window)
    QTest.keyClick(window, Qt.Key.Key_2)
    assert queue.busy
    window.close()
    return window


def asking(window: MainWindow) -> LeaveDialog:
    assert window.isVisible()
    dialog = window.leaving.dialog
    assert dialog is not None
    assert dialog.isVisible()
    return dialog


def test_closing_over_decisions_that_cannot_be_saved_asks_until_they_are(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = asking(window)
    words = [label.text() for label in dialog.findChildren(QLabel)]
    assert "2 photos decided, but not saved" in words
    assert "The disk is full." in words
    assert any("IMG_0.png, IMG_1.png" in word for word in words)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert window.leaving.dialog is None
    assert window.isVisible()
    window.close()
    button(asking(window), "Try again").click()
    again = asking(window)
    assert again is not dialog
    monkeypatch.undo()
    button(again, "Try again").click()
    assert window.ended
    assert [row["rank"] for row in stored_decisions(window.session.services.data_dir)] == [1, 2]


def test_decisions_that_cannot_be_saved_can_be_given_up(window: MainWindow) -> None:
    button(asking(window), "Close without saving").click()
    assert window.ended
    assert stored_decisions(window.session.services.data_dir) == []


def decisions_in(file: Path) -> list[tuple[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as opened:
        return [(Path(row["photo_file"]).name, row["sku"]) for row in csv.DictReader(opened)]


def test_decisions_that_cannot_be_saved_can_be_kept_in_a_file(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    second = tiles(window)[1][0]
    answers = [tmp_path / "gone" / "x.txt", tmp_path / "kept.csv"]
    monkeypatch.setattr(catalogue_dialog, "ask_table_path", lambda *_: str(answers.pop(0)))
    dialog = asking(window)
    button(dialog, "Save to a file…").click()
    assert "x.txt" in dialog.why.text()
    button(dialog, "Save to a file…").click()
    assert window.ended
    kept = decisions_in(tmp_path / "kept.csv")
    assert [name for name, _sku in kept] == ["IMG_0.png", "IMG_1.png"]
    assert kept[1][1] == second


def test_the_end_of_the_session_keeps_what_cannot_be_saved_in_a_file_and_asks_nobody(
    window: MainWindow, open_window: OpenWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(leave_flow, "_elsewhere", lambda: (tmp_path / "not there", tmp_path))
    asking(window)
    window.leaving.keep()
    window.close()
    assert window.ended
    (file,) = tmp_path.glob("stockmatch-unsaved-*.csv")
    assert [name for name, _sku in decisions_in(file)] == ["IMG_0.png", "IMG_1.png"]
    monkeypatch.undo()
    again = open_window()
    qtbot.waitUntil(lambda: str(file) in again.banner.text)
    assert again.session.memory.value("rescued") is None
