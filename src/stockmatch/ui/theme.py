"""Colours of the window in light and dark: one set of named tokens, one palette and one stylesheet made from them."""

from dataclasses import dataclass, fields
from functools import cache
from string import Template

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory, QWidget

from stockmatch.core.evidence import Evidence
from stockmatch.core.settings import Theme
from stockmatch.paths import resource


@dataclass(frozen=True)
class Tokens:
    """Named colours of one scheme, for painters and the stylesheet.

    Greys are neutral on purpose: a tinted surround shifts how the colours of a garment are seen.

    Attributes:
        dark: whether this is the dark scheme.
        surface: the window's background. raised: cards, fields and lists on it. sunken: the well behind a photo.
        hover: a row or quiet button under the pointer.
        border: hairlines between things. border_strong: edges of controls, at least 3:1 against its ground.
        text, muted: reading and secondary text, readable on surface, raised, sunken and hover.
        accent, accent_hover, accent_pressed: what acts and what is chosen. accent_text: text on these.
        accent_soft: background of a selected row or chosen card; ``text`` and ``accent`` are readable on it.
        good, warn, bad: outcome colours, readable on surface, raised and their own ``…_soft`` background.
        disabled: text of what cannot be used now; exempt from the contrast rule.
        look, patches, keypoints, colour, details: the kinds of evidence in bars and drawings, at least 3:1 against
            raised and told apart with every kind of colour blindness.
    """

    dark: bool
    surface: QColor
    raised: QColor
    sunken: QColor
    hover: QColor
    border: QColor
    border_strong: QColor
    text: QColor
    muted: QColor
    disabled: QColor
    accent: QColor
    accent_hover: QColor
    accent_pressed: QColor
    accent_text: QColor
    accent_soft: QColor
    good: QColor
    good_soft: QColor
    warn: QColor
    warn_soft: QColor
    bad: QColor
    bad_soft: QColor
    look: QColor
    patches: QColor
    keypoints: QColor
    colour: QColor
    details: QColor

    def evidence(self, kind: Evidence) -> QColor:
        """The tint of a kind of evidence."""
        tint: QColor = getattr(self, kind.value)
        return tint


LIGHT = Tokens(
    dark=False,
    surface=QColor("#f3f4f5"),
    raised=QColor("#ffffff"),
    sunken=QColor("#e7e9eb"),
    hover=QColor("#ebedef"),
    border=QColor("#d6dadd"),
    border_strong=QColor("#848d96"),
    text=QColor("#1a1e22"),
    muted=QColor("#565f68"),
    disabled=QColor("#9aa2aa"),
    accent=QColor("#0b6478"),
    accent_hover=QColor("#0a5668"),
    accent_pressed=QColor("#084654"),
    accent_text=QColor("#ffffff"),
    accent_soft=QColor("#dceef2"),
    good=QColor("#1b6e36"),
    good_soft=QColor("#e1f2e6"),
    warn=QColor("#855000"),
    warn_soft=QColor("#fbeeda"),
    bad=QColor("#b0261e"),
    bad_soft=QColor("#fbe7e5"),
    look=QColor("#1f4e9c"),
    patches=QColor("#c9730f"),
    keypoints=QColor("#1f9ca4"),
    colour=QColor("#6b1f4d"),
    details=QColor("#746b48"),
)

DARK = Tokens(
    dark=True,
    surface=QColor("#1b1e22"),
    raised=QColor("#24282d"),
    sunken=QColor("#131518"),
    hover=QColor("#2e3339"),
    border=QColor("#383e45"),
    border_strong=QColor("#7a838d"),
    text=QColor("#e8eaed"),
    muted=QColor("#a6aeb7"),
    disabled=QColor("#666e77"),
    accent=QColor("#5bbfd6"),
    accent_hover=QColor("#77cde1"),
    accent_pressed=QColor("#49abc3"),
    accent_text=QColor("#07242b"),
    accent_soft=QColor("#1c3a43"),
    good=QColor("#6cc58a"),
    good_soft=QColor("#1b3424"),
    warn=QColor("#e5b15a"),
    warn_soft=QColor("#3a2d16"),
    bad=QColor("#f4938a"),
    bad_soft=QColor("#43211f"),
    look=QColor("#8cc4ff"),
    patches=QColor("#e0a020"),
    keypoints=QColor("#2f9a86"),
    colour=QColor("#c050c8"),
    details=QColor("#e2f498"),
)


