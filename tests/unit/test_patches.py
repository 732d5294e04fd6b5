"""Dense matching of parts against a plain loop, and where a photo looks like some product's part."""

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stockmatch.core.embedder import LookSize
from stockmatch.core.evidence import WHOLE
from stockmatch.core.scoring import unit
from stockmatch.core.vectors import Floats
from stockmatch.matching.domain import PhotoDomain
from stockmatch.matching.features import ArrayRows, PhotoFeatures, row_type, to_int8
from stockmatch.matching.parts import Parts
from stockmatch.matching.patches import best_pairs, image_cells, patch_score, photo_cells

CASES = st.tuples(st.integers(1, 12), st.integers(1, 9), st.integers(2, 6), st.integers(0, 2**31))
CLEAR = (0.02, 0.7, 1.0)
"""Weights that leave no doubt whether a cell belongs to the product."""


def cells(count: int, channels: int, rng: np.random.Generator) -> tuple[Floats, Floats]:
    """Unit cells and their weights, at least one of them of the product."""
    weights = rng.choice(np.array(CLEAR, np.float32), count)
    weights[rng.integers(count)] = 1
    return unit(rng.normal(size=(count, channels)).astype(np.float32)), weights


def naive(photo: Floats, photo_weights: Floats, image: Floats, image_weights: Floats) -> float:
    """Every image cell's best photo cell, and as a sixth more of them each photo cell's best cell of the product."""
    there = here = 0.0
    for cell, weight in zip(photo, photo_weights, strict=True):
        there += weight * max(float(cell @ other) for other, of in zip(image, image_weights, strict=True) if of > 0.5)
    for cell, weight in zip(image, image_weights, strict=True):
        here += weight * max(float(cell @ other) for other in photo)
    more = len(image) / 6
    return float((here + more * there / photo_weights.sum()) / (image_weights.sum() + more))


@given(CASES)
def test_the_score_equals_the_naive_one(case: tuple[int, int, int, int]) -> None:
    n, m, channels, seed = case
    rng = np.random.default_rng(seed)
    photo, image = cells(n, channels, rng), cells(m, channels, rng)
    assert patch_score(*photo, *image) == pytest.approx(naive(*photo, *image), abs=1e-5)


@given(CASES, st.integers(0, 8))
def test_cells_that_count_nothing_are_found_and_find_nothing(case: tuple[int, int, int, int], more: int) -> None:
    n, m, channels, seed = case
    rng = np.random.default_rng(seed)
    (photo, of_photo), image = cells(n, channels, rng), cells(m, channels, rng)
    coarser = cells(more, channels, rng)[0] if more else photo[:0]
    every, counting = np.concatenate([photo, coarser]), np.concatenate([of_photo, np.zeros(more, np.float32)])
    score = patch_score(every, counting, *image)
    assert score == pytest.approx(naive(every, counting, *image), abs=1e-5)
    assert score >= patch_score(photo, of_photo, *image) - 1e-5


def test_a_part_that_is_whole_in_a_coarser_cell_alone_is_found() -> None:
    rng = np.random.default_rng(6)
    maps = rng.integers(-127, 128, (12, 9, 32), dtype=np.int8)
    parts = Parts.of(rows_of(maps, np.full((12, 9), 255, np.uint8)))
    too_near = rng.integers(-127, 128, (4, 4, 32), dtype=np.int8)
    found = []
    for photo in (seen(too_near), seen(too_near, maps[7])):
        here = photo_cells(photo, parts, parts.mean)
        rows = rows_of(maps, np.full((12, 9), 255, np.uint8))
        found.append([patch_score(*here, *image_cells(rows[image], parts)) for image in range(12)])
    assert max(found[0]) < 0.5
    assert np.argmax(found[1]) == 7
    assert found[1][7] > 0.8


@given(CASES)
def test_where_cells_are_does_not_matter(case: tuple[int, int, int, int]) -> None:
    n, m, channels, seed = case
    rng = np.random.default_rng(seed)
    (photo, of_photo), (image, of_image) = cells(n, channels, rng), cells(m, channels, rng)
    one, other = rng.permutation(n), rng.permutation(m)
    mixed = patch_score(photo[one], of_photo[one], image[other], of_image[other])
    assert mixed == pytest.approx(patch_score(photo, of_photo, image, of_image), abs=1e-5)


