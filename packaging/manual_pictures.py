"""Make the pictures of the manual: the real window at work on the sample, in each of its languages."""

import csv
import io
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import sample_table
from PIL import Image
from PySide6.QtCore import QBuffer
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QWidget

from stockmatch.composition import Services, build_services
from stockmatch.core.decisions import DecisionKind
from stockmatch.core.exporting import Template
from stockmatch.core.filtering import ANY, ProductFilter
from stockmatch.core.settings import Language, Settings, Theme
from stockmatch.ui.app import start_window
from stockmatch.ui.language import spoken
from stockmatch.ui.main_window import MainWindow
from stockmatch.ui.screenshots import wait

Dialog = TypeVar("Dialog", bound=QDialog)

OUT = Path(__file__).resolve().parents[1] / "resources" / "help" / "pictures"

_SIZE = (1040, 650)
_SECONDS = 900.0
_DECIDED = 35
_NARROWED = ProductFilter(category="Shirts")
_COLOURS = 128
_WRITING = {
    Language.TRADITIONAL: QFontDatabase.WritingSystem.TraditionalChinese,
    Language.SIMPLIFIED: QFontDatabase.WritingSystem.SimplifiedChinese,
}


def make() -> int:
    """Make all pictures that this machine has fonts for, and name the others; not 0 if there are any."""
    with tempfile.TemporaryDirectory(prefix="stockmatch-manual-", ignore_cleanup_errors=True) as folder:
        root = Path(folder)
        services = build_services(root / "data")
        services.save_settings(Settings(offer_answered=True, language=Language.ENGLISH))
        table = sample_table.write(services.sample_catalogue, root / sample_table.SEASON)
        window = start_window(services, str(table), theme=Theme.LIGHT)
        try:
            return _Camera(window, root).take_all(_answers(services))
        finally:
            window.close()


def _answers(services: Services) -> dict[str, str]:
    """Which product a sample photo shows, by the names of both; missing for one that is not in the catalogue."""
    with (services.sample_catalogue.parent / "pairs.csv").open(encoding="utf-8", newline="") as file:
        pairs = [(Path(row["query"]).name, Path(row["target"]).stem) for row in csv.DictReader(file)]
    return {photo: picture.split("_")[0] for photo, picture in pairs}


def without_font(language: Language, names: Iterable[str]) -> str:
    """Which pictures cannot be made in a language, as nothing here can write it; empty if they can."""
    if language not in _WRITING or QFontDatabase.families(_WRITING[language]):
        return ""
    left_out = ", ".join(f"{language.value}/{name}.png" for name in names)
    return f"Not made, as no font here writes {language.value}: {left_out}. On Debian: apt-get install fonts-noto-cjk"


