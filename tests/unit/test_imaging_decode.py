"""Decoding: upright, sRGB, on white, or one error with a reason."""

import io
import os
import struct
import subprocess
import sys
import threading
import warnings
import zlib
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import ExifTags, Image, ImageCms

from stockmatch.core.embedder import Pixels
from stockmatch.core.errors import UnreadableImage
from stockmatch.imaging import decode as decode_module
from stockmatch.imaging import refusals
from stockmatch.imaging.budget import PixelBudget
from stockmatch.imaging.colour import to_srgb
from stockmatch.imaging.decode import IMAGE_SUFFIXES, MAX_PIXELS, decode, decode_bytes, read_file
from stockmatch.imaging.thumbnail import thumbnail

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:PIL")

_UPRIGHT = np.zeros((32, 64, 3), dtype=np.uint8)
_UPRIGHT[:16, :32], _UPRIGHT[:16, 32:], _UPRIGHT[16:, :32] = (220, 40, 40), (40, 200, 40), (40, 40, 220)

_STORED: dict[int, Callable[[Pixels], Pixels]] = {
    1: lambda upright: upright,
    2: lambda upright: upright[:, ::-1],
    3: lambda upright: upright[::-1, ::-1],
    4: lambda upright: upright[::-1],
    5: lambda upright: upright.transpose(1, 0, 2),
    6: np.rot90,
    7: lambda upright: upright[::-1, ::-1].transpose(1, 0, 2),
    8: lambda upright: np.rot90(upright, -1),
}


def _encoded(image: Image.Image, kind: str, **options: Any) -> bytes:
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def _picture(pixels: Pixels = _UPRIGHT) -> Image.Image:
    return Image.fromarray(np.ascontiguousarray(pixels))


def _assert_close(pixels: Pixels, expected: Pixels, tolerance: float = 3) -> None:
    assert pixels.shape == expected.shape
    assert pixels.dtype == np.uint8
    assert np.abs(pixels.astype(float) - expected).mean() < tolerance


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF", "AVIF"])
def test_every_exif_orientation_is_applied_once(kind: str, orientation: int) -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    quality = {} if kind in ("PNG", "TIFF") else {"quality": 95}
    data = _encoded(_picture(_STORED[orientation](_UPRIGHT)), kind, exif=exif, **quality)
    _assert_close(decode_bytes(data), _UPRIGHT)
    assert decode_bytes(data, min_side=4).shape == (8, 16, 3)


@pytest.mark.parametrize("form", ['tiff:Orientation="6"', "<tiff:Orientation>6</tiff:Orientation>"])
@pytest.mark.parametrize("kind", ["JPEG", "WEBP"])
def test_xmp_orientation_counts_where_exif_has_none(kind: str, form: str) -> None:
    xmp = f'<x:xmpmeta xmlns:x="adobe:ns:meta/">{form}</x:xmpmeta>'.encode()
    _assert_close(decode_bytes(_encoded(_picture(np.rot90(_UPRIGHT)), kind, xmp=xmp, quality=95)), _UPRIGHT)


def test_avif_ignores_xmp_orientation() -> None:
    data = _encoded(_picture(), "AVIF", quality=95, xmp=b'<x tiff:Orientation="6"/>')
    _assert_close(decode_bytes(data), _UPRIGHT)


