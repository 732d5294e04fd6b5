"""The shortlist first, the final order afterwards, and no decision on a tile that moved meanwhile."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.exceptions import TimeoutError as QtTimeoutError
from pytestqt.qtbot import QtBot

from stockmatch.core.evidence import ColourMode
from stockmatch.ui.guard import Guard
from stockmatch.ui.main_window import MainWindow
from tests.fakes import StagedEngine
from tests.ui.driver import READY_MS, OpenWindow, asked, hold, stored_decisions, tiles, until_decided, until_ready

NONE = Qt.KeyboardModifier.NoModifier


class Staged:
    """A window with the shortlist of its first photo on the screen, whose guards wait by a clock that stands still."""

    def __init__(self, window: MainWindow, data: Path, clock: list[float], qtbot: QtBot) -> None:
        self.window, self.data, self.qtbot = window, data, qtbot
        self.grid, self.queue = window.work.grid, window.session.queue
        self._clock = clock
        qtbot.waitUntil(lambda: self.queue.match is not None and self.grid.isVisible(), timeout=READY_MS)
        self.see(1000)
        self.early = self.skus
        assert self.title == "Looking closer…"

    def see(self, ms: float) -> None:
        """Let the grid be painted, and time pass."""
        self.grid.viewport().repaint()
        self._clock[0] += ms

    def finish(self) -> None:
        """Let the final order come."""
        (self.data / "hold").unlink()
        self.qtbot.waitUntil(lambda: self.queue.match is not None and self.queue.match.final, timeout=READY_MS)

    @property
    def late(self) -> list[str]:
        first, second, third, *rest = self.early
        return [first, third, second, *rest]

    @property
    def skus(self) -> list[str]:
        return [sku for sku, _ in tiles(self.window)]

    @property
    def title(self) -> str:
        return self.window.work.head.title.text()

    @property
    def stored(self) -> list[tuple[str, int]]:
        until_decided(self.qtbot, self.window, 1)
        return [(row["sku"], row["rank"]) for row in stored_decisions(self.data)]

    def middle(self, row: int) -> QPoint:
        return self.grid.visualRect(self.grid.model().index(row, 0)).center()


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Milliseconds; the grids' guards wait by this clock."""
    now = [100_000.0]
    monkeypatch.setattr("stockmatch.ui.match_grid.Guard", lambda: Guard(lambda: now[0]))
    return now


@pytest.fixture
def staged(open_window: OpenWindow, qtbot: QtBot, catalogue: Path, photos: list[Path], clock: list[float]) -> Staged:
    window = open_window(catalogue, photos, factory=StagedEngine, prepare=hold)
    return Staged(window, catalogue.parent / "data", clock, qtbot)


def test_tiles_that_moved_cannot_be_decided_on_at_once(staged: Staged) -> None:
    staged.finish()
    assert staged.skus == staged.late
    assert staged.title == "Which product is it?"

    def nothing_happens() -> None:
        for key in (Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_N):
            QTest.keyClick(staged.window, key)
        QTest.mouseClick(staged.grid.viewport(), Qt.MouseButton.LeftButton, NONE, staged.middle(1))
        assert not staged.queue.busy

    nothing_happens()  # before it is painted
    staged.see(299)
    nothing_happens()
    staged.see(1)
    QTest.keyClick(staged.window, Qt.Key.Key_2)
    assert staged.stored == [(staged.early[2], 2)]


def test_a_tile_that_stayed_can_be_decided_on_at_once(staged: Staged) -> None:
    staged.finish()
    QTest.mouseClick(staged.grid.viewport(), Qt.MouseButton.LeftButton, NONE, staged.middle(0))
    assert staged.stored == [(staged.early[0], 1)]


def test_a_press_on_a_tile_that_moves_before_the_release_decides_nothing(staged: Staged) -> None:
    QTest.mousePress(staged.grid.viewport(), Qt.MouseButton.LeftButton, NONE, staged.middle(1))
    staged.finish()
    staged.see(1000)
    QTest.mouseRelease(staged.grid.viewport(), Qt.MouseButton.LeftButton, NONE, staged.middle(1))
    assert not staged.queue.busy


def test_the_keyboards_place_follows_its_product(staged: Staged) -> None:
    QTest.keyClick(staged.grid, Qt.Key.Key_Right)
    staged.finish()
    assert staged.grid.currentIndex().row() == 2
    QTest.keyClick(staged.grid, Qt.Key.Key_Return)
    assert not staged.queue.busy
    staged.see(300)
    QTest.keyClick(staged.grid, Qt.Key.Key_Return)
    assert staged.stored == [(staged.early[1], 3)]


def test_the_shortlist_can_be_decided_on_and_is_kept_as_offered(staged: Staged) -> None:
    heard: list[int] = []
    staged.queue._ahead.found.connect(heard.append)
    photo = staged.queue.queue.photos[0]
    with pytest.raises(QtTimeoutError):  # the engine's progress is repeated meanwhile, and nothing comes of it
        staged.qtbot.waitUntil(lambda: photo.id in heard, timeout=200)
    QTest.keyClick(staged.window, Qt.Key.Key_2)
    assert staged.stored == [(staged.early[1], 2)]
    (staged.data / "hold").unlink()
    staged.queue.go_to(photo.id)
    staged.qtbot.waitUntil(lambda: staged.queue.queue.current_id == photo.id)
    assert staged.skus == staged.early
    QTest.keyClick(staged.window, Qt.Key.Key_Z)
    until_decided(staged.qtbot, staged.window, 0)
    staged.qtbot.waitUntil(lambda: staged.queue.match is not None and staged.queue.match.final, timeout=READY_MS)
    assert staged.skus == staged.late


def test_the_colour_mode_is_asked_of_each_match_and_needs_no_new_index(
    open_window: OpenWindow, qtbot: QtBot, catalogue: Path, photos: list[Path], tmp_path: Path
) -> None:
    window = open_window(catalogue, photos[:1], factory=StagedEngine)
    until_ready(qtbot, window)
    opened: list[object] = []
    window.session.catalogue.in_service.connect(opened.append)
    button = window.work.head.colour.button(ColourMode.ANY)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: asked(tmp_path / "data")[-1].split()[-2:] == ["any", "5"], timeout=READY_MS)
    qtbot.waitUntil(lambda: not window.session.queue.looking, timeout=READY_MS)
    assert window.session.settings.colour is ColourMode.ANY
    assert window.work.head.title.text() == "Which product is it?"
    assert opened == []
    window.close()
    again = open_window(factory=StagedEngine)
    until_ready(qtbot, again)
    assert again.work.head.colour.value is ColourMode.ANY
