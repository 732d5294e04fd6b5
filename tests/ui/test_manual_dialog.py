"""The manual in its dialog: pictures of the window's language, as wide as the text."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QImage, QTextDocument
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from stockmatch.core.settings import Language
from stockmatch.paths import resource
from stockmatch.ui.keymap import Keymap
from stockmatch.ui.language import speak
from stockmatch.ui.manual_dialog import ManualDialog
from stockmatch.ui.manual_page import ManualPage
from stockmatch.ui.top_bar import TopBar

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # the offscreen platform says so of every window


@pytest.fixture(params=[Language.ENGLISH, Language.TRADITIONAL, Language.SIMPLIFIED])
def language(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[Language]:
    speak(qapp, request.param)
    yield request.param
    speak(qapp, Language.ENGLISH)


def pictures(page: ManualPage) -> list[QImage]:
    """What the text shows, in its order."""
    found = []
    block = page.document().begin()
    while block.isValid():
        piece = block.begin()
        while not piece.atEnd():
            shown = piece.fragment().charFormat()
            if shown.isImageFormat():
                name = QUrl(shown.toImageFormat().name())
                found.append(page.document().resource(QTextDocument.ResourceType.ImageResource.value, name))
            piece += 1
        block = block.next()
    return [image for image in found if isinstance(image, QImage)]


def test_its_pictures_fit_the_text_however_wide_it_is(language: Language, qtbot: QtBot) -> None:
    dialog = ManualDialog(Keymap())
    qtbot.addWidget(dialog)
    dialog.show()
    page = dialog.page
    for width in (560, 900, 1400):
        dialog.resize(width, 600)
        qtbot.waitUntil(lambda: page._shown_for[0] == page.room and not page._later.isActive())
        shown = pictures(page)
        assert len(shown) >= 4
        widths = [round(image.width() / image.devicePixelRatio()) for image in shown]
        natural = [picture.width() for picture in page._pictures.values()]
        assert widths == [min(page.room, one) for one in natural]
        assert page.horizontalScrollBar().maximum() == 0


def test_it_stays_where_it_was_read_when_it_is_resized(qtbot: QtBot) -> None:
    dialog = ManualDialog(Keymap())
    qtbot.addWidget(dialog)
    dialog.show()
    bar = dialog.page.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0 and not dialog.page._later.isActive())
    bar.setValue(bar.maximum() // 2)
    read = dialog.page.place
    for width in (-150, 230, 0):
        dialog.resize(dialog.width() + width, dialog.height())
        qtbot.waitUntil(lambda: dialog.page._shown_for[0] == dialog.page.room and not dialog.page._later.isActive())
        assert dialog.page.place == read > 0


def test_menus_are_named_as_they_are_in_the_window(qtbot: QtBot) -> None:
    top = TopBar()
    qtbot.addWidget(top)
    items = {action.text() for action in top.open_button.menu().actions()}
    readme = Path(__file__).parents[2] / "README.md"
    for text in (readme.read_text("utf-8"), resource("help", "manual.html").read_text("utf-8")):
        named = set(re.findall(r"Catalogue ▸ ([^<*)]+)", text))
        assert named
        assert named <= items
