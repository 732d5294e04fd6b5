"""The search by look against a plain loop, and the photos' domain."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stockmatch.core.embedder import LookSize
from stockmatch.core.model import Similarity
from stockmatch.core.scoring import unit
from stockmatch.core.vectors import Vectors
from stockmatch.matching import index as look_index
from stockmatch.matching.domain import PhotoDomain
from stockmatch.matching.features import ArrayRows, row_type
from stockmatch.matching.index import LookIndex
from stockmatch.matching.parts import MEAN_SHARE

COUNTS = st.one_of(st.integers(1, 2), st.integers(12, 20))
"""Of images: so few that a mean says nothing, or enough for one."""
SEEDS = st.integers(0, 2**31)


def looks(count: int, seed: int, views: int = 2, dimension: int = 7) -> Vectors:
    """Vectors with a common part, as a backbone's are."""
    rng = np.random.default_rng(seed)
    return (rng.normal(size=(count, views, dimension)) + 1.5).astype(np.float32)


def owners(images: int, seed: int) -> list[int]:
    steps = np.random.default_rng(seed).integers(0, 2, images)
    steps[0] = 0
    return [int(owner) for owner in np.cumsum(steps)]


def domain_of(photos: Vectors) -> PhotoDomain:
    domain = PhotoDomain(photos.shape[1:])
    for number, photo in enumerate(photos):
        domain.add(str(number), photo)
    return domain


def length_one(vector: Vectors) -> Vectors:
    return np.asarray(vector / np.linalg.norm(vector), np.float32)


def naive(photos: Vectors, images: Vectors, domain: PhotoDomain, *, centred: bool) -> list[list[float]]:
    """Mean cosine over all pairs of views, each less a share of its domain's mean direction."""
    mean = np.mean([length_one(view) for image in images for view in image], axis=0)
    of_photos = domain.mean(np.stack([mean] * photos.shape[1]).astype(np.float32))
    share = MEAN_SHARE if centred else 0.0

    def cosine(photo: Vectors, mean_of_photo: Vectors, image: Vectors) -> float:
        one = length_one(photo) - share * mean_of_photo
        other = length_one(image) - share * mean
        return float(one @ other / np.linalg.norm(one) / np.linalg.norm(other))

    return [
        [
            float(np.mean([cosine(v, m, w) for v, m in zip(photo, of_photos, strict=True) for w in image]))
            for image in images
        ]
        for photo in photos
    ]


@given(COUNTS, st.integers(1, 4), SEEDS)
def test_scores_equal_the_mean_over_all_pairs_of_views(images: int, photos: int, seed: int) -> None:
    shown, asked = looks(images, seed), looks(photos, seed + 1)
    domain = domain_of(asked)
    index = LookIndex(shown, range(images))
    expected = naive(asked, shown, domain, centred=images > 2)
    np.testing.assert_allclose(index.image_scores(asked, domain), expected, atol=2e-5)
    scores, best = index.scores(asked, domain)
    np.testing.assert_allclose(scores, expected, atol=2e-5)
    assert (best == np.arange(images)).all()


@pytest.mark.parametrize("similarity", [Similarity.EUCLIDEAN, Similarity.MANHATTAN])
@given(images=COUNTS, seed=SEEDS)
def test_distances_are_between_the_mean_views_as_they_are(images: int, seed: int, similarity: Similarity) -> None:
    shown, asked = looks(images, seed), looks(2, seed + 1)
    found = LookIndex(shown, range(images), similarity).image_scores(asked, domain_of(asked))
    norm = 2 if similarity is Similarity.EUCLIDEAN else 1
    expected = [[-np.linalg.norm(p.mean(axis=0) - i.mean(axis=0), ord=norm) for i in shown] for p in asked]
    np.testing.assert_allclose(found, expected, rtol=1e-4, atol=1e-4)


@given(st.integers(1, 20), SEEDS, st.sampled_from(Similarity))
def test_a_product_scores_as_its_best_image(images: int, seed: int, similarity: Similarity) -> None:
    shown, asked, owner = looks(images, seed), looks(3, seed + 1), owners(images, seed)
    index, domain = LookIndex(shown, owner, similarity), domain_of(asked)
    by_image = index.image_scores(asked, domain)
    scores, best = index.scores(asked, domain)
    assert scores.shape == best.shape == (3, owner[-1] + 1)
    for photo in range(3):
        for product in range(owner[-1] + 1):
            own = [by_image[photo, row] for row in range(images) if owner[row] == product]
            assert scores[photo, product] == max(own)
            assert owner[best[photo, product]] == product
            assert by_image[photo, best[photo, product]] == max(own)


@given(st.integers(1, 20), st.integers(1, 6), SEEDS, st.sampled_from(Similarity))
def test_how_it_is_read_in_blocks_does_not_matter(images: int, block: int, seed: int, similarity: Similarity) -> None:
    shown, asked = looks(images, seed), looks(2, seed + 1)
    domain = domain_of(asked)
    whole = LookIndex(shown, range(images), similarity).image_scores(asked, domain)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(look_index, "_BLOCK", block)
        np.testing.assert_allclose(
            LookIndex(shown, range(images), similarity).image_scores(asked, domain), whole, rtol=1e-5, atol=1e-5
        )


