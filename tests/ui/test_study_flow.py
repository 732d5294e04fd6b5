"""A study from the window: chosen, watched, stopped, taken up again, read, saved."""

import csv
import time
from pathlib import Path

import pytest
import torch
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot
from torchvision import models

from stockmatch.composition import build_engine
from stockmatch.core.ports import MatchingEngine
from stockmatch.core.progress import Progress, Report, Stage
from stockmatch.core.study import StudyRequest, StudyResult
from stockmatch.services.engine_process import RemoteEngine
from stockmatch.ui.main_window import MainWindow
from stockmatch.ui.study_dialog import StudyDialog
from tests.ui.driver import READY_MS, SKUS, OpenWindow, button, until_open

BACKBONE = "mobilenet_v3_small"


def engine_of_one_network(data_dir: Path) -> MatchingEngine:
    """The real engine; a study knows one network only, so that it is quick. Runs in the engine's process."""
    from stockmatch.study import run  # noqa: PLC0415 - in the engine's process only

    patch = pytest.MonkeyPatch()
    patch.setattr(run, "STUDIED", (BACKBONE,))
    patch.setattr(run, "STUDIABLE", (BACKBONE,))
    return build_engine(data_dir)


@pytest.fixture
def chosen(tmp_path: Path, photos: list[Path], catalogue: Path) -> tuple[Path, Path]:
    """A file of right answers and a folder of weights."""
    file, folder = tmp_path / "answers.csv", tmp_path / "weights"
    rows = [(f"photos/{path.name}", f"{catalogue.name}/{sku}.jpg") for path, sku in zip(photos, SKUS, strict=False)]
    with file.open("w", newline="", encoding="utf-8") as out:
        csv.writer(out).writerows([("query", "target"), *rows])
    folder.mkdir()
    torch.manual_seed(0)
    torch.save(models.mobilenet_v3_small().state_dict(), folder / f"{BACKBONE}.pth")
    return file, folder


def one_part_is_done(now: Progress) -> bool:
    return now.stage is Stage.STUDYING and now.done >= 1


def opened(window: MainWindow) -> StudyDialog:
    """Through the menu of the catalogue button."""
    menu = window.top.open_button.menu()
    assert menu is not None
    (action,) = (a for a in menu.actions() if isinstance(a, QAction) and a.text() == "Study report…")
    assert action.isEnabled()
    action.trigger()
    dialog = window.dialogs.study
    assert dialog is not None
    return dialog


def test_a_study_is_stopped_taken_up_again_and_read(
    open_window: OpenWindow, qtbot: QtBot, catalogue: Path, chosen: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    answers, weights = chosen
    window = open_window(catalogue, factory=engine_of_one_network)
    until_open(qtbot, window)
    dialog, desk = opened(window), window.session.studies
    assert not dialog.start.isEnabled()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(answers), ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: str(weights))
    QTest.mouseClick(button(dialog, "Choose answers…"), Qt.MouseButton.LeftButton)
    QTest.mouseClick(button(dialog, "Choose weights folder…"), Qt.MouseButton.LeftButton)

    with qtbot.waitSignal(desk.progressed, timeout=60_000, check_params_cb=one_part_is_done):
        QTest.mouseClick(button(dialog, "Start"), Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(desk.failed, timeout=60_000) as stopped:
        QTest.mouseClick(button(dialog, "Stop"), Qt.MouseButton.LeftButton)
    assert stopped.args == [""]
    assert "What is finished is kept" in dialog._message.text()

    with qtbot.waitSignal(desk.finished, timeout=120_000) as finished:
        QTest.mouseClick(button(dialog, "Start"), Qt.MouseButton.LeftButton)
    result = finished.args[0]
    assert result.reused >= 1
    assert result.photos == 3
    shown = dialog.reader.toPlainText()
    assert "What the study got wrong" in shown
    assert "MobileNetV3-Small" in shown
    for word in ("query", "queries", "target", "label"):
        assert word not in shown.lower()
    assert pictures(dialog.reader.document()) >= 5

    copy = answers.parent / "copy.html"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(copy), ""))
    with qtbot.waitSignal(desk.saved, timeout=10_000):
        QTest.mouseClick(button(dialog, "Save as…"), Qt.MouseButton.LeftButton)
    assert copy.read_bytes() == Path(result.report).read_bytes()


def test_a_tuning_that_waits_for_a_study_is_stopped_at_once(
    open_window: OpenWindow, qtbot: QtBot, catalogue: Path, chosen: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    answers, weights = chosen
    window = open_window(catalogue)
    until_open(qtbot, window)

    def long(_engine: RemoteEngine, _request: StudyRequest, report: Report) -> StudyResult:
        while True:
            report(Progress(Stage.STUDYING))
            time.sleep(0.01)

    monkeypatch.setattr(RemoteEngine, "study", long)
    dialog, models = opened(window), window.session.models
    dialog.choose_answers(str(answers))
    dialog.choose_weights(str(weights))
    with qtbot.waitSignal(window.session.studies.progressed, timeout=READY_MS):
        button(dialog, "Start").click()
    button(window.top, "Tune on catalog").click()
    tuning = window.dialogs.tuning
    assert tuning is not None
    button(tuning, "Start tuning").click()
    with qtbot.waitSignal(models.tuning_failed):
        button(tuning, "Stop").click()
    assert not tuning.busy
    assert window.session.studies.running
    with qtbot.waitSignal(window.session.studies.failed):
        button(dialog, "Stop").click()


def pictures(document: QTextDocument) -> int:
    """Pictures that the document shows and could decode."""
    found = 0
    block = document.begin()
    while block.isValid():
        for layout in block.textFormats():
            if layout.format.isImageFormat():
                found += layout.format.toImageFormat().width() > 0
        block = block.next()
    return found


def test_what_is_wrong_is_said_and_another_choice_is_free(
    open_window: OpenWindow, qtbot: QtBot, catalogue: Path, tmp_path: Path
) -> None:
    window = open_window(catalogue, factory=engine_of_one_network)
    until_open(qtbot, window)
    dialog, desk = opened(window), window.session.studies
    empty = tmp_path / "empty.csv"
    empty.write_text("query,target\nnowhere.png,neither.png\n")
    dialog.choose_answers(str(empty))
    with qtbot.waitSignal(desk.failed, timeout=60_000):
        QTest.mouseClick(button(dialog, "Start"), Qt.MouseButton.LeftButton)
    assert "No photo could be judged" in dialog._message.text()
    assert dialog.start.isEnabled()
    assert not desk.running


def test_a_study_names_the_catalogue_that_it_would_be_of(
    open_window: OpenWindow, qtbot: QtBot, catalogue: Path, other: Path
) -> None:
    window = open_window(catalogue)
    until_open(qtbot, window)
    dialog = opened(window)
    assert dialog._title.text() == f"Compare models on {catalogue.name}"
    with qtbot.waitSignal(window.session.queue.opened, timeout=READY_MS):
        window.session.open_catalogue(str(other))
    assert dialog._title.text() == f"Compare models on {other.name}"
