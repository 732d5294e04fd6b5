"""Tuning the model in service: what is tried, in which order, on which photos."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

import numpy as np

from stockmatch.core.embedder import Pixels
from stockmatch.core.errors import TuningFailed
from stockmatch.core.evidence import Evidence
from stockmatch.core.learning import LEAST_CONFIRMED
from stockmatch.core.learning import LEAST_PRODUCTS as LEAST_CONFIRMED_PRODUCTS
from stockmatch.core.message import Message
from stockmatch.core.progress import Meter, Report, Stage
from stockmatch.core.tuning import LEAST_PRODUCTS, TuneOutcome
from stockmatch.matching.adapter import PartsAdapter
from stockmatch.matching.domain import PhotoDomain
from stockmatch.matching.fusion import KINDS
from stockmatch.models.loading import load_embedder
from stockmatch.services.serving import Serving
from stockmatch.tuning import tune as backbone_tuning
from stockmatch.tuning.adapt import adapt
from stockmatch.tuning.final_order import found
from stockmatch.tuning.parts_set import (
    MOST_CONFIRMED,
    choose_products,
    describe_confirmed_photos,
    make_pseudo_photos,
    parts_examples,
)
from stockmatch.tuning.pseudo_set import split_families
from stockmatch.tuning.trainable import device_of
from stockmatch.tuning.trial import Adapted
from stockmatch.tuning.verdict import too_few_products
from stockmatch.tuning.whiten import LEAST_PRODUCTS as LEAST_WHITENED
from stockmatch.tuning.whiten import whiten


def tune(serving: Serving, report: Report, *, seed: int) -> tuple[TuneOutcome, bytes | None]:
    """Try the smallest change first: of the patches, from confirmed photos or, without labels, in closed form; else of
    the backbone.

    A version that serves is replaced only by a better one of its own kind: the other starts from the untuned model, and
    would give up what the version knows.

    Returns:
        What came of it, and the proposal as a safetensors file, None where nothing better was found.

    Raises:
        TuningFailed: with fewer than ``LEAST_PRODUCTS`` different products whose pictures can be read, or too few to
            judge the version in service.
        Cancelled: when the report does before there is anything to judge, or during a check.
    """
    model = serving.model
    changes_parts = model.version == 0 or model.adapter is not None
    if changes_parts:
        for attempt in (_adapted, _whitened):
            tried = attempt(serving, report, seed)
            if tried is not None and (tried.adapter is not None or tried.outcome.stopped or model.adapter is not None):
                return tried.outcome, None if tried.adapter is None else tried.adapter.to_bytes()
    if model.adapter is not None:
        raise TuningFailed(
            Message(
                "There are too few products or confirmed photos to tell whether anything would be better than the "
                "version in service. Add some, or go back to the untuned model first."
            )
        )
    frozen = load_embedder(replace(model.ref, tuned_file=None), serving.settings.device) if model.version else None
    products = serving.distinct()
    if len(products) < LEAST_PRODUCTS:
        raise too_few_products()
    pictures = _some_pictures(serving, products, report, seed)
    tuned = backbone_tuning.tune(
        model.embedder,
        pictures,
        report,
        fusion=serving.matcher.fusion,
        similarity=serving.settings.similarity,
        frozen=frozen,
        seed=seed,
    )
    return tuned.outcome, tuned.weights


def _adapted(serving: Serving, report: Report, seed: int) -> Adapted | None:
    """What confirmed photos teach; None of too few."""
    matcher, embedder, first = serving.matcher, serving.model.embedder, serving.first_alike()
    parts = matcher.plain_parts
    if serving.confirmed.count() < LEAST_CONFIRMED:
        return None
    described = describe_confirmed_photos(serving.confirmed.pictures(report), embedder, parts)
    known = [replace(one, product=first[one.product]) for one in islice(described, MOST_CONFIRMED)]
    products = choose_products(serving.distinct(), [one.product for one in known], seed)
    confirmed = [one for one in known if one.product in products]
    if len(confirmed) < LEAST_CONFIRMED or len({one.product for one in confirmed}) < LEAST_CONFIRMED_PRODUCTS:
        return None
    pictures = _pictures(serving, products, report)
    made = list(make_pseudo_photos(products, pictures, embedder, parts, report, seed=seed))
    domain = PhotoDomain(confirmed[0].features.vectors.shape)
    for number, one in enumerate(confirmed):
        domain.add(str(number), one.features.vectors, one.features.cells)
    examples = parts_examples(matcher, products, confirmed, made, domain=domain, device=device_of(embedder))

    def final(photo: int, change: PartsAdapter | None) -> tuple[int, float]:
        one = confirmed[photo]
        return found(matcher.with_adapter(change), one.features, _showing(serving, one.product), domain)

    return adapt(examples, final, report, in_service=serving.model.adapter, seed=seed)


def _whitened(serving: Serving, report: Report, seed: int) -> Adapted | None:
    """What pseudo-photos teach of the patches; None of too few products whose pictures can be read."""
    matcher, embedder, distinct = serving.matcher, serving.model.embedder, serving.distinct()
    parts = matcher.plain_parts
    if len(distinct) < LEAST_WHITENED:
        return None
    chosen = choose_products(distinct, [], seed)
    pairs = zip(chosen, _pictures(serving, chosen, report), strict=True)
    there = [(product, picture) for product, picture in pairs if picture is not None]
    if len(there) < LEAST_WHITENED:
        return None
    products, pictures = [product for product, _ in there], [picture for _, picture in there]
    halves = [
        [
            replace(one, features=one.features.with_points())
            for one in make_pseudo_photos(products, pictures, embedder, parts, report, families=families, seed=seed)
        ]
        for families in split_families(np.random.default_rng(seed))
    ]
    if not all(halves):
        return None
    made = [*halves[0], *halves[1]]
    examples = parts_examples(matcher, products, (), made, device=device_of(embedder))

    def final(photo: int, change: PartsAdapter | None) -> tuple[int, float]:
        one = made[photo]
        domain = PhotoDomain.of(one.features)
        return found(matcher.with_adapter(change), one.features, _showing(serving, one.product), domain)

    weight = matcher.fusion.weights[KINDS.index(Evidence.PATCHES)]
    return whiten(examples, len(halves[0]), final, report, weight=weight, in_service=serving.model.adapter)


def _showing(serving: Serving, product: int) -> list[int]:
    """A product and the others that have its first picture."""
    return [product, *serving.offering.showing_first_of(product)]


def _pictures(serving: Serving, products: Sequence[int], report: Report) -> list[Pixels | None]:
    """A picture of each product; None where it cannot be read."""
    meter = Meter(report, Stage.PREPARING, len(products))
    pictures = []
    for picture in serving.pictures.first_of(products):
        pictures.append(picture)
        meter.advance(1)
    return pictures


def _some_pictures(serving: Serving, products: Sequence[int], report: Report, seed: int) -> list[Pixels]:
    """A picture of each product that has a readable one; of a large catalogue a random choice: all take memory.

    Raises TuningFailed if there are fewer than ``LEAST_PRODUCTS``.
    """
    most = backbone_tuning.MAX_PRODUCTS
    if len(products) > most:
        products = [int(product) for product in np.random.default_rng(seed).permutation(products)]
    meter = Meter(report, Stage.PREPARING, min(most, len(products)))
    pictures: list[Pixels] = []
    for picture in serving.pictures.first_of(products):
        if picture is not None:
            pictures.append(picture)
        meter.advance(int(picture is not None))
        if len(pictures) == most:
            break
    if len(pictures) < LEAST_PRODUCTS:
        raise TuningFailed(
            Message(
                "{missing} of {products} pictures cannot be read, so there is too little to tell apart. Put the files "
                "back and look for changed files, then tune again.",
                missing=len(products) - len(pictures),
                products=len(products),
            )
        )
    return pictures
