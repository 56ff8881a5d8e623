"""Colours, fonts and sizes: themes are read from ``resources/themes`` and worn by the program."""

import json
from collections.abc import Mapping
from functools import cache
from string import Template
from types import MappingProxyType

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from designer.core.value import Value
from designer.paths import resource

SYSTEM = "system"
NAMES = ("light", "dark", "high-contrast")
SCALES = (1.0, 1.4, 1.8)
TEXT_SIZE = 13
FAMILIES = {"ui": "Inter", "mono": "JetBrains Mono", "maths": "STIX Two Math"}


class Theme(Value):
    """What everything is drawn with: colours by token, fonts, and lengths at one scale.

    *letters* says how much larger than lengths the letters are, where that is another size.
    """

    name: str
    scheme: str
    scale: float
    tokens: Mapping[str, str]
    letters: float = 1.0

    def color(self, token: str) -> QColor:
        """The colour of *token*: a surface, a text colour or a layer family."""
        return QColor(self.tokens[token])

    def px(self, length: float) -> int:
        """*length* pixels of the design at this scale; a hairline never vanishes."""
        return max(1, round(length * self.scale)) if length else 0

    def font(self, size: float = TEXT_SIZE, weight: int = 400, family: str = "ui") -> QFont:
        """A font of *size* pixels of the design, with figures of equal width."""
        return QFont(_font(FAMILIES[family], self.px(size * self.letters), weight))

    def style_sheet(self) -> str:
        """The one style sheet, filled with this theme."""
        template = Template(resource("themes", "base.qss").read_text(encoding="utf-8"))
        return template.substitute(_Values(self))


class _Values(dict[str, str]):
    """What the style sheet may name: see the head of ``base.qss``."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme.tokens, scheme=theme.scheme, themes=resource("themes").as_posix())
        self._theme = theme

    def __missing__(self, name: str) -> str:
        kind, length = name[:2], name[2:]
        if kind not in ("px", "in") or not length.isdecimal():
            raise KeyError(name)
        return f"{self._theme.px(int(length)) - (kind == 'in')}px"


@cache
def _font(family: str, pixels: int, weight: int) -> QFont:
    font = QFont(family)
    font.setPixelSize(pixels)
    font.setWeight(QFont.Weight(weight))
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


@cache
def _tokens(name: str) -> tuple[str, Mapping[str, str]]:
    document = json.loads(resource("themes", f"{name}.json").read_text(encoding="utf-8"))
    tables = (part for part in document.values() if isinstance(part, dict))
    return document["scheme"], MappingProxyType({k: v for t in tables for k, v in t.items()})


def load(name: str, scale: float = 1.0) -> Theme:
    """The theme called *name*, one of ``NAMES``."""
    scheme, tokens = _tokens(name)
    return Theme(name, scheme, scale, tokens)


@cache
def register_fonts() -> tuple[str, ...]:
    """Make the bundled fonts known to Qt, once; the families that are now there."""
    files = sorted(f for f in resource("fonts").iterdir() if f.suffix in (".otf", ".ttf"))
    ids = [QFontDatabase.addApplicationFont(str(file)) for file in files]
    return tuple({family for i in ids for family in QFontDatabase.applicationFontFamilies(i)})


def palette(theme: Theme) -> QPalette:
    """The palette for all that the style sheet leaves to Qt."""
    role = QPalette.ColorRole
    colors = {
        role.Window: "surface",
        role.WindowText: "ink",
        role.Base: "surface",
        role.AlternateBase: "surface2",
        role.Text: "ink",
        role.PlaceholderText: "muted",
        role.Button: "surface2",
        role.ButtonText: "ink",
        role.BrightText: "error",
        role.ToolTipBase: "surface2",
        role.ToolTipText: "ink",
        role.Highlight: "selection",
        role.HighlightedText: "ink",
        role.Accent: "accent",
        role.Link: "accent",
        role.LinkVisited: "accent",
        role.Light: "surface2",
        role.Midlight: "hover",
        role.Mid: "border",
        role.Dark: "strong_border",
        role.Shadow: "strong_border",
    }
    filled = QPalette()
    for where, token in colors.items():
        filled.setColor(where, theme.color(token))
    for where in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText):
        filled.setColor(QPalette.ColorGroup.Disabled, where, theme.color("disabled"))
    return filled


def apply(app: QApplication, theme: Theme) -> None:
    """Dress the whole program in *theme*; may be called again at any time."""
    register_fonts()
    app.setFont(theme.font())
    app.setPalette(palette(theme))
    app.setStyleSheet(theme.style_sheet())


def system_name() -> str:
    """What the desktop says it prefers, as a hint: ``light`` where it says nothing."""
    scheme = QGuiApplication.styleHints().colorScheme()
    return "dark" if scheme == Qt.ColorScheme.Dark else "light"


class Look(QObject):
    """The theme in use. Views draw with ``theme`` and draw again on ``changed``."""

    changed = Signal(object)

    def __init__(self, app: QApplication, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self.choice = SYSTEM
        self.theme = load(system_name())
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow_system)

    def choose(self, choice: str, scale: float | None = None) -> None:
        """Wear the theme *choice*, or what the system prefers; without a scale, keep it.

        What was remembered may be of another version, or damaged: what is not there is what a new
        window has.
        """
        self.choice = choice if choice in NAMES else SYSTEM
        name = system_name() if self.choice == SYSTEM else choice
        wanted = self.theme.scale if scale is None else scale
        self.theme = load(name, wanted if wanted in SCALES else SCALES[0])
        apply(self._app, self.theme)
        self.changed.emit(self.theme)

    def _follow_system(self) -> None:
        if self.choice == SYSTEM:
            self.choose(SYSTEM)
