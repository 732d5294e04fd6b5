"""A model over which Stockmatch ended is not tried again at every start; one whose trial was put off in order is."""

import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

import pytest
from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from stockmatch.core.catalogue import Snapshot
from stockmatch.core.errors import Cancelled, EngineStopped, WeightsRefused
from stockmatch.core.model import CLASSIC, Device
from stockmatch.core.progress import Progress, Report, Stage
from stockmatch.core.settings import Settings
from stockmatch.services.engine_process import RemoteEngine
from stockmatch.store.settings_file import SettingsFile
from stockmatch.ui.trials import ModelTrials
from tests.ui.driver import READY_MS, OpenWindow, until_open

LARGE = Settings(backbone="resnet50", device=Device.CPU, offer_answered=True)

_ENDED_AS_IT_TRIED = """
import os, sys
from pathlib import Path
from PySide6.QtCore import QSettings
from stockmatch.core.model import Device
from stockmatch.core.settings import Settings
from stockmatch.ui.trials import ModelTrials
folder = Path(sys.argv[1])
trials = ModelTrials(QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat), folder)
for backbone in sys.argv[2].split(","):
    with trials.trying(Settings(backbone=backbone, device=Device.CPU)):
        if backbone == sys.argv[3]:
            print("tried", flush=True)
            if sys.argv[4:]:
                sys.stdin.read()
            os._exit(0)
"""


def ended(folder: Path, *backbones: str) -> None:
    """Let a window end as it tried the last of these, when those before had served."""
    command = [sys.executable, "-c", _ENDED_AS_IT_TRIED, str(folder), ",".join(backbones), backbones[-1]]
    subprocess.run(command, check=True, timeout=60, capture_output=True)


def trials_in(folder: Path) -> ModelTrials:
    return ModelTrials(QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat), folder)


@pytest.mark.parametrize("served", [(), ("classic",), ("alexnet",), ("alexnet", "classic")])
def test_what_served_last_serves_instead_of_what_a_window_ended_over(tmp_path: Path, served: tuple[str, ...]) -> None:
    ended(tmp_path, *served, "resnet50")
    trials = trials_in(tmp_path)
    left = trials.left()
    instead = trials.instead(LARGE, left)
    assert instead is not None
    assert instead.model.backbone == (served[-1] if served else CLASSIC)
    assert instead.offer_answered
    assert trials.instead(Settings(backbone="vgg16"), left) is None
    trials.forget(left)
    assert trials_in(tmp_path).left() == frozenset()


def test_another_window_that_is_at_it_has_not_ended(tmp_path: Path) -> None:
    command = [sys.executable, "-c", _ENDED_AS_IT_TRIED, str(tmp_path), "resnet50", "resnet50", "waits"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "tried\n"
        here = trials_in(tmp_path)
        assert here.left() == frozenset()
        with here.trying(LARGE):
            pass
        here.close()
        other.communicate()
    assert len(trials_in(tmp_path).left()) == 1


@pytest.mark.parametrize(
    ("error", "noted"), [(None, False), (Cancelled(), False), (WeightsRefused("No."), False), (EngineStopped(""), True)]
)
def test_a_trial_is_noted_until_it_is_over_and_no_longer_than_the_window_is_open(
    tmp_path: Path, error: Exception | None, noted: bool
) -> None:
    trials, file = trials_in(tmp_path), tmp_path / "window.ini"

    def work() -> None:
        with trials.trying(LARGE):
            assert "model_tried" in file.read_text("utf-8")
            if error is not None:
                raise error

    if error is None:
        work()
    else:
        with pytest.raises(type(error)):
            work()
    assert ("model_tried" in file.read_text("utf-8")) == noted
    trials.close()
    trials._memory.sync()
    assert "model_tried" not in file.read_text("utf-8")


def test_what_has_served_is_no_trial_the_next_time(tmp_path: Path) -> None:
    with trials_in(tmp_path).trying(LARGE):
        pass
    with trials_in(tmp_path).trying(LARGE):
        assert "model_tried" not in (tmp_path / "window.ini").read_text("utf-8")


def hours(begun: list[str]) -> Callable[..., NoReturn]:
    def opening(_engine: RemoteEngine, _source: str, settings: Settings, report: Report) -> NoReturn:
        begun.append(settings.backbone)
        while True:
            report(Progress(Stage.EMBEDDING))
            time.sleep(0.01)

    return opening


def test_a_start_after_the_end_of_window_and_engine_goes_on_with_classic_and_says_so_once(
    open_window: OpenWindow, qtbot: QtBot, catalogue: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data_dir = tmp_path / "data"
    ended(data_dir, "resnet50")
    window = open_window(catalogue, settings=LARGE)
    until_open(qtbot, window)
    snapshot = window.session.catalogue.snapshot
    assert isinstance(snapshot, Snapshot)
    assert snapshot.backbone == CLASSIC
    assert "Stockmatch ended as it changed over to ResNet-50 · CPU, so it goes on with Classic." in window.banner.text
    assert window.session.settings.backbone == CLASSIC
    qtbot.waitUntil(lambda: SettingsFile(data_dir / "settings.json").load()[0].backbone == CLASSIC)

    begun = list[str]()
    with monkeypatch.context() as patch:
        patch.setattr(RemoteEngine, "open_catalogue", hours(begun))
        window.settings.changed.emit(replace(window.session.settings, backbone="resnet50", device=Device.CPU))
        qtbot.waitUntil(lambda: begun == ["resnet50"], timeout=READY_MS)
        assert "model_tried" in (data_dir / "window.ini").read_text("utf-8")
        window.close()
        again = open_window()
        qtbot.waitUntil(lambda: begun == ["resnet50", "resnet50"], timeout=READY_MS)
        assert "Stockmatch ended" not in again.banner.text
        again.close()
