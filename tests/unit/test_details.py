"""Look-alikes: laid over the photo, compared where they differ, told apart by what the photo shows there."""

import cv2
import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stockmatch.core.embedder import Embedder, Pixels
from stockmatch.core.evidence import ColourMode, Evidence, Region
from stockmatch.core.model import ModelId
from stockmatch.imaging.keypoints import detect
from stockmatch.matching import details
from stockmatch.matching.details import LookAlikes, told_apart
from stockmatch.matching.domain import PhotoDomain
from stockmatch.matching.features import ArrayRows
from stockmatch.matching.geometry import Described, laid_over
from stockmatch.matching.matcher import Matcher
from stockmatch.matching.prepare import describe_images, describe_photo, prepare_image
from stockmatch.models.classic import ClassicEmbedder
from tests.products import product, texture

SHAPE = 400, 320
FLAVOURS = {4: (200, 40, 40), 7: (60, 160, 40), 9: (40, 60, 200)}


def flavour(number: int) -> Pixels:
    """One design, and a label in a corner of it that is another on each."""
    picture = texture(1, *SHAPE)
    picture[250:340, 180:290] = FLAVOURS[number]
    cv2.putText(picture, f"N{number}", (190, 315), cv2.FONT_HERSHEY_DUPLEX, 2, (255, 255, 255), 4)
    return picture


def taken(picture: Pixels, seed: int = 0) -> tuple[Pixels, npt.NDArray[np.float64]]:
    """A photo of it in perspective, dark, with noise; and where it lies, from px to px."""
    rng = np.random.default_rng(seed)
    height, width = picture.shape[:2]
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    onto = corners + 50 + rng.uniform(-15, 15, (4, 2))
    matrix = cv2.getPerspectiveTransform(corners, onto.astype(np.float32))
    photo = cv2.warpPerspective(picture, matrix, (420, 500), borderValue=(90, 100, 120), flags=cv2.INTER_AREA)
    shown = photo * 0.7 + 20 + rng.normal(0, 5, photo.shape)
    return np.asarray(np.clip(shown, 0, 255), np.uint8), np.asarray(matrix, np.float64)


def described(picture: Pixels) -> Described:
    return Described.of(detect(np.asarray(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), np.uint8), 400, 400))


def judged(photo: Pixels, pictures: dict[int, Pixels]) -> LookAlikes:
    """With the pictures in an order by agreeing points, as the matcher gives them."""
    return told_apart(photo, described(photo), [((number,), described(one), one) for number, one in pictures.items()])


@pytest.mark.parametrize("seed", range(4))
def test_a_picture_is_laid_where_it_lies(seed: int) -> None:
    picture = texture(2, *SHAPE)
    photo, matrix = taken(picture, seed)
    found = laid_over(described(photo), described(picture), 8)
    assert found is not None
    places = np.array([[[0.1, 0.1], [0.9, 0.2], [0.8, 0.9], [0.2, 0.8], [0.5, 0.5]]])
    expected = cv2.perspectiveTransform(places * SHAPE[::-1], matrix)[0] / (420, 500)
    assert np.abs(cv2.perspectiveTransform(places, found)[0] - expected).max() < 0.015


def test_what_has_no_points_in_common_is_laid_nowhere() -> None:
    assert laid_over(described(taken(texture(2))[0]), described(texture(3)), 20) is None


@pytest.mark.parametrize("shown", FLAVOURS)
@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("leading", FLAVOURS)
def test_the_flavour_that_is_shown_is_ahead_whichever_leads(shown: int, seed: int, leading: int) -> None:
    photo, _ = taken(flavour(shown), seed)
    found = judged(photo, {number: flavour(number) for number in sorted(FLAVOURS, key=lambda one: one != leading)})
    assert found.products[0] == (leading,)
    right = found.products.index((shown,))
    assert (np.delete(found.ahead[right], right) > 1).all()


def test_the_places_that_tell_it_are_on_the_label() -> None:
    photo, matrix = taken(flavour(7))
    found = judged(photo, {number: flavour(number) for number in FLAVOURS})
    places = found.places_of(7)
    assert places
    assert [one.strength for one in places] == sorted((one.strength for one in places), reverse=True)
    for one in places:
        assert one.kind is Evidence.DETAILS
        x, y = one.image[0] * SHAPE[1], one.image[1] * SHAPE[0]
        assert 160 <= x <= 310
        assert 230 <= y <= 360
        expected = cv2.perspectiveTransform(np.array([[[x, y]]]), matrix)[0, 0] / (420, 500)
        assert np.abs(np.array(one.photo) - expected).max() < 0.02


