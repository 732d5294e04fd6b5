"""What the keys of the main view do."""

from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QKeyEvent

from stockmatch.core.decisions import DecisionKind
from stockmatch.ui.commands import View
from stockmatch.ui.keymap import Keymap
from stockmatch.ui.match_model import KEYS
from stockmatch.ui.queue_desk import QueueDesk
from stockmatch.ui.work_area import WorkArea


class Controls:
    """Turns key presses into what their commands do; a key held down never decides again.

    Attributes:
        keymap: which key is which command.
    """

    def __init__(
        self,
        keymap: Keymap,
        queue: QueueDesk,
        work: WorkArea,
        *,
        show_keys: Callable[[], object],
        compare: Callable[[], object],
        narrow: Callable[[], object],
    ) -> None:
        self.keymap = keymap
        self._acts: dict[str, Callable[[], object]] = {
            "main.variant": work.variant_key,
            "main.absent": lambda: work.decide_key(DecisionKind.NOT_IN_CATALOGUE),
            "main.skip": lambda: work.decide_key(DecisionKind.SKIPPED),
            "main.undo": queue.undo,
            "main.redo": queue.redo,
            "main.compare": compare,
            "main.next": lambda: queue.step(1),
            "main.former": lambda: queue.step(-1),
            "main.filter": queue.show_next_filter,
            "main.mark": queue.mark_current,
            "main.join": queue.join,
            "main.separate": queue.separate,
            "main.take_out": queue.take_out,
            "main.why": work.ask_why,
            "main.whole": work.photo.choose_whole,
            "main.narrow": narrow,
            "main.all": work.offer_all,
            "main.keys": show_keys,
        }
        for rank in range(1, KEYS + 1):
            self._acts[f"main.confirm_{rank}"] = partial(work.confirm_key, rank)

    def handle(self, event: QKeyEvent) -> bool:
        """Do what a key press means. False if it means nothing here."""
        command = self.keymap.command(View.MAIN, event)
        if command is None:
            return False
        if command.repeats or not event.isAutoRepeat():
            self._acts[command.id]()
        return True
