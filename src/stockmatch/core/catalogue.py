"""Products and their images, and how image files are grouped into products."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath


@dataclass(frozen=True)
class CatalogueImage:
    """One supplier picture.

    Attributes:
        path: relative to the catalogue's folder, with forward slashes.
        sha256: hex digest of the file's bytes; empty while only the name is known.
    """

    path: str
    sha256: str = ""


@dataclass(frozen=True)
class Details:
    """What a supplier's table says of a product beyond its name; empty where it says nothing."""

    brand: str = ""
    category: str = ""
    colour: str = ""
    size: str = ""
    barcode: str = ""
    supplier: str = ""


NO_DETAILS = Details()


@dataclass(frozen=True)
class Product:
    """One item of the supplier.

    Attributes:
        key: unique in the catalogue and stable as long as the files keep their names.
        sku: the supplier's code, as shown and exported.
        name: a readable name; the SKU with its separators opened up where nothing better is known.
        images: in natural order; none only for a product that is listed as one without image.
        details: from a table; empty for a catalogue without one.
    """

    key: str
    sku: str
    name: str
    images: tuple[CatalogueImage, ...]
    details: Details = NO_DETAILS


@dataclass(frozen=True)
class Problem:
    """A file that was listed and skipped, and why, in plain words."""

    file: str
    reason: str


@dataclass(frozen=True)
class DuplicateSku:
    """One SKU found in several folders; each folder's files are a product of their own."""

    sku: str
    folders: tuple[str, ...]


@dataclass(frozen=True)
class Grouping:
    """What a list of file names means.

    Attributes:
        products: in natural order of folder and SKU.
        duplicates: SKUs that occur in more than one folder.
        without_image: products of a table that cannot be matched, as they have no image.
    """

    products: tuple[Product, ...]
    duplicates: tuple[DuplicateSku, ...]
    without_image: tuple[Product, ...] = ()

    @property
    def grouped(self) -> tuple[Product, ...]:
        """The products with more than one image: what the person is asked to look over."""
        return tuple(product for product in self.products if len(product.images) > 1)


@dataclass(frozen=True)
class Preview:
    """What opening a folder would do, shown before it is done.

    Attributes:
        source: the folder or zip file as the library knows it, absolute and without links.
        grouping: products as they would be grouped.
        ungrouped: products if every file were one.
        other_files: files that are not images.
    """

    source: str
    grouping: Grouping
    ungrouped: Grouping
    other_files: int


@dataclass(frozen=True)
class Snapshot:
    """An indexed catalogue as matching sees it; never changed, only replaced.

    Attributes:
        catalogue_id: the catalogue's own id, independent of where its folder lies.
        name: for the person.
        source: what was opened, absolute: a folder of supplier images, a zip file of them, or a table.
        version: counts up whenever products or images change.
        model_id: the model its vectors are of.
        backbone: that model's backbone id.
        products: those with at least one readable image.
        problems: files listed and skipped.
        new_images: how many were embedded to make it; the rest was known.
        duplicates: SKUs kept apart by folder.
        device_name: where the model runs, for the person.
        device_note: why CUDA is not used; None where it is, or where the model needs no device.
        tuned: whether the model is a kept tuning of its backbone.
        unpacked: where the images lie, absolute; None where that is the source itself.
        without_image: products of a table that have no image that can be read, and are never offered.
        listed: what its files were like as they were listed, to notice that they have changed; empty if not known.
    """

    catalogue_id: str
    name: str
    source: str
    version: int
    model_id: str
    backbone: str
    products: tuple[Product, ...]
    problems: tuple[Problem, ...] = ()
    duplicates: tuple[DuplicateSku, ...] = ()
    new_images: int = 0
    device_name: str = "CPU"
    device_note: str | None = None
    tuned: bool = False
    unpacked: str | None = None
    without_image: tuple[Product, ...] = ()
    listed: str = ""

    @property
    def folder(self) -> str:
        """What the images' paths are relative to, absolute."""
        return self.source if self.unpacked is None else self.unpacked

    @property
    def image_count(self) -> int:
        return sum(len(product.images) for product in self.products)


_VIEW = re.compile(r"^(?P<base>.+?)(?:[_-]\d{1,2}|_(?:main|front|back|side|detail))$", re.IGNORECASE)
_FIRST_VIEW = re.compile(r"(?:[_-]0?[01]|_(?:main|front))$", re.IGNORECASE)
_LEAST_GROUPS = 2
_CAMERA = re.compile(
    r"(?:IMG|DSC|DSCN|DSCF|PXL|MVIMG|GOPR|CIMG|DCIM|FB_IMG|PHOTO|IMAGE|PICTURE|SCAN|SCREENSHOT|WHATSAPP)(?![A-Z])"
    r"|(?:SAM_|P|_MG_|VID_)\d{4,}",
    re.IGNORECASE,
)


