"""Vectors in fewer numbers that nearly keep their angles."""

import functools

import numpy as np
import numpy.typing as npt


@functools.cache
def random_signs(channels: int, numbers: int) -> npt.NDArray[np.float32]:
    """What vectors are multiplied with, shape (channels, numbers), each element ±1 / √numbers.

    D. Achlioptas, "Database-friendly random projections", J. Comput. Syst. Sci. 66 (2003). The signs are the raw bits
    of a generator whose stream never changes, so that features on disk stay comparable.
    """
    words = np.random.PCG64(1).random_raw(-(-channels * numbers // 64)).astype("<u8")
    bits = np.unpackbits(words.view(np.uint8))[: channels * numbers].reshape(channels, numbers)
    return np.asarray((2 * bits.astype(np.float32) - 1) / np.float32(numbers**0.5))
