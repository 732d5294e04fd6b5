"""Why a product is offered: the kinds of evidence, where they were found, and how much each of them says."""

from dataclasses import dataclass
from enum import StrEnum

Point = tuple[float, float]
"""x and y as fractions 0 to 1 of the upright picture's width and height."""


@dataclass(frozen=True)
class Region:
    """A box in an upright picture, as fractions 0 to 1 of its width and height.

    Raises:
        ValueError: unless 0 <= left < right <= 1 and 0 <= top < bottom <= 1.
    """

    left: float
    top: float
    right: float
    bottom: float

    def __post_init__(self) -> None:
        if not (0 <= self.left < self.right <= 1 and 0 <= self.top < self.bottom <= 1):
            raise ValueError(f"no box in a picture: {self.left}, {self.top}, {self.right}, {self.bottom}")


WHOLE = Region(0.0, 0.0, 1.0, 1.0)
"""The whole picture."""


class Evidence(StrEnum):
    """A kind of evidence that a photo shows a product, as a stable key."""

    LOOK = "look"
    """The backbone's vector of the whole product."""
    PATCHES = "patches"
    """Parts that look alike wherever they are: the backbone's feature map, cell by cell."""
    KEYPOINTS = "keypoints"
    """Points of a print or label that lie in the same arrangement in both pictures."""
    COLOUR = "colour"
    """The colours of the product."""
    DETAILS = "details"
    """What tells it from look-alikes: where their pictures differ, the photo agrees with this one."""


class ColourMode(StrEnum):
    """What the person asks for when the catalogue has one style in several colours."""

    ANY = "any"
    """Same style, any colour: colour says nothing."""
    EXACT = "exact"
    """Exact colour: colour counts as far as it told products apart on this catalogue's pseudo-photos."""


@dataclass(frozen=True)
class EvidenceShare:
    """What one kind of evidence says for one candidate.

    Attributes:
        kind: the kind.
        share: of all that speaks for the candidate, 0 to 1; the shares of a candidate sum to 1, or are all 0.
        points: how many points of both pictures agree (KEYPOINTS), else 0; 0 too where a confirmed photo, which is not
            shown, fits better.
    """

    kind: Evidence
    share: float
    points: int = 0


@dataclass(frozen=True)
class Correspondence:
    """One place that is the same in both pictures.

    Attributes:
        kind: PATCHES, KEYPOINTS or DETAILS.
        photo: where in the photo.
        image: where in the catalogue image.
        strength: 0 to 1, for drawing.
    """

    kind: Evidence
    photo: Point
    image: Point
    strength: float


@dataclass(frozen=True)
class Explanation:
    """Why one candidate is offered for one photo.

    Attributes:
        photo: the photo's path as given.
        product_key: the candidate.
        image: the catalogue image compared, relative path.
        photo_region: the part of the photo that was matched.
        image_region: the part of the catalogue image that shows the product.
        shares: by kind, in the order of ``Evidence``; of the confirmed photo where it was ``seen_before``.
        correspondences: of the two pictures, of each kind strongest first, at most 60.
        seen_before: whether a photo that was confirmed for the product fits better than the image compared.
        doubted: whether the photos that were confirmed for it have more in common with each other than with this one.
    """

    photo: str
    product_key: str
    image: str
    photo_region: Region
    image_region: Region
    shares: tuple[EvidenceShare, ...]
    correspondences: tuple[Correspondence, ...]
    seen_before: bool = False
    doubted: bool = False
