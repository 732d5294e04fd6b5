"""A ``ModelRef`` becomes an embedder whose id changes with everything that shapes a vector."""

import os
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import safetensors.numpy
import safetensors.torch
import torch

from stockmatch.core.errors import WeightsMissing, WeightsRefused
from stockmatch.core.model import CLASSIC, Device, Head, ModelRef
from stockmatch.core.progress import Progress, Stage
from stockmatch.models import loading, pretrained
from stockmatch.models.adapter import adapter_for_saving
from stockmatch.models.backbones import build
from stockmatch.models.classic import DIMENSION
from stockmatch.models.loading import identify, load_embedder
from stockmatch.models.torch_embedder import TorchEmbedder, state_for_saving

IMAGE = np.random.default_rng(0).integers(0, 256, (60, 60, 3), dtype=np.uint8)


def weights(folder: Path, seed: int, name: str = "weights.pth", backbone: str = "resnet18") -> str:
    torch.manual_seed(seed)
    torch.save(build(backbone, Head.POOLED).state_dict(), folder / name)
    return str(folder / name)


def test_own_weights_and_a_tuned_state_are_loaded(tmp_path: Path) -> None:
    ref = ModelRef("resnet18", weights(tmp_path, 0))
    seen: list[Progress] = []
    model = load_embedder(ref, Device.CPU, seen.append)
    assert isinstance(model, TorchEmbedder)
    assert [progress.stage for progress in seen] == [Stage.LOADING_MODEL]
    assert model.model_id == identify(ref)
    assert (model.device_name, model.dimension, model.min_side) == ("CPU", 512, 224)
    tuned = model.trainable_copy()
    with torch.no_grad():
        next(tuned.parameters()).mul_(1.5)
    safetensors.torch.save_file(state_for_saving(tuned), tmp_path / "tuned.safetensors")
    again = load_embedder(replace(ref, tuned_file=str(tmp_path / "tuned.safetensors")), Device.CPU)
    assert again.model_id != model.model_id
    expected = model.with_module(tuned, again.model_id).embed([model.prepare(IMAGE)])
    assert np.allclose(again.embed([again.prepare(IMAGE)]), expected, rtol=1e-4)


def test_the_id_changes_with_every_ingredient(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = weights(tmp_path, 0, "a.pth"), weights(tmp_path, 1, "b.pth")
    ref = ModelRef("resnet18", first)
    variants = [
        ref,
        replace(ref, backbone="resnet50"),
        replace(ref, head=Head.STUDY),
        replace(ref, weights_file=second),
        replace(ref, tuned_file=second),
        ModelRef(),
        ModelRef(tuned_file=second),
    ]
    ids = [identify(variant) for variant in variants]
    monkeypatch.setattr(loading, "PREPROCESSING_VERSION", 1000)
    monkeypatch.setattr(loading, "CLASSIC_VERSION", 1000)
    ids += [identify(ref), identify(ModelRef())]
    assert len(set(ids)) == len(ids)
    assert all(len(found.rpartition("-")[2]) == 12 for found in ids)
    assert ids[0].startswith("resnet18-")
    assert ids[5].startswith("classic-")


def test_the_id_is_of_the_contents_not_of_the_place(tmp_path: Path) -> None:
    first = Path(weights(tmp_path, 0, "a.pth"))
    before = identify(ModelRef("resnet18", str(first)))
    copied = tmp_path / "b.pth"
    copied.write_bytes(first.read_bytes())
    assert identify(ModelRef("resnet18", str(copied))) == before
    first.write_bytes(Path(weights(tmp_path, 1, "c.pth")).read_bytes())
    os.utime(first, ns=(1, 1))
    assert identify(ModelRef("resnet18", str(first))) != before


def test_pretrained_weights_come_from_the_hub_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pretrained, "pretrained_file", lambda backbone: tmp_path / f"{backbone}.pth")
    with pytest.raises(WeightsMissing):
        load_embedder(ModelRef("resnet18"), Device.CPU)
    own = ModelRef("resnet18", weights(tmp_path, 3, "resnet18.pth"))
    assert load_embedder(ModelRef("resnet18"), Device.CPU).model_id == identify(own)


def test_classic_takes_an_adapter(tmp_path: Path) -> None:
    adapter = np.random.default_rng(0).normal(size=(DIMENSION, DIMENSION)).astype(np.float32)
    safetensors.numpy.save_file(adapter_for_saving(adapter), tmp_path / "tuned.safetensors")
    plain = load_embedder(ModelRef(), Device.CUDA)
    tuned = load_embedder(ModelRef(CLASSIC, tuned_file=str(tmp_path / "tuned.safetensors")), Device.CPU)
    prepared = [plain.prepare(IMAGE)]
    assert plain.device_name == "CPU"
    assert np.allclose(tuned.embed(prepared), plain.embed(prepared) @ adapter, atol=1e-4)


@pytest.mark.parametrize("ref", [ModelRef("resnet18", "/nowhere/a.pth"), ModelRef(tuned_file="/nowhere/a.safetensors")])
def test_an_absent_file_is_refused(ref: ModelRef) -> None:
    with pytest.raises(WeightsRefused, match="cannot be read"):
        load_embedder(ref, Device.CPU)


def test_an_unknown_backbone_is_a_bug() -> None:
    with pytest.raises(KeyError):
        load_embedder(ModelRef("resnet9000", "/nowhere/a.pth"), Device.CPU)
