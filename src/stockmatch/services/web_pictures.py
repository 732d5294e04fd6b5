"""Pictures that a table names by their web address: fetched once, within limits, and never from inside unasked."""

import contextlib
import hashlib
import http.client
import io
import ipaddress
import socket
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Iterable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from pathlib import Path, PurePosixPath
from typing import IO
from urllib.parse import quote, urlsplit

from stockmatch.core.errors import CatalogueError, UnreadableImage
from stockmatch.core.importing import Fetched
from stockmatch.core.message import Message
from stockmatch.core.progress import Meter, Report, Stage
from stockmatch.imaging.decode import IMAGE_SUFFIXES, MAX_BYTES, check_head
from stockmatch.services.scan import FoundFile
from stockmatch.services.web import opener
from stockmatch.store.files import reason, write_atomically
from stockmatch.trust import trusted

SILENT_SECONDS = 10.0
"""A server that says nothing for so long is given up."""

MOST_SECONDS = 120.0
"""For one picture, however slowly it comes."""

_AT_ONCE = 8
_FRUITLESS = 4
"""Failures to reach a server, with no success, after which its other pictures are not tried."""

_CHUNK = 1 << 16
_LOOK_SECONDS = 0.1
_MOST_REDIRECTS = 5


class _Refused(Exception):
    """A picture was not taken.

    Attributes:
        why: the reason, for the person.
    """

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class _Unreached(_Refused):
    """The server could not be reached, so others on it cannot either."""


def fetch_pictures(addresses: Sequence[str], folder: Path, report: Report, *, private: bool) -> Fetched:
    """Download the pictures that are not in ``folder`` yet, eight at a time; others in it are removed.

    A picture is fetched once for all times, by its address. What is no picture, is larger than a picture may be, or
    does not come in time is left out with the reason. No part of a file is left behind.

    Args:
        addresses: http and https.
        folder: where they are kept; made if it is missing.
        report: progress in pictures. ``Cancelled`` raised by it passes through; what has come is kept.
        private: whether addresses that are not of the public internet may be used too.

    Raises:
        CatalogueError: if the folder cannot be written.
    """
    places = {address: folder / _file_name(address) for address in addresses}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        there = {path.name for path in folder.iterdir()}
        for gone in there - {place.name for place in places.values()}:
            with contextlib.suppress(PermissionError):  # on Windows: it is open somewhere, and removed another time
                (folder / gone).unlink()
        failures = _fetch_all(
            {address: place for address, place in places.items() if place.name not in there}, report, private=private
        )
    except OSError as error:
        raise CatalogueError(
            Message(
                "Pictures cannot be kept in {folder} ({reason}). Make room, or choose another data folder with "
                "--data-dir.",
                folder=folder,
                reason=reason(error),
            )
        ) from error
    return Fetched(
        {address: place.as_posix() for address, place in places.items() if address not in failures}, failures
    )


def stamped(paths: Iterable[str]) -> tuple[FoundFile, ...]:
    """Files as an index wants them; one that is gone is left out."""
    found = []
    for path in paths:
        with contextlib.suppress(OSError):
            stat = Path(path).stat()
            found.append(FoundFile(path, stat.st_size, stat.st_mtime_ns))
    return tuple(found)


def _file_name(address: str) -> str:
    suffix = PurePosixPath(urlsplit(address).path).suffix.lower()
    return hashlib.sha256(address.encode()).hexdigest()[:32] + (suffix if suffix in IMAGE_SUFFIXES else "")


def _fetch_all(places: dict[str, Path], report: Report, *, private: bool) -> dict[str, str]:
    """Fetch each address into its place; the reasons for those that failed. Raises OSError if one cannot be written."""
    failures: dict[str, str] = {}
    unreached: Counter[str] = Counter()
    meter = Meter(report, Stage.FETCHING_PICTURES, len(places))
    web = opener(_Http(private=private), _Https(private=private), _Redirects())
    waiting = dict(places)
    running: dict[Future[bytes], str] = {}
    pool = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="web-pictures")
    try:
        while waiting or running:
            while waiting and len(running) < _AT_ONCE:
                address = next(iter(waiting))
                del waiting[address]
                host = urlsplit(address).hostname or ""
                if unreached[host] >= _FRUITLESS:
                    failures[address] = Message("{host} cannot be reached, so it was not tried.", host=host)
                    meter.advance(1)
                    continue
                running[pool.submit(_fetch, web, address)] = address
            done, _ = wait(running, _LOOK_SECONDS, FIRST_COMPLETED)
            meter.advance(0)
            for one in done:
                address = running.pop(one)
                host = urlsplit(address).hostname or ""
                try:
                    write_atomically(places[address], one.result())
                    unreached[host] = -len(places)
                except _Refused as error:
                    failures[address] = error.why
                    unreached[host] += isinstance(error, _Unreached)
                meter.advance(1)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
    return failures


