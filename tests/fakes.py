"""Stand-ins for what cannot be waited for or arranged: a catalogue that tuning really helps, a match in two stages."""

import os
import time
from collections.abc import Sequence
from dataclasses import replace
from itertools import cycle
from pathlib import Path

import pytest

from stockmatch.composition import build_engine
from stockmatch.core.catalogue import Preview, Snapshot
from stockmatch.core.errors import NotFinite, UnreadableImage
from stockmatch.core.evidence import Correspondence, Evidence, EvidenceShare, Explanation, Region
from stockmatch.core.ports import MatchingEngine
from stockmatch.core.progress import Progress, Report, Stage, ignore
from stockmatch.core.ranking import Candidate, MatchRequest, PhotoMatch
from stockmatch.core.settings import Settings
from stockmatch.core.table import TablePreview
from stockmatch.services.engine import Engine

CHOOSE_PHOTOS, CHECK_PHOTOS = 8, 16
PROPOSED = Region(0.15, 0.1, 0.85, 0.9)
SHARES = (
    EvidenceShare(Evidence.LOOK, 0.3),
    EvidenceShare(Evidence.PATCHES, 0.2),
    EvidenceShare(Evidence.KEYPOINTS, 0.4, 31),
    EvidenceShare(Evidence.COLOUR, 0.06),
    EvidenceShare(Evidence.DETAILS, 0.04),
)


def engine_that_tuning_helps(data_dir: Path) -> MatchingEngine:
    """The real engine with real training of one descent; only the verdict of the pseudo-photos is arranged.

    Runs in the engine's process. For a catalogue of ``CHOOSE_PHOTOS`` products.
    """
    patch = pytest.MonkeyPatch()
    say(patch, [1.0, 0.5], [2] * CHECK_PHOTOS, [1] * CHECK_PHOTOS)
    return build_engine(data_dir)


def say(
    patch: pytest.MonkeyPatch, choose: Sequence[float], *check: Sequence[int] | None, likelier: bool = True
) -> None:
    """Let pseudo-photos say what tuning is worth; training itself is real, and short.

    Args:
        patch: undoes it.
        choose: the loss of those that choose, after each step.
        check: in the check the ranks under each model, the proposal's last; None for a model that fails. Again and
            again, one tuning after the other.
        likelier: whether looks and patches alone make every product of the check likelier.
    """
    from stockmatch.tuning import descent, tune  # noqa: PLC0415 - in the engine's process only
    from stockmatch.tuning.final_order import FinalOrder  # noqa: PLC0415

    photos_of_check = len(check[0] or ())
    choosing, judging = cycle(choose), cycle([1.0, 0.5 if likelier else 1.5])
    finals = cycle(check)

    def judged(_model: object, _objective: object, _views: object, photos: Sequence[object], _: object) -> object:
        said = next(judging) if len(photos) == photos_of_check else next(choosing)
        return [1] * len(photos), [said] * len(photos)

    def under(*_: object) -> list[tuple[int, float]]:
        ranks = next(finals)
        if ranks is None:
            raise NotFinite
        return [(rank, float(rank)) for rank in ranks]

    patch.setattr(descent, "STEPS", len(choose) - 1)
    patch.setattr(descent, "DESCENTS", 1)
    patch.setattr(tune, "_CHOOSE_PHOTOS", CHOOSE_PHOTOS)
    patch.setattr(tune, "_CHECK_PHOTOS", photos_of_check)
    for module in (descent, tune):
        patch.setattr(module, "judged", judged)
    patch.setattr(FinalOrder, "under", under)


class StagedEngine(Engine):
    """The real engine whose matches come in two stages, arranged: the shortlist, and once a file is there the rest.

    Files in the data folder steer it: with ``hold`` the final order and explanations wait until it is gone. What was
    asked is appended to ``asked``, one request a line. The final order swaps the shortlist's second and third.
    """

    def __init__(self, data_dir: Path) -> None:
        super().__init__(data_dir)
        self._data = data_dir

    def match(self, request: MatchRequest, report: Report) -> PhotoMatch:
        with (self._data / "asked").open("a") as file:
            file.write(f"{Path(request.photo).name} {request.region} {request.colour.value} {request.k}\n")
        plain = super().match(request, ignore)
        if plain.error is not None or len(plain.candidates) < 3:
            return plain
        region = request.region or PROPOSED
        first, second, third, *rest = plain.candidates
        early = [first, second, third, *rest]
        shortlist = replace(
            plain, candidates=_ranked(early, shares=False), final=False, region=region, proposed=request.region is None
        )
        report(Progress(Stage.MATCHING, detail=shortlist))
        self._wait(report)
        final = _ranked([first, third, second, *rest], shares=True)
        return replace(shortlist, candidates=final, final=True, p_value=0.6)

    def explain(self, request: MatchRequest, product_key: str, report: Report) -> Explanation:
        self._wait(report)
        if not Path(request.photo).exists():
            raise UnreadableImage("The photo is not there any more.")
        product = next(one for one in self.serving.snapshot.products if one.key == product_key)
        joined = [
            Correspondence(kind, (0.3 + n / 40, 0.3 + n / 30), (0.35 + n / 45, 0.25 + n / 30), 1 - n / 14)
            for kind, count in ((Evidence.DETAILS, 2), (Evidence.KEYPOINTS, 12), (Evidence.PATCHES, 5))
            for n in range(count)
        ]
        return Explanation(
            request.photo,
            product_key,
            product.images[0].path,
            request.region or PROPOSED,
            Region(0.1, 0.1, 0.9, 0.95),
            SHARES,
            tuple(joined),
        )

    def _wait(self, report: Report) -> None:
        while (self._data / "hold").exists():
            report(Progress(Stage.MATCHING))
            time.sleep(0.01)


class HeldEngine(Engine):
    """The real engine, held by files in the data folder.

    With ``unlisted`` no source is listed, with ``closed`` none opened until it is gone.
    """

    def __init__(self, data_dir: Path) -> None:
        super().__init__(data_dir)
        self._unlisted, self._closed = data_dir / "unlisted", data_dir / "closed"

    def preview(self, source: str, report: Report) -> Preview | TablePreview:
        while self._unlisted.exists():
            report(Progress(Stage.SCANNING, 1))
            time.sleep(0.02)
        return super().preview(source, report)

    def open_catalogue(self, source: str, settings: Settings, report: Report) -> Snapshot:
        while self._closed.exists():
            report(Progress(Stage.EMBEDDING, 1, 81))
            time.sleep(0.02)
        return super().open_catalogue(source, settings, report)


class FragileEngine(Engine):
    """The real engine, which a weights file kills, as one kills it that takes more memory than there is."""

    def check_weights(self, _backbone: str, _weights_file: str, _report: Report) -> None:
        os._exit(1)


def _ranked(found: Sequence[Candidate], *, shares: bool) -> tuple[Candidate, ...]:
    beliefs = [0.88, 0.06, 0.03] + [0.02 / len(found)] * (len(found) - 3)
    return tuple(
        replace(
            candidate,
            rank=place + 1,
            score=belief,
            margin=belief - beliefs[place + 1] if place + 1 < len(found) else None,
            shares=SHARES[: 4 if place % 2 == 0 else 2] if shares else (),
            twins=(found[2].sku,) if place == 1 else (),
        )
        for place, (candidate, belief) in enumerate(zip(found, beliefs, strict=True))
    )
