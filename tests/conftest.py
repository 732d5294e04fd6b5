"""What all tests share."""

import os
import sys
from pathlib import Path

if sys.platform == "win32":
    import torch  # noqa: F401 - before pytest-qt loads Qt, behind which torch's libraries do not start (WinError 1114)

import hypothesis
import numpy as np
import pytest
from PIL import Image

for _threads in ("OMP_NUM_THREADS", "OPENCV_FOR_THREADS_NUM"):
    os.environ.setdefault(_threads, "1")  # on a busy machine threads that wait for each other are far slower

ROOT = Path(__file__).resolve().parents[1]

hypothesis.settings.register_profile("stockmatch", deadline=None)  # speed is measured by the benchmark
hypothesis.settings.load_profile("stockmatch")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real photos and weights; the test is skipped where it is absent."""
    folder = Path(os.environ.get("STOCKMATCH_SHARED", ROOT.parent / "shared"))
    if not (folder / "data").is_dir():
        pytest.skip(f"real photos are not here ({folder})")
    return folder


@pytest.fixture(autouse=True)
def isolated_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test touches the person's own data, settings or weights."""
    home = tmp_path / "home"
    for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "LOCALAPPDATA", "APPDATA", "TORCH_HOME"):
        monkeypatch.setenv(name, str(home))
    monkeypatch.setenv("WIN_PD_OVERRIDE_LOCAL_APPDATA", str(home))  # before LOCALAPPDATA Windows itself is asked


@pytest.fixture
def catalogue(tmp_path: Path) -> Path:
    """A small catalogue: six products of plainly different colours, one with two images, one broken file."""
    folder = tmp_path / "supplier images"
    folder.mkdir()
    colours = {"A-100": (200, 30, 30), "B-200": (30, 160, 40), "C-300": (30, 60, 200), "D-400": (230, 200, 40)}
    names = [*colours, "E-500_1", "E-500_2", "F-600"]
    values = [*colours.values(), (150, 40, 160), (140, 50, 150), (60, 60, 60)]
    for number, (name, colour) in enumerate(zip(names, values, strict=True)):
        Image.fromarray(garment(colour, number)).save(folder / f"{name}.png")
    (folder / "broken.jpg").write_bytes(b"not an image")
    return folder


def garment(
    colour: tuple[int, int, int], kind: int, background: int = 255
) -> np.ndarray[tuple[int, int, int], np.dtype[np.uint8]]:
    """A coloured shape on a plain ground, shape (120, 100, 3): each ``kind`` has stripes of its own spacing."""
    picture = np.full((120, 100, 3), background, np.uint8)
    picture[20:100, 20:80] = colour
    picture[20 : 100 : kind + 4, 20:80] = 255 - np.array(colour, np.uint8)
    return picture
