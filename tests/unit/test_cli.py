"""The commands: exit codes, keys of the JSON, nothing else on standard output."""

import csv
import json
import os
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import safetensors.numpy
from openpyxl import load_workbook
from PIL import Image

from stockmatch import boot
from stockmatch.core.calibration import Presence
from stockmatch.core.embedder import Pixels, Prepared
from stockmatch.core.evidence import ColourMode
from stockmatch.core.exporting import ExportTable
from stockmatch.core.progress import ignore
from stockmatch.core.settings import Settings
from stockmatch.core.table import Reading
from stockmatch.core.tuning import TuneFigures, TuneMethod, TuneOutcome, TuneStep
from stockmatch.matching.domain import PhotoDomain
from stockmatch.matching.features import PhotoFeatures
from stockmatch.matching.fitting import Calibration
from stockmatch.matching.matcher import Matcher
from stockmatch.matching.ranking import Ranking
from stockmatch.models.adapter import adapter_for_saving
from stockmatch.models.classic import DIMENSION, ClassicEmbedder
from stockmatch.services.engine import Engine
from stockmatch.services.evaluation import Pipeline, Protocol, evaluate, read_pairs
from stockmatch.services.kept import KeptPhotos
from stockmatch.store.export import write_table
from stockmatch.store.library import Library
from stockmatch.store.plans import Plans
from stockmatch.store.settings_file import SettingsFile
from tests.conftest import garment
from tests.decided import use_version
from tests.products import photo, product, quick, save, supplier

LONG = "x" * 300
"""More than a file's name may have."""


@pytest.fixture
def pairs(catalogue: Path, tmp_path: Path) -> Path:
    """Two judged photos, one with two answers; a line with a missing file."""
    for name, colour, kind in (("p1", (200, 30, 30), 0), ("p2", (150, 40, 160), 4)):
        Image.fromarray(garment(colour, kind, background=230)).save(tmp_path / f"{name}.jpg")
    rows = [
        ("p1.jpg", "supplier images/A-100.png"),
        ("p2.jpg", "supplier images/E-500_1.png"),
        ("p2.jpg", "supplier images/E-500_2.png"),
        ("gone.jpg", "supplier images/A-100.png"),
    ]
    path = tmp_path / "pairs.csv"
    with path.open("w", newline="") as file:
        csv.writer(file).writerows([("query", "target"), *rows])
    return path


