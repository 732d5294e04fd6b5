"""Whether a newer version is announced: one small signed file is read, and nothing is ever installed.

The file is JSON: ``signed``, the text of another JSON object with ``product``, ``version`` and ``page``, and
``signature``, Ed25519 over that text in base64. ``packaging/announce.py`` makes it.
"""

import base64
import json
import queue
import threading
import time
import urllib.error
import urllib.request

from stockmatch import __version__
from stockmatch.core.errors import UpdateRefused
from stockmatch.core.message import Message
from stockmatch.core.progress import Progress, Report, Stage
from stockmatch.core.updates import Update, UpdateSource
from stockmatch.services.web import opener
from stockmatch.trust import trusted

PRODUCT = "stockmatch"
SECONDS = 10.0
_MOST_BYTES = 64 * 1024
_LOOK_SECONDS = 0.1


def look(source: UpdateSource, report: Report) -> Update | None:
    """The announced version if it is newer than this one.

    Raises:
        UpdateRefused: no answer within 10 seconds, or one that is not signed with the source's key.
        Cancelled: when the report does.
    """
    update = _verified(_fetched(source.address, report), source.key)
    return update if update.newer_than(__version__) else None


def _verified(data: bytes, key: bytes) -> Update:
    from cryptography.exceptions import InvalidSignature  # noqa: PLC0415 - most people never ask
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey  # noqa: PLC0415

    try:
        outer = json.loads(data)
        signed = str(outer["signed"])
        Ed25519PublicKey.from_public_bytes(key).verify(base64.b64decode(outer["signature"]), signed.encode("utf-8"))
        inner = json.loads(signed)
        if inner["product"] != PRODUCT:
            raise ValueError("an announcement of something else")
        return Update(str(inner["version"]), str(inner["page"]))
    except InvalidSignature:
        raise UpdateRefused(
            Message("The announcement of new versions is not signed with the key that you gave.")
        ) from None
    except (ValueError, KeyError, TypeError) as error:
        raise UpdateRefused(Message("What the address of new versions answers is no announcement.")) from error


def _fetched(address: str, report: Report) -> bytes:
    """The file's bytes. A thread reads them, because a name lookup cannot be interrupted."""
    answers: queue.SimpleQueue[bytes | Exception] = queue.SimpleQueue()
    threading.Thread(target=_fetch, args=(address, answers), name="updates", daemon=True).start()
    end = time.monotonic() + SECONDS
    while True:
        try:
            answer = answers.get(timeout=_LOOK_SECONDS)
        except queue.Empty:
            report(Progress(Stage.DOWNLOADING))
            if time.monotonic() > end:
                raise UpdateRefused(
                    Message("The address of new versions did not answer within {seconds:.0f} s.", seconds=SECONDS)
                ) from None
            continue
        if isinstance(answer, Exception):
            reason = answer.reason if isinstance(answer, urllib.error.URLError) else answer
            raise UpdateRefused(
                Message("The address of new versions cannot be read ({reason}).", reason=reason)
            ) from answer
        if len(answer) > _MOST_BYTES:
            raise UpdateRefused(Message("What the address of new versions answers is no announcement."))
        return answer


def _fetch(address: str, answers: "queue.SimpleQueue[bytes | Exception]") -> None:
    try:
        request = urllib.request.Request(address, headers={"User-Agent": PRODUCT})
        with opener(urllib.request.HTTPSHandler(context=trusted())).open(request, timeout=SECONDS) as response:
            answers.put(response.read(_MOST_BYTES + 1))
    except Exception as error:  # noqa: BLE001 - handed to the waiting thread, which says what it means
        answers.put(error)
