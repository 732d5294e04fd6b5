"""What helps whoever mends a fault, as text: versions, system, model and device, and the end of the log."""

import platform
import sys
from pathlib import Path

import PySide6

from stockmatch import __version__, paths
from stockmatch.core.catalogue import Snapshot
from stockmatch.core.settings import Settings

_LOG_LINES = 60
LIBRARIES = ("torch", "torchvision", "numpy", "pillow", "opencv-python-headless")
"""Distributions whose versions are named."""


def describe(data_dir: Path, settings: Settings, snapshot: Snapshot | None) -> str:
    """Names no photo and no product, but folders. Reads the log: not for the GUI thread."""
    kind = "executable" if hasattr(sys, "_MEIPASS") else "Python"
    lines = [
        f"Stockmatch {__version__} ({kind}, {sys.executable})",
        f"{platform.platform()}, Python {platform.python_version()}, PySide6 {PySide6.__version__}",
        ", ".join(f"{name} {_version(name)}" for name in LIBRARIES),
        f"Data folder: {data_dir}",
        f"Settings: backbone {settings.backbone}, device {settings.device}, similarity {settings.similarity}",
    ]
    if snapshot is None:
        lines.append("No catalogue is open.")
    else:
        lines.append(
            f"Catalogue: {len(snapshot.products)} products, {snapshot.image_count} images, "
            f"{len(snapshot.problems)} problems; model {snapshot.model_id} on {snapshot.device_name}"
        )
        if snapshot.device_note:
            lines.append(snapshot.device_note)
    return "\n".join([*lines, "", *_end_of_log(data_dir)])


def _version(name: str) -> str:
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415 - the first window need not wait for it

    try:
        return version(name)
    except PackageNotFoundError:
        return "?"


def _end_of_log(data_dir: Path) -> list[str]:
    try:
        return paths.log_file(data_dir).read_text("utf-8", errors="replace").splitlines()[-_LOG_LINES:]
    except OSError as error:
        return [f"No log: {error.strerror or error}"]
