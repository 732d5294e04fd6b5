"""Draws the sample catalogue and photos: python packaging/make_sample.py [folder] [--workers N]."""

from __future__ import annotations

import runpy
import sys
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent))
    runpy.run_module("sample_art", run_name="__main__", alter_sys=True)
