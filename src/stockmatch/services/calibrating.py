"""What a catalogue's own pseudo-photos tell of it: learnt once, kept on disk, learnt anew when it has changed."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict

from stockmatch.core.catalogue import Problem
from stockmatch.core.errors import RecordsError
from stockmatch.core.message import Message
from stockmatch.core.progress import Meter, Report, Stage
from stockmatch.matching import fitting
from stockmatch.matching.features import FEATURES_VERSION
from stockmatch.matching.fitting import Calibration
from stockmatch.services.serving import Serving

_VERSION = f"{FEATURES_VERSION}.{fitting.VERSION}"
_GROWTH = 0.1
"""Share of first pictures that may have come or gone before what was learnt of the catalogue is learnt anew."""


def calibrated(serving: Serving, report: Report, *, seed: int = 0) -> Serving:
    """The same catalogue with what its pseudo-photos tell; as it is where they are too few to tell anything.

    Where it cannot be kept it serves all the same, and the snapshot's problems say so.

    Raises:
        Cancelled: when the report does.
    """
    distinct = serving.distinct()
    if len(distinct) < fitting.LEAST_PRODUCTS:
        return serving
    pictures = [product.images[0].sha256 for product in serving.snapshot.products]
    known = serving.store.calibration(serving.snapshot.model_id) or {}
    terms = {"version": _VERSION, "similarity": serving.settings.similarity.value}
    found = Calibration.restored(known.get("learnt"))
    current = all(known.get(name) == value for name, value in terms.items()) and not _grown(known, pictures)
    if found is not None and current:
        return serving.with_calibration(found, ())
    found, whole = _learnt(serving, distinct, report, seed)
    if found is None:
        return serving
    problems = []
    try:
        if whole:
            content = {**terms, "pictures": pictures, "learnt": asdict(found)}
            serving.store.save_calibration(serving.snapshot.model_id, content)
    except RecordsError as error:
        words = Message("{reason} Until then it is learnt at every opening.", reason=error.message)
        problems.append(Problem(Message("calibration"), words))
    return serving.with_calibration(found, problems)


def _learnt(serving: Serving, distinct: Sequence[int], report: Report, seed: int) -> tuple[Calibration | None, bool]:
    """What pseudo-photos tell, and whether all pictures were there.

    If not, a drive was lost meanwhile, and what so few tell must not be what is known from now on.
    """
    plan = fitting.choose(distinct, seed)
    gone: list[int] = []
    found = fitting.calibrate(
        serving.matcher,
        plan,
        serving.pictures.first_of([product for product, _ in plan], gone),
        serving.model.embedder,
        meter=Meter(report, Stage.LEARNING, len(plan)),
        seed=seed,
        twins={product: serving.offering.showing_first_of(product) for product, _ in plan},
    )
    return found, not gone


def _grown(known: Mapping[str, object], pictures: Sequence[str]) -> bool:
    """Whether too many products' first pictures have come or gone since something was learnt."""
    before = known.get("pictures")
    if not isinstance(before, list):
        return True
    return len(set(before) ^ set(pictures)) > _GROWTH * len(set(pictures))
