"""The stock hook without Qt's GTK theme, which would bring half of GTK and let the system's other half meet it."""

from PyInstaller.utils.hooks.qt import add_qt6_dependencies

hiddenimports, _binaries, datas = add_qt6_dependencies(__file__)
binaries = [(source, target) for source, target in _binaries if "libqgtk3" not in source]
