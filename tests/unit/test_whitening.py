"""Tuning of patches in closed form, from pseudo-photos alone."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import safetensors.numpy
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torchvision.models import mobilenet_v3_small

from stockmatch.core.embedder import Pixels
from stockmatch.core.errors import Cancelled, TuningFailed, UnreadableImage, WeightsRefused
from stockmatch.core.evidence import Evidence
from stockmatch.core.message import Message
from stockmatch.core.progress import Progress, Report, Stage, ignore
from stockmatch.core.scoring import unit
from stockmatch.core.settings import Settings
from stockmatch.core.tuning import TuneFigures, TuneMethod, TuneOutcome, TuneStep
from stockmatch.imaging.pseudo_photos import Family
from stockmatch.matching.adapter import PartsAdapter, read_parts_adapter
from stockmatch.matching.fusion import KINDS, softmax, standardised
from stockmatch.matching.patches import patch_score, shut_out
from stockmatch.services import tuning as services_tuning
from stockmatch.services.engine import Engine
from stockmatch.services.pictures import CataloguePictures
from stockmatch.tuning import parts_set
from stockmatch.tuning import tune as backbone_tuning
from stockmatch.tuning.contrast import PartsExamples, judged, ranks
from stockmatch.tuning.parts_set import KnownPhoto
from stockmatch.tuning.trial import Adapted, Final
from stockmatch.tuning.whiten import LEAST_PRODUCTS, RANK, STRENGTHS, WhiteningPath, whiten, within
from tests.products import quick, supplier

PRODUCTS, CELLS, CHANNELS, EACH = 24, 4, 16, 6
HALF = PRODUCTS * EACH // 2


def examples(*, chance: float = 2.0, other_chance: float | None = None, seed: int = 0) -> PartsExamples:
    """Products that differ in half of the channels; four others differ by chance, in images and in photos alike.

    Photos of the second half of the families may differ by more or less chance than those of the first.
    """
    rng = np.random.default_rng(seed)
    half = CHANNELS // 2
    images = np.zeros((PRODUCTS, CELLS, CHANNELS))
    images[..., :half] = rng.normal(size=(1, CELLS, half)) + rng.normal(size=(PRODUCTS, CELLS, half))
    truth = [product for product in range(PRODUCTS) for _ in range(EACH // 2)] * 2
    photos = images[truth].copy()
    images[..., -4:] = chance * rng.normal(size=(PRODUCTS, CELLS, 4))
    photos[..., -4:] = rng.normal(size=(len(truth), CELLS, 4))
    photos[:HALF, :, -4:] *= chance
    photos[HALF:, :, -4:] *= chance if other_chance is None else other_chance
    cells, seen = (
        torch.from_numpy(unit(one.reshape(-1, CHANNELS).astype(np.float32)).reshape(one.shape))
        for one in (images, photos)
    )
    return PartsExamples(cells, torch.ones(cells.shape[:2]), seen, torch.ones(seen.shape[:2]), tuple(truth), 0)


def likelier(_photo: int, change: PartsAdapter | None) -> tuple[int, float]:
    """A final order that finds every product first, and is surer with a change."""
    return 1, 1.0 if change is None else 0.5


def test_what_differs_is_measured_as_the_naive_way_does() -> None:
    known = examples()
    weights = torch.rand(known.photo_weights.shape, generator=torch.Generator().manual_seed(0))
    known = replace(known, photo_weights=weights)
    total, weight = np.zeros((CHANNELS, CHANNELS)), 0.0
    chosen = [0, 5, 70]
    for number in chosen:
        image = known.images[known.truth[number]].numpy()
        closed = shut_out(known.image_weights[known.truth[number]].numpy())
        for cell, much in zip(known.photos[number].numpy(), weights[number].numpy(), strict=True):
            apart = cell - image[(image @ cell - closed).argmax()]
            total += much * np.outer(apart, apart)
            weight += much
    np.testing.assert_allclose(within(known, chosen), total / weight, atol=1e-5)


def test_directions_that_differ_most_count_least_and_no_strength_changes_nothing() -> None:
    known = examples()
    path = WhiteningPath(known, range(HALF))
    nothing = path.change(0.0)
    cells = known.photos[0].numpy()
    np.testing.assert_allclose(nothing.applied(cells), cells, atol=1e-5)
    stretched = np.eye(CHANNELS) + path.change(0.8).down @ path.change(0.8).up
    lengths = np.linalg.norm(stretched, axis=1)
    assert lengths[-4:].max() < lengths[: CHANNELS // 2].min()
    np.testing.assert_allclose(stretched, stretched.T, atol=1e-5)


def test_a_change_goes_half_way_to_the_inverse_root_of_the_spread() -> None:
    known = examples()
    spreads, directions = np.linalg.eigh(within(known, range(HALF)))
    shrunk = 0.8 * spreads + 0.2 * spreads.mean()
    factors = shrunk**-0.5 / np.median(shrunk**-0.5)
    change = WhiteningPath(known, range(HALF)).change(0.8)
    found = directions.T @ (np.eye(CHANNELS) + change.down @ change.up) @ directions
    most = np.argsort(-np.abs(np.log(factors)))[: min(RANK, CHANNELS)]
    np.testing.assert_allclose(np.diag(found)[most], (1 + factors[most]) / 2, rtol=1e-3)


def test_a_change_has_a_bounded_rank() -> None:
    rng = np.random.default_rng(0)
    wide = unit(rng.normal(size=(40, 2 * RANK)).astype(np.float32)).reshape(10, 4, -1)
    shapes = torch.ones((10, 4))
    known = PartsExamples(torch.from_numpy(wide), shapes, torch.from_numpy(wide[::-1].copy()), shapes, (*range(10),), 0)
    change = WhiteningPath(known, range(10)).change(0.7)
    assert change.down.shape == (2 * RANK, RANK)
    assert change.up.shape == (RANK, 2 * RANK)


@given(st.floats(0.5, 3), st.integers(0, 100))
@settings(max_examples=10, deadline=None)
def test_the_loss_is_that_of_the_logit_and_has_no_scale(weight: float, seed: int) -> None:
    known = examples(seed=seed)
    change = WhiteningPath(known, range(HALF)).change(0.7)
    found_ranks, found = judged(known, range(8), change, weight)
    assert found_ranks == ranks(known, range(8), change)
    for photo, loss in enumerate(found):
        cells, truth = change.applied(known.photos[photo].numpy()), known.truth[photo]
        weights = known.photo_weights[photo].numpy(), known.image_weights.numpy()
        images = [change.applied(image) for image in known.images.numpy()]
        scores = np.array(
            [patch_score(cells, weights[0], image, w) for image, w in zip(images, weights[1], strict=True)]
        )
        shares = softmax(weight * standardised(3 * scores + 1))
        assert loss == pytest.approx(-np.log(shares[truth]), abs=1e-3)


def test_what_stands_out_with_other_transformations_is_offered_with_the_final_orders_figures() -> None:
    known = examples()
    seen: list[TuneStep] = []

    def note(progress: Progress) -> None:
        if isinstance(progress.detail, TuneStep):
            seen.append(progress.detail)

    found = whiten(
        known, HALF, lambda photo, change: (1 + (photo == 3 and change is None), likelier(photo, change)[1]), note
    )
    assert found.outcome.better
    assert found.adapter is not None
    assert found.outcome.method is TuneMethod.WHITENING
    checking = [number for number in range(len(known.truth)) if known.truth[number] % 2]
    assert found.outcome.check_photos == len(checking)
    assert found.outcome.before.top1_error == pytest.approx(1 / len(checking))
    assert found.outcome.after.top1_error == 0
    assert found.outcome.confirmed == 0
    assert tuple(seen) == found.outcome.steps
    assert len(seen) == 1 + len(STRENGTHS)
    assert seen[found.outcome.chosen_step].loss < seen[0].loss


def test_the_photos_that_judge_did_not_teach(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each half is judged by a change that the other half alone has taught."""
    known = examples()
    taught: list[list[int]] = []
    original = WhiteningPath.__init__

    def note(self: WhiteningPath, given: PartsExamples, photos: range) -> None:
        taught.append(list(photos))
        original(self, given, photos)

    monkeypatch.setattr(WhiteningPath, "__init__", note)
    changes: dict[int, list[PartsAdapter]] = {}

    def final(photo: int, change: PartsAdapter | None) -> tuple[int, float]:
        if change is not None:
            changes.setdefault(int(photo >= HALF), []).append(change)
        return likelier(photo, change)

    whiten(known, HALF, final, ignore)
    everything = list(range(len(known.truth)))
    assert taught == [everything, everything[HALF:], everything[:HALF]]
    monkeypatch.undo()
    for fold, others in ((0, everything[HALF:]), (1, everything[:HALF])):
        possible = [WhiteningPath(known, others).change(strength).down for strength in STRENGTHS]
        assert any(np.allclose(changes[fold][0].down, one, atol=1e-5) for one in possible)


