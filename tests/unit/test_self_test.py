"""``stockmatch self-test``: what is quick of it, what it says of a failure, and that it tells of every check."""

import json
import tempfile
from pathlib import Path

import pytest

from stockmatch import boot, self_test

SLOW = {"embedding", "window"}


def test_the_quick_checks_go_well_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("_CHOOSE_PHOTOS", "_CHECK_PHOTOS"):
        monkeypatch.setattr(f"stockmatch.tuning.tune.{name}", 6)
    found = [self_test._outcome(name, check, tmp_path) for name, check in self_test.CHECKS.items() if name not in SLOW]
    assert [f"{check.name}: {check.detail}" for check in found if not check.ok] == []


def test_a_barcode_that_is_not_read_fails_the_check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(self_test, "_BARS", self_test._BARS[:40])
    found = self_test._outcome("barcode", self_test.CHECKS["barcode"], tmp_path)
    assert not found.ok
    assert self_test._BARCODE in found.detail


def test_one_failure_fails_it_all_and_every_check_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(_folder: Path) -> str:
        raise ImportError("libzxing.so.3")

    monkeypatch.setattr(self_test, "CHECKS", {"good": str, "bad": broken})
    assert boot.main(["self-test", "--json"]) == 1
    out, err = capsys.readouterr()
    found = json.loads(out)
    assert [(check["name"], check["ok"]) for check in found["checks"]] == [("good", True), ("bad", False)]
    assert not found["ok"]
    assert "FAILED bad: ImportError: libzxing.so.3" in err


def test_a_computer_without_room_for_it_is_told_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(*_: object, **__: object) -> None:
        raise FileNotFoundError(2, "No usable temporary directory found")

    monkeypatch.setattr(tempfile, "TemporaryDirectory", full)
    assert boot.main(["self-test", "--json"]) == 1
    out, err = capsys.readouterr()
    assert not json.loads(out)["ok"]
    assert "No temporary folder can be made" in err


def test_it_takes_no_data_folder_that_it_would_not_use(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(self_test, "CHECKS", {})
    with pytest.raises(SystemExit, match="2"):
        boot.main(["self-test", "--data-dir", str(tmp_path)])
    assert "--data-dir" in capsys.readouterr().err
