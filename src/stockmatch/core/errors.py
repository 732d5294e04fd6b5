"""Every failure that a person can do something about is one of these types.

``str(error)`` is a message for the person: what happened and what to do. Anything else that is raised is a bug and
reaches the crash report.
"""

from stockmatch.core.message import Message


class StockmatchError(Exception):
    """Base of all errors whose message is written for the person at the window or terminal."""

    @property
    def message(self) -> str:
        """As it was given: ``str()`` would lose how a ``Message`` was made, and with it the translation."""
        return self.args[0] if self.args and isinstance(self.args[0], str) else str(self)


class Cancelled(Exception):
    """The person asked to stop: an outcome, not an error. What was finished before is kept.

    Attributes:
        times: how often it was asked for by now. Work may end with what it has, which can take a while (tuning checks
            what was reached), and asked once more it ends at once.
    """

    def __init__(self, times: int = 1) -> None:
        super().__init__(times)
        self.times = times


class UnreadableImage(StockmatchError):
    """A file that cannot be turned into pixels. The message is the plain reason, without the file's name."""


class NotFinite(UnreadableImage):
    """What the backbone made of a picture cannot be compared with anything: NaN or infinite."""

    def __init__(self) -> None:
        super().__init__(
            Message(
                "The backbone returned numbers that are not finite for this picture. Choose another "
                "weights file or backbone."
            )
        )


class CatalogueError(StockmatchError):
    """A catalogue folder or its database cannot be used."""


class RecordsError(StockmatchError):
    """A decision or setting could not be saved, or an export could not be written."""


class WeightsRefused(StockmatchError):
    """A weights file that does not fit the backbone. The message says what is wrong with it."""


class WeightsMissing(StockmatchError):
    """The backbone's pretrained weights are not on this machine.

    Attributes:
        backbone: the backbone's id.
        size_mb: the download's size in megabytes.
    """

    def __init__(self, backbone: str, size_mb: int, message: str) -> None:
        super().__init__(message)
        self.backbone = backbone
        self.size_mb = size_mb

    def __reduce__(self) -> tuple[type["WeightsMissing"], tuple[str, int, str]]:
        return WeightsMissing, (self.backbone, self.size_mb, self.message)


class LibraryMissing(StockmatchError):
    """The backbone needs libraries that are not installed; the message names them and the command."""


class DownloadFailed(StockmatchError):
    """The weights could not be fetched: no network, a broken transfer, or a wrong hash."""


class UpdateRefused(StockmatchError):
    """Whether there is a newer version could not be learnt; the message says why. Nothing else depends on it."""


class DeviceUnusable(StockmatchError):
    """The device the person asked for cannot be used; the message says why."""


class TuningFailed(StockmatchError):
    """Tuning could not be carried out; the model in service is unchanged."""


class StudyFailed(StockmatchError):
    """A study cannot be carried out or its report not be written; parts that were finished are kept."""


class EngineStopped(StockmatchError):
    """The engine process ended unexpectedly; a new one has been started."""
