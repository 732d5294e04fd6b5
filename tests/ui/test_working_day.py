"""A working day through the real window: sixty photos by keyboard, undo, power cut, many at once, and the export."""

import csv
import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from stockmatch.core.decisions import Choice
from stockmatch.core.own_decisions import BULK_NOTE
from stockmatch.ui.bulk_dialog import Allowed, BulkDialog
from stockmatch.ui.main_window import MainWindow
from stockmatch.ui.photo_state import PhotoState
from tests.conftest import ROOT
from tests.ui.day import PHOTOS, DayEngine, decide, decided, offered, plan, write_photos
from tests.ui.driver import READY_MS, OpenWindow, until_decided, until_open, until_ready

MORNING, NOON = 25, 45
COLUMNS = (
    "photo_file", "photo_sha256", "decision", "sku", "barcode", "name", "colour", "size", "supplier", "catalogue_image",
    "rank", "score", "margin", "model_id", "catalogue_version", "decided_by", "decided_at", "note",
)  # fmt: skip


def morning(tmp_path: Path, catalogue: Path, photos: Path) -> None:
    """Another process decides the first photos and is killed; nothing is closed or said goodbye to."""
    env = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)])}
    arguments = [str(tmp_path / "data"), str(catalogue), str(photos), str(MORNING)]
    command = [sys.executable, "-m", "tests.ui.day", *arguments]
    with subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        said = child.stdout.readline()
        child.kill()
    assert said == f"decided {MORNING}\n"


def export(qtbot: QtBot, window: MainWindow, path: Path) -> list[dict[str, str]]:
    QTest.mouseClick(window.top.export, Qt.MouseButton.LeftButton)
    dialog = window.dialogs.exports.dialog
    assert dialog is not None
    dialog.choose_path(str(path))
    qtbot.waitUntil(dialog.export.isEnabled, timeout=READY_MS)
    QTest.mouseClick(dialog.export, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.dialogs.exports.dialog is None, timeout=READY_MS)
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        rows = list(reader)
        assert tuple(reader.fieldnames or ()) == COLUMNS
    return rows


def test_a_working_day(open_window: OpenWindow, qtbot: QtBot, catalogue: Path, tmp_path: Path) -> None:
    paths = write_photos(tmp_path / "day")
    morning(tmp_path, catalogue, tmp_path / "day")

    window = open_window(factory=DayEngine)
    until_open(qtbot, window)
    desk = window.session.queue
    assert decided(window) == MORNING
    until_ready(qtbot, window)
    assert window.work.photo.path == str(paths[MORNING])
    decide(window, NOON)

    for step in range(20):
        QTest.keyClick(window, Qt.Key.Key_Z)
        until_decided(qtbot, window, NOON - step - 1)
    assert window.work.photo.path == str(paths[MORNING])
    assert desk.match is not None
    assert [one.sku for one in desk.match.candidates] == [sku for sku, _ in offered(MORNING)]  # still there
    for step in range(20):
        QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ShiftModifier)
        until_decided(qtbot, window, MORNING + step + 1)
    assert window.work.photo.path == str(paths[NOON])

    sure = accept_many(qtbot, window)
    until_decided(qtbot, window, NOON + len(sure))
    QTest.keyClick(window, Qt.Key.Key_Z)
    until_decided(qtbot, window, NOON)  # one undo for all
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ShiftModifier)
    until_decided(qtbot, window, NOON + len(sure))

    decide(window, PHOTOS)
    assert desk.state is PhotoState.COMPLETE
    rows = export(qtbot, window, tmp_path / "day.csv")
    assert [row["photo_file"] for row in rows] == [str(path) for path in paths]
    products = {product.sku: product for product in window.session.catalogue.snapshot.products}  # type: ignore[union-attr]
    for number, row in enumerate(rows):
        here, answer = plan(number), offered(number)
        place = (here.rank or 0) - 1
        chosen = products[answer[place][0]] if here.rank else None
        gaps = [former[1] - later[1] for former, later in zip(answer, [*answer[1:], ("", 0.0)], strict=True)]
        assert row["photo_sha256"] == hashlib.sha256(paths[number].read_bytes()).hexdigest()
        assert row["decision"] == here.kind
        assert row["sku"] == (chosen.sku if chosen else "")
        assert row["name"] == (chosen.name if chosen else "")
        assert row["catalogue_image"] == (chosen.images[0].path if chosen else "")
        assert row["rank"] == str(here.rank or "")
        assert (float(row["score"]) if chosen else row["score"]) == (pytest.approx(answer[place][1]) if chosen else "")
        assert (float(row["margin"]) if chosen else row["margin"]) == (pytest.approx(gaps[place]) if chosen else "")
        assert row["note"] == (BULK_NOTE if number in sure else "")
        assert row["supplier"] == catalogue.name
        assert row["model_id"].startswith("classic")
        assert row["catalogue_version"] == "1"
        assert row["decided_by"]
        assert row["decided_at"].startswith("20")
    check_report(window)


