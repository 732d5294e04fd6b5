"""One catalogue under one model, in service: what a photo is matched against."""

import copy
import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from stockmatch.core.catalogue import Problem, Snapshot
from stockmatch.core.codes import Coded
from stockmatch.core.embedder import Embedder
from stockmatch.core.errors import CatalogueError, UnreadableImage
from stockmatch.core.evidence import ColourMode, Explanation, Region
from stockmatch.core.message import Message
from stockmatch.core.model import ModelId, ModelRef
from stockmatch.core.progress import Progress, Report, Stage
from stockmatch.core.ranking import MAX_K, MatchRequest, PhotoMatch
from stockmatch.core.settings import Settings
from stockmatch.imaging.decode import decode_bytes, read_file
from stockmatch.matching.adapter import PartsAdapter
from stockmatch.matching.domain import PhotoDomain
from stockmatch.matching.features import VIEWS, PhotoFeatures
from stockmatch.matching.fitting import Calibration
from stockmatch.matching.fusion import Fusion
from stockmatch.matching.learnt import LearntPhotos
from stockmatch.matching.matcher import Matcher
from stockmatch.matching.prepare import describe_photo, least_side
from stockmatch.matching.ranking import Ranking
from stockmatch.matching.together import fuse_rankings
from stockmatch.services.indexing import Indexed
from stockmatch.services.kept import Kept, KeptPhotos
from stockmatch.services.learning import ConfirmedPhotos
from stockmatch.services.offering import Offering, told_lines
from stockmatch.services.photo_codes import PhotoCodes
from stockmatch.services.pictures import CataloguePictures
from stockmatch.store.catalogue_store import CatalogueStore


@dataclass(frozen=True)
class LoadedModel:
    """A model in memory.

    Attributes:
        ref: what was loaded.
        base_id: id of its untuned model.
        version: the tuning in it, 0 for none.
        model_id: id of the model with its tuning.
        embedder: the model; its features do not depend on a change of parts.
        device_note: why CUDA is not used.
        adapter: the change of parts that the tuning consists in; None for another tuning or none.
        problem: why this is not the version that was in service.
    """

    ref: ModelRef
    base_id: ModelId
    version: int
    model_id: ModelId
    embedder: Embedder
    device_note: str | None
    adapter: PartsAdapter | None = None
    problem: Problem | None = None


