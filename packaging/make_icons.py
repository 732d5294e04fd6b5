"""Renders the application's icon from its drawing: python packaging/make_icons.py [--sheet FILE].

Writes ``resources/icons/stockmatch-<side>.png``, ``stockmatch.png``, ``stockmatch.ico`` and ``stockmatch.icns``.
"""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from PIL import Image

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

ICONS = Path(__file__).resolve().parents[1] / "resources" / "icons"
SIDES = (16, 32, 48, 64, 128, 256, 512)


def render(svg: Path, side: int) -> Image.Image:
    """Return a square picture of a drawing on a transparent ground."""
    renderer = QSvgRenderer(str(svg))
    if not renderer.isValid():
        raise ValueError(f"{svg} is not an SVG")
    image = QImage(side, side, QImage.Format.Format_RGBA8888)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    renderer.render(painter)
    painter.end()
    return Image.frombytes("RGBA", (side, side), bytes(image.constBits()))


def application_icons() -> None:
    """Write the application's icon in every size and container."""
    pictures = {side: render(ICONS / "stockmatch.svg", side) for side in SIDES}
    for side, picture in pictures.items():
        picture.save(ICONS / f"stockmatch-{side}.png", optimize=True)
    pictures[512].save(ICONS / "stockmatch.png", optimize=True)
    smaller = [pictures[side] for side in SIDES if side < 256]
    sizes = [(side, side) for side in SIDES if side <= 256]
    pictures[256].save(ICONS / "stockmatch.ico", sizes=sizes, append_images=smaller)
    pictures[512].save(ICONS / "stockmatch.icns", append_images=[pictures[side] for side in (32, 64, 128, 256)])


def contact_sheet(target: Path) -> None:
    """Write all icons in 24 and 48 pixels, on a light and on a dark ground, to look at."""
    names = sorted(path for path in ICONS.glob("*.svg") if path.stem != "stockmatch")
    mark = ICONS / "stockmatch.svg"
    sheet = Image.new("RGB", (64 * len(names), 2 * 100 + 300), "#ffffff")
    sheet.paste("#1f2327", (0, 100, sheet.width, 200))
    sheet.paste("#1f2327", (sheet.width // 2, 200, sheet.width, sheet.height))
    for row, ink in enumerate(("#22262b", "#e9ecef")):
        for column, path in enumerate(names):
            for side, y in ((24, 8), (48, 44)):
                shape = render(path, side).getchannel("A")
                sheet.paste(ink, (64 * column + (64 - side) // 2, row * 100 + y), shape)
        x = 20 + row * sheet.width // 2
        for side in (16, 32, 48, 64, 128, 256):
            picture = render(mark, side)
            sheet.paste(picture, (x, 220), picture)
            x += side + 20
    sheet.save(target)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sheet", type=Path, help="write a contact sheet of all icons here instead")
    options = parser.parse_args()
    if options.sheet:
        contact_sheet(options.sheet)
    else:
        application_icons()
