"""The window under test: offscreen, with a data folder and a home of its own, and nothing left running afterwards."""

import functools
import os
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from stockmatch.composition import LANES, Services, build_engine
from stockmatch.core.ports import MatchingEngine
from stockmatch.core.settings import Settings
from stockmatch.services.engine_process import EngineProcess
from stockmatch.ui import language, main_window
from stockmatch.ui.app import start_window
from stockmatch.ui.main_window import MainWindow
from tests.ui.driver import SKUS, OpenWindow, picture


@pytest.fixture
def catalogue(tmp_path: Path) -> Path:
    """A folder of eight supplier images."""
    folder = tmp_path / "Supplier 目錄"
    folder.mkdir()
    for number, sku in enumerate(SKUS):
        picture(number).save(folder / f"{sku}.jpg", quality=92)
    return folder


@pytest.fixture
def photos(tmp_path: Path) -> list[Path]:
    """Three employee photos: of A-100, A-200 and B-100."""
    folder = tmp_path / "photos"
    folder.mkdir()
    paths = [folder / f"IMG_{number}.png" for number in range(3)]
    for number, path in enumerate(paths):
        picture(number, photo=True).save(path)
    return paths


def running_threads() -> set[int | None]:
    """Threads that run Python now; the threading module never forgets a Qt thread that once asked who it was."""
    return {thread.ident for thread in threading.enumerate()} & set(sys._current_frames())


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """Another supplier's catalogue."""
    folder = tmp_path / "Nord"
    folder.mkdir()
    for number in range(3):
        picture(30 + number).save(folder / f"NORD{number}.jpg")
    return folder


@pytest.fixture
def open_window(
    qtbot: QtBot, tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> Iterator[OpenWindow]:
    """Starts windows, each with services of its own, and makes sure that closing them ends everything.

    They speak English, whatever this desktop speaks, and have a large screen: Qt's offscreen one is 800 pixels wide.
    """
    monkeypatch.setattr(language, "desktop_languages", lambda: ["en-GB"])
    monkeypatch.setattr(main_window, "room", lambda _window: QSize(1900, 1040))
    windows: list[tuple[MainWindow, Services]] = []
    before = running_threads()
    crashes: list[str] = []

    def start(
        source: Path | None = None,
        photos: Sequence[Path] = (),
        *,
        settings: Settings | None = None,
        prepare: Callable[[Services], Any] | None = None,
        factory: Callable[[Path], MatchingEngine] = build_engine,
        crashed: str = "",
    ) -> MainWindow:
        data_dir = tmp_path / "data"
        services = Services(data_dir, EngineProcess(functools.partial(factory, data_dir), LANES))
        if settings is not None:
            services.save_settings(settings)
        if prepare is not None:
            prepare(services)
        paths = [str(path) for path in photos]
        window = start_window(services, str(source) if source is not None else None, paths, crashed=crashed)
        window.session.crashed.connect(crashes.append)
        windows.append((window, services))
        return window

    yield start
    for window, services in windows:
        window.close()
        assert services.engines.pid is None
        window.deleteLater()
    qapp.processEvents()
    assert not crashes, crashes[0]
    qtbot.waitUntil(lambda: running_threads() <= before, timeout=5000)
