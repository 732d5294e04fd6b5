"""Classic's cells: finite for any picture, the same in another light, strong where the product is."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stockmatch.core.embedder import Pixels
from stockmatch.core.model import ModelId
from stockmatch.models.classic import DIMENSION, ClassicEmbedder
from stockmatch.models.classic_cells import CELL, CHANNELS, GRID, described, feature_map
from stockmatch.models.whitening import shipped
from tests.products import product, texture

SIDE = CELL * GRID
WHITENING = shipped("classic_cells")
CLASSIC = ClassicEmbedder(ModelId("classic-test"))


def squared(picture: Pixels) -> Pixels:
    side = min(picture.shape[:2]) // SIDE * SIDE
    step = side // SIDE
    return picture[:side:step, :side:step]


def noise(height: int, width: int) -> Pixels:
    return np.random.default_rng(0).integers(0, 256, (height, width, 3), dtype=np.uint8)


@pytest.mark.parametrize(
    "pixels",
    [np.full((9, 9, 3), value, np.uint8) for value in (0, 128, 255)] + [noise(1, 1), noise(1, 3000), noise(300, 20)],
    ids=["black", "grey", "white", "1x1", "1x3000", "300x20"],
)
def test_any_image_gives_a_finite_map(pixels: Pixels) -> None:
    whole = CLASSIC.look([CLASSIC.view(pixels)])
    detail = CLASSIC.look([CLASSIC.view(pixels, detail=True)])
    assert whole.vectors.shape == detail.vectors.shape == (1, DIMENSION)
    assert whole.maps.shape == (1, GRID, GRID, CHANNELS)
    assert detail.maps.shape == (1, 2 * GRID, 2 * GRID, CHANNELS)
    lengths = np.linalg.norm(detail.maps, axis=-1)
    assert np.isfinite(detail.maps).all()
    assert lengths.max() == pytest.approx(1.01, abs=1e-4)
    assert lengths.min() >= 0.0099


def test_no_views_give_no_maps() -> None:
    assert CLASSIC.look([]).maps.shape == (0, GRID, GRID, CHANNELS)


def test_a_cell_knows_its_surroundings_only() -> None:
    """What lies more than a cell away changes nothing but the strength."""
    before = squared(texture(3, 400, 400))
    after = before.copy()
    after[: 2 * CELL] = noise(2 * CELL, SIDE)
    one, other = described(before), described(after)
    np.testing.assert_allclose(one[4:], other[4:], atol=1e-4)
    assert (np.abs(one[:2] - other[:2]).max(axis=-1) > 0.02).all()


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 9), st.floats(0.75, 1.25))
def test_a_product_in_another_light_is_known_by_its_cells(number: int, light: float) -> None:
    pictures = [squared(product(one)) for one in range(10)]
    lit = np.clip(pictures[number] * light, 0, 255).astype(np.uint8)
    here = WHITENING.applied(described(lit)).reshape(-1, CHANNELS)
    similar = [
        float((here * WHITENING.applied(described(picture)).reshape(-1, CHANNELS)).sum(axis=1).mean())
        for picture in pictures
    ]
    assert int(np.argmax(similar)) == number


def test_cells_that_hold_the_product_are_the_strong_ones() -> None:
    picture = np.full((SIDE, SIDE, 3), 250, np.uint8)
    picture[2 * CELL : 5 * CELL, 2 * CELL : 5 * CELL] = squared(texture(5, 400, 400))[: 3 * CELL, : 3 * CELL]
    strength = np.linalg.norm(feature_map(picture), axis=-1)
    inside = strength[2:5, 2:5].copy()
    strength[2:5, 2:5] = 0
    assert inside.min() > 2 * strength.max()
