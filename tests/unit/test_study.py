"""A whole study on a tiny set: what it leaves behind, and what it does when stopped, damaged or asked for nonsense."""

import contextlib
import csv
import io
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch
from PIL import Image
from torchvision import models

from stockmatch import boot
from stockmatch.core.errors import Cancelled, StudyFailed
from stockmatch.core.model import Device
from stockmatch.core.progress import Progress, ignore
from stockmatch.core.study import StudyRequest
from stockmatch.services.study import study
from tests.conftest import garment

BACKBONE = "mobilenet_v3_small"


def make_set(folder: Path) -> None:
    """Six products and photos of four; a broken image, a torn photo, a line whose photo is gone; weights files."""
    (folder / "catalogue").mkdir(parents=True)
    (folder / "weights").mkdir()
    for number, sku in enumerate("ABCDEF"):
        Image.fromarray(garment((40 * number, 60, 200 - 20 * number), number)).save(folder / f"catalogue/{sku}.png")
    (folder / "catalogue/broken.jpg").write_bytes(b"not an image")
    (folder / "torn.jpg").write_bytes(b"\xff\xd8torn")
    rows = [("gone.png", "catalogue/A.png"), ("torn.jpg", "catalogue/A.png")]
    for number, sku in enumerate("ABCD"):
        Image.fromarray(garment((40 * number, 90, 180), number, 90)).save(folder / f"photo {sku}.png")
        rows.append((f"photo {sku}.png", f"catalogue/{sku}.png"))
    with (folder / "pairs.csv").open("w", newline="", encoding="utf-8") as out:
        csv.writer(out).writerows([("query", "target"), *rows])
    torch.manual_seed(0)
    state = models.mobilenet_v3_small().state_dict()
    torch.save(state, folder / "weights" / f"{BACKBONE}.pth")
    torch.save(state, folder / "weights" / "mnasnet0_5.pth")  # the wrong network's


def command(folder: Path) -> list[str]:
    """The command of the finished study, in a folder of ``make_set``."""
    given = ["study", str(folder / "catalogue"), "--pairs", str(folder / "pairs.csv"), "--out", str(folder / "out")]
    given += ["--weights-dir", str(folder / "weights"), "--backbones", f"{BACKBONE},mnasnet0_5", "--device", "cpu"]
    return [*given, "--steps", "2", "--random-steps", "3", "--repeats", "2", "--faithful", "--json"]


