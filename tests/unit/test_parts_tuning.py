"""Tuning of patches by confirmed photos: what is trained, how it is judged, and what keeping it changes."""

import shutil
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

from stockmatch.core.errors import Cancelled, WeightsRefused
from stockmatch.core.progress import Progress, Report, Stage, ignore
from stockmatch.core.ranking import MatchRequest
from stockmatch.core.scoring import unit
from stockmatch.core.settings import Settings
from stockmatch.core.tuning import TuneFigures, TuneMethod, TuneOutcome, TuneStep
from stockmatch.core.vectors import Floats
from stockmatch.matching.adapter import PartsAdapter, holds_parts_adapter, read_parts_adapter
from stockmatch.matching.domain import PhotoDomain
from stockmatch.matching.patches import patch_score, shut_out
from stockmatch.services import tuning as services_tuning
from stockmatch.services.engine import Engine
from stockmatch.services.own_photos import own_photos
from stockmatch.tuning import adapt as adapting
from stockmatch.tuning import contrast, parts_set
from stockmatch.tuning.adapt import FOLDS, adapt, split
from stockmatch.tuning.contrast import PHOTOS, LowRank, PartsExamples, Trainer, patch_scores, ranks
from stockmatch.tuning.parts_set import choose_products
from stockmatch.tuning.trial import Adapted, Final, smallest_within_one_error
from tests.decided import confirm, use_version
from tests.products import photo, quick, save, supplier

PRODUCTS, CELLS, CHANNELS = 24, 4, 16
USUAL = 2.0
"""How strong what differs by chance is, where what tells products apart has a strength of 1."""


@pytest.fixture(autouse=True)
def fast(monkeypatch: pytest.MonkeyPatch) -> None:
    """Made-up products are learnt in few batches."""
    monkeypatch.setattr(contrast, "LEARNING_RATE", 1e-2)
    monkeypatch.setattr(adapting, "STEPS", 3)


