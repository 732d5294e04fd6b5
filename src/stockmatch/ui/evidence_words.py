"""What the evidence, the gap and the certainty of a match are in words."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from stockmatch.core.calibration import CONFIDENCE, Presence, least_decisions
from stockmatch.core.codes import CodeSource
from stockmatch.core.evidence import Evidence, EvidenceShare
from stockmatch.core.ranking import Candidate
from stockmatch.ui import text

CLEAR_FROM = 0.5
"""Ahead by this much belief, the first candidate is called clear: all others together have less."""

CLOSE_BELOW = 0.1
"""Ahead by less, it is called close."""

LEAST_SHOWN = 0.005
"""A smaller gap would be shown as 0.00, which says nothing of a candidate behind the first."""


def are_beliefs(candidates: Sequence[Candidate]) -> bool:
    """Whether scores are shares of belief; decisions of older versions hold cosines or negative distances."""
    scores = [candidate.score for candidate in candidates]
    return min(scores, default=0.0) >= 0 and sum(scores) <= 1 + 1e-3


def score_text(score: float) -> str:
    """A score with two decimals; a distance, as older versions stored it, without its sign."""
    if score >= -1:
        return f"{score:.2f}"
    return QCoreApplication.translate("MatchGrid", "distance {0}").format(f"{-score:.3g}")


def gap_text(candidate: Candidate, *, beliefs: bool) -> str:
    """How far a candidate is ahead of the next one; empty where there is none."""
    if candidate.margin is None:
        return ""
    figure = f"{candidate.margin:.2f}" if beliefs else f"{candidate.margin:.3g}"
    if candidate.rank > 1:
        if beliefs and candidate.margin < LEAST_SHOWN:
            return ""
        return QCoreApplication.translate("MatchGrid", "{0} ahead").format(figure)
    if beliefs and candidate.margin >= CLEAR_FROM:
        return QCoreApplication.translate("MatchGrid", "Clear: {0} ahead").format(figure)
    if beliefs and candidate.margin < CLOSE_BELOW:
        return QCoreApplication.translate("MatchGrid", "Close call: {0} ahead of the next").format(figure)
    return QCoreApplication.translate("MatchGrid", "{0} ahead of the next").format(figure)


def kind_text(kind: Evidence) -> str:
    """The name of a kind of evidence."""
    return {
        Evidence.LOOK: QCoreApplication.translate("evidence", "look"),
        Evidence.PATCHES: QCoreApplication.translate("evidence", "patches"),
        Evidence.KEYPOINTS: QCoreApplication.translate("evidence", "keypoints"),
        Evidence.COLOUR: QCoreApplication.translate("evidence", "colour"),
        Evidence.DETAILS: QCoreApplication.translate("evidence", "details"),
    }[kind]


def points_text(points: int) -> str:
    """ "1 point", "31 points"."""
    if points == 1:
        return QCoreApplication.translate("evidence", "1 point")
    return QCoreApplication.translate("evidence", "%Ln points", "", points)


def shares_text(shares: Sequence[EvidenceShare]) -> str:
    """All that speaks for a candidate: "look 40 %, patches 35 %, keypoints 25 % (31 points)"; empty where unknown."""
    parts = []
    for share in shares:
        if share.share > 0:
            words = f"{kind_text(share.kind)} {text.percent(share.share, 0)}"
            parts.append(f"{words} ({points_text(share.points)})" if share.points else words)
    return ", ".join(parts)


def main_reason(shares: Sequence[EvidenceShare], *, seen_before: bool = False) -> str:
    """The strongest evidence as a short sentence: "31 points of the print agree"; empty where unknown."""
    if seen_before:
        return QCoreApplication.translate("evidence", "resembles a confirmed photo")
    strongest = max(shares, key=lambda share: share.share, default=None)
    if strongest is None or strongest.share <= 0:
        return ""
    if strongest.kind is Evidence.KEYPOINTS:
        points = strongest.points
        if points == 1:
            return QCoreApplication.translate("evidence", "1 point of the print agrees")
        return QCoreApplication.translate("evidence", "%Ln points of the print agree", "", points)
    return {
        Evidence.LOOK: QCoreApplication.translate("evidence", "looks alike"),
        Evidence.PATCHES: QCoreApplication.translate("evidence", "parts look alike"),
        Evidence.COLOUR: QCoreApplication.translate("evidence", "colours agree"),
        Evidence.DETAILS: QCoreApplication.translate("evidence", "details agree"),
    }[strongest.kind]


def twins_text(twins: Sequence[str]) -> str:
    """Which products no photo can tell from this one; empty for none."""
    if not twins:
        return ""
    return QCoreApplication.translate("evidence", "same picture as {0}").format(text.few(twins))


def code_text(candidate: Candidate) -> str:
    """That the photo itself names the product, in few words; empty where it does not."""
    if candidate.read_from is None:
        return ""
    return {
        CodeSource.FILE_NAME: QCoreApplication.translate("evidence", "code in the file name"),
        CodeSource.BARCODE: QCoreApplication.translate("evidence", "barcode read"),
    }[candidate.read_from]


def code_tip(candidate: Candidate) -> str:
    """What ``code_text`` means; empty where there is none."""
    if candidate.read_from is None:
        return ""
    words = {
        CodeSource.FILE_NAME: QCoreApplication.translate(
            "evidence", "First because the photo's file name says {0}, whatever the picture resembles."
        ),
        CodeSource.BARCODE: QCoreApplication.translate(
            "evidence", "First because a barcode in the photo says {0}, whatever the picture resembles."
        ),
    }[candidate.read_from]
    return words.format(candidate.code)


def contradiction_text(candidate: Candidate) -> str:
    """That a product which the photo names is not what its picture resembles; empty where it may well be."""
    if candidate.read_from is None or candidate.margin is not None or candidate.score >= CLEAR_FROM:
        return ""
    return QCoreApplication.translate("evidence", "but the picture resembles others more")


def seen_before_text() -> str:
    """That a photo confirmed for a candidate fits better than its catalogue images, in two words."""
    return QCoreApplication.translate("evidence", "seen before")


def seen_before_tip() -> str:
    """What ``seen_before_text`` means."""
    return QCoreApplication.translate(
        "evidence",
        "Seen before: a photo confirmed for this product fits better than its catalogue images and counts as one. "
        "The catalogue image most like your photo is shown.",
    )


def presence_text(presence: Presence) -> str:
    """The notice that a product may be missing from the catalogue; empty if it is there."""
    return {
        Presence.PRESENT: "",
        Presence.PERHAPS_ABSENT: QCoreApplication.translate(
            "evidence", "Perhaps not in this catalogue. Press N if you do not see it."
        ),
        Presence.PROBABLY_ABSENT: QCoreApplication.translate(
            "evidence", "Probably not in this catalogue. Press N if you do not see it."
        ),
    }[presence]


def enough_text(enough: int | None, decisions: int, shown: int) -> str:
    """How many candidates are enough, by the person's own decisions.

    Args:
        enough: candidates that hold the right product with ``CONFIDENCE``; None where that is not known.
        decisions: how many count.
        shown: candidates on the screen.
    """
    sure = text.percent(CONFIDENCE, 0)
    if enough is None:
        needed = least_decisions()
        if decisions >= needed:
            return ""
        return QCoreApplication.translate("evidence", "Not enough decisions yet ({0} of {1})").format(decisions, needed)
    if enough > shown:
        words = QCoreApplication.translate(
            "evidence", "The right one is among the first {0} with {1}: show more in the settings"
        )
        return words.format(enough, sure)
    if enough == 1:
        return QCoreApplication.translate("evidence", "The right one is the first with {0}").format(sure)
    if enough == shown:
        return QCoreApplication.translate("evidence", "The right one is among these {0} with {1}").format(enough, sure)
    return QCoreApplication.translate("evidence", "The right one is among the first {0} with {1}").format(enough, sure)


def enough_tip(decisions: int) -> str:
    """What ``enough_text`` rests on."""
    words = QCoreApplication.translate(
        "evidence",
        "How many candidates hold the right product, where it is found at all. It is known from {0} photos confirmed "
        "with the model in use; there are {1}.",
    )
    return words.format(least_decisions(), decisions)
