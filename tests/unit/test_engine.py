"""The engine on a small real catalogue with the real Classic backbone."""

import contextlib
import os
import shutil
import sys
import threading
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from stockmatch.core.catalogue import Preview
from stockmatch.core.embedder import Pixels, Prepared
from stockmatch.core.errors import Cancelled, CatalogueError, NotFinite, RecordsError, UnreadableImage
from stockmatch.core.model import ModelId, Similarity
from stockmatch.core.progress import Progress, Report, Stage, ignore
from stockmatch.core.ranking import MatchRequest
from stockmatch.core.settings import Settings
from stockmatch.imaging.decode import decode_bytes
from stockmatch.models.classic import ClassicEmbedder
from stockmatch.services.engine import Engine
from stockmatch.services.scan import fingerprint
from stockmatch.store.catalogue_store import CatalogueStore, FileRecord
from tests.conftest import garment
from tests.decided import use_version


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    return Engine(tmp_path / "data")


def photo_of(colour: tuple[int, int, int], kind: int, folder: Path) -> str:
    path = folder / f"photo{kind}.jpg"
    Image.fromarray(np.roll(garment(colour, kind, background=225), 5, axis=1)).save(path, quality=85)
    return str(path)


def test_a_photo_finds_its_product(engine: Engine, catalogue: Path, tmp_path: Path) -> None:
    snapshot = engine.open_catalogue(str(catalogue), Settings(), ignore)
    assert [product.sku for product in snapshot.products] == ["A-100", "B-200", "C-300", "D-400", "E-500", "F-600"]
    assert [problem.file for problem in snapshot.problems] == ["broken.jpg"]
    assert snapshot.image_count == snapshot.new_images == 7
    found = engine.match(MatchRequest(photo_of((30, 60, 200), 2, tmp_path), 3), ignore)
    assert found.error is None
    assert [candidate.rank for candidate in found.candidates] == [1, 2, 3]
    assert found.candidates[0].sku == "C-300"
    assert found.model_id == snapshot.model_id


@pytest.mark.parametrize("similarity", Similarity)
def test_every_similarity_finds_it(engine: Engine, catalogue: Path, tmp_path: Path, similarity: Similarity) -> None:
    engine.open_catalogue(str(catalogue), Settings(similarity=similarity), ignore)
    found = engine.match(MatchRequest(photo_of((200, 30, 30), 0, tmp_path), 50), ignore)
    assert found.candidates[0].sku == "A-100"
    assert len(found.candidates) == 6
    assert len({candidate.product_key for candidate in found.candidates}) == 6


def test_only_what_is_new_or_changed_is_embedded(engine: Engine, catalogue: Path) -> None:
    first = engine.open_catalogue(str(catalogue), Settings(), ignore)
    assert engine.open_catalogue(str(catalogue), Settings(), ignore).new_images == 0
    (catalogue / "A-100.png").unlink()
    shutil.copy(catalogue / "B-200.png", catalogue / "G-700.png")
    Image.fromarray(garment((1, 2, 3), 9)).save(catalogue / "C-300.png")
    second = engine.open_catalogue(str(catalogue), Settings(), ignore)
    assert second.new_images == 1
    assert [product.sku for product in second.products] == ["B-200", "C-300", "D-400", "E-500", "F-600", "G-700"]
    assert second.version == first.version + 1


