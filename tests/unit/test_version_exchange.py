"""Model versions that are given away and taken in: whole, of the same model, and never in service by themselves."""

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import safetensors.numpy
import torch
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from torchvision.models import mobilenet_v3_small

from stockmatch import boot
from stockmatch.core.errors import Cancelled, CatalogueError, RecordsError, WeightsRefused
from stockmatch.core.progress import Progress, Stage, ignore
from stockmatch.core.ranking import MatchRequest
from stockmatch.core.settings import Settings
from stockmatch.core.tuning import VERSION_SUFFIX, TuneFigures, TuneMethod
from stockmatch.matching.adapter import PartsAdapter
from stockmatch.models.adapter import adapter_for_saving
from stockmatch.models.classic import DIMENSION
from stockmatch.services.engine import Engine
from stockmatch.store.version_file import VersionCard, pack, read_version
from tests.decided import use_version
from tests.products import photo, quick, save, supplier

BEFORE, AFTER = TuneFigures(0.3, 0.1), TuneFigures(0.2, 0.05)


def adapter(seed: int = 0) -> bytes:
    """A tuning of Classic that changes its order of products."""
    rng = np.random.default_rng(seed)
    return bytes(safetensors.numpy.save(adapter_for_saving(rng.normal(size=(DIMENSION, DIMENSION)).astype(np.float32))))


def keep(engine: Engine, tuned: bytes, method: TuneMethod = TuneMethod.BACKBONE, confirmed: int = 0) -> int:
    """Put a tuning into service as if it had been found."""
    serving, store = engine.serving, engine.serving.store
    card = {"catalogue": store.entry.name, "method": method, "check_photos": 40, "confirmed": confirmed}
    version = store.propose_version(serving.model.ref.backbone, serving.model.base_id, tuned, (BEFORE, AFTER), card)
    found = engine.keep_tuning(store.entry.id, version, ignore)
    store.name_version(version, found.model_id)
    return version


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A data folder with a catalogue that has a kept version, the version's file, and a catalogue elsewhere."""
    with pytest.MonkeyPatch.context() as patch:
        quick(patch)
        made = tmp_path_factory.mktemp("exchange")
        supplier(made / "Winter", range(6))
        supplier(made / "Summer", range(3, 9))
        giving = Engine(made / "giving")
        giving.open_catalogue(str(made / "Winter"), Settings(), ignore)
        giving.export_version(keep(giving, adapter()), str(made / f"given{VERSION_SUFFIX}"), ignore)
        giving.serving.store.close()
        taking = Engine(made / "taking")
        taking.open_catalogue(str(made / "Summer"), Settings(), ignore)
        taking.serving.store.close()
        yield made


@pytest.fixture
def given_file(folder: Path) -> Path:
    return folder / f"given{VERSION_SUFFIX}"


@pytest.fixture
def taking(folder: Path, tmp_path: Path) -> Engine:
    """An engine with the catalogue elsewhere in service."""
    shutil.copytree(folder / "taking", tmp_path / "taking")
    engine = Engine(tmp_path / "taking")
    engine.open_catalogue(str(folder / "Summer"), Settings(), ignore)
    return engine


def state(engine: Engine) -> tuple[object, ...]:
    """What an import that is refused must leave as it was."""
    models = engine.serving.store.entry.folder / "models"
    return engine.versions(ignore), sorted(str(path) for path in models.rglob("*")), engine.serving.snapshot


def test_a_version_arrives_whole_and_serves_only_once_it_is_used(
    folder: Path, given_file: Path, taking: Engine, tmp_path: Path
) -> None:
    giving = Engine(folder / "giving")
    original = giving.open_catalogue(str(folder / "Winter"), Settings(), ignore)
    asked = MatchRequest(save(photo(4), tmp_path / "photo.png"), 6)
    untuned, before = taking.serving.snapshot, taking.match(asked, ignore)

    found = taking.import_version(str(given_file), ignore)
    assert found.imported
    assert (found.version, found.kept, found.in_service) == (1, True, False)
    assert (found.before, found.after) == (BEFORE, AFTER)
    assert (found.measured_on, found.check_photos, found.method) == ("Winter", 40, TuneMethod.BACKBONE)
    assert found.model_id == original.model_id
    (own,) = (one for one in giving.versions(ignore) if one.version)
    assert not own.imported
    assert found.created_at == own.created_at
    assert taking.serving.snapshot == untuned
    restarted = Engine(taking._library._root.parent)
    assert restarted.open_catalogue(str(folder / "Summer"), Settings(), ignore).model_id == untuned.model_id

    used = use_version(taking, found.version)
    assert (used.tuned, used.model_id) == (True, original.model_id)
    after = taking.match(asked, ignore)
    assert [one.score for one in after.candidates] != [one.score for one in before.candidates]
    assert use_version(taking, 0).model_id == untuned.model_id


