"""The power goes while a model is tuned or saved: what served before serves on, and nothing half is left for long."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import safetensors.numpy

from stockmatch.core.progress import ignore
from stockmatch.core.settings import Settings
from stockmatch.core.tuning import TuneFigures, TuneMethod
from stockmatch.models.adapter import adapter_for_saving
from stockmatch.models.classic import DIMENSION
from stockmatch.services.engine import Engine
from stockmatch.store.version_file import VersionCard, pack

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL on Windows")

TUNES_AND_DIES = """
import os, signal, sys
from pathlib import Path
from stockmatch.core.progress import Stage, ignore
from stockmatch.core.settings import Settings
from stockmatch.core.tuning import TuneFigures
from stockmatch.services.engine import Engine
from stockmatch.store import versions

where, source, data = sys.argv[1:]

def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)

def report(progress):
    if where == "while it tunes" and progress.stage is Stage.TUNING and progress.done >= 2:
        die()

engine = Engine(Path(data))
engine.open_catalogue(source, Settings(), ignore)
if where == "before the weights are whole":
    replace = Path.replace
    Path.replace = lambda path, target: die() if Path(target).name == "tuned.safetensors" else replace(path, target)
elif where == "before the card is written":
    versions.write_json = die
if where == "while it tunes":
    engine.tune(report)
elif where == "while it imports":
    versions.write_json = die
    engine.import_version(str(Path(data).parent / "given"), ignore)
else:
    figures = TuneFigures(0.5, 0.5)
    engine.serving.store.propose_version("classic", "base", b"the weights", (figures, figures), {})
print("survived")
"""


@pytest.mark.parametrize(
    "where", ["while it tunes", "while it imports", "before the weights are whole", "before the card is written"]
)
def test_a_kill_leaves_the_model_in_service_and_no_half_file(where: str, catalogue: Path, tmp_path: Path) -> None:
    data, figures = tmp_path / "data", TuneFigures(0.5, 0.5)
    former = Engine(data)
    before = former.open_catalogue(str(catalogue), Settings(), ignore)
    tuned = tmp_path / "tuned"
    tuned.write_bytes(safetensors.numpy.save(adapter_for_saving(np.eye(DIMENSION, dtype=np.float32))))
    base = former.serving.model.base_id
    card = VersionCard(
        "classic", base, base, "2026-11-28T10:00:00", "Winter", TuneMethod.BACKBONE, 1, 0, figures, figures
    )
    (tmp_path / "given").write_bytes(pack(card, tuned))
    command = [sys.executable, "-c", TUNES_AND_DIES, where, str(catalogue), str(data)]
    killed = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert (killed.returncode, killed.stdout) == (-9, ""), killed.stderr

    engine = Engine(data)
    after = engine.open_catalogue(str(catalogue), Settings(), ignore)
    assert (after.model_id, after.version, after.new_images) == (before.model_id, before.version, 0)
    assert [version.version for version in engine.versions(ignore)] == [0]
    store = engine.serving.store
    version = store.propose_version("classic", "base", b"other weights", (figures, figures), {})
    assert store.tuned_file(version).read_bytes() == b"other weights"
    left = [path.relative_to(store.entry.folder).as_posix() for path in (store.entry.folder / "models").rglob("*.*")]
    assert sorted(left) == [f"models/v{version:04d}/card.json", f"models/v{version:04d}/tuned.safetensors"]
