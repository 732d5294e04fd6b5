"""Embedding what is new or changed in a catalogue, batch by batch, keeping what is done."""

import hashlib
import os
import threading
from collections import deque
from collections.abc import Container, Iterator, Mapping, Sequence
from concurrent.futures import Future, wait
from dataclasses import dataclass, replace
from pathlib import Path
from queue import SimpleQueue

import numpy as np
import numpy.typing as npt

from stockmatch.core.catalogue import CatalogueImage, DuplicateSku, Grouping, Problem, Product
from stockmatch.core.embedder import Embedder
from stockmatch.core.errors import CatalogueError, NotFinite, UnreadableImage
from stockmatch.core.message import Message
from stockmatch.core.progress import Meter, Report, Stage
from stockmatch.imaging.decode import decode_bytes, read_file
from stockmatch.matching.features import FEATURES_VERSION, Rows, row_type
from stockmatch.matching.prepare import PreparedImage, describe_images, least_side, prepare_image
from stockmatch.services.scan import FoundFile, check_connection
from stockmatch.services.sources import Grouper, Listing
from stockmatch.store.catalogue_store import CatalogueStore, FileRecord

BATCH = 16
"""Images per forward pass and per commit."""

_LOOK_SECONDS = 0.5
_SILENT_SECONDS = 120.0
"""How long one file may take to arrive; a drive whose network is lost may answer never, not even with an error."""


@dataclass(frozen=True)
class Indexed:
    """A catalogue under one model.

    Attributes:
        products: those with a readable image, in natural order.
        rows: the features of the products' images, in order.
        problems: files listed and skipped.
        duplicates: SKUs kept apart by folder.
        new_images: how many were embedded now.
        folder: where the images lie.
        without_image: products of a table that have no readable image.
        digest: what was listed, as ``scan.Fingerprint`` has it.
    """

    products: tuple[Product, ...]
    rows: Rows
    problems: tuple[Problem, ...]
    duplicates: tuple[DuplicateSku, ...]
    new_images: int
    folder: Path
    without_image: tuple[Product, ...] = ()
    digest: str = ""


@dataclass(frozen=True)
class _Outcome:
    record: FileRecord
    prepared: PreparedImage | None


def _read(source: Path, file: FoundFile, embedder: Embedder, described: Container[str]) -> _Outcome:
    sha256 = ""
    try:
        data = read_file(source / file.path)
        sha256 = hashlib.sha256(data).hexdigest()
        if sha256 in described:
            return _Outcome(FileRecord(file.path, sha256, file.size, file.mtime_ns), None)
        prepared = prepare_image(decode_bytes(data, least_side(embedder)), embedder)
    except UnreadableImage as error:
        return _Outcome(FileRecord(file.path, sha256, file.size, file.mtime_ns, error.message), None)
    return _Outcome(FileRecord(file.path, sha256, file.size, file.mtime_ns), prepared)


def _read_ahead(
    source: Path, files: Sequence[FoundFile], embedder: Embedder, described: Container[str], meter: Meter
) -> Iterator[_Outcome]:
    """Decode in threads, in order, never more than two batches ahead; contents that are described need no decoding.

    The threads are daemons: one that waits for a lost drive keeps neither the caller nor the end of the program.

    Raises:
        CatalogueError: if a file does not come.
    """
    jobs: SimpleQueue[tuple[FoundFile, Future[_Outcome]] | None] = SimpleQueue()
    workers = max(1, min(4, os.cpu_count() or 1))
    for _ in range(workers):
        threading.Thread(target=_decode, args=(source, jobs, embedder, described), daemon=True, name="decode").start()
    waiting: deque[Future[_Outcome]] = deque()
    rest = iter(files)
    try:
        while True:
            while len(waiting) < 2 * BATCH and (file := next(rest, None)) is not None:
                waiting.append(Future())
                jobs.put((file, waiting[-1]))
            if not waiting:
                return
            yield _arrived(source, waiting.popleft(), meter)
    finally:
        for future in waiting:
            future.cancel()
        for _ in range(workers):
            jobs.put(None)


def _decode(
    source: Path,
    jobs: SimpleQueue[tuple[FoundFile, Future[_Outcome]] | None],
    embedder: Embedder,
    described: Container[str],
) -> None:
    while (job := jobs.get()) is not None:
        file, future = job
        if future.set_running_or_notify_cancel():
            try:
                future.set_result(_read(source, file, embedder, described))
            except Exception as error:  # noqa: BLE001 - raised again where the result is waited for
                future.set_exception(error)


def _arrived(source: Path, future: Future[_Outcome], meter: Meter) -> _Outcome:
    """What a file came to; meanwhile a cancel is noticed."""
    for _ in range(round(_SILENT_SECONDS / _LOOK_SECONDS)):
        if wait([future], _LOOK_SECONDS).done:
            return future.result()
        meter.advance(0)
    raise CatalogueError(
        Message(
            "The folder {folder} has not answered for {seconds:.0f} seconds. Was the network lost? What was done is "
            "kept; open it again.",
            folder=source,
            seconds=_SILENT_SECONDS,
        )
    )


