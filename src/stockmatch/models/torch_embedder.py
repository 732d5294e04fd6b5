"""A torch backbone as an ``Embedder``, and what tuning needs of it."""

import copy
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch
from torch import nn

from stockmatch.core.embedder import Look, LookSize, Pixels, Prepared
from stockmatch.core.model import ModelId
from stockmatch.core.vectors import Vectors
from stockmatch.models.backbones import ARCHITECTURES, sizes, with_maps
from stockmatch.models.device import DeviceChoice, memory_too_small, room_on
from stockmatch.models.parts_map import joined
from stockmatch.models.preprocessing import resized

_GEM = 3.0
"""Exponent of the generalised mean: F. Radenović, G. Tolias, O. Chum, "Fine-tuning CNN image retrieval", TPAMI 2019."""

_GEM_FLOOR = 1e-6
_BATCH_PIXELS = {"cpu": 16 * 224 * 224, "cuda": 128 * 224 * 224}


@dataclass(frozen=True)
class Batch:
    """Images of one size.

    Attributes:
        indices: their places in the sequence that was batched.
        images: normalised, shape (n, 3, height, width), float32, channels last, on the embedder's device.
    """

    indices: list[int]
    images: torch.Tensor


class TorchEmbedder:
    """Implements ``Embedder``. The network stays in eval mode, always.

    Args:
        module: network from ``backbones.build``; moved to the device.
        backbone_id: its id.
        model_id: identity of its vectors.
        choice: the device to run on.

    Raises:
        DeviceUnusable: if the device's memory is too small for the network and one image.
    """

    def __init__(self, module: nn.Module, backbone_id: str, model_id: ModelId, choice: DeviceChoice) -> None:
        with room_on(choice.name):
            module = module.to(choice.device).eval()
            self._module = module.to(memory_format=torch.channels_last)
            self._sizes = sizes(module, backbone_id)
        self._backbone_id = backbone_id
        self._model_id = model_id
        self._choice = choice
        self._batch_pixels = _BATCH_PIXELS[choice.device]
        architecture = ARCHITECTURES[backbone_id]
        self._mean = torch.tensor(architecture.mean, device=choice.device).view(1, 3, 1, 1)
        self._std = torch.tensor(architecture.std, device=choice.device).view(1, 3, 1, 1)

    @property
    def model_id(self) -> ModelId:
        return self._model_id

    @property
    def dimension(self) -> int:
        return self._sizes.dimension

    @property
    def look_size(self) -> LookSize:
        found = self._sizes
        gem = ARCHITECTURES[self._backbone_id].gem
        return LookSize(found.channels if gem else found.dimension, found.parts, found.grid, found.earlier)

    @property
    def device_name(self) -> str:
        return self._choice.name

    @property
    def device(self) -> torch.device:
        """Where the network and its batches live."""
        return torch.device(self._choice.device)

    @property
    def backbone_id(self) -> str:
        """The backbone's id."""
        return self._backbone_id

    @property
    def min_side(self) -> int:
        return ARCHITECTURES[self._backbone_id].side

    @property
    def module(self) -> nn.Module:
        """The network in service. Not to be changed: tune a ``trainable_copy``."""
        return self._module

    def prepare(self, pixels: Pixels) -> Prepared:
        """Resize one image, shape (height, width, 3), dtype uint8; see ``preprocessing.resized``."""
        architecture = ARCHITECTURES[self._backbone_id]
        return resized(pixels, architecture.side, architecture.square, architecture.bicubic)

    def embed(self, prepared: Sequence[Prepared]) -> Vectors:
        """Embed prepared images, shape (len(prepared), dimension), float32.

        Where the device's memory is too small for a batch, the batch is halved, for good. Raises ``DeviceUnusable``
        if not even one image fits.
        """
        vectors = np.zeros((len(prepared), self.dimension), np.float32)
        with torch.inference_mode():
            for indices in self._groups(prepared):
                (vectors[indices],) = self._run([prepared[index] for index in indices], lambda x: (self._module(x),))
        return vectors

    def view(self, pixels: Pixels, *, detail: bool = False) -> Prepared:
        architecture = ARCHITECTURES[self._backbone_id]
        side = architecture.detail_side if detail else architecture.side
        return resized(pixels, side, square=True, bicubic=architecture.bicubic)

    def look(self, views: Sequence[Prepared]) -> Look:
        found: list[tuple[npt.NDArray[np.float32], ...]] = []
        places: list[int] = []
        with torch.inference_mode():
            for indices in self._groups(views):
                found.append(self._run([views[index] for index in indices], self._look))
                places += indices
        back = np.argsort(places)
        vectors, maps = (np.concatenate(parts)[back] for parts in zip(*found, strict=True))
        return Look(vectors, maps)

    def look_in_training(self, views: Sequence[Prepared]) -> tuple[torch.Tensor, torch.Tensor]:
        """What ``look`` gives, of views of one kind and in one batch, with the gradient of the weights."""
        vectors, maps = self._look(self._tensor(views))
        return vectors, maps

    def _look(self, images: torch.Tensor) -> tuple[torch.Tensor, ...]:
        with torch.autocast(self._choice.device, torch.bfloat16, enabled=self._choice.bfloat16):
            vectors, maps = with_maps(self._module, images)
        vectors, maps = vectors.float(), [one.float() for one in maps]
        if ARCHITECTURES[self._backbone_id].gem:
            vectors = maps[-1].clamp(min=_GEM_FLOOR).pow(_GEM).mean(dim=(2, 3)).pow(1 / _GEM)
        return vectors, joined(maps).permute(0, 2, 3, 1)

    def batches(
        self, prepared: Sequence[Prepared], largest: int | None = None, *, whole: bool = False
    ) -> Iterator[Batch]:
        """Batch prepared images by size, for ``module(batch.images)`` with or without gradients.

        Args:
            prepared: from ``prepare``.
            largest: most images in a batch; None for as many as embedding takes.
            whole: whether images of one size are one batch, whatever memory that takes (batch statistics depend on it).
        """
        for indices in self._groups(prepared, largest, whole=whole):
            yield Batch(indices, self._tensor([prepared[index] for index in indices]))

    def trainable_copy(self) -> nn.Module:
        """A copy of the network on the same device, in eval mode (batch norm and dropout must stay there).

        Raises ``DeviceUnusable`` if the device's memory is too small for it.
        """
        with room_on(self.device_name):
            return copy.deepcopy(self._module).requires_grad_(True)

    def with_module(self, module: nn.Module, model_id: ModelId) -> "TorchEmbedder":
        """An embedder for a tuned copy of this network, on the same device."""
        return TorchEmbedder(module, self._backbone_id, model_id, self._choice)

    def _groups(
        self, prepared: Sequence[Prepared], largest: int | None = None, *, whole: bool = False
    ) -> Iterator[list[int]]:
        by_shape: dict[tuple[int, ...], list[int]] = {}
        for index, image in enumerate(prepared):
            by_shape.setdefault(image.shape, []).append(index)
        for shape, indices in by_shape.items():
            start = 0
            while start < len(indices):  # a batch may have shown that fewer fit than was thought
                size = len(indices) if whole else max(1, self._batch_pixels // (shape[0] * shape[1]))
                size = size if largest is None else min(size, largest)
                yield indices[start : start + size]
                start += size

    def _tensor(self, images: Sequence[Prepared]) -> torch.Tensor:
        """Stacking and moving bytes, not floats; the permuted view is channels last already."""
        pixels = torch.from_numpy(np.stack(images)).to(self.device).permute(0, 3, 1, 2)
        return (pixels.float() / 255 - self._mean) / self._std

    def _run(
        self, images: Sequence[Prepared], compute: Callable[[torch.Tensor], tuple[torch.Tensor, ...]]
    ) -> tuple[npt.NDArray[np.float32], ...]:
        try:
            return tuple(part.float().cpu().numpy() for part in compute(self._tensor(images)))
        except torch.OutOfMemoryError as error:
            if len(images) == 1:
                raise memory_too_small(self.device_name) from error
        torch.cuda.empty_cache()
        half = len(images) // 2
        height, width = images[0].shape[:2]
        self._batch_pixels = min(self._batch_pixels, max(1, half) * height * width)
        halves = zip(self._run(images[:half], compute), self._run(images[half:], compute), strict=True)
        return tuple(np.concatenate(parts) for parts in halves)


def state_for_saving(module: nn.Module) -> dict[str, torch.Tensor]:
    """The network's state as ``safetensors.torch.save_file`` takes it: on the CPU, contiguous, its own keys.

    A file of it is a ``ModelRef.tuned_file``.
    """
    return {name: tensor.detach().cpu().contiguous().clone() for name, tensor in module.state_dict().items()}


def restore_state(module: nn.Module, state: Mapping[str, torch.Tensor]) -> None:
    """Copy a state by name into a network of the same shape; fp16 becomes fp32. Names that are absent stay as they are.

    Unlike ``load_state_dict`` it needs no version marks, which safetensors drops and MNASNet insists on.
    """
    with torch.no_grad():
        for name, tensor in module.state_dict().items():
            if name in state:
                tensor.copy_(state[name])
