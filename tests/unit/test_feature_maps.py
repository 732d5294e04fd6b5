"""The feature maps that a network's own forward pass leaves behind, beside its vectors."""

import copy
import gc
import pickle
import threading
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
import torch
from torch import nn

from stockmatch.core.embedder import LookSize
from stockmatch.core.model import BACKBONES, CLASSIC, Head, ModelId
from stockmatch.matching.features import row_type
from stockmatch.models.backbones import ARCHITECTURES, MapTap, build, with_maps
from stockmatch.models.device import DeviceChoice
from stockmatch.models.parts_map import joined
from stockmatch.models.torch_embedder import TorchEmbedder
from tests.products import product
from tests.unit.test_models_backbones import DIMENSIONS

CPU = DeviceChoice("cpu", "CPU")
LARGEST_ROW = 150_000
CHANNELS = DIMENSIONS | {"alexnet": 256}
"""Of the map: but for AlexNet's, which is flattened, as many as the vector is long."""

PARTS = CHANNELS | {
    "mobilenet_v3_small": 576 + 288,
    "mobilenet_v2": 1280 + 576,
    "mnasnet0_5": 1280 + 288,
    "resnet18": 512 + 256,
    "resnet50": 2048,
}
"""Of what patches compare: ResNet-50 has room for 1024 of each of its maps."""


def images(count: int, side: int, seed: int = 0) -> torch.Tensor:
    return torch.randn(count, 3, side, side, generator=torch.Generator().manual_seed(seed))


@pytest.mark.parametrize("backbone", CHANNELS)
def test_vectors_are_the_networks_and_the_map_is_its_last(backbone: str) -> None:
    torch.manual_seed(0)
    architecture = ARCHITECTURES[backbone]
    network = build(backbone, Head.POOLED)
    shown = images(2, 224 if architecture.square else 128)
    with torch.inference_mode():
        vectors, (*earlier, maps) = with_maps(network, shown)
        expected = network(shown)
    torch.testing.assert_close(vectors, expected, rtol=1e-3, atol=1e-5)
    assert maps.ndim == 4
    assert maps.shape[:2] == (2, CHANNELS[backbone])
    assert maps.shape[2] == maps.shape[3] >= 2
    assert torch.isfinite(maps).all()
    assert not maps.requires_grad
    parts = joined([*earlier, maps])
    assert parts.shape == (2, PARTS[backbone], *maps.shape[2:])
    assert len(earlier) == bool(architecture.middle)
    assert (parts is maps) == (not earlier)
    torch.testing.assert_close(parts.norm(dim=1), maps.norm(dim=1), rtol=1e-3, atol=1e-5)
    if vectors.shape[1] == maps.shape[1] and backbone not in {"convnext_tiny", "maxvit_t"}:
        mean = torch.relu(maps).mean(dim=(2, 3)) if backbone == "densenet121" else maps.mean(dim=(2, 3))
        torch.testing.assert_close(vectors, mean, rtol=1e-3, atol=1e-5)


def test_every_torchvision_backbone_is_in_the_table() -> None:
    assert CHANNELS.keys() == {known.id for known in BACKBONES if known.id != CLASSIC and not known.extra}


@pytest.mark.parametrize("backbone", CHANNELS)
def test_a_row_of_every_backbone_is_small(backbone: str) -> None:
    dimension = CHANNELS[backbone] if ARCHITECTURES[backbone].gem else DIMENSIONS[backbone]
    for grid in (7, 8, 10):
        assert row_type(LookSize(dimension, PARTS[backbone], grid)).itemsize <= LARGEST_ROW


@pytest.mark.parametrize("backbone", ["resnet18", "alexnet"])
def test_a_look_has_a_vector_and_a_map_for_each_view_in_order(backbone: str) -> None:
    torch.manual_seed(0)
    embedder = TorchEmbedder(build(backbone, Head.POOLED), backbone, ModelId("x"), CPU)
    size = embedder.look_size
    views = [embedder.view(product(number)) for number in range(3)]
    look = embedder.look(views)
    assert look.vectors.shape == (3, size.dimension)
    assert look.maps is not None
    assert look.maps.shape == (3, size.grid, size.grid, size.channels)
    assert np.isfinite(look.vectors).all()
    assert np.isfinite(look.maps).all()
    for number, view in enumerate(views):
        alone = embedder.look([view])
        np.testing.assert_allclose(alone.vectors[0], look.vectors[number], rtol=1e-3, atol=1e-5)
    assert (size.dimension, size.channels) == (CHANNELS[backbone], PARTS[backbone])
    apart = np.abs(look.vectors[0] - look.vectors[1]).max() / np.abs(look.vectors).max()
    assert apart > 0.01
    detail = embedder.look([embedder.view(product(0), detail=True)])
    assert detail.maps is not None
    assert detail.maps.shape[1] > size.grid
    wide, high = np.full((50, 400, 3), 255, np.uint8), np.full((400, 50, 3), 255, np.uint8)
    assert embedder.view(wide).shape == embedder.view(high).shape == views[0].shape