@pytest.mark.parametrize(
    ("rank", "loss", "why"),
    [(2, 0.5, "more mistakes"), (9, 0.5, "more mistakes"), (1, 99.0, "lost more certainty")],
    ids=["second", "ninth", "much less likely in one photo"],
)
def test_a_worse_final_order_is_not_offered(rank: int, loss: float, why: str) -> None:
    found = whiten(
        examples(),
        HALF,
        lambda photo, change: (rank, loss) if change is not None and photo == 3 else likelier(photo, change),
        ignore,
    )
    assert not found.outcome.better
    assert found.adapter is None
    assert why in found.outcome.reason


def test_a_final_order_that_is_no_surer_is_not_offered() -> None:
    assert not whiten(examples(), HALF, lambda *_: (1, 1.0), ignore).outcome.better


def test_a_single_photo_that_falls_further_back_is_no_veto() -> None:
    """Mistakes on pseudo-photos are too few to count: who was second already may be ninth, if all others gain."""
    found = whiten(
        examples(),
        HALF,
        lambda photo, change: ((9, 1.5) if change else (2, 1.0)) if photo == 3 else likelier(photo, change),
        ignore,
    )
    assert found.outcome.better


def test_where_nothing_is_wrong_nothing_is_offered() -> None:
    found = whiten(examples(chance=0), HALF, likelier, ignore)
    assert not found.outcome.better
    assert "No step" in found.outcome.reason


