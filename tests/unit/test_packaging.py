"""The scripts beside the product."""

import ast
import configparser
import importlib
import json
import os
import re
import runpy
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import distribution, version
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from cyclonedx.model.bom import Bom
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from stockmatch import __version__
from tests.conftest import ROOT

PACKAGING, SOURCES = ROOT / "packaging", ROOT / "src" / "stockmatch"


@pytest.fixture(scope="module")
def contents() -> dict[str, Any]:
    """What ``packaging/contents.py`` says goes into the executable."""
    return runpy.run_path(str(PACKAGING / "contents.py"))


@pytest.fixture
def script(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """A script of the packaging folder, as a module."""
    monkeypatch.syspath_prepend(str(PACKAGING))
    return importlib.import_module(request.param)


def imported(path: Path, *, at_once: bool = False) -> set[str]:
    """Names of all modules that a script imports, at once or ever, and of whatever it imports from them."""
    found, tree = set(), ast.parse(path.read_text("utf-8"))
    for node in tree.body if at_once else ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{name.name}" for name in node.names)}
    return found


def text_arguments(function: str) -> Iterator[str]:
    """The literal texts that Stockmatch's modules call a function with."""
    for path in SOURCES.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == function:
                yield from (str(one.value) for one in node.args if isinstance(one, ast.Constant))


@pytest.mark.parametrize(
    "name", ["dev.py", "bench.py", "contents.py", "check_program.py", "installers.py", "locks.py", "network_drive.py"]
)
def test_it_runs_before_anything_is_installed(name: str) -> None:
    names = {name.split(".")[0] for name in imported(PACKAGING / name, at_once=True)}
    assert names <= sys.stdlib_module_names | {"contents", "locks", "network_drive", "real_events"}


def test_ci_calls_the_readmes_test_command_and_nothing_else() -> None:
    commands = [line for line in (ROOT / ".ci" / "run").read_text("utf-8").splitlines() if not line.startswith("#")]
    assert commands[-1] == "exec python3 packaging/dev.py test"
    assert "python3 packaging/dev.py test " in (ROOT / "README.md").read_text("utf-8")


def test_torchvisions_libraries_are_packed() -> None:
    spec = find_spec("torchvision")
    assert spec is not None
    assert spec.origin is not None
    loads = re.compile(r'_load_library\("(\w+)"\)')
    loaded = {
        name for file in Path(spec.origin).parent.rglob("*.py") for name in loads.findall(file.read_text("utf-8"))
    }
    packed = runpy.run_path(str(PACKAGING / "hooks" / "hook-torchvision.py"))["binaries"]
    assert loaded
    assert loaded <= {Path(source).name.split(".")[0] for source, _ in packed}
    assert {target for _, target in packed} == {"torchvision"}


def test_nothing_excluded_is_imported(contents: dict[str, Any]) -> None:
    names = set().union(*(imported(path) for path in SOURCES.rglob("*.py")))
    assert "torch" in names
    excluded = contents["EXCLUDED"]
    assert not [name for name in names if any(name == one or name.startswith(f"{one}.") for one in excluded)]


def test_everything_loads_without_what_is_excluded(contents: dict[str, Any], tmp_path: Path) -> None:
    script = Path(__file__).with_name("without_excluded.py")
    command = [sys.executable, str(script), ",".join(contents["EXCLUDED"]), str(tmp_path / "new.sqlite3")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_every_folder_that_the_program_opens_is_packed(contents: dict[str, Any]) -> None:
    beside_a_module = [path.parent for path in SOURCES.rglob("*.py") if "Path(__file__)" in path.read_text("utf-8")]
    assert {ROOT / "resources", ROOT / "assets"} == {ROOT / name for name in text_arguments("_shipped")}
    assert sorted(beside_a_module) == [SOURCES, SOURCES / "store"]  # paths.py, which finds these; the migrations
    needed = [ROOT / "resources", ROOT / "assets", SOURCES / "store" / "migrations"]
    files = {file for folder in needed for file in folder.rglob("*") if file.is_file() and file.suffix != ".pyc"}
    packed = {Path(source): target for source, target in contents["data_files"]()}
    assert set(packed) == files
    for file, target in packed.items():
        root = SOURCES.parent if file.is_relative_to(SOURCES) else ROOT
        inside = file.relative_to(root)
        assert Path(target) / file.name == (inside if root != ROOT else Path("stockmatch") / inside)


def test_the_version_has_one_source(contents: dict[str, Any]) -> None:
    assert contents["version"]() == __version__


@pytest.mark.parametrize("script", ["windows_version"], indirect=True)
def test_the_windows_version_resource_is_what_pyinstaller_reads(script: ModuleType) -> None:
    names = {"VSVersionInfo", "FixedFileInfo", "StringFileInfo", "StringTable", "StringStruct"}
    made: dict[str, Any] = {name: lambda *args, **named: (args, named) for name in names | {"VarFileInfo", "VarStruct"}}
    _, found = eval(script.resource("stockmatch-gui"), {"__builtins__": {}}, made)
    _, fixed = found["ffi"]
    assert fixed["filevers"] == (*(int(part) for part in __version__.split(".")), 0)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="a Debian package is made on Linux")
@pytest.mark.parametrize("script", ["installers"], indirect=True)
def test_a_debian_package_has_everything_in_its_place(script: ModuleType, tmp_path: Path) -> None:
    program = tmp_path / "dist" / "stockmatch"
    (program / "_internal").mkdir(parents=True)
    (program / "stockmatch").write_bytes(b"x" * 10_000)
    script.debian_tree(tmp_path, program)
    entry = configparser.ConfigParser(interpolation=None, delimiters="=")
    entry.read(tmp_path / "usr" / "share" / "applications" / "stockmatch.desktop", "utf-8")
    desktop = entry["Desktop Entry"]
    assert (tmp_path / "usr" / "bin" / desktop["Exec"].split()[0]).readlink() == Path("/opt/stockmatch/stockmatch")
    assert (tmp_path / "opt" / "stockmatch" / "stockmatch").stat().st_size == 10_000
    icons = tmp_path / "usr" / "share" / "icons" / "hicolor"
    assert (icons / "256x256" / "apps" / f"{desktop['Icon']}.png").is_file()
    assert desktop["MimeType"].endswith(";")
    control = (tmp_path / "DEBIAN" / "control").read_text("utf-8")
    assert f"\nVersion: {__version__}\n" in control
    assert f"\nMaintainer: {importlib.import_module('contents').publisher()}\n" in control
    assert control.endswith(".\n")


@pytest.mark.parametrize("script", ["licences"], indirect=True)
def test_the_bill_of_materials_names_every_part_as_cyclonedx_wants_it(
    script: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import numpy.linalg  # noqa: PLC0415 - any installed distribution's file will do

    monkeypatch.setattr(script, "distribution", lambda _: distribution("pytest"))  # PyInstaller is for builds alone
    script.write([Path(numpy.linalg.__file__)], tmp_path / "licences")
    found = json.loads((tmp_path / "licences" / script.BILL).read_text("utf-8"))
    assert (found["bomFormat"], found["specVersion"], found["version"]) == ("CycloneDX", "1.6", 1)
    assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", found["serialNumber"])
    assert found["metadata"]["timestamp"]
    product = found["metadata"]["component"]
    assert (product["name"], product["version"], product["type"]) == ("Stockmatch", __version__, "application")
    parts = {part["name"]: part for part in found["components"]}
    assert set(parts) == {"numpy", "pytest", "Python"}
    assert parts["numpy"]["purl"] == f"pkg:pypi/numpy@{version('numpy')}"
    for part in parts.values():
        assert part["type"] == "library"
        assert part["version"]
        assert part["licenses"]
    (made_of,) = (one["dependsOn"] for one in found["dependencies"] if one["ref"] == product["bom-ref"])
    assert set(made_of) == {part["bom-ref"] for part in parts.values()}
    assert Bom.from_json(found).metadata.component is not None  # type: ignore[attr-defined]  # added by a decorator


@pytest.mark.parametrize("script", ["licences"], indirect=True)
def test_whose_a_file_is_does_not_depend_on_how_its_path_is_written(
    script: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(script, "distribution", lambda _: distribution("pytest"))
    monkeypatch.setattr(os.path, "normcase", str.lower)  # as on Windows
    files = [Path(str(file.locate())) for file in distribution("numpy").files or ()]
    module = next(file for file in files if file.name == "__init__.py")
    program = Path(os.path.normpath(next(file for file in files if ".." in file.parts)))
    for file in (module.with_name("__INIT__.py"), program):
        assert "numpy" in {part.name for part in script._parts([file])}


def test_the_workflow_calls_commands_that_there_are() -> None:
    commands = set(re.findall(r'^    "(\w+)": ', (PACKAGING / "dev.py").read_text("utf-8"), re.MULTILINE))
    called = re.findall(r"packaging/dev\.py (\w+)", (ROOT / ".github" / "workflows" / "build.yml").read_text("utf-8"))
    assert called == ["locked", "test", "build", "package"]
    assert set(called) <= commands


def test_the_workflows_actions_are_pinned_to_commits_and_say_their_versions() -> None:
    used = re.findall(r"- uses: (.+)", (ROOT / ".github" / "workflows" / "build.yml").read_text("utf-8"))
    assert used
    assert not [action for action in used if not re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", action)]


@pytest.mark.parametrize("script", ["locks"], indirect=True)
def test_the_lock_holds_what_the_project_wants_with_hashes_and_no_hosts(script: ModuleType) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = [
        *project["dependencies"],
        *(one for extra in script.EXTRAS for one in project["optional-dependencies"][extra]),
    ]
    requirements = [Requirement(one) for one in wanted if not one.startswith("stockmatch[")]
    here = {"python_version": script.PYTHON, "python_full_version": f"{script.PYTHON}.0"}
    for system in script.SYSTEMS:
        text = (script.FOLDER / f"{system}.txt").read_text("utf-8")
        assert "://" not in text
        pins = re.findall(r"^([\w.-]+)==(\S+)(?: ; .+)? \\\n    --hash=sha256:[0-9a-f]{64}\b", text, re.MULTILINE)
        assert len(pins) == len(re.findall(r"^[\w-]", text, re.MULTILINE))
        locked = {canonicalize_name(name): number for name, number in pins}
        if system == "linux":
            torch = script.TORCH.read_text("utf-8").split("\n")[1:]
            assert not locked.keys() & {"torch", "torchvision", "triton"}
            locked |= dict(pin.split("==") for pin in torch if pin)
        for one in requirements:
            if one.marker is None or one.marker.evaluate(here):
                assert locked[canonicalize_name(one.name)] in one.specifier, one


@pytest.mark.parametrize("script", ["locks"], indirect=True)
def test_locked_dependencies_are_installed_with_their_hashes(script: ModuleType) -> None:
    for system in script.SYSTEMS:
        first, *_, last = script.install_commands(Path("python"), system)
        assert "--require-hashes" in first
        assert str(script.FOLDER / f"{system}.txt") in first
        assert "--no-build-isolation" in last
        assert all("--no-deps" in command for command in (first, last))
