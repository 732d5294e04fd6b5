"""The part of the photo that is matched: drawn, moved and resized, stored with the photo, and matched at once."""

from dataclasses import astuple
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from stockmatch.core.errors import RecordsError
from stockmatch.core.evidence import WHOLE, Region
from stockmatch.core.settings import Settings
from stockmatch.store.records import SqliteRecords
from stockmatch.ui.main_window import MainWindow
from stockmatch.ui.region_box import STEP, RegionBox, framed, grown, shifted
from tests.fakes import PROPOSED, StagedEngine
from tests.ui.driver import (
    READY_MS,
    OpenWindow,
    asked,
    stored_decisions,
    until_decided,
    until_ready,
)

NONE = Qt.KeyboardModifier.NoModifier
PICTURE = QRectF(100, 50, 400, 500)
EDGES = st.floats(0, 1)
REGIONS = st.tuples(EDGES, EDGES, EDGES, EDGES).filter(lambda e: e[1] - e[0] > 0.001 and e[3] - e[2] > 0.001)
STEPS = st.floats(-0.5, 0.5)


@given(REGIONS, STEPS, STEPS)
def test_keys_keep_the_box_in_the_picture(edges: tuple[float, ...], across: float, down: float) -> None:
    region = Region(edges[0], edges[2], edges[1], edges[3])
    moved = shifted(region, across, down)
    assert moved.right - moved.left == pytest.approx(region.right - region.left)
    assert moved.bottom - moved.top == pytest.approx(region.bottom - region.top)
    larger = grown(region, across, down)
    assert (larger.left, larger.top) == (region.left, region.top)


def dragged(
    box: RegionBox, start: tuple[float, float], end: tuple[float, float], *, new: bool = False
) -> Region | None:
    assert box.press(QPointF(*start), new=new)
    box.move(QPointF((start[0] + end[0]) / 2, (start[1] + end[1]) / 2))
    box.move(QPointF(*end))
    return box.release()


def shown(region: Region | None) -> RegionBox:
    box = RegionBox()
    box.place(PICTURE)
    box.show(region, proposed=True)
    return box


def test_a_box_is_drawn_moved_and_resized() -> None:
    box = shown(None)
    assert dragged(box, (200, 100), (400, 300)) == Region(0.25, 0.1, 0.75, 0.5)
    assert dragged(box, (300, 200), (340, 250)) == Region(0.35, 0.2, 0.85, 0.6)
    assert dragged(box, (300, 200), (900, 900)) == Region(0.5, 0.6, 1.0, 1.0)
    assert dragged(box, (300, 350), (260, 300)) == Region(0.4, 0.5, 1.0, 1.0)
    assert dragged(box, (400, 550), (400, 450)) == Region(0.4, 0.5, 1.0, 0.8)
    assert dragged(box, (300, 320), (420, 420), new=True) == Region(0.5, 0.54, 0.8, 0.74)
    assert box.cursor(QPointF(300, 320), new=False) is Qt.CursorShape.SizeFDiagCursor
    assert box.cursor(QPointF(360, 380), new=False) is Qt.CursorShape.SizeAllCursor
    assert box.cursor(QPointF(10, 10), new=False) is Qt.CursorShape.ArrowCursor


def test_too_small_a_drag_is_no_box_and_a_click_changes_nothing() -> None:
    box = shown(PROPOSED)
    assert dragged(box, (110, 60), (117, 300)) is None
    assert dragged(box, (300, 300), (300, 300)) is None
    assert box.region == PROPOSED
    assert not box.press(QPointF(20, 20), new=False)
    whole = shown(WHOLE)  # a box over everything is not moved but drawn anew
    assert dragged(whole, (200, 200), (300, 300)) == Region(0.25, 0.3, 0.5, 0.5)


def test_a_region_comes_back_to_where_it_was_drawn() -> None:
    assert framed(Region(0.25, 0.1, 0.75, 0.5), PICTURE) == QRectF(200, 100, 200, 200)


def at(window: MainWindow, across: float, down: float) -> QPoint:
    """A place in the photo on the screen, in fractions."""
    panel = window.work.photo
    panel.repaint()
    return framed(Region(0, 0, across, down), panel._box._picture).bottomRight().toPoint()


def drag(window: MainWindow, start: tuple[float, float], end: tuple[float, float], qtbot: QtBot) -> None:
    panel = window.work.photo
    qtbot.waitUntil(lambda: window.session.thumbnails.idle)
    QTest.mousePress(panel, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier, at(window, *start))
    QTest.mouseMove(panel, at(window, *end))
    QTest.mouseRelease(panel, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier, at(window, *end))


def region_of(window: MainWindow, number: int = 0) -> Region | None:
    return window.session.queue.queue.photos[number].region


