"""Scores and ranks against naive versions."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stockmatch.core.catalogue import CatalogueImage, Product
from stockmatch.core.model import Similarity
from stockmatch.core.scoring import best_per_product, candidates, order, rank_of, similarity_scores, unit
from stockmatch.core.vectors import Vectors

SIZES = st.tuples(st.integers(1, 6), st.integers(1, 9), st.integers(1, 12), st.integers(0, 2**32 - 1))


def draw(rows: int, dimension: int, rng: np.random.Generator) -> Vectors:
    return rng.normal(size=(rows, dimension)).astype(np.float32)


def naive(photo: Vectors, image: Vectors, similarity: Similarity) -> float:
    if similarity is Similarity.COSINE:
        return float(photo @ image / (np.linalg.norm(photo) * np.linalg.norm(image)))
    return -float(np.linalg.norm(photo - image, ord=2 if similarity is Similarity.EUCLIDEAN else 1))


@given(SIZES, st.sampled_from(Similarity))
def test_scores_equal_the_naive_ones(sizes: tuple[int, int, int, int], similarity: Similarity) -> None:
    photos, images, dimension, seed = sizes
    rng = np.random.default_rng(seed)
    left, right = draw(photos, dimension, rng), draw(images, dimension, rng)
    expected = [[naive(p, i, similarity) for i in right] for p in left]
    np.testing.assert_allclose(similarity_scores(left, right, similarity), expected, rtol=1e-4, atol=2e-5)


@given(st.lists(st.integers(1, 4), min_size=1, max_size=6), st.integers(1, 5), st.integers(0, 2**32 - 1))
def test_a_product_scores_as_its_best_image(counts: list[int], photos: int, seed: int) -> None:
    owner = [product for product, count in enumerate(counts) for _ in range(count)]
    scores = np.random.default_rng(seed).normal(size=(photos, len(owner))).astype(np.float32)
    best, columns = best_per_product(scores, owner, len(counts))
    for photo in range(photos):
        for product in range(len(counts)):
            own = [scores[photo, row] for row, of in enumerate(owner) if of == product]
            assert best[photo, product] == max(own)
            assert owner[columns[photo, product]] == product
            assert scores[photo, columns[photo, product]] == best[photo, product]


@given(st.lists(st.sampled_from([0.1, 0.2, 0.3]), min_size=1, max_size=12), st.data())
def test_rank_agrees_with_the_order_and_ties_keep_catalogue_order(values: list[float], data: st.DataObject) -> None:
    scores = np.array(values, dtype=np.float32)
    ranked = list(order(scores))
    assert ranked == sorted(range(len(values)), key=lambda i: (-scores[i], i))
    accepted = data.draw(st.sets(st.integers(0, len(values) - 1), min_size=1))
    assert rank_of(scores, accepted) == 1 + min(ranked.index(i) for i in accepted)


def products(counts: list[int]) -> list[Product]:
    return [
        Product(f"k{p}", f"S{p}", f"n{p}", tuple(CatalogueImage(f"{p}_{i}.jpg") for i in range(count)))
        for p, count in enumerate(counts)
    ]


@given(st.lists(st.integers(1, 3), min_size=1, max_size=8), st.integers(1, 12), st.integers(0, 2**32 - 1))
def test_candidates_are_sorted_unique_and_carry_the_gap_to_the_next(counts: list[int], k: int, seed: int) -> None:
    owner = [product for product, count in enumerate(counts) for _ in range(count)]
    scores = np.random.default_rng(seed).normal(size=(1, len(owner))).astype(np.float32)
    best, columns = best_per_product(scores, owner, len(counts))
    ranked = order(best[0])
    found = candidates(best[0], ranked, columns[0], products(counts), k)
    everything = candidates(best[0], ranked, columns[0], products(counts), len(counts))
    assert len(found) == min(k, len(counts))
    assert len({c.product_key for c in found}) == len(found)
    assert [c.rank for c in found] == list(range(1, len(found) + 1))
    for here, following in pairwise(everything):
        assert here.score >= following.score
        assert here.margin == pytest.approx(here.score - following.score)
    assert everything[-1].margin is None
    assert found == everything[:k]
    for candidate in found:
        index = int(candidate.product_key[1:])
        assert candidate.score == best[0, index]
        assert candidate.images == counts[index]
        first = sum(counts[:index])
        assert candidate.image == f"{index}_{columns[0, index] - first}.jpg"


def test_candidates_keep_the_order_they_are_given_and_need_no_more_of_it_than_is_shown() -> None:
    scores = np.array([0.2, 0.5, 0.5, 0.1])
    found = candidates(scores, np.array([2, 1, 0]), np.arange(4), products([1] * 4), 2)
    assert [(c.rank, c.sku, c.margin) for c in found] == [(1, "S2", 0.0), (2, "S1", pytest.approx(0.3))]


def test_a_vector_of_zeros_scores_zero_and_is_no_nan() -> None:
    zeros, ones = np.zeros((1, 3), np.float32), np.ones((2, 3), np.float32)
    assert (unit(zeros) == 0).all()
    assert (similarity_scores(zeros, ones, Similarity.COSINE) == 0).all()
