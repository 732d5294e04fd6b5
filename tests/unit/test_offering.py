"""What is told of a product that is offered."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stockmatch.core.catalogue import CatalogueImage, Product
from stockmatch.core.codes import Coded, CodeSource
from stockmatch.core.evidence import Correspondence, Evidence
from stockmatch.core.filtering import ProductFilter
from stockmatch.core.ranking import MatchRequest
from stockmatch.matching.details import LEAST_POINTS, LookAlikes
from stockmatch.matching.fusion import KINDS, RawEvidence
from stockmatch.matching.ranking import Ranking
from stockmatch.services.offering import Offering, told_lines
from stockmatch.services.pictures import CataloguePictures

pictures = st.lists(st.integers(0, 4), min_size=1, max_size=12)
"""The picture that each product shows."""


@given(pictures, st.integers(0, 99), st.booleans(), st.booleans())
def test_scores_fall_from_place_to_place(shown: list[int], seed: int, coded: bool, narrowed: bool) -> None:
    """However many sizes a picture has: scores are shares of belief, and no place is behind the next one."""
    products = tuple(
        Product(f"k{number}", f"{number % 2}S{number}", "", (CatalogueImage(f"{number}.jpg", str(picture)),))
        for number, picture in enumerate(shown)
    )
    of_picture = np.random.default_rng(seed).normal(0, 2, 5)
    logits = np.array([of_picture[picture] for picture in shown])
    nothing = np.zeros(0)
    ranking = Ranking(
        logits, np.arange(len(shown)), RawEvidence(logits, np.zeros(0, np.intp), nothing, nothing, nothing)
    )
    offering = Offering(products, CataloguePictures(Path(), products))
    only = ProductFilter("0S") if narrowed else ProductFilter()
    named = Coded(0, "0S0", CodeSource.FILE_NAME) if coded else None
    found = offering.candidates(MatchRequest("photo.jpg", 12, only=only, by_picture=True), ranking, named)
    scores = [candidate.score for candidate in found]
    after_code = scores[1:] if coded else scores
    assert after_code == sorted(after_code, reverse=True)
    assert all(candidate.margin is None or candidate.margin >= 0 for candidate in found)
    if narrowed:
        assert sum(scores) <= 1 + 1e-5
    else:
        assert sum(scores) == pytest.approx(1, abs=1e-5)
    offered = [one.sku for candidate in found for one in candidate.alike or (candidate,)]
    assert sorted(offered) == sorted(product.sku for product in products if only.fits(product))


@pytest.mark.parametrize("seen", [False, True])
def test_points_of_a_catalogue_image_are_not_told_beside_a_confirmed_photos_share(seen: bool) -> None:
    points = np.array([2.0, 0.0])
    evidence = RawEvidence(np.zeros(2), np.arange(2), np.zeros(2), points, np.zeros(2), LookAlikes.none())
    columns = np.zeros((2, len(KINDS)))
    columns[0, KINDS.index(Evidence.KEYPOINTS)] = 1.0
    ranking = Ranking(
        np.zeros(2), np.arange(2), evidence, columns, points, seen_before=frozenset({0} if seen else set())
    )
    (told,) = (share for share in ranking.shares(0) if share.share > 0)
    assert (told.kind, told.share, told.points) == (Evidence.KEYPOINTS, 1.0, 0 if seen else 2)


def test_few_points_of_a_catalogue_image_are_not_drawn_beside_a_confirmed_photos_share() -> None:
    patch = Correspondence(Evidence.PATCHES, (0, 0), (0, 0), 1.0)
    points = [Correspondence(Evidence.KEYPOINTS, (0, 0), (0, 0), 1.0)] * LEAST_POINTS
    assert told_lines((patch, *points[1:])) == (patch,)
    assert told_lines((patch, *points)) == (patch, *points)