def many(window: MainWindow) -> BulkDialog:
    window.strip.bulk_requested.emit()
    assert window.reviewing.bulk is not None
    return window.reviewing.bulk


def accept_many(qtbot: QtBot, window: MainWindow) -> list[int]:
    """Look the list through, take one tick away, and accept; which photos were accepted."""
    judged = [plan(number) for number in range(NOON)]
    right = sum(one.rank == 1 and one.kind == "confirmed" for one in judged)
    over = [number for number in range(NOON, PHOTOS) if plan(number).key == Qt.Key.Key_1]
    dialog = many(window)
    assert dialog.proof.text().startswith("Your own decisions do not prove that yet: ")  # 1 in 20 needs 59
    assert not dialog.accept_all.isEnabled()
    dialog.allowed.button(Allowed.TEN).click()
    qtbot.waitUntil(lambda: len(dialog.list.pairs.chosen) == len(over), timeout=READY_MS)
    QTest.keyClick(dialog, Qt.Key.Key_Return)  # the obvious key accepts nothing
    assert window.reviewing.bulk is None
    assert decided(window) == NOON
    dialog = many(window)
    dialog.allowed.button(Allowed.TEN).click()
    qtbot.waitUntil(lambda: len(dialog.list.pairs.chosen) == len(over), timeout=READY_MS)
    assert f"right in {right} of your {right} decisions" in dialog.proof.text()
    assert "7.8 % of such photos" in dialog.proof.text()
    assert not dialog.accept_all.isDefault()
    QTest.keyClick(dialog.list, Qt.Key.Key_Down)
    QTest.keyClick(dialog.list, Qt.Key.Key_Space)
    left = dialog.list.pairs.chosen
    assert len(left) == len(over) - 1
    words = f"Among {len(left)} photos, 0.0 mistakes are to be expected, and not more than {len(left) * 0.0778:.1f}."
    assert dialog.expected.text().startswith(words)
    QTest.mouseClick(dialog.accept_all, Qt.MouseButton.LeftButton)
    names = {photo.id: int(Path(photo.path).stem.removeprefix("IMG_")) for photo in window.session.queue.queue.photos}
    return [names[photo_id] for photo_id in left]


def check_report(window: MainWindow) -> None:
    """What was accepted in bulk proves nothing; what failed is in the gallery."""
    window.strip.report_requested.emit()
    report = window.reviewing.report
    assert report is not None
    model = report.models.model()
    bulk = sum(one.note == BULK_NOTE for one in choices(window))
    confirmed = [plan(number).rank for number in range(PHOTOS) if plan(number).kind == "confirmed"]
    assert model.index(0, 1).data() == str(len(confirmed) - bulk)
    assert str(model.index(0, 2).data()).startswith(f"{confirmed.count(1) - bulk}/{len(confirmed) - bulk} · ")
    failures = report.failures.pairs
    names = [failures.index(row, 0).data() for row in range(failures.rowCount())]
    assert names == [plan(n).file_name for n in range(PHOTOS) if plan(n).rank == 2]  # a variant is no failure
    report.reject()


def choices(window: MainWindow) -> list[Choice]:
    return [photo.decision.choice for photo in window.session.queue.queue.photos if photo.decision is not None]
