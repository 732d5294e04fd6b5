"""A copy of a model that can be trained: batch norm and dropout stay as in use, only weights move."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
import safetensors.numpy
import safetensors.torch
import torch
from torch import nn

from stockmatch.core.embedder import Embedder, Prepared
from stockmatch.models.adapter import adapter_for_saving
from stockmatch.models.classic import ClassicEmbedder
from stockmatch.models.torch_embedder import TorchEmbedder, restore_state, state_for_saving
from stockmatch.tuning.loss import Seen

KEPT = 0.5
"""How far a proposal goes from the weights as they were to the trained ones: M. Wortsman et al., "Robust fine-tuning of
zero-shot models" (WiSE-FT), CVPR 2022, who recommend half where nothing is known of what is to come."""


class Trainable(Protocol):
    """What training needs of a model."""

    @property
    def device_name(self) -> str:
        """Where it runs, for the person."""

    def parameters(self) -> list[nn.Parameter]:
        """Everything that is trained."""

    def see(self, views: Sequence[Prepared]) -> Seen:
        """What the present weights see in views, in one batch, with their gradient."""

    def snapshot(self) -> bytes:
        """Half way to the present weights, as a safetensors file, what ``ModelRef.tuned_file`` names."""

    def restored(self, snapshot: bytes) -> Embedder:
        """The model with the weights of a snapshot."""


class TrainableBackbone:
    """All weights of a torch backbone."""

    def __init__(self, embedder: TorchEmbedder) -> None:
        self._embedder = embedder
        self._module = embedder.trainable_copy()
        self._training = embedder.with_module(self._module, embedder.model_id)

    @property
    def device_name(self) -> str:
        return self._embedder.device_name

    def parameters(self) -> list[nn.Parameter]:
        return list(self._module.parameters())

    def see(self, views: Sequence[Prepared]) -> Seen:
        looks, maps = self._training.look_in_training(views)
        return Seen(looks, maps.flatten(1, 2))

    def snapshot(self) -> bytes:
        first, present = (state_for_saving(module) for module in (self._embedder.module, self._module))
        return bytes(safetensors.torch.save({name: _between(first[name], present[name]) for name in present}))

    def restored(self, snapshot: bytes) -> TorchEmbedder:
        module = self._embedder.trainable_copy().requires_grad_(False)
        restore_state(module, safetensors.torch.load(snapshot))
        return self._embedder.with_module(module, self._embedder.model_id)


def _between(first: torch.Tensor, present: torch.Tensor) -> torch.Tensor:
    return torch.lerp(first, present, KEPT) if present.is_floating_point() else present


class TrainableAdapter:
    """Classic has no weights: what is trained is a linear map behind its looks, at first the identity."""

    def __init__(self, embedder: ClassicEmbedder) -> None:
        size = embedder.dimension
        start = np.eye(size, dtype=np.float32) if embedder.adapter is None else embedder.adapter
        self._embedder = embedder
        self._plain = ClassicEmbedder(embedder.model_id)
        self._first = torch.from_numpy(start.copy())
        self._weight = nn.Parameter(self._first.clone())

    @property
    def device_name(self) -> str:
        return self._embedder.device_name

    def parameters(self) -> list[nn.Parameter]:
        return [self._weight]

    def see(self, views: Sequence[Prepared]) -> Seen:
        look = self._plain.look(views)
        return Seen(torch.from_numpy(look.vectors) @ self._weight, torch.from_numpy(look.maps).flatten(1, 2))

    def snapshot(self) -> bytes:
        half = _between(self._first, self._weight.detach()).numpy()
        return bytes(safetensors.numpy.save(adapter_for_saving(half)))

    def restored(self, snapshot: bytes) -> ClassicEmbedder:
        (matrix,) = safetensors.numpy.load(snapshot).values()
        return ClassicEmbedder(self._embedder.model_id, matrix)


def device_of(embedder: Embedder) -> torch.device:
    """Where what a model sees is trained on."""
    return embedder.device if isinstance(embedder, TorchEmbedder) else torch.device("cpu")


def trainable(embedder: Embedder) -> Trainable:
    """A trainable copy of a model; the model itself stays as it is. Raises TypeError for an unknown kind."""
    if isinstance(embedder, TorchEmbedder):
        return TrainableBackbone(embedder)
    if isinstance(embedder, ClassicEmbedder):
        return TrainableAdapter(embedder)
    raise TypeError(f"{type(embedder).__name__} cannot be trained")
