"""Which key does what: the defaults, and what the person made of them."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from stockmatch.ui.commands import Command, View, commands, fixed_keys, titles
from stockmatch.ui.digit_keys import key_of

_NEVER = {"Tab", "Backtab", "Esc", "Return", "Enter"}
_MOVING = {"Left", "Right", "Up", "Down", "Home", "End", "PgUp", "PgDown"}
_ARROWS = {"Left": "←", "Right": "→", "Up": "↑", "Down": "↓"}
_MODIFIERS = {Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr}


def name_of(event: QKeyEvent) -> str:
    """The key of an event: "S", "Shift+Z", "1", "Space"; empty for Shift and the like alone, or with Ctrl or Alt.

    Shift counts with letters and with keys that type nothing; which of the others need it, layouts decide.
    """
    ignored = Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier
    key = key_of(event)
    if event.modifiers() & ~ignored or key in _MODIFIERS:
        return ""
    name = QKeySequence(key).toString(QKeySequence.SequenceFormat.PortableText)
    shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
    return f"Shift+{name}" if shifted and (name.isalpha() or len(name) > 1) else name


def written(key: str) -> str:
    """A portable key as this platform and language write it; a shifted letter short: "⇧Z"."""
    native = QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
    return _ARROWS.get(key, native.replace("Shift+", "⇧"))


def written_modifier() -> str:
    """What is held for shortcuts, and for clicks that pick out, before what goes with it: "Ctrl+", on a Mac "⌘"."""
    return written("Ctrl+A").removesuffix("A")


class Keymap:
    """The keys of every command.

    Args:
        changes: command ids and the person's keys for them; one that would give a key two meanings is left out.
    """

    def __init__(self, changes: Mapping[str, str] | None = None) -> None:
        self._commands = {command.id: command for command in commands()}
        self._keys = {command.id: command.key for command in self._commands.values()}
        wanted = {name: key for name, key in (changes or {}).items() if name in self._commands}
        self._keys |= wanted
        while clashing := next((name for name, key in wanted.items() if self.refusal(name, key)), ""):
            self._keys[clashing] = self._commands[clashing].key
            del wanted[clashing]

    @property
    def commands(self) -> Sequence[Command]:
        """All commands in the order in which they are shown."""
        return tuple(self._commands.values())

    @property
    def changes(self) -> dict[str, str]:
        """What differs from the defaults, for the settings."""
        return {name: key for name, key in self._keys.items() if key != self._commands[name].key}

    def key(self, command_id: str) -> str:
        """The key of a command, portable."""
        return self._keys[command_id]

    def shown(self, command_id: str) -> str:
        """The key of a command, see ``written``."""
        return written(self._keys[command_id])

    def sections(self) -> list[tuple[str, Sequence[tuple[str, str]]]]:
        """Everything for the person to read: titles, and below each the keys and what they do, a family in one line."""
        found: list[tuple[str, Sequence[tuple[str, str]]]] = []
        for view, title in titles().items():
            lines: dict[str, list[str]] = {}
            for one in self._commands.values():
                if one.view is view:
                    lines.setdefault(one.family or one.words, []).append(self.shown(one.id))
            found.append((title, [(_together(keys), words) for words, keys in lines.items()]))
        always = [(written(key) if "+" in key else key, words) for key, words in fixed_keys()]
        return [*found, (QCoreApplication.translate("keymap", "Always"), always)]

    def command(self, view: View, event: QKeyEvent) -> Command | None:
        """What a key press means in a view."""
        name = name_of(event)
        return next((one for one in self._commands.values() if one.view is view and self._keys[one.id] == name), None)

    def refusal(self, command_id: str, key: str) -> str:
        """Why a command cannot have a key, in plain words; empty if it can."""
        view = self._commands[command_id].view
        if key in _NEVER or (view is View.MAIN and key in _MOVING):
            return QCoreApplication.translate("keymap", "{0} moves about and confirms. Choose another key.").format(
                written(key)
            )
        others = [one for one in self._commands.values() if one.view is view and one.id != command_id]
        taken = next((one for one in others if self._keys[one.id] == key), None)
        if taken is None:
            return ""
        words = QCoreApplication.translate("keymap", "{0} is the key of “{1}”. Give that another key first.")
        return words.format(written(key), taken.words)

    def with_key(self, command_id: str, key: str) -> "Keymap":
        """The same with another key for a command.

        Raises:
            ValueError: if ``refusal`` gives a reason.
        """
        if reason := self.refusal(command_id, key):
            raise ValueError(reason)
        return Keymap({**self.changes, command_id: key})


def _together(keys: Sequence[str]) -> str:
    """Several keys in few letters: "1–9"."""
    run = len(keys) > 1 and "".join(keys) in "123456789"
    return f"{keys[0]}–{keys[-1]}" if run else " ".join(keys)
