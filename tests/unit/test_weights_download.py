"""Pretrained weights from a server on this machine: whole or not at all, and never a hang."""

import hashlib
import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import torch

from stockmatch.core.errors import Cancelled, DownloadFailed, WeightsMissing
from stockmatch.core.model import BACKBONES, CLASSIC
from stockmatch.core.progress import Progress, Stage, ignore
from stockmatch.models import download as module
from stockmatch.models import pretrained
from stockmatch.models.download import download, expected_hash

CONTENT = bytes(range(256)) * 4096
PREFIX = hashlib.sha256(CONTENT).hexdigest()[:8]
NAME = f"tiny-{PREFIX}.pth"


class Server(BaseHTTPRequestHandler):
    """Serves ``CONTENT`` in the manner that the path names."""

    released = threading.Event()

    def do_GET(self) -> None:
        manner = self.path.split("/")[1]
        if manner == "absent":
            self.send_error(404, "Not Found")
            return
        if manner == "mute":
            self.released.wait(30)
            return
        self.send_response(200)
        if manner != "unsized":
            self.send_header("Content-Length", str(len(CONTENT)))
        self.end_headers()
        whole = manner in ("ok", "unsized")
        self.wfile.write(CONTENT if whole else CONTENT[:300_000])
        if manner == "stall":
            self.released.wait(30)

    def log_message(self, format: str, *_arguments: object) -> None:
        """Keep the test output clean."""


@pytest.fixture
def server() -> Iterator[str]:
    Server.released.clear()
    running = ThreadingHTTPServer(("127.0.0.1", 0), Server)
    threading.Thread(target=running.serve_forever, args=(0.01,), daemon=True).start()
    yield f"http://127.0.0.1:{running.server_port}"
    Server.released.set()
    running.shutdown()
    running.server_close()


@pytest.mark.parametrize("manner", ["ok", "unsized"])
def test_a_file_arrives_whole_with_progress_in_bytes(server: str, tmp_path: Path, manner: str) -> None:
    seen: list[Progress] = []
    download(f"{server}/{manner}/{NAME}", tmp_path / "hub" / NAME, seen.append)
    assert (tmp_path / "hub" / NAME).read_bytes() == CONTENT
    assert {progress.stage for progress in seen} == {Stage.DOWNLOADING}
    assert seen[-1].done == len(CONTENT)
    assert seen[-1].total == (len(CONTENT) if manner == "ok" else 0)


def test_a_wrong_hash_is_refused(server: str, tmp_path: Path) -> None:
    failing(f"{server}/ok/tiny-00000000.pth", tmp_path / "tiny-00000000.pth", "checksum is wrong")


def test_an_absent_file_is_said(server: str, tmp_path: Path) -> None:
    failing(f"{server}/absent/{NAME}", tmp_path / NAME, "refused the file: 404 Not Found")


def test_a_broken_transfer_is_said(server: str, tmp_path: Path) -> None:
    failing(f"{server}/short/{NAME}", tmp_path / NAME, "broke off after 300000 of 1048576 bytes")


def test_a_stalled_transfer_is_given_up(server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "STALL_SECONDS", 0.3)
    failing(f"{server}/stall/{NAME}", tmp_path / NAME, "stopped sending")


def test_a_server_that_never_answers_is_given_up(server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "CONNECT_SECONDS", 0.3)
    failing(f"{server}/mute/{NAME}", tmp_path / NAME, "No answer")


def test_no_server_is_found_out_at_once(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    start = time.monotonic()
    failing(f"http://127.0.0.1:{port}/{NAME}", tmp_path / NAME, "No connection to 127.0.0.1")
    assert time.monotonic() - start < 2


def test_a_hanging_name_lookup_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    released = threading.Event()

    def hang(*_arguments: object, **_settings: object) -> None:
        released.wait(30)
        raise socket.gaierror("released")

    monkeypatch.setattr(socket, "getaddrinfo", hang)
    monkeypatch.setattr(module, "CONNECT_SECONDS", 0.3)
    failing("http://weights.invalid/x.pth", tmp_path / "x.pth", "No answer from weights.invalid")
    released.set()


def test_the_limits_are_those_promised() -> None:
    assert module.CONNECT_SECONDS <= 5
    assert module.STALL_SECONDS <= 30


@pytest.mark.parametrize("manner", ["ok", "stall", "mute"])
def test_cancelling_leaves_nothing(server: str, tmp_path: Path, manner: str) -> None:
    start = time.monotonic()

    def cancel(progress: Progress) -> None:
        if manner == "mute" or progress.done > 200_000:
            raise Cancelled

    with pytest.raises(Cancelled):
        download(f"{server}/{manner}/{NAME}", tmp_path / NAME, cancel)
    assert not list(tmp_path.iterdir())
    assert time.monotonic() - start < 2


def test_a_folder_that_cannot_be_written_is_said(server: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(DownloadFailed, match="cannot be written"):
        download(f"{server}/ok/{NAME}", tmp_path / "file" / NAME, ignore)


def failing(address: str, target: Path, reason: str) -> None:
    with pytest.raises(DownloadFailed, match=reason):
        download(address, target, ignore)
    assert not list(target.parent.iterdir())


@pytest.mark.parametrize("backbone", [known.id for known in BACKBONES if known.id != CLASSIC and not known.extra])
def test_every_torchvision_backbones_weights_have_a_secure_address_and_a_hash(backbone: str) -> None:
    address = pretrained.address(backbone)
    assert address.startswith("https://")
    assert expected_hash(address) is not None


@pytest.fixture
def hub(server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(torch.hub, "get_dir", lambda: str(tmp_path))
    monkeypatch.setattr(pretrained, "address", lambda _backbone: f"{server}/ok/{NAME}")
    return tmp_path / "checkpoints" / NAME


def test_pretrained_weights_go_to_torchs_own_cache(hub: Path) -> None:
    assert not pretrained.has_pretrained("resnet18")
    with pytest.raises(WeightsMissing) as caught:
        pretrained.require_pretrained("resnet18")
    assert (caught.value.backbone, caught.value.size_mb) == ("resnet18", 45)
    assert "45 MB" in str(caught.value)
    assert pretrained.download_pretrained("resnet18") == hub
    assert pretrained.has_pretrained("resnet18")
    assert pretrained.require_pretrained("resnet18").read_bytes() == CONTENT


def test_a_whole_file_is_kept(hub: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pretrained.download_pretrained("resnet18")
    monkeypatch.setattr(pretrained, "address", lambda _backbone: f"http://127.0.0.1:1/{NAME}")
    assert pretrained.download_pretrained("resnet18").read_bytes() == CONTENT


def test_a_damaged_file_is_replaced(hub: Path) -> None:
    hub.parent.mkdir()
    hub.write_bytes(CONTENT[:100])
    assert pretrained.download_pretrained("resnet18").read_bytes() == CONTENT


def test_classic_needs_no_weights() -> None:
    assert pretrained.has_pretrained(CLASSIC)