def examples(*, chance: float = USUAL, each: int = 3, seed: int = 0) -> PartsExamples:
    """Products that differ in half of the channels; four others differ by chance, in images and in photos alike."""
    rng = np.random.default_rng(seed)
    same, half = rng.normal(size=(1, CELLS, CHANNELS // 2)), CHANNELS // 2
    images = np.zeros((PRODUCTS, CELLS, CHANNELS))
    images[..., :half] = same + rng.normal(size=(PRODUCTS, CELLS, half))
    truth = [product for product in range(PRODUCTS) for _ in range(each)] * 2
    photos = images[truth].copy()
    images[..., -4:] = chance * rng.normal(size=(PRODUCTS, CELLS, 4))
    photos[..., -4:] = chance * rng.normal(size=(len(truth), CELLS, 4))
    cells, seen = (
        torch.from_numpy(unit(one.reshape(-1, CHANNELS).astype(np.float32)).reshape(one.shape))
        for one in (images, photos)
    )
    here, there = torch.ones(cells.shape[:2]), torch.ones(seen.shape[:2])
    return PartsExamples(cells, here, seen, there, tuple(truth), len(truth) // 2)


def by_patches(known: PartsExamples, photo_number: int, change: PartsAdapter | None) -> int:
    return ranks(known, [photo_number], change)[0]


# What is compared and trained ----------------------------------------------------------------------------------------


@settings(max_examples=25, deadline=None)
@given(st.integers(1, 4), st.integers(1, 4), st.integers(0, 2**31))
def test_scores_of_many_are_those_of_each_pair(photos: int, images: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    cells = [unit(rng.normal(size=(n * 6, 5)).astype(np.float32)).reshape(n, 6, 5) for n in (photos, images)]
    weights = [rng.choice([0, 0.2, 0.7, 1], size=(n, 6)).astype(np.float32) for n in (photos, images)]
    closed = np.stack([shut_out(one) for one in weights[1]])
    tensors = [torch.from_numpy(array) for array in (cells[0], weights[0], cells[1], weights[1], closed)]
    found = patch_scores(*tensors).numpy()
    expected = [
        [patch_score(p, pw, i, iw) for i, iw in zip(cells[1], weights[1], strict=True)]
        for p, pw in zip(cells[0], weights[0], strict=True)
    ]
    np.testing.assert_allclose(found, expected, atol=1e-5)


def test_a_change_begins_as_none_and_is_the_same_in_matching_as_in_training() -> None:
    cells = examples().photos[0]
    change = LowRank(CHANNELS, torch.Generator().manual_seed(0))
    torch.testing.assert_close(change(cells), cells)
    with torch.no_grad():
        change.up.normal_()
    np.testing.assert_allclose(change.taken().applied(cells.numpy()), change(cells).detach().numpy(), atol=1e-6)


def test_training_helps_products_it_has_not_seen() -> None:
    known = examples()
    of_half = [number for number, product in enumerate(known.truth) if product < PRODUCTS // 2]
    others = [number for number, product in enumerate(known.truth) if product >= PRODUCTS // 2]
    trainer = Trainer(known, of_half, seed=0)
    losses = [trainer.step() for _ in range(40)]
    assert np.mean(losses[-10:]) < np.mean(losses[:10]) / 2
    before, after = (np.array(ranks(known, others, change)) for change in (None, trainer.change.taken()))
    assert (before > 1).mean() > 0.2
    assert (after > 1).mean() < (before > 1).mean() / 2


def test_training_is_the_same_for_the_same_seed_and_starts_anew_for_another() -> None:
    known = examples()
    found = []
    for seed in (0, 0, 1):
        trainer = Trainer(known, range(len(known.truth)), seed=seed)
        losses = [trainer.step() for _ in range(3)]
        found.append((losses, trainer.change.taken().up))
    assert found[0][0] == found[1][0] != found[2][0]
    np.testing.assert_array_equal(found[0][1], found[1][1])


def test_a_batch_holds_photos_of_different_products_and_their_images_first() -> None:
    known = examples()
    trainer = Trainer(known, range(len(known.truth)), seed=0)
    for _ in range(20):
        photos, images = trainer._batch()
        products = [known.truth[number] for number in photos]
        assert len(set(products)) == len(products) == PHOTOS
        assert images[: len(photos)] == products
        assert len(set(images)) == len(images)
        assert len({number < known.confirmed for number in photos}) == 1


def test_what_is_not_finite_changes_nothing() -> None:
    known = examples()
    broken = replace(known, photos=torch.full_like(known.photos, torch.nan))
    trainer = Trainer(broken, range(len(known.truth)), seed=0)
    assert np.isnan(trainer.step())
    assert not trainer.change.taken().up.any()
    found = adapt(broken, lambda _photo, _change: (1, 0.0), ignore)
    assert not found.outcome.better
    assert "out of bounds" in found.outcome.reason
    assert found.adapter is None


# How it is judged ----------------------------------------------------------------------------------------------------


@given(st.integers(0, 1000))
@settings(max_examples=10, deadline=None)
def test_no_product_chooses_and_checks_or_judges_what_it_trained(seed: int) -> None:
    known = examples()
    fold, choosing, checking = split(known, seed)
    assert sorted([*choosing, *checking]) == list(range(known.confirmed))
    assert not {known.truth[one] for one in choosing} & {known.truth[one] for one in checking}
    of_product = {known.truth[number]: one for number, one in enumerate(fold)}
    assert all(of_product[known.truth[number]] == one for number, one in enumerate(fold))
    for photos in (choosing, checking):
        assert {fold[number] for number in photos} == set(range(FOLDS))


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ([[2, 2, 2, 2], [1, 1, 1, 1]], 1),
        ([[1, 1, 1, 2], [1, 1, 1, 1]], 0),
        ([[2, 2, 2, 2], [2, 1, 1, 1], [1, 1, 1, 1]], 1),
        ([[1, 1], [2, 2]], 0),
        ([[2, 1], [2, 1]], 0),
    ],
)
def test_the_smallest_step_within_one_error_is_taken(found: list[list[int]], expected: int) -> None:
    assert smallest_within_one_error([[float(rank > 1) for rank in step] for step in found]) == expected


def test_what_helps_is_offered_with_figures_of_the_final_order() -> None:
    known = examples()
    seen: list[TuneStep] = []

    def note(progress: Progress) -> None:
        if isinstance(progress.detail, TuneStep):
            seen.append(progress.detail)

    found = adapt(known, lambda number, change: (by_patches(known, number, change), 0.0), note)
    assert found.outcome.better
    assert found.adapter is not None
    assert found.outcome.method is TuneMethod.PARTS
    assert found.outcome.after.top1_error < found.outcome.before.top1_error
    assert found.outcome.check_photos == len(split(known, 0)[2])
    assert tuple(seen) == found.outcome.steps
    assert [step.step for step in seen] == list(range(len(seen)))
    assert seen[-1].loss < seen[0].loss


def test_better_patches_are_not_offered_where_the_final_order_is_not_better() -> None:
    known = examples()
    for after in (1, 2):
        found = adapt(known, lambda _number, change, after=after: (1 if change is None else after, 0.0), ignore)  # type: ignore[misc]
        assert not found.outcome.better
        assert found.adapter is None
        assert found.outcome.after == found.outcome.before
        assert "did not confirm it" in found.outcome.reason


def test_more_mistakes_among_the_first_five_are_not_offered() -> None:
    known = examples()

    def final(number: int, change: PartsAdapter | None) -> tuple[int, float]:
        if change is None:
            return 2, 0.0
        return 9 if number % 5 == 0 else 1, 0.0

    assert not adapt(known, final, ignore).outcome.better


def test_where_nothing_is_wrong_nothing_is_offered() -> None:
    known = examples(chance=0)
    found = adapt(known, lambda number, change: (by_patches(known, number, change), 0.0), ignore)
    assert not found.outcome.better
    assert "No step" in found.outcome.reason


def test_what_serves_must_be_beaten() -> None:
    known = examples()
    first = adapt(known, lambda number, change: (by_patches(known, number, change), 0.0), ignore)
    assert first.adapter is not None
    again = adapt(
        known, lambda number, change: (by_patches(known, number, change), 0.0), ignore, in_service=first.adapter
    )
    assert not again.outcome.better
    assert again.outcome.before.top1_error < first.outcome.before.top1_error


def test_stopping_judges_what_was_reached_and_before_the_first_step_passes_through() -> None:
    known = examples()

    def stop_after(batches: int) -> Adapted:
        def report(progress: Progress) -> None:
            if progress.stage is Stage.TUNING and progress.done == batches:
                raise Cancelled

        return adapt(known, lambda number, change: (by_patches(known, number, change), 0.0), report)

    found = stop_after(2 * adapting.BATCHES * (FOLDS + 1) + 1)
    assert found.outcome.stopped
    assert len(found.outcome.steps) == 3
    with pytest.raises(Cancelled):
        stop_after(3)


def test_products_of_confirmed_photos_take_part_and_no_picture_twice() -> None:
    chosen = choose_products(range(0, 600, 2), [500, 7, 2], seed=0)
    assert len(chosen) == parts_set.MOST_PRODUCTS
    assert chosen == sorted(set(chosen))
    assert {2, 500} <= set(chosen)
    assert 7 not in chosen


# Its file ------------------------------------------------------------------------------------------------------------


def change_of(channels: int, seed: int = 0) -> PartsAdapter:
    rng = np.random.default_rng(seed)
    down, up = rng.normal(size=(channels, 3)), rng.normal(size=(3, channels))
    return PartsAdapter(down.astype(np.float32), up.astype(np.float32))


def test_a_change_comes_back_from_its_file(tmp_path: Path) -> None:
    file, change = tmp_path / "tuned.safetensors", change_of(7)
    file.write_bytes(change.to_bytes())
    assert holds_parts_adapter(file)
    again = read_parts_adapter(file, 7)
    np.testing.assert_array_equal(again.down, change.down)
    np.testing.assert_array_equal(again.up, change.up)


def test_what_does_not_fit_is_refused_plainly(tmp_path: Path) -> None:
    file, change = tmp_path / "tuned.safetensors", change_of(7)
    file.write_bytes(change.to_bytes())
    with pytest.raises(WeightsRefused, match="8 channels"):
        read_parts_adapter(file, 8)
    file.write_bytes(PartsAdapter(change.down, change.up[:2]).to_bytes())
    with pytest.raises(WeightsRefused, match="7 channels"):
        read_parts_adapter(file, 7)
    file.write_bytes(PartsAdapter(change.down * np.float32(np.nan), change.up).to_bytes())
    with pytest.raises(WeightsRefused, match="not finite"):
        read_parts_adapter(file, 7)
    safetensors.numpy.save_file({"conv.weight": change.down}, file)
    assert not holds_parts_adapter(file)
    with pytest.raises(WeightsRefused, match="7 channels"):
        read_parts_adapter(file, 7)
    file.write_bytes(b"half a file")
    for read in (holds_parts_adapter, lambda path: read_parts_adapter(path, 7)):
        with pytest.raises(WeightsRefused, match="cannot be read"):
            read(file)


# The engine ----------------------------------------------------------------------------------------------------------

BACKBONE = "mobilenet_v3_small"
CATALOGUE, EACH = 10, 3


@pytest.fixture
def engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Engine:
    """An engine with a real network of random weights, and three confirmed photos of each of its products."""
    quick(monkeypatch)
    monkeypatch.setattr(parts_set, "_PSEUDO_PHOTOS", CATALOGUE)
    monkeypatch.setattr(adapting, "STEPS", 1)
    monkeypatch.setattr(adapting, "BATCHES", 2)
    torch.manual_seed(0)
    torch.save(mobilenet_v3_small(weights=None).state_dict(), tmp_path / "weights.pth")
    images = supplier(tmp_path / "images", range(CATALOGUE))
    made = Engine(tmp_path / "data")
    made.open_catalogue(str(images), chosen_settings(tmp_path), ignore)
    confirm(tmp_path, made, range(CATALOGUE), each=EACH)
    return made


def chosen_settings(tmp_path: Path) -> Settings:
    return Settings(BACKBONE, {BACKBONE: str(tmp_path / "weights.pth")}, learn_photos=False)


def found_better(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the training be real and the verdict be that it is better."""

    def verdict(known: PartsExamples, final: object, report: object, **options: object) -> Adapted:
        outcome = TuneOutcome(
            better=True,
            reason="Better.",
            steps=(TuneStep(0, 1.0, 0.5), TuneStep(1, 0.5, 0.1)),
            chosen_step=1,
            before=TuneFigures(0.5, 0.2),
            after=TuneFigures(0.1, 0.1),
            products=len(known.images),
            check_photos=known.confirmed,
            stopped=False,
            seconds=1.0,
            method=TuneMethod.PARTS,
        )
        return Adapted(outcome, change_of(known.images.shape[-1]))

    monkeypatch.setattr(services_tuning, "adapt", verdict)


def learnt_from_confirmed(engine: Engine) -> Adapted | None:
    return services_tuning._adapted(engine.serving, ignore, 0)


def unit_cells(engine: Engine, file: Path) -> Floats:
    cells = engine.serving.see(file)[1].cells
    return unit(cells.reshape(-1, cells.shape[-1]).astype(np.float32))


def test_from_thirty_confirmed_photos_on_they_are_what_tuning_learns_from(engine: Engine, tmp_path: Path) -> None:
    found = learnt_from_confirmed(engine)
    assert found is not None
    assert found.outcome.products == CATALOGUE
    assert 0 < found.outcome.check_photos < CATALOGUE * EACH
    assert found.outcome.better == (found.adapter is not None)
    for number in range(CATALOGUE // 2):
        for seed in range(EACH):
            (tmp_path / f"photo {number} {seed}.png").unlink()
    assert learnt_from_confirmed(engine) is None


def test_photos_of_any_product_with_a_picture_teach(engine: Engine, tmp_path: Path) -> None:
    """They were confirmed for one size of a style, and another size comes first in the catalogue."""
    images = tmp_path / "images"
    for file in sorted(images.iterdir()):
        shutil.copy(file, images / f"A {file.name}")
    snapshot = engine.open_catalogue(str(images), chosen_settings(tmp_path), ignore)
    assert len(snapshot.products) == 2 * CATALOGUE
    assert snapshot.products[0].sku.startswith("A ")
    found = learnt_from_confirmed(engine)
    assert found is not None
    assert found.outcome.products == CATALOGUE
    assert found.outcome.confirmed == CATALOGUE * EACH

    model = engine.serving.model
    proposal = replace(model, adapter=change_of(model.embedder.look_size.channels))
    own = own_photos(engine.serving, proposal, found.outcome, ignore, seed=0)
    assert own is not None
    assert own.taught is not None
    assert (own.taught.photos, own.others) == (CATALOGUE * EACH, None)


def test_what_confirmed_photos_teach_does_not_hang_on_what_was_matched_before(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[PartsExamples] = []

    def noting(examples: PartsExamples, final: Final, report: Report, **options: Any) -> Adapted:
        told.append(examples)
        return adapt(examples, final, report, **options)

    monkeypatch.setattr(services_tuning, "adapt", noting)
    engine.serving.domain = PhotoDomain(engine.serving.domain.shape)
    learnt_from_confirmed(engine)
    engine.match(MatchRequest(save(photo(2, seed=99), tmp_path / "other.png")), ignore)
    learnt_from_confirmed(engine)
    assert torch.equal(told[0].photos, told[1].photos)
    parts = engine.serving.matcher.plain_parts
    assert parts is not None
    own = [
        unit_cells(engine, tmp_path / f"photo {number} {seed}.png")
        for number in range(CATALOGUE)
        for seed in range(EACH)
    ]
    mean = (np.sum([cells.mean(axis=0) for cells in own], axis=0) + 10 * parts.mean) / (len(own) + 10)
    centred = np.stack([parts.centred(cells, mean) for cells in own])
    for taught in told[0].photos[: told[0].confirmed].numpy():
        assert np.abs(centred - taught[: centred.shape[1]]).max(axis=(1, 2)).min() < 1e-4


def test_cells_are_centred_by_all_photos_matched_and_an_explanation_stays(engine: Engine, tmp_path: Path) -> None:
    serving = engine.serving
    serving.domain = PhotoDomain(serving.domain.shape)
    asked, *others = (
        MatchRequest(save(photo(number, seed=50), tmp_path / f"asked {number}.png"), 3) for number in range(4)
    )
    shown = engine.match(asked, ignore).candidates[0].product_key
    before = engine.explain(asked, shown, ignore)
    for other in others:
        engine.match(other, ignore)
    assert engine.explain(asked, shown, ignore).correspondences == before.correspondences
    parts = serving.matcher.plain_parts
    assert parts is not None
    means = [unit_cells(engine, Path(request.photo)).mean(axis=0) for request in (asked, *others)]
    expected = (np.sum(means, axis=0) + 10 * parts.mean) / 14
    np.testing.assert_allclose(serving.domain.cell_mean(parts.mean), expected, atol=1e-6)


def test_keeping_it_needs_no_new_index_going_back_is_one_call_and_damage_gives_way_to_the_untuned(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found_better(monkeypatch)
    asked = MatchRequest(str(tmp_path / "photo 3 0.png"), CATALOGUE)
    untuned, before = engine.serving.snapshot, engine.match(asked, ignore)
    report = engine.tune(ignore)
    assert report.version is not None
    kept = engine.keep_tuning(report.catalogue_id, report.version, ignore)
    assert kept.tuned
    assert kept.new_images == 0
    assert kept.model_id == report.model_id != untuned.model_id
    after = engine.match(asked, ignore)
    assert after.model_id == kept.model_id
    assert [one.shares for one in after.candidates] != [one.shares for one in before.candidates]

    restarted = Engine(tmp_path / "data")
    again = restarted.open_catalogue(str(tmp_path / "images"), chosen_settings(tmp_path), ignore)
    assert (again.model_id, again.new_images) == (kept.model_id, 0)
    assert [one.sku for one in restarted.match(asked, ignore).candidates] == [one.sku for one in after.candidates]
    assert use_version(engine, 0).model_id == untuned.model_id
    assert engine.serving.model.embedder.model_id == engine.serving.model.base_id
    assert [one.sku for one in engine.match(asked, ignore).candidates] == [one.sku for one in before.candidates]

    file = restarted.serving.store.tuned_file(report.version)
    use_version(engine, report.version)
    for damage in (b"half a file", change_of(7).to_bytes()):
        file.write_bytes(damage)
        restarted = Engine(tmp_path / "data")
        found = restarted.open_catalogue(str(tmp_path / "images"), chosen_settings(tmp_path), ignore)
        assert (found.model_id, found.tuned) == (untuned.model_id, False)
        assert [problem.file for problem in found.problems] == [f"tuned model v{report.version}"]