def _fetch(web: urllib.request.OpenerDirector, address: str) -> bytes:
    """A picture's bytes. Raises _Refused."""
    ends = time.monotonic() + MOST_SECONDS
    request = urllib.request.Request(_asked(address), headers={"User-Agent": "stockmatch", "Accept": "image/*"})
    try:
        with web.open(request, timeout=SILENT_SECONDS) as response:
            data = _read(response, ends)
            announced = response.headers.get("Content-Length", "")
        if announced.isdigit() and len(data) < int(announced):
            raise _Refused(
                Message("the connection broke off after {got} of {all} bytes.", got=len(data), all=announced)
            )
        check_head(io.BytesIO(data))
    except urllib.error.HTTPError as error:
        raise _Refused(Message("the server says {code} {words}.", code=error.code, words=error.reason)) from error
    except UnreadableImage as error:
        raise _Refused(error.message) from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        cause = error.reason if isinstance(error, urllib.error.URLError) else error
        if isinstance(cause, _Refused):
            raise cause from error
        if isinstance(cause, TimeoutError):
            raise _Unreached(Message("no answer within {seconds:.0f} seconds.", seconds=SILENT_SECONDS)) from error
        words = cause.strerror if isinstance(cause, OSError) and cause.strerror else cause
        raise _Unreached(Message("no connection ({reason}).", reason=words)) from error
    return data


def _asked(address: str) -> str:
    """The address with signs that may not stand in one, as suppliers write them, escaped."""
    return quote(address, safe="%/:=&?~#+!$,;'@()*[]")


def _read(response: IO[bytes], ends: float) -> bytes:
    data = bytearray()
    while chunk := response.read(_CHUNK):
        data += chunk
        if len(data) > MAX_BYTES:
            raise _Refused(Message("it is larger than {size} MB.", size=MAX_BYTES // 2**20))
        if time.monotonic() > ends:
            raise _Refused(Message("it did not come within {seconds:.0f} seconds.", seconds=MOST_SECONDS))
    return bytes(data)


class _PublicConnection(http.client.HTTPConnection):
    """Sends nothing to a server inside: what counts is where the connection has come to, not what the name said."""

    def connect(self) -> None:
        super().connect()
        try:
            check_public(self.sock)
        except _Refused:
            self.close()
            raise


class _PublicSecureConnection(http.client.HTTPSConnection, _PublicConnection):
    pass


def check_public(connected: socket.socket) -> None:
    """Raise if a socket's other end is not of the public internet."""
    host = ipaddress.ip_address(connected.getpeername()[0].partition("%")[0])
    mapped = host.ipv4_mapped if isinstance(host, ipaddress.IPv6Address) else None
    if not (mapped or host).is_global:
        raise _Refused(
            Message("{host} is inside your own network; allow that when you open the table if it is meant.", host=host)
        )


class _Http(urllib.request.HTTPHandler):
    def __init__(self, *, private: bool) -> None:
        super().__init__()
        self._private = private

    def http_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        free = self._private or req.has_proxy()
        return self.do_open(http.client.HTTPConnection if free else _PublicConnection, req)


class _Https(urllib.request.HTTPSHandler):
    def __init__(self, *, private: bool) -> None:
        super().__init__()
        self._private = private

    def https_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        free = self._private or req.has_proxy()
        connection = http.client.HTTPSConnection if free else _PublicSecureConnection
        return self.do_open(connection, req, context=trusted())  # one each: they would wait for each other's handshakes


class _Redirects(urllib.request.HTTPRedirectHandler):
    max_redirections = _MOST_REDIRECTS