def asked(folder: Path, **changes: Any) -> StudyRequest:
    """The same as a request."""
    request = StudyRequest(
        str(folder / "catalogue"),
        str(folder / "pairs.csv"),
        str(folder / "out"),
        str(folder / "weights"),
        (BACKBONE, "mnasnet0_5"),
        steps=2,
        random_steps=3,
        repeats=2,
        faithful=True,
        device=Device.CPU,
    )
    return replace(request, **changes)


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A finished study and what the command printed."""
    folder = tmp_path_factory.mktemp("study")
    make_set(folder)
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        assert boot.main(command(folder)) == 0
    return folder, printed.getvalue()


@pytest.fixture
def finished(once: tuple[Path, str], tmp_path: Path) -> Path:
    """A copy of the finished study."""
    shutil.copytree(once[0], tmp_path / "copy")
    return tmp_path / "copy"


def parts(folder: Path) -> dict[str, int]:
    """Finished parts and when they were written."""
    return {path.stem: path.stat().st_mtime_ns for path in (folder / "out" / "parts").iterdir()}


def test_the_command_leaves_a_report_figures_and_tables(once: tuple[Path, str]) -> None:
    out, found = once[0] / "out", json.loads(once[1])
    assert (found["photos"], found["products"], found["reused_parts"]) == (4, 6, 0)
    assert "MobileNetV3-Small" in found["unavailable"]["mnasnet0_5"]
    assert {Path(problem["file"]).name for problem in found["skipped"]} == {"broken.jpg", "pairs.csv:2", "torn.jpg"}

    page = (out / "report.html").read_text(encoding="utf-8")
    for words in ("In short", "What the study got wrong", "These weights are for MobileNetV3-Small", "broken.jpg"):
        assert words in page
    for elsewhere in ("http://", "https://", "<script", "<link"):
        assert elsewhere not in page
    for name in ("before_training", "error_pretrained", "loss_pretrained", "error_random", "gallery", "by_k"):
        with Image.open(out / "figures" / f"{name}.png") as figure:
            assert figure.width > 1000
    tables = found["tables"]
    for name, rows in tables.items():
        with (out / "tables" / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
            table = list(csv.DictReader(file))
        assert rows
        assert [list(row) for row in table] == [list(row) for row in rows]
    assert [row["steps"] for row in tables["training_pretrained_faithful"]] == [2]
    assert [row["steps"] for row in tables["training_random_corrected"]] == [3, 3]
    assert {row["runs_random"] for row in tables["random_walk_corrected"]} == {2}
    assert [row["k"] for row in tables["by_k"]] == [1, 2, 3, 4, 5]
    assert tables["by_k"][4]["before"] == tables["before_training"][0]["top5"]


@pytest.mark.parametrize(
    "options",
    [["--steps", "0"], ["--repeats", "-1"], ["--backbones", "resnet99"], ["--backbones", ","], ["--seed", "x"]],
)
def test_wrong_usage_ends_with_2(options: list[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        boot.main(["study", "a", "--pairs", "b", "--out", "c", *options])
    assert stopped.value.code == 2


def stop_at(words: str) -> Callable[[Progress], None]:
    """A report that cancels when it hears these words."""

    def report(progress: Progress) -> None:
        if words in str(progress.detail):
            raise Cancelled

    return report


def test_a_cancelled_study_goes_on_where_it_was(tmp_path: Path) -> None:
    make_set(tmp_path)
    with pytest.raises(Cancelled):
        study(asked(tmp_path), stop_at("faithful"))
    first = parts(tmp_path)
    assert sorted(first) == [f"curve-pretrained-corrected-{BACKBONE}", f"judged-pretrained-{BACKBONE}"]
    assert not (tmp_path / "out" / "report.html").exists()
    with pytest.raises(Cancelled):
        study(asked(tmp_path), stop_at("restored"))
    assert first.items() < parts(tmp_path).items()


def test_everything_is_taken_up_but_a_damaged_part(finished: Path) -> None:
    before = parts(finished)
    damaged = finished / "out" / "parts" / f"triplets-{BACKBONE}.json"
    whole = damaged.read_bytes()
    damaged.write_bytes(whole[:-40])
    result = study(asked(finished), ignore)
    assert result.reused == len(before) - 1
    assert damaged.read_bytes() == whole
    assert {name for name, written in parts(finished).items() if written != before[name]} == {damaged.stem}
    assert damaged.stem in Path(result.report).read_text(encoding="utf-8")


def test_a_run_with_other_settings_computes_anew_what_they_change(finished: Path) -> None:
    before = parts(finished)
    with pytest.raises(Cancelled):
        study(asked(finished, steps=1), stop_at("restored"))
    anew = {name for name, written in parts(finished).items() if written != before[name]}
    assert anew == {f"curve-pretrained-corrected-{BACKBONE}", f"curve-pretrained-faithful-{BACKBONE}"}


def test_a_run_on_another_set_takes_up_nothing(finished: Path) -> None:
    before = parts(finished)
    Image.fromarray(garment((9, 9, 9), 8)).save(finished / "catalogue" / "A.png")
    with pytest.raises(Cancelled):
        study(asked(finished), stop_at("corrected"))
    assert parts(finished)[f"judged-pretrained-{BACKBONE}"] != before[f"judged-pretrained-{BACKBONE}"]


def test_without_any_weights_there_is_still_a_report(finished: Path) -> None:
    result = study(asked(finished, weights_dir=None, backbones=(BACKBONE,), faithful=False, repeats=0), ignore)
    assert "not on this computer" in result.unavailable[BACKBONE]
    assert "No pretrained weights were there" in Path(result.report).read_text(encoding="utf-8")
    assert result.tables["before_training"][0]["top5"] is None


def test_what_cannot_be_studied_is_refused_with_the_reason(finished: Path, tmp_path: Path) -> None:
    alone = tmp_path / "alone"
    alone.mkdir()
    Image.fromarray(garment((9, 9, 9), 1)).save(alone / "A.png")
    with pytest.raises(StudyFailed, match="at least two"):
        study(asked(finished, source=str(alone)), ignore)
    empty = tmp_path / "nothing.csv"
    empty.write_text("query,target\nphotos/gone.png,nowhere.png\n")
    with pytest.raises(StudyFailed, match=r"No photo could be judged.*gone\.png"):
        study(asked(finished, pairs=str(empty)), ignore)
    with pytest.raises(StudyFailed, match=r"resnet50\.pth"):
        study(asked(finished, weights_dir=str(tmp_path / "nowhere")), ignore)
    with pytest.raises(StudyFailed, match=r"may not be read|resnet50\.pth"):
        study(asked(finished, weights_dir=str(tmp_path / ("x" * 300))), ignore)
    with pytest.raises(StudyFailed, match="lies in the catalogue's folder"):
        study(asked(finished, out=str(finished / "catalogue" / "out")), ignore)
    (tmp_path / "taken").write_text("")
    with pytest.raises(StudyFailed, match="--out"):
        study(asked(finished, out=str(tmp_path / "taken")), ignore)


def test_no_other_command_waits_for_figures_and_statistics() -> None:
    code = (
        "import sys, stockmatch.cli, stockmatch.services.engine, stockmatch.ui.app\n"
        "print([name for name in ('matplotlib', 'scipy', 'stockmatch.study') if name in sys.modules])"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"
