"""What the evidence, the gap and the certainty are in words, and their tints."""

from dataclasses import replace
from itertools import combinations

import numpy as np
import numpy.typing as npt
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from stockmatch.core.decisions import Choice, Decision, DecisionKind, Photo, Queue
from stockmatch.core.evidence import Evidence, EvidenceShare
from stockmatch.core.ranking import Candidate, PhotoMatch
from stockmatch.ui.evidence_words import are_beliefs, enough_text, gap_text, main_reason, score_text, shares_text
from stockmatch.ui.grid_head import GridHead
from stockmatch.ui.match_model import MatchModel, Role
from stockmatch.ui.theme import DARK, LIGHT, Tokens

LOOK, PARTS = EvidenceShare(Evidence.LOOK, 0.4), EvidenceShare(Evidence.PATCHES, 0.35)
POINTS, COLOUR = EvidenceShare(Evidence.KEYPOINTS, 0.25, 31), EvidenceShare(Evidence.COLOUR, 0.0)
FIRST = Candidate(1, "K1", "S1", "S1", "S1.jpg", 0.9, 0.87, 1, (LOOK, PARTS, POINTS, COLOUR), ("S7",))
SECOND = Candidate(2, "K2", "S2", "S2", "S2.jpg", 0.03, None)


def test_shares_in_words() -> None:
    assert shares_text(FIRST.shares) == "look 40 %, patches 35 %, keypoints 25 % (31 points)"
    assert shares_text(()) == ""


@pytest.mark.parametrize(
    ("strongest", "words"),
    [
        (replace(POINTS, share=0.9), "31 points of the print agree"),
        (EvidenceShare(Evidence.KEYPOINTS, 0.9, 1), "1 point of the print agrees"),
        (replace(LOOK, share=0.9), "looks alike"),
        (replace(PARTS, share=0.9), "parts look alike"),
        (replace(COLOUR, share=0.9), "colours agree"),
    ],
)
def test_the_strongest_evidence_is_the_reason(strongest: EvidenceShare, words: str) -> None:
    assert main_reason((LOOK, strongest)) == words
    assert main_reason((COLOUR,)) == main_reason(()) == ""


def test_the_gap_in_words() -> None:
    assert gap_text(FIRST, beliefs=True) == "Clear: 0.87 ahead"
    assert gap_text(replace(FIRST, margin=0.02), beliefs=True) == "Close call: 0.02 ahead of the next"
    assert gap_text(replace(FIRST, margin=0.3), beliefs=True) == "0.30 ahead of the next"
    assert gap_text(replace(SECOND, margin=0.01), beliefs=True) == "0.01 ahead"
    assert gap_text(SECOND, beliefs=True) == ""


def test_scores_of_older_decisions_are_shown_plainly() -> None:
    assert are_beliefs([FIRST, SECOND])
    cosines = [replace(FIRST, score=0.91, margin=0.05), replace(SECOND, score=0.86)]
    assert not are_beliefs(cosines)
    assert gap_text(cosines[0], beliefs=False) == "0.05 ahead of the next"
    assert [score_text(score) for score in (0.914, -0.2, -12.345)] == ["0.91", "-0.20", "distance 12.3"]


def test_a_tile_says_what_speaks_for_it() -> None:
    model = MatchModel()
    model.show(PhotoMatch("/p.jpg", "", (FIRST, SECOND), "m", 1), "/c")
    first = model.index(0, 0)
    assert first.data(Qt.ItemDataRole.AccessibleTextRole) == (
        "Rank 1, SKU S1, score 0.90, gap 0.87, look 40 %, patches 35 %, keypoints 25 % (31 points), same picture as S7"
    )
    assert shares_text(FIRST.shares) in str(first.data(Qt.ItemDataRole.ToolTipRole))
    assert first.data(Role.REASON_TEXT) == "looks alike"
    assert first.data(Role.TWINS_TEXT) == "same picture as S7"
    assert model.index(1, 0).data(Role.TWINS_TEXT) == ""


