"""Which weights files are taken, and what is said about the others."""

from collections import OrderedDict
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import safetensors.numpy
import safetensors.torch
import torch
from torchvision import models

from stockmatch.core.errors import WeightsRefused
from stockmatch.core.model import Head
from stockmatch.models.adapter import adapter_for_saving, read_adapter
from stockmatch.models.backbones import build
from stockmatch.models.weights import load_state, read_state

NAME = "mobilenet_v3_small"
State = dict[str, torch.Tensor]


@pytest.fixture(scope="module")
def full_state() -> State:
    torch.manual_seed(1)
    return dict(models.get_model(NAME, weights=None).state_dict())


def body(state: State) -> State:
    return {name: tensor for name, tensor in state.items() if not name.startswith("classifier.")}


def saved(folder: Path, content: Any, name: str = "weights.pth") -> Path:
    torch.save(content, folder / name)
    return folder / name


def load(path: Path, backbone: str = NAME, head: Head = Head.POOLED) -> State:
    module = build(backbone, head)
    load_state(path, module, backbone, head)
    return dict(module.state_dict())


def refusal(path: Path, backbone: str = NAME) -> str:
    module = build(backbone, Head.POOLED)
    before = {name: tensor.clone() for name, tensor in module.state_dict().items()}
    with pytest.raises(WeightsRefused) as caught:
        load_state(path, module, backbone, Head.POOLED)
    assert all(torch.equal(tensor, before[name]) for name, tensor in module.state_dict().items())
    return str(caught.value)


@pytest.mark.parametrize("head", Head)
def test_the_head_may_be_there_or_missing(tmp_path: Path, full_state: State, head: Head) -> None:
    with_head = load(saved(tmp_path, full_state), head=head)
    without = load(saved(tmp_path, body(full_state), "body.pt"), head=head)
    assert all(torch.equal(with_head[name], full_state[name]) for name in with_head)
    assert all(torch.equal(without[name], full_state[name]) for name in without)


@pytest.mark.parametrize("wrapper", ["state_dict", "model"])
def test_a_wrapped_parallel_half_precision_file_is_taken(tmp_path: Path, full_state: State, wrapper: str) -> None:
    half = {
        f"module.{name}": tensor.half() if tensor.is_floating_point() else tensor for name, tensor in full_state.items()
    }
    loaded = load(saved(tmp_path, {wrapper: half, "epoch": 3}))
    name = "features.0.0.weight"
    assert loaded[name].dtype == torch.float32
    assert torch.equal(loaded[name], full_state[name].half().float())


def test_safetensors_are_taken_without_batch_counters(tmp_path: Path, full_state: State) -> None:
    path = tmp_path / "weights.safetensors"
    kept = {name: tensor for name, tensor in full_state.items() if not name.endswith("num_batches_tracked")}
    safetensors.torch.save_file(kept, path)
    assert torch.equal(load(path)["features.0.0.weight"], full_state["features.0.0.weight"])


def test_mnasnet_is_taken_without_its_version_mark(tmp_path: Path) -> None:
    path = tmp_path / "weights.safetensors"
    state = models.get_model("mnasnet0_5", weights=None).state_dict()
    safetensors.torch.save_file(dict(state), path)
    assert torch.equal(load(path, "mnasnet0_5")["layers.0.weight"], state["layers.0.weight"])


def test_densenets_old_key_names_are_taken(tmp_path: Path) -> None:
    state = build("densenet121", Head.POOLED).state_dict()
    old = OrderedDict((name.replace("norm1.", "norm.1.").replace("conv2.", "conv.2."), t) for name, t in state.items())
    assert any("denselayer1.norm.1.weight" in name for name in old)
    name = "features.denseblock1.denselayer1.conv2.weight"
    assert torch.equal(load(saved(tmp_path, old), "densenet121")[name], state[name])


@pytest.mark.parametrize(
    ("backbone", "extra"), [("googlenet", "aux1.conv.conv.weight"), ("inception_v3", "AuxLogits.x")]
)
def test_auxiliary_classifiers_are_left_out(tmp_path: Path, backbone: str, extra: str) -> None:
    state = {**build(backbone, Head.POOLED).state_dict(), extra: torch.zeros(3)}
    assert extra not in load(saved(tmp_path, state), backbone)


def test_another_backbones_weights_are_named(tmp_path: Path, full_state: State) -> None:
    message = refusal(saved(tmp_path, full_state), "resnet18")
    assert message == "These weights are for MobileNetV3-Small, not for ResNet-18."


def test_a_strangers_weights_are_described(tmp_path: Path) -> None:
    message = refusal(saved(tmp_path, {f"layer.{index}": torch.zeros(2) for index in range(9)}))
    assert "do not fit MobileNetV3-Small" in message
    assert "missing: features.0.0.weight, " in message
    assert "unexpected: layer.0, layer.1, layer.2 and 6 more" in message


