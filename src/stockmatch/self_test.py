"""``stockmatch self-test``: checks that this installation works, on made-up data and in a folder of its own."""

import io
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from PIL import Image

from stockmatch import __version__, paths
from stockmatch.composition import build_engine, build_services
from stockmatch.core.decisions import Choice, DecisionKind
from stockmatch.core.errors import StockmatchError
from stockmatch.core.exporting import ExportRequest
from stockmatch.core.model import BACKBONES, Device
from stockmatch.core.progress import ignore
from stockmatch.core.ranking import MatchRequest
from stockmatch.core.settings import Settings
from stockmatch.imaging.decode import decode_bytes
from stockmatch.services.exporting import export

_FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "TIFF", "BMP", "AVIF", "JPEG2000")


@dataclass(frozen=True)
class Check:
    """The outcome of one check: its name, whether it went well, what was found, and how long it took in seconds."""

    name: str
    ok: bool
    detail: str
    seconds: float


def _resources(_folder: Path) -> str:
    catalogue = sorted((paths.sample() / "catalogue").glob("*.jpg"))
    photos = sorted((paths.sample() / "photos").glob("*.jpg"))
    icons = sorted(paths.resource("icons").glob("*.svg"))
    if not (catalogue and photos and icons):
        raise FileNotFoundError("The sample or the icons are missing. Install Stockmatch again.")
    return f"{len(catalogue)} sample images, {len(photos)} sample photos, {len(icons)} icons"


def _decode(_folder: Path) -> str:
    from pi_heif import libheif_version  # noqa: PLC0415 - its absence is what is checked here

    picture = Image.fromarray(np.full((32, 48, 3), (200, 40, 60), np.uint8))
    for name in _FORMATS:
        data = io.BytesIO()
        picture.save(data, name)
        pixels = decode_bytes(data.getvalue())
        if pixels.shape != (32, 48, 3) or np.abs(pixels.mean((0, 1)) - (200, 40, 60)).max() > 8:
            raise ValueError(f"A {name} picture came out wrong.")
    return f"{', '.join(_FORMATS)}; HEIC by libheif {libheif_version()}"


def _embedding(_folder: Path) -> str:
    import torch  # noqa: PLC0415 - loaded here so that a broken torch fails this check and no other
    import torchvision  # noqa: PLC0415

    from stockmatch.core.model import Head, ModelId  # noqa: PLC0415
    from stockmatch.models.backbones import build  # noqa: PLC0415
    from stockmatch.models.device import choose_device  # noqa: PLC0415
    from stockmatch.models.torch_embedder import TorchEmbedder  # noqa: PLC0415

    embedder = TorchEmbedder(
        build("resnet18", Head.POOLED), "resnet18", ModelId("self-test"), choose_device(Device.CPU)
    )
    vectors = embedder.embed([embedder.prepare(np.full((64, 48, 3), 128, np.uint8))])
    if vectors.shape != (1, 512) or not np.isfinite(vectors).all():
        raise ValueError(f"ResNet-18 gave a vector of shape {vectors.shape}.")
    return (
        f"torch {torch.__version__}, torchvision {torchvision.__version__}, {len(BACKBONES)} backbones to choose from"
    )


def _matching(folder: Path) -> str:
    engine = build_engine(folder / "data")
    sample = paths.sample()
    snapshot = engine.open_catalogue(str(sample / "catalogue"), Settings(), ignore)
    photo = sorted((sample / "photos").glob("*.jpg"))[0]
    found = engine.match(MatchRequest(str(photo)), ignore)
    if found.error or len(found.candidates) != 5:
        raise ValueError(found.error or "A sample photo got no five candidates.")
    return f"{len(snapshot.products)} products indexed, {photo.name} → {found.candidates[0].sku}"


def _records(folder: Path) -> str:
    services = build_services(folder / "data")
    catalogue_id = next((folder / "data" / "catalogues").iterdir()).name
    records = services.records(catalogue_id)
    try:
        photo = records.add_photos([str(folder / "photo.jpg")]).photos[0]
        records.decide({photo.id: Choice(DecisionKind.NOT_IN_CATALOGUE)})
        if records.undo().decision is None:
            raise ValueError("A decision was not stored.")
        records.redo()
        written = [export(records, ExportRequest(str(folder / name)), ignore) for name in ("out.csv", "out.xlsx")]
    finally:
        records.close()
    return f"migrated, decided, undone, redone; {written[0].rows} row each to CSV and XLSX"


def _window(folder: Path) -> str:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6 import __version__ as pyside  # noqa: PLC0415

    from stockmatch.ui.screenshots import take  # noqa: PLC0415

    services = build_services(folder / "window data")
    picture = folder / "window.png"
    found = take(services, str(services.sample_catalogue), [str(services.sample_photos[0])], picture)
    if not picture.stat().st_size or not found or not found[0].candidates:
        raise ValueError("The window showed no candidates.")
    return f"PySide6 {pyside}; the window matched {Path(found[0].photo).name} → {found[0].candidates[0].sku}"


def _cuda(_folder: Path) -> str:
    from stockmatch.models.device import choose_device  # noqa: PLC0415 - loads torch

    choice = choose_device(Device.AUTO)
    return f"used: {choice.name}" if choice.why_not_cuda is None else f"not used: {choice.why_not_cuda}"


CHECKS: dict[str, Callable[[Path], str]] = {
    "resources": _resources,
    "decode": _decode,
    "embedding": _embedding,
    "matching": _matching,
    "records": _records,
    "window": _window,
    "cuda": _cuda,
}


def _outcome(name: str, check: Callable[[Path], str], folder: Path) -> Check:
    started = time.monotonic()
    try:
        ok, detail = True, check(folder)
    except StockmatchError as error:
        ok, detail = False, str(error)
    except Exception as error:  # noqa: BLE001 - whatever is wrong is what the check reports
        ok, detail = False, f"{type(error).__name__}: {error}"
    return Check(name, ok, detail, round(time.monotonic() - started, 3))


def run(*, as_json: bool) -> int:
    """Run all checks; returns the exit code, 0 if all went well."""
    checks = []
    with tempfile.TemporaryDirectory(prefix="stockmatch-", ignore_cleanup_errors=True) as folder:
        for name, check in CHECKS.items():
            checks.append(_outcome(name, check, Path(folder)))
            done = checks[-1]
            print(f"{'ok    ' if done.ok else 'FAILED'} {done.name}: {done.detail}", file=sys.stderr, flush=True)
    ok = all(check.ok for check in checks)
    if as_json:
        content = {"ok": ok, "version": __version__, "checks": [asdict(check) for check in checks]}
        print(json.dumps(content, indent=2), flush=True)
    return 0 if ok else 1
