"""What is told of a product that is offered."""

import numpy as np
import pytest

from stockmatch.core.evidence import Correspondence, Evidence
from stockmatch.matching.details import LEAST_POINTS, LookAlikes
from stockmatch.matching.fusion import KINDS, RawEvidence
from stockmatch.matching.ranking import Ranking
from stockmatch.services.offering import told_lines


@pytest.mark.parametrize("seen", [False, True])
def test_points_of_a_catalogue_image_are_not_told_beside_a_confirmed_photos_share(seen: bool) -> None:
    points = np.array([2.0, 0.0])
    evidence = RawEvidence(np.zeros(2), np.arange(2), None, points, np.zeros(2), LookAlikes.none())
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
