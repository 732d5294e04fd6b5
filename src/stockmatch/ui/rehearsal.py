"""The main job through the real window without a person: drop a photo, confirm with a key, close, find it decided."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QMimeData, QPointF, Qt, QUrl, qVersion
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from stockmatch.ui.app import start_window
from stockmatch.ui.main_window import MainWindow
from stockmatch.ui.screenshots import wait

if TYPE_CHECKING:
    from stockmatch.composition import Services

_SECONDS = 300.0


def file_urls(paths: Sequence[Path]) -> QMimeData:
    """What a file manager drags; keep it alive until it is dropped."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return mime


def drop(widget: QWidget, mime: QMimeData) -> bool:
    """Drag something over a widget and drop it, as a file manager would; False if it is not accepted."""
    centre, copy = QPointF(widget.rect().center()), Qt.DropAction.CopyAction
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    newer = tuple(int(part) for part in qVersion().split(".")[:2]) >= (6, 12)
    at: Any = centre if newer else centre.toPoint()
    for event in (QDragEnterEvent(at, copy, mime, left, none), QDragMoveEvent(at, copy, mime, left, none)):
        QApplication.sendEvent(widget, event)
        if not event.isAccepted():
            return False
    return bool(QApplication.sendEvent(widget, QDropEvent(centre, copy, mime, left, none)))


def rehearse(make_services: Callable[[], "Services"], source: str, photo: Path) -> str:
    """Do the main job once, in two windows one after the other.

    Args:
        make_services: each window's own, over the same data folder.
        source: the catalogue's folder; its grouping is taken as proposed.
        photo: a photo that is in no queue yet.

    Returns:
        The SKU that was confirmed and still is after the restart.

    Raises:
        TimeoutError: if what is waited for does not come, with what the window says instead.
        ValueError: if the drop is not accepted or the restart shows something else.
    """
    window = start_window(make_services())
    try:
        window.session.mark_reviewed(source)
        window.begin(source, ())
        _await(window, lambda: window.session.queue.open)
        mime = file_urls([photo])
        if not drop(window.work.photo, mime):
            raise ValueError("The window did not accept a photo.")
        grid, desk = window.work.grid, window.session.queue
        _await(window, lambda: grid.isVisible() and grid.ready_for_pointer and not desk.looking)
        first = grid.at(1)
        assert first is not None
        _press(window, Qt.Key.Key_1)
        _await(window, lambda: not desk.busy and not desk.queue.undecided)
    finally:
        window.close()
    again = start_window(make_services())
    try:
        again_desk = again.session.queue
        _await(again, lambda: again_desk.open and bool(again_desk.queue.photos))
        kept = again_desk.queue.photos[0].decision
    finally:
        again.close()
    if kept is None or kept.choice.candidate is None or kept.choice.candidate.sku != first.sku:
        raise ValueError(f"{first.sku} was confirmed, and the window did not know it after a restart.")
    return first.sku


def _await(window: MainWindow, condition: Callable[[], bool]) -> None:
    if not wait(condition, _SECONDS):
        raise TimeoutError(window.banner.text or window.empty.text or "The window did not get ready in time.")


def _press(widget: QWidget, key: Qt.Key) -> None:
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(widget, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier))
