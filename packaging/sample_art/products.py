"""The products of the sample: their article numbers, cuts and colours, and which pictures the supplier took."""

from __future__ import annotations

from dataclasses import dataclass, replace

from .accessories import Accessory
from .bottoms import Bottom, Skirt
from .fabric import Cloth
from .tops import Top

Item = Top | Bottom | Skirt | Accessory


@dataclass(frozen=True)
class Product:
    """One article; views are the endings of its picture names ('' is a single picture)."""

    sku: str
    item: Item
    views: tuple[str, ...] = ("",)


def cloth(
    *codes: str,
    pattern: str = "plain",
    scale: float = 1.0,
    weave: str = "jersey",
    folds: float = 1.0,
    sheen: float = 0.0,
) -> Cloth:
    """Return a cloth of these colours, the ground first."""
    return Cloth(codes, pattern, scale, weave, folds, sheen)


NAVY, WHITE, RED, GREEN, BLACK, SAND = "#25345a", "#f3f2ee", "#b9272f", "#2f5d46", "#232428", "#c8b08a"
SKY, GREY = "#a9c4de", "#9a9da3"
LONG = 206.0

TEE = Top(cloth(NAVY), length=246)
LONGSLEEVE = replace(TEE, sleeve=LONG, wide=(62, 36))
POLO = Top(cloth(GREEN, weave="canvas"), neck="polo", closure="placket", length=250, trim=cloth(GREEN, weave="knit"))
SHIRT = Top(
    cloth(SKY, folds=1.1),
    neck="shirt",
    sleeve=LONG,
    wide=(64, 42),
    cuff="button",
    hem="curved",
    closure="buttons",
    pockets=("chest",),
    length=268,
)
HOODIE = Top(
    cloth(GREY, weave="melange", folds=1.15),
    neck="hood",
    sleeve=LONG,
    wide=(72, 46),
    cuff="rib",
    hem="rib",
    pockets=("kangaroo",),
    shoulder=94,
    chest=96,
    waist=95,
    hip=95,
    length=256,
)
SWEATER = Top(
    cloth(SAND, weave="knit"),
    sleeve=LONG,
    wide=(68, 44),
    cuff="rib",
    hem="rib",
    shoulder=91,
    chest=92,
    waist=90,
    hip=91,
    length=250,
)
NARROW = replace(SWEATER, shoulder=84, chest=84, waist=78, hip=82, wide=(58, 38))
PUFFER = Top(
    cloth(RED, weave="quilt", folds=0.6, sheen=0.35),
    neck="stand",
    sleeve=LONG,
    wide=(80, 56),
    cuff="rib",
    hem="rib",
    closure="zip",
    pockets=("welt",),
    shoulder=97,
    chest=102,
    waist=100,
    hip=100,
    length=258,
)
BOMBER = Top(
    cloth("#59613f", folds=1.0, sheen=0.25),
    neck="stand",
    sleeve=LONG,
    wide=(74, 48),
    cuff="rib",
    hem="rib",
    closure="zip",
    pockets=("welt",),
    trim=cloth("#3f452c", weave="rib"),
    shoulder=95,
    chest=97,
    waist=95,
    hip=95,
    length=250,
)
TRUCKER = Top(
    cloth("#54759f", weave="denim", folds=0.9),
    neck="shirt",
    sleeve=LONG,
    wide=(66, 46),
    cuff="button",
    hem="none",
    closure="buttons",
    pockets=("trucker",),
    buttons="#b98d54",
    thread="#d9a862",
    length=228,
)
BLAZER = Top(
    cloth("#2a3047", folds=0.7),
    neck="lapel",
    sleeve=LONG,
    wide=(66, 44),
    cuff="button",
    closure="single",
    pockets=("flaps",),
    length=276,
    buttons="#14161d",
    waist=78,
)
COAT = replace(
    BLAZER,
    cloth=cloth("#b98a5a", folds=0.9),
    closure="double",
    length=385,
    hip=104,
    buttons="#5b3a22",
    shoulder=92,
    chest=92,
    waist=86,
)
DRESS = Top(cloth(NAVY), neck="scoop", sleeve=0, shoulder=66, chest=75, waist=62, hip=128, length=395, hem="straight")
JEANS = Bottom(cloth("#4a6a96", weave="denim", folds=0.9), thread="#d9a35c", pockets="jeans", worn=0.26)
SHORTS = Bottom(cloth(SAND, weave="canvas"), length=190, knee=70, foot=68)
SKIRT = Skirt(cloth(GREEN), length=236, hem=126, pleats=15)

