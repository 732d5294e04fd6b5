"""Accepting many first candidates at once: only those above a score that the person's own decisions have proven."""

from collections.abc import Sequence
from enum import StrEnum

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from stockmatch.core.own_decisions import Case, Proof, least_judged, proven
from stockmatch.core.ranking import PhotoMatch
from stockmatch.ui import text
from stockmatch.ui.choices import Segments, body_text, button, fit, heading, help_text
from stockmatch.ui.evidence_words import score_text
from stockmatch.ui.pair_list import Pair, PairList
from stockmatch.ui.thumbnails import Thumbnails


class Allowed(StrEnum):
    """How many mistakes are allowed, at most: one in so many."""

    TEN = "10"
    TWENTY = "20"
    FIFTY = "50"

    @property
    def share(self) -> float:
        return 1 / int(self.value)


class BulkDialog(QDialog):
    """A list to look through; nothing is accepted unless the person says so, and Enter does not.

    Signals:
        accepted_photos(list): ids of the photos whose first candidate is to be confirmed.
    """

    accepted_photos = Signal(list)

    def __init__(self, thumbnails: Thumbnails, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._judged: Sequence[Case] = ()
        self._model_id = ""
        self._matched: Sequence[tuple[int, PhotoMatch, str]] = ()
        self._waiting = 0
        self._proof: Proof | None = None
        self._narrowed = False
        self.setWindowTitle(self.tr("Accept many at once"))
        self.allowed: Segments[Allowed] = Segments(
            self.tr("Mistakes allowed"),
            [(one, self.tr("1 in {0}").format(one.value)) for one in Allowed],
        )
        self.allowed.set_value(Allowed.TWENTY)
        self.allowed.chosen.connect(self._refresh)
        self.proof = body_text()
        self.list = PairList(thumbnails, self.tr("Photos and their first candidates"), ticks=True)
        self.list.pairs.ticked.connect(self._count)
        self.expected = body_text()
        self.state = help_text()
        self.accept_all = button("")
        self.accept_all.clicked.connect(self._accept)
        cancel = button(self.tr("Cancel"), "primary")
        cancel.setDefault(True)
        cancel.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.addWidget(body_text(self.tr("Mistakes allowed, at most:")), 1)
        row.addWidget(self.allowed)
        foot = QHBoxLayout()
        foot.addWidget(self.state, 1)
        foot.addWidget(self.accept_all)
        foot.addWidget(cancel)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 18)
        column.setSpacing(10)
        column.addWidget(heading(self.tr("Accept many at once")))
        column.addLayout(row)
        column.addWidget(self.proof)
        column.addWidget(self.list, 1)
        column.addWidget(self.expected)
        column.addStretch()
        column.addLayout(foot)
        self.finished.connect(self.list.close_pictures)
        fit(self, 720, 640)
        cancel.setFocus()

    def show_state(
        self,
        judged: Sequence[Case],
        model_id: str,
        matched: Sequence[tuple[int, PhotoMatch, str]],
        waiting: int,
        *,
        narrowed: bool = False,
    ) -> None:
        """Show what is known now.

        Args:
            judged: the person's own decisions.
            model_id: the model in use.
            matched: undecided photos whose first candidate may be accepted, with the picture of that candidate.
            waiting: how many undecided photos are still being matched.
            narrowed: whether only some products are offered, of which a first candidate proves nothing.
        """
        self._narrowed = narrowed
        self._judged, self._model_id, self._matched, self._waiting = judged, model_id, matched, waiting
        self._refresh()

    @Slot()
    def _refresh(self) -> None:
        share = self.allowed.value.share
        self._proof = None if self._narrowed else proven(self._judged, self._model_id, share)
        pairs: list[Pair] = []
        if self._narrowed:
            words = self.tr("Only some products are offered now. Ask for all products again to accept many at once.")
            self.proof.setText(words)
        elif self._proof is None:
            judged = sum(case.model_id == self._model_id for case in self._judged)
            words = self.tr(
                "Your own decisions do not prove that yet: {0} with this model so far, at least {1} are needed, "
                "nearly all of them for the first candidate."
            )
            self.proof.setText(words.format(text.number(judged), text.number(least_judged(share))))
        else:
            words = self.tr(
                "From a score of {0} on, the first candidate was right in {1} of your {2} decisions; with 95 % "
                "confidence at most {3} of such photos are mistakes."
            )
            proof = self._proof
            right = text.number(proof.count - proof.wrong)
            self.proof.setText(
                words.format(score_text(proof.score), right, text.number(proof.count), text.percent(proof.most, 1))
            )
            pairs = [
                Pair(
                    photo_id,
                    (match.photo, picture),
                    match.candidates[0].sku,
                    self.tr("score {0}, {1} ahead").format(
                        score_text(match.candidates[0].score), score_text(match.candidates[0].margin or 0)
                    ),
                )
                for photo_id, match, picture in self._matched
                if match.candidates[0].score >= proof.score
            ]
        self.list.pairs.show(pairs)
        self.list.setVisible(bool(pairs))
        self._count()

    @Slot()
    def _count(self) -> None:
        count = len(self.list.pairs.chosen)
        self.accept_all.setText(self.tr("Accept {0}").format(text.photos(count)))
        self.accept_all.setEnabled(count > 0)
        proof = self._proof
        if proof is None or not count:
            self.expected.setText(self.tr("There is nothing to accept.") if proof is not None else "")
        else:
            words = self.tr(
                "Among {0}, {1} mistakes are to be expected, and not more than {2}. One undo takes all back."
            )
            most = text.number(count * proof.most, 1)
            self.expected.setText(words.format(text.photos(count), text.number(proof.expected(count), 1), most))
        waiting = self.tr("{0} still being matched").format(text.photos(self._waiting)) if self._waiting else ""
        self.state.setText(waiting)

    @Slot()
    def _accept(self) -> None:
        chosen = self.list.pairs.chosen
        self.accept()
        self.accepted_photos.emit(chosen)
