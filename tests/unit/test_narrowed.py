"""Candidates among the products that fit a filter: always the best of them, with beliefs as they are of all."""

import itertools
import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from stockmatch.core.catalogue import Details, Product
from stockmatch.core.filtering import ANY, ProductFilter
from stockmatch.core.progress import Progress, ignore
from stockmatch.core.ranking import Candidate, MatchRequest, OtherPhoto, PhotoMatch
from stockmatch.core.settings import Settings
from stockmatch.matching import matcher
from stockmatch.services.engine import Engine
from stockmatch.services.offering import Offering
from tests.products import photo, quick, save, supplier

PRODUCTS, SHORTLIST = 14, 5
BRANDS, KINDS = ("Nord", "Aurora", ""), ("Shirts", "Hats")


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """On products with details of which only the first five by look are looked at closely."""
    folder = tmp_path_factory.mktemp("narrowed")
    supplier(folder / "images", range(PRODUCTS))
    with pytest.MonkeyPatch.context() as patch:
        quick(patch)
        patch.setattr(matcher, "SHORTLIST", SHORTLIST)
        patch.setattr(matcher, "_BY_POINTS", 0)
        opened = Engine(folder / "data")
        opened.open_catalogue(str(folder / "images"), Settings(), ignore)
        serving = opened.serving
        draw = random.Random(4)
        products = tuple(
            replace(product, details=Details(draw.choice(BRANDS), draw.choice(KINDS), draw.choice(("Red", "Blue"))))
            for product in serving.snapshot.products
        )
        serving.snapshot = replace(serving.snapshot, products=products)
        serving.offering = Offering(products, serving.pictures)
        yield opened
        serving.store.close()


def naive(whole: Sequence[Candidate], products: Sequence[Product], only: ProductFilter, k: int) -> list[Candidate]:
    """The whole ranking without what does not fit, cut after k."""
    by_key = {product.key: product for product in products}
    fitting = [one for one in whole if only.fits(by_key[one.product_key])]
    scores = [one.score for one in fitting]
    gaps = [*(here - following for here, following in itertools.pairwise(scores)), None]
    return [
        replace(one, rank=rank, margin=gap, narrowed=True)
        for rank, (one, gap) in enumerate(zip(fitting, gaps, strict=False), 1)
    ][:k]


def plain(found: Sequence[Candidate]) -> list[Candidate]:
    """Without the gaps, whose last digits depend on the order of adding."""
    return [replace(one, margin=None) for one in found]


def test_the_candidates_are_the_best_that_fit(engine: Engine, tmp_path: Path) -> None:
    draw, products = random.Random(1), engine.serving.snapshot.products
    filters = [
        ProductFilter(draw.choice(("", "", "p1", "P0 nord")), draw.choice(("", *BRANDS)), draw.choice(("", *KINDS)))
        for _ in range(25)
    ]
    behind = 0
    for number in (3, 8):
        path = save(photo(number), tmp_path / f"IMG_{number}.png")
        whole = engine.match(MatchRequest(path, 50), ignore)
        assert len(whole.candidates) == PRODUCTS
        for only in filter(None, filters):
            k = draw.randint(1, 6)
            found = engine.match(MatchRequest(path, k, only=only), ignore)
            wanted = naive(whole.candidates, products, only, k)
            assert plain(found.candidates) == plain(wanted)
            assert [one.margin for one in found.candidates] == pytest.approx([one.margin for one in wanted])
            assert (found.only, found.p_value, found.error) == (only, None, None)
            order = [one.product_key for one in whole.candidates]
            behind += sum(order.index(one.product_key) >= k for one in found.candidates)
        assert engine.match(MatchRequest(path, 50), ignore) == whole
    assert behind > 20  # they are not what was among the first k of all


def test_the_shortlist_that_comes_early_is_narrowed_too(engine: Engine, tmp_path: Path) -> None:
    early: list[PhotoMatch] = []

    def note(progress: Progress) -> None:
        if isinstance(progress.detail, PhotoMatch):
            early.append(progress.detail)

    only = ProductFilter(category="Hats")
    engine.match(MatchRequest(save(photo(3), tmp_path / "p.png"), 4, only=only), note)
    (first,) = early
    assert {one.details.category for one in first.candidates} == {"Hats"}
    assert all(one.narrowed for one in first.candidates)


def test_photos_of_one_item_are_narrowed_too(engine: Engine, tmp_path: Path) -> None:
    first, second = (save(photo(3, seed), tmp_path / f"IMG_{seed}.png") for seed in (1, 2))
    others, only = (OtherPhoto(second),), ProductFilter(brand="Nord")
    engine.match(MatchRequest(first, others=others), ignore)  # a photo seen for the first time moves the mean look
    whole = engine.match(MatchRequest(first, 50, others=others), ignore)
    found = engine.match(MatchRequest(first, 3, others=others, only=only), ignore)
    assert plain(found.candidates) == plain(naive(whole.candidates, engine.serving.snapshot.products, only, 3))


def test_a_code_puts_its_product_first_only_where_it_fits(engine: Engine, tmp_path: Path) -> None:
    named = engine.serving.snapshot.products[9]
    path = save(photo(3), tmp_path / f"{named.sku}.png")
    first = engine.match(MatchRequest(path, 3), ignore).candidates[0]
    assert (first.sku, first.code) == (named.sku, named.sku)
    inside = engine.match(MatchRequest(path, 3, only=ProductFilter(category=named.details.category)), ignore)
    assert (inside.candidates[0].sku, inside.candidates[0].narrowed) == (named.sku, True)
    other = next(kind for kind in KINDS if kind != named.details.category)
    outside = engine.match(MatchRequest(path, 50, only=ProductFilter(category=other)), ignore)
    assert named.sku not in [one.sku for one in outside.candidates]
    assert not any(one.code for one in outside.candidates)
    assert [one.rank for one in outside.candidates] == list(range(1, len(outside.candidates) + 1))


def test_nothing_is_offered_where_nothing_fits(engine: Engine, tmp_path: Path) -> None:
    found = engine.match(MatchRequest(save(photo(3), tmp_path / "p.png"), only=ProductFilter("nowhere")), ignore)
    assert (found.candidates, found.error) == ((), None)
    assert engine.match(MatchRequest(found.photo, only=ANY), ignore).candidates[0].sku == "P03"
