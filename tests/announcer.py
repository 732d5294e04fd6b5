"""A server on this computer that announces versions over https, with a certificate and a key of its own."""

import datetime
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import IPv4Address
from pathlib import Path

import pytest
from announce import announcement, suffix
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.x509.oid import NameOID

from stockmatch.core.updates import Update


class Announcer:
    """What it answers, and what it was asked.

    Attributes:
        key: signs the announcements.
        answer: the next one; bytes, or an address to be led on to.
        asked: paths, oldest first.
    """

    def __init__(self, port: int) -> None:
        self.key = Ed25519PrivateKey.generate()
        self.answer: bytes | str = b""
        self.asked: list[str] = []
        self.address = f"https://127.0.0.1:{port}/stockmatch.json"

    @property
    def source(self) -> str:
        """What belongs into the settings."""
        return self.address + suffix(self.key)

    def announce(self, version: str, page: str = "https://example.org/get") -> None:
        self.answer = announcement(Update(version, page), self.key).encode()


def _certificate(folder: Path) -> tuple[Path, Path]:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "stockmatch test")])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(IPv4Address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    certificate, private = folder / "certificate.pem", folder / "key.pem"
    certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    kept = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    private.write_bytes(key.private_bytes(*kept))
    return certificate, private


@contextmanager
def announcing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Announcer]:
    """Run one whose certificate is trusted meanwhile."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            announcer.asked.append(self.path)
            if isinstance(announcer.answer, str):
                self.send_response(302)
                self.send_header("Location", announcer.answer)
                self.end_headers()
                return
            self.send_response(200)
            self.end_headers()
            self.wfile.write(announcer.answer)

        def log_message(self, *_: object) -> None:
            pass

    certificate, private = _certificate(folder)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, private)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    announcer = Announcer(server.server_port)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield announcer
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
