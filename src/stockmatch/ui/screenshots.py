"""Drives the real window without a person, for pictures of it and for machines without a display."""

import os
import time
from collections.abc import Callable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop, QTimer

from stockmatch.core.ranking import PhotoMatch
from stockmatch.core.settings import Theme
from stockmatch.ui.app import start_window
from stockmatch.ui.catalogue_desk import Phase
from stockmatch.ui.main_window import MainWindow
from stockmatch.ui.photo_state import PhotoState

if TYPE_CHECKING:
    from stockmatch.composition import Services

_TICK_MS = 20


class Until(StrEnum):
    """What to wait for before the picture is taken."""

    SHOWN = "shown"
    INDEXING = "indexing"
    CATALOGUE = "catalogue"
    MATCHED = "matched"


def no_display() -> bool:
    """Whether Qt has no screen to open a window on, so that it must be told to draw offscreen."""
    return (
        os.name == "posix"
        and os.uname().sysname == "Linux"
        and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    )


def wait(condition: Callable[[], bool], seconds: float) -> bool:
    """Let the window work until a condition holds. False if it does not within that time."""
    loop = QEventLoop()
    timer = QTimer()
    end = time.monotonic() + seconds
    timer.timeout.connect(lambda: loop.quit() if condition() or time.monotonic() > end else None)
    timer.start(_TICK_MS)
    loop.exec()
    timer.stop()
    return condition()


def take(
    services: "Services",
    source: str | None,
    photos: Sequence[str],
    out: Path,
    *,
    theme: Theme = Theme.LIGHT,
    size: tuple[int, int] = (1280, 720),
    until: Until = Until.MATCHED,
    seconds: float = 900.0,
) -> list[PhotoMatch]:
    """Open the real window on a catalogue, put photos into the queue, wait, and save a picture of it.

    Args:
        services: closed with the window when this returns.
        source: the catalogue's folder; its grouping is taken as proposed.
        photos: files and folders.
        out: PNG file to write; its folder is made.
        theme, size: of the window; the settings stay as they are.
        until: what to wait for; ``MATCHED`` waits for all photos.
        seconds: how long to wait at most.

    Returns:
        What was found for the photos in the queue, in its order; empty unless waited for.

    Raises:
        TimeoutError: if what is waited for does not come in time, or cannot because the catalogue does not open; with
            what the window says instead.
    """
    window = start_window(services, source, (), theme=theme)
    try:
        window.resize(*size)
        if source is not None:
            window.session.mark_reviewed(source)
        desk = window.session.queue
        if until is Until.MATCHED:
            desk.ahead = 1_000_000
        if photos:
            desk.add(list(photos))
        there, catalogue = _condition(window, until, bool(photos)), window.session.catalogue
        if not wait(lambda: there() or catalogue.phase is Phase.FAILED, seconds) or not there():
            raise TimeoutError(window.banner.text or window.empty.text or "The window did not get ready in time.")
        wait(lambda: window.session.thumbnails.idle, 10)
        out.parent.mkdir(parents=True, exist_ok=True)
        window.grab().save(str(out))
        found = [desk.match_of(photo) for photo in desk.queue.photos] if until is Until.MATCHED else []
        return [match for match in found if match is not None]
    finally:
        window.close()


def _condition(window: MainWindow, until: Until, photos: bool) -> Callable[[], bool]:
    catalogue, desk = window.session.catalogue, window.session.queue

    def matched() -> bool:
        if catalogue.phase is Phase.FAILED:
            return False
        if not photos:
            return catalogue.snapshot is not None
        undecided = desk.queue.undecided
        found = [desk.match_of(photo) for photo in undecided]
        ready = all(match is not None and match.final for match in found) and desk.state is not PhotoState.MATCHING
        return bool(desk.queue.photos) and not desk.waiting and ready

    return {
        Until.SHOWN: window.isVisible,
        Until.INDEXING: lambda: catalogue.progress is not None and catalogue.progress.done > 0,
        Until.CATALOGUE: lambda: catalogue.snapshot is not None and desk.open,
        Until.MATCHED: matched,
    }[until]