def tokens(where: QApplication | QWidget | None = None) -> Tokens:
    """The tokens of the scheme that an application or widget is shown in; without an argument, the application's."""
    palette = where.palette() if where is not None else QApplication.palette()
    return DARK if palette.color(QPalette.ColorRole.Window).lightness() < 128 else LIGHT


def apply_theme(app: QApplication, theme: Theme) -> None:
    """Show the whole application in a theme, now; ``Theme.SYSTEM`` follows the desktop whenever it changes."""
    keeper = app.findChild(_Keeper)
    if keeper is None:
        keeper = _Keeper(app)
    keeper.use(theme)


def scaled_font(base: QFont, factor: float, *, bold: bool = False) -> QFont:
    """The font at ``factor`` times its size, so that everything grows with the system's font."""
    font = QFont(base)
    if base.pointSizeF() > 0:
        font.setPointSizeF(base.pointSizeF() * factor)
    else:
        font.setPixelSize(round(base.pixelSize() * factor))
    if bold:
        font.setWeight(QFont.Weight.DemiBold)
    return font


def set_role(widget: QWidget, name: str, value: str) -> None:
    """Set a property that the stylesheet selects by (``role``, ``tone`` …) and show the difference at once."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)
        widget.update()


def _desktop_is_dark(app: QApplication) -> bool:
    return app.styleHints().colorScheme() is Qt.ColorScheme.Dark


class _Keeper(QObject):
    """Remembers the theme asked for and applies it again when the desktop changes its own."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._theme = Theme.SYSTEM
        self._shown: Tokens | None = None
        app.setStyle(QStyleFactory.create("Fusion"))
        app.styleHints().colorSchemeChanged.connect(self._refresh)

    def use(self, theme: Theme) -> None:
        self._theme = theme
        wanted = {Theme.LIGHT: Qt.ColorScheme.Light, Theme.DARK: Qt.ColorScheme.Dark}
        self._app.styleHints().setColorScheme(wanted.get(theme, Qt.ColorScheme.Unknown))
        self._refresh()

    @Slot()
    def _refresh(self) -> None:
        dark = self._theme is Theme.DARK or (self._theme is Theme.SYSTEM and _desktop_is_dark(self._app))
        shown = DARK if dark else LIGHT
        if shown is self._shown and tokens(self._app) is shown:
            return
        self._shown = shown
        self._app.setPalette(_palette(shown))
        self._app.setStyleSheet(_stylesheet(dark))


def _palette(t: Tokens) -> QPalette:
    role = QPalette.ColorRole
    colours = {
        role.Window: t.surface,
        role.WindowText: t.text,
        role.Base: t.raised,
        role.AlternateBase: t.surface,
        role.Text: t.text,
        role.PlaceholderText: t.muted,
        role.Button: t.raised,
        role.ButtonText: t.text,
        role.BrightText: t.bad,
        role.ToolTipBase: t.text,
        role.ToolTipText: t.surface,
        role.Highlight: t.accent,
        role.HighlightedText: t.accent_text,
        role.Accent: t.accent,
        role.Link: t.accent,
        role.LinkVisited: t.accent,
        role.Light: t.raised,
        role.Midlight: t.hover,
        role.Mid: t.border,
        role.Dark: t.border_strong,
        role.Shadow: t.sunken if t.dark else t.border_strong,
    }
    palette = QPalette()
    for which, colour in colours.items():
        palette.setColor(which, colour)
    for which in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, t.disabled)
    palette.setColor(QPalette.ColorGroup.Disabled, role.Highlight, t.border)
    return palette


@cache
def _stylesheet(dark: bool) -> str:
    shown = DARK if dark else LIGHT
    names = {field.name: getattr(shown, field.name) for field in fields(shown) if field.name != "dark"}
    template = Template(resource("styles", "stockmatch.qss").read_text(encoding="utf-8"))
    glyphs = resource("styles").as_posix()
    return template.substitute(
        {name: colour.name() for name, colour in names.items()},
        glyphs=glyphs,
        scheme="dark" if dark else "light",
    )
