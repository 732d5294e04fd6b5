"""The match gallery: photo, right answer, the first five."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from PIL import Image

from stockmatch.core.ports import Pixels
from stockmatch.study.figures import WARM, Figure, finished, sheet
from stockmatch.study.judging import FIRST
from stockmatch.study.material import Material, pixels
from stockmatch.study.results import Curve
from stockmatch.study.tables import title

SHOWN = 10
_WRONG_FIRST = 5
_SIDE = 160
_DPI = 130
_GREEN = "#2e8b57"


def chosen_photos(wrong: Sequence[bool]) -> list[int]:
    """At most ``SHOWN`` photos in their order, up to half of them wrong ones, so that failures are seen."""
    failed = [photo for photo, bad in enumerate(wrong) if bad][:_WRONG_FIRST]
    right = [photo for photo, bad in enumerate(wrong) if not bad]
    return sorted(failed + right[: SHOWN - len(failed)])


def gallery(name: str, curve: Curve, material: Material) -> Figure | None:
    """Draw it for the curve's ``gallery_step``; None for a run that did not come so far."""
    if not curve.top:
        return None
    wrong = [rank > FIRST for rank in curve.ranks[curve.gallery_step]]
    photos = chosen_photos(wrong)
    across = 2 + len(curve.top[0])
    drawn, axes = sheet(1.3 * len(photos) + 0.3, len(photos), across)
    first_image = material.first_images()
    for row, photo in enumerate(photos):
        right = min(material.truth[photo])
        cells: list[tuple[Path, str, str | None]] = [
            (material.photos[photo], "photo", None),
            (material.images[first_image[right]], "right answer", None),
        ]
        for place, product in enumerate(curve.top[photo]):
            found = product in material.truth[photo]
            cells.append((material.images[first_image[product]], f"{place + 1}", _GREEN if found else None))
        for column, (path, words, frame) in enumerate(cells):
            axis = axes[row * across + column]
            axis.imshow(_small(pixels(path, _SIDE)))
            axis.set_xticks([])
            axis.set_yticks([])
            axis.set_title(words, fontsize=7, pad=2)
            for spine in axis.spines.values():
                spine.set_visible(frame is not None or (column == 1 and wrong[photo]))
                spine.set_color(frame or WARM)
                spine.set_linewidth(2.5)
    caption = (
        f"{title(name)} after {curve.gallery_step} steps: photo, right answer, and the first "
        f"{len(curve.top[0])}. Green frames a right answer among them; an orange frame says that none is."
    )
    return finished("gallery", caption, drawn, _DPI)


def _small(picture: Pixels) -> Pixels:
    image = Image.fromarray(picture)
    image.thumbnail((_SIDE, _SIDE))
    return np.asarray(image)
