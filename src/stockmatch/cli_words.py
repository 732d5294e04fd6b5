"""How the terminal's sentences are made and said."""

import re
import sys

_ACTS = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
"""Control characters, and those that begin a line or turn the direction of writing."""


def escaped(text: str) -> str:
    """A text of one line in which nothing acts on a terminal: ``\\n``, ``\\x1b[2J`` in a SKU or a file's name."""
    return _ACTS.sub(lambda found: ascii(found.group())[1:-1], text)


def say(*cells: object) -> None:
    """Print a line to standard error, nothing in which acts on a terminal; a tab stands between several cells."""
    print("\t".join(escaped(str(cell)) for cell in cells), file=sys.stderr, flush=True)
