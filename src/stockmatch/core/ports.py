"""What the rooms above expect of the rooms below, so that either side can be replaced or faked."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from stockmatch.core.catalogue import Preview, Snapshot
from stockmatch.core.decisions import Choice, Queue, QueueChange, QueueView
from stockmatch.core.evidence import Explanation, Region
from stockmatch.core.exporting import Template
from stockmatch.core.learning import Learning
from stockmatch.core.model import Device, DeviceInfo, ModelId
from stockmatch.core.progress import Report
from stockmatch.core.ranking import MatchRequest, PhotoMatch
from stockmatch.core.settings import Settings
from stockmatch.core.study import StudyRequest, StudyResult
from stockmatch.core.table import ImportCheck, ImportPlan, Reading, TablePreview
from stockmatch.core.tuning import ModelVersion, TuneReport


class MatchingEngine(Protocol):
    """What the window asks of the process that owns models and indexes.

    Every method is synchronous, raises ``StockmatchError`` types for what a person can act on, and ``Cancelled`` when
    its report does. ``match`` may be called while any other method runs in another thread: it uses the snapshot in
    service until a new one is whole.
    """

    def preview(self, source: str, report: Report) -> Preview | TablePreview:
        """List a folder or zip file and group its images, or look at a table, without changing anything."""

    def preview_table(self, source: str, reading: Reading, images: str | None, report: Report) -> TablePreview:
        """Look at a table that is read in another way, or whose images (a folder or zip file) lie elsewhere."""

    def check_import(self, source: str, plan: ImportPlan, report: Report) -> ImportCheck:
        """What importing a table so would do, and what is wrong with it; nothing is changed.

        Raises ``CatalogueError`` if no column holds the SKU, or table or images cannot be read.
        """

    def plan_import(self, source: str, plan: ImportPlan, report: Report) -> None:
        """Import a table so whenever it is opened from now on, and propose it for tables with the same columns."""

    def open_catalogue(self, source: str, settings: Settings, report: Report) -> Snapshot:
        """Index a folder, zip file or table with the settings' model and put it in service.

        The model is the tuned version in service, if there is one.

        Embeds only what is new or changed; keeps what is done when cancelled. Until it returns, the former snapshot
        serves. Raises ``WeightsMissing`` before anything is read if the backbone's weights are not on this machine.
        """

    def match(self, request: MatchRequest, report: Report) -> PhotoMatch:
        """Rank the catalogue in service for one photo. A photo that cannot be read gives ``PhotoMatch.error``.

        The shortlist's order comes early, as the ``detail`` of a progress: a ``PhotoMatch`` that is not final.
        """

    def learn(self, enabled: bool, report: Report) -> Learning:
        """Let the photos confirmed so far count as further images of their products, or none if not ``enabled``.

        Asked again after every decision, undo and redo: what counts is what the catalogue's records say then. Matches
        made before are outdated where it changed. Photos whose features are there count from the opening on; this
        describes others for some seconds, the latest first, and says whether any are left.

        Raises:
            CatalogueError: if no catalogue is open.
            RecordsError: if features could not be read or saved.
        """

    def explain(self, request: MatchRequest, product_key: str, report: Report) -> Explanation:
        """Why a product is offered for a photo.

        Raises:
            UnreadableImage: if the photo cannot be read any more.
            CatalogueError: if the product is not in the catalogue in service.
        """

    def tune(self, report: Report) -> TuneReport:
        """Tune the model in service on its catalogue; each progress carries a ``TuneStep`` where it has one.

        A report that raises ``Cancelled`` stops at the last finished step and still judges what was reached, if there
        was one; ``TuneReport.stopped`` says so. Raised again while that is judged it ends all. The model in service is
        never changed by this.
        """

    def keep_version(self, catalogue_id: str, version: int, report: Report) -> None:
        """Keep a proposed tuning, so that no newer one replaces it, and change nothing else; at once.

        Raises:
            CatalogueError: if the catalogue or the proposal is gone.
        """

    def keep_tuning(self, catalogue_id: str, version: int, report: Report) -> Snapshot:
        """Keep a proposed tuning, and put it into service for the catalogue and backbone it was made of.

        Where they are in service this re-indexes with it, then swaps; stopped or failed on that way it is kept all the
        same, and can be used later. Else it counts from their next opening, and the snapshot in service is returned
        as it is.

        Raises:
            CatalogueError: if the catalogue or the proposal is gone.
        """

    def discard_tuning(self, catalogue_id: str, version: int, report: Report) -> None:
        """Delete a proposed tuning of a catalogue."""

    def use_version(self, catalogue_id: str, base_model_id: ModelId, version: int, report: Report) -> Snapshot:
        """Go to another kept version of a catalogue's model.

        Where both are in service this re-indexes with it, then swaps. Else it counts from their next opening, and the
        snapshot in service is returned as it is.

        Args:
            catalogue_id: of the catalogue.
            base_model_id: the untuned model.
            version: of that model; 0 is the untuned one.
            report: of the index.

        Raises:
            CatalogueError: if the catalogue or the version is gone, or is one of another model.
        """

    def versions(self, report: Report) -> tuple[ModelVersion, ...]:
        """All kept versions for the catalogue and backbone in service, the untuned model (0) first."""

    def export_version(self, version: int, path: str, report: Report) -> None:
        """Write a kept version of the catalogue in service to one file that can be given away; replaces the file.

        Raises:
            CatalogueError: if there is no such version.
            WeightsRefused: if its weights are damaged.
            RecordsError: if the file could not be written.
        """

    def import_version(self, path: str, report: Report) -> ModelVersion:
        """Keep a version from such a file for the catalogue and backbone in service; it serves only once it is used.

        Raises:
            WeightsRefused: if it is damaged, of another model, or here already; nothing was changed.
            RecordsError: if it could not be saved.
        """

    def download_weights(self, backbone: str, report: Report) -> None:
        """Fetch pretrained weights into torch's hub cache; progress in bytes.

        Raises ``DownloadFailed``, and ``LibraryMissing`` where ``is_installed`` is false.
        """

    def is_installed(self, backbone: str, report: Report) -> bool:
        """Whether the libraries the backbone needs are installed; only those with an ``extra`` may lack any."""

    def has_weights(self, backbone: str, report: Report) -> bool:
        """Whether the pretrained weights are on this machine; always true for Classic."""

    def check_weights(self, backbone: str, weights_file: str, report: Report) -> None:
        """Raise ``WeightsRefused`` with what is wrong if the file does not fit the backbone."""

    def describe_device(self, wanted: Device, report: Report) -> DeviceInfo:
        """Where models run, and why not on CUDA. Raises ``DeviceUnusable`` if CUDA was asked for and cannot be."""

    def study(self, request: StudyRequest, report: Report) -> StudyResult:
        """Compare backbones on photos whose answers are known; nothing in service is touched.

        Finished parts are kept when it is cancelled. Raises ``StudyFailed``, ``CatalogueError``.
        """


class Records(Protocol):
    """Photos and decisions of one catalogue. Every change is on disk when its method returns."""

    def load(self) -> Queue:
        """The queue as it was left."""

    def add_photos(self, paths: Sequence[str], *, stay: bool = False, asked: bool = True) -> Queue:
        """Append photos, absolute paths, in order; those that were taken out are put back.

        If the current one is decided the first new one is current, unless the person is to ``stay`` there. Where the
        person has not ``asked`` for them, those that were taken out stay out.
        """

    def take_out(self, photo_ids: Sequence[int], then: Sequence[int] = ()) -> Queue:
        """Take photos out of the queue; those that are decided stay, and none is marked any more.

        Args:
            photo_ids: the photos.
            then: photos to go to where the current one goes, the best first; where all of them go too, the next
                undecided one in the order of dropping is current.
        """

    def put_back(self, photo_ids: Sequence[int]) -> Queue:
        """Put photos back that were taken out; the first of them is the current one."""

    def add_picture(self, data: bytes, suffix: str) -> Queue:
        """Keep a pasted or dragged picture (an encoded image file) in the catalogue's folder and append it."""

    def decide(self, choices: Mapping[int, Choice], then: Sequence[int] | None = None) -> QueueChange:
        """Store decisions on undecided or decided photos (the newer one counts), all or none, and go on.

        They are taken back and restored together.

        Args:
            choices: what was decided, by photo; at least one.
            then: photos to go to, the best first; nothing to go to leaves the place as it is. None goes to the next
                undecided photo in the order of dropping.
        """

    def undo(self) -> QueueChange:
        """Take back the latest decision, with all made together with it; its photo becomes the current one again."""

    def redo(self, then: Sequence[int] | None = None) -> QueueChange:
        """Restore the decision taken back last; from a photo that it is about, go on as ``decide`` does."""

    def go_to(self, photo_id: int) -> Queue:
        """Remember another photo as the current one."""

    def look(self, view: QueueView, photo_id: int | None = None) -> Queue:
        """Remember how the person looks at the queue, and another photo as the current one if there is one."""

    def join(self, photo_ids: Sequence[int]) -> Queue:
        """Remember that photos show one item, and no longer as marked; the first of them is the current one."""

    def separate(self, photo_id: int) -> Queue:
        """Take the item of a photo apart again."""

    def set_region(self, photo_id: int, region: Region | None) -> Queue:
        """Remember the part of a photo that the person wants matched; None goes back to the proposal."""

    @property
    def supplier(self) -> str:
        """The catalogue's name, for products whose table names no supplier."""

    def exported(self, template: Template) -> frozenset[int]:
        """Ids of the decisions that were exported with a template before."""

    def mark_exported(self, template: Template, decision_ids: Sequence[int]) -> None:
        """Remember decisions as exported with a template."""

    def close(self) -> None:
        """Let go of the database; nothing else may be called afterwards."""
