"""Barcodes and QR codes in a picture."""

import cv2

from stockmatch.core.embedder import Pixels

_FORMATS = "EANUPC|Code128|Code39|ITF|DataBar|QRCode|DataMatrix"
"""Those that goods and their labels carry."""


def read_barcodes(pixels: Pixels) -> tuple[str, ...]:
    """Texts of all codes found, without blanks around them."""
    import zxingcpp  # noqa: PLC0415 - loaded with the first photo that is matched

    found = zxingcpp.read_barcodes(
        cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY),
        formats=zxingcpp.barcode_formats_from_str(_FORMATS),
        try_invert=False,
        text_mode=zxingcpp.TextMode.Plain,
    )
    return tuple(dict.fromkeys(text for code in found if (text := code.text.strip())))