def test_what_was_imported_can_be_given_on_with_where_it_was_measured(
    given_file: Path, taking: Engine, tmp_path: Path
) -> None:
    version = taking.import_version(str(given_file), ignore).version
    taking.export_version(version, str(tmp_path / "on"), ignore)
    assert read_version(tmp_path / "on") == read_version(given_file)


def test_a_version_is_imported_once(given_file: Path, taking: Engine) -> None:
    taking.import_version(str(given_file), ignore)
    there = state(taking)
    with pytest.raises(WeightsRefused, match="here already: version 1"):
        taking.import_version(str(given_file), ignore)
    assert state(taking) == there


def test_cancelling_an_import_changes_nothing(given_file: Path, taking: Engine) -> None:
    there = state(taking)

    def stop(progress: Progress) -> None:
        if progress.stage is Stage.SAVING:
            raise Cancelled

    with pytest.raises(Cancelled):
        taking.import_version(str(given_file), stop)
    assert state(taking) == there


def header_of(data: bytes) -> tuple[dict[str, Any], bytes]:
    length = int.from_bytes(data[:8], "little")
    return json.loads(data[8 : 8 + length]), data[8 + length :]


def with_card(change: Callable[[dict[str, Any]], object]) -> Callable[[bytes], bytes]:
    """A file whose card was edited by hand."""

    def damage(data: bytes) -> bytes:
        header, tensors = header_of(data)
        card = json.loads(header["__metadata__"]["stockmatch"])
        change(card)
        header["__metadata__"]["stockmatch"] = json.dumps(card)
        changed = json.dumps(header).encode()
        return len(changed).to_bytes(8, "little") + changed + tensors

    return damage


@pytest.mark.parametrize(
    "damage",
    [
        lambda _data: b"",
        lambda data: data[:7],
        lambda data: data[:300],
        lambda data: data[:-1],
        lambda data: data + b"\0",
        lambda data: data[:-1] + bytes([data[-1] ^ 1]),
        lambda data: (2**63).to_bytes(8, "little") + data[8:],
        lambda _data: adapter(),
        lambda data: b"PK\x03\x04" + data,
        lambda data: (2).to_bytes(8, "little") + b"[]" + data,
        lambda _data: (50_000).to_bytes(8, "little") + b"[" * 50_000,
        with_card(lambda card: card["after"].update(top1_error=0.0)),
        with_card(lambda card: card.update(catalogue="Another")),
        with_card(lambda card: card.pop("digest")),
        with_card(lambda card: card.clear()),
        with_card(lambda card: card.update(note="x" * 30_000)),
    ],
    ids=[
        "empty",
        "short",
        "cut in the header",
        "cut",
        "longer",
        "one bit",
        "huge header",
        "no card",
        "a zip",
        "a list",
        "deep JSON",
        "better figures",
        "another name",
        "no digest",
        "empty card",
        "huge card",
    ],
)
def test_what_is_damaged_or_edited_is_refused_and_changes_nothing(
    damage: Callable[[bytes], bytes], given_file: Path, taking: Engine, tmp_path: Path
) -> None:
    there = state(taking)
    file = tmp_path / f"damaged{VERSION_SUFFIX}"
    file.write_bytes(damage(given_file.read_bytes()))
    with pytest.raises(WeightsRefused, match="no model version that Stockmatch exported, or it is damaged"):
        taking.import_version(str(file), ignore)
    assert state(taking) == there


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.floats(0, 1, exclude_max=True), st.integers(0, 7))
def test_any_bit_may_flip(given_file: Path, tmp_path: Path, where: float, bit: int) -> None:
    data = bytearray(given_file.read_bytes())
    header = 8 + int.from_bytes(data[:8], "little")
    place = int(where * header)  # the tensors behind are one digest
    data[place] ^= 1 << bit
    file = tmp_path / "flipped"
    file.write_bytes(data)
    try:
        found = read_version(file)
    except WeightsRefused:
        return
    assert found == read_version(given_file)


