"""Closing the window while a drive does not answer, by the real entry point in a process of its own."""

import os
import subprocess
import sys
from pathlib import Path

_CLOSE_WHILE_A_PICTURE_IS_READ = """
import sys, threading
from PySide6.QtCore import QTimer
from stockmatch import boot
from stockmatch.imaging import thumbnail
from stockmatch.ui import app

start = app.start_window

def started(*args, **options):
    window = start(*args, **options)
    window.session.mark_reviewed(sys.argv[2])
    timer = QTimer(window)
    def look():
        if not window.session.thumbnails.idle:
            print("closed", flush=True)
            timer.stop()
            window.close()
    timer.timeout.connect(look)
    timer.start(1000)
    return window

if __name__ == "__main__":
    app.start_window = started
    thumbnail.thumbnail = lambda path, side: threading.Event().wait()
    sys.exit(boot.main(sys.argv[1:]))
"""


def test_the_window_closes_although_a_drive_does_not_answer(
    catalogue: Path, photos: list[Path], tmp_path: Path
) -> None:
    data_dir, script = tmp_path / "data", tmp_path / "close.py"
    script.write_text(_CLOSE_WHILE_A_PICTURE_IS_READ)
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    command: list[str | Path] = [sys.executable, script, "window", catalogue, photos[0], "--data-dir", data_dir]
    done = subprocess.run(command, check=False, capture_output=True, text=True, env=env, timeout=180)
    assert (done.returncode, done.stdout) == (0, "closed\n"), done.stderr
    assert not list(data_dir.glob("logs/crash-*"))
