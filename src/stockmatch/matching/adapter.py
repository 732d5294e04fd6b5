"""What tuning learnt of a catalogue's parts: a low-rank change of the cells of feature maps."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import safetensors
import safetensors.numpy
from safetensors import SafetensorError

from stockmatch.core.errors import WeightsRefused
from stockmatch.core.message import Message
from stockmatch.core.scoring import unit
from stockmatch.core.vectors import Floats

_PARTS = "parts."
_DOWN, _UP = "parts.2.down", "parts.2.up"
"""By what cells are made of: no number, of the last feature map; 2, of an earlier one too (``models.parts_map``)."""


@dataclass(frozen=True, eq=False)
class PartsAdapter:
    """Cells x become x + (x down) up, of unit length again.

    Attributes:
        down: shape (channels, rank).
        up: shape (rank, channels).
    """

    down: Floats
    up: Floats

    def applied(self, cells: Floats) -> Floats:
        """Changed cells, unit, shape as given, (n, channels)."""
        return unit(np.asarray(cells + (cells @ self.down) @ self.up, dtype=np.float32))

    def to_bytes(self) -> bytes:
        """As a safetensors file, what ``ModelRef.tuned_file`` names."""
        whole = {name: np.ascontiguousarray(matrix) for name, matrix in ((_DOWN, self.down), (_UP, self.up))}
        return bytes(safetensors.numpy.save(whole))


def holds_parts_adapter(path: str | Path) -> bool:
    """Whether a tuned file changes parts, and not the network itself. Raises WeightsRefused if it cannot be read."""
    try:
        with safetensors.safe_open(path, "np") as file:
            return any(name.startswith(_PARTS) for name in file.keys())  # noqa: SIM118 - no mapping
    except (OSError, SafetensorError) as error:
        raise WeightsRefused(Message("{file} cannot be read: {reason}.", file=Path(path).name, reason=error)) from error


def read_parts_adapter(path: str | Path, channels: int) -> PartsAdapter:
    """Read what ``PartsAdapter.to_bytes`` gave. Raises WeightsRefused if it does not fit the backbone or its cells."""
    try:
        found = safetensors.numpy.load_file(path)
    except (OSError, SafetensorError) as error:
        raise WeightsRefused(Message("{file} cannot be read: {reason}.", file=Path(path).name, reason=error)) from error
    if not found.keys() & {_DOWN, _UP} and any(name.startswith(_PARTS) for name in found):
        raise WeightsRefused(
            Message("{file} was tuned for another version of Stockmatch. Tune again.", file=Path(path).name)
        )
    down, up = found.get(_DOWN), found.get(_UP)
    shapes = None if down is None or up is None else (down.shape, up.shape[::-1])
    if down is None or up is None or shapes is None or shapes[0] != shapes[1] or shapes[0][0] != channels:
        raise WeightsRefused(
            Message("{file} holds no change of {channels} channels.", file=Path(path).name, channels=channels)
        )
    if not (np.isfinite(down).all() and np.isfinite(up).all()):
        raise WeightsRefused(Message("{file} holds numbers that are not finite.", file=Path(path).name))
    return PartsAdapter(down.astype(np.float32), up.astype(np.float32))
