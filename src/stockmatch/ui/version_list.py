"""The versions of a model that a catalogue has, and the one click that goes to another."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from stockmatch.core.tuning import ModelVersion
from stockmatch.ui import text
from stockmatch.ui.choices import body_text, button, help_text, mark, section
from stockmatch.ui.icons import icon
from stockmatch.ui.theme import set_role


class VersionList(QWidget):
    """One card per version, the newest first and the untuned model last.

    Signals:
        use_requested(int): go to that version; 0 is the untuned model.
        export_requested(int): write that version to a file.
        import_requested(): take one in from a file.
    """

    use_requested = Signal(int)
    export_requested = Signal(int)
    import_requested = Signal()

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
        self._told = body_text()
        self._told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._told.hide()
        self._import = button(self.tr("&Import a version…"), icon=icon("folder-open"))
        self._import.setToolTip(self.tr("Take in a version that was exported from another catalogue or computer"))
        self._import.clicked.connect(self.import_requested)
        column.addWidget(self._told)
        column.addWidget(self._import)

    def tell(self, words: str, *, good: bool = True) -> None:
        """Say what came of an export or import; empty words say nothing."""
        self._told.setText(words)
        set_role(self._told, "tone", "good" if good else "bad")
        self._told.setVisible(bool(words))

    def set_versions(self, versions: Sequence[ModelVersion]) -> None:
        """Show these versions."""
        for card in self._cards:
            self._list.removeWidget(card)
            card.hide()
            card.deleteLater()
        newest_first = sorted((v for v in versions if v.kept or v.version == 0), key=lambda v: -v.version)
        self._cards = [_Card(version, self.use_requested.emit, self.export_requested.emit) for version in newest_first]
        for card in self._cards:
            self._list.addWidget(card)
            card.show()
        self.set_usable(self._usable)

    def set_usable(self, usable: bool) -> None:
        """Whether another version can be chosen now."""
        self._usable = usable
        self._import.setEnabled(usable)
        for card in self._cards:
            card.use.setEnabled(usable)
            card.export.setEnabled(usable)


class _Card(QFrame):
    """One version: its name, when and how good, and that it is in service or the button to use it."""

    def __init__(
        self,
        version: ModelVersion,
        use: Callable[[int], None],
        export: Callable[[int], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        title = self.tr("Version {n}").format(n=text.number(version.version))
        if version.version == 0:
            title = self.tr("Untuned model")
        self.use = button(self.tr("Use this version"), "link")
        self.use.setAccessibleName(self.tr("Use {version}").format(version=title))
        self.use.clicked.connect(lambda: use(version.version))
        self.use.setVisible(not version.in_service)
        self.export = button(self.tr("Export…"), "link")
        self.export.setAccessibleName(self.tr("Export {version}").format(version=title))
        self.export.setToolTip(self.tr("Save this version as a file for another catalogue or computer"))
        self.export.clicked.connect(lambda: export(version.version))
        self.export.setVisible(version.version > 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 9, 12, 9 if version.in_service and not version.version else 5)
        column.setSpacing(3)
        head = QHBoxLayout()
        head.addWidget(section(title), 1)
        if version.in_service:
            in_service = body_text(self.tr("In service"))
            set_role(in_service, "tone", "good")
            in_service.setWordWrap(False)
            head.addWidget(mark("check", "good", 16))
            head.addWidget(in_service)
        column.addLayout(head)
        if version.version:
            column.addWidget(help_text(text.moment(version.created_at)))
        for words in self._figures(version):
            column.addWidget(body_text(words))
        basis = self._basis(version)
        if basis:
            column.addWidget(help_text(basis))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.use)
        row.addWidget(self.export)
        row.addStretch(1)
        column.addLayout(row)

    def _figures(self, version: ModelVersion) -> tuple[str, ...]:
        """Both errors before and after, in the same words for every version, so that versions can be compared."""
        if version.before is None or version.after is None:
            return ()
        return tuple(
            words.format(before=text.percent(before), after=text.percent(after))
            for words, before, after in (
                (self.tr("Top-1 error {before} → {after}"), version.before.top1_error, version.after.top1_error),
                (self.tr("Top-5 error {before} → {after}"), version.before.top5_error, version.after.top5_error),
            )
        )

    def _basis(self, version: ModelVersion) -> str:
        """What the figures rest on, and where they were measured."""
        counted = text.photos if version.confirmed else text.pseudo_photos
        checked = self.tr("Checked on {photos}.").format(photos=counted(version.check_photos))
        if not version.imported:
            return checked if version.check_photos else ""
        words = self.tr(
            "Imported {date}. Its figures were measured elsewhere, on “{catalogue}”, and say nothing sure of this "
            "catalogue."
        ).format(date=text.moment(version.imported_at), catalogue=version.measured_on)
        return f"{checked} {words}" if version.check_photos else words
