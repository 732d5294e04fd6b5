"""The main job through the real window: drop, grid, confirm, undo, tune, discard, close, go on at the same photo."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from stockmatch.core.model import CLASSIC
from stockmatch.core.settings import Settings
from stockmatch.ui.main_window import MainWindow
from stockmatch.ui.match_model import Role
from stockmatch.ui.rehearsal import drop, file_urls
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


def torch_settings(folder: Path) -> Settings:
    """A real torch backbone, with random weights in a file of the person's own."""
    import torch  # noqa: PLC0415 - only this case needs it
    from torchvision.models import mobilenet_v3_small  # noqa: PLC0415

    torch.manual_seed(0)
    weights = folder / "my weights.pth"
    torch.save(mobilenet_v3_small(weights=None).state_dict(), weights)
    return Settings(backbone="mobilenet_v3_small", weights_files={"mobilenet_v3_small": str(weights)})


@pytest.mark.parametrize("backbone", [CLASSIC, "mobilenet_v3_small"])
def test_the_main_job(
    backbone: str, open_window: OpenWindow, qtbot: QtBot, catalogue: Path, photos: list[Path]
) -> None:
    tmp_path = catalogue.parent
    settings = Settings() if backbone == CLASSIC else torch_settings(tmp_path)
    window = open_window(catalogue, settings=settings)
    until_open(qtbot, window)
    assert window.top.counts.text() == "8 products · 8 images"
    assert window.top.chip.text() == ("Classic" if backbone == CLASSIC else "MobileNetV3-Small · CPU")

    mime = file_urls(photos)
    assert drop(window.work.photo, mime)
    until_ready(qtbot, window)
    assert window.work.photo.path == str(photos[0])
    offered = tiles(window)
    assert len(offered) == 5
    assert {sku for sku, _ in offered} <= set(SKUS)
    assert [float(score) for _, score in offered] == sorted((float(score) for _, score in offered), reverse=True)
    first = window.work.grid.model().index(0, 0)
    assert str(first.data(Qt.ItemDataRole.AccessibleTextRole)).startswith(f"Rank 1, SKU {offered[0][0]}, score ")
    assert "ahead" in str(first.data(Role.GAP_TEXT))
    if backbone == CLASSIC:
        assert offered[0][0] == "A-100"

    QTest.keyClick(window, Qt.Key.Key_1)
    until_decided(qtbot, window, 1)
    (decision,) = stored_decisions(tmp_path / "data")
    assert (decision["kind"], decision["sku"], decision["rank"]) == ("confirmed", offered[0][0], 1)
    assert len(decision["offered"]) > 0
    assert decision["model_id"].startswith(backbone)
    assert window.work.photo.path == str(photos[1])
    assert window.work.bar.note == f"✓ {offered[0][0]} ← IMG_0"

    QTest.keyClick(window, Qt.Key.Key_Z)
    until_decided(qtbot, window, 0)
    assert stored_decisions(tmp_path / "data") == []
    assert window.work.photo.path == str(photos[0])
    assert tiles(window) == offered

    until_ready(qtbot, window)
    QTest.keyClick(window, Qt.Key.Key_1)
    until_decided(qtbot, window, 1)

    tune_and_discard(window, qtbot)
    assert window.work.photo.path == str(photos[1])

    window.close()
    again = open_window()
    until_ready(qtbot, again)
    assert again.top.name.text() == window.top.name.text()
    assert again.top.chip.text() == window.top.chip.text()
    assert again.work.photo.path == str(photos[1])
    assert again.strip.filters.words == "All 3 · Undecided 2 · Confirmed 1"
    assert [row["sku"] for row in stored_decisions(tmp_path / "data")] == [offered[0][0]]


def tune_and_discard(window: MainWindow, qtbot: QtBot) -> None:
    """Tune to the end, see before and after, and discard; nothing better may have been found, then close."""
    QTest.mouseClick(button(window.top, "Tune on catalog"), Qt.MouseButton.LeftButton)
    dialog = window.dialogs.tuning
    assert dialog is not None
    assert dialog.isVisible()
    chip = window.top.chip.text()
    with qtbot.waitSignal(window.session.models.tuned, timeout=300_000) as tuned:
        QTest.mouseClick(button(dialog, "Start tuning"), Qt.MouseButton.LeftButton)
    assert tuned.args
    report = tuned.args[0]
    assert report.after.top1_error <= report.before.top1_error
    if report.better:
        with qtbot.waitSignal(window.session.models.versions_known, timeout=READY_MS):
            QTest.mouseClick(button(dialog, "Discard"), Qt.MouseButton.LeftButton)
    assert window.top.chip.text() == chip
    assert [version.version for version in window.catalogue_view.versions] == [0]
    dialog.close()
