"""The side sheet of settings; every change is applied at once."""

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLayout,
    QScrollArea,
    QSizePolicy,
    QSpinBox,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from stockmatch.core.catalogue import Snapshot
from stockmatch.core.evidence import ColourMode
from stockmatch.core.model import CLASSIC, Device, DeviceInfo, Similarity, backbone
from stockmatch.core.ranking import MAX_K
from stockmatch.core.settings import Language, Settings, Theme
from stockmatch.ui.backbone_list import BackboneList
from stockmatch.ui.choices import Segments, body_text, button, heading, help_text, line, section
from stockmatch.ui.icons import icon
from stockmatch.ui.inbox_choice import InboxChoice
from stockmatch.ui.language import names, told
from stockmatch.ui.theme import set_role
from stockmatch.ui.update_choice import UpdateChoice
from stockmatch.ui.weights_file import ask_for_weights_file
from stockmatch.ui.words import not_installed_words


class SettingsPanel(QWidget):
    """Everything the person can set, each with one sentence of help.

    Signals:
        changed(Settings): the new settings, to be applied at once.
        weights_file_chosen(str, str): a backbone's id and the weights file the person picked for it; answer with
            ``set_settings`` if it fits, else with ``show_weights_problem``.
        close_requested(): the person wants the sheet away.
        keys_requested(): the person wants other keys.
    """

    changed = Signal(object)
    weights_file_chosen = Signal(str, str)
    close_requested = Signal()
    keys_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = Settings()
        self._catalogue: Snapshot | None = None
        self._available: frozenset[str] = frozenset({CLASSIC})
        self._not_installed: frozenset[str] = frozenset()
        self.setMinimumWidth(340)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(self._title_row())
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(16, 4, 16, 16)
        column.setSpacing(6)
        parts = (self._model_part, self._matching_part, self._device_part, self._catalogue_part, self._look_part)
        for index, build in enumerate(parts):
            if index:
                column.addSpacing(6)
                column.addWidget(line())
                column.addSpacing(6)
            build(column)
        column.addStretch(1)
        self._scroll = scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(content)
        outer.addWidget(scroll, 1)
        self._content = content
        self.setFocusProxy(self._models)
        self.set_settings(self._settings)
        self.set_device(None)

    def sizeHint(self) -> QSize:
        return QSize(380, 640)

    def set_settings(self, settings: Settings) -> None:
        """Show settings; nothing is emitted."""
        self._settings = settings
        self._k.blockSignals(True)
        self._k.setValue(settings.k)
        self._k.blockSignals(False)
        for box, on in (
            (self._learn, settings.learn_photos),
            (self.copy_sku, settings.copy_sku),
        ):
            box.blockSignals(True)
            box.setChecked(on)
            box.blockSignals(False)
        self._colour.set_value(settings.colour)
        self._similarity.set_value(settings.similarity)
        self._device.set_value(settings.device)
        self._theme.set_value(settings.theme)
        self.language.set_value(settings.language)
        self._show_grouping()
        self._show_inbox()
        self.updates.show_address(settings.updates)
        self._show_similarity_help()
        self._show_models()
        self._problem.hide()

    def set_catalogue(self, snapshot: Snapshot | None) -> None:
        """Say which catalogue is in service; it has a grouping and an inbox of its own."""
        self._catalogue = snapshot
        self._show_grouping()
        self._show_inbox()

    def set_available(self, backbones: Collection[str]) -> None:
        """Say which backbones' pretrained weights are on this machine."""
        self._available = frozenset(backbones)
        self._show_models()

    def set_not_installed(self, backbones: Collection[str]) -> None:
        """Say which backbones lack their libraries, so that they cannot be chosen."""
        self._not_installed = frozenset(backbones)
        self._show_models()

    def set_model_in_use(self, words: str) -> None:
        """Say which model answers at this moment; it may lag behind the choice while the catalogue is re-indexed."""
        self._in_use.setText(self.tr("In use now: {model}").format(model=words) if words else "")
        self._in_use.setVisible(bool(words))

    def set_device(self, info: DeviceInfo | None) -> None:
        """Say where models run, and why not on CUDA; None while that is not known yet."""
        if info is None:
            self._device_note.setText(self.tr("Which devices there are shows once the engine has started."))
            return
        runs = self.tr("Models run on: {device}.").format(device=info.name)
        self._device_note.setText(f"{runs}\n{told(info.note)}" if info.note else runs)

    @property
    def whole_width(self) -> int:
        """How wide it must be for nothing to be cut off at its side."""
        return self._content.minimumSizeHint().width() + self._scroll.verticalScrollBar().sizeHint().width()

    def show_language(self) -> None:
        """Go on where the language was chosen."""
        self.language.button(self.language.value).setFocus()
        QTimer.singleShot(0, self, lambda: self._scroll.ensureWidgetVisible(self.language))

    def show_weights_problem(self, message: str) -> None:
        """Say below the model why a choice or weights file was refused; the settings stay as they were."""
        self._show_models()
        self._problem.setText(message)
        self._problem.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_requested.emit()
        else:
            super().keyPressEvent(event)

    def _title_row(self) -> QLayout:
        row = QHBoxLayout()
        row.setContentsMargins(16, 10, 8, 6)
        row.addWidget(heading(self.tr("Settings")), 1)
        close = QToolButton()
        close.setIcon(icon("close"))
        close.setIconSize(QSize(18, 18))
        close.setToolTip(self.tr("Close the settings (Esc)"))
        close.setAccessibleName(self.tr("Close the settings"))
        close.clicked.connect(self.close_requested)
        row.addWidget(close)
        return row

    def _model_part(self, column: QVBoxLayout) -> None:
        column.addWidget(section(self.tr("Model")))
        about = self.tr("What Stockmatch compares pictures with. A new choice indexes the catalogue in the background.")
        column.addWidget(help_text(about))
        self._in_use = help_text()
        set_role(self._in_use, "tone", "accent")
        self._in_use.hide()
        column.addWidget(self._in_use)
        self._models = BackboneList()
        self._models.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._models.chosen.connect(self._choose_model)
        column.addWidget(self._models)
        self._weights = body_text()
        self._choose_file = button(self.tr("Choose a file…"))
        self._choose_file.setAccessibleName(self.tr("Choose a weights file of your own"))
        self._choose_file.clicked.connect(self._pick_file)
        self._clear_file = button(self.tr("Use the standard weights"), "link")
        self._clear_file.clicked.connect(self._drop_file)
        grid = QGridLayout()
        grid.setHorizontalSpacing(6)
        grid.addWidget(self._weights, 0, 0)
        grid.addWidget(self._choose_file, 0, 1, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self._clear_file, 1, 0, 1, 2, Qt.AlignmentFlag.AlignLeft)
        grid.setColumnStretch(0, 1)
        column.addLayout(grid)
        self._problem = body_text()
        set_role(self._problem, "tone", "bad")
        self._problem.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._problem.hide()
        column.addWidget(self._problem)

    def _matching_part(self, column: QVBoxLayout) -> None:
        column.addWidget(section(self.tr("Candidates")))
        row = QHBoxLayout()
        about = self.tr("How many products are offered for a photo. Keys 1 to 9 pick the first nine.")
        row.addWidget(help_text(about), 1)
        self._k = QSpinBox()
        self._k.setRange(1, MAX_K)
        self._k.setKeyboardTracking(False)
        self._k.lineEdit().setTextMargins(6, 0, 0, 0)
        self._k.setAccessibleName(self.tr("Number of candidates"))
        self._k.valueChanged.connect(lambda k: self._change(k=k))
        self._k.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        row.addWidget(self._k, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(row)
        column.addSpacing(6)
        column.addWidget(section(self.tr("Colour")))
        self._colour: Segments[ColourMode] = Segments(
            self.tr("Colour"),
            (
                (ColourMode.ANY, self.tr("Same style, any colour")),
                (ColourMode.EXACT, self.tr("Exact colour")),
            ),
        )
        self._colour.chosen.connect(lambda colour: self._change(colour=colour))
        column.addWidget(self._colour)
        about = self.tr("Whether colours that agree speak for a product. Photos are matched again at once.")
        column.addWidget(help_text(about))
        column.addSpacing(6)
        self._learn = QCheckBox(self.tr("Learn from confirmed photos"))
        self._learn.toggled.connect(lambda on: self._change(learn_photos=on))
        column.addWidget(self._learn)
        about = self.tr("A photo you confirm counts as a further image of its product until you undo that.")
        column.addWidget(help_text(about))
        column.addSpacing(6)
        self.copy_sku = QCheckBox(self.tr("Copy the SKU on confirming"))
        self.copy_sku.toggled.connect(lambda on: self._change(copy_sku=on))
        column.addWidget(self.copy_sku)
        about = self.tr("The SKU of the product that you confirm, or choose as a variant, goes to the clipboard.")
        column.addWidget(help_text(about))
        column.addSpacing(6)
        column.addWidget(section(self.tr("Similarity")))
        self._similarity: Segments[Similarity] = Segments(
            self.tr("Similarity"),
            (
                (Similarity.COSINE, self.tr("Cosine")),
                (Similarity.EUCLIDEAN, self.tr("Euclidean")),
                (Similarity.MANHATTAN, self.tr("Manhattan")),
            ),
        )
        self._similarity.chosen.connect(self._choose_similarity)
        column.addWidget(self._similarity)
        self._similarity_help = help_text()
        column.addWidget(self._similarity_help)

    def _device_part(self, column: QVBoxLayout) -> None:
        column.addWidget(section(self.tr("Device")))
        self._device: Segments[Device] = Segments(
            self.tr("Device"),
            ((Device.AUTO, self.tr("Automatic")), (Device.CUDA, self.tr("CUDA")), (Device.CPU, self.tr("CPU"))),
        )
        self._device.chosen.connect(lambda device: self._change(device=device))
        column.addWidget(self._device)
        column.addWidget(help_text(self.tr("Automatic takes an NVIDIA GPU where there is one, else the processor.")))
        self._device_note = body_text()
        column.addWidget(self._device_note)

    def _catalogue_part(self, column: QVBoxLayout) -> None:
        column.addWidget(section(self.tr("Catalogue")))
        self._group = QCheckBox(self.tr("Numbered files are one product"))
        self._group.toggled.connect(self._choose_grouping)
        column.addWidget(self._group)
        about = self.tr("4711_1.jpg and 4711_2.jpg become two images of product 4711. Off, every file is a product.")
        column.addWidget(help_text(about))
        column.addSpacing(6)
        column.addWidget(section(self.tr("Inbox")))
        self._inbox = InboxChoice()
        self._inbox.chosen.connect(self._choose_inbox)
        column.addWidget(self._inbox)

    def _look_part(self, column: QVBoxLayout) -> None:
        column.addWidget(section(self.tr("Theme")))
        self._theme: Segments[Theme] = Segments(
            self.tr("Theme"),
            ((Theme.SYSTEM, self.tr("System")), (Theme.LIGHT, self.tr("Light")), (Theme.DARK, self.tr("Dark"))),
        )
        self._theme.chosen.connect(lambda theme: self._change(theme=theme))
        column.addWidget(self._theme)
        column.addWidget(help_text(self.tr("System follows the desktop's own choice of light or dark.")))
        column.addSpacing(6)
        column.addWidget(section(self.tr("Language")))
        self.language: Segments[Language] = Segments(
            self.tr("Language"), ((Language.SYSTEM, self.tr("System")), *names())
        )
        self.language.chosen.connect(lambda language: self._change(language=language))
        column.addWidget(self.language)
        column.addWidget(help_text(self.tr("Of the window and the manual. The study report is in English.")))
        column.addSpacing(6)
        column.addWidget(section(self.tr("Keys")))
        keys = button(self.tr("Change keys…"))
        keys.clicked.connect(self.keys_requested)
        column.addWidget(keys, 0, Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(6)
        column.addWidget(section(self.tr("New versions")))
        about = self.tr("Where to ask once a start, with your company's address. Empty, nobody is asked.")
        column.addWidget(help_text(about))
        self.updates = UpdateChoice()
        self.updates.chosen.connect(lambda address: self._change(updates=address))
        column.addWidget(self.updates)

    def _change(self, **changes: object) -> None:
        self._settings = replace(self._settings, **changes)  # type: ignore[arg-type]  # names are Settings' fields
        self.changed.emit(self._settings)

    def _choose_model(self, backbone_id: str) -> None:
        if backbone_id in self._not_installed:
            self.show_weights_problem(not_installed_words(backbone(backbone_id)))
        elif backbone_id != self._settings.backbone:
            self._problem.hide()
            self._change(backbone=backbone_id)
            self._show_models()

    def _choose_grouping(self, on: bool) -> None:
        if self._catalogue is None:
            self._change(group_images=on)
        else:
            self._change(grouping=self._settings.with_grouping(self._catalogue.source, on).grouping)

    def _show_grouping(self) -> None:
        settings, catalogue = self._settings, self._catalogue
        self._group.blockSignals(True)
        self._group.setChecked(settings.group_images if catalogue is None else settings.groups_images(catalogue.source))
        self._group.blockSignals(False)

    def _choose_inbox(self, folder: str | None) -> None:
        if self._catalogue is not None:
            self._change(inboxes=self._settings.with_inbox(self._catalogue.source, folder).inboxes)
            self._show_inbox()

    def _show_inbox(self) -> None:
        if self._catalogue is None:
            self._inbox.show_folder(None, None)
        else:
            source = self._catalogue.source
            others = [Path(other).name for other in self._settings.others_with_inbox(source)]
            self._inbox.show_folder(self._catalogue.name, self._settings.inboxes.get(source), others)

    def _choose_similarity(self, similarity: Similarity) -> None:
        self._change(similarity=similarity)
        self._show_similarity_help()

    def _pick_file(self) -> None:
        chosen = self._settings.backbone
        path = ask_for_weights_file(self, chosen)
        if path is None:
            return
        self._problem.hide()
        self._weights.setText(self.tr("Checking {file} …").format(file=Path(path).name))
        self.weights_file_chosen.emit(chosen, path)

    def _drop_file(self) -> None:
        left = {key: path for key, path in self._settings.weights_files.items() if key != self._settings.backbone}
        self._problem.hide()
        self._change(weights_files=left)
        self._show_models()

    def _show_models(self) -> None:
        chosen = self._settings.backbone
        own = self._settings.weights_files.get(chosen)
        self._models.show_state(self._available, self._settings.weights_files, chosen, self._not_installed)
        self._choose_file.setVisible(chosen != CLASSIC)
        self._clear_file.setVisible(own is not None)
        if chosen == CLASSIC:
            self._weights.setText(self.tr("Classic needs no weights."))
        elif own is not None:
            self._weights.setText(self.tr("Your weights: {file}").format(file=Path(own).name))
        else:
            words = self.tr("Weights: the standard pretrained ones of {model}.")
            self._weights.setText(words.format(model=backbone(chosen).title))
        self._weights.setToolTip(own or "")

    def _show_similarity_help(self) -> None:
        words = {
            Similarity.COSINE: self.tr("Compares the direction of two pictures' features. The best choice as a rule."),
            Similarity.EUCLIDEAN: self.tr("Straight-line distance of the features, strength included."),
            Similarity.MANHATTAN: self.tr("Sum of the features' differences; forgiving of a few large ones."),
        }
        self._similarity_help.setText(words[self._similarity.value])
