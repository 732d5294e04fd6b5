"""Matching in service: both stages, what is learnt and kept, twins, explanations, and photos of every awkward kind."""

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from stockmatch.core.embedder import Pixels
from stockmatch.core.errors import Cancelled, CatalogueError, UnreadableImage
from stockmatch.core.evidence import WHOLE, ColourMode, Evidence, Region
from stockmatch.core.filtering import ProductFilter
from stockmatch.core.model import Similarity
from stockmatch.core.progress import Progress, Stage, ignore
from stockmatch.core.ranking import MatchRequest, PhotoMatch
from stockmatch.core.settings import Settings
from stockmatch.matching.features import PhotoFeatures
from stockmatch.matching.prepare import describe_photo
from stockmatch.services.engine import Engine
from stockmatch.store.feature_file import Rows
from tests.products import photo, product, quick, save, supplier

PRODUCTS = 14
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
    assert not list((folder / "data").rglob("*.sqlite3-*"))
    return folder


@pytest.fixture
def opened(house: Path, tmp_path: Path) -> Engine:
    """An engine with the catalogue in service, all learnt already, and a data folder of its own."""
    shutil.copytree(house / "data", tmp_path / "data")
    engine = Engine(tmp_path / "data")
    engine.open_catalogue(str(house / "images"), SETTINGS, ignore)
    return engine


def stages_of_opening(engine: Engine, folder: Path) -> set[Stage]:
    seen = set()

    def note(progress: Progress) -> None:
        seen.add(progress.stage)

    engine.open_catalogue(str(folder), SETTINGS, note)
    return seen


def check_whole(found: PhotoMatch, products: int) -> None:
    """A match of all products: finite, sorted, sums to 1."""
    assert found.error is None
    scores = [candidate.score for candidate in found.candidates]
    assert len(scores) == products
    assert np.isfinite(scores).all()
    assert sum(scores) == pytest.approx(1, abs=1e-4)
    assert scores == sorted(scores, reverse=True)
    assert found.p_value is None or 0 < found.p_value <= 1
    for candidate in found.candidates:
        shares = [share.share for share in candidate.shares]
        assert np.isfinite(shares).all()
        assert sum(shares) == pytest.approx(1) or not any(shares)


# Two stages ----------------------------------------------------------------------------------------------------------


def test_the_shortlist_comes_early_and_the_rest_later(opened: Engine, tmp_path: Path) -> None:
    early: list[PhotoMatch] = []

    def note(progress: Progress) -> None:
        if isinstance(progress.detail, PhotoMatch):
            early.append(progress.detail)

    request = MatchRequest(save(photo(3), tmp_path / "p.png"), 50)
    found = opened.match(request, note)
    (first,) = early
    assert (first.final, found.final) == (False, True)
    assert (first.photo, first.sha256, first.region) == (found.photo, found.sha256, found.region)
    assert first.p_value is None
    assert all(candidate.shares == () for candidate in first.candidates)
    check_whole(first, PRODUCTS)
    check_whole(found, PRODUCTS)
    assert found.candidates[0].sku == "P03"
    assert found.candidates[0].margin == pytest.approx(found.candidates[0].score - found.candidates[1].score)
    assert [share.kind for share in found.candidates[0].shares] == list(Evidence)
    assert sum(share.share for share in found.candidates[0].shares) == pytest.approx(1)
    assert found.p_value is not None
    assert found.proposed
    few = opened.match(MatchRequest(request.photo, 3), ignore)
    assert few.candidates == found.candidates[:3]


def test_cancelling_between_the_stages_is_possible(opened: Engine, tmp_path: Path) -> None:
    def stop(progress: Progress) -> None:
        if progress.detail is not None:
            raise Cancelled

    request = MatchRequest(save(photo(3), tmp_path / "p.png"), 5)
    with pytest.raises(Cancelled):
        opened.match(request, stop)
    assert opened.match(request, ignore).candidates[0].sku == "P03"


def test_a_photo_counts_once_however_often_and_under_whatever_name_it_is_matched(
    opened: Engine, tmp_path: Path
) -> None:
    first = save(photo(3), tmp_path / "p.png")
    one = opened.match(MatchRequest(first, 50), ignore)
    copied = shutil.copy(first, tmp_path / "again.png")
    other = opened.match(MatchRequest(str(copied), 50), ignore)
    region = opened.match(MatchRequest(first, 50, region=Region(0.1, 0.1, 0.9, 0.9)), ignore)
    assert len(opened.serving.domain) == 1
    assert one.candidates == other.candidates == opened.match(MatchRequest(first, 50), ignore).candidates
    assert (region.region, region.proposed) == (Region(0.1, 0.1, 0.9, 0.9), False)
    opened.match(MatchRequest(save(photo(4), tmp_path / "q.png")), ignore)
    assert len(opened.serving.domain) == 2


