"""Tuning: the loss is exact in minibatches, and a worse model is never offered."""

import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import safetensors.numpy
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from stockmatch.core.embedder import Embedder, Pixels, Prepared
from stockmatch.core.errors import Cancelled, CatalogueError, TuningFailed
from stockmatch.core.evaluation import sign_test
from stockmatch.core.model import Device, ModelId, ModelRef, Similarity
from stockmatch.core.progress import Meter, Progress, Stage, ignore
from stockmatch.core.settings import Settings
from stockmatch.core.tuning import LEAST_PRODUCTS, TuneReport, TuneStep
from stockmatch.imaging.pseudo_photos import Family
from stockmatch.matching.fusion import Fusion
from stockmatch.models.classic import ClassicEmbedder
from stockmatch.models.loading import load_embedder
from stockmatch.services.engine import Engine
from stockmatch.tuning import descent
from stockmatch.tuning import tune as tuning
from stockmatch.tuning.final_order import FinalOrder
from stockmatch.tuning.loss import Objective, Seen, backward_in_passes, frame_potential, unit_rows
from stockmatch.tuning.pseudo_set import made_of
from stockmatch.tuning.trainable import trainable
from stockmatch.tuning.verdict import SIGNIFICANT, refusal_in_final_order
from tests.conftest import garment
from tests.decided import use_version
from tests.fakes import say
from tests.products import quick


@settings(max_examples=30, deadline=None)
@given(st.integers(2, 5), st.integers(1, 4), st.integers(1, 10), st.booleans(), st.integers(0, 2**31))
def test_the_gradient_in_passes_is_the_full_batch_one(
    count: int, cells: int, batch: int, trained: bool, seed: int
) -> None:
    """Whether cells move with the weights, as a network's do, or not, as Classic's."""
    rng = np.random.default_rng(seed)
    views = [rng.normal(size=(cells, 3)).astype(np.float32) for _ in range(2 * count)]
    weight = torch.from_numpy(rng.normal(size=(3, 4)).astype(np.float32)).requires_grad_()

    def see(chosen: Sequence[Prepared]) -> Seen:
        parts = torch.from_numpy(np.stack(chosen)) @ weight
        return Seen(parts.mean(dim=1), parts if trained else torch.from_numpy(np.stack(chosen)))

    with torch.no_grad():
        objective = Objective(see(views[:count]))

    def loss(seen: Seen) -> torch.Tensor:
        return objective.loss(seen.rows(0, count), seen.rows(count))

    full = loss(see(views))
    (expected,) = torch.autograd.grad(full, weight)
    assert backward_in_passes(see, views, loss, batch) == pytest.approx(full.item(), rel=1e-5)
    assert weight.grad is not None
    torch.testing.assert_close(weight.grad, expected, rtol=1e-4, atol=1e-5 * float(expected.abs().max()))


@given(st.integers(0, 6), st.integers(1, 4), st.integers(0, 2**31))
def test_the_frame_potential_is_the_mean_over_pairs(count: int, dimension: int, seed: int) -> None:
    torch.manual_seed(seed)
    rows = unit_rows(torch.randn(count, dimension, dtype=torch.float64))
    pairs = [float(rows[i] @ rows[j]) ** 2 for i in range(count) for j in range(i)]
    assert float(frame_potential(rows)) == pytest.approx(np.mean(pairs) if pairs else 0.0, abs=1e-9)


def test_only_orthogonal_vectors_have_no_frame_potential() -> None:
    opposite = torch.tensor([[1.0, 0.0], [-1.0, 0.0]])
    assert float(frame_potential(opposite)) == 1.0
    assert float(frame_potential(torch.eye(2))) == 0.0


