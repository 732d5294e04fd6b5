"""Loads what Stockmatch ever loads, in a Python where the modules left out of the executable cannot be found."""

import importlib
import io
import pkgutil
import sys
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType
from typing import Any

excluded, database = sys.argv[1].split(","), Path(sys.argv[2])


class Without:
    """A finder that does not find what is excluded."""

    def __init__(self, finder: Any) -> None:
        self._finder = finder

    def __getattr__(self, name: str) -> Any:
        return getattr(self._finder, name)

    def find_spec(self, name: str, path: Any = None, target: ModuleType | None = None) -> ModuleSpec | None:
        """As the frozen program's finder."""
        if any(name == one or name.startswith(f"{one}.") for one in excluded):
            return None
        found: ModuleSpec | None = self._finder.find_spec(name, path, target)
        return found


sys.meta_path[:] = [Without(finder) for finder in sys.meta_path]

import stockmatch  # noqa: E402 - after the finders

for module in pkgutil.walk_packages(stockmatch.__path__, "stockmatch."):
    if ".migrations" not in module.name:
        importlib.import_module(module.name)

import jinja2  # noqa: E402, F401
import openpyxl  # noqa: E402, F401
from matplotlib.figure import Figure  # noqa: E402
from scipy import stats  # noqa: E402, F401

from stockmatch.core.model import Head  # noqa: E402
from stockmatch.models.backbones import build  # noqa: E402
from stockmatch.store.database import open_database  # noqa: E402

for network in ("mobilenet_v3_small", "clip_vit_b_16", "dinov2_vit_s_14"):
    build(network, Head.POOLED)
open_database(database).dispose()
Figure().savefig(io.BytesIO(), format="png")