def test_photos_seen_count_on_when_the_catalogue_is_opened_again(opened: Engine, house: Path, tmp_path: Path) -> None:
    opened.match(MatchRequest(save(photo(3), tmp_path / "p.png")), ignore)
    opened.open_catalogue(str(house / "images"), SETTINGS, ignore)
    assert len(opened.serving.domain) == 1


@pytest.mark.parametrize("changed", [False, True])
def test_a_photo_seen_lately_is_described_again_only_if_the_products_changed(
    house: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, changed: bool
) -> None:
    shutil.copytree(house, tmp_path / "house")
    folder = tmp_path / "house" / "images"
    engine = Engine(tmp_path / "data")
    engine.open_catalogue(str(folder), SETTINGS, ignore)
    request = MatchRequest(save(photo(3), tmp_path / "p.png"))
    before = engine.match(request, ignore)
    if changed:
        supplier(folder, range(PRODUCTS, PRODUCTS + 2))
    engine.open_catalogue(str(folder), replace(SETTINGS, similarity=Similarity.EUCLIDEAN), ignore)
    described = []

    def noting(*told: Any) -> PhotoFeatures:
        described.append(told)
        return describe_photo(*told)

    monkeypatch.setattr("stockmatch.services.serving.describe_photo", noting)
    why = engine.explain(request, before.candidates[0].product_key, ignore)
    after = engine.match(request, ignore)
    assert len(described) == int(changed)
    assert after.candidates[0].sku == before.candidates[0].sku == "P03"
    assert why.shares == after.candidates[0].shares != before.candidates[0].shares


def test_the_region_changes_the_match(opened: Engine, tmp_path: Path) -> None:
    both = save(np.concatenate([product(2), product(9)], axis=1), tmp_path / "both.png")
    left, right = Region(0.0, 0.0, 0.5, 1.0), Region(0.5, 0.0, 1.0, 1.0)
    assert opened.match(MatchRequest(both, region=left), ignore).candidates[0].sku == "P02"
    assert opened.match(MatchRequest(both, region=right), ignore).candidates[0].sku == "P09"
    assert opened.match(MatchRequest(both, region=left), ignore).candidates[0].sku == "P02"


def test_colour_tells_recoloured_products_apart_only_where_it_is_asked_for(tmp_path: Path) -> None:
    folder = tmp_path / "images"
    folder.mkdir()
    for name, order in (("RGB", [0, 1, 2]), ("BRG", [2, 0, 1]), ("GBR", [1, 2, 0])):
        save(product(1)[..., order].copy(), folder / f"{name}.png")
    engine = Engine(tmp_path / "data")
    engine.open_catalogue(str(folder), SETTINGS, ignore)
    asked = save(photo(1), tmp_path / "p.png")
    share = {}
    for mode in ColourMode:
        best = engine.match(MatchRequest(asked, 3, colour=mode), ignore).candidates[0]
        assert best.sku == "RGB"
        share[mode] = next(one.share for one in best.shares if one.kind is Evidence.COLOUR)
    assert share[ColourMode.ANY] == 0
    assert share[ColourMode.EXACT] > 0


@pytest.mark.parametrize("k", [0, 51, -1])
def test_more_candidates_than_there_can_be_is_a_bug(opened: Engine, k: int, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="k is"):
        opened.match(MatchRequest(save(photo(3), tmp_path / "p.png"), k), ignore)


# What is learnt ------------------------------------------------------------------------------------------------------


def test_what_was_learnt_is_kept_and_used_by_the_next_opening(opened: Engine, house: Path) -> None:
    calibration = opened.serving.calibration
    assert calibration is not None
    assert calibration.photos == PRODUCTS
    again = Engine(opened.serving.store.entry.folder.parents[1])
    assert Stage.LEARNING not in stages_of_opening(again, house / "images")
    learnt = again.serving.calibration
    assert learnt is not None
    assert (tuple(learnt.weights), tuple(learnt.null)) == (tuple(calibration.weights), tuple(calibration.null))
    assert again.serving.matcher.fusion.weights == opened.serving.matcher.fusion.weights