def test_pictures_that_are_the_same_are_equals() -> None:
    """One file under two SKUs, and the same picture saved anew by another supplier."""
    picture = np.asarray(cv2.GaussianBlur(texture(1, *SHAPE), (0, 0), 1), np.uint8)
    _, data = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, 85])
    anew = np.asarray(cv2.imdecode(data, cv2.IMREAD_COLOR), np.uint8)
    found = judged(taken(picture)[0], {1: picture, 2: picture.copy(), 3: anew})
    assert found.products == ((1,), (2,), (3,))
    assert found.ahead[0, 1] == 0
    assert np.abs(found.ahead).max() < 0.3


def test_another_design_is_no_look_alike() -> None:
    photo, _ = taken(flavour(4))
    found = judged(photo, {4: flavour(4), 11: texture(3, *SHAPE), 7: flavour(7)})
    assert found.products == ((4,), (7,))


@pytest.mark.parametrize("value", [0, 255])
def test_a_photo_of_nothing_tells_nothing(value: int) -> None:
    photo = np.full((*SHAPE, 3), value, np.uint8)
    assert not judged(photo, {4: flavour(4), 7: flavour(7)}).products


@pytest.mark.parametrize("band", [slice(0, 30), slice(-30, None)])
@pytest.mark.parametrize("shown", FLAVOURS)
def test_what_differs_at_an_edge_of_the_picture_tells_as_well(shown: int, band: slice) -> None:
    """The photo is the picture, so that the canvas ends where both do."""
    pictures = {number: texture(1, *SHAPE) for number in FLAVOURS}
    for number, picture in pictures.items():
        picture[band] = FLAVOURS[number]
        cv2.putText(picture[band], f"N{number}N{number}", (20, 26), cv2.FONT_HERSHEY_DUPLEX, 1, (255, 255, 255), 2)
    noise = np.random.default_rng(0).normal(0, 5, (*SHAPE, 3))
    found = judged(np.asarray(np.clip(pictures[shown] * 0.8 + noise, 0, 255), np.uint8), pictures)
    right = found.products.index((shown,))
    assert (np.delete(found.ahead[right], right) > 1).all()


def test_where_what_differs_is_not_in_the_photo_nothing_is_told() -> None:
    photo, _ = taken(flavour(4))
    pictures = {number: flavour(number) for number in (4, 7)}
    found = judged(np.ascontiguousarray(photo[:270]), pictures)
    assert found.products == ((4,), (7,))
    assert not found.ahead.any()


@settings(max_examples=30)
@given(st.integers(0, 2**31), st.integers(21, 50), st.integers(21, 50))
def test_agreement_is_that_of_the_window_around_a_pixel(seed: int, height: int, width: int) -> None:
    rng = np.random.default_rng(seed)
    pictures = [rng.integers(0, 256, (height, width, 3), dtype=np.uint8) for _ in range(2)]
    one, other = map(details._Laid.of, pictures)
    y, x = int(rng.integers(10, height - 10)), int(rng.integers(10, width - 10))
    windows = [
        cv2.cvtColor(picture, cv2.COLOR_RGB2LAB)[y - 10 : y + 11, x - 10 : x + 11].reshape(-1, 3).astype(float)
        for picture in pictures
    ]
    expected = 0.0
    for channel, weight in enumerate((0.5, 0.25, 0.25)):
        (a, b), noise = (window[:, channel] for window in windows), (0.03 * 255) ** 2 / 2
        covariance = np.mean((a - a.mean()) * (b - b.mean()))
        expected += weight * (covariance + noise) / np.sqrt((a.var() + noise) * (b.var() + noise))
    assert one.agreement(other)[y, x] == pytest.approx(expected, abs=1e-3)


@given(
    st.lists(st.integers(0, 30), min_size=2, max_size=9, unique=True),
    st.sets(st.integers(0, 30)),
    st.integers(0, 2**31),
)
def test_taking_products_away_leaves_what_is_known_of_the_others(found: list[int], away: set[int], seed: int) -> None:
    pictures = [tuple(found[start : start + 2]) for start in range(0, len(found), 2)]
    half = np.triu(np.random.default_rng(seed).normal(size=(len(pictures), len(pictures))), 1)
    left = LookAlikes(tuple(pictures), half - half.T, ((),) * len(pictures)).without(sorted(away))
    names = [one for one in range(31) if one not in away]
    expected = {place: [one for one in shown if one not in away] for place, shown in enumerate(pictures)}
    kept = [place for place, shown in expected.items() if shown]
    assert [[names[one] for one in shown] for shown in left.products] == [expected[place] for place in kept]
    np.testing.assert_array_equal(left.ahead, (half - half.T)[np.ix_(kept, kept)])
    values = dict(zip(names, left.of(np.arange(len(names))), strict=True))
    for one, value in values.items():
        own = [place for place in kept if one in expected[place]]
        others = [(half - half.T)[place, other] for place in own for other in kept if other != place]
        assert value == pytest.approx(np.mean(others) if others else 0)


