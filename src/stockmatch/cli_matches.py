"""The terminal's words about a photo's candidates."""

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

from stockmatch.cli_words import say
from stockmatch.core.calibration import Presence, presence
from stockmatch.core.ranking import Candidate, PhotoMatch


def told_match(photo: Path, found: PhotoMatch) -> Mapping[str, object]:
    """Say what was found of a photo; returns the same and more for ``--json``.

    Args:
        photo: path as given.
        found: with products that share a picture each on its own place.
    """
    said = presence(found.p_value, found.best_belief)
    told = found.error or ("" if said is Presence.PRESENT else f"{said} from the catalogue")
    say(f"{photo}" + (f": {told}" if told else ""))
    for candidate in found.candidates:
        code = f"   ({candidate.code}, by its {candidate.read_from})" if candidate.read_from else ""
        words = ", ".join(filter(None, (candidate.details.colour, candidate.details.size)))
        say(f"  {candidate.rank:2}  {candidate.score:7.3f}  {candidate.sku}{words and f'  {words}'}{code}")
    return {
        "photo": str(photo),
        "candidates": [_content(candidate) for candidate in found.candidates],
        "p_value": found.p_value,
        "presence": said,
        "region": None if found.region is None else asdict(found.region),
        "error": found.error,
    }


def _content(candidate: Candidate) -> Mapping[str, object]:
    return {
        "rank": candidate.rank,
        "sku": candidate.sku,
        "colour": candidate.details.colour,
        "size": candidate.details.size,
        "barcode": candidate.details.barcode,
        "image": candidate.image,
        "score": candidate.score,
        "margin": candidate.margin,
        "evidence": {share.kind.value: share.share for share in candidate.shares},
        "points": max((share.points for share in candidate.shares), default=0),
        "same_picture": list(candidate.twins),
        "seen_before": candidate.seen_before,
        "code": candidate.code,
        "read_from": candidate.read_from,
    }