def test_it_is_learnt_anew_after_many_products_came_and_not_after_one(
    opened: Engine, house: Path, tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(house / "images", tmp_path / "images"))
    engine = Engine(tmp_path / "fresh")
    assert Stage.LEARNING in stages_of_opening(engine, folder)
    supplier(folder, [PRODUCTS])
    assert Stage.LEARNING not in stages_of_opening(engine, folder)
    supplier(folder, range(PRODUCTS, PRODUCTS + 6))
    assert Stage.LEARNING in stages_of_opening(engine, folder)
    assert Stage.LEARNING not in stages_of_opening(engine, folder)


def test_sizes_of_a_style_do_not_hide_that_its_pictures_are_others_now(house: Path, tmp_path: Path) -> None:
    """Eight products a picture: a tenth of the products is nearly as many as there are pictures."""
    folder = Path(shutil.copytree(house / "images", tmp_path / "images"))
    for file in sorted(folder.iterdir()):
        for size in range(7):
            shutil.copy(file, folder / f"S{size} {file.name}")
    engine = Engine(tmp_path / "fresh")
    assert Stage.LEARNING in stages_of_opening(engine, folder)
    assert len(engine.serving.snapshot.products) == 8 * PRODUCTS
    for number in range(4):
        for file in folder.glob(f"*P{number:02}.png"):
            save(product(PRODUCTS + number), file)
    assert Stage.LEARNING in stages_of_opening(engine, folder)
    assert Stage.LEARNING not in stages_of_opening(engine, folder)


@pytest.mark.parametrize("damage", ["{half", "[]", '{"version": "0.0", "products": 14}', "\x00\xff"])
def test_a_damaged_calibration_is_learnt_anew(opened: Engine, house: Path, tmp_path: Path, damage: str) -> None:
    (file,) = (tmp_path / "data").rglob("calibration.json")
    whole = file.read_text()
    file.write_bytes(damage.encode("latin-1"))
    engine = Engine(tmp_path / "data")
    assert Stage.LEARNING in stages_of_opening(engine, house / "images")
    assert json.loads(file.read_text()) == json.loads(whole)
    assert engine.serving.calibration is not None


@pytest.mark.parametrize(
    "damage",
    [{"weights": [1, 1]}, {"weights": [1, 1, "x", 1]}, {"null": []}, {"null": [[1]]}, {"recall": float("nan")}, None],
)
def test_what_was_learnt_in_another_form_is_learnt_anew(
    opened: Engine, house: Path, tmp_path: Path, damage: dict[str, object] | None
) -> None:
    (file,) = (tmp_path / "data").rglob("calibration.json")
    content = json.loads(file.read_text())
    content["learnt"] = None if damage is None else content["learnt"] | damage
    file.write_text(json.dumps(content))
    assert Stage.LEARNING in stages_of_opening(Engine(tmp_path / "data"), house / "images")


@pytest.mark.parametrize("lost", ["pictures", "similarity", "learnt"])
def test_a_calibration_that_lacks_something_is_learnt_anew(
    opened: Engine, house: Path, tmp_path: Path, lost: str
) -> None:
    (file,) = (tmp_path / "data").rglob("calibration.json")
    content = json.loads(file.read_text())
    del content[lost]
    file.write_text(json.dumps(content))
    assert Stage.LEARNING in stages_of_opening(Engine(tmp_path / "data"), house / "images")