@given(CASES)
def test_nothing_scores_higher_than_the_same_picture(case: tuple[int, int, int, int]) -> None:
    n, m, channels, seed = case
    rng = np.random.default_rng(seed)
    photo, image = cells(n, channels, rng), cells(m, channels, rng)
    product = photo[0][photo[1] > 0.5], photo[1][photo[1] > 0.5]
    best = patch_score(*product, *product)
    assert best == pytest.approx(1, abs=1e-5)
    assert patch_score(*photo, *image) <= best + 1e-5


def test_the_background_of_an_image_can_be_nobodys_best() -> None:
    photo, ones = np.eye(2, dtype=np.float32)[:1], np.ones(1, np.float32)
    image = np.eye(2, dtype=np.float32)
    product_elsewhere, weights = image, np.array([0.0, 1.0], np.float32)
    assert patch_score(photo, ones, product_elsewhere, weights) == pytest.approx(0)
    assert patch_score(photo, ones, image, weights[::-1].copy()) == pytest.approx(1)


def test_an_image_without_a_product_cell_is_taken_whole_and_no_nan() -> None:
    photo, ones = np.eye(2, dtype=np.float32), np.ones(2, np.float32)
    assert patch_score(photo, ones, photo, np.zeros(2, np.float32)) == pytest.approx(1)
    assert patch_score(photo, np.zeros(2, np.float32), photo, ones) == pytest.approx(1)
    assert patch_score(np.zeros((2, 2), np.float32), ones, photo, ones) == 0


@given(CASES)
def test_pairs_are_each_others_best_and_the_strongest_come_first(case: tuple[int, int, int, int]) -> None:
    n, m, channels, seed = case
    rng = np.random.default_rng(seed)
    (photo, of_photo), (image, of_image) = cells(n, channels, rng), cells(m, channels, rng)
    found = best_pairs(photo, of_photo, image, of_image)
    similar = photo @ image.T
    similar[:, of_image < 0.5] -= 3
    for row, column, strength in found:
        assert similar[row, column] == similar[row].max()
        assert similar[row, column] == similar[:, column].max()
        assert of_image[column] > 0.5
        assert 0 < strength <= 1
        assert strength == pytest.approx(min(1, similar[row, column] * of_photo[row]), abs=1e-6)
    strengths = [strength for _, _, strength in found]
    assert strengths == sorted(strengths, reverse=True)
    assert len({row for row, _, _ in found}) == len({column for _, column, _ in found}) == len(found)


def test_the_same_cells_are_paired_and_not_too_many_are_drawn() -> None:
    same = unit(np.random.default_rng(0).normal(size=(80, 16)).astype(np.float32))
    ones = np.ones(80, np.float32)
    found = best_pairs(same, ones, same, ones)
    assert 10 <= len(found) <= 30
    assert all(row == column for row, column, _ in found)


def rows_of(maps: npt.NDArray[np.int8], weights: npt.NDArray[np.uint8]) -> ArrayRows:
    """Images with these cells, shape (images, grid * grid, channels)."""
    grid = round(maps.shape[1] ** 0.5)
    rows = np.zeros(len(maps), row_type(LookSize(maps.shape[2], maps.shape[2], grid)))
    rows["cells"], rows["weights"] = maps, weights
    return ArrayRows(rows)


def seen(cells: npt.NDArray[np.int8], coarser: npt.NDArray[np.int8] | None = None) -> PhotoFeatures:
    """A photo of which nothing but its cells matters, shape (height, width, channels), and (n, channels)."""
    coarser = np.zeros((0, cells.shape[-1]), np.int8) if coarser is None else coarser
    nothing = np.zeros(1, np.float32)
    weights = np.ones(cells.shape[:2], np.float32)
    return PhotoFeatures(nothing[None], cells, coarser, weights, None, None, None, nothing, WHOLE, WHOLE, False, (1, 1))