@pytest.mark.parametrize(
    ("enough", "decisions", "shown", "words"),
    [
        (None, 12, 5, "Not enough decisions yet (12 of 19)"),
        (1, 19, 5, "The right one is the first with 95 %"),
        (3, 19, 3, "The right one is among these 3 with 95 %"),
        (3, 40, 5, "The right one is among the first 3 with 95 %"),
        (8, 40, 5, "The right one is among the first 8 with 95 %: show more in the settings"),
    ],
)
def test_how_many_candidates_are_enough(enough: int | None, decisions: int, shown: int, words: str) -> None:
    assert enough_text(enough, decisions, shown) == words


def test_the_head_says_how_sure_it_is(qtbot: QtBot) -> None:
    head = GridHead()
    qtbot.addWidget(head)
    match = PhotoMatch("/p.jpg", "", (replace(FIRST, score=0.4), SECOND), "m", 1)
    open_photo = Photo(99, "/p.jpg")

    def said(p: float | None, queue: Queue) -> tuple[str, str]:
        head.show_match(open_photo, replace(match, p_value=p), queue, looking=False)
        return head.hint.text(), head.enough.text()

    assert said(0.01, Queue()) == (
        "Press 1–2 or click to confirm, Space to compare",
        "Not enough decisions yet (0 of 19)",
    )
    assert said(0.3, Queue())[0] == "Perhaps not in this catalogue. Press N if you do not see it."
    assert said(0.6, Queue())[0] == "Probably not in this catalogue. Press N if you do not see it."
    height = head.sizeHint().height()
    judged = Choice(DecisionKind.CONFIRMED, SECOND, (FIRST, SECOND), model_id="m", p_value=0.7)
    poorly = tuple(Photo(n, "p", Decision(n, n, judged, "me", "now")) for n in range(19))
    assert said(0.6, Queue(poorly))[0] == "Press 1–2 or click to confirm, Space to compare"
    second = Choice(DecisionKind.CONFIRMED, SECOND, (FIRST, SECOND), model_id="m")
    decided = tuple(Photo(n, "p", Decision(n, n, second, "me", "now")) for n in range(19))
    assert said(None, Queue(decided))[1] == "The right one is among these 2 with 95 %"
    head.show_waiting(serving=True)
    assert head.sizeHint().height() == height


_SEEN = {  # G. M. Machado et al., "A Physiologically-based Model for Simulation of Color Vision Deficiency" (2009)
    "all cones": np.eye(3),
    "no long": np.array([[0.152, 1.053, -0.205], [0.115, 0.786, 0.099], [-0.004, -0.048, 1.052]]),
    "no middle": np.array([[0.367, 0.861, -0.228], [0.280, 0.673, 0.047], [-0.012, 0.043, 0.969]]),
    "no short": np.array([[1.256, -0.077, -0.179], [-0.078, 0.931, 0.148], [0.005, 0.691, 0.304]]),
}
Colour = npt.NDArray[np.float64]


def linear(colour: QColor) -> Colour:
    values = np.array([colour.redF(), colour.greenF(), colour.blueF()])
    return np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)


def lab(rgb: Colour) -> Colour:
    xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]) @ np.clip(rgb, 0, 1)
    ratio = xyz / np.array([0.9505, 1.0, 1.089])
    f = np.where(ratio > 0.008856, np.cbrt(ratio), 7.787 * ratio + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


@pytest.mark.parametrize("scheme", [LIGHT, DARK])
@pytest.mark.parametrize("seen", _SEEN)
def test_the_tints_are_told_apart_by_everyone(scheme: Tokens, seen: str) -> None:
    tints = [linear(scheme.evidence(kind)) for kind in Evidence]
    for one, other in combinations(tints, 2):
        assert np.linalg.norm(lab(_SEEN[seen] @ one) - lab(_SEEN[seen] @ other)) > 20
    light = [float(np.dot([0.2126, 0.7152, 0.0722], rgb)) + 0.05 for rgb in (*tints, linear(scheme.raised))]
    assert all(max(tint, light[-1]) / min(tint, light[-1]) >= 3 for tint in light[:-1])
