"""What goes into the executable beside the modules that PyInstaller finds by itself. Standard library only."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

DATA = {
    "resources": "stockmatch/resources",
    "assets": "stockmatch/assets",
    "src/stockmatch/store/migrations": "stockmatch/store/migrations",
}
"""Folders that the program opens: where they are here, and in the executable."""

EXCLUDED = (
    "triton",  # 900 MB: compiles kernels for torch.compile, which nothing here calls
    "torch.utils.tensorboard",
    "tensorboard",
    "networkx",
    "pandas",
    "numba",
    "hf_xet",  # weights are fetched by our own download
    "matplotlib.pyplot",  # figures are drawn without a window, by Agg alone
    "IPython",
    "tkinter",
    "_tkinter",
    "PIL.ImageTk",
    "pygments",
    "setuptools",
    "pkg_resources",
    "pip",
    "pytest",
    "_pytest",
    "py",
    "hypothesis",
    "expecttest",
    "mypy",
)
"""Modules left out, with all below them: the libraries offer or look for them, and Stockmatch never gets there."""


def version() -> str:
    """Stockmatch's version, from the one place that says it."""
    text = (ROOT / "src" / "stockmatch" / "__init__.py").read_text("utf-8")
    found = re.search(r'^__version__ = "(.+)"$', text, re.MULTILINE)
    assert found is not None
    return found[1]


def publisher() -> str:
    """Who publishes Stockmatch, from the project's metadata; with an address if that gives one."""
    import tomllib  # noqa: PLC0415 - dev.py says so itself where Python is too old for it

    author = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["authors"][0]
    return f"{author['name']} <{author['email']}>" if "email" in author else str(author["name"])


def data_files() -> list[tuple[str, str]]:
    """Every file of ``DATA``, and the folder it goes to."""
    return [
        (str(path), (Path(target) / path.relative_to(ROOT / source).parent).as_posix())
        for source, target in DATA.items()
        for path in sorted((ROOT / source).rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    ]
