"""The desks of the catalogue and of imports alone, with an engine whose timing and death the test decides."""

import threading
from pathlib import Path
from typing import cast

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from stockmatch.core.catalogue import Grouping, Preview
from stockmatch.core.errors import EngineStopped
from stockmatch.core.ports import MatchingEngine
from stockmatch.core.progress import Progress, Report, Stage
from stockmatch.core.settings import Settings
from stockmatch.core.table import ImportPlan
from stockmatch.ui.catalogue_desk import CatalogueDesk, Phase
from stockmatch.ui.claims import Claims
from stockmatch.ui.import_desk import ImportDesk
from stockmatch.ui.jobs import Lane


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


class DeadlyTable:
    """What is looked at kills every engine."""

    def __init__(self) -> None:
        self.deaths = 0

    def check_import(self, _source: str, _plan: ImportPlan, _report: Report) -> None:
        self.deaths += 1
        raise EngineStopped("It stopped.")


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
