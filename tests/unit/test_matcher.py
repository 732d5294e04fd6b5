"""The pipeline on made-up products through real embedders, and what it learns from its own pseudo-photos."""

from collections import Counter
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from stockmatch.core.embedder import Embedder, Pixels
from stockmatch.core.evidence import ColourMode, Evidence, Region
from stockmatch.core.model import Head, ModelId
from stockmatch.core.progress import Meter, Progress, Stage, ignore
from stockmatch.imaging.pseudo_photos import Family, make_pseudo_photo
from stockmatch.matching import fitting
from stockmatch.matching.domain import PhotoDomain
from stockmatch.matching.features import ArrayRows, PhotoFeatures
from stockmatch.matching.fitting import Calibration, calibrate, choose
from stockmatch.matching.fusion import Fusion
from stockmatch.matching.matcher import Matcher
from stockmatch.matching.prepare import describe_images, describe_photo, prepare_image
from stockmatch.matching.ranking import Ranking
from stockmatch.models.backbones import build
from stockmatch.models.classic import ClassicEmbedder
from stockmatch.models.device import DeviceChoice
from stockmatch.models.torch_embedder import TorchEmbedder
from tests.products import photo, product, quick, texture

PRODUCTS = 14
CLASSIC, NETWORK = "classic", "resnet18"


@pytest.fixture(scope="module", autouse=True)
def small() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        quick(patch)
        yield


class House:
    """A catalogue of made-up products under one embedder."""

    def __init__(self, embedder: Embedder) -> None:
        self.embedder = embedder
        prepared = [prepare_image(product(number), embedder) for number in range(PRODUCTS)]
        self.rows = ArrayRows(describe_images(prepared, embedder))
        self.matcher = Matcher(self.rows, range(PRODUCTS), earlier=embedder.look_size.earlier)

    def see(self, picture: Pixels, region: Region | None = None) -> PhotoFeatures:
        return describe_photo(picture, self.embedder, self.matcher.parts, region)

    def shortlist(self, seen: PhotoFeatures) -> Ranking:
        return self.matcher.shortlist(seen, PhotoDomain.of(seen))

    def rank(self, seen: PhotoFeatures, mode: ColourMode = ColourMode.ANY) -> Ranking:
        return self.matcher.rank(seen, self.shortlist(seen), mode)


@pytest.fixture(scope="module", params=[CLASSIC, NETWORK])
def house(request: pytest.FixtureRequest, small: None) -> House:
    if request.param == CLASSIC:
        return House(ClassicEmbedder(ModelId("classic-test")))
    torch.manual_seed(0)
    return House(TorchEmbedder(build(NETWORK, Head.POOLED), NETWORK, ModelId("test"), DeviceChoice("cpu", "CPU")))


@pytest.fixture(scope="module")
def classic(small: None) -> House:
    return House(ClassicEmbedder(ModelId("classic-test")))


@pytest.mark.parametrize("mode", ColourMode)
def test_a_photo_ranks_its_product_first(house: House, mode: ColourMode) -> None:
    for number in range(0, PRODUCTS, 3):
        found = house.rank(house.see(photo(number)), mode)
        assert found.logits.argmax() == number
        assert found.best_image[number] == number
        assert found.beliefs.sum() == pytest.approx(1, abs=1e-4)
        assert found.beliefs[number] > 0.3


def test_the_shortlist_holds_all_products_and_says_nothing_of_shares(house: House) -> None:
    first = house.shortlist(house.see(photo(3)))
    assert sorted(first.evidence.shortlist) == list(range(PRODUCTS))
    assert first.beliefs.sum() == pytest.approx(1, abs=1e-4)
    assert all(first.shares(number) == () for number in range(PRODUCTS))


def test_shares_sum_to_1_or_are_nothing(house: House) -> None:
    for mode in ColourMode:
        found = house.rank(house.see(photo(4)), mode)
        for number in range(PRODUCTS):
            shares = found.shares(number)
            assert [one.kind for one in shares] == list(Evidence)
            assert sum(one.share for one in shares) == pytest.approx(1) or all(one.share == 0 for one in shares)
            assert all(0 <= one.share <= 1 for one in shares)
            assert all((one.points > 0) <= (one.kind is Evidence.KEYPOINTS) for one in shares)
        best = {one.kind: one for one in found.shares(4)}
        assert best[Evidence.KEYPOINTS].points >= 15
        assert best[Evidence.KEYPOINTS].share > 0
        if mode is ColourMode.ANY:
            assert best[Evidence.COLOUR].share == 0
        if house.matcher.parts is None:
            assert best[Evidence.PATCHES].share == 0
    others = [found.shares(number)[2].points for number in range(PRODUCTS) if number != 4]
    assert max(others) < best[Evidence.KEYPOINTS].points


