"""Runs an installed Stockmatch as a person's computer would, and compares what it finds with the sources' own.

The program gets a home whose path has spaces and Chinese characters, and none of this shell's environment. Where the
system lets us (Linux with user namespaces) it also has no network, cannot write to its folder and does not see the
sources. Anything unexpected on its streams fails. Standard library only.
"""

import argparse
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from contents import ROOT, version
from network_drive import NetworkDrive, NotHere

NETWORK = "mobilenet_v3_small"
_PROGRESS = (ROOT / "src" / "stockmatch" / "core" / "progress.py").read_text("utf-8")
_LIBRARY = "libEGL.so.1"
_COPIES = 12
"""Of each picture on a drive that is lost: more must be left then than is read ahead."""
_STAGES = [words.capitalize() for words in re.findall(r'^    [A-Z_]+ = "(.+)"$', _PROGRESS, re.MULTILINE)]
_EXPECTED = (
    r"ok     \w[\w-]*: .*",  # self-test
    r"top-\d+ error.*|  \w+ +alone .*|MRR .*",  # evaluate
    rf"({'|'.join(_STAGES)})(  .*)?",  # progress
    r"\d+ products, \d+ images, .*",  # index
    r"\d+ photos, \d+ products, .*",  # study
    r"[\w-]+ +top-5 error .*",
)
_SEALED = """
mount -t tmpfs none "$1" && mount --bind "$2" "$2" && mount -o remount,ro,bind "$2" && shift 2 && exec "$@"
"""
_DISK = """
mount -t tmpfs -o "$1" none "$2" && shift 2 && exec "$@"
"""
_WITHOUT = """
mount --bind /dev/null "$1" && shift && exec "$@"
"""


class Unexpected(Exception):
    """A check failed; the message says how."""


def text_of(stream: bytes) -> str:
    """What a program wrote; what is not UTF-8, as Windows' “ and –, is shown as it is."""
    return stream.decode("utf-8", "backslashreplace")


class Program:
    """One way to run Stockmatch: the installed one, or the sources' own as the reference.

    Args:
        command: what starts it.
        home: a folder of its own; it is made.
        wrapper: a command that runs another one.
    """

    def __init__(self, command: Sequence[str], home: Path, wrapper: Sequence[str] = ()) -> None:
        home.mkdir(parents=True)
        self._command, self._wrapper = list(command), list(wrapper)
        self._home = home
        self.env = {"QT_QPA_PLATFORM": "offscreen"}
        if os.name == "nt":
            kept = ("SYSTEMROOT", "WINDIR", "NUMBER_OF_PROCESSORS", "PROCESSOR_ARCHITECTURE")
            self.env |= {name: os.environ[name] for name in kept if name in os.environ}
            folders = ("USERPROFILE", "APPDATA", "LOCALAPPDATA", "WIN_PD_OVERRIDE_LOCAL_APPDATA", "TEMP", "TMP")
            self.env |= dict.fromkeys(folders, str(home))
            self.env["QT_QPA_FONTDIR"] = str(Path(os.environ["SYSTEMROOT"], "Fonts"))  # offscreen Qt finds none itself
        else:
            self.env |= {"HOME": str(home), "TMPDIR": str(home), "LANG": "C.UTF-8"}

    def run(self, *arguments: str | Path) -> str:
        """Standard output. Raises Unexpected for a failure or anything unexpected on standard error."""
        command = [*self._wrapper, *self._command, *map(str, arguments)]
        done = subprocess.run(
            command, env=self.env, cwd=self._home, capture_output=True, stdin=subprocess.DEVNULL, check=False
        )
        out, err = text_of(done.stdout), text_of(done.stderr)
        odd = [line for line in err.splitlines() if not any(re.fullmatch(known, line) for known in _EXPECTED)]
        if done.returncode or odd:
            raise Unexpected(f"{' '.join(command)}\nexit code {done.returncode}\n{out}\n" + "\n".join(odd or [err]))
        return out

    def refused(self, *arguments: str | Path, wrapper: Sequence[str | Path] = ()) -> str:
        """What it says on standard error where it must fail. Raises Unexpected if it does not, or says it badly."""
        command = [*self._wrapper, *map(str, (*wrapper, *self._command, *arguments))]
        done = subprocess.run(command, env=self.env, cwd=self._home, capture_output=True, check=False)
        err = text_of(done.stderr)
        odd = [line for line in err.splitlines() if not any(re.fullmatch(known, line) for known in _EXPECTED)]
        if done.returncode != 1 or "Traceback" in err or len(odd) != 1:
            raise Unexpected(f"{' '.join(command)}\nexit code {done.returncode}\n{err}")
        return odd[0]

    def run_without_streams(self, *arguments: str | Path) -> None:
        """As a program without a console has none of the three. Raises Unexpected if it does not end well."""
        closed = ["sh", "-c", 'exec "$@" <&- >&- 2>&-', "sh", *self._wrapper, *self._command, *map(str, arguments)]
        if subprocess.run(closed, env=self.env, cwd=self._home, check=False).returncode:
            raise Unexpected(f"{' '.join(map(str, arguments))} fails without standard streams.")


