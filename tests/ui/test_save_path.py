"""Where a file is saved: with the ending of its kind, and over no file that nobody was asked about."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from stockmatch.ui.save_path import ask_save_path

KINDS, ENDINGS = "Excel (*.xlsx);;CSV (*.csv)", (".xlsx", ".csv")


def asked(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, *answers: tuple[str, str]) -> tuple[str, list[str]]:
    """What comes of what a person answers one after the other, and what was proposed each time."""
    parent = QWidget()
    qtbot.addWidget(parent)
    proposals: list[str] = []
    coming: Iterator[tuple[str, str]] = iter(answers)

    def answer(_parent: QWidget, _title: str, proposal: str, _kinds: str) -> tuple[str, str]:
        proposals.append(proposal)
        return next(coming)

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    return ask_save_path(parent, "Save", "list.xlsx", KINDS, ENDINGS), proposals


@pytest.mark.parametrize(
    ("name", "kind", "saved"),
    [
        ("list", "CSV (*.csv)", "list.csv"),
        ("list", "Excel (*.xlsx)", "list.xlsx"),
        ("list", "", "list.xlsx"),
        ("list v1.5", "Excel (*.xlsx)", "list v1.5.xlsx"),
        ("LIST.CSV", "Excel (*.xlsx)", "LIST.CSV"),
        ("", "", ""),
    ],
)
def test_a_name_ends_as_its_kind_does(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, name: str, kind: str, saved: str
) -> None:
    assert asked(qtbot, monkeypatch, (name, kind)) == (saved, ["list.xlsx"])


def test_a_file_that_the_ending_leads_to_is_asked_about(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    there = tmp_path / "list.csv"
    there.touch()
    written, kind = str(tmp_path / "list"), "CSV (*.csv)"
    assert asked(qtbot, monkeypatch, (written, kind), (str(there), kind)) == (str(there), ["list.xlsx", str(there)])
    assert asked(qtbot, monkeypatch, (written, kind), ("", "")) == ("", ["list.xlsx", str(there)])
