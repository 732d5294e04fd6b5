"""What the window says, gathered into ``resources/translations``. Standard library only.

The ``.ts`` files are translated by hand, with Qt Linguist or any editor; the ``.qm`` files are what the window loads.
"""

import ast
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import contents

SOURCES = contents.ROOT / "src" / "stockmatch"
FOLDER = contents.ROOT / "resources" / "translations"
LANGUAGES = ("zh_TW", "zh_CN")
MARKS = {"Message": "messages", "_tr": "commands"}
"""Functions that ``lupdate`` does not know, and the context of the texts in their calls.

``core.message.Message`` says what happens in layers that know no Qt; ``_tr`` is that of ``ui.commands``.
"""


def marked() -> list[tuple[str, str]]:
    """Context and text of everything that is marked by ``MARKS`` in the sources, each once."""
    found: dict[tuple[str, str], None] = {}
    for path in sorted(SOURCES.rglob("*.py")):
        found.update(dict.fromkeys(_calls(ast.parse(path.read_text("utf-8")))))
    return list(found)


def _calls(tree: ast.AST) -> Iterator[tuple[str, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MARKS and node.args:
            first = node.args[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield MARKS[node.func.id], first.value


def catalogue(language: str) -> Path:
    """The texts of a language and their translations."""
    return FOLDER / f"stockmatch_{language}.ts"


def update(binaries: Path) -> int:
    """Bring the ``.ts`` files up to the sources; translations of texts that are gone are dropped."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        known = Path(folder) / "marked.py"
        lines = [f"QT_TRANSLATE_NOOP({_quoted(context)}, {_quoted(text)})\n" for context, text in marked()]
        known.write_text("".join(lines), "utf-8")
        for language in LANGUAGES:
            options = ["-no-obsolete", "-locations", "none", "-extensions", "py", "-source-language", "en_GB"]
            target = ["-target-language", language, "-ts", str(catalogue(language))]
            code = _call(binaries / "pyside6-lupdate", *options, str(SOURCES), str(known), *target)
            if code != 0:
                return code
    return 0


def release(binaries: Path) -> int:
    """Make the ``.qm`` files."""
    for language in LANGUAGES:
        source = catalogue(language)
        code = _call(binaries / "pyside6-lrelease", "-silent", str(source), "-qm", str(source.with_suffix(".qm")))
        if code != 0:
            return code
    return 0


def unfinished(language: str) -> list[str]:
    """The texts that a language has no translation of."""
    found = ElementTree.parse(catalogue(language)).getroot().iter("message")
    return [
        message.findtext("source", "")
        for message in found
        if (translation := message.find("translation")) is None
        or "type" in translation.attrib
        or not "".join(translation.itertext()).strip()
    ]


def main(binaries: Path) -> int:
    """Do it all with the tools in a folder; not 0 where something is still to be translated."""
    code = update(binaries) or release(binaries)
    for language in LANGUAGES if code == 0 else ():
        for text in unfinished(language):
            print(f"{catalogue(language).name}: still to be translated: {text}", file=sys.stderr)
            code = 1
    return code


def _call(program: Path, *options: str) -> int:
    return subprocess.run([str(program), *options], cwd=contents.ROOT, check=False).returncode


def _quoted(text: str) -> str:
    """A Python literal in double quotes, the only ones that ``lupdate`` takes for certain."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


if __name__ == "__main__":
    sys.exit(main(Path(sys.executable).parent))
