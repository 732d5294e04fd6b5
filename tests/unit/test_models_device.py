"""Why CUDA is not used is said, and a batch too large for the card is halved."""

from collections.abc import Callable

import numpy as np
import pytest
import torch

from stockmatch.core.errors import DeviceUnusable
from stockmatch.core.model import Device, Head, ModelId
from stockmatch.models.backbones import build
from stockmatch.models.device import DeviceChoice, choose_device
from stockmatch.models.torch_embedder import TorchEmbedder


def raising(message: str) -> Callable[..., None]:
    def fail(*_arguments: object, **_settings: object) -> None:
        raise RuntimeError(message)

    return fail


@pytest.fixture
def card(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """A card that CUDA can use, until a test takes something away."""
    monkeypatch.setattr(torch.version, "cuda", "13.0")
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    monkeypatch.setattr(torch.cuda, "get_device_name", lambda _index: "NVIDIA H100")
    monkeypatch.setattr(torch.cuda, "get_device_capability", lambda _index: (9, 0))
    monkeypatch.setattr(torch.cuda, "is_bf16_supported", lambda *, including_emulation: including_emulation)
    monkeypatch.setattr(torch.cuda, "get_arch_list", lambda: ["sm_75", "sm_80", "sm_90", "compute_120"])
    monkeypatch.setattr(
        torch, "ones", lambda *size, device: torch.full(size, 1.0, device=device.replace("cuda", "cpu"))
    )
    return monkeypatch


def reason() -> str:
    choice = choose_device(Device.AUTO)
    assert choice.device == "cpu"
    assert choice.name == "CPU"
    assert choice.why_not_cuda
    with pytest.raises(DeviceUnusable, match="CUDA cannot be used"):
        choose_device(Device.CUDA)
    return choice.why_not_cuda


def test_a_card_that_works_is_used(card: pytest.MonkeyPatch) -> None:
    assert choose_device(Device.AUTO) == DeviceChoice("cuda", "NVIDIA H100", None)
    assert choose_device(Device.CUDA) == DeviceChoice("cuda", "NVIDIA H100", None)


def test_a_card_that_multiplies_half_precision_does(card: pytest.MonkeyPatch) -> None:
    card.setattr(torch.cuda, "is_bf16_supported", lambda *, including_emulation: not including_emulation)
    assert choose_device(Device.AUTO).bfloat16


@pytest.mark.parametrize(
    ("able", "used"),
    [
        ({}, False),
        ({"avx2": True, "avx512_bf16": False}, False),
        ({"avx512_bf16": True}, True),
        ({"amx_bf16": 1}, True),
    ],
)
def test_a_processor_that_multiplies_half_precision_does(
    monkeypatch: pytest.MonkeyPatch, able: dict[str, object], used: bool
) -> None:
    monkeypatch.setattr(torch.cpu, "get_capabilities", lambda: able, raising=False)
    assert choose_device(Device.CPU).bfloat16 is used


def test_a_pytorch_that_cannot_tell_uses_single_precision(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(torch.cpu, "get_capabilities", raising=False)
    assert not choose_device(Device.CPU).bfloat16


def test_the_cpu_is_used_where_it_was_asked_for(card: pytest.MonkeyPatch) -> None:
    assert choose_device(Device.CPU).device == "cpu"


def test_a_cpu_build_is_named(card: pytest.MonkeyPatch) -> None:
    card.setattr(torch.version, "cuda", None)
    card.setattr(torch.version, "hip", None)
    assert "CPU build" in reason()


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("Found no NVIDIA driver on your system. Please check", "No NVIDIA driver"),
        ("The NVIDIA driver on your system is too old (found version 11040).", "too old"),
        ("CUDA unknown error - this may be due to", "CUDA unknown error"),
    ],
)
def test_what_keeps_cuda_from_starting_is_named(card: pytest.MonkeyPatch, message: str, expected: str) -> None:
    card.setattr(torch.cuda, "is_available", lambda: False)
    card.setattr(torch.cuda, "init", raising(message))
    assert expected in reason()


def test_a_started_cuda_without_a_card_is_named(card: pytest.MonkeyPatch) -> None:
    card.setattr(torch.cuda, "is_available", lambda: False)
    card.setattr(torch.cuda, "init", lambda: None)
    assert "No graphics card" in reason()


def test_a_card_older_than_the_build_is_named(card: pytest.MonkeyPatch) -> None:
    card.setattr(torch.cuda, "get_device_capability", lambda _index: (6, 1))
    assert "6.1" in reason()
    assert "sm_75" in reason()


