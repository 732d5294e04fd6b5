"""The employees' photos: which product, how it is shown, in which room and light."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from .accessories import Accessory
from .body import CENTRE, TOP, Arm, Person, Pose
from .bottoms import WAIST, Bottom, Skirt
from .camera import LIGHTS, developed, framed, lit
from .canvas import Canvas
from .fabric import noise
from .products import CATALOGUE, Item, Product
from .props import draw_clip_hanger, draw_hanger, holding_hand, price_tag, thumb_over
from .raster import F32, blur, f32, remap, rng_for, shifted
from .rooms import HEIGHT, WIDTH, room
from .strangers import STRANGERS
from .studio import bounds, drawn
from .tops import Top

COUNT = 60
SCALE = 1.9

PEOPLE = (
    Person(),
    Person(skin="#8d5a3c", hair="#1f1614", cut="short", under="#2f3136"),
    Person(skin="#c98f6a", hair="#2b1c18", cut="long", under="#3d4654"),
    Person(skin="#f0cdb2", hair="#a8703c", cut="long", under="#5a6472"),
    Person(skin="#e0ac88", hair="#6b4a33", cut="short", under="#4b4a45"),
    Person(skin="#6d4430", hair="#17110f", cut="bob", under="#39404d"),
    Person("mannequin", skin="#e9e6e1", under="#5c6068"),
    Person("mannequin", skin="#3a3b3f", under="#8b8f96"),
    Person("mannequin", skin="#cbb08c", under="#3d4654"),
)
POSES = (
    Pose(Arm(9, 5), Arm(11, 6)),
    Pose(Arm(14, 4), Arm(32, -42)),
    Pose(Arm(34, -44), Arm(10, 6)),
    Pose(Arm(20, 14), Arm(17, 8)),
    Pose(Arm(7, 3), Arm(22, -8)),
    Pose(Arm(36, -44), Arm(36, -44)),
)
WALLS = ("plaster", "brick", "shop", "stock", "curtain", "rail", "plaster", "shop")
FLOORS = ("wood", "tiles", "carpet", "linen", "wood", "counter")


@dataclass(frozen=True)
class Shot:
    """One photo: its file name, its product, the way it is shown ('worn', 'hanger', 'flat') and the light."""

    name: str
    product: Product
    way: str
    place: str
    light: str


def shots() -> tuple[Shot, ...]:
    """Return the plan of all photos, in the order of their names."""
    rng = rng_for("plan of the photos")
    again = [p for p in CATALOGUE if isinstance(p.item, Top)]
    extra = [again[int(i)] for i in rng.choice(len(again), COUNT - len(CATALOGUE) - len(STRANGERS), replace=False)]
    plan = [*CATALOGUE, *extra, *STRANGERS]
    order = rng.permutation(len(plan))
    number, out, lights = 2031, [], list(LIGHTS)
    seen: dict[str, int] = {}
    for step, index in enumerate(order):
        item = plan[int(index)]
        way = _way(item.item, step)
        if item.sku in seen:
            way = "flat" if seen[item.sku] else "worn"
        seen[item.sku] = int(way != "flat")
        places = FLOORS if way == "flat" else WALLS
        light = lights[(step * 5 + step // 8) % len(lights)]
        out.append(Shot(f"IMG_{number}.jpg", item, way, places[int(rng.integers(len(places)))], light))
        number += int(rng.integers(1, 5))
    return tuple(out)


def _way(item: Item, step: int) -> str:
    if isinstance(item, Accessory):
        return "flat"
    if isinstance(item, Top):
        return ("worn", "hanger", "worn", "flat", "worn")[step % 5]
    return ("worn", "flat", "hanger")[step % 3]


def photo(shot: Shot) -> F32:
    """Take one photo."""
    rng = rng_for(shot.name + shot.product.sku)
    light = LIGHTS[shot.light]
    canvas = _subject(shot, rng)
    scene = room(shot.place, shot.name, rng)
    scene = _put(scene, canvas, shot, rng)
    tilt = float(rng.normal(0, 2.6 if shot.way != "flat" else 4.0))
    scene = lit(scene, light, shot.name, rng)
    taken = framed(scene, rng, tilt=float(np.clip(tilt, -7, 7)), lean=0.34 if shot.way == "flat" else 0.12)
    shake = float(rng.choice([0, 0, 0, 0, 3, 5]))
    return developed(taken, light, rng, shake=shake, out_of_focus=float(rng.choice([0, 0, 0, 0.5, 0.9])))


def _creased(item: Item, share: float) -> Item:
    cloth = replace(item.cloth, folds=item.cloth.folds * share)
    return replace(item, cloth=cloth)


def _subject(shot: Shot, rng: np.random.Generator) -> Canvas:
    item = _creased(shot.product.item, 1.35 if shot.way == "flat" else 1.15)
    seed = shot.name
    if shot.way == "worn":
        person = PEOPLE[int(rng.integers(len(PEOPLE)))]
        if not isinstance(item, Top):
            person = replace(person, under=str(rng.choice(["#e7e4dd", "#b9bcc0", "#2f3136", "#cfc2ae"])))
        canvas = drawn(item, seed, person=person, pose=POSES[int(rng.integers(len(POSES)))], scale=SCALE)
    elif shot.way == "hanger":
        arms = Pose(
            Arm(float(rng.uniform(3, 9)), float(rng.uniform(1, 6))),
            Arm(float(rng.uniform(3, 9)), float(rng.uniform(1, 6))),
        )
        front = drawn(item, seed, pose=arms, scale=SCALE)
        canvas = Canvas(480, 820, SCALE, top=-60, seed=seed)
        if isinstance(item, Top):
            draw_hanger(canvas, wood=bool(rng.random() < 0.6))
        _overlay(canvas, front)
        if isinstance(item, Bottom | Skirt):
            draw_clip_hanger(canvas, WAIST, 62)
    else:
        a, b = rng.uniform(4, 46, 2)
        pose = Pose(Arm(float(a), float(a + rng.uniform(-26, 14))), Arm(float(b), float(b + rng.uniform(-26, 14))))
        canvas = drawn(item, seed, pose=pose, scale=SCALE)
    if rng.random() < (0.36 if shot.way != "worn" else 0.16):
        x, y = _tag_spot(item, rng)
        price_tag(canvas, x, y, float(rng.uniform(-24, 24)), f"{int(rng.integers(9, 90))},90")
    return canvas


def _tag_spot(item: Item, rng: np.random.Generator) -> tuple[float, float]:
    if isinstance(item, Top):
        return CENTRE + float(rng.choice([-60, 56])), TOP + float(rng.uniform(70, 130))
    if isinstance(item, Accessory):
        return CENTRE + float(rng.uniform(30, 80)), 320.0
    return CENTRE + float(rng.choice([-44, 40])), WAIST + 20


def _overlay(canvas: Canvas, front: Canvas) -> None:
    keep = (1 - front.alpha)[..., None]
    canvas.rgb = (canvas.rgb * keep + front.rgb).astype(np.float32)
    canvas.alpha = (canvas.alpha * keep[..., 0] + front.alpha).astype(np.float32)


def _put(scene: F32, canvas: Canvas, shot: Shot, rng: np.random.Generator) -> F32:
    """Lay the subject into the room, creased, turned and with its shadow, then hands over it."""
    item, s = shot.product.item, canvas.scale
    if shot.way == "worn":
        top, bottom = (TOP - 70.0, TOP + 330.0) if isinstance(item, Top) else (WAIST - 90.0, WAIST + 330.0)
        if isinstance(item, Top) and item.length > 300:
            bottom = TOP + item.length + 40
        if isinstance(item, Skirt):
            bottom = WAIST + item.length + 70
        if isinstance(item, Bottom):
            bottom = WAIST + min(item.length + 24, 400)
        left, right = CENTRE - 150.0, CENTRE + 150.0
    else:
        left, top, right, bottom = (edge / s for edge in bounds(canvas.alpha))
        top, bottom = top + canvas.top, bottom + canvas.top
    fill_share = float(rng.uniform(0.86, 1.0)) if shot.way != "worn" else 0.86
    if isinstance(item, Accessory):
        fill_share *= float(rng.uniform(0.72, 0.92))
    elif rng.random() < 0.3:
        fill_share *= float(rng.uniform(1.1, 1.32))  # too near: the edges are cut off
    k = max((right - left) / (WIDTH * fill_share * 0.84), (bottom - top) / (HEIGHT * fill_share * 0.84))
    turn = float(rng.normal(0, 3)) if shot.way != "flat" else float(rng.uniform(-32, 32))
    if shot.way == "worn":
        turn *= 0.4
    a = np.deg2rad(turn)
    squeeze = 1.0 if shot.way == "worn" else float(rng.uniform(0.88, 1.0))
    dx, dy = rng.uniform(-0.05, 0.05) * WIDTH, rng.uniform(-0.04, 0.04) * HEIGHT
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32)
    px, py = x - WIDTH / 2 - dx, y - HEIGHT / 2 - dy
    bend = 3.0 if shot.way == "worn" else 6.5
    px = px + bend * noise(x, y, 150, 190, shot.name + "x") + bend * 0.4 * noise(x, y, 60, 70, shot.name + "z")
    py = py + bend * noise(x, y, 190, 150, shot.name + "y")
    u = (px * np.cos(a) + py * np.sin(a)) * k / squeeze + (left + right) / 2
    v = (-px * np.sin(a) + py * np.cos(a)) * k + (top + bottom) / 2
    both = remap(
        np.dstack([canvas.rgb, canvas.alpha]), (u * s).astype(np.float32), ((v - canvas.top) * s).astype(np.float32)
    )
    mask = np.clip(both[..., 3], 0, 1)
    far, near = ((34, 26), (14, 8)) if shot.way != "flat" else ((10, 14), (3, 5))
    strength = 0.30 if shot.place in {"plaster", "brick", "curtain"} or shot.way == "flat" else 0.14
    shade = shifted(blur(mask, far[0] * 0.7), far[0] * 0.6, far[1]) * strength
    shade = np.maximum(shade, shifted(blur(mask, near[0] * 0.6 + 1), near[0] * 0.5, near[1]) * strength)
    height = 12 * noise(px, py, 130, 260, shot.name + "r")
    gy, gx = np.gradient(height.astype(np.float32))
    relief = 1 + np.tanh(gx * 0.9 + gy * 0.8) * 0.16
    scene = scene * (1 - shade * (1 - mask))[..., None]
    scene = scene * (1 - mask)[..., None] + both[..., :3] * relief[..., None]
    return _hands(scene.astype(np.float32), mask, shot, rng)


def _hands(scene: F32, mask: F32, shot: Shot, rng: np.random.Generator) -> F32:
    if shot.way == "worn" or rng.random() > 0.45:
        return scene
    over = Canvas(WIDTH, HEIGHT, 1.0, seed=shot.name + "hand")
    skin = str(rng.choice(["#e3b594", "#8d5a3c", "#c98f6a", "#f0cdb2", "#6d4430"]))
    side = int(rng.choice([-1, 1]))
    rows = np.flatnonzero(mask.max(axis=1) > 0.5)
    y = float(rows[0] + (rows[-1] - rows[0]) * rng.uniform(0.45, 0.85))
    across = np.flatnonzero(mask[int(y)] > 0.5)
    x = float(across[-1] if side > 0 else across[0]) - side * float(rng.uniform(20, 60))
    x = float(np.clip(x, WIDTH * 0.14, WIDTH * 0.86))
    if rng.random() < 0.5:
        angle = float(rng.uniform(18, 50)) if side > 0 else 180 - float(rng.uniform(18, 50))
        holding_hand(over, x, y, angle=angle, skin=skin, size=1.35)
    else:
        angle = float(rng.uniform(0, 40)) if side > 0 else 180 - float(rng.uniform(0, 40))
        thumb_over(over, x + side * 30, y, angle=angle, skin=skin, size=1.8)
    shade = shifted(blur(over.alpha, 9), 6, 12) * 0.32
    scene = scene * (1 - shade * (1 - over.alpha))[..., None]
    return f32(scene * (1 - over.alpha)[..., None] + over.rgb)
