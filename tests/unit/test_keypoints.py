"""Local features: found the same again, and agreeing only between pictures of the same thing."""

import cv2
import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stockmatch.core.embedder import Pixels
from stockmatch.imaging.keypoints import DESCRIPTOR, Keypoints, detect
from stockmatch.matching.geometry import Described, agreeing
from tests.products import texture, turned

SIDE = 240


def grey(picture: Pixels) -> npt.NDArray[np.uint8]:
    return np.asarray(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), np.uint8)


def described(picture: Pixels, most: int = 400, side: int = SIDE) -> Described:
    return Described.of(detect(grey(picture), most, side))


@settings(max_examples=40)
@given(st.integers(1, 60), st.integers(1, 60), st.integers(1, 30), st.integers(20, 200), st.integers(0, 2**31))
def test_any_picture_gives_at_most_so_many_points_within_it(
    height: int, width: int, most: int, side: int, seed: int
) -> None:
    picture = np.random.default_rng(seed).integers(0, 256, (height, width), dtype=np.uint8)
    found = detect(picture, most, side)
    count = len(found.points)
    assert count <= most
    assert found.points.shape == (count, 2)
    assert found.descriptors.shape == (count, DESCRIPTOR)
    assert max(found.size) == side
    assert ((found.fractions >= 0) & (found.fractions <= 1)).all()
    assert (found.positions <= np.array(found.size) + 1e-3).all()


@pytest.mark.parametrize("value", [0, 127, 255])
@pytest.mark.parametrize("shape", [(200, 150), (1, 1), (1, 900), (900, 1), (2, 2)])
def test_a_picture_without_anything_on_it_gives_none(shape: tuple[int, int], value: int) -> None:
    found = detect(np.full(shape, value, np.uint8), 300, SIDE)
    assert found.points.shape == (0, 2)
    assert found.descriptors.shape == (0, DESCRIPTOR)
    for nothing in (
        agreeing(Described.of(found), described(texture(1))),
        agreeing(described(texture(1)), Described.of(found)),
    ):
        assert nothing.count == 0
        assert nothing.pairs.shape == (0, 2)


