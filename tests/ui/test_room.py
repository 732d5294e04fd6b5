"""Where there is little room, or large text: words are cut with dots or not at all, and dialogs stay on the screen."""

from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QPushButton,
    QScrollArea,
    QStyleOptionViewItem,
    QTableView,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from stockmatch.core.catalogue import CatalogueImage, Details, Product, Snapshot
from stockmatch.core.decisions import Choice, Decision, DecisionKind, Photo, Showing
from stockmatch.core.own_decisions import Case
from stockmatch.core.progress import Progress, Stage
from stockmatch.core.ranking import Candidate, PhotoMatch
from stockmatch.core.settings import Settings, Theme
from stockmatch.ui import main_window, match_tile
from stockmatch.ui.choices import fit
from stockmatch.ui.column_form import ColumnForm
from stockmatch.ui.compare_dialog import CompareDialog
from stockmatch.ui.decision_bar import DecisionBar
from stockmatch.ui.keymap import Keymap
from stockmatch.ui.keys_dialog import KeysDialog, KeysOverlay
from stockmatch.ui.match_model import MatchModel
from stockmatch.ui.pair_list import PairList
from stockmatch.ui.products_dialog import ProductsDialog
from stockmatch.ui.report_dialog import ReportDialog
from stockmatch.ui.theme import apply_theme, scaled_font
from stockmatch.ui.thumbnails import Thumbnails
from stockmatch.ui.top_bar import TopBar
from stockmatch.ui.tour import Stop, Tour
from tests.fakes import StagedEngine
from tests.ui.driver import OpenWindow, until_decided, until_ready

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # the offscreen platform says so of every window

LONG = "W" * 200


@pytest.fixture(autouse=True)
def themed(qapp: QApplication) -> Iterator[None]:
    """As the window looks; and its letters as large as before, afterwards."""
    apply_theme(qapp, Theme.LIGHT)
    font = qapp.font()
    yield
    qapp.setFont(font)


