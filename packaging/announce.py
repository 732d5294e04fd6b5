"""Announces a version to those who have asked for it: writes the signed file that their Stockmatch reads.

The private key is made at the first use. The public key is printed in the form that belongs behind the file's address
in the settings.
"""

import argparse
import base64
import json
from pathlib import Path

from contents import version
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from stockmatch.core.updates import Update
from stockmatch.services.updates import PRODUCT


def announcement(update: Update, key: Ed25519PrivateKey) -> str:
    """The file's text."""
    signed = json.dumps({"product": PRODUCT, "version": update.version, "page": update.page})
    signature = base64.b64encode(key.sign(signed.encode("utf-8"))).decode("ascii")
    return json.dumps({"signed": signed, "signature": signature}, indent=2) + "\n"


def suffix(key: Ed25519PrivateKey) -> str:
    """What stands behind the address of the file."""
    return f"#ed25519={base64.b64encode(key.public_key().public_bytes_raw()).decode('ascii')}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("page", help="where the version can be had; https")
    parser.add_argument("key", type=Path, help="file of the private key, 32 bytes; made if absent. Keep it to yourself")
    parser.add_argument("out", type=Path, help="file to write")
    options = parser.parse_args()
    if not options.key.exists():
        options.key.touch(0o600)
        options.key.write_bytes(Ed25519PrivateKey.generate().private_bytes_raw())
    key = Ed25519PrivateKey.from_private_bytes(options.key.read_bytes())
    options.out.write_text(announcement(Update(version(), options.page), key), "utf-8")
    print(suffix(key))


if __name__ == "__main__":
    main()
