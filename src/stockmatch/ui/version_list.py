"""The versions of a model that a catalogue has, and the one click that goes to another."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from stockmatch.core.tuning import ModelVersion
from stockmatch.ui import text
from stockmatch.ui.choices import body_text, button, help_text, mark, section
from stockmatch.ui.theme import set_role


class VersionList(QWidget):
    """One card per version, the newest first and the untuned model last.

    Signals:
        use_requested(int): go to that version; 0 is the untuned model.
    """

    use_requested = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cards: list[_Card] = []
        self._usable = True
        self._note = help_text(self.tr("Each kept tuning is a version. Going back is one click."))
        self._list = QVBoxLayout()
        self._list.setSpacing(8)
        content = QWidget()
        inner = QVBoxLayout(content)
        inner.setContentsMargins(0, 0, 4, 0)
        inner.addLayout(self._list)
        inner.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(content)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(section(self.tr("Versions")))
        column.addWidget(self._note)
        column.addWidget(scroll, 1)

    def set_versions(self, versions: Sequence[ModelVersion]) -> None:
        """Show these versions."""
        for card in self._cards:
            self._list.removeWidget(card)
            card.hide()
            card.deleteLater()
        newest_first = sorted((v for v in versions if v.kept or v.version == 0), key=lambda v: -v.version)
        self._cards = [_Card(version, self.use_requested.emit) for version in newest_first]
        for card in self._cards:
            self._list.addWidget(card)
            card.show()
        self.set_usable(self._usable)

    def set_usable(self, usable: bool) -> None:
        """Whether another version can be chosen now."""
        self._usable = usable
        for card in self._cards:
            card.use.setEnabled(usable)


class _Card(QFrame):
    """One version: its name, when and how good, and that it is in service or the button to use it."""

    def __init__(self, version: ModelVersion, use: Callable[[int], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        title = self.tr("Version {n}").format(n=text.number(version.version))
        if version.version == 0:
            title = self.tr("Untuned model")
        self.use = button(self.tr("Use this version"), "link")
        self.use.setAccessibleName(self.tr("Use {version}").format(version=title))
        self.use.clicked.connect(lambda: use(version.version))
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 9, 12, 9 if version.in_service else 5)
        column.setSpacing(3)
        head = QHBoxLayout()
        head.addWidget(section(title), 1)
        column.addLayout(head)
        if version.version:
            column.addWidget(help_text(text.moment(version.created_at)))
        if version.before is not None and version.after is not None:
            words = self.tr("Top-1 error {before} → {after}")
            before, after = text.percent(version.before.top1_error), text.percent(version.after.top1_error)
            column.addWidget(body_text(words.format(before=before, after=after)))
        if version.in_service:
            in_service = body_text(self.tr("In service"))
            set_role(in_service, "tone", "good")
            in_service.setWordWrap(False)
            head.addWidget(mark("check", "good", 16))
            head.addWidget(in_service)
            self.use.hide()
        else:
            column.addWidget(self.use, 0, Qt.AlignmentFlag.AlignLeft)
