"""Confirmed photos as further images of their products: what they change, what takes them away, and what lasts."""

import json
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest

from stockmatch.boot import main
from stockmatch.core.decisions import Choice, DecisionKind
from stockmatch.core.errors import Cancelled
from stockmatch.core.evidence import Region
from stockmatch.core.learning import MOST_PHOTOS, Learning
from stockmatch.core.progress import Progress, ignore
from stockmatch.core.ranking import Candidate, MatchRequest, PhotoMatch
from stockmatch.core.settings import Settings
from stockmatch.services import learning
from stockmatch.services.engine import Engine
from stockmatch.services.evaluation import evaluate, read_pairs
from stockmatch.store.library import Library
from stockmatch.store.records import SqliteRecords
from stockmatch.store.settings_file import SettingsFile
from tests.products import photo, product, quick, save, supplier, texture, turned

PRODUCTS, UNLIKE = 14, 100
"""Photos from ``UNLIKE`` on show from near what no catalogue image shows: the supplier sent another picture."""

SETTINGS = Settings()


@pytest.fixture(scope="module", autouse=True)
def small() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        quick(patch)
        yield


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory, small: None) -> Path:
    """A catalogue of made-up products, and the data folder of an engine that has opened it, to be copied."""
    folder = tmp_path_factory.mktemp("house")
    supplier(folder / "images", range(PRODUCTS))
    engine = Engine(folder / "data")
    engine.open_catalogue(str(folder / "images"), SETTINGS, ignore)
    engine.serving.store.close()
    return folder


class Desk:
    """A person at work on the catalogue: an engine, and the records beside it."""

    def __init__(self, images: Path, folder: Path) -> None:
        self.images, self.folder = images, folder
        self.engine = Engine(folder / "data")
        self.open()
        entry = Library(folder / "data").find(images)
        assert entry is not None
        self.records = SqliteRecords(entry)

    def open(self, settings: Settings = SETTINGS) -> None:
        self.engine.open_catalogue(str(self.images), settings, ignore)

    def restart(self) -> None:
        self.engine = Engine(self.folder / "data")
        self.open()

    def take(self, number: int, seed: int) -> Path:
        path = self.folder / f"photo {number} {seed}.png"
        near = turned(texture(number), 2 * seed, 1.0, 120)[0]
        save(near if number >= UNLIKE else photo(number, seed), path)
        return path

    def match(self, path: Path) -> PhotoMatch:
        return self.engine.match(MatchRequest(str(path), 50), ignore)

    def skus(self, path: Path) -> list[str]:
        return [candidate.sku for candidate in self.match(path).candidates]

    def add(self, path: Path, region: Region | None = None) -> int:
        photo_id = self.records.add_photos([str(path)]).photos[-1].id
        if region is not None:
            self.records.set_region(photo_id, region)
        return photo_id

    def decide(self, photo_id: int, path: Path, sku: str, kind: DecisionKind = DecisionKind.CONFIRMED) -> Learning:
        found = self.match(path)
        chosen = next(candidate for candidate in found.candidates if candidate.sku == sku)
        self.records.decide({photo_id: Choice(kind, chosen, found.candidates, found.sha256, found.model_id)})
        return self.learn()

    def confirm(self, path: Path, sku: str) -> Learning:
        return self.decide(self.add(path), path, sku)

    def learn(self, *, enabled: bool = True) -> Learning:
        return self.engine.learn(enabled, ignore)

    def counting(self) -> Sequence[str]:
        """SKU of every confirmed photo that counts."""
        serving = self.engine.serving
        owners = () if serving.learnt is None else serving.learnt.owner
        return sorted(serving.snapshot.products[owner].sku for owner in owners)


@pytest.fixture
def desk(house: Path, tmp_path: Path) -> Iterator[Desk]:
    shutil.copytree(house / "data", tmp_path / "data")
    made = Desk(house / "images", tmp_path)
    yield made
    made.records.close()


def first_of(found: PhotoMatch) -> Candidate:
    return found.candidates[0]


def test_the_next_photo_of_a_confirmed_one_is_found_though_no_catalogue_image_resembles_it(desk: Desk) -> None:
    first, following, other = desk.take(UNLIKE, 0), desk.take(UNLIKE, 1), desk.take(5, 0)
    desk.confirm(desk.take(4, 0), "P04")
    before = desk.match(following)
    wrong = before.candidates[-1].sku
    assert not any(candidate.seen_before for candidate in before.candidates)
    assert desk.confirm(first, wrong) == Learning(changed=True)
    found = desk.match(following)
    best = first_of(found)
    assert (best.sku, best.image, best.seen_before) == (wrong, f"{wrong}.png", True)
    assert best.score > 0.5
    assert best.twins == ()
    assert best.images == 1
    assert sum(candidate.score for candidate in found.candidates) == pytest.approx(1, abs=1e-4)
    assert [candidate.seen_before for candidate in found.candidates].count(True) == 1
    assert first_of(desk.match(other)).sku == "P05"
    assert not first_of(desk.match(other)).seen_before


