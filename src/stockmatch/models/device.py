"""Which device models run on, and, where it is not CUDA, why."""

import re
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

import torch

from stockmatch.core.errors import DeviceUnusable
from stockmatch.core.message import Message
from stockmatch.core.model import Device

_ARCHITECTURE = re.compile(r"^(sm|compute)_(\d+)(\d)[a-z]?$")


@dataclass(frozen=True)
class DeviceChoice:
    """Where models run.

    Attributes:
        device: torch's name, "cpu" or "cuda".
        name: for the person: "CPU", "NVIDIA H100".
        why_not_cuda: a sentence for the person; None where CUDA is used.
        bfloat16: whether it multiplies bfloat16 by instructions of its own.
    """

    device: str
    name: str
    why_not_cuda: str | None = None
    bfloat16: bool = False


def choose_device(wanted: Device) -> DeviceChoice:
    """Choose the device. AUTO takes CUDA where it works, else the CPU, and says why.

    Raises ``DeviceUnusable`` if CUDA was asked for and cannot be used.
    """
    if wanted is Device.CPU:
        return _cpu(Message("The CPU is chosen in the settings."))
    reason = why_not_cuda()
    if reason is None:
        half = torch.cuda.is_bf16_supported(including_emulation=False)
        return DeviceChoice("cuda", torch.cuda.get_device_name(0), bfloat16=half)
    if wanted is Device.CUDA:
        raise DeviceUnusable(Message("CUDA cannot be used. {reason}", reason=reason))
    return _cpu(reason)


def _cpu(why_not_cuda: str) -> DeviceChoice:
    """With bfloat16 where it need not be emulated; an older PyTorch does not tell, and is taken not to have it."""
    able: Mapping[str, object] = getattr(torch.cpu, "get_capabilities", dict)()
    return DeviceChoice("cpu", "CPU", why_not_cuda, bool(able.get("avx512_bf16") or able.get("amx_bf16")))


def memory_too_small(device_name: str) -> DeviceUnusable:
    """What is said where not even one image fits into the device's memory."""
    return DeviceUnusable(
        Message(
            "The memory of {device} is too small for one image. Close other programs that use it, or "
            "choose the CPU in the settings.",
            device=device_name,
        )
    )


@contextmanager
def room_on(device_name: str) -> Iterator[None]:
    """Raises ``DeviceUnusable`` where what is done needs more than the device's memory."""
    try:
        yield
    except torch.OutOfMemoryError as error:
        raise memory_too_small(device_name) from error


def why_not_cuda() -> str | None:
    """Why CUDA cannot be used, as a sentence for the person; None if a small computation on it succeeded."""
    if torch.version.cuda is None and torch.version.hip is None:
        return Message("The installed PyTorch is the CPU build.")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return _unavailable() or _unsupported_card() or _failed_run()


def _unavailable() -> str | None:
    if torch.cuda.is_available():
        return None
    try:
        torch.cuda.init()  # type: ignore[no-untyped-call]
    except (RuntimeError, AssertionError) as error:
        message = str(error)
        if "no NVIDIA driver" in message:
            return Message("No NVIDIA driver is installed, or there is no NVIDIA graphics card.")
        if "too old" in message:
            return Message(
                "The NVIDIA driver is too old for this PyTorch (CUDA {version}); update the driver.",
                version=torch.version.cuda,
            )
        return Message("CUDA could not be started: {reason}", reason=_first_line(error))
    return Message("No graphics card that CUDA can use was found.")


def _unsupported_card() -> str | None:
    """A binary runs on its own major architecture from its minor version on; PTX (compute_) on any later card."""
    card = torch.cuda.get_device_capability(0)
    built = [match for match in map(_ARCHITECTURE.match, torch.cuda.get_arch_list()) if match]
    for match in built:
        kind, version = match[1], (int(match[2]), int(match[3]))
        if version <= card and (kind == "compute" or version[0] == card[0]):
            return None
    if not built:
        return None
    return Message(
        "The {card} (compute capability {major}.{minor}) is not among the cards this PyTorch is built for ({cards}).",
        card=torch.cuda.get_device_name(0),
        major=card[0],
        minor=card[1],
        cards=", ".join(match[0] for match in built),
    )


def _failed_run() -> str | None:
    try:
        image = torch.ones(1, 3, 8, 8, device="cuda")
        result = torch.nn.functional.conv2d(image, torch.ones(1, 3, 3, 3, device="cuda"))
        correct = float(result.mean().item()) == 27.0
    except RuntimeError as error:
        return Message(
            "A test computation on the {card} failed: {reason}",
            card=torch.cuda.get_device_name(0),
            reason=_first_line(error),
        )
    if correct:
        return None
    return Message("A test computation on the {card} gave a wrong result.", card=torch.cuda.get_device_name(0))


def _first_line(error: BaseException) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]
