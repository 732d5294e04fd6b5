"""What patches compare: a network's last feature map, joined with an earlier one, which sees more detail.

An earlier layer tells one print, weave or label from another; the last one tells what a thing is from any side. Several
layers' features beside each other: B. Hariharan et al., "Hypercolumns for object segmentation and fine-grained
localization", CVPR 2015.
"""

from collections.abc import Sequence

import torch
from torch import Tensor
from torch.nn import functional

from stockmatch.core.projection import random_signs

CHANNELS = 2_048
"""At most, of a joined map: as many as an image's features have room for."""


def joined(maps: Sequence[Tensor]) -> Tensor:
    """Both maps beside each other, each counting equally, shape (n, at most 2048, height, width) of the last.

    Where there are too many channels the last map is projected to fewer. A cell is as strong as the last map's cell.

    Args:
        maps: an earlier one, shape (n, fewer than 2048, at least height, at least width), and the last one, shape
            (n, channels, height, width); the last one alone is what is returned.
    """
    if len(maps) == 1:
        return maps[0]
    middle, last = maps
    strength = torch.linalg.vector_norm(last, dim=1, keepdim=True)
    height, width = last.shape[-2:]
    middle = functional.adaptive_avg_pool2d(middle, (height, width))
    room = CHANNELS - middle.shape[1]
    if last.shape[1] > room:
        signs = torch.from_numpy(random_signs(last.shape[1], room)).to(last)
        last = torch.einsum("nchw,cd->ndhw", last, signs)
    both = torch.cat([functional.normalize(middle, dim=1), functional.normalize(last, dim=1)], dim=1)
    return torch.mul(functional.normalize(both, dim=1), strength)