@pytest.fixture(scope="module")
def embedder() -> Embedder:
    return ClassicEmbedder(ModelId("classic-test"))


def test_details_decide_between_flavours_only(embedder: Embedder) -> None:
    """Whether their pictures can be read or not, nothing else changes."""
    pictures = [flavour(number) if number in FLAVOURS else product(number) for number in range(12)]
    rows = ArrayRows(describe_images([prepare_image(one, embedder) for one in pictures], embedder))
    blind = Matcher(rows, range(12))
    sighted = Matcher(rows, range(12), picture=lambda row: pictures[row])
    gone = Matcher(rows, range(12), picture=lambda row: None if row == 9 else pictures[row])
    for shown in FLAVOURS:
        photo = describe_photo(taken(flavour(shown))[0], embedder, blind.parts, None)
        first = blind.shortlist(photo, PhotoDomain.of(photo))
        without, ranking, partly = (one.rank(photo, first, ColourMode.ANY) for one in (blind, sighted, gone))
        assert set(ranking.evidence.alike.products) == {(4,), (7,), (9,)}
        assert set(partly.evidence.alike.products) == {(4,), (7,)}
        assert ranking.logits.argmax() == shown
        others = [number for number in range(12) if number not in FLAVOURS]
        np.testing.assert_allclose(ranking.logits[others], without.logits[others])
        gap = {one: ranking.logits[shown] - ranking.logits[one] for one in FLAVOURS if one != shown}
        assert all(gap[one] > without.logits[shown] - without.logits[one] for one in gap)
        share = {one.kind: one.share for one in ranking.shares(shown)}
        assert share[Evidence.DETAILS] > 0


def test_products_of_one_picture_stay_equals_and_count_as_one(embedder: Embedder) -> None:
    """Eight sizes share a picture: neither do they crowd others out, nor are they measured against each other."""
    pictures = [flavour(4)] * 8 + [flavour(7)] + [product(number) for number in range(4)]
    rows = ArrayRows(describe_images([prepare_image(one, embedder) for one in pictures], embedder))
    matcher = Matcher(rows, range(13), picture=lambda row: pictures[row])
    photo = describe_photo(taken(flavour(7))[0], embedder, matcher.parts, None)
    ranking = matcher.rank(photo, matcher.shortlist(photo, PhotoDomain.of(photo)), ColourMode.ANY)
    values = dict(zip(ranking.evidence.shortlist, ranking.evidence.alike.of(ranking.evidence.shortlist), strict=True))
    assert values[8] > 1
    assert {values[one] for one in range(8)} == {-values[8]}
    assert len({ranking.logits[one] for one in range(8)}) == 1


def test_details_are_of_the_image_that_is_shown_and_of_the_part_that_is_meant(embedder: Embedder) -> None:
    """Each product has a back view first; the photo shows two of them, and the person draws a box around one."""
    pictures = [view for number in FLAVOURS for view in (texture(100 + number, *SHAPE), flavour(number))]
    pictures += [product(number) for number in range(4)]
    owner = [0, 0, 1, 1, 2, 2, 3, 4, 5, 6]
    rows = ArrayRows(describe_images([prepare_image(one, embedder) for one in pictures], embedder))
    asked: list[int] = []

    def picture(row: int) -> Pixels:
        asked.append(row)
        return pictures[row]

    matcher = Matcher(rows, owner, picture=picture)
    both = np.concatenate([texture(9, *SHAPE), flavour(7)], axis=1)
    photo = describe_photo(both, embedder, matcher.parts, Region(0.5, 0.0, 1.0, 1.0))
    ranking = matcher.rank(photo, matcher.shortlist(photo, PhotoDomain.of(photo)), ColourMode.ANY)
    assert set(asked) >= {1, 3, 5}
    assert not set(asked) & {0, 2, 4}
    assert ranking.logits.argmax() == 1
    _, lines = matcher.correspondences(photo, ranking, 3)
    told = [one for one in lines if one.kind is Evidence.DETAILS]
    assert told
    for one in told:
        assert one.photo == pytest.approx((0.5 + one.image[0] / 2, one.image[1]), abs=0.02)
