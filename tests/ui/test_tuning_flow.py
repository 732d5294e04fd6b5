"""A tuning that helps: kept, in service after a restart, gone back from; or discarded."""

import shutil
import threading
import time
from pathlib import Path
from typing import NoReturn

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from stockmatch.core.catalogue import Snapshot
from stockmatch.core.errors import Cancelled, CatalogueError, WeightsMissing
from stockmatch.core.model import ModelId
from stockmatch.core.progress import Progress, Report, Stage
from stockmatch.core.settings import Settings
from stockmatch.services.engine_process import RemoteEngine
from stockmatch.ui.catalogue_desk import Phase
from stockmatch.ui.claims import Claims
from stockmatch.ui.main_window import MainWindow
from stockmatch.ui.tuning_dialog import TuningDialog
from stockmatch.ui.version_wishes import VersionWish, VersionWishes
from tests.fakes import CHOOSE_PHOTOS, engine_that_tuning_helps
from tests.ui.driver import READY_MS, SKUS, OpenWindow, button, until_decided, until_open, until_ready


def tuned(window: MainWindow, qtbot: QtBot) -> TuningDialog:
    """Tune through the dialog until its report is shown."""
    QTest.mouseClick(button(window.top, "Tune on catalog"), Qt.MouseButton.LeftButton)
    dialog = window.dialogs.tuning
    assert dialog is not None
    with qtbot.waitSignal(window.session.models.tuned, timeout=120_000):
        QTest.mouseClick(button(dialog, "Start tuning"), Qt.MouseButton.LeftButton)
    return dialog


