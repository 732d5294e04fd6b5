"""Networks as feature extractors: torchvision's in the study's cut and in this product's, and the optional ones."""

from collections.abc import Callable, Mapping
from functools import cache, partial
from itertools import takewhile

import torch
from torch import nn
from torchvision import models

from stockmatch.core.model import Head
from stockmatch.models.architecture import Architecture
from stockmatch.models.optional_backbones import OPTIONAL


def _plain(name: str) -> Callable[[], nn.Module]:
    return partial(models.get_model, name, weights=None)


def _inception(name: str) -> Callable[[], nn.Module]:
    """transform_input is what torchvision sets for its pretrained weights: they expect inputs scaled to -1..1."""
    return partial(models.get_model, name, weights=None, init_weights=False, aux_logits=False, transform_input=True)


ARCHITECTURES: dict[str, Architecture] = {
    "convnext_tiny": Architecture(_plain("convnext_tiny"), "classifier"),
    "mobilenet_v3_small": Architecture(_plain("mobilenet_v3_small"), "classifier"),
    "resnet50": Architecture(_plain("resnet50"), "fc"),
    "efficientnet_b0": Architecture(_plain("efficientnet_b0"), "classifier"),
    "maxvit_t": Architecture(_plain("maxvit_t"), "classifier", square=True),
    "densenet121": Architecture(_plain("densenet121"), "classifier"),
    "inception_v3": Architecture(_inception("inception_v3"), "fc", side=299, training_only=("AuxLogits.",)),
    "mnasnet0_5": Architecture(_plain("mnasnet0_5"), "classifier"),
    "mobilenet_v2": Architecture(_plain("mobilenet_v2"), "classifier"),
    "googlenet": Architecture(_inception("googlenet"), "fc", training_only=("aux1.", "aux2.")),
    "resnet18": Architecture(_plain("resnet18"), "fc"),
    "alexnet": Architecture(_plain("alexnet"), "classifier"),
    **OPTIONAL,
}


class MeanOverPositions(nn.Module):
    """Identity for vectors (n, D); the mean over positions of a feature map (n, D, height, width)."""

    def forward(self, features: torch.Tensor) -> torch.Tensor:
        """Return shape (n, D)."""
        return features.mean(dim=(2, 3)) if features.ndim == 4 else features


def build(backbone_id: str, head: Head) -> nn.Module:
    """The network with random weights, in eval mode, returning (n, D) for images (n, 3, height, width).

    Its state dict has its library's key names. The study's cut replaces the whole classification head; the pooled cut
    keeps what comes before the head's first Linear (ConvNeXt's and MaxViT's LayerNorm). Optional networks have one cut.
    """
    architecture = ARCHITECTURES[backbone_id]
    module = architecture.make()
    if not architecture.head:
        return module.eval()
    full_head = getattr(module, architecture.head)
    kept: list[nn.Module] = []
    if head is Head.POOLED and isinstance(full_head, nn.Sequential):
        before_linear = takewhile(lambda layer: not isinstance(layer, nn.Linear), full_head)
        kept = [layer for layer in before_linear if not isinstance(layer, nn.Dropout)]
    setattr(module, architecture.head, nn.Sequential(*kept, MeanOverPositions()))
    return module.eval()


@cache
def shapes(backbone_id: str, head: Head) -> Mapping[str, tuple[int, ...]]:
    """Shape of every tensor in the network's state dict, without allocating it."""
    with torch.device("meta"):
        module = build(backbone_id, head)
    return {name: tuple(tensor.shape) for name, tensor in module.state_dict().items()}


def dimension(module: nn.Module, backbone_id: str) -> int:
    """Length of the vectors that the network returns, found by running one blank image."""
    architecture = ARCHITECTURES[backbone_id]
    parameter = next(module.parameters())
    blank = torch.zeros(1, 3, architecture.side, architecture.side, device=parameter.device)
    with torch.inference_mode():
        return int(module(blank).shape[1])