class Serving:
    """An indexed catalogue ready to be matched against; replaced whole, never changed but for the photos it has seen.

    Args:
        store: the catalogue's store.
        settings: those it was opened with.
        model: the model of its features.
        indexed: its products and their features.
    """

    calibration: Calibration | None = None
    """What was learnt of it; None for nothing."""

    learnt: LearntPhotos | None = None
    """Confirmed photos that count as further images of their products; ``matcher`` knows none of them."""

    def __init__(self, store: CatalogueStore, settings: Settings, model: LoadedModel, indexed: Indexed) -> None:
        self.store = store
        self.settings = settings
        self.model = model
        embedder = model.embedder
        self.snapshot = Snapshot(
            catalogue_id=store.entry.id,
            name=store.entry.name,
            source=store.entry.source,
            unpacked=None if str(indexed.folder) == store.entry.source else str(indexed.folder),
            version=store.snapshot_version(indexed.products),
            model_id=model.model_id,
            backbone=model.ref.backbone,
            products=indexed.products,
            problems=(*([model.problem] if model.problem else []), *indexed.problems),
            duplicates=indexed.duplicates,
            without_image=indexed.without_image,
            new_images=indexed.new_images,
            device_name=embedder.device_name,
            device_note=model.device_note,
            tuned=model.version > 0,
            listed=indexed.digest,
        )
        owner = [index for index, product in enumerate(indexed.products) for _ in product.images]
        self.pictures = CataloguePictures(indexed.folder, indexed.products)
        self.offering = Offering(indexed.products, self.pictures)
        self.matcher = Matcher(
            indexed.rows,
            owner,
            settings.similarity,
            earlier=embedder.look_size.earlier,
            adapter=model.adapter,
            same=self.pictures.numbers(),
            picture=self.pictures.soon,
        )
        self.domain = PhotoDomain((VIEWS, embedder.look_size.dimension))
        self._kept = KeptPhotos()
        self._codes = PhotoCodes(indexed.products)
        self.confirmed = ConfirmedPhotos(store, self.snapshot, embedder)

    def with_calibration(self, calibration: Calibration, problems: Sequence[Problem]) -> "Serving":
        """The same with what pseudo-photos tell of the catalogue, and what was wrong with keeping that."""
        following = copy.copy(self)
        following.calibration = calibration
        following.matcher = self.matcher.with_fusion(Fusion(calibration.weights))
        following.snapshot = replace(self.snapshot, problems=(*problems, *self.snapshot.problems))
        return following

    def with_learnt(self, learnt: LearntPhotos | None) -> "Serving":
        """The same with these confirmed photos and no others; photos seen and matched lately stay known."""
        following = copy.copy(self)
        following.learnt = learnt
        return following

    def knows_photos_of(self, former: "Serving") -> None:
        """Take over the photos that the former state of this catalogue has seen, under the same backbone.

        Those seen lately need not be described again, unless products have changed, by which regions are proposed.
        """
        self.domain = former.domain
        if former.snapshot.products == self.snapshot.products:
            self._kept = former._kept.without_rankings()

    def _ranked(
        self, sha256: str, photo: PhotoFeatures, colour: ColourMode, early: Callable[[Ranking], object]
    ) -> tuple[PhotoFeatures, Ranking]:
        """All evidence weighed, and the photo with its points; ``early`` receives the shortlist's order.

        A photo that was confirmed itself is no evidence for itself.
        """
        matcher = self.matcher.with_learnt(self.learnt)

        def others() -> dict[str, PhotoFeatures]:
            return self._kept.others(sha256)

        first = matcher.shortlist(photo, self.domain, sha256, others)
        early(first)
        photo = photo.with_points()
        return photo, matcher.rank(photo, first, colour, others)

    def first_alike(self) -> list[int]:
        """For each product the first one whose first picture is the same."""
        first: dict[str, int] = {}
        products = enumerate(self.snapshot.products)
        return [first.setdefault(product.images[0].sha256, index) for index, product in products]

    def distinct(self) -> list[int]:
        """Products in order, the first alone of those whose first picture is the same."""
        return sorted(set(self.first_alike()))

    def see(self, file: Path, region: Region | None = None) -> tuple[str, PhotoFeatures]:
        """Describe a photo and count it among the photos seen; its content hash and features.

        Raises:
            UnreadableImage: with a plain reason.
        """
        data = read_file(file)
        sha256 = hashlib.sha256(data).hexdigest()
        known = self._kept.get(sha256, region)
        if known is not None:
            return sha256, known.photo
        embedder = self.model.embedder
        photo = describe_photo(decode_bytes(data, least_side(embedder)), embedder, self.matcher.parts, region)
        self.domain.add(sha256, photo.vectors, photo.cells)
        self._kept.put(sha256, region, Kept(photo))
        return sha256, photo

    def match(self, request: MatchRequest, report: Report) -> PhotoMatch:
        """Rank the catalogue for one photo; the shortlist's order comes early, as the detail of a progress.

        Raises:
            ValueError: for k outside 1 to 50.
            Cancelled: when the report does.
        """
        if not 1 <= request.k <= MAX_K:
            raise ValueError(f"k is {request.k}, not 1 to {MAX_K}")
        try:
            sha256, photo = self.see(Path(request.photo), request.region)
        except UnreadableImage as error:
            return PhotoMatch(request.photo, "", (), self.snapshot.model_id, self.snapshot.version, error.message)

        named = self._codes.by_name(request.photo)

        def early(first: Ranking) -> None:
            report(Progress(Stage.MATCHING, detail=self._found(request, sha256, photo, first, named)))

        photo, ranking = self._ranked(sha256, photo, request.colour, early)
        self._kept.put(sha256, request.region, Kept(photo, ranking))
        report(Progress(Stage.MATCHING))
        if request.others:
            return self._together(request, (sha256, photo, ranking), report)
        coded = self._codes.by_photo(request.photo, sha256)
        p_value = self.p_value(ranking) if coded is None and not request.only else None
        return replace(self._found(request, sha256, photo, ranking, coded), final=True, p_value=p_value)

    def _together(self, request: MatchRequest, first: tuple[str, PhotoFeatures, Ranking], report: Report) -> PhotoMatch:
        """Rank the catalogue for several photos of one item; one that cannot be read is passed over."""
        sha256, photo, ranking = first
        rankings, others = [ranking], {}
        for other in request.others:
            try:
                content, seen = self.see(Path(other.photo), other.region)
            except UnreadableImage:
                continue
            seen, found = self._ranked(content, seen, request.colour, lambda _first: None)
            self._kept.put(content, other.region, Kept(seen, found))
            rankings.append(found)
            others[other.photo] = content
            report(Progress(Stage.MATCHING))
        fused = fuse_rankings(rankings)
        shares = [rankings[int(place)] for place in fused.speaker]
        contents = {request.photo: sha256, **others}
        named = (self._codes.by_photo(path, content) for path, content in contents.items())
        match = self._found(request, sha256, photo, fused.ranking, next(filter(None, named), None))
        keys = {product.key: index for index, product in enumerate(self.snapshot.products)}
        told = tuple(
            replace(one, shares=shares[keys[one.product_key]].shares(keys[one.product_key])) for one in match.candidates
        )
        return replace(match, candidates=told, final=True, others=others)

    def p_value(self, ranking: Ranking) -> float | None:
        """How often a photo without its product in the catalogue stands out as much; None where that is not known."""
        if self.calibration is None:
            return None
        plain = self.matcher.weigh(ranking.evidence, ranking.best_image, ColourMode.ANY)
        return self.calibration.p_value(plain.signs)

    def _found(
        self, request: MatchRequest, sha256: str, photo: PhotoFeatures, ranking: Ranking, coded: Coded | None
    ) -> PhotoMatch:
        return PhotoMatch(
            request.photo,
            sha256,
            self.offering.candidates(request, ranking, coded),
            self.snapshot.model_id,
            self.snapshot.version,
            final=False,
            region=photo.region,
            proposed=photo.proposed,
            only=request.only,
        )

    def explain(self, request: MatchRequest, product_key: str) -> Explanation:
        """Why a product is offered for a photo, by what was found when it was matched last.

        Raises:
            UnreadableImage: if the photo cannot be read any more.
            CatalogueError: if the product is not in the catalogue.
        """
        keys = [product.key for product in self.snapshot.products]
        if product_key not in keys:
            raise CatalogueError(
                Message("{product} is not in the catalogue any more. Match the photo again.", product=product_key)
            )
        product = keys.index(product_key)
        sha256, photo = self.see(Path(request.photo), request.region)
        known = self._kept.get(sha256, request.region)
        found = None if known is None else known.ranking
        if found is None:
            photo, found = self._ranked(sha256, photo, request.colour, lambda _first: None)
            self._kept.put(sha256, request.region, Kept(photo, found))
        weighed = self.matcher.weigh(found.evidence, found.best_image, request.colour)
        ranking = replace(weighed, points=found.points, seen_before=found.seen_before)
        row = int(ranking.best_image[product])
        region, lines = self.matcher.correspondences(photo, found, row)
        seen = product in found.seen_before
        return Explanation(
            request.photo,
            product_key,
            self.pictures.image(row).path,
            photo.region,
            region,
            ranking.shares(product),
            told_lines(lines) if seen else lines,
            seen,
            found.doubted(product),
        )
