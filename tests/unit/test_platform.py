"""Facts about other people's packages that Stockmatch leans on."""

import subprocess
import sys

from PySide6.QtCore import QObject


def test_void_calls_do_not_eat_references_of_none() -> None:
    """PySide6 6.12.0 on Python 3.11 drops one reference of None a call and aborts after about 6,400."""
    thing = QObject()
    before = sys.getrefcount(None)
    for _ in range(10_000):
        thing.setObjectName("x")
    assert sys.getrefcount(None) > before - 5_000


def test_the_window_loads_nothing_heavy_before_it_is_shown() -> None:
    heavy = {"numpy", "torch", "torchvision", "cv2", "sqlalchemy", "alembic", "openpyxl"}
    code = f"import sys, stockmatch.boot, stockmatch.ui.app; print(sorted({heavy!r} & sys.modules.keys()))"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


def test_classic_needs_no_torch() -> None:
    code = (
        "import sys, numpy as np; from stockmatch.models.loading import load_embedder; "
        "from stockmatch.core.model import Device, ModelRef; import stockmatch.services.engine; "
        "e = load_embedder(ModelRef(), Device.AUTO); e.embed([e.prepare(np.zeros((50, 40, 3), np.uint8))]); "
        "print('torch' in sys.modules)"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "False"
