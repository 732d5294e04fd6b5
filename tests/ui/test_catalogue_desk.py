"""The desks of the catalogue and of imports alone, with an engine whose timing and death the test decides."""

import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NoReturn, cast

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from stockmatch.core.catalogue import Grouping, Preview, Snapshot
from stockmatch.core.errors import Cancelled, CatalogueError, EngineStopped, StockmatchError, WeightsMissing
from stockmatch.core.model import ModelId
from stockmatch.core.ports import MatchingEngine
from stockmatch.core.progress import Progress, Report, Stage
from stockmatch.core.settings import Settings
from stockmatch.core.table import ImportCheck, ImportPlan, Reading
from stockmatch.ui.catalogue_desk import CatalogueDesk, Phase
from stockmatch.ui.claims import Claims
from stockmatch.ui.import_desk import ImportDesk
from stockmatch.ui.jobs import Lane, Task


class SlowFolder:
    """Reports once, then lists on without reporting until it is let go."""

    def __init__(self) -> None:
        self.go_on = threading.Event()
        self.indexed = False

    def preview(self, source: str, report: Report) -> Preview:
        report(Progress(Stage.SCANNING, 1))
        self.go_on.wait(10)
        return Preview(source, Grouping((), ()), Grouping((), ()), 0)

    def open_catalogue(self, _source: str, _settings: Settings, _report: Report) -> None:
        self.indexed = True


def test_a_cancel_behind_the_last_report_of_the_listing_is_not_lost(qtbot: QtBot, tmp_path: Path) -> None:
    engine, lane, owner = SlowFolder(), Lane("catalogue"), QObject()
    desk = CatalogueDesk(cast(MatchingEngine, engine), lane, lambda _source: True, Claims(tmp_path), owner)
    desk.open("folder", Settings())
    qtbot.waitUntil(lambda: desk.phase is Phase.SCANNING)
    desk.cancel()
    engine.go_on.set()
    qtbot.waitUntil(lambda: desk.phase is Phase.STOPPED)
    lane.close(finish=True)
    assert not engine.indexed


class TwoCatalogues:
    """Each is opened as soon as the test lets it; a cancel comes too late."""

    def __init__(self) -> None:
        self.go_on = threading.Event()
        self.started = threading.Event()

    def preview(self, source: str, _report: Report) -> Preview:
        raise CatalogueError(f"{source} is not there.")

    def open_catalogue(self, source: str, _settings: Settings, report: Report) -> Snapshot:
        with suppress(Cancelled):
            report(Progress(Stage.EMBEDDING))
        if source == "second":
            self.started.set()
            self.go_on.wait(10)
        return snapshot_of(source)

    def keep_tuning(self) -> Snapshot:
        return snapshot_of("second")


def snapshot_of(source: str) -> Snapshot:
    return Snapshot(source, source, source, 1, ModelId("classic"), "classic", ())


def serve_first(desk: CatalogueDesk, qtbot: QtBot) -> list[str]:
    """Put a first catalogue into service; what comes into service is noted."""
    served: list[str] = []
    desk.in_service.connect(lambda snapshot: served.append(snapshot.source))
    desk.index("first", Settings())
    qtbot.waitUntil(lambda: served == ["first"])
    return served


@pytest.fixture
def opening(qtbot: QtBot, tmp_path: Path) -> Iterator[tuple[CatalogueDesk, TwoCatalogues, list[str]]]:
    """A desk with one catalogue in service and another nearly so, and what came into service."""
    engine, lane, owner = TwoCatalogues(), Lane("catalogue"), QObject()
    desk = CatalogueDesk(cast(MatchingEngine, engine), lane, lambda _source: True, Claims(tmp_path), owner)
    served = serve_first(desk, qtbot)
    desk.index("second", Settings())
    qtbot.waitUntil(engine.started.is_set)
    yield desk, engine, served
    engine.go_on.set()
    lane.close(finish=True)


