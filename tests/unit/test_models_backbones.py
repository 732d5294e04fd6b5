"""torchvision's twelve networks, both cuts, and the pixels they are given."""

import warnings

import numpy as np
import pytest
import torch

from stockmatch.core.model import BACKBONES, CLASSIC, Head, ModelId
from stockmatch.core.vectors import Vectors
from stockmatch.models.backbones import ARCHITECTURES, build, shapes
from stockmatch.models.device import DeviceChoice
from stockmatch.models.preprocessing import resized
from stockmatch.models.torch_embedder import TorchEmbedder, restore_state, state_for_saving

CPU = DeviceChoice("cpu", "CPU")
DIMENSIONS = {
    "convnext_tiny": 768,
    "mobilenet_v3_small": 576,
    "resnet50": 2048,
    "efficientnet_b0": 1280,
    "maxvit_t": 512,
    "densenet121": 1024,
    "inception_v3": 2048,
    "mnasnet0_5": 1280,
    "mobilenet_v2": 1280,
    "googlenet": 1024,
    "resnet18": 512,
    "alexnet": 9216,
}


def noise(height: int, width: int, seed: int = 0) -> np.ndarray[tuple[int, int, int], np.dtype[np.uint8]]:
    return np.random.default_rng(seed).integers(0, 256, (height, width, 3), dtype=np.uint8)


def embedder(backbone: str = "mobilenet_v3_small", head: Head = Head.POOLED) -> TorchEmbedder:
    torch.manual_seed(0)
    return TorchEmbedder(build(backbone, head), backbone, ModelId(f"{backbone}-000000000000"), CPU)


def apart(one: Vectors, other: Vectors) -> float:
    """Largest difference relative to the largest value (random networks give tiny ones)."""
    return float(np.abs(one - other).max() / np.abs(other).max())


def test_every_choosable_backbone_has_an_architecture() -> None:
    assert {known.id for known in BACKBONES} == {CLASSIC, *ARCHITECTURES}
    assert {known.id for known in BACKBONES if not known.extra} == {CLASSIC, *DIMENSIONS}
    assert all(ARCHITECTURES[known.id].side == known.side for known in BACKBONES if known.id != CLASSIC)


@pytest.mark.parametrize("head", Head)
@pytest.mark.parametrize("backbone", DIMENSIONS)
def test_a_backbone_embeds_an_image_without_a_warning(backbone: str, head: Head) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        model = embedder(backbone, head)
        vectors = model.embed([model.prepare(noise(60, 60))])
    assert vectors.shape == (1, DIMENSIONS[backbone])
    assert vectors.dtype == np.float32
    assert np.isfinite(vectors).all()
    assert model.dimension == DIMENSIONS[backbone]
    assert not model.module.training


@pytest.mark.parametrize("backbone", ["convnext_tiny", "maxvit_t"])
def test_only_the_pooled_cut_keeps_the_final_normalisation(backbone: str) -> None:
    pooled, study = shapes(backbone, Head.POOLED), shapes(backbone, Head.STUDY)
    assert {name for name in pooled if name.startswith("classifier.")} == set(pooled) - set(study) != set()


@pytest.mark.parametrize(
    ("height", "width", "expected"),
    [
        (750, 750, (224, 224)),
        (300, 450, (224, 336)),
        (1, 1, (224, 224)),
        (20, 20, (224, 224)),
        (100, 1000, (224, 896)),
        (5000, 1, (896, 224)),
        (1, 5000, (224, 896)),
    ],
)
def test_the_short_side_is_scaled_and_panoramas_are_bounded(height: int, width: int, expected: tuple[int, int]) -> None:
    assert resized(noise(height, width), 224).shape == (*expected, 3)


def test_a_panorama_is_kept_whole_on_white() -> None:
    fitted = resized(np.zeros((50, 500, 3), np.uint8), 224)
    assert (fitted[0] == 255).all()
    assert (fitted[-1] == 255).all()
    assert (fitted[112] == 0).all()


def test_a_square_backbone_gets_other_shapes_on_white() -> None:
    fitted = resized(np.zeros((100, 200, 3), np.uint8), 224, square=True)
    assert fitted.shape == (224, 224, 3)
    assert (fitted[0] == 255).all()
    assert (fitted[112] == 0).all()
    assert np.array_equal(resized(noise(80, 80), 224, square=True), resized(noise(80, 80), 224))


def test_images_of_several_sizes_come_back_in_their_order() -> None:
    model = embedder()
    prepared = [model.prepare(noise(50, width, width)) for width in (50, 90, 50, 120, 90)]
    together = model.embed(prepared)
    alone = np.concatenate([model.embed([image]) for image in prepared])
    assert apart(together, alone) < 1e-4


def test_no_images_give_no_vectors() -> None:
    assert embedder().embed([]).shape == (0, 576)


def test_batches_are_what_embedding_sees_and_carry_gradients() -> None:
    model = embedder()
    prepared = [model.prepare(noise(50, 50, seed)) for seed in range(5)]
    copy = model.trainable_copy()
    batches = list(model.batches(prepared, largest=2))
    assert [batch.indices for batch in batches] == [[0, 1], [2, 3], [4]]
    output = copy(batches[0].images)
    assert apart(output.detach().numpy(), model.embed(prepared[:2])) < 1e-4
    output.sum().backward()
    assert all(parameter.grad is None for parameter in model.module.parameters())
    assert any(parameter.grad is not None for parameter in copy.parameters())


def test_a_tuned_copy_makes_an_embedder_of_its_own() -> None:
    model = embedder()
    prepared = [model.prepare(noise(50, 50))]
    before = model.embed(prepared)
    copy = model.trainable_copy()
    with torch.no_grad():
        for parameter in copy.parameters():
            parameter.mul_(1.1)
    tuned = model.with_module(copy.train(), ModelId("mobilenet_v3_small-111111111111"))
    assert not tuned.module.training
    assert np.array_equal(model.embed(prepared), before)
    assert apart(tuned.embed(prepared), before) > 0.01
    saved = state_for_saving(copy)
    before_weight = model.module.state_dict()["features.0.0.weight"].numpy()
    assert set(saved) == set(shapes("mobilenet_v3_small", Head.POOLED))
    assert all(tensor.is_contiguous() for tensor in saved.values())
    restore_state(tuned.module, model.module.state_dict())
    assert apart(tuned.embed(prepared), before) < 1e-6
    assert apart(saved["features.0.0.weight"].numpy(), before_weight) > 0.05