def beside(left: int, right: int) -> Pixels:
    """Two products in one photo."""
    return np.concatenate([product(left), product(right)], axis=1)


def test_the_persons_region_says_which_product_is_meant(house: House) -> None:
    picture = beside(2, 9)
    halves = {2: Region(0.0, 0.0, 0.5, 1.0), 9: Region(0.5, 0.0, 1.0, 1.0)}
    for number, half in halves.items():
        seen = house.see(picture, half)
        assert (seen.region, seen.part, seen.proposed) == (half, half, False)
        found = house.rank(seen)
        assert found.logits.argmax() == number
        assert found.shares(2 if number == 9 else 9)[2].points < 12
    whole = house.see(picture)
    assert whole.proposed
    found = house.rank(whole)
    assert {int(found.evidence.shortlist[place]) for place in np.argsort(-found.evidence.points)[:2]} == {2, 9}


def test_the_proposed_region_holds_the_product(house: House) -> None:
    if house.matcher.parts.knows_things:
        pytest.skip("a network without training does not know products from their surroundings")
    picture = np.full((480, 480, 3), 205, np.uint8)
    picture[170:350, 200:320] = texture(5, 180, 120)
    region = house.see(picture).region
    assert region.left < 0.5 < region.right
    assert region.top < 0.5 < region.bottom
    assert (region.right - region.left) * (region.bottom - region.top) < 0.5


@pytest.mark.parametrize("region", [None, Region(0.25, 0.2, 0.85, 0.9)])
def test_places_that_are_the_same_are_where_they_should_be(house: House, region: Region | None) -> None:
    """The photo is the catalogue picture itself on a larger ground, so every place is known."""
    ground = np.full((400, 400, 3), 128, np.uint8)
    ground[100:340, 120:320] = product(6)
    seen = house.see(ground, region)
    found = house.rank(seen)
    assert found.logits.argmax() == 6
    image_region, lines = house.matcher.correspondences(seen, found, int(found.best_image[6]))
    assert 0 <= image_region.left < 0.3
    assert 0.7 < image_region.right <= 1
    by_kind = Counter(line.kind for line in lines)
    assert by_kind[Evidence.KEYPOINTS] >= 20
    assert (by_kind[Evidence.PATCHES] > 0) == (house.matcher.parts is not None)
    assert max(by_kind.values()) <= 60
    part = seen.part
    apart = []
    for line in lines:
        assert all(0 <= value <= 1 for value in (*line.photo, *line.image, line.strength))
        assert part.left <= line.photo[0] <= part.right
        assert part.top <= line.photo[1] <= part.bottom
        expected = ((120 + 200 * line.image[0]) / 400, (100 + 240 * line.image[1]) / 400)
        if line.kind is Evidence.KEYPOINTS:
            apart.append(np.hypot(line.photo[0] - expected[0], line.photo[1] - expected[1]))
    assert np.median(apart) < 0.01
    assert np.quantile(apart, 0.9) < 0.04
    for kind in by_kind:
        strengths = [line.strength for line in lines if line.kind is kind]
        assert strengths == sorted(strengths, reverse=True)


def test_a_region_of_hardly_a_pixel_is_placed_where_it_was_looked_at(house: House) -> None:
    """What is seen in it are the 8 x 8 px around it, and so are the places found there."""
    drawn = Region(0.5, 0.25, 0.501, 0.251)
    seen = house.see(photo(3), drawn)
    assert seen.region == drawn
    part = seen.part
    assert ((part.right - part.left) * 200, (part.bottom - part.top) * 240) == pytest.approx((8, 8))
    assert part.left <= drawn.left < drawn.right <= part.right
    assert part.top <= drawn.top < drawn.bottom <= part.bottom


def test_of_several_images_the_one_that_shows_it_is_chosen(classic: House) -> None:
    """A product with a back view and a front view: the photo shows the front, wherever it stands."""
    embedder = classic.embedder
    pictures = [product(0), texture(500), product(1), product(2), texture(501)]
    rows = ArrayRows(describe_images([prepare_image(one, embedder) for one in pictures], embedder))
    matcher = Matcher(rows, [0, 1, 1, 1, 2])
    seen = describe_photo(photo(2), embedder, matcher.parts, None)
    assert matcher.products == 3
    found = matcher.rank(seen, matcher.shortlist(seen, PhotoDomain.of(seen)), ColourMode.ANY)
    assert found.logits.argmax() == 1
    assert found.best_image[1] == 3
    assert list(found.best_image[[0, 2]]) == [0, 4]


class CountedRows(ArrayRows):
    """Which rows were asked for, one by one."""

    def __init__(self, rows: npt.NDArray[np.void]) -> None:
        super().__init__(rows)
        self.read: list[int] = []

    def __getitem__(self, place: int, /) -> np.void:
        self.read.append(place)
        return super().__getitem__(place)