def index_catalogue(store: CatalogueStore, found: Listing, embedder: Embedder, report: Report) -> Indexed:
    """Bring the store up to date with what was listed, and collect the features of all its images.

    A file is read again only when its size or time of change differs, when this model has no features of its content,
    or when it could not be read before: the reason may be gone. Another process may index the same folder meanwhile:
    only what was found here counts. Each batch is on disk before the next is begun.

    Raises:
        CatalogueError: if there is no readable image, or the drive is lost in the middle; what was done is kept.
        RecordsError: the index could not be saved.
        Cancelled: when the report does; what was done is kept.
    """
    if not found.files:
        raise CatalogueError(_no_images(found))
    known = store.files()
    features = store.features(embedder.model_id, row_type(embedder.look_size), FEATURES_VERSION)
    rows = features.load()
    store.forget_files(sorted(known.keys() - {file.path for file in found.files}))

    records: dict[str, FileRecord] = {}
    todo: list[FoundFile] = []
    for file in found.files:
        record = known.get(file.path)
        same = record is not None and (record.size, record.mtime_ns) == (file.size, file.mtime_ns)
        if record is not None and same and record.problem is None and record.sha256 in rows:
            records[file.path] = record
        else:
            todo.append(file)

    meter = Meter(report, Stage.EMBEDDING, len(todo))
    read: Path | None = None
    batch: list[_Outcome] = []
    embedded = 0

    def commit() -> None:
        nonlocal embedded
        fresh = {
            outcome.record.sha256: outcome.prepared
            for outcome in batch
            if outcome.prepared is not None and outcome.record.sha256 not in rows
        }
        described, failed = _describe(fresh, embedder)
        if described:
            features.append(list(described), np.concatenate(list(described.values())))
            rows.update(dict.fromkeys(described, -1))
        seen = [
            replace(outcome.record, problem=failed.get(outcome.record.sha256, outcome.record.problem))
            for outcome in batch
        ]
        store.save_files(seen)
        records.update((record.path, record) for record in seen)
        embedded += len(described)
        meter.advance(len(batch))
        batch.clear()

    for outcome in _read_ahead(found.folder, todo, embedder, rows, meter):
        if outcome.record.sha256:
            read = found.folder / outcome.record.path
        else:
            check_connection(found.folder, read)
        batch.append(outcome)
        if len(batch) == BATCH:
            commit()
    if batch:
        commit()
    in_order = [records[file.path] for file in found.files]
    grouping, problems = _grouped(in_order, found.group)
    numbers = features.load()
    rows_of = features.rows([numbers[image.sha256] for product in grouping.products for image in product.images])
    return Indexed(
        grouping.products,
        rows_of,
        (*found.problems, *problems),
        grouping.duplicates,
        embedded,
        found.folder,
        grouping.without_image,
        found.digest,
    )


def _no_images(found: Listing) -> str:
    if found.problems:
        first = found.problems[0]
        return Message(
            "No image of {folder} can be used. The first: {file}: {reason}",
            folder=found.source,
            file=first.file,
            reason=first.reason,
        )
    return Message(
        "There are no images in {folder}. Choose the folder that holds the supplier's pictures.", folder=found.source
    )


def _describe(
    images: Mapping[str, PreparedImage], embedder: Embedder
) -> tuple[dict[str, npt.NDArray[np.void]], dict[str, str]]:
    """Features by content hash, each of shape (1,), and why there are none of the others: one by one if any fails."""
    try:
        return dict(zip(images, describe_images(list(images.values()), embedder)[:, None], strict=True)), {}
    except NotFinite as error:
        if len(images) == 1:
            return {}, dict.fromkeys(images, error.message)
    described: dict[str, npt.NDArray[np.void]] = {}
    failed: dict[str, str] = {}
    for sha256, image in images.items():
        features, reason = _describe({sha256: image}, embedder)
        described |= features
        failed |= reason
    return described, failed


def _grouped(records: Sequence[FileRecord], group: Grouper) -> tuple[Grouping, list[Problem]]:
    """The readable images as products, and what could not be used."""
    readable = {record.path: record.sha256 for record in records if record.problem is None}
    problems = [Problem(r.path, r.problem) for r in records if r.problem is not None]
    if not readable:
        first = problems[0]
        raise CatalogueError(
            Message(
                "None of the images ({count}) could be read. The first: {file}: {reason}",
                count=len(records),
                file=first.file,
                reason=first.reason,
            )
        )
    grouping, lost = group(readable)
    products = tuple(
        replace(product, images=tuple(CatalogueImage(i.path, readable[i.path]) for i in product.images))
        for product in grouping.products
    )
    return replace(grouping, products=products), [*problems, *lost]
