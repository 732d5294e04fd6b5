"""The manual that ships: offline, with the keys as they are now."""

from html import escape
from string import Template

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from stockmatch.core.settings import Language
from stockmatch.paths import resource
from stockmatch.ui.choices import fit
from stockmatch.ui.keymap import Keymap
from stockmatch.ui.language import spoken
from stockmatch.ui.manual_page import ManualPage


class ManualDialog(QDialog):
    """Beside the window, not over it: one may read and work."""

    def __init__(self, keymap: Keymap, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Manual"))
        self.page = ManualPage(manual(keymap))
        self.page.setAccessibleName(self.tr("Manual"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.page)
        fit(self, 800, 680)


def manual(keymap: Keymap) -> str:
    """The manual as HTML in the window's language, with a table of all keys."""
    rows = [
        f'<tr><td colspan="2"><b>{escape(title)}</b></td></tr>'
        + "".join(f"<tr><td><b>{escape(key)}</b></td><td>{escape(words)}</td></tr>" for key, words in lines)
        for title, lines in keymap.sections()
    ]
    suffix = "" if spoken() is Language.ENGLISH else f"_{spoken().value}"
    page = Template(resource("help", f"manual{suffix}.html").read_text(encoding="utf-8"))
    return page.substitute(keys=f'<table cellpadding="3">{"".join(rows)}</table>')
