"""Develop Stockmatch: ``run``, ``test``, ``bench``, ``screenshots``, ``events``, ``build``, ``package``, ``wheel``,
``lock``, ``locked``, ``translations``.

Standard library only.

Every command first makes the virtual environment ``.venv`` fit; the second time that takes a moment.
"""

import argparse
import ctypes.util
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Callable, Sequence
from pathlib import Path

import contents
import locks

ROOT = contents.ROOT
VENV = ROOT / ".venv"
EXECUTABLE = ROOT / "dist" / "stockmatch"
SCREENSHOT = ROOT / "build" / "stockmatch-window.png"

QT_LIBRARIES = {
    "GL": "libgl1",
    "EGL": "libegl1",
    "glib-2.0": "libglib2.0-0",
    "dbus-1": "libdbus-1-3",
    "xkbcommon": "libxkbcommon0",
    "fontconfig": "libfontconfig1",
}
WINDOW_LIBRARIES = {
    "xcb-cursor": "libxcb-cursor0",
    "xcb-icccm": "libxcb-icccm4",
    "xcb-keysyms": "libxcb-keysyms1",
    "xcb-xkb": "libxcb-xkb1",
    "xcb-shape": "libxcb-shape0",
    "xkbcommon-x11": "libxkbcommon-x11-0",
}
FONT = "fonts-dejavu-core"
# Whole files, in their order: the few tests that take a minute stand in front, and would else be waited for at the end.
SIDE_BY_SIDE = ("--numprocesses=auto", "--maxprocesses=4", "--dist=loadfile", "--no-loadscope-reorder")


def python() -> Path:
    """The environment's interpreter."""
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def tell(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def call(command: Sequence[str | Path], env: dict[str, str] | None = None) -> int:
    """Run a program in the project's folder; returns its exit code."""
    return subprocess.run([str(part) for part in command], cwd=ROOT, env=env, check=False).returncode


def has_display() -> bool:
    """Whether a window can be shown."""
    if sys.platform in {"win32", "darwin"}:
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def environment() -> dict[str, str]:
    """The environment for programs that use Qt."""
    env = dict(os.environ)
    if not has_display():
        env.setdefault("QT_QPA_PLATFORM", "offscreen")
    return env


def missing_packages(*, window: bool) -> list[str]:
    """Debian packages that Qt, for a real window too if asked, or ``.venv`` needs and that are not here."""
    if not sys.platform.startswith("linux"):
        return []
    wanted = QT_LIBRARIES | (WINDOW_LIBRARIES if window else {})
    missing = [package for library, package in wanted.items() if ctypes.util.find_library(library) is None]
    fonts = shutil.which("fc-list")
    listed = subprocess.run([fonts, ":"], capture_output=True, check=False).stdout if fonts else b""
    folders = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path.home() / ".local/share/fonts")
    if importlib.util.find_spec("ensurepip") is None:
        missing.append("python3-venv")
    if not listed and not any(next(folder.rglob("*.[to]t[fc]"), None) for folder in folders if folder.is_dir()):
        missing.append(FONT)
    return missing


def system_libraries(*, window: bool = False) -> None:
    """Install what is missing where that is possible, else say how and stop.

    Args:
        window: whether a real window must open even if there is no display here.
    """
    window = window or has_display()
    missing = missing_packages(window=window)
    if not missing:
        return
    packages = " ".join(missing)
    apt = shutil.which("apt-get")
    if apt is None:
        sys.exit(f"System packages are missing. On Debian they are called: {packages}")
    if os.geteuid() != 0:
        sys.exit(f"System packages are missing. Run this, then try again:\n  sudo apt-get install {packages}")
    tell(f"Installing system packages: {packages}")
    quiet = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    install = [apt, "install", "-y", "-q", "--no-install-recommends", *missing]
    if call(install, quiet) != 0 and (call([apt, "update", "-q"], quiet) != 0 or call(install, quiet) != 0):
        sys.exit(f"The system packages could not be installed. Try: apt-get install {packages}")
    left = missing_packages(window=window)
    if left:
        sys.exit(f"These system packages are still missing: {' '.join(left)}")


def wanted() -> str:
    """Tells one state of the project's dependencies from another."""
    return hashlib.sha256((ROOT / "pyproject.toml").read_bytes()).hexdigest()


def stamps(extras: Sequence[str]) -> list[Path]:
    """Files that say in which state ``.venv`` got the package and these extras."""
    return [VENV / f".installed-{extra or 'base'}" for extra in ("", *extras)]


