"""Exporting in the real window: preview, templates, copies of photos, only what is new, nothing replaced unasked."""

import csv
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from stockmatch.core.exporting import Template
from stockmatch.ui.export_dialog import ExportDialog
from stockmatch.ui.main_window import MainWindow
from tests.ui.driver import READY_MS, OpenWindow, button, until_decided, until_ready

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # the offscreen platform says so of every window


def dialog_of(qtbot: QtBot, window: MainWindow, words: str) -> ExportDialog:
    QTest.mouseClick(window.top.export, Qt.MouseButton.LeftButton)
    dialog = window.dialogs.exports.dialog
    assert dialog is not None
    until_said(qtbot, dialog, words)
    return dialog


def until_said(qtbot: QtBot, dialog: ExportDialog, words: str) -> None:
    qtbot.waitUntil(lambda: words in dialog.verdict, timeout=READY_MS)


def press(qtbot: QtBot, dialog: ExportDialog, words: str) -> None:
    qtbot.waitUntil(dialog.export.isEnabled, timeout=READY_MS)
    QTest.mouseClick(button(dialog, words), Qt.MouseButton.LeftButton)


def written(qtbot: QtBot, window: MainWindow, dialog: ExportDialog, words: str) -> None:
    press(qtbot, dialog, words)
    qtbot.waitUntil(lambda: window.dialogs.exports.dialog is None, timeout=READY_MS)


def test_export(open_window: OpenWindow, qtbot: QtBot, catalogue: Path, photos: list[Path], tmp_path: Path) -> None:
    window = open_window(catalogue, photos)
    until_ready(qtbot, window)
    QTest.keyClick(window, Qt.Key.Key_1)
    until_decided(qtbot, window, 1)
    until_ready(qtbot, window)
    QTest.keyClick(window, Qt.Key.Key_N)
    until_decided(qtbot, window, 2)

    dialog = dialog_of(qtbot, window, "2 rows")
    out, copies = tmp_path / "out", tmp_path / "copies"
    out.mkdir()
    dialog.choose_path(str(out / "shop.csv"))
    dialog.template.setCurrentIndex(dialog.template.findData(Template.SHOPIFY.value))
    dialog.template.activated.emit(dialog.template.currentIndex())
    dialog.choose_photos(str(copies))
    until_said(qtbot, dialog, "1 row · not confirmed, left out: 1")
    written(qtbot, window, dialog, "Export")
    assert "1 row exported to" in window.banner.text
    assert "photos copied: 1" in window.banner.text
    assert [path.name for path in copies.iterdir()] == ["A-100_1.jpg"]
    with (out / "shop.csv").open(encoding="utf-8-sig") as file:
        assert next(iter(csv.DictReader(file)))["Variant SKU"] == "A-100"

    again = dialog_of(qtbot, window, "exported before: 1")
    assert Template(again.template.currentData()) is Template.SHOPIFY
    again.choose_path(str(out / "shop.csv"))
    until_said(qtbot, again, "shop.csv is there already and will be replaced")
    before = (out / "shop.csv").read_bytes()
    again.only_new.click()
    until_said(qtbot, again, "0 rows")
    assert not again.export.isEnabled()
    QTest.keyClick(again, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: window.dialogs.exports.dialog is None)
    assert (out / "shop.csv").read_bytes() == before

    third = dialog_of(qtbot, window, "1 row")
    third.choose_path(str(out / "shop.csv"))
    until_said(qtbot, third, "will be replaced")
    written(qtbot, window, third, "Replace")
    assert (out / "shop.csv").read_bytes() != b""


def test_what_cannot_be_written_is_said_in_the_dialog(
    open_window: OpenWindow, qtbot: QtBot, catalogue: Path, photos: list[Path], tmp_path: Path
) -> None:
    window = open_window(catalogue, photos[:1])
    until_ready(qtbot, window)
    QTest.keyClick(window, Qt.Key.Key_1)
    until_decided(qtbot, window, 1)
    dialog = dialog_of(qtbot, window, "1 row")
    (tmp_path / "file").write_text("x")
    dialog.choose_path(str(tmp_path / "file" / "out.csv"))
    until_said(qtbot, dialog, "1 row")
    press(qtbot, dialog, "Export")
    until_said(qtbot, dialog, "could not be written")
    photos[0].unlink()
    dialog.choose_path(str(tmp_path / "out.csv"))
    dialog.choose_photos(str(tmp_path / "copies"))
    until_said(qtbot, dialog, "1 row")
    press(qtbot, dialog, "Export")
    until_said(qtbot, dialog, "It was not copied.")
    assert (tmp_path / "out.csv").exists()
    QTest.mouseClick(button(dialog, "Close"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.dialogs.exports.dialog is None)
