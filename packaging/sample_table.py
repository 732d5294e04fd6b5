"""A supplier's table of the sample catalogue, for pictures of what Stockmatch does with one. Standard library only."""

import csv
import shutil
from pathlib import Path

SEASON = "Nordwind spring"
_KINDS = {
    "BG": ("Bag", "Accessories"),
    "BL": ("Belt", "Accessories"),
    "BN": ("Beanie", "Accessories"),
    "BZ": ("Blazer", "Jackets"),
    "CO": ("Coat", "Jackets"),
    "CP": ("Cap", "Accessories"),
    "DR": ("Dress", "Dresses"),
    "HO": ("Hoodie", "Knitwear"),
    "HZ": ("Half-zip", "Knitwear"),
    "JE": ("Jeans", "Trousers"),
    "JK": ("Jacket", "Jackets"),
    "PO": ("Polo shirt", "Shirts"),
    "PU": ("Pullover", "Knitwear"),
    "SC": ("Socks", "Accessories"),
    "SH": ("Shirt", "Shirts"),
    "SK": ("Skirt", "Dresses"),
    "SN": ("Sneaker", "Accessories"),
    "SO": ("Shorts", "Trousers"),
    "ST": ("T-shirt", "Shirts"),
}
"""What the letters of a SKU stand for: name and category."""

_COLOURS = {
    "BG": "beige",
    "BK": "black",
    "BW": "white/navy",
    "CG": "cognac",
    "CM": "camel",
    "DK": "dark blue",
    "DN": "denim",
    "GB": "green check",
    "GN": "green",
    "GY": "grey",
    "LB": "light blue",
    "MB": "mid blue",
    "NV": "navy",
    "NW": "navy/white",
    "OL": "olive",
    "OW": "off-white",
    "PB": "petrol",
    "PT": "petrol",
    "RB": "red check",
    "RD": "red",
    "RW": "white/red",
    "WG": "white/green",
    "WH": "white",
}
"""What its ending stands for; others stay without a colour, as in true tables."""

_HEADER = ("Article no", "Description", "Product group", "Colour", "Picture")
_WITHOUT_PICTURE = ("ST-4740-GY", "T-shirt", "Shirts", "grey", "ST-4740-GY.jpg")


def write(pictures: Path, folder: Path) -> Path:
    """Write the table beside a copy of the pictures, into a new folder; the table's path."""
    shutil.copytree(pictures, folder)
    table = folder / f"{SEASON}.csv"
    with table.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(_HEADER)
        for picture in sorted(folder.glob("*.jpg")):
            sku = picture.stem.split("_")[0]
            kind, _, colour = sku.split("-")
            writer.writerow((sku, *_KINDS[kind], _COLOURS.get(colour, ""), picture.name))
        writer.writerow(_WITHOUT_PICTURE)
    return table
