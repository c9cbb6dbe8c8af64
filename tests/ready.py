"""Processes that begin at once: forked, one by one, from a process that has loaded all of filmc.

Each has its own working folder, environment, streams, signals and end, like any; only a second of loading is saved.
What is about the start itself (test_cli, test_memory, test_noop, test_offline) starts Python anew.

    process = begin(FILMC, "build", "--yes", folder=here)
    out, err = process.communicate()
"""

from __future__ import annotations

import atexit
import gc
import json
import os
import select
import signal
import socket
import subprocess
import sys
import threading
import traceback
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import IO, Any, NoReturn

from warm import filled

import filmc

FILMC = "import sys; from filmc.__main__ import main; sys.exit(main())"
"""The program of the `filmc` command."""
HERE = Path(__file__)
PATHS = os.pathsep.join((str(HERE.parents[1]), str(HERE.parent)))
TALKER = "filmc.produce.animatic.espeak"
"""A program of its own, which is never imported."""
STREAMS = 3
"""Standard output, standard error, and where it is told which process it is and how it ended."""
PATIENCE = 120.0
_STARTING = threading.Lock()
"""Held while it is looked whether the process that forks is there: several threads may be the first."""


class Begun:
    """A running process: what the tests need of `subprocess.Popen`."""

    def __init__(self, pid: int, out: IO[str], err: IO[str], told: IO[str]) -> None:
        self.pid, self.stdout, self.stderr, self._told = pid, out, err, told
        self.returncode: int | None = None

    def poll(self) -> int | None:
        return self.wait(0) if self.returncode is None and self._ended(0) else self.returncode

    def wait(self, timeout: float = PATIENCE) -> int:
        if self.returncode is None:
            if not self._ended(timeout):
                raise TimeoutError(f"process {self.pid} has not ended in {timeout} s")
            self.returncode = int(self._told.readline())
            self._told.close()
        return self.returncode

    def _ended(self, timeout: float) -> bool:
        return bool(select.select([self._told], [], [], timeout)[0])

    def communicate(self, timeout: float = PATIENCE) -> tuple[str, str]:
        """Return all that it says; it is killed if it does not end in time."""
        alarm = threading.Timer(timeout, self.kill)
        alarm.start()
        with ThreadPoolExecutor(1) as other, self.stdout as out, self.stderr as err:
            errors = other.submit(err.read)
            said = out.read(), errors.result()
        self.wait()
        alarm.cancel()
        return said

    def send_signal(self, number: int) -> None:
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)


def begin(
    program: str, *words: object, folder: Path | None = None, environment: Mapping[str, str] | None = None
) -> Begun | subprocess.Popen[str]:
    """Start `python -c PROGRAM WORDS…` in `folder`, with `environment` (else ours) and filmc and the tests to import."""
    told = {**(os.environ if environment is None else environment), "PYTHONPATH": PATHS}
    asked = {"program": program, "words": list(map(str, words)), "folder": str(folder or Path.cwd()), "told": told}
    return _forked(asked) if sys.platform == "linux" else _anew(asked)


def ended(process: Begun | subprocess.Popen[str]) -> int:
    """Hear a process out, and return how it ended."""
    process.communicate()
    return process.returncode


def _anew(asked: Mapping[str, Any]) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", asked["program"], *asked["words"]],
        cwd=asked["folder"], env=asked["told"], text=True,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


def _forked(asked: Mapping[str, Any]) -> Begun:
    ours, theirs = zip(*(os.pipe() for _ in range(STREAMS)), strict=True)
    with _STARTING:
        server = _started()
    socket.send_fds(server, [json.dumps(asked).encode()], theirs)
    for end in theirs:
        os.close(end)
    out, err, told = (os.fdopen(end, encoding="utf-8") for end in ours)
    return Begun(int(told.readline()), out, err, told)


