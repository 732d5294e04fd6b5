"""Weights files: read safely, checked against the backbone, refused with a reason."""

import pickle
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

import safetensors.torch
import torch
from safetensors import SafetensorError
from torch import nn

from stockmatch.core.errors import WeightsRefused
from stockmatch.core.message import Message, joined
from stockmatch.core.model import Head, backbone
from stockmatch.models.backbones import ARCHITECTURES, shapes
from stockmatch.models.extras import installed
from stockmatch.models.torch_embedder import restore_state

_NAMED = 3
_WRAPPERS = ("state_dict", "model", "model_state_dict")
_PARALLEL = "module."
_OLD_DENSENET = re.compile(r"(denselayer\d+\.(?:norm|conv))\.([12]\.)")
_COUNTER = "num_batches_tracked"

State = dict[str, torch.Tensor]


def load_state(path: str | Path, module: nn.Module, backbone_id: str, head: Head) -> None:
    """Copy a weights file into a network built by ``backbones.build(backbone_id, head)``; fp16 becomes fp32.

    Keys of the cut-off classification head may be there or missing. Raises ``WeightsRefused`` and leaves the network
    as it was if anything else does not fit.
    """
    state = read_state(path)
    check_state(state, backbone_id, head)
    restore_state(module, ARCHITECTURES[backbone_id].named(state))


def read_state(path: str | Path) -> State:
    """Read a state dict from a .safetensors, .pth or .pt file, running no code from it.

    Takes it out of ``{"state_dict": ...}`` or ``{"model": ...}``, strips DataParallel's ``module.`` and brings
    DenseNet's old key names up to date. Raises ``WeightsRefused``.
    """
    path = Path(path)
    loaded: object = _safetensors(path) if path.suffix.lower() == ".safetensors" else _pickled(path)
    for wrapper in _WRAPPERS:
        if isinstance(loaded, Mapping) and isinstance(loaded.get(wrapper), Mapping):
            loaded = loaded[wrapper]
            break
    if not isinstance(loaded, Mapping) or not loaded:
        raise WeightsRefused(Message("{file} holds no state dict: {kind}.", file=path.name, kind=_kind(loaded)))
    odd = [str(name) for name, value in loaded.items() if not isinstance(value, torch.Tensor)]
    if odd:
        raise WeightsRefused(
            Message("{file} holds no state dict: {names} not a tensor.", file=path.name, names=_listed(odd))
        )
    names = [str(name) for name in loaded]
    prefix = _PARALLEL if all(name.startswith(_PARALLEL) for name in names) else ""
    state = {_OLD_DENSENET.sub(r"\1\2", str(name)[len(prefix) :]): value for name, value in loaded.items()}
    strange = [name for name, value in state.items() if not _plain(value)]
    if strange:
        raise WeightsRefused(
            Message(
                "{file} holds tensors of a kind that cannot be used: {names}.", file=path.name, names=_listed(strange)
            )
        )
    broken = [name for name, value in state.items() if not bool(torch.isfinite(value).all())]
    if broken:
        raise WeightsRefused(
            Message("{file} holds values that are not finite numbers: {names}.", file=path.name, names=_listed(broken))
        )
    return state


def check_state(state: State, backbone_id: str, head: Head) -> None:
    """Raise ``WeightsRefused`` saying what is wrong unless the state dict fits the backbone."""
    missing, unexpected, misshapen = _differences(state, backbone_id, head)
    if not (missing or unexpected or misshapen):
        return
    title = backbone(backbone_id).title
    others = [other for other in ARCHITECTURES if other != backbone_id and installed(other)]
    fitting = [backbone(other).title for other in others if not any(_differences(state, other, Head.STUDY))]
    if fitting:
        raise WeightsRefused(
            Message("These weights are for {models}, not for {model}.", models=" or ".join(fitting), model=title)
        )
    wrong = []
    if missing:
        wrong.append(Message("missing: {names}", names=_listed(missing)))
    if misshapen:
        wrong.append(Message("of the wrong shape: {names}", names=_listed(misshapen)))
    if unexpected:
        wrong.append(Message("unexpected: {names}", names=_listed(unexpected)))
    raise WeightsRefused(Message("These weights do not fit {model}; {wrong}.", model=title, wrong=joined("; ", wrong)))


def _differences(state: State, backbone_id: str, head: Head) -> tuple[list[str], list[str], list[str]]:
    """Names that are missing, unexpected, and of another shape (with both shapes)."""
    architecture = ARCHITECTURES[backbone_id]
    state = dict(architecture.named(state))
    wanted = shapes(backbone_id, head)
    ignored = (architecture.head + ".", *architecture.training_only)
    missing = [name for name in wanted if name not in state and not name.endswith(_COUNTER)]
    unexpected = [name for name in state if name not in wanted and not name.startswith(ignored)]
    misshapen = [
        f"{name} {tuple(state[name].shape)} instead of {shape}"
        for name, shape in wanted.items()
        if name in state and tuple(state[name].shape) != shape
    ]
    return missing, unexpected, misshapen


def _plain(tensor: torch.Tensor) -> bool:
    """Whether it is dense, real and in memory."""
    dense = tensor.layout is torch.strided and not tensor.is_quantized and not tensor.is_complex()
    return dense and tensor.device.type == "cpu"


def _safetensors(path: Path) -> State:
    try:
        return dict(safetensors.torch.load_file(path))
    except (OSError, SafetensorError) as error:
        raise WeightsRefused(
            Message("{file} cannot be read as safetensors: {reason}.", file=path.name, reason=error)
        ) from error


def _pickled(path: Path) -> object:
    try:
        return torch.load(path, map_location="cpu", weights_only=True)
    except pickle.UnpicklingError as error:
        raise WeightsRefused(_pickle_reason(path, str(error))) from error
    except OSError as error:
        raise WeightsRefused(
            Message("{file} cannot be read: {reason}.", file=path.name, reason=error.strerror or error)
        ) from error
    except Exception as error:  # on damaged bytes torch raises nearly every type there is
        if "TorchScript" in str(error):
            raise WeightsRefused(
                Message("{file} is a TorchScript program, not a state dict.", file=path.name)
            ) from error
        raise WeightsRefused(Message("{file} is damaged or not a PyTorch weights file.", file=path.name)) from error


def _pickle_reason(path: Path, detail: str) -> str:
    if "GLOBAL" not in detail and "Unsupported class" not in detail:
        return Message("{file} is damaged or not a PyTorch weights file.", file=path.name)
    return Message(
        "{file} holds program code (probably a whole saved model), which could do anything and "
        "is not run. Save the state dict alone: torch.save(model.state_dict(), file).",
        file=path.name,
    )


def _kind(value: object) -> str:
    if isinstance(value, Mapping):
        return Message("it is empty")
    if isinstance(value, torch.Tensor):
        return Message("it is a single tensor")
    return Message("it is a {kind}", kind=type(value).__name__)


def _listed(names: Iterable[str]) -> str:
    """The first few names and how many more."""
    names = list(names)
    more = len(names) - _NAMED
    shown = ", ".join(names[:_NAMED])
    return Message("{names} and {more} more", names=shown, more=more) if more > 0 else shown
