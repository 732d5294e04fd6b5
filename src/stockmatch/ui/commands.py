"""Everything a key can do in a view: one list for the window, the overlay and the dialog that changes keys."""

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QCoreApplication

from stockmatch.ui.match_model import KEYS


class View(StrEnum):
    """Where keys are heard. In one view a key means one thing."""

    MAIN = "main"
    COMPARE = "compare"


@dataclass(frozen=True)
class Command:
    """What a key does.

    Attributes:
        id: stable, for the settings; it begins with the view.
        view: where its key is heard.
        key: by default, as ``keymap.name_of`` names it.
        words: for the person.
        repeats: whether a key held down goes on doing it; never true of what decides.
        family: words for this and its like, where keys are only read; empty for one alone.
    """

    id: str
    view: View
    key: str
    words: str
    repeats: bool = False
    family: str = ""


def _tr(words: str) -> str:
    return QCoreApplication.translate("commands", words)


def commands() -> tuple[Command, ...]:
    """All commands, in the order in which they are shown."""
    main, compare = View.MAIN, View.COMPARE
    ranks = range(1, KEYS + 1)
    confirming, showing = _tr("Confirm the candidate of that number"), _tr("Show the candidate of that number")
    confirm = [
        Command(f"main.confirm_{n}", main, str(n), _tr("Confirm candidate {0}").format(n), family=confirming)
        for n in ranks
    ]
    show = [
        Command(f"compare.show_{n}", compare, str(n), _tr("Show candidate {0}").format(n), family=showing)
        for n in ranks
    ]
    return (
        *confirm,
        Command("main.variant", main, "V", _tr("A variant of the marked candidate")),
        Command("main.absent", main, "N", _tr("Not in catalogue")),
        Command("main.skip", main, "S", _tr("Skip")),
        Command("main.undo", main, "Z", _tr("Undo")),
        Command("main.redo", main, "Shift+Z", _tr("Redo")),
        Command("main.compare", main, "Space", _tr("Compare the photo with the marked candidate")),
        Command("main.next", main, "K", _tr("Next photo"), repeats=True),
        Command("main.former", main, "J", _tr("Former photo"), repeats=True),
        Command("main.filter", main, "F", _tr("Next filter of the queue")),
        Command("main.mark", main, "X", _tr("Pick this photo out, or put it back")),
        Command("main.join", main, "G", _tr("The photos picked out show one item")),
        Command("main.separate", main, "Shift+G", _tr("The photos of this item are of several")),
        Command("main.take_out", main, "Del", _tr("Take this photo, or those picked out, out of the queue")),
        Command("main.why", main, "Y", _tr("Why is the marked candidate offered?")),
        Command("main.whole", main, "W", _tr("Match the whole photo, or the proposed part")),
        Command("main.narrow", main, "B", _tr("Narrow the candidates by brand, category, words…")),
        Command("main.all", main, "Shift+B", _tr("All products as candidates again")),
        Command("main.keys", main, "?", _tr("Show all keys")),
        *show,
        Command("compare.next", compare, "Right", _tr("Next candidate"), repeats=True),
        Command("compare.former", compare, "Left", _tr("Former candidate"), repeats=True),
        Command("compare.next_image", compare, "Down", _tr("Next image of the product"), repeats=True),
        Command("compare.former_image", compare, "Up", _tr("Former image of the product"), repeats=True),
        Command("compare.flip", compare, "F", _tr("Photo and candidate in the same place, in turn")),
        Command("compare.pin", compare, "P", _tr("Pin this candidate on the left")),
        Command("compare.regions", compare, "R", _tr("Show or hide the matched parts")),
        Command("compare.nearer", compare, "+", _tr("Nearer"), repeats=True),
        Command("compare.farther", compare, "-", _tr("Farther"), repeats=True),
        Command("compare.reset", compare, "0", _tr("The whole product again")),
        Command("compare.variant", compare, "V", _tr("A variant of this candidate")),
        Command("compare.absent", compare, "N", _tr("Not in catalogue")),
        Command("compare.skip", compare, "S", _tr("Skip")),
        Command("compare.close", compare, "Space", _tr("Back to all candidates")),
    )


def titles() -> dict[View, str]:
    """What the views are called for the person, in the order in which they are shown."""
    return {View.MAIN: _tr("Deciding"), View.COMPARE: _tr("Comparing")}


def fixed_keys() -> tuple[tuple[str, str], ...]:
    """Keys that cannot be changed, portable where they are several at once, and what they do."""
    return (
        ("← → ↑ ↓", _tr("Mark another candidate, photo or part, where the focus is")),
        ("Enter", _tr("Confirm the candidate that is marked, or compared")),
        ("F1", _tr("The manual")),
        ("Ctrl+Z", _tr("Undo")),
        ("Ctrl+Shift+Z", _tr("Redo")),
        ("Ctrl+V", _tr("Paste photos")),
        ("Ctrl+O", _tr("Add photos…")),
        ("Ctrl+Shift+O", _tr("Open catalogue folder…")),
        ("Ctrl+E", _tr("Export…")),
        ("Ctrl+,", _tr("Settings")),
    )