def test_what_serves_must_be_beaten() -> None:
    known = examples()
    first = whiten(known, HALF, likelier, ignore)
    assert first.adapter is not None
    again = whiten(
        known,
        HALF,
        lambda _photo, change: (1, 1.0 if change is first.adapter else 0.5),
        ignore,
        in_service=first.adapter,
    )
    assert not again.outcome.better


def test_what_is_not_finite_changes_nothing() -> None:
    known = examples()
    found = whiten(replace(known, photos=torch.full_like(known.photos, torch.nan)), HALF, likelier, ignore)
    assert not found.outcome.better
    assert "out of bounds" in found.outcome.reason


def test_pictures_that_are_their_own_photos_are_no_trouble() -> None:
    known = examples()
    same = replace(known, photos=known.images[list(known.truth)])
    found = whiten(same, HALF, likelier, ignore)
    assert not found.outcome.better
    assert np.isfinite([step.loss for step in found.outcome.steps]).all()


def test_stopping_judges_what_was_reached() -> None:
    def report(progress: Progress) -> None:
        if progress.stage is Stage.TUNING and progress.done == 4:
            raise Cancelled

    found = whiten(examples(), HALF, likelier, report)
    assert found.outcome.stopped
    assert len(found.outcome.steps) == 2


def test_its_file_is_that_of_a_change_of_parts(tmp_path: Path) -> None:
    change = WhiteningPath(examples(), range(HALF)).change(0.7)
    (tmp_path / "tuned.safetensors").write_bytes(change.to_bytes())
    again = read_parts_adapter(tmp_path / "tuned.safetensors", CHANNELS)
    np.testing.assert_array_equal(again.down, change.down)


def test_a_change_made_for_cells_of_another_kind_is_refused(tmp_path: Path) -> None:
    """ResNet-50's were of the last map alone once, and of as many channels: nothing else would tell."""
    change = WhiteningPath(examples(), range(HALF)).change(0.7)
    content = {"parts.down": change.down, "parts.up": change.up}
    safetensors.numpy.save_file(content, tmp_path / "tuned.safetensors")
    with pytest.raises(WeightsRefused, match="another version of Stockmatch"):
        read_parts_adapter(tmp_path / "tuned.safetensors", CHANNELS)


# The engine ----------------------------------------------------------------------------------------------------------

BACKBONE = "mobilenet_v3_small"


@pytest.fixture
def engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Engine:
    """An engine with a real network of random weights, and nothing confirmed."""
    quick(monkeypatch)
    monkeypatch.setattr(parts_set, "_PSEUDO_PHOTOS", LEAST_PRODUCTS)
    torch.manual_seed(0)
    torch.save(mobilenet_v3_small(weights=None).state_dict(), tmp_path / "weights.pth")
    images = supplier(tmp_path / "images", range(LEAST_PRODUCTS))
    made = Engine(tmp_path / "data")
    made.open_catalogue(str(images), Settings(BACKBONE, {BACKBONE: str(tmp_path / "weights.pth")}), ignore)
    parts = made.serving.matcher.parts
    assert parts is not None
    assert (parts.earlier, parts.products.shape[1]) == (288, 576)
    return made


