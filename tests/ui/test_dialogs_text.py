"""Figures as the person reads them."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QLocale

from stockmatch.core.progress import Progress, Stage
from stockmatch.ui import text


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    before = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedStates))
    yield
    QLocale.setDefault(before)


@pytest.mark.parametrize(
    ("say", "values", "expected"),
    [
        (text.products, (1,), "1 product"),
        (text.products, (1240,), "1,240 products"),
        (text.images, (0,), "0 images"),
        (text.images, (1,), "1 image"),
        (text.photos, (1,), "1 photo"),
        (text.photos, (12,), "12 photos"),
        (text.files, (1,), "1 file"),
        (text.files, (20000,), "20,000 files"),
        (text.percent, (0.125,), "12.5 %"),
        (
            text.percent,
            (
                1,
                0,
            ),
            "100 %",
        ),
        (text.megabytes, (400_000,), "0.4 MB"),
        (text.megabytes, (114_400_000,), "114 MB"),
        (text.download_size, (109,), "109 MB"),
        (text.rate_in_bytes, (3_240_000,), "3.2 MB/s"),
        (text.rate_in_images, (4.26,), "4.3 images/s"),
        (text.rate_in_images, (42.4,), "42 images/s"),
        (text.duration, (8.2,), "8 s"),
        (text.duration, (200,), "3 min 20 s"),
        (text.duration, (3900,), "1 h 5 min"),
    ],
)
def test_figures(say: Callable[..., str], values: tuple[float, ...], expected: str) -> None:
    assert say(*values) == expected


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        (0, "a few seconds left"),
        (4.9, "a few seconds left"),
        (5, "about 10 seconds left"),
        (41, "about 50 seconds left"),
        (60, "about 1 minute left"),
        (89, "about 1 minute left"),
        (130, "about 2 minutes left"),
        (5000, "about 83 minutes left"),
        (5400, "about 2 hours left"),
        (36000, "about 10 hours left"),
    ],
)
def test_time_left_is_coarse(seconds: float, expected: str) -> None:
    assert text.time_left(seconds) == expected


def test_every_stage_has_words() -> None:
    assert len({text.stage(stage) for stage in Stage}) == len(Stage)


def test_progress_of_indexing() -> None:
    now = Progress(Stage.EMBEDDING, 120, 1240, 42.0, 60.0)
    assert text.progress(now) == "Indexing the catalogue · 120 of 1,240 · 42 images/s · about 1 minute left"


def test_progress_of_a_download_is_in_megabytes() -> None:
    now = Progress(Stage.DOWNLOADING, 43_200_000, 114_000_000, 3.1e6, 22)
    assert text.progress(now) == "Downloading · 43 MB of 114 MB · 3.1 MB/s · about 30 seconds left"


def test_progress_of_unknown_length_says_what_is_known() -> None:
    assert text.progress(Progress(Stage.SCANNING, 800)) == "Reading the folder · 800"
    assert text.progress(Progress(Stage.LOADING_MODEL)) == "Loading the model"


def test_moments_are_local_and_odd_ones_stay() -> None:
    assert "2026" in text.moment("2026-11-20T09:10:00+00:00") or "26" in text.moment("2026-11-20T09:10:00+00:00")
    assert text.moment("yesterday") == "yesterday"


def test_numbers_follow_the_locale() -> None:
    QLocale.setDefault(QLocale(QLocale.Language.German, QLocale.Country.Germany))
    assert text.products(1240) == "1.240 products"
    assert text.percent(0.125) == "12,5 %"
