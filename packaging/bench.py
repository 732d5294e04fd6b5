"""Measure Stockmatch: matching error on the shared sets, speed, memory and start-up.

Standard library only. Every figure comes from the commands a person would run, or from what the window calls, in a data
folder of its own that is thrown away.
"""

import argparse
import csv
import json
import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from real_events import screen

ROOT = Path(__file__).resolve().parents[1]
SETS = {"uniqlo": "pairs.csv", "grocery": "pairs_small.csv", "dreambooth": "pairs.csv"}
BACKBONES = ("classic", "mobilenet_v3_small", "mnasnet0_5", "mobilenet_v2", "resnet50")
SEEDED = (("resnet50", "uniqlo"), ("mobilenet_v3_small", "uniqlo"))
SEEDS = 5
SPLITS = 5

_LONGEST_START = 120.0


def shared() -> Path:
    """The folder of real photos and weights. Ends the program where it is absent."""
    folder = Path(os.environ.get("STOCKMATCH_SHARED", ROOT.parent / "shared"))
    if not (folder / "data").is_dir():
        sys.exit(f"The real photos are not here ({folder}); set STOCKMATCH_SHARED.")
    return folder


def stockmatch(*arguments: object) -> tuple[Mapping[str, Any], float, float]:
    """Run a command with ``--json``: its result, wall seconds, and its peak memory in MiB (0 on Windows)."""
    return _measured("-m", "stockmatch", *arguments, "--json")


def _measured(*arguments: object) -> tuple[Any, float, float]:
    """Run Python with these arguments: the JSON that it prints, wall seconds, and peak MiB (0 on Windows)."""
    command = [sys.executable, *map(str, arguments)]
    started = time.monotonic()
    memory = 0.0
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.DEVNULL, cwd=ROOT)
        if sys.platform == "win32":
            process.wait()
        else:
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            memory = usage.ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)
        seconds = time.monotonic() - started
        output.seek(0)
        text = output.read()
    if process.returncode != 0:
        sys.exit(f"{' '.join(command)} failed with {process.returncode}: {text.decode(errors='replace')}")
    return json.loads(text), seconds, memory


def matching(folder: Path) -> dict[str, Any]:
    """Top-1 and top-5 error of every backbone on every set, both protocols."""
    data, found = shared(), {}
    for backbone in BACKBONES:
        for name, pairs in SETS.items():
            for protocol in ("queue", "online"):
                source = data / "data" / name
                result, _, _ = stockmatch(
                    "evaluate", source / "catalogue", "--pairs", source / pairs, "--protocol", protocol,
                    "--data-dir", folder / "matching", *_model(backbone),
                )  # fmt: skip
                found[f"{backbone} {name} {protocol}"] = result["top_k_error"]
                print(
                    f"{backbone:20} {name:11} {protocol:7} {_percent(result['top_k_error'])}  "
                    f"MRR {result['mrr']:.3f}  {result['seconds']['per_photo']:.2f} s  ({_alone(result)})",
                    flush=True,
                )
    return found


def covers(folder: Path) -> dict[str, Any]:
    """Top-1 and top-5 error on drawn covers that lie turned on a table under a lamp, 200 photos of 100."""
    garments, source = shared() / "data" / "clothing_cc0" / "images", folder / "covers"
    shutil.rmtree(source, ignore_errors=True)
    subprocess.run([sys.executable, Path(__file__).with_name("bench_covers.py"), garments, source], check=True)
    found = {}
    for backbone in ("classic", "mobilenet_v3_small", "resnet50"):
        result, _, _ = stockmatch(
            "evaluate", source / "catalogue", "--pairs", source / "pairs.csv", "--data-dir", folder / "covered",
            *_model(backbone),
        )  # fmt: skip
        found[backbone] = result["top_k_error"]
        print(f"covers {backbone:20} {_percent(result['top_k_error'])}  ({_alone(result)})", flush=True)
    return found


