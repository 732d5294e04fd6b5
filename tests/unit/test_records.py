"""Decisions: durable, undoable, exported as they were made."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stockmatch.core.decisions import Choice, DecisionKind, Queue, QueueOrder, QueueView, Showing
from stockmatch.core.errors import CatalogueError, RecordsError
from stockmatch.core.evidence import Evidence, EvidenceShare, Region
from stockmatch.core.ranking import Candidate
from stockmatch.self_test import make_first_version
from stockmatch.store.database import HEAD
from stockmatch.store.library import CatalogueEntry, Library
from stockmatch.store.records import SqliteRecords

SHARES = (EvidenceShare(Evidence.LOOK, 0.6), EvidenceShare(Evidence.KEYPOINTS, 0.4, 31))
FIRST = Candidate(1, "k1", "00471", "Shirt", "00471.jpg", 0.91, 0.05, 1, SHARES, ("00472",))
SECOND = Candidate(2, "k2", "=1+1", "Trousers", "=1+1.jpg", 0.86, None, 2)
CONFIRM = Choice(DecisionKind.CONFIRMED, FIRST, (FIRST, SECOND), "ab" * 32, "classic-0", 3, p_value=0.25)
SECOND_ONE = Choice(DecisionKind.CONFIRMED, SECOND, (FIRST, SECOND), "cd" * 32, "classic-0", 3)
ABSENT = Choice(DecisionKind.NOT_IN_CATALOGUE, None, (FIRST, SECOND), "ef" * 32, "classic-0", 3)


@pytest.fixture
def entry(tmp_path: Path) -> CatalogueEntry:
    source = tmp_path / "source"
    source.mkdir()
    return Library(tmp_path / "data").find_or_create(source)


@pytest.fixture
def records(entry: CatalogueEntry) -> Iterator[SqliteRecords]:
    opened = SqliteRecords(entry)
    yield opened
    opened.close()


def states(queue: Queue) -> list[str]:
    return [photo.decision.choice.kind.value if photo.decision else "" for photo in queue.photos]


def reopened(entry: CatalogueEntry) -> Queue:
    other = SqliteRecords(entry)
    try:
        return other.load()
    finally:
        other.close()


def test_photos_queue_up_and_the_first_is_current(records: SqliteRecords) -> None:
    queue = records.add_photos(["/p/1.jpg", "/p/2.jpg"])
    assert queue.current is not None
    assert queue.current.path == "/p/1.jpg"
    assert records.add_photos(["/p/3.jpg"]).current_id == queue.current_id
    assert records.add_photos([]).photos == records.load().photos


def test_a_decision_is_on_disk_with_all_it_came_from(records: SqliteRecords, entry: CatalogueEntry) -> None:
    queue = records.add_photos(["/p/1.jpg", "/p/2.jpg"])
    change = records.decide({queue.photos[0].id: CONFIRM})
    assert change.queue.current_id == queue.photos[1].id
    with closing(sqlite3.connect(entry.folder / "catalogue.sqlite3")) as raw:
        row = raw.execute(
            "SELECT kind, product_key, sku, catalogue_image, rank, score, margin, model_id, catalogue_version, "
            "photo_sha256, decided_by <> '', decided_at LIKE '20%' FROM decision"
        ).fetchone()
        assert raw.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert row == ("confirmed", "k1", "00471", "00471.jpg", 1, 0.91, 0.05, "classic-0", 3, "ab" * 32, 1, 1)
    assert reopened(entry) == change.queue


def test_undo_restores_photo_candidates_and_place_also_after_a_restart(
    records: SqliteRecords, entry: CatalogueEntry
) -> None:
    queue = records.add_photos(["/p/1.jpg", "/p/2.jpg"])
    records.decide({queue.photos[0].id: CONFIRM})
    again = SqliteRecords(entry)
    change = again.undo()
    again.close()
    assert change.decision is not None
    assert change.decision.choice == CONFIRM
    assert change.queue.current_id == queue.photos[0].id
    assert states(change.queue) == ["", ""]
    assert change.queue.can_redo
    assert not change.queue.can_undo


def test_undo_of_a_changed_mind_brings_the_former_decision_back(records: SqliteRecords) -> None:
    (photo,) = records.add_photos(["/p/1.jpg"]).photos
    records.decide({photo.id: CONFIRM})
    records.decide({photo.id: ABSENT})
    assert states(records.undo().queue) == ["confirmed"]
    assert states(records.undo().queue) == [""]
    assert records.undo().decision is None
    assert states(records.redo().queue) == ["confirmed"]
    assert states(records.redo().queue) == ["not in catalogue"]
    assert records.redo().decision is None


def test_a_new_decision_ends_redo(records: SqliteRecords) -> None:
    first, second = records.add_photos(["/p/1.jpg", "/p/2.jpg"]).photos
    records.decide({first.id: CONFIRM})
    records.undo()
    change = records.decide({second.id: ABSENT})
    assert not change.queue.can_redo
    assert states(change.queue) == ["", "not in catalogue"]
    assert change.queue.current_id == first.id


@settings(max_examples=25)
@given(
    st.lists(st.sampled_from(["confirm", "absent", "undo", "redo"]), max_size=14),
    st.lists(st.integers(0, 2), max_size=14),
)
def test_undo_and_redo_follow_a_simple_model(
    tmp_path_factory: pytest.TempPathFactory, actions: list[str], targets: list[int]
) -> None:
    folder = tmp_path_factory.mktemp("model")
    entry = Library(folder).find_or_create(folder)
    records = SqliteRecords(entry)
    ids = [photo.id for photo in records.add_photos(["/1", "/2", "/3"]).photos]
    state: list[str] = ["", "", ""]
    past: list[tuple[int, str, str]] = []
    future: list[tuple[int, str, str]] = []
    for action, target in zip(actions, targets, strict=False):
        if action in {"confirm", "absent"}:
            choice = CONFIRM if action == "confirm" else ABSENT
            records.decide({ids[target]: choice})
            past.append((target, state[target], choice.kind.value))
            future.clear()
            state[target] = choice.kind.value
        elif action == "undo":
            records.undo()
            if past:
                step = past.pop()
                future.append(step)
                state[step[0]] = step[1]
        else:
            records.redo()
            if future:
                step = future.pop()
                past.append(step)
                state[step[0]] = step[2]
        assert states(records.load()) == state
    assert states(reopened(entry)) == state
    records.close()


def test_the_place_survives(records: SqliteRecords, entry: CatalogueEntry) -> None:
    queue = records.add_photos(["/p/1.jpg", "/p/2.jpg", "/p/3.jpg"])
    records.go_to(queue.photos[2].id)
    assert reopened(entry).current_id == queue.photos[2].id


def test_a_region_survives_a_restart_and_changes_no_decision(records: SqliteRecords, entry: CatalogueEntry) -> None:
    first, second = records.add_photos(["/p/1.jpg", "/p/2.jpg"]).photos
    records.decide({first.id: CONFIRM})
    region = Region(0.1, 1 / 3, 0.7, 0.9)
    queue = records.set_region(first.id, region)
    assert [photo.region for photo in queue.photos] == [region, None]
    assert states(queue) == ["confirmed", ""]
    assert queue.current_id == second.id
    assert reopened(entry) == queue
    assert records.set_region(first.id, None).photos[0].region is None
    assert reopened(entry).photos[0].region is None


def test_a_database_of_the_first_version_is_backed_up_and_gains_regions(entry: CatalogueEntry) -> None:
    records = SqliteRecords(entry)
    (photo,) = records.add_photos(["/p/1.jpg"]).photos
    records.decide({photo.id: replace(CONFIRM, candidate=replace(FIRST, shares=(), twins=()))})
    records.close()
    path = entry.folder / "catalogue.sqlite3"
    make_first_version(path)
    with closing(sqlite3.connect(path)) as raw, raw:
        (offered,) = raw.execute("SELECT offered FROM decision").fetchone()
        old = [{k: v for k, v in one.items() if k not in {"shares", "twins"}} for one in json.loads(offered)]
        raw.execute("UPDATE decision SET offered = ?", (json.dumps(old),))
    again = SqliteRecords(entry)
    kept = again.load().photos[0]
    assert kept.region is None
    assert kept.decision is not None
    assert kept.decision.choice.offered == (replace(FIRST, shares=(), twins=()), SECOND)
    assert again.set_region(kept.id, Region(0, 0, 1, 0.5)).photos[0].region == Region(0, 0, 1, 0.5)
    again.close()
    assert path.with_name(f"{path.name}.before-{HEAD}-was-0001").exists()


def test_a_pasted_picture_is_kept_in_the_catalogues_folder(records: SqliteRecords, entry: CatalogueEntry) -> None:
    queue = records.add_picture(b"\x89PNG...", ".png")
    kept = Path(queue.photos[0].path)
    assert kept.read_bytes() == b"\x89PNG..."
    assert kept.is_relative_to(entry.folder)


def _full_disk(_handle: int) -> None:
    raise OSError(28, "No space left on device")


def test_a_full_disk_while_deciding_loses_nothing(records: SqliteRecords, entry: CatalogueEntry) -> None:
    first, second = records.add_photos(["/p/1.jpg", "/p/2.jpg"]).photos
    records.decide({first.id: CONFIRM})
    with records._engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    huge = Choice(DecisionKind.SKIPPED, note="x" * 100_000)
    with pytest.raises(RecordsError, match="the disk is full"):
        records.decide({second.id: huge})
    assert states(records.load()) == ["confirmed", ""]
    assert states(reopened(entry)) == ["confirmed", ""]


def test_a_damaged_database_is_refused_untouched(entry: CatalogueEntry) -> None:
    SqliteRecords(entry).close()
    path = entry.folder / "catalogue.sqlite3"
    damaged = b"SQLite format 3\0" + b"\xff" * 5000
    path.write_bytes(damaged)
    with pytest.raises(CatalogueError, match="damaged"):
        SqliteRecords(entry)
    assert path.read_bytes() == damaged


def test_a_newer_database_is_refused_untouched(entry: CatalogueEntry) -> None:
    SqliteRecords(entry).close()
    with closing(sqlite3.connect(entry.folder / "catalogue.sqlite3")) as raw, raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
    newer = (entry.folder / "catalogue.sqlite3").read_bytes()
    with pytest.raises(CatalogueError, match="newer Stockmatch"):
        SqliteRecords(entry)
    assert (entry.folder / "catalogue.sqlite3").read_bytes() == newer
    assert not list(entry.folder.glob("*.before-*"))


def test_someone_elses_database_is_refused(entry: CatalogueEntry) -> None:
    with closing(sqlite3.connect(entry.folder / "catalogue.sqlite3")) as raw, raw:
        raw.execute("CREATE TABLE theirs (x)")
    with pytest.raises(CatalogueError, match="not a Stockmatch database"):
        SqliteRecords(entry)


def test_migrations_give_the_tables_of_the_schema(records: SqliteRecords) -> None:
    from alembic.autogenerate import compare_metadata  # noqa: PLC0415
    from alembic.runtime.migration import MigrationContext  # noqa: PLC0415

    from stockmatch.store.schema import metadata  # noqa: PLC0415

    with records._engine.connect() as connection:
        context = MigrationContext.configure(connection)
        assert context.get_current_revision() == HEAD
        assert compare_metadata(context, metadata) == []


def test_filter_and_order_are_kept_with_the_place(records: SqliteRecords, entry: CatalogueEntry) -> None:
    queue = records.add_photos(["/p/1.jpg", "/p/2.jpg", "/p/3.jpg"])
    view = QueueView(Showing.SKIPPED, QueueOrder.DOUBT)
    assert records.look(view).current_id == queue.photos[0].id
    assert records.look(view, queue.photos[2].id) == reopened(entry)
    assert reopened(entry).view == view
    assert reopened(entry).current_id == queue.photos[2].id
    with closing(sqlite3.connect(entry.folder / "catalogue.sqlite3")) as raw, raw:
        raw.execute("UPDATE fact SET value = ? WHERE key = 'queue_view'", ('{"showing": "of a newer Stockmatch"}',))
    assert reopened(entry).view == QueueView()


def test_deciding_and_redoing_go_where_they_are_told(records: SqliteRecords) -> None:
    first, second, third = (photo.id for photo in records.add_photos(["/p/1.jpg", "/p/2.jpg", "/p/3.jpg"]).photos)
    assert records.decide({first: CONFIRM}, [third, second]).queue.current_id == third
    assert records.decide({third: CONFIRM}, []).queue.current_id == third
    records.undo()
    records.undo()
    assert records.redo([first, second]).queue.current_id == second  # not the one restored


def test_redoing_leaves_the_person_at_another_photo(records: SqliteRecords) -> None:
    first, second, third, _ = (photo.id for photo in records.add_photos(["/a", "/b", "/c", "/d"]).photos)
    records.decide({first: CONFIRM})
    assert records.undo().queue.current_id == first
    records.go_to(third)
    assert records.redo([second]).queue.current_id == third


def test_photos_that_come_by_themselves_leave_the_person_where_they_are(records: SqliteRecords) -> None:
    (first,) = records.add_photos(["/p/1.jpg"]).photos
    records.decide({first.id: CONFIRM})
    assert records.add_photos(["/p/2.jpg"], stay=True).current_id == first.id
    assert records.add_photos(["/p/3.jpg"]).current_id == first.id + 2


def test_photos_of_one_item_are_decided_and_taken_back_together(records: SqliteRecords, entry: CatalogueEntry) -> None:
    first, second, third, fourth = (photo.id for photo in records.add_photos([f"/p/{n}.jpg" for n in range(4)]).photos)
    records.decide({second: ABSENT})
    records.look(QueueView(marked=(third, second)))
    queue = records.join([second, third])
    assert queue == reopened(entry)
    assert queue.view.marked == ()
    assert queue.current_id == second
    assert [photo.id for photo in queue.together(queue.photos[2])] == [third, second]
    assert queue.together(queue.photos[0]) == (queue.photos[0],)

    change = records.decide({second: CONFIRM, third: SECOND_ONE}, [third, fourth])
    assert (change.photos, change.queue.current_id) == (2, fourth)
    assert states(change.queue) == ["", "confirmed", "confirmed", ""]
    back = records.undo()
    assert (back.photos, back.queue.current_id) == (2, second)
    assert states(reopened(entry)) == ["", "not in catalogue", "", ""]  # what was superseded is in force again
    again = records.redo([second, first])
    assert (again.photos, again.queue.current_id) == (2, first)
    assert states(reopened(entry)) == ["", "confirmed", "confirmed", ""]

    records.decide({second: ABSENT})  # one of them alone, afterwards
    assert states(records.undo().queue) == ["", "confirmed", "confirmed", ""]
    assert states(records.undo().queue) == ["", "not in catalogue", "", ""]
    assert [photo.item for photo in records.separate(third).photos] == [None] * 4


@given(st.lists(st.one_of(st.sets(st.integers(0, 3), min_size=1), st.sampled_from(["undo", "redo"])), max_size=14))
@settings(max_examples=25)
def test_undo_and_redo_of_decisions_made_together(steps: list[set[int] | str]) -> None:
    """Against a plain list of states: what is taken back and restored is always whole."""
    import tempfile  # noqa: PLC0415 - one folder an example

    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "source"
        source.mkdir()
        records = SqliteRecords(Library(Path(folder) / "data").find_or_create(source))
        ids = [photo.id for photo in records.add_photos([f"/p/{n}.jpg" for n in range(4)]).photos]
        history, place = [["", "", "", ""]], 0
        for number, step in enumerate(steps):
            if step == "undo":
                place = max(0, place - 1)
                queue = records.undo().queue
            elif step == "redo":
                place = min(len(history) - 1, place + 1)
                queue = records.redo().queue
            else:
                kind = list(DecisionKind)[number % len(DecisionKind)]
                choice = Choice(kind, FIRST if kind in {DecisionKind.CONFIRMED, DecisionKind.VARIANT} else None)
                assert not isinstance(step, str)
                queue = records.decide({ids[index]: choice for index in step}).queue
                after = [kind.value if index in step else former for index, former in enumerate(history[place])]
                history, place = [*history[: place + 1], after], place + 1
            assert states(queue) == history[place]
            assert (queue.can_undo, queue.can_redo) == (place > 0, place < len(history) - 1)
        records.close()


def test_a_product_that_shares_its_place_is_kept_with_the_others_of_that_picture(
    records: SqliteRecords, tmp_path: Path
) -> None:
    sizes = tuple(replace(SECOND, product_key=f"k{size}", sku=f"S-{size}", rank=1) for size in "SML")
    place = replace(sizes[0], alike=sizes)
    photo = records.add_photos([str(tmp_path / "p.jpg")]).photos[0]
    choice = Choice(DecisionKind.CONFIRMED, sizes[1], (place, SECOND), "ab" * 32, "classic-0", 3)
    records.decide({photo.id: choice}, [])
    (kept,) = records.load().photos
    assert kept.decision is not None
    assert kept.decision.choice == choice


def paths_of(queue: Queue) -> list[str]:
    return [Path(photo.path).name for photo in queue.photos]


def test_photos_taken_out_are_gone_after_a_restart_and_can_be_put_back_where_they_were(
    records: SqliteRecords, entry: CatalogueEntry
) -> None:
    one, two, three, four = (photo.id for photo in records.add_photos(["/a", "/b", "/c", "/d"]).photos)
    records.go_to(two)
    records.look(QueueView(marked=(two, four)))
    queue = records.take_out([two])
    assert paths_of(queue) == ["a", "c", "d"]
    assert (queue.current_id, queue.view.marked) == (three, ())
    records.close()
    again = SqliteRecords(entry)
    assert again.load() == queue
    back = again.put_back([two])
    assert paths_of(back) == ["a", "b", "c", "d"]
    assert back.current_id == two
    assert paths_of(again.take_out([four, one])) == ["b", "c"]
    again.close()


def test_what_is_decided_is_not_taken_out(records: SqliteRecords) -> None:
    one, two = (photo.id for photo in records.add_photos(["/a", "/b"]).photos)
    records.decide({one: CONFIRM}, [])
    assert paths_of(records.take_out([one, two])) == ["a"]
    assert records.load().current_id == one
    assert records.undo().queue.photos[0].decision is None


def test_where_the_last_photo_goes_the_one_before_it_is_current(records: SqliteRecords) -> None:
    one, two, three = (photo.id for photo in records.add_photos(["/a", "/b", "/c"]).photos)
    records.decide({one: CONFIRM}, [])
    records.go_to(three)
    assert records.take_out([three]).current_id == two
    assert records.take_out([two]).current_id == one


def test_taking_out_goes_where_it_is_told(records: SqliteRecords) -> None:
    one, two, three, four = (photo.id for photo in records.add_photos(["/a", "/b", "/c", "/d"]).photos)
    assert records.take_out([one, two], [two, four, three]).current_id == four
    assert records.take_out([three], [three]).current_id == four  # which stays


def test_all_photos_can_be_taken_out(records: SqliteRecords) -> None:
    every = [photo.id for photo in records.add_photos(["/a", "/b"]).photos]
    queue = records.take_out(every)
    assert (queue.photos, queue.current) == ((), None)
    assert paths_of(records.add_photos(["/c"])) == ["c"]
    assert records.load().current is not None


def test_a_photo_taken_out_comes_back_if_the_person_adds_it_and_not_by_itself(records: SqliteRecords) -> None:
    one, two = (photo.id for photo in records.add_photos(["/a", "/b"]).photos)
    records.take_out([one])
    assert paths_of(records.add_photos(["/a", "/c"], asked=False)) == ["b", "c"]
    queue = records.add_photos(["/a", "/d"])
    assert paths_of(queue) == ["a", "b", "c", "d"]
    assert [photo.id for photo in queue.photos][:2] == [one, two]


def test_a_decision_taken_back_is_not_restored_for_a_photo_that_was_taken_out(records: SqliteRecords) -> None:
    one, two = (photo.id for photo in records.add_photos(["/a", "/b"]).photos)
    records.decide({one: CONFIRM}, [two])
    records.undo()
    assert records.load().can_redo
    queue = records.take_out([one])
    assert not queue.can_redo
    assert records.redo().decision is None


def test_photos_of_one_item_are_of_none_once_one_of_them_was_out(records: SqliteRecords) -> None:
    one, two, three = (photo.id for photo in records.add_photos(["/a", "/b", "/c"]).photos)
    records.join([one, two, three])
    records.take_out([one])
    queue = records.put_back([one])
    assert [len(queue.together(photo)) for photo in queue.photos] == [1, 2, 2]
