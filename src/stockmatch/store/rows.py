"""Rows of the database as the dataclasses of core, and back."""

import json
from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

from stockmatch.core.catalogue import Details
from stockmatch.core.codes import CodeSource
from stockmatch.core.decisions import Choice, Decision, DecisionKind, QueueOrder, QueueView, Showing
from stockmatch.core.evidence import Evidence, EvidenceShare
from stockmatch.core.ranking import Candidate


def view(stored: str | None) -> QueueView:
    """How the person looked at the queue; as at first where that was never said, or by a newer Stockmatch."""
    try:
        values = json.loads(stored or "{}")
        marked = tuple(int(photo_id) for photo_id in values.get("marked", ()))
        return QueueView(Showing(values.get("showing", "all")), QueueOrder(values.get("order", "time")), marked)
    except ValueError:
        return QueueView()


def written_view(queue_view: QueueView) -> str:
    """How the person looks at the queue, for ``view``."""
    values = {"showing": queue_view.showing.value, "order": queue_view.order.value, "marked": queue_view.marked}
    return json.dumps(values)


def columns(choice: Choice) -> dict[str, Any]:
    """A choice as the columns of its decision."""
    chosen = choice.candidate
    return {
        "kind": choice.kind.value,
        "product_key": chosen.product_key if chosen else None,
        "sku": chosen.sku if chosen else None,
        "name": chosen.name if chosen else None,
        "catalogue_image": chosen.image if chosen else None,
        "rank": chosen.rank if chosen else None,
        "score": chosen.score if chosen else None,
        "margin": chosen.margin if chosen else None,
        "offered": [asdict(one) for one in choice.offered],
        "photo_sha256": choice.photo_sha256,
        "model_id": choice.model_id,
        "catalogue_version": choice.catalogue_version,
        "note": choice.note,
        "p_value": choice.p_value,
    }


def candidate(stored: Mapping[str, Any]) -> Candidate:
    """A candidate as it was offered; those of older versions had less."""
    shares = [EvidenceShare(Evidence(s["kind"]), s["share"], s["points"]) for s in stored.get("shares", ())]
    twins, details = tuple(stored.get("twins", ())), Details(**stored.get("details", {}))
    read_from = CodeSource(stored["read_from"]) if stored.get("read_from") else None
    alike = tuple(candidate(one) for one in stored.get("alike", ()))
    restored = {"shares": tuple(shares), "twins": twins, "details": details, "read_from": read_from, "alike": alike}
    return Candidate(**{**stored, **restored})


def decision(row: Any) -> Decision:
    """A stored decision."""
    offered = tuple(candidate(stored) for stored in row.offered)
    chosen = None
    if row.product_key is not None:
        chosen = Candidate(row.rank, row.product_key, row.sku, row.name, row.catalogue_image, row.score, row.margin)
        shown = next(
            (one for place in offered for one in (place.alike or (place,)) if one.product_key == row.product_key),
            chosen,
        )
        chosen = replace(
            chosen,
            images=shown.images,
            shares=shown.shares,
            twins=shown.twins,
            seen_before=shown.seen_before,
            details=shown.details,
            code=shown.code,
            read_from=shown.read_from,
            narrowed=shown.narrowed,
        )
    choice = Choice(
        DecisionKind(row.kind),
        chosen,
        offered,
        row.photo_sha256,
        row.model_id,
        row.catalogue_version,
        row.note,
        row.p_value,
    )
    return Decision(row.id, row.photo_id, choice, row.decided_by, row.decided_at, row.batch)
