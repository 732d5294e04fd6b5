"""Classic's adapter: a matrix in a safetensors file. No torch."""

from pathlib import Path

import numpy as np
import numpy.typing as npt
import safetensors.numpy
from safetensors import SafetensorError

from stockmatch.core.errors import WeightsRefused
from stockmatch.core.message import Message

_KEY = "adapter"


def read_adapter(path: str | Path, dimension: int) -> npt.NDArray[np.float32]:
    """Read a matrix of shape (dimension, dimension), dtype float32. Raises ``WeightsRefused``."""
    path = Path(path)
    try:
        adapter = safetensors.numpy.load_file(path).get(_KEY)
    except (OSError, SafetensorError) as error:
        raise WeightsRefused(Message("{file} cannot be read: {reason}.", file=path.name, reason=error)) from error
    if adapter is None or adapter.shape != (dimension, dimension) or not np.isfinite(adapter).all():
        raise WeightsRefused(
            Message(
                "{file} holds no adapter for Classic ({dimension} x {dimension} finite numbers).",
                file=path.name,
                dimension=dimension,
            )
        )
    return np.asarray(adapter, dtype=np.float32)


def adapter_for_saving(adapter: npt.NDArray[np.float32]) -> dict[str, npt.NDArray[np.float32]]:
    """The matrix as ``safetensors.numpy.save_file`` takes it; a file of it is a ``ModelRef.tuned_file``."""
    return {_KEY: np.ascontiguousarray(adapter, dtype=np.float32)}
