"""Tuning on catalogues that are too small, too large, torn, doubled or changed; a rate that diverges."""

import os
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image
from torchvision.models import mobilenet_v3_small

from stockmatch.core.embedder import Pixels
from stockmatch.core.errors import DeviceUnusable, TuningFailed
from stockmatch.core.model import Device, ModelId, ModelRef
from stockmatch.core.progress import Progress, Stage, ignore
from stockmatch.core.settings import Settings
from stockmatch.core.tuning import TuneOutcome
from stockmatch.models.classic import ClassicEmbedder
from stockmatch.models.loading import load_embedder
from stockmatch.models.torch_embedder import TorchEmbedder
from stockmatch.services import tuning as services_tuning
from stockmatch.services.engine import Engine
from stockmatch.services.pictures import CataloguePictures
from stockmatch.services.serving import Serving
from stockmatch.tuning import descent
from stockmatch.tuning import tune as tuning
from stockmatch.tuning.tune import MAX_PRODUCTS, Tuned
from tests.products import product, quick, supplier


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fewer pseudo-photos: what is asked here needs no proof."""
    quick(monkeypatch)
    monkeypatch.setattr(tuning, "_CHOOSE_PHOTOS", 10)
    monkeypatch.setattr(tuning, "_CHECK_PHOTOS", 12)
    monkeypatch.setattr(descent, "STEPS", 3)
    monkeypatch.setattr(descent, "DESCENTS", 2)


def opened(folder: Path, products: Sequence[int]) -> Engine:
    engine = Engine(folder / "data")
    engine.open_catalogue(str(supplier(folder / "images", products)), Settings(), ignore)
    return engine


def unharmed(engine: Engine, model_id: ModelId | str) -> None:
    """What served before serves on, and nothing is left behind."""
    assert engine.serving.snapshot.model_id == model_id
    assert [version.version for version in engine.versions(ignore)] == [0]
    assert not list(engine.serving.store.entry.folder.glob("models/*"))


def test_one_product_is_refused_plainly(tmp_path: Path) -> None:
    engine = opened(tmp_path, [0])
    with pytest.raises(TuningFailed, match="at least 5 different products"):
        engine.tune(ignore)
    unharmed(engine, engine.serving.model.base_id)


def test_two_products_of_one_picture_are_one(tmp_path: Path) -> None:
    engine = opened(tmp_path, [0])
    shutil.copy(tmp_path / "images" / "P00.png", tmp_path / "images" / "Q00.png")
    engine.open_catalogue(str(tmp_path / "images"), Settings(), ignore)
    assert len(engine.serving.snapshot.products) == 2
    with pytest.raises(TuningFailed, match="at least 5 different products"):
        engine.tune(ignore)


def test_two_products_whose_pictures_show_the_same_in_other_bytes_are_not_torn_apart(tmp_path: Path) -> None:
    engine = opened(tmp_path, range(4))
    Image.fromarray(product(0)).save(tmp_path / "images" / "Q00.bmp")
    engine.open_catalogue(str(tmp_path / "images"), Settings(), ignore)
    assert len(engine.serving.snapshot.products) == 5
    report = engine.tune(ignore)
    assert not report.better
    assert "stays as it was" in report.reason


@pytest.mark.parametrize("count", [5, 6])
def test_few_products_are_tuned_on_and_judged(count: int, tmp_path: Path) -> None:
    engine = opened(tmp_path, range(count))
    report = engine.tune(ignore)
    assert report.products == count
    assert report.check_photos > 0
    assert all(np.isfinite([step.loss, step.pseudo_error]).all() for step in report.steps)
    assert report.better == (report.version is not None)


def test_products_that_share_a_picture_take_part_once(tmp_path: Path) -> None:
    engine = opened(tmp_path, range(5))
    for number in (1, 2):
        shutil.copy(tmp_path / "images" / f"P0{number}.png", tmp_path / "images" / f"OTHER{number}X.png")
    engine.open_catalogue(str(tmp_path / "images"), Settings(), ignore)
    assert len(engine.serving.snapshot.products) == 7
    assert engine.tune(ignore).products == 5


def test_of_twenty_thousand_products_only_those_that_take_part_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = opened(tmp_path, range(2))
    read: list[int] = []
    kept: list[int] = []

    def pictures(_pictures: CataloguePictures, products: Sequence[int]) -> Iterator[Pixels | None]:
        for number in products:
            read.append(number)
            yield None if number % 5 == 0 else np.full((4, 4, 3), number % 256, np.uint8)

    def tune(_embedder: object, images: Sequence[Pixels], *_: object, **__: object) -> Tuned:
        kept.append(len(images))
        raise TuningFailed("Seen enough.")

    monkeypatch.setattr("stockmatch.services.tuning.LEAST_WHITENED", 20_001)
    monkeypatch.setattr(Serving, "distinct", lambda _serving: list(range(20_000)))
    monkeypatch.setattr(CataloguePictures, "first_of", pictures)
    monkeypatch.setattr(tuning, "tune", tune)
    with pytest.raises(TuningFailed, match="Seen enough"):
        engine.tune(ignore)
    assert kept == [MAX_PRODUCTS]
    assert len(set(read)) == len(read) < 2 * MAX_PRODUCTS
    assert max(read) > 10_000


def test_pictures_that_are_torn_or_go_half_way_are_left_out(tmp_path: Path) -> None:
    engine = opened(tmp_path, range(8))
    model_id = engine.serving.snapshot.model_id

    def tear(progress: Progress) -> None:
        if progress.stage is Stage.PREPARING and progress.total == 8 and progress.done == 4:
            (tmp_path / "images" / "P05.png").unlink(missing_ok=True)
            os.truncate(tmp_path / "images" / "P06.png", 60)

    report = engine.tune(tear)
    assert report.products == 6
    assert engine.serving.snapshot.model_id == model_id


def test_where_hardly_any_picture_can_be_read_it_says_so(tmp_path: Path) -> None:
    engine = opened(tmp_path, range(5))
    for number in range(1, 4):
        (tmp_path / "images" / f"P0{number}.png").write_bytes(b"torn")
    with pytest.raises(TuningFailed, match="3 of 5 pictures cannot be read"):
        engine.tune(ignore)
    unharmed(engine, engine.serving.model.base_id)


def diverged(found: Tuned, rate: float) -> TuneOutcome:
    outcome = found.outcome
    assert found.weights is None, rate
    assert not outcome.better
    assert "stays as it was" in outcome.reason
    assert all(np.isfinite([step.loss, step.pseudo_error]).all() for step in outcome.steps)
    return outcome


@pytest.mark.parametrize("rate", [1e3, 1e25])
def test_a_rate_that_diverges_leaves_classic_as_it_was(rate: float) -> None:
    embedder = ClassicEmbedder(ModelId("classic-test"))
    images = [product(number) for number in range(5)]
    before = embedder.embed([embedder.prepare(image) for image in images])
    diverged(tuning.tune(embedder, images, ignore, learning_rate=rate), rate)
    np.testing.assert_array_equal(embedder.embed([embedder.prepare(image) for image in images]), before)


def test_a_rate_of_a_thousand_leaves_a_network_as_it_was_and_says_so(tmp_path: Path) -> None:
    torch.manual_seed(0)
    torch.save(mobilenet_v3_small(weights=None).state_dict(), tmp_path / "weights.pth")
    embedder = load_embedder(ModelRef("mobilenet_v3_small", str(tmp_path / "weights.pth")), Device.CPU)
    assert isinstance(embedder, TorchEmbedder)
    images = [product(number) for number in range(5)]
    before = {name: tensor.clone() for name, tensor in embedder.module.state_dict().items()}
    outcome = diverged(tuning.tune(embedder, images, ignore, learning_rate=1e3), 1e3)
    assert "out of bounds" in outcome.reason
    after = embedder.module.state_dict()
    assert all(torch.equal(tensor, after[name]) for name, tensor in before.items())


def with_room_for(images: int | None, weights: Path) -> TorchEmbedder:
    """A network whose device holds what so many images leave behind for the gradient; None for any number."""
    embedder = load_embedder(ModelRef("mobilenet_v3_small", str(weights)), Device.CPU)
    assert isinstance(embedder, TorchEmbedder)

    def refuse(_module: torch.nn.Module, given: tuple[torch.Tensor]) -> None:
        if images is not None and torch.is_grad_enabled() and len(given[0]) > images:
            raise torch.OutOfMemoryError("out of memory")

    embedder.module.register_forward_pre_hook(refuse)
    return embedder


def test_training_goes_on_in_smaller_batches_where_memory_is_small(tmp_path: Path) -> None:
    torch.manual_seed(0)
    torch.save(mobilenet_v3_small(weights=None).state_dict(), tmp_path / "weights.pth")
    images = [product(number) for number in range(5)]
    plenty, little = (
        tuning.tune(with_room_for(room, tmp_path / "weights.pth"), images, ignore).outcome.steps for room in (None, 1)
    )
    assert len(plenty) == 4
    np.testing.assert_allclose([step.loss for step in little], [step.loss for step in plenty], rtol=1e-4)
    with pytest.raises(DeviceUnusable, match="too small for one image"):
        tuning.tune(with_room_for(0, tmp_path / "weights.pth"), images, ignore)


def test_a_device_with_no_room_for_the_optimiser_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise torch.OutOfMemoryError("out of memory")

    monkeypatch.setattr(torch.optim.Adam, "step", refuse)
    with pytest.raises(DeviceUnusable, match="too small"):
        tuning.tune(ClassicEmbedder(ModelId("classic-test")), [product(number) for number in range(5)], ignore)


def test_a_catalogue_that_changes_meanwhile_is_reported_as_it_was(tmp_path: Path) -> None:
    engine = opened(tmp_path, range(5))
    before = engine.serving.snapshot

    def add(progress: Progress) -> None:
        if progress.stage is Stage.TUNING and engine.serving.snapshot == before:
            supplier(tmp_path / "images", [7])
            engine.open_catalogue(str(tmp_path / "images"), Settings(), ignore)

    report = engine.tune(add)
    assert (report.catalogue, report.catalogue_version) == (before.name, before.version)
    assert report.products == 5
    assert engine.serving.snapshot.version == before.version + 1
    assert len(engine.serving.snapshot.products) == 6
    assert services_tuning.tune(engine.serving, ignore, seed=0)[0].products == 6