class Shell:
    """Runs commands as a terminal would."""

    def __init__(self, data_dir: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.data_dir = data_dir
        self._capsys = capsys

    def __call__(self, *arguments: object) -> tuple[int, str, str]:
        try:
            code = boot.main([*map(str, arguments), "--data-dir", str(self.data_dir)])
        except SystemExit as stop:
            code = int(stop.code or 0)
        captured = self._capsys.readouterr()
        return code, captured.out, captured.err


@pytest.fixture
def shell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(tmp_path / "data", capsys)


def test_index(shell: Shell, catalogue: Path) -> None:
    code, out, err = shell("index", catalogue, "--json")
    found = json.loads(out)
    assert code == 0
    assert (found["products"], found["images"], found["embedded"]) == (6, 7, 7)
    assert [problem["file"] for problem in found["skipped"]] == ["broken.jpg"]
    assert "broken.jpg" in err
    assert json.loads(shell("index", catalogue, "--json")[1])["embedded"] == 0
    assert not any(path.suffix not in {".png", ".jpg"} for path in catalogue.iterdir())


def test_match(shell: Shell, catalogue: Path, tmp_path: Path) -> None:
    code, out, _ = shell("match", catalogue, catalogue / "A-100.png", tmp_path / "gone.jpg", "-k", 50, "--json")
    found = json.loads(out)
    assert code == 0
    assert found.keys() == {"model_id", "photos"}
    first, gone = found["photos"]
    assert first["error"] is None
    assert [c["rank"] for c in first["candidates"]] == [1, 2, 3, 4, 5, 6]
    assert first["candidates"][0].keys() == {
        "rank", "sku", "colour", "size", "barcode", "image", "score", "margin", "evidence", "points", "same_picture",
        "seen_before", "code", "read_from",
    }  # fmt: skip
    assert sum(c["score"] for c in first["candidates"]) == pytest.approx(1)
    assert sum(first["candidates"][0]["evidence"].values()) == pytest.approx(1)
    assert first["region"].keys() == {"left", "top", "right", "bottom"}
    assert (first["p_value"], first["presence"]) == (None, "present")  # too few products to learn from
    assert first["candidates"][0]["sku"] == "A-100"
    assert first["candidates"][0]["margin"] == pytest.approx(
        first["candidates"][0]["score"] - first["candidates"][1]["score"]
    )
    assert (gone["candidates"], gone["region"], gone["p_value"]) == ([], None, None)
    assert gone["error"]


def test_match_says_what_is_probably_not_there(shell: Shell, catalogue: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("stockmatch.cli_matches.presence", lambda _p, _belief: Presence.PROBABLY_ABSENT)
    _, out, err = shell("match", catalogue, catalogue / "A-100.png", "--json")
    assert json.loads(out)["photos"][0]["presence"] == "probably absent"
    assert "A-100.png: probably absent from the catalogue" in err


def test_no_photo_matched_is_exit_1(shell: Shell, catalogue: Path) -> None:
    code, out, err = shell("match", catalogue, "gone.jpg", catalogue, "--json")
    found = json.loads(out)
    assert code == 1
    assert [bool(photo["error"]) for photo in found["photos"]] == [True, True]
    assert found["error"] == "No photo could be matched."
    assert err.endswith("stockmatch: No photo could be matched.\n")
    assert shell("match", catalogue, "gone.jpg")[0] == 1


@pytest.mark.parametrize("protocol", ["queue", "online"])
def test_evaluate(shell: Shell, catalogue: Path, pairs: Path, protocol: str) -> None:
    code, out, _ = shell("evaluate", catalogue, "--pairs", pairs, "-k", 1, 5, "--protocol", protocol, "--json")
    found = json.loads(out)
    assert code == 0
    assert found.keys() == {
        "model_id", "backbone", "photos", "products", "top_k_error", "top_k_error_ci95", "pipeline", "alone", "weights",
        "shortlist_recall", "mrr", "ranks", "skipped", "seconds",
    }  # fmt: skip
    assert (found["photos"], found["products"]) == (2, 6)
    assert found["top_k_error"] == {"1": 0.0, "5": 0.0}
    assert found["ranks"] == {"p1.jpg": 1, "p2.jpg": 1}
    assert found["mrr"] == 1
    assert found["top_k_error_ci95"]["5"][0] == 0
    assert found["seconds"].keys() == {"index", "match", "per_photo"}
    assert [problem["file"] for problem in found["skipped"]] == ["pairs.csv:5"]


@pytest.fixture
def prints(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A supplier of printed products, and the right answers for photos of three of them, one of which is not there."""
    quick(monkeypatch)
    supplier(tmp_path / "supplier", range(6))
    rows = [("query", "target")]
    for number in (4, 2, 1):
        save(photo(number), tmp_path / f"q{number}.png")
        rows.append((f"q{number}.png", f"supplier/P{number:02}.png"))
    save(photo(5), tmp_path / "q5.png")
    rows.append(("q5.png", "q5.png"))
    with (tmp_path / "answers.csv").open("w", newline="") as file:
        csv.writer(file).writerows(rows)
    return tmp_path


@pytest.mark.parametrize("protocol", ["queue", "online"])
@pytest.mark.parametrize("pipeline", ["full", "global", "study"])
def test_every_pipeline_is_judged_and_named(shell: Shell, prints: Path, pipeline: str, protocol: str) -> None:
    code, out, err = shell(
        "evaluate", prints / "supplier", "--pairs", prints / "answers.csv", "--backbone", "classic", "-k", 1, 3,
        "--pipeline", pipeline, "--protocol", protocol, "--json",
    )  # fmt: skip
    found = json.loads(out)
    assert code == 0
    assert found["pipeline"] == pipeline
    assert list(found["ranks"]) == ["q4.png", "q2.png", "q1.png"]
    assert found["mrr"] == pytest.approx(sum(1 / rank for rank in found["ranks"].values()) / 3)
    assert [problem["file"] for problem in found["skipped"]] == ["q5.png"]
    assert "q5.png" in err
    if pipeline != "full":
        assert (found["alone"], found["weights"], found["shortlist_recall"]) == ({}, None, None)
        return
    assert found["weights"].keys() == {"look", "patches", "keypoints", "colour", "details"}
    assert found["ranks"] == {"q4.png": 1, "q2.png": 1, "q1.png": 1}
    assert found["alone"].keys() == found["weights"].keys()
    assert found["alone"]["keypoints"] == {"1": 0.0, "3": 0.0}
    assert "keypoints alone" in err


def test_a_single_photo_is_judged_the_same_by_both_protocols(shell: Shell, prints: Path) -> None:
    for number in range(6):
        save(photo(number, seed=3), prints / "one.png")
        (prints / "one.csv").write_text(f"query,target\none.png,supplier/P{number:02}.png\n")
        ranks = []
        for protocol in ("queue", "online"):
            command = ("evaluate", prints / "supplier", "--pairs", prints / "one.csv", "--pipeline", "global")
            ranks.append(json.loads(shell(*command, "--protocol", protocol, "--json")[1])["ranks"])
        assert ranks[0] == ranks[1]


def test_online_knows_only_earlier_photos(prints: Path, tmp_path: Path) -> None:
    """The first photo is ranked as if it were alone; in a queue all are known before the first is ranked."""
    engine = Engine(tmp_path / "data")
    engine.open_catalogue(str(prints / "supplier"), Settings(), ignore)
    pairs = read_pairs(prints / "answers.csv")
    known: dict[Protocol, list[int]] = {}
    for protocol in Protocol:
        serving = engine.serving
        serving.domain = PhotoDomain((2, serving.model.embedder.look_size.dimension))
        serving._kept = KeptPhotos()
        shortlist = serving.matcher.shortlist
        counts: list[int] = []

        def counting(
            photo: PhotoFeatures,
            domain: PhotoDomain,
            counts: list[int] = counts,
            shortlist: Callable[..., Ranking] = shortlist,
        ) -> Ranking:
            counts.append(len(domain))
            return shortlist(photo, domain)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(serving.matcher, "shortlist", counting)
            evaluate(serving, pairs, ignore, protocol=protocol, pipeline=Pipeline.GLOBAL)
        known[protocol] = counts
    assert known == {Protocol.QUEUE: [3, 3, 3], Protocol.ONLINE: [1, 2, 3]}


@pytest.mark.parametrize("pipeline", [Pipeline.GLOBAL, Pipeline.FULL])
def test_of_photos_that_wait_only_what_ranks_them_is_kept(
    prints: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pipeline: Pipeline
) -> None:
    engine = Engine(tmp_path / "data")
    engine.open_catalogue(str(prints / "supplier"), Settings(), ignore)
    shortlist, waited = engine.serving.matcher.shortlist, []

    def noting(photo: PhotoFeatures, domain: PhotoDomain) -> Ranking:
        waited.append(photo)
        return shortlist(photo, domain)

    monkeypatch.setattr(engine.serving.matcher, "shortlist", noting)
    evaluate(engine.serving, read_pairs(prints / "answers.csv"), ignore, pipeline=pipeline)
    assert len(waited) == 3
    assert all(photo.grey is None and photo.found is not None for photo in waited)
    assert all((len(photo.points.points) > 0) == (pipeline is Pipeline.FULL) for photo in waited)


def test_the_study_knows_no_tuning_and_nothing_that_was_learnt(prints: Path, tmp_path: Path) -> None:
    engine = Engine(tmp_path / "data")
    engine.open_catalogue(str(prints / "supplier"), Settings(), ignore)
    pairs = read_pairs(prints / "answers.csv")
    untuned = evaluate(engine.serving, pairs, ignore, pipeline=Pipeline.STUDY)
    model, store = engine.serving.model, engine.serving.store
    blind = np.zeros((DIMENSION, DIMENSION), np.float32)
    blind[0, 0] = 1
    weights = safetensors.numpy.save(adapter_for_saving(blind))
    figures = (TuneFigures(1.0, 1.0), TuneFigures(0.0, 0.0))
    version = store.propose_version("classic", model.base_id, weights, figures, {})
    use_version(engine, version)
    engine.serving.calibration = Calibration((1.0, 1.0, 2.0, 0.5), ((1.0, 1.0),), 0.5, 1)
    assert engine.serving.snapshot.tuned
    study = evaluate(engine.serving, pairs, ignore, pipeline=Pipeline.STUDY)
    assert (study.ranks, study.model_id, study.shortlist_recall) == (untuned.ranks, untuned.model_id, None)
    full = evaluate(engine.serving, pairs, ignore)
    assert (full.model_id, full.shortlist_recall) == (engine.serving.snapshot.model_id, 0.5)
    assert evaluate(engine.serving, pairs, ignore, pipeline=Pipeline.GLOBAL).shortlist_recall is None


def test_the_study_skips_a_photo_that_the_backbone_fails_on(
    prints: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Failing(ClassicEmbedder):
        def prepare(self, pixels: Pixels) -> Prepared:
            found = super().prepare(pixels)
            return found if pixels.min() else np.full(DIMENSION, np.nan, np.float32)

    engine = Engine(tmp_path / "data")
    engine.open_catalogue(str(prints / "supplier"), Settings(), ignore)
    save(np.maximum(photo(4), 1), prints / "q4.png")
    for number in range(6):
        save(np.maximum(product(number), 1), prints / "supplier" / f"P{number:02}.png")
    save(np.maximum(photo(2), 1), prints / "q2.png")
    black = photo(1)
    black[:9, :9] = 0
    save(black, prints / "q1.png")
    monkeypatch.setattr("stockmatch.models.loading.ClassicEmbedder", Failing)
    found = evaluate(engine.serving, read_pairs(prints / "answers.csv"), ignore, pipeline=Pipeline.STUDY)
    assert list(found.ranks) == ["q4.png", "q2.png"]
    assert ["not finite" in problem.reason for problem in found.skipped] == [False, True]


@pytest.mark.parametrize("kept", [False, True])
def test_tune_judges_pairs_with_the_colour_of_the_settings_and_again_only_if_the_model_changes(
    shell: Shell, pairs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kept: bool
) -> None:
    as_it_was = TuneFigures(0.5, 0.2)
    outcome = TuneOutcome(
        better=kept,
        reason="So.",
        steps=(TuneStep(0, 1.0, 0.5),),
        chosen_step=0,
        before=as_it_was,
        after=as_it_was,
        products=2,
        check_photos=2,
        stopped=False,
        seconds=1.0,
        method=TuneMethod.BACKBONE,
    )
    weights = bytes(safetensors.numpy.save(adapter_for_saving(np.eye(DIMENSION, dtype=np.float32)))) if kept else None
    monkeypatch.setattr("stockmatch.services.tuning.tune", lambda *_, **__: (outcome, weights))
    SettingsFile(tmp_path / "data" / "settings.json").save(Settings(colour=ColourMode.ANY))
    weigh, asked = Matcher.rank, []

    def noting(matcher: Matcher, photo: PhotoFeatures, first: Ranking, mode: ColourMode) -> Ranking:
        asked.append(mode)
        return weigh(matcher, photo, first, mode)

    monkeypatch.setattr(Matcher, "rank", noting)
    code, out, _ = shell("tune", pairs.parent / "supplier images", "--pairs", pairs, "--json")
    result = json.loads(out)
    assert (code, result["kept"]) == (0, kept)
    assert result["pairs"]["before"] == result["pairs"]["after"]
    assert asked == [ColourMode.ANY] * (4 if kept else 2)


def test_tune_reports_pairs_but_chooses_nothing_by_them(
    shell: Shell, catalogue: Path, pairs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    quick(monkeypatch)
    for name in ("_CHOOSE_PHOTOS", "_CHECK_PHOTOS"):
        monkeypatch.setattr(f"stockmatch.tuning.tune.{name}", 12)
    code, out, _ = shell("tune", catalogue, "--pairs", pairs, "--json")
    found = json.loads(out)
    assert code == 0
    assert {"kept", "reason", "model_id", "steps", "before", "after", "pairs"} <= found.keys()
    assert found["steps"][0].keys() == {"step", "loss", "pseudo_error"}
    top1 = found["pairs"]["top1"]
    assert top1["won"] - top1["lost"] == round(3 * (found["pairs"]["before"]["1"] - found["pairs"]["after"]["1"]))
    assert {"p_better", "p_worse"} <= top1.keys()
    without = json.loads(shell("tune", catalogue, "--frozen", "--json")[1])
    assert without["steps"] == found["steps"]


def test_export(shell: Shell, catalogue: Path, tmp_path: Path) -> None:
    code, _, err = shell("export", catalogue, tmp_path / "out.csv")
    assert code == 1
    assert "never opened" in err
    shell("index", catalogue)
    code, out, _ = shell("export", catalogue, tmp_path / "out.csv", "--json")
    assert code == 0
    assert json.loads(out)["rows"] == 0
    assert (tmp_path / "out.csv").exists()


def test_a_moved_folder_keeps_its_catalogue(shell: Shell, catalogue: Path, tmp_path: Path) -> None:
    known = json.loads(shell("index", catalogue, "--json")[1])
    settings = SettingsFile(shell.data_dir / "settings.json")
    settings.save(Settings(k=7, inboxes={str(catalogue): "/phone"}, grouping={str(catalogue): False}))
    moved = catalogue.rename(tmp_path / "moved")
    again = json.loads(shell("index", moved, "--catalogue", known["catalogue_id"], "--json")[1])
    assert settings.load()[0] == Settings(k=7, inboxes={str(moved): "/phone"}, grouping={str(moved): False})
    assert (again["catalogue_id"], again["embedded"]) == (known["catalogue_id"], 0)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["index", "nowhere"], "not there"),
        (["evaluate", ".", "--pairs", "nowhere.csv"], "nowhere.csv cannot be read: No such file or directory."),
        (["index", ".", "--backbone", "resnet18", "--weights", "nowhere.pth"], "nowhere.pth"),
        (["versions", "shirts", "--use", "5"], "version 5 of shirts is not there"),
        (["versions", "shirts", "--import", "nowhere"], "nowhere cannot be read: No such file or directory."),
        (["index", "list.csv", "--encoding", "punycode"], "there is no encoding “punycode”"),
        (["index", "list.csv", "--encoding", "undefined"], "there is no encoding “undefined”"),
        (["index", "list.XLS"], "list.XLS is a table of a kind that cannot be read here. Save it as .xlsx or .csv"),
        (["match", "list.ods", "a.jpg"], "list.ods is a table of a kind that cannot be read here."),
        (["index", "list.csv", "--images", "list.ods"], "list.ods is a table of a kind that cannot be read here."),
        (["index", "list.numbers"], "list.numbers is not there."),
    ],
)
def test_failures_are_exit_1_with_a_plain_message(
    shell: Shell, arguments: list[str], message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "shirts").mkdir()
    save(product(1), tmp_path / "shirts" / "1.png")
    (tmp_path / "list.csv").write_bytes("sku;name\n1;Grün\n".encode("cp1252"))
    for other in ("list.XLS", "list.ods"):
        (tmp_path / other).write_bytes(b"x")
    code, out, err = shell(*arguments, "--json")
    assert code == 1
    assert message in err
    assert "Traceback" not in err
    assert message in json.loads(out)["error"]


@pytest.mark.skipif(os.name == "nt", reason="Windows says so otherwise")
@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([LONG], (2, "is neither a command nor a folder")),
        (["index", f"{LONG}.csv"], (1, "may not be read (File name too long)")),
        (["index", f"{LONG}.zip"], (1, "may not be read (File name too long)")),
        (["index", "list.csv", "--images", f"{LONG}.zip"], (1, "may not be read (File name too long)")),
        (["export", "shirts", f"{LONG}.csv"], (1, "could not be written: File name too long")),
        (["export", "shirts", f"{LONG}.csv", "--preview"], (0, "Nothing was written")),
    ],
)
def test_what_cannot_even_be_looked_at_is_told(
    shell: Shell, arguments: list[str], told: tuple[int, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "list.csv").write_text("sku;name\n1;2\n")
    (tmp_path / "shirts").mkdir()
    save(product(1), tmp_path / "shirts" / "1.png")
    if arguments[0] == "export":
        shell("index", "shirts")
    code, _, err = shell(*arguments)
    assert code == told[0]
    assert told[1] in err


@pytest.mark.parametrize(
    "arguments",
    [
        ["match", "."],
        ["index"],
        ["match", ".", "p.jpg", "-k", "0"],
        ["index", ".", "--backbone", "vgg"],
        ["evaluat", "."],
        ["index", "list.csv", "--delimiter", "ab"],
        ["index", "list.csv", "--delimiter", "\\n"],
        ["index", "list.csv", "--delimiter", '"'],
        ["index", "list.csv", "--delimiter", ""],
        ["index", ""],
        ["match", "shirts", ""],
        ["index", "shirts", "--data-dir", ""],
        ["export", "shirts", "out.csv", "--photos", ""],
    ],
)
def test_wrong_usage_is_exit_2(
    shell: Shell, arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "list.csv").write_text("sku;name\n1;2\n")
    (tmp_path / "shirts").mkdir()
    save(product(1), tmp_path / "shirts" / "1.png")
    assert shell(*arguments)[0] == 2
    assert not (tmp_path / "catalogues").exists()


def test_an_interrupt_is_exit_130(shell: Shell, catalogue: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("stockmatch.services.engine.index_catalogue", interrupt)
    assert shell("index", catalogue)[0] == 130


@pytest.mark.parametrize("command", ["index", "match", "evaluate", "tune", "versions", "export", "self-test", "window"])
def test_every_command_has_help(shell: Shell, command: str) -> None:
    code, out, _ = shell(command, "--help")
    assert code == 0
    assert "usage: stockmatch" in out


def test_a_table_made_on_windows_works_here(shell: Shell, catalogue: Path, pairs: Path) -> None:
    pairs.write_text("\ufeffquery,target\r\np1.jpg,supplier images\\A-100.png\r\n" + "x" * 300 + ",y\r\n", "utf-8")
    found = json.loads(shell("evaluate", catalogue, "--pairs", pairs, "--json")[1])
    assert found["ranks"] == {"p1.jpg": 1}
    assert [problem["file"] for problem in found["skipped"]] == ["pairs.csv:3"]


def test_moving_a_catalogue_to_nowhere_changes_nothing(shell: Shell, catalogue: Path, tmp_path: Path) -> None:
    known = json.loads(shell("index", catalogue, "--json")[1])
    assert shell("index", tmp_path / "nowhere", "--catalogue", known["catalogue_id"])[0] == 1
    assert json.loads(shell("index", catalogue, "--json")[1])["catalogue_id"] == known["catalogue_id"]


def test_weights_without_their_backbone_are_refused(shell: Shell, catalogue: Path) -> None:
    code, _, err = shell("index", catalogue, "--weights", "some.pth")
    assert code == 1
    assert "--backbone" in err


def test_a_table_of_which_no_column_is_known_is_told_so(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text("price\n1\n")
    code, _, err = shell("index", tmp_path / "list.csv", "--dry-run")
    assert code == 1
    assert f"list.csv: 1 row, no column is known; images in {tmp_path}" in err


@pytest.mark.parametrize(
    ("table", "options", "told"),
    [
        ("list.csv", ["--sheet", "Winter"], ["--sheet"]),
        ("list.xlsx", ["--delimiter", ";", "--encoding", "cp1252", "--sheet", "Winter"], ["--delimiter", "--encoding"]),
        ("list.xlsx", ["--sheet", "Winter"], []),
        ("list.csv", ["--delimiter", ";", "--encoding", "cp1252"], []),
    ],
)
def test_a_table_is_told_which_options_do_nothing_for_it(
    shell: Shell, catalogue: Path, table: str, options: list[str], told: list[str]
) -> None:
    if table == "list.csv":
        (catalogue / table).write_text("sku;image\n1;A-100.png\n")
    else:
        write_table(catalogue / table, ExportTable(("sku", "image"), (("1", "A-100.png"),)))
        book = load_workbook(catalogue / table)
        book.worksheets[0].title = "Winter"
        book.save(catalogue / table)
    for doing in (["--dry-run"], []):
        code, _, err = shell("index", catalogue / table, *options, *doing)
        assert code == 0
        assert [line.split()[0] for line in err.splitlines() if "has no effect" in line] == told


def test_an_option_that_does_nothing_is_not_remembered(shell: Shell, catalogue: Path) -> None:
    (catalogue / "list.csv").write_text("sku;image\n1;A-100.png\n")
    shell("index", catalogue / "list.csv", "--sheet", "Winter")
    entry = Library(shell.data_dir).find(catalogue / "list.csv")
    assert entry is not None
    assert Plans(shell.data_dir).reading(entry) == Reading()


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["out.csv", "--photo-address", "https://a.example"], "--photo-address"),
        (["out.csv", "--pictures"], "--pictures"),
        (["out.xlsx", "--no-bom"], "--no-bom"),
        (["out.csv", "--template", "shopify", "--no-bom"], "--no-bom"),
        (["out.xlsx", "--template", "shopify", "--pictures"], "--pictures"),
        (["out.xlsx", "--pictures"], None),
        (["out.csv", "--no-bom", "--photos", "copies"], None),
        (["out.csv", "--photos", "copies", "--photo-address", "https://a.example"], "--photo-address"),
        (["o.csv", "--template", "shopify", "--photos", "copies", "--photo-address", "https://a.example"], None),
    ],
)
def test_an_export_says_which_options_do_nothing(
    shell: Shell, catalogue: Path, options: list[str], told: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(catalogue.parent)
    shell("index", catalogue)
    code, _, err = shell("export", catalogue, *options)
    assert code == 0
    assert [line.split()[0] for line in err.splitlines() if "has no effect" in line] == ([told] if told else [])


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_what_comes_from_outside_does_nothing_to_a_terminal(shell: Shell, tmp_path: Path) -> None:
    evil = "A\x1b[2J\n1\r\t\x9b\u202e"
    folder, shown = tmp_path / evil, "A\\x1b[2J\\n1\\r\\t\\x9b\\u202e"
    folder.mkdir()
    save(product(1), folder / f"{evil}.png")
    save(product(2), folder / "B.png")
    (folder / f"{evil}.jpg").write_bytes(b"x")
    out = tmp_path / f"{evil}.csv"
    commands: list[list[object]] = [
        ["index", folder],
        ["match", folder, folder / f"{evil}.png", folder / f"{evil}.jpg"],
        ["index", tmp_path / f"{evil}.xls"],
        ["index", tmp_path, "--images", folder],
        ["export", folder, out],
        ["export", folder, out, "--preview"],
        ["versions", folder, "--export", evil, out],
        [evil],
        ["index", folder, "--colour", evil],
    ]
    for command in commands:
        _, _, err = shell(*command)
        assert not set(err) & set("\x1b\r\x9b\u202e"), command
        assert "\n1" not in err
    _, _, err = shell(*commands[1])
    assert f"  {shown}" in err
    assert f"{shown}.jpg: " in err
    found = json.loads(shell(*commands[1], "--json")[1])
    assert evil in [candidate["sku"] for candidate in found["photos"][0]["candidates"]]


def test_json_passes_every_encoding(shell: Shell, catalogue: Path) -> None:
    (catalogue / "A-100.png").rename(catalogue / "商品👗.png")
    out = shell("match", catalogue, catalogue / "商品👗.png", "--json")[1]
    assert out.isascii()
    assert json.loads(out)["photos"][0]["candidates"][0]["sku"] == "商品👗"


def test_what_is_no_number_is_said_plainly(shell: Shell) -> None:
    code, _, err = shell("match", ".", "p.jpg", "-k", "many")
    assert code == 2
    assert "'many' is not a whole number" in err
