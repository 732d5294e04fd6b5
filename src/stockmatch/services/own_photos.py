"""A proposed tuning on the photos that the person confirmed: rank by rank, before and after."""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from stockmatch.core.embedder import Embedder, Pixels
from stockmatch.core.errors import Cancelled, NotFinite, UnreadableImage
from stockmatch.core.evidence import ColourMode, Region
from stockmatch.core.own_photos import OwnPhotos, RankChange, compared
from stockmatch.core.progress import Meter, Report, Stage
from stockmatch.core.scoring import rank_of
from stockmatch.core.tuning import TuneOutcome
from stockmatch.imaging.decode import decode_bytes, read_file
from stockmatch.matching.domain import PhotoDomain
from stockmatch.matching.features import ArrayRows, PhotoFeatures
from stockmatch.matching.matcher import Matcher
from stockmatch.matching.prepare import describe_images, describe_photo, least_side, prepare_image
from stockmatch.services.serving import LoadedModel, Serving
from stockmatch.store.catalogue_store import ConfirmedPhoto
from stockmatch.tuning.parts_set import MOST_CONFIRMED, choose_products

MOST_PHOTOS = 100
"""The latest ones; each is looked at once or twice, and ranked twice."""


@dataclass(frozen=True)
class _Side:
    """One of the two models.

    Attributes:
        embedder: describes photos.
        matcher: ranks them.
        domain: the photos it has seen.
    """

    embedder: Embedder
    matcher: Matcher
    domain: PhotoDomain

    def describe(self, pixels: Pixels, region: Region | None) -> PhotoFeatures:
        """Raises NotFinite."""
        return describe_photo(pixels, self.embedder, self.matcher.plain_parts, region).with_points()

    def rank(self, photo: PhotoFeatures, places: Sequence[int]) -> int:
        """Rank, in the order of all evidence, of the first of a product and others that show the same picture."""
        first = self.matcher.shortlist(photo, self.domain)
        return rank_of(self.matcher.rank(photo, first, ColourMode.ANY).logits, places)


@dataclass(frozen=True)
class _Photo:
    known: ConfirmedPhoto
    product: int
    before: PhotoFeatures
    after: PhotoFeatures


def own_photos(
    serving: Serving, proposal: LoadedModel, outcome: TuneOutcome, report: Report, *, seed: int
) -> OwnPhotos | None:
    """Rank the confirmed photos' products with the model in service and with a proposed one.

    A change of parts is compared in all of the catalogue. Another network would have to describe all of it for that, so
    both are compared among the first images of those products and a random choice of others.

    Args:
        serving: the catalogue as it was tuned on.
        proposal: the proposed model.
        outcome: what tuning found, which says whether confirmed photos taught it.
        report: progress. ``Cancelled`` raised by it ends the work; photos that were ranked by then count.
        seed: of the choice of products, and the one that tuning had.

    Returns:
        What came of it; None if no confirmed photo could be ranked.

    Raises:
        RecordsError: if confirmed photos or features cannot be read.
    """
    first = serving.first_alike()
    products = [first[product] for product in serving.confirmed.products()]
    if not products:
        return None
    distinct = serving.distinct()
    teachers = set(choose_products(distinct, products[:MOST_CONFIRMED], seed)) if outcome.confirmed else set[int]()
    changes: list[RankChange] = []
    among: Sequence[int] = range(len(serving.snapshot.products))
    with suppress(Cancelled):  # the proposal is there, and what was ranked counts
        if proposal.adapter is not None:
            before = _Side(serving.model.embedder, serving.matcher, serving.domain)
            after = _Side(before.embedder, serving.matcher.with_adapter(proposal.adapter), serving.domain)
        else:
            among, rows = _described_anew(
                serving, proposal.embedder, choose_products(distinct, products[:MOST_PHOTOS], seed), report
            )
            if not among:
                return None
            former = np.stack([serving.matcher.first_image(product) for product in among])
            before, after = _side(serving, serving.model, former, among), _side(serving, proposal, rows, among)
        places = defaultdict[int, list[int]](list)
        for number, product in enumerate(among):
            places[first[product]].append(number)
        shown = {product for product, like in enumerate(first) if like in places}
        photos = list(_described(serving, before, after, shown, report))
        meter = Meter(report, Stage.CHECKING, len(photos))
        for one in photos:
            right = places[first[one.product]]
            ranks = before.rank(one.before, right), after.rank(one.after, right)
            changes.append(_change(serving, one, ranks, taught=first[one.product] in teachers))
            meter.advance(1)
    return compared(changes, len(among), whole=len(among) == len(serving.snapshot.products))


def _described_anew(
    serving: Serving, embedder: Embedder, products: Sequence[int], report: Report
) -> tuple[list[int], npt.NDArray[np.void]]:
    """Those of the products whose first image is there as it was indexed, and its features under another network."""
    there: list[int] = []
    rows = [describe_images([], embedder)]
    meter = Meter(report, Stage.PREPARING, len(products))
    for product in products:
        image = serving.snapshot.products[product].images[0]
        meter.advance(1)
        try:
            content = read_file(Path(serving.snapshot.folder) / image.path)
            if hashlib.sha256(content).hexdigest() != image.sha256:
                continue  # it is another picture than the one that the model in service knows
            pixels = decode_bytes(content, least_side(embedder))
            rows.append(describe_images([prepare_image(pixels, embedder)], embedder))
        except UnreadableImage:
            continue
        there.append(product)
    return there, np.concatenate(rows)


def _side(serving: Serving, model: LoadedModel, rows: npt.NDArray[np.void], among: Sequence[int]) -> _Side:
    matcher = Matcher(
        ArrayRows(rows),
        range(len(rows)),
        serving.settings.similarity,
        serving.matcher.fusion,
        earlier=model.embedder.look_size.earlier,
        adapter=model.adapter,
        picture=lambda row: serving.pictures.soon(serving.pictures.first_row(among[row])),
    )
    return _Side(model.embedder, matcher, PhotoDomain(serving.domain.shape))


def _described(
    serving: Serving, before: _Side, after: _Side, products: Collection[int], report: Report
) -> Iterator[_Photo]:
    """Confirmed photos of these products that can be read; both domains count them in."""
    confirmed = serving.confirmed
    meter = Meter(report, Stage.PREPARING, min(MOST_PHOTOS, len(confirmed.products())))
    for number, (known, product, pixels) in enumerate(confirmed.opened(report)):
        if number == MOST_PHOTOS:
            return
        meter.advance(1)
        if product not in products:
            continue
        try:
            seen = before.describe(pixels, known.region)
            then = seen if after.embedder is before.embedder else after.describe(pixels, known.region)
        except NotFinite:
            continue
        if after.domain is not serving.domain:
            before.domain.add(known.sha256, seen.vectors, seen.cells)
            after.domain.add(known.sha256, then.vectors, then.cells)
        yield _Photo(known, product, seen, then)


def _change(serving: Serving, photo: _Photo, ranks: tuple[int, int], *, taught: bool) -> RankChange:
    product = serving.snapshot.products[photo.product]
    image = str(Path(serving.snapshot.folder) / product.images[0].path)
    return RankChange(photo.known.path, product.sku, product.name, image, *ranks, taught=taught)