def is_camera_name(base: str) -> bool:
    """Whether a name base is one that cameras and messengers number files with (IMG, DSC, PXL, WhatsApp …)."""
    return bool(_CAMERA.match(base))


def natural_key(text: str) -> tuple[tuple[int, int, str], ...]:
    """Sort key that orders ``T2`` before ``T10`` and ignores case; ties are kept apart by the caller."""
    return tuple(
        (0, int(part), "") if part.isascii() and part.isdigit() else (1, 0, part.casefold())
        for part in re.split(r"(\d+)", text)
        if part
    )


def is_hidden(name: str) -> bool:
    """Whether a file or folder is the system's: hidden as on Unix and macOS, or Windows' own on each of its drives."""
    return name.startswith(".") or name.casefold() in {"$recycle.bin", "system volume information"}


def readable_name(sku: str) -> str:
    """A name for a product that has none: the SKU with its separators opened up."""
    return re.sub(r"[_\-]+", " ", sku).strip() or sku


def group_files(paths: Iterable[str], *, enabled: bool = True) -> Grouping:
    """Group image files into products by their names.

    The stem is the SKU. A trailing ``_`` or ``-`` with one or two digits, or ``_main|_front|_back|_side|_detail``,
    marks an image of the product with that base, only where at least two files of the folder share it and the base is
    not a camera's; and a first image that is alone, in a folder whose files are mostly named so: where at least two
    bases have several files, and no fewer than have one. Files of one folder with the same stem belong together. Equal
    SKUs in different folders stay apart.

    Args:
        paths: relative paths with forward slashes.
        enabled: False makes every file a product of its own.

    Returns:
        The grouping; every path occurs in exactly one product.
    """
    by_folder: dict[str, list[str]] = defaultdict(list)
    for path in sorted(set(paths), key=lambda p: (natural_key(p), p)):
        by_folder[_folder(path)].append(path)
    skus = {folder: _skus_of_folder(files) if enabled else _single(files) for folder, files in by_folder.items()}
    folders_of: dict[str, list[str]] = defaultdict(list)
    for folder, groups in skus.items():
        for sku in groups:
            folders_of[sku].append(folder)
    products = [
        Product(
            f"{folder}/{sku}" if folder else sku,
            sku,
            readable_name(sku),
            tuple(CatalogueImage(f) for f in files),
        )
        for folder, groups in skus.items()
        for sku, files in groups.items()
    ]
    duplicates = [DuplicateSku(sku, tuple(sorted(folders))) for sku, folders in folders_of.items() if len(folders) > 1]
    return Grouping(
        tuple(sorted(products, key=lambda p: (natural_key(p.key), p.key))),
        tuple(sorted(duplicates, key=lambda d: (natural_key(d.sku), d.sku))),
    )


def _folder(path: str) -> str:
    parent = str(PurePosixPath(path).parent)
    return "" if parent == "." else parent


def _single(files: Sequence[str]) -> dict[str, list[str]]:
    """One product a file; the file name stands in where two files share a stem."""
    paths = {file: PurePosixPath(file) for file in files}
    count = Counter(path.stem for path in paths.values())
    names = {path.name for path in paths.values()}
    return {
        path.stem if count[path.stem] == 1 and path.stem not in names else path.name: [file]
        for file, path in paths.items()
    }


def _skus_of_folder(files: Sequence[str]) -> dict[str, list[str]]:
    stems = {file: PurePosixPath(file).stem for file in files}
    bases = {file: _base(stem) for file, stem in stems.items()}
    members: dict[str, set[str]] = defaultdict(set)
    for file, stem in stems.items():
        members[stem].add(file)
        base = bases[file]
        if base is not None:
            members[base].add(file)
    shared = {base for base in bases.values() if base is not None and len(members[base]) > 1}
    alone = {base for file, base in bases.items() if base not in shared and _FIRST_VIEW.search(stems[file])}
    marked = shared | alone if len(shared) >= max(_LEAST_GROUPS, len(alone)) else shared
    groups: dict[str, list[str]] = defaultdict(list)
    for file, stem in stems.items():
        base = bases[file]
        groups[base if base is not None and base in marked else stem].append(file)
    return groups


def _base(stem: str) -> str | None:
    match = _VIEW.match(stem)
    if match is None:
        return None
    base = match["base"]
    return None if is_camera_name(base) else base
