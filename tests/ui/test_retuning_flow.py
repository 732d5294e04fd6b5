"""Tuning offers itself quietly once enough photos are confirmed, and neither nags nor is lost over a restart."""

from pathlib import Path

import pytest
import torch
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from torchvision.models import mobilenet_v3_small

from stockmatch.core.learning import LEAST_CONFIRMED
from stockmatch.core.model import CLASSIC
from stockmatch.core.progress import ignore
from stockmatch.core.settings import Language, Settings
from stockmatch.services.engine import Engine
from stockmatch.ui.main_window import MainWindow
from tests.decided import confirm
from tests.products import photo, save, supplier
from tests.ui.driver import READY_MS, OpenWindow, button, until_decided, until_open, until_ready

BACKBONE = "mobilenet_v3_small"
PRODUCTS = 10


@pytest.fixture
def chosen(tmp_path: Path) -> Settings:
    torch.manual_seed(0)
    torch.save(mobilenet_v3_small(weights=None).state_dict(), tmp_path / "weights.pth")
    return Settings(BACKBONE, {BACKBONE: str(tmp_path / "weights.pth")}, learn_photos=False)


@pytest.fixture
def almost(tmp_path: Path, chosen: Settings) -> Path:
    """A catalogue with one confirmed photo less than tuning learns from."""
    images = supplier(tmp_path / "images", range(PRODUCTS))
    engine = Engine(tmp_path / "data")
    engine.open_catalogue(str(images), chosen, ignore)
    confirm(tmp_path, engine, range(PRODUCTS - 1), each=3)
    confirm(tmp_path, engine, [PRODUCTS - 1], each=LEAST_CONFIRMED - 1 - 3 * (PRODUCTS - 1))
    engine.serving.store.close()
    return images


def offered(window: MainWindow) -> bool:
    return window.top.offer.isVisible()


def until_offered(qtbot: QtBot, window: MainWindow, *, photos: int = LEAST_CONFIRMED) -> None:
    qtbot.waitUntil(lambda: offered(window) and window.session.retuning.photos == photos, timeout=READY_MS)


def until_versions(qtbot: QtBot, window: MainWindow) -> None:
    """Wait until all that an offer depends on is known."""
    until_open(qtbot, window)
    qtbot.waitUntil(lambda: window.catalogue_view.versions != (), timeout=READY_MS)


@pytest.fixture
def offering(
    open_window: OpenWindow, qtbot: QtBot, almost: Path, chosen: Settings, tmp_path: Path
) -> tuple[MainWindow, Engine]:
    """A window that offers tuning, and an engine of its own on the same catalogue."""
    engine = Engine(tmp_path / "data")
    engine.open_catalogue(str(almost), chosen, ignore)
    confirm(tmp_path, engine, [PRODUCTS - 1], each=3)
    engine.serving.store.close()
    window = open_window(almost, settings=chosen)
    window.session.mark_reviewed(str(almost))
    until_versions(qtbot, window)
    until_offered(qtbot, window)
    return window, engine


def test_it_is_offered_with_the_thirtieth_photo_and_moves_nothing(
    open_window: OpenWindow, qtbot: QtBot, almost: Path, chosen: Settings, tmp_path: Path
) -> None:
    further = [Path(save(photo(number, 7), tmp_path / f"further {number}.png")) for number in range(3)]
    window = open_window(almost, further, settings=chosen)
    window.session.mark_reviewed(str(almost))
    until_versions(qtbot, window)
    until_ready(qtbot, window)
    assert not offered(window)
    place, focus = window.work.grid.geometry(), QApplication.focusWidget()
    head = window.work.mapTo(window, window.work.rect().topLeft())
    QTest.keyClick(window, Qt.Key.Key_1)
    until_decided(qtbot, window, LEAST_CONFIRMED)
    until_offered(qtbot, window)
    assert "30 photos you confirmed" in window.top.offer.take.accessibleName()
    until_ready(qtbot, window)
    assert window.work.grid.geometry() == place
    assert window.work.mapTo(window, window.work.rect().topLeft()) == head
    assert QApplication.focusWidget() is focus
    assert window.dialogs.tuning is None
    assert window.banner.text == ""

    QTest.keyClick(window, Qt.Key.Key_Z)
    qtbot.waitUntil(lambda: not offered(window), timeout=READY_MS)
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ShiftModifier)
    until_offered(qtbot, window)
    window.close()

    again = open_window()
    until_versions(qtbot, again)
    until_offered(qtbot, again)
    QTest.mouseClick(again.top.offer.later, Qt.MouseButton.LeftButton)
    assert not offered(again)
    until_ready(qtbot, again)
    QTest.keyClick(again, Qt.Key.Key_1)
    until_decided(qtbot, again, LEAST_CONFIRMED + 1)
    assert not offered(again)
    again.close()

    later = open_window()
    until_versions(qtbot, later)
    qtbot.waitUntil(lambda: not later.session.learning.busy, timeout=READY_MS)
    assert not offered(later)


def test_twice_as_many_are_asked_for_after_a_tuning_whatever_came_of_it(
    open_window: OpenWindow, qtbot: QtBot, offering: tuple[MainWindow, Engine], tmp_path: Path
) -> None:
    window, engine = offering
    QTest.mouseClick(button(window.top, "Tune…"), Qt.MouseButton.LeftButton)
    dialog = window.dialogs.tuning
    assert dialog is not None
    assert dialog.isVisible()
    assert offered(window)
    with qtbot.waitSignal(window.session.models.tuning_failed, timeout=READY_MS):
        QTest.mouseClick(button(dialog, "Start tuning"), Qt.MouseButton.LeftButton)
        assert not offered(window)
        QTest.mouseClick(button(dialog, "Stop"), Qt.MouseButton.LeftButton)
    assert not offered(window)
    window.close()
    for product in range(PRODUCTS):
        confirm(tmp_path, engine, [product], each=6)
    engine.serving.store.close()
    again = open_window()
    until_versions(qtbot, again)
    until_offered(qtbot, again, photos=2 * LEAST_CONFIRMED)


def test_it_speaks_the_language_of_the_window_and_is_offered_for_classic_too(
    qtbot: QtBot,
    offering: tuple[MainWindow, Engine],
) -> None:
    window, _ = offering
    former, settings = window.top.offer, window.session.settings
    changed = {name: getattr(settings, name) for name in Settings.__dataclass_fields__}
    changed["language"] = Language.TRADITIONAL
    window.session.apply(Settings(**changed))
    qtbot.waitUntil(lambda: window.top.offer is not former and offered(window), timeout=READY_MS)
    with qtbot.waitSignal(window.session.models.versions_known, timeout=READY_MS):
        window.session.apply(Settings(**{**changed, "backbone": CLASSIC, "language": Language.ENGLISH}))
    until_offered(qtbot, window)
