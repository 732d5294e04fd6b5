"""Which image files a table means: by what its cells call them, by a SKU, by a style and a colour."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath

from stockmatch.core.catalogue import group_files

_BETWEEN_IMAGES = re.compile(r"[;|\n]|,(?=\s*\S)")
_SEVERAL = re.compile(r"\.\w{2,5}\s*[;|\n,]")
"""Where in a path a file's name ends and another path begins, as no folder's name does."""

_ADDRESS = re.compile(r"https?://", re.IGNORECASE)
_BETWEEN_ADDRESSES = re.compile(r"[\s;|,]+(?=https?://)", re.IGNORECASE)
_SHRUNK = "cache"
"""The folder where Magento keeps further sizes of its images, below that of the images."""

_CHINESE = re.compile(r"([\u2e80-\u9fff]+)")


def is_address(name: str) -> bool:
    """Whether a picture is named by its address on the web."""
    return bool(_ADDRESS.match(name))


def image_names(cell: str) -> Iterator[str]:
    """What a cell names; addresses hold commas and semicolons themselves, and end where the next one begins."""
    between = _BETWEEN_ADDRESSES if is_address(cell) else _BETWEEN_IMAGES
    return filter(None, (name.strip().rstrip(",;|") for name in between.split(cell)))


class TableImages:
    """Finds image files by what a table calls them.

    Args:
        paths: relative, forward slashes.
        fetched: files that were downloaded, by their address.
    """

    def __init__(self, paths: Iterable[str], fetched: Mapping[str, str]) -> None:
        self._fetched = fetched
        self._paths: dict[str, str] = {}
        self._names: dict[str, list[str]] = defaultdict(list)
        self._stems: dict[str, list[str]] = defaultdict(list)
        self._folders: dict[str, list[str]] = defaultdict(list)
        self._sorted = sorted(paths)
        for path in self._sorted:
            plain = _plain(path)
            self._paths.setdefault(plain, path)
            self._names[PurePosixPath(plain).name].append(path)
            self._stems[PurePosixPath(plain).stem].append(path)
        self._skus: dict[str, list[str]] = defaultdict(list)
        for product in group_files(self._sorted).products:
            self._skus[_plain(product.sku)] += [image.path for image in product.images]

    def named(self, text: str) -> list[str]:
        """Files of that path, else of that name, else of that name without its ending; several if it is ambiguous.

        Of several, that whose path ends so counts.

        An address means the file that it names if that was saved among the images, else what was fetched from it.
        """
        if not is_address(text):
            return self._local(text)
        local = self._local(text)
        fetched = self._fetched.get(text)
        return local if len(local) == 1 or fetched is None else [fetched]

    def _local(self, text: str) -> list[str]:
        plain = _plain(re.sub(r"[?#].*", "", text) if is_address(text) else text)
        if plain in self._paths:
            return [self._paths[plain]]
        name = PurePosixPath(plain).name
        found = self._names.get(name) or self._stems.get(name) or []
        ending = [path for path in found if _plain(path).endswith(f"/{plain}")] if len(found) > 1 else []
        whole = [path for path in ending if _SHRUNK not in PurePosixPath(_plain(path)).parts]
        return next((paths for paths in (whole, ending) if len(paths) == 1), found)

    def as_one(self, cell: str) -> list[str]:
        """Files of a name that holds what else stands between several names; none for a cell of several."""
        several = is_address(cell) or _SEVERAL.search(_plain(cell).rpartition("/")[0])
        return [] if several else self._local(cell)

    def count_folders(self) -> None:
        """Take a folder's name for a SKU, too; not where rows name images, in folders that may be years and months."""
        for path in self._sorted:
            for folder in {part.name for part in PurePosixPath(_plain(path)).parents} - {""}:
                self._folders[folder].append(path)

    def of_sku(self, sku: str) -> list[str]:
        """Files named by a SKU, a slash or other sign that no file name can have replaced.

        One of exactly that name alone where that is taken for a further image of another SKU, as YX-1 beside YX-2 is;
        else, if folders count, all that lie in those of that name.
        """
        as_file = re.sub(r"[/\\:*?\"<>|]", "_", sku)
        held = (self._skus, self._stems, self._folders)
        return next((paths for names in held for name in (sku, as_file) if (paths := names.get(_plain(name)))), [])

    def beginning_with(self, names: Iterable[str]) -> dict[str, list[str]]:
        """Files whose names go on behind a SKU or style, by it; a file belongs to the longest that it begins with."""
        known: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for name in names:
            known[words(name)].append(name)
        found: dict[str, list[str]] = defaultdict(list)
        for path in self._sorted:
            parts = words(PurePosixPath(path).stem)
            for end in range(len(parts) - 1, 0, -1):
                if parts[:end] in known:
                    for name in known[parts[:end]]:
                        found[name].append(path)
                    break
        return found


def words(text: str) -> tuple[str, ...]:
    """What a name is made of, in any case and between any signs; Chinese is apart from Latin letters and digits."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return tuple(re.sub(r"[\W_]+", " ", _CHINESE.sub(r" \1 ", plain)).split())


def _plain(path: str) -> str:
    """A path for comparison: forward slashes, composed letters, no case, no leading dots and slashes."""
    plain = unicodedata.normalize("NFC", path.strip()).replace("\\", "/").casefold()
    return re.sub(r"^(?:\.?/)+", "", plain)
