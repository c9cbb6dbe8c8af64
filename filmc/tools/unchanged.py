"""`filmc build` where nothing has changed: told by the record of the last build, before anything else is loaded.

A record says what a build read (what was looked for and not found counts), what it wrote, and what it said. It holds
for one command, folder, environment and filmc, and while every stamp or else the bytes are the same; in any doubt there
is no answer here, and the build runs. `tools/record.py` makes records.
"""

from __future__ import annotations

import marshal
import os
import sys
import time
from binascii import crc32

from filmc import __version__
from filmc.base.homes import cache_home
from filmc.base.stamps import Mark, doubtful, renewed
from filmc.tools.colour import wants_colour

FORMAT = "filmc build 1 "
FOLDER = "builds"

_NAMED = ("PATH", "HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "APPDATA", "LOCALAPPDATA")
_OWN = ("FILMC_", "IMAGEIO_FFMPEG_")
"""Variables that a build may depend on: these, and those that begin like these."""

_TALK = ("--json", "--quiet", "--color")
"""Options that change only how a build talks."""


class Question:
    """What was asked, and when: `key` is what a record is found by, the rest is how to answer."""

    def __init__(self, words: list[str], *, as_json: bool, colour: bool) -> None:
        self.as_json = as_json
        self.colour = colour
        self.at = time.time_ns()
        self.key = [
            *(__version__, sys.version, sys.prefix, __file__, os.getcwd(), ""),
            *(f"{name}={os.environ[name]}" for name in sorted(os.environ) if name in _NAMED or name.startswith(_OWN)),
            *("", *words),
        ]

    @property
    def path(self) -> str:
        """Where the record of this question is kept."""
        name = crc32("\0".join(self.key).encode("utf-8", "surrogateescape"))
        return os.path.join(cache_home(), FOLDER, f"{name:08x}")


class Record:
    """What is known of a build: its question, the time and list of its marks, which are of films, what it said."""

    def __init__(
        self, key: list[str], taken: int, marks: list[Mark], films: list[int], said: tuple[str, str, str, bytes]
    ) -> None:
        self.key = key
        self.taken = taken
        self.marks = marks
        self.films = films
        self.said = said
        """On the error stream, without and with colour; the object of `--json`; and a packed `telling.Telling`."""

    def keep(self, path: str) -> None:
        """Write the record whole; where that can not be done there is none."""
        data = marshal.dumps([self.key, self.taken, self.marks, self.films, self.said])
        temporary = f"{path}.{os.getpid()}"
        try:
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(temporary, "wb") as file:
                file.write(f"{FORMAT}{crc32(data):08x}\n".encode() + data)
            os.replace(temporary, path)
        except OSError:
            _remove(temporary)


_asked: list[Question] = []


def question() -> Question | None:
    """Return the question that this process was started with and found no answer to; None where there is none."""
    return _asked[0] if _asked else None


def answer(argv: list[str]) -> int | None:
    """Say what the last build said if `argv` asks for one and nothing has changed, and return 0; else None."""
    try:
        asked = _read(argv)
    except OSError:  # the current folder is gone
        return None
    if asked is None:
        return None
    record = recall(asked)
    if record and _holds(record, asked):
        _say(record, asked)
        return 0
    _asked[:] = [asked]
    return None


def _read(argv: list[str]) -> Question | None:
    """Return the question in `argv`: one for a build, with nothing in it that only a real parser understands."""
    if argv[:1] != ["build"] or "--" in argv:
        return None
    words, choice, at = [], "auto", 1
    while at < len(argv):
        word = argv[at]
        if word == "--color":
            at += 1
            choice = argv[at] if at < len(argv) else ""
        elif word.startswith("--color="):
            choice = word.partition("=")[2]
        elif word not in ("--json", "--quiet", "-q"):
            if len(word) > 2 and any(option.startswith(word.partition("=")[0]) for option in _TALK):
                return None
            words.append(word)
        at += 1
    if choice not in ("auto", "always", "never"):
        return None
    colour = wants_colour(choice, terminal=bool(sys.stderr) and sys.stderr.isatty())
    return Question(words, as_json="--json" in argv, colour=colour)


def recall(asked: Question) -> Record | None:
    """Return the record of just this question, if it is there, whole and undamaged."""
    try:
        with open(asked.path, "rb") as file:
            head, data = file.read(len(FORMAT) + 9).decode("ascii"), file.read()
        if head != f"{FORMAT}{crc32(data):08x}\n":
            return None
        record = Record(*marshal.loads(data))  # noqa: S302  -- it runs nothing, and the checksum is right
    except (OSError, ValueError, EOFError, TypeError):
        return None
    return record if record.key == asked.key else None


def _holds(record: Record, asked: Question) -> bool:
    """Tell whether all is as it was; what only looks changed is noted anew, so that it is not read again."""
    taken = time.time_ns()
    numbers = doubtful(record.marks, record.taken)
    if not numbers:
        return True
    changed = []
    for number in numbers:
        try:
            mark = renewed(record.marks[number], record.taken)
        except OSError:
            mark = None
        if mark is None:
            changed.append(number)
        else:
            record.marks[number] = mark
    if changed and not _means_the_same(record, changed):
        return False
    record.taken = taken
    record.keep(asked.path)
    return True


def _means_the_same(record: Record, changed: list[int]) -> bool:
    """Tell whether only .film files have changed and they say the same; then the record is brought up to date."""
    if any(number not in record.films for number in changed):
        return False
    from filmc.tools.reread import reread  # noqa: PLC0415  -- it loads the parser

    return reread(record, changed)


def _say(record: Record, asked: Question) -> None:
    plain, coloured, answered, _ = record.said
    stream, text = (1, answered) if asked.as_json else (2, coloured if asked.colour else plain)
    data = text.encode("utf-8", "backslashreplace")
    try:
        while data:
            data = data[os.write(stream, data) :]
    except OSError:  # nobody listens, and that is no fault of the film
        return


def _remove(path: str) -> None:
    try:
        os.remove(path)
    except OSError:
        return
