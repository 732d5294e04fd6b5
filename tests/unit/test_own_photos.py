"""What a proposed tuning changes for the person's own confirmed photos."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import safetensors.numpy
import torch
from torchvision.models import mobilenet_v3_small

from stockmatch.core.errors import Cancelled, DeviceUnusable
from stockmatch.core.own_photos import MOST_EXAMPLES, OwnPhotos, RankChange, compared
from stockmatch.core.progress import Progress, Stage, ignore
from stockmatch.core.ranking import MatchRequest
from stockmatch.core.settings import Settings
from stockmatch.core.tuning import TuneFigures, TuneMethod, TuneOutcome, TuneReport, TuneStep
from stockmatch.matching.adapter import PartsAdapter
from stockmatch.matching.fusion import Fusion
from stockmatch.models.adapter import adapter_for_saving
from stockmatch.models.classic import DIMENSION
from stockmatch.services import own_photos
from stockmatch.services import tuning as services_tuning
from stockmatch.services.engine import Engine
from tests.decided import confirm
from tests.products import quick, supplier

PRODUCTS, EACH = 10, 3
BACKBONE = "mobilenet_v3_small"


def change(product: int, before: int, after: int, *, taught: bool = False) -> RankChange:
    return RankChange(f"{product}-{before}.jpg", str(product), f"P {product}", f"{product}.png", before, after, taught)


def test_figures_are_apart_for_photos_that_taught_and_those_that_did_not() -> None:
    changes = [change(0, 1, 1, taught=True), change(1, 2, 1, taught=True), change(2, 9, 6), change(3, 1, 2)]
    found = compared(changes, 40, whole=True)
    assert found is not None
    assert found.taught is not None
    assert found.others is not None
    assert (found.taught.photos, found.taught.before, found.taught.after) == (
        2,
        TuneFigures(0.5, 0.0),
        TuneFigures(0.0, 0.0),
    )
    assert (found.others.photos, found.others.before, found.others.after) == (
        2,
        TuneFigures(0.5, 0.5),
        TuneFigures(1.0, 0.5),
    )
    assert (found.products, found.whole) == (40, True)
    assert compared([], 40, whole=True) is None
    alone = compared(changes[2:], 40, whole=False)
    assert alone is not None
    assert alone.taught is None


def test_examples_are_those_that_changed_most_both_ways_each_product_once() -> None:
    changes = [
        change(0, 40, 20),
        change(1, 9, 1),
        change(1, 8, 1),
        change(2, 3, 1),
        change(3, 2, 1),
        change(4, 5, 5),
        change(5, 1, 2),
        change(6, 1, 7),
    ]
    found = compared(changes, 40, whole=True)
    assert found is not None
    assert [(one.sku, one.before, one.after) for one in found.better] == [("1", 9, 1), ("2", 3, 1), ("0", 40, 20)]
    assert len(found.better) == MOST_EXAMPLES
    assert [(one.sku, one.before, one.after) for one in found.worse] == [("6", 1, 7), ("5", 1, 2)]


Opened = Callable[..., Engine]


@pytest.fixture
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Opened:
    """An engine on a catalogue of made-up products, with three confirmed photos of each of them."""
    quick(monkeypatch)
    supplier(tmp_path / "images", range(PRODUCTS))

    def start(*, network: bool = False, each: int = EACH) -> Engine:
        settings = Settings(learn_photos=False)
        if network:
            torch.manual_seed(0)
            torch.save(mobilenet_v3_small(weights=None).state_dict(), tmp_path / "weights.pth")
            settings = replace(settings, backbone=BACKBONE, weights_files={BACKBONE: str(tmp_path / "weights.pth")})
        engine = Engine(tmp_path / "data")
        engine.open_catalogue(str(tmp_path / "images"), settings, ignore)
        confirm(tmp_path, engine, range(PRODUCTS) if each else (), each=each)
        return engine

    return start


def proposing(
    monkeypatch: pytest.MonkeyPatch, weights: bytes, method: TuneMethod, confirmed: int, *, stopped: bool = False
) -> None:
    """Let tuning find these weights, whatever they are worth."""
    outcome = TuneOutcome(
        better=True,
        reason="Better.",
        steps=(TuneStep(0, 1.0, 0.5), TuneStep(1, 0.5, 0.1)),
        chosen_step=1,
        before=TuneFigures(0.5, 0.2),
        after=TuneFigures(0.1, 0.1),
        products=PRODUCTS,
        check_photos=15,
        stopped=stopped,
        seconds=1.0,
        method=method,
        confirmed=confirmed,
    )
    monkeypatch.setattr(services_tuning, "tune", lambda *_, **__: (outcome, weights))


def spoilt_parts(channels: int) -> bytes:
    """A change that hides most of what tells patches apart."""
    rng = np.random.default_rng(0)
    down, up = (rng.normal(size=size).astype(np.float32) for size in ((channels, 8), (8, channels)))
    return PartsAdapter(down, 100 * up).to_bytes()


def rank_in_the_engine(engine: Engine, one: RankChange) -> int:
    found = engine.match(MatchRequest(one.photo, PRODUCTS), ignore)
    return next(candidate.rank for candidate in found.candidates if candidate.sku == one.sku)


def of(report: TuneReport) -> OwnPhotos:
    assert report.own is not None
    return report.own


def test_ranks_are_those_of_the_engine_before_and_after_for_a_change_of_parts(
    opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    patches_alone = Fusion((0.0, 1.0, 0.0, 0.0, 0.0))
    monkeypatch.setattr(Fusion, "before", staticmethod(lambda **_: patches_alone))
    engine = opened(network=True)
    channels = engine.serving.model.embedder.look_size.channels
    proposing(monkeypatch, spoilt_parts(channels), TuneMethod.PARTS, PRODUCTS * EACH)
    stages: list[Stage] = []
    report = engine.tune(lambda progress: stages.append(progress.stage))
    own = of(report)
    assert own.taught is not None
    assert own.others is None
    assert (own.taught.photos, own.products, own.whole) == (PRODUCTS * EACH, PRODUCTS, True)
    assert {Stage.PREPARING, Stage.CHECKING} <= set(stages)
    assert own.worse
    assert all(one.taught and Path(one.photo).is_file() and Path(one.image).is_file() for one in own.worse)
    assert len({one.sku for one in own.worse}) == len(own.worse) <= MOST_EXAMPLES
    assert [rank_in_the_engine(engine, one) for one in own.worse] == [one.before for one in own.worse]
    assert report.version is not None
    engine.keep_tuning(report.catalogue_id, report.version, ignore)
    assert sum(rank_in_the_engine(engine, one) for one in own.worse) > sum(one.before for one in own.worse)


def test_photos_that_taught_nothing_are_said_so_and_another_network_is_judged_among_products(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = opened()
    noise = np.random.default_rng(0).normal(size=(DIMENSION, DIMENSION)).astype(np.float32)
    weights = bytes(safetensors.numpy.save(adapter_for_saving(noise)))
    proposing(monkeypatch, weights, TuneMethod.BACKBONE, 0)
    seen = len(engine.serving.domain)
    own = of(engine.tune(ignore))
    assert own.taught is None
    assert own.others is not None
    assert (own.others.photos, own.products, own.whole) == (PRODUCTS * EACH, PRODUCTS, True)
    assert own.others.before.top1_error <= own.others.after.top1_error
    assert len(engine.serving.domain) == seen


def test_a_model_that_changes_nothing_moves_no_photo(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = opened()
    weights = bytes(safetensors.numpy.save(adapter_for_saving(np.eye(DIMENSION, dtype=np.float32))))
    proposing(monkeypatch, weights, TuneMethod.BACKBONE, 0)
    own = of(engine.tune(ignore))
    assert own.others is not None
    assert own.others.before == own.others.after
    assert (own.better, own.worse) == ((), ())


@pytest.mark.parametrize("torn", [True, False])
def test_photos_and_pictures_that_are_gone_or_other_ones_now_are_left_out(
    opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, torn: bool
) -> None:
    engine = opened()
    weights = bytes(safetensors.numpy.save(adapter_for_saving(np.eye(DIMENSION, dtype=np.float32))))
    proposing(monkeypatch, weights, TuneMethod.BACKBONE, 0)
    (tmp_path / "photo 0 0.png").unlink()
    (tmp_path / "photo 1 0.png").write_bytes((tmp_path / "photo 2 0.png").read_bytes())
    images = tmp_path / "images"
    (images / "P03.png").write_bytes(b"torn" if torn else (images / "P02.png").read_bytes())
    own = of(engine.tune(ignore))
    assert own.others is not None
    assert (own.others.photos, own.products, own.whole) == (PRODUCTS * EACH - 2 - EACH, PRODUCTS - 1, False)


def test_only_the_latest_photos_are_looked_at(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = opened()
    weights = bytes(safetensors.numpy.save(adapter_for_saving(np.eye(DIMENSION, dtype=np.float32))))
    proposing(monkeypatch, weights, TuneMethod.BACKBONE, 0)
    monkeypatch.setattr(own_photos, "MOST_PHOTOS", 4)
    own = of(engine.tune(ignore))
    assert own.others is not None
    assert own.others.photos == 4


@pytest.mark.parametrize(("stage", "photos"), [(Stage.PREPARING, 0), (Stage.CHECKING, 5)])
def test_stopping_keeps_the_proposal_and_what_was_ranked(
    stage: Stage, photos: int, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = opened()
    weights = bytes(safetensors.numpy.save(adapter_for_saving(np.eye(DIMENSION, dtype=np.float32))))
    proposing(monkeypatch, weights, TuneMethod.BACKBONE, 0)

    def stop(progress: Progress) -> None:
        if progress.stage is stage and progress.done == 5:
            raise Cancelled

    report = engine.tune(stop)
    assert report.version is not None
    assert engine.serving.store.tuned_file(report.version).exists()
    if photos:
        own = of(report)
        assert own.others is not None
        assert own.others.photos == photos
    else:
        assert report.own is None


def test_what_goes_wrong_with_examples_costs_no_proposal(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = opened(each=1)
    weights = bytes(safetensors.numpy.save(adapter_for_saving(np.eye(DIMENSION, dtype=np.float32))))
    proposing(monkeypatch, weights, TuneMethod.BACKBONE, 0)

    def full(*_: object, **__: object) -> None:
        raise DeviceUnusable("The memory is too small.")

    monkeypatch.setattr(own_photos, "describe_photo", full)
    report = engine.tune(ignore)
    assert report.version is not None
    assert report.own is None


def test_who_stopped_it_early_does_not_wait_for_examples(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = opened(each=1)
    weights = bytes(safetensors.numpy.save(adapter_for_saving(np.eye(DIMENSION, dtype=np.float32))))
    proposing(monkeypatch, weights, TuneMethod.BACKBONE, 0, stopped=True)
    report = engine.tune(ignore)
    assert report.version is not None
    assert report.own is None


def test_without_decisions_there_is_nothing_to_show(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = opened(each=0)
    weights = bytes(safetensors.numpy.save(adapter_for_saving(np.eye(DIMENSION, dtype=np.float32))))
    proposing(monkeypatch, weights, TuneMethod.BACKBONE, 0)
    assert engine.tune(ignore).own is None
