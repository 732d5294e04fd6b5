"""The settings panel and the weights dialog."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QLabel, QListView, QPushButton, QSpinBox, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from stockmatch.core.evidence import ColourMode
from stockmatch.core.model import BACKBONES, CLASSIC, Device, DeviceInfo, Similarity, backbone
from stockmatch.core.progress import Progress, Stage
from stockmatch.core.settings import Settings, Theme
from stockmatch.ui import settings_panel, weights_dialog
from stockmatch.ui.backbone_list import BackboneList, BackboneModel
from stockmatch.ui.choices import Segments
from stockmatch.ui.settings_panel import SettingsPanel
from stockmatch.ui.weights_dialog import WeightsDialog

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # the offscreen platform says so of every window


@pytest.fixture
def panel(qtbot: QtBot) -> SettingsPanel:
    made = SettingsPanel()
    qtbot.addWidget(made)
    made.resize(380, 900)
    made.show()
    return made


@pytest.fixture
def dialog(qtbot: QtBot) -> WeightsDialog:
    made = WeightsDialog()
    qtbot.addWidget(made)
    made.offer(backbone("convnext_tiny"))
    made.show()
    return made


def visible_texts(of: QWidget) -> list[str]:
    return [b.text().replace("&", "") for b in of.findChildren(QPushButton) if b.isVisible()]


def labels(of: QWidget) -> list[str]:
    return [label.text() for label in of.findChildren(QLabel) if label.isVisible()]


def press(of: QWidget, words: str, qtbot: QtBot) -> None:
    found = [b for b in of.findChildren(QPushButton) if b.isVisible() and words in b.text().replace("&", "")]
    assert len(found) == 1, visible_texts(of)
    QTest.mouseClick(found[0], Qt.MouseButton.LeftButton)


def row_of(view: QListView, backbone_id: str) -> QModelIndex:
    row = next(row for row, item in enumerate(BACKBONES) if item.id == backbone_id)
    return view.model().index(row, 0)


def segment(panel: SettingsPanel, name: str) -> Segments:  # type: ignore[type-arg]
    return next(found for found in panel.findChildren(Segments) if found.accessibleName() == name)


def test_the_backbone_model_is_sound(qtmodeltester: ModelTester) -> None:
    model = BackboneModel()
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]
    assert model.rowCount() == len(BACKBONES)


def test_a_row_speaks(qtbot: QtBot) -> None:
    view = BackboneList()
    qtbot.addWidget(view)
    view.show_state({"mobilenet_v3_small"}, {"resnet50"}, "mobilenet_v3_small")
    spoken = str(row_of(view, "mobilenet_v3_small").data(Qt.ItemDataRole.AccessibleTextRole))
    assert spoken.startswith("Chosen, MobileNetV3-Small, study, On this machine")
    assert "Your file" in str(row_of(view, "resnet50").data(Qt.ItemDataRole.AccessibleTextRole))
    assert "109 MB" in str(row_of(view, "convnext_tiny").data(Qt.ItemDataRole.AccessibleTextRole))


def test_looking_through_backbones_chooses_none_and_enter_chooses(panel: SettingsPanel, qtbot: QtBot) -> None:
    view = panel.findChild(BackboneList)
    assert view is not None
    got: list[Settings] = []
    panel.changed.connect(got.append)
    QTest.keyClick(view, Qt.Key.Key_Down)
    assert got == []
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert [settings.backbone for settings in got] == [BACKBONES[1].id]


def test_a_backbone_without_its_libraries_says_what_it_needs_and_is_not_chosen(
    panel: SettingsPanel, qtbot: QtBot
) -> None:
    view = panel.findChild(BackboneList)
    assert view is not None
    panel.set_not_installed({"marqo_fashion_siglip", "convnextv2_tiny"})
    row = row_of(view, "convnextv2_tiny")
    assert str(row.data(Qt.ItemDataRole.AccessibleTextRole)) == (
        "ConvNeXt V2-Tiny, non-commercial, Not installed, The successor of ConvNeXt-Tiny., "
        "Licence: non-commercial use only, CC BY-NC 4.0 · Download: 115 MB, "
        'Needs: pip install "stockmatch[fashion]"'
    )
    view.setCurrentIndex(row)
    with qtbot.assertNotEmitted(panel.changed):
        QTest.keyClick(view, Qt.Key.Key_Return)
    assert any(
        shown.startswith("ConvNeXt V2-Tiny is not installed.") and shown.endswith('pip install "stockmatch[fashion]"')
        for shown in labels(panel)
    )
    panel.set_not_installed(())
    row_words = str(row.data(Qt.ItemDataRole.AccessibleTextRole))
    assert "115 MB" in row_words
    assert "pip" not in row_words
    view.setCurrentIndex(row)
    with qtbot.waitSignal(panel.changed) as blocker:
        QTest.keyClick(view, Qt.Key.Key_Return)
    assert blocker.args[0].backbone == "convnextv2_tiny"
    assert not any("not installed" in shown for shown in labels(panel))


def test_a_click_chooses_a_backbone_once(panel: SettingsPanel, qtbot: QtBot) -> None:
    view = panel.findChild(BackboneList)
    assert view is not None
    index = row_of(view, "mobilenet_v3_small")
    view.scrollTo(index)
    got: list[Settings] = []
    panel.changed.connect(got.append)
    for _ in range(2):
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(index).center())
    assert [settings.backbone for settings in got] == ["mobilenet_v3_small"]


@pytest.mark.parametrize(
    ("name", "value", "field"),
    [
        ("Similarity", Similarity.MANHATTAN, "similarity"),
        ("Colour", ColourMode.ANY, "colour"),
        ("Device", Device.CPU, "device"),
        ("Theme", Theme.DARK, "theme"),
    ],
)
def test_each_choice_is_applied_at_once(
    panel: SettingsPanel, qtbot: QtBot, name: str, value: object, field: str
) -> None:
    with qtbot.waitSignal(panel.changed) as blocker:
        QTest.mouseClick(segment(panel, name).button(value), Qt.MouseButton.LeftButton)
    assert getattr(blocker.args[0], field) == value


def test_arrow_keys_move_a_choice(panel: SettingsPanel, qtbot: QtBot) -> None:
    theme = segment(panel, "Theme")
    theme.button(Theme.SYSTEM).setFocus()
    with qtbot.waitSignal(panel.changed) as blocker:
        QTest.keyClick(theme.button(Theme.SYSTEM), Qt.Key.Key_Right)
    assert blocker.args[0].theme is Theme.LIGHT
    assert theme.value is Theme.LIGHT


def test_k_keeps_to_its_range(panel: SettingsPanel, qtbot: QtBot) -> None:
    spin = panel.findChild(QSpinBox)
    assert spin is not None
    assert (spin.minimum(), spin.maximum()) == (1, 50)
    with qtbot.waitSignal(panel.changed) as blocker:
        spin.setValue(9)
    assert blocker.args[0].k == 9


def test_showing_settings_emits_nothing(panel: SettingsPanel, qtbot: QtBot) -> None:
    wanted = Settings(
        "resnet50",
        {"resnet50": "/w/own.pth"},
        12,
        Similarity.EUCLIDEAN,
        ColourMode.ANY,
        Device.CUDA,
        Theme.LIGHT,
        False,
    )
    with qtbot.assertNotEmitted(panel.changed):
        panel.set_settings(wanted)
    spin = panel.findChild(QSpinBox)
    assert spin is not None
    assert spin.value() == 12
    assert segment(panel, "Colour").value is ColourMode.ANY
    assert segment(panel, "Device").value is Device.CUDA
    assert "Use the standard weights" in visible_texts(panel)


def test_learning_from_confirmed_photos_can_be_switched_off(panel: SettingsPanel, qtbot: QtBot) -> None:
    (switch,) = [box for box in panel.findChildren(QCheckBox) if box.text() == "Learn from confirmed photos"]
    panel.set_settings(Settings())
    assert switch.isChecked()
    with qtbot.waitSignal(panel.changed) as blocker:
        switch.click()
    assert blocker.args == [Settings(learn_photos=False)]
    with qtbot.assertNotEmitted(panel.changed):
        panel.set_settings(Settings())
    assert switch.isChecked()


def test_classic_asks_for_no_weights(panel: SettingsPanel) -> None:
    panel.set_settings(Settings(backbone=CLASSIC))
    assert visible_texts(panel) == ["Choose a folder…", "Change keys…"]  # not of weights


def test_a_weights_file_is_offered_and_can_be_refused(
    panel: SettingsPanel, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    panel.set_settings(Settings(backbone="resnet50"))
    monkeypatch.setattr(settings_panel, "ask_for_weights_file", lambda *_: "/w/own.pth")
    with qtbot.assertNotEmitted(panel.changed), qtbot.waitSignal(panel.weights_file_chosen) as blocker:
        press(panel, "Choose a file", qtbot)
    assert blocker.args == ["resnet50", "/w/own.pth"]
    panel.show_weights_problem("own.pth is not a state dict.")
    assert "own.pth is not a state dict." in labels(panel)
    panel.set_settings(Settings(backbone="resnet50", weights_files={"resnet50": "/w/own.pth"}))
    assert "own.pth is not a state dict." not in labels(panel)


def test_an_own_file_can_be_dropped(panel: SettingsPanel, qtbot: QtBot) -> None:
    panel.set_settings(Settings(backbone="resnet50", weights_files={"resnet50": "/w/own.pth", "alexnet": "/w/a.pth"}))
    with qtbot.waitSignal(panel.changed) as blocker:
        press(panel, "Use the standard weights", qtbot)
    assert dict(blocker.args[0].weights_files) == {"alexnet": "/w/a.pth"}
    assert "Use the standard weights" not in visible_texts(panel)


def test_changing_ones_mind_about_a_file_changes_nothing(
    panel: SettingsPanel, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    panel.set_settings(Settings(backbone="resnet50"))
    monkeypatch.setattr(settings_panel, "ask_for_weights_file", lambda *_: None)
    with qtbot.assertNotEmitted(panel.weights_file_chosen):
        press(panel, "Choose a file", qtbot)


def test_the_panel_says_why_cuda_is_not_used(panel: SettingsPanel) -> None:
    panel.set_device(DeviceInfo("CPU", "No NVIDIA driver was found."))
    assert "Models run on: CPU.\nNo NVIDIA driver was found." in labels(panel)
    panel.set_device(DeviceInfo("NVIDIA H100", None))
    assert "Models run on: NVIDIA H100." in labels(panel)


def test_escape_asks_to_close_the_panel(panel: SettingsPanel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(panel.close_requested):
        QTest.keyClick(panel, Qt.Key.Key_Escape)


def test_the_offer_names_size_and_three_ways(dialog: WeightsDialog) -> None:
    assert visible_texts(dialog) == ["Continue with Classic", "Choose a weights file…", "Download 109 MB"]


def test_the_offer_names_the_licence_where_it_is_not_torchvisions(dialog: WeightsDialog) -> None:
    assert not any("Licence" in shown for shown in labels(dialog))
    dialog.offer(backbone("convnextv2_tiny"))
    assert "Licence: non-commercial use only, CC BY-NC 4.0" in labels(dialog)


def test_enter_on_the_offer_downloads_and_shows_progress(dialog: WeightsDialog, qtbot: QtBot) -> None:
    with qtbot.waitSignal(dialog.download_requested) as blocker:
        QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert blocker.args == ["convnext_tiny"]
    dialog.show_progress(Progress(Stage.DOWNLOADING, 43_200_000, 114_000_000, 3.1e6, 22))
    assert visible_texts(dialog) == ["Cancel the download"]


def test_cancel_and_escape_cancel_the_download(dialog: WeightsDialog, qtbot: QtBot) -> None:
    ways: tuple[Callable[[], None], ...] = (
        lambda: press(dialog, "Cancel", qtbot),
        lambda: QTest.keyClick(dialog, Qt.Key.Key_Escape),
    )
    for act in ways:
        dialog.show()
        dialog.show_progress(Progress(Stage.DOWNLOADING, 1, 10))
        with qtbot.waitSignal(dialog.cancel_requested):
            act()
        assert dialog.isHidden()


def test_a_failure_has_exactly_three_ways_on(
    dialog: WeightsDialog, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(weights_dialog, "ask_for_weights_file", lambda *_: "/w/own.pth")
    dialog.show_failure("There is no network.")
    assert visible_texts(dialog) == ["Continue with Classic", "Choose a weights file…", "Try again"]
    with qtbot.waitSignal(dialog.file_chosen) as blocker:
        press(dialog, "Choose a weights file", qtbot)
    assert blocker.args == ["convnext_tiny", "/w/own.pth"]
    assert visible_texts(dialog) == []
    dialog.show_failure("own.pth is not a state dict.")
    with qtbot.waitSignal(dialog.download_requested):
        press(dialog, "Try again", qtbot)
    dialog.show_failure("There is no network.")
    with qtbot.waitSignal(dialog.classic_chosen):
        press(dialog, "Continue with Classic", qtbot)
    assert dialog.isHidden()


def test_escape_on_the_offer_decides_nothing(dialog: WeightsDialog, qtbot: QtBot) -> None:
    signals = (dialog.classic_chosen, dialog.cancel_requested, dialog.download_requested)
    got: list[str] = []
    for signal in signals:
        signal.connect(lambda *_: got.append("something"))
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert got == []
    assert dialog.isHidden()
