"""Makes from ``dist/stockmatch`` what people install: tar.zst and deb, the Windows installer, or the macOS image.

Their bill of materials (CycloneDX) and their checksums lie beside them.

What signs it is named by the environment: ``STOCKMATCH_SIGN`` is Inno Setup's sign tool on Windows and the signing
identity on macOS, where ``STOCKMATCH_NOTARY`` names notarytool's keychain profile. Unset, nothing is signed.
"""

import hashlib
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from contents import ROOT, publisher, version

DIST = ROOT / "dist"
PROGRAM = DIST / "stockmatch"
PACKAGING = ROOT / "packaging"
ICONS = ROOT / "resources" / "icons"
_ICON_SIZES = (16, 32, 48, 64, 128, 256, 512)
_SPAN_BYTES = 2_500_000_000
"""Of the folder: the CPU build is below, CUDA's is above, and its installer in one file would be too large."""

_DEPENDS = ("libgl1", "libegl1", "fontconfig")
"""What a Linux system must bring: the graphics driver's side is never packed."""


def run(*command: str | Path) -> None:
    """Raises CalledProcessError."""
    subprocess.run([str(part) for part in command], check=True)


def linux() -> list[Path]:
    """The folder as tar.zst, and a package for Debian and Ubuntu."""
    name = f"stockmatch-{version()}-linux-{platform.machine()}"
    archive = DIST / f"{name}.tar.zst"
    run("tar", "-C", DIST, "--owner=0", "--group=0", "-I", "zstd -T0 -3", "-cf", archive, PROGRAM.name)
    package = DIST / f"{name}.deb"
    with tempfile.TemporaryDirectory(dir=DIST) as folder:
        debian_tree(Path(folder), PROGRAM)
        run("dpkg-deb", "--root-owner-group", "-Zzstd", "-z3", "--build", folder, package)
    return [archive, package]


def debian_tree(folder: Path, program: Path) -> None:
    """Lay a package's files out: the program below ``/opt``, and what desktops look for."""
    folder.chmod(0o755)
    shutil.copytree(program, folder / "opt" / "stockmatch", symlinks=True, copy_function=os.link)
    shared = folder / "usr" / "share"
    for size in _ICON_SIZES:
        place = shared / "icons" / "hicolor" / f"{size}x{size}" / "apps"
        place.mkdir(parents=True)
        shutil.copyfile(ICONS / f"stockmatch-{size}.png", place / "stockmatch.png")
    for source, place in (
        (PACKAGING / "linux" / "stockmatch.desktop", shared / "applications"),
        (ROOT / "LICENSE", shared / "doc" / "stockmatch"),
    ):
        place.mkdir(parents=True)
        shutil.copyfile(source, place / (source.name if source.suffix else "copyright"))
    binaries = folder / "usr" / "bin"
    binaries.mkdir()
    (binaries / "stockmatch").symlink_to("/opt/stockmatch/stockmatch")
    kilobytes = sum(file.lstat().st_size for file in folder.rglob("*")) // 1024
    architecture = {"x86_64": "amd64", "aarch64": "arm64"}[platform.machine()]
    libc = ".".join(platform.libc_ver()[1].split(".")[:2])
    control = folder / "DEBIAN" / "control"
    control.parent.mkdir()
    control.write_text(
        f"Package: stockmatch\nVersion: {version()}\nArchitecture: {architecture}\nSection: graphics\n"
        f"Priority: optional\nMaintainer: {publisher()}\nInstalled-Size: {kilobytes}\n"
        f"Depends: libc6 (>= {libc}), {', '.join(_DEPENDS)}\n"
        "Description: Match product photos to a supplier's catalogue\n"
        " Drop photos in, see the most similar products, confirm with one key and\n"
        " export the decisions by SKU. Works without a network.\n",
        "utf-8",
    )


def windows() -> list[Path]:
    """An installer by Inno Setup, whose compiler must be on the path."""
    options = [f"/DVersion={version()}", f"/DPublisher={publisher()}", f"/DSource={PROGRAM}", f"/DOutput={DIST}"]
    options += [f"/DIcon={ICONS / 'stockmatch.ico'}"]
    if sum(file.stat().st_size for file in PROGRAM.rglob("*")) > _SPAN_BYTES:
        options += ["/DSpan"]
    sign = os.environ.get("STOCKMATCH_SIGN")
    if sign:
        options += ["/DSign=sign", f"/Ssign={sign}"]
    run("iscc", "/Qp", *options, PACKAGING / "windows" / "stockmatch.iss")
    return sorted(DIST.glob(f"stockmatch-{version()}-windows-x64*"))


def macos() -> list[Path]:
    """A disk image with the application and a link to where applications lie."""
    application, image = DIST / "Stockmatch.app", DIST / f"stockmatch-{version()}-macos-{platform.machine()}.dmg"
    shutil.copytree(PROGRAM / "licences", application / "Contents" / "Resources" / "licences", dirs_exist_ok=True)
    sign, notary = os.environ.get("STOCKMATCH_SIGN"), os.environ.get("STOCKMATCH_NOTARY")
    entitlements = str(PACKAGING / "macos" / "entitlements.plist")
    rights = ["--options", "runtime", "--entitlements", entitlements] if sign else []
    run("codesign", "--deep", "--force", *rights, "-s", sign or "-", application)  # "-": whole, by nobody
    with tempfile.TemporaryDirectory(dir=DIST) as folder:
        shutil.copytree(application, Path(folder) / application.name, symlinks=True)
        (Path(folder) / "Applications").symlink_to("/Applications")
        run("hdiutil", "create", "-volname", "Stockmatch", "-srcfolder", folder, "-format", "ULFO", "-ov", image)
    if sign and notary:
        run("xcrun", "notarytool", "submit", image, "--keychain-profile", notary, "--wait")
        run("xcrun", "stapler", "staple", image)
    return [image]


def bill_of_materials() -> Path:
    """The list of all parts, which the build wrote, beside what people install."""
    out = DIST / f"stockmatch-{version()}-{sys.platform}-{platform.machine().lower()}.cdx.json"
    return Path(shutil.copyfile(PROGRAM / "licences" / "stockmatch.cdx.json", out))


def checksum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def main() -> int:
    makers: dict[str, Callable[[], list[Path]]] = {"linux": linux, "win32": windows, "darwin": macos}
    if not PROGRAM.is_dir():
        sys.exit("There is no executable yet. Run: packaging/dev.py build")
    made = [*makers[sys.platform](), bill_of_materials()]
    lines = [f"{checksum(path)}  {path.name}" for path in made]
    (DIST / "SHA256SUMS").write_text("\n".join(lines) + "\n", "utf-8")
    for path in made:
        print(f"{path.stat().st_size / 1e9:.3f} GB  {path.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
