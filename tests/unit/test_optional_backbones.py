"""The networks of the extra ``fashion``, with random weights; skipped where the extra is not installed."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import safetensors.torch
import torch

from stockmatch.core.errors import WeightsRefused
from stockmatch.core.model import BACKBONES, Device, Head, ModelId, ModelRef
from stockmatch.models import loading
from stockmatch.models.backbones import ARCHITECTURES, build, shapes
from stockmatch.models.device import choose_device
from stockmatch.models.hub import HUB_FILES
from stockmatch.models.loading import identify, load_embedder
from stockmatch.models.optional_backbones import OPTIONAL
from stockmatch.models.torch_embedder import TorchEmbedder, state_for_saving
from stockmatch.tuning.loss import Objective, Seen, backward_in_passes
from stockmatch.tuning.trainable import TrainableBackbone
from tests.conftest import garment

open_clip: Any = pytest.importorskip("open_clip")
timm: Any = pytest.importorskip("timm")
pytest.importorskip("huggingface_hub")

TOWERS = {
    "marqo_fashion_siglip": "ViT-B-16-SigLIP",
    "siglip2_vit_b_16": "ViT-B-16-SigLIP2",
    "clip_vit_b_16": "ViT-B-16-quickgelu",
}
TIMM = {
    "dinov2_vit_s_14": "vit_small_patch14_dinov2.lvd142m",
    "dinov3_vit_s_16": "vit_small_patch16_dinov3.lvd1689m",
    "convnextv2_tiny": "convnextv2_tiny.fcmae_ft_in22k_in1k",
}
VECTOR_CHANNELS_STRIDE = {
    "marqo_fashion_siglip": (768, 768, 16),
    "clip_vit_b_16": (512, 768, 16),
    "dinov2_vit_s_14": (384, 384, 14),
    "dinov3_vit_s_16": (384, 384, 16),
    "convnextv2_tiny": (768, 768, 32),
}
"""SigLIP 2's network is the same as Marqo-FashionSigLIP's, which a test makes sure of."""
SHORT_TEXT = {"layers": 1, "width": 8, "heads": 1, "vocab_size": 9, "context_length": 5}


@pytest.fixture
def shallow(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Networks of the same kind with one block instead of twelve, so that tests of every kind stay quick."""
    create, configure = timm.create_model, open_clip.get_model_config

    def create_shallow(name: str, **options: Any) -> Any:
        depth = {"depths": (1, 1, 1, 1)} if name.startswith("convnext") else {"depth": 1}
        return create(name, **options, **depth)

    def configure_shallow(name: str) -> Any:
        config = configure(name)
        config["vision_cfg"]["layers"] = 1
        return config

    monkeypatch.setattr(timm, "create_model", create_shallow)
    monkeypatch.setattr(open_clip, "get_model_config", configure_shallow)
    shapes.cache_clear()
    yield
    shapes.cache_clear()


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A folder that is emptied at once: pytest keeps its own for three runs, and these files are large."""
    yield tmp_path
    shutil.rmtree(tmp_path)


def library_model(backbone: str) -> torch.nn.Module:
    """The whole model as its library makes it, with random weights; text towers made small."""
    torch.manual_seed(1)
    if backbone in TIMM:
        made: torch.nn.Module = timm.create_model(TIMM[backbone], pretrained=False)
        return made.eval()
    config = open_clip.get_model_config(TOWERS[backbone])
    kind = open_clip.CustomTextCLIP if config.get("custom_text") else open_clip.CLIP
    options = {key: config[key] for key in ("quick_gelu", "init_logit_bias") if key in config}
    clip: torch.nn.Module = kind(config["embed_dim"], config["vision_cfg"], SHORT_TEXT, **options)
    return clip.eval()


def library_vectors(backbone: str, model: Any, images: torch.Tensor) -> torch.Tensor:
    with torch.inference_mode():
        if backbone in TOWERS:
            return torch.as_tensor(model.encode_image(images))
        if backbone == "dinov2_vit_s_14":
            model.set_input_size((224, 224))
        return torch.as_tensor(model.forward_head(model.forward_features(images), pre_logits=True))


def embedder(backbone: str) -> TorchEmbedder:
    torch.manual_seed(0)
    return TorchEmbedder(build(backbone, Head.POOLED), backbone, ModelId("test"), choose_device(Device.CPU))


def test_all_are_offered_with_a_licence_a_size_and_a_file() -> None:
    known = {offered.id: offered for offered in BACKBONES if offered.extra}
    assert set(known) == set(OPTIONAL) == set(HUB_FILES) == {*VECTOR_CHANNELS_STRIDE, "siglip2_vit_b_16"}
    assert all(offered.licence and offered.download_mb for offered in known.values())
    assert {offered.id for offered in known.values() if offered.non_commercial} == {"convnextv2_tiny"}


@pytest.mark.parametrize("backbone", TIMM)
def test_timms_own_configuration_is_followed(backbone: str) -> None:
    config = timm.get_pretrained_cfg(TIMM[backbone])
    made = ARCHITECTURES[backbone]
    known = next(offered for offered in BACKBONES if offered.id == backbone)
    assert (made.mean, made.std, made.bicubic) == (config.mean, config.std, config.interpolation == "bicubic")
    assert made.square == config.fixed_input_size
    assert made.side == known.side == (224 if backbone == "dinov2_vit_s_14" else config.input_size[-1])
    assert HUB_FILES[backbone].repository == config.hf_hub_id
    assert known.non_commercial == ("nc" in config.license)


@pytest.mark.parametrize(
    ("backbone", "weights"),
    [("marqo_fashion_siglip", "webli"), ("siglip2_vit_b_16", "webli"), ("clip_vit_b_16", "openai")],
)
def test_open_clips_own_configuration_is_followed(backbone: str, weights: str) -> None:
    config = open_clip.get_pretrained_cfg(TOWERS[backbone], weights)
    made = ARCHITECTURES[backbone]
    assert (made.mean, made.std, made.bicubic) == (config["mean"], config["std"], config["interpolation"] == "bicubic")
    assert made.side == open_clip.get_model_config(TOWERS[backbone])["vision_cfg"]["image_size"]
    assert made.square


def test_siglip_2_is_fetched_as_the_image_tower_that_timm_keeps() -> None:
    config = timm.get_pretrained_cfg("vit_base_patch16_siglip_224.v2_webli")
    assert HUB_FILES["siglip2_vit_b_16"].repository == config.hf_hub_id
    with torch.device("meta"):
        tower = timm.create_model("vit_base_patch16_siglip_224", pretrained=False)
    wanted = shapes("siglip2_vit_b_16", Head.POOLED)
    assert {f"visual.trunk.{name}": tuple(tensor.shape) for name, tensor in tower.state_dict().items()} == wanted
    assert wanted == shapes("marqo_fashion_siglip", Head.POOLED)


@pytest.mark.usefixtures("shallow")
@pytest.mark.parametrize("backbone", VECTOR_CHANNELS_STRIDE)
def test_a_file_of_the_library_gives_its_own_vectors_and_a_map_of_their_places(backbone: str, folder: Path) -> None:
    model = library_model(backbone)
    safetensors.torch.save_file(state_for_saving(model), folder / "own.safetensors")
    ref = ModelRef(backbone, str(folder / "own.safetensors"))
    loaded = load_embedder(ref, Device.CPU)
    assert isinstance(loaded, TorchEmbedder)
    assert loaded.model_id == identify(ref)
    prepared = [loaded.prepare(garment((200, 30, 30), 0)), loaded.prepare(garment((30, 160, 40), 1))]
    (batch,) = loaded.batches(prepared)
    expected = library_vectors(backbone, model, batch.images)
    size, channels, stride = VECTOR_CHANNELS_STRIDE[backbone]
    vectors = torch.from_numpy(loaded.embed(prepared))
    assert vectors.shape == (2, size)
    # timm resamples DINOv2's position embedding beforehand, here it happens in the network; the rest is equal
    torch.testing.assert_close(vectors, expected, rtol=1e-3, atol=1e-4)
    module: Any = loaded.module
    corner = torch.zeros_like(batch.images)
    corner[:, :, :stride, -stride:] = 5
    with torch.inference_mode():
        again, features = module.with_map(batch.images)
        apart = (module.with_map(batch.images + corner)[1] - features).norm(dim=1)[0]
    torch.testing.assert_close(again, vectors, rtol=1e-3, atol=1e-5)
    assert features.shape == (2, channels, batch.images.shape[2] // stride, batch.images.shape[3] // stride)
    row, column = divmod(int(apart.argmax()), apart.shape[1])
    assert row <= 1
    assert column >= apart.shape[1] - 2


@pytest.mark.usefixtures("shallow")
def test_the_id_is_of_the_files_content_and_of_the_pixels(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    state = state_for_saving(build("convnextv2_tiny", Head.POOLED))
    safetensors.torch.save_file(state, folder / "a.safetensors")
    state["trunk.stem.0.bias"][0] += 1
    torch.save(state, folder / "b.pth")
    first, second = (ModelRef("convnextv2_tiny", str(folder / name)) for name in ("a.safetensors", "b.pth"))
    ids = [identify(first), identify(second)]
    monkeypatch.setattr(loading, "PREPROCESSING_VERSION", 1000)
    ids.append(identify(first))
    monkeypatch.undo()
    monkeypatch.setitem(OPTIONAL, "convnextv2_tiny", OPTIONAL["dinov2_vit_s_14"])
    ids.append(identify(first))
    assert len(set(ids)) == len(ids)


@pytest.mark.usefixtures("shallow")
def test_files_of_other_networks_are_refused_by_name(folder: Path) -> None:
    torch.save(build("resnet18", Head.POOLED).state_dict(), folder / "resnet.pth")
    safetensors.torch.save_file(state_for_saving(library_model("dinov2_vit_s_14")), folder / "dino.safetensors")
    with pytest.raises(WeightsRefused, match=r"^These weights are for ResNet-18, not for CLIP ViT-B/16 \(OpenAI\)\.$"):
        load_embedder(ModelRef("clip_vit_b_16", str(folder / "resnet.pth")), Device.CPU)
    for other in ("dinov3_vit_s_16", "resnet50"):
        with pytest.raises(WeightsRefused, match=r"^These weights are for DINOv2 ViT-S/14, not for "):
            load_embedder(ModelRef(other, str(folder / "dino.safetensors")), Device.CPU)


@pytest.mark.usefixtures("shallow")
def test_a_damaged_state_is_refused_with_the_names(folder: Path) -> None:
    state = state_for_saving(library_model("dinov3_vit_s_16"))
    del state["norm.weight"]
    state["blocks.0.surplus"] = torch.zeros(1)
    torch.save(state, folder / "cut.pth")
    with pytest.raises(WeightsRefused, match=r"missing: trunk\.norm\.weight; unexpected: trunk\.blocks\.0\.surplus"):
        load_embedder(ModelRef("dinov3_vit_s_16", str(folder / "cut.pth")), Device.CPU)


@pytest.mark.usefixtures("shallow")
def test_metas_own_dinov2_file_fits(folder: Path) -> None:
    state = state_for_saving(library_model("dinov2_vit_s_14")) | {"mask_token": torch.zeros(1, 384)}
    torch.save(state, folder / "dinov2_vits14_pretrain.pth")
    load_embedder(ModelRef("dinov2_vit_s_14", str(folder / "dinov2_vits14_pretrain.pth")), Device.CPU)


@pytest.mark.usefixtures("shallow")
@pytest.mark.parametrize("backbone", VECTOR_CHANNELS_STRIDE)
def test_one_step_of_tuning_moves_a_copy_only(backbone: str) -> None:
    model = embedder(backbone)
    views = [model.view(garment(colour, kind)) for kind, colour in enumerate([(200, 30, 30), (30, 160, 40)])]
    in_service = model.look(views)
    copy = TrainableBackbone(model)
    unmoved = copy.snapshot()
    assert in_service.maps is not None
    objective = Objective(Seen(torch.from_numpy(in_service.vectors), torch.from_numpy(in_service.maps).flatten(1, 2)))
    optimiser = torch.optim.Adam(copy.parameters(), lr=1e-3)
    backward_in_passes(copy.see, [*views, *views[::-1]], lambda seen: objective.loss(seen.rows(0, 2), seen.rows(2)), 1)
    optimiser.step()
    assert not np.allclose(copy.restored(copy.snapshot()).look(views).vectors, in_service.vectors)
    assert np.array_equal(model.look(views).vectors, in_service.vectors)
    np.testing.assert_allclose(copy.restored(unmoved).look(views).vectors, in_service.vectors, rtol=1e-4, atol=1e-5)


@pytest.mark.usefixtures("shallow")
def test_a_kept_tuning_is_loaded_again(folder: Path) -> None:
    model = embedder("dinov3_vit_s_16")
    prepared = [model.prepare(garment((200, 30, 30), 0))]
    copy = TrainableBackbone(model)
    with torch.no_grad():
        copy.parameters()[0].mul_(1.5)
    (folder / "tuned.safetensors").write_bytes(copy.snapshot())
    safetensors.torch.save_file(state_for_saving(model.module), folder / "own.safetensors")
    own = ModelRef("dinov3_vit_s_16", str(folder / "own.safetensors"))
    tuned = ModelRef("dinov3_vit_s_16", own.weights_file, str(folder / "tuned.safetensors"))
    assert identify(own) != identify(tuned)
    proposed = copy.restored(copy.snapshot()).embed(prepared)
    assert np.allclose(load_embedder(tuned, Device.CPU).embed(prepared), proposed, rtol=1e-4, atol=1e-5)


@pytest.mark.usefixtures("shallow")
def test_networks_of_fixed_size_get_squares_on_white() -> None:
    shown = embedder("dinov3_vit_s_16").prepare(np.zeros((50, 100, 3), np.uint8))
    assert shown.shape == (256, 256, 3)
    assert (shown[0] == 255).all()
    assert (shown[128] == 0).all()