def test_a_content_that_is_described_is_not_decoded_again(
    engine: Engine, catalogue: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    decoded: list[bytes] = []

    def decode(data: bytes, side: int) -> Pixels:
        decoded.append(data)
        return decode_bytes(data, side)

    monkeypatch.setattr("stockmatch.services.indexing.decode_bytes", decode)
    problems = engine.open_catalogue(str(catalogue), Settings(), ignore).problems
    decoded.clear()
    for file in catalogue.iterdir():
        os.utime(file, (1, 1))
    shutil.copy(catalogue / "B-200.png", catalogue / "G-700.png")
    again = engine.open_catalogue(str(catalogue), Settings(), ignore)
    assert (again.image_count, again.new_images, again.problems) == (8, 0, problems)
    assert decoded == [(catalogue / problems[0].file).read_bytes()]  # what could not be read is tried again


def test_cancelling_keeps_what_is_done(engine: Engine, catalogue: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("stockmatch.services.indexing.BATCH", 2)

    def stop_after_two(progress: Progress) -> None:
        if progress.stage is Stage.EMBEDDING and progress.done >= 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        engine.open_catalogue(str(catalogue), Settings(), stop_after_two)
    with pytest.raises(CatalogueError, match="No catalogue is open"):
        engine.match(MatchRequest("x", 5), ignore)
    assert 1 <= engine.open_catalogue(str(catalogue), Settings(), ignore).new_images <= 5


def test_the_former_snapshot_serves_until_the_new_one_is_whole(engine: Engine, catalogue: Path, tmp_path: Path) -> None:
    former = engine.open_catalogue(str(catalogue), Settings(), ignore)
    Image.fromarray(garment((9, 99, 199), 8)).save(catalogue / "H-800.png")
    photo = photo_of((30, 60, 200), 2, tmp_path)
    seen = []

    def match_meanwhile(progress: Progress) -> None:
        if progress.stage is Stage.EMBEDDING:
            thread = threading.Thread(target=lambda: seen.append(engine.match(MatchRequest(photo, 5), ignore)))
            thread.start()
            thread.join()

    engine.open_catalogue(str(catalogue), Settings(), match_meanwhile)
    assert seen
    assert {found.catalogue_version for found in seen} == {former.version}


def test_decisions_about_folders_that_cannot_be_used(engine: Engine, tmp_path: Path) -> None:
    empty = tmp_path / "空 👗"
    empty.mkdir()
    with pytest.raises(CatalogueError, match="no images"):
        engine.open_catalogue(str(empty), Settings(), ignore)
    (empty / "notes.txt").write_text("x")
    with pytest.raises(CatalogueError, match="no images"):
        engine.open_catalogue(str(empty), Settings(), ignore)
    (empty / "a.jpg").write_bytes(b"x")
    with pytest.raises(CatalogueError, match=r"None of the images \(1\) could.*a\.jpg"):
        engine.open_catalogue(str(empty), Settings(), ignore)
    with pytest.raises(CatalogueError, match="is a file"):
        engine.open_catalogue(str(empty / "a.jpg"), Settings(), ignore)
    with pytest.raises(CatalogueError, match="not there"):
        engine.open_catalogue(str(tmp_path / "gone"), Settings(), ignore)


def test_a_catalogue_of_one_product(engine: Engine, tmp_path: Path) -> None:
    folder = tmp_path / "one"
    folder.mkdir()
    Image.fromarray(garment((200, 30, 30), 0)).save(folder / "A.png")
    engine.open_catalogue(str(folder), Settings(), ignore)
    (only,) = engine.match(MatchRequest(str(folder / "A.png"), 5), ignore).candidates
    assert (only.sku, only.margin) == ("A", None)
    assert np.isfinite(only.score)


def test_a_photo_that_cannot_be_read_is_an_answer(engine: Engine, catalogue: Path, tmp_path: Path) -> None:
    engine.open_catalogue(str(catalogue), Settings(), ignore)
    for photo in (catalogue / "broken.jpg", tmp_path / "gone.jpg", tmp_path):
        found = engine.match(MatchRequest(str(photo), 5), ignore)
        assert found.error
        assert found.candidates == ()


def test_a_file_that_vanishes_while_open_is_no_failure(engine: Engine, catalogue: Path, tmp_path: Path) -> None:
    engine.open_catalogue(str(catalogue), Settings(), ignore)
    shutil.rmtree(catalogue)
    assert engine.match(MatchRequest(photo_of((200, 30, 30), 0, tmp_path), 5), ignore).candidates[0].sku == "A-100"
    with pytest.raises(CatalogueError, match="not there"):
        engine.open_catalogue(str(catalogue), Settings(), ignore)
    assert engine.serving.snapshot.products


@pytest.mark.parametrize("kind", ["folder", "zip", "table"])
def test_what_changes_while_a_catalogue_is_indexed_is_not_taken_for_what_was_listed(
    engine: Engine, catalogue: Path, tmp_path: Path, kind: str
) -> None:
    source = catalogue
    if kind == "zip":
        source = Path(shutil.make_archive(str(tmp_path / "supplier"), "zip", catalogue))
    if kind == "table":
        source = catalogue / "list.csv"
        source.write_text("SKU,Image\nA-100,A-100.jpg\nB-200,B-200.jpg\n")

    def opened(report: Report) -> str:
        snapshot = engine.open_catalogue(str(source), Settings(), report)
        assert snapshot.listed
        return snapshot.listed

    def now() -> str:
        snapshot = engine.serving.snapshot
        return fingerprint(Path(snapshot.source), Path(snapshot.folder), ignore).digest

    assert opened(ignore) == now()

    def change(progress: Progress) -> None:
        if progress.stage is Stage.EMBEDDING:
            if kind == "zip":
                shutil.copy(source.with_name("later.zip"), source)
            else:
                Image.fromarray(garment((9, 99, 9), 1)).save(catalogue / "G-700.jpg")

    Image.fromarray(garment((99, 9, 9), 1)).save(catalogue / "A-100.jpg")
    if kind == "zip":
        shutil.make_archive(str(tmp_path / "later"), "zip", catalogue)
        shutil.copy(tmp_path / "later.zip", source)
    listed = opened(change)
    assert listed != now()
    assert opened(ignore) == now()


def test_the_preview_changes_nothing(engine: Engine, catalogue: Path, tmp_path: Path) -> None:
    preview = engine.preview(str(catalogue), ignore)
    assert isinstance(preview, Preview)
    assert [product.sku for product in preview.grouping.grouped] == ["E-500"]
    assert len(preview.ungrouped.products) == len(preview.grouping.products) + 1
    assert not (tmp_path / "data").exists()
    assert engine.open_catalogue(str(catalogue), Settings(group_images=False), ignore).image_count == 7


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no such files")
def test_a_pipe_among_the_pictures_is_listed_and_never_waited_for(engine: Engine, catalogue: Path) -> None:
    os.mkfifo(catalogue / "pipe.jpg")
    snapshot = engine.open_catalogue(str(catalogue), Settings(), ignore)
    assert [problem.file for problem in snapshot.problems] == ["broken.jpg", "pipe.jpg"]
    assert engine.match(MatchRequest(str(catalogue / "pipe.jpg"), 5), ignore).error


def test_files_that_another_process_saw_do_not_disturb(
    engine: Engine, catalogue: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save = CatalogueStore.save_files

    def and_another(store: CatalogueStore, records: Iterable[FileRecord]) -> None:
        save(store, [*records, FileRecord("new.png", "f" * 64, 1, 1)])

    monkeypatch.setattr(CatalogueStore, "save_files", and_another)
    assert len(engine.open_catalogue(str(catalogue), Settings(), ignore).products) == 6


def test_what_could_not_be_read_is_tried_again(
    engine: Engine, catalogue: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_memory(*_: object) -> None:
        raise UnreadableImage("There is not enough memory.")

    with monkeypatch.context() as short:
        short.setattr("stockmatch.services.indexing.decode_bytes", no_memory)
        with pytest.raises(CatalogueError, match="not enough memory"):
            engine.open_catalogue(str(catalogue), Settings(), ignore)
    assert engine.open_catalogue(str(catalogue), Settings(), ignore).new_images == 7


def test_a_model_that_serves_already_is_told_by_its_new_files(
    engine: Engine, catalogue: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same weights in another file are the same model, and are not loaded again; yet the file is the new one."""
    monkeypatch.setattr("stockmatch.services.engine.identify", lambda _ref: ModelId("classic-0"))
    monkeypatch.setattr("stockmatch.models.loading.identify", lambda _ref: ModelId("classic-0"))
    engine.open_catalogue(str(catalogue), Settings(), ignore)
    former = engine.serving.model
    settings = Settings(weights_files={"classic": str(tmp_path / "moved.pth")})
    engine.open_catalogue(str(catalogue), settings, ignore)
    assert engine.serving.model.embedder is former.embedder
    assert engine.serving.model.ref == settings.model


def open_databases() -> set[str]:
    """Names of the folders of the databases that this process has open."""
    links = []
    for link in Path("/proc/self/fd").iterdir():
        with contextlib.suppress(OSError):
            links.append(link.readlink())
    return {path.parent.name for path in links if path.name == "catalogue.sqlite3"}


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="only Linux tells what is open")
def test_only_the_catalogue_in_service_is_open(engine: Engine, catalogue: Path, tmp_path: Path) -> None:
    other = Path(shutil.copytree(catalogue, tmp_path / "other"))
    empty = tmp_path / "empty"
    empty.mkdir()
    before = open_databases()

    def opened() -> set[str]:
        return open_databases() - before

    with pytest.raises(CatalogueError):
        engine.open_catalogue(str(empty), Settings(), ignore)
    assert opened() == set()
    for source in (catalogue, other, other, catalogue):
        snapshot = engine.open_catalogue(str(source), Settings(), ignore)
        assert opened() == {snapshot.catalogue_id}
    with pytest.raises(CatalogueError):
        engine.open_catalogue(str(empty), Settings(), ignore)
    assert opened() == {snapshot.catalogue_id}
    assert [version.in_service for version in engine.versions(ignore)] == [True]


def replaced_while_read(monkeypatch: pytest.MonkeyPatch, file: Path, by: Path) -> None:
    """Another picture takes the file's place once it has been opened."""
    opened, really_open = [0], Path.open

    def opening(path: Path, *arguments: Any, **options: Any) -> Any:
        if path == file:
            opened[0] += 1
            if opened[0] == 2:
                shutil.copy(by, file)
        return really_open(path, *arguments, **options)

    monkeypatch.setattr(Path, "open", opening)


def test_features_are_of_the_content_they_are_filed_under(
    engine: Engine, catalogue: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    photos = [Path(photo_of(*one, tmp_path)) for one in (((200, 30, 30), 0), ((30, 160, 40), 1))]
    for file, by in ((catalogue / "A-100.png", catalogue / "B-200.png"), photos):
        before = file.read_bytes()
        with monkeypatch.context() as patch:
            replaced_while_read(patch, file, by)
            if engine._serving is None:
                engine.open_catalogue(str(catalogue), Settings(), ignore)
            else:
                engine.match(MatchRequest(str(file), 3), ignore)
        file.write_bytes(before)
        engine.open_catalogue(str(catalogue), Settings(), ignore)
    assert engine.match(MatchRequest(str(photos[1]), 3), ignore).candidates[0].sku == "B-200"
    found = engine.match(MatchRequest(str(photos[0]), 3), ignore)
    assert found.candidates[0].sku == "A-100"


class Failing(ClassicEmbedder):
    """Classic that returns what is not finite for pictures with a red corner: as weights with a NaN in them do."""

    def prepare(self, pixels: Pixels) -> Prepared:
        found = np.array(super().prepare(pixels), np.float32)
        if (pixels == (255, 0, 0)).all(axis=2).mean() > 0.01:
            found[3], found[5] = np.nan, np.inf
        return found


def marked(source: Path, to: Path) -> str:
    picture = np.asarray(Image.open(source).convert("RGB")).copy()
    picture[:30, :30] = (255, 0, 0)
    Image.fromarray(picture).save(to)
    return str(to)


@pytest.mark.parametrize("similarity", Similarity)
def test_what_the_backbone_fails_on_is_listed_and_the_rest_serves(
    engine: Engine, catalogue: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, similarity: Similarity
) -> None:
    monkeypatch.setattr("stockmatch.models.loading.ClassicEmbedder", Failing)
    marked(catalogue / "B-200.png", catalogue / "G-700.png")
    asked = marked(catalogue / "A-100.png", tmp_path / "asked.png")
    snapshot = engine.open_catalogue(str(catalogue), Settings(similarity=similarity), ignore)
    assert [product.sku for product in snapshot.products] == ["A-100", "B-200", "C-300", "D-400", "E-500", "F-600"]
    assert [problem.file for problem in snapshot.problems] == ["G-700.png", "broken.jpg"]
    assert "not finite" in snapshot.problems[0].reason
    found = engine.match(MatchRequest(asked, 5), ignore)
    assert "Choose another weights file" in (found.error or "")
    assert found.candidates == ()
    with pytest.raises(NotFinite):
        engine.explain(MatchRequest(asked), snapshot.products[0].key, ignore)
    whole = engine.match(MatchRequest(str(catalogue / "A-100.png"), 50), ignore)
    assert np.isfinite([candidate.score for candidate in whole.candidates]).all()
    assert whole.candidates[0].sku == "A-100"


def test_a_catalogue_on_which_the_backbone_fails_altogether_is_refused(
    engine: Engine, catalogue: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Broken(ClassicEmbedder):
        def prepare(self, pixels: Pixels) -> Prepared:
            return super().prepare(pixels).astype(np.float32) * np.float32(np.nan)

    with monkeypatch.context() as patch:
        patch.setattr("stockmatch.models.loading.ClassicEmbedder", Broken)
        with pytest.raises(CatalogueError, match="Choose another weights file"):
            engine.open_catalogue(str(catalogue), Settings(), ignore)
    assert engine.open_catalogue(str(catalogue), Settings(), ignore).new_images == 7


def test_a_version_that_cannot_be_put_in_service_does_not_serve(
    engine: Engine, catalogue: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine.open_catalogue(str(catalogue), Settings(), ignore)
    former = engine.serving

    def full(*_: object) -> None:
        raise RecordsError("the disk is full")

    monkeypatch.setattr(CatalogueStore, "put_in_service", full)
    with pytest.raises(RecordsError):
        use_version(engine, 0)
    assert engine.serving is former


def test_a_photo_of_the_only_product_is_like_it(engine: Engine, catalogue: Path, tmp_path: Path) -> None:
    folder = tmp_path / "one"
    folder.mkdir()
    shutil.copy(catalogue / "A-100.png", folder)
    engine.open_catalogue(str(folder), Settings(), ignore)
    assert engine.match(MatchRequest(str(folder / "A-100.png"), 5), ignore).candidates[0].score == pytest.approx(1)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere every file name is text")
def test_a_file_name_that_is_no_text_is_told(engine: Engine, catalogue: Path) -> None:
    shutil.copy(catalogue / "A-100.png", catalogue / os.fsdecode(b"Gr\xfcn.png"))
    problems = engine.open_catalogue(str(catalogue), Settings(), ignore).problems
    assert {problem.file: problem.reason for problem in problems}["Gr\ufffdn.png"] == (
        "Its name has characters that cannot be stored. Rename it."
    )
