"""Measure the window: key press to the next result over 300 photos, frames while a list of 10,000 is scrolled, and how
late a timer comes while a network is tuned.

Run by ``bench.py window``; prints one JSON object. The times end when the window has been painted.
"""

import argparse
import json
import os
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView

from stockmatch.composition import build_services
from stockmatch.core.catalogue import CatalogueImage, Product, Snapshot
from stockmatch.core.settings import Settings
from stockmatch.ui.app import start_window
from stockmatch.ui.main_window import MainWindow
from stockmatch.ui.products_dialog import ProductsDialog
from stockmatch.ui.screenshots import wait

_PRODUCTS = 10_000
_FRAMES = 600
_BEAT_MS = 10
_TUNED_SECONDS = 60


def deciding(window: MainWindow, source: Path, photos: Sequence[Path]) -> list[float]:
    """Milliseconds from each key press to the next photo's candidates on the screen, all matched ahead."""
    session, grid = window.session, window.work.grid
    desk = session.queue
    session.mark_reviewed(str(source))
    window.begin(str(source), ())
    ahead, desk.ahead = desk.ahead, 1_000_000
    expect(lambda: session.catalogue.snapshot is not None and desk.open, "the catalogue")
    desk.add([str(photo) for photo in photos])
    expect(lambda: len(desk.queue.photos) == len(photos), "the queue")

    def matched() -> bool:
        found = [desk.match_of(photo) for photo in desk.queue.photos]
        return all(match is not None and match.final for match in found) and session.thumbnails.idle

    expect(matched, "all candidates")
    desk.ahead = ahead
    times = []
    for left in range(len(photos), 1, -1):
        expect(lambda: grid.isVisible() and grid.ready_for_pointer and not desk.busy, "a photo that may be decided")
        before = desk.queue.current
        started = time.perf_counter()
        QTest.keyClick(window, Qt.Key.Key_1)
        while desk.queue.current == before or not grid.isVisible() or len(desk.queue.undecided) == left:
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)  # as the program's loop does
        window.repaint()
        times.append(1000 * (time.perf_counter() - started))
    return times


def scrolling() -> list[float]:
    """Milliseconds of each frame while a list of 10,000 products is scrolled from top to bottom."""
    products = tuple(
        Product(f"SKU-{number}", f"SKU-{number}", f"Product {number}", (CatalogueImage(f"SKU-{number}.jpg"),))
        for number in range(_PRODUCTS)
    )
    dialog = ProductsDialog(Snapshot("c", "catalogue", "/catalogue", 1, "classic", "classic-1", products))
    dialog.show()
    view: QAbstractItemView = dialog.view
    bar, times = view.verticalScrollBar(), []
    wait(lambda: bar.maximum() > 0, 10)
    for frame in range(_FRAMES):
        started = time.perf_counter()
        bar.setValue(bar.maximum() * frame // (_FRAMES - 1))
        view.viewport().repaint()
        times.append(1000 * (time.perf_counter() - started))
    dialog.close()
    return times


def tuning(data_dir: Path, source: Path, weights: Path) -> list[float]:
    """Milliseconds between two beats of a timer of 10 ms, while MobileNetV3-Small is tuned for a minute."""
    services = build_services(data_dir)
    backbone = "mobilenet_v3_small"
    services.save_settings(Settings(backbone, {backbone: str(weights)}, offer_answered=True))
    window = start_window(services)
    try:
        session = window.session
        session.mark_reviewed(str(source))
        window.begin(str(source), ())
        expect(lambda: session.catalogue.snapshot is not None, "the catalogue")
        beats: list[float] = []
        timer = QTimer(timerType=Qt.TimerType.PreciseTimer, interval=_BEAT_MS)
        timer.timeout.connect(lambda: beats.append(1000 * time.perf_counter()))
        window.dialogs.open_tuning()
        session.models.tune()
        timer.start()
        wait(lambda: not session.models.tuning, _TUNED_SECONDS)
        timer.stop()
    finally:
        window.close()
    return [after - before for before, after in pairwise(beats)]


def expect(condition: Callable[[], bool], what: str) -> None:
    if not wait(condition, 1200):
        sys.exit(f"Waited for {what} in vain.")


def quantiles(times: Sequence[float]) -> dict[str, float]:
    cuts = statistics.quantiles(times, n=100, method="inclusive")
    return {"median_ms": round(cuts[49], 1), "p95_ms": round(cuts[94], 1), "p99_ms": round(cuts[98], 1)}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data_dir", type=Path)
    parser.add_argument("source", type=Path)
    parser.add_argument("photos", type=Path, nargs="+")
    parser.add_argument("--weights", type=Path, required=True)
    options = parser.parse_args()
    services = build_services(options.data_dir)
    services.save_settings(Settings(offer_answered=True))
    window = start_window(services)
    window.resize(1280, 720)
    try:
        pressed = deciding(window, options.source, options.photos)
        frames = scrolling()
    finally:
        window.close()
    beats = tuning(options.data_dir / "tuned", options.source, options.weights)
    found = {"key_to_next": pressed, "scrolling": frames, "beats_of_10_ms_while_tuning": beats}
    print(json.dumps({"presses": len(pressed), **{name: quantiles(times) for name, times in found.items()}}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
