"""torchvision's models, without what they never use.

``torchvision.ops.roi_align`` takes one function from ``torch._dynamo.utils`` and so loads all of torch's compiler:
1.6 s of the 3.7 s in which torch and torchvision load. Here the function asks the compiler when it is called, which
nothing in Stockmatch does; ``backbones.shapes`` avoids what else would load it.
"""

import importlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

import torch  # noqa: F401 - first, for what it loads of the compiler itself is no part of this

_NAME = "torch._dynamo.utils"


class _UntilNeeded(ModuleType):
    """Stands for the module while others are loaded: knows the function's name, and loads the module for any other."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(_loaded(), name)

    @staticmethod
    def is_compile_supported(device_type: str) -> bool:
        return bool(_loaded().is_compile_supported(device_type))


def _loaded() -> Any:
    """The module itself."""
    if isinstance(sys.modules.get(_NAME), _UntilNeeded):
        del sys.modules[_NAME]
    return importlib.import_module(_NAME)


@contextmanager
def _without_the_compiler() -> Iterator[None]:
    if _NAME not in sys.modules:
        sys.modules[_NAME] = _UntilNeeded(_NAME)
    try:
        yield
    finally:
        if isinstance(sys.modules.get(_NAME), _UntilNeeded):
            del sys.modules[_NAME]


with _without_the_compiler():
    from torchvision import models

__all__ = ["models"]
