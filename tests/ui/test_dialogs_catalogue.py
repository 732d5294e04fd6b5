"""What opening a folder would do, the problems afterwards, and the crash report."""

import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPlainTextEdit, QPushButton, QTableView, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from stockmatch.core.catalogue import (
    CatalogueImage,
    DuplicateSku,
    Grouping,
    Preview,
    Problem,
    Product,
    group_files,
)
from stockmatch.ui.catalogue_dialog import CatalogueDialog, ProblemsDialog
from stockmatch.ui.crash_dialog import CrashDialog
from stockmatch.ui.fact_table import FactTable

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # the offscreen platform says so of every window

FILES = ("4711_1.jpg", "4711_2.jpg", "4712.jpg", "summer/4712.jpg")


def preview(files: tuple[str, ...] = FILES, other_files: int = 2) -> Preview:
    return Preview("/stock/Winter", group_files(files), group_files(files, enabled=False), other_files)


def rows(dialog: QWidget) -> list[list[str]]:
    view = dialog.findChild(QTableView)
    assert view is not None
    model = view.model()
    return [
        [str(model.index(row, column).data()) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def labels(dialog: QWidget) -> str:
    return "\n".join(str(child.property("text")) for child in dialog.findChildren(QWidget) if child.isVisibleTo(dialog))


def button(dialog: QWidget, words: str) -> QPushButton:
    return next(b for b in dialog.findChildren(QPushButton) if b.text().replace("&", "") == words)


def test_the_table_model_is_sound(qtmodeltester: ModelTester) -> None:
    model = FactTable(("A", "B"))
    model.show([1, 2, 3], lambda n: (str(n), str(n * n)))
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]


def test_the_preview_says_what_would_be_opened(qtbot: QtBot) -> None:
    dialog = CatalogueDialog(preview(), group_images=True)
    qtbot.addWidget(dialog)
    assert dialog.headline == "Winter: 3 products from 4 images"
    assert ["4711", "", "2", "4711_1.jpg, 4711_2.jpg"] in rows(dialog)
    assert ["4712", "summer", "1", "4712.jpg"] in rows(dialog)
    assert "1 SKU occurs in several folders" in labels(dialog)
    assert "Left alone, because not an image: 2 files." in labels(dialog)


def test_grouping_can_be_switched_off_and_is_told(qtbot: QtBot) -> None:
    dialog = CatalogueDialog(preview(), group_images=True)
    qtbot.addWidget(dialog)
    box = dialog.findChild(QCheckBox)
    assert box is not None
    box.setChecked(False)
    assert dialog.headline == "Winter: 4 products from 4 images"
    with qtbot.waitSignal(dialog.accepted_grouping) as blocker:
        button(dialog, "Open").click()
    assert blocker.args == [False]
    assert dialog.result() == CatalogueDialog.DialogCode.Accepted


def test_the_list_can_be_narrowed(qtbot: QtBot) -> None:
    dialog = CatalogueDialog(preview(), group_images=True)
    qtbot.addWidget(dialog)
    find = dialog.findChild(QLineEdit)
    assert find is not None
    find.setText("4711_2")
    assert [row[0] for row in rows(dialog)] == ["4711"]
    find.setText("no such")
    assert rows(dialog) == []


def test_escape_opens_nothing(qtbot: QtBot) -> None:
    dialog = CatalogueDialog(preview(), group_images=True)
    qtbot.addWidget(dialog)
    dialog.show()
    with qtbot.assertNotEmitted(dialog.accepted_grouping), qtbot.waitSignal(dialog.rejected):
        QTest.keyClick(dialog, Qt.Key.Key_Escape)


def test_a_folder_without_images_cannot_be_opened(qtbot: QtBot) -> None:
    dialog = CatalogueDialog(preview((), 3), group_images=True)
    qtbot.addWidget(dialog)
    assert dialog.headline == "Winter: no images found"
    assert not button(dialog, "Open").isEnabled()
    assert "named by SKU" in labels(dialog)


def test_twenty_thousand_products_open_and_switch_quickly(qtbot: QtBot) -> None:
    products = tuple(
        Product(f"{n}", f"{n}", f"{n}", (CatalogueImage(f"{n}_1.jpg"), CatalogueImage(f"{n}_2.jpg")))
        for n in range(20_000)
    )
    singles = tuple(Product(i.path, i.path, i.path, (i,)) for product in products for i in product.images)
    big = Preview("/stock/Big", Grouping(products, ()), Grouping(singles, ()), 0)
    start = time.perf_counter()
    dialog = CatalogueDialog(big, group_images=True)
    qtbot.addWidget(dialog)
    dialog.show()
    box = dialog.findChild(QCheckBox)
    assert box is not None
    box.toggle()
    assert dialog.headline.startswith("Big: 40")
    assert time.perf_counter() - start < 2.0


@pytest.fixture
def problems(qtbot: QtBot) -> ProblemsDialog:
    dialog = ProblemsDialog(
        [Problem("a/1.jpg", "It ends too early."), Problem("b.psd", "Not a picture format known here.")],
        [DuplicateSku("4712", ("", "summer"))],
    )
    qtbot.addWidget(dialog)
    return dialog


def test_problems_are_listed_and_copied(problems: ProblemsDialog) -> None:
    assert rows(problems) == [
        ["a/1.jpg", "It ends too early."],
        ["b.psd", "Not a picture format known here."],
        ["4712", "SKU in several folders, kept apart: the top folder, summer"],
    ]
    assert "2 files could not be used" in labels(problems)
    button(problems, "Copy all as text").click()
    assert QGuiApplication.clipboard().text().splitlines()[0] == "a/1.jpg\tIt ends too early."


def test_enter_closes_the_problems(problems: ProblemsDialog, qtbot: QtBot) -> None:
    problems.show()
    with qtbot.waitSignal(problems.accepted):
        QTest.keyClick(problems, Qt.Key.Key_Return)


def test_a_crash_is_told_in_plain_words_first(qtbot: QtBot) -> None:
    dialog = CrashDialog("Traceback (most recent call last):\nKeyError: 4711")
    qtbot.addWidget(dialog)
    details = dialog.findChild(QPlainTextEdit)
    assert details is not None
    assert details.isHidden()
    assert "Nothing was lost" in labels(dialog)
    button(dialog, "Copy details").click()
    assert QGuiApplication.clipboard().text().endswith("KeyError: 4711")
    button(dialog, "Show details").click()
    assert not details.isHidden()
