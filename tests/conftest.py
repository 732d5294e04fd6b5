"""What all tests share."""

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real photos and weights; skips the test where it is absent."""
    default = Path(__file__).resolve().parents[2] / "shared"
    folder = Path(os.environ.get("STOCKMATCH_SHARED", default))
    if not folder.is_dir():
        pytest.skip("the shared photos and weights are not here (STOCKMATCH_SHARED)")
    return folder
