"""Where work stands, in a terminal."""

import sys
import time

from stockmatch.cli_words import escaped, say
from stockmatch.core.progress import Progress, Report, Stage
from stockmatch.core.ranking import PhotoMatch
from stockmatch.core.tuning import TuneStep


class ProgressLine:
    """One line of progress, rewritten in place on a terminal, seldom repeated elsewhere.

    Blanks take the former one away: Windows' console shows the codes that would, unless it is asked to heed them.
    """

    def __init__(self) -> None:
        self._width = 0
        self._tty = sys.stderr.isatty()
        self._every = 0.2 if self._tty else 15.0
        self._shown = time.monotonic() if not self._tty else 0.0

    def __call__(self, progress: Progress) -> None:
        now = time.monotonic()
        if now - self._shown < self._every:
            return
        self._shown = now
        parts = [progress.stage.value.capitalize()]
        if progress.total:
            parts.append(f"{progress.done} of {progress.total}")
        elif progress.done:
            parts.append(str(progress.done))
        if progress.per_second and progress.stage in {Stage.EMBEDDING, Stage.MATCHING}:
            parts.append(f"{progress.per_second:.1f} images/s")
        if progress.seconds_left is not None:
            parts.append(f"{progress.seconds_left:.0f} s left")
        if isinstance(progress.detail, str):
            parts.append(progress.detail)
        line = escaped("  ".join(parts))
        if self._tty:
            self._rewrite(line)
        else:
            print(line, file=sys.stderr, flush=True)

    def clear(self) -> None:
        """Take the line away."""
        if self._tty:
            self._rewrite("")

    def _rewrite(self, line: str) -> None:
        print(f"\r{' ' * self._width}\r{line}", end="", file=sys.stderr, flush=True)
        self._width = len(line)


class Clock:
    """Passes progress on and notes when a photo's shortlist was there.

    Attributes:
        shortlist: seconds since this was made; None before.
    """

    def __init__(self, report: Report) -> None:
        self._report = report
        self._start = time.monotonic()
        self.shortlist: float | None = None

    def now(self) -> float:
        """Seconds since it was made."""
        return time.monotonic() - self._start

    def __call__(self, progress: Progress) -> None:
        if isinstance(progress.detail, PhotoMatch):
            self.shortlist = self.now()
        self._report(progress)


class TuneProgress(ProgressLine):
    """The same, with a line of its own for every step of tuning."""

    def __call__(self, progress: Progress) -> None:
        if isinstance(progress.detail, TuneStep):
            self.clear()
            step = progress.detail
            say(f"step {step.step:2}   loss {step.loss:+.4f}   error {100 * step.pseudo_error:5.1f} %")
        else:
            super().__call__(progress)
