"""Opening catalogues: the review of groups, cancel, another backbone, and what loads before the first paint."""

import subprocess
import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from stockmatch.composition import build_services
from stockmatch.core.catalogue import Preview
from stockmatch.core.model import Similarity
from stockmatch.core.progress import Progress, Report, Stage
from stockmatch.core.settings import Settings, Theme
from stockmatch.core.table import TablePreview
from stockmatch.services.engine_process import RemoteEngine
from stockmatch.ui import screenshots
from stockmatch.ui.catalogue_desk import Phase
from tests.ui.driver import READY_MS, OpenWindow, button, picture, until_open, until_ready


def test_groups_are_shown_before_they_are_used_and_asked_about_once(
    open_window: OpenWindow, qtbot: QtBot, catalogue: Path
) -> None:
    for number in (1, 2):
        picture(20 + number).save(catalogue / f"E-100_{number}.jpg")
    window = open_window(catalogue)
    qtbot.waitUntil(lambda: window.dialogs.review is not None, timeout=READY_MS)
    review = window.dialogs.review
    assert review is not None
    review.reject()
    assert window.session.catalogue.phase is Phase.IDLE
    assert window.empty.title == "Open a catalogue to begin"

    window.session.open_catalogue(str(catalogue))
    qtbot.waitUntil(lambda: window.dialogs.review is not None, timeout=READY_MS)
    again = window.dialogs.review
    assert again is not None
    primary = [b for b in again.findChildren(QPushButton) if b.isDefault()]
    QTest.mouseClick(primary[0], Qt.MouseButton.LeftButton)
    until_open(qtbot, window)
    assert window.top.counts.text() == "9 products · 10 images"

    window.close()
    later = open_window()
    until_open(qtbot, later)
    assert later.dialogs.review is None


def test_missing_weights_leave_classic_in_service(
    open_window: OpenWindow, qtbot: QtBot, catalogue: Path, photos: list[Path]
) -> None:
    window = open_window(catalogue, photos)
    until_ready(qtbot, window)
    window.top.settings.setChecked(True)
    window.settings.changed.emit(Settings(backbone="alexnet", offer_answered=True))
    qtbot.waitUntil(lambda: window.dialogs.weights is not None, timeout=READY_MS)
    assert window.top.chip.text() == "Classic"
    dialog = window.dialogs.weights
    assert dialog is not None
    dialog.classic_chosen.emit()
    qtbot.waitUntil(lambda: window.session.settings.backbone == "classic")
    qtbot.waitUntil(lambda: window.session.catalogue.phase is Phase.IDLE, timeout=READY_MS)
    until_ready(qtbot, window)
    assert window.top.chip.text() == "Classic"


