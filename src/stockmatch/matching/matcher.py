"""The pipeline: shortlist by look and coarse patches, look closely at the shortlist, weigh the evidence, say why."""

import copy
import itertools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from stockmatch.core.embedder import Pixels
from stockmatch.core.evidence import ColourMode, Correspondence, Evidence, Region
from stockmatch.core.model import Similarity
from stockmatch.core.scoring import order
from stockmatch.core.vectors import Floats
from stockmatch.imaging.keypoints import Keypoints
from stockmatch.matching.adapter import PartsAdapter
from stockmatch.matching.details import LEAST_POINTS, LookAlikes, told_apart
from stockmatch.matching.domain import PhotoDomain
from stockmatch.matching.features import PhotoFeatures, Rows, described, region_in
from stockmatch.matching.fusion import Fusion, RawEvidence
from stockmatch.matching.geometry import Agreement, Described, agreeing
from stockmatch.matching.index import LookIndex
from stockmatch.matching.joined import joined_cells, joined_points, telling_places
from stockmatch.matching.learnt import LearntPhotos, more_points, raised
from stockmatch.matching.parts import Parts
from stockmatch.matching.patches import CoarsePatches, image_cells, patch_score, photo_cells
from stockmatch.matching.ranking import Ranking
from stockmatch.matching.scenery import agreeing_beyond_scenery, beyond_mark
from stockmatch.matching.shortlist import different, in_turns, with_twins
from stockmatch.matching.votes import PointVotes

SHORTLIST = 100
"""Products of different pictures that are looked at closely."""

_BY_POINTS = 16
"""Those that the photo's points speak for most are looked at closely too."""

_FURTHER_IMAGES = 50
"""How many images more than one a product are looked at closely, in all."""

_LEARNT_PHOTOS = 50
"""How many confirmed photos are looked at closely, in all: those that look most like the photo."""

_DOUBTED = 6
"""Candidates that are compared with all of their products' confirmed photos at most, the best ones."""

_LOOK_ALIKES = 6
"""Pictures that are compared in detail at most: of those that enough points speak for, those with the most."""


@dataclass(frozen=True)
class _Measured:
    """What a photo and one image have in common: points, see ``scenery.beyond_mark``, colours, and patches."""

    agreement: tuple[bytes, Agreement]
    colours: float
    patches: float