def test_what_came_into_service_although_a_newer_wish_had_replaced_it_is_what_is_shown(
    opening: tuple[CatalogueDesk, TwoCatalogues, list[str]], qtbot: QtBot
) -> None:
    desk, engine, served = opening
    desk.open("third", Settings())
    engine.go_on.set()
    qtbot.waitUntil(lambda: desk.phase is Phase.FAILED)
    assert served == ["first", "second"]
    assert desk.snapshot is not None
    assert desk.source == desk.snapshot.source == "second"


def test_a_version_that_is_kept_while_another_catalogue_is_opened_does_not_give_that_up(
    opening: tuple[CatalogueDesk, TwoCatalogues, list[str]], qtbot: QtBot
) -> None:
    desk, engine, served = opening
    desk.change_version(lambda _report: engine.keep_tuning(), lambda _error: None)
    assert desk.opening == "second"
    engine.go_on.set()
    qtbot.waitUntil(lambda: served == ["first", "second", "second"])
    assert desk.phase is Phase.IDLE
    assert desk.source == "second"


class MortalEngine:
    """Opens the first catalogue with the plain settings alone; over all else it dies once it is told to."""

    def __init__(self) -> None:
        self.dead = threading.Event()

    def preview(self, _source: str, report: Report) -> NoReturn:
        self._work(report)

    def open_catalogue(self, source: str, settings: Settings, report: Report) -> Snapshot:
        if source != "first" or settings != Settings():
            self._work(report)
        return snapshot_of(source)

    def _work(self, report: Report) -> NoReturn:
        while not self.dead.wait(0.01):
            report(Progress(Stage.EMBEDDING))
        raise EngineStopped("It stopped.")


@pytest.fixture
def mortal(qtbot: QtBot, tmp_path: Path) -> Iterator[tuple[CatalogueDesk, MortalEngine, list[str]]]:
    """A desk with one catalogue in service, and what came into service."""
    engine, lane, owner = MortalEngine(), Lane("catalogue"), QObject()
    desk = CatalogueDesk(cast(MatchingEngine, engine), lane, lambda _source: True, Claims(tmp_path), owner)
    served = serve_first(desk, qtbot)
    yield desk, engine, served
    engine.dead.set()
    lane.close()


def die(desk: CatalogueDesk, engine: MortalEngine, qtbot: QtBot) -> None:
    """As the session tells the desk of it, once for each engine."""
    qtbot.waitUntil(lambda: desk.progress is not None)
    dead, engine.dead = engine.dead, threading.Event()
    dead.set()
    desk.recover("It stopped.")


@pytest.mark.parametrize("deaths", [1, 4])
def test_what_was_served_by_an_engine_that_died_over_another_catalogue_comes_back_where_that_does_not_open(
    mortal: tuple[CatalogueDesk, MortalEngine, list[str]], qtbot: QtBot, deaths: int
) -> None:
    desk, engine, served = mortal
    failed: list[str] = []
    desk.failed.connect(lambda source, _message: failed.append(source))
    desk.index("second", Settings())
    for _ in range(deaths):
        die(desk, engine, qtbot)
    if deaths == 1:
        assert desk.opening == "second"
        desk.cancel()
    qtbot.waitUntil(lambda: served == ["first", "first"])
    assert failed == ([] if deaths == 1 else ["second"])
    assert desk.phase is Phase.IDLE


@pytest.mark.parametrize("deaths", [1, 4])
def test_a_source_whose_listing_an_engine_died_over_is_listed_again_behind_what_was_served_but_not_for_ever(
    mortal: tuple[CatalogueDesk, MortalEngine, list[str]], qtbot: QtBot, deaths: int
) -> None:
    desk, engine, served = mortal
    failed: list[str] = []
    desk.failed.connect(lambda source, _message: failed.append(source))
    desk.open("second", Settings())
    for _ in range(deaths):
        die(desk, engine, qtbot)
    qtbot.waitUntil(lambda: served == ["first"] * (deaths + 1))
    if deaths == 1:
        assert desk.opening == "second"
        desk.cancel()
        qtbot.waitUntil(lambda: desk.phase is Phase.STOPPED)
    else:
        assert failed == ["second"]
        assert desk.phase is Phase.IDLE
    assert desk.source == "first"


