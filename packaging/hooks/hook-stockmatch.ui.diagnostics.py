"""PyInstaller: the diagnostic information names versions of libraries, which it looks up in their metadata."""

from PyInstaller.utils.hooks import copy_metadata

from stockmatch.ui.diagnostics import LIBRARIES

datas = [entry for name in LIBRARIES for entry in copy_metadata(name)]