def test_products_of_one_picture_take_one_place_of_the_shortlist(
    classic: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A row a size: what is looked at closely are as many pictures as where each has one product, and each once."""
    sizes, most = 12, 5
    monkeypatch.setattr("stockmatch.matching.matcher.SHORTLIST", most)
    monkeypatch.setattr("stockmatch.matching.matcher._BY_POINTS", 2)
    single = Matcher(classic.rows, range(PRODUCTS))
    shown = np.repeat(np.arange(PRODUCTS), sizes)
    rows = CountedRows(np.array([classic.rows[int(number)] for number in shown]))
    sized = Matcher(rows, range(len(shown)), same=shown.tolist())
    for number in range(PRODUCTS):
        seen = classic.see(photo(number))
        domain = PhotoDomain.of(seen)
        alone = single.rank(seen, single.shortlist(seen, domain), ColourMode.ANY)
        rows.read.clear()
        found = sized.rank(seen, sized.shortlist(seen, domain), ColourMode.ANY)
        pictures = found.evidence.shortlist // sizes
        assert sorted(pictures) == sorted(np.repeat(alone.evidence.shortlist, sizes))
        assert len(rows.read) <= len(alone.evidence.shortlist) + 6
        assert np.ptp(found.logits[number * sizes : (number + 1) * sizes]) < 1e-6
        places = {int(product): place for place, product in enumerate(alone.evidence.shortlist)}
        for kind in ("points", "colours"):
            expected = getattr(alone.evidence, kind)[[places[int(picture)] for picture in pictures]]
            assert getattr(found.evidence, kind).tolist() == expected.tolist()


def test_not_too_many_products_of_one_picture_are_looked_at(classic: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """A placeholder for what has no picture yet."""
    monkeypatch.setattr("stockmatch.matching.matcher.SHORTLIST", 4)
    monkeypatch.setattr("stockmatch.matching.shortlist._FURTHER_TWINS", 2)
    shown = [0] * 50 + list(range(1, PRODUCTS))
    rows = ArrayRows(np.array([classic.rows[number] for number in shown]))
    matcher = Matcher(rows, range(len(shown)), same=shown)
    seen = classic.see(photo(0))
    shortlist = matcher.shortlist(seen, PhotoDomain.of(seen)).evidence.shortlist
    assert [shown[product] for product in shortlist].count(0) == 3
    assert len({shown[product] for product in shortlist}) == 4


def test_points_are_those_of_the_image_that_is_shown(classic: House) -> None:
    """Some points agree with every image by chance, with one more than with another."""
    embedder = classic.embedder
    pictures = [product(number) for number in range(16)]
    rows = ArrayRows(describe_images([prepare_image(one, embedder) for one in pictures], embedder))
    matcher = Matcher(rows, [number // 4 for number in range(16)])
    for number in (3, 40, 41, 42):
        seen = describe_photo(photo(number), embedder, matcher.parts, None)
        found = matcher.rank(seen, matcher.shortlist(seen, PhotoDomain.of(seen)), ColourMode.ANY)
        for place, one in enumerate(found.evidence.shortlist):
            _, lines = matcher.correspondences(seen, found, int(found.best_image[one]))
            keypoints = [line for line in lines if line.kind is Evidence.KEYPOINTS]
            speaks = any(share.kind is Evidence.KEYPOINTS and share.share > 0 for share in found.shares(int(one)))
            assert len(keypoints) == (min(60, found.evidence.points[place]) if speaks else 0)


def test_what_does_not_speak_for_a_product_is_not_drawn(house: House) -> None:
    seen = house.see(photo(3))
    found = house.rank(seen)
    kinds = {Evidence.KEYPOINTS, Evidence.PATCHES, Evidence.DETAILS}
    silent_at_least_once = set()
    for product_ in found.evidence.shortlist:
        silent = {share.kind for share in found.shares(int(product_)) if share.share == 0}
        _, lines = house.matcher.correspondences(seen, found, int(found.best_image[product_]))
        assert not silent & {line.kind for line in lines}
        silent_at_least_once |= silent & kinds
    assert Evidence.KEYPOINTS in silent_at_least_once


def test_the_same_photo_gives_the_same_ranking(house: House) -> None:
    one, other = (house.rank(house.see(photo(7))) for _ in range(2))
    np.testing.assert_array_equal(one.logits, other.logits)
    with_points = house.rank(house.see(photo(7)).with_points())
    np.testing.assert_array_equal(one.logits, with_points.logits)


# Learning from pseudo-photos -----------------------------------------------------------------------------------------


@given(st.integers(1, 400), st.integers(0, 99))
def test_pseudo_photos_are_spread_over_products_and_families(products: int, seed: int) -> None:
    plan = choose(range(products), seed)
    assert plan == choose(range(products), seed)
    by_product = Counter(product for product, _ in plan)
    assert set(by_product) <= set(range(products))
    assert len(by_product) >= min(products, len(plan) // 4)
    assert len(set(by_product.values())) == 1
    first = Counter(families[0] for _, families in plan)
    assert max(first.values()) - min(first.get(family, 0) for family in Family) <= 1
    assert all(len(set(families)) == len(families) for _, families in plan)


def pictures_of(plan: list[tuple[int, tuple[Family, ...]]]) -> Iterator[Pixels | None]:
    return (product(number) for number, _ in plan)


def quiet(count: int) -> Meter:
    return Meter(ignore, Stage.LEARNING, count)


def two_halves() -> tuple[list[tuple[int, tuple[Family, ...]]], list[tuple[int, tuple[Family, ...]]]]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fitting, "PHOTOS", 4 * PRODUCTS)
        plan = choose(range(PRODUCTS), 1)
    mixed = [plan[place] for place in np.random.default_rng(0).permutation(len(plan))]
    return mixed[::2], mixed[1::2]


@pytest.fixture(scope="module")
def learnt(classic: House) -> Calibration:
    plan, _ = two_halves()
    found = calibrate(classic.matcher, plan, pictures_of(plan), classic.embedder, meter=quiet(len(plan)), seed=1)
    assert found is not None
    return found


def p_values(house: House, learnt: Calibration) -> npt.NDArray[np.float64]:
    """Of pseudo-photos that nothing was learnt from, without and with their product in the catalogue, shape (n, 2)."""
    rng, found = np.random.default_rng(7), []
    matcher = Matcher(house.rows, range(PRODUCTS), fusion=Fusion(learnt.weights))
    for number, families in two_halves()[1]:
        picture = product(number)
        for family in families:
            picture = make_pseudo_photo(picture, family, rng)
        seen = house.see(picture)
        evidence, best = matcher.look_closely(seen, house.shortlist(seen))
        both = (evidence.without(number), evidence)
        found.append([learnt.p_value(matcher.weigh(one, best, ColourMode.ANY).signs) for one in both])
    return np.array(found)


def test_what_is_learnt_is_sound(learnt: Calibration) -> None:
    assert len(learnt.weights) == len(Evidence)
    assert all(np.isfinite(weight) and weight >= 0 for weight in learnt.weights)
    assert np.isfinite(learnt.null).all()
    assert len(learnt.null) == learnt.photos == 2 * PRODUCTS
    assert learnt.recall == 1


def test_p_values_of_absent_products_are_uniform_and_of_present_ones_small(classic: House, learnt: Calibration) -> None:
    absent, present = p_values(classic, learnt).T
    found = np.sort(absent)
    steps = np.arange(1, len(found) + 1) / len(found)
    farthest = max(np.abs(found - steps).max(), np.abs(found - steps + 1 / len(found)).max())
    assert farthest < 0.36  # two samples of 28: further apart only once in twenty
    assert np.median(present) < 0.06


@given(
    st.lists(st.floats(0, 6), min_size=3, max_size=40),
    st.floats(0, 1e-3),
    st.floats(-0.05, 0.05),
    st.integers(0, 1),
    st.floats(0.5, 3),
)
def test_a_sign_in_which_all_of_the_null_agrees_does_not_drown_the_other(
    values: list[float], spread: float, more: float, flat: int, beyond: float
) -> None:
    """A hair more or less of it changes nothing where the other sign lies beyond all of the null."""
    null = [(value, 2.0 + spread * (place % 2)) for place, value in enumerate(values)]
    lower, higher = min(values) - beyond * 6, max(values) + beyond * 6

    def turned(pair: tuple[float, float]) -> tuple[float, float]:
        return (pair[1], pair[0]) if flat == 0 else pair

    learnt = Calibration((1.0, 1.0, 2.0, 0.5), tuple(map(turned, null)), 1.0, len(null))
    assert learnt.p_value(turned((lower, 2.0 + more))) == 1
    assert learnt.p_value(turned((higher, 2.0 + more))) == pytest.approx(1 / (len(null) + 1))


def test_too_few_pictures_teach_nothing_and_each_is_counted(classic: House) -> None:
    plan = two_halves()[0][: fitting.LEAST_PRODUCTS]
    seen: list[Progress] = []
    meter = Meter(seen.append, Stage.LEARNING, len(plan))
    some = (product(number) if place else None for place, (number, _) in enumerate(plan))
    assert calibrate(classic.matcher, plan, some, classic.embedder, meter=meter, seed=0) is None
    assert [one.done for one in seen] == list(range(len(plan) + 1))
