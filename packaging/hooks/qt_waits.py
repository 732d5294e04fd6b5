"""PyInstaller, before its own hooks at the start of each process: Qt waits until the window asks for it.

Its hook for PySide6 loads Qt to say where Qt's files lie, which PySide6's wheels say themselves. The engine, and what
runs in a terminal, need no Qt; on Windows torch cannot be loaded behind it (WinError 1114).
"""

import importlib

vars(importlib.import_module("_pyi_rth_utils.qt"))["create_embedded_qt_conf"] = lambda *_: None
