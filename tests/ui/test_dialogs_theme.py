"""Colours, icons and the message banner."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from stockmatch.core.settings import Theme
from stockmatch.ui import theme as theme_module
from stockmatch.ui.banner import Banner, Level
from stockmatch.ui.icons import icon, pixmap
from stockmatch.ui.theme import DARK, LIGHT, Tokens, apply_theme, scaled_font, tokens

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # the offscreen platform says so of every window

UI = Path(__file__).resolve().parents[2] / "src" / "stockmatch" / "ui"
SCHEMES = pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])


def luminance(colour: QColor) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: QColor, other: QColor) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def readable_pairs(t: Tokens) -> list[tuple[str, QColor, QColor]]:
    grounds = {"surface": t.surface, "raised": t.raised, "sunken": t.sunken, "hover": t.hover}
    pairs = [(f"text on {name}", t.text, ground) for name, ground in grounds.items()]
    pairs += [(f"muted on {name}", t.muted, ground) for name, ground in grounds.items()]
    for name, soft in (("accent", t.accent_soft), ("good", t.good_soft), ("warn", t.warn_soft), ("bad", t.bad_soft)):
        own: QColor = getattr(t, name)
        pairs += [(f"{name} on {where}", own, ground) for where, ground in grounds.items() if where != "hover"]
        pairs += [(f"{name} on its soft ground", own, soft), (f"text on soft {name}", t.text, soft)]
    fills = {"accent": t.accent, "accent_hover": t.accent_hover, "accent_pressed": t.accent_pressed}
    pairs += [(f"accent_text on {name}", t.accent_text, fill) for name, fill in fills.items()]
    pairs += [("tooltip", t.surface, t.text)]
    return pairs


@SCHEMES
def test_every_text_is_readable_on_its_ground(scheme: Tokens) -> None:
    poor = {name: round(contrast(*pair), 2) for name, *pair in readable_pairs(scheme) if contrast(*pair) < 4.5}
    assert not poor


@SCHEMES
def test_edges_of_controls_can_be_seen(scheme: Tokens) -> None:
    for ground in (scheme.surface, scheme.raised):
        assert contrast(scheme.border_strong, ground) >= 3
        assert contrast(scheme.accent, ground) >= 3


def test_black_on_white_is_21_to_1() -> None:
    assert contrast(QColor("black"), QColor("white")) == pytest.approx(21)


@pytest.mark.parametrize(("theme", "expected"), [(Theme.LIGHT, LIGHT), (Theme.DARK, DARK)])
def test_a_theme_reaches_palette_and_widgets(qapp: QApplication, qtbot: QtBot, theme: Theme, expected: Tokens) -> None:
    apply_theme(qapp, theme)
    label = QLabel("4711")
    qtbot.addWidget(label)
    assert tokens(qapp) is expected
    assert tokens(label) is expected
    assert qapp.palette().color(QPalette.ColorRole.WindowText) == expected.text
    assert expected.accent.name() in qapp.styleSheet()
    assert "$" not in qapp.styleSheet()


def test_the_system_theme_follows_the_desktop(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    apply_theme(qapp, Theme.SYSTEM)
    for dark in (True, False, True):
        monkeypatch.setattr(theme_module, "_desktop_is_dark", lambda _app, dark=dark: dark)
        qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark if dark else Qt.ColorScheme.Light)
        assert tokens(qapp) is (DARK if dark else LIGHT)
    apply_theme(qapp, Theme.LIGHT)
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert tokens(qapp) is LIGHT


def test_glyphs_of_the_stylesheet_exist(qapp: QApplication) -> None:
    for theme in (Theme.LIGHT, Theme.DARK):
        apply_theme(qapp, theme)
        glyphs = re.findall(r'url\("([^"]+)"\)', qapp.styleSheet())
        assert glyphs
        assert [glyph for glyph in glyphs if not Path(glyph).is_file()] == []


def test_scaled_fonts_follow_the_system_font(qapp: QApplication) -> None:
    base = qapp.font()
    base.setPointSizeF(10)
    assert scaled_font(base, 1.5, bold=True).pointSizeF() == pytest.approx(15)
    base.setPixelSize(20)
    assert scaled_font(base, 0.5).pixelSize() == 10


def ink(of: QIcon, mode: QIcon.Mode = QIcon.Mode.Normal) -> set[str]:
    image = of.pixmap(QSize(24, 24), 2.0, mode).toImage()
    assert image.width() == 48
    pixels = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return {pixel.name() for pixel in pixels if pixel.alpha() == 255}


def test_an_icon_takes_the_colours_of_the_theme(qapp: QApplication) -> None:
    apply_theme(qapp, Theme.LIGHT)
    shown = icon("check")
    assert ink(shown) == {LIGHT.text.name()}
    assert ink(icon("check", "good")) == {LIGHT.good.name()}
    assert ink(shown, QIcon.Mode.Disabled) == {LIGHT.disabled.name()}
    apply_theme(qapp, Theme.DARK)
    assert ink(shown) == {DARK.text.name()}
    assert ink(shown, QIcon.Mode.Selected) == {DARK.text.name()}
    assert pixmap("check", 20, 2.0).width() == 40


def test_icons_live_on_in_copies(qtbot: QtBot) -> None:
    button = QPushButton()
    qtbot.addWidget(button)
    for _ in range(200):
        button.setIcon(QIcon(icon("check")))
    assert not button.icon().isNull()
    assert not button.grab().isNull()


def test_a_missing_icon_is_an_error() -> None:
    with pytest.raises(FileNotFoundError):
        icon("no-such-icon")


def test_every_icon_named_in_the_window_can_be_drawn(qapp: QApplication) -> None:
    used: set[str] = set()
    for module in UI.glob("*.py"):
        used |= set(re.findall(r'\b(?:icon|pixmap|mark|fact)\(\s*"([a-z-]+)"', module.read_text(encoding="utf-8")))
    used |= {"info", "check", "warning"}
    assert {name for name in used if ink(icon(name)) == set()} == set()


@pytest.mark.parametrize("level", list(Level))
def test_the_banner_says_how_grave_it_is_in_words(qtbot: QtBot, level: Level) -> None:
    banner = Banner()
    qtbot.addWidget(banner)
    banner.show_message(level, "The folder is gone.")
    words = {Level.INFO: "Note", Level.SUCCESS: "Done", Level.WARNING: "Attention", Level.ERROR: "Problem"}
    assert banner.accessibleName() == f"{words[level]}: The folder is gone."
    assert banner.text == "The folder is gone."
    assert not banner.isHidden()


def test_banner_actions_are_replaced_and_run(qtbot: QtBot) -> None:
    banner, done = Banner(), []
    qtbot.addWidget(banner)
    banner.show_message(Level.WARNING, "One", [("First", lambda: done.append("first"))])
    banner.show_message(Level.WARNING, "Two", [("Again", lambda: done.append("again")), ("Other", lambda: None)])
    assert [button.text() for button in banner.buttons] == ["Again", "Other"]
    QTest.mouseClick(banner.buttons[0], Qt.MouseButton.LeftButton)
    assert done == ["again"]
    banner.clear()
    assert banner.isHidden()
    assert banner.text == ""


def test_escape_closes_the_banner(qtbot: QtBot) -> None:
    banner = Banner()
    qtbot.addWidget(banner)
    banner.show_message(Level.INFO, "Nothing to do")
    with qtbot.waitSignal(banner.closed):
        QTest.keyClick(banner, Qt.Key.Key_Escape)
    assert banner.isHidden()