def test_a_version_whose_turn_had_not_come_as_the_engine_died_has_it_later(
    mortal: tuple[CatalogueDesk, MortalEngine, list[str]], qtbot: QtBot
) -> None:
    desk, _engine, served = mortal
    go_on = threading.Event()
    Task(desk, desk._lane, lambda _report: go_on.wait(10))
    answers: list[StockmatchError | None] = []
    desk.change_version(lambda _report: snapshot_of("version"), answers.append)
    desk.recover("It stopped.")
    assert not answers
    go_on.set()
    qtbot.waitUntil(lambda: served == ["first", "first", "version"])
    assert answers == [None]


def test_a_version_that_a_new_engine_met_before_its_catalogue_has_another_turn(
    mortal: tuple[CatalogueDesk, MortalEngine, list[str]], qtbot: QtBot
) -> None:
    desk, engine, served = mortal
    answers, tried = list[StockmatchError | None](), threading.Event()

    def work(_report: Report) -> Snapshot:
        if not tried.is_set():
            tried.set()
            raise CatalogueError("No catalogue is open.")
        return snapshot_of("version")

    desk.index("second", Settings())
    desk.change_version(work, answers.append)
    die(desk, engine, qtbot)
    qtbot.waitUntil(tried.is_set)
    desk.cancel()
    qtbot.waitUntil(lambda: served == ["first", "first", "version"])
    assert answers == [None]


def test_a_version_that_the_engine_died_over_is_not_tried_for_ever(
    mortal: tuple[CatalogueDesk, MortalEngine, list[str]], qtbot: QtBot
) -> None:
    desk, engine, served = mortal
    answers: list[StockmatchError | None] = []
    desk.change_version(lambda report: engine.open_catalogue("version", Settings(), report), answers.append)
    die(desk, engine, qtbot)
    qtbot.waitUntil(lambda: served == ["first", "first"])
    assert desk.phase is Phase.IDLE
    assert [str(error) for error in answers] == ["It stopped."]
    assert not desk._changes.waiting


def test_a_version_that_is_cancelled_is_answered_and_one_that_gave_way_only_once_it_is_done(
    opening: tuple[CatalogueDesk, TwoCatalogues, list[str]], qtbot: QtBot
) -> None:
    desk, engine, served = opening
    engine.go_on.set()
    qtbot.waitUntil(lambda: served == ["first", "second"])
    go_on, answers = threading.Event(), list[StockmatchError | None]()

    def work(report: Report) -> Snapshot:
        while not go_on.wait(0.01):
            report(Progress(Stage.LOADING_MODEL))
        return snapshot_of("version")

    desk.change_version(work, answers.append)
    qtbot.waitUntil(lambda: desk.progress is not None)
    desk.index("third", Settings())
    qtbot.waitUntil(lambda: served == ["first", "second", "third"])
    assert not answers
    go_on.set()
    qtbot.waitUntil(lambda: served == ["first", "second", "third", "version"])
    assert answers == [None]
    go_on.clear()
    desk.change_version(work, answers.append)
    qtbot.waitUntil(lambda: desk.progress is not None)
    desk.cancel()
    qtbot.waitUntil(lambda: desk.phase is Phase.STOPPED)
    assert answers == [None, None]


class Deaf:
    """Puts a version into service, and hears of no wish to stop."""

    def __init__(self, version: str) -> None:
        self._version = version
        self.begun, self.go_on = threading.Event(), threading.Event()

    def __call__(self, _report: Report) -> Snapshot:
        self.begun.set()
        self.go_on.wait(10)
        return snapshot_of(self._version)


def test_a_version_that_is_done_although_it_had_to_give_way_is_not_put_into_service_twice(
    opening: tuple[CatalogueDesk, TwoCatalogues, list[str]], qtbot: QtBot
) -> None:
    desk, engine, served = opening
    engine.go_on.set()
    qtbot.waitUntil(lambda: served == ["first", "second"])
    late = Deaf("version")
    desk.change_version(late, lambda _error: None)
    qtbot.waitUntil(late.begun.is_set)
    desk.index("third", Settings())
    late.go_on.set()
    qtbot.waitUntil(lambda: desk.phase is Phase.IDLE)
    assert served == ["first", "second", "version", "third"]
    assert not desk._changes.waiting


