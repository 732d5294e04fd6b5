"""Networks in the study's cut, with pretrained or random weights."""

from collections.abc import Sequence
from pathlib import Path

import torch
from torch import nn
from torchvision.ops import StochasticDepth

from stockmatch.core.embedder import Prepared
from stockmatch.core.model import Device, Head, ModelId, ModelRef
from stockmatch.models.backbones import build, shapes
from stockmatch.models.device import DeviceChoice
from stockmatch.models.loading import load_torch_embedder
from stockmatch.models.torch_embedder import TorchEmbedder

_BATCH_NORM = nn.modules.batchnorm._BatchNorm


def weights_file(backbone: str, weights_dir: Path | None) -> str | None:
    """The folder's file for a backbone; None for the download cache's."""
    if weights_dir is None or not (weights_dir / f"{backbone}.pth").is_file():
        return None
    return str(weights_dir / f"{backbone}.pth")


def pretrained(backbone: str, weights_dir: Path | None, device: Device, head: Head = Head.STUDY) -> TorchEmbedder:
    """Load a pretrained network. Raises WeightsMissing, WeightsRefused and DeviceUnusable."""
    return load_torch_embedder(ModelRef(backbone, weights_file(backbone, weights_dir), head=head), device)


def from_random(backbone: str, seed: int, choice: DeviceChoice) -> TorchEmbedder:
    """A network with random weights, the same for the same seed. The global random state stays as it was."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        module = build(backbone, Head.STUDY)
    return TorchEmbedder(module, backbone, ModelId(f"{backbone}-random-{seed}"), choice)


def has_own_pooled_head(backbone: str) -> bool:
    """Whether the study's cut drops layers that are kept before the head's first Linear (a LayerNorm)."""
    return shapes(backbone, Head.POOLED) != shapes(backbone, Head.STUDY)


def batch_norm(module: nn.Module) -> str:
    """How the network's batch norms are: "none", "live", or "folded".

    A file with batch norms folded into the convolutions leaves identities behind: mean 0, variance 1. In training mode
    these would normalise a second time, with the batch's statistics, what is normalised already.
    """
    layers = [layer for layer in module.modules() if isinstance(layer, _BATCH_NORM)]
    if not layers:
        return "none"
    return "folded" if all(_identity(layer) for layer in layers) else "live"


def _identity(layer: "nn.modules.batchnorm._BatchNorm") -> bool:
    mean, variance = layer.running_mean, layer.running_var
    return mean is not None and variance is not None and bool((mean == 0).all()) and bool((variance == 1).all())


def restored(embedder: TorchEmbedder, prepared: Sequence[Prepared]) -> TorchEmbedder:
    """The same function with live batch norms, where a file has them folded; the given network is not changed.

    The statistics are those of the layers' inputs over the prepared images; scale and shift are set so that nothing
    changes in eval mode. They stand in for the statistics of the network's own training, which the file has lost.
    """
    module = embedder.trainable_copy()
    copy = embedder.with_module(module, embedder.model_id)
    layers = [layer for layer in module.modules() if isinstance(layer, _BATCH_NORM)]
    seen = {layer: _Moments() for layer in layers}
    hooks = [layer.register_forward_pre_hook(seen[layer].add) for layer in layers]
    copy.embed(prepared)
    for hook in hooks:
        hook.remove()
    with torch.no_grad():
        for layer, moments in seen.items():
            mean, variance = moments.mean, moments.variance
            was = 1 / (1 + layer.eps) ** 0.5
            layer.bias.add_(layer.weight * mean * was)
            layer.weight.mul_((variance + layer.eps).sqrt() * was)
            assert layer.running_mean is not None
            assert layer.running_var is not None
            layer.running_mean.copy_(mean)
            layer.running_var.copy_(variance)
    return copy


class _Moments:
    """Mean and variance of a layer's input by channel, over all batches."""

    def __init__(self) -> None:
        self._count = 0
        self._sum = self._squares = torch.zeros(1, dtype=torch.float64)

    def add(self, _layer: nn.Module, inputs: tuple[torch.Tensor, ...]) -> None:
        """A forward pre-hook."""
        values = inputs[0].detach().double().transpose(0, 1).flatten(1)
        self._count += values.shape[1]
        self._sum = self._sum.to(values.device) + values.sum(dim=1)
        self._squares = self._squares.to(values.device) + values.pow(2).sum(dim=1)

    @property
    def mean(self) -> torch.Tensor:
        return (self._sum / self._count).float()

    @property
    def variance(self) -> torch.Tensor:
        return (self._squares / self._count - (self._sum / self._count).pow(2)).clamp(min=0).float()


def draws(module: nn.Module) -> bool:
    """Whether training mode draws at random: dropout or stochastic depth."""
    return any(isinstance(layer, nn.Dropout | StochasticDepth) and layer.p > 0 for layer in module.modules())
