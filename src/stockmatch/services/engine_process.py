"""The engine in a process of its own, so that neither torch's import nor its work can stall the window.

One pipe per lane. The client side of a lane is used by one thread at a time and blocks; progress comes back on the same
pipe, and a cancel is sent the other way and noticed when the engine next reports.
"""

import ctypes
import multiprocessing
import os
import sys
import threading
import traceback
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any

from stockmatch.core.catalogue import Preview, Snapshot
from stockmatch.core.errors import Cancelled, EngineStopped, StockmatchError
from stockmatch.core.evidence import Explanation
from stockmatch.core.learning import Learning
from stockmatch.core.message import Message
from stockmatch.core.model import Device, DeviceInfo, ModelId
from stockmatch.core.ports import MatchingEngine
from stockmatch.core.progress import Progress, Report
from stockmatch.core.ranking import MatchRequest, PhotoMatch
from stockmatch.core.settings import Settings
from stockmatch.core.study import StudyRequest, StudyResult
from stockmatch.core.table import ImportCheck, ImportPlan, Reading, TablePreview
from stockmatch.core.tuning import ModelVersion, TuneReport
from stockmatch.ending import EXIT_DONE, at_work, leave

EngineFactory = Callable[[], MatchingEngine]

_CANCEL = "cancel"
_POLL_SECONDS = 0.05
_STOP_SECONDS = 2.0
_NICE, _BELOW_NORMAL_PRIORITY_CLASS = 10, 0x4000
_STOPPED = Message("The matching engine stopped unexpectedly and was started again. No decision was lost.")


class EngineBug(Exception):
    """An unforeseen error inside the engine process; the message is its traceback."""


def _serve_lane(engine: MatchingEngine, pipe: Connection) -> None:
    while True:
        try:
            message = pipe.recv()
        except (EOFError, OSError):
            return
        if message[0] == _CANCEL:
            continue  # for a job that had already ended
        job, method, args = message

        def report(progress: Progress, job: int = job) -> None:
            while pipe.poll():
                note = pipe.recv()
                if note == (_CANCEL, job):
                    raise Cancelled
            pipe.send(("progress", progress))

        try:
            reply = ("done", getattr(engine, method)(*args, report))
        except (StockmatchError, Cancelled) as error:
            reply = ("raised", error)
        except (EOFError, OSError) as error:
            if isinstance(error, (EOFError, BrokenPipeError)):
                return
            reply = ("raised", EngineBug(traceback.format_exc()))
        except Exception:  # noqa: BLE001 - carried to the window's crash report
            reply = ("raised", EngineBug(traceback.format_exc()))
        try:
            pipe.send(reply)
        except (BrokenPipeError, OSError):
            return


def _give_way() -> None:
    """Let the window have a processor whenever it wants one: this process works with as many threads as there are."""
    if sys.platform == "win32":
        kernel = ctypes.WinDLL("kernel32")
        kernel.GetCurrentProcess.restype = ctypes.c_void_p
        kernel.SetPriorityClass(ctypes.c_void_p(kernel.GetCurrentProcess()), _BELOW_NORMAL_PRIORITY_CLASS)
    else:
        os.nice(_NICE)


def _serve(factory: EngineFactory, pipes: list[Connection]) -> None:
    _give_way()
    engine = factory()
    threads = [threading.Thread(target=_serve_lane, args=(engine, pipe), daemon=True) for pipe in pipes]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if at_work():
        leave(EXIT_DONE)