@pytest.mark.parametrize("exif", [b"Exif\x00\x00", b"Exif\x00\x00MM\x00*\xff\xff\xff\xff", b"rubbish"])
def test_damaged_exif_does_not_matter(exif: bytes) -> None:
    _assert_close(decode_bytes(_encoded(_picture(), "JPEG", quality=95, exif=exif)), _UPRIGHT)


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "TIFF"])
def test_transparency_lies_on_white(kind: str) -> None:
    rgba = np.zeros((8, 8, 4), dtype=np.uint8)
    rgba[:, :, 0], rgba[:, :4, 3], rgba[:, 4:6, 3] = 200, 255, 128
    options = {"lossless": True, "exact": True} if kind == "WEBP" else {}
    pixels = decode_bytes(_encoded(Image.fromarray(rgba), kind, **options))
    assert pixels[0, 0].tolist() == [200, 0, 0]
    assert np.abs(pixels[0, 5].astype(int) - [227, 127, 127]).max() <= 1
    assert pixels[0, 7].tolist() == [255, 255, 255]


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB", "I;16"])
def test_a_transparent_colour_lies_on_white(mode: str) -> None:
    grey: dict[str, Any] = {"1": 0, "L": 0, "P": 0, "RGB": (0, 0, 0), "I;16": 0}
    image = Image.new("L", (6, 6), 0)
    image.paste(255 if mode == "1" else 100, (0, 0, 3, 6))
    if mode == "I;16":
        image = Image.fromarray(np.asarray(image).astype(np.uint16) * 257)
    elif mode == "P":
        image = Image.fromarray((np.asarray(image) > 0).astype(np.uint8), "L").convert("P")
        image.putpalette([0, 0, 0, 100, 100, 100])
    else:
        image = image.convert(mode)
    pixels = decode_bytes(_encoded(image, "PNG", transparency=grey[mode]))
    assert pixels[3, 5].tolist() == [255, 255, 255]
    assert pixels[3, 0].tolist() == ([255] * 3 if mode == "1" else [100] * 3)


@pytest.mark.parametrize("mode", ["LA", "PA", "RGBa"])
def test_every_mode_with_alpha(mode: str) -> None:
    image = Image.new("P" if mode == "PA" else "L", (4, 4), 90)
    if mode == "PA":
        image.putpalette([value for value in range(256) for _ in range(3)])
    alpha = Image.new("L", (4, 4), 255)
    alpha.putpixel((3, 3), 0)
    image.putalpha(alpha)
    if mode == "RGBa":
        image = image.convert("RGBA").convert("RGBa")
    assert image.mode == mode
    pixels = np.asarray(to_srgb(image))
    assert pixels[0, 0].tolist() == [90, 90, 90]
    assert pixels[3, 3].tolist() == [255, 255, 255]


@pytest.mark.parametrize(
    ("values", "kind", "expected"),
    [
        (np.array([[0, 32768, 65535]], dtype=np.uint16), "PNG", [0, 128, 255]),
        (np.array([[0, 32768, 65535]], dtype=np.uint16), "TIFF", [0, 128, 255]),
        (np.array([[0, 32768, 65535]], dtype=np.int32), "TIFF", [0, 128, 255]),
        (np.array([[0, 128, 255]], dtype=np.int32), "TIFF", [0, 128, 255]),
        (np.array([[-1000, 0, 1000]], dtype=np.int32), "TIFF", [0, 128, 255]),
        (np.array([[0, 0.5, 1]], dtype=np.float32), "TIFF", [0, 128, 255]),
        (np.array([[0, 100.2, 255]], dtype=np.float32), "TIFF", [0, 100, 255]),
        (np.array([[0, np.nan, 1]], dtype=np.float32), "TIFF", [0, 0, 255]),
    ],
)
def test_deep_grey_is_scaled_not_clipped(values: Any, kind: str, expected: list[int]) -> None:
    pixels = decode_bytes(_encoded(Image.fromarray(values), kind))
    assert pixels[0, :, 0].tolist() == expected
    assert (pixels == pixels[..., :1]).all()


def _png16_rgb(value: int) -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    row = b"\x00" + struct.pack(">HHH", value, 0, 65535)
    parts = ((b"IHDR", struct.pack(">IIBBBBB", 1, 1, 16, 2, 0, 0, 0)), (b"IDAT", zlib.compress(row)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(*part) for part in parts)


def test_16_bit_rgb_keeps_its_middle() -> None:
    assert decode_bytes(_png16_rgb(0x8000)).tolist() == [[[128, 0, 255]]]


@pytest.mark.parametrize("kind", ["JPEG", "TIFF"])
def test_cmyk_colours(kind: str) -> None:
    cmyk = np.zeros((16, 32, 4), dtype=np.uint8)
    cmyk[:, :16], cmyk[:, 16:] = (0, 255, 255, 0), (255, 0, 0, 128)
    options = {"quality": 100, "subsampling": 0} if kind == "JPEG" else {}
    pixels = decode_bytes(_encoded(Image.fromarray(cmyk, "CMYK"), kind, **options))
    _assert_close(pixels[:, :12], np.full((16, 12, 3), (255, 0, 0), dtype=np.uint8))
    _assert_close(pixels[:, 20:], np.full((16, 12, 3), (0, 127, 127), dtype=np.uint8))


def test_cie_lab() -> None:
    lab = Image.new("LAB", (4, 4), (138, 178, 148))
    red, green, blue = (int(value) for value in decode_bytes(_encoded(lab, "TIFF"))[0, 0])
    assert red > 150 > max(green, blue)


def _profile_with_red_and_green_swapped() -> bytes:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    named = profile.replace("sRGB".encode("utf-16-be"), "Swap".encode("utf-16-be"))
    return named.replace(b"rXYZ", b"????", 1).replace(b"gXYZ", b"rXYZ", 1).replace(b"????", b"gXYZ", 1)


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "P"])
def test_an_embedded_profile_is_applied(mode: str) -> None:
    image = Image.new("RGB", (8, 8), (255, 0, 0)).convert(mode)
    pixels = decode_bytes(_encoded(image, "PNG", icc_profile=_profile_with_red_and_green_swapped()))
    _assert_close(pixels, np.full((8, 8, 3), (0, 255, 0), dtype=np.uint8))


