"""Which products are offered for a photo, and as what: from a ranking of the catalogue to candidates."""

from bisect import bisect_left
from collections import defaultdict
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from stockmatch.core.catalogue import Product
from stockmatch.core.codes import Coded
from stockmatch.core.evidence import Correspondence, Evidence
from stockmatch.core.filtering import ANY, ProductFilter
from stockmatch.core.ranking import Candidate, MatchRequest
from stockmatch.core.scoring import candidates, order
from stockmatch.core.sizes import size_key
from stockmatch.matching.details import LEAST_POINTS
from stockmatch.matching.ranking import Ranking
from stockmatch.services.photo_codes import marked
from stockmatch.services.pictures import CataloguePictures


class Offering:
    """The products of a catalogue in service.

    Args:
        products: in the catalogue's order.
        pictures: their images.
    """

    def __init__(self, products: tuple[Product, ...], pictures: CataloguePictures) -> None:
        self._products = products
        self._pictures = pictures
        self._sharing = _sharing(products)
        self._contents = [frozenset(image.sha256 for image in product.images) for product in products]
        self._related: dict[frozenset[str], tuple[int, ...]] = {}
        self._numbers = np.array(pictures.numbers())
        self._fitting: tuple[ProductFilter, npt.NDArray[np.bool_]] = (ANY, np.ones(len(products), np.bool_))

    def twins(self, product: int) -> tuple[int, ...]:
        """Other products whose pictures are all among a product's, byte for byte, or hold all of them, in order.

        One picture that both have beside others, a chart of sizes, tells them apart no less.
        """
        own = self._contents[product]
        if own not in self._related:
            sharing = sorted({index for content in own for index in self._sharing.get(content, (product,))})
            self._related[own] = tuple(
                index for index in sharing if self._contents[index] <= own or own <= self._contents[index]
            )
        related = self._related[own]
        place = bisect_left(related, product)
        return (*related[:place], *related[place + 1 :])

    def showing_first_of(self, product: int) -> tuple[int, ...]:
        """Other products that have a product's first picture, in the catalogue's order."""
        sharing = self._sharing.get(self._products[product].images[0].sha256, ())
        return tuple(other for other in sharing if other != product)

    def candidates(self, request: MatchRequest, ranking: Ranking, coded: Coded | None) -> tuple[Candidate, ...]:
        """The candidates among the products that may be offered; one that the photo itself names comes first."""
        fitting = self._fit(request.only)
        ranked = order(ranking.logits)
        ranked = ranked[fitting[ranked]]
        if coded is not None and not fitting[coded.product]:
            coded = None
        if coded is not None:
            ranked = np.concatenate([[coded.product], ranked[ranked != coded.product]])
        alone = None if coded is None else coded.product
        places = self._places(ranked, ranking, request, alone=alone)
        beliefs = self._beliefs(ranking, alone) if request.by_picture else ranking.beliefs
        first = np.array([place[0] for place in places], np.intp)
        plain = candidates(beliefs, first, ranking.best_image, self._products, request.k)
        found = []
        for candidate, place in zip(plain, places, strict=False):
            offered = replace(candidate, shares=ranking.shares(place[0]), narrowed=bool(request.only))
            elsewhere = self._twins_elsewhere(place)
            at = [self._at(offered, one, ranking, elsewhere[one]) for one in self._in_order(place)]
            best = next(one for one in at if one.product_key == self._products[place[0]].key)
            found.append(replace(best, alike=tuple(at) if len(at) > 1 else ()))
        return tuple(found) if coded is None else marked(tuple(found), coded)

    def _beliefs(self, ranking: Ranking, alone: int | None) -> npt.NDArray[np.float32]:
        """Of each product as if it were the only one that shows its picture, shape (products,).

        Those of the best product of each picture sum to 1, and are in the order of logits.

        Args:
            ranking: which picture is shown of each.
            alone: a product that counts as having a picture of its own.
        """
        shown = self._numbers[ranking.best_image]
        if alone is not None:
            shown[alone] = -1
        _, picture = np.unique(shown, return_inverse=True)
        best = np.full(picture.max() + 1, -np.inf)
        np.maximum.at(best, picture, ranking.logits)
        return np.asarray(np.exp(ranking.logits - np.logaddexp.reduce(best)), dtype=np.float32)

    def _places(
        self, ranked: npt.NDArray[np.intp], ranking: Ranking, request: MatchRequest, *, alone: int | None
    ) -> list[tuple[int, ...]]:
        """The products of the first ``k`` places and of one more, in each the best first.

        Args:
            ranked: those that may be offered, best first.
            ranking: which picture is shown of each.
            request: how many places, and whether products that show the same picture share one.
            alone: a product that shares its place with none.
        """
        fits = np.zeros(len(self._products), np.bool_)
        fits[ranked] = True
        places: list[tuple[int, ...]] = []
        placed: set[int] = set()
        for product in map(int, ranked):
            if len(places) > request.k:
                break
            if product in placed:
                continue
            same = [product]
            if request.by_picture and product != alone:
                shown = self._shown(product, ranking)
                free = (one for one in self._sharing.get(shown, ()) if fits[one] and one not in {product, alone})
                same += [one for one in free if one not in placed and self._shown(one, ranking) == shown]
            places.append(tuple(same))
            placed.update(same)
        return places

    def _in_order(self, place: tuple[int, ...]) -> list[int]:
        """By size, where the supplier's table has it, else as in the catalogue."""
        return sorted(place, key=lambda one: (size_key(self._products[one].details.size), one))

    def _shown(self, product: int, ranking: Ranking) -> str:
        """The content hash of the picture that is shown of a product."""
        return self._pictures.image(int(ranking.best_image[product])).sha256

    def _twins_elsewhere(self, place: tuple[int, ...]) -> dict[int, tuple[str, ...]]:
        """SKUs of the twins of each product of a place that do not share it, however many do."""
        here = frozenset(place)
        skus: dict[frozenset[str], tuple[str, ...]] = {}
        for product in place:
            own = self._contents[product]
            if own not in skus:
                skus[own] = tuple(self._products[twin].sku for twin in self.twins(product) if twin not in here)
        return {product: skus[self._contents[product]] for product in place}

    def _at(self, place: Candidate, index: int, ranking: Ranking, twins: tuple[str, ...]) -> Candidate:
        """A product as it is offered at a place."""
        product = self._products[index]
        return replace(
            place,
            product_key=product.key,
            sku=product.sku,
            name=product.name,
            image=self._pictures.image(int(ranking.best_image[index])).path,
            images=len(product.images),
            twins=twins,
            seen_before=index in ranking.seen_before,
            details=product.details,
        )

    def _fit(self, only: ProductFilter) -> npt.NDArray[np.bool_]:
        """Which products a filter lets through, shape (products,); of the filter asked for last that is known."""
        known, fitting = self._fitting
        if known != only:
            fitting = np.array([only.fits(product) for product in self._products], np.bool_)
            self._fitting = (only, fitting)
        return fitting


def told_lines(lines: tuple[Correspondence, ...]) -> tuple[Correspondence, ...]:
    """What is the same in a photo and the catalogue image of a product that was seen before.

    Its points speak for it by the confirmed photo's; the catalogue image's are told where they are more than chance.
    """
    enough = sum(line.kind is Evidence.KEYPOINTS for line in lines) >= LEAST_POINTS
    return tuple(line for line in lines if enough or line.kind is not Evidence.KEYPOINTS)


def _sharing(products: tuple[Product, ...]) -> dict[str, tuple[int, ...]]:
    """For each picture that several products have, byte for byte, the products."""
    owners: dict[str, dict[int, None]] = defaultdict(dict)
    for index, product in enumerate(products):
        for image in product.images:
            owners[image.sha256][index] = None
    return {sha256: tuple(found) for sha256, found in owners.items() if len(found) > 1}