def test_a_version_that_is_done_late_takes_no_answer_from_the_one_chosen_after_it(
    opening: tuple[CatalogueDesk, TwoCatalogues, list[str]], qtbot: QtBot
) -> None:
    desk, engine, served = opening
    engine.go_on.set()
    qtbot.waitUntil(lambda: served == ["first", "second"])
    late, answers = Deaf("late"), list[StockmatchError | None]()

    def endless(report: Report) -> NoReturn:
        while True:
            report(Progress(Stage.LOADING_MODEL))

    desk.change_version(late, lambda _error: None)
    qtbot.waitUntil(late.begun.is_set)
    desk.index("third", Settings())
    desk.cancel()
    qtbot.waitUntil(lambda: desk.phase is Phase.STOPPED)
    desk.change_version(endless, answers.append)
    late.go_on.set()
    qtbot.waitUntil(lambda: desk.progress is not None)
    desk.cancel()
    qtbot.waitUntil(lambda: answers == [None])


@pytest.mark.parametrize("way", ["while it is given", "before it is given", "where weights are missing"])
def test_of_two_versions_the_one_chosen_last_serves_although_the_first_has_to_give_way(
    mortal: tuple[CatalogueDesk, MortalEngine, list[str]], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    desk, engine, served = mortal
    go_on = threading.Event()

    def choose(version: str) -> None:
        desk.change_version(lambda _report: snapshot_of(version), lambda _error: None)

    def missing(*_: object) -> NoReturn:
        raise WeightsMissing("alexnet", 233, "AlexNet needs its pretrained weights.")

    Task(desk, desk._lane, lambda _report: go_on.wait(10))
    choose("v1")
    if way == "before it is given":
        choose("v2")
        desk.index("first", Settings())
    elif way == "while it is given":
        desk.index("first", Settings())
        choose("v2")
    else:
        monkeypatch.setattr(engine, "open_catalogue", missing)
        desk.change_settings(Settings(backbone="alexnet"))
        go_on.set()
        qtbot.waitUntil(lambda: desk.phase is Phase.FAILED)
        choose("v2")
    go_on.set()
    qtbot.waitUntil(lambda: {"v1", "v2"} < set(served))
    assert served[-2:] == ["v1", "v2"]


def test_a_version_that_is_kept_while_another_catalogue_is_looked_over_leaves_that_to_be_looked_over(
    mortal: tuple[CatalogueDesk, MortalEngine, list[str]], qtbot: QtBot
) -> None:
    desk, _engine, served = mortal
    desk._enter(Phase.REVIEW)
    desk.change_version(lambda _report: snapshot_of("version"), lambda _error: None)
    qtbot.waitUntil(lambda: served == ["first", "version"])
    assert desk.phase is Phase.REVIEW


def test_an_engine_that_dies_again_and_again_behind_an_opening_is_asked_about_and_tried_again_only_if_wished(
    mortal: tuple[CatalogueDesk, MortalEngine, list[str]], qtbot: QtBot
) -> None:
    desk, _engine, _served = mortal
    failed: list[tuple[str, str]] = []
    desk.failed.connect(lambda *told: failed.append(told))
    for _ in range(3):
        with qtbot.waitSignal(desk.in_service):
            desk.recover("It stopped.")  # over a photo, say
    desk.recover("It stopped.")
    words = "The matching engine stopped 4 times over first, which is not opened again by itself. No decision was lost."
    assert failed == [("first", words)]
    assert desk.phase is Phase.FAILED
    assert not desk.working
    with qtbot.waitSignal(desk.in_service):
        desk.index("first", Settings())
    with qtbot.waitSignal(desk.in_service):
        desk.recover("It stopped.")
    assert len(failed) == 1


@pytest.mark.parametrize("chosen", ["before", "behind"])
def test_a_version_waits_until_what_the_engine_died_over_too_often_is_opened_again_or_has_it_opened(
    mortal: tuple[CatalogueDesk, MortalEngine, list[str]], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, chosen: str
) -> None:
    desk, engine, served = mortal
    mended, answers, drained = threading.Event(), list[StockmatchError | None](), list[object]()

    def open_or_die(source: str, _settings: Settings, report: Report) -> Snapshot:
        if not mended.is_set():
            engine._work(report)
        return snapshot_of(source)

    def version(_report: Report) -> Snapshot:
        if not mended.is_set():
            raise CatalogueError("No catalogue is open.")
        return snapshot_of("version")

    monkeypatch.setattr(engine, "open_catalogue", open_or_die)
    desk.index("first", Settings())
    if chosen == "before":
        desk.change_version(version, answers.append)
    for _ in range(4):
        die(desk, engine, qtbot)
    assert desk.phase is Phase.FAILED
    Task(desk, desk._lane, lambda _report: None, done=drained.append)
    qtbot.waitUntil(lambda: drained == [None])
    assert not answers
    mended.set()
    if chosen == "before":
        desk.index("first", Settings())
    else:
        desk.change_version(version, answers.append)
    qtbot.waitUntil(lambda: served == ["first", "first", "version"])
    assert answers == [None]


def test_deaths_over_the_listing_count_on_when_it_is_indexed(
    mortal: tuple[CatalogueDesk, MortalEngine, list[str]], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, engine, served = mortal
    failed: list[str] = []
    desk.failed.connect(lambda source, _message: failed.append(source))
    desk.open("second", Settings())
    for _ in range(2):
        die(desk, engine, qtbot)
    qtbot.waitUntil(lambda: desk.progress is not None)

    def listed(source: str, _report: Report) -> Preview:
        return Preview(source, Grouping((), ()), Grouping((), ()), 0)

    monkeypatch.setattr(engine, "preview", listed)
    die(desk, engine, qtbot)
    qtbot.waitUntil(lambda: desk.phase is Phase.INDEXING)
    die(desk, engine, qtbot)
    assert failed == ["second"]
    qtbot.waitUntil(lambda: desk.phase is Phase.IDLE)
    assert served == ["first"] * 5


def test_settings_that_killed_the_engine_are_given_up(
    mortal: tuple[CatalogueDesk, MortalEngine, list[str]], qtbot: QtBot
) -> None:
    desk, engine, served = mortal
    back: list[Settings] = []
    desk.reverted.connect(back.append)
    desk.change_settings(Settings(backbone="alexnet"))
    die(desk, engine, qtbot)
    qtbot.waitUntil(lambda: served == ["first", "first"])
    assert back == [Settings()]


class DeadlyTable:
    """What is looked at kills every engine."""

    def __init__(self) -> None:
        self.deaths = 0

    def check_import(self, _source: str, _plan: ImportPlan, _report: Report) -> None:
        self.deaths += 1
        raise EngineStopped("It stopped.")


def test_what_was_checked_before_a_table_is_read_otherwise_is_not_checked_again_where_that_kills_the_engine(
    qtbot: QtBot,
) -> None:
    class Deadly:
        def check_import(self, _source: str, _plan: ImportPlan, _report: Report) -> ImportCheck:
            return ImportCheck(1, 1, ())

        def preview_table(self, *_: object) -> NoReturn:
            raise EngineStopped("It stopped.")

    lane, owner = Lane("catalogue"), QObject()
    desk = ImportDesk(cast(MatchingEngine, Deadly()), lane, owner)
    with qtbot.waitSignal(desk.checked):
        desk.check("prices.csv", ImportPlan(()))
    with qtbot.waitSignal(desk.failed):
        desk.look("prices.csv", Reading(), None)
    assert not desk._pause.isActive()
    lane.close(finish=True)


def test_a_table_that_kills_the_engine_is_checked_once_more_and_not_for_ever(qtbot: QtBot) -> None:
    engine, lane, owner = DeadlyTable(), Lane("catalogue"), QObject()
    desk = ImportDesk(cast(MatchingEngine, engine), lane, owner)
    heard: list[str] = []
    desk.failed.connect(heard.append)
    desk.check("prices.csv", ImportPlan(()))
    qtbot.waitUntil(lambda: len(heard) == 2)
    assert not desk._pause.isActive()
    lane.close(finish=True)
    assert engine.deaths == 2