def test_a_profile_for_other_pixels_is_ignored() -> None:
    image = Image.new("L", (8, 8), 77)
    pixels = decode_bytes(_encoded(image, "PNG", icc_profile=_profile_with_red_and_green_swapped()))
    assert (pixels == 77).all()


@pytest.mark.parametrize("profile", [b"rubbish", b"\x00" * 200])
def test_a_broken_profile_is_ignored(profile: bytes) -> None:
    assert (decode_bytes(_encoded(_picture(), "PNG", icc_profile=profile)) == _UPRIGHT).all()


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG", "AVIF"])
def test_the_first_frame_of_an_animation(kind: str) -> None:
    frames = [Image.new("RGB", (16, 16), colour) for colour in ("red", "lime", "blue")]
    data = _encoded(frames[0], kind, save_all=True, append_images=frames[1:], duration=100)
    _assert_close(decode_bytes(data), np.full((16, 16, 3), (255, 0, 0), dtype=np.uint8))


def test_an_apng_may_have_its_own_still_picture() -> None:
    frames = [Image.new("RGB", (16, 16), colour) for colour in ("lime", "blue")]
    data = _encoded(Image.new("RGB", (16, 16), "red"), "PNG", save_all=True, default_image=True, append_images=frames)
    assert decode_bytes(data)[0, 0].tolist() == [255, 0, 0]


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF", "BMP", "GIF"])
@pytest.mark.parametrize("min_side", [10, 32, 100, 400])
def test_min_side_keeps_twice_that_much(kind: str, min_side: int) -> None:
    data = _encoded(Image.linear_gradient("L").resize((500, 333)).convert("RGB"), kind)
    whole, smaller = decode_bytes(data), decode_bytes(data, min_side)
    assert min(smaller.shape[:2]) >= min(2 * min_side, 333)
    assert smaller.shape[0] / smaller.shape[1] == pytest.approx(333 / 500, rel=0.05)
    expected = np.asarray(Image.fromarray(whole).resize(smaller.shape[1::-1], Image.Resampling.BOX))
    _assert_close(smaller, expected)
    if min_side == 32:
        assert min(smaller.shape[:2]) < 200


def test_pixels_are_writable_and_contiguous() -> None:
    pixels = decode_bytes(_encoded(_picture(), "PNG"))
    assert pixels.flags.writeable
    assert pixels.flags.c_contiguous


def test_the_pixel_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    data = _encoded(Image.new("L", (100, 100)), "PNG")
    monkeypatch.setattr(decode_module, "MAX_PIXELS", 10_000)
    assert decode_bytes(data).shape == (100, 100, 3)
    monkeypatch.setattr(decode_module, "MAX_PIXELS", 9_999)
    with pytest.raises(UnreadableImage, match="too large"):
        decode_bytes(data)


