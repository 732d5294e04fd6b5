"""Real files of the kinds that trip programs up: each decodes upright in its true colours, or says what is wrong."""

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from stockmatch.core.errors import UnreadableImage
from stockmatch.imaging.decode import decode, decode_bytes
from stockmatch.imaging.thumbnail import thumbnail

pytestmark = [pytest.mark.real, pytest.mark.filterwarnings("ignore::UserWarning:PIL")]

READABLE: dict[str, tuple[int, int, tuple[int, int, int]]] = {
    # name: width, height, mean colour of the upright picture
    "alpha.webp": (200, 150, (211, 203, 204)),
    "anim.avifs": (159, 159, (255, 249, 223)),
    "anim.gif": (245, 245, (135, 137, 90)),
    "anim.webp": (245, 245, (135, 137, 90)),
    "apng_default.png": (128, 64, (255, 0, 0)),
    "avif_orient6.avif": (3024, 4032, (151, 123, 93)),
    "bad_exif.jpg": (500, 500, (125, 125, 125)),
    "bilevel_trns.png": (64, 64, (124, 124, 124)),
    "broken_app13.jpg": (200, 200, (92, 92, 92)),
    "cmyk.jpg": (100, 100, (30, 5, 7)),
    "cmyk_jpeg.tif": (100, 100, (30, 5, 7)),
    "example.heic": (1280, 854, (123, 126, 121)),
    "exif3_rot180.jpg": (1800, 1200, (98, 116, 134)),
    "exif5_transpose.jpg": (1200, 1800, (144, 156, 163)),
    "exif6.webp": (128, 128, (90, 80, 96)),
    "exif6_rot90.jpg": (1800, 1200, (98, 116, 134)),
    "exif8_rot270.jpg": (1200, 1800, (145, 156, 163)),
    "exif_memory_error.jpg": (1600, 1200, (123, 133, 128)),
    "exif_orient_text.png": (512, 512, (145, 143, 143)),
    "exif_typeerror.jpg": (800, 531, (161, 160, 142)),
    "gray16.jp2": (64, 64, (1, 1, 1)),
    "gray16_trns.png": (64, 64, (35, 35, 35)),
    "gray_trns.png": (64, 64, (124, 124, 124)),
    "huge_height.webp": (13, 169, (255, 0, 0)),
    "icc_big.jpg": (425, 250, (60, 122, 176)),
    "icc_xyb.jpg": (290, 442, (126, 117, 108)),
    "icon.ico": (16, 16, (43, 31, 47)),
    "idat_after_end.png": (128, 128, (90, 80, 95)),
    "invalid_exif.jpg": (200, 200, (92, 92, 92)),
    "invalid_exif2.jpg": (65, 65, (114, 128, 148)),
    "iphone_IMG_5195.HEIC": (2566, 3313, (124, 120, 118)),
    "irot.avif": (640, 427, (130, 138, 97)),
    "junk_header.jpg": (1024, 768, (117, 116, 117)),
    "layered.psd": (128, 128, (90, 80, 95)),
    "looks_like_svg.webp": (256, 256, (208, 211, 203)),
    "mpo.jpg": (640, 480, (108, 104, 101)),
    "multiple_exif.jpg": (1, 1, (0, 0, 0)),
    "palette.png": (290, 442, (129, 118, 108)),
    "palette_trns.png": (64, 64, (128, 176, 163)),
    "plain.avif": (128, 128, (90, 80, 96)),
    "rgb16.tiff": (100, 40, (42, 29, 22)),
    "rgba8.png": (128, 128, (207, 204, 209)),
    "rle8.bmp": (127, 64, (119, 117, 120)),
    "sample.heif": (640, 426, (63, 51, 44)),
    "truncated_app14.jpg": (100, 100, (28, 4, 3)),
    "ultra_hdr.jpg": (3840, 2160, (100, 98, 97)),
    "xmp_orient.png": (326, 268, (216, 185, 134)),
}