@pytest.mark.parametrize("products", [1, 2])
def test_the_smallest_catalogues(products: int) -> None:
    shown = looks(products, 1)
    index = LookIndex(shown, range(products))
    domain = domain_of(shown[:1])
    scores, best = index.scores(shown[:1], domain)
    assert np.isfinite(scores).all()
    assert best.shape == (1, products)
    assert scores.argmax() == 0
    assert scores[0, 0] > 0


def test_half_precision_and_blank_pictures_are_no_nan() -> None:
    rows = np.zeros(16, row_type(LookSize(7, 0, 0)))
    rows["looks"][:14] = looks(14, 1) * 9_000
    shown, asked = ArrayRows(rows).column("looks"), np.zeros((1, 2, 7), np.float32)
    assert shown.dtype == np.float16
    assert np.isfinite(LookIndex(shown, range(16)).image_scores(asked, domain_of(asked))).all()
    same = LookIndex(shown, range(16)).image_scores(looks(1, 1), domain_of(looks(1, 1)))
    assert same[0].argmax() == 0


def test_what_does_not_fit_is_a_bug() -> None:
    with pytest.raises(ValueError, match="owners"):
        LookIndex(looks(3, 0), [0, 1])
    with pytest.raises(ValueError, match="owners"):
        LookIndex(looks(0, 0), [])


def test_centring_takes_off_what_all_pictures_share() -> None:
    """With a large common part every cosine is near 1: what is left must tell products further apart."""
    rng = np.random.default_rng(0)
    common = 10 * rng.normal(size=7)
    shown = np.repeat((common + rng.normal(size=(16, 1, 7))).astype(np.float32), 2, axis=1)
    asked = (shown[3] + 0.1).astype(np.float32)[None]
    scores, _ = LookIndex(shown, range(16)).scores(asked, domain_of(asked))
    assert scores[0].argmax() == 3
    plain = unit(shown[:, 0]) @ unit(asked[0])[0]
    assert scores.std() > 2 * plain.std()


# The photos' domain --------------------------------------------------------------------------------------------------


def test_before_any_photo_the_catalogues_mean_serves() -> None:
    mean = looks(1, 5)[0]
    np.testing.assert_allclose(PhotoDomain((2, 7)).mean(mean), mean, rtol=1e-6)


@given(st.lists(st.integers(0, 9), min_size=1, max_size=40))
def test_each_photo_counts_once(order: list[int]) -> None:
    photos, mean = looks(10, 1), looks(1, 2)[0]
    domain, once = PhotoDomain((2, 7)), PhotoDomain((2, 7))
    for number in order:
        domain.add(str(number), photos[number])
    for number in sorted(set(order)):
        once.add(str(number), photos[number])
    assert len(domain) == len(once) == len(set(order))
    np.testing.assert_allclose(domain.mean(mean), once.mean(mean), atol=1e-6)


@given(st.integers(1, 60), SEEDS)
def test_the_more_photos_the_nearer_their_own_mean(count: int, seed: int) -> None:
    photos, catalogue = looks(count, seed), unit(looks(1, seed + 1)[0])
    own = np.mean([unit(photo) for photo in photos], axis=0)
    found = domain_of(photos).mean(catalogue)
    way = np.linalg.norm(found - catalogue) / np.linalg.norm(own - catalogue)
    assert 0 < way < 1
    np.testing.assert_allclose(found, catalogue + way * (own - catalogue), atol=1e-5)
    thrice = PhotoDomain((2, 7))
    for number, photo in enumerate([*photos, *photos, *photos]):
        thrice.add(str(number), photo)
    assert np.linalg.norm(thrice.mean(catalogue) - catalogue) > np.linalg.norm(found - catalogue)


@given(st.lists(st.integers(0, 5), max_size=12), SEEDS)
def test_the_mean_of_cells_is_that_of_each_photos_unit_cells_shrunk(order: list[int], seed: int) -> None:
    rng = np.random.default_rng(seed)
    maps = [rng.integers(-127, 128, (3, 1 + number % 3, 5), dtype=np.int8) for number in range(6)]
    catalogue = rng.normal(size=5).astype(np.float32)
    domain = PhotoDomain((2, 7))
    for number in order:
        domain.add(str(number), looks(1, number)[0], maps[number])
    known = sorted(set(order))
    own = [np.mean([unit(cell[None].astype(np.float32))[0] for cell in maps[n].reshape(-1, 5)], axis=0) for n in known]
    naive = (np.sum(own, axis=0) + 10 * catalogue) / (len(known) + 10)
    np.testing.assert_allclose(domain.cell_mean(catalogue), naive, rtol=1e-4, atol=1e-5)


def test_how_bright_a_photo_is_does_not_weigh() -> None:
    photo, mean = looks(1, 1), looks(1, 2)[0]
    np.testing.assert_allclose(domain_of(photo).mean(mean), domain_of(100 * photo).mean(mean), rtol=1e-5)


def test_many_threads_count_each_photo_once() -> None:
    photos, domain = looks(50, 1), PhotoDomain((2, 7))

    def add(number: int) -> None:
        domain.add(str(number % 50), photos[number % 50])

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(add, range(400)))
    assert len(domain) == 50
    mean = looks(1, 2)[0]
    np.testing.assert_allclose(domain.mean(mean), domain_of(photos).mean(mean), atol=1e-6)
