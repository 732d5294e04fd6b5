"""What the person can set."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from stockmatch.core.evidence import ColourMode
from stockmatch.core.model import CLASSIC, Device, ModelRef, Similarity


class Theme(StrEnum):
    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Language(StrEnum):
    """What the window speaks; the values name its locales."""

    SYSTEM = "system"
    ENGLISH = "en"
    TRADITIONAL = "zh_TW"
    SIMPLIFIED = "zh_CN"


@dataclass(frozen=True)
class Settings:
    """The person's settings; a file holds only what differs from these defaults.

    Attributes:
        backbone: id of the backbone in use.
        weights_files: the person's own weights file per backbone id, absolute paths.
        k: how many candidates are shown, 1 to 50.
        similarity: how vectors are compared.
        colour: whether colour counts.
        device: where the model runs.
        theme: colours of the window.
        language: of the window.
        group_images: whether numbered files are images of one product.
        last_catalogue: folder opened last, absolute.
        offer_answered: whether the first-start offer of a better backbone was answered.
        learn_photos: whether a confirmed photo counts as a further image of its product.
        copy_sku: whether the SKU of a product that is confirmed, or chosen as a variant, goes to the clipboard.
        keys: the person's own keys by command id, see ``ui.commands``.
        inbox: folder whose photos come into the queue by themselves, absolute; None for none.
        updates: where newer versions are announced, as ``core.updates`` reads it; None: nobody is asked.
    """

    backbone: str = CLASSIC
    weights_files: Mapping[str, str] = field(default_factory=dict)
    k: int = 5
    similarity: Similarity = Similarity.COSINE
    colour: ColourMode = ColourMode.EXACT
    device: Device = Device.AUTO
    theme: Theme = Theme.SYSTEM
    group_images: bool = True
    last_catalogue: str | None = None
    offer_answered: bool = False
    learn_photos: bool = True
    copy_sku: bool = False
    keys: Mapping[str, str] = field(default_factory=dict)
    inbox: str | None = None
    updates: str | None = None
    language: Language = Language.SYSTEM

    @property
    def model(self) -> ModelRef:
        """The untuned model these settings ask for."""
        return ModelRef(self.backbone, self.weights_files.get(self.backbone))
