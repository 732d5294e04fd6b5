"""Where things lie: the person's data folder, and what ships with the program (from source, wheel or frozen)."""

import sys
from pathlib import Path

import platformdirs


def default_data_dir() -> Path:
    """The user's data folder for Stockmatch; not created here."""
    return Path(platformdirs.user_data_dir("stockmatch", appauthor=False, roaming=False))


def log_file(data_dir: Path) -> Path:
    """The log of a data folder; older ones lie beside it."""
    return data_dir / "logs" / "stockmatch.log"


def _shipped(kind: str) -> Path:
    package = Path(__file__).resolve().parent
    frozen = getattr(sys, "_MEIPASS", None)
    roots = [Path(frozen) / "stockmatch"] if frozen else [package, package.parents[1]]
    for root in roots:
        if (root / kind).is_dir():
            return root / kind
    raise FileNotFoundError(
        f"The installation is incomplete: its folder {kind!r} is missing. Install Stockmatch again."
    )


def resource(*parts: str) -> Path:
    """A file or folder below ``resources``. Raises FileNotFoundError if the installation is incomplete."""
    path = _shipped("resources").joinpath(*parts)
    if not path.exists():
        raise FileNotFoundError(f"The installation is incomplete: {'/'.join(parts)} is missing. Install it again.")
    return path


def sample() -> Path:
    """The sample set that ships: folders ``catalogue`` and ``photos`` and the answers in ``pairs.csv``."""
    return _shipped("assets") / "sample"
