"""The original study's figures, by the command a person would run, within one photo of 31."""

import json
from pathlib import Path

import pytest

from stockmatch import boot

pytestmark = pytest.mark.real

ONE_PHOTO = 1 / 31 + 1e-9


def test_the_studys_figure_and_what_its_training_mode_does_to_folded_norms(
    shared: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = shared / "data" / "uniqlo"
    command = ["study", folder / "catalogue", "--pairs", folder / "pairs.csv", "--out", tmp_path / "out"]
    command += ["--weights-dir", shared / "weights", "--backbones", "mobilenet_v3_small,mnasnet0_5", "--steps", 1]
    command += ["--random-steps", 0, "--repeats", 0, "--device", "cpu", "--json"]
    assert boot.main([str(part) for part in command]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["photos"], found["products"], found["skipped"], found["unavailable"]) == (31, 17, [], {})
    rows = {row["backbone"]: row for row in found["tables"]["batch_norm"]}
    small, mnas = rows["MobileNetV3-Small"], rows["MNASNet-0.5"]
    assert small["before"] == pytest.approx(5 / 31)  # 16.1 %, the study's own figure
    for row, name, error in (
        (small, "study_one", 0.387),
        (small, "kept_one", 0.194),
        (mnas, "before", 0.226),
        (mnas, "study_one", 0.258),
        (mnas, "kept_one", 0.194),
    ):
        assert row[name] == pytest.approx(error, abs=ONE_PHOTO + 0.001), name
    assert small["batch_norm"] == mnas["batch_norm"] == "folded"
    assert small["restored_one"] < small["study_one"] - 2 * ONE_PHOTO  # what the lost statistics alone did
    assert "an artefact" in Path(found["report"]).read_text(encoding="utf-8")
