"""The notice that a product is not in the catalogue: from the match at first, and then from what the person decided."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from stockmatch.core.calibration import least_decisions
from stockmatch.core.progress import Report
from stockmatch.core.ranking import MatchRequest, PhotoMatch
from stockmatch.core.settings import Settings
from tests.ui.day import DayEngine
from tests.ui.driver import OpenWindow, picture, stored_decisions, until_decided, until_ready

ABSENT = "Probably not in this catalogue. Press N if you do not see it."
ASKING = "Press 1–5 or click to confirm, Space to compare"


class PoorEngine(DayEngine):
    """The real engine, but for the matches: all photos match poorly, whether their product is there or not."""

    def match(self, request: MatchRequest, report: Report) -> PhotoMatch:
        found = super().match(request, report)
        return replace(found, candidates=tuple(replace(one, score=0.2) for one in found.candidates), p_value=0.6)


def test_a_notice_that_came_with_products_that_were_there_is_not_repeated(
    open_window: OpenWindow, qtbot: QtBot, catalogue: Path, tmp_path: Path
) -> None:
    enough = least_decisions()
    photos = [tmp_path / f"IMG_{number}.png" for number in range(enough + 2)]
    for number, path in enumerate(photos):
        picture(number, photo=True).save(path)
    window = open_window(catalogue, photos, settings=Settings(learn_photos=False), factory=PoorEngine)
    for decided in range(enough):
        until_ready(qtbot, window)
        assert window.work.head.hint.text() == ABSENT
        QTest.keyClick(window, Qt.Key.Key_1)
        until_decided(qtbot, window, decided + 1)
    until_ready(qtbot, window)
    assert window.work.head.hint.text() == ASKING
    assert [row["p_value"] for row in stored_decisions(tmp_path / "data")] == [0.6] * enough
    window.close()

    window = open_window(factory=PoorEngine)
    until_ready(qtbot, window)
    assert window.work.head.hint.text() == ASKING
    QTest.keyClick(window, Qt.Key.Key_Z)  # now there are too few again
    until_decided(qtbot, window, enough - 1)
    until_ready(qtbot, window)
    QTest.keyClick(window, Qt.Key.Key_N)
    until_decided(qtbot, window, enough)
    until_ready(qtbot, window)
    assert window.work.head.hint.text() == ABSENT
