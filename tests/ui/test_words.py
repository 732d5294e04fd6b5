"""What models are called beside the decisions made with them."""

from pytestqt.qtbot import QtBot

from stockmatch.core.tuning import ModelVersion
from stockmatch.ui.words import model_names


def version(number: int, model_id: str) -> ModelVersion:
    return ModelVersion(number, model_id, model_id.rpartition("-")[0], "", in_service=False, kept=True)


def test_models_are_called_by_their_backbone_and_version(qtbot: QtBot) -> None:
    versions = (version(0, "resnet50-aa"), version(2, "resnet50-bb"))
    names = model_names(["classic-eee04017196d", "resnet50-aa", "resnet50-bb", "gone_net-cc", ""], versions)
    assert list(names.values()) == ["Classic", "ResNet-50", "ResNet-50 · tuned v2", "gone_net", ""]


def test_models_that_would_be_called_the_same_are_told_apart(qtbot: QtBot) -> None:
    names = model_names(["classic-aa", "classic-bb", "resnet50-cc"], ())
    assert list(names.values()) == ["Classic · aa", "Classic · bb", "ResNet-50"]
