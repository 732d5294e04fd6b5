"""The study's training and the other methods against slower or simpler ways to the same figures."""

from pathlib import Path

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import nn

from stockmatch.core.model import Device
from stockmatch.models.device import choose_device
from stockmatch.study import descriptors, networks, triplets
from stockmatch.study.judging import kept_share
from stockmatch.study.material import MOST_IN_LOSS, Material
from stockmatch.study.training import Pictures, descend, mean_squared_cosine, pair_sum, train
from stockmatch.tuning.loss import unit_rows
from tests.products import photo, product, save


def network() -> nn.Sequential:
    """A small one with a batch norm and dropout."""
    torch.manual_seed(1)
    return nn.Sequential(
        nn.Conv2d(3, 6, 3), nn.BatchNorm2d(6), nn.ReLU(), nn.Dropout(0.3), nn.AdaptiveAvgPool2d(1), nn.Flatten()
    )


def material(folder: Path, numbers: list[int], shots: int = 1) -> Material:
    """Made-up products and photos of them."""
    images = [Path(save(product(n), folder / f"P{n}.png")) for n in numbers]
    photos = [Path(save(photo(n, s), folder / f"photo{n}-{s}.png")) for n in numbers for s in range(shots)]
    truth = tuple(frozenset({place}) for place in range(len(numbers)) for _ in range(shots))
    return Material(
        tuple(images),
        tuple(range(len(images))),
        tuple(str(n) for n in numbers),
        tuple(photos),
        tuple(path.name for path in photos),
        truth,
        "made up",
    )


@given(st.integers(2, 8), st.integers(1, 5), st.integers(0, 2**31))
def test_the_losses_are_what_their_names_say(count: int, dimension: int, seed: int) -> None:
    vectors = np.random.default_rng(seed).normal(size=(count, dimension)).astype(np.float32)
    rows = vectors.astype(np.float64) / np.linalg.norm(vectors, axis=1, keepdims=True)
    dots = [float(rows[i] @ rows[j]) for i in range(count) for j in range(i)]
    assert float(pair_sum(torch.from_numpy(rows.sum(axis=0)), count)) == pytest.approx(sum(dots), abs=1e-6)
    assert mean_squared_cosine(vectors) == pytest.approx(float(np.mean(np.square(dots))), abs=1e-6)


@pytest.mark.parametrize("faithful", [False, True])
def test_a_step_in_batches_is_the_step_of_the_sum_over_all_pairs(faithful: bool) -> None:
    images = [torch.randn(3, 3, 12, 12), torch.randn(4, 3, 14, 10)]
    ours, plain = network(), network()
    torch.manual_seed(5)
    loss = descend(ours, images, torch.optim.SGD(ours.parameters(), lr=0.1), faithful=faithful)

    torch.manual_seed(5)
    plain.train(faithful)
    rows = torch.cat([unit_rows(plain(batch)) for batch in images])
    expected = torch.stack([rows[i] @ rows[j] for i in range(7) for j in range(i)]).sum()
    expected.backward()  # type: ignore[no-untyped-call]
    torch.optim.SGD(plain.parameters(), lr=0.1).step()
    assert loss == pytest.approx(expected.item(), abs=1e-4)
    assert not ours.training
    for name, tensor in plain.state_dict().items():
        torch.testing.assert_close(ours.state_dict()[name], tensor, rtol=1e-3, atol=1e-5, msg=name)


def test_only_the_studys_way_moves_batch_statistics() -> None:
    for faithful in (False, True):
        module = network()
        before = module.state_dict()["1.running_mean"].clone()
        descend(module, [torch.randn(5, 3, 9, 9)], torch.optim.Adam(module.parameters(), lr=5e-5), faithful=faithful)
        assert torch.equal(before, module.state_dict()["1.running_mean"]) is not faithful


def test_a_curve_that_goes_out_of_bounds_ends_and_says_where(tmp_path: Path) -> None:
    made = material(tmp_path, [1, 2, 3])
    embedder = networks.from_random("mnasnet0_5", 0, choose_device(Device.CPU))
    pictures = Pictures(made, embedder, 0)
    curve = train(embedder, made, pictures, steps=3, faithful=False, seed=0, tick=lambda _: None, learning_rate=1e30)
    assert curve.diverged is not None
    assert len(curve.ranks) == curve.diverged <= 3
    assert np.isfinite(curve.squared).all()


def test_the_same_seed_gives_the_same_random_network_and_leaves_the_global_state_alone() -> None:
    choice = choose_device(Device.CPU)
    state = torch.random.get_rng_state()
    first, same, other = (networks.from_random("mnasnet0_5", seed, choice).module.state_dict() for seed in (3, 3, 4))
    assert torch.equal(torch.random.get_rng_state(), state)
    name = next(iter(first))
    assert torch.equal(first[name], same[name])
    assert not torch.equal(first[name], other[name])