def test_the_first_photo_that_is_confirmed_already_raises_its_product_though_it_has_no_print(desk: Desk) -> None:
    rng = np.random.default_rng(5)
    cloth = cv2.GaussianBlur(rng.integers(0, 256, (160, 160, 3)).astype(np.float32), (0, 0), 12)
    cloth = 128 + 30 * (cloth - cloth.mean()) / cloth.std()
    photos = [desk.folder / f"cloth {number}.png" for number in range(2)]
    for number, path in enumerate(photos):
        save(np.clip(cloth + 12 * number, 0, 255).astype(np.uint8), path)
    sku = desk.skus(photos[1])[-1]
    for number in range(8):
        desk.match(desk.take(number, 0))
    before = desk.match(photos[1]).candidates
    desk.confirm(photos[0], sku)
    after = desk.match(photos[1]).candidates
    ranks = [next(one.rank for one in found if one.sku == sku) for found in (before, after)]
    assert ranks[0] > 5 >= ranks[1]
    assert [one.sku for one in after if one.seen_before] == [sku]
    assert [first_of(desk.match(desk.take(number, 1))).sku for number in range(3)] == ["P00", "P01", "P02"]


def test_what_lies_in_every_photo_finds_no_product(desk: Desk) -> None:
    """A patterned table, or print that the camera adds: a photo confirmed on it drew all others to its product."""

    def on_table(number: int) -> Path:
        picture = photo(number)
        picture[150:, :] = texture(UNLIKE, 90)
        path = desk.folder / f"on table {number}.png"
        save(picture, path)
        return path

    before = {number: desk.skus(on_table(number)) for number in range(8)}
    desk.confirm(on_table(0), "P13")
    for number in range(1, 8):
        found = first_of(desk.match(on_table(number)))
        assert (found.sku, found.seen_before) == (before[number][0], False)
    desk.confirm(on_table(1), "P12")
    desk.restart()
    for number in range(2, 4):
        assert first_of(desk.match(on_table(number))).sku == before[number][0]


def test_the_explanation_shows_a_catalogue_image_and_says_so(desk: Desk) -> None:
    first, following = desk.take(UNLIKE, 0), desk.take(UNLIKE, 1)
    desk.confirm(first, "P03")
    shown = first_of(desk.match(following))
    why = desk.engine.explain(MatchRequest(str(following), 50), shown.product_key, ignore)
    assert (why.image, why.seen_before, why.shares) == ("P03.png", True, shown.shares)
    least = desk.match(following).candidates[-1]
    assert not desk.engine.explain(MatchRequest(str(following), 50), least.product_key, ignore).seen_before
    desk.restart()
    afresh = desk.engine.explain(MatchRequest(str(following), 50), shown.product_key, ignore)
    assert (afresh.image, afresh.seen_before) == ("P03.png", True)


def test_undo_restores_the_former_order_and_redo_brings_the_photo_back(desk: Desk) -> None:
    first, following = desk.take(UNLIKE, 0), desk.take(UNLIKE, 1)
    desk.match(first)  # counts as seen from now on, which undo does not change
    before = desk.match(following)
    desk.confirm(first, "P03")
    learnt = desk.match(following)
    assert learnt.candidates != before.candidates
    desk.records.undo()
    assert desk.learn() == Learning(changed=True)
    assert desk.match(following) == before
    assert desk.learn() == Learning(changed=False)
    desk.records.redo()
    assert desk.learn() == Learning(changed=True)
    assert desk.match(following) == learnt


def test_a_changed_decision_moves_the_photo(desk: Desk) -> None:
    first, following = desk.take(UNLIKE, 0), desk.take(UNLIKE, 1)
    photo_id = desk.add(first)
    desk.decide(photo_id, first, "P03")
    assert desk.decide(photo_id, first, "P08") == Learning(changed=True)
    assert desk.counting() == ["P08"]
    assert desk.skus(following)[0] == "P08"
    desk.decide(photo_id, first, "P08", DecisionKind.VARIANT)
    assert desk.counting() == []


def test_the_latest_decision_on_the_same_photo_counts_and_a_skipped_copy_says_nothing(desk: Desk) -> None:
    first = desk.take(UNLIKE, 0)
    desk.confirm(first, "P03")
    desk.confirm(first, "P08")
    assert desk.counting() == ["P08"]
    desk.records.decide({desk.add(first): Choice(DecisionKind.SKIPPED, photo_sha256=desk.match(first).sha256)})
    desk.learn()
    assert desk.counting() == ["P08"]


