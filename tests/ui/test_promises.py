"""What such a tool is loved or hated for: the promises that no other test keeps. CONTRIBUTING lists all twelve."""

from pathlib import Path

from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from stockmatch.core.settings import Settings
from stockmatch.ui.match_model import Role
from tests.ui.day import DayEngine, offered, plan, write_photos
from tests.ui.driver import OpenWindow, button, picture, stored_decisions, tiles, until_decided, until_ready


def test_a_poor_match_is_shown_with_its_gap_and_never_cut_off(
    open_window: OpenWindow, qtbot: QtBot, catalogue: Path, tmp_path: Path
) -> None:
    stranger = next(path for number, path in enumerate(write_photos(tmp_path / "day")) if not plan(number).sku)
    window = open_window(catalogue, [stranger], factory=DayEngine)
    until_ready(qtbot, window)
    number = int(stranger.stem.removeprefix("IMG_"))
    assert [(sku, float(score)) for sku, score in tiles(window)] == [
        (sku, round(score, 2)) for sku, score in offered(number)
    ]
    gap = str(window.work.grid.model().index(0, 0).data(Role.GAP_TEXT))
    assert gap.startswith(f"{offered(number)[0][1] - offered(number)[1][1]:.2f} ahead")


def test_no_product_is_in_the_grid_twice(
    open_window: OpenWindow, qtbot: QtBot, catalogue: Path, photos: list[Path]
) -> None:
    """Four images of one product, all of them closer to the photo than any other product's."""
    (catalogue / "A-100.jpg").unlink()
    for number in range(4):
        turned = picture(0).rotate(number, fillcolor=(240, 240, 240))
        turned.save(catalogue / f"A-100_{number}.jpg")
    window = open_window(catalogue, photos[:1], settings=Settings(k=50))
    qtbot.waitUntil(lambda: window.dialogs.review is not None or window.work.grid.isVisible(), timeout=60_000)
    if window.dialogs.review is not None:
        button(window.dialogs.review, "Open").click()
    until_ready(qtbot, window)
    skus = [sku for sku, _ in tiles(window)]
    assert skus[0] == "A-100"
    assert len(skus) == len(set(skus)) == 8
    assert "4 images" in str(window.work.grid.model().index(0, 0).data(Role.DETAIL_TEXT))


def test_a_variant_is_a_relation_and_no_error(
    open_window: OpenWindow, qtbot: QtBot, catalogue: Path, photos: list[Path], tmp_path: Path
) -> None:
    Image.open(photos[0]).convert("L").convert("RGB").save(photos[0])
    window = open_window(catalogue, photos[:2])
    until_ready(qtbot, window)
    QTest.keyClick(window, Qt.Key.Key_V)
    until_decided(qtbot, window, 1)
    (row,) = stored_decisions(tmp_path / "data")
    assert (row["kind"], row["rank"]) == ("variant", 1)
    assert row["sku"]  # the product it is a variant of stays known
    assert window.strip.filters.words == "All 2 · Undecided 1 · Variant 1"
    learning = window.session.learning
    qtbot.waitUntil(lambda: not learning.busy, timeout=60_000)
    until_ready(qtbot, window)
    assert not any(candidate.seen_before for candidate in window.work.grid._items.candidates)
