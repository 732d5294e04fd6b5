"""Candidates of one colour or brand alone, through the window."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from stockmatch.composition import Services
from stockmatch.core.filtering import ProductFilter
from stockmatch.core.own_decisions import cases, confirmed_ranks
from stockmatch.core.progress import ignore
from stockmatch.core.settings import Language, Settings
from stockmatch.services.importing import Importer
from stockmatch.ui.main_window import MainWindow
from stockmatch.ui.narrow_dialog import NarrowDialog
from tests.ui.driver import (
    READY_MS,
    SKUS,
    OpenWindow,
    button,
    stored_decisions,
    tiles,
    until_decided,
    until_open,
    until_ready,
)

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # the offscreen platform says so of every window

SHIFT = Qt.KeyboardModifier.ShiftModifier
BLUE = SKUS[3:]
Start = Callable[..., MainWindow]


@pytest.fixture
def start(open_window: OpenWindow, qtbot: QtBot, catalogue: Path) -> Start:
    """Opens a window on a table of eight products of two brands, three red and five blue; it was looked over before."""
    table = catalogue / "list.csv"
    rows = [f"{sku},{'Nord' if n % 2 else 'Aurora'},{'Red' if n < 3 else 'Blue'}" for n, sku in enumerate(SKUS)]
    table.write_text("\n".join(["SKU,Brand,Colour", *rows]))

    def prepare(services: Services) -> None:
        importer = Importer(services.data_dir)
        importer.remember(table, importer.plan(table, ignore))

    def opened(photos: list[Path] | None = None, k: int = 2) -> MainWindow:
        window: MainWindow = open_window(table, photos or [], prepare=prepare, settings=Settings(k=k))
        until_open(qtbot, window)
        return window

    return opened


def ask(window: MainWindow) -> NarrowDialog:
    QTest.keyClick(window, Qt.Key.Key_B)
    dialog = window.narrowing.dialog
    assert dialog is not None
    return dialog


def skus(window: MainWindow) -> list[str]:
    return [sku for sku, _ in tiles(window)]


def test_only_what_fits_is_offered_until_the_chip_is_pressed(
    start: Start, qtbot: QtBot, photos: list[Path], tmp_path: Path
) -> None:
    window = start(photos, k=8)
    until_ready(qtbot, window)
    whole = tiles(window)
    window.session.apply(Settings(k=2))
    until_ready(qtbot, window)
    qtbot.waitUntil(lambda: len(tiles(window)) == 2, timeout=READY_MS)
    head = window.work.head
    height, top = head.height(), window.work.grid.y()
    assert head.chip.isHidden()

    dialog = ask(window)
    assert dialog.fields.choices["category"].isHidden()  # the table says nothing of it
    assert not button(dialog, "Narrow").isEnabled()
    dialog.fields.choices["colour"].setCurrentText("Blue")
    assert dialog.state.text() == "5 of 8 products fit"
    QTest.keyClicks(dialog.fields.search, "zzz")
    assert dialog.state.text() == "0 of 8 products fit"
    assert not button(dialog, "Narrow").isEnabled()
    dialog.fields.search.clear()
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert window.narrowing.dialog is None
    until_ready(qtbot, window)
    assert tiles(window) == [tile for tile in whole if tile[0] in BLUE][:2]  # the best, with beliefs as they were
    assert skus(window) != [sku for sku, _ in whole[:2]]
    assert head.chip.text() == "Only Blue"
    assert head.enough.text() == ""
    assert (head.height(), window.work.grid.y()) == (height, top)

    best = skus(window)[0]
    QTest.keyClick(window, Qt.Key.Key_1)
    until_decided(qtbot, window, 1)
    until_ready(qtbot, window)
    assert set(skus(window)) <= set(BLUE)  # the next one, matched ahead
    (row,) = stored_decisions(tmp_path / "data")
    assert (row["kind"], row["sku"], row["rank"]) == ("confirmed", best, 1)
    assert row["note"] == "candidates narrowed to colour Blue"
    queue = window.session.queue.queue
    assert confirmed_ranks(cases(queue), row["model_id"]) == []

    window.strip.bulk_requested.emit()
    bulk = window.reviewing.bulk
    assert bulk is not None
    assert bulk.proof.text().startswith("Only some products are offered now.")
    bulk.reject()
    window.session.queue.accept_first([photo.id for photo in queue.undecided])
    assert not window.session.queue.busy

    window.session.apply(replace(window.session.settings, language=Language.SIMPLIFIED))
    qtbot.waitUntil(lambda: window.work.head is not head, timeout=READY_MS)  # the window's parts are made anew
    window.session.apply(replace(window.session.settings, language=Language.ENGLISH))
    qtbot.waitUntil(lambda: window.work.head.chip.text() == "Only Blue", timeout=READY_MS)
    head = window.work.head
    assert head.chip.isVisible()
    until_ready(qtbot, window)
    height, top = head.height(), window.work.grid.y()

    QTest.mouseClick(head.chip, Qt.MouseButton.LeftButton)
    until_ready(qtbot, window)
    assert head.chip.isHidden()
    qtbot.waitUntil(lambda: skus(window)[0] == "A-200", timeout=READY_MS)
    assert (head.height(), window.work.grid.y()) == (height, top)


def test_a_key_takes_it_away_and_a_restart_knows_nothing_of_it(start: Start, qtbot: QtBot, photos: list[Path]) -> None:
    window = start(photos)
    until_ready(qtbot, window)
    whole = skus(window)
    ahead = window.session.queue
    narrowed = ProductFilter(brand="Nord")
    ahead.narrow(narrowed)
    until_ready(qtbot, window)
    assert all(SKUS.index(sku) % 2 for sku in skus(window))
    assert ask(window).fields.value == narrowed
    assert window.narrowing.dialog is not None
    window.narrowing.dialog.reject()
    assert ahead.only == narrowed
    QTest.keyClick(window, Qt.Key.Key_B, SHIFT)
    assert skus(window) == whole  # what was known is there at once
    assert not ahead.looking

    ahead.narrow(narrowed)
    until_ready(qtbot, window)
    QTest.keyClick(window, Qt.Key.Key_1)
    until_decided(qtbot, window, 1)
    until_ready(qtbot, window)
    ahead.go_to(ahead.queue.photos[0].id)
    qtbot.waitUntil(lambda: ahead.current is not None and ahead.current.decision is not None, timeout=READY_MS)
    QTest.keyClick(window, Qt.Key.Key_B, SHIFT)  # a decided photo is looked at again, too
    qtbot.waitUntil(lambda: skus(window) == whole, timeout=READY_MS)
    ahead.narrow(narrowed)
    window.close()

    again = start()
    until_ready(qtbot, again)
    assert not again.session.queue.only
    assert again.work.head.chip.isHidden()
    stored = again.session.queue.queue.photos[0].decision
    assert stored is not None
    assert stored.choice.offered[0].narrowed
    assert stored.choice.candidate is not None
    assert confirmed_ranks(cases(again.session.queue.queue), stored.choice.model_id) == []


def test_where_nothing_fits_any_more_nothing_can_be_decided_unseen(
    start: Start, qtbot: QtBot, photos: list[Path]
) -> None:
    window = start(photos)
    until_ready(qtbot, window)
    desk = window.session.queue
    desk.narrow(ProductFilter("gone since"))
    qtbot.waitUntil(window.work.page.isVisible, timeout=READY_MS)
    assert window.work.head.chip.text() == "Only “gone since”"
    qtbot.wait(350)
    QTest.keyClick(window, Qt.Key.Key_N)
    QTest.keyClick(window, Qt.Key.Key_V)
    QTest.keyClick(window, Qt.Key.Key_Space)
    assert not desk.busy
    assert window.comparing.dialog is None
    QTest.keyClick(window, Qt.Key.Key_S)
    until_decided(qtbot, window, 1)

    def offer_all() -> None:
        button(window.work.page, "All products").click()

    qtbot.waitUntil(offer_all, timeout=READY_MS)
    until_ready(qtbot, window)
    assert skus(window)[0] == "A-200"
