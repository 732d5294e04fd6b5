"""PyInstaller: torchvision loads its libraries by file name, so nothing imports them. Takes the stock hook's place."""

from importlib.util import find_spec
from pathlib import Path

_found = find_spec("torchvision")
assert _found is not None
assert _found.origin is not None
_folder = Path(_found.origin).parent

binaries = [
    (str(path), "torchvision")
    for suffix in ("so", "pyd", "dylib", "dll")
    for path in sorted(_folder.glob(f"*.{suffix}"))
]
module_collection_mode = "pyz+py"  # TorchScript reads sources
