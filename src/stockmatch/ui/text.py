"""Figures as the person reads them: counted things, sizes, times and shares, in the desktop's language."""

import math
from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale

from stockmatch.core.progress import Progress, Stage


def number(value: float, decimals: int = 0) -> str:
    """A number with the locale's separators and exactly that many decimals."""
    return QLocale().toString(float(value), "f", decimals)


def products(n: int) -> str:
    """ "1 product", "1,240 products"."""
    if n == 1:
        return QCoreApplication.translate("text", "1 product")
    return QCoreApplication.translate("text", "%Ln products", "", n)


def images(n: int) -> str:
    """ "1 image", "1,240 images"."""
    if n == 1:
        return QCoreApplication.translate("text", "1 image")
    return QCoreApplication.translate("text", "%Ln images", "", n)


def photos(n: int) -> str:
    """ "1 photo", "1,240 photos"."""
    if n == 1:
        return QCoreApplication.translate("text", "1 photo")
    return QCoreApplication.translate("text", "%Ln photos", "", n)


def pseudo_photos(n: int) -> str:
    """ "1 pseudo-photo", "1,240 pseudo-photos"."""
    if n == 1:
        return QCoreApplication.translate("text", "1 pseudo-photo")
    return QCoreApplication.translate("text", "%Ln pseudo-photos", "", n)


def files(n: int) -> str:
    """ "1 file", "1,240 files"."""
    if n == 1:
        return QCoreApplication.translate("text", "1 file")
    return QCoreApplication.translate("text", "%Ln files", "", n)


def percent(share: float, decimals: int = 1) -> str:
    """A share from 0 to 1 as "12.5 %"."""
    return QCoreApplication.translate("text", "{value} %").format(value=number(share * 100, decimals))


def megabytes(size: float) -> str:
    """Bytes as decimal megabytes: "0.4 MB", "109 MB"."""
    value = size / 1e6
    return QCoreApplication.translate("text", "{value} MB").format(value=number(value, 0 if value >= 10 else 1))


def download_size(megabytes_: int) -> str:
    """A download's size that is already known in megabytes."""
    return QCoreApplication.translate("text", "{value} MB").format(value=number(megabytes_))


def rate_in_bytes(per_second: float) -> str:
    """ "3.2 MB/s"."""
    return QCoreApplication.translate("text", "{value} MB/s").format(value=number(per_second / 1e6, 1))


def rate_in_images(per_second: float) -> str:
    """ "42 images/s"; one decimal below 10."""
    value = number(per_second, 0 if per_second >= 10 else 1)
    return QCoreApplication.translate("text", "{value} images/s").format(value=value)


def time_left(seconds: float) -> str:
    """A calm estimate, coarse enough not to flicker: "about 2 minutes left"."""
    if seconds < 5:
        return QCoreApplication.translate("text", "a few seconds left")
    if seconds < 55:
        tens = math.ceil(seconds / 10) * 10
        return QCoreApplication.translate("text", "about %Ln seconds left", "", tens)
    if seconds < 90:
        return QCoreApplication.translate("text", "about 1 minute left")
    if seconds < 90 * 60:
        minutes = round(seconds / 60)
        return QCoreApplication.translate("text", "about %Ln minutes left", "", minutes)
    hours = round(seconds / 3600)
    if hours <= 1:
        return QCoreApplication.translate("text", "about 1 hour left")
    return QCoreApplication.translate("text", "about %Ln hours left", "", hours)


def duration(seconds: float) -> str:
    """How long something took: "8 s", "3 min 20 s", "1 h 5 min"."""
    whole = round(seconds)
    if whole < 60:
        return QCoreApplication.translate("text", "{seconds} s").format(seconds=number(whole))
    if whole < 3600:
        minutes, rest = divmod(whole, 60)
        return QCoreApplication.translate("text", "{minutes} min {seconds} s").format(minutes=minutes, seconds=rest)
    hours, minutes = divmod(whole // 60, 60)
    return QCoreApplication.translate("text", "{hours} h {minutes} min").format(hours=number(hours), minutes=minutes)


def moment(iso: str) -> str:
    """An ISO 8601 time in UTC as the person's local date and time; the text itself where it is not one."""
    try:
        stamp = datetime.fromisoformat(iso).timestamp()
    except ValueError:
        return iso
    return QLocale().toString(QDateTime.fromSecsSinceEpoch(int(stamp)), QLocale.FormatType.ShortFormat)


def stage(which: Stage) -> str:
    """What is being done, as the person reads it."""
    return {
        Stage.SCANNING: QCoreApplication.translate("text", "Reading the folder"),
        Stage.UNPACKING: QCoreApplication.translate("text", "Unpacking"),
        Stage.LOADING_MODEL: QCoreApplication.translate("text", "Loading the model"),
        Stage.DOWNLOADING: QCoreApplication.translate("text", "Downloading"),
        Stage.FETCHING_PICTURES: QCoreApplication.translate("text", "Downloading pictures"),
        Stage.EMBEDDING: QCoreApplication.translate("text", "Indexing the catalogue"),
        Stage.MATCHING: QCoreApplication.translate("text", "Finding matches"),
        Stage.PREPARING: QCoreApplication.translate("text", "Looking at photos"),
        Stage.LEARNING: QCoreApplication.translate("text", "Learning which evidence to trust"),
        Stage.TUNING: QCoreApplication.translate("text", "Tuning"),
        Stage.CHECKING: QCoreApplication.translate("text", "Checking the result"),
        Stage.STUDYING: QCoreApplication.translate("text", "Studying"),
        Stage.SAVING: QCoreApplication.translate("text", "Saving"),
    }[which]


def progress(now: Progress) -> str:
    """One line of where work stands: "Indexing the catalogue · 120 of 1,240 · 42 images/s · about 1 minute left"."""
    downloading = now.stage is Stage.DOWNLOADING
    amount = megabytes if downloading else number
    parts = [stage(now.stage)]
    if now.total:
        whole = QCoreApplication.translate("text", "{done} of {total}")
        parts.append(whole.format(done=amount(now.done), total=amount(now.total)))
    elif now.done:
        parts.append(amount(now.done))
    if now.per_second is not None and downloading:
        parts.append(rate_in_bytes(now.per_second))
    elif now.per_second is not None and now.stage is Stage.EMBEDDING:
        parts.append(rate_in_images(now.per_second))
    if now.seconds_left is not None:
        parts.append(time_left(now.seconds_left))
    return join(parts)


def join(parts: list[str]) -> str:
    """Facts side by side on one line."""
    return " · ".join(parts)


def few(names: Sequence[str], most: int = 20) -> str:
    """Names side by side, and a sign that there are more than are shown."""
    return ", ".join(names[:most]) + (" …" if len(names) > most else "")
