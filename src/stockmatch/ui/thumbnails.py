"""Pictures for the window, decoded in a small pool and kept in a bounded cache."""

import threading
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QDeadlineTimer, QObject, QRunnable, QThreadPool, Signal, Slot
from PySide6.QtGui import QImage

from stockmatch.core.errors import UnreadableImage
from stockmatch.store.files import is_folder
from stockmatch.ui.jobs import FOREVER
from stockmatch.ui.language import told

_THREADS = 2
_CACHE_BYTES = 192 * 1024 * 1024
_STEP = 64


@dataclass(frozen=True)
class Picture:
    """One picture as a view asks for it: an absolute path, and the longest side in device pixels."""

    path: str
    side: int

    @classmethod
    def fitting(cls, path: str, side: float) -> "Picture":
        """Rounded up in steps, so that a window being resized does not ask for a new size at every pixel."""
        return cls(path, max(_STEP, -(-int(side) // _STEP) * _STEP))


@dataclass
class _Kept:
    modified: int
    image: QImage | None
    reason: str = ""


class Thumbnails(QObject):
    """Hands out decoded pictures. Views call ``image`` while painting and repaint on ``ready``.

    Signals:
        ready(str): the path whose picture came in or was found unreadable.
        folder_missing(str): a picture's folder is gone.
    """

    ready = Signal(str)
    folder_missing = Signal(str)
    _decoded = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(_THREADS)
        self._lock = threading.Lock()
        self._waiting: OrderedDict[Picture, int] = OrderedDict()
        self._running: set[Picture] = set()
        self._wanted: dict[str, frozenset[Picture]] = {}
        self._kept: OrderedDict[Picture, _Kept] = OrderedDict()
        self._checked: set[Picture] = set()
        self._bytes = 0
        self._begun = 0
        self._announced = 0
        self._decoded.connect(self._keep)

    def want(self, view: str, pictures: Iterable[Picture], *, urgent: bool = True) -> None:
        """Tell what a view shows now, or what it will need soon; decoding that no view waits for is dropped.

        Args:
            view: its name.
            pictures: the most important first.
            urgent: False lets everything else go first.
        """
        listed = list(dict.fromkeys(pictures))
        wanted = frozenset(listed)
        if self._wanted.get(view) == wanted:
            return
        self._wanted[view] = wanted
        everything = frozenset[Picture]().union(*self._wanted.values())
        with self._lock:
            for picture in [p for p in self._waiting if p not in everything]:
                del self._waiting[picture]
        for picture in reversed(listed):  # what is asked for last is decoded first
            self._request(picture, urgent=urgent)

    def image(self, picture: Picture) -> QImage | None:
        """The picture if it is there, else the same one at another size, else None."""
        kept = self._kept.get(picture)
        if kept is not None:
            self._kept.move_to_end(picture)
            return kept.image
        others = [(p.side, k.image) for p, k in self._kept.items() if p.path == picture.path and k.image is not None]
        return max(others, key=lambda other: other[0])[1] if others else None

    def reason(self, path: str) -> str:
        """Why a picture cannot be shown; empty if it can or is not known yet."""
        return told(next((k.reason for p, k in self._kept.items() if p.path == path and k.reason), ""))

    @property
    def idle(self) -> bool:
        """Whether nothing waits or is being decoded."""
        with self._lock:
            return not self._waiting and not self._running and self._announced == self._begun

    def refresh(self) -> None:
        """Look again whether files have changed, as they are next asked for."""
        self._checked.clear()
        self._wanted.clear()

    def look_again(self, path: str) -> None:
        """The file of a picture may be another one than it was shown from; at once where a view shows it."""
        self._checked = {picture for picture in self._checked if picture.path != path}
        for picture in frozenset[Picture]().union(*self._wanted.values()):
            if picture.path == path:
                self._request(picture, urgent=True)

    def retry(self) -> None:
        """Load anew what could not be shown: it may be there now."""
        for picture in [picture for picture, kept in self._kept.items() if kept.image is None]:
            del self._kept[picture]
        for picture in frozenset[Picture]().union(*self._wanted.values()):
            self._request(picture, urgent=True)

    def close(self, patience: QDeadlineTimer = FOREVER) -> bool:
        """Drop what waits and wait for what runs. False if that does not end in time."""
        with self._lock:
            self._waiting.clear()
        return self._pool.waitForDone(patience)

    def _request(self, picture: Picture, *, urgent: bool) -> None:
        if picture in self._checked and picture in self._kept:
            return
        kept = self._kept.get(picture)
        with self._lock:
            if picture in self._running:
                return
            self._waiting[picture] = kept.modified if kept is not None else -1
            self._waiting.move_to_end(picture, last=urgent)
        self._pool.start(_Decode(self))

    def decode_next(self) -> None:
        """Decode the picture asked for last; called in the pool's threads."""
        with self._lock:
            if not self._waiting:
                return
            picture, known = self._waiting.popitem()
            self._running.add(picture)
            self._begun += 1
        kept: _Kept | None = None
        missing = ""
        try:
            kept, missing = _load(picture, known)
        finally:
            with self._lock:
                self._running.discard(picture)
        self._decoded.emit(picture, kept)
        if missing:
            self.folder_missing.emit(missing)

    @Slot(object, object)
    def _keep(self, picture: Picture, kept: _Kept | None) -> None:
        self._announced += 1
        self._checked.add(picture)
        if kept is not None:
            old = self._kept.pop(picture, None)
            self._bytes += _size(kept) - (_size(old) if old is not None else 0)
            self._kept[picture] = kept
            while self._bytes > _CACHE_BYTES and len(self._kept) > 1:
                _, dropped = self._kept.popitem(last=False)
                self._bytes -= _size(dropped)
        self.ready.emit(picture.path)


class _Decode(QRunnable):
    def __init__(self, thumbnails: Thumbnails) -> None:
        super().__init__()
        self._thumbnails = thumbnails

    def run(self) -> None:
        self._thumbnails.decode_next()


def _size(kept: _Kept) -> int:
    return kept.image.sizeInBytes() if kept.image is not None else 0


def _load(picture: Picture, known: int) -> tuple[_Kept | None, str]:
    """Decode one file; None if it is as it was. The second value is its folder if that is gone."""
    from stockmatch.imaging.thumbnail import thumbnail  # noqa: PLC0415 - Pillow must not load before the first paint

    path = Path(picture.path)
    try:
        modified = path.stat().st_mtime_ns
        if modified == known:
            return None, ""
        pixels = thumbnail(path, picture.side)
    except UnreadableImage as error:
        return _Kept(0, None, error.message), ""
    except OSError as error:
        gone = "" if is_folder(path.parent) else str(path.parent)
        return _Kept(0, None, error.strerror or str(error)), gone
    height, width = pixels.shape[:2]
    image = QImage(pixels.tobytes(), width, height, 3 * width, QImage.Format.Format_RGB888)
    return _Kept(modified, image.copy()), ""
