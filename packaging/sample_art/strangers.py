"""Articles of other suppliers: they turn up in photos and have no picture in the catalogue."""

from __future__ import annotations

from dataclasses import replace

from .accessories import Accessory
from .bottoms import Bottom
from .products import DRESS, HOODIE, SHIRT, TEE, WHITE, Product, cloth

STRANGERS: tuple[Product, ...] = (
    Product("X-TEE-LIME", replace(TEE, cloth=cloth("#a6c25a"), art=("city", "#25345a", "#f3efe4", "#d9503f"))),
    Product("X-SHIRT-GINGHAM", replace(SHIRT, cloth=cloth(WHITE, "#d79a2b", pattern="gingham"))),
    Product(
        "X-DRESS-GREEN",
        replace(DRESS, cloth=cloth("#4f9a7b"), neck="v", sleeve=60, shoulder=78, chest=78, hip=104, wide=(58, 52)),
    ),
    Product("X-HOODIE-LILAC", replace(HOODIE, cloth=cloth("#a899cc", folds=1.15), closure="zip")),
    Product(
        "X-JOGGER", Bottom(cloth("#8f3c46", weave="melange"), waistband="cord", knee=60, foot=44, stripe="#f2f0ea")
    ),
    Product(
        "X-TOTE-BLACK",
        Accessory("tote", cloth("#26272b", weave="canvas"), cloth("#26272b"), ("college", "#f3efe4", "#d9503f")),
    ),
)