def test_the_strongest_points_are_kept() -> None:
    weak, strong = texture(1, 120, 120), texture(2, 120, 120)
    picture = np.concatenate([weak // 5 + 100, strong], axis=1)
    found = detect(grey(picture), 30, SIDE)
    assert (found.fractions[:, 0] > 0.5).mean() > 0.9
    everything = detect(grey(picture), 10_000, SIDE)
    assert (everything.fractions[:, 0] < 0.45).sum() > 10


@pytest.mark.parametrize(("degrees", "scale"), [(0, 1.0), (25, 0.8), (-70, 1.2), (180, 0.6)])
def test_a_turned_and_scaled_copy_agrees_where_it_should(degrees: float, scale: float) -> None:
    picture = texture(3)
    copy, transform = turned(picture, degrees, scale)
    there, here = described(copy), described(picture)
    found = agreeing(there, here)
    assert len(found.pairs) >= found.count >= 25
    check_places(picture, there, here, found.pairs, transform)


def check_places(
    picture: Pixels, there: Described, here: Described, pairs: npt.NDArray[np.intp], transform: npt.NDArray[np.float64]
) -> None:
    """Nearly all pairs lie where the picture was moved to, and no point is in two of them."""
    size = np.array(picture.shape[1::-1])
    moved = np.c_[here.keypoints.fractions[pairs[:, 1]] * size, np.ones(len(pairs))] @ transform.T
    apart = np.linalg.norm(moved - there.keypoints.fractions[pairs[:, 0]] * size, axis=1)
    assert (apart < 0.03 * size.max()).mean() > 0.95
    assert len(set(pairs[:, 0])) == len(set(pairs[:, 1])) == len(pairs)


@pytest.mark.parametrize("seed", range(5))
def test_points_of_a_repeated_print_are_found_in_their_places(seed: int) -> None:
    """Blurred, and twelve times alike: of all points few are nearest, where each should lie it is."""
    tile = texture(50, 60, 60)
    picture = np.concatenate([texture(seed, 60, 240), *[np.concatenate([tile] * 4, axis=1)] * 3])
    copy, transform = turned(picture, 15, 0.8)
    there, here = described(np.asarray(cv2.GaussianBlur(copy, (0, 0), 2), np.uint8)), described(picture)
    found = agreeing(there, here)
    assert found.count >= 40
    check_places(picture, there, here, found.pairs, transform)


def strewn(
    rng: np.random.Generator, count: int, along: float = 1.0
) -> tuple[npt.NDArray[np.uint16], npt.NDArray[np.uint8]]:
    """Points at random, within a strip across the middle of so much of the height, with descriptors at random."""
    places = rng.uniform(0, 1, (count, 2))
    places[:, 1] = 0.5 + along * (places[:, 1] - 0.5)
    return np.asarray(places * 65535, np.uint16), np.asarray(
        rng.gamma(0.6, 40, (count, DESCRIPTOR)).clip(0, 255), np.uint8
    )


def placed(places: npt.NDArray[np.uint16], descriptors: npt.NDArray[np.uint8]) -> Described:
    return Described.of(Keypoints(places, descriptors, (800, 800)))


@pytest.mark.parametrize("seed", range(10))
def test_six_points_in_common_are_not_more_for_hundreds_that_are_not(seed: int) -> None:
    rng = np.random.default_rng(seed)
    (there, seen), (here, known) = strewn(rng, 800), strewn(rng, 300)
    there[:6], seen[:6] = here[:6], known[:6]
    assert 4 <= agreeing(placed(there, seen), placed(here, known)).count <= 10


@pytest.mark.parametrize("seed", range(5))
def test_a_line_of_text_tells_where_the_rest_lies(seed: int) -> None:
    """Twelve points that nothing else is like, all but in a line, and sixty pairs of twins."""
    rng = np.random.default_rng(seed)
    line, letters = strewn(rng, 12, along=0.006)
    places, alike = strewn(rng, 120)
    alike[60:] = alike[:60]
    here = np.concatenate([line, places])
    there = np.asarray((here + rng.integers(-130, 131, here.shape)).clip(0, 65535), np.uint16)
    elsewhere, others = strewn(rng, 300)
    blurred = np.asarray(alike * 0.9 + rng.integers(0, 16, alike.shape), np.uint8)
    photo = placed(np.concatenate([there, elsewhere]), np.concatenate([letters, blurred, others]))
    found = agreeing(photo, placed(here, np.concatenate([letters, alike])))
    assert found.count > 80
    assert (found.pairs[:, 0] == found.pairs[:, 1]).mean() > 0.9


def test_of_those_that_are_found_in_place_a_twentieth_does_not_count() -> None:
    tile = texture(50, 60, 60)
    picture = np.concatenate([texture(1, 60, 240), *[np.concatenate([tile] * 4, axis=1)] * 3])
    there, here = described(np.asarray(cv2.GaussianBlur(picture, (0, 0), 2), np.uint8)), described(picture)
    found = agreeing(there, here)
    assert found.count == len(found.pairs) - round(len(here.unit) / 20)
    alike = np.einsum("ij,ij->i", there.unit[found.pairs[:, 0]], here.unit[found.pairs[:, 1]])
    assert (np.diff(alike) <= 1e-6).all()


@pytest.mark.parametrize("seed", range(5))
def test_what_lies_around_a_common_mark_adds_nothing_by_chance(seed: int) -> None:
    one, other, mark = texture(300 + seed), texture(400 + seed), texture(500 + seed, 90, 110)
    one[60:150, 40:150] = other[60:150, 40:150] = mark
    here = described(other)
    found = agreeing(described(turned(one, 10, 0.9)[0]), here)
    across, down = (here.keypoints.fractions[found.pairs[:, 1]] * (200, 240)).T
    on_mark = (across > 30) & (across < 160) & (down > 50) & (down < 160)
    assert on_mark.sum() >= found.count >= 10


@pytest.mark.parametrize("seed", range(5))
def test_another_picture_agrees_hardly_at_all(seed: int) -> None:
    assert agreeing(described(texture(100 + seed)), described(texture(200 + seed))).count < 8


def test_points_that_lie_elsewhere_do_not_count_however_alike_they_are() -> None:
    """The same patches, shuffled: without the arrangement the copy would agree on all of them."""
    picture = texture(4, 240, 240)
    tiles = [picture[y : y + 60, x : x + 60] for y in range(0, 240, 60) for x in range(0, 240, 60)]
    mixed = np.random.default_rng(0).permutation(len(tiles))
    shuffled = np.concatenate(
        [np.concatenate([tiles[mixed[4 * row + column]] for column in range(4)], axis=1) for row in range(4)]
    )
    assert agreeing(described(shuffled), described(picture)).count < (
        agreeing(described(picture), described(picture)).count / 3
    )


def test_the_same_pictures_give_the_same_pairs_whatever_chance_did_before() -> None:
    copy, _ = turned(texture(5), 10, 0.9)
    first = agreeing(described(copy), described(texture(5)))
    cv2.setRNGSeed(12345)
    again = agreeing(described(copy), described(texture(5)))
    np.testing.assert_array_equal(first.pairs, again.pairs)
    assert first.count == again.count


def test_a_row_of_zeros_is_no_nan() -> None:
    found = Described.of(Keypoints(np.zeros((5, 2), np.uint16), np.zeros((5, DESCRIPTOR), np.uint8), (10, 10)))
    assert np.isfinite(found.unit).all()
    assert agreeing(found, found).count == 0
