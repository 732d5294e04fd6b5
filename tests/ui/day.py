"""A working day: an engine whose answers are arranged by the photos' names, and a person who decides by keyboard.

Run as a program it plays the morning, says how many photos are decided, and waits to be killed.
"""

import functools
import hashlib
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from stockmatch.composition import LANES, Services
from stockmatch.core.ports import MatchingEngine
from stockmatch.core.progress import Progress, Report, Stage
from stockmatch.core.ranking import Candidate, MatchRequest, PhotoMatch
from stockmatch.core.settings import Settings
from stockmatch.services.engine import Engine
from stockmatch.services.engine_process import EngineProcess
from stockmatch.ui.app import start_window
from stockmatch.ui.main_window import MainWindow
from stockmatch.ui.photo_state import PhotoState
from stockmatch.ui.screenshots import wait
from tests.ui.driver import SKUS, picture

PHOTOS = 60
SECONDS = 60.0


@dataclass(frozen=True)
class Plan:
    """What one photo shows, and what the person says about it.

    Attributes:
        number: of the photo, from 0.
        sku: what it shows; empty for a stranger.
        key: what is pressed.
        kind, rank: what is to be stored then; rank is None without a product.
    """

    number: int
    sku: str
    key: Qt.Key
    kind: str
    rank: int | None

    @property
    def file_name(self) -> str:
        return f"IMG_{self.number:03}.png"


def plan(number: int) -> Plan:
    """Most photos show the first candidate; some the second, some a variant of the first, some nothing known."""
    sku = SKUS[number % len(SKUS)]
    if number % 20 == 7:
        return Plan(number, "", Qt.Key.Key_N, "not in catalogue", None)
    if number % 20 == 11:
        return Plan(number, sku, Qt.Key.Key_2, "confirmed", 2)
    if number % 20 == 13:
        return Plan(number, sku, Qt.Key.Key_V, "variant", 1)
    if number % 20 == 17:
        return Plan(number, sku, Qt.Key.Key_S, "skipped", None)
    return Plan(number, sku, Qt.Key.Key_1, "confirmed", 1)


def offered(number: int) -> list[tuple[str, float]]:
    """SKUs and scores that the engine gives for a photo, best first: high where the first is it."""
    here = plan(number)
    place = number % len(SKUS)
    skus = [*SKUS[place:], *SKUS[:place]][:5]
    if here.rank == 2:
        skus[0], skus[1] = skus[1], skus[0]
    sure = here.kind == "confirmed" and here.rank == 1
    best = 0.9 - number % 15 / 1000 if sure else 0.4 - number / 1000
    return list(zip(skus, (best, 0.04, 0.03, 0.02, 0.01), strict=True))


class DayEngine(Engine):
    """The real engine on the real catalogue, but for the matches."""

    def match(self, request: MatchRequest, report: Report) -> PhotoMatch:
        report(Progress(Stage.MATCHING))
        snapshot = self.serving.snapshot
        file = Path(request.photo)
        products = {product.sku: product for product in snapshot.products}
        answer = offered(int(file.stem.removeprefix("IMG_")))
        scores = [score for _, score in answer] + [0.0]
        candidates = tuple(
            Candidate(
                place + 1,
                products[sku].key,
                sku,
                products[sku].name,
                products[sku].images[0].path,
                score,
                score - scores[place + 1],
            )
            for place, (sku, score) in enumerate(answer)
        )
        content = hashlib.sha256(file.read_bytes()).hexdigest()
        return PhotoMatch(request.photo, content, candidates, snapshot.model_id, snapshot.version)


def services(data_dir: Path, factory: Callable[[Path], MatchingEngine] = DayEngine) -> Services:
    """What a window works with."""
    return Services(data_dir, EngineProcess(functools.partial(factory, data_dir), LANES))


def write_photos(folder: Path) -> list[Path]:
    """Sixty photos, no two of the same content."""
    folder.mkdir()
    paths = []
    for number in range(PHOTOS):
        image = picture(number, photo=True)
        image.putpixel((0, 0), (number, number, number))
        paths.append(folder / plan(number).file_name)
        image.save(paths[-1])
    return paths


def decided(window: MainWindow) -> int:
    queue = window.session.queue.queue
    return len(queue.photos) - len(queue.undecided)


def decide(window: MainWindow, until: int) -> None:
    """Decide photo after photo with the keys of the plan until so many are decided."""
    desk, grid = window.session.queue, window.work.grid
    while decided(window) < until:
        now = decided(window)
        assert wait(lambda: desk.state is PhotoState.MATCHED and not desk.busy and grid.ready_for_keys, SECONDS)
        QTest.keyClick(window, plan(int(Path(window.work.photo.path).stem.removeprefix("IMG_"))).key)
        assert wait(lambda now=now: decided(window) == now + 1 and not desk.busy, SECONDS)  # type: ignore[misc]


def main(data_dir: str, catalogue: str, photos: str, count: str) -> None:
    """The morning."""
    made = services(Path(data_dir))
    made.save_settings(Settings(offer_answered=True))
    window = start_window(made, catalogue, [photos])
    assert wait(lambda: len(window.session.queue.queue.photos) == PHOTOS, SECONDS)
    decide(window, int(count))
    print("decided", decided(window), flush=True)
    wait(lambda: False, SECONDS)


if __name__ == "__main__":
    main(*sys.argv[1:])
