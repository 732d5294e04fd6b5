"""The tuning dialog and its curve."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from stockmatch.core.catalogue import CatalogueImage, Product, Snapshot
from stockmatch.core.own_photos import OwnFigures, OwnPhotos, RankChange
from stockmatch.core.progress import Progress, Stage
from stockmatch.core.tuning import ModelVersion, TuneFigures, TuneMethod, TuneReport, TuneStep
from stockmatch.ui.curve import CurveWidget, axis
from stockmatch.ui.error_bars import ErrorBars
from stockmatch.ui.pair_list import PairList
from stockmatch.ui.thumbnails import Thumbnails
from stockmatch.ui.tuning_dialog import TuningDialog

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # the offscreen platform says so of every window

STEPS = tuple(TuneStep(n, 0.5 - n / 100, 0.4 - n / 100) for n in range(11))
BETTER = TuneReport(
    better=True,
    reason="More pseudo-photos found their product first.",
    base_model_id="classic-0",
    model_id="classic-1",
    version=3,
    catalogue_id="id",
    catalogue="Winter",
    catalogue_version=1,
    steps=STEPS,
    chosen_step=9,
    before=TuneFigures(0.31, 0.12),
    after=TuneFigures(0.24, 0.10),
    products=40,
    check_photos=120,
    stopped=True,
    seconds=61,
    method=TuneMethod.BACKBONE,
)
WORSE = replace(BETTER, better=False, version=None, chosen_step=0, after=TuneFigures(0.33, 0.12), stopped=False)


def snapshot(products: int = 40) -> Snapshot:
    made = tuple(Product(str(n), str(n), str(n), (CatalogueImage(f"{n}.jpg"),)) for n in range(products))
    return Snapshot("id", "Winter", "/stock", 1, "classic-0", "classic", made)


@pytest.fixture
def dialog(qtbot: QtBot) -> Iterator[TuningDialog]:
    thumbnails = Thumbnails()
    made = TuningDialog(thumbnails)
    qtbot.addWidget(made)
    made.begin(snapshot())
    made.show()
    yield made
    thumbnails.close()


def visible(of: TuningDialog) -> list[str]:
    """Buttons of the page shown."""
    shown = [b for b in of.findChildren(QPushButton) if b.isVisible() and not of.versions.isAncestorOf(b)]
    return [b.text().replace("&", "") for b in shown]


def texts(of: QWidget) -> str:
    return "\n".join(str(child.property("text")) for child in of.findChildren(QWidget) if child.isVisible())


def press(of: QWidget, words: str) -> None:
    next(b for b in of.findChildren(QPushButton) if b.isVisible() and b.text().replace("&", "") == words).click()


def test_the_intro_says_what_will_happen(dialog: TuningDialog) -> None:
    assert "Classic on 40 products with 40 images" in texts(dialog)
    assert "Nothing changes unless it proves better" in texts(dialog)
    assert visible(dialog) == ["Close", "Start tuning"]


def test_one_product_cannot_be_tuned(dialog: TuningDialog) -> None:
    dialog.begin(snapshot(1))
    start = next(b for b in dialog.findChildren(QPushButton) if "Start" in b.text().replace("&", ""))
    assert not start.isEnabled()
    assert "at least 5 different products" in texts(dialog)


def test_start_shows_live_curves_and_stop(dialog: TuningDialog, qtbot: QtBot) -> None:
    with qtbot.waitSignal(dialog.start_requested):
        press(dialog, "Start tuning")
    assert dialog.busy
    for step in STEPS:
        dialog.show_progress(Progress(Stage.TUNING, step.step, 40, 1.0, 130.0, step))
    curve = next(c for c in dialog.findChildren(CurveWidget) if c.isVisible())
    assert curve.steps == STEPS
    assert "Tuning · 10 of 40 · about 2 minutes left" in texts(dialog)
    with qtbot.waitSignal(dialog.stop_requested):
        press(dialog, "Stop")
    assert "Stopping after this step" in texts(dialog)
    with qtbot.assertNotEmitted(dialog.stop_requested):
        press(dialog, "Stop")
    assert dialog.busy


def test_the_check_can_be_stopped_in_its_turn(dialog: TuningDialog, qtbot: QtBot) -> None:
    press(dialog, "Start tuning")
    for step in STEPS:
        dialog.show_progress(Progress(Stage.TUNING, step.step, 40, detail=step))
    press(dialog, "Stop")
    dialog.show_progress(Progress(Stage.CHECKING, 0, 60))
    assert "Stop skips the rest of the check" in texts(dialog)
    with qtbot.waitSignal(dialog.stop_requested):
        press(dialog, "Stop")
    assert "What is not proven yet is not offered" in texts(dialog)
    dialog.show_progress(Progress(Stage.CHECKING, 1, 60))
    with qtbot.assertNotEmitted(dialog.stop_requested):
        press(dialog, "Stop")


def test_closing_while_running_stops_nothing(dialog: TuningDialog, qtbot: QtBot) -> None:
    press(dialog, "Start tuning")
    with qtbot.assertNotEmitted(dialog.stop_requested):
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isHidden()
    assert dialog.busy
    dialog.begin(snapshot())
    assert dialog.busy


def test_a_better_model_can_be_kept_once(dialog: TuningDialog, qtbot: QtBot) -> None:
    dialog.show_report(BETTER)
    assert visible(dialog) == ["Discard", "Keep"]
    assert "120 pseudo-photos" in texts(dialog)
    assert "You stopped it early" in texts(dialog)
    with qtbot.waitSignal(dialog.keep_requested) as blocker:
        press(dialog, "Keep")
    assert blocker.args == [3]
    assert visible(dialog) == ["Continue in the background"]
    dialog.begin(snapshot())
    assert visible(dialog) == ["Close", "Start tuning"]


def test_discarding_is_explicit(dialog: TuningDialog, qtbot: QtBot) -> None:
    dialog.show_report(BETTER)
    with qtbot.assertNotEmitted(dialog.discard_requested):
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
    dialog.begin(snapshot())
    dialog.show()
    assert visible(dialog) == ["Discard", "Keep"]
    with qtbot.waitSignal(dialog.discard_requested) as blocker:
        press(dialog, "Discard")
    assert blocker.args == [3]
    assert visible(dialog) == ["Close", "Start tuning"]


@pytest.mark.parametrize(
    "report",
    [
        WORSE,
        replace(WORSE, version=3),
        replace(BETTER, version=None),
        replace(BETTER, after=TuneFigures(0.32, 0.10)),
    ],
    ids=["worse", "worse with a version", "nothing stored", "called better, but is not"],
)
def test_a_model_that_is_not_better_can_only_be_closed(dialog: TuningDialog, qtbot: QtBot, report: TuneReport) -> None:
    dialog.show_report(report)
    assert visible(dialog) == ["Close"]
    assert "The model stays as it was" in texts(dialog)
    with qtbot.assertNotEmitted(dialog.keep_requested):
        QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert dialog.isHidden()


def test_a_report_after_a_worse_one_is_whole_again(dialog: TuningDialog) -> None:
    dialog.show_report(WORSE)
    dialog.show_report(BETTER)
    assert visible(dialog) == ["Discard", "Keep"]


def test_a_failure_says_that_nothing_changed(dialog: TuningDialog) -> None:
    press(dialog, "Start tuning")
    dialog.show_failure("The GPU ran out of memory.")
    assert "The GPU ran out of memory." in texts(dialog)
    assert "The model in service is unchanged." in texts(dialog)
    press(dialog, "Back to the start")
    assert visible(dialog) == ["Close", "Start tuning"]


def test_stopping_before_the_first_step_is_no_failure(dialog: TuningDialog) -> None:
    press(dialog, "Start tuning")
    press(dialog, "Stop")
    assert "What is not proven yet is not offered" in texts(dialog)
    dialog.show_failure("")
    assert "Stopped before anything was proven" in texts(dialog)
    assert "did not work" not in texts(dialog)
    assert not dialog.busy


def moved(sku: str, before: int, after: int, *, taught: bool = False) -> RankChange:
    return RankChange(f"/photos/IMG_{sku}.jpg", sku, sku, f"/stock/{sku}.jpg", before, after, taught)


OWN = OwnPhotos(
    taught=OwnFigures(64, TuneFigures(0.25, 0.125), TuneFigures(0.125, 0.05)),
    others=OwnFigures(1, TuneFigures(1.0, 0.0), TuneFigures(0.0, 0.0)),
    better=(moved("B-2", 9, 1, taught=True), moved("A-1", 2, 1)),
    worse=(moved("C-3", 1, 3, taught=True),),
    products=40,
    whole=True,
)


def rows(dialog: TuningDialog) -> list[str]:
    """The examples shown, as a screen reader says them."""
    models = [view.model() for view in dialog.findChildren(PairList) if view.isVisible()]
    role = Qt.ItemDataRole.AccessibleTextRole
    return [str(model.index(row, 0).data(role)) for model in models for row in range(model.rowCount())]


def test_the_report_shows_own_photos_before_and_after_and_which_took_part(dialog: TuningDialog) -> None:
    dialog.show_report(replace(BETTER, own=OWN))
    shown = texts(dialog)
    took_part = "64 photos that took part in the tuning: top-1 error 25.0 % → 12.5 %, top-5 12.5 % → 5.0 %"
    assert took_part in shown
    assert "1 photo that took no part in the tuning: top-1 error 100.0 % → 0.0 %, top-5 0.0 % → 0.0 %" in shown
    assert "Ranked among all 40 products. Photos that took part say less than the check." in shown
    assert rows(dialog) == [
        "Better: rank 9 → 1, B-2 · IMG_B-2.jpg · took part",
        "Better: rank 2 → 1, A-1 · IMG_A-1.jpg",
        "Worse: rank 1 → 3, C-3 · IMG_C-3.jpg · took part",
    ]
    curve = next(one for one in dialog.findChildren(QToolButton) if one.text() == "Course of the tuning")
    curve.click()
    assert rows(dialog) == []
    assert any(one.isVisible() and one.steps == STEPS for one in dialog.findChildren(CurveWidget))


def test_own_photos_among_some_products_or_without_any_change_say_so(dialog: TuningDialog) -> None:
    still = replace(OWN, taught=None, better=(), worse=(), products=30, whole=False)
    dialog.show_report(replace(BETTER, own=still))
    assert "Ranked among 30 products of the catalogue. No photo's rank changed." in texts(dialog)
    assert "that took part in" not in texts(dialog)
    assert rows(dialog) == []


@pytest.mark.parametrize("report", [BETTER, replace(WORSE, own=OWN)], ids=["no photos", "nothing to keep"])
def test_without_own_photos_or_a_proposal_the_curve_is_shown(dialog: TuningDialog, report: TuneReport) -> None:
    dialog.show_report(report)
    assert not any(one.isVisible() for one in dialog.findChildren(QToolButton))
    assert any(one.isVisible() and one.steps == STEPS for one in dialog.findChildren(CurveWidget))


def test_the_report_says_which_state_of_the_catalogue_was_tuned_on(dialog: TuningDialog) -> None:
    dialog.show_report(BETTER)
    assert "Tuned on version 1 of “Winter”." in texts(dialog)
    assert "changed since" not in texts(dialog)
    dialog.begin(replace(snapshot(41), version=2))
    assert "Tuned on version 1 of “Winter”. The catalogue has changed since: it is at version 2 now." in texts(dialog)
    dialog.begin(replace(snapshot(), catalogue_id="other", name="Summer"))
    assert "Tuned on version 1 of “Winter”. Another catalogue is open now" in texts(dialog)
    dialog.begin(snapshot())
    dialog.show_report(replace(BETTER, catalogue_version=7))
    assert "Tuned on version 7 of “Winter”. The catalogue has changed since: it is at version 1 now." in texts(dialog)


VERSIONS = (
    ModelVersion(0, "classic-0", "classic", "", in_service=False, kept=True),
    ModelVersion(1, "classic-1", "classic", "2026-11-02T09:10:00+00:00", in_service=False, kept=True),
    ModelVersion(
        2,
        "classic-2",
        "classic",
        "2026-11-20T09:10:00+00:00",
        in_service=True,
        kept=True,
        before=TuneFigures(0.3, 0.1),
        after=TuneFigures(0.2, 0.1),
    ),
    ModelVersion(3, "classic-3", "classic", "2026-11-21T09:10:00+00:00", in_service=False, kept=False),
)


def test_going_back_is_one_click(dialog: TuningDialog, qtbot: QtBot) -> None:
    dialog.set_versions(VERSIONS)
    shown = texts(dialog)
    assert "Version 3" not in shown
    assert shown.index("Version 2") < shown.index("Version 1") < shown.index("Untuned model")
    assert shown.count("In service") == 1
    assert "Top-1 error 30.0 % → 20.0 %" in shown
    back = next(b for b in dialog.findChildren(QPushButton) if b.accessibleName() == "Use Untuned model")
    with qtbot.waitSignal(dialog.use_version_requested) as blocker:
        back.click()
    assert blocker.args == [0]
    assert not back.isEnabled()


IMPORTED = ModelVersion(
    4,
    "classic-4",
    "classic",
    "2026-11-01T09:10:00+00:00",
    in_service=False,
    kept=True,
    before=TuneFigures(0.4, 0.2),
    after=TuneFigures(0.1, 0.05),
    method=TuneMethod.PARTS,
    check_photos=36,
    confirmed=80,
    measured_on="Summer <b>24</b>",
    imported_at="2026-11-22T09:10:00+00:00",
)
KEPT = replace(VERSIONS[2], method=TuneMethod.BACKBONE, check_photos=120, measured_on="Winter")


def test_an_imported_and_a_kept_version_can_be_compared_and_are_not_mistaken(dialog: TuningDialog) -> None:
    dialog.set_versions((VERSIONS[0], KEPT, IMPORTED))
    imported, kept = texts(dialog).split("Version 4")[1].split("Version 2")
    for words, figures in ((imported, ("40.0 % → 10.0 %", "20.0 % → 5.0 %")), (kept, ("30.0 % → 20.0 %", "10.0 %"))):
        assert f"Top-1 error {figures[0]}" in words
        assert f"Top-5 error {figures[1]}" in words
    assert "Checked on 36 photos." in imported
    assert "measured elsewhere, on “Summer <b>24</b>”" in imported
    assert "Checked on 120 pseudo-photos." in kept
    assert "Imported" not in kept
    assert "elsewhere" not in kept


def test_versions_are_exported_and_imported_by_buttons_that_wait_like_the_others(
    dialog: TuningDialog, qtbot: QtBot
) -> None:
    dialog.set_versions((VERSIONS[0], KEPT, IMPORTED))
    names = [b.accessibleName() for b in dialog.findChildren(QPushButton) if b.text() == "Export…" and b.isVisible()]
    assert names == ["Export Version 4", "Export Version 2"]
    of_two = next(b for b in dialog.findChildren(QPushButton) if b.accessibleName() == "Export Version 2")
    with qtbot.waitSignal(dialog.versions.export_requested) as blocker:
        of_two.click()
    assert blocker.args == [2]
    with qtbot.waitSignal(dialog.versions.import_requested):
        press(dialog, "Import a version…")
    dialog.show_saving()
    assert not of_two.isEnabled()
    assert not next(b for b in dialog.findChildren(QPushButton) if "Import a" in b.text().replace("&", "")).isEnabled()


def test_versions_wait_while_a_report_is_undecided(dialog: TuningDialog) -> None:
    dialog.set_versions(VERSIONS)
    dialog.show_report(BETTER)
    use = [b for b in dialog.findChildren(QPushButton) if b.text() == "Use this version" and b.isVisible()]
    assert use
    assert not any(b.isEnabled() for b in use)
    dialog.set_versions(VERSIONS)
    assert not any(b.isEnabled() for b in dialog.findChildren(QPushButton) if b.text() == "Use this version")


def test_the_figures_are_spoken(qtbot: QtBot) -> None:
    bars = ErrorBars()
    qtbot.addWidget(bars)
    bars.show_figures(BETTER.before, BETTER.after)
    assert bars.accessibleDescription() == (
        "Top-1 error: before 31.0 %, after 24.0 %. Top-5 error: before 12.0 %, after 10.0 %."
    )


@pytest.fixture
def curve(qtbot: QtBot) -> CurveWidget:
    made = CurveWidget()
    qtbot.addWidget(made)
    made.resize(480, 280)
    made.show()
    return made


def test_the_curve_can_be_read_off_by_key_and_mouse(curve: CurveWidget, qtbot: QtBot) -> None:
    curve.set_steps(STEPS, chosen=9)
    assert curve.readout() == "Step 9: error 31.0 %, loss 0.410"
    QTest.keyClick(curve, Qt.Key.Key_Home)
    assert curve.readout() == "Step 0: error 40.0 %, loss 0.500"
    QTest.keyClick(curve, Qt.Key.Key_Right)
    assert curve.readout().startswith("Step 1:")
    QTest.keyClick(curve, Qt.Key.Key_End)
    QTest.keyClick(curve, Qt.Key.Key_Right)
    assert curve.readout().startswith("Step 10:")
    QTest.mouseMove(curve, curve.rect().center())
    assert "Step 9 was chosen" in curve.accessibleDescription()


@pytest.mark.parametrize("count", [0, 1, 2, 11])
def test_the_curve_paints_any_number_of_steps(curve: CurveWidget, count: int) -> None:
    for step in STEPS[:count]:
        curve.append(step)
    assert not curve.grab().isNull()
    curve.clear()
    assert curve.readout() == ""
    assert curve.accessibleDescription() == "No steps yet."


def test_a_step_sent_twice_is_drawn_once(curve: CurveWidget) -> None:
    curve.append(STEPS[0])
    curve.append(STEPS[1])
    curve.append(TuneStep(1, 0.1, 0.1))
    assert [step.step for step in curve.steps] == [0, 1]
    assert curve.steps[1].loss == 0.1


@pytest.mark.parametrize("bounds", [(0.0, 0.0), (0.123, 0.124), (-0.4, 0.7), (0.31, 0.42), (0.0, 250.0)])
def test_axes_are_round_and_hold_every_value(bounds: tuple[float, float]) -> None:
    low, high = bounds
    bottom, top, tick = axis(low, high, least_span=0.06)
    assert bottom <= low + 1e-9
    assert top >= high - 1e-9
    assert top - bottom >= 0.06 - 1e-9
    assert 1 <= round((top - bottom) / tick) <= 8
    assert (top - bottom) / tick == pytest.approx(round((top - bottom) / tick))
