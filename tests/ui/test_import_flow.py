"""A supplier's table becomes a catalogue in the real window: columns, findings, another reading, the next opening."""

import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QTableView
from pytestqt.qtbot import QtBot

from stockmatch.core.table import Field
from stockmatch.ui.catalogue_desk import Phase
from stockmatch.ui.main_window import MainWindow
from stockmatch.ui.rehearsal import drop, file_urls
from stockmatch.ui.table_dialog import TableDialog
from tests.ui.driver import (
    READY_MS,
    SKUS,
    OpenWindow,
    button,
    stored_decisions,
    tiles,
    until_decided,
    until_open,
    until_ready,
)

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # the offscreen platform says so of every window


@pytest.fixture
def table(catalogue: Path) -> Path:
    """A semicolon table in Windows-1252 of the catalogue's images, with a missing image and a SKU twice."""
    rows = [f"00{n};{sku}.jpg;Größe {n};{'Rot' if n % 2 else 'Grün'}" for n, sku in enumerate(SKUS)]
    rows += ["X;gone.jpg;Weg;Rot", "003;B-200.jpg;Anders;Rot"]
    path = catalogue / "Winter.csv"
    path.write_bytes("\r\n".join(["Art.-Nr.;Datei;Bezeichnung;Farbe", *rows]).encode("cp1252"))
    return path


def dialog_of(qtbot: QtBot, window: MainWindow) -> TableDialog:
    qtbot.waitUntil(lambda: window.dialogs.imports.dialog is not None, timeout=READY_MS)
    dialog = window.dialogs.imports.dialog
    assert dialog is not None
    return dialog


def choose(choice: QComboBox, words: str) -> None:
    """Choose as a person would: by the first letters."""
    place = next(n for n in range(choice.count()) if choice.itemText(n).startswith(words))
    choice.setCurrentIndex(place)
    choice.activated.emit(place)


def until_checked(qtbot: QtBot, dialog: TableDialog, words: str) -> None:
    qtbot.waitUntil(lambda: words in dialog.verdict, timeout=READY_MS)


def test_a_table_is_dropped_looked_over_and_matched(
    open_window: OpenWindow, qtbot: QtBot, table: Path, photos: list[Path], tmp_path: Path
) -> None:
    window = open_window()
    assert drop(window, file_urls([table]))
    dialog = dialog_of(qtbot, window)
    assert dialog.headline == "Winter.csv: 10 rows"
    until_checked(qtbot, dialog, "8 products from 8 images")
    assert "missing images: 1" in dialog.verdict
    assert "duplicate SKUs: 1" in dialog.verdict
    findings = dialog.tabs.widget(1)
    assert isinstance(findings, QTableView)
    assert findings.model().index(0, 0).data() == "Winter.csv:10"
    choose(dialog.form.choice(Field.NAME), "Not in the table")
    choose(dialog.form.choice(Field.CATEGORY), "Bezeichnung")
    assert dialog.plan.fields == (Field.SKU, Field.IMAGE, Field.CATEGORY, Field.COLOUR)
    until_checked(qtbot, dialog, "8 products")
    QTest.mouseClick(button(dialog, "Open"), Qt.MouseButton.LeftButton)
    until_open(qtbot, window)
    assert window.top.counts.text() == "8 products · 8 images"
    window.session.queue.add([str(photos[0])])
    until_ready(qtbot, window)
    assert tiles(window)[0][0] == "000"
    tip = str(window.work.grid.model().index(0, 0).data(Qt.ItemDataRole.ToolTipRole))
    assert "Category: Größe 0" in tip
    assert "Colour: Grün" in tip
    QTest.keyClick(window, Qt.Key.Key_1)
    until_decided(qtbot, window, 1)
    assert stored_decisions(tmp_path / "data")[0]["sku"] == "000"
    window.close()

    later = open_window()
    until_open(qtbot, later)
    assert later.dialogs.imports.dialog is None
    later.top.columns_requested.emit()
    again = dialog_of(qtbot, later)
    assert again.plan.fields == (Field.SKU, Field.IMAGE, Field.CATEGORY, Field.COLOUR)
    again.reject()
    qtbot.waitUntil(lambda: later.session.catalogue.phase is Phase.IDLE, timeout=READY_MS)
    assert later.session.catalogue.snapshot is not None