def test_restored_batch_norms_change_nothing_in_use(tmp_path: Path) -> None:
    made = material(tmp_path, [1, 2, 3, 4])
    embedder = networks.from_random("mobilenet_v3_small", 0, choose_device(Device.CPU))
    assert networks.batch_norm(embedder.module) == "folded"  # a fresh network's statistics are identities, too
    pictures = Pictures(made, embedder, 0)
    live = networks.restored(embedder, pictures.photos)
    assert networks.batch_norm(live.module) == "live"
    assert networks.batch_norm(nn.Conv2d(3, 3, 1)) == "none"
    np.testing.assert_allclose(live.embed(pictures.images), embedder.embed(pictures.images), rtol=1e-3, atol=1e-4)


def test_what_draws_in_training_is_known() -> None:
    assert networks.draws(network())
    assert not networks.draws(nn.Sequential(nn.Dropout(0.0), nn.BatchNorm2d(3)))


@given(st.integers(2, 7), st.integers(0, 2**31))
def test_kept_answers_are_a_share(products: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    before, after = (np.array([rng.permutation(9)[:products] for _ in range(4)]) for _ in range(2))
    assert kept_share(before, before) == 1
    assert 0 <= kept_share(before, after) <= 1


def test_prints_are_told_apart_by_descriptors(tmp_path: Path) -> None:
    made = material(tmp_path, [1, 2, 3, 4])
    for kind in descriptors.KINDS:
        found = descriptors.judge(kind, made, lambda _: None)
        if kind.maker() is None:
            assert found.ranks == []
            assert "OpenCV" in found.why_not
        else:
            assert found.ranks == [1, 1, 1, 1]
    assert descriptors.KINDS[0].maker() is not None
    assert descriptors.KINDS[1].maker() is not None


def test_a_head_learns_from_other_products_what_to_overlook(tmp_path: Path) -> None:
    """What tells products apart is weak, and how a photo was taken is strong: triplets of other products teach that."""
    products, shots, wide = 30, 2, 24
    made = material(tmp_path, [1])
    made = Material(
        made.images * products,
        tuple(range(products)),
        tuple(map(str, range(products))),
        made.photos * (products * shots),
        tuple(map(str, range(products * shots))),
        tuple(frozenset({n}) for n in range(products) for _ in range(shots)),
        "made up",
    )
    rng = np.random.default_rng(0)
    looks = np.hstack([rng.normal(size=(products, wide)), np.zeros((products, 4))])
    taken = np.hstack([np.zeros((products * shots, wide)), rng.normal(size=(products * shots, 4)) * 6])
    nuisance = np.hstack([np.zeros((products, wide)), rng.normal(size=(products, 4)) * 6])
    images = (looks + nuisance).astype(np.float32)
    photos = (np.repeat(looks, shots, axis=0) + taken).astype(np.float32)
    found = triplets.cross_validate(made, images, photos, 0, lambda _: None)
    assert found.folds == triplets.FOLDS
    assert np.mean([rank > 1 for rank in found.before]) > 0.5
    assert np.mean([rank > 1 for rank in found.after]) < 0.5 * np.mean([rank > 1 for rank in found.before])


@pytest.mark.parametrize("seed", [0, 1])
def test_a_photos_own_answer_does_not_train_the_head_that_judges_it(seed: int) -> None:
    """The head comes out the same whatever a left-out product and its photo look like."""
    rng = np.random.default_rng(seed)
    images, photos = (rng.normal(size=(6, 8)).astype(np.float32) for _ in range(2))
    truth = tuple(frozenset({n}) for n in range(6))
    made = Material((), tuple(range(6)), tuple("abcdef"), (), (), truth, "")
    left_out, trained_on = {2}, np.array([n != 2 for n in range(6)])
    head = triplets._trained(made, images, photos, left_out, trained_on, seed=0)
    other_photos, other_images = photos.copy(), images.copy()
    other_photos[2], other_images[2] = rng.normal(size=8), rng.normal(size=8)
    same = triplets._trained(made, other_images, other_photos, left_out, trained_on, seed=0)
    torch.testing.assert_close(head.up, same.up)


def test_a_large_catalogue_gives_the_loss_a_sample(tmp_path: Path) -> None:
    big = Material((), tuple(n // 2 for n in range(400)), tuple(map(str, range(200))), (), (), (), "")
    chosen = big.in_loss(0)
    assert len(chosen) == MOST_IN_LOSS == len(set(chosen))
    assert all(image % 2 == 0 for image in chosen)
    assert chosen != big.in_loss(1)
