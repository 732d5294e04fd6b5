"""Several photos of one item: the evidence of all, weighed as one."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from stockmatch.core.progress import ignore
from stockmatch.core.ranking import MatchRequest, OtherPhoto
from stockmatch.core.settings import Settings
from stockmatch.matching.fusion import RawEvidence
from stockmatch.matching.ranking import Ranking
from stockmatch.matching.together import fuse_rankings
from stockmatch.services.engine import Engine
from tests.conftest import garment

LOGITS = st.lists(st.lists(st.floats(-20, 20), min_size=4, max_size=4), min_size=1, max_size=5)


def ranking(logits: Sequence[float], first_image: int = 0) -> Ranking:
    nothing = np.zeros(0)
    evidence = RawEvidence(np.array(logits), np.zeros(0, np.intp), nothing, nothing, nothing)
    return Ranking(np.array(logits), np.arange(4) + first_image, evidence)


@given(LOGITS)
def test_fusion_is_the_mean_whatever_the_order(found: list[list[float]]) -> None:
    fused = fuse_rankings([ranking(logits) for logits in found])
    turned = fuse_rankings([ranking(logits) for logits in reversed(found)])
    assert fused.ranking.logits == pytest.approx(np.mean(found, axis=0))
    assert fused.ranking.logits == pytest.approx(turned.ranking.logits)
    assert fused.ranking.beliefs.sum() == pytest.approx(1, abs=1e-5)


def test_the_image_shown_is_that_of_the_photo_that_says_most() -> None:
    fused = fuse_rankings([ranking([5, 0, 0, 0], 10), ranking([0, 5, 0, 1], 20)])
    assert fused.speaker.tolist() == [0, 1, 0, 1]
    assert fused.ranking.best_image.tolist() == [10, 21, 12, 23]


def test_two_views_name_the_product_that_neither_names_alone(tmp_path: Path, catalogue: Path) -> None:
    engine = Engine(tmp_path / "data")
    engine.open_catalogue(str(catalogue), Settings(), ignore)
    paths = []
    for number, colour in enumerate(((200, 30, 30), (190, 40, 40))):
        paths.append(tmp_path / f"photo {number}.png")
        Image.fromarray(garment(colour, 0, 200)).save(paths[-1])
    first, second = (str(path) for path in paths)
    alone = engine.match(MatchRequest(first), ignore)
    other = engine.match(MatchRequest(second), ignore)
    together = engine.match(MatchRequest(first, others=(OtherPhoto(second),)), ignore)
    assert together.others == {second: other.sha256}
    assert together.sha256 == alone.sha256
    assert together.final
    assert together.candidates[0].sku == "A-100"
    assert sum(candidate.score for candidate in together.candidates) <= 1 + 1e-5
    swapped = engine.match(MatchRequest(second, others=(OtherPhoto(first),)), ignore)
    assert [one.sku for one in swapped.candidates] == [one.sku for one in together.candidates]
    assert [one.score for one in swapped.candidates] == pytest.approx([one.score for one in together.candidates])
    gone = engine.match(MatchRequest(first, others=(OtherPhoto(str(tmp_path / "gone.png")),)), ignore)
    assert gone.others == {}
    scores = [[one.score for one in found.candidates] for found in (gone, alone)]
    assert scores[0] == pytest.approx(scores[1], abs=1e-4)  # but for the other photo, which was seen since