def test_a_column_serves_one_field_and_the_sku_is_needed(open_window: OpenWindow, qtbot: QtBot, table: Path) -> None:
    window = open_window(table)
    dialog = dialog_of(qtbot, window)
    choose(dialog.form.choice(Field.BARCODE), "Art.-Nr.")
    assert dialog.plan.fields[0] is Field.BARCODE
    assert dialog.verdict == "Say which column holds the SKU."
    assert not button(dialog, "Open").isEnabled()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: window.dialogs.imports.dialog is None, timeout=READY_MS)
    assert window.session.catalogue.phase is Phase.IDLE
    assert window.empty.title == "Open a catalogue to begin"


def test_what_was_chosen_for_the_columns_stays_when_the_images_are_elsewhere(
    open_window: OpenWindow, qtbot: QtBot, table: Path, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "pictures"
    elsewhere.mkdir()
    for image in table.parent.glob("*.jpg"):
        image.rename(elsewhere / image.name)
    window = open_window(table)
    dialog = dialog_of(qtbot, window)
    until_checked(qtbot, dialog, "0 products")
    choose(dialog.form.choice(Field.NAME), "Not in the table")
    choose(dialog.form.choice(Field.CATEGORY), "Bezeichnung")
    dialog.reading.images_chosen.emit(str(elsewhere))
    until_checked(qtbot, dialog, "8 products from 8 images")
    assert dialog.plan.fields == (Field.SKU, Field.IMAGE, Field.CATEGORY, Field.COLOUR)
    assert dialog.plan.images == str(elsewhere)


def test_reading_can_be_corrected(open_window: OpenWindow, qtbot: QtBot, table: Path, tmp_path: Path) -> None:
    archive = tmp_path / "pictures.zip"
    with zipfile.ZipFile(archive, "w") as made:
        for image in table.parent.glob("*.jpg"):
            made.write(image, image.name)
            image.unlink()
    window = open_window(table)
    dialog = dialog_of(qtbot, window)
    until_checked(qtbot, dialog, "0 products")
    assert not button(dialog, "Open").isEnabled()
    dialog.reading.images_chosen.emit(str(archive))
    until_checked(qtbot, dialog, "8 products from 8 images")
    choose(dialog.reading.delimiter, "Comma")
    until_checked(qtbot, dialog, "Say which column")
    choose(dialog.reading.delimiter, "Semicolon")
    until_checked(qtbot, dialog, "8 products from 8 images")
    dialog.reading.header.click()
    qtbot.waitUntil(lambda: dialog.headline == "Winter.csv: 11 rows", timeout=READY_MS)
    dialog.reading.header.click()
    until_checked(qtbot, dialog, "8 products from 8 images")
    QTest.mouseClick(button(dialog, "Open"), Qt.MouseButton.LeftButton)
    until_open(qtbot, window)
    assert window.top.counts.text() == "8 products · 8 images"


def test_a_zip_is_opened_like_a_folder(open_window: OpenWindow, qtbot: QtBot, catalogue: Path, tmp_path: Path) -> None:
    archive = tmp_path / "Herbst.zip"
    with zipfile.ZipFile(archive, "w") as made:
        for image in catalogue.glob("*.jpg"):
            made.write(image, image.name)
    window = open_window(archive)
    until_open(qtbot, window)
    assert window.top.name.text() == "Herbst"
    assert window.top.counts.text() == "8 products · 8 images"


def test_pictures_on_the_web_are_downloaded_only_if_chosen(
    open_window: OpenWindow, qtbot: QtBot, catalogue: Path, tmp_path: Path
) -> None:
    table = tmp_path / "shop" / "prices.csv"
    table.parent.mkdir()
    with serving(catalogue) as root:
        rows = "".join(f"{sku},{root}/{sku}.jpg\n" for sku in SKUS)
        table.write_text(f"SKU,Image\n{rows}")
        window = open_window()
        assert drop(window, file_urls([table]))
        dialog = dialog_of(qtbot, window)
        until_checked(qtbot, dialog, "missing images: 8")
        assert dialog.web.isVisible()
        choose(dialog.web, "Download, from my own network too")
        until_checked(qtbot, dialog, "8 products from 8 images")
        QTest.mouseClick(button(dialog, "Open"), Qt.MouseButton.LeftButton)
        until_open(qtbot, window)
    assert window.top.counts.text() == "8 products · 8 images"


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """A web server of a folder's files; the address of its root."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