def test_a_weights_file_that_is_not_waited_for_changes_nothing(
    open_window: OpenWindow, qtbot: QtBot, catalogue: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window(catalogue, settings=Settings(offer_answered=True))
    until_open(qtbot, window)
    begun, checked = threading.Event(), threading.Event()

    def fits(*_: object) -> None:
        begun.set()
        checked.wait(READY_MS / 1000)

    monkeypatch.setattr(RemoteEngine, "check_weights", fits)
    window.dialogs.offer("alexnet")
    dialog = window.dialogs.weights
    assert dialog is not None
    dialog._show_checking("own.pth")
    dialog.file_chosen.emit("alexnet", "own.pth")
    qtbot.waitUntil(begun.is_set, timeout=READY_MS)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    with qtbot.waitSignal(window.session.models.versions_known, timeout=READY_MS):
        window.session.models.list_versions()
        checked.set()
    assert window.session.settings.backbone == "classic"
    assert window.session.settings.weights_files == {}


def test_indexing_can_be_cancelled_and_gone_on_with(open_window: OpenWindow, qtbot: QtBot, catalogue: Path) -> None:
    for number in range(20):
        picture(number).resize((240, 320)).save(catalogue / f"X{number:03}.png")
    window = open_window(catalogue)
    session = window.session
    titles: list[str] = []

    def cancel() -> None:
        """At the first images that are shown: a fast machine is done with them all before anybody who polls looks."""
        progress, buttons = session.catalogue.progress, window.empty.findChildren(QPushButton)
        shown = any(one.isVisible() for one in buttons)
        if not titles and shown and progress is not None and progress.done > 0:
            titles.append(window.empty.title)
            QTest.mouseClick(button(window.empty, "Cancel"), Qt.MouseButton.LeftButton)

    session.catalogue.changed.connect(cancel)
    qtbot.waitUntil(lambda: bool(titles), timeout=READY_MS)
    assert titles == [f"Indexing {catalogue.name}"]
    qtbot.waitUntil(lambda: session.catalogue.phase in {Phase.STOPPED, Phase.IDLE}, timeout=READY_MS)
    if session.catalogue.phase is Phase.STOPPED:
        assert window.empty.title == "Indexing was stopped"
        qtbot.waitUntil(lambda: all(offered.isVisible() for offered in window.empty.buttons))
        QTest.mouseClick(button(window.empty, "Go on"), Qt.MouseButton.LeftButton)
    until_open(qtbot, window)
    assert window.top.counts.text() == "28 products · 28 images"


def test_themes_change_at_once_and_survive(open_window: OpenWindow, qtbot: QtBot, qapp: QApplication) -> None:
    window = open_window()
    light = qapp.palette().window().color()
    window.settings.changed.emit(Settings(theme=Theme.DARK))
    assert qapp.palette().window().color() != light
    window.close()
    open_window()
    assert qapp.palette().window().color() != light


def test_a_screenshot_waits_for_the_matches(qtbot: QtBot, catalogue: Path, photos: list[Path], tmp_path: Path) -> None:
    out = tmp_path / "shots" / "window.png"
    services = build_services(tmp_path / "data")
    found = screenshots.take(services, str(catalogue), [str(path) for path in photos], out, theme=Theme.DARK)
    assert [match.photo for match in found] == [str(path) for path in photos]
    assert found[0].candidates[0].sku == "A-100"
    assert out.stat().st_size > 10_000
    assert services.load_settings()[0].theme is Theme.SYSTEM


@pytest.mark.parametrize("heavy", ["numpy", "PIL", "cv2", "sqlalchemy", "torch", "stockmatch.ui.tuning_dialog"])
def test_nothing_heavy_loads_before_the_first_paint(heavy: str, tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from stockmatch.composition import build_services;"
        "from stockmatch.ui.app import start_window;"
        f"window = start_window(build_services(Path({str(tmp_path)!r})));"
        f"window.repaint(); found = {heavy!r} in sys.modules; window.close(); sys.exit(found)"
    )
    done = subprocess.run([sys.executable, "-c", code], check=False, timeout=60)
    assert done.returncode == 0


def test_how_files_are_grouped_is_said_for_each_catalogue(
    open_window: OpenWindow, qtbot: QtBot, catalogue: Path, other: Path
) -> None:
    for folder in (catalogue, other):
        for number in (1, 2):
            picture(20 + number).save(folder / f"E-100_{number}.jpg")
    window = open_window()
    desk = window.session.catalogue

    def open_it(folder: Path, counts: str) -> None:
        window.session.open_catalogue(str(folder))
        qtbot.waitUntil(lambda: window.dialogs.review is not None or not desk.working, timeout=READY_MS)
        if window.dialogs.review is not None:
            window.dialogs.review._group.setChecked(folder is catalogue)
            button(window.dialogs.review, "Open").click()
        qtbot.waitUntil(lambda: window.top.counts.text() == counts, timeout=READY_MS)

    open_it(catalogue, "9 products · 10 images")
    open_it(other, "5 products · 5 images")
    assert not window.settings._group.isChecked()
    open_it(catalogue, "9 products · 10 images")
    assert window.settings._group.isChecked()
    window.settings._group.click()
    qtbot.waitUntil(lambda: window.top.counts.text() == "10 products · 10 images", timeout=READY_MS)
    window.settings._group.click()
    qtbot.waitUntil(lambda: window.top.counts.text() == "9 products · 10 images", timeout=READY_MS)
    window.session.open_catalogue(str(other))
    qtbot.waitUntil(lambda: window.top.counts.text() == "5 products · 5 images", timeout=READY_MS)


@pytest.mark.parametrize("opened", [True, False])
def test_another_model_chosen_while_a_folder_is_listed_does_not_skip_the_review_of_its_groups(
    open_window: OpenWindow, qtbot: QtBot, catalogue: Path, other: Path, *, monkeypatch: pytest.MonkeyPatch,
    opened: bool,
) -> None:  # fmt: skip
    for number in (1, 2):
        picture(20 + number).save(other / f"E-100_{number}.jpg")
    window = open_window(catalogue, settings=Settings(offer_answered=True))
    until_open(qtbot, window)
    desk, listed, plain = window.session.catalogue, threading.Event(), RemoteEngine.preview

    def slow(engine: RemoteEngine, source: str, report: Report) -> Preview | TablePreview:
        report(Progress(Stage.SCANNING, 1))
        while not listed.wait(0.01):
            report(Progress(Stage.SCANNING, 1))
        return plain(engine, source, report)

    monkeypatch.setattr(RemoteEngine, "preview", slow)
    window.session.open_catalogue(str(other))
    qtbot.waitUntil(lambda: desk.phase is Phase.SCANNING)
    window.settings.changed.emit(Settings(offer_answered=True, similarity=Similarity.EUCLIDEAN))
    listed.set()
    qtbot.waitUntil(lambda: not desk.working, timeout=READY_MS)
    assert window.dialogs.review is not None
    button(window.dialogs.review, "Open" if opened else "Cancel").click()
    qtbot.waitUntil(lambda: desk.phase is Phase.IDLE, timeout=READY_MS)
    chosen = Similarity.EUCLIDEAN if opened else Similarity.COSINE
    assert window.top.name.text() == (other if opened else catalogue).name
    assert window.session.settings.similarity is chosen
