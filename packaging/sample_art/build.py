"""Writes assets/sample: the catalogue, the photos, and which photo shows which product."""

from __future__ import annotations

import csv
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np
from PIL import Image

from .photos import Shot, photo, shots
from .products import CATALOGUE, Product
from .raster import F32
from .strangers import STRANGERS
from .studio import catalogue_picture

CATALOGUE_QUALITY, PHOTO_QUALITY = 82, 78

README = """# Sample catalogue and photos

{products} made-up products ({pictures} pictures in `catalogue/`) and {photos} made-up employees' photos (`photos/`),
to try Stockmatch without your own pictures.

- `pairs.csv`: which catalogue pictures are right for which photo (`query,target`, paths from this folder).
- `not_in_catalogue.txt`: the {strangers} photos whose product is not in the catalogue.

Everything is drawn by our own program from shapes and noise: no photo, no person and no brand was copied.
To draw it again: `python packaging/make_sample.py`. Licence: MIT, like the rest of the repository.
"""


def picture_name(product: Product, view: str) -> str:
    """Return the file name of one catalogue picture."""
    return f"{product.sku}{view}.jpg"


def _save(picture: F32, path: Path, quality: int) -> None:
    pixels = np.round(np.clip(picture, 0, 1) * 255).astype(np.uint8)
    Image.fromarray(pixels).save(path, quality=quality, optimize=True)


def _catalogue_job(job: tuple[Product, str, Path]) -> None:
    product, view, folder = job
    _save(catalogue_picture(product, view), folder / picture_name(product, view), CATALOGUE_QUALITY)


def _photo_job(job: tuple[Shot, Path]) -> None:
    shot, folder = job
    _save(photo(shot), folder / shot.name, PHOTO_QUALITY)


def _emptied(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.jpg"):
        old.unlink()
    return folder


def build(target: Path, workers: int = 2) -> None:
    """Draw the whole sample into a folder; pictures of an earlier run are replaced."""
    catalogue, photos = _emptied(target / "catalogue"), _emptied(target / "photos")
    pictures = [(product, view, catalogue) for product in CATALOGUE for view in product.views]
    taken = shots()
    with ProcessPoolExecutor(workers) as pool:
        list(pool.map(_catalogue_job, pictures))
        list(pool.map(_photo_job, [(shot, photos) for shot in taken]))
    strangers = [shot for shot in taken if shot.product in STRANGERS]
    with (target / "pairs.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("query", "target"))
        for shot in taken:
            if shot.product in STRANGERS:
                continue
            for view in shot.product.views:
                writer.writerow((f"photos/{shot.name}", f"catalogue/{picture_name(shot.product, view)}"))
    lines = "".join(f"photos/{shot.name}\n" for shot in strangers)
    (target / "not_in_catalogue.txt").write_bytes(lines.encode())
    text = README.format(products=len(CATALOGUE), pictures=len(pictures), photos=len(taken), strangers=len(strangers))
    (target / "README.md").write_bytes(text.encode())
