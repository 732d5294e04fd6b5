"""Model versions that come from elsewhere: whether they fit the model in use, and taking them in."""

import tempfile
from dataclasses import replace
from pathlib import Path

from stockmatch.core.errors import WeightsRefused
from stockmatch.core.message import Message
from stockmatch.core.model import BACKBONES, Device, ModelRef, backbone
from stockmatch.core.progress import Progress, Report, Stage
from stockmatch.core.tuning import ModelVersion
from stockmatch.matching.adapter import holds_parts_adapter, read_parts_adapter
from stockmatch.models.loading import identify, load_embedder
from stockmatch.services.serving import LoadedModel
from stockmatch.store.catalogue_store import CatalogueStore
from stockmatch.store.version_file import VersionCard, read_version


def import_version(store: CatalogueStore, model: LoadedModel, path: Path, report: Report) -> ModelVersion:
    """Take a version in that ``export_version`` wrote; it is kept, and not in service.

    Args:
        store: of the catalogue it is to belong to.
        model: in use there; the version must be a tuning of the same untuned model.
        path: the file.
        report: progress.

    Raises:
        WeightsRefused: if it is damaged, of another model, does not fit, or is there already. Nothing was changed.
        RecordsError: if it could not be saved.
        Cancelled: when the report does; nothing was changed.
    """
    report(Progress(Stage.SCANNING))
    card, tuned = read_version(path)
    _require_same_model(card, model, path)
    report(Progress(Stage.LOADING_MODEL))
    with tempfile.TemporaryDirectory(prefix="stockmatch-import-", ignore_cleanup_errors=True) as folder:
        file = Path(folder) / "tuned.safetensors"
        file.write_bytes(tuned)
        ref = replace(model.ref, tuned_file=str(file))
        _require_fit(ref, card, model, path)
        card = replace(card, model_id=identify(ref))
    here = next((one for one in store.kept_versions(model.base_id) if one.model_id == card.model_id), None)
    if here is not None:
        raise WeightsRefused(
            Message("{file} is here already: version {version}.", file=path.name, version=here.version)
        )
    report(Progress(Stage.SAVING))
    version = store.add_imported(card, tuned)
    return next(one for one in store.kept_versions(model.base_id) if one.version == version)


def _require_same_model(card: VersionCard, model: LoadedModel, path: Path) -> None:
    in_use = backbone(model.ref.backbone).title
    if card.backbone != model.ref.backbone:
        titles = {known.id: known.title for known in BACKBONES}
        raise WeightsRefused(
            Message(
                "{file} is a tuning of {model}, but {other} is in use. Choose {model} in the settings, then import it.",
                file=path.name,
                model=titles.get(card.backbone, card.backbone),
                other=in_use,
            )
        )
    if card.base_model_id != model.base_id:
        raise WeightsRefused(
            Message(
                "{file} was tuned from other weights of {model} than those in use here, so it does not fit them.",
                file=path.name,
                model=in_use,
            )
        )


def _require_fit(ref: ModelRef, card: VersionCard, model: LoadedModel, path: Path) -> None:
    """The tensors must be a tuning of this backbone, of the kind that the card says."""
    assert ref.tuned_file is not None
    parts = holds_parts_adapter(ref.tuned_file)
    try:
        if parts != card.method.changes_parts:
            raise WeightsRefused(Message("It holds another kind of tuning than it says."))
        if parts:
            read_parts_adapter(ref.tuned_file, model.embedder.look_size.channels)
        else:
            load_embedder(ref, Device.CPU)
    except WeightsRefused as error:
        raise WeightsRefused(
            Message("{file} cannot be used: {reason} Nothing was changed.", file=path.name, reason=error.message)
        ) from error
