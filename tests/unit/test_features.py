"""What is kept of a catalogue image comes back as it was, and is small."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stockmatch.core.embedder import LookSize
from stockmatch.core.evidence import Region
from stockmatch.imaging.keypoints import DESCRIPTOR, Keypoints
from stockmatch.matching.features import (
    COLOURS,
    IMAGE_POINTS,
    VIEWS,
    described,
    fill,
    region_in,
    row_type,
    to_int8,
)

SEEDS = st.integers(0, 2**31)


def keypoints(count: int, rng: np.random.Generator) -> Keypoints:
    return Keypoints(
        rng.integers(0, 65_536, (count, 2)).astype(np.uint16),
        rng.integers(0, 256, (count, DESCRIPTOR)).astype(np.uint8),
        (int(rng.integers(1, 700)), int(rng.integers(1, 700))),
    )


@settings(max_examples=25)
@given(st.integers(1, 40), st.integers(2, 7), st.integers(0, IMAGE_POINTS), SEEDS)
def test_a_row_gives_back_what_was_filled_in(dimension: int, grid: int, count: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    looks = rng.normal(size=(VIEWS, dimension)).astype(np.float32)
    cells = rng.normal(size=(grid, grid, 24)).astype(np.float32)
    weights = rng.random((grid, grid)).astype(np.float32)
    points, colours = keypoints(count, rng), rng.random(COLOURS).astype(np.float32)
    row = np.zeros(1, row_type(LookSize(dimension, 24, grid)))[0]
    region = Region(0.125, 0.1, 1.0, 0.9)
    fill(row, looks=looks, cells=cells, weights=weights, points=points, colours=colours, region=region)

    np.testing.assert_allclose(row["looks"], looks, rtol=1e-3, atol=1e-4)
    kept, flat = row["cells"].astype(np.float64), cells.reshape(-1, 24)
    cosines = (kept * flat).sum(axis=1) / np.linalg.norm(kept, axis=1) / np.linalg.norm(flat, axis=1)
    assert (cosines > 0.9995).all()
    np.testing.assert_allclose(row["weights"] / 255, weights.ravel(), atol=0.003)
    np.testing.assert_allclose(row["colours"], colours, rtol=1e-3, atol=6e-8)  # half precision ends there
    found = described(row)
    np.testing.assert_array_equal(found.keypoints.points, points.points)
    np.testing.assert_array_equal(found.keypoints.descriptors, points.descriptors)
    assert found.keypoints.size == points.size
    back = region_in(row)
    assert (back.left, back.top, back.right, back.bottom) == pytest.approx((0.125, 0.1, 1.0, 0.9))


@given(st.floats(0, 0.99), st.floats(0, 0.99), st.floats(0.002, 1), st.floats(0.002, 1))
def test_a_region_stays_a_region(left: float, top: float, wide: float, high: float) -> None:
    region = Region(left, top, min(1, left + wide), min(1, top + high))
    row = np.zeros(1, row_type(LookSize(1, 0, 0)))[0]
    row["region"] = (region.left, region.top, region.right, region.bottom)
    found = region_in(row)
    assert found.left == pytest.approx(region.left, abs=1e-6)
    assert found.bottom == pytest.approx(region.bottom, abs=1e-6)


@given(SEEDS, st.integers(8, 16))
def test_a_finer_map_is_reduced_and_keeps_what_is_where(seed: int, grid: int) -> None:
    size = LookSize(3, 4, grid)
    kept = round(len(np.zeros(1, row_type(size))[0]["weights"]) ** 0.5)
    assert kept < grid
    cells, weights = np.zeros((grid, grid, 4), np.float32), np.zeros((grid, grid), np.float32)
    cells[: grid // 2, :, 0], cells[grid // 2 :, :, 1] = 1, 1
    weights[:, grid // 2 :] = 1
    row = np.zeros(1, row_type(size))[0]
    fill(
        row,
        looks=np.zeros((VIEWS, 3), np.float32),
        cells=cells,
        weights=weights,
        points=keypoints(3, np.random.default_rng(seed)),
        colours=np.zeros(COLOURS, np.float32),
        region=Region(0, 0, 1, 1),
    )
    table = row["cells"].reshape(kept, kept, 4)
    assert (table[0, :, 0] == 127).all()
    assert (table[-1, :, 1] == 127).all()
    heavy = row["weights"].reshape(kept, kept)
    assert (heavy[:, 0] == 0).all()
    assert (heavy[:, -1] == 255).all()


def test_a_finer_map_of_a_large_network_is_averaged_over_areas() -> None:
    size = LookSize(3, 2048, 8)
    cells = np.random.default_rng(0).random((8, 8, 2048), np.float32)
    row = np.zeros(1, row_type(size))[0]
    fill(
        row,
        looks=np.zeros((VIEWS, 3), np.float32),
        cells=cells,
        weights=np.ones((8, 8), np.float32),
        points=keypoints(3, np.random.default_rng(0)),
        colours=np.zeros(COLOURS, np.float32),
        region=Region(0, 0, 1, 1),
    )
    corner = (cells[0, 0] + (cells[0, 1] + cells[1, 0]) / 7 + cells[1, 1] / 49) * (7 / 8) ** 2
    np.testing.assert_allclose(row["cells"][0] / 127, corner / corner.max(), atol=0.005)


def test_a_picture_without_points_has_none() -> None:
    row = np.zeros(1, row_type(LookSize(750, 2, 3)))[0]
    fill(
        row,
        looks=np.ones((VIEWS, 750), np.float32),
        cells=np.ones((3, 3, 2), np.float32),
        weights=np.ones((3, 3), np.float32),
        points=keypoints(0, np.random.default_rng(0)),
        colours=np.zeros(COLOURS, np.float32),
        region=Region(0, 0, 1, 1),
    )
    assert (row["looks"] == 1).all()
    assert described(row).unit.shape == (0, DESCRIPTOR)


def test_looks_beyond_half_precision_stay_finite() -> None:
    row = np.zeros(1, row_type(LookSize(2, 2, 1)))[0]
    fill(
        row,
        looks=np.array([[1e9, 1.0], [-1e9, 1.0]], np.float32),
        cells=np.ones((1, 1, 2), np.float32),
        weights=np.ones((1, 1), np.float32),
        points=keypoints(1, np.random.default_rng(0)),
        colours=np.zeros(COLOURS, np.float32),
        region=Region(0, 0, 1, 1),
    )
    assert np.isfinite(row["looks"]).all()
    assert row["looks"][0, 0] > 1_000 > -1_000 > row["looks"][1, 0]


@given(st.integers(1, 9), st.integers(1, 9), SEEDS, st.floats(1e-6, 1e6))
def test_only_the_direction_of_a_cell_is_kept(count: int, channels: int, seed: int, scale: float) -> None:
    rows = np.random.default_rng(seed).normal(size=(count, channels)).astype(np.float32)
    kept = to_int8(rows)
    assert (np.abs(kept.astype(int)).max(axis=1) == 127).all()
    scaled = to_int8(rows * np.float32(scale))
    assert np.abs(scaled.astype(int) - kept.astype(int)).max() <= 1
    assert (to_int8(np.zeros((1, channels), np.float32)) == 0).all()