def matched(window: MainWindow, qtbot: QtBot, region: Region) -> None:
    queue = window.session.queue
    qtbot.waitUntil(
        lambda: queue.match is not None and queue.match.region == region and not queue.looking, timeout=READY_MS
    )


def test_a_drag_matches_again_and_survives_a_restart(
    open_window: OpenWindow, qtbot: QtBot, catalogue: Path, photos: list[Path], tmp_path: Path
) -> None:
    window = open_window(catalogue, photos, factory=StagedEngine)
    until_ready(qtbot, window)
    panel = window.work.photo
    assert panel.region == PROPOSED
    assert panel.whole.isVisible()
    assert not panel.proposal.isVisible()
    drag(window, (0.2, 0.2), (0.6, 0.8), qtbot)
    qtbot.waitUntil(lambda: region_of(window) is not None)
    region = region_of(window)
    assert region is not None
    assert (region.left, region.bottom) == pytest.approx((0.2, 0.8), abs=0.02)
    matched(window, qtbot, region)
    assert panel.region == region
    assert panel.proposal.isVisible()
    assert "Matched: 20 % to 60 % across" in panel.accessibleDescription()
    assert any(line.startswith(f"IMG_0.png {region}") for line in asked(tmp_path / "data"))
    assert region_of(window, 1) is None

    window.close()
    again = open_window(factory=StagedEngine)
    until_ready(qtbot, again)
    assert again.work.photo.region == region
    assert again.session.queue.match is not None
    assert again.session.queue.match.region == region
    QTest.mouseClick(again.work.photo.proposal, Qt.MouseButton.LeftButton)
    matched(again, qtbot, PROPOSED)
    assert region_of(again) is None


def test_one_key_takes_the_whole_photo_and_goes_back(
    open_window: OpenWindow, qtbot: QtBot, catalogue: Path, photos: list[Path]
) -> None:
    window = open_window(catalogue, photos, factory=StagedEngine)
    until_ready(qtbot, window)
    QTest.keyClick(window.work.grid, Qt.Key.Key_W)
    matched(window, qtbot, WHOLE)
    assert region_of(window) == WHOLE
    assert not window.work.photo.whole.isVisible()
    QTest.keyClick(window.work.grid, Qt.Key.Key_W)
    matched(window, qtbot, PROPOSED)
    assert region_of(window) is None
    drag(window, (0.3, 0.3), (0.31, 0.9), qtbot)
    assert region_of(window) is None
    panel = window.work.photo
    QTest.mousePress(panel, Qt.MouseButton.LeftButton, NONE, at(window, 0.05, 0.05))
    QTest.mouseMove(panel, at(window, 0.6, 0.6))
    QTest.keyClick(window.work.grid, Qt.Key.Key_Escape)
    QTest.mouseRelease(panel, Qt.MouseButton.LeftButton, NONE, at(window, 0.6, 0.6))
    assert region_of(window) is None
    assert panel.region == PROPOSED


def test_arrow_keys_move_and_resize_the_box(
    open_window: OpenWindow, qtbot: QtBot, catalogue: Path, photos: list[Path], tmp_path: Path
) -> None:
    window = open_window(catalogue, photos, factory=StagedEngine)
    until_ready(qtbot, window)
    before = len(asked(tmp_path / "data"))
    panel = window.work.photo
    panel.setFocus()
    for _ in range(3):
        QTest.keyClick(panel, Qt.Key.Key_Right)
    QTest.keyClick(panel, Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: region_of(window) is not None)
    region = region_of(window)
    assert region is not None
    assert (region.left, region.top, region.right, region.bottom) == pytest.approx((0.18, 0.1, 0.88, 0.89))
    matched(window, qtbot, region)
    assert [line for line in asked(tmp_path / "data")[before:] if line.startswith("IMG_0.png")] == [
        f"IMG_0.png {region} exact 5"
    ]


def press_right(window: MainWindow) -> None:
    window.work.photo.setFocus()
    QTest.keyClick(window.work.photo, Qt.Key.Key_Right)


RIGHT = pytest.approx((PROPOSED.left + STEP, PROPOSED.top, PROPOSED.right + STEP, PROPOSED.bottom))


