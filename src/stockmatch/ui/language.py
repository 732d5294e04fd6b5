"""The language of the window: which one, its texts, and what was said by layers that know no Qt."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from stockmatch.core.errors import StockmatchError
from stockmatch.core.message import Message
from stockmatch.core.settings import Language
from stockmatch.paths import resource

MESSAGES = "messages"
"""The context of what comes from below the window, as ``packaging/translations.py`` gathers it."""


class _Spoken:
    """What is in force in this process: Qt's translators and locale are the process's, too."""

    def __init__(self) -> None:
        self.language = Language.ENGLISH
        self.translators: list[QTranslator] = []
        self.desktop = QLocale()


_spoken = _Spoken()


def spoken() -> Language:
    """The language in force, never ``SYSTEM``."""
    return _spoken.language


def names() -> tuple[tuple[Language, str], ...]:
    """The languages that there are, each in its own words; so that whoever cannot read this one finds theirs."""
    return ((Language.ENGLISH, "English"), (Language.TRADITIONAL, "繁體中文"), (Language.SIMPLIFIED, "简体中文"))


def speak(app: QCoreApplication, language: Language) -> None:
    """Let the application speak a language from now on; windows hear of it by ``QEvent.LanguageChange``.

    Numbers and dates follow: those of the desktop where it speaks the same language or is asked to choose.
    """
    use = best(desktop_languages()) if language is Language.SYSTEM else language
    QLocale.setDefault(_spoken.desktop if language is Language.SYSTEM else _locale(use))
    if use is _spoken.language:
        return
    for translator in _spoken.translators:
        app.removeTranslator(translator)
        translator.deleteLater()
    _spoken.language = use
    _spoken.translators = [] if use is Language.ENGLISH else [_of_qt(use, app), _of_stockmatch(use, app)]
    for translator in _spoken.translators:
        app.installTranslator(translator)


def desktop_languages() -> Sequence[str]:
    """The languages that the person set for the desktop, the most wanted first: "zh-Hant-TW", "en-GB"."""
    return QLocale.system().uiLanguages()


def best(wanted: Sequence[str]) -> Language:
    """The first of the wanted languages that there is; English if there is none of them."""
    for tag in wanted:
        language, *parts = tag.replace("_", "-").split("-")
        known = {part.lower() for part in parts}
        if language.lower() == "en":
            return Language.ENGLISH
        if language.lower() == "zh":
            traditional = "hans" not in known and bool(known & {"hant", "tw", "hk", "mo"})
            return Language.TRADITIONAL if traditional else Language.SIMPLIFIED
    return Language.ENGLISH


def told(said: str | StockmatchError) -> str:
    """An error or a text from below the window, in the language in force.

    A text that lost how it was made, as those in a catalogue's database have, is still found if it holds no values.
    """
    text = said.message if isinstance(said, StockmatchError) else said
    if not isinstance(text, Message):
        return QCoreApplication.translate(MESSAGES, text) if text else text
    template = QCoreApplication.translate(MESSAGES, text.template)
    values = {name: told(value) if isinstance(value, Message) else value for name, value in text.values.items()}
    return template.format(**values) if values else template


def _locale(language: Language) -> QLocale:
    own, desktop = QLocale(language.value), _spoken.desktop
    same = own.language() == desktop.language() and own.script() == desktop.script()
    return desktop if same else own


def _of_qt(language: Language, app: QCoreApplication) -> QTranslator:
    """The words of Qt's own dialogs and menus; where they did not come along, those stay English."""
    translator = QTranslator(app)
    translator.load(f"qtbase_{language.value}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    return translator


def _of_stockmatch(language: Language, app: QCoreApplication) -> QTranslator:
    translator = QTranslator(app)
    translator.load(str(resource("translations", f"stockmatch_{language.value}.qm")))
    return translator