def cut_with_dots(label: QWidget, line: int = 0, lines: int = 1) -> bool:
    """Whether a line ends in dots: dots leave its upper right corner free, and another letter does not."""
    image = label.grab().toImage()
    width = label.fontMetrics().horizontalAdvance("…") - 1
    height = label.fontMetrics().height()
    middle = image.height() // 2 + (2 * line + 1 - lines) * height // 2 - 1
    corner = [(x, y) for x in range(image.width() - width, image.width()) for y in range(middle - height // 2, middle)]
    return len({str(image.pixelColor(x, y)) for x, y in corner}) == 1


def label_of(words: str, parent: QWidget) -> QLabel:
    return next(label for label in parent.findChildren(QLabel) if label.text() == words)


def test_what_was_decided_last_is_cut_with_dots(qtbot: QtBot) -> None:
    bar = DecisionBar()
    qtbot.addWidget(bar)
    bar.show_keys(Keymap())
    bar.resize(900, 40)
    bar.show()
    bar.show_note(LONG)
    label = label_of(LONG, bar)
    assert [cut_with_dots(label, line, 2) for line in range(2)] == [False, True]
    assert label.toolTip() == LONG


@pytest.mark.parametrize("width", [550, 600, 900])
def test_what_was_decided_last_has_room_for_a_sku_and_a_photo(qtbot: QtBot, width: int) -> None:
    bar = DecisionBar()
    qtbot.addWidget(bar)
    bar.show_keys(Keymap())
    bar.resize(width, 40)
    bar.show()
    layout = bar.layout()
    assert layout is not None
    layout.activate()
    for lines in (("✓ 577004-09", "← IMG_20311"), ("Undecided", "again: Q12")):
        words = " ".join(lines)
        bar.show_note(words)
        label = label_of(words, bar)
        assert all(label.fontMetrics().horizontalAdvance(line) <= label.width() for line in lines)
        assert label.height() >= 2 * label.fontMetrics().height()
    buttons = [*bar.findChildren(QPushButton), *bar.findChildren(QToolButton)]
    assert all(one.width() >= one.sizeHint().width() for one in buttons)
    assert all(one.icon().isNull() == (width < 600) for one in bar.findChildren(QPushButton))


def test_progress_in_the_top_bar_is_cut_with_dots(qtbot: QtBot) -> None:
    top = TopBar()
    qtbot.addWidget(top)
    top.show_progress(Progress(Stage.EMBEDDING, 12_000, 40_000, 30.0, 6000.0), working=True, cancellable=True)
    words = next(label for label in top.findChildren(QLabel) if "images/s" in label.text())
    top.resize(top.minimumSizeHint().width(), 50)
    top.show()
    assert words.width() < words.fontMetrics().horizontalAdvance(words.text())
    assert cut_with_dots(words)
    assert words.toolTip() == words.text()


def judged(number: int, rank: int) -> Case:
    offered = tuple(Candidate(n, f"k{n}", f"S{n}", "", "", 1 / n, None) for n in range(1, 8))
    choice = Choice(DecisionKind.CONFIRMED, offered[rank - 1], offered, "", "marqo_fashion_siglip-0123456789ab", 1, "")
    decision = Decision(number, number, choice, "me", "2026-11-01T08:00:00+00:00", None)
    return Case(Photo(number, f"{number}.jpg", decision), rank, 1.0, rank == 1)


@pytest.mark.parametrize("ranks", [[1] * 31, [1, 2], []], ids=["all right", "one wrong", "nothing yet"])
def test_the_report_shows_whole_intervals_and_nothing_empty(qtbot: QtBot, ranks: list[int]) -> None:
    thumbnails = Thumbnails()
    dialog = ReportDialog(thumbnails, [judged(n, rank) for n, rank in enumerate(ranks, 1)], "/stock")
    qtbot.addWidget(dialog)
    dialog.show()
    tables = [view for view in dialog.findChildren(QTableView) if view.isVisible()]
    assert len(tables) == (2 if ranks else 0)
    assert not ranks or tables[0].model().index(0, 0).data() == "Marqo-FashionSigLIP"
    for view in tables:
        model = view.model()
        for column in range(model.columnCount()):
            assert view.sizeHintForColumn(column) <= view.columnWidth(column)
        assert view.horizontalHeader().length() <= view.viewport().width()
    assert any(view.isVisible() for view in dialog.findChildren(PairList)) == (2 in ranks)
    dialog.reject()
    thumbnails.close()


def test_fields_stand_in_line_with_their_columns(qtbot: QtBot) -> None:
    form = ColumnForm()
    qtbot.addWidget(form)
    form.show()
    for name in form.findChildren(QLabel):
        choice = name.buddy()
        assert isinstance(choice, QComboBox)
        assert abs(name.geometry().center().y() - choice.geometry().center().y()) <= 1


@pytest.mark.parametrize("factor", [1.0, 2.0])
def test_all_keys_fit_the_screen_or_can_be_scrolled_to(qtbot: QtBot, qapp: QApplication, factor: float) -> None:
    qapp.setFont(scaled_font(qapp.font(), factor))
    overlay = KeysOverlay(Keymap())
    qtbot.addWidget(overlay)
    overlay.show()
    room = overlay.screen().availableSize()
    assert overlay.width() <= room.width()
    assert overlay.height() <= room.height()
    (scroll,) = overlay.findChildren(QScrollArea)
    shown = scroll.widget()
    assert shown is not None
    assert shown.width() >= shown.minimumSizeHint().width()
    assert shown.height() >= shown.minimumSizeHint().height()


def test_all_keys_fit_the_smallest_window(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(960, 600)
    overlay = KeysOverlay(Keymap(), window)
    for dialog in (overlay, KeysDialog(Keymap(), window)):
        dialog.show()
        assert dialog.width() <= 960
        assert dialog.height() <= 600
    (scroll,) = overlay.findChildren(QScrollArea)
    QTest.keyClick(overlay, Qt.Key.Key_PageDown)
    assert scroll.verticalScrollBar().value() > 0
    assert overlay.isVisible()
    QTest.keyClick(overlay, Qt.Key.Key_K)
    assert not overlay.isVisible()


def test_no_dialog_is_larger_than_the_screen(qtbot: QtBot, qapp: QApplication) -> None:
    qapp.setFont(scaled_font(qapp.font(), 2.0))
    dialog = QDialog()
    qtbot.addWidget(dialog)
    room = dialog.screen().availableSize()
    fit(dialog, room.width() - 100, 200)
    assert room.width() - 100 <= dialog.width() <= room.width()
    assert 200 < dialog.height() <= room.height()
    fit(dialog, room.width() + 300, room.height() + 300)
    assert dialog.width() < room.width()
    assert dialog.height() < room.height()
    fit(dialog, 300, 100)
    assert dialog.size().width() > 300


def test_products_show_their_codes_in_full_and_names_take_the_room_left(qtbot: QtBot) -> None:
    details = Details("Nord & Sons", "Outerwear", "Petrol", "XL", "4006381333931", "Nord Supply")
    images = (CatalogueImage("1.jpg", ""),)
    short = [Product(f"{n}", f"A-{n}", f"Coat {n}", images, details) for n in range(300)]
    widest = Product("w", "WMW-WWWWWW-88", LONG, (), details)
    snapshot = Snapshot("id", "Winter", "/stock", 1, "m", "classic", tuple(short), without_image=(widest,))
    dialog = ProductsDialog(snapshot)
    qtbot.addWidget(dialog)
    dialog.resize(980, 620)
    dialog.show()
    view, model = dialog.view, dialog.view.model()
    assert view.horizontalScrollBar().maximum() == 0
    sku_width = view.columnWidth(0)
    for column in (0, *range(2, model.columnCount())):
        assert view.columnWidth(column) >= view.sizeHintForIndex(model.index(0, column)).width()
    dialog.which.button(dialog.which._values[1]).click()
    assert view.columnWidth(0) == sku_width >= view.sizeHintForIndex(model.index(0, 0)).width()
    assert view.columnWidth(1) >= 100
    plain = ProductsDialog(Snapshot("id", "Winter", "/stock", 1, "m", "classic", (Product("1", "1", "1", images),)))
    qtbot.addWidget(plain)
    hidden = [plain.view.isColumnHidden(column) for column in range(model.columnCount())]
    assert hidden == [False, False, *[True] * 6, False]


def test_adding_loses_its_words_before_a_filter_does(
    open_window: OpenWindow, qtbot: QtBot, catalogue: Path, photos: list[Path]
) -> None:
    window = open_window(catalogue, photos)
    until_ready(qtbot, window)
    strip = window.strip
    (add,) = (one for one in strip.findChildren(QPushButton) if one.accessibleName() == "Add photos…")
    filters = [one for one in strip.filters.findChildren(QToolButton) if one.isVisible()]
    assert add.text() == "Add photos…"
    while add.text():
        assert all(one.width() >= one.sizeHint().width() for one in filters)
        strip.resize(strip.width() - 10, strip.height())
    layout = strip.layout()
    assert layout is not None
    layout.activate()
    assert all(one.width() >= one.sizeHint().width() for one in filters)
    strip.resize(QSize(2000, strip.height()))
    assert add.text() == "Add photos…"


def test_letters_taller_than_their_line_are_whole(qtbot: QtBot) -> None:
    """Chinese ones are, beside the Latin font that a line's height is taken from."""
    image = QImage(100, 100, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    font = QApplication.font()
    match_tile._text(painter, QRect(0, 40, 100, 4), "Hg", font, QColor("black"))
    painter.end()
    rows = [y for y in range(100) if any(image.pixelColor(x, y) != QColor("white") for x in range(100))]
    assert rows[-1] - rows[0] + 1 > 8


def test_what_is_compared_is_of_one_height_whatever_the_words_above(qtbot: QtBot) -> None:
    thumbnails = Thumbnails()
    dialog = CompareDialog(thumbnails, Keymap(), "/stock", {})
    qtbot.addWidget(dialog)
    dialog.left_words.setText("IMG_1.jpg")
    dialog.right_words.setText("words that are\ntaller")
    dialog.show()
    assert dialog.left.geometry().top() == dialog.right.geometry().top()
    assert dialog.left.size() == dialog.right.size()
    dialog.reject()
    thumbnails.close()


def test_settings_are_wide_enough_for_large_text(open_window: OpenWindow, qtbot: QtBot, qapp: QApplication) -> None:
    qapp.setFont(scaled_font(qapp.font(), 1.5))
    window = open_window()
    window.toggle_settings()
    (scroll,) = window.settings.findChildren(QScrollArea)
    content = scroll.widget()
    assert content is not None
    qtbot.waitUntil(lambda: content.isVisible() and content.width() <= scroll.viewport().width())


def test_a_tours_buttons_are_whole_with_large_text(qtbot: QtBot, qapp: QApplication) -> None:
    qapp.setFont(scaled_font(qapp.font(), 2.0))
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1280, 720)
    window.show()
    tour = Tour([Stop(window, "Photos", "Drop photos here.", ("Use the sample photos", lambda: None))] * 2, window)
    layout = tour.card.layout()
    assert layout is not None
    layout.activate()
    assert all(one.width() >= one.sizeHint().width() for one in (tour.card.leave, tour.card.onward))


def test_a_tiles_remark_leaves_its_key_free(qtbot: QtBot) -> None:
    image = QImage(120, 40, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    black = QColor("black")
    match_tile._ribbon(painter, image.rect(), LONG, QApplication.font(), ink=black, ground=black)
    painter.end()
    columns = [x for x in range(120) if any(image.pixelColor(x, y) != QColor("white") for y in range(40))]
    assert columns[0] >= match_tile._PAD + match_tile._BADGE
    assert columns[-1] < 120 - match_tile._PAD


def test_what_a_catalogue_holds_is_cut_with_dots_in_large_text(qtbot: QtBot, qapp: QApplication) -> None:
    for factor in (1.0, 3.0):
        qapp.setFont(scaled_font(qapp.font(), factor))
        top = TopBar()
        qtbot.addWidget(top)
        top.show_catalogue(Snapshot("id", "Winter", "/stock", 1, "m", "classic", (), ()), "")
        counts = top.counts
        counts.resize(counts.minimumWidth(), counts.sizeHint().height())
        whole = counts.width() >= counts.fontMetrics().horizontalAdvance(counts.text())
        assert whole == (factor == 1.0)
        assert whole or cut_with_dots(counts)
        assert counts.toolTip() == counts.text()


def test_settings_take_the_photos_room_where_there_is_none_for_both(
    open_window: OpenWindow, qtbot: QtBot, catalogue: Path, photos: list[Path]
) -> None:
    window = open_window(catalogue, photos)
    until_ready(qtbot, window)
    window.resize(960, 600)
    assert not window.work.photo.isHidden()
    window.toggle_settings()
    assert window.work.photo.isHidden()
    qtbot.waitUntil(lambda: window.work.bar.geometry().right() <= window.work.width())
    window.resize(1280, 720)
    qtbot.waitUntil(lambda: not window.work.photo.isHidden())
    qtbot.waitUntil(lambda: window.work.splitter.geometry().right() <= window.work.width())
    qtbot.waitUntil(lambda: window.work.photo.geometry().right() < window.work._right_side.geometry().left())
    window.resize(960, 600)
    qtbot.waitUntil(window.work.photo.isHidden)
    window.toggle_settings()
    assert not window.work.photo.isHidden()


def test_the_first_window_is_no_larger_than_its_screen(
    open_window: OpenWindow,
    qtbot: QtBot,
    catalogue: Path,
    photos: list[Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    screen = QSize(940, 500)  # 1920 by 1080 at 200 %, less the frame
    monkeypatch.setattr(main_window, "room", lambda _window: screen)
    window = open_window(catalogue, photos, settings=Settings(offer_answered=True))
    until_ready(qtbot, window)
    assert window.size() == screen
    inside = QRect(0, 0, screen.width(), screen.height())
    for part in (window.top, window.work.bar, window.work.grid, window.strip):
        assert inside.contains(QRect(part.mapTo(window, QPoint()), part.size()))


def test_filters_fold_before_a_count_is_cut(
    open_window: OpenWindow, qtbot: QtBot, catalogue: Path, photos: list[Path]
) -> None:
    window = open_window(catalogue, photos, factory=StagedEngine)
    window.resize(1280, 720)
    window.toggle_settings()
    bar, grid = window.strip.filters, window.work.grid
    for decided, key in enumerate((Qt.Key.Key_1, Qt.Key.Key_N, Qt.Key.Key_V), 1):
        until_ready(qtbot, window)
        QTest.keyClick(grid, key)
        until_decided(qtbot, window, decided)
    assert bar.words == "All 3 · Undecided 0 · Confirmed 1 · Variant 1 · Not in catalogue 1"

    def none_is_cut() -> bool:
        shown = [one for one in bar.findChildren(QToolButton) if one.isVisible()]
        return bool(shown) and all(one.width() >= one.sizeHint().width() for one in shown)

    for width in (1280, 1920, 960):
        window.resize(width, 600)
        qtbot.waitUntil(none_is_cut)
    assert bar.filters.isHidden()
    assert bar.folded.text() == "All 3"
    found = {one.text(): one for one in bar.folded.menu().actions() if one.isVisible()}
    assert list(found) == ["All 3", "Undecided 0", "Confirmed 1", "Variant 1", "Not in catalogue 1"]
    assert not found["Undecided 0"].isEnabled()
    found["Confirmed 1"].trigger()
    qtbot.waitUntil(lambda: bar.folded.text() == "Confirmed 1")
    assert bar.folded.accessibleName() == "Show: Confirmed 1"
    qtbot.waitUntil(none_is_cut)
    window.toggle_settings()
    qtbot.waitUntil(lambda: not bar.filters.isHidden())
    assert bar.folded.isHidden()
    assert bar.filters.value is Showing.CONFIRMED


def painted(tile: match_tile.MatchTile, candidate: Candidate, size: QSize) -> QImage:
    """The tile of that size of a candidate that is not the first."""
    model = MatchModel()
    first = Candidate(1, "k0", "S", "", "", 0.5, None)
    model.show(PhotoMatch("", "", (first, candidate), "classic-1", 1), "")
    option = QStyleOptionViewItem()
    option.rect = QRect(QPoint(0, 0), size)
    image = QImage(size, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    tile.paint(painter, option, model.index(1, 0))
    painter.end()
    return image


@pytest.fixture
def tile() -> Iterator[match_tile.MatchTile]:
    thumbnails = Thumbnails()
    yield match_tile.MatchTile(thumbnails)
    thumbnails.close()


def test_nothing_covers_the_picture_of_a_small_tile(tile: match_tile.MatchTile) -> None:
    for size in (QSize(142, 151), QSize(140, 140), QSize(172, 150)):
        places = tile._places(QRect(QPoint(0, 0), size), QApplication.font(), hero=False)
        assert places.mark is not None
        parts = [places.key, places.mark, places.why]
        assert not any(part.intersects(places.picture) for part in parts)
        assert not any(one.intersects(other) for one, other in combinations(parts, 2))
        assert min(places.picture.width(), places.picture.height()) == places.picture.height()
    for size in (QSize(132, 190), QSize(195, 225)):
        places = tile._places(QRect(QPoint(0, 0), size), QApplication.font(), hero=False)
        assert places.why.width() * places.why.height() < 0.08 * places.picture.width() * places.picture.height()


def test_a_small_tile_gives_its_products_name_the_room_before_the_gap(tile: match_tile.MatchTile) -> None:
    def drawn(name: str, gap: float | None) -> QImage:
        return painted(tile, Candidate(2, "k", "T8", name, "", 0.16, gap), QSize(142, 151))

    assert drawn("Long-sleeved shirt", 0.01) == drawn("Long-sleeved shirt", None)
    assert drawn("Hat", 0.01) != drawn("Hat", None)
