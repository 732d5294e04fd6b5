"""The manual's pictures: as named, in every language, small enough to ship."""

import importlib
import re
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtGui import QFontDatabase

from stockmatch.core.settings import Language
from stockmatch.paths import resource
from tests.conftest import ROOT

LANGUAGES = {Language.ENGLISH: "manual.html"} | {
    language: f"manual_{language.value}.html" for language in (Language.TRADITIONAL, Language.SIMPLIFIED)
}
MOST_BYTES = 1_600_000
PICTURE = re.compile(r'<img src="([\w-]+\.png)" alt="([^"]+)">')


def named(language: Language) -> list[tuple[str, str]]:
    """File names and alternative texts, in the manual's order."""
    text = resource("help", LANGUAGES[language]).read_text("utf-8")
    found = PICTURE.findall(text)
    assert len(found) == text.count("<img")
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_picture_that_the_manual_names_is_there_and_no_other(language: Language) -> None:
    files = [file for file, _ in named(language)]
    assert files == [file for file, _ in named(Language.ENGLISH)]
    assert 4 <= len(files) == len(set(files))
    folder = resource("help", "pictures", language.value)
    assert {path.name for path in folder.iterdir()} == set(files)
    for file in files:
        with Image.open(folder / file) as picture:
            picture.load()
            assert min(picture.size) > 200


def test_the_alternative_texts_are_translated() -> None:
    texts = [{text for _, text in named(language)} for language in LANGUAGES]
    assert not texts[0] & texts[1]
    assert not texts[1] & texts[2]
    for text in texts[1] | texts[2]:
        assert re.search(r"[\u4e00-\u9fff]", text)


def test_the_languages_have_pictures_of_their_own_and_all_are_small_enough() -> None:
    pictures = [path for path in resource("help", "pictures").rglob("*") if path.is_file()]
    assert len({path.read_bytes() for path in pictures}) == len(pictures)
    assert sum(path.stat().st_size for path in pictures) < MOST_BYTES
    assert {path.parent.name for path in pictures} == {language.value for language in LANGUAGES}


def test_the_script_names_the_pictures_that_it_has_no_font_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "packaging"))
    script = importlib.import_module("manual_pictures")
    monkeypatch.setattr(QFontDatabase, "families", staticmethod(lambda _system: []))
    names = [Path(file).stem for file, _ in named(Language.ENGLISH)]
    refusal = script.without_font(Language.TRADITIONAL, names)
    assert all(f"zh_TW/{name}.png" in refusal for name in names)
    assert "fonts-noto-cjk" in refusal
    assert script.without_font(Language.ENGLISH, names) == ""
    monkeypatch.setattr(QFontDatabase, "families", staticmethod(lambda _system: ["Some font"]))
    assert script.without_font(Language.SIMPLIFIED, names) == ""
