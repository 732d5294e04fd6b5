"""The study's own figures must come out with real weights on the study's own photos."""

import csv
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image

from stockmatch.core.embedder import Embedder
from stockmatch.core.model import Device, Head, ModelRef
from stockmatch.core.scoring import unit
from stockmatch.models.loading import load_embedder

pytestmark = pytest.mark.real

STUDY_TOP_5_MISSES = {"mobilenet_v3_small": 5, "resnet50": 4, "mnasnet0_5": 7, "mobilenet_v2": 7}


def vectors(embedder: Embedder, folder: Path, names: list[str]) -> npt.NDArray[np.float32]:
    prepared = [embedder.prepare(np.asarray(Image.open(folder / name).convert("RGB"))) for name in names]
    return embedder.embed(prepared)


def misses(embedder: Embedder, folder: Path, k: int, *, centred: bool = False) -> int:
    """Photos whose product is not among the k most similar catalogue images."""
    with (folder / "pairs.csv").open(encoding="utf-8") as file:
        accepted: dict[str, set[str]] = {}
        for row in csv.DictReader(file):
            accepted.setdefault(row["query"], set()).add(row["target"])
    catalogue = sorted(f"catalogue/{path.name}" for path in (folder / "catalogue").iterdir())
    images, photos = vectors(embedder, folder, catalogue), vectors(embedder, folder, list(accepted))
    if centred:
        images, photos = images - images.mean(axis=0), photos - images.mean(axis=0)
    best = np.argsort(-(unit(photos) @ unit(images).T), axis=1)[:, :k]
    return sum(
        not targets & {catalogue[index] for index in row} for targets, row in zip(accepted.values(), best, strict=True)
    )


@pytest.mark.parametrize("backbone", STUDY_TOP_5_MISSES)
def test_the_studys_top_5_error_comes_out(backbone: str, shared: Path) -> None:
    weights = str(shared / "weights" / f"{backbone}.pth")
    embedder = load_embedder(ModelRef(backbone, weights, head=Head.POOLED), Device.CPU)
    assert misses(embedder, shared / "data" / "uniqlo", 5) == STUDY_TOP_5_MISSES[backbone]


def test_classic_finds_worn_garments_and_single_objects(shared: Path) -> None:
    """One photo at a time: centred by the catalogue's mean only. Floors a little above the measured errors."""
    classic = load_embedder(ModelRef(), Device.CPU)
    assert misses(classic, shared / "data" / "uniqlo", 5, centred=True) <= 9
    assert misses(classic, shared / "data" / "dreambooth", 5, centred=True) <= 10
