"""Classic: sound on any image, blind to mirroring, quick, and free of torch."""

import os
import subprocess
import sys

import numpy as np
import numpy.typing as npt
import pytest

from stockmatch.core.embedder import Pixels
from stockmatch.core.model import ModelId
from stockmatch.models.classic import DIMENSION, ClassicEmbedder

CLASSIC = ClassicEmbedder(ModelId("classic-000000000000"))


def plain(height: int, width: int, value: int) -> Pixels:
    return np.full((height, width, 3), value, np.uint8)


def noise(height: int, width: int, seed: int = 0) -> Pixels:
    return np.random.default_rng(seed).integers(0, 256, (height, width, 3), dtype=np.uint8)


def shirt(colour: tuple[int, int, int], stripes: int = 0) -> Pixels:
    """A lopsided garment on white, with so many horizontal stripes."""
    image = plain(240, 200, 250)
    image[60:200, 60:150] = colour
    image[60:110, 30:60] = colour
    for stripe in range(stripes):
        top = 70 + stripe * 120 // stripes
        image[top : top + 5, 60:150] = 255 - np.array(colour, np.uint8)
    return image


def vector(pixels: Pixels, embedder: ClassicEmbedder = CLASSIC) -> npt.NDArray[np.float32]:
    return np.asarray(embedder.embed([embedder.prepare(pixels)])[0])


def cosine(one: npt.NDArray[np.float32], other: npt.NDArray[np.float32]) -> float:
    return float(one @ other / (np.linalg.norm(one) * np.linalg.norm(other)))


@pytest.mark.parametrize(
    "pixels",
    [
        plain(300, 200, 255),
        plain(200, 300, 0),
        plain(64, 64, 128),
        noise(250, 250),
        noise(20, 20),
        noise(1, 1),
        noise(1, 3000),
        noise(3000, 2),
    ],
    ids=["white", "black", "grey", "noise", "20x20", "1x1", "1x3000", "3000x2"],
)
def test_any_image_gives_a_finite_vector(pixels: Pixels) -> None:
    found = vector(pixels)
    assert found.shape == (DIMENSION,)
    assert found.dtype == np.float32
    assert np.isfinite(found).all()
    assert np.linalg.norm(found) > 0.5


def test_the_same_image_gives_the_same_vector() -> None:
    assert np.array_equal(vector(noise(90, 70)), vector(noise(90, 70)))


def test_an_image_not_contiguous_in_memory_is_described_alike() -> None:
    image = noise(120, 90)
    assert np.array_equal(vector(image[::-1]), vector(image[::-1].copy()))


def test_a_batch_equals_single_images() -> None:
    images = [shirt((200, 30, 30)), noise(50, 80), plain(10, 10, 90)]
    batch = CLASSIC.embed([CLASSIC.prepare(image) for image in images])
    assert np.array_equal(batch, np.stack([vector(image) for image in images]))


def test_no_images_give_no_vectors() -> None:
    assert CLASSIC.embed([]).shape == (0, DIMENSION)


@pytest.mark.parametrize("pixels", [shirt((30, 60, 160), 4), noise(200, 160), noise(133, 77)])
def test_a_mirrored_image_is_nearly_the_same(pixels: Pixels) -> None:
    assert cosine(vector(pixels), vector(pixels[:, ::-1])) > 0.999


def test_colour_and_stripes_tell_products_apart() -> None:
    red = vector(shirt((190, 20, 30)))
    assert cosine(red, vector(shirt((180, 30, 40)))) > cosine(red, vector(shirt((20, 40, 170))))
    assert cosine(red, vector(shirt((180, 30, 40)))) > cosine(red, vector(shirt((190, 20, 30), 6)))


def test_the_background_counts_less_than_the_product() -> None:
    outside = noise(240, 200)
    product = shirt((190, 20, 30))
    inside = (product != 250).any(axis=2)
    outside[inside] = product[inside]
    other = shirt((20, 120, 40), 5)
    assert cosine(vector(outside), vector(product)) > cosine(vector(outside), vector(other))


def test_the_adapter_multiplies_from_the_right() -> None:
    adapter = np.random.default_rng(1).normal(size=(DIMENSION, DIMENSION)).astype(np.float32)
    adapted = ClassicEmbedder(ModelId("classic-111111111111"), adapter)
    assert np.allclose(vector(noise(40, 40), adapted), vector(noise(40, 40)) @ adapter, atol=1e-4)


def test_classic_loads_without_torch() -> None:
    program = (
        "import sys; from stockmatch.models.loading import load_embedder;"
        "from stockmatch.core.model import ModelRef, Device;"
        "load_embedder(ModelRef(), Device.AUTO);"
        "import os; assert os.environ['OMP_WAIT_POLICY'] == 'PASSIVE';"
        "sys.exit('torch' in sys.modules)"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    environment.pop("OMP_WAIT_POLICY", None)
    assert subprocess.run([sys.executable, "-c", program], env=environment, check=False).returncode == 0
