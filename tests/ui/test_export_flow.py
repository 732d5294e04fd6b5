"""Exporting in the real window: preview, templates, copies of photos, only what is new, nothing replaced unasked."""

import csv
import threading
from datetime import date
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTableView
from pytestqt.qtbot import QtBot

from stockmatch.composition import Services
from stockmatch.core.exporting import ExportRequest, ExportResult, Template
from stockmatch.core.progress import Report
from stockmatch.ui.export_desk import ExportDesk
from stockmatch.ui.export_dialog import ExportDialog
from stockmatch.ui.jobs import Lane, Task
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
    (view,) = dialog.findChildren(QTableView)
    path, width = str(view.model().index(0, 0).data()), view.columnWidth(0) - 16
    assert view.fontMetrics().elidedText(path, view.textElideMode(), width).endswith(photos[0].name)
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


@pytest.fixture
def window(open_window: OpenWindow, qtbot: QtBot, catalogue: Path, photos: list[Path], tmp_path: Path) -> MainWindow:
    """A window with one confirmed photo, that exports into ``out``."""
    opened = open_window(catalogue, photos[:1])
    until_ready(qtbot, opened)
    QTest.keyClick(opened, Qt.Key.Key_1)
    until_decided(qtbot, opened, 1)
    (tmp_path / "out").mkdir()
    opened.session.memory.setValue("folder/export", str(tmp_path / "out"))
    return opened


def pick(qtbot: QtBot, dialog: ExportDialog, template: Template) -> None:
    dialog.template.setCurrentIndex(dialog.template.findData(template.value))
    dialog.template.activated.emit(dialog.template.currentIndex())
    qtbot.waitUntil(dialog.export.isEnabled, timeout=READY_MS)


def closed(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: window.dialogs.exports.dialog is None, timeout=READY_MS)


