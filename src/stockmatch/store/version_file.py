"""A model version as one file that can be given away: a safetensors file with a JSON card in its metadata.

The card names the untuned weights that the tuning belongs to, and holds a digest of itself and of every tensor. That
finds damage and careless editing; it is no signature, and says nothing of who made the file.
"""

import errno
import hashlib
import json
import math
import os
import struct
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import safetensors.numpy
from safetensors import SafetensorError

from stockmatch.core.errors import WeightsRefused
from stockmatch.core.message import Message
from stockmatch.core.tuning import TuneFigures, TuneMethod

_KEY, _KIND, _VERSION = "stockmatch", "model version", 1
_LARGEST_FILE = 2_000_000_000
"""Bytes; the largest backbone here takes 813 MB."""

_LARGEST_HEADER = 8_000_000
_LARGEST_CARD = 20_000
_LONGEST = 120
"""Characters of a name on a card."""

_LENGTH = struct.Struct("<Q")
_TYPES = {"F16", "F32", "F64", "I32", "I64", "U8", "BOOL"}


@dataclass(frozen=True)
class VersionCard:
    """What a file says of its version.

    Attributes:
        backbone: its id.
        base_model_id: id of the untuned model, a hash of its weights among other things.
        model_id: of the tuned model.
        created_at: when it was tuned, ISO 8601, UTC.
        catalogue: name of the catalogue it was tuned and measured on.
        method: what was trained.
        check_photos, confirmed: what the figures rest on, see ``TuneOutcome``.
        before, after: figures of the check.
    """

    backbone: str
    base_model_id: str
    model_id: str
    created_at: str
    catalogue: str
    method: TuneMethod
    check_photos: int
    confirmed: int
    before: TuneFigures
    after: TuneFigures

    def told(self) -> dict[str, Any]:
        """As JSON has it."""
        return asdict(self)


Tensors = dict[str, npt.NDArray[Any]]


def pack(card: VersionCard, tuned: Path) -> bytes:
    """A file of a tuned model and its card. Raises WeightsRefused if the model's own file is damaged."""
    try:
        tensors = safetensors.numpy.load_file(tuned)
    except (OSError, SafetensorError) as error:
        raise WeightsRefused(Message("{file} cannot be read: {reason}.", file=tuned.name, reason=error)) from error
    content = {"kind": _KIND, "format": _VERSION, **card.told()}
    told = json.dumps({**content, "digest": _digest(content, tensors)})
    return bytes(safetensors.numpy.save(tensors, {_KEY: told}))


def read_version(path: Path) -> tuple[VersionCard, bytes]:
    """What ``pack`` wrote: the card, and the tuned model as a plain safetensors file.

    Nothing of the file is trusted: sizes are looked at before anything is read, and no name in it becomes a path.

    Raises:
        WeightsRefused: if it is something else, damaged, or written by a newer Stockmatch.
    """
    try:
        if not path.exists():
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
        if not path.is_file() or path.stat().st_size > _LARGEST_FILE:
            raise _refused(path)
        with path.open("rb") as file:
            start = file.read(_LENGTH.size)
            length = _LENGTH.unpack(start)[0] if len(start) == _LENGTH.size else 0
            if not 0 < length <= _LARGEST_HEADER:
                raise _refused(path)
            header = file.read(length)
            content = _content(header, path)
            data = start + header + file.read(_LARGEST_FILE)
    except OSError as error:
        raise WeightsRefused(
            Message("{file} cannot be read: {reason}.", file=path.name, reason=error.strerror or error)
        ) from error
    try:
        tensors = safetensors.numpy.load(data)
    except (SafetensorError, ValueError, KeyError, TypeError) as error:
        raise _refused(path) from error
    digest = content.pop("digest", None)
    if digest != _digest(content, tensors):
        raise _refused(path)
    return _card(content, path), bytes(safetensors.numpy.save(tensors))


def _content(header: bytes, path: Path) -> dict[str, Any]:
    """The card of a safetensors header, as JSON has it."""
    try:
        described = json.loads(header)
        told = described["__metadata__"][_KEY]
        if len(told) > _LARGEST_CARD:
            raise _refused(path)
        types = {one["dtype"] for name, one in described.items() if name != "__metadata__"}
        content = json.loads(told)
        if not isinstance(content, dict) or content["kind"] != _KIND or not types or types - _TYPES:
            raise _refused(path)
        version = content["format"]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise _refused(path) from error
    if isinstance(version, int) and version > _VERSION:
        raise WeightsRefused(
            Message(
                "{file} was exported by a newer Stockmatch. Install the newest version; nothing was changed.",
                file=path.name,
            )
        )
    return content


def _card(content: Mapping[str, Any], path: Path) -> VersionCard:
    try:
        datetime.fromisoformat(content["created_at"])
        return VersionCard(
            backbone=_text(content["backbone"]),
            base_model_id=_text(content["base_model_id"]),
            model_id=_text(content["model_id"]),
            created_at=_text(content["created_at"]),
            catalogue=_text(content["catalogue"]),
            method=TuneMethod(content["method"]),
            check_photos=_count(content["check_photos"]),
            confirmed=_count(content["confirmed"]),
            before=_figures(content["before"]),
            after=_figures(content["after"]),
        )
    except (ValueError, KeyError, TypeError) as error:
        raise _refused(path) from error


def _text(value: Any) -> str:
    """One line, not too long, as a card may show it."""
    if not isinstance(value, str):
        raise TypeError
    return " ".join("".join(sign if sign.isprintable() else " " for sign in value).split())[:_LONGEST]


def _count(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise ValueError
    return value


def _figures(value: Any) -> TuneFigures:
    errors = [value["top1_error"], value["top5_error"]]
    if not all(isinstance(one, (int, float)) and math.isfinite(one) and 0 <= one <= 1 for one in errors):
        raise ValueError
    return TuneFigures(float(errors[0]), float(errors[1]))


def _digest(content: Mapping[str, Any], tensors: Tensors) -> str:
    digest = hashlib.sha256(json.dumps(content, sort_keys=True).encode())
    for name, tensor in sorted(tensors.items()):
        digest.update(json.dumps([name, tensor.dtype.str, tensor.shape]).encode())
        digest.update(np.ascontiguousarray(tensor).data)
    return digest.hexdigest()


def _refused(path: Path) -> WeightsRefused:
    return WeightsRefused(
        Message(
            "{file} is no model version that Stockmatch exported, or it is damaged. Nothing was changed.",
            file=path.name,
        )
    )
