"""Boxes: cut out, nested, and found where a picture is salient."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from stockmatch.core.evidence import WHOLE, Region
from stockmatch.imaging.regions import Fit, cut, evened, region_of, taken

SIDES = st.integers(1, 400)
FRACTIONS = st.floats(0, 1)


@st.composite
def boxes(draw: st.DrawFn, least: float = 1e-6) -> Region:
    left, top = draw(st.floats(0, 1 - least)), draw(st.floats(0, 1 - least))
    right, bottom = draw(st.floats(left + least, 1)), draw(st.floats(top + least, 1))
    assume(left < right <= 1)
    assume(top < bottom <= 1)
    return Region(left, top, right, bottom)


def corners(region: Region) -> tuple[float, float, float, float]:
    return region.left, region.top, region.right, region.bottom


@given(SIDES, SIDES, FRACTIONS, FRACTIONS)
def test_a_point_of_the_picture_comes_back_from_the_square(height: int, width: int, x: float, y: float) -> None:
    fit = Fit.of(height, width)
    assert max(fit.width, fit.height) == 1
    assert fit.width / fit.height == pytest.approx(width / height)
    assert 2 * fit.left + fit.width == pytest.approx(1)
    assert 2 * fit.top + fit.height == pytest.approx(1)
    back = fit.to_picture(fit.left + x * fit.width, fit.top + y * fit.height)
    assert back == pytest.approx((x, y), abs=1e-9)


@given(SIDES, SIDES, st.floats(-1, 2), st.floats(-1, 2))
def test_a_point_outside_comes_to_the_edge(height: int, width: int, x: float, y: float) -> None:
    assert all(0 <= value <= 1 for value in Fit.of(height, width).to_picture(x, y))


@given(st.integers(1, 60), st.integers(1, 60), boxes())
def test_a_cut_holds_its_box_and_never_less_than_can_be_looked_at(height: int, width: int, region: Region) -> None:
    picture = np.zeros((height, width, 3), np.uint8)
    picture[..., 0], picture[..., 1] = np.arange(height)[:, None], np.arange(width)
    part = cut(picture, region)
    assert part.shape[0] >= min(8, height)
    assert part.shape[1] >= min(8, width)
    rows, columns = part[:, 0, 0], part[0, :, 1]
    assert rows[0] <= region.top * height
    assert rows[-1] + 1 >= region.bottom * height
    assert columns[0] <= region.left * width
    assert columns[-1] + 1 >= region.right * width
    assert part.shape[0] <= max(8, (region.bottom - region.top) * height + 2)
    assert part.shape[1] <= max(8, (region.right - region.left) * width + 2)
    assert (np.diff(rows.astype(int)) == 1).all()
    assert part.flags["C_CONTIGUOUS"]


@given(st.integers(1, 60), st.integers(1, 60), boxes())
def test_the_box_of_a_cut_is_where_its_pixels_were(height: int, width: int, region: Region) -> None:
    picture = np.zeros((height, width, 3), np.uint8)
    picture[..., 0], picture[..., 1] = np.arange(height)[:, None], np.arange(width)
    part, box = taken(picture, region)
    np.testing.assert_array_equal(part, cut(picture, region))
    assert (box.left * width, box.right * width) == pytest.approx((part[0, 0, 1], part[0, -1, 1] + 1))
    assert (box.top * height, box.bottom * height) == pytest.approx((part[0, 0, 0], part[-1, 0, 0] + 1))


@st.composite
def blobs(draw: st.DrawFn) -> tuple[np.ndarray[tuple[int, int], np.dtype[np.float32]], tuple[int, int, int, int]]:
    """A field with a weak floor and one strong box, and the box: left, top, right, bottom in cells."""
    rows, columns = draw(st.integers(10, 40)), draw(st.integers(10, 40))
    wide, high = draw(st.integers(3, columns // 2)), draw(st.integers(3, rows // 2))
    left, top = draw(st.integers(0, columns - wide)), draw(st.integers(0, rows - high))
    field = np.full((rows, columns), 0.05, np.float32)
    field += np.random.default_rng(draw(st.integers(0, 99))).uniform(0, 0.05, field.shape).astype(np.float32)
    field[top : top + high, left : left + wide] = 0.9
    return field, (left, top, left + wide, top + high)


@given(blobs(), st.floats(0, 0.5))
def test_the_region_is_where_the_picture_is_salient(
    case: tuple[np.ndarray[tuple[int, int], np.dtype[np.float32]], tuple[int, int, int, int]], margin: float
) -> None:
    field, (left, top, right, bottom) = case
    rows, columns = field.shape
    bare = region_of(field, Fit.of(1, 1), 0.0)
    expected = (left / columns, top / rows, right / columns, bottom / rows)
    assert corners(bare) == pytest.approx(expected, abs=1.01 / min(rows, columns))
    wider = region_of(field, Fit.of(1, 1), margin)
    grown = margin * (bare.right - bare.left)
    assert wider.left == pytest.approx(max(0, bare.left - grown), abs=1e-6)
    assert wider.right == pytest.approx(min(1, bare.right + grown), abs=1e-6)


def test_the_heavier_of_two_parts_wins() -> None:
    field = np.zeros((40, 40), np.float32)
    field[2:6, 2:6] = 1.0
    field[20:36, 22:34] = 0.9
    found = region_of(field, Fit.of(1, 1), 0.1)
    assert found.left > 0.4
    assert found.top > 0.4


def test_the_square_around_a_tall_picture_is_not_part_of_it() -> None:
    field = np.zeros((40, 40), np.float32)
    field[5:15, 15:25] = 1.0
    found = region_of(field, Fit.of(400, 200), 0.0)
    assert corners(found) == pytest.approx((0.25, 0.125, 0.75, 0.375), abs=0.06)


@given(st.floats(-5, 5, width=32), st.integers(1, 20), st.integers(1, 20))
def test_a_picture_without_a_salient_part_is_taken_whole(value: float, rows: int, columns: int) -> None:
    field = np.full((rows, columns), value, np.float32)
    assert region_of(field, Fit.of(3, 2), 0.15) == WHOLE
    assert (evened(field) == 1).all()


@given(
    arrays(np.float32, st.tuples(st.integers(1, 12), st.integers(1, 12)), elements=st.floats(-2, 2, width=32)), SIDES
)
def test_any_field_gives_a_box_in_the_picture(
    field: np.ndarray[tuple[int, int], np.dtype[np.float32]], width: int
) -> None:
    found = region_of(field, Fit.of(100, width), 0.15)
    assert found.right - found.left > 0
    even = evened(field)
    assert ((even >= 0) & (even <= 1)).all()
    assert even.max() == 1
