"""What the person can set."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, fields, replace
from enum import StrEnum
from typing import Any

from stockmatch.core.evidence import ColourMode
from stockmatch.core.model import CLASSIC, Device, ModelRef, Similarity

Place = tuple[str, str | None]
"""Where settings can differ: an attribute, and of one that is a mapping a key."""


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
        group_images: whether numbered files are images of one product, in catalogues that ``grouping`` does not name.
        grouping: the same of a single catalogue, by its source, absolute.
        last_catalogue: folder opened last, absolute.
        offer_answered: whether the first-start offer of a better backbone was answered.
        learn_photos: whether a confirmed photo counts as a further image of its product.
        copy_sku: whether the SKU of a product that is confirmed, or chosen as a variant, goes to the clipboard.
        keys: the person's own keys by command id, see ``ui.commands``.
        inboxes: folder whose photos come into the queue by themselves, absolute, per catalogue's source, absolute.
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
    inboxes: Mapping[str, str] = field(default_factory=dict)
    updates: str | None = None
    language: Language = Language.SYSTEM
    grouping: Mapping[str, bool] = field(default_factory=dict)

    @property
    def model(self) -> ModelRef:
        """The untuned model these settings ask for."""
        return ModelRef(self.backbone, self.weights_files.get(self.backbone))

    def groups_images(self, source: str) -> bool:
        """Whether numbered files of a catalogue are images of one product."""
        return self.grouping.get(source, self.group_images)

    def with_grouping(self, source: str, group_images: bool) -> "Settings":
        """The same where this is said of a catalogue."""
        return replace(self, grouping={**self.grouping, source: group_images})

    def with_inbox(self, source: str, folder: str | None) -> "Settings":
        """The same with another inbox of a catalogue; None for none."""
        others = {known: inbox for known, inbox in self.inboxes.items() if known != source}
        return replace(self, inboxes=others if folder is None else {**others, source: folder})

    def others_with_inbox(self, source: str) -> tuple[str, ...]:
        """Sources of the other catalogues that have a catalogue's inbox; none where it has none."""
        folder = self.inboxes.get(source)
        return tuple(known for known, inbox in self.inboxes.items() if known != source and inbox == folder)

    def relocated(self, former: str, source: str) -> "Settings":
        """The same for a catalogue whose source is another one now: inbox and grouping stay with it."""
        moved = self.with_inbox(former, None).with_inbox(source, self.inboxes.get(former))
        grouping = {known: on for known, on in self.grouping.items() if known not in {former, source}}
        if former in self.grouping:
            grouping[source] = self.grouping[former]
        return replace(moved, grouping=grouping)

    def differences(self, other: "Settings") -> frozenset[Place]:
        """Where these settings differ from others."""
        found: set[Place] = set()
        for each in fields(self):
            here, there = getattr(self, each.name), getattr(other, each.name)
            if isinstance(here, Mapping):
                found.update((each.name, key) for key in here.keys() | there.keys() if here.get(key) != there.get(key))
            elif here != there:
                found.add((each.name, None))
        return frozenset(found)

    def taking(self, other: "Settings", places: Collection[Place]) -> "Settings":
        """The same, but in these places as another has it."""
        taken: dict[str, Any] = {}
        for name, key in places:
            theirs = getattr(other, name)
            if key is None:
                taken[name] = theirs
            else:
                mine = taken.get(name, getattr(self, name))
                rest = {known: value for known, value in mine.items() if known != key}
                taken[name] = {**rest, key: theirs[key]} if key in theirs else rest
        return replace(self, **taken)


def same_model(one: Settings, other: Settings) -> bool:
    """Whether both settings ask for the same index, so that nothing needs opening again."""

    def relevant(settings: Settings) -> Settings:
        return replace(
            Settings(),
            backbone=settings.backbone,
            weights_files=dict(settings.weights_files),
            similarity=settings.similarity,
            device=settings.device,
            group_images=settings.group_images,
            grouping=dict(settings.grouping),
        )

    return relevant(one) == relevant(other)
