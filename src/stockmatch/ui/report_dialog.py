"""How well matching did on the person's own decisions, and where it failed."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHeaderView, QTableView, QVBoxLayout, QWidget

from stockmatch.core.decisions import DecisionKind
from stockmatch.core.own_decisions import Case, Share, Standard, standards
from stockmatch.core.tuning import ModelVersion
from stockmatch.ui import text
from stockmatch.ui.catalogue_dialog import table_view
from stockmatch.ui.choices import button, fit, heading, help_text, section
from stockmatch.ui.fact_table import FactTable
from stockmatch.ui.pair_list import Pair, PairList
from stockmatch.ui.thumbnails import Thumbnails
from stockmatch.ui.words import model_names


class ReportDialog(QDialog):
    """Top-1 and top-5 with their intervals, by model and by day, and a gallery of failures."""

    def __init__(
        self,
        thumbnails: Thumbnails,
        judged: Sequence[Case],
        source: str,
        versions: Sequence[ModelVersion] = (),
        parent: QWidget | None = None,
    ) -> None:
        """Build it.

        Args:
            thumbnails: where pictures come from.
            judged: the person's own decisions.
            source: the catalogue's folder.
            versions: of the model in use.
        """
        super().__init__(parent)
        self._source = source
        self.setWindowTitle(self.tr("How well it does"))
        confirmed = sum(case.rank is not None for case in judged)
        absent = sum(_kind(case) is DecisionKind.NOT_IN_CATALOGUE for case in judged)
        variants = sum(_kind(case) is DecisionKind.VARIANT for case in judged)
        words = self.tr(
            "Of {0} that you confirmed one by one, with 95 % intervals. Photos said to be not in the catalogue ({1}) "
            "and variants ({2}) have no product of their own to be found, and do not count."
        )
        about = help_text(words.format(text.photos(confirmed), text.number(absent), text.number(variants)))
        models = standards(judged, by_day=False)
        names = model_names([model.name for model in models], versions)
        self.models = self._table(self.tr("Model"), [replace(model, name=names[model.name]) for model in models])
        self.days = self._table(self.tr("Day"), standards(judged, by_day=True))
        self.failures = PairList(thumbnails, self.tr("Failures"), ticks=False)
        self.failures.pairs.show([self._failure(case) for case in judged if case.rank is not None and case.rank > 1])
        close = button(self.tr("Close"), "primary")
        close.setDefault(True)
        close.clicked.connect(self.accept)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 18)
        column.setSpacing(8)
        column.addWidget(heading(self.tr("How well it does on your own decisions")))
        column.addWidget(about)
        for words, view, share in (
            (self.tr("By model"), self.models, 1),
            (self.tr("Over time"), self.days, 1),
            (self.tr("Where the first candidate was not it: photo, first candidate, your choice"), self.failures, 3),
        ):
            head = section(words)
            column.addWidget(head)
            column.addWidget(view, share)
            for part in (head, view):
                part.setVisible(view.model().rowCount() > 0)
        column.addStretch()
        column.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        self.finished.connect(self.failures.close_pictures)
        fit(self, 760, 720)
        close.setFocus()

    def _table(self, name: str, rows: Sequence[Standard]) -> QTableView:
        model = FactTable((name, self.tr("Photos"), self.tr("First (top-1)"), self.tr("Among five (top-5)")), self)
        model.show(
            rows,
            lambda row: (row.name, text.number(row.first.count), share_words(row.first), share_words(row.among_five)),
        )
        view = table_view(model, name)
        view.setSelectionMode(QTableView.SelectionMode.NoSelection)
        view.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        return view

    def _failure(self, case: Case) -> Pair:
        decision = case.photo.decision
        assert decision is not None  # a case is a judged photo
        choice = decision.choice
        first = choice.offered[0]
        chosen = choice.candidate or first
        source = Path(self._source)
        pictures = (case.photo.path, str(source / first.image), str(source / chosen.image))
        detail = self.tr("{0} came first; it is {1}, which was number {2}").format(first.sku, chosen.sku, case.rank)
        return Pair(case.photo.id, pictures, Path(case.photo.path).name, detail)


def share_words(share: Share) -> str:
    """ "29 of 30 · 97 % (83 to 99 %)"."""
    low, high = share.interval
    whole = text.percent(share.hits / share.count, 0)
    return f"{share.hits}/{share.count} · {whole} ({text.percent(low, 0)}–{text.percent(high, 0)})"


def _kind(case: Case) -> DecisionKind | None:
    return case.photo.decision.choice.kind if case.photo.decision is not None else None