def crowd(folder: Path) -> dict[str, Any]:
    """Top-1 and top-5 error of every set's photos among the products of all sets and 1,838 other garments.

    And of all these photos together before and after tuning without labels, nothing chosen by the answers.
    """
    data, found = shared() / "data", {}
    catalogue = folder / "crowd"
    catalogue.mkdir(exist_ok=True)
    strangers = set((data / "clothing_cc0" / "nomatch_100.txt").read_text("utf-8").split())
    garments = sorted((data / "clothing_cc0" / "images").iterdir())
    others = [garment for garment in garments if f"images/{garment.name}" not in strangers]
    for number, garment in enumerate(others):
        shutil.copyfile(garment, catalogue / f"other{number:05}{garment.suffix}")
    everybody: list[tuple[object, str]] = []
    for name, pairs in SETS.items():
        for product in (data / name / "catalogue").iterdir():
            shutil.copyfile(product, catalogue / f"{name}-{product.name}")
        with (data / name / pairs).open(encoding="utf-8") as file:
            rows = [
                (data / name / row["query"], f"crowd/{name}-{Path(row['target']).name}") for row in csv.DictReader(file)
            ]
        with (folder / f"crowd-{name}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([("query", "target"), *rows])
        everybody += rows
    with (folder / "crowd-all.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("query", "target"), *everybody])
    for backbone in ("classic", "mobilenet_v3_small", "resnet50"):
        for name in SETS:
            result, _, _ = stockmatch(
                "evaluate", catalogue, "--pairs", folder / f"crowd-{name}.csv", "--data-dir", folder / "crowds",
                "--frozen", *_model(backbone),
            )  # fmt: skip
            found[f"{backbone} {name}"] = result["top_k_error"]
            print(
                f"crowd {backbone:20} {name:10} {_percent(result['top_k_error'])}  of {result['products']}   "
                f"({_alone(result)})",
                flush=True,
            )
        result, seconds, _ = stockmatch(
            "tune", catalogue, "--pairs", folder / "crowd-all.csv", "--data-dir", folder / "crowds", "--frozen",
            *_model(backbone),
        )  # fmt: skip
        found[f"{backbone} tuned"] = result["pairs"]
        errors = " -> ".join(_percent(result["pairs"][when]) for when in ("before", "after"))
        print(f"crowd {backbone:20} tuned  {errors}  {seconds:.0f} s  {result['reason']}", flush=True)
    return found


def absence(folder: Path) -> dict[str, Any]:
    """How well "not in the catalogue" separates photos of other things from a set's own: AUROC of the p-value.

    And of how many of each the window says so, before anything is decided.
    """
    data, found = shared(), {}
    listed = (data / "data" / "clothing_cc0" / "nomatch_100.txt").read_text("utf-8").split()
    others = [next((data / "data" / "clothing_cc0").rglob(Path(name).name)) for name in listed]
    for backbone in ("mobilenet_v3_small", "resnet50"):
        for name in ("uniqlo", "grocery"):
            source = data / "data" / name
            with (source / SETS[name]).open(encoding="utf-8") as file:
                own = sorted({source / row["query"] for row in csv.DictReader(file)})
            own = own[:: max(1, len(own) // 100)]
            result, _, _ = stockmatch(
                "match", source / "catalogue", *own, *others, "--data-dir", folder / "matching",
                "--backbone", backbone, "--weights", data / "weights" / f"{backbone}.pth",
            )  # fmt: skip
            p = [photo["p_value"] for photo in result["photos"]]
            present, absent = p[: len(own)], p[len(own) :]
            wins = sum((a < b) + 0.5 * (a == b) for a in present for b in absent)
            warned = [photo["presence"] != "present" for photo in result["photos"]]
            figures = {
                "auroc": round(wins / len(present) / len(absent), 3),
                "absent_warned": round(sum(warned[len(own) :]) / len(absent), 2),
                "present_warned": round(sum(warned[: len(own)]) / len(own), 2),
            }
            found[f"{backbone} {name}"] = figures
            print(f"absence {backbone} {name} {figures}", flush=True)
    return found


def tuning(folder: Path) -> dict[str, Any]:
    """Every backbone tuned on every set by default settings, nothing chosen by the answers: errors before and after.

    Two of the pairs by further seeds too. What was done in the same ``--folder`` is taken up, so that hours can be
    spread.
    """
    found = {(backbone, name): _tuned(folder, backbone, name, 0) for name in SETS for backbone in BACKBONES}
    change = [one["pairs"]["after"]["1"] - one["pairs"]["before"]["1"] for one in found.values()]
    print(f"tuning: mean change of the top-1 error {100 * statistics.mean(change):+.1f} points", flush=True)
    seeded = {(*pair, seed): _tuned(folder, *pair, seed) for pair in SEEDED for seed in range(1, SEEDS)}
    results = {(*pair, 0): one for pair, one in found.items()} | seeded
    return {
        f"{backbone} {name} {seed}": {key: one[key] for key in ("kept", "pairs", "wall_seconds")}
        for (backbone, name, seed), one in results.items()
    }


def _tuned(folder: Path, backbone: str, name: str, seed: int) -> Mapping[str, Any]:
    done = folder / f"tuning {backbone} {name} {seed}.json"
    if not done.exists():
        source = shared() / "data" / name
        result, seconds, _ = stockmatch(
            "tune", source / "catalogue", "--pairs", source / SETS[name], "--data-dir", folder / f"seed {seed}",
            "--seed", seed, "--frozen", *_model(backbone),
        )  # fmt: skip
        done.write_text(json.dumps({**result, "wall_seconds": round(seconds)}), "utf-8")
    result = json.loads(done.read_text("utf-8"))
    errors = " -> ".join(_percent(result["pairs"][when]) for when in ("before", "after"))
    seconds = result["wall_seconds"]
    print(f"{backbone:20} {name:11} seed {seed}  {errors}  {seconds} s  {result['reason']}", flush=True)
    return dict(result)


def learning(folder: Path) -> dict[str, Any]:
    """Top-1 error on grocery before and after half of the products were confirmed with up to five photos each.

    Five splits by seed; of the other photos of those products, and of the photos of the products never confirmed, with
    the 95 % interval of the difference.
    """
    program, weights = Path(__file__).with_name("bench_learning.py"), shared() / "weights"
    backbone = "mobilenet_v3_small"
    arguments = (folder / "learning", shared() / "data" / "grocery", backbone, weights / f"{backbone}.pth", SPLITS)
    found, _, _ = _measured(program, *arguments)
    print(f"learning {backbone} grocery {found}", flush=True)
    return dict(found)


def latency(folder: Path) -> dict[str, Any]:
    """ResNet-50 on 2,766 products: seconds to index, bytes an image, seconds to the shortlist and the final order."""
    data = shared()
    catalogue = folder / "large"
    catalogue.mkdir()
    pictures = [*(data / "data" / "clothing_cc0" / "images").iterdir(), *(data / "data" / "grocery").rglob("*.jpg")]
    for number, picture in enumerate(pictures[:2_766]):
        shutil.copyfile(picture, catalogue / f"P{number:05}{picture.suffix}")
    photos = sorted((data / "data" / "dreambooth" / "queries").iterdir())[:10]
    model = ["--backbone", "resnet50", "--weights", data / "weights" / "resnet50.pth", "--data-dir", folder / "latency"]
    indexed, seconds, memory = stockmatch("index", catalogue, *model)
    result, _, _ = stockmatch("match", catalogue, *photos, *model)
    rows = next((folder / "latency").rglob("rows")).stat().st_size
    times = [photo["seconds"] for photo in result["photos"]]
    found = {
        "products": indexed["products"],
        "index_seconds": round(seconds),
        "index_peak_mib": round(memory),
        "bytes_an_image": rows // indexed["embedded"],
        **{stage: round(statistics.median(each[stage] for each in times), 2) for stage in ("shortlist", "final")},
    }
    print(f"latency {found}", flush=True)
    return found


def gradient(_folder: Path) -> dict[str, Any]:
    """One exact gradient over 2,000 images against 32: peak memory of each, and the time an image takes."""
    program = Path(__file__).with_name("bench_gradient.py")
    weights = shared() / "weights" / "mobilenet_v3_small.pth"
    few, many = 32, 2_000
    measured = {}
    for count in (few, many):
        result, _, memory = _measured(program, weights, count)
        measured[count] = result["seconds"] / count, memory
    found = {
        "peak_mib": {count: round(memory) for count, (_, memory) in measured.items()},
        "memory_ratio": round(measured[many][1] / measured[few][1], 2),
        "time_an_image_ratio": round(measured[many][0] / measured[few][0], 2),
    }
    print(f"gradient {found}", flush=True)
    return found


def indexing(folder: Path) -> dict[str, Any]:
    """Images per second of a first and a second indexing of ``clothing_cc0`` with Classic, and peak memory."""
    source = shared() / "data" / "clothing_cc0" / "images"
    first, first_seconds, memory = stockmatch("index", source, "--backbone", "classic", "--data-dir", folder / "index")
    _, second_seconds, _ = stockmatch("index", source, "--backbone", "classic", "--data-dir", folder / "index")
    found = {
        "images": first["images"],
        "images_per_second": round(first["images"] / first_seconds, 1),
        "second_to_first": round(second_seconds / first_seconds, 4),
        "peak_mib": round(memory),
    }
    print(f"indexing {found}", flush=True)
    return found


def awkward(folder: Path) -> dict[str, Any]:
    """Wall time and peak memory of indexing the awkward files."""
    source = shared() / "data" / "awkward"
    result, seconds, memory = stockmatch("index", source, "--backbone", "classic", "--data-dir", folder / "awkward")
    found = {"images": result["images"], "skipped": len(result["skipped"]), "seconds": round(seconds, 1),
             "peak_mib": round(memory)}  # fmt: skip
    print(f"awkward {found}", flush=True)
    return found


def startup(folder: Path) -> dict[str, Any]:
    """Seconds from the command to the first paint of the window, five starts, offscreen."""
    env = dict(os.environ, QT_QPA_PLATFORM="offscreen")
    code = (
        "import time, sys; t = time.monotonic(); from pathlib import Path; "
        "from stockmatch.composition import build_services; from stockmatch.ui import app; "
        "from PySide6.QtWidgets import QApplication; "
        "w = app.start_window(build_services(Path(sys.argv[1]))); QApplication.processEvents(); w.grab(); "
        "print('painted', time.monotonic() - t); w.close()"
    )
    times = []
    for _ in range(5):
        started = time.monotonic()
        with subprocess.Popen(
            [sys.executable, "-c", code, str(folder / "start")], stdout=subprocess.PIPE, env=env, text=True, cwd=ROOT
        ) as process:
            assert process.stdout is not None
            for line in process.stdout:
                if re.match("painted", line):
                    times.append(time.monotonic() - started)
                    break
            process.communicate()
    found = {"first_seconds": round(times[0], 2), "median_seconds": round(sorted(times)[len(times) // 2], 2)}
    print(f"startup {found}", flush=True)
    return found


def executable(folder: Path) -> dict[str, Any]:
    """The executable of ``dev.py build`` on a screen of its own (Linux, with Xvfb and xdotool): ten starts, a cold one.

    Seconds from the command until the window is on the screen, and until the sample, indexed before, is in service;
    the memory of all its processes then, shared pages counted once. Cold, where the system lets its file cache be
    dropped.
    """
    program = ROOT / "dist" / "stockmatch" / "stockmatch"
    if not program.is_file() or not (shutil.which("Xvfb") and shutil.which("xdotool")):
        print("executable: not tried; packaging/dev.py build makes it, and Xvfb and xdotool are needed", flush=True)
        return {}
    data, catalogue = folder / "executable", folder / "started"
    catalogue.mkdir()
    for number, picture in enumerate(sorted((ROOT / "assets" / "sample" / "catalogue").glob("*.jpg"))):
        shutil.copyfile(picture, catalogue / f"P{number:03}.jpg")  # one image a product: nothing asks for a look first
    subprocess.run([program, "index", catalogue, "--data-dir", data], check=True, capture_output=True)
    command = [str(program), "window", str(catalogue), "--data-dir", str(data)]
    with screen() as env:
        _start_executable(command, env, data)
        cold = _start_executable(command, env, data) if _dropped_caches() else None
        warm = [_start_executable(command, env, data) for _ in range(10)]
    found = {
        "window_seconds": [round(figure([one[0] for one in warm]), 2) for figure in (min, statistics.median, max)],
        "in_service_seconds": [round(figure([one[1] for one in warm]), 2) for figure in (min, statistics.median, max)],
        "memory_mib": round(statistics.median(one[2] for one in warm)),
        "cold_window_seconds": None if cold is None else round(cold[0], 2),
    }
    print(f"executable {found}", flush=True)
    return found


def _dropped_caches() -> bool:
    try:
        os.sync()
        Path("/proc/sys/vm/drop_caches").write_text("3", "ascii")
    except OSError:
        return False
    return True


def _start_executable(command: list[str], env: Mapping[str, str], data: Path) -> tuple[float, float, float]:
    """Seconds until its window is seen and until its catalogue is in service, and MiB then."""
    search = ["xdotool", "search", "--onlyvisible", "--name", "Stockmatch"]
    with subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL) as process:

        def seconds_until(condition: Callable[[], bool], what: str) -> float:
            started = time.monotonic()
            while not condition():
                if process.poll() is not None or time.monotonic() - started > _LONGEST_START:
                    sys.exit(f"Waited for {what} in vain.")
                time.sleep(0.01)
            return time.monotonic() - started

        try:
            seen = seconds_until(
                lambda: not subprocess.run(search, env=env, capture_output=True, check=False).returncode, "the window"
            )
            # a window takes its lock as its catalogue comes into service
            served = seen + seconds_until(lambda: any(data.glob("catalogues/*/window.lock")), "the catalogue")
            time.sleep(1)
            memory = sum(map(_memory, _family(process.pid)))
        finally:
            process.terminate()
    for lock in data.glob("catalogues/*/window.lock"):
        lock.unlink()
    return seen, served, memory / 1024


def _family(pid: int) -> list[int]:
    """A process and all that it started."""
    lists = Path(f"/proc/{pid}/task").glob("*/children")  # one a thread: the engine is not the main one's child
    return [pid, *(one for each in lists for child in each.read_text("ascii").split() for one in _family(int(child)))]


def _memory(pid: int) -> int:
    """KiB, with a part of each shared page."""
    found = re.search(r"^Pss: +(\d+)", Path(f"/proc/{pid}/smaps_rollup").read_text("ascii"), re.MULTILINE)
    return int(found[1]) if found else 0


def window(folder: Path) -> dict[str, Any]:
    """Key press to the next result: 300 photos of grocery, Classic, all matched ahead. Frames of a list of 10,000.

    And how late a timer of 10 ms comes while MobileNetV3-Small is tuned on that catalogue.
    """
    source = shared() / "data" / "grocery"
    photos = sorted((source / "queries").iterdir())[:300]
    weights = shared() / "weights" / "mobilenet_v3_small.pth"
    program = Path(__file__).with_name("bench_window.py")
    command = [sys.executable, program, folder / "window", source / "catalogue", *photos, "--weights", weights]
    done = subprocess.run([str(part) for part in command], check=True, capture_output=True, text=True, cwd=ROOT)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    print(f"window {found}", flush=True)
    return found


def _model(backbone: str) -> list[object]:
    """What names a backbone to a command, with the weights that are at hand."""
    weights = shared() / "weights" / f"{backbone}.pth"
    return ["--backbone", backbone, *(["--weights", weights] if weights.exists() else [])]


def _alone(result: Mapping[str, Any]) -> str:
    """The errors of each kind of evidence alone."""
    return "  ".join(f"{kind} {_percent(errors)}" for kind, errors in result["alone"].items())


def _percent(errors: Mapping[str, float]) -> str:
    return " / ".join(f"{100 * error:.1f}" for error in errors.values())


PARTS: dict[str, Callable[[Path], dict[str, Any]]] = {
    "matching": matching,
    "covers": covers,
    "crowd": crowd,
    "absence": absence,
    "tuning": tuning,
    "learning": learning,
    "gradient": gradient,
    "latency": latency,
    "indexing": indexing,
    "awkward": awkward,
    "startup": startup,
    "executable": executable,
    "window": window,
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"what to measure: {', '.join(PARTS)} (default: all)")
    parser.add_argument("--folder", type=Path, metavar="DIR", help="work there and keep it (default: thrown away)")
    parser.add_argument("--out", type=Path, metavar="FILE", help="also write the figures as JSON")
    options = parser.parse_args()
    unknown = set(options.parts) - PARTS.keys()
    if unknown:
        parser.error(f"there is no {', '.join(sorted(unknown))}")
    figures: dict[str, Any] = {
        "machine": f"{platform.system()}, {os.cpu_count()} cores, Python {sys.version.split()[0]}"
    }
    with tempfile.TemporaryDirectory(prefix="stockmatch-bench-") as folder:
        place = options.folder or Path(folder)
        place.mkdir(parents=True, exist_ok=True)
        for name in options.parts or PARTS:
            figures[name] = PARTS[name](place)
    if options.out:
        options.out.write_text(json.dumps(figures, indent=2), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
