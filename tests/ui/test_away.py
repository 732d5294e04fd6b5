"""A catalogue whose files are away at the start: what was decided can be exported, and it opens when they are back."""

import csv
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from stockmatch.core.settings import Settings
from stockmatch.ui.catalogue_desk import Phase
from stockmatch.ui.export_dialog import ExportDialog
from stockmatch.ui.main_window import MainWindow
from tests.ui.driver import READY_MS, OpenWindow, button, until_decided, until_open, until_ready

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # the offscreen platform says so of every window

SAFE = "Your decisions are safe on this machine"
BY_ITSELF = "opens by itself"


@pytest.fixture(autouse=True)
def _often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("stockmatch.ui.away_desk.AGAIN_MS", 50)


def decide_one(open_window: OpenWindow, qtbot: QtBot, source: Path, photos: list[Path]) -> None:
    """Confirm a photo and end."""
    window = open_window(source, photos, settings=Settings(offer_answered=True))
    until_ready(qtbot, window)
    QTest.keyClick(window, Qt.Key.Key_1)
    until_decided(qtbot, window, 1)
    window.close()


def offered(window: MainWindow) -> list[str]:
    return [one.text() for one in window.empty.buttons]


def until_said(qtbot: QtBot, window: MainWindow, *sentences: str) -> None:
    """A layout shows new buttons only when the event loop comes to it."""

    def said() -> bool:
        page = window.empty
        return all(one in page.text for one in sentences) and all(one.isVisible() for one in page.buttons)

    qtbot.waitUntil(said, timeout=READY_MS)


def until_written(qtbot: QtBot, window: MainWindow, dialog: ExportDialog) -> None:
    qtbot.waitUntil(dialog.export.isEnabled, timeout=READY_MS)
    dialog.export.click()
    qtbot.waitUntil(lambda: not window.session.exports.busy, timeout=READY_MS)


def test_what_was_decided_can_be_exported_while_the_catalogue_is_away(
    open_window: OpenWindow, qtbot: QtBot, catalogue: Path, photos: list[Path], tmp_path: Path
) -> None:
    decide_one(open_window, qtbot, catalogue, photos)
    moved, moved_photos = catalogue.with_name("unplugged"), tmp_path / "unplugged photos"
    catalogue.rename(moved)
    photos[0].parent.rename(moved_photos)
    window = open_window()
    until_said(qtbot, window, SAFE, BY_ITSELF)
    assert "is not there" in window.empty.text
    assert offered(window) == ["Try again", "Locate folder…", "Export…", "Open catalogue folder…"]
    assert window.top.export.isEnabled()

    button(window.empty, "Export…").click()
    dialog = window.dialogs.exports.dialog
    assert dialog is not None
    assert Path(dialog.request.path).name.startswith(f"{catalogue.name} decisions ")
    dialog.choose_path(str(tmp_path / "out.csv"))
    dialog.choose_photos(str(tmp_path / "copies"))
    until_written(qtbot, window, dialog)
    assert "It was not copied." in dialog.verdict
    with (tmp_path / "out.csv").open(encoding="utf-8-sig") as file:
        assert [(row["decision"], row["sku"]) for row in csv.DictReader(file)] == [("confirmed", "A-100")]
    dialog.reject()

    moved_photos.rename(photos[0].parent)
    moved.rename(catalogue)
    until_ready(qtbot, window)
    assert window.strip.filters.words == "All 3 · Undecided 2 · Confirmed 1"


def test_where_nothing_is_decided_there_is_nothing_to_export(
    open_window: OpenWindow, qtbot: QtBot, catalogue: Path
) -> None:
    window = open_window(catalogue, settings=Settings(offer_answered=True))
    until_open(qtbot, window)
    window.close()
    empty = catalogue.with_name("unplugged")
    catalogue.rename(empty)
    catalogue.mkdir()  # a drive may leave its folder behind
    again = open_window()
    qtbot.waitUntil(lambda: BY_ITSELF in again.empty.text, timeout=READY_MS)
    assert SAFE not in again.empty.text
    assert offered(again) == ["Try again", "Locate folder…", "Open catalogue folder…"]
    assert not again.top.export.isEnabled()
    catalogue.rmdir()
    empty.rename(catalogue)
    until_open(qtbot, again)
    assert again.top.counts.text() == "8 products · 8 images"


def test_a_catalogue_that_is_there_and_cannot_be_opened_is_not_tried_over_and_over(
    open_window: OpenWindow, qtbot: QtBot, catalogue: Path, photos: list[Path], tmp_path: Path
) -> None:
    decide_one(open_window, qtbot, catalogue, photos)
    window = open_window(settings=Settings(backbone="alexnet", last_catalogue=str(catalogue), offer_answered=True))
    qtbot.waitUntil(lambda: SAFE in window.empty.text, timeout=READY_MS)
    away = window.session.away
    with qtbot.assertNotEmitted(away.back, wait=300):
        pass
    assert window.session.catalogue.phase is Phase.FAILED
    assert BY_ITSELF not in window.empty.text


def test_another_catalogue_can_be_opened_while_the_first_is_away(
    open_window: OpenWindow, qtbot: QtBot, catalogue: Path, photos: list[Path]
) -> None:
    decide_one(open_window, qtbot, catalogue, photos)
    moved = catalogue.with_name("unplugged")
    catalogue.rename(moved)
    window = open_window()
    qtbot.waitUntil(lambda: BY_ITSELF in window.empty.text, timeout=READY_MS)
    window.session.open_catalogue(str(moved))
    until_open(qtbot, window)
    moved.rename(catalogue)
    with qtbot.assertNotEmitted(window.session.away.back, wait=300):
        pass
    assert window.top.name.text() == moved.name
    assert not window.top.export.isEnabled()
