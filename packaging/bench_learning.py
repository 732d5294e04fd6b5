"""Measure what confirming half of a catalogue's photographed products does for the photos that are still to come.

Run by ``bench.py learning``; prints one JSON object. The decisions go through the records and the engine of the window.
What was done in the same data folder is taken up, so that an hour can be spread.
"""

import argparse
import csv
import hashlib
import json
import random
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from stockmatch.core.catalogue import Product
from stockmatch.core.decisions import Choice, DecisionKind
from stockmatch.core.progress import ignore
from stockmatch.core.ranking import Candidate, MatchRequest
from stockmatch.core.settings import Settings
from stockmatch.services.engine import Engine
from stockmatch.store.library import Library
from stockmatch.store.records import SqliteRecords
from stockmatch.study.statistics import bootstrap_by_product

_CONFIRMED_EACH = 5
_KINDS = ("confirmed products", "other products")


def confirm(records: SqliteRecords, photos: Sequence[str], product: Product) -> None:
    """Decide that these photos show the product."""
    chosen = Candidate(1, product.key, product.sku, product.name, product.images[0].path, 1.0, None)
    for photo in photos:
        photo_id = records.add_photos([photo]).photos[-1].id
        sha256 = hashlib.sha256(Path(photo).read_bytes()).hexdigest()
        records.decide({photo_id: Choice(DecisionKind.CONFIRMED, chosen, (), sha256)})


def kept(file: Path, measure: Callable[[], Any]) -> Any:
    """What was measured before and kept in a file, else what is measured now, kept there."""
    if not file.exists():
        found = measure()
        file.write_text(json.dumps(found), "utf-8")
    return json.loads(file.read_text("utf-8"))


def summary(told: Sequence[tuple[str, bool, bool]]) -> Mapping[str, Any]:
    """Top-1 errors of photos, as (product, wrong before, wrong after), and the interval of their difference.

    A product's photos are drawn together, in whichever split it was.
    """
    products = [product for product, _, _ in told]
    before, after = (np.array([one[place] for one in told], np.float64) for place in (1, 2))
    low, high = bootstrap_by_product(list(after - before), np.unique(products, return_inverse=True)[1])
    return {
        "photos": len(told),
        "before": round(float(before.mean()), 4),
        "after": round(float(after.mean()), 4),
        "interval": [round(low, 4), round(high, 4)],
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data_dir", type=Path)
    parser.add_argument("source", type=Path, help="a catalogue and queries, with pairs.csv")
    parser.add_argument("backbone")
    parser.add_argument("weights", type=Path)
    parser.add_argument("splits", type=int)
    options = parser.parse_args()
    catalogue = options.source / "catalogue"
    settings = Settings(options.backbone, {options.backbone: str(options.weights)})
    engine = Engine(options.data_dir)
    snapshot = engine.open_catalogue(str(catalogue), settings, ignore)
    of_image = {str(Path("catalogue") / image.path): one for one in snapshot.products for image in one.images}
    with (options.source / "pairs.csv").open(encoding="utf-8") as file:
        right = {str(options.source / row["query"]): of_image[row["target"]] for row in csv.DictReader(file)}
    for photo in right:
        engine.match(MatchRequest(photo), ignore)  # all of them are in the queue, as in the queue protocol

    def wrong(photo: str) -> bool:
        return engine.match(MatchRequest(photo, 1), ignore).candidates[0].sku != right[photo].sku

    before = kept(options.data_dir / "before.json", lambda: {photo: wrong(photo) for photo in right})
    photographed = {product.sku: product for product in right.values()}
    entry = Library(options.data_dir).find(catalogue)
    assert entry is not None
    records = SqliteRecords(entry)

    def split(seed: int) -> dict[str, list[tuple[str, bool, bool]]]:
        while records.load().can_undo:
            records.undo()
        chance = random.Random(seed)
        confirmed = set(chance.sample(sorted(photographed), len(photographed) // 2))
        left = []
        for sku in sorted(photographed):
            photos = [photo for photo, product in right.items() if product.sku == sku]
            taken = chance.sample(photos, min(_CONFIRMED_EACH, len(photos))) if sku in confirmed else []
            left += [photo for photo in photos if photo not in taken]
            confirm(records, taken, photographed[sku])
        while not engine.learn(True, ignore).complete:
            pass
        found: dict[str, list[tuple[str, bool, bool]]] = {kind: [] for kind in _KINDS}
        for photo in left:
            sku = right[photo].sku
            found[_KINDS[sku not in confirmed]].append((sku, before[photo], wrong(photo)))
        return found

    told: dict[str, list[tuple[str, bool, bool]]] = {kind: [] for kind in _KINDS}
    for seed in range(options.splits):
        found = kept(options.data_dir / f"split {seed}.json", partial(split, seed))
        for kind in _KINDS:
            told[kind] += found[kind]
    records.close()
    print(json.dumps({kind: summary(photos) for kind, photos in told.items()}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