def test_without_labels_patches_are_tried_first_on_two_kinds_of_pseudo_photos(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[tuple[Family, ...]] = []
    original = parts_set.make_pseudo_photos

    def note(*args: Any, families: Sequence[Family], **options: Any) -> Iterator[KnownPhoto]:
        made.append(tuple(families))
        return original(*args, families=families, **options)

    seen: dict[str, Any] = {}

    def verdict(known: PartsExamples, half: int, final: Final, report: Report, **options: Any) -> Adapted:
        real = whiten(known, half, final, report, **options)
        change = WhiteningPath(known, range(len(known.truth))).change(0.5)
        seen.update(known=known, half=half, ranks={final(0, None)[0], final(0, change)[0]}, **options)
        figures = TuneFigures(0.1, 0.0)
        return Adapted(replace(real.outcome, better=True, before=figures, after=figures), change)

    monkeypatch.setattr(services_tuning, "make_pseudo_photos", note)
    monkeypatch.setattr(services_tuning, "whiten", verdict)
    report = engine.tune(ignore)
    assert not set(made[0]) & set(made[1])
    assert set(made[0]) | set(made[1]) == set(Family)
    known = seen["known"]
    assert known.confirmed == 0
    assert seen["half"] * 2 == len(known.truth) == 2 * LEAST_PRODUCTS
    assert seen["ranks"] <= set(range(1, LEAST_PRODUCTS + 1))
    assert seen["weight"] == engine.serving.matcher.fusion.weights[KINDS.index(Evidence.PATCHES)]
    assert report.method is TuneMethod.WHITENING
    assert report.version is not None
    kept = engine.keep_tuning(report.catalogue_id, report.version, ignore)
    assert (kept.tuned, kept.new_images) == (True, 0)


def _refused(monkeypatch: pytest.MonkeyPatch) -> list[TuneOutcome]:
    """Let no change of patches stand its check, and the backbone's tuning say that it was tried; what was found."""
    found: list[TuneOutcome] = []

    def verdict(*args: Any, **options: Any) -> Adapted:
        real = whiten(*args, **options)
        found.append(real.outcome)
        return Adapted(replace(real.outcome, better=False), None)

    def give_up(*args: Any, **options: Any) -> Any:
        raise TuningFailed(Message("The backbone was tried."))

    monkeypatch.setattr(services_tuning, "whiten", verdict)
    monkeypatch.setattr(backbone_tuning, "tune", give_up)
    return found


def test_only_products_whose_pictures_are_there_choose_and_check(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every second picture is gone, and every second product is of the check."""
    read = CataloguePictures.read

    def gone(pictures: CataloguePictures, row: int) -> Pixels:
        if row % 2:
            raise UnreadableImage("The file is no longer there.")
        return read(pictures, row)

    monkeypatch.setattr(CataloguePictures, "read", gone)
    tried = _refused(monkeypatch)
    with pytest.raises(TuningFailed, match="backbone was tried"):
        engine.tune(ignore)
    assert not tried
    monkeypatch.setattr(services_tuning, "LEAST_WHITENED", 5)
    with pytest.raises(TuningFailed, match="backbone was tried"):
        engine.tune(ignore)
    assert [(outcome.products, outcome.check_photos > 0) for outcome in tried] == [(LEAST_PRODUCTS // 2, True)]


def test_what_does_not_stand_its_check_gives_way_to_the_backbone(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried = _refused(monkeypatch)
    with pytest.raises(TuningFailed, match="backbone was tried"):
        engine.tune(ignore)
    assert len(tried) == 1


def test_a_change_in_service_does_not_give_way_to_another_kind(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    def verdict(*args: Any, **options: Any) -> Adapted:
        real = whiten(*args, **options)
        change = WhiteningPath(args[0], range(len(args[0].truth))).change(0.5)
        return Adapted(replace(real.outcome, better=True), change)

    monkeypatch.setattr(services_tuning, "whiten", verdict)
    report = engine.tune(ignore)
    assert report.version is not None
    engine.keep_tuning(report.catalogue_id, report.version, ignore)
    monkeypatch.setattr(services_tuning, "LEAST_WHITENED", 10**6)
    with pytest.raises(TuningFailed, match="version in service"):
        engine.tune(ignore)
