"""Points that vote for products: against a plain loop, and a print that looks like nothing and is found anyway."""

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stockmatch.core.embedder import LookSize, Pixels
from stockmatch.core.evidence import ColourMode
from stockmatch.core.model import ModelId
from stockmatch.core.scoring import order, unit
from stockmatch.imaging.keypoints import DESCRIPTOR, Keypoints
from stockmatch.matching import matcher, votes
from stockmatch.matching.domain import PhotoDomain
from stockmatch.matching.features import ArrayRows, row_type
from stockmatch.matching.geometry import Described
from stockmatch.matching.matcher import Matcher
from stockmatch.matching.prepare import describe_images, describe_photo, prepare_image
from stockmatch.matching.votes import PointVotes
from stockmatch.models.classic import ClassicEmbedder
from tests.products import product, texture, turned

PRODUCTS = 12


def rows_of(counts: list[int], rng: np.random.Generator) -> npt.NDArray[np.void]:
    """Images with so many points; what stands behind them is no point."""
    rows = np.zeros(len(counts), row_type(LookSize(1, 0, 0)))
    rows["descriptors"] = rng.integers(0, 256, rows["descriptors"].shape)
    rows["count"] = counts
    return rows


def described(descriptors: npt.NDArray[np.uint8]) -> Described:
    return Described.of(Keypoints(np.zeros((len(descriptors), 2), np.uint16), descriptors, (9, 9)))


def naive(rows: npt.NDArray[np.void], owner: list[int], photo: Described, nearest: int) -> list[float]:
    """Each point of the photo for itself, each product's nearest point, one bit after another."""
    random = np.random.default_rng(0).standard_normal((DESCRIPTOR, 64)).astype(np.float32)
    directions = np.linalg.qr(random)[0]
    points = [(unit(row["descriptors"][: row["count"]].astype(np.float32)) @ directions)[:75] for row in rows]
    mean = np.concatenate(points).mean(axis=0)
    found = np.zeros(owner[-1] + 1)
    for point in photo.unit @ directions:
        apart = [((there > mean) != (point > mean)).sum(axis=1) for there in points]
        of_product = [
            min((int(bits) for image, its in enumerate(owner) if its == one for bits in apart[image]), default=None)
            for one in range(len(found))
        ]
        known = sorted(bits for bits in of_product if bits is not None)
        for one, bits in enumerate(of_product):
            if bits is not None and len(known) > nearest:
                found[one] += max(0, known[nearest] - bits)
    return found.tolist()


@settings(max_examples=25)
@given(
    st.lists(st.tuples(st.integers(0, 9), st.booleans()), min_size=1, max_size=8), st.integers(0, 5), st.integers(0, 99)
)
def test_votes_equal_the_naive_ones(images: list[tuple[int, bool]], points: int, seed: int) -> None:
    counts = [max(1, images[0][0]), *(count for count, _ in images[1:])]
    owner = np.cumsum([0, *(new for _, new in images[1:])]).tolist()
    rng = np.random.default_rng(seed)
    rows = rows_of(counts, rng)
    photo = described(rng.integers(0, 256, (points, DESCRIPTOR)).astype(np.uint8))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(votes, "_NEAREST", 2)
        patch.setattr(votes, "_BLOCK", 3)
        found = PointVotes.of(ArrayRows(rows), np.array(owner)).votes(photo)
    assert found.tolist() == naive(rows, owner, photo, 2)


def test_what_many_products_have_votes_for_none() -> None:
    """A supplier's frame, or its logo; but not for one product with many pictures of one print."""
    rng = np.random.default_rng(1)
    rows = rows_of([2] * 60, rng)
    rows["descriptors"][:, 0] = rng.integers(0, 256, DESCRIPTOR)
    rows["descriptors"][:40, 1] = rng.integers(0, 256, DESCRIPTOR)
    known = PointVotes.of(ArrayRows(rows), np.array([0] * 40 + list(range(1, 21))))
    assert not known.votes(described(rows["descriptors"][7, :1])).any()
    assert known.votes(described(rows["descriptors"][7, 1:2])).argmax() == 0
    assert known.votes(described(rows["descriptors"][50, 1:2])).argmax() == 11


def test_sizes_of_a_style_do_not_take_each_others_votes() -> None:
    """Each of ten and more products with one picture is as near to a point as the next one."""
    rows = np.repeat(rows_of([3] * 20, np.random.default_rng(2)), 12)
    first = np.arange(240) % 12 == 0
    of_all, of_first = (PointVotes.of(ArrayRows(rows), np.arange(240), counted) for counted in (None, first))
    photo = described(rows["descriptors"][36, :3])
    assert not of_all.votes(photo).any()
    found = of_first.votes(photo)
    assert found.argmax() == 36
    assert not found[~first].any()
    alone = PointVotes.of(ArrayRows(rows[first]), np.arange(20))
    assert found[first].tolist() == alone.votes(photo).tolist()


def test_a_catalogue_without_points_votes_for_nothing() -> None:
    known = PointVotes.of(ArrayRows(rows_of([0, 0, 0], np.random.default_rng(0))), np.arange(3))
    assert known.votes(described(np.ones((5, DESCRIPTOR), np.uint8))).tolist() == [0, 0, 0]


def test_a_very_large_catalogue_compares_fewer_points_an_image(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(votes, "_MOST", 40 * 10)
    rows = ArrayRows(rows_of([300] * 40, np.random.default_rng(0)))
    assert len(PointVotes.of(rows, np.arange(40)).signatures) == 40 * 10
    monkeypatch.setattr(votes, "_MOST", 1)
    assert len(PointVotes.of(rows, np.arange(40)).signatures) == 40 * 8


def on_a_shelf(picture: Pixels) -> Pixels:
    """A print upside down in the corner of a photo of another thing."""
    shelf = texture(77, 700, 900)
    print_, _ = turned(picture, 180, 0.8, 120)
    shelf[40 : 40 + print_.shape[0], 60 : 60 + print_.shape[1]] = print_
    return shelf


def test_a_print_that_looks_like_no_product_is_looked_at_closely(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(matcher, "SHORTLIST", 3)
    monkeypatch.setattr(matcher, "_BY_POINTS", 2)
    monkeypatch.setattr(votes, "_NEAREST", 3)
    embedder = ClassicEmbedder(ModelId("classic"))
    shown = [*range(PRODUCTS), 5]
    rows = describe_images([prepare_image(product(number), embedder) for number in shown], embedder)
    known = Matcher(ArrayRows(rows), range(len(shown)), same=shown)
    missed_by_look = 0
    for number in range(PRODUCTS):
        photo = describe_photo(on_a_shelf(product(number)), embedder, known.parts, None).with_points()
        first = known.shortlist(photo, PhotoDomain.of(photo))
        found = known.rank(photo, first, ColourMode.ANY)
        assert number in found.evidence.shortlist
        assert shown[int(found.logits.argmax())] == number
        assert len(set(found.evidence.shortlist.tolist())) == len(found.evidence.shortlist)
        assert len(found.evidence.shortlist) <= 6
        assert (5 in found.evidence.shortlist) == (PRODUCTS in found.evidence.shortlist)
        missed_by_look += number not in order(first.evidence.look)[:3]
    assert missed_by_look >= 3