def test_missing_and_misshapen_tensors_are_named(tmp_path: Path, full_state: State) -> None:
    state = body(full_state)
    del state["features.0.1.bias"]
    state["features.0.0.weight"] = torch.zeros(16, 1, 3, 3)
    message = refusal(saved(tmp_path, state))
    assert "missing: features.0.1.bias;" in message
    assert "features.0.0.weight (16, 1, 3, 3) instead of (16, 3, 3, 3)" in message


def test_values_that_are_not_finite_are_refused(tmp_path: Path, full_state: State) -> None:
    state = {**full_state, "features.0.1.bias": torch.full((16,), float("nan"))}
    assert "not finite numbers: features.0.1.bias" in refusal(saved(tmp_path, state))


def test_program_code_is_refused(tmp_path: Path) -> None:
    message = refusal(saved(tmp_path, models.get_model(NAME, weights=None)))
    assert "program code" in message
    assert "state_dict()" in message


@pytest.mark.filterwarnings("ignore")
def test_torchscript_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "script.pt"
    torch.jit.trace(torch.nn.Linear(2, 2), torch.zeros(1, 2)).save(str(path))  # type: ignore[no-untyped-call]
    assert "TorchScript" in refusal(path)


@pytest.mark.parametrize("name", ["weights.pth", "weights.safetensors"])
@pytest.mark.parametrize("content", [b"", b"not weights at all", b"PK\x03\x04 broken", bytes(range(256)) * 9])
def test_other_files_are_refused(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    assert name in refusal(tmp_path / name)


def test_a_truncated_file_is_refused(tmp_path: Path, full_state: State) -> None:
    path = saved(tmp_path, full_state)
    path.write_bytes(path.read_bytes()[:-5000])
    assert "damaged" in refusal(path)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ([1, 2], "it is a list"),
        ({}, "it is empty"),
        (torch.zeros(3), "it is a single tensor"),
        ({"lr": 0.1}, "lr not a tensor"),
    ],
)
def test_what_is_no_state_dict_is_described(tmp_path: Path, content: object, expected: str) -> None:
    assert expected in refusal(saved(tmp_path, content))


@pytest.mark.parametrize("name", ["absent.pth", "absent.safetensors"])
def test_an_absent_file_is_refused(tmp_path: Path, name: str) -> None:
    assert "cannot be read" in refusal(tmp_path / name)


def test_a_folder_is_refused(tmp_path: Path) -> None:
    assert "cannot be read" in refusal(tmp_path)


def test_the_adapter_comes_back(tmp_path: Path) -> None:
    adapter = np.random.default_rng(0).normal(size=(4, 4)).astype(np.float32)
    safetensors.numpy.save_file(adapter_for_saving(adapter.T), tmp_path / "tuned.safetensors")
    assert np.array_equal(read_adapter(tmp_path / "tuned.safetensors", 4), adapter.T)


@pytest.mark.parametrize(
    "tensors",
    [
        {"adapter": np.zeros((3, 3), np.float32)},
        {"other": np.zeros((4, 4), np.float32)},
        {"adapter": np.full((4, 4), np.inf, np.float32)},
    ],
    ids=["shape", "name", "infinite"],
)
def test_another_adapter_is_refused(tmp_path: Path, tensors: dict[str, np.ndarray[Any, np.dtype[np.float32]]]) -> None:
    safetensors.numpy.save_file(tensors, tmp_path / "tuned.safetensors")
    with pytest.raises(WeightsRefused, match="no adapter for Classic"):
        read_adapter(tmp_path / "tuned.safetensors", 4)


def test_a_damaged_adapter_is_refused(tmp_path: Path) -> None:
    (tmp_path / "tuned.safetensors").write_bytes(b"nothing")
    with pytest.raises(WeightsRefused, match="cannot be read"):
        read_adapter(tmp_path / "tuned.safetensors", 4)


@pytest.mark.parametrize("content", [b"", b"just text\n" * 9, b"PK\x03\x04" + bytes(99), b"\x80\x02cos\nsystem\n."])
def test_any_bytes_are_refused_plainly(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "some.pth"
    path.write_bytes(content)
    with pytest.raises(WeightsRefused, match=r"some\.pth"):
        read_state(path)


@pytest.mark.parametrize("share", [i / 20 for i in range(20)])
def test_a_cut_off_file_of_the_old_format_is_refused_plainly(tmp_path: Path, share: float) -> None:
    path = tmp_path / "old.pth"
    torch.save({"a": torch.ones(9), "b": torch.ones(9)}, path, _use_new_zipfile_serialization=False)
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    with pytest.raises(WeightsRefused, match=r"old\.pth"):
        read_state(path)


def test_strange_tensors_are_refused_plainly(tmp_path: Path) -> None:
    path = tmp_path / "odd.pth"
    torch.save({"sparse": torch.ones(2).to_sparse(), "nowhere": torch.ones(2, device="meta")}, path)
    with pytest.raises(WeightsRefused, match="sparse, nowhere"):
        read_state(path)
