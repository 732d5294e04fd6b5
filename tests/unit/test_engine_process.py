"""The engine in its own process: results, errors, cancelling, dying."""

import functools
import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest

from stockmatch.composition import LANES, build_engine
from stockmatch.core.errors import Cancelled, CatalogueError, EngineStopped
from stockmatch.core.model import Device
from stockmatch.core.progress import Progress, Report, Stage, ignore
from stockmatch.core.ranking import MatchRequest
from stockmatch.core.settings import Settings
from stockmatch.services.engine_process import EngineBug, EngineProcess, RemoteEngine


@pytest.fixture
def process(tmp_path: Path) -> Iterator[EngineProcess]:
    started = EngineProcess(functools.partial(build_engine, tmp_path / "data"), LANES)
    yield started
    started.stop()


def test_results_and_errors_come_through(process: EngineProcess, catalogue: Path, tmp_path: Path) -> None:
    engine = RemoteEngine(process, "catalogue")
    stages = set()

    def note(progress: Progress) -> None:
        stages.add(progress.stage.value)

    snapshot = engine.open_catalogue(str(catalogue), Settings(), note)
    assert len(snapshot.products) == 6
    assert "embedding" in stages
    found = RemoteEngine(process, "match").match(MatchRequest(str(catalogue / "A-100.png"), 2), ignore)
    assert found.candidates[0].sku == "A-100"
    with pytest.raises(CatalogueError, match="not there"):
        engine.open_catalogue(str(tmp_path / "gone"), Settings(), ignore)
    with pytest.raises(EngineBug, match="TypeError"):
        process.call("match", "match", report=ignore)


def test_cancelling_reaches_the_engine_and_the_lane_goes_on(process: EngineProcess, catalogue: Path) -> None:
    engine = RemoteEngine(process, "catalogue")

    def cancel(_progress: Progress) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        engine.open_catalogue(str(catalogue), Settings(), cancel)
    assert len(engine.open_catalogue(str(catalogue), Settings(), ignore).products) == 6


@pytest.mark.parametrize("already_buried", [True, False])
def test_a_death_is_told_and_the_next_call_works(process: EngineProcess, catalogue: Path, already_buried: bool) -> None:
    engine = RemoteEngine(process, "catalogue")
    engine.open_catalogue(str(catalogue), Settings(), ignore)
    first = process.pid
    assert first is not None
    assert process._process is not None
    process._process.kill()
    told: list[EngineStopped] = []
    process.on_death = told.append
    if already_buried:
        process._process.join()
    with pytest.raises(EngineStopped, match="No decision was lost"):
        engine.versions(ignore)
    assert len(told) == 1
    assert len(engine.open_catalogue(str(catalogue), Settings(), ignore).products) == 6
    assert process.pid != first
    assert len(told) == 1


@pytest.mark.skipif(os.name == "nt", reason="Windows has classes of priority and no numbers to compare")
def test_it_lets_the_window_go_first(process: EngineProcess) -> None:
    RemoteEngine(process, "catalogue").describe_device(Device.CPU, ignore)
    assert process.pid is not None
    mine, its = (os.getpriority(os.PRIO_PROCESS, one) for one in (os.getpid(), process.pid))
    assert its == min(mine + 10, 19)


def test_stopping_twice_is_fine_and_calls_after_it_are_cancelled(process: EngineProcess) -> None:
    process.start()
    process.stop()
    process.stop()
    with pytest.raises(Cancelled):
        RemoteEngine(process, "match").match(MatchRequest("x", 1), ignore)


class Stubborn:
    """An engine whose tuning goes on with what it has when it is asked to stop, and ends when it is asked once more."""

    def tune(self, report: Report) -> list[int]:
        heard: list[int] = []
        for tick in range(400):
            try:
                report(Progress(Stage.CHECKING if heard else Stage.TUNING, tick))
            except Cancelled:
                heard.append(tick)
                if len(heard) == 2:
                    raise
            time.sleep(0.01)
        return heard


def test_what_goes_on_after_a_stop_shows_where_it_stands_and_hears_of_the_next() -> None:
    process = EngineProcess(Stubborn, ("tune",))  # type: ignore[arg-type]
    seen: list[Stage] = []
    asked = 1

    def report(progress: Progress) -> None:
        nonlocal asked
        seen.append(progress.stage)
        if progress.stage is Stage.CHECKING:
            asked = 2 if progress.done > 50 else 1
        raise Cancelled(asked)

    try:
        with pytest.raises(Cancelled):
            RemoteEngine(process, "tune").tune(report)
        assert {Stage.TUNING, Stage.CHECKING} == set(seen)
        once: list[int] = RemoteEngine(process, "tune").tune(stop_once)  # type: ignore[assignment]
        assert len(once) == 1
    finally:
        process.stop()


def stop_once(_progress: Progress) -> None:
    raise Cancelled


class Blurring:
    """An engine that leaves threads behind in OpenCV, as a cancel leaves those that decode."""

    def has_weights(self, _backbone: str, _report: Report) -> bool:
        for _ in range(8):
            threading.Thread(target=_blur, daemon=True).start()
        return True


def _blur() -> None:
    picture = np.zeros((400, 400, 3), np.uint8)
    while True:
        cv2.medianBlur(picture, 5)


@pytest.mark.parametrize("busy", [False, True])
def test_a_window_that_goes_ends_it_in_good_order_whatever_is_still_decoded(busy: bool) -> None:
    """Threads that Python stops in the midst of OpenCV had aborted the process."""
    process = EngineProcess(Blurring, ("catalogue",))  # type: ignore[arg-type]
    process.start()
    child = process._process
    assert child is not None
    try:
        if busy:
            RemoteEngine(process, "catalogue").has_weights("classic", ignore)
        process._pipes["catalogue"].close()
        child.join(60)
        assert child.exitcode == 0
    finally:
        process.stop()
