"""Products that share one picture, as sizes of a style do: one place in the grid, and the person says which it is."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from stockmatch.core.catalogue import Details
from stockmatch.core.ranking import Candidate
from stockmatch.ui.alike_words import alike_text, place_title, telling
from stockmatch.ui.choose_dialog import ChooseDialog
from stockmatch.ui.main_window import MainWindow
from stockmatch.ui.match_model import Role
from tests.ui.driver import READY_MS, OpenWindow, stored_decisions, tiles, until_decided, until_ready


def sized(*sizes: tuple[str, str]) -> tuple[Candidate, ...]:
    return tuple(
        Candidate(
            1, f"k{colour}{size}", f"S-{number}", "", "s.jpg", 0.5, 0.1, details=Details(colour=colour, size=size)
        )
        for number, (colour, size) in enumerate(sizes, 1)
    )


@pytest.mark.parametrize(
    ("sizes", "words"),
    [
        ([("Navy", "S"), ("Navy", "M")], ("S", "M")),
        ([("Navy", "S"), ("Red", "S")], ("Navy", "Red")),
        ([("Navy", "S"), ("Red", "S"), ("Navy", "M")], ("Navy · S", "Red · S", "Navy · M")),
        ([("Navy", "S"), ("Navy", "S")], ("S-1", "S-2")),
        ([("", ""), ("", "M")], ("S-1", "S-2")),
    ],
)
def test_what_tells_them_apart_in_the_fewest_words(sizes: list[tuple[str, str]], words: tuple[str, ...]) -> None:
    assert telling(sized(*sizes)) == words


def test_products_of_one_sku_are_told_apart_by_their_barcodes() -> None:
    products = [
        replace(one, sku="S", details=replace(one.details, barcode=code))
        for one, code in zip(sized(("Navy", ""), ("Navy", "")), ("4006381333931", "4006381333948"), strict=True)
    ]
    assert telling(products) == ("4006381333931", "4006381333948")


def test_a_place_of_one_product_is_named_as_ever() -> None:
    (one,) = sized(("Navy", "S"))
    assert (place_title(one), alike_text(one)) == ("S-1", "")


@pytest.fixture
def styles(catalogue: Path) -> Path:
    """Each of two products is there in three sizes, with the same picture."""
    for sku in ("A-100", "A-200"):
        for size in ("L", "XL"):
            shutil.copy(catalogue / f"{sku}.jpg", catalogue / f"{sku}{size}.jpg")
    return catalogue


def asked(qtbot: QtBot, window: MainWindow) -> ChooseDialog:
    qtbot.waitUntil(lambda: window.choosing.dialog is not None and window.choosing.dialog.isVisible())
    dialog = window.choosing.dialog
    assert dialog is not None
    return dialog


def lines(dialog: ChooseDialog) -> list[str]:
    return [dialog.list.item(row).text().strip() for row in range(dialog.list.count())]


def test_a_picture_has_one_place_and_the_person_says_which_product_it_is(
    open_window: OpenWindow, qtbot: QtBot, styles: Path, photos: list[Path], tmp_path: Path
) -> None:
    window = open_window(styles, photos)
    until_ready(qtbot, window)
    grid = window.work.grid
    shared = next(row for row, (sku, _) in enumerate(tiles(window)) if sku.startswith("A-100"))
    skus = [sku for sku, _ in tiles(window)]
    assert len({sku[:5] for sku in skus}) == len(skus) == 5
    words = grid.model().index(shared, 0).data(Role.TWINS_TEXT)
    assert words == "3 with this picture: A-100, A-100L, A-100XL"

    key = Qt.Key(int(Qt.Key.Key_1) + shared)
    QTest.keyClick(window, key)
    dialog = asked(qtbot, window)
    assert not window.session.queue.busy
    assert lines(dialog) == ["1   A-100", "2   A-100L", "3   A-100XL"]
    QTest.keyClick(dialog.list, Qt.Key.Key_2)
    assert dialog.isVisible(), "a double press must not choose"
    qtbot.waitUntil(lambda: dialog._guard.ready(0, pointer=True), timeout=READY_MS)
    QTest.keyClick(dialog.list, Qt.Key.Key_9)
    assert dialog.isVisible()
    QTest.keyClick(dialog.list, Qt.Key.Key_3)
    until_decided(qtbot, window, 1)
    (stored,) = stored_decisions(tmp_path / "data")
    assert (stored["kind"], stored["sku"], stored["rank"]) == ("confirmed", "A-100XL", shared + 1)

    window.session.queue.go_to(window.session.queue.queue.photos[0].id)
    until_ready(qtbot, window)
    confirmed = [row for row in range(grid.model().rowCount()) if grid.model().index(row, 0).data(Role.CONFIRMED)]
    assert [tiles(window)[row][0][:5] for row in confirmed] == ["A-100"]


def test_the_question_can_be_left_and_goes_with_its_photo(
    open_window: OpenWindow, qtbot: QtBot, styles: Path, photos: list[Path], tmp_path: Path
) -> None:
    window = open_window(styles, photos)
    until_ready(qtbot, window)
    shared = next(row for row, (sku, _) in enumerate(tiles(window)) if sku.startswith("A-100"))
    key = Qt.Key(int(Qt.Key.Key_1) + shared)
    QTest.keyClick(window, key)
    QTest.keyClick(asked(qtbot, window), Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: window.choosing.dialog is None)
    assert stored_decisions(tmp_path / "data") == []

    QTest.keyClick(window, key)
    asked(qtbot, window)
    window.session.queue.step(1)
    qtbot.waitUntil(lambda: window.choosing.dialog is None)
    assert stored_decisions(tmp_path / "data") == []


def test_a_click_and_the_comparison_ask_too(
    open_window: OpenWindow, qtbot: QtBot, styles: Path, photos: list[Path], tmp_path: Path
) -> None:
    window = open_window(styles, photos)
    until_ready(qtbot, window)
    grid = window.work.grid
    shared = next(row for row, (sku, _) in enumerate(tiles(window)) if sku.startswith("A-100"))
    place = grid.visualRect(grid.model().index(shared, 0)).center()
    QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    dialog = asked(qtbot, window)
    qtbot.waitUntil(lambda: dialog._guard.ready(0, pointer=True), timeout=READY_MS)
    second = dialog.list.visualItemRect(dialog.list.item(1)).center()
    QTest.mouseClick(dialog.list.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, second)
    until_decided(qtbot, window, 1)

    until_ready(qtbot, window)
    for _ in range(8):
        candidate = grid.candidate
        assert candidate is not None
        if candidate.alike:
            break
        QTest.keyClick(grid, Qt.Key.Key_Right)
    QTest.keyClick(window, Qt.Key.Key_Space)
    qtbot.waitUntil(
        lambda: window.comparing.dialog is not None and window.comparing.dialog._guard.ready(0, pointer=True)
    )
    comparison = window.comparing.dialog
    assert comparison is not None
    QTest.keyClick(comparison, Qt.Key.Key_Return)
    dialog = asked(qtbot, window)
    qtbot.waitUntil(lambda: dialog._guard.ready(0, pointer=True), timeout=READY_MS)
    QTest.keyClick(dialog.list, Qt.Key.Key_Return)
    until_decided(qtbot, window, 2)
    assert [one["kind"] for one in stored_decisions(tmp_path / "data")] == ["confirmed", "confirmed"]
