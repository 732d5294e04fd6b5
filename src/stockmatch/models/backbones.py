"""Networks as feature extractors: torchvision's in the study's cut and in this product's, and the optional ones."""

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, partial
from itertools import takewhile
from typing import Any

import torch
from torch import nn
from torch.overrides import TorchFunctionMode

from stockmatch.core.model import Head
from stockmatch.models.architecture import Architecture
from stockmatch.models.optional_backbones import OPTIONAL, OpenClipNetwork, TimmNetwork
from stockmatch.models.parts_map import joined
from stockmatch.models.vision import models

_FILLING = {"constant_", "fill_", "kaiming_normal_", "kaiming_uniform_", "normal_", "trunc_normal_", "uniform_"}


def _plain(name: str) -> Callable[[], nn.Module]:
    return partial(models.get_model, name, weights=None)


def _inception(name: str) -> Callable[[], nn.Module]:
    """transform_input is what torchvision sets for its pretrained weights: they expect inputs scaled to -1..1."""
    return partial(models.get_model, name, weights=None, init_weights=False, aux_logits=False, transform_input=True)


ARCHITECTURES: dict[str, Architecture] = {
    "convnext_tiny": Architecture(_plain("convnext_tiny"), "classifier", trunk="features"),
    "mobilenet_v3_small": Architecture(
        _plain("mobilenet_v3_small"), "classifier", trunk="features", middle="features.9.block.0", gem=True
    ),
    "resnet50": Architecture(_plain("resnet50"), "fc", trunk="layer4", middle="layer3", gem=True),
    "efficientnet_b0": Architecture(_plain("efficientnet_b0"), "classifier", trunk="features", gem=True),
    "maxvit_t": Architecture(_plain("maxvit_t"), "classifier", square=True, trunk="blocks.3"),
    "densenet121": Architecture(_plain("densenet121"), "classifier", trunk="features", gem=True),
    "inception_v3": Architecture(
        _inception("inception_v3"), "fc", side=299, training_only=("AuxLogits.",), trunk="Mixed_7c", gem=True
    ),
    "mnasnet0_5": Architecture(
        _plain("mnasnet0_5"), "classifier", trunk="layers", middle="layers.12.0.layers.2", gem=True
    ),
    "mobilenet_v2": Architecture(
        _plain("mobilenet_v2"), "classifier", trunk="features", middle="features.14.conv.0", gem=True
    ),
    "googlenet": Architecture(
        _inception("googlenet"), "fc", training_only=("aux1.", "aux2."), trunk="inception5b", gem=True
    ),
    "resnet18": Architecture(_plain("resnet18"), "fc", trunk="layer4", middle="layer3", gem=True),
    "alexnet": Architecture(_plain("alexnet"), "classifier", trunk="features", gem=True),
    **OPTIONAL,
}


class MeanOverPositions(nn.Module):
    """Identity for vectors (n, D); the mean over positions of a feature map (n, D, height, width)."""

    def forward(self, features: torch.Tensor) -> torch.Tensor:
        """Return shape (n, D)."""
        return features.mean(dim=(2, 3)) if features.ndim == 4 else features


class MapTap:
    """A forward hook that notes feature maps while it is asked to, and only of the thread that asks.

    It stays on the network: hooks cannot come and go while another thread runs it. A copied or unpickled network has a
    tap of its own.
    """

    def __init__(self) -> None:
        self._asked = threading.local()

    def __call__(self, _module: nn.Module, _inputs: object, output: torch.Tensor) -> None:
        if hasattr(self._asked, "maps"):
            self._asked.maps.append(output)

    def __reduce__(self) -> tuple[type["MapTap"], tuple[()]]:
        return MapTap, ()

    @contextmanager
    def listening(self) -> Iterator[list[torch.Tensor]]:
        """The maps that pass in this thread meanwhile, each of shape (n, C, height, width); let go of afterwards."""
        maps: list[torch.Tensor] = []
        self._asked.maps = maps
        try:
            yield maps
        finally:
            del self._asked.maps


def with_maps(module: nn.Module, images: torch.Tensor) -> tuple[torch.Tensor, Sequence[torch.Tensor]]:
    """Vectors (n, D) and feature maps, each (n, C, height, width), the last one last.

    Args:
        module: from ``build``.
        images: normalised, shape (n, 3, height, width).
    """
    if isinstance(module, OpenClipNetwork | TimmNetwork):
        vectors, last = module.with_map(images)
        return vectors, [last]
    tap = module.map_tap
    assert isinstance(tap, MapTap)
    with tap.listening() as maps:
        vectors = module(images)
    return vectors, maps


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
    module.map_tap = MapTap()  # type: ignore[assignment]
    for name in filter(None, (architecture.middle, architecture.trunk)):
        module.get_submodule(name).register_forward_hook(module.map_tap)  # type: ignore[arg-type]
    return module.eval()


class _Unfilled(TorchFunctionMode):
    """Fills no tensor: without memory there is nothing to fill, and torch's way of not doing so loads its compiler.

    ConvNeXt and MaxViT load it all the same: they also calculate while they are made.
    """

    def __torch_function__(
        self,
        func: Callable[..., Any],
        types: Sequence[type],
        args: Sequence[Any] = (),
        kwargs: Mapping[str, Any] | None = None,
    ) -> Any:
        given = kwargs or {}
        if getattr(func, "__name__", "") in _FILLING:
            return args[0] if args else given["tensor"]
        return func(*args, **given)


@cache
def shapes(backbone_id: str, head: Head) -> Mapping[str, tuple[int, ...]]:
    """Shape of every tensor in the network's state dict, without allocating it."""
    with torch.device("meta"), _Unfilled():
        module = build(backbone_id, head)
    return {name: tuple(tensor.shape) for name, tensor in module.state_dict().items()}


@dataclass(frozen=True)
class Sizes:
    """What a network returns for one image of its own side.

    Attributes:
        dimension: length of the vector.
        channels: of the last feature map.
        parts: channels of the map of parts.
        earlier: how many of them, the first ones, are an earlier map's.
        grid: height and width of both maps.
    """

    dimension: int
    channels: int
    parts: int
    earlier: int
    grid: int


def sizes(module: nn.Module, backbone_id: str) -> Sizes:
    """Found by running one blank image."""
    architecture = ARCHITECTURES[backbone_id]
    parameter = next(module.parameters())
    blank = torch.zeros(1, 3, architecture.side, architecture.side, device=parameter.device)
    with torch.inference_mode():
        vectors, maps = with_maps(module, blank)
    parts, earlier = joined(maps), sum(int(one.shape[1]) for one in maps[:-1])
    return Sizes(int(vectors.shape[1]), int(maps[-1].shape[1]), int(parts.shape[1]), earlier, int(parts.shape[2]))
