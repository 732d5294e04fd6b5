"""The keys of a keyboard as its user knows them, which the system may call otherwise.

The number keys of the top row go by their place: on a French keyboard they give digits only with Shift. What says
"delete" on a Mac's keyboard is Qt's Backspace, and smaller ones have no other.
"""

import sys

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

_X11 = {code: code - 9 for code in range(10, 19)}  # the kernel's codes plus 8, under X11 and Wayland alike
_WINDOWS = {code: code - 1 for code in range(2, 11)}  # the keyboard's own codes
_MAC = {18: 1, 19: 2, 20: 3, 21: 4, 23: 5, 22: 6, 26: 7, 28: 8, 25: 9}  # kVK_ANSI_1 to kVK_ANSI_9


def key_of(event: QKeyEvent, platform: str = sys.platform) -> int:
    """The key pressed; a top-row key that its layout gives no digit counts as the digit printed on it.

    A Mac's "delete" counts as Delete.
    """
    key = event.key()
    if platform == "darwin" and key == Qt.Key.Key_Backspace:
        return int(Qt.Key.Key_Delete)
    shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
    if shifted or Qt.Key.Key_0 <= key <= Qt.Key.Key_9:
        return key
    if platform == "darwin":
        digit = _MAC.get(event.nativeVirtualKey(), 0)
    else:
        digit = (_WINDOWS if platform == "win32" else _X11).get(event.nativeScanCode(), 0)
    return int(Qt.Key.Key_0) + digit if digit else key
