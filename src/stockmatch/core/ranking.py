"""What is asked of matching, and what it answers. The window loads this, and no arrays with it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from stockmatch.core.catalogue import NO_DETAILS, Details
from stockmatch.core.codes import CodeSource
from stockmatch.core.evidence import ColourMode, EvidenceShare, Region
from stockmatch.core.filtering import ANY, ProductFilter

MAX_K = 50


@dataclass(frozen=True)
class Candidate:
    """A product offered for a photo.

    Attributes:
        rank: from 1; among the products that fit where the candidates are ``narrowed``.
        product_key, sku, name: of the product.
        image: the catalogue image that scored best, relative path.
        score: higher is better, see ``PhotoMatch``.
        margin: score less that of the next product that might be offered (not negative); None for the last of them,
            and for one that is first by its code alone.
        images: how many images the product has.
        shares: what each kind of evidence says, in the order of ``Evidence``; empty while that is not known.
        twins: SKUs of other products whose pictures are all among this one's, byte for byte, or hold all of them: where
            a photo shows what both have, nothing in it can tell them apart. Those that share its place are ``alike``.
        code, read_from: the product's SKU or barcode number as the photo's own file name or a barcode in it says, which
            makes it the first candidate whatever the picture resembles; empty and None for all others.
        details: what the supplier's table says of the product.
        seen_before: whether a photo that was confirmed for the product fits better than any of its catalogue images.
        narrowed: whether only products that fit a filter were offered; then its rank says nothing of how well
            matching does.
        alike: where several products that may be offered show the same picture, byte for byte, as the sizes of a style
            do, and share this place: all of them, by size or else in the catalogue's order, this one too; each as it
            would be offered here. Score and margin are those of the picture. Empty for a candidate of its own.
    """

    rank: int
    product_key: str
    sku: str
    name: str
    image: str
    score: float
    margin: float | None
    images: int = 1
    shares: tuple[EvidenceShare, ...] = ()
    twins: tuple[str, ...] = ()
    seen_before: bool = False
    details: Details = NO_DETAILS
    code: str = ""
    read_from: CodeSource | None = None
    narrowed: bool = False
    alike: tuple["Candidate", ...] = ()


@dataclass(frozen=True)
class MatchRequest:
    """What is asked of matching.

    Attributes:
        photo: path.
        k: how many candidates, 1 to ``MAX_K``.
        region: the part of the photo that shows the product, as the person drew it; None for the proposal.
        others: further photos of the same item, whose evidence counts as much.
        colour: whether colour counts.
        only: which products may be offered; what is believed of each does not depend on it.
        by_picture: whether products that show the same picture share a place, see ``Candidate.alike``; one that the
            photo itself names never does.
    """

    photo: str
    k: int = 5
    region: Region | None = None
    colour: ColourMode = ColourMode.EXACT
    others: tuple["OtherPhoto", ...] = ()
    only: ProductFilter = ANY
    by_picture: bool = False


@dataclass(frozen=True)
class OtherPhoto:
    """A further photo of an item: its path and, as in ``MatchRequest``, its region."""

    photo: str
    region: Region | None = None


@dataclass(frozen=True)
class PhotoMatch:
    """What matching found for one photo.

    Scores are shares of belief, 0 to 1: they sum to 1 over all places of the whole catalogue.

    Attributes:
        photo: path as given.
        sha256: of the photo's bytes; empty if it could not be read.
        candidates: best first; empty if there was an error, or no product fits ``only``.
        model_id, catalogue_version: what it was matched with.
        error: a plain reason if the photo could not be matched, else None.
        final: False for the shortlist's order, shown until all evidence is in.
        region: the part of the photo that was matched; None if there was an error.
        proposed: whether the region is the automatic proposal, not the person's.
        p_value: how often a photo of a product that is not in the catalogue matches at least as well, 0 to 1; None
            where that is not known (yet), for several photos of one item, and where not all products may be offered.
        others: content hashes of the further photos of the item that were matched with it, by path.
        only: which products might be offered.
    """

    photo: str
    sha256: str
    candidates: tuple[Candidate, ...]
    model_id: str
    catalogue_version: int
    error: str | None = None
    final: bool = True
    region: Region | None = None
    proposed: bool = True
    p_value: float | None = None
    others: Mapping[str, str] = field(default_factory=dict)
    only: ProductFilter = ANY

    @property
    def best_belief(self) -> float:
        """The best product's share of belief, with that of the products its picture cannot tell it from."""
        if not self.candidates:
            return 0.0
        best = self.candidates[0]
        return best.score + sum(other.score for other in self.candidates[1:] if other.sku in best.twins)