def test_enter_replaces_only_with_the_button_in_focus(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = dialog_of(qtbot, window, "1 row")
    old = tmp_path / "out" / "old.xlsx"
    old.write_bytes(b"yesterday")
    dialog.choose_path(str(old))
    until_said(qtbot, dialog, "will be replaced")
    qtbot.waitUntil(dialog.export.isEnabled, timeout=READY_MS)
    for field in (dialog.template, dialog.only_new, dialog.copy):
        field.setFocus()
        QTest.keyClick(field, Qt.Key.Key_Return)
        assert not window.session.exports.busy
    dialog.export.setFocus()
    dialog.template.setFocus()
    QTest.keyClick(dialog.template, Qt.Key.Key_Enter)
    assert not window.session.exports.busy
    assert old.read_bytes() == b"yesterday"
    dialog.export.setFocus()
    QTest.keyClick(dialog.export, Qt.Key.Key_Return)
    closed(qtbot, window)
    assert old.read_bytes() != b"yesterday"


def test_enter_exports_where_nothing_is_replaced(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = dialog_of(qtbot, window, "1 row")
    proposed = Path(dialog.request.path)
    proposed.write_bytes(b"yesterday")
    dialog.choose_path(str(proposed))
    until_said(qtbot, dialog, "will be replaced")
    dialog.choose_path(str(tmp_path / "out" / "new.xlsx"))
    qtbot.waitUntil(dialog.export.isEnabled, timeout=READY_MS)
    QTest.keyClick(dialog.template, Qt.Key.Key_Return)
    closed(qtbot, window)
    assert (tmp_path / "out" / "new.xlsx").exists()
    assert proposed.read_bytes() == b"yesterday"


def test_enter_presses_the_button_that_has_the_focus(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = dialog_of(qtbot, window, "1 row")
    qtbot.waitUntil(dialog.export.isEnabled, timeout=READY_MS)
    close = button(dialog, "Close")
    close.setFocus()
    QTest.keyClick(close, Qt.Key.Key_Return)
    closed(qtbot, window)
    assert list((tmp_path / "out").iterdir()) == []


def test_the_proposed_name_has_a_date(window: MainWindow, qtbot: QtBot, catalogue: Path, tmp_path: Path) -> None:
    dialog = dialog_of(qtbot, window, "1 row")
    today = date.today().isoformat()
    assert Path(dialog.request.path) == tmp_path / "out" / f"{catalogue.name} decisions {today}.xlsx"
    pick(qtbot, dialog, Template.SHOPIFY)
    assert Path(dialog.request.path).name == f"{catalogue.name} shopify {today}.csv"
    written(qtbot, window, dialog, "Export")
    again = dialog_of(qtbot, window, "is there already and will be replaced")
    assert button(again, "Replace") is again.export


def test_one_click_exports_with_the_address_just_typed(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = dialog_of(qtbot, window, "1 row")
    pick(qtbot, dialog, Template.SHOPIFY)
    dialog.choose_photos(str(tmp_path / "copies"))
    qtbot.waitUntil(dialog.export.isEnabled, timeout=READY_MS)
    dialog.address.setFocus()
    QTest.keyClicks(dialog.address, "https://shop.example/img")
    QTest.mouseClick(dialog.export, Qt.MouseButton.LeftButton)
    closed(qtbot, window)
    (table,) = (tmp_path / "out").iterdir()
    with table.open(encoding="utf-8-sig") as file:
        assert next(iter(csv.DictReader(file)))["Image Src"] == "https://shop.example/img/A-100_1.jpg"


def test_a_wrong_address_is_told_and_can_be_mended(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = dialog_of(qtbot, window, "1 row")
    pick(qtbot, dialog, Template.SHOPIFY)
    dialog.choose_photos(str(tmp_path / "copies"))
    qtbot.waitUntil(dialog.export.isEnabled, timeout=READY_MS)
    dialog.address.setFocus()
    QTest.keyClicks(dialog.address, "shop.example/img")
    dialog.template.setFocus()
    until_said(qtbot, dialog, "shop.example/img is no web address")
    press(qtbot, dialog, "Export")
    qtbot.waitUntil(lambda: not window.session.exports.busy, timeout=READY_MS)
    until_said(qtbot, dialog, "shop.example/img is no web address")
    assert list((tmp_path / "out").iterdir()) == []
    dialog.address.setFocus()
    QTest.keyClick(dialog.address, Qt.Key.Key_Home)
    QTest.keyClicks(dialog.address, "https://")
    QTest.mouseClick(dialog.export, Qt.MouseButton.LeftButton)
    closed(qtbot, window)
    assert len(list((tmp_path / "out").iterdir())) == 1


def test_what_failed_can_be_tried_again(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = dialog_of(qtbot, window, "1 row")
    blocked = tmp_path / "file"
    blocked.write_text("x")
    dialog.choose_path(str(blocked / "out.csv"))
    press(qtbot, dialog, "Export")
    until_said(qtbot, dialog, "could not be written")
    blocked.unlink()
    press(qtbot, dialog, "Export")
    closed(qtbot, window)
    assert (blocked / "out.csv").exists()


def test_what_was_chosen_is_chosen_again(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = dialog_of(qtbot, window, "1 row")
    pick(qtbot, dialog, Template.SHOPIFY)
    dialog.choose_photos(str(tmp_path / "for shopify"))
    dialog.address.setText("https://shop.example/img/")
    dialog.only_new.click()
    until_said(qtbot, dialog, "1 row")
    written(qtbot, window, dialog, "Export")

    again = dialog_of(qtbot, window, "0 rows")
    assert again.request.photos == str(tmp_path / "for shopify")
    assert (again.request.address, again.request.only_new) == ("https://shop.example/img/", True)
    again.template.setCurrentIndex(again.template.findData(Template.WOOCOMMERCE.value))
    again.template.activated.emit(again.template.currentIndex())
    again.choose_photos(str(tmp_path / "for woo"))
    again.address.setText("https://woo.example/")
    again.only_new.click()
    until_said(qtbot, again, "1 row")
    again.copy.click()
    assert again.request.photos is None
    written(qtbot, window, again, "Export")

    third = dialog_of(qtbot, window, "1 row")
    assert Template(third.template.currentData()) is Template.WOOCOMMERCE
    assert (third.request.photos, third.request.address) == (None, "https://woo.example/")
    assert not third.request.only_new
    third.copy.click()
    assert third.request.photos == str(tmp_path / "for woo")
    third.template.setCurrentIndex(third.template.findData(Template.SHOPIFY.value))
    third.template.activated.emit(third.template.currentIndex())
    assert third.request.photos == str(tmp_path / "for shopify")
    assert (third.request.address, third.request.only_new) == ("https://shop.example/img/", True)
    pick(qtbot, third, Template.WOOCOMMERCE)
    assert third.request.photos == str(tmp_path / "for woo")


def test_a_csv_of_decisions_without_byte_order_mark(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = dialog_of(qtbot, window, "1 row")
    assert not dialog.bom.isVisible()
    dialog.choose_path(str(tmp_path / "out" / "1.csv"))
    assert dialog.bom.isVisible()
    assert dialog.bom.isChecked()
    assert not dialog.pictures.isVisible()
    dialog.bom.click()
    written(qtbot, window, dialog, "Export")
    assert (tmp_path / "out" / "1.csv").read_bytes().startswith(b"photo_file")

    again = dialog_of(qtbot, window, "1 row")
    assert Path(again.request.path).suffix == ".csv"
    assert again.bom.isVisible()
    assert not again.bom.isChecked()
    pick(qtbot, again, Template.SHOPIFY)
    assert not again.bom.isVisible()
    pick(qtbot, again, Template.BUSINESS_CENTRAL)
    assert Path(again.request.path).suffix == ".xlsx"


class FaultyServices:
    """Their export ends in a bug."""

    def export(self, _catalogue_id: str, _request: ExportRequest, _report: Report) -> ExportResult:
        raise ZeroDivisionError


def test_an_export_that_ends_in_a_bug_or_before_its_turn_leaves_the_next_free(qtbot: QtBot) -> None:
    lane, owner, go_on = Lane("export"), QObject(), threading.Event()
    desk = ExportDesk(cast(Services, FaultyServices()), lane, owner)
    with qtbot.waitSignal(desk.stopped):
        desk.export("id", ExportRequest("out.csv"))
    assert not desk.busy
    Task(owner, lane, lambda _report: go_on.wait(10))
    desk.export("id", ExportRequest("out.csv"))
    with qtbot.waitSignal(desk.stopped):
        desk.stop()
    assert not desk.busy
    desk.export("id", ExportRequest("out.csv"))
    with qtbot.waitSignal(desk.stopped):
        go_on.set()
    lane.close(finish=True)