@pytest.mark.parametrize("way", ["next", "strip", "decide", "undo", "take out"])
def test_a_region_moved_with_keys_is_stored_for_its_photo_however_soon_that_is_left(
    open_window: OpenWindow, qtbot: QtBot, catalogue: Path, photos: list[Path], way: str
) -> None:
    window = open_window(catalogue, photos, factory=StagedEngine)
    until_ready(qtbot, window)
    queue, data_dir = window.session.queue, window.session.services.data_dir
    if way == "undo":
        QTest.keyClick(window, Qt.Key.Key_1)
        until_decided(qtbot, window, 1)
        until_ready(qtbot, window)
    number = 1 if way == "undo" else 0
    moved = queue.queue.photos[number]
    press_right(window)
    if way == "next":
        queue.step(1)
    elif way == "strip":
        window.strip.photo_requested.emit(queue.queue.photos[2].id)
    elif way == "decide":
        QTest.keyClick(window, Qt.Key.Key_2)
    elif way == "undo":
        queue.undo()
    else:
        queue.take_out()
    qtbot.waitUntil(lambda: not queue.busy and queue.queue.current_id != moved.id, timeout=READY_MS)
    if way == "take out":
        queue.put_back([moved.id])
        qtbot.waitUntil(lambda: queue.queue.find(moved.id) is not None, timeout=READY_MS)
    assert {photo.id for photo in queue.queue.photos if photo.region is not None} == {moved.id}
    found = queue.queue.find(moved.id)
    assert found is not None
    assert found.region is not None
    assert astuple(found.region) == RIGHT
    decided = [(row["photo_id"], row["rank"]) for row in stored_decisions(data_dir)]
    assert decided == ([(moved.id, 2)] if way == "decide" else [])
    queue.go_to(moved.id)
    qtbot.waitUntil(lambda: queue.queue.current_id == moved.id, timeout=READY_MS)
    assert window.work.photo.region == found.region


@pytest.mark.parametrize("way", ["closed", "another catalogue"])
def test_a_region_moved_with_keys_is_stored_as_its_catalogue_is_left(
    open_window: OpenWindow, qtbot: QtBot, catalogue: Path, photos: list[Path], way: str
) -> None:
    window = open_window(catalogue, photos, settings=Settings(offer_answered=True))
    until_ready(qtbot, window)
    press_right(window)
    if way == "another catalogue":
        window.session.queue.reset()  # as its records are about to be opened
    window.close()
    again = open_window(catalogue)
    until_ready(qtbot, again)
    region = region_of(again)
    assert region is not None
    assert region == again.work.photo.region


def test_a_region_moved_back_with_keys_while_it_is_stored_is_where_it_was(
    open_window: OpenWindow, qtbot: QtBot, catalogue: Path, photos: list[Path]
) -> None:
    window = open_window(catalogue, photos, factory=StagedEngine)
    until_ready(qtbot, window)
    queue = window.session.queue
    queue.set_region(PROPOSED)
    matched(window, qtbot, PROPOSED)
    stored = list[Region | None]()
    queue.queue_changed.connect(lambda: stored.append(region_of(window)))
    press_right(window)
    queue._regions.settle()
    queue.set_region(PROPOSED, moving=True)
    qtbot.waitUntil(lambda: len(set(stored)) > 1 and stored[-1] == PROPOSED, timeout=READY_MS)
    assert window.work.photo.region == PROPOSED


def test_a_decided_photos_region_can_be_changed_and_nothing_decided_is_lost(
    open_window: OpenWindow, qtbot: QtBot, catalogue: Path, photos: list[Path], tmp_path: Path
) -> None:
    window = open_window(catalogue, photos, factory=StagedEngine)
    until_ready(qtbot, window)
    QTest.keyClick(window, Qt.Key.Key_1)
    until_decided(qtbot, window, 1)
    queue = window.session.queue
    queue.go_to(queue.queue.photos[0].id)
    qtbot.waitUntil(lambda: window.work.photo.path == str(photos[0]))
    QTest.keyClick(window, Qt.Key.Key_W)
    matched(window, qtbot, WHOLE)
    assert window.work.photo.path == str(photos[0])
    assert queue.current is not None
    assert queue.current.decision is not None
    assert len(stored_decisions(tmp_path / "data")) == 1
    until_ready(qtbot, window)
    QTest.keyClick(window, Qt.Key.Key_2)
    qtbot.waitUntil(lambda: not queue.busy and window.work.photo.path == str(photos[1]), timeout=READY_MS)
    (decision,) = stored_decisions(tmp_path / "data")
    assert decision["rank"] == 2
    assert region_of(window) == WHOLE


def test_a_region_that_cannot_be_stored_is_shown_as_it_is(
    open_window: OpenWindow, qtbot: QtBot, catalogue: Path, photos: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window(catalogue, photos, factory=StagedEngine)
    until_ready(qtbot, window)

    def full(*_: object) -> None:
        raise RecordsError("The disk is full.")

    monkeypatch.setattr(SqliteRecords, "set_region", full)
    drag(window, (0.2, 0.2), (0.6, 0.8), qtbot)
    qtbot.waitUntil(lambda: "The disk is full." in window.banner.text)
    assert window.work.photo.region == PROPOSED
