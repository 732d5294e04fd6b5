"""The locked dependencies, ``packaging/locked/<system>.txt``: every version with the hashes of its files.

One file a system, since torch differs. Linux's lacks torch, torchvision and CUDA's libraries: a CPU build comes from
PyTorch's own index, in the versions of ``linux-torch.txt``. Standard library only.
"""

import os
import platform
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from contents import ROOT

FOLDER = ROOT / "packaging" / "locked"
PYTHON = "3.12"
TORCH = FOLDER / "linux-torch.txt"
TORCH_INDEX = "https://download.pytorch.org/whl/cpu"
EXTRAS = ("fashion", "test", "build")
SYSTEMS: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "linux": ("x86_64-manylinux_2_35", {}),
    "windows": ("x86_64-pc-windows-msvc", {}),
    "macos": ("aarch64-apple-darwin", {"MACOSX_DEPLOYMENT_TARGET": "14.0"}),
}
"""Each system's name for uv, and its oldest version: those of the workflow's machines."""

_FROM_PYTORCH = re.compile(r"^((?:torch|torchvision|triton|nvidia-[\w-]+|cuda-[\w-]+)==[^\s;\\]+)", re.MULTILINE)


def renew(python: Path) -> int:
    """Lock the newest versions that ``pyproject.toml`` allows, with the uv of an environment; returns an exit code."""
    FOLDER.mkdir(exist_ok=True)
    for system in SYSTEMS:
        done, text = _compiled(python, system, "--no-annotate")
        torch = _FROM_PYTORCH.findall(text)
        if done == 0 and system == "linux":
            left_out = [word for pin in torch for word in ("--no-emit-package", pin.split("==")[0])]
            done, text = _compiled(python, system, "--generate-hashes", *left_out)
            pins = [pin for pin in torch if pin.startswith("torch")]
            TORCH.write_text("# packaging/dev.py lock\n" + "\n".join(pins) + "\n", "utf-8")
        elif done == 0:
            done, text = _compiled(python, system, "--generate-hashes")
        if done != 0:
            return done
        (FOLDER / f"{system}.txt").write_text(text, "utf-8")
    return 0


def _compiled(python: Path, system: str, *options: str) -> tuple[int, str]:
    name, older = SYSTEMS[system]
    command = [str(python), "-m", "uv", "pip", "compile", "pyproject.toml", "--quiet", "--no-config", "--no-progress"]
    command += [word for extra in EXTRAS for word in ("--extra", extra)]
    command += ["--python-version", PYTHON, "--python-platform", name, "--no-emit-index-url"]
    command += ["--custom-compile-command", "packaging/dev.py lock", *options]
    done = subprocess.run(command, cwd=ROOT, env=os.environ | older, stdout=subprocess.PIPE, text=True, check=False)
    return done.returncode, done.stdout


def this_system() -> str:
    """The name of this computer's lock. Exits where there is none for it."""
    system = {"linux": "linux", "win32": "windows", "darwin": "macos"}.get(sys.platform)
    machine = {"linux": "x86_64", "windows": "AMD64", "macos": "arm64"}.get(system or "")
    here = f"{sys.version_info.major}.{sys.version_info.minor}"
    if system is None or platform.machine() != machine or here != PYTHON:
        sys.exit(f"Dependencies are locked for Python {PYTHON} on x86-64 Linux and Windows and on Apple's processors.")
    return system


def install_commands(python: Path, system: str) -> list[list[str]]:
    """What installs the locked dependencies and the project itself, editable, into an environment."""
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"]
    commands = [[*pip, "--require-hashes", "--only-binary", ":all:", "-r", str(FOLDER / f"{system}.txt")]]
    if system == "linux":
        commands.append([*pip, "--index-url", TORCH_INDEX, "-r", str(TORCH)])
    return [*commands, [*pip, "--no-build-isolation", "--editable", str(ROOT)]]