class Matcher:
    """A catalogue's features under one model, and how to weigh them.

    Args:
        rows: the features of its images.
        owner: for each image the index of its product, from 0, not decreasing.
        similarity: how look vectors are compared.
        fusion: how much each kind of evidence counts.
        earlier: how many of its cells' channels are an earlier layer's, see ``LookSize``.
        adapter: what tuning learnt of its parts.
        same: for each image a number, equal for images that are the same, byte for byte; None where all differ.
            Products that show one picture, as the sizes of a style do, are looked at closely together, and it once.
        picture: gives a row's image in a few hundred px, RGB, for details; None where it cannot be read.
    """

    def __init__(
        self,
        rows: Rows,
        owner: Sequence[int],
        similarity: Similarity = Similarity.COSINE,
        fusion: Fusion | None = None,
        *,
        earlier: int = 0,
        adapter: PartsAdapter | None = None,
        same: Sequence[int] | None = None,
        picture: Callable[[int], Pixels | None] = lambda _row: None,
    ) -> None:
        self.index = LookIndex(rows.column("looks"), owner, similarity)
        self.parts = Parts.of(rows, earlier, adapter)
        self._coarse = CoarsePatches.of(rows.column("coarse"), rows.column("weights"), self.parts.mean)
        self.fusion = fusion or Fusion.before(knows_things=self.parts.knows_things)
        self._rows = rows
        self._picture = picture
        self._learnt: LearntPhotos | None = None
        self._owner = np.asarray(owner)
        self._starts = np.searchsorted(self._owner, np.arange(self._owner[-1] + 2))
        self._same = np.arange(len(rows)) if same is None else np.asarray(same)
        self._alike = self._first_alike()
        counted = self._alike[self._owner] == self._owner
        self._votes = PointVotes.of(rows, self._owner, counted) if self.products > SHORTLIST else None

    def _first_alike(self) -> npt.NDArray[np.intp]:
        """For each product the first one that has the same pictures, shape (products,)."""
        first: dict[tuple[int, ...], int] = {}
        pictures = itertools.pairwise(self._starts)
        return np.array(
            [first.setdefault(tuple(self._same[start:end]), product) for product, (start, end) in enumerate(pictures)]
        )

    def with_fusion(self, fusion: Fusion) -> "Matcher":
        """The same features, weighed otherwise."""
        other = copy.copy(self)
        other.fusion = fusion
        return other

    def with_learnt(self, learnt: LearntPhotos | None) -> "Matcher":
        """The same with confirmed photos beside the catalogue's images."""
        other = copy.copy(self)
        other._learnt = learnt
        return other

    @property
    def products(self) -> int:
        """How many there are."""
        return len(self._starts) - 1

    def with_adapter(self, adapter: PartsAdapter | None) -> "Matcher":
        """The same features, their patches changed as this says."""
        other = copy.copy(self)
        other.parts = replace(self.parts, adapter=adapter)
        return other

    @property
    def plain_parts(self) -> Parts:
        """The parts without any change."""
        return self.with_adapter(None).parts

    def first_image(self, product: int) -> np.void:
        """Features of a product's first image."""
        return self._rows[int(self._starts[product])]

    def shortlist(
        self,
        photo: PhotoFeatures,
        domain: PhotoDomain,
        own: str = "",
        others: Callable[[], Mapping[str, PhotoFeatures]] = dict,
    ) -> Ranking:
        """All products in a first order.

        Those that are to be looked at closely are taken in turns, by look and by coarse patches: what tells a worn
        garment may be blind to a carton on a shelf, and of thousands a sum of both loses what only one of them sees.

        Args:
            photo: the photo.
            domain: the photos seen.
            own: content hash of a confirmed photo that does not count.
            others: as for ``rank``.
        """
        scores, best = self.index.scores(photo.vectors[None], domain)
        images = scores[0].astype(np.float64)
        look, learnt = images, np.zeros(0)
        if self._learnt is not None:
            known = [photo, *self._learnt.strangers(others())]
            vectors = np.stack([one.vectors for one in known])
            looks = self.index.scores_of(vectors, self._learnt.looks.astype(np.float32), domain).astype(np.float64)
            counting = self._learnt.but(own)
            learnt = np.where(counting, looks[0], -np.inf)
            look = raised(images, np.array(self._learnt.owner)[counting], looks[:, counting])
        mean = domain.cell_mean(self.parts.mean)
        coarse = np.maximum.reduceat(self._coarse.scores(photo, mean).astype(np.float64), self._starts[:-1])
        rankings = [order(scores) for scores in (look, coarse)]
        shown = self._same[best[0]]
        chosen = with_twins(different(in_turns(rankings), shown)[:SHORTLIST], shown)
        nothing = np.zeros(len(chosen))
        evidence = RawEvidence(look, chosen, nothing, nothing, nothing)
        seen = frozenset(np.flatnonzero(look > images).tolist())
        logits = self.fusion.shortlist_logits(look, coarse)
        return Ranking(logits, best[0], evidence, learnt=learnt, seen_before=seen, cell_mean=mean)

    def _with_points(self, first: Ranking, points: Described) -> npt.NDArray[np.intp]:
        """The shortlist, and products that it lacks and whose points are the photo's.

        A print that is turned, or fills a corner of the photo, looks like no other; its points tell it all the same.
        """
        shortlist = first.evidence.shortlist
        if self._votes is None:
            return shortlist
        shown = self._same[first.best_image]
        votes = self._votes.votes(points)[self._alike]
        ranked = different(order(votes), shown)[:_BY_POINTS]
        new = with_twins(ranked[(votes[ranked] > 0) & ~np.isin(ranked, shortlist)], shown)
        return np.concatenate([shortlist, new[~np.isin(new, shortlist)]])

    def rank(
        self,
        photo: PhotoFeatures,
        first: Ranking,
        mode: ColourMode,
        others: Callable[[], Mapping[str, PhotoFeatures]] = dict,
    ) -> Ranking:
        """Look closely at the shortlist of ``first`` and weigh all evidence.

        Args:
            photo: the photo.
            first: from ``shortlist``.
            mode: whether colour counts.
            others: gives other photos by content hash, mostly of other things, as far as their points are known: they
                tell what is scenery, and how much any two photos have in common.
        """
        evidence, best = self.look_closely(photo, first)
        following, seen, agreed = self._with_confirmed(photo, first, evidence, others)
        weighed = self.weigh(following, best, mode)
        if agreed:
            weighed = self.weigh(self._with_doubts(photo, first, weighed, agreed), best, mode)
        return replace(weighed, points=evidence.points, seen_before=seen, cell_mean=first.cell_mean)

    def weigh(self, evidence: RawEvidence, best: npt.NDArray[np.intp], mode: ColourMode) -> Ranking:
        """The ranking that evidence gives."""
        columns = evidence.columns() * self.fusion.for_colour(mode)
        return Ranking(self.fusion.logits(evidence, mode), best, evidence, columns, evidence.points)

    def look_closely(self, photo: PhotoFeatures, first: Ranking) -> tuple[RawEvidence, npt.NDArray[np.intp]]:
        """Patches, keypoints, colours and details of the shortlist, and of products that the photo's points speak for.

        The image that is shown of a product is the one that looks most like the photo, unless more points agree with
        another one, and at least 8: fewer often agree by chance. Points and details are of that image, patches and
        colours of the one that fits best.

        Returns:
            The evidence, and for each product the row of the image that is to be shown.
        """
        points_of_photo = Described.of(photo.points)
        chosen = self._with_points(first, points_of_photo)
        best = first.best_image.copy()
        patches, colours = (np.full(len(chosen), -np.inf) for _ in range(2))
        shown: list[tuple[bytes, Agreement]] = []
        cells = photo_cells(photo, self.parts, first.cell_mean)
        further = _FURTHER_IMAGES
        measured: dict[int, _Measured] = {}
        for place, product in enumerate(chosen):
            looked_at_first = int(best[product])
            others = [row for row in range(self._starts[product], self._starts[product + 1]) if row != looked_at_first]
            for row in (looked_at_first, *others):
                picture = int(self._same[row])
                if picture not in measured:
                    if row != looked_at_first and not further:
                        continue
                    further -= row != looked_at_first
                    measured[picture] = self._measured(photo, points_of_photo, cells, row)
                common = measured[picture]
                if row == looked_at_first:
                    shown.append(common.agreement)
                elif common.agreement[1].count >= max(shown[place][1].count + 1, LEAST_POINTS):
                    best[product], shown[place] = row, common.agreement
                colours[place] = max(colours[place], common.colours)
                patches[place] = max(patches[place], common.patches)
        points = beyond_mark(shown)
        enough = {int(chosen[place]): shown[place][0] for place in order(points) if points[place] >= LEAST_POINTS}
        alike = self._look_alikes(photo, points_of_photo, enough, best)
        return RawEvidence(first.evidence.look, chosen, patches, points, colours, alike), best

    def _measured(self, photo: PhotoFeatures, there: Described, cells: tuple[Floats, Floats], row: int) -> _Measured:
        image = self._rows[row]
        patches = patch_score(*cells, *image_cells(image, self.parts))
        found = image["points"].tobytes(), agreeing(there, described(image))
        return _Measured(found, float(photo.colours @ image["colours"].astype(np.float32)), patches)

    def _look_alikes(
        self, photo: PhotoFeatures, there: Described, products: Mapping[int, bytes], best: npt.NDArray[np.intp]
    ) -> LookAlikes:
        """What tells products apart that many points speak for, most first, by the images that are shown of them.

        Args:
            photo: the photo.
            there: its points.
            products: with what tells the image that is shown of each from others.
            best: for each product the row of that image.
        """
        shown: dict[bytes, list[int]] = {}
        for product, image in products.items():
            shown.setdefault(image, []).append(product)
        if photo.picture is None or len(shown) < 2:
            return LookAlikes.none()
        images = []
        for same in itertools.islice(shown.values(), _LOOK_ALIKES):
            row = int(best[same[0]])
            picture = self._picture(row)
            if picture is not None:
                images.append((tuple(same), described(self._rows[row]), picture))
        return told_apart(photo.picture, there, images) if len(images) > 1 else LookAlikes.none()

    def _with_confirmed(
        self,
        photo: PhotoFeatures,
        first: Ranking,
        evidence: RawEvidence,
        others: Callable[[], Mapping[str, PhotoFeatures]],
    ) -> tuple[RawEvidence, frozenset[int], dict[int, int]]:
        """The evidence where a confirmed photo fits better, the products of which one does, and how many points agree
        with those confirmed photos that were looked at closely, by row."""
        learnt = self._learnt
        if learnt is None:
            return evidence, frozenset(), {}
        places = {int(product): place for place, product in enumerate(evidence.shortlist)}
        alike = [int(row) for row in order(first.learnt) if first.learnt[row] > -np.inf]
        rows = [row for row in alike if learnt.owner[row] in places][:_LEARNT_PHOTOS]
        if not rows:
            return evidence, first.seen_before, {}
        photos = [photo, *learnt.strangers(others())]
        patches, colours = (np.zeros((len(photos), len(rows))) for _ in range(2))
        cells = [photo_cells(one, self.parts, first.cell_mean) for one in photos]
        seen = [described(learnt.rows[row]) for row in rows]
        one_each = {learnt.owner[row]: (learnt.sha256[row], one.keypoints) for row, one in zip(rows, seen, strict=True)}

        def anything() -> list[Keypoints]:
            found = {sha256: other.points for sha256, other in others().items()}
            return list({**dict(one_each.values()), **found}.values())

        agreed, points = agreeing_beyond_scenery(Described.of(photo.points), seen, anything)
        for place, row in enumerate(rows):
            image = learnt.rows[row]
            there, likeness = image_cells(image, self.parts), image["colours"].astype(np.float32)
            patches[:, place] = [patch_score(*one, *there) for one in cells]
            colours[:, place] = [one.colours @ likeness for one in photos]
        owner = np.array([places[learnt.owner[row]] for row in rows])
        following = replace(
            evidence,
            patches=raised(evidence.patches, owner, patches),
            points=more_points(evidence.points, owner, points, learnt.kin.telling, learnt.kin.by_chance(self._alike)),
            colours=raised(evidence.colours, owner, colours),
        )
        better = evidence.shortlist[following.points > evidence.points]
        counts = dict(zip(rows, map(int, agreed), strict=True))
        return following, first.seen_before | frozenset(better.tolist()), counts

    def _with_doubts(
        self, photo: PhotoFeatures, first: Ranking, found: Ranking, agreed: Mapping[int, int]
    ) -> RawEvidence:
        """The evidence with what confirmed photos say against the best candidates.

        Args:
            photo: the photo.
            first: from ``shortlist``.
            found: the ranking without doubts.
            agreed: how many points agree with those confirmed photos that were compared, by row.
        """
        evidence, learnt = found.evidence, self._learnt
        assert learnt is not None
        against = np.zeros(len(evidence.shortlist))
        here = Described.of(photo.points)
        for product in order(found.logits)[:_DOUBTED]:
            rows = [row for row in learnt.kin.photos(int(product)) if first.learnt[row] > -np.inf]
            (place,) = np.nonzero(evidence.shortlist == product)
            if not rows or not len(place):
                continue
            counts = [
                agreed[row] if row in agreed else agreeing(here, described(learnt.rows[row])).count for row in rows
            ]
            against[place[0]] = learnt.kin.against(int(product), max(counts))
        return replace(evidence, against=against)

    def correspondences(
        self, photo: PhotoFeatures, found: Ranking, row: int
    ) -> tuple[Region, tuple[Correspondence, ...]]:
        """The part of a catalogue image that shows the product, and the places that are the same in both pictures.

        Places of a kind of evidence that does not speak for the product are none: some agree by chance with anything.

        Args:
            photo: the photo.
            found: what was found for it.
            row: of the image that is shown of its product.
        """
        image, product = self._rows[row], int(self._owner[row])
        silent = {share.kind for share in found.shares(product) if share.share <= 0}
        lines = []
        if Evidence.DETAILS not in silent:
            lines += telling_places(photo, found.evidence.alike, product)
        if Evidence.KEYPOINTS not in silent:
            lines += joined_points(photo, image)
        if Evidence.PATCHES not in silent:
            cells, _ = photo_cells(photo, self.parts, found.cell_mean)
            lines += joined_cells(photo, cells, image, self.parts)
        return region_in(image), tuple(lines)
