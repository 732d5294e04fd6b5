"""Coarse patches: few numbers that keep angles, and a whole catalogue's scores equal to one image's after another."""

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stockmatch.core.embedder import LookSize
from stockmatch.core.evidence import WHOLE
from stockmatch.core.scoring import order, unit
from stockmatch.imaging.keypoints import DESCRIPTOR, Keypoints
from stockmatch.matching import matcher, patches
from stockmatch.matching.coarse import NUMBERS, SIDE, areas, coarsened, projected
from stockmatch.matching.domain import PhotoDomain
from stockmatch.matching.features import COLOURS, VIEWS, ArrayRows, PhotoFeatures, fill, row_type, to_int8
from stockmatch.matching.matcher import Matcher
from stockmatch.matching.parts import MEAN_SHARE
from stockmatch.matching.patches import CoarsePatches, patch_score
from stockmatch.matching.shortlist import in_turns

SEEDS = st.integers(0, 2**31)
CHANNELS = 64


def seen(cells: npt.NDArray[np.float32], weights: npt.NDArray[np.float32]) -> PhotoFeatures:
    """A photo that shows these cells and whose look says nothing, shape (height, width, channels)."""
    flat = to_int8(cells.reshape(-1, cells.shape[-1])).reshape(cells.shape)
    nothing = Keypoints(np.zeros((0, 2), np.uint16), np.zeros((0, DESCRIPTOR), np.uint8), (8, 8))
    looks, colours = np.ones((VIEWS, 3), np.float32), np.full(COLOURS, COLOURS**-0.5, np.float32)
    coarser = np.zeros((0, cells.shape[-1]), np.int8)
    return PhotoFeatures(looks, flat, coarser, weights, None, None, nothing, colours, WHOLE, WHOLE, False, (8, 8))


@given(st.integers(1, 14), st.integers(1, 7))
def test_areas_share_out_every_cell(side: int, grid: int) -> None:
    grid = min(side, grid)
    found = areas(side, grid)
    np.testing.assert_allclose(found.sum(axis=1), 1, rtol=1e-5)
    np.testing.assert_allclose(found.sum(axis=0), (grid / side) ** 2, rtol=1e-5)
    np.testing.assert_allclose(areas(side, side), np.eye(side**2), atol=1e-6)


def test_few_numbers_nearly_keep_angles() -> None:
    rng = np.random.default_rng(0)
    cells = unit(rng.normal(size=(200, 1_000)).astype(np.float32))
    cells[100:] = unit(cells[:100] + 0.03 * rng.normal(size=(100, 1_000)).astype(np.float32))
    short = unit(projected(cells))
    error = (short @ short.T) - (cells @ cells.T)
    assert short.shape == (200, NUMBERS)
    assert np.sqrt((error**2).mean()) < 1.1 / np.sqrt(NUMBERS)
    assert abs(error.mean()) < 0.01


def test_the_projection_never_changes() -> None:
    """What is on disk was made with it."""
    found = projected(np.eye(3, dtype=np.float32))[:, :10] > 0
    assert ["".join("-+"[sign] for sign in row) for row in found.astype(int)] == [
        "++++++++++",
        "-+-+---+++",
        "+-+-+++-+-",
    ]


