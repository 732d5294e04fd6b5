"""What the tests of the window do as a person would, and what they wait for."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from stockmatch.composition import Services
from stockmatch.ui.catalogue_desk import Phase
from stockmatch.ui.main_window import MainWindow
from stockmatch.ui.match_model import Role

READY_MS = 120_000
SKUS = ("A-100", "A-200", "B-100", "B-200", "C-100", "C-200", "D-100", "D-200")

OpenWindow = Callable[..., MainWindow]


def picture(number: int, *, photo: bool = False) -> Image.Image:
    """A garment-like figure of its own colour and stripes; as a photo a little darker, shifted and smaller."""
    random = np.random.default_rng(number)
    colour = random.integers(30, 220, 3)
    pixels = np.full((160, 128, 3), 240, dtype=np.uint8)
    pixels[24:140, 24:104] = colour
    step = 6 + 4 * (number % 4)
    for row in range(24, 140, step):
        pixels[row : row + step // 2, 24:104] = random.integers(30, 220, 3) if number % 2 else colour
    image = Image.fromarray(pixels)
    if photo:
        image = Image.eval(
            image.rotate(4, fillcolor=(228, 228, 228)).resize((140, 175)), lambda value: int(value * 0.9)
        )
    return image


def until_open(qtbot: QtBot, window: MainWindow) -> None:
    """Wait until the catalogue is in service and its records are there."""
    session = window.session
    qtbot.waitUntil(lambda: session.catalogue.snapshot is not None and session.queue.open, timeout=READY_MS)


def until_indexing(qtbot: QtBot, window: MainWindow) -> None:
    catalogue = window.session.catalogue
    qtbot.waitUntil(lambda: catalogue.progress is not None and catalogue.phase is Phase.INDEXING, timeout=READY_MS)


def until_ready(qtbot: QtBot, window: MainWindow) -> None:
    """Wait until candidates are on the screen, final, and may be confirmed."""
    grid, queue = window.work.grid, window.session.queue
    qtbot.waitUntil(lambda: grid.isVisible() and grid.ready_for_pointer and not queue.looking, timeout=READY_MS)


def until_decided(qtbot: QtBot, window: MainWindow, count: int) -> None:
    """Wait until that many photos are decided, and stored as such."""
    queue = window.session.queue
    qtbot.waitUntil(
        lambda: not queue.busy and len(queue.queue.photos) - len(queue.queue.undecided) == count, timeout=READY_MS
    )


def stored_decisions(data_dir: Path) -> list[dict[str, Any]]:
    """The decisions in force, oldest first, read from the database file itself."""
    (database,) = (
        path for path in data_dir.rglob("*") if path.is_file() and path.read_bytes()[:15] == b"SQLite format 3"
    )
    with sqlite3.connect(database) as connection:
        connection.row_factory = sqlite3.Row
        rows = [dict(row) for row in connection.execute("select * from decision where not undone order by id")]
    connection.close()
    return rows


def tiles(window: MainWindow) -> list[tuple[str, str]]:
    """SKU and score of every candidate shown, best first."""
    model = window.work.grid.model()
    rows = [model.index(row, 0) for row in range(model.rowCount())]
    return [(str(index.data()), str(index.data(Role.SCORE_TEXT))) for index in rows]


def button(parent: QWidget, words: str) -> QPushButton:
    """The visible button with these words."""
    found = [b for b in parent.findChildren(QPushButton) if b.text().replace("&", "") == words and b.isVisible()]
    assert len(found) == 1, [b.text() for b in parent.findChildren(QPushButton) if b.isVisible()]
    return found[0]


def hold(services: Services) -> None:
    """Let a ``StagedEngine`` stop at its shortlist until the file is removed."""
    services.data_dir.mkdir(parents=True, exist_ok=True)
    (services.data_dir / "hold").touch()


def close_door(services: Services) -> None:
    """Let a ``HeldEngine`` open no catalogue until the file is removed."""
    services.data_dir.mkdir(parents=True, exist_ok=True)
    (services.data_dir / "closed").touch()


def asked(data_dir: Path) -> list[str]:
    """What a ``StagedEngine`` was asked to match, oldest first."""
    file = data_dir / "asked"
    return file.read_text().splitlines() if file.exists() else []
