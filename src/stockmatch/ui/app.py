"""Starting and ending the window."""

import sys
import threading
import traceback
from collections.abc import Sequence
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from stockmatch.core.settings import Theme
from stockmatch.ui.language import speak, told
from stockmatch.ui.main_window import MainWindow
from stockmatch.ui.session import Session
from stockmatch.ui.theme import apply_theme

if TYPE_CHECKING:
    from stockmatch.composition import Services


class _Crashes(QObject):
    """Brings unforeseen errors of any thread to the window, and still prints them."""

    happened = Signal(str)

    def install(self) -> None:
        """Take over Python's hooks."""
        sys.excepthook = self._on_error
        threading.excepthook = self._on_thread_error

    def _on_error(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        sys.__excepthook__(kind, error, trace)
        if not issubclass(kind, KeyboardInterrupt):
            self.happened.emit("".join(traceback.format_exception(kind, error, trace)))

    def _on_thread_error(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            self._on_error(args.exc_type, args.exc_value, args.exc_traceback)


def application() -> QApplication:
    """The application, made if there is none yet."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(sys.argv[:1])
    app.setApplicationName("stockmatch")
    app.setApplicationDisplayName("Stockmatch")
    app.setDesktopFileName("stockmatch")
    return app


def start_window(
    services: "Services",
    source: str | None = None,
    photos: Sequence[str] = (),
    *,
    theme: Theme | None = None,
    crashed: str = "",
) -> MainWindow:
    """Show the window, then begin: the engine, database and image libraries load after the first paint.

    Args:
        services: what the window works with; closing the window stops the engine process.
        source: a catalogue folder; by default the one opened last, if there is one.
        photos: files and folders to put into the queue.
        theme: instead of the one in the settings, which stays as it is.
        crashed: what a crash of the last run left, to be offered; empty if there was none.
    """
    app = application()
    settings, message = services.load_settings()
    speak(app, settings.language)
    apply_theme(app, theme if theme is not None else settings.theme)
    window = MainWindow(Session(services, settings), theme)
    if message is not None:
        window.notices.tell_of_settings(told(message))
    if crashed:
        window.notices.tell_of_crash(crashed)
    window.show()
    first = source if source is not None else settings.last_catalogue
    QTimer.singleShot(0, window, lambda: window.begin(first, photos))
    return window


def run(
    services: "Services", source: str | None = None, photos: Sequence[str] = (), crashed: str = ""
) -> tuple[int, MainWindow]:
    """Show the window until the person closes it; arguments as of ``start_window``.

    Returns:
        The exit status, and the window: where it is not ``ended`` some thread still runs, and it must be kept.
    """
    app = application()
    crashes = _Crashes()
    crashes.install()
    window = start_window(services, source, photos, crashed=crashed)
    crashes.happened.connect(window.session.crashed)
    status = app.exec()
    sys.excepthook, threading.excepthook = sys.__excepthook__, threading.__excepthook__
    return status, window
