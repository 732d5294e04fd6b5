"""The figures this product promises, by the commands a person would run."""

import json
import shutil
from pathlib import Path

import pytest

from stockmatch import boot

pytestmark = pytest.mark.real


def evaluate(shared: Path, data_dir: Path, capsys: pytest.CaptureFixture[str], *arguments: object) -> dict[str, float]:
    name, backbone, *pairs = arguments
    source = shared / "data" / str(name)
    answers = pairs[0] if pairs else source / "pairs.csv"
    command = ["evaluate", source / "catalogue", "--pairs", answers, "--backbone", backbone]
    weights = shared / "weights" / f"{backbone}.pth"
    if weights.exists():
        command += ["--weights", weights]
    assert boot.main([*map(str, command), "--data-dir", str(data_dir), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["skipped"] == []
    return {k: float(error) for k, error in found["top_k_error"].items()}


@pytest.mark.parametrize(("backbone", "most"), [("mobilenet_v3_small", 0.17), ("classic", 0.45)])
def test_the_studys_set(
    shared: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], backbone: str, most: float
) -> None:
    assert evaluate(shared, tmp_path, capsys, "uniqlo", backbone)["5"] <= most


def test_another_set_works_by_the_same_command(
    shared: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = shared / "data" / "dreambooth"
    heading, *answers = (source / "pairs.csv").read_text("utf-8").splitlines()
    some = [",".join(str(source / file) for file in row.split(",")) for row in answers[::3]]
    (tmp_path / "some.csv").write_text("\n".join([heading, *some]), "utf-8")
    errors = evaluate(shared, tmp_path, capsys, "dreambooth", "classic", tmp_path / "some.csv")
    assert errors["5"] < errors["1"] < 0.35


def test_the_shops_own_avif_files_are_one_catalogue(
    shared: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    catalogue = tmp_path / "catalogue"
    catalogue.mkdir()
    for file in sorted((shared / "data" / "uniqlo_avif").iterdir())[::4]:
        shutil.copy(file, catalogue)
    assert boot.main(["index", str(catalogue), "--data-dir", str(tmp_path / "data"), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["images"], found["skipped"]) == (12, [])


def test_the_awkward_files_are_read_or_listed(shared: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = str(shared / "data" / "awkward")
    assert boot.main(["index", source, "--backbone", "classic", "--data-dir", str(tmp_path), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["images"] >= 40
    assert all(problem["reason"] for problem in found["skipped"])
