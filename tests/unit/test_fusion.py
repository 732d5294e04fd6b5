"""Several kinds of evidence become one belief: what says nothing changes nothing, and what tells is found out."""

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from stockmatch.core.evidence import ColourMode, Evidence
from stockmatch.core.scoring import order
from stockmatch.matching.details import LookAlikes
from stockmatch.matching.fusion import (
    KINDS,
    PRIOR,
    Example,
    Fusion,
    RawEvidence,
    fit,
    softmax,
    solve,
    standardised,
    trust,
)

Values = npt.NDArray[np.float64]
SEEDS = st.integers(0, 2**31)
FINITE = st.floats(-1e6, 1e6)
FAMILIES = ("worn", "cropped", "light", "blurred")


def evidence(products: int, seed: int, *, listed: int | None = None, patches: bool = True) -> RawEvidence:
    """Made-up evidence of a photo, the shortlist being the best by look."""
    rng = np.random.default_rng(seed)
    look = rng.normal(size=products)
    shortlist = order(look)[: listed or products]
    count = len(shortlist)
    alike = rng.permutation(shortlist)[: count // 2]
    half = np.triu(rng.normal(size=(len(alike), len(alike))), 1)
    return RawEvidence(
        look,
        shortlist,
        rng.normal(size=count) if patches else np.zeros(count),
        rng.integers(0, 30, count).astype(np.float64),
        rng.random(count),
        LookAlikes(
            tuple((int(one),) for one in rng.permutation(shortlist)[: count // 2]), half - half.T, ((),) * (count // 2)
        ),
    )


def changed(
    raw: RawEvidence,
    *,
    points: Values | None = None,
    colours: Values | None = None,
    patches: Values | None = None,
    alike: LookAlikes | None = None,
) -> RawEvidence:
    return RawEvidence(
        raw.look,
        raw.shortlist,
        raw.patches if patches is None else patches,
        raw.points if points is None else points,
        raw.colours if colours is None else colours,
        raw.alike if alike is None else alike,
    )


@given(arrays(np.float64, st.integers(2, 30), elements=FINITE))
def test_standardised_values_have_mean_0_and_the_spread_they_are_trusted_with_or_say_nothing(values: Values) -> None:
    found = standardised(values)
    assert np.isfinite(found).all()
    assert found.mean() == pytest.approx(0, abs=1e-6)
    pairs = len(values) * (len(values) - 1) / 2
    assert found.std() == pytest.approx(pairs / (pairs + 3), abs=1e-6) or (found == 0).all()
    assert (np.diff(found[np.argsort(values)]) >= 0).all()


@given(arrays(np.float64, 2, elements=st.floats(0.499, 0.501)), arrays(np.float64, 2, elements=st.floats(0, 3)), SEEDS)
def test_of_two_products_noise_is_not_believed(look: Values, points: Values, seed: int) -> None:
    """Scores that are nearly the same, however they fall, and the handful of points that agree by chance."""
    rng = np.random.default_rng(seed)
    raw = RawEvidence(look, order(look), rng.normal(0.5, 1e-3, 2), np.floor(points), rng.normal(0.5, 1e-3, 2))
    for mode in ColourMode:
        assert softmax(Fusion().logits(raw, mode)).max() < 0.8


@pytest.mark.parametrize("products", [17, 100])
def test_of_many_products_nearly_the_whole_spread_is_trusted(products: int) -> None:
    values = np.random.default_rng(products).normal(size=products)
    plain = (values - values.mean()) / values.std()
    assert np.abs(standardised(values) - plain).max() < 0.025 * np.abs(plain).max()


def test_of_two_products_a_print_that_agrees_is_still_nearly_proof() -> None:
    raw = RawEvidence(np.array([0.5, 0.5]), np.arange(2), np.zeros(2), np.array([60.0, 3.0]), np.full(2, 0.4))
    assert softmax(Fusion().logits(raw, ColourMode.ANY))[0] > 0.95


@pytest.mark.parametrize("products", [17, 100])
def test_many_agreeing_points_outweigh_a_look_and_patches_that_both_prefer_another_product(products: int) -> None:
    """A cover that lies turned on a table: its points agree, and what it looks like is another one upright."""
    looks = np.sort(np.random.default_rng(0).normal(size=products))[::-1]
    right = products - 1
    points = np.full(products, 3.0)
    points[right] = 60
    raw = RawEvidence(looks, np.arange(products), looks, points, np.zeros(products))
    assert Fusion().logits(raw, ColourMode.ANY).argmax() == right


@given(st.floats(-1e6, 1e6), st.integers(0, 9))
def test_where_nothing_differs_nothing_is_said(value: float, count: int) -> None:
    assert (standardised(np.full(count, value)) == 0).all()


@given(st.floats(-1, 1), st.integers(2, 9), SEEDS)
def test_rounding_in_single_precision_is_no_difference(value: float, count: int, seed: int) -> None:
    """Cosines of one and the same picture differ in their last bits by where it stands in the matrix."""
    bits = np.random.default_rng(seed).integers(-3, 4, count) * np.finfo(np.float32).eps
    assert (standardised(np.asarray(value * (1 + bits), np.float64)) == 0).all()


@given(arrays(np.float64, st.integers(1, 60), elements=st.floats(-800, 800)))
def test_beliefs_sum_to_1_and_keep_the_order(logits: Values) -> None:
    shares = softmax(logits)
    assert shares.sum() == pytest.approx(1)
    assert ((shares >= 0) & (shares <= 1)).all()
    assert shares[logits.argmax()] == shares.max()
    np.testing.assert_allclose(softmax(logits + 123.0), shares, atol=1e-9)


def test_of_points_half_the_difference_counts_between_look_alikes_and_all_of_it_else() -> None:
    points = np.array([81.0, 49.0, 25.0, 4.0, 4.0])
    nothing = np.zeros(5)
    alike = LookAlikes(((0,), (1,)), np.zeros((2, 2)), ((), ()))
    column = KINDS.index(Evidence.KEYPOINTS)
    found, plain = (
        RawEvidence(nothing, np.arange(5), nothing, points, nothing, one).columns()[:, column]
        for one in (alike, LookAlikes.none())
    )
    assert plain[0] - plain[1] == pytest.approx(4)
    assert found[0] - found[1] == pytest.approx(2)
    np.testing.assert_array_equal(found[[0, 2, 3, 4]], plain[[0, 2, 3, 4]])


@given(st.integers(2, 30), SEEDS, st.sampled_from(ColourMode))
def test_a_kind_that_is_absent_or_sees_no_difference_changes_no_order(
    products: int, seed: int, mode: ColourMode
) -> None:
    raw = evidence(products, seed, patches=False)
    nothing = changed(raw, points=np.full(products, 7.0), colours=np.full(products, 0.4), alike=LookAlikes.none())
    assert (order(Fusion().logits(nothing, mode)) == order(raw.look)).all()
    one, other = (Fusion((1.0, patches, 2.0, 1.0, 1.0)).logits(raw, mode) for patches in (0.0, 5.0))
    np.testing.assert_array_equal(one, other)


@given(st.integers(2, 30), SEEDS)
def test_colour_counts_only_where_it_was_asked_for_and_never_against_a_product(products: int, seed: int) -> None:
    raw = evidence(products, seed)
    other = changed(raw, colours=raw.colours[::-1].copy())
    fusion = Fusion((1.0, 1.0, 2.0, 3.0, 1.0))
    np.testing.assert_array_equal(fusion.logits(raw, ColourMode.ANY), fusion.logits(other, ColourMode.ANY))
    exact = (fusion.logits(raw, ColourMode.EXACT) - fusion.logits(raw, ColourMode.ANY))[raw.shortlist]
    apart = raw.colours - raw.colours.mean()
    above = np.maximum(0, apart / raw.colours.std() - 1) * trust(products)
    np.testing.assert_allclose(exact, 3 * above, atol=1e-9)


@given(st.integers(3, 25), st.integers(0, 24), st.integers(1, 25), SEEDS, st.booleans())
def test_without_a_product_is_as_if_it_had_never_been_there(
    products: int, product: int, listed: int, seed: int, patches: bool
) -> None:
    product, listed = product % products, min(listed, products)
    raw = evidence(products, seed, listed=listed, patches=patches)
    found = raw.without(product)
    places = {one: place for place, one in enumerate(raw.shortlist)}
    others = [one for one in range(products) if one != product]
    kept = [places[one] for one in raw.shortlist if one != product]
    built = RawEvidence(
        raw.look[others],
        np.array([others.index(one) for one in raw.shortlist if one != product], np.intp),
        raw.patches[kept],
        raw.points[kept],
        raw.colours[kept],
        raw.alike.without([product]),
    )
    np.testing.assert_array_equal(found.look, built.look)
    np.testing.assert_array_equal(found.shortlist, built.shortlist)
    np.testing.assert_array_equal(found.columns(), built.columns())
    for mode in ColourMode:
        np.testing.assert_array_equal(Fusion().logits(found, mode), Fusion().logits(built, mode))
    assert np.isfinite(Fusion().logits(found, ColourMode.EXACT)).all()


@given(st.integers(4, 40), st.integers(1, 12), SEEDS)
def test_what_was_not_looked_at_closely_never_overtakes_what_was(products: int, listed: int, seed: int) -> None:
    raw = evidence(products, seed, listed=min(listed, products - 1))
    for mode in ColourMode:
        logits = Fusion().logits(raw, mode)
        rest = np.delete(logits, raw.shortlist)
        assert rest.max() <= logits[raw.shortlist].max() + 1e-9
        assert (order(rest) == order(np.delete(raw.look, raw.shortlist))).all()


@pytest.mark.parametrize("place", [0, 10, 19])
def test_a_print_that_agrees_is_nearly_proof(place: int) -> None:
    """Sixty points in the same arrangement against a handful by chance, however the look ranks the product."""
    rng = np.random.default_rng(0)
    look = np.sort(rng.normal(size=20))[::-1]
    points = rng.integers(0, 4, 20).astype(np.float64)
    points[place] = 60
    raw = RawEvidence(look, np.arange(20), np.zeros(20), points, np.zeros(20))
    beliefs = softmax(Fusion().logits(raw, ColourMode.ANY))
    assert beliefs.argmax() == place
    assert beliefs[place] > (0.9 if place < 19 else 0.5)


def test_the_chance_few_of_a_busy_picture_are_no_proof() -> None:
    """Where every product agrees on some twenty points, a few more of them say little."""
    points = np.array([22.0, *[20.0] * 19])
    raw = RawEvidence(np.zeros(20), np.arange(20), np.zeros(20), points, np.zeros(20))
    assert softmax(Fusion().logits(raw, ColourMode.ANY))[0] < 0.1


def test_more_points_are_never_less() -> None:
    raw = evidence(10, 1)
    before = -np.inf
    for count in range(0, 100, 5):
        points = raw.points.copy()
        points[3] = count
        logits = Fusion().logits(changed(raw, points=points), ColourMode.ANY)
        here = logits[raw.shortlist[3]] - np.delete(logits, raw.shortlist[3]).max()
        assert here >= before - 1e-9
        before = here


# Learning the weights ------------------------------------------------------------------------------------------------


def examples(count: int, seed: int, tells: dict[Evidence, float], candidates: int = 15) -> list[Example]:
    """Photos of known products; the named kinds favour the right one by so many standard deviations."""
    rng = np.random.default_rng(seed)
    made = []
    for number in range(count):
        columns = rng.normal(size=(candidates, len(KINDS)))
        truth = int(rng.integers(candidates))
        for kind, strength in tells.items():
            columns[truth, KINDS.index(kind)] += strength
        families = frozenset({FAMILIES[number % 4], FAMILIES[int(rng.integers(4))]})
        made.append(Example(columns, truth, families))
    return made


def grown(fusion: Fusion) -> dict[Evidence, float]:
    """Weights in proportion to those before anything was learnt."""
    return {kind: weight / start for kind, weight, start in zip(KINDS, fusion.weights, PRIOR, strict=True)}


@pytest.mark.parametrize("kind", KINDS)
def test_the_kind_that_tells_is_found_out(kind: Evidence) -> None:
    for seed in range(3):
        found = grown(fitted(examples(96, seed, {kind: 3.0})))
        assert max(found, key=lambda one: found[one]) == kind
        assert all(weight < 0.7 * found[kind] for one, weight in found.items() if one != kind)


def test_two_kinds_that_tell_share_the_weight() -> None:
    found = grown(fitted(examples(96, 0, {Evidence.LOOK: 2.0, Evidence.PATCHES: 2.0})))
    assert min(found[Evidence.LOOK], found[Evidence.PATCHES]) > max(found[Evidence.KEYPOINTS], found[Evidence.COLOUR])


@settings(max_examples=25)
@given(SEEDS, st.integers(12, 30))
def test_no_weight_is_ever_negative_or_without_bounds(seed: int, count: int) -> None:
    rng = np.random.default_rng(seed)
    tells = {kind: float(rng.normal(0, 6)) for kind in KINDS}
    weights = np.array(fitted(examples(count, seed, tells, candidates=6)).weights)
    assert np.isfinite(weights).all()
    assert (weights >= 0).all()
    assert (weights <= 10).all()


def test_a_kind_that_misleads_is_left_out() -> None:
    found = grown(fitted(examples(96, 0, {Evidence.LOOK: 3.0, Evidence.COLOUR: -3.0})))
    assert found[Evidence.COLOUR] < 0.05


def believed(count: int, seed: int, weights: Values, families: tuple[str, ...] = FAMILIES) -> list[Example]:
    """Photos whose products are drawn with the probabilities that these weights say."""
    rng = np.random.default_rng(seed)
    made = []
    for number in range(count):
        columns = rng.normal(size=(15, len(KINDS)))
        truth = int(rng.choice(15, p=softmax(columns @ weights)))
        made.append(Example(columns, truth, frozenset({families[number % len(families)]})))
    return made


def fitted(photos: list[Example]) -> Fusion:
    return fit(photos, Fusion())


def test_what_was_right_before_learning_is_kept() -> None:
    """The pull towards the start is as strong as it pays, so a dozen photos that agree with it move little."""
    for seed in range(5):
        moved = np.abs(np.array(fitted(believed(12, seed, PRIOR)).weights) - PRIOR)
        assert moved.max() < 0.7


@pytest.mark.parametrize("families", [FAMILIES[:2], FAMILIES[:3], FAMILIES])
def test_few_families_are_enough_to_choose_the_pull(families: tuple[str, ...]) -> None:
    for seed in range(5):
        assert np.isfinite(fitted(believed(24, seed, PRIOR, families)).weights).all()


def test_enough_data_moves_the_weights_towards_the_true_ones() -> None:
    true = np.array([2.0, 0.5, 1.0, 1.5, 0.3])
    found = np.array(fitted(believed(500, 0, true)).weights)
    assert np.linalg.norm(found - true) < 0.6 * np.linalg.norm(PRIOR - true)


def test_classic_begins_with_weights_of_its_own() -> None:
    before = Fusion.before(knows_things=False)
    assert before != Fusion.before(knows_things=True) == Fusion()
    assert fit([], before) == before
    photos = believed(12, 0, np.array(before.weights))
    assert np.abs(np.array(fit(photos, before).weights) - before.weights).max() < 0.7


def test_photos_of_one_family_cannot_be_judged_on_another() -> None:
    alike = [Example(one.columns, one.truth, frozenset({"worn"})) for one in examples(20, 0, {Evidence.COLOUR: 9.0})]
    assert fitted(alike) == Fusion()


def test_learning_helps_on_photos_that_were_not_learnt_from() -> None:
    tells = {Evidence.PATCHES: 1.5, Evidence.COLOUR: -1.0}
    learnt, unseen = fitted(examples(96, 0, tells)), examples(200, 1, tells)

    def first(fusion: Fusion) -> float:
        return float(np.mean([(one.columns @ np.array(fusion.weights)).argmax() == one.truth for one in unseen]))

    assert first(learnt) > first(Fusion()) + 0.05


@settings(deadline=None, max_examples=15)
@given(SEEDS, st.sampled_from((0.03, 0.3, 3.0)))
def test_the_weights_are_the_best_there_are_also_where_some_are_at_a_bound(seed: int, penalty: float) -> None:
    rng = np.random.default_rng(seed)
    misleading = rng.normal(size=len(KINDS)) * 2
    examples = [
        Example(rng.normal(size=(8, len(KINDS))) + misleading * (np.arange(8) == 0)[:, None], 0, frozenset("a"))
        for _ in range(12)
    ]

    def objective(weights: Values) -> float:
        losses = [np.logaddexp.reduce(one.columns @ weights) - one.columns[0] @ weights for one in examples]
        return float(np.mean(losses) + penalty * ((weights - PRIOR) ** 2).sum())

    found = solve(examples, penalty, PRIOR)
    assert (found >= 0).all()
    best = objective(found)
    for kind in range(len(KINDS)):
        for step in (-1e-3, 1e-3):
            moved = found.copy()
            moved[kind] = np.clip(moved[kind] + step, 0, 6)
            assert objective(moved) >= best - 1e-9


@given(st.integers(3, 12), SEEDS, st.data())
def test_taking_several_products_away_is_taking_them_away_one_by_one(
    products: int, seed: int, data: st.DataObject
) -> None:
    raw = evidence(products, seed)
    one, other = data.draw(st.lists(st.integers(0, products - 1), min_size=2, max_size=2, unique=True))
    at_once, in_turn = raw.without(one, other), raw.without(max(one, other)).without(min(one, other))
    np.testing.assert_array_equal(at_once.look, in_turn.look)
    np.testing.assert_array_equal(at_once.shortlist, in_turn.shortlist)
    np.testing.assert_array_equal(at_once.points, in_turn.points)
