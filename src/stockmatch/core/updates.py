"""Where a newer version is announced, and what such an announcement says."""

import base64
import binascii
import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from stockmatch.core.errors import UpdateRefused
from stockmatch.core.message import Message

_KEY_BYTES = 32
_KEY = "ed25519="
_VERSION = re.compile(r"\d+(\.\d+){0,3}")


@dataclass(frozen=True)
class UpdateSource:
    """An address and the public key that its announcements are signed for.

    Attributes:
        address: of the announcement; https.
        key: Ed25519, 32 bytes.
    """

    address: str
    key: bytes

    @classmethod
    def parse(cls, text: str) -> "UpdateSource":
        """Read ``https://host/path#ed25519=<key in base64>``; what stands behind # is not sent to the host.

        Raises UpdateRefused.
        """
        address, _, key = text.strip().partition("#")
        try:
            parts = urlsplit(address)
            secure = parts.scheme == "https" and bool(parts.hostname)
            known = base64.b64decode(key.removeprefix(_KEY), validate=True) if key.startswith(_KEY) else b""
        except (ValueError, binascii.Error):
            secure, known = False, b""
        if not secure or len(known) != _KEY_BYTES:
            raise UpdateRefused(
                Message(
                    "This is no address of announcements. It begins with https:// and ends with #ed25519= and a key."
                )
            )
        return cls(address, known)


@dataclass(frozen=True)
class Update:
    """A newer version.

    Attributes:
        version: numbers with dots.
        page: where it can be had; https.
    """

    version: str
    page: str

    def __post_init__(self) -> None:
        page = urlsplit(self.page)
        if not _VERSION.fullmatch(self.version) or page.scheme != "https" or not page.hostname:
            raise ValueError("an update has a version in numbers and a page with https")

    def newer_than(self, version: str) -> bool:
        """Whether it is newer than the version given."""
        return _numbers(self.version) > _numbers(version)


def _numbers(version: str) -> list[int]:
    numbers = [int(part) for part in version.split(".")]
    while numbers and numbers[-1] == 0:
        numbers.pop()
    return numbers