def test_pictures_of_100_megapixels_are_allowed_and_of_400_refused() -> None:
    assert MAX_PIXELS >= 100_000_000
    header = b"GIF89a" + (20_000).to_bytes(2, "little") * 2 + b"\x80\x00\x00" + b"\x00" * 6
    frame = b"\x2c" + b"\x00" * 4 + (20_000).to_bytes(2, "little") * 2 + b"\x00\x02\x02\x44\x01\x00\x3b"
    with pytest.raises(UnreadableImage, match="400 megapixels; at most 120"):
        decode_bytes(header + frame)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"hello", "not a picture"),
        (b"%PDF-1.7 ...", "PDF"),
        (b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"/>', "SVG"),
        (b"<!DOCTYPE html><html>404</html>", "web page"),
        (b"\x00\x00\x00\x20ftypisom\x00\x00\x02\x00", "Videos"),
        (b"\x00\x00\x00\x0cJXL \r\n\x87\n", "JPEG XL"),
        (b"PK\x03\x04....", "archive"),
        (_encoded(_picture(), "PNG").replace(b"IDAT", b"IDAT????"), "damaged"),
        (_encoded(_picture(), "PNG")[:60], "cut off"),
        (_encoded(_picture(), "JPEG")[:-100], "cut off"),
        (_encoded(_picture(), "GIF")[:-30], "cut off"),
    ],
)
def test_what_is_no_picture_has_a_reason(data: bytes, reason: str, tmp_path: Path) -> None:
    file = tmp_path / "photo.jpg"
    file.write_bytes(data)
    with pytest.raises(UnreadableImage, match=reason):
        decode(file)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF", "GIF", "BMP", "AVIF", "JPEG2000"])
def test_no_half_picture_passes_for_a_whole_one(kind: str) -> None:
    noise = np.random.default_rng(0).integers(0, 256, (64, 64, 3), dtype=np.uint8)
    data = _encoded(_picture(noise), kind)
    for part in (0.3, 0.5, 0.8):
        with pytest.raises(UnreadableImage):
            decode_bytes(data[: round(len(data) * part)])


def test_an_avif_whose_parts_lie_beyond_its_end_is_damaged() -> None:
    data = bytearray(_encoded(_picture(), "AVIF"))
    sizes = data.index(b"iloc") + 8
    assert (data[sizes - 4], data[sizes]) == (0, 0x44)  # version 0; offset and length of four bytes, no base
    offset = sizes + 2 + 2 + 2 + 2 + (data[sizes + 1] >> 4) + 2
    data[offset : offset + 4] = (10**6).to_bytes(4, "big")
    with pytest.raises(UnreadableImage, match="damaged"):
        decode_bytes(bytes(data))


def test_a_picture_of_a_size_that_is_read_gives_no_warning_whatever_the_filters_are() -> None:
    data = _encoded(Image.new("1", (10_000, 10_000), 1), "PNG")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert min(decode_bytes(data, min_side=100).shape[:2]) >= 200


Reader = Callable[[Path], object]
READERS = pytest.mark.parametrize("read", [decode, read_file])


@READERS
def test_a_missing_file_and_a_folder_have_a_reason(read: Reader, tmp_path: Path) -> None:
    with pytest.raises(UnreadableImage, match="no longer there"):
        read(tmp_path / "gone.jpg")
    with pytest.raises(UnreadableImage, match="folder"):
        read(tmp_path)
    with pytest.raises(UnreadableImage, match="name"):
        read(tmp_path / "a\0b.jpg")


@READERS
@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (PermissionError(13, "Permission denied"), "permission"),
        (OSError(5, "Input/output error"), "disk or network"),
    ],
)
def test_a_file_that_cannot_be_opened(
    read: Reader, error: OSError, reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_args: object, **_options: object) -> None:
        raise error

    file = tmp_path / "photo.png"
    file.write_bytes(_encoded(_picture(), "PNG"))
    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(UnreadableImage, match=reason):
        read(file)


@READERS
def test_a_file_in_use_on_windows(read: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object, **_options: object) -> None:
        raise PermissionError(13, "Permission denied")  # without a winerror: open() has C's error numbers alone

    (tmp_path / "photo.png").write_bytes(b"x")
    monkeypatch.setattr(refusals, "sys", SimpleNamespace(platform="win32"))
    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(UnreadableImage, match="Another program"):
        read(tmp_path / "photo.png")


