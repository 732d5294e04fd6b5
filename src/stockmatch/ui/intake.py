"""What a drop, a paste or the open dialog brings in."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QEvent, QIODevice, QMimeData, QObject, QUrl, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QImage, QImageWriter
from PySide6.QtWidgets import QWidget

from stockmatch.core.catalogue import is_hidden, natural_key
from stockmatch.store.files import is_folder

_MOST_LINES = 10_000


@dataclass(frozen=True)
class Intake:
    """What came in.

    Attributes:
        paths: files and folders, absolute, as they came.
        picture: image data that has no file.
        link: a web address that came without its picture.
        refused: whether there was nothing that could be a photo.
    """

    paths: tuple[str, ...] = ()
    picture: QImage | None = None
    link: str = ""

    @property
    def refused(self) -> bool:
        return not self.paths and self.picture is None


@dataclass(frozen=True)
class Found:
    """The photos among files and folders, absolute paths, and the names of what is none."""

    photos: tuple[str, ...]
    refused: tuple[str, ...]


def acceptable(mime: QMimeData) -> bool:
    """Whether a drag may be dropped: cheap, and without reading any file."""
    files = any(url.isLocalFile() for url in mime.urls()) or bool(_written_paths(mime.text()))
    return mime.hasImage() or files or bool(_web_links(mime.urls()))


def read(mime: QMimeData) -> Intake:
    """Files win over image data (a file manager offers both); image data over the page's address (a browser)."""
    local = tuple(url.toLocalFile() for url in mime.urls() if url.isLocalFile())
    if local:
        return Intake(local)
    if mime.hasImage():
        image = mime.imageData()
        if isinstance(image, QImage) and not image.isNull():
            return Intake(picture=image)
    links = _web_links(mime.urls())
    return Intake(written) if (written := _written_paths(mime.text())) else Intake(link=links[0] if links else "")


def _web_links(urls: Sequence[QUrl]) -> list[str]:
    return [url.toString() for url in urls if url.scheme() in {"http", "https"}]


def _written_paths(words: str) -> tuple[str, ...]:
    """Absolute paths, one a line, as "Copy as path" puts them on the clipboard; nothing if a line is none."""
    lines = [line.strip().strip("\"'") for line in words.splitlines() if line.strip()][: _MOST_LINES + 1]
    paths = [QUrl(line).toLocalFile() if line.startswith("file:") else line for line in lines]
    return tuple(paths) if len(paths) <= _MOST_LINES and all(Path(path).is_absolute() for path in paths) else ()


def find_photos(paths: Sequence[str]) -> Found:
    """Look into folders and sort out what is not an image by its name; reads folders, so not for the GUI thread.

    A folder that holds none, or goes while it is listed, is refused.
    """
    photos: list[str] = []
    refused: list[str] = []
    for given in paths:
        path = Path(given)
        if is_folder(path):
            try:
                inside = photos_in(path)
            except OSError:
                inside = []
            photos += inside
            if not inside:
                refused.append(path.name)
        elif is_photo(path):
            photos.append(str(path.absolute()))
        else:
            refused.append(path.name)
    return Found(tuple(dict.fromkeys(photos)), tuple(refused))


def photos_in(folder: Path) -> list[str]:
    """The photos in a folder and below, in natural order, hidden ones left out.

    Raises:
        OSError: if it cannot be listed to its end.
    """
    inside = [path for path in folder.rglob("*") if is_photo(path) and path.is_file()]
    inside = [path for path in inside if not any(is_hidden(part) for part in path.relative_to(folder).parts)]
    return [str(path) for path in sorted(inside, key=lambda path: (natural_key(str(path)), str(path)))]


def is_photo(path: Path) -> bool:
    """Whether a file can be a photo, by its name."""
    from stockmatch.imaging.decode import IMAGE_SUFFIXES  # noqa: PLC0415 - Pillow must not load before the first paint

    return path.suffix.lower() in IMAGE_SUFFIXES


def encode_png(image: QImage) -> bytes:
    """An image as the bytes of a PNG file; slow for large ones, so not for the GUI thread."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(buffer.data().data())


class DropFilter(QObject):
    """Makes widgets accept photos from other programs.

    Signals:
        hovering(bool): something that can be dropped is over one of the widgets.
        dropped(Intake)
    """

    hovering = Signal(bool)
    dropped = Signal(object)

    def install(self, widget: QWidget) -> None:
        """Accept drops on ``widget``."""
        widget.setAcceptDrops(True)
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDropEvent) and event.source() is not None:
            event.ignore()  # a candidate on its way out is no photo
            return True
        if isinstance(event, QDropEvent) and event.type() == QEvent.Type.Drop:
            self.hovering.emit(False)
            event.acceptProposedAction()
            self.dropped.emit(read(event.mimeData()))
            return True
        if isinstance(event, (QDragEnterEvent, QDragMoveEvent)):
            if acceptable(event.mimeData()):
                event.acceptProposedAction()
                self.hovering.emit(True)
            else:
                event.ignore()
            return True
        if event.type() == QEvent.Type.DragLeave:
            self.hovering.emit(False)
            return True
        return False
