"""The translations: nothing missing, nothing left over, nothing that lost a placeholder."""

import ast
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QTranslator

from stockmatch.paths import resource
from tests.conftest import ROOT

SOURCES = ROOT / "src" / "stockmatch"
LANGUAGES = ("zh_TW", "zh_CN")
MARKS = {"Message": "messages", "_tr": "commands"}
PLACEHOLDER = re.compile(r"\{[^{}]*\}|%Ln|%n|%1|\(\*[^)]*\)")
OTHER_SCRIPT = {  # characters that the other script writes otherwise
    "zh_TW": "设认为与这个们开关图码标识别选择权项应当复数据货库张显类录时动单会无网载传输储处证样检",
    "zh_CN": "設認為與這個們開關圖碼標識別選擇權項應當複數據貨庫張顯類錄時動單會無網載傳輸儲處證樣檢",
}

Text = tuple[str, str]
"""A context and an English text."""


def marked(node: ast.AST, inside: str = "") -> Iterator[Text]:
    """Every text that is marked for translation below a node; ``inside`` is the class around it."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Call):
            yield from called(child, inside)
        yield from marked(child, child.name if isinstance(child, ast.ClassDef) else inside)


def called(call: ast.Call, inside: str) -> Iterator[Text]:
    """The text that one call marks; every call that would translate must be given a literal."""
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    literals = [one.value if isinstance(one, ast.Constant) else None for one in call.args]
    if name == "tr":
        assert isinstance(call.func, ast.Attribute)
        assert ast.unparse(call.func.value) == "self", f"not its own context: {ast.unparse(call)}"
        context, text = inside, literals[0]
    elif name == "translate" and len(literals) >= 2:
        context, text = str(literals[0]), literals[1]
    elif name in MARKS and isinstance(call.func, ast.Name):
        context, text = MARKS[name], literals[0]
    else:
        return
    assert isinstance(text, str), f"line {call.lineno}: only a literal can be found: {ast.unparse(call)}"
    yield context, text


def said() -> set[Text]:
    """Everything the sources mark."""
    forwarding = {SOURCES / name for name in ("core/message.py", "ui/language.py", "self_test.py")}  # others' texts
    found: set[Text] = set()
    for path in SOURCES.rglob("*.py"):
        tree = ast.parse(path.read_text("utf-8"))
        if path.name == "commands.py":
            tree.body = [one for one in tree.body if getattr(one, "name", "") != "_tr"]
        if path not in forwarding:
            found |= set(marked(tree))
    return found


def messages(language: str) -> list[tuple[str, ElementTree.Element]]:
    """Context and message of everything in a language's ``.ts`` file."""
    root = ElementTree.parse(ROOT / "resources" / "translations" / f"stockmatch_{language}.ts").getroot()
    assert root.get("language") == language
    return [
        (context.findtext("name", ""), message)
        for context in root.iter("context")
        for message in context.iter("message")
    ]


def translated(language: str) -> dict[Text, str]:
    """Every translation, by context and English text."""
    found: dict[Text, str] = {}
    for context, message in messages(language):
        translation = message.find("translation")
        assert translation is not None
        found[context, message.findtext("source", "")] = "".join(translation.itertext()).strip()
    return found


def test_the_walk_finds_what_is_marked_in_every_way() -> None:
    code = (
        "class A:\n def f(self):\n  return {1: self.tr('a' 'b')}\n"
        "def g(n): return QCoreApplication.translate('x', '%Ln y', '', n), Message('{z}', z=1)\n"
    )
    assert list(marked(ast.parse(code))) == [("A", "ab"), ("x", "%Ln y"), ("messages", "{z}")]
    with pytest.raises(AssertionError, match="only a literal"):
        list(marked(ast.parse("class A:\n def f(self): return self.tr(f'{1}')")))


def test_no_text_spells_out_a_key_that_is_another_one_on_a_mac() -> None:
    assert [text for _, text in said() if "Ctrl" in text] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_that_is_said_is_translated_and_nothing_else(language: str) -> None:
    """Run ``packaging/dev.py translations``, translate what it names, and run it again."""
    listed = {(context, message.findtext("source", "")) for context, message in messages(language)}
    assert said() - listed == set()
    assert listed - said() == set()
    odd = [
        message.findtext("source", "")
        for _, message in messages(language)
        if "type" in message.find("translation").attrib  # type: ignore[union-attr]  # unfinished, vanished, obsolete
    ]
    assert odd == []
    assert [source for source, translation in translated(language).items() if not translation] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_keep_placeholders_and_ways_to_reach_a_button(language: str) -> None:
    for (_, source), translation in translated(language).items():
        assert Counter(PLACEHOLDER.findall(source)) == Counter(PLACEHOLDER.findall(translation)), source
        mnemonics = [re.findall(r"&(\w)", text.upper()) for text in (source, translation)]
        assert mnemonics[0] == mnemonics[1], source
        assert source.count("\n") == translation.count("\n"), source
        assert source.endswith("…") == translation.endswith("…") or source.endswith(" …"), source


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_translation_is_in_the_other_script(language: str) -> None:
    assert [text for text in translated(language).values() if set(OTHER_SCRIPT[language]) & set(text)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_file_that_is_loaded_says_what_the_translators_wrote(language: str) -> None:
    """Else ``packaging/dev.py translations`` was not run after a change."""
    loaded = QTranslator()
    assert loaded.load(str(resource("translations", f"stockmatch_{language}.qm")))
    for context, message in messages(language):
        source, translation = message.findtext("source", ""), message.find("translation")
        assert translation is not None
        plural = message.get("numerus") == "yes"
        wanted = translation.findtext("numerusform") if plural else translation.text
        assert loaded.translate(context, source, "", 3 if plural else -1) == wanted, source


def test_the_script_gathers_what_the_walk_finds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "packaging"))
    import translations  # noqa: PLC0415 - packaging is no package

    gathered = set(translations.marked())
    assert gathered == {text for text in said() if text[0] in MARKS.values()}


@pytest.mark.skipif(sys.platform == "win32", reason="the programs' names differ")
def test_running_the_script_again_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "packaging"))
    import translations  # noqa: PLC0415 - packaging is no package

    for path in translations.FOLDER.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    monkeypatch.setattr(translations, "FOLDER", tmp_path)
    assert translations.update(Path(sys.executable).parent) == 0
    for language in LANGUAGES:
        before = ElementTree.canonicalize(from_file=ROOT / "resources" / "translations" / f"stockmatch_{language}.ts")
        assert ElementTree.canonicalize(from_file=tmp_path / f"stockmatch_{language}.ts") == before


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_manual_is_the_same_in_every_language(language: str) -> None:
    """The same paragraphs, and every button and menu by the name that it has in the window."""
    english, other = (resource("help", name).read_text("utf-8") for name in ("manual.html", f"manual_{language}.html"))
    structure = re.compile(r"</?(?:h\d|p|ul|li|b|code)>|\$keys|▸|…|4711\.jpg|29|95 %")
    assert structure.findall(other) == structure.findall(english)
    mnemonic = re.compile(r"\(&\w\)|&")
    names = {mnemonic.sub("", source): mnemonic.sub("", text) for (_, source), text in translated(language).items()}
    bold = re.compile(r"<b>(.*?)</b>")
    for source, translation in zip(bold.findall(english), bold.findall(other), strict=True):
        wanted = [names[part[0].upper() + part[1:]] for part in source.split(" ▸ ")]
        assert translation.split(" ▸ ") == wanted
