"""An earlier feature map and the last one, joined for patches to compare."""

import numpy as np
import pytest
import torch
from torch import nn
from torch.nn import functional

from stockmatch.core.model import Head, ModelId
from stockmatch.core.projection import random_signs
from stockmatch.models.backbones import build, with_maps
from stockmatch.models.device import DeviceChoice
from stockmatch.models.parts_map import CHANNELS, joined
from stockmatch.models.torch_embedder import TorchEmbedder
from tests.products import product


def some(count: int, channels: int, side: int, seed: int) -> torch.Tensor:
    return torch.rand(count, channels, side, side, generator=torch.Generator().manual_seed(seed))


def likeness(maps: torch.Tensor) -> torch.Tensor:
    """Cosine of every cell with every other."""
    cells = functional.normalize(maps.permute(0, 2, 3, 1).flatten(0, 2), dim=1)
    return cells @ cells.T


def pooled(maps: torch.Tensor) -> torch.Tensor:
    return functional.avg_pool2d(maps, 2)


def test_both_maps_count_equally() -> None:
    middle, last = some(2, 24, 6, 0), some(2, 40, 3, 1) * 100
    expected = (likeness(pooled(middle)) + likeness(last)) / 2
    torch.testing.assert_close(likeness(joined([middle, last])), expected, rtol=1e-4, atol=1e-5)


def test_a_cell_is_as_strong_as_the_last_map_has_it() -> None:
    last = some(1, 8, 3, 1)
    last[0, :, 1, 1] = 0
    found = joined([some(1, 8, 6, 0), last])
    torch.testing.assert_close(found.norm(dim=1), last.norm(dim=1))
    assert found.isfinite().all()


def test_a_dark_middle_leaves_the_last_map() -> None:
    last = some(1, 8, 3, 1)
    found = joined([torch.zeros(1, 4, 6, 6), last])
    torch.testing.assert_close(likeness(found), likeness(last))


def test_too_many_channels_are_projected_and_nearly_keep_their_angles() -> None:
    torch.manual_seed(0)
    middle, last = torch.randn(1, 1024, 6, 6), torch.randn(1, 2048, 3, 3)
    last[..., 1] += last[..., 0]
    found = joined([middle, last])
    assert found.shape == (1, CHANNELS, 3, 3)
    expected = (likeness(pooled(middle)) + likeness(last)) / 2
    assert expected.fill_diagonal_(0).max() > 0.3
    assert (likeness(found).fill_diagonal_(0) - expected).abs().max() < 0.08
    alone = functional.normalize(found[:, 1024:].permute(0, 2, 3, 1).flatten(0, 2), dim=1)
    by_hand = last[0].flatten(1).T.numpy() @ random_signs(2048, 1024)
    np.testing.assert_allclose(alone, by_hand / np.linalg.norm(by_hand, axis=1, keepdims=True), atol=1e-5)


@pytest.mark.parametrize("shape", [(5, 7), (64, 112), (2048, 1024)])
def test_signs_are_signs_of_one_length_and_always_the_same(shape: tuple[int, int]) -> None:
    signs = random_signs(*shape)
    assert signs.shape == shape
    np.testing.assert_allclose(np.abs(signs), shape[1] ** -0.5, rtol=1e-6)
    assert 0.2 < (signs > 0).mean() < 0.8
    random_signs.cache_clear()
    np.testing.assert_array_equal(random_signs(*shape), signs)


@pytest.mark.parametrize("backbone", ["resnet18", "mobilenet_v3_small", "mobilenet_v2", "mnasnet0_5"])
def test_the_middle_is_the_last_map_of_twice_the_resolution(backbone: str) -> None:
    """What the network says it is: hooks by name would go on silently if torchvision renamed its layers."""
    torch.manual_seed(0)
    network = build(backbone, Head.POOLED)
    seen: list[torch.Tensor] = []

    def note(_module: nn.Module, _inputs: object, output: object) -> None:
        if isinstance(output, torch.Tensor) and output.ndim == 4:
            seen.append(output.clone())

    shown = some(1, 3, 128, 0)
    for part in network.modules():
        part.register_forward_hook(note)
    with torch.inference_mode():
        _, maps = with_maps(network, shown)
    last = maps[-1]
    middle = [one for one in seen if one.shape[-1] == 2 * last.shape[-1]][-1]
    torch.testing.assert_close(maps, [middle, last])


def test_a_look_is_of_the_last_map_and_patches_compare_both() -> None:
    torch.manual_seed(0)
    embedder = TorchEmbedder(build("resnet18", Head.POOLED), "resnet18", ModelId("x"), DeviceChoice("cpu", "CPU"))
    look = embedder.look([embedder.view(product(0))])
    assert look.maps is not None
    with torch.inference_mode():
        _, maps = with_maps(embedder.module, embedder._tensor([embedder.view(product(0))]))
    vectors = maps[-1].clamp(min=1e-6).pow(3).mean(dim=(2, 3)).pow(1 / 3)
    np.testing.assert_allclose(look.vectors[0], vectors[0], rtol=1e-3, atol=1e-5)
    np.testing.assert_allclose(look.maps[0], joined(maps)[0].permute(1, 2, 0), rtol=1e-3, atol=1e-5)
    assert embedder.look_size.earlier == maps[0].shape[1] == 256
