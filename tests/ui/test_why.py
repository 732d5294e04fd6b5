"""Why a candidate is offered: asked with a click or a key, answered beside the pictures, closed with Escape."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from stockmatch.core.evidence import WHOLE, Evidence, EvidenceShare, Explanation
from stockmatch.core.ranking import Candidate
from stockmatch.ui.main_window import MainWindow
from stockmatch.ui.theme import tokens
from stockmatch.ui.thumbnails import Thumbnails
from stockmatch.ui.why_dialog import WhyDialog
from tests.fakes import StagedEngine
from tests.ui.driver import READY_MS, OpenWindow, hold, tiles, until_ready


def ask(window: MainWindow, row: int) -> WhyDialog:
    """Click a tile's "Why?"."""
    grid = window.work.grid
    rect = grid.visualRect(grid.model().index(row, 0))
    place = grid._tile.why_area(rect, grid.font(), hero=row == 0).center()
    QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    assert window.dialogs.why is not None
    return window.dialogs.why


def test_why_shows_what_is_the_same(open_window: OpenWindow, qtbot: QtBot, catalogue: Path, photos: list[Path]) -> None:
    window = open_window(catalogue, photos, factory=StagedEngine)
    until_ready(qtbot, window)
    hold(window.session.services)
    dialog = ask(window, 1)
    assert not window.session.queue.busy
    assert dialog.isVisible()
    assert dialog.title.text() == f"Why {tiles(window)[1][0]} is offered"
    assert not dialog.busy.isHidden()
    (window.session.services.data_dir / "hold").unlink()
    qtbot.waitUntil(dialog.busy.isHidden, timeout=READY_MS)
    assert dialog.words.text() == "31 points of the print agree"
    shares = "look 30 %, patches 20 %, keypoints 40 % (31 points), colour 6 %, details 4 %"
    assert dialog.bars.accessibleDescription() == shares
    joined = dialog.pictures.accessibleDescription()
    assert joined == (
        "12 points are joined by lines, 5 parts that look alike are joined, what tells it from look-alikes is ringed"
    )
    assert dialog.state.text() == (
        "Lines join points of the print, dashed lines join parts that look alike. "
        "Rings mark what tells it from look-alikes."
    )
    qtbot.waitUntil(lambda: window.session.thumbnails.idle)
    drawn, tint = dialog.pictures.grab().toImage(), tokens(dialog).details
    inked = [(x, y) for x in range(drawn.width()) for y in range(drawn.height()) if drawn.pixelColor(x, y) == tint]
    assert min(x for x, _ in inked) < drawn.width() / 2 < max(x for x, _ in inked)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert window.dialogs.why is None
    assert window.session.queue.current is not None
    assert window.session.queue.current.decision is None


def test_a_key_asks_for_the_first_and_a_failure_is_told_in_words(
    open_window: OpenWindow, qtbot: QtBot, catalogue: Path, photos: list[Path]
) -> None:
    window = open_window(catalogue, photos, factory=StagedEngine)
    until_ready(qtbot, window)
    photos[0].unlink()
    QTest.keyClick(window.work.grid, Qt.Key.Key_Y)
    dialog = window.dialogs.why
    assert dialog is not None
    assert tiles(window)[0][0] in dialog.title.text()
    qtbot.waitUntil(dialog.busy.isHidden, timeout=READY_MS)
    assert dialog.state.text() == "The photo is not there any more."


def test_closing_early_stops_the_question_and_matching_goes_on(
    open_window: OpenWindow, qtbot: QtBot, catalogue: Path, photos: list[Path]
) -> None:
    window = open_window(catalogue, photos, factory=StagedEngine)
    until_ready(qtbot, window)
    hold(window.session.services)
    dialog = ask(window, 0)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    (window.session.services.data_dir / "hold").unlink()
    queue = window.session.queue
    queue.go_to(queue.queue.photos[2].id)
    qtbot.waitUntil(lambda: window.work.photo.path == str(photos[2]))
    until_ready(qtbot, window)


def test_a_product_seen_before_says_what_the_bars_count(qtbot: QtBot) -> None:
    thumbnails = Thumbnails()
    candidate = Candidate(1, "k", "T14", "", "T14.jpg", 0.9, None, seen_before=True)
    dialog = WhyDialog(thumbnails, "/photo.jpg", "/stock", candidate)
    qtbot.addWidget(dialog)
    shares = (EvidenceShare(Evidence.LOOK, 0.09), EvidenceShare(Evidence.KEYPOINTS, 0.91))
    dialog.show_explanation(Explanation("/photo.jpg", "k", "T14.jpg", WHOLE, WHOLE, shares, (), seen_before=True))
    assert dialog.words.text() == "resembles a confirmed photo"
    assert dialog.bars.accessibleDescription() == "look 9 %, keypoints 91 %"
    assert not dialog.seen.isHidden()
    assert dialog.doubt.isHidden()
    assert dialog.seen.text().endswith("The bars count the confirmed photo, lines and rings only what is shown.")
    assert dialog.state.text() == "No single places of both pictures agree; the confirmed photo does."
    dialog.show_explanation(Explanation("/photo.jpg", "k", "T14.jpg", WHOLE, WHOLE, shares, (), doubted=True))
    assert (dialog.seen.isHidden(), dialog.doubt.isHidden()) == (True, False)
    dialog.reject()
    thumbnails.close()