def test_the_objective_is_less_where_photos_resemble_their_own_products() -> None:
    torch.manual_seed(0)
    products = Seen(torch.randn(4, 6), torch.randn(4, 3, 5))
    objective = Objective(products)
    turned = Seen(products.looks[[1, 2, 3, 0]], None if products.cells is None else products.cells[[1, 2, 3, 0]])
    own, other = (float(objective.loss(products, photos)) for photos in (products, turned))
    assert own < other
    looks, patches = objective.logits(products, products)
    assert looks.argmax(dim=1).tolist() == patches.argmax(dim=1).tolist() == [0, 1, 2, 3]
    one = objective.logits(products.rows(1, 2), products)
    torch.testing.assert_close(torch.stack(one)[:, 0], torch.stack([looks, patches])[:, 1])


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fewer pseudo-photos and steps: what is asked here needs no proof."""
    quick(monkeypatch)
    for name, value in (("_CHOOSE_PHOTOS", 10), ("_CHECK_PHOTOS", 12)):
        monkeypatch.setattr(tuning, name, value)
    for name, value in (("STEPS", 3), ("DESCENTS", 2)):
        monkeypatch.setattr(descent, name, value)


def pictures(count: int) -> list[Pixels]:
    rng = np.random.default_rng(1)
    return [garment(tuple(rng.integers(0, 255, 3)), kind) for kind in range(count)]


@pytest.fixture(scope="module")
def classic() -> ClassicEmbedder:
    return ClassicEmbedder(ModelId("classic-test"))


def test_classics_adapter_starts_as_identity_and_goes_half_way(classic: ClassicEmbedder, tmp_path: Path) -> None:
    views = [classic.view(picture) for picture in pictures(3)]
    copy, seen = trainable(classic), classic.look(views)
    np.testing.assert_allclose(copy.see(views).looks.detach(), seen.vectors, atol=1e-6)
    np.testing.assert_allclose(copy.see(views).cells, seen.maps.reshape(3, 49, -1))
    with torch.no_grad():
        copy.parameters()[0].mul_(3)
    (tmp_path / "tuned.safetensors").write_bytes(copy.snapshot())
    loaded = load_embedder(ModelRef(tuned_file=str(tmp_path / "tuned.safetensors")), Device.CPU)
    for model in (loaded, copy.restored(copy.snapshot())):
        np.testing.assert_allclose(model.look(views).vectors, 2 * seen.vectors, rtol=1e-5)
    assert loaded.model_id != load_embedder(ModelRef(), Device.CPU).model_id


def test_tuning_leaves_the_model_as_it_was_and_reports_every_step(classic: ClassicEmbedder) -> None:
    images = pictures(5)
    before = classic.embed([classic.prepare(images[0])])
    seen: list[TuneStep] = []

    def note(progress: Progress) -> None:
        if isinstance(progress.detail, TuneStep):
            seen.append(progress.detail)

    found = tuning.tune(classic, images, note).outcome
    assert seen == list(found.steps)
    assert [step.step for step in found.steps] == list(range(len(found.steps)))
    assert found.steps[-1].loss < found.steps[0].loss
    assert found.products == 5
    np.testing.assert_array_equal(before, classic.embed([classic.prepare(images[0])]))


@pytest.mark.parametrize("seed", range(3))
def test_what_is_offered_is_never_worse_in_the_check(classic: ClassicEmbedder, seed: int) -> None:
    tuned = tuning.tune(classic, pictures(6), ignore, seed=seed, learning_rate=1e-4)
    found = tuned.outcome
    assert (tuned.weights is not None) == found.better
    if found.better:
        assert found.after.top1_error <= found.before.top1_error
    else:
        assert found.chosen_step == 0
        assert "stays as it was" in found.reason


def test_a_step_that_only_looks_better_is_not_offered(
    classic: ClassicEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    say(monkeypatch, [1.0, 0.5, 0.2], [1] * 31 + [2], [1] * 30 + [2, 2])
    tuned = tuning.tune(classic, pictures(5), ignore)
    assert not tuned.outcome.better
    assert tuned.weights is None
    assert tuned.outcome.after == tuned.outcome.before
    assert "more mistakes on other pseudo-photos (6.2 % top-1 error against 3.1 %)" in tuned.outcome.reason


def test_what_is_no_better_by_itself_is_not_offered(classic: ClassicEmbedder, monkeypatch: pytest.MonkeyPatch) -> None:
    say(monkeypatch, [1.0, 0.5], [2] * 30, [1] * 30, likelier=False)
    found = tuning.tune(classic, pictures(5), ignore).outcome
    assert not found.better
    assert "found only 0 of 5 products more clearly by itself and 5 less so" in found.reason


def test_what_settles_the_final_order_of_too_few_products_is_not_offered(
    classic: ClassicEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    say(monkeypatch, [1.0, 0.5], [2] * 24 + [1] * 6, [1] * 30)
    found = tuning.tune(classic, pictures(5), ignore).outcome
    assert not found.better
    assert "likelier for 4 of 5 products and less likely for 0, which may be chance" in found.reason


def test_too_few_products_to_prove_anything_are_refused_at_once(
    classic: ClassicEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert sign_test(LEAST_PRODUCTS - 1, 0) > SIGNIFICANT
    with pytest.raises(TuningFailed, match="at least 5 different products"):
        tuning.tune(classic, pictures(LEAST_PRODUCTS - 1), ignore)
    say(monkeypatch, [1.0, 0.5], [2] * 30, [1] * 30)
    assert tuning.tune(classic, pictures(LEAST_PRODUCTS), ignore).outcome.better


def test_a_tuned_model_gives_way_only_to_one_that_is_better_than_the_untuned_one_too(
    classic: ClassicEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    served = ClassicEmbedder(ModelId("served"), np.eye(750, dtype=np.float32))
    for untuned, better in (([1] * 30, False), ([2] * 30, True)):
        say(monkeypatch, [1.0, 0.5], [2] * 30, untuned, [1] * 29 + [2])
        found = tuning.tune(served, pictures(5), ignore, frozen=classic).outcome
        assert found.better is better
        assert ("no better than the untuned model" in found.reason) is not better


def test_a_step_that_the_check_confirms_is_offered(classic: ClassicEmbedder, monkeypatch: pytest.MonkeyPatch) -> None:
    say(monkeypatch, [1.0, 0.6, 0.3, 0.4], [2] * 30, [1] * 30)
    tuned = tuning.tune(classic, pictures(5), ignore)
    assert tuned.outcome.better
    assert tuned.outcome.chosen_step == 2
    assert tuned.weights is not None
    assert (tuned.outcome.before.top1_error, tuned.outcome.after.top1_error) == (1.0, 0.0)


def test_no_mistake_more_among_the_first_five_is_offered(
    classic: ClassicEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    for last, better in ((6, False), (5, True)):
        say(monkeypatch, [1.0, 0.5], [3] * 30, [1] * 24 + [2] * 5 + [last])
        found = tuning.tune(classic, pictures(5), ignore).outcome
        assert found.better is better
        assert ("3.3 % top-5 error against 0.0 %" in found.reason) is not better


@pytest.mark.parametrize("tuned", [False, True])
def test_the_check_asks_the_models_themselves(
    classic: ClassicEmbedder, monkeypatch: pytest.MonkeyPatch, *, tuned: bool
) -> None:
    served = ClassicEmbedder(ModelId("served"), 1.1 * np.eye(750, dtype=np.float32)) if tuned else classic
    asked: list[np.ndarray] = []

    class Asked(FinalOrder):
        def __init__(self, pictures: Sequence[Pixels], photos: Sequence[tuple[int, Pixels]], **how: Any) -> None:
            assert how == {"fusion": Fusion((2.0, 1.0, 1.0, 0.5, 1.0)), "similarity": Similarity.EUCLIDEAN}
            assert len(pictures) == 5
            self.picture, self.photos = pictures[0], len(photos)

        def under(self, embedder: Embedder, _: Meter) -> list[tuple[int, float]]:
            asked.append(embedder.embed([embedder.prepare(self.picture)]))
            return [(1, 3.0 - len(asked))] * self.photos

    say(monkeypatch, [1.0, 0.5], [1] * 30)
    monkeypatch.setattr(tuning, "FinalOrder", Asked)
    images = pictures(5)
    found = tuning.tune(
        served,
        images,
        ignore,
        frozen=classic if tuned else None,
        fusion=Fusion((2.0, 1.0, 1.0, 0.5, 1.0)),
        similarity=Similarity.EUCLIDEAN,
    )
    assert found.weights is not None
    (matrix,) = safetensors.numpy.load(found.weights).values()
    plain = [classic.prepare(images[0])]
    expected = [model.embed(plain) for model in ((served, classic) if tuned else (served,))]
    np.testing.assert_allclose(np.concatenate(asked), np.concatenate([*expected, plain @ matrix]), rtol=1e-5)
    assert not np.allclose(asked[0], asked[-1], rtol=1e-7)


def test_the_final_order_under_a_further_model_is_as_if_it_were_the_first(classic: ClassicEmbedder) -> None:
    rng = np.random.default_rng(3)
    other = ClassicEmbedder(ModelId("other"), rng.normal(size=(750, 750)).astype(np.float32))
    images = pictures(4)
    photos = [(product, made_of(images[product], list(Family), rng)) for product in (0, 2, 3)]
    orders = [FinalOrder(images, photos, fusion=None, similarity=Similarity.COSINE) for _ in range(2)]
    meter = Meter(ignore, Stage.CHECKING, 21)
    first, after = (orders[0].under(model, meter) for model in (classic, other))
    assert after == orders[1].under(other, meter)
    assert after != first


def test_more_products_likelier_are_not_enough_where_the_others_lose_more() -> None:
    products, after = range(6), [(1, 0.9)] * 5 + [(1, 2.0)]
    reason = refusal_in_final_order(3, products, [(1, 1.0)] * 6, after)
    assert reason is not None
    assert "which may be chance" in reason
    many = range(10)
    reason = refusal_in_final_order(3, many, [(1, 1.0)] * 10, [(1, 0.9)] * 9 + [(1, 2.0)])
    assert reason is not None
    assert "lost more certainty than it won" in reason
    assert refusal_in_final_order(3, many, [(1, 1.0)] * 10, [(1, 0.9)] * 9 + [(1, 1.5)]) is None


def test_what_fails_in_the_check_is_not_offered(classic: ClassicEmbedder, monkeypatch: pytest.MonkeyPatch) -> None:
    say(monkeypatch, [1.0, 0.5], [2] * 30, None)
    found = tuning.tune(classic, pictures(5), ignore).outcome
    assert not found.better
    assert "out of bounds" in found.reason


def test_a_rate_that_diverges_ends_with_the_model_as_it_was(classic: ClassicEmbedder) -> None:
    tuned = tuning.tune(classic, pictures(5), ignore, learning_rate=1e25)
    found = tuned.outcome
    assert not found.better
    assert "out of bounds" in found.reason
    assert all(np.isfinite(step.loss) for step in found.steps)


def test_stopping_judges_what_was_reached(classic: ClassicEmbedder) -> None:
    def stop(progress: Progress) -> None:
        if progress.stage is Stage.TUNING and progress.done == descent.DESCENTS + 2:
            raise Cancelled

    tuned = tuning.tune(classic, pictures(5), stop)
    found = tuned.outcome
    assert found.stopped
    assert len(found.steps) == 2


def test_it_can_be_stopped_after_every_batch(classic: ClassicEmbedder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(descent, "_BATCH", 1)
    seen: list[int] = []

    def note(progress: Progress) -> None:
        if progress.stage is Stage.TUNING and progress.detail is None:
            seen.append(progress.done)

    tuning.tune(classic, pictures(5), note)
    at_first, judged, passes, views = 1, 3, 2, 10
    assert seen.count(0) == at_first + judged + passes * views


def test_cancelling_before_the_first_step_passes_through(classic: ClassicEmbedder) -> None:
    def stop(progress: Progress) -> None:
        if progress.stage is Stage.PREPARING:
            raise Cancelled

    with pytest.raises(Cancelled):
        tuning.tune(classic, pictures(5), stop)


def test_keep_serves_the_tuned_model_after_a_restart_and_going_back_is_one_call(
    catalogue: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    say(monkeypatch, [1.0, 0.5], [2] * 12, [1] * 12)
    engine = Engine(tmp_path / "data")
    untuned = engine.open_catalogue(str(catalogue), Settings(), ignore)
    report = engine.tune(ignore)
    assert report.version is not None
    assert engine.serving.snapshot.model_id == untuned.model_id
    kept = engine.keep_tuning(report.catalogue_id, report.version, ignore)
    assert kept.tuned
    assert kept.model_id == report.model_id

    restarted = Engine(tmp_path / "data")
    assert restarted.open_catalogue(str(catalogue), Settings(), ignore).model_id == kept.model_id
    assert [(v.version, v.in_service) for v in restarted.versions(ignore)] == [(0, False), (report.version, True)]
    frozen = Engine(tmp_path / "data", frozen=True)
    assert frozen.open_catalogue(str(catalogue), Settings(), ignore).model_id == untuned.model_id
    assert use_version(restarted, 0).model_id == untuned.model_id
    assert not Engine(tmp_path / "data").open_catalogue(str(catalogue), Settings(), ignore).tuned


def test_a_tuning_that_is_kept_and_stopped_on_its_way_into_service_can_be_used_later(
    catalogue: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    say(monkeypatch, [1.0, 0.5], [2] * 12, [1] * 12)
    engine = Engine(tmp_path / "data")
    untuned = engine.open_catalogue(str(catalogue), Settings(), ignore)
    report = engine.tune(ignore)
    assert report.version is not None

    def stop(_progress: Progress) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        engine.keep_tuning(report.catalogue_id, report.version, stop)
    assert engine.serving.snapshot == untuned
    say(monkeypatch, [1.0, 0.5], [2] * 12, [1] * 12)
    engine.tune(ignore)
    assert [(v.version, v.in_service) for v in engine.versions(ignore)] == [(0, True), (report.version, False)]
    assert use_version(engine, report.version).model_id == report.model_id


def test_a_discarded_proposal_leaves_nothing(catalogue: Path, tmp_path: Path) -> None:
    engine = Engine(tmp_path / "data")
    engine.open_catalogue(str(catalogue), Settings(), ignore)
    store = engine.serving.store
    report = engine.tune(ignore)
    version = store.propose_version("classic", "base", b"weights", (report.before, report.after), {})
    assert store.tuned_file(version).exists()
    engine.discard_tuning(report.catalogue_id, version, ignore)
    assert not store.tuned_file(version).parent.exists()
    assert store.kept_versions("base") == ()


def test_a_damaged_tuned_model_gives_way_to_the_untuned_one_and_says_so(
    catalogue: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    say(monkeypatch, [1.0, 0.5], [2] * 12, [1] * 12)
    engine = Engine(tmp_path / "data")
    untuned = engine.open_catalogue(str(catalogue), Settings(), ignore)
    report = engine.tune(ignore)
    version = report.version
    assert version is not None
    engine.keep_tuning(report.catalogue_id, version, ignore)
    engine.serving.store.tuned_file(version).write_bytes(b"half a file")

    restarted = Engine(tmp_path / "data")
    snapshot = restarted.open_catalogue(str(catalogue), Settings(), ignore)
    assert snapshot.model_id == untuned.model_id
    assert not snapshot.tuned
    assert [problem.file for problem in snapshot.problems] == [f"tuned model v{version}", "broken.jpg"]


def test_a_proposal_that_nobody_answered_goes_with_the_next(
    catalogue: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = Engine(tmp_path / "data")
    engine.open_catalogue(str(catalogue), Settings(), ignore)
    for _ in range(2):
        say(monkeypatch, [1.0, 0.5], [2] * 12, [1] * 12)
        report = engine.tune(ignore)
    assert report.version is not None
    kept = engine.serving.store.tuned_file(report.version)
    assert list((engine.serving.store.entry.folder / "models").glob("*/*.safetensors")) == [kept]


@pytest.fixture
def proposed(catalogue: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Engine, TuneReport, Path]:
    """An engine that found a better model for its catalogue, and the folder of another with a proposal of its own."""
    engine = Engine(tmp_path / "data")
    other = Path(shutil.copytree(catalogue, tmp_path / "other"))
    for source in (other, catalogue):
        say(monkeypatch, [1.0, 0.5], [2] * 12, [1] * 12)
        snapshot = engine.open_catalogue(str(source), Settings(), ignore)
        report = engine.tune(ignore)
        assert (report.catalogue_id, report.version) == (snapshot.catalogue_id, 1)
    return engine, report, other


def test_a_tuning_is_kept_for_its_own_catalogue_whichever_is_open(
    proposed: tuple[Engine, TuneReport, Path], catalogue: Path
) -> None:
    engine, report, other = proposed
    assert report.version is not None
    untuned = engine.open_catalogue(str(other), Settings(), ignore)
    assert engine.keep_tuning(report.catalogue_id, report.version, ignore) == untuned
    assert engine.serving.snapshot == untuned
    assert not Engine(engine._library._root.parent).open_catalogue(str(other), Settings(), ignore).tuned
    again = engine.open_catalogue(str(catalogue), Settings(), ignore)
    assert (again.tuned, again.model_id) == (True, report.model_id)


def test_a_version_is_used_for_its_own_catalogue_whichever_is_open(
    proposed: tuple[Engine, TuneReport, Path], catalogue: Path
) -> None:
    engine, report, other = proposed
    assert report.version is not None
    own, base_id = report.catalogue_id, engine.serving.model.base_id
    engine.keep_tuning(own, report.version, ignore)
    for version, tuned in ((0, False), (report.version, True)):
        untuned = engine.open_catalogue(str(other), Settings(), ignore)
        assert engine.use_version(own, base_id, version, ignore) == untuned == engine.serving.snapshot
        assert engine.open_catalogue(str(catalogue), Settings(), ignore).tuned is tuned
    with pytest.raises(CatalogueError, match="does not belong"):
        engine.use_version(own, ModelId("another"), report.version, ignore)


def test_a_tuning_is_discarded_of_its_own_catalogue(proposed: tuple[Engine, TuneReport, Path]) -> None:
    engine, report, other = proposed
    assert report.version is not None
    own = engine.serving.store.tuned_file(report.version)
    engine.open_catalogue(str(other), Settings(), ignore)
    others = engine.serving.store.tuned_file(report.version)
    assert own.exists()
    assert others.exists()
    engine.discard_tuning(report.catalogue_id, report.version, ignore)
    assert (own.exists(), others.exists()) == (False, True)
    with pytest.raises(CatalogueError, match="not there any more"):
        engine.keep_tuning(report.catalogue_id, report.version, ignore)
    with pytest.raises(CatalogueError, match="There is no catalogue"):
        engine.keep_tuning("gone", report.version, ignore)


def test_a_catalogue_opened_while_another_is_tuned_gets_nothing_of_it(
    catalogue: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    say(monkeypatch, [1.0, 0.5], [2] * 12, [1] * 12)
    engine = Engine(tmp_path / "data")
    other = Path(shutil.copytree(catalogue, tmp_path / "other"))
    own = engine.open_catalogue(str(catalogue), Settings(), ignore)

    def switch(progress: Progress) -> None:
        if progress.stage is Stage.CHECKING and engine.serving.snapshot == own:
            engine.open_catalogue(str(other), Settings(), ignore)

    report = engine.tune(switch)
    assert report.version is not None
    assert report.catalogue_id == own.catalogue_id != engine.serving.snapshot.catalogue_id
    assert not engine.serving.store.tuned_file(report.version).exists()
    engine.keep_tuning(report.catalogue_id, report.version, ignore)
    assert engine.open_catalogue(str(catalogue), Settings(), ignore).model_id == report.model_id


def test_a_tuning_of_another_backbone_than_is_in_use_by_now_counts_for_that_one(
    proposed: tuple[Engine, TuneReport, Path], catalogue: Path
) -> None:
    engine, report, _ = proposed
    assert report.version is not None
    model = engine.serving.model
    engine.serving.model = replace(model, base_id=ModelId("another"))
    assert engine.keep_tuning(report.catalogue_id, report.version, ignore) == engine.serving.snapshot
    assert engine.serving.store.version_in_service(model.base_id) == report.version
