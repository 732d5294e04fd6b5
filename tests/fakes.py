"""Stand-ins for what cannot be waited for or arranged: here a catalogue that tuning really helps."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest

from stockmatch.composition import build_engine
from stockmatch.core.ports import MatchingEngine

CHOOSE_PHOTOS, CHECK_PHOTOS = 8, 16


def engine_that_tuning_helps(data_dir: Path) -> MatchingEngine:
    """The real engine with real training of one step; only the verdict of the pseudo-photos is arranged.

    Runs in the engine's process. For a catalogue of ``CHOOSE_PHOTOS`` products.
    """
    from stockmatch.tuning import tune  # noqa: PLC0415 - in the engine's process only

    asked: Counter[int] = Counter()

    def ranks(_index: object, _photos: object, truth: Sequence[int]) -> list[int]:
        asked[len(truth)] += 1
        return [2 if asked[len(truth)] % 2 else 1] * len(truth)

    patch = pytest.MonkeyPatch()
    patch.setattr(tune, "STEPS", 1)
    patch.setattr(tune, "_CHOOSE_PHOTOS", CHOOSE_PHOTOS)
    patch.setattr(tune, "_CHECK_PHOTOS", CHECK_PHOTOS)
    patch.setattr(tune, "ranks", ranks)
    return build_engine(data_dir)
