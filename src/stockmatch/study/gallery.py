"""The match gallery: photo, right answer, the first five."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps

from stockmatch.core.message import counted
from stockmatch.study.figures import WARM, Figure, finished, sheet
from stockmatch.study.judging import FIRST
from stockmatch.study.material import Material, pixels
from stockmatch.study.results import Curve
from stockmatch.study.tables import title

SHOWN = 10
_WRONG_FIRST = 5
_SIDE, _GAP, _FRAME = 150, 8, 5
_DPI = 130
_GREEN, _WHITE = "#2e8b57", "#ffffff"


def chosen_photos(wrong: Sequence[bool]) -> list[int]:
    """At most ``SHOWN`` photos in their order, up to half of them wrong ones, so that failures are seen."""
    failed = [photo for photo, bad in enumerate(wrong) if bad][:_WRONG_FIRST]
    right = [photo for photo, bad in enumerate(wrong) if not bad]
    return sorted(failed + right[: SHOWN - len(failed)])


def gallery(name: str, curve: Curve, material: Material, file: str = "gallery") -> Figure | None:
    """Draw it for the curve's ``gallery_step``; None for a run that did not come so far."""
    if not curve.top:
        return None
    wrong = [rank > FIRST for rank in curve.ranks[curve.gallery_step]]
    photos = chosen_photos(wrong)
    across, first_image, pitch = 2 + len(curve.top[0]), material.first_images(), _SIDE + _GAP
    canvas = Image.new("RGB", (across * pitch, len(photos) * pitch), _WHITE)
    for row, photo in enumerate(photos):
        right = min(material.truth[photo])
        cells = [(material.photos[photo], _WHITE)]
        cells.append((material.images[first_image[right]], WARM if wrong[photo] else _WHITE))
        for product in curve.top[photo]:
            cells.append(
                (material.images[first_image[product]], _GREEN if product in material.truth[photo] else _WHITE)
            )
        for column, (path, frame) in enumerate(cells):
            canvas.paste(_cell(path, frame), (column * pitch, row * pitch))
    drawn, (axes,) = sheet(8.6 * canvas.height / canvas.width + 0.3)
    axes.imshow(np.asarray(canvas))
    axes.set_yticks([])
    axes.spines[["left", "bottom"]].set_visible(False)
    axes.xaxis.tick_top()
    axes.tick_params(length=0)
    middles = [column * pitch + _SIDE / 2 for column in range(across)]
    axes.set_xticks(middles, ["photo", "right answer", *(f"{place + 1}" for place in range(across - 2))], fontsize=8)
    caption = (
        f"{title(name)} after {counted(curve.gallery_step, 'step')}: photo, right answer, and the first "
        f"{len(curve.top[0])}. Green frames a right answer among them; an orange frame says that none is."
    )
    return finished(file, caption, drawn, _DPI)


def _cell(path: Path, frame: str) -> Image.Image:
    """A picture fitted whole into a square, framed."""
    inner = _SIDE - 2 * _FRAME
    fitted = ImageOps.pad(Image.fromarray(pixels(path, inner)), (inner, inner), color=_WHITE)
    return ImageOps.expand(fitted, _FRAME, fill=frame)
