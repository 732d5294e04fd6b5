"""Lanes and tasks: the one place that makes threads."""

import threading
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QObject, QThread
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from stockmatch.core.errors import StockmatchError
from stockmatch.core.progress import Progress, Report, Stage
from stockmatch.ui.jobs import Lane, Task


@pytest.fixture
def lane(qapp: QApplication) -> Iterator[Lane]:
    made = Lane("test")
    yield made
    made.close()


def test_jobs_run_in_order_elsewhere_and_are_heard_in_the_gui_thread(lane: Lane, qtbot: QtBot) -> None:
    owner, here = QObject(), QThread.currentThread()
    heard: list[tuple[int, int]] = []
    elsewhere: list[QThread] = []

    def done(value: tuple[int, int]) -> None:
        heard.append(value)
        if QThread.currentThread() is not here:
            elsewhere.append(QThread.currentThread())

    def numbered(number: int) -> Callable[[Report], tuple[int, int]]:
        return lambda _report: (number, threading.get_ident())

    for number in range(200):
        Task(owner, lane, numbered(number), done=done)
    qtbot.waitUntil(lambda: len(heard) == 200)
    assert [number for number, _ in heard] == list(range(200))
    assert threading.get_ident() not in {thread for _, thread in heard}
    assert not elsewhere


def test_what_waits_for_its_turn_is_cancelled_at_once_and_never_done(lane: Lane, qtbot: QtBot) -> None:
    owner, heard, go_on = QObject(), list[str](), threading.Event()
    Task(owner, lane, lambda _report: go_on.wait(10), done=lambda _value: heard.append("first"))
    waiting = Task(
        owner,
        lane,
        lambda _report: heard.append("second"),
        cancelled=lambda: heard.append("cancelled"),
        ended=lambda: heard.append("ended"),
    )
    waiting.cancel()
    waiting.cancel()
    qtbot.waitUntil(lambda: heard == ["cancelled"])
    go_on.set()
    qtbot.waitUntil(lambda: heard == ["cancelled", "first", "ended"])


def test_each_outcome_is_told_apart(lane: Lane, qtbot: QtBot) -> None:
    owner, heard, bugs = QObject(), list[str](), list[str]()
    lane.crashed.connect(bugs.append)

    def task(work: object) -> Task:
        return Task(
            owner,
            lane,
            work,  # type: ignore[arg-type]
            done=lambda _value: heard.append("done"),
            failed=lambda error: heard.append(str(error)),
            cancelled=lambda: heard.append("cancelled"),
            crashed=lambda: heard.append("crashed"),
            ended=lambda: heard.append("ended"),
        )

    def fails(_report: Report) -> None:
        raise StockmatchError("The disk is full.")

    def bug(_report: Report) -> None:
        raise ZeroDivisionError

    def endless(report: Report) -> None:
        while True:
            report(Progress(Stage.EMBEDDING))

    task(fails)
    task(bug)
    running = task(endless)
    qtbot.waitUntil(lambda: len(heard) == 4)
    running.cancel()
    task(lambda _report: None)
    qtbot.waitUntil(lambda: len(heard) == 8)
    assert heard[::2] == ["The disk is full.", "crashed", "cancelled", "done"]
    assert heard[1::2] == ["ended"] * 4
    assert len(bugs) == 1
    assert "ZeroDivisionError" in bugs[0]


def test_a_silenced_task_is_stopped_and_not_heard(lane: Lane, qtbot: QtBot) -> None:
    owner, heard = QObject(), list[str]()
    started = threading.Event()

    def endless(report: Report) -> None:
        while True:
            started.set()
            report(Progress(Stage.EMBEDDING))

    first = Task(owner, lane, endless, cancelled=lambda: heard.append("cancelled"))
    assert started.wait(5)
    first.silence()
    Task(owner, lane, lambda _report: None, done=lambda _value: heard.append("next"))
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == ["next"]


def test_closing_can_finish_what_waits(qapp: QApplication, qtbot: QtBot) -> None:
    lane, owner, stored = Lane("records"), QObject(), list[int]()
    release = threading.Event()
    Task(owner, lane, lambda _report: release.wait(5))

    def store(number: int) -> Callable[[Report], None]:
        return lambda _report: stored.append(number)

    for number in range(3):
        Task(owner, lane, store(number))
    release.set()
    lane.close(finish=True)
    assert stored == [0, 1, 2]
    late = list[str]()
    Task(owner, lane, lambda _report: None, cancelled=lambda: late.append("cancelled"))
    qtbot.waitUntil(lambda: late == ["cancelled"])