@pytest.mark.parametrize(
    ("capability", "built", "works"),
    [
        ((8, 6), ["sm_80"], True),
        ((8, 0), ["sm_86"], False),
        ((9, 0), ["sm_80"], False),
        ((9, 0), ["sm_90a"], True),
        ((10, 0), ["sm_80", "compute_80"], True),
        ((12, 0), ["sm_120"], True),
        ((9, 0), ["gfx90a"], True),
    ],
)
def test_binaries_serve_their_major_architecture_and_ptx_later_ones(
    card: pytest.MonkeyPatch, capability: tuple[int, int], built: list[str], works: bool
) -> None:
    card.setattr(torch.cuda, "get_device_capability", lambda _index: capability)
    card.setattr(torch.cuda, "get_arch_list", lambda: built)
    assert (choose_device(Device.AUTO).device == "cuda") is works


def test_a_failed_run_is_named(card: pytest.MonkeyPatch) -> None:
    card.setattr(torch, "ones", raising("CUDA error: no kernel image is available\nmore"))
    assert "no kernel image" in reason()


def test_a_wrong_result_is_named(card: pytest.MonkeyPatch) -> None:
    card.setattr(torch, "ones", lambda *size, device: torch.zeros(size, device=device.replace("cuda", "cpu")))
    assert "wrong result" in reason()


class SmallMemory(torch.nn.Module):
    """A network whose card holds so many images at once."""

    def __init__(self, room: int) -> None:
        super().__init__()
        self.inner = build("mobilenet_v3_small", Head.POOLED)
        self.map_tap = self.inner.map_tap
        self.room = room
        self.runs: list[int] = []

    def forward(self, images: torch.Tensor) -> torch.Tensor:
        self.runs.append(len(images))
        if len(images) > self.room:
            raise torch.OutOfMemoryError("out of memory")
        output = self.inner(images)
        assert isinstance(output, torch.Tensor)
        return output


def test_a_batch_too_large_for_the_memory_is_halved_for_good() -> None:
    network = SmallMemory(2)
    model = TorchEmbedder(network, "mobilenet_v3_small", ModelId("x"), DeviceChoice("cpu", "CPU"))
    images = [model.prepare(np.full((40, 40, 3), value, np.uint8)) for value in range(0, 240, 30)]
    vectors = model.embed(images)
    assert max(network.runs) == 8
    network.runs.clear()
    again = model.embed(images)
    assert np.abs(again - vectors).max() < 1e-4 * np.abs(vectors).max()
    assert network.runs == [2, 2, 2, 2]


def test_once_it_was_halved_no_batch_is_too_large_again() -> None:
    network = SmallMemory(4)
    model = TorchEmbedder(network, "mobilenet_v3_small", ModelId("x"), DeviceChoice("cpu", "CPU"))
    images = [model.prepare(np.full((40, 40, 3), value, np.uint8)) for value in range(24)]
    network.runs.clear()
    for see in (model.embed, model.look):
        model._batch_pixels = 8 * 224 * 224
        see(images)
        assert network.runs == [8, 4, 4, 4, 4, 4, 4]
        network.runs.clear()


def test_a_memory_too_small_for_the_network_is_said() -> None:
    """Another program holds the card's."""
    with pytest.raises(DeviceUnusable, match="The memory of NVIDIA T4 is too small"):
        TorchEmbedder(SmallMemory(0), "mobilenet_v3_small", ModelId("x"), DeviceChoice("cpu", "NVIDIA T4"))


def test_a_memory_too_small_for_a_copy_to_train_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise torch.OutOfMemoryError("out of memory")

    model = TorchEmbedder(SmallMemory(1), "mobilenet_v3_small", ModelId("x"), DeviceChoice("cpu", "NVIDIA T4"))
    monkeypatch.setattr(torch.nn.Parameter, "__deepcopy__", refuse)
    with pytest.raises(DeviceUnusable, match="The memory of NVIDIA T4 is too small"):
        model.trainable_copy()


def test_a_memory_too_small_for_one_image_is_said() -> None:
    network = SmallMemory(1)
    model = TorchEmbedder(network, "mobilenet_v3_small", ModelId("x"), DeviceChoice("cpu", "CPU"))
    network.room = 0
    with pytest.raises(DeviceUnusable, match="too small for one image"):
        model.embed([model.prepare(np.zeros((40, 40, 3), np.uint8))])
