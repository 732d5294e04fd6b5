"""Draws assets/sample, or the folder given."""

from __future__ import annotations

import argparse
from pathlib import Path

from .build import build

if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="make_sample.py", description=__doc__)
    home = Path(__file__).resolve().parents[2] / "assets" / "sample"
    parser.add_argument("target", nargs="?", type=Path, default=home, help="folder to write (default: assets/sample)")
    parser.add_argument("--workers", type=int, default=2, help="processes at the same time (default: 2)")
    options = parser.parse_args()
    build(options.target, options.workers)
