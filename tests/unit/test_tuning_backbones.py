"""Every backbone of torchvision, with both heads, can be tuned: one step with random weights."""

import pytest
import torch

from stockmatch.core.model import BACKBONES, CLASSIC, Device, Head, ModelId
from stockmatch.models.backbones import build
from stockmatch.models.device import choose_device
from stockmatch.models.torch_embedder import TorchEmbedder
from stockmatch.tuning.loss import backward_in_batches, pairwise_dot_product, unit_rows
from stockmatch.tuning.trainable import TrainableBackbone
from tests.conftest import garment


@pytest.mark.parametrize("head", Head)
@pytest.mark.parametrize("backbone", [known.id for known in BACKBONES if known.id != CLASSIC and not known.extra])
def test_one_step_moves_weights_but_neither_batch_norm_nor_the_model_in_service(backbone: str, head: Head) -> None:
    torch.manual_seed(0)
    embedder = TorchEmbedder(build(backbone, head), backbone, ModelId("test"), choose_device(Device.CPU))
    prepared = [embedder.prepare(garment(colour, kind)) for kind, colour in enumerate([(200, 30, 30), (30, 160, 40)])]
    in_service = {name: tensor.clone() for name, tensor in embedder.module.state_dict().items()}
    copy = TrainableBackbone(embedder)
    optimiser = torch.optim.Adam(copy.parameters(), lr=5e-5)

    total = unit_rows(torch.from_numpy(copy.embed(prepared))).sum(dim=0)
    before = pairwise_dot_product(total, 2)
    backward_in_batches((unit_rows(vectors) for vectors in copy.batches(prepared, 1)), total, 2)
    snapshot = copy.snapshot()
    optimiser.step()

    after = pairwise_dot_product(unit_rows(torch.from_numpy(copy.embed(prepared))).sum(dim=0), 2)
    assert after != before
    for name, tensor in embedder.module.state_dict().items():
        torch.testing.assert_close(tensor, in_service[name], rtol=0, atol=0)
    copy.restore(snapshot)
    again = pairwise_dot_product(unit_rows(torch.from_numpy(copy.embed(prepared))).sum(dim=0), 2)
    assert again == pytest.approx(before, abs=1e-5)


def test_batch_norm_statistics_and_dropout_stay_as_in_use() -> None:
    embedder = TorchEmbedder(
        build("mobilenet_v2", Head.POOLED), "mobilenet_v2", ModelId("test"), choose_device(Device.CPU)
    )
    prepared = [embedder.prepare(garment((200, 30, 30), kind)) for kind in range(3)]
    copy = TrainableBackbone(embedder)
    statistics = {k: v.clone() for k, v in copy._module.state_dict().items() if "running" in k}
    vectors = next(iter(copy.batches(prepared, 3)))
    assert vectors.requires_grad
    torch.testing.assert_close(vectors.detach(), torch.from_numpy(copy.embed(prepared)), rtol=1e-4, atol=1e-5)
    for name, tensor in copy._module.state_dict().items():
        if name in statistics:
            torch.testing.assert_close(tensor, statistics[name], rtol=0, atol=0)
