"""One file from the network: checked, cancellable, and never a hang."""

import contextlib
import hashlib
import os
import queue
import re
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from stockmatch.core.errors import DownloadFailed
from stockmatch.core.message import Message
from stockmatch.core.progress import Meter, Progress, Report, Stage
from stockmatch.in_place import put_in_place
from stockmatch.trust import trusted

CONNECT_SECONDS = 5.0
STALL_SECONDS = 20.0
_CHUNK = 256 * 1024
_QUEUED_CHUNKS = 16
_LOOK_SECONDS = 0.1
_HASH_IN_NAME = re.compile(r"-([0-9a-f]{8,64})\.")

_Arrival = int | bytes | Exception
"""The size (0 where unknown) once connected, then chunks; empty bytes at the end; or what went wrong."""


def expected_hash(name: str) -> str | None:
    """The start of the SHA-256 that a file name carries, as in ``resnet18-f37072fd.pth``; None if there is none."""
    match = _HASH_IN_NAME.search(name)
    return match[1] if match else None


def file_hash(path: Path) -> str:
    """SHA-256 of a file's bytes, hex. Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def download(address: str, target: Path, report: Report) -> None:
    """Fetch a file; ``target`` appears only when it is whole and its hash is the one in its name.

    Progress is in bytes. Raises ``DownloadFailed`` within 5 seconds if there is no network (a hanging name server
    included) and after 20 seconds without a byte; raises what the report raises. No part of a file is left behind.
    """
    partial = target.with_name(f"{target.name}.{os.getpid()}.partial")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        digest = hashlib.sha256()
        with partial.open("wb") as file:
            for chunk in _chunks(address, report):
                digest.update(chunk)
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
        wanted = expected_hash(target.name)
        if wanted and not digest.hexdigest().startswith(wanted):
            raise DownloadFailed(
                Message(
                    "What arrived is not {file}: its checksum is wrong. A proxy or a virus scanner may be "
                    "changing downloads; try again.",
                    file=target.name,
                )
            )
        put_in_place(partial, target)
    except OSError as error:
        raise DownloadFailed(
            Message("{folder} cannot be written: {reason}.", folder=target.parent, reason=error.strerror or error)
        ) from error
    finally:
        with contextlib.suppress(OSError):
            partial.unlink()


def _chunks(address: str, report: Report) -> Iterator[bytes]:
    """The file's bytes. A thread connects and reads, because a name lookup or a read cannot be interrupted."""
    host = urlsplit(address).hostname or address
    arrivals: queue.Queue[_Arrival] = queue.Queue(_QUEUED_CHUNKS)
    stop = threading.Event()
    threading.Thread(target=_fetch, args=(address, arrivals, stop), name="download", daemon=True).start()
    meter: Meter | None = None
    total = received = 0
    deadline = time.monotonic() + CONNECT_SECONDS
    try:
        while True:
            try:
                arrival = arrivals.get(timeout=_LOOK_SECONDS)
            except queue.Empty:
                if meter is None:
                    report(Progress(Stage.DOWNLOADING))
                else:
                    meter.advance(0)
                if time.monotonic() > deadline:
                    raise DownloadFailed(_too_slow(host, meter is not None)) from None
                continue
            deadline = time.monotonic() + STALL_SECONDS
            if isinstance(arrival, Exception):
                raise DownloadFailed(_reason(arrival, host)) from arrival
            if isinstance(arrival, int):
                total = arrival
                meter = Meter(report, Stage.DOWNLOADING, total)
                continue
            if not arrival:
                break
            received += len(arrival)
            if meter is not None:
                meter.advance(len(arrival))
            yield arrival
    finally:
        stop.set()
    if total and received != total:
        raise DownloadFailed(
            Message(
                "The connection to {host} broke off after {received} of {total} bytes; try again.",
                host=host,
                received=received,
                total=total,
            )
        )


def _fetch(address: str, arrivals: "queue.Queue[_Arrival]", stop: threading.Event) -> None:
    def deliver(arrival: _Arrival) -> None:
        while not stop.is_set():
            with contextlib.suppress(queue.Full):
                arrivals.put(arrival, timeout=_LOOK_SECONDS)
                return

    try:
        request = urllib.request.Request(address, headers={"User-Agent": "stockmatch"})
        with urllib.request.urlopen(request, timeout=STALL_SECONDS, context=trusted()) as response:
            deliver(int(response.headers.get("Content-Length") or 0))
            while not stop.is_set() and (chunk := response.read(_CHUNK)):
                deliver(chunk)
            deliver(b"")
    except Exception as error:  # noqa: BLE001 - handed to the waiting thread, which says what it means
        deliver(error)


def _too_slow(host: str, connected: bool) -> str:
    if connected:
        return Message(
            "{host} stopped sending for {seconds:.0f} seconds; check the connection and try again.",
            host=host,
            seconds=STALL_SECONDS,
        )
    return Message(
        "No answer from {host} within {seconds:.0f} seconds; check the internet connection.",
        host=host,
        seconds=CONNECT_SECONDS,
    )


def _reason(error: Exception, host: str) -> str:
    if isinstance(error, urllib.error.HTTPError):
        return Message("{host} refused the file: {code} {reason}.", host=host, code=error.code, reason=error.reason)
    if isinstance(error, TimeoutError):
        return _too_slow(host, True)
    cause = error.reason if isinstance(error, urllib.error.URLError) else error
    text = cause.strerror if isinstance(cause, OSError) and cause.strerror else cause
    return Message("No connection to {host} ({text}); check the internet connection.", host=host, text=text)