def test_other_pictures_under_the_same_names_are_learnt_anew(house: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(house / "images", tmp_path / "images"))
    engine = Engine(tmp_path / "fresh")
    assert Stage.LEARNING in stages_of_opening(engine, folder)
    files = sorted(folder.iterdir())
    for file in files[: len(files) // 2]:
        pixels = np.asarray(Image.open(file).convert("RGB"))
        Image.fromarray(255 - pixels).save(file)
    assert Stage.LEARNING in stages_of_opening(engine, folder)


def test_what_cannot_be_kept_serves_all_the_same(opened: Engine, house: Path, tmp_path: Path) -> None:
    (file,) = (tmp_path / "data").rglob("calibration.json")
    file.unlink()
    file.mkdir()  # nothing can be written in its place
    for _ in range(2):
        engine = Engine(tmp_path / "data")
        snapshot = engine.open_catalogue(str(house / "images"), SETTINGS, ignore)
        assert [problem.file for problem in snapshot.problems] == ["calibration"]
        assert "could not be saved" in snapshot.problems[0].reason
        assert engine.serving.calibration == opened.serving.calibration
        assert engine.serving.matcher.fusion == opened.serving.matcher.fusion
        assert engine.serving.snapshot.version == opened.serving.snapshot.version


def test_the_features_are_read_once_whether_learnt_from_or_not(
    opened: Engine, house: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read, really_read = [], Rows.column

    def noting(rows: Rows, name: str) -> Any:
        read.append(name)
        return really_read(rows, name)

    monkeypatch.setattr(Rows, "column", noting)
    for folder in ("data", "fresh"):
        read.clear()
        Engine(tmp_path / folder).open_catalogue(str(house / "images"), SETTINGS, ignore)
        assert read == ["looks", "coarse", "weights"]


def test_twins_are_taken_away_together_when_the_null_is_made(opened: Engine, house: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(house / "images", tmp_path / "images"))
    for file in sorted(folder.iterdir()):
        shutil.copy(file, folder / f"twin of {file.name}")
    engine = Engine(tmp_path / "fresh")
    engine.open_catalogue(str(folder), SETTINGS, ignore)
    single, twin = opened.serving.calibration, engine.serving.calibration
    assert single is not None
    assert twin is not None
    points = [float(np.median([points for _, points in one.null])) for one in (single, twin)]
    assert points[1] < points[0] + 0.5


def test_a_picture_that_all_products_share_does_not_keep_the_catalogue_from_being_learnt(
    opened: Engine, house: Path, tmp_path: Path
) -> None:
    """A chart of sizes behind each product's own picture: taking away a product must leave the others."""
    folder = Path(shutil.copytree(house / "images", tmp_path / "images"))
    for number in range(PRODUCTS):
        save(product(77), folder / f"P{number:02}_2.png")
    engine = Engine(tmp_path / "fresh")
    snapshot = engine.open_catalogue(str(folder), SETTINGS, ignore)
    assert (len(snapshot.products), snapshot.image_count) == (PRODUCTS, 2 * PRODUCTS)
    single, charted = opened.serving.calibration, engine.serving.calibration
    assert single is not None
    assert charted is not None
    assert len(charted.null) == len(single.null)


def test_a_catalogue_whose_placeholder_fills_the_shortlist_is_opened(
    house: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When its products are taken away, there must be others left to be compared with."""
    monkeypatch.setattr("stockmatch.matching.matcher.SHORTLIST", 10)
    monkeypatch.setattr("stockmatch.matching.matcher._BY_POINTS", 0)
    folder = Path(shutil.copytree(house / "images", tmp_path / "images"))
    for number in range(20):
        save(product(77), folder / f"none{number}.png")
    engine = Engine(tmp_path / "fresh")
    engine.open_catalogue(str(folder), SETTINGS, ignore)
    assert engine.serving.calibration is not None
    assert len(engine.serving.calibration.null) == PRODUCTS


def test_a_small_catalogue_learns_nothing_and_gives_no_p_value(tmp_path: Path) -> None:
    engine = Engine(tmp_path / "data")
    assert Stage.LEARNING not in stages_of_opening(engine, supplier(tmp_path / "images", range(5)))
    found = engine.match(MatchRequest(save(photo(2), tmp_path / "p.png"), 5), ignore)
    assert (found.candidates[0].sku, found.p_value) == ("P02", None)


def test_cancelling_while_learning_keeps_the_index(house: Path, tmp_path: Path) -> None:
    engine = Engine(tmp_path / "data")

    def stop(progress: Progress) -> None:
        if progress.stage is Stage.LEARNING and progress.done >= 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        engine.open_catalogue(str(house / "images"), SETTINGS, stop)
    with pytest.raises(CatalogueError, match="No catalogue is open"):
        engine.match(MatchRequest("x"), ignore)
    assert not list((tmp_path / "data").rglob("calibration.json"))
    snapshot = engine.open_catalogue(str(house / "images"), SETTINGS, ignore)
    assert snapshot.new_images == 0
    assert engine.serving.calibration is not None


def test_what_was_learnt_while_a_drive_was_lost_is_not_kept(house: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(house / "images", tmp_path / "images"))

    def lose(progress: Progress) -> None:
        if progress.stage is Stage.LEARNING and progress.done >= PRODUCTS - 2:
            shutil.rmtree(folder, ignore_errors=True)

    engine = Engine(tmp_path / "data")
    engine.open_catalogue(str(folder), SETTINGS, lose)
    assert engine.serving.calibration is not None
    assert not list((tmp_path / "data").rglob("calibration.json"))


def test_a_present_product_stands_out_and_an_absent_one_does_not(opened: Engine, tmp_path: Path) -> None:
    here = [opened.match(MatchRequest(save(photo(n), tmp_path / f"{n}.png")), ignore).p_value for n in (1, 5, 8)]
    gone = [opened.match(MatchRequest(save(photo(n), tmp_path / f"{n}.png")), ignore).p_value for n in range(40, 49)]
    assert all(p is not None and p < 0.1 for p in here)
    p_values = [p for p in gone if p is not None]
    assert len(p_values) == len(gone)
    assert np.median(p_values) > 0.15  # where only one in fifteen can be told apart, some are as small by chance


def test_colour_changes_no_p_value(opened: Engine, tmp_path: Path) -> None:
    asked = save(photo(4), tmp_path / "p.png")
    found = {opened.match(MatchRequest(asked, colour=mode), ignore).p_value for mode in ColourMode}
    assert len(found) == 1


# Twins and explanations ----------------------------------------------------------------------------------------------


def test_byte_identical_twins_score_the_same_and_name_each_other(tmp_path: Path) -> None:
    folder = supplier(tmp_path / "images", range(4))
    for name in ("X10", "Y20"):
        shutil.copy(folder / "P02.png", folder / f"{name}.png")
    engine = Engine(tmp_path / "data")
    snapshot = engine.open_catalogue(str(folder), SETTINGS, ignore)
    assert (len(snapshot.products), snapshot.new_images) == (6, 4)
    found = {c.sku: c for c in engine.match(MatchRequest(save(photo(2), tmp_path / "p.png"), 6), ignore).candidates}
    twins = ["P02", "X10", "Y20"]
    assert {found[sku].rank for sku in twins} == {1, 2, 3}
    for sku in twins:
        assert found[sku].score == pytest.approx(found["P02"].score, rel=1e-4)
        assert found[sku].score > 2 * found["P00"].score
        assert [one.points for one in found[sku].shares] == [one.points for one in found["P02"].shares]
        assert found[sku].twins == tuple(other for other in twins if other != sku)
    assert found["P00"].twins == ()


def test_a_twin_that_just_misses_the_shortlist_is_looked_at_with_the_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("stockmatch.matching.matcher.SHORTLIST", 1)
    monkeypatch.setattr("stockmatch.matching.matcher._BY_POINTS", 0)
    folder = supplier(tmp_path / "images", range(6))
    for name in ("X10", "Y20"):
        shutil.copy(folder / "P02.png", folder / f"{name}.png")
    engine = Engine(tmp_path / "data")
    engine.open_catalogue(str(folder), SETTINGS, ignore)
    found = engine.match(MatchRequest(save(photo(2), tmp_path / "p.png"), 8), ignore).candidates
    assert {candidate.sku for candidate in found[:3]} == {"P02", "X10", "Y20"}
    assert [candidate.score for candidate in found[:3]] == pytest.approx([found[0].score] * 3, rel=1e-4)
    assert all(candidate.shares for candidate in found[:3])
    assert not any(candidate.shares for candidate in found[3:])


def test_twins_are_named_whichever_of_their_pictures_is_shown(tmp_path: Path) -> None:
    folder = supplier(tmp_path / "images", range(3))
    save(product(7), folder / "A_1.png")
    save(product(8), folder / "A_2.png")
    shutil.copy(folder / "A_2.png", folder / "B.png")
    engine = Engine(tmp_path / "data")
    engine.open_catalogue(str(folder), SETTINGS, ignore)
    best, *others = engine.match(MatchRequest(save(photo(7), tmp_path / "p.png"), 5), ignore).candidates
    assert (best.sku, best.image, best.twins) == ("A", "A_1.png", ("B",))
    assert {candidate.sku: candidate.twins for candidate in others if candidate.twins} == {"B": ("A",)}


def test_a_picture_that_all_products_have_beside_their_own_makes_no_twins(tmp_path: Path) -> None:
    """A chart of sizes: each tile would name all other products, and nothing would be called absent."""
    folder = supplier(tmp_path / "images", range(3))
    for number in range(3):
        save(product(77), folder / f"P{number:02}_2.png")
    engine = Engine(tmp_path / "data")
    engine.open_catalogue(str(folder), SETTINGS, ignore)
    found = engine.match(MatchRequest(save(photo(1), tmp_path / "p.png"), 5), ignore).candidates
    assert (found[0].sku, found[0].images) == ("P01", 2)
    assert all(candidate.twins == () for candidate in found)


def test_products_of_one_picture_share_a_place_where_that_is_asked(tmp_path: Path) -> None:
    folder = supplier(tmp_path / "images", range(4))
    for name in ("A10", "Y20"):
        shutil.copy(folder / "P02.png", folder / f"{name}.png")
    engine = Engine(tmp_path / "data")
    engine.open_catalogue(str(folder), SETTINGS, ignore)
    request = MatchRequest(save(photo(2), tmp_path / "p.png"), 4)
    each = {one.sku: one for one in engine.match(replace(request, k=6), ignore).candidates}
    first, *others = engine.match(replace(request, by_picture=True), ignore).candidates
    assert first.sku in {"P02", "A10", "Y20"}
    assert [one.sku for one in first.alike] == ["A10", "P02", "Y20"]
    one_each = [each[sku].score for sku in ("P00", "P01", "P02", "P03")]
    assert first.score == pytest.approx(each["P02"].score / sum(one_each), rel=1e-4)
    assert first.score + sum(one.score for one in others) == pytest.approx(1, rel=1e-4)
    assert first.margin == pytest.approx(first.score - others[0].score, rel=1e-4)
    for one in first.alike:
        assert (one.rank, one.score, one.margin, one.alike) == (1, first.score, first.margin, ())
        assert (one.product_key, one.image) == (each[one.sku].product_key, each[one.sku].image)
        assert one.twins == ()  # they are in the same place
        assert len(each[one.sku].twins) == 2
    assert [(one.rank, one.alike) for one in others] == [(2, ()), (3, ()), (4, ())]
    assert {one.sku for one in others} == {"P00", "P01", "P03"}


def test_a_product_that_the_photo_names_shares_its_place_with_none(tmp_path: Path) -> None:
    folder = supplier(tmp_path / "images", range(4))
    for name in ("4711001", "4711002", "4711003"):
        shutil.copy(folder / "P02.png", folder / f"{name}.png")
    engine = Engine(tmp_path / "data")
    engine.open_catalogue(str(folder), SETTINGS, ignore)
    request = MatchRequest(save(photo(2), tmp_path / "4711002.png"), 3, by_picture=True)
    first, second, *_ = engine.match(request, ignore).candidates
    assert (first.sku, first.alike) == ("4711002", ())
    assert [one.sku for one in second.alike] == ["4711001", "4711003", "P02"]


def test_of_products_of_one_picture_only_those_that_fit_a_filter_share_a_place(tmp_path: Path) -> None:
    folder = supplier(tmp_path / "images", range(4))
    for name in ("A10", "A20"):
        shutil.copy(folder / "P02.png", folder / f"{name}.png")
    engine = Engine(tmp_path / "data")
    engine.open_catalogue(str(folder), SETTINGS, ignore)
    request = MatchRequest(save(photo(2), tmp_path / "p.png"), 3, only=ProductFilter("A"), by_picture=True)
    (found,) = engine.match(request, ignore).candidates
    assert [one.sku for one in found.alike] == ["A10", "A20"]
    (alone,) = engine.match(replace(request, only=ProductFilter("A20")), ignore).candidates
    assert (alone.sku, alone.alike) == ("A20", ())


def test_products_that_show_different_pictures_keep_places_of_their_own(tmp_path: Path) -> None:
    folder = supplier(tmp_path / "images", range(3))
    save(product(7), folder / "A_1.png")
    save(product(8), folder / "A_2.png")
    shutil.copy(folder / "A_2.png", folder / "B.png")
    engine = Engine(tmp_path / "data")
    engine.open_catalogue(str(folder), SETTINGS, ignore)
    found = engine.match(MatchRequest(save(photo(7), tmp_path / "p.png"), 5, by_picture=True), ignore).candidates
    assert len(found) == 5
    assert not any(one.alike for one in found)


def test_an_explanation_is_of_the_match(opened: Engine, tmp_path: Path) -> None:
    region = Region(0.05, 0.05, 0.95, 0.95)
    request = MatchRequest(save(photo(6), tmp_path / "p.png"), 5, region=region)
    best = opened.match(request, ignore).candidates[0]
    why = opened.explain(request, best.product_key, ignore)
    assert (why.photo, why.product_key, why.image) == (request.photo, best.product_key, "P06.png")
    assert why.shares == best.shares
    assert why.photo_region == region
    assert why.image_region != WHOLE
    assert len(why.correspondences) >= 15
    for line in why.correspondences:
        assert all(0 <= value <= 1 for value in (*line.photo, *line.image, line.strength))
        assert region.left <= line.photo[0] <= region.right
    for product_known in opened.serving.snapshot.products:
        other = opened.explain(request, product_known.key, ignore)
        assert other.image == product_known.images[0].path


def test_an_explanation_stays_that_of_the_match_however_many_photos_come(opened: Engine, tmp_path: Path) -> None:
    request = MatchRequest(save(photo(6), tmp_path / "p.png"), 3, colour=ColourMode.ANY)
    shown = opened.match(request, ignore).candidates
    for number in range(8):
        opened.match(MatchRequest(save(photo(number, seed=1), tmp_path / "other.png")), ignore)
    for candidate in shown:
        why = opened.explain(request, candidate.product_key, ignore)
        assert (why.shares, why.image) == (candidate.shares, candidate.image)
    exact = opened.explain(replace(request, colour=ColourMode.EXACT), shown[0].product_key, ignore)
    assert exact.shares != shown[0].shares
    assert opened.match(request, ignore).candidates != shown


def test_the_photos_used_lately_are_kept(opened: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    described = []

    def noting(pixels: Pixels, *others: Any) -> PhotoFeatures:
        described.append(1)
        return describe_photo(pixels, *others)

    monkeypatch.setattr("stockmatch.services.serving.describe_photo", noting)
    monkeypatch.setattr("stockmatch.services.kept.MOST_PHOTOS", 2)
    first, second, third = (save(photo(n), tmp_path / f"{n}.png") for n in (1, 2, 3))
    for asked, count in ((first, 1), (second, 2), (first, 2), (third, 3), (first, 3), (second, 4)):
        opened.serving.see(Path(asked))
        assert len(described) == count


def test_details_tell_look_alikes_apart_as_long_as_their_pictures_are_there(tmp_path: Path) -> None:
    """Three flavours of one design; the place that tells the right one is named."""
    folder = supplier(tmp_path / "images", range(PRODUCTS))
    for number, tint in enumerate(((200, 40, 40), (60, 160, 40), (40, 60, 200))):
        picture = product(PRODUCTS)
        picture[150:200, 90:150] = tint
        picture[150 + 12 * number : 162 + 12 * number, 100:140] = 255
        save(picture, folder / f"flavour{number}.png")
    engine = Engine(tmp_path / "data")
    engine.open_catalogue(str(folder), SETTINGS, ignore)
    shown = np.asarray(Image.open(folder / "flavour1.png")).astype(float) * 0.8 + 10
    request = MatchRequest(save(shown.astype(np.uint8), tmp_path / "photo.png"), 3)
    match = engine.match(request, ignore)
    best = match.candidates[0]
    assert best.sku == "flavour1"
    assert next(one.share for one in best.shares if one.kind is Evidence.DETAILS) > 0
    why = engine.explain(request, best.product_key, ignore)
    told = [one.image for one in why.correspondences if one.kind is Evidence.DETAILS]
    assert told
    assert all(0.4 < x < 0.8 and 0.55 < y < 0.9 for x, y in told)
    shutil.rmtree(folder)
    engine.serving.pictures._read.cache_clear()
    gone = engine.match(replace(request, region=Region(0.0, 0.0, 1.0, 0.99)), ignore)
    assert {one.sku for one in gone.candidates} == {"flavour0", "flavour1", "flavour2"}
    assert not any(one.share for best in gone.candidates for one in best.shares if one.kind is Evidence.DETAILS)


def test_what_cannot_be_explained_is_said(opened: Engine, tmp_path: Path) -> None:
    asked = save(photo(6), tmp_path / "p.png")
    with pytest.raises(CatalogueError, match="not in the catalogue"):
        opened.explain(MatchRequest(asked), "P99", ignore)
    Path(asked).unlink()
    with pytest.raises(UnreadableImage):
        opened.explain(MatchRequest(asked), opened.serving.snapshot.products[0].key, ignore)
    with pytest.raises(CatalogueError, match="No catalogue is open"):
        Engine(tmp_path / "other").explain(MatchRequest(asked), "P01", ignore)


# Photos and catalogues of every kind ---------------------------------------------------------------------------------

AWKWARD = {
    "white": np.full((300, 200, 3), 255, np.uint8),
    "black": np.zeros((200, 300, 3), np.uint8),
    "noise": np.random.default_rng(0).integers(0, 256, (200, 200, 3), dtype=np.uint8),
    "1x1": np.full((1, 1, 3), 90, np.uint8),
    "20x20": np.random.default_rng(1).integers(0, 256, (20, 20, 3), dtype=np.uint8),
    "1x300": np.full((1, 300, 3), 30, np.uint8),
    "panorama": np.tile(product(1), (1, 30, 1))[:, :6000].repeat(2, axis=0)[:300],
    "grey": np.tile(product(2).mean(axis=2, keepdims=True).astype(np.uint8), 3),
}


@pytest.fixture(scope="module")
def engines(tmp_path_factory: pytest.TempPathFactory, house: Path) -> dict[int, Engine]:
    """Catalogues of 1, 2 and 14 products (so many that they are learnt from), and of 14 times the same file."""
    made = {}
    for count in (1, 2, PRODUCTS):
        folder = tmp_path_factory.mktemp("some")
        made[count] = Engine(folder / "data")
        made[count].open_catalogue(str(supplier(folder / "images", range(count))), SETTINGS, ignore)
    return made


@pytest.mark.parametrize("products", [1, 2, PRODUCTS])
@pytest.mark.parametrize("kind", AWKWARD)
def test_any_photo_is_matched(engines: dict[int, Engine], products: int, kind: str, tmp_path: Path) -> None:
    asked = save(AWKWARD[kind], tmp_path / "photo.png")
    found = engines[products].match(MatchRequest(asked, 50), ignore)
    check_whole(found, products)
    assert found.region is not None
    exact = MatchRequest(asked, 50, region=Region(0.4, 0.4, 0.400001, 0.400001), colour=ColourMode.EXACT)
    check_whole(engines[products].match(exact, ignore), products)
    why = engines[products].explain(exact, found.candidates[0].product_key, ignore)
    assert all(0 <= value <= 1 for line in why.correspondences for value in (*line.photo, *line.image))


def test_noise_is_not_believed_to_be_one_of_two_products(engines: dict[int, Engine], tmp_path: Path) -> None:
    for seed in range(4):
        noise = np.random.default_rng(seed).integers(0, 256, (200, 200, 3), dtype=np.uint8)
        asked = save(noise, tmp_path / f"{seed}.png")
        for mode in ColourMode:
            assert engines[2].match(MatchRequest(asked, colour=mode), ignore).candidates[0].score < 0.8


def test_a_hundred_megapixels_are_matched(engines: dict[int, Engine], tmp_path: Path) -> None:
    Image.new("L", (10_000, 10_000), 200).save(tmp_path / "huge.png", compress_level=1)
    check_whole(engines[2].match(MatchRequest(str(tmp_path / "huge.png"), 50), ignore), 2)


@pytest.mark.parametrize(("count", "similarity"), [*((3, one) for one in Similarity), (PRODUCTS, Similarity.COSINE)])
def test_a_catalogue_of_one_picture_many_times_knows_nothing(
    count: int, similarity: Similarity, tmp_path: Path
) -> None:
    folder = supplier(tmp_path / "images", [0])
    for number in range(1, count):
        shutil.copy(folder / "P00.png", folder / f"P{number:02}.png")
    engine = Engine(tmp_path / "data")
    snapshot = engine.open_catalogue(str(folder), Settings(similarity=similarity), ignore)
    assert (len(snapshot.products), snapshot.new_images) == (count, 1)
    found = engine.match(MatchRequest(save(photo(0), tmp_path / "p.png"), 50), ignore)
    check_whole(found, count)
    assert [candidate.score for candidate in found.candidates] == pytest.approx([1 / count] * count, rel=1e-4)
    assert all(len(candidate.twins) == count - 1 for candidate in found.candidates)
    assert [candidate.sku for candidate in found.candidates] == [product.sku for product in snapshot.products]


def test_awkward_pictures_in_the_catalogue_are_indexed(tmp_path: Path) -> None:
    folder = supplier(tmp_path / "images", range(8))
    for name, picture in AWKWARD.items():
        save(picture, folder / f"{name}.png")
    engine = Engine(tmp_path / "data")
    snapshot = engine.open_catalogue(str(folder), SETTINGS, ignore)
    assert (len(snapshot.products), snapshot.problems) == (16, ())
    found = engine.match(MatchRequest(save(photo(5), tmp_path / "p.png"), 50), ignore)
    check_whole(found, 16)
    assert found.candidates[0].sku == "P05"
    for kind in AWKWARD:
        check_whole(engine.match(MatchRequest(str(folder / f"{kind}.png"), 50), ignore), 16)
