"""Sentences about decisions and models that several views use."""

from collections import Counter
from collections.abc import Collection, Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from stockmatch.core.catalogue import Snapshot
from stockmatch.core.decisions import Decision, DecisionKind, Photo, Queue
from stockmatch.core.model import BACKBONES, CLASSIC, Backbone, Device, backbone
from stockmatch.core.settings import Settings
from stockmatch.core.tuning import ModelVersion
from stockmatch.ui import text
from stockmatch.ui.language import told


def _stem(photo: Photo | None, photos: int) -> str:
    """A photo's name, and how many more there are of those that were decided with it."""
    name = Path(photo.path).stem if photo is not None else ""
    if photos < 2:
        return name
    return QCoreApplication.translate("words", "{0} and {1} more").format(name, text.number(photos - 1))


def _together(decision: Decision, queue: Queue) -> int:
    """How many photos a decision in force is about."""
    if decision.batch is None:
        return 1
    return sum(one.decision is not None and one.decision.batch == decision.batch for one in queue.photos)


def outcome_words(decision: Decision) -> str:
    """A decision alone: "Confirmed as ST-4711"."""
    candidate = decision.choice.candidate
    words = {
        DecisionKind.CONFIRMED: QCoreApplication.translate("words", "Confirmed as {0}"),
        DecisionKind.VARIANT: QCoreApplication.translate("words", "A variant of {0}"),
        DecisionKind.NOT_IN_CATALOGUE: QCoreApplication.translate("words", "Not in catalogue"),
        DecisionKind.SKIPPED: QCoreApplication.translate("words", "Skipped"),
    }[decision.choice.kind]
    return words.format(candidate.sku if candidate is not None else "")


def decided_words(decision: Decision, queue: Queue) -> str:
    """A decision just stored: "✓ ST-4711 ← IMG_2031", "≈ …" for a variant; where room is short the photo is cut."""
    candidate = decision.choice.candidate
    outcome = candidate.sku if candidate is not None else outcome_words(decision)
    if decision.choice.kind is DecisionKind.VARIANT:
        words = QCoreApplication.translate("words", "≈ {1} ← {0}")
    else:
        words = QCoreApplication.translate("words", "✓ {1} ← {0}")
    return words.format(_stem(queue.find(decision.photo_id), _together(decision, queue)), outcome)


def retracted_words(decision: Decision, photos: int, queue: Queue) -> str:
    """A decision just taken back, of so many photos; where it had replaced another, the one that holds again."""
    photo = queue.find(decision.photo_id)
    if photo is not None and photo.decision is not None:
        return decided_words(photo.decision, queue)
    return QCoreApplication.translate("words", "Undecided again: {0}").format(_stem(photo, photos))


def known_words(new: int, known: Sequence[Photo]) -> str:
    """What came of a drop with photos that are in the queue already; one is named with what was decided on it."""
    decided = [photo.decision for photo in known if photo.decision is not None]
    if len(known) > 1:
        many = QCoreApplication.translate("words", "{0} are in the queue already, {1} of them decided.")
        words = many.format(text.photos(len(known)), text.number(len(decided)))
    elif decided:
        one = QCoreApplication.translate("words", "{0} is in the queue already: {1}.")
        words = one.format(Path(known[0].path).stem, outcome_words(decided[0]))
    else:
        words = QCoreApplication.translate("words", "That is in the queue already, and still to be decided.")
    if not new:
        return words
    return QCoreApplication.translate("words", "{0} added. {1}").format(text.photos(new), words)


def same_words(other: Photo) -> str:
    """That the photo on the screen was decided under another name: "Same picture as IMG_2031: Confirmed as ST-4711"."""
    words = QCoreApplication.translate("words", "Same picture as {0}: {1}")
    return words.format(Path(other.path).stem, outcome_words(other.decision) if other.decision is not None else "")


def model_words(snapshot: Snapshot, versions: Sequence[ModelVersion]) -> str:
    """The model in use: "Classic", "ResNet-50 · tuned v2 · CPU"."""
    parts = [backbone(snapshot.backbone).title]
    if snapshot.tuned:
        number = next((v.version for v in versions if v.model_id == snapshot.model_id), 0)
        parts.append(_tuned_words(number))
    if snapshot.backbone != CLASSIC:
        parts.append(snapshot.device_name)
    return text.join(parts)


def model_names(model_ids: Collection[str], versions: Sequence[ModelVersion]) -> dict[str, str]:
    """What models that decisions were made with are called: "Classic", "ResNet-50 · tuned v2".

    Args:
        model_ids: of all models that are named side by side. Those that would be called the same (other weights,
            another version of Stockmatch, a tuning that is gone) are told apart by their digests.
        versions: of the model in use.
    """
    titles, tuned = {one.id: one.title for one in BACKBONES}, {one.model_id: one.version for one in versions}
    names = {}
    for model_id in model_ids:
        backbone_id = model_id.rpartition("-")[0]
        name, version = titles.get(backbone_id, backbone_id or model_id), tuned.get(model_id, 0)
        names[model_id] = text.join([name, _tuned_words(version)]) if version else name
    often = Counter(names.values())
    return {one: text.join([name, one.rpartition("-")[2]]) if often[name] > 1 else name for one, name in names.items()}


def _tuned_words(version: int) -> str:
    """That a model is tuned, and which version that is; 0 where it is not known."""
    tuned = QCoreApplication.translate("words", "tuned")
    return f"{tuned} v{version}" if version else tuned


def not_installed_words(item: Backbone) -> str:
    """Why a backbone cannot be chosen, and the way there."""
    words = QCoreApplication.translate(
        "words", "{model} is not installed. Run this command in a terminal, then start Stockmatch again:\n{command}"
    )
    return words.format(model=item.title, command=item.install_command)


def terms_words(item: Backbone) -> str:
    """The licence of a backbone's weights: "Licence: Apache 2.0"; empty where there is none to name."""
    if not item.terms:
        return ""
    return QCoreApplication.translate("words", "Licence: {terms}").format(terms=told(item.terms))


def chosen_model_words(settings: Settings) -> str:
    """The model of settings: "ResNet-50", with the device and the person's own file where one was chosen."""
    model, parts = settings.model, [backbone(settings.backbone).title]
    if settings.device is not Device.AUTO:
        parts.append(settings.device.value.upper())
    if model.weights_file is not None:
        parts.append(Path(model.weights_file).name)
    return text.join(parts)
