"""What a proposed tuning changes for the person's own confirmed photos: figures, and those whose rank changed most."""

from pathlib import Path

from PySide6.QtWidgets import QVBoxLayout, QWidget

from stockmatch.core.own_photos import OwnFigures, OwnPhotos, RankChange
from stockmatch.ui import text
from stockmatch.ui.choices import body_text, help_text
from stockmatch.ui.pair_list import Pair, PairList
from stockmatch.ui.thumbnails import Thumbnails


class OwnPhotosView(QWidget):
    """Lines of figures, and below them photo and product with the rank before and after."""

    def __init__(self, thumbnails: Thumbnails, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._others, self._taught = body_text(), body_text()
        self._note = help_text()
        self.examples = PairList(thumbnails, self.tr("Photos whose rank changed most"), ticks=False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for line in (self._others, self._taught, self._note):
            column.addWidget(line)
        column.addWidget(self.examples, 1)

    def show_photos(self, own: OwnPhotos) -> None:
        """Show these figures and examples."""
        took_part = self.tr("{photos} that took part in the tuning: top-1 error {top1}, top-5 {top5}")
        took_none = self.tr("{photos} that took no part in the tuning: top-1 error {top1}, top-5 {top5}")
        for line, words, figures in ((self._taught, took_part, own.taught), (self._others, took_none, own.others)):
            line.setText(_figures(words, figures) if figures is not None else "")
            line.setVisible(figures is not None)
        notes = [
            self.tr("Ranked among all {products}.")
            if own.whole
            else self.tr("Ranked among {products} of the catalogue.")
        ]
        if own.taught is not None:
            notes.append(self.tr("Photos that took part say less than the check."))
        if not own.better and not own.worse:
            notes.append(self.tr("No photo's rank changed."))
        self._note.setText(" ".join(notes).format(products=text.products(own.products)))
        changes = (*own.better, *own.worse)
        self.examples.pairs.show([self._pair(number, one) for number, one in enumerate(changes)])
        self.examples.setVisible(bool(changes))

    def _pair(self, number: int, one: RankChange) -> Pair:
        words = (
            self.tr("Better: rank {before} → {after}")
            if one.after < one.before
            else self.tr("Worse: rank {before} → {after}")
        )
        title = words.format(before=text.number(one.before), after=text.number(one.after))
        facts = [one.sku, Path(one.photo).name]
        if one.taught:
            facts.append(self.tr("took part"))
        return Pair(number, (one.photo, one.image), title, text.join(facts))


def _figures(words: str, figures: OwnFigures) -> str:
    before, after = figures.before, figures.after
    return words.format(
        photos=text.photos(figures.photos),
        top1=f"{text.percent(before.top1_error)} → {text.percent(after.top1_error)}",
        top5=f"{text.percent(before.top5_error)} → {text.percent(after.top5_error)}",
    )
