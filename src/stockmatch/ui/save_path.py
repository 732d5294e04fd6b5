"""Asking where a file is to be saved, under a name that ends as its kind does."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget


def ask_save_path(parent: QWidget, title: str, proposal: str, kinds: str, endings: Sequence[str]) -> str:
    """Ask where a file is to be saved; empty if nowhere.

    A name written without an ending gets that of the kind chosen. Where such a file is there already, nobody has been
    asked whether it may be replaced, so it is asked for again under its whole name.

    Args:
        parent: the window it is asked over.
        title: of the dialog.
        proposal: the whole path that is proposed.
        kinds: Qt's name filters.
        endings: of these kinds, the usual one first, each with its dot.
    """
    path, kind = QFileDialog.getSaveFileName(parent, title, proposal, kinds)
    while path and not path.lower().endswith(tuple(endings)):
        path += next((ending for ending in endings if f"*{ending})" in kind), endings[0])
        if Path(path).exists():
            path, kind = QFileDialog.getSaveFileName(parent, title, path, kinds)
    return path