@settings(max_examples=25)
@given(st.integers(1, 6), st.integers(1, 3), st.integers(2, 6), st.integers(0, 2**31))
def test_likeness_is_a_similarity_and_centred_cells_are_unit(images: int, grid: int, channels: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    maps = rng.integers(-127, 128, (images, grid * grid, channels), dtype=np.int8)
    parts = Parts.of(rows_of(maps, rng.integers(0, 256, (images, grid * grid), dtype=np.uint8)))
    assert parts.products.shape[0] >= 1
    photo = unit(rng.normal(size=(12, channels)).astype(np.float32)).reshape(4, 3, channels)
    likeness = parts.likeness(photo)
    assert likeness.shape == (4, 3)
    assert likeness.dtype == np.float32
    assert (np.abs(likeness) <= 1 + 1e-5).all()
    lengths = np.linalg.norm(parts.centred(photo.reshape(-1, channels), parts.mean), axis=1)
    assert ((np.abs(lengths - 1) < 1e-5) | (lengths == 0)).all()


def test_a_products_part_looks_more_like_one_than_anything_else() -> None:
    rng = np.random.default_rng(3)
    maps = rng.integers(-127, 128, (30, 4, 32), dtype=np.int8)
    product = rng.integers(-127, 128, 32).astype(np.int8)
    maps[:, 0] = np.clip(product + rng.integers(-9, 10, (30, 32)), -127, 127)  # the product's; the rest is background
    weights = np.tile(np.array([255, 0, 0, 0], np.uint8), (30, 1))
    parts = Parts.of(rows_of(maps, weights))
    photo = unit(np.stack([product.astype(np.float32), *maps[:3, 2].astype(np.float32)])).reshape(2, 2, 32)
    likeness = parts.likeness(photo)
    assert likeness[0, 0] > 0.8
    assert (likeness.ravel()[1:] < 0.5).all()


def test_where_the_product_is_tells_the_last_layer_alone() -> None:
    """Detail of a studio differs from a shop's on the product too."""
    rng = np.random.default_rng(4)
    halves = unit(rng.normal(size=(2, 240, 16)).astype(np.float32).reshape(-1, 16)).reshape(2, 240, 16)
    maps = to_int8(np.concatenate(list(halves), axis=1)).reshape(60, 4, 32)
    rows = rows_of(maps, np.full((60, 4), 255, np.uint8))
    parts, all_of_them = Parts.of(rows, 16), Parts.of(rows)
    assert parts.products.shape[1] == 16
    photo = unit(np.concatenate([halves[0, ::-1], halves[1]], axis=1))[:12].reshape(4, 3, 32)
    assert (parts.likeness(photo) > all_of_them.likeness(photo) + 0.05).all()
    other = unit(np.concatenate([halves[0, 100:112], halves[1, :12]], axis=1)).reshape(4, 3, 32)
    np.testing.assert_allclose(parts.likeness(other), parts.likeness(photo), atol=1e-5)


def test_a_large_catalogue_is_sampled_from_end_to_end() -> None:
    """Of many images a sample will do, but not the first ones only: suppliers sort their pictures."""
    maps = np.zeros((1_500, 1, 2), np.int8)
    maps[:750, :, 0], maps[750:, :, 1] = 127, 127
    parts = Parts.of(rows_of(maps, np.full((1_500, 1), 255, np.uint8)))
    np.testing.assert_allclose(parts.mean, [0.5, 0.5], atol=0.01)
    assert len(parts.products) < 1_500


def test_what_the_cells_of_all_photos_share_does_not_decide() -> None:
    """The shop's light shifts every cell towards what one product looks like; with the photos known it is found out."""
    rng = np.random.default_rng(5)
    maps = rng.normal(size=(16, 9, 32))
    rows = rows_of(to_int8(maps.reshape(-1, 32).astype(np.float32)).reshape(16, 9, 32), np.full((16, 9), 255, np.uint8))
    parts = Parts.of(rows)
    light = 16 * unit(maps[7].mean(axis=0)[None])[0]
    photos, domain = [], PhotoDomain((1, 1))
    for number in range(16):
        noisy = (maps[number] + rng.normal(scale=0.4, size=(9, 32)) + light).astype(np.float32)
        photos.append(seen(to_int8(noisy).reshape(3, 3, 32)))
        domain.add(str(number), photos[-1].vectors, photos[-1].cells)

    def mistakes(mean: Floats) -> int:
        wrong = 0
        for number, photo in enumerate(photos):
            cells = photo_cells(photo, parts, mean)
            scores = [patch_score(*cells, *image_cells(rows[place], parts)) for place in range(16)]
            wrong += int(np.argmax(scores)) != number
        return wrong

    assert mistakes(parts.mean) >= 8
    assert mistakes(domain.cell_mean(parts.mean)) == 0