@given(st.integers(1, 5), st.integers(4, 7), SEEDS)
def test_an_images_coarse_cells_are_of_its_product(channels: int, side: int, seed: int) -> None:
    """Cells that do not belong to it hardly count, unless an area has no others."""
    rng = np.random.default_rng(seed)
    of_product, beside = unit(rng.normal(size=(2, channels + 1)).astype(np.float32))
    weights = np.zeros((side, side), np.float32)
    weights[side // 2 :] = 1
    cells = np.where(weights[..., None] > 0, of_product, beside).reshape(side * side, -1)
    found = unit(coarsened(cells, weights.ravel())).reshape(SIDE, SIDE, NUMBERS)
    ours = unit(projected(of_product[None]))[0]
    others = unit(projected(beside[None]))[0]
    assert (found[-1] @ ours > 0.999).all()
    assert (found[1] @ ours > 0.99).all()
    assert (found[0] @ others > 0.999).all()


@settings(max_examples=25)
@given(st.integers(1, 9), st.integers(1, 8), st.integers(1, 6), SEEDS)
def test_a_catalogues_scores_equal_those_of_one_image_after_another(
    images: int, side: int, channels: int, seed: int
) -> None:
    rng = np.random.default_rng(seed)
    maps = unit(rng.normal(size=(images * side * side, channels)).astype(np.float32)).reshape(images, side * side, -1)
    weights = rng.choice(np.array([0, 255], np.uint8), (images, side * side))
    coarse = np.stack([to_int8(coarsened(*one)) for one in zip(maps, weights / np.float32(255), strict=True)])
    mean = maps.mean(axis=(0, 1))
    photo = seen(rng.normal(size=(3, 4, channels)).astype(np.float32), rng.random((3, 4)).astype(np.float32))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(patches, "_BLOCK", 4)
        found = CoarsePatches.of(coarse, weights, mean).scores(photo, mean)

    def centred(cells: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
        return unit(unit(cells) - np.float32(MEAN_SHARE) * projected(mean[None]))

    here = centred(projected(unit(photo.cells.reshape(12, -1).astype(np.float32))))
    grid = min(side, SIDE)
    for score, cells, belongs in zip(found, coarse, weights, strict=True):
        share = (areas(side, grid) @ belongs.astype(np.float32)) / 255
        expected = patch_score(here, photo.weights.ravel(), centred(cells.astype(np.float32)), share)
        assert score == pytest.approx(expected, abs=1e-4)


@given(st.integers(1, 30), st.integers(1, 3), SEEDS)
def test_rankings_take_turns(products: int, count: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    rankings = [rng.permutation(products) for _ in range(count)]
    found = in_turns(rankings).tolist()
    assert sorted(found) == list(range(products))
    expected: list[int] = []
    for place in zip(*rankings, strict=True):
        expected += [int(product) for product in dict.fromkeys(place) if product not in expected]
    assert found == expected


def catalogue(count: int, rng: np.random.Generator) -> tuple[ArrayRows, npt.NDArray[np.float32]]:
    """Products with looks and maps by chance, and those maps."""
    maps = rng.normal(size=(count, 7, 7, CHANNELS)).astype(np.float32)
    rows = np.zeros(count, row_type(LookSize(3, CHANNELS, 7)))
    empty = Keypoints(np.zeros((0, 2), np.uint16), np.zeros((0, DESCRIPTOR), np.uint8), (8, 8))
    for row, cells in zip(rows, maps, strict=True):
        fill(
            row,
            looks=rng.normal(size=(VIEWS, 3)).astype(np.float32),
            cells=cells,
            weights=np.ones((7, 7), np.float32),
            points=empty,
            colours=np.full(COLOURS, COLOURS**-0.5, np.float32),
            region=WHOLE,
        )
    return ArrayRows(rows), maps


@pytest.mark.parametrize("images", [1, 3])
def test_a_product_that_only_parts_tell_is_looked_at_closely(images: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """As a carton on a shelf: the photo as a whole looks like other products."""
    monkeypatch.setattr(matcher, "SHORTLIST", 6)
    rows, maps = catalogue(60 * images, np.random.default_rng(5))
    found = Matcher(rows, [row // images for row in range(60 * images)])
    missed_by_look = 0
    for number in range(60):
        photo = seen(maps[(number + 1) * images - 1], np.ones((7, 7), np.float32))
        first = found.shortlist(photo, PhotoDomain.of(photo))
        assert number in first.evidence.shortlist
        assert set(order(first.evidence.look)[:3]) <= set(first.evidence.shortlist)
        assert len(first.evidence.shortlist) == 6
        assert first.logits.argmax() == number
        missed_by_look += number not in order(first.evidence.look)[:6]
    assert missed_by_look > 40
