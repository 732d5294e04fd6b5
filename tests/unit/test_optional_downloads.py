"""Optional backbones without their libraries, and where their weights come from; no network and no libraries."""

import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
import safetensors.numpy
import torch

from stockmatch.core.errors import DownloadFailed, LibraryMissing, WeightsMissing
from stockmatch.core.model import Device, ModelRef, backbone
from stockmatch.core.progress import Report, ignore
from stockmatch.models import extras, pretrained
from stockmatch.models.extras import installed
from stockmatch.models.loading import load_embedder
from stockmatch.services.engine import Engine

OPTIONAL = "marqo_fashion_siglip"


@pytest.fixture
def without(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the extra were not installed."""
    monkeypatch.setattr(extras, "find_spec", lambda _name: None)


@pytest.fixture
def hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """As if the extra were installed: a stand-in for huggingface_hub with an empty cache, and an empty torch cache."""
    made = SimpleNamespace(
        hf_hub_url=lambda repository, file: f"https://hub.test/{repository}/resolve/main/{file}",
        try_to_load_from_cache=lambda *_: None,
    )
    monkeypatch.setattr(extras, "find_spec", lambda name: name)
    monkeypatch.setitem(sys.modules, "huggingface_hub", made)
    monkeypatch.setattr(torch.hub, "get_dir", lambda: str(tmp_path / "torch"))
    return made


def served(content: bytes, asked: list[str]) -> Callable[[str, Path, Report], None]:
    """Stands in for ``download``."""

    def fetch(address: str, target: Path, report: Report) -> None:
        asked.append(address)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)

    return fetch


@pytest.mark.usefixtures("without")
def test_a_missing_library_is_said_with_the_command() -> None:
    words = (
        "Marqo-FashionSigLIP needs libraries that are not installed (open_clip, timm, huggingface_hub). "
        'Install them with: pip install "stockmatch[fashion]"'
    )
    engine = Engine(Path("/nowhere"))
    assert not engine.is_installed(OPTIONAL, ignore)
    assert engine.is_installed("resnet18", ignore)
    assert not engine.has_weights(OPTIONAL, ignore)
    for attempt in (
        lambda: load_embedder(ModelRef(OPTIONAL, "/nowhere/own.pth"), Device.CPU),
        lambda: engine.download_weights(OPTIONAL, ignore),
    ):
        with pytest.raises(LibraryMissing) as caught:
            attempt()
        assert str(caught.value) == words


@pytest.mark.usefixtures("hub")
def test_nothing_is_fetched_unasked_and_the_licence_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(pretrained, "download", served(b"", asked))
    assert installed(OPTIONAL)
    with pytest.raises(WeightsMissing) as caught:
        load_embedder(ModelRef("convnextv2_tiny"), Device.CPU)
    assert str(caught.value) == (
        "ConvNeXt V2-Tiny needs its pretrained weights (115 MB; non-commercial use only, CC BY-NC 4.0), "
        "which are not on this computer."
    )
    assert not asked


@pytest.mark.usefixtures("hub")
def test_weights_are_fetched_once_and_again_only_if_incomplete(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    whole = safetensors.numpy.save({"norm.weight": np.ones(3, np.float32)})
    monkeypatch.setattr(pretrained, "download", served(whole, asked))
    path = pretrained.download_pretrained("dinov2_vit_s_14")
    assert path.name == "dinov2_vit_s_14.safetensors"
    assert pretrained.has_pretrained("dinov2_vit_s_14")
    assert pretrained.download_pretrained("dinov2_vit_s_14") == path
    path.write_bytes(whole[:-4])
    assert pretrained.download_pretrained("dinov2_vit_s_14").read_bytes() == whole
    assert asked == ["https://hub.test/timm/vit_small_patch14_dinov2.lvd142m/resolve/main/model.safetensors"] * 2


@pytest.mark.usefixtures("hub")
def test_a_known_hash_is_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(pretrained, "download", served(b"something else", asked))
    for _ in range(2):
        path = pretrained.download_pretrained(OPTIONAL)
    assert path.name == f"{OPTIONAL}-8890820043495.safetensors"
    assert len(asked) == 2


def test_what_the_librarys_own_cache_holds_is_used(hub: SimpleNamespace, tmp_path: Path) -> None:
    (tmp_path / "model.safetensors").write_bytes(safetensors.numpy.save({"a": np.ones(3, np.float32)}))
    hub.try_to_load_from_cache = lambda *_: str(tmp_path / "model.safetensors")
    assert pretrained.require_pretrained("siglip2_vit_b_16") == tmp_path / "model.safetensors"
    assert pretrained.download_pretrained("siglip2_vit_b_16") == tmp_path / "model.safetensors"
    hub.try_to_load_from_cache = lambda *_: object()  # how the library says that the hub has no such file
    assert not pretrained.has_pretrained("siglip2_vit_b_16")


def test_no_network_is_said_in_plain_words(hub: SimpleNamespace) -> None:
    hub.hf_hub_url = lambda repository, file: f"http://127.0.0.1:1/{repository}/{file}"
    with pytest.raises(DownloadFailed, match=r"^No connection to 127\.0\.0\.1 .*check the internet connection\.$"):
        pretrained.download_pretrained("clip_vit_b_16")
    assert not pretrained.has_pretrained("clip_vit_b_16")


def test_the_real_library_names_the_address(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("huggingface_hub")
    address = "https://huggingface.co/Marqo/marqo-fashionSigLIP/resolve/main/open_clip_model.safetensors"
    assert pretrained.address(OPTIONAL) == address


def test_only_restricted_weights_carry_a_restriction() -> None:
    assert backbone("convnextv2_tiny").terms == "non-commercial use only, CC BY-NC 4.0"
    assert backbone(OPTIONAL).terms == "Apache 2.0"
    assert backbone("resnet50").terms == backbone("resnet50").install_command == ""
