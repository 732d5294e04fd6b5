"""What a tile says of a product that the photo names itself, and of what the supplier's table says of it."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from stockmatch.core.catalogue import Details
from stockmatch.core.codes import CodeSource
from stockmatch.core.ranking import Candidate, PhotoMatch
from stockmatch.ui.evidence_words import code_text, code_tip, contradiction_text
from stockmatch.ui.match_model import MatchModel, Role

DETAILS = Details("Aurora", "Coats", "Red", "M", "4006381333931", "Nord")
NAMED = Candidate(
    1, "K1", "S1", "Winter coat", "S1.jpg", 0.1, None, details=DETAILS, code="S1", read_from=CodeSource.FILE_NAME
)
LIKE = Candidate(2, "K2", "S2", "S2", "S2.jpg", 0.9, 0.8)


@pytest.mark.parametrize(
    ("source", "words", "tip"),
    [
        (CodeSource.FILE_NAME, "code in the file name", "the photo's file name says S1"),
        (CodeSource.BARCODE, "barcode read", "a barcode in the photo says S1"),
    ],
)
def test_where_the_code_was_read(source: CodeSource, words: str, tip: str) -> None:
    candidate = replace(NAMED, read_from=source)
    assert code_text(candidate) == words
    assert tip in code_tip(candidate)
    assert code_text(LIKE) == code_tip(LIKE) == ""


def test_a_picture_that_resembles_others_more_is_told() -> None:
    assert contradiction_text(NAMED) == "but the picture resembles others more"
    assert contradiction_text(replace(NAMED, margin=0.5)) == contradiction_text(LIKE) == ""


def test_the_tile_speaks_of_code_and_details(qtbot: QtBot) -> None:
    model = MatchModel()
    model.show(PhotoMatch("p.jpg", "x", (NAMED, LIKE), "m", 1), "/stock")
    first, second = model.index(0, 0), model.index(1, 0)
    spoken = str(first.data(Qt.ItemDataRole.AccessibleTextRole))
    assert "code in the file name, but the picture resembles others more" in spoken
    assert "code" not in str(second.data(Qt.ItemDataRole.AccessibleTextRole))
    assert first.data(Role.REASON_TEXT) == "but the picture resembles others more"
    assert first.data(Role.DETAIL_TEXT) == "Winter coat · Red · M"
    tip = str(first.data(Qt.ItemDataRole.ToolTipRole)).splitlines()
    assert tip[2:8] == [
        "Brand: Aurora", "Category: Coats", "Colour: Red", "Size: M", "Barcode: 4006381333931", "Supplier: Nord",
    ]  # fmt: skip
