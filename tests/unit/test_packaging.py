"""The scripts beside the product."""

import ast
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT


def imported(path: Path) -> set[str]:
    """Top-level names of all modules that a script imports."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {name.name.split(".")[0] for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add((node.module or "").split(".")[0])
    return found


@pytest.mark.parametrize("script", ["dev.py", "bench.py"])
def test_it_runs_before_anything_is_installed(script: str) -> None:
    assert imported(ROOT / "packaging" / script) <= sys.stdlib_module_names


def test_ci_calls_the_readmes_test_command_and_nothing_else() -> None:
    commands = [line for line in (ROOT / ".ci" / "run").read_text("utf-8").splitlines() if not line.startswith("#")]
    assert commands[-1] == "exec python3 packaging/dev.py test"
    assert "python3 packaging/dev.py test " in (ROOT / "README.md").read_text("utf-8")
