"""Pseudo-photos: deterministic, of sane size, and different in the way their family says."""

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stockmatch.core.embedder import Pixels
from stockmatch.imaging.foreground import bounding_box, foreground_mask
from stockmatch.imaging.pseudo_photos import LONGEST_SIDE, Family, make_pseudo_photo

families = pytest.mark.parametrize("family", list(Family))


def _product(height: int = 160, width: int = 120) -> Pixels:
    """A striped box with a white label on pale grey."""
    pixels = np.full((height, width, 3), 240, dtype=np.uint8)
    top, bottom, left, right = height // 5, height * 4 // 5, width // 4, width * 3 // 4
    pixels[top:bottom, left:right] = (30, 90, 160)
    pixels[top:bottom:8, left:right] = (200, 60, 30)
    pixels[height * 2 // 5 : height // 2, width * 2 // 5 : width * 3 // 5] = 240
    return pixels


@families
def test_the_same_state_gives_the_same_picture(family: Family) -> None:
    first, again, other = (make_pseudo_photo(_product(), family, np.random.default_rng(seed)) for seed in (7, 7, 8))
    assert first.dtype == np.uint8
    assert (first == again).all()
    assert first.shape != other.shape or (first != other).any()


@families
def test_the_input_is_left_alone(family: Family) -> None:
    pixels = _product()
    pixels.setflags(write=False)
    make_pseudo_photo(pixels, family, np.random.default_rng(0))
    assert (pixels == _product()).all()


@families
@pytest.mark.parametrize("shape", [(160, 120), (90, 400), (900, 1200)])
def test_the_size_stays_sane(family: Family, shape: tuple[int, int]) -> None:
    photo = make_pseudo_photo(_product(*shape), family, np.random.default_rng(3))
    assert max(photo.shape[:2]) <= LONGEST_SIDE
    if family not in (Family.CROPPED, Family.ROTATED):
        scale = min(1, LONGEST_SIDE / max(shape))
        assert photo.shape[:2] == tuple(round(side * scale) for side in shape)
    else:
        assert min(photo.shape[:2]) <= min(shape)


@settings(max_examples=80)
@given(
    st.sampled_from(Family),
    st.integers(1, 40),
    st.integers(1, 40),
    st.integers(0, 2**32 - 1),
    st.sampled_from([0, 255]),
)
def test_any_small_picture_will_do(family: Family, height: int, width: int, seed: int, spread: int) -> None:
    rng = np.random.default_rng(seed)
    pixels = (rng.random((height, width, 3)) * spread).astype(np.uint8)
    photo = make_pseudo_photo(pixels, family, rng)
    assert photo.ndim == 3
    assert photo.shape[2] == 3
    assert min(photo.shape) >= 1


def test_every_family_changes_something_and_keeps_something() -> None:
    pixels = _product()
    for family in (Family.WORN, Family.RECOLOURED, Family.GLARE, Family.BLURRED, Family.BACKGROUND, Family.LIGHT):
        change = np.abs(make_pseudo_photo(pixels, family, np.random.default_rng(5)).astype(int) - pixels).mean()
        assert 0.5 < change < 120, family


def test_recolouring_leaves_the_background() -> None:
    pixels = _product()
    recoloured = make_pseudo_photo(pixels, Family.RECOLOURED, np.random.default_rng(1))
    assert np.abs(recoloured[:20].astype(int) - 240).max() <= 1
    assert np.abs(recoloured[40:120, 30:90].astype(int) - pixels[40:120, 30:90]).mean() > 10


def test_a_new_background_reaches_the_corners() -> None:
    corners = [
        make_pseudo_photo(_product(), Family.BACKGROUND, np.random.default_rng(seed))[0, 0].tolist()
        for seed in range(8)
    ]
    assert len({tuple(corner) for corner in corners}) == 8


def test_rotation_keeps_the_whole_product() -> None:
    for seed in range(6):
        turned = make_pseudo_photo(_product(), Family.ROTATED, np.random.default_rng(seed))
        edge = np.concatenate([turned[0], turned[-1], turned[:, 0], turned[:, -1]])
        assert np.abs(edge.astype(int) - 240).max() <= 2


def test_a_crop_lies_within_the_product() -> None:
    cropped = make_pseudo_photo(_product(), Family.CROPPED, np.random.default_rng(2))
    assert np.mean(np.abs(cropped.astype(int) - 240).max(axis=2) > 20) > 0.75


def test_most_of_a_worn_product_stays_visible() -> None:
    plain = np.full((200, 200, 3), 250, dtype=np.uint8)
    plain[40:160, 50:150] = (0, 60, 250)
    for seed in range(10):
        worn = make_pseudo_photo(plain, Family.WORN, np.random.default_rng(seed)).astype(int)
        blue = (worn[60:140, 70:130, 2] > worn[60:140, 70:130, 0] + 60).mean()
        assert blue > 0.4


def test_the_mask_finds_the_product_with_what_it_encloses() -> None:
    mask = foreground_mask(_product())
    assert bounding_box(mask) == (30, 32, 90, 128)
    assert mask[32:128, 30:90].all()
    assert not mask[:32].any()


@pytest.mark.parametrize("shape", [(120, 90), (1, 1), (2, 300)])
def test_an_unclear_mask_is_everything(shape: tuple[int, int]) -> None:
    noise = np.random.default_rng(0).integers(0, 256, (*shape, 3), dtype=np.uint8)
    assert foreground_mask(noise).all()
    assert foreground_mask(np.full((*shape, 3), 200, dtype=np.uint8)).all()


def test_the_mask_stands_jpeg_and_a_soft_gradient() -> None:
    pixels = _product(400, 300).astype(np.float32) * np.linspace(1, 0.985, 400)[:, None, None]
    _, data = cv2.imencode(".jpg", pixels.astype(np.uint8)[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, 70])
    decoded = np.asarray(cv2.imdecode(data, cv2.IMREAD_COLOR_RGB), dtype=np.uint8)
    found, true = foreground_mask(decoded), np.zeros((400, 300), dtype=np.bool_)
    true[80:320, 75:225] = True
    assert (found & true).sum() / (found | true).sum() > 0.9
