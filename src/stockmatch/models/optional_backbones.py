"""The networks of the extra ``fashion``: open_clip's and timm's, made without a network connection.

Sides, means and standard deviations are those of the libraries' own configurations, which a test compares. Two things
are this product's: squares are fitted whole on white instead of cropped or squashed, and DINOv2 sees 224 px as in its
paper's evaluations instead of 518, which would cost more than five times as much.
"""

from functools import partial
from typing import Any

import torch
from torch import nn

from stockmatch.models.architecture import Architecture

_NO_TEXT = {"layers": 1, "width": 8, "heads": 1, "vocab_size": 2, "context_length": 2}
_TEXT_TOWER = (
    "text.",
    "transformer.",
    "token_embedding.",
    "positional_embedding",
    "ln_final.",
    "text_projection",
    "logit_scale",
    "logit_bias",
)
_HALF = (0.5, 0.5, 0.5)


class OpenClipNetwork(nn.Module):
    """The image tower of an open_clip model; the state dict has open_clip's key names (``visual.``).

    Args:
        name: of open_clip's model configuration. Its text tower, up to four times as large, is never made.
    """

    visual: Any

    def __init__(self, name: str) -> None:
        import open_clip  # noqa: PLC0415 - an optional library

        super().__init__()
        config = open_clip.get_model_config(name)
        quick = config.get("quick_gelu", False)
        self.visual = open_clip.CustomTextCLIP(
            config["embed_dim"], config["vision_cfg"], _NO_TEXT, quick_gelu=quick
        ).visual

    def forward(self, images: torch.Tensor) -> torch.Tensor:
        """open_clip's image embeddings, not normalised, shape (n, D), of images (n, 3, side, side)."""
        vectors: torch.Tensor = self.visual(images)
        return vectors

    def with_map(self, images: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Vectors (n, D), and the last layer's patch tokens after the final norm as a map (n, C, height, width)."""
        found = self.visual.forward_intermediates(images, indices=1, normalize_intermediates=True)
        return found["image_features"], found["image_intermediates"][-1]


class TimmNetwork(nn.Module):
    """A timm network without its classifier; the state dict has timm's key names behind ``trunk.``.

    Args:
        name: of timm's model and weights.
        options: for ``timm.create_model``.
    """

    trunk: Any

    def __init__(self, name: str, **options: object) -> None:
        import timm  # noqa: PLC0415 - an optional library

        super().__init__()
        self.trunk = timm.create_model(name, pretrained=False, num_classes=0, **options)

    def forward(self, images: torch.Tensor) -> torch.Tensor:
        """timm's pooled features before the classifier, shape (n, D), of images (n, 3, height, width)."""
        return self.with_map(images)[0]

    def with_map(self, images: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Vectors (n, D) and the last layer's features as a map (n, C, height, width).

        A ViT's map is its patch tokens after the final norm, without class and register tokens.
        """
        features: torch.Tensor = self.trunk.forward_features(images)
        vectors: torch.Tensor = self.trunk.forward_head(features, pre_logits=True)
        if features.ndim == 4:
            return vectors, features
        height, width = self.trunk.patch_embed.dynamic_feat_size(tuple(images.shape[-2:]))
        patches = features[:, self.trunk.num_prefix_tokens :]
        return vectors, patches.transpose(1, 2).reshape(len(images), -1, height, width)


_siglip = partial(
    Architecture,
    square=True,
    training_only=_TEXT_TOWER,
    mean=_HALF,
    std=_HALF,
    bicubic=True,
    prefix="visual.trunk.",
)
_timm = partial(Architecture, bicubic=True, prefix="trunk.")

OPTIONAL: dict[str, Architecture] = {
    "marqo_fashion_siglip": _siglip(partial(OpenClipNetwork, "ViT-B-16-SigLIP")),
    "siglip2_vit_b_16": _siglip(partial(OpenClipNetwork, "ViT-B-16-SigLIP2")),
    "clip_vit_b_16": Architecture(
        partial(OpenClipNetwork, "ViT-B-16-quickgelu"),
        square=True,
        training_only=_TEXT_TOWER,
        mean=(0.48145466, 0.4578275, 0.40821073),
        std=(0.26862954, 0.26130258, 0.27577711),
        bicubic=True,
        prefix="visual.",
    ),
    # dynamic_img_size keeps the position embedding in the file's own size, so that its shape can be checked strictly.
    "dinov2_vit_s_14": _timm(
        partial(TimmNetwork, "vit_small_patch14_dinov2.lvd142m", dynamic_img_size=True),
        square=True,
        training_only=("trunk.mask_token",),
    ),
    "dinov3_vit_s_16": _timm(
        partial(TimmNetwork, "vit_small_patch16_dinov3.lvd1689m", dynamic_img_size=True), square=True, side=256
    ),
    "convnextv2_tiny": _timm(
        partial(TimmNetwork, "convnextv2_tiny.fcmae_ft_in22k_in1k"), training_only=("trunk.head.fc.",)
    ),
}
"""The optional networks by backbone id. Making one raises ImportError where its library is not installed."""
