"""The telephone's part in a photo: where it is held, what light there is, and what its sensor makes of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .fabric import noise
from .raster import F32, Knot, blur, f32, resize, shifted, warp

WIDTH, HEIGHT = 480, 640


@dataclass(frozen=True)
class Light:
    """A light: how bright, its tint, how uneven, how strong a glare, and what the camera adds."""

    exposure: float = 1.0
    tint: tuple[float, float, float] = (1.0, 1.0, 1.0)
    uneven: float = 0.15
    glare: float = 0.0
    grain: float = 0.012
    soft: float = 0.5
    contrast: float = 1.0


LIGHTS: dict[str, Light] = {
    "day": Light(),
    "warm": Light(1.0, (1.10, 1.0, 0.82), 0.24, grain=0.016),
    "cold": Light(0.98, (0.90, 0.99, 1.12), 0.14, grain=0.014),
    "dim": Light(0.66, (1.06, 1.0, 0.88), 0.30, grain=0.030, soft=0.7),
    "neon": Light(1.04, (0.985, 1.025, 0.955), 0.12, grain=0.014),
    "glare": Light(1.08, (1.02, 1.0, 0.98), 0.22, glare=0.55, grain=0.012),
    "hazy": Light(1.10, (1.0, 1.0, 1.0), 0.10, grain=0.014, soft=0.9, contrast=0.76),
    "flash": Light(1.16, (0.99, 1.0, 1.03), 0.42, grain=0.012, contrast=1.08),
}


def lit(scene: F32, light: Light, seed: str, rng: np.random.Generator) -> F32:
    """Light a scene: a spot somewhere, a tint, perhaps a reflection of a lamp."""
    height, width = scene.shape[:2]
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    cx, cy = rng.uniform(0.2, 0.8) * width, rng.uniform(0.15, 0.6) * height
    far = np.sqrt(((x - cx) / width) ** 2 + ((y - cy) / height) ** 2)
    field = 1 + light.uneven * (0.45 - far) + 0.25 * light.uneven * noise(x, y, 420, 420, seed)
    picture = scene * (light.exposure * field)[..., None] * np.array(light.tint, np.float32)
    picture = (picture - 0.5) * light.contrast + 0.5 + (1 - light.contrast) * 0.16
    if light.glare:
        angle = rng.uniform(-0.6, 0.6)
        gx, gy = rng.uniform(0.3, 0.7) * width, rng.uniform(0.28, 0.6) * height
        u = (x - gx) * np.cos(angle) + (y - gy) * np.sin(angle)
        v = -(x - gx) * np.sin(angle) + (y - gy) * np.cos(angle)
        spot = np.exp(-((u / (0.30 * width)) ** 2) - (v / (0.10 * height)) ** 2)
        picture = picture + (1 - picture) * (light.glare * spot)[..., None]
    return f32(np.clip(picture, 0, 1))


def framed(scene: F32, rng: np.random.Generator, *, tilt: float, lean: float) -> F32:
    """Take the middle of a scene with a camera that is turned by tilt degrees and leaning by a share."""
    height, width = scene.shape[:2]
    angle = np.deg2rad(tilt)
    c, s = np.cos(angle), np.sin(angle)
    half_w, half_h = width * 0.5 / 1.2, height * 0.5 / 1.2
    corners: list[Knot] = []
    pull = (lean * rng.uniform(0.4, 1.0), lean * rng.uniform(-0.6, 0.6))
    for sx, sy in ((-1, -1), (1, -1), (1, 1), (-1, 1)):
        px = sx * half_w * (1 + pull[0] * sy * 0.5)
        py = sy * half_h * (1 + pull[1] * sx * 0.5)
        corners.append((width / 2 + px * c - py * s, height / 2 + px * s + py * c))
    size = (WIDTH * 3 // 2, HEIGHT * 3 // 2)
    target: list[Knot] = [(0, 0), (size[0], 0), (size[0], size[1]), (0, size[1])]
    return warp(scene, corners, target, size)


def developed(
    picture: F32, light: Light, rng: np.random.Generator, *, shake: float = 0.0, out_of_focus: float = 0.0
) -> F32:
    """Add blur, vignette and noise, and scale to the photo's size."""
    soft = light.soft + out_of_focus
    picture = blur(picture, soft * 1.5)
    if shake:
        angle = rng.uniform(0, np.pi)
        steps = max(2, round(shake))
        total = np.zeros_like(picture)
        for i in range(steps):
            d = i - (steps - 1) / 2
            total += shifted(picture, np.cos(angle) * d * 1.5, np.sin(angle) * d * 1.5)
        picture = total / np.float32(steps)
    picture = resize(picture, WIDTH, HEIGHT)
    y, x = (f32(axis) for axis in np.mgrid[0:HEIGHT, 0:WIDTH])
    far = ((x / WIDTH - 0.5) ** 2 + (y / HEIGHT - 0.5) ** 2) * 2
    picture = picture * f32(1 - 0.16 * far)[..., None]
    grey = rng.normal(0, 1, (HEIGHT, WIDTH, 1)).astype(np.float32)
    chroma = blur(rng.normal(0, 1, (HEIGHT, WIDTH, 3)).astype(np.float32), 1.2) * 2.2
    noisy = picture + light.grain * (blur(grey[..., 0], 0.6)[..., None] * 1.6 + 0.5 * chroma)
    return f32(np.clip(noisy, 0, 1))