@pytest.mark.parametrize("kind", [DecisionKind.VARIANT, DecisionKind.NOT_IN_CATALOGUE, DecisionKind.SKIPPED])
def test_only_confirmed_photos_count(desk: Desk, kind: DecisionKind) -> None:
    first = desk.take(UNLIKE, 0)
    found = desk.match(first)
    chosen = first_of(found) if kind is DecisionKind.VARIANT else None
    desk.records.decide({desk.add(first): Choice(kind, chosen, found.candidates, found.sha256, found.model_id)})
    assert desk.learn() == Learning(changed=False)
    assert desk.counting() == []


def test_a_photo_is_no_evidence_for_itself(desk: Desk) -> None:
    first = desk.take(UNLIKE, 0)
    before = desk.match(first)
    desk.confirm(first, "P03")
    assert desk.match(first).candidates == before.candidates
    renamed = shutil.copy(first, desk.folder / "renamed.png")
    assert desk.match(Path(renamed)).candidates == before.candidates


def test_the_latest_ten_of_a_product_count(desk: Desk) -> None:
    paths = [desk.take(UNLIKE + number, 0) for number in range(MOST_PHOTOS + 2)]
    for path in paths:
        desk.confirm(path, "P03")
    assert desk.counting() == ["P03"] * MOST_PHOTOS
    learnt = desk.engine.serving.learnt
    assert learnt is not None
    assert set(learnt.sha256) == {desk.match(path).sha256 for path in paths[2:]}
    again = desk.take(UNLIKE, 1)
    assert not any(candidate.seen_before for candidate in desk.match(again).candidates[:1])
    desk.records.undo()
    desk.learn()
    learnt = desk.engine.serving.learnt
    assert learnt is not None
    assert set(learnt.sha256) == {desk.match(path).sha256 for path in paths[1:-1]}


def test_a_restart_keeps_it_without_the_photo_and_nothing_of_the_photo_is_copied(desk: Desk) -> None:
    first, following = desk.take(UNLIKE, 0), desk.take(UNLIKE, 1)
    desk.confirm(first, "P03")
    learnt = desk.match(following)
    kept = first.read_bytes()
    assert not any(kept in file.read_bytes() for file in (desk.folder / "data").rglob("*") if file.is_file())
    first.unlink()
    desk.restart()
    assert desk.counting() == ["P03"]
    assert desk.learn() == Learning(changed=False)
    assert desk.match(following).candidates[0].sku == learnt.candidates[0].sku == "P03"


def test_where_features_are_gone_the_file_is_described_again_and_else_left_out(desk: Desk) -> None:
    there, gone, changed = (desk.take(UNLIKE + number, 0) for number in range(3))
    for path, sku in ((there, "P03"), (gone, "P05"), (changed, "P07")):
        desk.confirm(path, sku)
    assert desk.counting() == ["P03", "P05", "P07"]
    gone.unlink()
    save(product(1), changed)
    shutil.rmtree(next((desk.folder / "data").rglob("features")))
    desk.restart()
    assert desk.counting() == []
    assert desk.learn() == Learning(changed=True)
    assert desk.counting() == ["P03"]


def test_a_region_is_what_counts_of_a_photo(desk: Desk) -> None:
    both = desk.folder / "both.png"
    save(np.concatenate([texture(UNLIKE), texture(UNLIKE + 1)], axis=1), both)
    photo_id = desk.add(both, Region(0.0, 0.0, 0.5, 1.0))
    desk.decide(photo_id, both, "P03")
    of_left, of_right = desk.match(desk.take(UNLIKE, 1)), desk.match(desk.take(UNLIKE + 1, 1))
    assert (first_of(of_left).sku, first_of(of_left).seen_before) == ("P03", True)
    assert not (first_of(of_right).sku == "P03" and first_of(of_right).seen_before)
    desk.records.set_region(photo_id, Region(0.5, 0.0, 1.0, 1.0))
    assert desk.learn() == Learning(changed=True)
    assert first_of(desk.match(desk.take(UNLIKE + 1, 1))).sku == "P03"


def test_the_setting_switches_it_off_and_on(desk: Desk) -> None:
    first, following = desk.take(UNLIKE, 0), desk.take(UNLIKE, 1)
    desk.match(first)
    before = desk.match(following)
    desk.confirm(first, "P03")
    assert desk.learn(enabled=False) == Learning(changed=True)
    assert desk.match(following) == before
    assert desk.learn(enabled=False) == Learning(changed=False)
    desk.open(replace(SETTINGS, learn_photos=False))
    assert desk.counting() == []
    desk.open()
    assert desk.counting() == ["P03"]