class EngineProcess:
    """Starts, restarts and stops the engine process.

    Args:
        factory: makes the engine inside the new process; must be picklable.
        lanes: names of the lanes; calls of one lane run one after the other, lanes run side by side.

    Attributes:
        on_death: called once for each process that died, in the thread that noticed, before any call raises
            ``EngineStopped`` for it. Who made such a call may not be listening any more, so this is what to go by.
    """

    def __init__(self, factory: EngineFactory, lanes: tuple[str, ...]) -> None:
        self._factory = factory
        self._lanes = lanes
        self._lock = threading.Lock()
        self._process: BaseProcess | None = None
        self._pipes: dict[str, Connection] = {}
        self._jobs = 0
        self._stopping = False
        self._mourned: BaseProcess | None = None
        self.on_death: Callable[[EngineStopped], object] = lambda _error: None

    def start(self) -> None:
        """Start the process if it does not run. Returns at once; calls wait until it is ready."""
        with self._lock:
            self._start()

    def _start(self) -> None:
        if self._stopping or (self._process is not None and self._process.is_alive()):
            return
        context = multiprocessing.get_context("spawn")
        pairs = {lane: context.Pipe() for lane in self._lanes}
        theirs = [pair[1] for pair in pairs.values()]
        self._process = context.Process(target=_serve, args=(self._factory, theirs), daemon=True, name="engine")
        self._process.start()
        for pipe in theirs:
            pipe.close()
        self._pipes = {lane: pair[0] for lane, pair in pairs.items()}

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process is not None else None

    def call(self, lane: str, method: str, *args: object, report: Report) -> Any:
        """Run a method of the engine and wait for its result.

        Raises:
            Cancelled: if ``report`` raised it and the engine stopped for it. Work that goes on with what it has is
                told each further time.
            EngineStopped: if the process died; a new one has been started.
            StockmatchError: whatever the method raised.
            EngineBug: for an unforeseen error inside the engine.
        """
        with self._lock:
            found = self._process
            died = found is not None and not found.is_alive()
            self._start()
            process, pipe = self._process, self._pipes.get(lane)
            self._jobs += 1
            job = self._jobs
        if pipe is None:
            raise Cancelled
        if died:
            raise self._told(found)
        try:
            pipe.send((job, method, args))
            return self._await(pipe, job, report)
        except (EOFError, BrokenPipeError, ConnectionResetError) as error:
            if self._stopping:
                raise Cancelled from error
            self._replace(process)
            raise self._told(process) from error

    def _replace(self, broken: BaseProcess | None) -> None:
        """Bury a process whose pipe broke, which can be a moment before it counts as dead, and start another."""
        with self._lock:
            if broken is not None and broken is self._process:
                broken.join(_STOP_SECONDS)
                broken.kill()
                broken.join()
            self._start()

    def _told(self, dead: BaseProcess | None) -> EngineStopped:
        """What a call raises whose process died, told where that is news."""
        error = EngineStopped(_STOPPED)
        with self._lock:
            known, self._mourned = self._mourned, dead
        if dead is not known:
            self.on_death(error)
        return error

    def _await(self, pipe: Connection, job: int, report: Report) -> Any:
        told = 0
        latest: Progress | None = None
        while True:
            arrived = pipe.poll(_POLL_SECONDS)
            kind, value = pipe.recv() if arrived else ("progress", latest)
            if kind == "done":
                return value
            if kind == "raised" and isinstance(value, Exception):
                raise value
            latest = value
            if latest is None:
                continue
            try:
                report(latest)
            except Cancelled as wish:
                for _ in range(told, wish.times):
                    pipe.send((_CANCEL, job))
                told = max(told, wish.times)

    def stop(self) -> None:
        """End the process; calls under way raise ``Cancelled``."""
        self._stopping = True
        with self._lock:
            process, self._process = self._process, None
        if process is None:
            return
        process.terminate()
        process.join(_STOP_SECONDS)
        if process.is_alive():
            process.kill()
            process.join()


class RemoteEngine:
    """The engine as one lane of the window sees it; implements ``MatchingEngine``."""

    def __init__(self, process: EngineProcess, lane: str) -> None:
        self._process = process
        self._lane = lane

    def _call(self, method: str, *args: object, report: Report) -> Any:
        return self._process.call(self._lane, method, *args, report=report)

    def preview(self, source: str, report: Report) -> Preview | TablePreview:
        return self._call("preview", source, report=report)

    def preview_table(self, source: str, reading: Reading, images: str | None, report: Report) -> TablePreview:
        return self._call("preview_table", source, reading, images, report=report)

    def check_import(self, source: str, plan: ImportPlan, report: Report) -> ImportCheck:
        return self._call("check_import", source, plan, report=report)

    def plan_import(self, source: str, plan: ImportPlan, report: Report) -> None:
        self._call("plan_import", source, plan, report=report)

    def open_catalogue(self, source: str, settings: Settings, report: Report) -> Snapshot:
        return self._call("open_catalogue", source, settings, report=report)

    def match(self, request: MatchRequest, report: Report) -> PhotoMatch:
        return self._call("match", request, report=report)

    def learn(self, enabled: bool, report: Report) -> Learning:
        return self._call("learn", enabled, report=report)

    def explain(self, request: MatchRequest, product_key: str, report: Report) -> Explanation:
        return self._call("explain", request, product_key, report=report)

    def tune(self, report: Report) -> TuneReport:
        return self._call("tune", report=report)

    def keep_version(self, catalogue_id: str, version: int, report: Report) -> None:
        self._call("keep_version", catalogue_id, version, report=report)

    def keep_tuning(self, catalogue_id: str, version: int, report: Report) -> Snapshot:
        return self._call("keep_tuning", catalogue_id, version, report=report)

    def discard_tuning(self, catalogue_id: str, version: int, report: Report) -> None:
        self._call("discard_tuning", catalogue_id, version, report=report)

    def use_version(self, catalogue_id: str, base_model_id: ModelId, version: int, report: Report) -> Snapshot:
        return self._call("use_version", catalogue_id, base_model_id, version, report=report)

    def versions(self, report: Report) -> tuple[ModelVersion, ...]:
        return self._call("versions", report=report)

    def export_version(self, version: int, path: str, report: Report) -> None:
        self._call("export_version", version, path, report=report)

    def import_version(self, path: str, report: Report) -> ModelVersion:
        return self._call("import_version", path, report=report)

    def download_weights(self, backbone: str, report: Report) -> None:
        self._call("download_weights", backbone, report=report)

    def is_installed(self, backbone: str, report: Report) -> bool:
        return self._call("is_installed", backbone, report=report)

    def has_weights(self, backbone: str, report: Report) -> bool:
        return self._call("has_weights", backbone, report=report)

    def check_weights(self, backbone: str, weights_file: str, report: Report) -> None:
        self._call("check_weights", backbone, weights_file, report=report)

    def describe_device(self, wanted: Device, report: Report) -> DeviceInfo:
        return self._call("describe_device", wanted, report=report)

    def study(self, request: StudyRequest, report: Report) -> StudyResult:
        return self._call("study", request, report=report)
