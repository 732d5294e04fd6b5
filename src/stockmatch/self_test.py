"""``stockmatch self-test``: checks that this installation works, on made-up data and in a folder of its own."""

import io
import json
import os
import shutil
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from PIL import Image

from stockmatch import __version__, paths
from stockmatch.cli_words import say
from stockmatch.composition import build_engine, build_services
from stockmatch.core.decisions import Choice, DecisionKind
from stockmatch.core.embedder import Embedder, Pixels
from stockmatch.core.errors import Cancelled, StockmatchError
from stockmatch.core.exporting import ExportRequest
from stockmatch.core.model import BACKBONES, CLASSIC, Device
from stockmatch.core.progress import Progress, ignore
from stockmatch.core.ranking import MatchRequest
from stockmatch.core.settings import Language, Settings
from stockmatch.core.tuning import LEAST_PRODUCTS, TuneStep
from stockmatch.imaging.barcodes import read_barcodes
from stockmatch.imaging.decode import decode, decode_bytes
from stockmatch.models.extras import installed
from stockmatch.services.exporting import export
from stockmatch.store.library import Library

_BARCODE = "4006381333931"
_BARS = "10100011010100111010111101111010001001011001101010100001010000101000010111010010000101100110101"
"""The barcode's 95 dark and light bars."""

_FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "TIFF", "BMP", "AVIF", "JPEG2000")

_WORDS = (("QPlatformTheme", "Cancel"), ("words", "Skipped"))
"""A word of Qt's own and one of ours, with their contexts, that every translation has."""


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
    colour = (200, 40, 60)
    picture = Image.new("RGB", (48, 32), colour)
    for name in _FORMATS:
        data = io.BytesIO()
        picture.save(data, name)
        _compare(name, decode_bytes(data.getvalue()), colour)
    _compare("HEIC", decode(paths.resource("self-test.heic")), colour)
    return ", ".join((*_FORMATS, "HEIC"))


def _compare(name: str, pixels: Pixels, colour: tuple[int, int, int]) -> None:
    if pixels.shape != (32, 48, 3) or np.abs(pixels.mean((0, 1)) - colour).max() > 8:
        raise ValueError(f"A {name} picture came out wrong.")


def _barcode(_folder: Path) -> str:
    bars = np.array([0 if bar == "1" else 255 for bar in _BARS], np.uint8)
    picture = Image.fromarray(np.pad(np.tile(bars.repeat(3), (90, 1)), 40, constant_values=255))
    data = io.BytesIO()
    picture.save(data, "PNG")
    found = read_barcodes(decode_bytes(data.getvalue()))
    if found != (_BARCODE,):
        raise ValueError(f"The barcode {_BARCODE} was read as {found}.")
    return f"{_BARCODE} read"


def _embedding(_folder: Path) -> str:
    if getattr(sys, "frozen", False) and "PySide6.QtCore" in sys.modules:
        raise ImportError("Qt was loaded before torch, which Windows does not survive.")
    import torch  # noqa: PLC0415 - loaded here so that a broken torch fails this check and no other
    import torchvision  # noqa: PLC0415

    networks = [known for known in BACKBONES if known.id != CLASSIC]
    missing = [known.title for known in networks if not installed(known.id)]
    for known in networks:
        if known.title not in missing:
            embedder = _untrained(known.id)
            vectors = embedder.embed([embedder.prepare(np.full((64, 48, 3), 128, np.uint8))])
            if vectors.shape != (1, embedder.dimension) or not np.isfinite(vectors).all():
                raise ValueError(f"{known.title} gave a vector of shape {vectors.shape}.")
    found = f"torch {torch.__version__}, torchvision {torchvision.__version__}, {len(networks) - len(missing)} networks"
    return f"{found}; not installed: {', '.join(missing)}" if missing else found


def _untrained(backbone_id: str) -> Embedder:
    """The network with random weights, on the CPU."""
    import torch  # noqa: PLC0415

    from stockmatch.core.model import Head, ModelId  # noqa: PLC0415 - torch loads here
    from stockmatch.models.backbones import build  # noqa: PLC0415
    from stockmatch.models.device import choose_device  # noqa: PLC0415
    from stockmatch.models.torch_embedder import TorchEmbedder  # noqa: PLC0415

    torch.manual_seed(0)
    module = build(backbone_id, Head.POOLED)
    return TorchEmbedder(module, backbone_id, ModelId("self-test"), choose_device(Device.CPU))


def _tuning(_folder: Path) -> str:
    from stockmatch.tuning.tune import tune  # noqa: PLC0415 - loads torch

    losses: list[float] = []

    def one_step(progress: Progress) -> None:
        if isinstance(progress.detail, TuneStep):
            losses.append(progress.detail.loss)
        if len(losses) == 2:
            raise Cancelled

    pictures = sorted((paths.sample() / "catalogue").glob("*.jpg"))[:LEAST_PRODUCTS]
    with suppress(Cancelled):
        tune(_untrained("mobilenet_v3_small"), [decode(picture) for picture in pictures], one_step)
    before, after = losses
    if not np.isfinite([before, after]).all() or before == after:
        raise ValueError(f"One step took the loss from {before} to {after}.")
    return f"one step took the loss from {before:.5f} to {after:.5f}"