def test_the_terminal_counts_them_as_the_settings_say(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    first, following = desk.take(UNLIKE, 0), desk.take(UNLIKE, 1)
    desk.confirm(first, "P03")

    def best() -> tuple[str, bool]:
        arguments = ["match", desk.images, following, "--data-dir", desk.folder / "data", "--json"]
        assert main([str(argument) for argument in arguments]) == 0
        (found,) = json.loads(capsys.readouterr().out)["photos"]
        return found["candidates"][0]["sku"], found["candidates"][0]["seen_before"]

    assert best() == ("P03", True)
    SettingsFile(desk.folder / "data" / "settings.json").save(Settings(learn_photos=False))
    sku, seen_before = best()
    assert sku != "P03"
    assert not seen_before


def test_a_product_that_is_gone_takes_its_photos_along(desk: Desk, tmp_path: Path) -> None:
    desk.confirm(desk.take(UNLIKE, 0), "P03")
    smaller = tmp_path / "smaller"
    shutil.copytree(desk.images, smaller)
    (smaller / "P03.png").unlink()
    entry = Library(desk.folder / "data").find(desk.images)
    assert entry is not None
    Library(desk.folder / "data").relocate(entry.id, smaller)
    desk.images = smaller
    desk.restart()
    assert desk.learn() == Learning(changed=False)
    assert desk.counting() == []


def test_a_catalogue_image_of_the_same_bytes_keeps_features_of_its_own(desk: Desk, tmp_path: Path) -> None:
    picture = desk.folder / "P03.png"
    shutil.copy(desk.images / "P03.png", picture)
    before = desk.match(desk.take(3, 1))
    desk.confirm(picture, "P09")
    desk.restart()
    learnt = desk.engine.serving.learnt
    assert learnt is not None
    assert set(learnt.keys).isdisjoint(learnt.sha256)
    desk.records.undo()
    desk.learn()
    assert desk.match(desk.take(3, 1)).candidates == before.candidates


def test_neither_the_photos_seen_nor_what_is_judged_change(desk: Desk, tmp_path: Path) -> None:
    first, following = desk.take(UNLIKE, 0), desk.take(UNLIKE, 1)
    pairs = tmp_path / "pairs.csv"
    pairs.write_text(f"query,target\n{following.name},{desk.images / 'P03.png'}\n", "utf-8")
    judged = evaluate(desk.engine.serving, read_pairs(pairs), ignore)
    desk.confirm(first, "P03")
    assert len(desk.engine.serving.domain) == 2
    desk.restart()
    desk.learn()
    assert len(desk.engine.serving.domain) == 0
    assert desk.counting() == ["P03"]
    assert evaluate(desk.engine.serving, read_pairs(pairs), ignore).ranks == judged.ranks != {following.name: 1}
    assert desk.skus(following)[0] == "P03"


def test_describing_goes_on_in_rounds_and_keeps_what_is_done_when_cancelled(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        desk.confirm(desk.take(UNLIKE + number, 0), f"P0{number}")
    shutil.rmtree(next((desk.folder / "data").rglob("features")))
    desk.restart()
    asked = 0

    def stop_at_the_second(_progress: Progress) -> None:
        nonlocal asked
        asked += 1
        if asked == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        desk.engine.learn(True, stop_at_the_second)
    desk.open()
    assert desk.counting() == ["P02"]
    monkeypatch.setattr(learning, "_ROUND_SECONDS", -1.0)
    assert desk.learn() == Learning(changed=False, complete=False)
    monkeypatch.undo()
    assert desk.learn() == Learning(changed=True)
    assert desk.counting() == ["P00", "P01", "P02"]


def test_photos_that_share_more_with_each_other_speak_against_a_product_and_the_explanation_says_so(desk: Desk) -> None:
    stranger = desk.take(UNLIKE, 3)
    wrong = desk.skus(stranger)[0]
    products = [wrong, *(sku for sku in ("P00", "P01", "P02", "P03", "P04") if sku != wrong)]
    request = MatchRequest(str(stranger), 50)
    key = first_of(desk.match(stranger)).product_key
    assert not desk.engine.explain(request, key, ignore).doubted
    before = first_of(desk.match(stranger)).score
    for sku in products:
        for seed in range(4, 7):
            desk.confirm(desk.take(int(sku[1:]), seed), sku)
    desk.restart()
    found = next(one for one in desk.match(stranger).candidates if one.sku == wrong)
    assert desk.engine.explain(request, key, ignore).doubted
    assert found.score < before
    own = desk.take(int(products[1][1:]), 8)
    best = first_of(desk.match(own))
    assert best.sku == products[1]
    assert not desk.engine.explain(MatchRequest(str(own), 50), best.product_key, ignore).doubted
