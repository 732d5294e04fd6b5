"""Every backbone of torchvision, with both heads, can be tuned: one step with random weights."""

import pytest
import torch

from stockmatch.core.model import BACKBONES, CLASSIC, Head, ModelId
from stockmatch.models.backbones import build
from stockmatch.models.device import DeviceChoice
from stockmatch.models.torch_embedder import TorchEmbedder
from stockmatch.tuning.loss import Objective, Seen, backward_in_passes
from stockmatch.tuning.trainable import TrainableBackbone
from tests.conftest import garment


@pytest.mark.parametrize("head", Head)
@pytest.mark.parametrize("backbone", [known.id for known in BACKBONES if known.id != CLASSIC and not known.extra])
def test_one_step_moves_weights_but_neither_batch_norm_nor_the_model_in_service(backbone: str, head: Head) -> None:
    torch.manual_seed(0)
    embedder = TorchEmbedder(build(backbone, head), backbone, ModelId("test"), DeviceChoice("cpu", "CPU"))
    views = [embedder.view(garment(colour, kind)) for kind, colour in enumerate([(200, 30, 30), (30, 160, 40)])]
    in_service = {name: tensor.clone() for name, tensor in embedder.module.state_dict().items()}
    copy = TrainableBackbone(embedder)
    first = embedder.look(views)
    objective = Objective(Seen(torch.from_numpy(first.vectors), torch.from_numpy(first.maps).flatten(1, 2)))

    def loss(seen: Seen) -> torch.Tensor:
        return objective.loss(seen.rows(0, 2), seen.rows(2))

    optimiser = torch.optim.Adam(copy.parameters(), lr=1e-3)
    backward_in_passes(copy.see, [*views, *views[::-1]], loss, 3)
    optimiser.step()

    half = copy.restored(copy.snapshot())
    states = (in_service, half.module.state_dict(), copy._module.state_dict())
    moved = 0
    for name, tensor in embedder.module.state_dict().items():
        before, between, after = (state[name] for state in states)
        torch.testing.assert_close(tensor, before, rtol=0, atol=0)
        torch.testing.assert_close(between, torch.lerp(before, after, 0.5) if before.is_floating_point() else before)
        moved += not torch.equal(before, after)
        assert "running" not in name or torch.equal(before, after)
    assert moved
    assert not half.module.training


def test_batch_norm_statistics_and_dropout_stay_as_in_use() -> None:
    embedder = TorchEmbedder(
        build("mobilenet_v2", Head.POOLED), "mobilenet_v2", ModelId("test"), DeviceChoice("cpu", "CPU")
    )
    views = [embedder.view(garment((200, 30, 30), kind)) for kind in range(3)]
    seen, look = TrainableBackbone(embedder).see(views), embedder.look(views)
    assert seen.looks.requires_grad
    assert look.maps is not None
    torch.testing.assert_close(seen.looks.detach(), torch.from_numpy(look.vectors), rtol=1e-4, atol=1e-5)
    torch.testing.assert_close(seen.cells.detach(), torch.from_numpy(look.maps).flatten(1, 2), rtol=1e-4, atol=1e-5)
