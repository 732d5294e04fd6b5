"""Where the optional networks' weights lie on the Hugging Face hub and on this machine.

The library's own download can neither be cancelled nor is it sure to end, so files are fetched by ``download`` from the
address that the library names; what it has in its cache already is used.
"""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class HubFile:
    """One file of weights.

    Attributes:
        repository: ``owner/name`` on the hub.
        file: its name there.
        sha256: how its SHA-256 begins; empty where that is not known.
    """

    repository: str
    file: str = "model.safetensors"
    sha256: str = ""


HUB_FILES: dict[str, HubFile] = {
    "marqo_fashion_siglip": HubFile("Marqo/marqo-fashionSigLIP", "open_clip_model.safetensors", "8890820043495"),
    "siglip2_vit_b_16": HubFile("timm/vit_base_patch16_siglip_224.v2_webli"),
    "clip_vit_b_16": HubFile("timm/vit_base_patch16_clip_224.openai", "open_clip_model.safetensors"),
    "dinov2_vit_s_14": HubFile("timm/vit_small_patch14_dinov2.lvd142m"),
    "dinov3_vit_s_16": HubFile("timm/vit_small_patch16_dinov3.lvd1689m"),
    "convnextv2_tiny": HubFile("timm/convnextv2_tiny.fcmae_ft_in22k_in1k"),
}
"""By backbone id. SigLIP 2's is the image tower alone: the same numbers as open_clip's, a quarter of its size."""


def hub_address(backbone_id: str) -> str:
    """Address of the file; follows ``HF_ENDPOINT``. Needs huggingface_hub."""
    import huggingface_hub  # noqa: PLC0415 - an optional library

    known = HUB_FILES[backbone_id]
    return str(huggingface_hub.hf_hub_url(known.repository, known.file))


def in_hub_cache(backbone_id: str) -> Path | None:
    """The file in the library's own cache; None if it is not there. Needs huggingface_hub."""
    import huggingface_hub  # noqa: PLC0415 - an optional library

    known = HUB_FILES[backbone_id]
    found = huggingface_hub.try_to_load_from_cache(known.repository, known.file)
    return Path(found) if isinstance(found, str) else None


def name_on_disk(backbone_id: str) -> str:
    """Name under which the file is kept; carries its hash where that is known, as torchvision's do."""
    sha256 = HUB_FILES[backbone_id].sha256
    return f"{backbone_id}-{sha256}.safetensors" if sha256 else f"{backbone_id}.safetensors"