def test_what_is_no_file_is_refused(taking: Engine, tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "gone", tmp_path / "\0", Path("/dev/zero")):
        with pytest.raises(WeightsRefused):
            taking.import_version(str(path), ignore)


def signed(card: VersionCard, tuned: bytes, tmp_path: Path) -> Path:
    """A file that is whole, whatever its card says."""
    (tmp_path / "tuned").write_bytes(tuned)
    file = tmp_path / f"other{VERSION_SUFFIX}"
    file.write_bytes(pack(card, tmp_path / "tuned"))
    return file


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"backbone": "resnet50"}, "tuning of ResNet-50, but Classic is in use. Choose ResNet-50"),
        ({"backbone": "of tomorrow"}, "tuning of of tomorrow, but Classic is in use"),
        ({"base_model_id": "classic-000000000000"}, "other weights of Classic than those in use here"),
        ({"created_at": "../../yesterday"}, "or it is damaged"),
        ({"after": TuneFigures(-1.0, 0.0)}, "or it is damaged"),
        ({"after": TuneFigures(float("nan"), 0.0)}, "or it is damaged"),
        ({"check_photos": -4}, "or it is damaged"),
        ({"method": TuneMethod.PARTS}, "cannot be used: It holds another kind of tuning than it says"),
    ],
)
def test_a_version_of_another_model_or_that_says_impossible_things_is_refused(
    changes: dict[str, Any], message: str, given_file: Path, taking: Engine, tmp_path: Path
) -> None:
    there = state(taking)
    card, tuned = read_version(given_file)
    with pytest.raises(WeightsRefused, match=message):
        taking.import_version(str(signed(replace(card, **changes), tuned, tmp_path)), ignore)
    assert state(taking) == there


def test_tensors_that_do_not_fit_are_refused(given_file: Path, taking: Engine, tmp_path: Path) -> None:
    there = state(taking)
    card, _ = read_version(given_file)
    for matrix in (np.eye(3, dtype=np.float32), np.full((DIMENSION, DIMENSION), np.nan, np.float32)):
        file = signed(card, bytes(safetensors.numpy.save(adapter_for_saving(matrix))), tmp_path)
        with pytest.raises(WeightsRefused, match=r"cannot be used.*Nothing was changed"):
            taking.import_version(str(file), ignore)
    assert state(taking) == there


def test_a_file_of_a_newer_program_says_so(given_file: Path, taking: Engine, tmp_path: Path) -> None:
    file = tmp_path / "newer"
    file.write_bytes(with_card(lambda card: card.update(format=2))(given_file.read_bytes()))
    with pytest.raises(WeightsRefused, match="newer Stockmatch"):
        taking.import_version(str(file), ignore)


def test_names_on_a_card_are_one_short_line(given_file: Path, tmp_path: Path) -> None:
    card, tuned = read_version(given_file)
    found, _ = read_version(signed(replace(card, catalogue="A\n\x1b[31m  B\u202e" + "c" * 500), tuned, tmp_path))
    assert found.catalogue.startswith("A [31m B c")
    assert len(found.catalogue) == 120


def test_a_version_that_is_gone_or_a_file_that_cannot_be_written_is_said_plainly(
    taking: Engine, given_file: Path, tmp_path: Path
) -> None:
    with pytest.raises(CatalogueError, match="Model version 7 of Summer is not there"):
        taking.export_version(7, str(tmp_path / "out"), ignore)
    version = taking.import_version(str(given_file), ignore).version
    (tmp_path / "a file").touch()
    with pytest.raises(RecordsError, match="could not be written"):
        taking.export_version(version, str(tmp_path / "a file" / "out"), ignore)
    taking.serving.store.tuned_file(version).write_bytes(b"half a file")
    with pytest.raises(WeightsRefused, match="cannot be read"):
        taking.export_version(version, str(tmp_path / "out"), ignore)
    assert not (tmp_path / "out").exists()