class LongDownload:
    """Weights on their way, so that what is chosen waits for its turn."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._busy, self._go_on = threading.Event(), threading.Event()
        monkeypatch.setattr(RemoteEngine, "download_weights", self._download)

    def begin(self, window: MainWindow, qtbot: QtBot) -> None:
        for event in (self._busy, self._go_on):
            event.clear()
        window.session.models.download("alexnet")
        qtbot.waitUntil(self._busy.is_set)

    def end(self) -> None:
        self._go_on.set()

    def _download(self, _backbone: str, _report: Report) -> None:
        self._busy.set()
        self._go_on.wait(READY_MS / 1000)
        raise Cancelled


def until_chip(qtbot: QtBot, window: MainWindow, words: str) -> None:
    qtbot.waitUntil(lambda: window.top.chip.text() == words, timeout=READY_MS)


def test_keep_serves_the_tuned_model_and_going_back_is_one_click(
    open_window: OpenWindow, qtbot: QtBot, catalogue: Path, photos: list[Path]
) -> None:
    assert len(SKUS) == CHOOSE_PHOTOS
    window = open_window(catalogue, photos, factory=engine_that_tuning_helps)
    until_ready(qtbot, window)
    dialog = tuned(window, qtbot)
    assert window.top.chip.text() == "Classic"
    QTest.mouseClick(button(dialog, "Keep"), Qt.MouseButton.LeftButton)
    until_chip(qtbot, window, "Classic · tuned v1")
    until_ready(qtbot, window)
    match = window.session.queue.match
    assert match is not None
    assert window.session.catalogue.snapshot is not None
    assert match.model_id == window.session.catalogue.snapshot.model_id
    window.close()

    again = open_window()
    until_open(qtbot, again)
    until_chip(qtbot, again, "Classic · tuned v1")
    QTest.mouseClick(button(again.top, "Tune on catalog"), Qt.MouseButton.LeftButton)
    later = again.dialogs.tuning
    assert later is not None
    qtbot.waitUntil(lambda: _use_buttons(later) != [], timeout=READY_MS)
    QTest.mouseClick(_use_buttons(later)[0], Qt.MouseButton.LeftButton)
    until_chip(qtbot, again, "Classic")


def _use_buttons(dialog: TuningDialog) -> list[QPushButton]:
    return [b for b in dialog.findChildren(QPushButton) if "Use" in b.text() and b.isVisible()]


def test_discard_leaves_everything_as_it_was(
    open_window: OpenWindow, qtbot: QtBot, catalogue: Path, tmp_path: Path
) -> None:
    window = open_window(catalogue, factory=engine_that_tuning_helps)
    until_open(qtbot, window)
    dialog = tuned(window, qtbot)
    saved = list((tmp_path / "data").glob("catalogues/*/models/*/tuned.safetensors"))
    assert len(saved) == 1
    with qtbot.waitSignal(window.session.models.versions_known, timeout=READY_MS):
        QTest.mouseClick(button(dialog, "Discard"), Qt.MouseButton.LeftButton)
    assert not saved[0].exists()
    assert window.top.chip.text() == "Classic"


def test_a_version_that_is_cancelled_on_its_way_into_service_leaves_the_dialog_ready(
    open_window: OpenWindow, qtbot: QtBot, catalogue: Path
) -> None:
    window = open_window(catalogue)
    until_open(qtbot, window)
    QTest.mouseClick(button(window.top, "Tune on catalog"), Qt.MouseButton.LeftButton)
    dialog = window.dialogs.tuning
    assert dialog is not None

    def endless(report: Report) -> Snapshot:
        while True:
            report(Progress(Stage.LOADING_MODEL))
            time.sleep(0.01)

    dialog.show_saving()
    window.session.catalogue.change_version(endless, lambda _error: None)
    qtbot.waitUntil(lambda: window.session.catalogue.progress is not None, timeout=READY_MS)
    button(dialog, "Continue in the background").click()
    QTest.mouseClick(button(window.top, "Tune on catalog"), Qt.MouseButton.LeftButton)
    assert dialog.busy
    QTest.mouseClick(button(window.top, "Cancel"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.session.catalogue.phase is Phase.STOPPED, timeout=READY_MS)
    assert not dialog.busy
    assert button(dialog, "Start tuning").isVisible()


def test_a_version_whose_weights_are_gone_says_so_and_leaves_the_dialog_ready(
    open_window: OpenWindow, qtbot: QtBot, catalogue: Path
) -> None:
    window = open_window(catalogue, settings=Settings(offer_answered=True))
    until_open(qtbot, window)
    QTest.mouseClick(button(window.top, "Tune on catalog"), Qt.MouseButton.LeftButton)
    dialog = window.dialogs.tuning
    assert dialog is not None

    def gone(_report: Report) -> Snapshot:
        raise WeightsMissing("alexnet", 233, "AlexNet needs its pretrained weights.")

    dialog.show_saving()
    window.session.catalogue.change_version(gone, lambda _error: None)
    qtbot.waitUntil(lambda: window.dialogs.weights is not None)
    assert not dialog.busy
    assert "AlexNet needs its pretrained weights." in texts(dialog)


def test_a_tuning_is_kept_while_another_catalogue_is_opened_and_that_goes_on(
    open_window: OpenWindow, qtbot: QtBot, catalogue: Path, other: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window(catalogue, factory=engine_that_tuning_helps, settings=Settings(offer_answered=True))
    until_open(qtbot, window)
    dialog = tuned(window, qtbot)
    go_on, plain = threading.Event(), RemoteEngine.open_catalogue

    def slow(engine: RemoteEngine, source: str, settings: Settings, report: Report) -> Snapshot:
        while not go_on.wait(0.01):
            report(Progress(Stage.EMBEDDING))
        return plain(engine, source, settings, report)

    monkeypatch.setattr(RemoteEngine, "open_catalogue", slow)
    window.session.open_catalogue(str(other))
    qtbot.waitUntil(lambda: window.session.catalogue.phase is Phase.INDEXING)
    assert not dialog.versions._import.isEnabled()
    QTest.mouseClick(button(dialog, "Keep"), Qt.MouseButton.LeftButton)
    go_on.set()
    qtbot.waitUntil(lambda: window.top.name.text() == other.name, timeout=READY_MS)
    window.session.open_catalogue(str(catalogue))
    until_chip(qtbot, window, "Classic · tuned v1")


def test_a_tuning_whose_keeping_has_not_begun_as_another_catalogue_is_opened_is_kept(
    open_window: OpenWindow, qtbot: QtBot, catalogue: Path, other: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window(catalogue, factory=engine_that_tuning_helps, settings=Settings(offer_answered=True))
    until_open(qtbot, window)
    dialog = tuned(window, qtbot)
    download = LongDownload(monkeypatch)
    download.begin(window, qtbot)
    QTest.mouseClick(button(dialog, "Keep"), Qt.MouseButton.LeftButton)
    window.session.open_catalogue(str(other))
    download.end()
    qtbot.waitUntil(lambda: window.top.name.text() == other.name, timeout=READY_MS)
    window.session.open_catalogue(str(catalogue))
    until_chip(qtbot, window, "Classic · tuned v1")


def test_a_version_that_is_chosen_as_another_catalogue_is_opened_is_used_by_its_own_or_told_of(
    open_window: OpenWindow, qtbot: QtBot, catalogue: Path, other: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window(catalogue, factory=engine_that_tuning_helps, settings=Settings(offer_answered=True))
    until_open(qtbot, window)
    dialog = tuned(window, qtbot)
    QTest.mouseClick(button(dialog, "Keep"), Qt.MouseButton.LeftButton)
    until_chip(qtbot, window, "Classic · tuned v1")
    download = LongDownload(monkeypatch)

    def in_service() -> list[bool]:
        return [known.in_service for known in window.catalogue_view.versions]

    qtbot.waitUntil(lambda: in_service() == [False, True], timeout=READY_MS)

    def use_then_open_the_other() -> None:
        download.begin(window, qtbot)
        QTest.mouseClick(_use_buttons(dialog)[0], Qt.MouseButton.LeftButton)
        window.session.open_catalogue(str(other))
        download.end()
        qtbot.waitUntil(lambda: window.top.name.text() == other.name, timeout=READY_MS)

    use_then_open_the_other()
    window.session.open_catalogue(str(catalogue))
    qtbot.waitUntil(lambda: in_service() == [True, False], timeout=READY_MS)

    def gone(*_: object) -> Snapshot:
        raise CatalogueError("It is gone.")

    monkeypatch.setattr(RemoteEngine, "use_version", gone)
    use_then_open_the_other()
    words = f"In {catalogue.name}, the chosen version of the model was not put into service. It is gone."
    qtbot.waitUntil(lambda: words in texts(window.banner))


def test_why_a_catalogue_was_not_opened_still_stands_when_a_version_that_gave_way_to_it_serves(
    open_window: OpenWindow, qtbot: QtBot, catalogue: Path, other: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window(catalogue, settings=Settings(offer_answered=True))
    with qtbot.waitSignal(window.session.models.versions_known, timeout=READY_MS):
        until_open(qtbot, window)
    download = LongDownload(monkeypatch)
    download.begin(window, qtbot)
    window.session.models.use_version(0)
    gone = other.with_name("gone")
    window.session.open_catalogue(str(gone))
    with qtbot.waitSignal(window.session.catalogue.in_service, timeout=READY_MS):
        download.end()
    assert str(gone) in window.banner.text
    with qtbot.waitSignal(window.session.catalogue.in_service, timeout=READY_MS):
        window.session.open_catalogue(str(other))
    assert window.banner.text == ""


def test_a_tuning_whose_keeping_has_not_begun_as_the_window_is_closed_or_killed_serves_at_the_next_start(
    open_window: OpenWindow, qtbot: QtBot, catalogue: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window(catalogue, factory=engine_that_tuning_helps, settings=Settings(offer_answered=True))
    until_open(qtbot, window)
    dialog = tuned(window, qtbot)
    busy = threading.Event()

    def downloading(_engine: RemoteEngine, _backbone: str, report: Report) -> None:
        while True:
            busy.set()
            report(Progress(Stage.DOWNLOADING))
            time.sleep(0.01)

    with monkeypatch.context() as patch:
        patch.setattr(RemoteEngine, "download_weights", downloading)
        window.session.models.download("alexnet")
        qtbot.waitUntil(busy.is_set)
        QTest.mouseClick(button(dialog, "Keep"), Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: "version_wished" in (tmp_path / "data" / "window.ini").read_text("utf-8"))
        window.close()
    again = open_window()
    until_chip(qtbot, again, "Classic · tuned v1")
    snapshot = again.session.catalogue.snapshot
    assert snapshot is not None
    assert again.session.models._wishes.of(snapshot.catalogue_id) is None


def test_a_tuning_that_waits_for_its_turn_is_kept_although_another_one_is_proposed_by_then(
    open_window: OpenWindow, qtbot: QtBot, catalogue: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window(catalogue, factory=engine_that_tuning_helps, settings=Settings(offer_answered=True))
    until_open(qtbot, window)
    models = window.session.models
    download = LongDownload(monkeypatch)
    with qtbot.waitSignal(models.tuned, timeout=READY_MS) as first:
        models.tune()
    download.begin(window, qtbot)
    models.keep(first.args[0].version)
    with qtbot.waitSignal(models.tuned, timeout=READY_MS) as second:
        models.tune()
    assert second.args[0].version not in {None, first.args[0].version}
    download.end()
    until_chip(qtbot, window, "Classic · tuned v1")


def test_a_tuning_that_a_window_ended_over_before_it_was_kept_can_be_chosen(
    open_window: OpenWindow, qtbot: QtBot, catalogue: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window(catalogue, factory=engine_that_tuning_helps, settings=Settings(offer_answered=True))
    until_open(qtbot, window)
    models = window.session.models
    with qtbot.waitSignal(models.tuned, timeout=READY_MS) as proposed:
        models.tune()
    report = proposed.args[0]
    window.close()
    memory = QSettings(window.session.memory.fileName(), QSettings.Format.IniFormat)
    wishes = VersionWishes(memory, Claims(window.session.services.data_dir))
    wish = VersionWish(report.catalogue_id, report.catalogue, report.version)
    wishes.note(wish)
    memory.setValue(f"version_tried/{report.catalogue_id}", memory.value(f"version_wished/{report.catalogue_id}"))
    memory.sync()
    again = open_window()
    until_open(qtbot, again)

    def kept() -> bool:
        with qtbot.waitSignal(again.session.models.versions_known, timeout=READY_MS) as listed:
            again.session.models.list_versions()
        return [version.version for version in listed.args[0]] == [0, report.version]

    qtbot.waitUntil(kept, timeout=READY_MS)
    assert again.session.catalogue.snapshot is not None
    assert not again.session.catalogue.snapshot.tuned


@pytest.mark.parametrize("end", ["closed", "killed"])
def test_a_version_that_a_window_was_closed_over_serves_at_the_next_start_and_one_it_was_killed_over_is_told_of(
    open_window: OpenWindow, qtbot: QtBot, catalogue: Path, monkeypatch: pytest.MonkeyPatch, end: str
) -> None:
    window = open_window(catalogue, settings=Settings(offer_answered=True))
    with qtbot.waitSignal(window.session.models.versions_known, timeout=READY_MS):
        until_open(qtbot, window)
    noted, plain, begun = Path(window.session.memory.fileName()), RemoteEngine.use_version, list[str]()

    def hours(_engine: RemoteEngine, _id: str, _base: ModelId, _version: int, report: Report) -> NoReturn:
        begun.append(noted.read_text("utf-8"))
        while True:
            report(Progress(Stage.EMBEDDING))
            time.sleep(0.01)

    with monkeypatch.context() as patch:
        patch.setattr(RemoteEngine, "use_version", hours)
        window.session.models.use_version(0)
        qtbot.waitUntil(lambda: len(begun) == 1)
        window.close()
    if end == "killed":
        noted.write_text(begun[0], "utf-8")

    def again(engine: RemoteEngine, catalogue_id: str, base: ModelId, version: int, report: Report) -> Snapshot:
        begun.append("again")
        return plain(engine, catalogue_id, base, version, report)

    monkeypatch.setattr(RemoteEngine, "use_version", again)
    later = open_window()
    wishes, snapshot = later.session.models._wishes, window.session.catalogue.snapshot
    assert snapshot is not None
    with qtbot.waitSignal(later.session.models.versions_known, timeout=READY_MS):
        until_open(qtbot, later)
    qtbot.waitUntil(lambda: wishes.of(snapshot.catalogue_id) is None, timeout=READY_MS)
    told = f"In {catalogue.name}, the chosen version of the model was not put into service. Stockmatch ended while"
    assert (told in texts(later.banner)) == (end == "killed")
    assert len(begun) == (1 if end == "killed" else 2)


def test_the_report_ranks_the_confirmed_photos_before_and_after(
    open_window: OpenWindow, qtbot: QtBot, catalogue: Path, photos: list[Path]
) -> None:
    window = open_window(catalogue, photos, factory=engine_that_tuning_helps)
    for decided in range(1, 4):
        until_ready(qtbot, window)
        QTest.keyClick(window, Qt.Key.Key_1 if decided < 3 else Qt.Key.Key_5)
        until_decided(qtbot, window, decided)
    stages: list[Stage] = []
    window.session.models.tuning_progressed.connect(lambda now: stages.append(now.stage))
    dialog = tuned(window, qtbot)
    assert "3 photos that took no part in the tuning: top-1 error" in texts(dialog)
    assert f"Ranked among all {len(SKUS)} products." in texts(dialog)
    assert "Tuned on version 1 of “Supplier 目錄”." in texts(dialog)
    assert Stage.CHECKING in stages


def test_a_version_is_given_to_another_catalogue_and_serves_there_only_once_it_is_used(
    open_window: OpenWindow, qtbot: QtBot, catalogue: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window(catalogue, factory=engine_that_tuning_helps)
    until_open(qtbot, window)
    dialog = tuned(window, qtbot)
    with qtbot.waitSignal(window.session.models.versions_known, timeout=READY_MS):
        QTest.mouseClick(button(dialog, "Keep"), Qt.MouseButton.LeftButton)
    until_chip(qtbot, window, "Classic · tuned v1")
    offered: list[str] = []

    def name_file(_parent: object, _title: str, proposal: str, _kinds: str) -> tuple[str, str]:
        offered.append(proposal)
        return str(tmp_path / "given"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", name_file)
    with qtbot.waitSignal(window.session.models.version_exported, timeout=READY_MS):
        QTest.mouseClick(button(dialog, "Export…"), Qt.MouseButton.LeftButton)
    assert Path(offered[0]).name == "Supplier 目錄 Classic v1.stockmatch-model"
    assert f"Saved as {tmp_path / 'given.stockmatch-model'}" in texts(dialog)

    other = tmp_path / "Other"
    shutil.copytree(catalogue, other)
    window.session.mark_reviewed(str(other))
    window.session.open_catalogue(str(other))
    until_chip(qtbot, window, "Classic")
    chosen = tmp_path / "broken.stockmatch-model"
    chosen.write_bytes((tmp_path / "given.stockmatch-model").read_bytes()[:-9])
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(chosen), ""))
    QTest.mouseClick(button(window.top, "Tune on catalog"), Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(window.session.models.exchange_failed, timeout=READY_MS):
        QTest.mouseClick(button(dialog, "Import a version…"), Qt.MouseButton.LeftButton)
    assert "broken.stockmatch-model is no model version" in texts(dialog)
    chosen = tmp_path / "given.stockmatch-model"
    with qtbot.waitSignal(window.session.models.versions_known, timeout=READY_MS):
        QTest.mouseClick(button(dialog, "Import a version…"), Qt.MouseButton.LeftButton)
    assert "Imported as version 1. It serves only if you choose" in texts(dialog)
    assert "measured elsewhere, on “Supplier 目錄”" in texts(dialog)
    assert window.top.chip.text() == "Classic"
    QTest.mouseClick(button(dialog, "Use this version"), Qt.MouseButton.LeftButton)
    until_chip(qtbot, window, "Classic · tuned v1")


def texts(of: QWidget) -> str:
    return "\n".join(str(child.property("text")) for child in of.findChildren(QWidget) if child.isVisible())
