"""What is known of a network before it is built: how to make it and which pixels and key names it takes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import torch
from torch import nn

_DETAIL = 10 / 7


@dataclass(frozen=True)
class Architecture:
    """One network.

    Attributes:
        make: builds it with random weights.
        head: name of the attribute that holds its classification head; empty where it is made without one.
        side: short side in px of the images it takes.
        square: whether it takes ``side`` x ``side`` only.
        training_only: prefixes of state dict keys that embedding does not use (auxiliary classifiers, text towers).
        mean, std: of the red, green and blue values, 0 to 1, that the network was trained with.
        bicubic: whether its images are resized bicubically; else bilinearly.
        prefix: what all its state dict keys begin with where the keys of a weights file may lack it.
        trunk: name of the module whose output is the last feature map; empty where the network has ``with_map``.
        middle: name of the module whose output is the last map of twice that resolution, for patches to compare beside
            the last one; empty for none.
        gem: whether the look of an image is the generalised mean of its map (networks whose map is bounded from below:
            measured better than the plain mean on three photo sets), else the head's vector.
    """

    make: Callable[[], nn.Module]
    head: str = ""
    side: int = 224
    square: bool = False
    training_only: tuple[str, ...] = ()
    mean: tuple[float, float, float] = (0.485, 0.456, 0.406)
    std: tuple[float, float, float] = (0.229, 0.224, 0.225)
    bicubic: bool = False
    prefix: str = ""
    trunk: str = ""
    middle: str = ""
    gem: bool = False

    @property
    def detail_side(self) -> int:
        """Side in px at which a photo's feature map is taken, where a product fills only a part of the picture."""
        return self.side if self.square else round(self.side * _DETAIL)

    @property
    def preprocessing(self) -> str:
        """Everything that shapes the pixels it is given, for a model id."""
        return f"{self.side} square={self.square} bicubic={self.bicubic} mean={self.mean} std={self.std}"

    def named(self, state: Mapping[str, torch.Tensor]) -> Mapping[str, torch.Tensor]:
        """A weights file's tensors under the network's own key names."""
        if any(name.startswith(self.prefix) for name in state):
            return state
        return {self.prefix + name: tensor for name, tensor in state.items()}