def seal(folder: Path) -> list[str]:
    """A command that runs another without network, sources, and the right to write to a folder; empty if it cannot."""
    wrapper = ["unshare", "--user", "--map-root-user", "--mount", "--net", "sh", "-c", _SEALED, "sh", ROOT, folder]
    command = [str(part) for part in wrapper]
    if shutil.which("unshare") and not subprocess.run([*command, "true"], capture_output=True, check=False).returncode:
        return command
    print("note: this system cannot hide the network and the sources from the program", flush=True)
    return []


def without_seconds(found: object) -> object:
    """JSON without what differs from run to run."""
    if isinstance(found, dict):
        return {name: without_seconds(value) for name, value in found.items() if name not in {"seconds", "report"}}
    return [without_seconds(one) for one in found] if isinstance(found, list) else found


def check_version(program: Program) -> str:
    out = program.run("--version").strip()
    if out != f"stockmatch {version()}":
        raise Unexpected(f"--version says {out!r}")
    return out


def check_self_test(program: Program, *, complete: bool) -> str:
    found = json.loads(program.run("self-test", "--json"))
    details = {check["name"]: check["detail"] for check in found["checks"]}
    if not found["ok"] or (complete and "not installed" in details["embedding"]):
        raise Unexpected(json.dumps(found, indent=2))
    return f"{len(details)} checks; {details['embedding']}; CUDA {details['cuda']}"


def part_of(sample: Path, pictures: int) -> Path:
    """A smaller set beside the sample: so many pictures of its catalogue and all photos of these; from 12 products on
    the catalogue's own pseudo-photos are learnt from."""
    part = sample.with_name(f"sample of {pictures}")
    (part / "catalogue").mkdir(parents=True)
    for picture in sorted((sample / "catalogue").glob("*.jpg"))[:pictures]:
        shutil.copy(picture, part / "catalogue")
    shutil.copytree(sample / "photos", part / "photos")
    header, *rows = (sample / "pairs.csv").read_text("utf-8").splitlines()
    rows = [row for row in rows if (part / row.split(",")[1]).exists()]
    (part / "pairs.csv").write_text("\n".join([header, *rows]), "utf-8")
    return part


def check_network(program: Program, reference: Program, sample: Path, weights: Path) -> str:
    """Every photo's rank with a network, and the figures, are exactly the reference's."""
    arguments: list[str | Path] = ["evaluate", sample / "catalogue", "--pairs", sample / "pairs.csv", "--json"]
    arguments += ["--backbone", NETWORK, "--weights", weights / f"{NETWORK}.pth", "--device", "cpu"]
    mine, theirs = (without_seconds(json.loads(one.run(*arguments))) for one in (program, reference))
    if mine != theirs or not isinstance(mine, dict):
        raise Unexpected(f"{NETWORK} ranks differently: {mine}\nand from the sources: {theirs}")
    ranked = f"{len(mine['ranks'])} photos rank among {mine['products']} products"
    return f"{ranked} as from the sources with {NETWORK}"


