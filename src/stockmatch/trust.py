"""Whose certificates are believed on the web."""

import os
import ssl
from contextlib import suppress


def trusted() -> ssl.SSLContext:
    """For one connection: those that the person's system believes, and those that ``SSL_CERT_FILE`` names.

    OpenSSL would look for them where it was built: a program packed elsewhere finds none on macOS, nor on every Linux.
    """
    import truststore  # noqa: PLC0415 - the window need not wait for what is seldom used

    context: ssl.SSLContext = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    with suppress(KeyError, OSError):
        context.load_verify_locations(os.environ["SSL_CERT_FILE"])
    return context