def _small_catalogue(folder: Path) -> Path:
    """Eight pictures of the sample, too few for anything to be learnt of them, which takes half a minute."""
    source = folder / "catalogue"
    source.mkdir(exist_ok=True)
    for picture in sorted((paths.sample() / "catalogue").glob("*.jpg"))[:8]:
        shutil.copyfile(picture, source / picture.name)
    return source


def _photo() -> Path:
    return min((paths.sample() / "photos").glob("*.jpg"))


def _matching(folder: Path) -> str:
    engine = build_engine(folder / "data")
    snapshot = engine.open_catalogue(str(_small_catalogue(folder)), Settings(), ignore)
    found = engine.match(MatchRequest(str(_photo())), ignore)
    if found.error or len(found.candidates) != 5:
        raise ValueError(found.error or "A sample photo got no five candidates.")
    return f"{len(snapshot.products)} products indexed, {_photo().name} → {found.candidates[0].sku}"


def make_first_version(database: Path) -> None:
    """Turn a catalogue's database into one of Stockmatch's first version."""
    with closing(sqlite3.connect(database)) as raw, raw:
        for column in ("region", "item", "taken_out"):
            raw.execute(f"ALTER TABLE photo DROP COLUMN {column}")
        for column in ("batch", "p_value"):
            raw.execute(f"ALTER TABLE decision DROP COLUMN {column}")
        raw.execute("UPDATE alembic_version SET version_num = '0001'")


def _records(folder: Path) -> str:
    services = build_services(folder / "data")
    (entry,) = Library(services.data_dir).entries()
    records = services.records(entry.id)
    try:
        photo = records.add_photos([str(folder / "photo.jpg")]).photos[0]
        records.decide({photo.id: Choice(DecisionKind.NOT_IN_CATALOGUE)})
        if records.undo().decision is None:
            raise ValueError("A decision was not stored.")
        records.redo()
    finally:
        records.close()
    make_first_version(entry.folder / "catalogue.sqlite3")
    records = services.records(entry.id)
    try:
        written = [export(records, ExportRequest(str(folder / name)), ignore) for name in ("out.csv", "out.xlsx")]
    finally:
        records.close()
    if [one.rows for one in written] != [1, 1]:
        raise ValueError(f"{[one.rows for one in written]} rows were exported of one decision.")
    return "made, decided, undone, redone, migrated from the first version, exported to CSV and XLSX"


def _window(folder: Path) -> str:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6 import __version__ as pyside  # noqa: PLC0415

    from stockmatch.ui.rehearsal import rehearse  # noqa: PLC0415

    source = str(_small_catalogue(folder))
    sku = rehearse(lambda: build_services(folder / "window data"), source, _photo())
    return f"PySide6 {pyside}; {_photo().name} dropped, confirmed as {sku}, the same after a restart"


def _languages(_folder: Path) -> str:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from stockmatch.ui.app import application  # noqa: PLC0415 - loads Qt
    from stockmatch.ui.language import names, speak  # noqa: PLC0415

    app = application()
    try:
        for language, name in names():
            speak(app, language)
            missing = [word for context, word in _WORDS if app.translate(context, word) == word]
            if language is not Language.ENGLISH and missing:
                raise FileNotFoundError(f"The words in {name} are missing. Install Stockmatch again.")
    finally:
        speak(app, Language.ENGLISH)
    return ", ".join(name for _, name in names())


def _cuda(_folder: Path) -> str:
    from stockmatch.models.device import choose_device  # noqa: PLC0415 - loads torch

    choice = choose_device(Device.AUTO)
    return f"used: {choice.name}" if choice.why_not_cuda is None else f"not used: {choice.why_not_cuda}"


CHECKS: dict[str, Callable[[Path], str]] = {
    "resources": _resources,
    "decode": _decode,
    "barcode": _barcode,
    "embedding": _embedding,
    "tuning": _tuning,
    "matching": _matching,
    "records": _records,
    "window": _window,
    "languages": _languages,
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
    checks: list[Check] = []
    try:
        folder = tempfile.TemporaryDirectory(prefix="stockmatch-", ignore_cleanup_errors=True)
    except OSError as error:
        checks.append(Check("folder", False, f"No temporary folder can be made: {error}. Make room on the disk.", 0.0))
        _say(checks[-1])
    else:
        with folder as place:
            for name, check in CHECKS.items():
                checks.append(_outcome(name, check, Path(place)))
                _say(checks[-1])
    ok = all(check.ok for check in checks)
    if as_json:
        content = {"ok": ok, "version": __version__, "checks": [asdict(check) for check in checks]}
        print(json.dumps(content, indent=2), flush=True)
    return 0 if ok else 1


def _say(done: Check) -> None:
    say(f"{'ok    ' if done.ok else 'FAILED'} {done.name}: {done.detail}")