def test_a_version_kept_by_an_older_program_is_exported_with_what_its_card_says(taking: Engine, tmp_path: Path) -> None:
    version = keep(taking, adapter(1))
    store = taking.serving.store
    with store._engine.begin() as connection:
        figures = json.dumps({"before": asdict(BEFORE), "after": asdict(AFTER)})
        connection.exec_driver_sql("update model_version set figures = ?", (figures,))
    (listed,) = store.kept_versions(taking.serving.model.base_id)
    assert (listed.method, listed.check_photos) == (None, 0)
    taking.export_version(version, str(tmp_path / "out"), ignore)
    assert read_version(tmp_path / "out")[0].check_photos == 40
    store.tuned_file(version).with_name("card.json").write_text("{")
    taking.export_version(version, str(tmp_path / "out"), ignore)
    assert read_version(tmp_path / "out")[0].catalogue == "Summer"


@pytest.mark.parametrize(("method", "confirmed"), [(TuneMethod.PARTS, 30), (TuneMethod.WHITENING, 0)])
def test_a_change_of_parts_is_given_to_the_same_weights_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folder: Path, method: TuneMethod, confirmed: int
) -> None:
    quick(monkeypatch)
    chosen = []
    for seed in (0, 1):
        torch.manual_seed(seed)
        weights = tmp_path / f"weights {seed}.pth"
        torch.save(mobilenet_v3_small(weights=None).state_dict(), weights)
        chosen.append(Settings("mobilenet_v3_small", {"mobilenet_v3_small": str(weights)}))
    engine = Engine(tmp_path / "data")
    engine.open_catalogue(str(folder / "Winter"), chosen[0], ignore)
    channels, rng = engine.serving.model.embedder.look_size.channels, np.random.default_rng(0)
    down, up = (rng.normal(size=size).astype(np.float32) for size in ((channels, 3), (3, channels)))
    file = tmp_path / "parts"
    engine.export_version(keep(engine, PartsAdapter(down, up).to_bytes(), method, confirmed), str(file), ignore)

    engine.open_catalogue(str(folder / "Summer"), chosen[0], ignore)
    found = engine.import_version(str(file), ignore)
    assert (found.method, found.confirmed, found.in_service) == (method, confirmed, False)
    assert use_version(engine, found.version).new_images == 0
    card, tuned = read_version(file)
    narrow = PartsAdapter(down[:5], up[:, :5]).to_bytes()
    with pytest.raises(WeightsRefused, match="cannot be used"):
        engine.import_version(str(signed(card, narrow, tmp_path)), ignore)
    with pytest.raises(WeightsRefused, match="another kind of tuning"):
        engine.import_version(str(signed(replace(card, method=TuneMethod.BACKBONE), tuned, tmp_path)), ignore)
    engine.open_catalogue(str(folder / "Summer"), chosen[1], ignore)
    with pytest.raises(WeightsRefused, match="other weights of MobileNetV3-Small"):
        engine.import_version(str(file), ignore)


def test_the_terminal_lists_exports_imports_and_uses(
    folder: Path, given_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(folder / "taking", tmp_path / "data")

    def run(*options: object) -> tuple[int, dict[str, Any], str]:
        command = ["versions", folder / "Summer", *options, "--json", "--data-dir", tmp_path / "data"]
        code = boot.main([str(part) for part in command])
        out, told = capsys.readouterr()
        return code, json.loads(out), told

    assert [one["version"] for one in run()[1]["versions"]] == [0]
    code, found, told = run("--import", given_file)
    assert code == 0
    assert [(one["version"], one["in_service"]) for one in found["versions"]] == [(0, True), (1, False)]
    assert "imported; measured elsewhere, on Winter" in told
    assert [one["in_service"] for one in run("--use", 1)[1]["versions"]] == [False, True]
    assert run("--export", 1, tmp_path / "out")[0] == 0
    assert read_version(tmp_path / "out") == read_version(given_file)
    for options, message in ((("--export", "x", "out"), "no tuned version"), (("--use", 9), "9 of Summer is not")):
        code, found, told = run(*options)
        assert code == 1
        assert message in told