def install(extras: Sequence[str]) -> None:
    """Make ``.venv`` hold the package, editable, with these extras; nothing is done if it already does."""
    if sys.version_info < (3, 11):  # noqa: UP036 - any python3 may run this file
        sys.exit("Stockmatch needs Python 3.11 or newer.")
    if python().exists() and all(s.exists() and s.read_text("utf-8") == wanted() for s in stamps(extras)):
        return
    if not python().exists():
        tell(f"Making {VENV.relative_to(ROOT)}")
        venv.create(VENV, with_pip=True)
    tell("Installing Stockmatch and what it needs (the first time several minutes: PyTorch is large)")
    target = f"{ROOT}[{','.join(extras)}]" if extras else str(ROOT)
    if call([python(), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--editable", target]) != 0:
        sys.exit("The installation did not work; the lines above say why.")
    for stamp in stamps(extras):
        stamp.write_text(wanted(), "utf-8")


def run(rest: Sequence[str]) -> int:
    """Open the window on the sample; without a display do the same offscreen and save a picture of it."""
    system_libraries()
    install([])
    command: list[str | Path] = [python(), "-m", "stockmatch", "window"]
    if rest:
        return call([*command, *rest], environment())
    command.append("--sample")
    if not has_display():
        tell("There is no display: the window works offscreen, and a picture of it is saved.")
        SCREENSHOT.parent.mkdir(exist_ok=True)
        command += ["--screenshot", SCREENSHOT]
    return call(command, environment())


def test(rest: Sequence[str]) -> int:
    """Lint, types, import contracts, tests; stops at the first that fails."""
    system_libraries()
    install(["test"])
    binaries = python().parent
    steps: list[list[str | Path]] = [
        [python(), "-m", "ruff", "check", "."],
        [python(), "-m", "ruff", "format", "--check", "."],
        [python(), "-m", "mypy"],
        [binaries / "lint-imports", "--no-cache"],
        [python(), "-m", "pytest", *SIDE_BY_SIDE, *rest],
    ]
    env = environment()
    for step in steps:
        tell(f"== {' '.join(str(part) for part in step[1:])}")
        code = call(step, env)
        if code != 0:
            return code
    return 0


def bench(rest: Sequence[str]) -> int:
    """Measure speed, memory and error; ``packaging/bench.py --help`` says what."""
    system_libraries()
    install([])
    return call([python(), ROOT / "packaging" / "bench.py", *rest], environment())


def screenshots(rest: Sequence[str]) -> int:
    """Make the pictures of the README and the manual; the Chinese ones need a font such as Debian's fonts-noto-cjk."""
    system_libraries()
    install([])
    return call([python(), ROOT / "packaging" / "screenshots.py", *rest], environment())


def events(rest: Sequence[str]) -> int:
    """Drag a photo from another process into the real window and decide by keyboard, with real X events (Linux)."""
    system_libraries(window=True)
    install([])
    return call([python(), ROOT / "packaging" / "real_events.py", *rest])


def build(rest: Sequence[str]) -> int:
    """Build the executable into ``dist/stockmatch``, with the torch that is installed, and run it as a person would."""
    system_libraries(window=True)  # what a real window needs is packed too
    install(["fashion", "build"])
    started = time.monotonic()
    spec: list[str | Path] = [ROOT / "packaging" / "stockmatch.spec", "--noconfirm", "--log-level", "WARN"]
    folders: list[str | Path] = ["--distpath", EXECUTABLE.parent, "--workpath", ROOT / "build" / "pyinstaller"]
    code = call([python(), "-m", "PyInstaller", *spec, *folders, *rest])
    if code != 0:
        return code
    size = sum(file.lstat().st_size for file in EXECUTABLE.rglob("*"))
    tell(f"Built in {time.monotonic() - started:.0f} s: {size / 1e9:.2f} GB in {EXECUTABLE.relative_to(ROOT)}")
    program = EXECUTABLE / ("stockmatch.exe" if os.name == "nt" else "stockmatch")
    return call([python(), ROOT / "packaging" / "check_program.py", program, "--executable"])


def package(rest: Sequence[str]) -> int:
    """Make installers of the executable for this system."""
    return call([python(), ROOT / "packaging" / "installers.py", *rest])


def wheel(rest: Sequence[str]) -> int:
    """Build the wheel and the source archive into ``dist``; install the wheel into an empty environment and run it."""
    system_libraries()
    install(["build"])
    code = call([python(), "-m", "build", *rest])
    if code != 0:
        return code
    (built,) = (ROOT / "dist").glob(f"stockmatch-{contents.version()}-*.whl")
    with tempfile.TemporaryDirectory(prefix="stockmatch wheel ") as folder:
        tell("Installing the wheel into an empty environment (several minutes: PyTorch is large)")
        venv.create(folder, with_pip=True)
        binaries = Path(folder) / python().parent.name
        code = call([binaries / python().name, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", built])
        if code != 0:
            return code
        program = binaries / ("stockmatch.exe" if os.name == "nt" else "stockmatch")
        return call([python(), ROOT / "packaging" / "check_program.py", program])


def lock(_rest: Sequence[str]) -> int:
    """Renew the locked dependencies of all systems: the newest versions that ``pyproject.toml`` allows."""
    install(["lock"])
    return locks.renew(python())


def locked(_rest: Sequence[str]) -> int:
    """Make ``.venv`` from the locked dependencies, hashes checked; other commands then find nothing to install."""
    system = locks.this_system()
    venv.create(VENV, with_pip=True, clear=True)
    for command in locks.install_commands(python(), system):
        code = call(command)
        if code != 0:
            return code
    for stamp in stamps(locks.EXTRAS):
        stamp.write_text(wanted(), "utf-8")
    return 0


def translations(_rest: Sequence[str]) -> int:
    """Bring the translations up to what the window says now; not 0 where something is still to be translated."""
    install(["test"])
    return call([python(), ROOT / "packaging" / "translations.py"])


COMMANDS: dict[str, Callable[[Sequence[str]], int]] = {
    "run": run,
    "test": test,
    "bench": bench,
    "screenshots": screenshots,
    "events": events,
    "build": build,
    "package": package,
    "wheel": wheel,
    "lock": lock,
    "locked": locked,
    "translations": translations,
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("command", choices=COMMANDS, help="what to do; further options are passed on")
    options, rest = parser.parse_known_args()
    return COMMANDS[options.command](rest)


if __name__ == "__main__":
    sys.exit(main())