def check_window(program: Program, reference: Program, sample: Path, out: Path) -> str:
    """The window's candidates are exactly the reference's, and it is pictured, with and without standard streams."""
    names = [row.split(",")[0] for row in (sample / "pairs.csv").read_text("utf-8").splitlines()[1:4]]
    photos = [sample / name for name in names]
    arguments: list[str | Path] = ["window", sample / "catalogue", *photos, "--screenshot", out]
    mine, theirs = (one.run(*arguments) for one in (program, reference))
    if mine != theirs or " 1. " not in mine:
        raise Unexpected(f"The window shows:\n{mine}\nand from the sources:\n{theirs}")
    out.unlink()
    if os.name != "nt":
        program.run_without_streams(*arguments)
        if not out.stat().st_size:
            raise Unexpected("Without standard streams the window left no picture.")
    return f"the window's candidates of {len(photos)} photos are those from the sources; it needs no standard streams"


def check_surroundings(program: Program, sample: Path, out: Path) -> str:
    """A data folder that may not be written, a full disk and a missing library are named, and what to do about them."""
    data = out.with_name("data 資料")
    data.mkdir()
    index: list[str | Path] = ["index", sample / "catalogue", "--data-dir", data]
    window: list[str | Path] = ["window", sample / "catalogue", "--data-dir", data, "--screenshot", out]
    for options, reason in (("ro", "it may not be written"), ("size=64k", "the disk is full")):
        for command in (index, window):
            said = program.refused(*command, wrapper=["sh", "-c", _DISK, "sh", options, data])
            if reason not in said or str(data) not in said:
                raise Unexpected(f"On a disk with {options} it says: {said}")
    said = program.refused(*window, wrapper=["sh", "-c", _WITHOUT, "sh", system_library(_LIBRARY)])
    if _LIBRARY not in said:
        raise Unexpected(f"Without {_LIBRARY} it says: {said}")
    return f"a read-only data folder, a full disk and a missing {_LIBRARY} are named"


def system_library(name: str) -> str:
    """Where the system's loader finds a library."""
    listed = subprocess.run(["ldconfig", "-p"], capture_output=True, text=True, check=True).stdout
    found = re.search(rf"{re.escape(name)} .*=> (/.+)$", listed, re.MULTILINE)
    if found is None:
        raise Unexpected(f"This system has no {name}.")
    return found[1]


def check_network_drive(program: Path, reference: Program, sample: Path, out: Path) -> str:
    """The program's folder may lie on a network drive, where this computer can have one."""
    try:
        with NetworkDrive(program.parent, out.with_name("program's drive 網路")) as drive:
            remote = Program([str(drive.folder / program.name)], out.with_name("home there"), seal(drive.folder))
            check_version(remote)
            check_window(remote, reference, sample, out)
    except NotHere as reason:
        return f"not tried: the program on a network drive ({reason})"
    return "from a network drive it does the same"


