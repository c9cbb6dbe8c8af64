"""Sound requests → takes: made once, in parallel, kept in a cache folder under the digest of what was asked."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import asdict
from multiprocessing.process import BaseProcess
from pathlib import Path
from threading import Thread

from filmc.base.digest import digest
from filmc.lower.request import MusicRequest, Request, SoundRequest, SpeechRequest
from filmc.produce.animatic.talker import Engine, find_engine
from filmc.produce.animatic.wav import read_take, write_wav
from filmc.produce.take import SoundTake

SOUND_VERSION = 2
"""Goes up whenever the same request would sound different."""

Progress = Callable[[int, int, str], None]
"""Told after each step: how many are done, of how many, and what was made last."""

_LINES = 12
"""Lines of speech that one process takes at a time."""
_WORTH_A_PROCESS = 2.0
"""Seconds of work above which starting processes pays."""


def sound_key(request: Request, engine: Engine | None = None) -> str:
    """Return the name of what `request` gives, 64 hex digits; for speech it depends on the `engine` too."""
    spoken = isinstance(request, SpeechRequest)
    return digest(
        {
            "kind": type(request).__name__,
            "what": asdict(request),
            "engine": engine.name if engine and spoken else "",
            "version": SOUND_VERSION,
        }
    )


def make_sounds(requests: Mapping[str, Request], cache: Path, progress: Progress | None = None) -> dict[str, SoundTake]:
    """Return a take for each request, under the caller's own keys; what `cache` has already is not made again.

    A line that the engine can not speak comes as a marked substitute; if that was an accident (a crash), the
    next call tries again. OSError where the folder can not be written.
    """
    cache.mkdir(parents=True, exist_ok=True)
    engine = find_engine()
    files = {key: cache / f"{sound_key(request, engine)}.wav" for key, request in requests.items()}
    wanted = {files[key]: request for key, request in requests.items() if _kept(files[key], request, engine) is None}
    jobs = list(_jobs(wanted))
    for done, job in enumerate(_made(jobs, engine), 1):
        if progress:
            progress(done, len(jobs), _what(job))
    return {key: _take(file) for key, file in files.items()}


def kept_sounds(requests: Mapping[str, Request], cache: Path) -> dict[str, SoundTake]:
    """Return the takes that `cache` has for `requests`, a substitute where nothing better is there; nothing is made."""
    engine = find_engine()
    files = {key: cache / f"{sound_key(request, engine)}.wav" for key, request in requests.items()}
    found = {key: read_take(file) or read_take(_marked(file), substitute=True) for key, file in files.items()}
    return {key: take for key, take in found.items() if take}


Job = Sequence[tuple[Path, Request]]
"""One piece of music, one effect, or some lines of speech, each with its file."""


def _kept(file: Path, request: Request, engine: Engine | None) -> SoundTake | None:
    """Return the take in the cache, unless it is a substitute for what could be spoken now."""
    if take := read_take(file):
        return take
    final = isinstance(request, SpeechRequest) and not (engine and _speakable(request))
    return read_take(_marked(file), substitute=True) if final else None


def _speakable(request: SpeechRequest) -> bool:
    from filmc.produce.animatic.speech import speakable  # noqa: PLC0415 - what makes sounds, only where one is missing

    return speakable(request)


def _marked(file: Path) -> Path:
    """Substitutes say so in their name."""
    return file.with_suffix(".substitute.wav")


def _take(file: Path) -> SoundTake:
    take = read_take(file) or read_take(_marked(file), substitute=True)
    if take is None:
        raise OSError(f"{file} was made but can not be read back")
    return take


def _jobs(wanted: Mapping[Path, Request]) -> Iterator[Job]:
    """Music first, because it takes longest; lines in batches, for one speech process each."""
    alone = [(file, request) for file, request in wanted.items() if not isinstance(request, SpeechRequest)]
    for pair in sorted(alone, key=lambda pair: -_seconds(pair[1])):
        yield [pair]
    lines = [(file, request) for file, request in wanted.items() if isinstance(request, SpeechRequest)]
    for start in range(0, len(lines), _LINES):
        yield lines[start : start + _LINES]


def _seconds(request: Request) -> float:
    """Estimate the seconds that making takes, from what was measured on a small machine."""
    match request:
        case MusicRequest():
            return 0.1 + request.milliseconds / 20_000
        case SoundRequest():
            return 0.02 + request.milliseconds / 60_000
        case SpeechRequest():
            return 0.05


def _made(jobs: Sequence[Job], engine: Engine | None) -> Iterator[Job]:
    """Make the jobs and yield each when it is done; in this process where there is little to do."""
    work = sum(_seconds(request) for job in jobs for _, request in job)
    if work < _WORTH_A_PROCESS or len(jobs) < 2:
        for job in jobs:
            _make(job, engine)
            yield job
        return
    yield from _made_in_parallel(jobs, engine)


def _made_in_parallel(jobs: Sequence[Job], engine: Engine | None) -> Iterator[Job]:
    others = set(multiprocessing.active_children())
    workers = min(len(jobs), os.cpu_count() or 1)
    with ProcessPoolExecutor(workers, multiprocessing.get_context("spawn"), _end_with_parent) as pool:
        try:
            with _interrupts_held():
                running: dict[Future[None], Job] = {pool.submit(_make, job, engine): job for job in jobs}
            for future in as_completed(running):
                future.result()
                yield running[future]
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            _end(set(multiprocessing.active_children()) - others, jobs[0][0][0].parent)
            raise


def _end_with_parent() -> None:
    """In a worker: end when who started it has ended, however that was. It would wait for work for ever."""
    parent = multiprocessing.parent_process()
    assert parent is not None

    def follow() -> None:
        parent.join()
        os._exit(1)

    Thread(target=follow, daemon=True).start()


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Hold Ctrl-C back while workers start: they inherit that, so it reaches only this process, which ends them."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _end(workers: set[BaseProcess], cache: Path) -> None:
    """End the workers at once and take away what they had half written."""
    for worker in workers:
        worker.terminate()
    for worker in workers:
        worker.join()
        for part in cache.glob(f"*.{worker.pid}.part"):
            part.unlink(missing_ok=True)


def _make(job: Job, engine: Engine | None) -> None:
    from filmc.produce.animatic.effects import effect  # noqa: PLC0415 - as above: they take longer to load than an edit
    from filmc.produce.animatic.music import compose  # noqa: PLC0415
    from filmc.produce.animatic.speech import speak  # noqa: PLC0415

    lines = [(file, request) for file, request in job if isinstance(request, SpeechRequest)]
    for (file, _), spoken in zip(lines, speak([request for _, request in lines], engine), strict=True):
        write_wav(_marked(file) if spoken.substitute else file, spoken.samples)
    for file, request in job:
        match request:
            case MusicRequest():
                write_wav(file, compose(request))
            case SoundRequest():
                write_wav(file, effect(request))


def _what(job: Job) -> str:
    request = job[0][1]
    match request:
        case MusicRequest():
            return f"music, {request.milliseconds / 1000:.0f}s"
        case SoundRequest():
            return f"sound: {request.words or request.recipe}"
        case SpeechRequest():
            return "1 line of speech" if len(job) == 1 else f"{len(job)} lines of speech"