FLOWERS = ("#5c7f5a", "#d8573f", "#e59a8f", "#3f5f9a")
NIGHT = ("#6f9a8a", "#e9a0a4", "#f0d6b0", "#8fb3d9")
SUNSET, PEAKS = ("sunset", "#f2b04a", "#d9503f"), ("peaks", "#e6e9ec", "#f2b04a", "#7f93ab")
COLLEGE = ("college", "#f3efe4", "#e0b23c")

FRONT_BACK, PAIR, FRONT_DETAIL = ("_front", "_back"), ("_1", "_2"), ("_main", "_detail")

CATALOGUE: tuple[Product, ...] = (
    Product("ST-4711-NV", TEE, FRONT_BACK),
    Product("ST-4711-WH", replace(TEE, cloth=cloth(WHITE))),
    Product("ST-4711-RD", replace(TEE, cloth=cloth(RED))),
    Product("ST-4720-NV", replace(TEE, art=SUNSET), PAIR),
    Product("ST-4721-NV", replace(TEE, art=PEAKS)),
    Product("ST-4722-NV", replace(TEE, art=COLLEGE)),
    Product("ST-4725-WH", replace(TEE, cloth=cloth(WHITE), art=("wave", "#e7d9bd", "#2f6f9f", "#d9503f"))),
    Product("ST-4731-BW", replace(LONGSLEEVE, cloth=cloth(WHITE, NAVY, pattern="breton"), neck="boat"), FRONT_BACK),
    Product("ST-4731-RW", replace(LONGSLEEVE, cloth=cloth(WHITE, RED, pattern="breton"), neck="boat")),
    Product("ST-4736-BW", replace(TEE, cloth=cloth(WHITE, NAVY, pattern="stripes"), trim=cloth(NAVY)), PAIR),
    Product("PO-2010-GN", POLO),
    Product(
        "PO-2016-NW", replace(POLO, cloth=cloth(NAVY, weave="canvas"), trim=cloth(WHITE, weave="knit")), FRONT_BACK
    ),
    Product("SH-3004-LB", SHIRT),
    Product("SH-3011-PS", replace(SHIRT, cloth=cloth(WHITE, "#4f6fa8", pattern="pinstripe", folds=1.1))),
    Product(
        "SH-3020-RB",
        replace(SHIRT, cloth=cloth(RED, "#191919", "#e9d9c0", pattern="tartan"), buttons="#2a2320"),
        FRONT_DETAIL,
    ),
    Product(
        "SH-3020-GB", replace(SHIRT, cloth=cloth("#2f6b4f", "#14261f", "#e3d7a8", pattern="tartan"), buttons="#2a2320")
    ),
    Product(
        "SH-3033-TR",
        replace(
            SHIRT,
            cloth=cloth("#1f4a4a", "#3f8a6b", "#7fae6a", "#d98f5a", pattern="leaves"),
            sleeve=82,
            wide=(66, 58),
            cuff="hem",
            hem="straight",
            pockets=(),
            length=252,
        ),
    ),
    Product(
        "BL-3105-DT",
        replace(
            SHIRT,
            cloth=cloth("#24304f", "#f2eee4", pattern="dots", scale=0.9),
            pockets=(),
            wide=(70, 50),
            waist=76,
            chest=82,
            shoulder=82,
        ),
    ),
    Product("HO-5120-GY", HOODIE, FRONT_BACK),
    Product("HO-5120-BK", replace(HOODIE, cloth=cloth("#2b2c31", folds=1.15))),
    Product("HO-5124-GY", replace(HOODIE, art=("bolt", "#20242b", "#e0b23c"), art_at=(0, 108), art_width=84)),
    Product(
        "HZ-5131-CM",
        replace(
            HOODIE,
            cloth=cloth("#7c7a55", "#4f5638", "#3a3226", "#a79f7a", pattern="camo", folds=1.0),
            closure="zip",
            trim=cloth("#4f5638"),
        ),
    ),
    Product("PU-5208-BG", replace(SWEATER, cloth=cloth("#d8c9ab", weave="cable", folds=0.8)), FRONT_DETAIL),
    Product(
        "PU-5215-ZZ",
        replace(
            SWEATER,
            cloth=cloth("#2e4a5e", "#e8dcc4", "#c4573d", pattern="zigzag", weave="knit"),
            trim=cloth("#2e4a5e", weave="rib"),
        ),
    ),
    Product(
        "PU-5222-BK",
        replace(NARROW, cloth=cloth(BLACK, weave="rib", folds=0.8), neck="turtle"),
    ),
    Product("JK-6001-DN", TRUCKER, PAIR),
    Product("JK-6012-OL", BOMBER),
    Product("JK-6040-RD", PUFFER, FRONT_BACK),
    Product("JK-6040-PT", replace(PUFFER, cloth=cloth("#2b6473", weave="quilt", folds=0.6, sheen=0.35))),
    Product("BZ-6102-NV", BLAZER),
    Product("CO-6205-CM", COAT, PAIR),
    Product("DR-7001-FL", replace(DRESS, cloth=cloth("#f6f0e6", *FLOWERS, pattern="floral")), PAIR),
    Product("DR-7001-NF", replace(DRESS, cloth=cloth("#27304a", *NIGHT, pattern="floral"))),
    Product(
        "DR-7010-RD",
        replace(
            DRESS,
            cloth=cloth(RED, "#f6efe4", pattern="dots", scale=0.75),
            neck="v",
            sleeve=70,
            shoulder=78,
            chest=78,
            wide=(60, 52),
            belt="#1f1f22",
        ),
    ),
    Product("SK-7203-GN", SKIRT),
    Product("JE-8001-MB", JEANS, FRONT_DETAIL),
    Product("JE-8001-DK", replace(JEANS, cloth=cloth("#28324a", weave="denim", folds=0.9), worn=0.08)),
    Product("JE-8014-LB", replace(JEANS, cloth=cloth("#93afcb", weave="denim"), knee=76, foot=80, thigh=82, worn=0.22)),
    Product(
        "SO-8215-LF",
        replace(
            SHORTS,
            cloth=cloth("#f0e7d6", "#2f7f78", "#e08a5a", "#4f9a86", pattern="leaves", scale=0.8),
            waistband="cord",
            length=172,
            foot=74,
        ),
    ),
    Product(
        "CP-9003-NR",
        Accessory(
            "cap",
            cloth(NAVY, weave="canvas", folds=0.3),
            cloth(RED, weave="canvas", folds=0.3),
            ("badge", "#f2e6cf", NAVY),
        ),
    ),
    Product("BN-9011-OW", Accessory("beanie", cloth("#d9cfba", weave="cable"), cloth("#d9cfba"))),
    Product(
        "BG-9101-NT",
        Accessory("tote", cloth("#ece3d0", weave="canvas"), cloth(NAVY), ("bloom", "#d8573f", "#3f6b46", "#f2c14e")),
    ),
    Product(
        "BG-9120-CG",
        Accessory("handbag", cloth("#8a4b2a", sheen=0.5, folds=0.4), cloth("#7c4124", sheen=0.5, folds=0.4)),
        FRONT_DETAIL,
    ),
    Product("BG-9133-PB", Accessory("backpack", cloth("#37586b", weave="canvas"), cloth("#2a4454", weave="canvas"))),
    Product("SN-9304-WG", Accessory("sneaker", cloth("#f2f1ed", folds=0.3), cloth(GREEN, folds=0.3))),
    Product(
        "SN-9320-RD",
        Accessory("sneaker", cloth(RED, folds=0.3, weave="canvas"), cloth("#f2f1ed", folds=0.3), ("high",)),
    ),
    Product("SC-9402-RW", Accessory("socks", cloth("#f0ede4", "#c4302b", pattern="stripes", scale=0.7), cloth(NAVY))),
)
