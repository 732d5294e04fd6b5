"""What tuning reports and what it leaves behind."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from stockmatch.core.own_photos import OwnPhotos

LEAST_PRODUCTS = 5
"""Different ones, to tune on: of fewer, even if all get likelier, a sign test finds nothing significant at 5 %."""

VERSION_SUFFIX = ".stockmatch-model"
"""What the name of an exported model version ends with."""


class TuneMethod(StrEnum):
    """What of a model was trained, as a stable key."""

    PARTS = "parts"
    """A low-rank change of the patches, from confirmed photos; features stay as they are."""
    WHITENING = "whitening"
    """A change of the patches in closed form, from pseudo-photos; features stay as they are."""
    BACKBONE = "backbone"
    """All of the network, or Classic's adapter, from pseudo-photos."""

    @property
    def changes_parts(self) -> bool:
        """Whether features stay as they are, and what is tuned is a change of the patches."""
        return self in {TuneMethod.PARTS, TuneMethod.WHITENING}


@dataclass(frozen=True)
class TuneStep:
    """One step of tuning.

    Attributes:
        step: 0 is the untuned model.
        loss: mean cross-entropy of a photo's product among others by what is trained alone, in nats.
        pseudo_error: top-1 error on the photos that choose the step, by what is trained alone, 0 to 1.
    """

    step: int
    loss: float
    pseudo_error: float


@dataclass(frozen=True)
class TuneFigures:
    """One model's error on the photos of the check, which chose nothing; fractions 0 to 1."""

    top1_error: float
    top5_error: float


@dataclass(frozen=True)
class TuneOutcome:
    """What a tuning found.

    Attributes:
        better: whether the tuned model may be kept: never true unless the check shows significantly fewer errors than
            before, or, where pseudo-photos are the check, significantly more products that stand out and no more
            errors (exact sign test, 5 %).
        reason: one sentence for the person.
        steps: the curve, step 0 first.
        chosen_step: the step the proposal was taken from; 0 for none.
        before, after: the check's figures; both of the model as it was if the tuned one is not better.
        products: how many products took part in the loss.
        check_photos: how many photos the check used: confirmed ones where parts were trained, else pseudo-photos.
        stopped: whether the person stopped it early.
        seconds: wall time.
        method: what was trained.
        confirmed: how many confirmed photos took part, as teachers or in the check; 0 where pseudo-photos alone did.
    """

    better: bool
    reason: str
    steps: tuple[TuneStep, ...]
    chosen_step: int
    before: TuneFigures
    after: TuneFigures
    products: int
    check_photos: int
    stopped: bool
    seconds: float
    method: TuneMethod
    confirmed: int = 0


@dataclass(frozen=True, kw_only=True)
class TuneReport(TuneOutcome):
    """The outcome of tuning the model in service.

    Attributes:
        base_model_id: the model that was tuned.
        model_id: the proposed model's id; the base model's where nothing better was found.
        version: id of the stored proposal, None where nothing better was found.
        catalogue_id: the catalogue it was tuned on, to which the proposal belongs.
        catalogue, catalogue_version: that catalogue's name, and which state of it: it may have changed meanwhile.
        own: what the proposal changes for photos that the person confirmed; None without a proposal or such photos,
            and where tuning was stopped early.
    """

    base_model_id: str
    model_id: str
    version: int | None
    catalogue_id: str
    catalogue: str
    catalogue_version: int
    own: "OwnPhotos | None" = None


@dataclass(frozen=True)
class ModelVersion:
    """A kept or proposed tuning of one backbone for one catalogue.

    Attributes:
        version: counts up per catalogue; 0 stands for the untuned model.
        model_id, backbone: of the tuned model.
        created_at: ISO 8601, UTC.
        in_service: whether matching with this backbone uses it.
        kept: False while it is only proposed.
        before, after: the check's figures when it was made; None for the untuned model.
        method: what was trained; None for the untuned model, and where it was not kept.
        check_photos, confirmed: what the figures rest on, see ``TuneOutcome``; 0 where it was not kept.
        measured_on: name of the catalogue that they were measured on.
        imported_at: when it came from a file, ISO 8601, UTC; empty for one that was made here.
    """

    version: int
    model_id: str
    backbone: str
    created_at: str
    in_service: bool
    kept: bool
    before: TuneFigures | None = None
    after: TuneFigures | None = None
    method: TuneMethod | None = None
    check_photos: int = 0
    confirmed: int = 0
    measured_on: str = ""
    imported_at: str = ""

    @property
    def imported(self) -> bool:
        """Whether it was made elsewhere, so that its figures say nothing of this catalogue."""
        return bool(self.imported_at)