@cache
def _started() -> socket.socket:
    """Start the process that forks, and return the way to it; it ends with us."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    process = subprocess.Popen(
        [sys.executable, str(HERE), str(theirs.fileno())],
        pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": PATHS, "FILMC_CACHE": str(filled())},
    )  # fmt: skip
    theirs.close()

    def end() -> None:
        ours.close()
        process.wait()

    atexit.register(end)
    return ours


# -- in the process that forks


FIRST = {
    "filmc.frontend.page": "_parser",
    "filmc.frontend.values.reading": "_parser",
    "filmc.produce.protocol.http": "_trust",
    "filmc.produce.providers.registry": "plugins",
    "filmc.render.key": "code_version",
}
"""What a process makes once, from filmc's own files and the machine's, whatever it is asked: the makers by module."""


def load() -> None:
    """Load all of filmc, and what it loads at its first line, its first picture and its first call."""
    ours = [module.name for module in walk_packages(filmc.__path__, "filmc.") if module.name != TALKER]
    for name in (*ours, "anyio._backends._asyncio", "emulators.plugin", "httpcore", "numpy.fft", "pytest"):
        import_module(name)
    import_module("PIL.Image").init()
    for name, maker in FIRST.items():
        getattr(import_module(name), maker)()
    import_module("filmc.base.files").cache_folder.cache_clear()  # each process has its own


def serve(asking: socket.socket) -> dict[str, Any]:
    """Fork for everything that is asked, and tell how it ended; return, in the forked process only, what it is to do."""
    running: dict[int, int] = {}

    def ended(*_: object) -> None:
        with suppress(ChildProcessError):
            while (found := os.waitpid(-1, os.WNOHANG))[0]:
                _tell(running.pop(found[0]), os.waitstatus_to_exitcode(found[1]))

    signal.signal(signal.SIGCHLD, ended)
    while True:
        asked, streams, *_ = socket.recv_fds(asking, 1 << 20, STREAMS)
        if not asked:
            os._exit(0)
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGCHLD})  # it can not have ended before it is known
        child = os.fork()
        if not child:
            asking.close()
            return _become(json.loads(asked), *streams, *running.values())
        out, err, running[child] = streams
        os.write(running[child], f"{child}\n".encode())
        os.close(out)
        os.close(err)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGCHLD})


def _tell(told: int, code: int) -> None:
    with suppress(BrokenPipeError):  # nobody waits for it any more
        os.write(told, f"{code}\n".encode())
    os.close(told)


def _become(asked: dict[str, Any], out: int, err: int, *others: int) -> dict[str, Any]:
    """Make this process the one that is asked for."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGCHLD})
    for other in others:
        os.close(other)
    for stream, number in ((out, 1), (err, 2)):
        os.dup2(stream, number)
        os.close(stream)
    sys.stdout = sys.__stdout__ = os.fdopen(1, "w", encoding="utf-8")
    sys.stderr = sys.__stderr__ = os.fdopen(2, "w", 1, encoding="utf-8", errors="backslashreplace")
    sys.argv = ["-c", *asked["words"]]
    os.chdir(asked["folder"])
    os.environ.clear()
    os.environ.update(asked["told"])
    return asked


def run(program: str) -> NoReturn:
    """Run the program and end as Python does, but leave the taking down of all that was loaded to the system."""
    code: object = 0
    try:
        exec(program, {"__name__": "__main__"})
    except SystemExit as left:
        code = left.code
    except BaseException:  # noqa: BLE001 - whatever it is, this process ends here
        traceback.print_exc()
        code = 1
    threading._shutdown()
    atexit._run_exitfuncs()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code if isinstance(code, int) else int(code is not None))


if __name__ == "__main__":
    load()
    import_module("filmc.base.ffmpeg").find_ffmpeg()  # that it runs is asked once, too
    gc.freeze()  # else a first look for circles would copy all of it
    run(serve(socket.socket(fileno=int(sys.argv[1])))["program"])
