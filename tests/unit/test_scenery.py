"""What photos of different things share: it tells no product, and hides none."""

from collections.abc import Iterable

import numpy as np
import pytest

from stockmatch.core.embedder import Pixels
from stockmatch.imaging.keypoints import Keypoints, detect
from stockmatch.matching.geometry import Agreement, Described, agreeing
from stockmatch.matching.scenery import agreeing_beyond_scenery, beyond_mark, own_points
from tests.products import texture

SIDE, PRODUCT, TABLE = 400, 150, 230
CLOTH = 77
"""Texture of the table; it lies still in all photos."""


def taken(product: int, left: int = 20) -> Pixels:
    """A photo: the product, put down somewhere, and the table."""
    picture = np.full((SIDE, SIDE, 3), 200, np.uint8)
    picture[TABLE:, :PRODUCT] = texture(CLOTH)[: SIDE - TABLE, :PRODUCT]
    picture[TABLE:, PRODUCT : 2 * PRODUCT] = texture(CLOTH + 1)[: SIDE - TABLE, :PRODUCT]
    picture[20 : 20 + PRODUCT, left : left + PRODUCT] = texture(product)[:PRODUCT, :PRODUCT]
    return picture


def points(picture: Pixels) -> Keypoints:
    return detect(np.asarray(picture.mean(axis=2), np.uint8), 300, SIDE)


def described(product: int, left: int = 20) -> Described:
    return Described.of(points(taken(product, left)))


def test_the_table_is_left_out_and_the_product_stays() -> None:
    photo, others = described(1), [described(product) for product in range(2, 10)]
    own = own_points(photo, others)
    on_table = photo.keypoints.positions[:, 1] > TABLE
    assert on_table.sum() > 40
    assert (own.keypoints.positions[:, 1] > TABLE).mean() < 0.1
    assert (own.keypoints.positions[:, 1] < TABLE).sum() > 0.8 * (~on_table).sum()
    assert len(own.unit) == len(own.keypoints.points)


def test_a_product_that_a_few_of_the_others_show_too_stays() -> None:
    photo = described(1)
    own = own_points(photo, [described(1, 100), described(1, 200), *(described(product) for product in range(2, 8))])
    assert agreeing(own, described(1, 60)).count > 20


@pytest.mark.parametrize("others", [[], [2]])
def test_of_one_other_photo_nobody_knows_what_it_shares(others: list[int]) -> None:
    photo = described(1)
    assert own_points(photo, [described(product) for product in others]) is photo


def test_a_photo_is_found_again_by_its_product_though_more_of_the_table_agrees() -> None:
    photo, confirmed = described(1), [described(1, 220), described(2), described(3)]
    others = [points(taken(product)) for product in range(4, 30)]
    plain = [agreeing(photo, other).count for other in confirmed]
    assert min(plain) > 40
    counts, (same, *table) = agreeing_beyond_scenery(photo, confirmed, lambda: others)
    assert counts.tolist() == plain
    assert same > 20
    assert max(table) < 8


def test_others_are_not_asked_where_few_points_agree_and_add_none() -> None:
    def asked() -> list[Keypoints]:
        raise AssertionError

    photo, apart = described(1), [Described.of(points(texture(number))) for number in (2, 3)]
    few = [agreeing(photo, other).count for other in apart]
    assert max(few) < 8
    assert [found.tolist() for found in agreeing_beyond_scenery(photo, apart, asked)] == [few, few]
    assert [len(found) for found in agreeing_beyond_scenery(photo, [], asked)] == [0, 0]


def test_without_other_photos_every_point_counts() -> None:
    photo, confirmed = described(1), [described(1), described(2)]
    _, found = agreeing_beyond_scenery(photo, confirmed, list)
    assert found.tolist() == [agreeing(photo, other).count for other in confirmed]


def on_catalogue_images(photo: Described, products: Iterable[int]) -> list[tuple[bytes, Agreement]]:
    images = ((product, described(product, 220)) for product in products)
    return [(bytes([product]), agreeing(photo, image)) for product, image in images]


def test_a_mark_on_all_catalogue_images_tells_no_product() -> None:
    photo, images = described(1, 220), on_catalogue_images(described(1, 220), range(1, 15))
    plain = [agreement.count for _, agreement in images]
    own, *marked = beyond_mark(images)
    assert min(plain) > 40
    assert max(marked) < 8
    assert 40 < own < len(photo.unit) - 40


def test_a_photo_without_the_mark_keeps_all_its_points() -> None:
    photo = Described.of(points(taken(1)[:TABLE]))
    images = on_catalogue_images(photo, range(1, 15))
    assert beyond_mark(images).tolist() == [agreement.count for _, agreement in images]


def test_neither_twins_nor_a_few_colours_of_one_print_are_a_mark() -> None:
    photo = described(1, 220)
    twins = [*on_catalogue_images(photo, [1]) * 20, *on_catalogue_images(photo, [2, 3])]
    few = [(bytes([number]), twins[0][1]) for number in range(11)]
    for images in (twins, few, []):
        assert beyond_mark(images).tolist() == [agreement.count for _, agreement in images]
