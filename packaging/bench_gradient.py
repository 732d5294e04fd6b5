"""Measure one exact gradient, in passes, of the frame potential of so many images under MobileNetV3-Small.

Run by ``bench.py gradient`` in a process of its own, whose peak memory is measured; prints one JSON object. The images
are a few, again and again: what is measured is what the gradient takes, not what images take.
"""

import argparse
import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from stockmatch.core.embedder import Prepared
from stockmatch.core.model import Device, ModelRef
from stockmatch.models.loading import load_embedder
from stockmatch.tuning.loss import backward_in_passes, frame_potential, unit_rows
from stockmatch.tuning.trainable import trainable

_DIFFERENT = 16
_LARGEST = 8


class Repeated(Sequence[Prepared]):
    """As many views as are wanted in the memory of a few."""

    def __init__(self, views: Sequence[Prepared], count: int) -> None:
        self._views = views
        self._count = count

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, places: int | slice) -> Prepared | list[Prepared]:  # type: ignore[override]
        found = range(self._count)[places]
        if isinstance(found, int):
            return self._views[found % len(self._views)]
        return [self._views[place % len(self._views)] for place in found]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights", type=Path)
    parser.add_argument("count", type=int)
    options = parser.parse_args()
    embedder = load_embedder(ModelRef("mobilenet_v3_small", str(options.weights)), Device.CPU)
    rng = np.random.default_rng(0)
    pictures = [rng.integers(0, 256, (256, 192, 3), np.uint8) for _ in range(_DIFFERENT)]
    model = trainable(embedder)
    views = Repeated([embedder.view(picture) for picture in pictures], options.count)

    started = time.perf_counter()
    backward_in_passes(model.see, views, lambda seen: frame_potential(unit_rows(seen.looks)), _LARGEST)
    seconds = time.perf_counter() - started
    print(json.dumps({"seconds": seconds}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
