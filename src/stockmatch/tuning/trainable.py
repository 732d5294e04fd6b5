"""A copy of a model that can be trained: batch norm and dropout stay as in use, only weights move."""

from collections.abc import Iterator, Sequence
from typing import Protocol

import numpy as np
import safetensors.numpy
import safetensors.torch
import torch
from torch import Tensor, nn

from stockmatch.core.embedder import Embedder, Prepared
from stockmatch.core.vectors import Vectors
from stockmatch.models.adapter import adapter_for_saving
from stockmatch.models.classic import ClassicEmbedder
from stockmatch.models.torch_embedder import TorchEmbedder, restore_state, state_for_saving


class Trainable(Protocol):
    """What training needs of a model."""

    @property
    def device(self) -> torch.device:
        """Where it runs."""

    @property
    def device_name(self) -> str:
        """Where it runs, for the person."""

    def parameters(self) -> list[nn.Parameter]:
        """Everything that is trained."""

    def embed(self, prepared: Sequence[Prepared]) -> Vectors:
        """Vectors with the present weights, without gradients, shape (len(prepared), dimension)."""

    def batches(self, prepared: Sequence[Prepared], largest: int) -> Iterator[Tensor]:
        """Vectors with gradients, in batches of at most ``largest``; each prepared image in one of them."""

    def snapshot(self) -> bytes:
        """The present weights as a safetensors file, what ``ModelRef.tuned_file`` names."""

    def restore(self, snapshot: bytes) -> None:
        """Go back to the weights of a snapshot."""


class TrainableBackbone:
    """All weights of a torch backbone."""

    def __init__(self, embedder: TorchEmbedder) -> None:
        self._module = embedder.trainable_copy()
        self._embedder = embedder.with_module(self._module, embedder.model_id)

    @property
    def device(self) -> torch.device:
        return self._embedder.device

    @property
    def device_name(self) -> str:
        return self._embedder.device_name

    def parameters(self) -> list[nn.Parameter]:
        return list(self._module.parameters())

    def embed(self, prepared: Sequence[Prepared]) -> Vectors:
        return self._embedder.embed(prepared)

    def batches(self, prepared: Sequence[Prepared], largest: int) -> Iterator[Tensor]:
        for batch in self._embedder.batches(prepared, largest):
            yield self._module(batch.images)

    def snapshot(self) -> bytes:
        return bytes(safetensors.torch.save(state_for_saving(self._module)))

    def restore(self, snapshot: bytes) -> None:
        restore_state(self._module, safetensors.torch.load(snapshot))


class TrainableAdapter:
    """Classic has no weights: what is trained is a linear map behind its features, at first the identity."""

    def __init__(self, embedder: ClassicEmbedder) -> None:
        size = embedder.dimension
        start = np.eye(size, dtype=np.float32) if embedder.adapter is None else embedder.adapter
        self._weight = nn.Parameter(torch.from_numpy(start.copy()))

    @property
    def device(self) -> torch.device:
        return torch.device("cpu")

    @property
    def device_name(self) -> str:
        return "CPU"

    def parameters(self) -> list[nn.Parameter]:
        return [self._weight]

    def embed(self, prepared: Sequence[Prepared]) -> Vectors:
        with torch.no_grad():
            return np.asarray(_stacked(prepared) @ self._weight, dtype=np.float32)

    def batches(self, prepared: Sequence[Prepared], largest: int) -> Iterator[Tensor]:
        for start in range(0, len(prepared), largest):
            yield _stacked(prepared[start : start + largest]) @ self._weight

    def snapshot(self) -> bytes:
        return bytes(safetensors.numpy.save(adapter_for_saving(self._weight.detach().numpy())))

    def restore(self, snapshot: bytes) -> None:
        (matrix,) = safetensors.numpy.load(snapshot).values()
        with torch.no_grad():
            self._weight.copy_(torch.from_numpy(matrix))


def _stacked(prepared: Sequence[Prepared]) -> Tensor:
    return torch.from_numpy(np.stack(prepared))


def trainable(embedder: Embedder) -> Trainable:
    """A trainable copy of a model; the model itself stays as it is. Raises TypeError for an unknown kind."""
    if isinstance(embedder, TorchEmbedder):
        return TrainableBackbone(embedder)
    if isinstance(embedder, ClassicEmbedder):
        return TrainableAdapter(embedder)
    raise TypeError(f"{type(embedder).__name__} cannot be trained")
