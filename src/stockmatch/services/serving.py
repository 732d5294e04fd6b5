"""One catalogue under one model, in service: what a photo is matched against."""

import threading
from dataclasses import dataclass, field
from pathlib import Path

from stockmatch.core.catalogue import Problem, Snapshot
from stockmatch.core.errors import UnreadableImage
from stockmatch.core.model import ModelId, ModelRef
from stockmatch.core.ports import Embedder
from stockmatch.core.ranking import MAX_K, MatchRequest, PhotoMatch, Scores, candidates
from stockmatch.core.settings import Settings
from stockmatch.core.vectors import Vectors
from stockmatch.imaging.decode import decode
from stockmatch.matching.domain import PhotoDomain
from stockmatch.matching.index import VectorIndex
from stockmatch.services.indexing import Indexed, sha256_of
from stockmatch.store.catalogue_store import CatalogueStore


@dataclass(frozen=True)
class LoadedModel:
    """A model in memory.

    Attributes:
        ref: what was loaded.
        base_id: id of its untuned model.
        version: the tuning in it, 0 for none.
        embedder: the model.
        device_note: why CUDA is not used.
        problem: why this is not the version that was in service.
    """

    ref: ModelRef
    base_id: ModelId
    version: int
    embedder: Embedder
    device_note: str | None
    problem: Problem | None = None


@dataclass
class Serving:
    """An indexed catalogue ready to be matched against; replaced whole, never changed but for the photos it has seen.

    Attributes:
        store: the catalogue's store.
        settings: those it was opened with.
        model: the model of its vectors.
        snapshot: products and problems.
        vectors: one row per image of the snapshot's products, in order.
        domain: the photos seen so far.
    """

    store: CatalogueStore
    settings: Settings
    model: LoadedModel
    snapshot: Snapshot
    vectors: Vectors
    domain: PhotoDomain
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        owner = [index for index, product in enumerate(self.snapshot.products) for _ in product.images]
        self._index = VectorIndex(self.vectors, owner, centred=self.model.embedder.centred)

    @staticmethod
    def of(store: CatalogueStore, settings: Settings, model: LoadedModel, indexed: Indexed) -> "Serving":
        """Put an indexed catalogue into service."""
        embedder = model.embedder
        snapshot = Snapshot(
            catalogue_id=store.entry.id,
            name=store.entry.name,
            source=store.entry.source,
            version=store.snapshot_version(indexed.products),
            model_id=embedder.model_id,
            backbone=model.ref.backbone,
            products=indexed.products,
            problems=(*([model.problem] if model.problem else []), *indexed.problems),
            duplicates=indexed.duplicates,
            new_images=indexed.new_images,
            device_name=embedder.device_name,
            device_note=model.device_note,
            tuned=model.version > 0,
        )
        return Serving(store, settings, model, snapshot, indexed.vectors, PhotoDomain(embedder.dimension))

    def see(self, photo: Path) -> tuple[str, Vectors]:
        """Embed a photo and count it among the photos seen; its content hash and vector, shape (dimension,).

        Raises:
            UnreadableImage: with a plain reason.
        """
        sha256 = sha256_of(photo)
        with self._lock:
            known = self.domain.get(sha256)
        if known is not None:
            return sha256, known
        embedder = self.model.embedder
        vector = embedder.embed([embedder.prepare(decode(photo, embedder.min_side))])[0]
        with self._lock:
            self.domain.add(sha256, vector)
        return sha256, vector

    def scores(self, vectors: Vectors) -> Scores:
        """Product scores of photos, shape (photos, products)."""
        return self._index.scores(vectors, self.domain, self.settings.similarity)[0]

    def match(self, request: MatchRequest) -> PhotoMatch:
        """Rank the catalogue for one photo. Raises ValueError for k outside 1 to 50."""
        photo, k = request.photo, request.k
        if not 1 <= k <= MAX_K:
            raise ValueError(f"k is {k}, not 1 to {MAX_K}")
        snapshot = self.snapshot
        try:
            sha256, vector = self.see(Path(photo))
        except UnreadableImage as error:
            return PhotoMatch(photo, "", (), snapshot.model_id, snapshot.version, str(error))
        scores, rows = self._index.scores(vector[None], self.domain, self.settings.similarity)
        found = candidates(scores[0], rows[0], snapshot.products, k)
        return PhotoMatch(photo, sha256, found, snapshot.model_id, snapshot.version)
