"""torchvision's pretrained weights: where they come from, where they lie, whether they are here.

File names carry the start of their SHA-256. One was wrong for long (EfficientNet, pytorch/vision issue 7744, which the
study worked around); torchvision renamed that file before 0.24, the oldest version supported, so hashes are checked.
"""

from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

import torch
from torchvision import models

from stockmatch.core.errors import DownloadFailed, WeightsMissing
from stockmatch.core.model import CLASSIC, backbone
from stockmatch.core.progress import Report, ignore
from stockmatch.models.download import download, expected_hash, file_hash


def address(backbone_id: str) -> str:
    """Address of the weights that torchvision calls DEFAULT, as the study used them."""
    return str(models.get_model_weights(backbone_id).DEFAULT.url)


def pretrained_file(backbone_id: str) -> Path:
    """Where torch's hub cache keeps the weights, whether or not they are there."""
    return Path(torch.hub.get_dir()) / "checkpoints" / PurePosixPath(urlsplit(address(backbone_id)).path).name


def has_pretrained(backbone_id: str) -> bool:
    """Whether the weights are on this machine; always true for Classic."""
    return backbone_id == CLASSIC or pretrained_file(backbone_id).is_file()


def require_pretrained(backbone_id: str) -> Path:
    """The weights' file. Raises ``WeightsMissing``."""
    path = pretrained_file(backbone_id)
    if path.is_file():
        return path
    known = backbone(backbone_id)
    raise WeightsMissing(
        backbone_id,
        known.download_mb,
        f"{known.title} needs its pretrained weights ({known.download_mb} MB), which are not on this computer.",
    )


def download_pretrained(backbone_id: str, report: Report = ignore) -> Path:
    """Fetch the weights into torch's hub cache; a file there whose hash is right is kept. Nothing to do for Classic.

    Progress is in bytes. Raises ``DownloadFailed``, and what the report raises.
    """
    path = pretrained_file(backbone_id)
    try:
        whole = path.is_file() and file_hash(path).startswith(expected_hash(path.name) or "")
    except OSError as error:
        raise DownloadFailed(f"{path} cannot be read: {error.strerror or error}.") from error
    if not whole:
        download(address(backbone_id), path, report)
    return path
