"""Messages of the layers below the window: English to whoever reads them, and still to be translated."""

import ast
import pickle
from pathlib import Path

import pytest

from stockmatch.core.errors import CatalogueError, StockmatchError, WeightsMissing
from stockmatch.core.message import Message, joined
from tests.conftest import ROOT

SOURCES = ROOT / "src" / "stockmatch"
TERMINAL = {SOURCES / name for name in ("cli.py", "cli_matches.py", "cli_tables.py", "cli_versions.py")}
"""What only the terminal says, which speaks English."""


def test_a_message_is_its_english_text() -> None:
    message = Message("{file} is larger than {most:.0f} MB.", file="a {b}.csv", most=49.9)
    assert message == "a {b}.csv is larger than 50 MB."
    assert f"{message}" == "a {b}.csv is larger than 50 MB."
    assert Message("as it is: {}") == "as it is: {}"


def test_a_message_keeps_how_it_was_made_across_processes() -> None:
    inner = Message("{file} is gone.", file=Path("a.jpg"))
    error = pickle.loads(pickle.dumps(CatalogueError(Message("{reason} Look for it.", reason=inner))))
    assert isinstance(error.message, Message)
    assert error.message.template == "{reason} Look for it."
    kept = error.message.values["reason"]
    assert isinstance(kept, Message)
    assert (kept.template, dict(kept.values)) == ("{file} is gone.", {"file": "a.jpg"})
    missing = pickle.loads(pickle.dumps(WeightsMissing("resnet50", 98, inner)))
    assert isinstance(missing.message, Message)


def test_values_that_cannot_cross_processes_are_kept_as_text() -> None:
    message = Message("It cannot be read ({reason}).", reason=OSError("lock", lambda: None))
    assert pickle.loads(pickle.dumps(message)) == message


def test_joined_texts_are_each_kept() -> None:
    text = joined("; ", ["98 MB", Message("it is empty")])
    assert text == "98 MB; it is empty"
    assert isinstance(text, Message)
    assert [isinstance(value, Message) for value in text.values.values()] == [False, True]


def error_names() -> set[str]:
    """The names of all errors that carry a message for the person."""
    found, todo = set(), [StockmatchError]
    while todo:
        kind = todo.pop()
        found.add(kind.__name__)
        todo += kind.__subclasses__()
    return found


@pytest.mark.parametrize("path", [p for p in sorted(SOURCES.rglob("*.py")) if p not in TERMINAL], ids=str)
def test_no_error_or_problem_is_worded_in_a_way_that_cannot_be_translated(path: Path) -> None:
    """A plain or f-string as the words of an error or problem never reaches the translators."""
    names = error_names() | {"Problem"}
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names and node.args:
            words = node.args[-1]
            plain = isinstance(words, ast.JoinedStr) or (isinstance(words, ast.Constant) and words.value is not None)
            assert not plain, f"{path.name}:{node.lineno}: {ast.unparse(words)}"