REFUSED: dict[str, str] = {
    "bomb.gif": "too large",
    "bomb_ztxt.png": "more text or colour data",
    "broken.png": "damaged",
    "broken_zlib.png": "damaged",
    "huge_17000.avif": "289 megapixels",
    "README.md": "not a picture",
    "truncated.gif": "cut off",
    "truncated.jpg": "cut off",
    "truncated.png": "cut off",
    "truncated2.jpg": "cut off",
    "vector.svg": "SVG",
    "zero_width.gif": "damaged",
}


@pytest.fixture(scope="module")
def awkward(shared: Path) -> Path:
    folder = shared / "data" / "awkward"
    if not folder.is_dir():
        pytest.skip("data/awkward is not in the shared folder")
    return folder


def test_the_tables_name_every_file(awkward: Path) -> None:
    assert {path.name for path in awkward.iterdir()} == READABLE.keys() | REFUSED.keys()


@pytest.mark.parametrize("name", READABLE)
def test_readable(awkward: Path, name: str) -> None:
    width, height, colour = READABLE[name]
    pixels = decode(awkward / name)
    assert pixels.shape == (height, width, 3)
    assert np.abs(pixels.mean(axis=(0, 1)) - colour).max() < 2


@pytest.mark.parametrize("name", REFUSED)
def test_refused_with_a_reason(awkward: Path, name: str) -> None:
    with pytest.raises(UnreadableImage, match=REFUSED[name]):
        decode(awkward / name)


@pytest.mark.parametrize(
    ("name", "like", "turned"),
    [("exif3_rot180.jpg", "exif6_rot90.jpg", False), ("exif5_transpose.jpg", "exif8_rot270.jpg", False)]
    + [(name, "plain.avif", False) for name in ("exif6.webp", "idat_after_end.png", "layered.psd")]
    + [("palette.png", "icc_xyb.jpg", False), ("cmyk.jpg", "cmyk_jpeg.tif", False), ("anim.gif", "anim.webp", False)]
    + [("exif3_rot180.jpg", "exif6_rot90.jpg", True), ("plain.avif", "exif6.webp", True)],
)
def test_the_same_picture_by_other_ways_is_the_same_way_up(awkward: Path, name: str, like: str, turned: bool) -> None:
    one, other = decode(awkward / name).astype(float), decode(awkward / like).astype(float)
    if turned:
        assert np.abs(one[::-1, ::-1] - other).mean() > 20
    else:
        assert np.abs(one - other).mean() < 12


def test_the_sky_is_above_in_the_rotated_avif(awkward: Path) -> None:
    red, _, blue = decode(awkward / "irot.avif")[:60].mean(axis=(0, 1))
    assert blue > red
    red, _, blue = decode(awkward / "irot.avif")[-60:].mean(axis=(0, 1))
    assert blue < red


@pytest.mark.parametrize("name", ["iphone_IMG_5195.HEIC", "sample.heif", "irot.avif"])
def test_a_cut_heic_is_refused_and_not_filled_with_grey(awkward: Path, name: str) -> None:
    data = (awkward / name).read_bytes()
    for part in (0.05, 0.5, 0.99):
        with pytest.raises(UnreadableImage, match="cut off"):
            decode_bytes(data[: round(len(data) * part)])


@pytest.mark.parametrize("name", ["iphone_IMG_5195.HEIC", "ultra_hdr.jpg", "avif_orient6.avif", "exif6_rot90.jpg"])
def test_reduced_decoding_shows_the_same(awkward: Path, name: str) -> None:
    small = decode(awkward / name, min_side=128)
    assert 256 <= min(small.shape[:2]) < 600
    assert np.abs(small.mean(axis=(0, 1)) - READABLE[name][2]).max() < 3
    assert max(thumbnail(awkward / name, 96).shape) == 96


def test_four_threads_index_the_folder(awkward: Path) -> None:
    def read(path: Path) -> bool:
        try:
            return decode(path, min_side=256).size > 0
        except UnreadableImage:
            return False

    before = threading.active_count()
    with ThreadPoolExecutor(4) as pool:
        readable = sum(pool.map(read, sorted(awkward.iterdir())))
    assert readable == len(READABLE)
    assert threading.active_count() <= before  # a thread of an earlier test may end meanwhile
