"""Exporting and importing model versions from the tuning dialog: which file, and what came of it."""

import re
from pathlib import Path

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QFileDialog

from stockmatch.core.model import backbone
from stockmatch.core.tuning import VERSION_SUFFIX, ModelVersion
from stockmatch.ui import text
from stockmatch.ui.save_path import ask_save_path
from stockmatch.ui.session import Session
from stockmatch.ui.tuning_dialog import TuningDialog

_FOLDER = "folder/versions"
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f]+')
"""What some system allows in no file name."""


class VersionFlow(QObject):
    """Belongs to one tuning dialog and goes with it."""

    def __init__(self, session: Session, dialog: TuningDialog) -> None:
        super().__init__(dialog)
        self._session = session
        self._dialog = dialog
        dialog.versions.export_requested.connect(self._export)
        dialog.versions.import_requested.connect(self._import)
        session.models.version_exported.connect(self._on_exported)
        session.models.version_imported.connect(self._on_imported)
        session.models.exchange_failed.connect(self._on_failed)

    @Slot(int)
    def _export(self, version: int) -> None:
        snapshot = self._session.catalogue.snapshot
        if snapshot is None:
            return
        name = f"{snapshot.name} {backbone(snapshot.backbone).title} v{version}"
        proposal = self._folder() / f"{_FORBIDDEN.sub('_', name)}{VERSION_SUFFIX}"
        title, kinds = self.tr("Export the version"), self._kinds()
        path = ask_save_path(self._dialog, title, str(proposal), kinds, [VERSION_SUFFIX])
        if path:
            self._remember(path)
            self._dialog.versions.tell("")
            self._session.models.export_version(version, path)

    @Slot()
    def _import(self) -> None:
        path, _ = QFileDialog.getOpenFileName(
            self._dialog, self.tr("Import a version"), str(self._folder()), self._kinds()
        )
        if path:
            self._remember(path)
            self._dialog.versions.tell("")
            self._session.models.import_version(path)

    def _kinds(self) -> str:
        return self.tr("Model versions ({0})").format(f"*{VERSION_SUFFIX}")

    def _folder(self) -> Path:
        return Path(str(self._session.memory.value(_FOLDER, str(Path.home()))))

    def _remember(self, path: str) -> None:
        self._session.memory.setValue(_FOLDER, str(Path(path).parent))

    @Slot(str)
    def _on_exported(self, path: str) -> None:
        self._dialog.versions.tell(self.tr("Saved as {0}").format(path))

    @Slot(object)
    def _on_imported(self, version: ModelVersion) -> None:
        words = self.tr("Imported as version {n}. It serves only if you choose “Use this version”.")
        self._dialog.versions.tell(words.format(n=text.number(version.version)))

    @Slot(str)
    def _on_failed(self, message: str) -> None:
        self._dialog.versions.tell(message, good=False)
