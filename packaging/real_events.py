"""Drag a photo from another process into the real window, decide by keyboard, drag a candidate out: real X events.

Needs Xvfb and xdotool. Every step leaves a picture of the screen to be looked at. Exits with 1 if anything a person
would see or find in the database is not as it should be.
"""

import argparse
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "assets" / "sample"
SCREEN = (1680, 900)
SOURCE_AT, SOURCE_SIDE = (1460, 40), 160
_SECONDS = 120.0
_SETTLE_SECONDS = 8.0
"""Nothing outside the window tells when candidates are on the screen."""

DRAG_SOURCE = f"""
import sys
from PySide6.QtCore import QMimeData, QRect, Qt, QUrl
from PySide6.QtGui import QDrag
from PySide6.QtWidgets import QApplication, QLabel

class File(QLabel):
    def mousePressEvent(self, event):
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(sys.argv[1])])
        self.drag = QDrag(self)
        self.drag.setMimeData(mime)
        print("dropped", self.drag.exec(Qt.DropAction.CopyAction).name, flush=True)

    def dragEnterEvent(self, event):
        event.acceptProposedAction()

    def dropEvent(self, event):
        print("received", event.mimeData().text(), flush=True)
        event.acceptProposedAction()

app = QApplication([])
file = File("drag me")
file.setAcceptDrops(True)
file.setAlignment(Qt.AlignmentFlag.AlignCenter)
file.setGeometry(QRect({SOURCE_AT[0]}, {SOURCE_AT[1]}, {SOURCE_SIDE}, {SOURCE_SIDE}))
file.show()
print("shown", flush=True)
app.exec()
"""

PICTURE = """
import sys
from PySide6.QtGui import QGuiApplication
app = QGuiApplication([])
assert app.primaryScreen().grabWindow(0).save(sys.argv[1])
"""


@contextmanager
def screen() -> Iterator[dict[str, str]]:
    """A screen of its own; the environment for programs that are to appear on it."""
    read, write = os.pipe()
    size = f"{SCREEN[0]}x{SCREEN[1]}x24"
    server = subprocess.Popen(
        # without -noreset it starts afresh as its last window closes, and refuses the next one meanwhile
        ["Xvfb", "-displayfd", str(write), "-screen", "0", size, "-nolisten", "tcp", "-noreset"],
        pass_fds=[write],
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    try:
        with os.fdopen(read) as number:
            display = f":{number.readline().strip()}"
        yield {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
    finally:
        server.terminate()
        server.wait()


@contextmanager
def running(command: list[str], env: dict[str, str]) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(command, env=env, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        yield process
    finally:
        process.terminate()
        process.wait()


def until(what: str, condition: Callable[[], bool]) -> None:
    """Wait for something that a person would wait for. Ends the program if it does not come."""
    end = time.monotonic() + _SECONDS
    while not condition():
        if time.monotonic() > end:
            sys.exit(f"This did not come within {_SECONDS:.0f} s: {what}.")
        time.sleep(0.2)
    print(what, flush=True)


def xdotool(env: dict[str, str], *arguments: object) -> str:
    done = subprocess.run(
        ["xdotool", *map(str, arguments)], env=env, check=False, capture_output=True, text=True, timeout=60
    )
    return done.stdout.strip()


def drag(env: dict[str, str], start: tuple[int, ...], end: tuple[int, ...]) -> None:
    """Press at one place and move to another, not letting go."""
    xdotool(env, "mousemove", *start, "mousedown", 1)
    for step in range(1, 21):
        xdotool(env, "mousemove", *(a + (b - a) * step // 20 for a, b in zip(start, end, strict=True)))
        time.sleep(0.05)


def rows(data: Path, query: str) -> list[tuple[object, ...]]:
    """What the database says."""
    (database,) = data.glob("catalogues/*/catalogue.sqlite3")
    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "real-events", help="folder for the pictures")
    options = parser.parse_args()
    missing = [program for program in ("Xvfb", "xdotool") if shutil.which(program) is None]
    if missing:
        sys.exit(f"{' and '.join(missing)} cannot be found; install the packages xvfb and xdotool.")
    options.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="stockmatch-events-") as folder, screen() as env:
        data, photo = Path(folder) / "data", Path(folder) / "IMG_0001.jpg"
        shutil.copyfile(sorted((SAMPLE / "photos").iterdir())[0], photo)
        _play(env, data, photo, options.out)
    return 0


def _play(env: dict[str, str], data: Path, photo: Path, out: Path) -> None:
    program = [sys.executable, "-m", "stockmatch"]
    subprocess.run([*program, "index", str(SAMPLE / "catalogue"), "--data-dir", str(data)], check=True, cwd=ROOT)

    def picture(name: str) -> None:
        subprocess.run([sys.executable, "-c", PICTURE, str(out / f"{name}.png")], env=env, check=True)

    window = [*program, "window", str(SAMPLE / "catalogue"), "--data-dir", str(data)]
    source = [sys.executable, "-c", DRAG_SOURCE, str(photo)]
    with running(window, env) as shown, running(source, env) as dragged:
        until("the window is there", lambda: bool(xdotool(env, "search", "--pid", shown.pid, "--name", "Stockmatch")))
        assert dragged.stdout is not None
        dragged.stdout.readline()
        time.sleep(_SETTLE_SECONDS)
        picture("1-opened")
        other, inside = tuple(at + SOURCE_SIDE // 2 for at in SOURCE_AT), (400, 400)
        drag(env, other, inside)
        picture("2-over")
        xdotool(env, "mouseup", 1)
        until("the photo is in the queue", lambda: rows(data, "select path from photo") == [(str(photo),)])
        print(dragged.stdout.readline().strip(), flush=True)
        time.sleep(_SETTLE_SECONDS)
        picture("3-matched")
        drag(env, (760, 400), other)
        picture("4-out")
        xdotool(env, "mouseup", 1)
        taken = dragged.stdout.readline().split()
        if taken[:1] != ["received"] or not (SAMPLE / "catalogue" / f"{taken[1]}.jpg").is_file():
            sys.exit(f"The candidate did not arrive in the other program: {taken}")
        print(f"the candidate {taken[1]} is in the other program", flush=True)
        if rows(data, "select * from decision"):
            sys.exit("Dragging a candidate out decided on it.")
        (focus, *_) = xdotool(env, "search", "--pid", shown.pid, "--name", "Stockmatch").split()
        xdotool(env, "windowfocus", focus)
        xdotool(env, "key", "1")
        until("one decision is stored", lambda: len(rows(data, "select * from decision where not undone")) == 1)
        picture("5-decided")
        xdotool(env, "key", "z")
        until("it is undone", lambda: not rows(data, "select * from decision where not undone"))
        picture("6-undone")


if __name__ == "__main__":
    sys.exit(main())
