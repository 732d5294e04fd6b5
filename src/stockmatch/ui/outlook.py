"""Which photos of the queue are shown, in which order, and where the person goes from each. No widgets."""

from collections import Counter
from dataclasses import replace

from stockmatch.core import queue_view
from stockmatch.core.decisions import Photo, Queue, QueueView, Showing, Standing
from stockmatch.core.queue_view import Findings


class Outlook:
    """A queue under the person's filter and order, with what matching knows of its photos.

    Attributes:
        queue: as it is stored.
        findings: what matching knows, kept up to date by whoever matches.
    """

    def __init__(self, findings: Findings) -> None:
        self.queue = Queue()
        self.findings = findings

    def together(self, photo: Photo) -> tuple[Photo, ...]:
        """The photos of a photo's item, that photo first."""
        return self.queue.together(photo)

    def standing(self, photo: Photo) -> Standing:
        """What became of a photo so far."""
        return queue_view.standing(photo, self.findings)

    @property
    def counts(self) -> Counter[Standing]:
        """How many photos there are of each standing."""
        return queue_view.counts(self.queue.photos, self.findings)

    @property
    def shown(self) -> tuple[Photo, ...]:
        """The photos that the filter lets through, and the current one, in the order the person wants."""
        return queue_view.shown(self.queue.photos, self.queue.view, self.queue.current_id, self.findings)

    def ahead(self, photo_id: int | None, view: QueueView | None = None) -> list[Photo]:
        """Where to go from a photo, the next first."""
        return queue_view.ahead(self.queue.photos, view or self.queue.view, photo_id, self.findings)

    def place_for(self, view: QueueView, photo: Photo) -> int | None:
        """The photo to go to under another filter; None where this one may stay, or there is no other."""
        if queue_view.shows(view, photo, self.findings):
            return None
        return next((other.id for other in self.ahead(photo.id, view)), None)

    def next_filter(self) -> QueueView:
        """With the next filter that lets any photo through."""
        counts, filters = self.counts, list(Showing)
        former = filters.index(self.queue.view.showing)
        turned = filters[former + 1 :] + filters[: former + 1]
        full = next(one for one in turned if one is Showing.ALL or counts[Standing(one.value)])
        return replace(self.queue.view, showing=full)
