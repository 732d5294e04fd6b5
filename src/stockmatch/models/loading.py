"""From a ``ModelRef`` to an embedder. Torch is imported only where a torch backbone is asked for."""

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from stockmatch.core.embedder import Embedder
from stockmatch.core.errors import WeightsRefused
from stockmatch.core.message import Message
from stockmatch.core.model import CLASSIC, Device, ModelId, ModelRef, backbone
from stockmatch.core.progress import Progress, Report, Stage, ignore
from stockmatch.models.adapter import read_adapter
from stockmatch.models.classic import DIMENSION, ClassicEmbedder
from stockmatch.models.classic_features import FEATURES_VERSION as CLASSIC_VERSION
from stockmatch.models.download import file_hash
from stockmatch.models.extras import require_installed
from stockmatch.models.preprocessing import PREPROCESSING_VERSION

if TYPE_CHECKING:
    from stockmatch.models.torch_embedder import TorchEmbedder


def load_embedder(ref: ModelRef, device: Device, report: Report = ignore) -> Embedder:
    """Load a model onto a device.

    Raises ``WeightsMissing`` if pretrained weights are not on this machine, ``WeightsRefused`` if a file does not fit,
    ``LibraryMissing`` if an optional backbone's libraries are not installed, ``DeviceUnusable`` if CUDA was asked for
    and cannot be used or the device's memory is too small, KeyError for an unknown backbone.
    """
    report(Progress(Stage.LOADING_MODEL))
    if ref.backbone != CLASSIC:
        return load_torch_embedder(ref, device)
    adapter = read_adapter(ref.tuned_file, DIMENSION) if ref.tuned_file else None
    return ClassicEmbedder(identify(ref), adapter)


def load_torch_embedder(ref: ModelRef, device: Device) -> "TorchEmbedder":
    """``load_embedder`` for a torch backbone, with the type that tuning needs."""
    from stockmatch.models.backbones import build  # noqa: PLC0415
    from stockmatch.models.device import choose_device  # noqa: PLC0415
    from stockmatch.models.torch_embedder import TorchEmbedder  # noqa: PLC0415
    from stockmatch.models.weights import load_state  # noqa: PLC0415

    model_id = identify(ref)
    choice = choose_device(device)
    module = build(ref.backbone, ref.head)
    load_state(ref.tuned_file or _weights_path(ref), module, ref.backbone, ref.head)
    return TorchEmbedder(module, ref.backbone, model_id, choice)


def identify(ref: ModelRef) -> ModelId:
    """The model's id, without loading it: of architecture, head, contents of its files, and preprocessing version.

    Raises ``WeightsMissing``, ``WeightsRefused`` for a file that cannot be read, ``LibraryMissing``, KeyError for an
    unknown backbone.
    """
    known = backbone(ref.backbone)
    require_installed(known.id)
    if known.id == CLASSIC:
        parts = [CLASSIC, f"features {CLASSIC_VERSION}"]
    else:
        parts = [known.id, ref.head.value, _content(_weights_path(ref)), f"preprocessing {PREPROCESSING_VERSION}"]
        if known.extra:
            from stockmatch.models.optional_backbones import OPTIONAL  # noqa: PLC0415 - loads torch

            parts.append(OPTIONAL[known.id].preprocessing)
    parts.append(_content(Path(ref.tuned_file)) if ref.tuned_file else "untuned")
    digest = hashlib.sha256("\n".join(parts).encode()).hexdigest()
    return ModelId(f"{known.id}-{digest[:12]}")


def _weights_path(ref: ModelRef) -> Path:
    if ref.weights_file is not None:
        return Path(ref.weights_file)
    from stockmatch.models.pretrained import require_pretrained  # noqa: PLC0415

    return require_pretrained(ref.backbone)


def _content(path: Path) -> str:
    try:
        status = path.stat()
        return _hashed(path, status.st_mtime_ns, status.st_size)
    except OSError as error:
        raise WeightsRefused(
            Message("{file} cannot be read: {reason}.", file=path.name, reason=error.strerror or error)
        ) from error


@lru_cache(maxsize=64)
def _hashed(path: Path, _modified: int, _size: int) -> str:
    return file_hash(path)