def check_lost_drive(program: Program, sample: Path, folder: Path) -> str:
    """A catalogue whose drive is lost while it is indexed is given up in plain words, and is whole the next time."""
    served, drive, data = folder / "supplier's", folder / "supplier's drive 供應商", folder / "data of the drive"
    served.mkdir()
    pictures = sorted((sample / "catalogue").glob("*.jpg")) * _COPIES
    for number, picture in enumerate(pictures):
        shutil.copy(picture, served / f"{number:04}X.jpg")
    index: list[str | Path] = ["index", drive, "--data-dir", data]
    try:
        with NetworkDrive(served, drive) as mounted, ThreadPoolExecutor(1) as pool:
            refused = pool.submit(program.refused, *index)
            while not refused.done() and not any(file.stat().st_size for file in data.rglob("rows")):
                time.sleep(0.02)
            mounted.cut()
            said = refused.result()
        with NetworkDrive(served, drive):
            found = json.loads(program.run(*index, "--json"))
    except NotHere as reason:
        return f"not tried: a catalogue on a network drive ({reason})"
    if str(drive) not in said or not re.search("can no longer be read|may not be read", said):
        raise Unexpected(f"When the catalogue's drive is lost it says: {said}")
    if found["products"] != len(pictures) or found["skipped"]:
        raise Unexpected(f"When the catalogue's drive is there again: {found}")
    return f"a catalogue's drive that is lost is named, and its {len(pictures)} images are all there the next time"


def check_study(program: Program, sample: Path, weights: Path, out: Path) -> str:
    arguments: list[str | Path] = ["study", sample / "catalogue", "--pairs", sample / "pairs.csv", "--json"]
    arguments += ["--backbones", NETWORK, "--weights-dir", weights, "--out", out, "--device", "cpu"]
    program.run(*arguments, "--steps", "1", "--random-steps", "0", "--repeats", "0")
    return f"the study's report has {(out / 'report.html').stat().st_size // 1000} kB"


def place(program: Path, folder: Path) -> Path:
    """Put the program's folder somewhere else, by hard links where that goes; returns the program there."""

    def link(source: str, target: str) -> None:
        try:
            os.link(source, target)
        except OSError:
            shutil.copy2(source, target)

    shutil.copytree(program.parent, folder, symlinks=True, copy_function=link)
    return folder / program.name


def make_weights(python: str, folder: Path) -> None:
    """Random weights, which tell as much about equal results as trained ones."""
    folder.mkdir()
    text = f"torch.manual_seed(0); torch.save(models.{NETWORK}(weights=None).state_dict(), '{NETWORK}.pth')"
    subprocess.run([python, "-c", f"import torch; from torchvision import models; {text}"], cwd=folder, check=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("program", type=Path, help="the executable, or a virtual environment's script")
    parser.add_argument("--executable", action="store_true", help="move its folder away first, and expect all networks")
    options = parser.parse_args()
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # the folder below has Chinese letters, which may not be told
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="stockmatch 目錄 ") as name:
        folder = Path(name)
        program = options.program.absolute()
        wrapper: list[str] = []
        if options.executable:
            program = place(program, folder / "Program files 程式" / "stockmatch")
            wrapper = seal(program.parent)
        sample, weights = shutil.copytree(ROOT / "assets" / "sample", folder / "sample"), folder / "weights"
        make_weights(sys.executable, weights)
        installed = Program([str(program)], folder / "home 住", wrapper)
        reference = Program([sys.executable, "-m", "stockmatch"], folder / "reference")
        checks: list[Callable[[], str]] = [
            lambda: check_version(installed),
            lambda: check_window(installed, reference, part_of(sample, 8), folder / "window.png"),
            lambda: check_network(installed, reference, part_of(sample, 24), weights),
            lambda: check_study(installed, sample, weights, folder / "study"),
            lambda: check_self_test(installed, complete=options.executable),
        ]
        if options.executable:
            checks.append(
                lambda: check_network_drive(program, reference, part_of(sample, 9), folder / "from a drive.png")
            )
            checks.append(lambda: check_lost_drive(installed, part_of(sample, 6), folder))
        if wrapper:
            checks.append(lambda: check_surroundings(installed, part_of(sample, 7), folder / "none.png"))
        for check in checks:
            before = time.monotonic()
            try:
                found = check()
            except Unexpected as error:
                print(f"FAILED {error}", flush=True)
                return 1
            print(f"ok     {found} ({time.monotonic() - before:.0f} s)", flush=True)
    print(f"All checks passed in {time.monotonic() - started:.0f} s.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
