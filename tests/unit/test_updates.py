"""Whether a newer version is announced: only what is signed, only over https, and never waited for."""

import base64
import json
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from announce import suffix
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from stockmatch import __version__
from stockmatch.core.errors import Cancelled, UpdateRefused
from stockmatch.core.progress import Progress, ignore
from stockmatch.core.updates import Update, UpdateSource
from stockmatch.services import updates
from stockmatch.services.updates import look
from tests.announcer import Announcer, announcing

KEY = suffix(Ed25519PrivateKey.generate())


@pytest.fixture
def announcer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Announcer]:
    with announcing(tmp_path, monkeypatch) as found:
        yield found


def test_a_newer_version_is_told_with_its_page(announcer: Announcer) -> None:
    announcer.announce("99.1")
    assert look(UpdateSource.parse(announcer.source), ignore) == Update("99.1", "https://example.org/get")
    assert announcer.asked == ["/stockmatch.json"]


@pytest.mark.parametrize("version", [__version__, f"{__version__}.0", "0.0.9"])
def test_this_version_and_older_ones_are_none(announcer: Announcer, version: str) -> None:
    announcer.announce(version)
    assert look(UpdateSource.parse(announcer.source), ignore) is None


def test_numbers_are_compared_as_numbers() -> None:
    assert Update("0.10.0", "https://a.example").newer_than("0.9.1")
    assert not Update("0.9", "https://a.example").newer_than("0.10")


def test_what_another_key_signed_is_refused(announcer: Announcer) -> None:
    announcer.announce("99")
    announcer.key = Ed25519PrivateKey.generate()
    with pytest.raises(UpdateRefused, match="not signed with the key"):
        look(UpdateSource.parse(announcer.source), ignore)


def test_a_changed_announcement_is_refused(announcer: Announcer) -> None:
    announcer.announce("99")
    assert isinstance(announcer.answer, bytes)
    announcer.answer = announcer.answer.replace(b"example.org", b"example.net")
    with pytest.raises(UpdateRefused, match="not signed with the key"):
        look(UpdateSource.parse(announcer.source), ignore)


def signed(announcer: Announcer, text: str) -> bytes:
    signature = base64.b64encode(announcer.key.sign(text.encode())).decode()
    return json.dumps({"signed": text, "signature": signature}).encode()


@pytest.mark.parametrize(
    "content",
    [
        {"product": "another", "version": "99", "page": "https://a.example"},
        {"product": "stockmatch", "version": "99", "page": "file:///etc/passwd"},
        {"product": "stockmatch", "version": "newest", "page": "https://a.example"},
        {"product": "stockmatch", "page": "https://a.example"},
        ["stockmatch"],
    ],
)
def test_a_signed_text_that_announces_nothing_is_refused(announcer: Announcer, content: object) -> None:
    announcer.answer = signed(announcer, json.dumps(content))
    with pytest.raises(UpdateRefused, match="no announcement"):
        look(UpdateSource.parse(announcer.source), ignore)


@pytest.mark.parametrize("answer", [b"", b"<html>", b"[]", b'{"signed": 1}', b"x" * 100_000])
def test_any_other_answer_is_refused(announcer: Announcer, answer: bytes) -> None:
    announcer.answer = answer
    with pytest.raises(UpdateRefused, match="no announcement"):
        look(UpdateSource.parse(announcer.source), ignore)


def test_it_is_not_led_away_from_https(announcer: Announcer) -> None:
    announcer.answer = announcer.address.replace("https", "http")
    with pytest.raises(UpdateRefused, match="http"):
        look(UpdateSource.parse(announcer.source), ignore)
    assert len(announcer.asked) == 1


def test_a_certificate_that_is_not_trusted_is_refused(announcer: Announcer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    with pytest.raises(UpdateRefused, match="cannot be read"):
        look(UpdateSource.parse(announcer.source), ignore)
    assert announcer.asked == []


def test_a_server_that_says_nothing_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(updates, "SECONDS", 0.3)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        source = UpdateSource.parse(f"https://127.0.0.1:{silent.getsockname()[1]}/{KEY}")
        with pytest.raises(UpdateRefused):
            look(source, ignore)

        def stop(_progress: Progress) -> None:
            raise Cancelled

        with pytest.raises(Cancelled):
            look(source, stop)


@pytest.mark.parametrize(
    "text",
    [
        "",
        f"http://a.example/x{KEY}",
        f"https://{KEY}",
        "https://a.example/x",
        "https://a.example/x#ed25519=AAAA",
        "https://a.example/x#ed25519=???",
        f"https://[a/{KEY}",
        "https://a.example/x#" + "A" * 43 + "=",
    ],
    ids=["empty", "http", "no host", "no key", "short key", "no base64", "broken host", "key without a name"],
)
def test_addresses_without_https_or_key_are_refused(text: str) -> None:
    with pytest.raises(UpdateRefused, match="no address"):
        UpdateSource.parse(text)
