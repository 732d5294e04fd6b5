"""Whether the libraries of an optional backbone are installed. Looks, but loads none of them."""

from importlib.util import find_spec

from stockmatch.core.errors import LibraryMissing
from stockmatch.core.message import Message
from stockmatch.core.model import backbone

LIBRARIES = {"fashion": ("open_clip", "timm", "huggingface_hub")}
"""Import names of what each extra of this package brings."""


def installed(backbone_id: str) -> bool:
    """Whether everything the backbone needs is installed; its weights are another matter."""
    return not _missing(backbone_id)


def require_installed(backbone_id: str) -> None:
    """Raise ``LibraryMissing`` unless everything the backbone needs is installed."""
    missing = _missing(backbone_id)
    if missing:
        known = backbone(backbone_id)
        raise LibraryMissing(
            Message(
                "{model} needs libraries that are not installed ({missing}). Install them with: {command}",
                model=known.title,
                missing=", ".join(missing),
                command=known.install_command,
            )
        )


def _missing(backbone_id: str) -> list[str]:
    return [name for name in LIBRARIES.get(backbone(backbone_id).extra, ()) if find_spec(name) is None]