@READERS
@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_named_pipe_does_not_hang(read: Reader, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.png")
    with pytest.raises(UnreadableImage, match="not a picture"):
        read(tmp_path / "pipe.png")


def test_the_bytes_of_a_file_are_read_but_not_of_one_that_cannot_be_a_picture(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = _encoded(_picture(), "PNG")
    (tmp_path / "photo.png").write_bytes(data)
    assert read_file(tmp_path / "photo.png") == data
    monkeypatch.setattr(decode_module, "MAX_BYTES", len(data) - 1)
    with pytest.raises(UnreadableImage, match="file is too large"):
        read_file(tmp_path / "photo.png")


_SAMPLES = tuple(_encoded(_picture(), kind) for kind in ("JPEG", "PNG", "WEBP", "TIFF", "GIF", "BMP", "AVIF", "ICO"))


def _decodes_or_refuses(data: bytes) -> None:
    reason, shape = "", ()
    try:
        shape = decode_bytes(data).shape
    except UnreadableImage as refusal:
        reason = str(refusal)
    assert reason or (len(shape) == 3 and shape[2] == 3)


@settings(max_examples=60)
@given(st.binary(max_size=400))
def test_any_bytes_are_refused_with_a_reason(data: bytes) -> None:
    _decodes_or_refuses(data)


@settings(max_examples=150)
@given(st.sampled_from(_SAMPLES), st.data())
def test_cut_and_damaged_files_decode_or_are_refused(sample: bytes, data: st.DataObject) -> None:
    cut = sample[: data.draw(st.integers(0, len(sample)))]
    changes = data.draw(st.dictionaries(st.integers(0, max(0, len(cut) - 1)), st.integers(0, 255), max_size=4))
    damaged = bytearray(cut)
    for position, value in changes.items():
        if position < len(damaged):
            damaged[position] = value
    _decodes_or_refuses(bytes(damaged))


def test_nothing_is_printed_and_pillow_is_left_alone() -> None:
    program = """
import io, sys
from PIL import Image, ImageFile
assert "pi_heif" not in sys.modules
from stockmatch.imaging.decode import decode_bytes
assert "pi_heif" not in sys.modules
before = Image.MAX_IMAGE_PIXELS, ImageFile.LOAD_TRUNCATED_IMAGES
file = io.BytesIO()
Image.new("L", (10_000, 9_500)).save(file, "JPEG")
assert min(decode_bytes(file.getvalue(), min_side=100).shape[:2]) >= 200
assert (Image.MAX_IMAGE_PIXELS, ImageFile.LOAD_TRUNCATED_IMAGES) == before
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_threads_decode_the_same_pixels() -> None:
    failures: list[object] = []

    def work() -> None:
        for sample in _SAMPLES[:6] * 3:
            if decode_bytes(sample).shape != _UPRIGHT.shape:
                failures.append(sample[:16])

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures


def test_the_budget_lets_small_ones_pass_together_and_a_huge_one_alone() -> None:
    budget = PixelBudget(100)
    entered = threading.Event()

    def huge() -> None:
        with budget.reserve(1000):
            entered.set()

    with budget.reserve(40), budget.reserve(60):
        thread = threading.Thread(target=huge)
        thread.start()
        assert not entered.wait(0.05)
    thread.join(5)
    assert entered.is_set()
    with pytest.raises(ValueError, match="given back"), budget.reserve(100):
        raise ValueError("given back")
    with budget.reserve(100):
        pass


def test_suffixes_are_lower_case_and_dotted() -> None:
    assert all(suffix == suffix.lower() and suffix.startswith(".") for suffix in IMAGE_SUFFIXES)
    assert {".jpg", ".heic", ".avif", ".svg"} <= IMAGE_SUFFIXES


@pytest.mark.parametrize(
    ("size", "expected"),
    [((400, 200), (50, 100)), ((200, 400), (100, 50)), ((60, 30), (30, 60)), ((3000, 1), (1, 100))],
)
def test_a_thumbnail_fits_and_is_never_enlarged(
    size: tuple[int, int], expected: tuple[int, int], tmp_path: Path
) -> None:
    file = tmp_path / "picture.jpg"
    Image.new("RGB", size, (10, 120, 200)).save(file, quality=95)
    small = thumbnail(file, 100)
    assert small.shape == (*expected, 3)
    _assert_close(small, np.full((*expected, 3), (10, 120, 200), dtype=np.uint8))


def test_a_thumbnail_of_no_picture_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableImage):
        thumbnail(tmp_path / "gone.jpg", 100)
