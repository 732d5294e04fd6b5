"""The supplier's pictures: a product on a light ground with a soft shadow."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from .accessories import Accessory, draw_accessory
from .body import Arm, Person, Pose, draw_arm, draw_head, draw_legs, draw_torso
from .bottoms import Bottom, Skirt, draw_bottom, draw_skirt
from .canvas import Canvas
from .products import Item, Product
from .raster import F32, blur, f32, remap, resize, rng_for, shifted
from .tops import Top, draw_top

SCALE = 2.0
WIDTH, HEIGHT = 480, 600
MODELS = (
    Person(),
    Person(skin="#8d5a3c", hair="#1f1614", cut="short"),
    Person(skin="#c98f6a", hair="#2b1c18", cut="long"),
    Person(skin="#f0cdb2", hair="#a8703c", cut="long"),
)
STUDIO_POSE = Pose(Arm(13, 7), Arm(16, 10))


def drawn(
    item: Item, seed: str, *, person: Person | None = None, pose: Pose | None = None, scale: float = SCALE
) -> Canvas:
    """Draw an item on an empty canvas, worn where there is a person."""
    canvas = Canvas(480, 820, scale, top=-60, seed=seed)
    pose = pose or Pose()
    wearer: Callable[[], None] | None = None
    if isinstance(item, Top):
        if person is not None:
            wearer = _above(canvas, item, person, pose)
        draw_top(canvas, item, pose, wearer)
    elif isinstance(item, Accessory):
        draw_accessory(canvas, item)
    else:
        if person is not None:
            wearer = _below(canvas, person, pose)
        if isinstance(item, Bottom):
            draw_bottom(canvas, item, wearer)
        else:
            draw_skirt(canvas, item, wearer)
    return canvas


def _above(canvas: Canvas, item: Top, person: Person, pose: Pose) -> Callable[[], None]:
    def wear() -> None:
        draw_legs(canvas, person, bare=item.length > 300 and item.neck != "lapel")
        draw_head(canvas, person)
        if item.neck == "lapel":
            draw_torso(canvas, replace(person, under="#e9e6df"))
        for side, arm in ((1, pose.right), (-1, pose.left)):
            draw_arm(canvas, person, side, arm, min(item.shoulder, 84))

    return wear


def _below(canvas: Canvas, person: Person, pose: Pose) -> Callable[[], None]:
    def wear() -> None:
        draw_head(canvas, person)
        draw_legs(canvas, person)
        for side, arm in ((1, pose.right), (-1, pose.left)):
            draw_arm(canvas, person, side, arm)
        draw_torso(canvas, person)

    return wear


def bounds(alpha: F32) -> tuple[int, int, int, int]:
    """Return left, top, right, bottom of what is drawn."""
    rows, columns = np.flatnonzero(alpha.max(axis=1) > 0.5), np.flatnonzero(alpha.max(axis=0) > 0.5)
    return int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1


def ground() -> F32:
    """Return the empty studio: nearly white, a little darker towards the corners."""
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32)
    far = ((x - WIDTH / 2) / WIDTH) ** 2 + ((y - HEIGHT * 0.45) / HEIGHT) ** 2
    tone = 0.972 - 0.09 * far
    return f32(tone[..., None] * np.array([1.0, 0.998, 0.992], np.float32))


def place(rgb: F32, alpha: F32, *, width: float, height: float, centre: float = 0.5) -> F32:
    """Scale a drawing into the studio and give it its shadow."""
    left, top, right, bottom = bounds(alpha)
    k = max((right - left) / width, (bottom - top) / height)
    ys, xs = np.mgrid[0 : HEIGHT * 2, 0 : WIDTH * 2].astype(np.float32) / 2
    mx = (xs - WIDTH / 2) * k + (left + right) / 2
    my = (ys - HEIGHT * centre) * k + (top + bottom) / 2
    both = resize(remap(np.dstack([rgb, alpha]), mx, my), WIDTH, HEIGHT)
    mask = np.clip(both[..., 3], 0, 1)
    soft = shifted(blur(mask, 13), 8, 14) * 0.20 + shifted(blur(mask, 3.5), 2, 4) * 0.22
    base = ground() * (1 - soft * (1 - mask))[..., None]
    return f32(np.clip(base * (1 - mask)[..., None] + both[..., :3], 0, 1))


def catalogue_picture(product: Product, view: str) -> F32:
    """Return one picture of a product; view is one of its endings."""
    item = product.item
    if view == "_back" and isinstance(item, Top):
        item = replace(item, back=True)
    person = None
    pose = Pose()
    if view == "_2":
        person = MODELS[int(rng_for(product.sku).integers(len(MODELS)))]
        pose = STUDIO_POSE
    canvas = drawn(item, product.sku + view[:5], person=person, pose=pose)
    if person is not None:
        return _on_model(canvas, 24 if isinstance(item, Top) and item.length > 300 else 0)
    if view == "_detail":
        return _detail(canvas, item)
    wide = 372.0 if isinstance(item, Accessory) else 412.0
    if isinstance(item, Bottom) and item.length < 250:
        wide = 300.0
    return place(canvas.rgb, canvas.alpha, width=wide, height=508)


def _on_model(canvas: Canvas, drop: float) -> F32:
    k = canvas.scale
    ys, xs = np.mgrid[0 : HEIGHT * 2, 0 : WIDTH * 2].astype(np.float32) / 2
    zoom = 0.76 if not drop else 0.86
    mx, my = ((xs - WIDTH / 2) * zoom + 240) * k, (ys * zoom + 52 + drop - canvas.top) * k
    both = resize(remap(np.dstack([canvas.rgb, canvas.alpha]), mx, my), WIDTH, HEIGHT)
    mask = np.clip(both[..., 3], 0, 1)
    soft = shifted(blur(mask, 16), 14, 10) * 0.16
    base = ground() * (1 - soft * (1 - mask))[..., None]
    return f32(np.clip(base * (1 - mask)[..., None] + both[..., :3], 0, 1))


def _detail(canvas: Canvas, item: Item) -> F32:
    left, top, right, bottom = bounds(canvas.alpha)
    share_x, share_y, zoom = (0.5, 0.30, 0.42) if isinstance(item, Top) else (0.5, 0.74, 0.72)
    if isinstance(item, Bottom | Skirt):
        share_x, share_y, zoom = 0.5, 0.12, 0.62
    span = (right - left) * zoom
    cx, cy = left + (right - left) * share_x, top + (bottom - top) * share_y
    ys, xs = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32)
    mx, my = (xs - WIDTH / 2) / WIDTH * span + cx, (ys - HEIGHT / 2) / WIDTH * span + cy
    both = remap(np.dstack([canvas.rgb, canvas.alpha]), mx, my)
    mask = np.clip(both[..., 3], 0, 1)
    return f32(np.clip(ground() * (1 - mask)[..., None] + both[..., :3], 0, 1))
