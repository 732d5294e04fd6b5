"""Asking for a weights file; one place, so that the panel and the dialog ask alike."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from stockmatch.core.model import backbone


def ask_for_weights_file(parent: QWidget, backbone_id: str) -> str | None:
    """Let the person pick a weights file for a backbone; its absolute path, or None if they changed their mind."""
    title = QCoreApplication.translate("weights_file", "Choose a weights file for {model}")
    kinds = QCoreApplication.translate("weights_file", "PyTorch weights (*.safetensors *.pth *.pt *.bin)")
    anything = QCoreApplication.translate("weights_file", "All files (*)")
    path, _ = QFileDialog.getOpenFileName(
        parent, title.format(model=backbone(backbone_id).title), "", f"{kinds};;{anything}"
    )
    return path or None
