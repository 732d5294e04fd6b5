"""Tuning the model in service: what is tried, in which order, on which photos."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from stockmatch.core.embedder import Pixels
from stockmatch.core.errors import TuningFailed
from stockmatch.core.evidence import ColourMode
from stockmatch.core.message import Message
from stockmatch.core.progress import Meter, Report, Stage
from stockmatch.core.scoring import rank_of
from stockmatch.core.tuning import TuneOutcome
from stockmatch.matching.adapter import PartsAdapter
from stockmatch.models.loading import load_embedder
from stockmatch.models.torch_embedder import TorchEmbedder
from stockmatch.services.serving import Serving
from stockmatch.tuning import tune as backbone_tuning
from stockmatch.tuning.adapt import LEAST_CONFIRMED, LEAST_PRODUCTS, Adapted, adapt
from stockmatch.tuning.parts_set import (
    MOST_CONFIRMED,
    choose_products,
    describe_confirmed_photos,
    make_pseudo_photos,
    parts_examples,
)


def tune(serving: Serving, report: Report, *, seed: int) -> tuple[TuneOutcome, bytes | None]:
    """Try the smallest change first: of the patches, from confirmed photos; else, and without labels, of the backbone.

    A version that serves is replaced only by a better one of its own kind: the other starts from the untuned model, and
    would give up what the version knows.

    Returns:
        What came of it, and the proposal as a safetensors file, None where nothing better was found.

    Raises:
        TuningFailed: with fewer than two products.
        Cancelled: when the report does before there is anything to judge.
    """
    model = serving.model
    changes_parts = model.version == 0 or model.adapter is not None
    if changes_parts and isinstance(model.embedder, TorchEmbedder):
        found = _adapted(serving, model.embedder, report, seed)
        if found is not None and (found.adapter is not None or found.outcome.stopped or model.adapter is not None):
            return found.outcome, None if found.adapter is None else found.adapter.to_bytes()
    frozen = load_embedder(replace(model.ref, tuned_file=None), serving.settings.device) if model.version else None
    products = serving.distinct()
    if len(products) < 2:
        raise TuningFailed(
            Message("Tuning needs at least two different products. Add products to the catalogue first.")
        )
    pictures = [picture for picture in _pictures(serving, products, report) if picture is not None]
    tuned = backbone_tuning.tune(model.embedder, pictures, report, frozen=frozen, seed=seed)
    return tuned.outcome, tuned.weights


def _adapted(serving: Serving, embedder: TorchEmbedder, report: Report, seed: int) -> Adapted | None:
    """What confirmed photos teach; None of too few."""
    matcher, distinct = serving.matcher, serving.distinct()
    parts = matcher.plain_parts
    if parts is None or serving.confirmed.count() < LEAST_CONFIRMED:
        return None
    described = describe_confirmed_photos(serving.confirmed.pictures(report), embedder, parts)
    known = [one for one in islice(described, MOST_CONFIRMED) if one.product in distinct]
    products = choose_products(distinct, [one.product for one in known], seed)
    confirmed = [one for one in known if one.product in products]
    if len(confirmed) < LEAST_CONFIRMED or len({one.product for one in confirmed}) < LEAST_PRODUCTS:
        return None
    pictures = _pictures(serving, products, report)
    made = list(make_pseudo_photos(products, pictures, embedder, parts, report, seed=seed))
    examples = parts_examples(matcher, products, confirmed, made, embedder.device)

    def final_rank(photo: int, change: PartsAdapter | None) -> int:
        one, changed = confirmed[photo], matcher.with_adapter(change)
        first = changed.shortlist(one.features, serving.domain)
        return rank_of(changed.rank(one.features, first, ColourMode.ANY).logits, [one.product])

    return adapt(examples, final_rank, report, in_service=serving.model.adapter, seed=seed)


def _pictures(serving: Serving, products: Sequence[int], report: Report) -> list[Pixels | None]:
    """A picture of each product; None where it cannot be read."""
    meter = Meter(report, Stage.PREPARING, len(products))
    pictures = []
    for picture in serving.pictures(products):
        pictures.append(picture)
        meter.advance(1)
    return pictures