@pytest.mark.parametrize("backbone", [known.id for known in BACKBONES if known.id != CLASSIC])
def test_half_precision_sees_nearly_the_same(backbone: str) -> None:
    torch.manual_seed(0)
    network = build(backbone, Head.POOLED)
    whole, half = (
        TorchEmbedder(network, backbone, ModelId("x"), DeviceChoice("cpu", "CPU", bfloat16=bfloat16))
        for bfloat16 in (False, True)
    )
    views = [whole.view(product(0))]
    expected, found = whole.look(views), half.look(views)
    assert expected.maps is not None
    assert found.maps is not None
    for one, other in ((expected.vectors, found.vectors), (expected.maps, found.maps)):
        assert other.dtype == np.float32
        assert np.linalg.norm(one - other) <= 0.05 * np.linalg.norm(one)
    assert (expected.maps != found.maps).any()
    prepared = [whole.prepare(product(0))]
    np.testing.assert_array_equal(whole.embed(prepared), half.embed(prepared))


def test_a_map_is_where_the_picture_is() -> None:
    """Rows of the map are rows of the picture: what changes below changes the map below."""
    torch.manual_seed(0)
    embedder = TorchEmbedder(build("resnet18", Head.POOLED), "resnet18", ModelId("x"), CPU)
    plain = np.full((224, 224, 3), 255, np.uint8)
    marked = plain.copy()
    marked[180:220, 20:60] = product(1)[60:100, 60:100]
    maps = embedder.look([embedder.view(plain), embedder.view(marked)]).maps
    assert maps is not None
    differs = np.linalg.norm(maps[1] - maps[0], axis=-1)
    row, column = np.unravel_index(differs.argmax(), differs.shape)
    assert row >= 4
    assert column <= 2


@pytest.fixture
def network() -> nn.Module:
    torch.manual_seed(0)
    return build("resnet18", Head.POOLED)


def test_threads_at_once_get_their_own_maps(network: nn.Module) -> None:
    one, other = images(1, 64, 1), images(1, 64, 2)
    with torch.inference_mode():
        own, theirs = with_maps(network, one)[1][-1], with_maps(network, other)[1][-1]
    tap = network.map_tap
    assert isinstance(tap, MapTap)
    passed, taken = threading.Barrier(2), {}

    def run(name: str, shown: torch.Tensor) -> None:
        with torch.inference_mode(), tap.listening() as maps:
            network(shown)
            passed.wait(30)
            (_, taken[name]) = maps

    threads = [threading.Thread(target=run, args=pair) for pair in (("one", one), ("other", other))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    torch.testing.assert_close(taken["one"], own)
    torch.testing.assert_close(taken["other"], theirs)
    assert (own - theirs).abs().max() > 0.1


def test_many_looks_at_once_are_those_one_after_the_other(network: nn.Module) -> None:
    embedder = TorchEmbedder(network, "resnet18", ModelId("x"), CPU)
    views = [embedder.view(product(number)) for number in range(6)]
    expected = [embedder.look([view]) for view in views]
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda view: embedder.look([view]), views))
    for one, other in zip(found, expected, strict=True):
        assert one.maps is not None
        assert other.maps is not None
        np.testing.assert_allclose(one.maps, other.maps, rtol=1e-3, atol=1e-4)


def test_a_copy_has_a_tap_of_its_own(network: nn.Module) -> None:
    twin = copy.deepcopy(network)
    assert twin.map_tap is not network.map_tap
    with torch.no_grad():
        for parameter in twin.parameters():
            parameter.mul_(1.1)
    shown = images(1, 64)
    with torch.inference_mode():
        before = with_maps(network, shown)[1][-1]
        other = with_maps(twin, shown)[1][-1]
        network(shown)
        twin(images(1, 64, 9))
        assert isinstance(network.map_tap, MapTap)
        with network.map_tap.listening() as maps:
            network(shown)
            twin(images(1, 64, 9))
        torch.testing.assert_close(maps[1:], [before])
    assert (other - before).abs().max() > 0.1


def test_no_map_is_held_once_it_was_used_or_was_never_asked_for(network: nn.Module) -> None:
    """Not after embedding and tuning either, which ask for none."""
    shown, size = images(1, 96), (1, 512, 3, 3)
    with torch.inference_mode():
        assert with_maps(network, shown)[1][-1].shape == size
        network(shown)
    network(shown).sum().backward()
    assert [one for one in gc.get_objects() if type(one) is torch.Tensor and one.shape == size] == []


def test_a_network_can_be_pickled(network: nn.Module) -> None:
    shown = images(1, 64)
    with torch.inference_mode():
        vectors, maps = with_maps(network, shown)
        again = pickle.loads(pickle.dumps(network))
        theirs, copied = with_maps(again, shown)
        torch.testing.assert_close(theirs, vectors)
        torch.testing.assert_close(copied, maps)
