"""The list of products, and lists that are saved, in the real window."""

from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QFileDialog
from pytestqt.qtbot import QtBot

from stockmatch.composition import Services
from stockmatch.core.progress import ignore
from stockmatch.services.importing import Importer
from stockmatch.ui.catalogue_dialog import ProblemsDialog
from stockmatch.ui.main_window import MainWindow
from stockmatch.ui.products_dialog import ProductsDialog
from tests.ui.driver import READY_MS, SKUS, OpenWindow, button, until_open

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # the offscreen platform says so of every window


@pytest.fixture
def window(open_window: OpenWindow, qtbot: QtBot, catalogue: Path) -> MainWindow:
    """On a table of the catalogue's images and of two products without one; the columns were looked over before."""
    table = catalogue / "list.csv"
    rows = [f"{sku},{'Nord' if n % 2 else 'Aurora'},{'Red' if n < 3 else 'Blue'}" for n, sku in enumerate(SKUS)]
    table.write_text("\n".join(["SKU,Brand,Colour", *rows, "0099,Nord,Red", "0100,Nord,Green"]))

    def prepare(services: Services) -> None:
        importer = Importer(services.data_dir)
        importer.remember(table, importer.plan(table, ignore))

    opened: MainWindow = open_window(table, prepare=prepare)
    until_open(qtbot, opened)
    return opened


def dialog_of(window: MainWindow, kind: type[QDialog]) -> QDialog:
    return next(dialog for dialog in window.findChildren(kind) if dialog.isVisible())


def shown(dialog: ProductsDialog) -> list[str]:
    model = dialog.view.model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def test_products_are_narrowed_copied_and_saved(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.top.products_requested.emit()
    dialog = dialog_of(window, ProductsDialog)
    assert isinstance(dialog, ProductsDialog)
    assert shown(dialog) == list(SKUS)
    assert dialog.filters["category"].isHidden()
    dialog.filters["colour"].setCurrentText("Red")
    assert shown(dialog) == ["A-100", "A-200", "B-100"]
    QTest.keyClicks(dialog.search, "a- nord")
    assert shown(dialog) == ["A-200"]
    button(dialog, "Copy list as text").click()
    assert QGuiApplication.clipboard().text().splitlines()[1].startswith("A-200\tA 200\tNord\t")
    dialog.search.clear()
    dialog.filters["colour"].setCurrentIndex(0)
    dialog.which.button(dialog.which._values[1]).click()
    assert shown(dialog) == ["0099", "0100"]
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "without"), "Excel (*.xlsx)"))
    button(dialog, "Save as…").click()
    qtbot.waitUntil(lambda: "Saved as" in window.banner.text, timeout=READY_MS)
    sheet = load_workbook(tmp_path / "without.xlsx").active
    assert sheet is not None
    assert [row[0] for row in sheet.iter_rows(values_only=True)] == ["SKU", "0099", "0100"]
    QTest.keyClick(dialog, Qt.Key.Key_Escape)


def test_problems_are_saved(window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    window.top.problems.click()
    dialog = dialog_of(window, ProblemsDialog)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "p.csv"), "CSV (*.csv)"))
    button(dialog, "Save as…").click()
    qtbot.waitUntil(lambda: "Saved as" in window.banner.text, timeout=READY_MS)
    lines = (tmp_path / "p.csv").read_text("utf-8-sig").splitlines()
    assert lines[1].startswith('list.csv:10,"SKU 0099 has no image')
    dialog.reject()