class _Camera:
    """Brings the window to where there is something to see, and takes pictures of it.

    Args:
        window: just started, on a table.
        root: folder of all that it works with; pictures do not show where that lies.
    """

    def __init__(self, window: MainWindow, root: Path) -> None:
        self._window, self._root = window, root
        self._session = window.session
        self._session.memory.setValue("folder/export", str(root / "Export"))
        self._session.memory.setValue("export/template", Template.SHOPIFY.value)
        self._explained: list[object] = []
        self._session.why.explained.connect(self._explained.append)

    def take_all(self, answers: dict[str, str]) -> int:
        self._window.resize(*_SIZE)
        _button(self._checked_table(), "primary").click()
        self._until(lambda: self._session.catalogue.snapshot is not None and self._session.queue.open)
        self._decide(answers)
        left_out = 0
        for language in (Language.ENGLISH, *_WRITING):
            refusal = without_font(language, self._parts())
            if refusal:
                left_out += 1
                print(refusal)
                continue
            self._speak(language)
            for name, (open_part, close_part) in self._parts().items():
                self._save(open_part(), OUT / language.value / f"{name}.png")
                close_part()
                wait(self._window.isActiveWindow, 1.0)
        return int(left_out > 0)

    def _decide(self, answers: dict[str, str]) -> None:
        """Decide on the first photos as somebody would who knows them."""
        desk = self._session.queue
        desk.add([str(photo) for photo in self._session.services.sample_photos])
        self._until(lambda: bool(desk.queue.photos))
        for count in range(1, _DECIDED + 1):
            self._until(lambda: desk.match is not None and not desk.looking and not desk.busy)
            photo, match = desk.current, desk.match
            assert photo is not None
            assert match is not None
            sku = answers.get(Path(photo.path).name)
            found = next((one for one in match.candidates if one.sku == sku), None)
            if found is not None:
                desk.decide(DecisionKind.CONFIRMED, found)
            else:
                desk.decide(DecisionKind.NOT_IN_CATALOGUE if sku is None else DecisionKind.SKIPPED)
            self._until(lambda count=count: len(desk.queue.photos) - len(desk.queue.undecided) == count)  # type: ignore[misc]
        self._until(lambda: desk.match is not None and not desk.looking and not desk.busy)

    def _speak(self, language: Language) -> None:
        self._session.apply(replace(self._session.settings, language=language))
        self._until(lambda: spoken() is language and self._window.work.grid.ready_for_keys)

    def _parts(self) -> dict[str, tuple[Callable[[], QWidget], Callable[[], object]]]:
        """How each picture's part of the window is opened and closed, by the picture's name."""
        window, dialogs = self._window, self._window.dialogs
        return {
            "window": (lambda: window, lambda: None),
            "table": (self._table, lambda: _there(dialogs.imports.dialog).reject()),
            "compare": (self._compare, window.comparing.close),
            "why": (self._why, lambda: _there(dialogs.why).reject()),
            "narrow": (self._narrow, lambda: self._offer(ANY)),
            "export": (self._export, lambda: _there(dialogs.exports.dialog).reject()),
        }

    def _table(self) -> QWidget:
        self._session.review_columns()
        return _sized(self._checked_table(), 980, 600)

    def _checked_table(self) -> QDialog:
        """The dialog about the table's columns, once it says what opening the table would do."""
        imports = self._window.dialogs.imports
        self._until(lambda: imports.dialog is not None and _button(imports.dialog, "primary").isEnabled())
        return _there(imports.dialog)

    def _compare(self) -> QWidget:
        self._explained.clear()
        self._window.comparing.open()
        self._until(lambda: bool(self._explained))
        return _sized(_there(self._window.comparing.dialog), 900, 540)

    def _why(self) -> QWidget:
        self._window.work.ask_why()
        dialog = _there(self._window.dialogs.why)
        self._until(dialog.busy.isHidden)
        return _sized(dialog, 820, 620)

    def _narrow(self) -> QWidget:
        self._offer(_NARROWED)
        right = self._window.work.splitter.widget(1)
        assert right is not None
        return right

    def _offer(self, only: ProductFilter) -> None:
        """Let the window offer these products, and wait until it does."""
        desk = self._session.queue
        desk.narrow(only)
        self._until(lambda: desk.match is not None and not desk.looking)

    def _export(self) -> QWidget:
        dialogs = self._window.dialogs
        dialogs.exports.open()
        dialog = _there(dialogs.exports.dialog)
        self._until(dialog.export.isEnabled)
        return _sized(dialog, 980, 560)

    def _until(self, condition: Callable[[], bool]) -> None:
        if not wait(condition, _SECONDS):
            raise TimeoutError(self._window.banner.text or "The window did not get ready in time.")

    def _save(self, shown: QWidget, path: Path) -> None:
        """Save a picture of a part of the window once all of it is there, with few colours, which is much smaller."""
        root = str(self._root)
        for label in shown.findChildren(QLabel):
            whole = label.toolTip() if "…" in label.text() else label.text()
            if root in whole:
                label.setText(whole.replace(root, "…"))
        wait(lambda: False, 0.3)  # what is decoded is asked for when it is painted
        self._until(lambda: self._session.thumbnails.idle)
        wait(lambda: False, 0.1)
        buffer = QBuffer()
        buffer.open(QBuffer.OpenModeFlag.WriteOnly)
        shown.grab().save(buffer, "PNG")
        grabbed = Image.open(io.BytesIO(buffer.data().data())).convert("RGB")
        path.parent.mkdir(parents=True, exist_ok=True)
        grabbed.quantize(_COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
        print(path.relative_to(OUT.parents[2]))


def _there(dialog: Dialog | None) -> Dialog:
    """A dialog that has just been opened."""
    assert dialog is not None
    return dialog


def _sized(dialog: Dialog, width: int, height: int) -> Dialog:
    dialog.resize(width, height)
    return dialog


def _button(dialog: QDialog, role: str) -> QPushButton:
    """A dialog's button of that role."""
    return next(one for one in dialog.findChildren(QPushButton) if one.property("role") == role)
