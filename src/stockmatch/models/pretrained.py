"""Pretrained weights: where they come from, where they lie, whether they are here.

torchvision's file names carry the start of their SHA-256. One was wrong for long (EfficientNet, pytorch/vision issue
7744, which the study worked around); torchvision renamed that file before 0.24, the oldest version supported, so hashes
are checked.
"""

from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

import torch
from safetensors import SafetensorError, safe_open

from stockmatch.core.errors import DownloadFailed, WeightsMissing
from stockmatch.core.message import Message, joined
from stockmatch.core.model import CLASSIC, backbone
from stockmatch.core.progress import Report, ignore
from stockmatch.models.download import download, expected_hash, file_hash
from stockmatch.models.extras import installed, require_installed
from stockmatch.models.hub import HUB_FILES, hub_address, in_hub_cache, name_on_disk
from stockmatch.models.vision import models


def address(backbone_id: str) -> str:
    """Address of the weights: those that torchvision calls DEFAULT, as the study used them, or the hub's."""
    if backbone_id in HUB_FILES:
        return hub_address(backbone_id)
    return str(models.get_model_weights(backbone_id).DEFAULT.url)


def pretrained_file(backbone_id: str) -> Path:
    """Where torch's hub cache keeps the weights, whether or not they are there, or where Hugging Face's has them."""
    folder = Path(torch.hub.get_dir()) / "checkpoints"
    if backbone_id in HUB_FILES:
        return in_hub_cache(backbone_id) or folder / name_on_disk(backbone_id)
    return folder / PurePosixPath(urlsplit(address(backbone_id)).path).name


def has_pretrained(backbone_id: str) -> bool:
    """Whether the weights are on this machine and can be used; always true for Classic."""
    return backbone_id == CLASSIC or (installed(backbone_id) and pretrained_file(backbone_id).is_file())


def require_pretrained(backbone_id: str) -> Path:
    """The weights' file. Raises ``WeightsMissing``."""
    path = pretrained_file(backbone_id)
    if path.is_file():
        return path
    known = backbone(backbone_id)
    facts = joined("; ", [f"{known.download_mb} MB", *([known.terms] if known.terms else [])])
    raise WeightsMissing(
        backbone_id,
        known.download_mb,
        Message(
            "{model} needs its pretrained weights ({facts}), which are not on this computer.",
            model=known.title,
            facts=facts,
        ),
    )


def download_pretrained(backbone_id: str, report: Report = ignore) -> Path:
    """Fetch the weights into torch's hub cache; a file there whose hash is right is kept. Nothing to do for Classic.

    Progress is in bytes. Raises ``DownloadFailed``, ``LibraryMissing``, and what the report raises.
    """
    require_installed(backbone_id)
    path = pretrained_file(backbone_id)
    try:
        whole = path.is_file() and _whole(path)
    except OSError as error:
        raise DownloadFailed(
            Message("{path} cannot be read: {reason}.", path=path, reason=error.strerror or error)
        ) from error
    if not whole:
        download(address(backbone_id), path, report)
    return path


def _whole(path: Path) -> bool:
    """Whether nothing is missing from a file, as far as its name or its own table of contents tell."""
    wanted = expected_hash(path.name)
    if wanted is not None or path.suffix != ".safetensors":
        return file_hash(path).startswith(wanted or "")
    try:
        with safe_open(path, framework="numpy"):
            return True
    except SafetensorError:
        return False
