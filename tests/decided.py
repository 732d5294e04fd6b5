"""Decisions that a person would have made."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

from stockmatch.core.catalogue import Snapshot
from stockmatch.core.decisions import Choice, DecisionKind
from stockmatch.core.progress import ignore
from stockmatch.core.ranking import Candidate
from stockmatch.services.engine import Engine
from stockmatch.store.library import Library
from stockmatch.store.records import SqliteRecords
from tests.products import photo, save


def confirm(tmp_path: Path, engine: Engine, products: Sequence[int], *, each: int) -> None:
    """Confirm photos of products of the catalogue ``images``, named ``photo <product> <number>.png``, one by one."""
    entry = Library(tmp_path / "data").find(tmp_path / "images")
    assert entry is not None
    records = SqliteRecords(entry)
    for number in products:
        product = engine.serving.snapshot.products[number]
        chosen = Candidate(1, product.key, product.sku, product.name, product.images[0].path, 1.0, None)
        for seed in range(each):
            path = save(photo(number, seed), tmp_path / f"photo {number} {seed}.png")
            photo_id = records.add_photos([path]).photos[-1].id
            sha256 = hashlib.sha256(Path(path).read_bytes()).hexdigest()
            records.decide({photo_id: Choice(DecisionKind.CONFIRMED, chosen, (), sha256)})
    records.close()


def use_version(engine: Engine, version: int) -> Snapshot:
    """Go to a version of the model and catalogue in service."""
    return engine.use_version(engine.serving.store.entry.id, engine.serving.model.base_id, version, ignore)
