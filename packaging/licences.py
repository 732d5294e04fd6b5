"""What the executable is made of: the licence of every part, and the bill of materials (SBOM) in CycloneDX's form.

Both are gathered from the installed distributions, Python and the system.
"""

import os
import platform
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from importlib.metadata import Distribution, PackageMetadata, distribution, distributions
from pathlib import Path

from contents import ROOT, version
from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL

PRODUCT = "Stockmatch"
TEXTS = Path(__file__).parent / "licence_texts"
"""Texts of licences that a distribution names and does not bring."""

_BRINGS = re.compile(r"(^|[/\\])(LICEN[CS]E|COPYING|NOTICE|AUTHORS|COPYRIGHT)[^/\\]*$", re.IGNORECASE)
_WORDS = 80
_NAMES = {"LGPL-3.0": ("LGPL-3.0.txt", "GPL-3.0.txt")}


@dataclass
class Part:
    """One thing in the executable.

    Attributes:
        name, version: its own.
        licence: in words, an SPDX expression where the part says one.
        texts: files of its licence texts.
        kind: the type of its package URL, with the namespace; empty if it is no package.
    """

    name: str
    version: str
    licence: str
    texts: list[Path] = field(default_factory=list)
    kind: str = ""


BILL = "stockmatch.cdx.json"


def write(files: Iterable[Path], out: Path) -> None:
    """Write a folder per part, a list of all parts and their bill of materials.

    Args:
        files: everything that was packed.
        out: folder to make anew.

    Raises:
        SystemExit: if a distribution neither brings a licence text nor names one of ``TEXTS``.
    """
    shutil.rmtree(out, ignore_errors=True)
    parts = sorted(_parts(files), key=lambda part: part.name.lower())
    bare = [part.name for part in parts if not part.texts]
    if bare:
        sys.exit(f"No licence text was found for: {', '.join(bare)}")
    for part in parts:
        folder = out / f"{part.name} {part.version}".strip()
        folder.mkdir(parents=True)
        for number, text in enumerate(part.texts):
            taken = (folder / text.name).exists()
            shutil.copyfile(text, folder / (f"{number} {text.name}" if taken else text.name))
    (out / BILL).write_text(bill_of_materials(parts), "utf-8")
    lines = [f"{part.name} {part.version}: {part.licence}" for part in parts]
    (out / "README.txt").write_text("Stockmatch contains:\n\n" + "\n".join(lines) + "\n", "utf-8")


def bill_of_materials(parts: Iterable[Part]) -> str:
    """The parts as CycloneDX JSON; the one named ``PRODUCT`` is made of the others."""
    licence = LicenseFactory()
    components = [
        Component(
            type=ComponentType.LIBRARY if part.kind else ComponentType.APPLICATION,
            bom_ref=f"{part.name}@{part.version}",
            name=part.name,
            version=part.version,
            licenses=[licence.make_from_string(part.licence)],
            purl=_purl(part),
        )
        for part in parts
    ]
    (product,) = (component for component in components if component.name == PRODUCT)
    bill = Bom(components=[component for component in components if component is not product])
    bill.metadata.component = product
    bill.register_dependency(product, bill.components)
    return JsonV1Dot6(bill).output_as_string(indent=2)


def _purl(part: Part) -> PackageURL | None:
    if not part.kind:
        return None
    kind, _, namespace = part.kind.partition("/")
    name = re.sub(r"[-_.]+", "-", part.name).lower() if kind == "pypi" else part.name
    return PackageURL(kind, namespace or None, name, part.version)


def _parts(files: Iterable[Path]) -> Iterator[Part]:
    owners = {_compared(path): found for found in distributions() for path in _installed(found)}
    used, strangers = {"pyinstaller": distribution("pyinstaller")}, set()
    for file in files:
        owner = owners.get(_compared(file)) or owners.get(_compared(file.resolve()))
        if any(
            part.endswith(".dist-info") for part in file.parts
        ):  # a library looks for its version, whether or not it is packed
            continue
        if owner is not None:
            used[owner.name.lower()] = owner
        elif not file.is_relative_to(ROOT):
            strangers.add(file)
    used.pop("stockmatch", None)
    yield Part(PRODUCT, version(), "MIT", [ROOT / "LICENSE"])
    yield Part("Python", sys.version.split()[0], "PSF-2.0", [_of_python()], "generic")
    yield from map(_of_distribution, used.values())
    yield from _of_system(file for file in strangers if not file.resolve().is_relative_to(sys.base_prefix))


def _compared(path: Path) -> str:
    """A path as another that means the same reads: Windows knows no case, and programs lie at ``../../bin``."""
    return os.path.normcase(os.path.normpath(path))


def _of_python() -> Path:
    """Python's licence text: beside the interpreter on Windows, beside its library elsewhere."""
    places = (Path(sysconfig.get_path("stdlib")), Path(sys.base_prefix))
    return next(place / "LICENSE.txt" for place in places if (place / "LICENSE.txt").is_file())


def _installed(found: Distribution) -> Iterator[Path]:
    for file in found.files or ():
        yield Path(str(found.locate_file(file)))


def _of_distribution(found: Distribution) -> Part:
    licence = _in_words(found.metadata)
    texts = [path for path in _installed(found) if _BRINGS.search(path.name) and path.suffix != ".py"]
    texts = [path for path in texts if path.is_file()]
    if not texts:
        texts = [TEXTS / text for name, wanted in _NAMES.items() if name in licence for text in wanted]
    return Part(found.name, found.version, licence or "see its text", texts, "pypi")


def _in_words(about: PackageMetadata) -> str:
    for name in ("License-Expression", "License"):
        said: str = (about.get_all(name) or [""])[0].strip()
        if said and "\n" not in said and (len(said) <= _WORDS or name == "License-Expression"):
            return said
    marks = [mark for mark in about.get_all("Classifier") or () if mark.startswith("License ::")]
    return ", ".join(mark.split(" :: ")[-1] for mark in marks)


def _of_system(files: Iterable[Path]) -> Iterator[Part]:
    """The Debian packages that shared libraries were taken from. Elsewhere nothing tells whose a library is."""
    dpkg = shutil.which("dpkg-query")
    if dpkg is None:
        return
    system = platform.freedesktop_os_release()["ID"]
    packages = set()
    for file in files:
        places = {str(file), str(file.resolve())}
        places |= {place.removeprefix("/usr") for place in places}
        found = subprocess.run([dpkg, "-S", *places], capture_output=True, text=True, check=False).stdout
        owned = (line.rpartition(": ") for line in found.splitlines())
        packages |= {package.split(":")[0] for package, _, place in owned if place in places}
    for package in sorted(packages):
        text = Path("/usr/share/doc") / package / "copyright"
        number = subprocess.run([dpkg, "-W", "-f", "${Version}", package], capture_output=True, text=True, check=True)
        yield Part(package, number.stdout, "see its text", [text] if text.is_file() else [], f"deb/{system}")
