"""Nothing that a file can hold breaks the compiler: bytes, pieces, films, spoilt examples, from text to timeline.

Of each text: the check ends in good time without an exception, every diagnostic lies in its file, formatting is
idempotent and changes neither the film nor what is said of it, and every stage can be dumped.
"""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from random import Random

import pytest
from filmmaker import film, mutate

from filmc.base.assets import asset
from filmc.base.diagnostic import Notes
from filmc.base.world import MemoryWorld
from filmc.frontend.parse import parse
from filmc.frontend.printer import format_file
from filmc.frontend.text import decode
from filmc.session import STAGES, Checked, Session

SOAK = bool(os.environ.get("FILMC_SOAK"))
SLICES = 8
"""Each kind of text runs in slices, so that several processes share the work."""
MAIN = "main.film"
SECONDS_A_MEGABYTE = 1.0
START = 2.0
"""Seconds that any text may take: mostly the machine's own hiccups."""

Files = Mapping[str, bytes]

PIECES = (
    *("film ", "scene ", "shot ", "character ", "as ", "setup ", "transition", "use ", "act ", "cover", "credits"),
    *(
        "MEI",
        "INT. X - DAY",
        "INT. ",
        "wide",
        "push in",
        "over the shoulder",
        "5s",
        "auto",
        "on MEI",
        "0s",
        "-1s",
        "9e9s",
    ),
    *(
        "with",
        "frame",
        "sfx",
        "music",
        "text",
        "camera",
        "start",
        "end",
        "source",
        "path",
        "look",
        "title",
        "fps",
        "size",
    ),
    *(": ", ":", "：", "(", ")", "（", "）", ",", "，", "#", "!", "@", "\\", "{{", "}}", "{%", "%", "->", ".last"),
    *("李", "🎬", "\u2028", "\u202e", "\0", "\ufeff", "\udcff", "1", "0", "-", "1/0", "60% 20%", "99999999999"),
    *("\n", "\n", "\n    ", "\n    ", "\n        ", "\n        ", "\n\t", "\r\n"),
)


def random_bytes(rng: Random) -> Files:
    return {MAIN: rng.randbytes(rng.randint(0, 300))}


def random_pieces(rng: Random) -> Files:
    return {MAIN: "".join(rng.choices(PIECES, k=rng.randint(0, 80))).encode("utf-8", "surrogateescape")}


def random_film(rng: Random) -> Files:
    return {MAIN: film(rng).encode()}


def spoilt_film(rng: Random) -> Files:
    return {MAIN: mutate(rng, film(rng)).encode("utf-8", "replace")}


def spoilt_example(rng: Random) -> Files:
    """An example, or a file of the standard library with one, after some changes to its main file."""
    files = dict(rng.choice(examples()))
    text = files[MAIN].decode()
    for _ in range(rng.randint(1, 3)):
        text = rng.choice((mutate, _swap_words, _splice, _blow_up))(rng, text)
    data = bytearray(text.encode("utf-8", "replace"))
    if data and rng.random() < 0.1:
        data[rng.randrange(len(data))] = rng.randrange(256)
    return {**files, MAIN: bytes(data)}


@cache
def examples() -> tuple[Files, ...]:
    """Return each example's files, and each file of the standard library as a film of its own."""
    folders = [main.parent for main in sorted((Path(__file__).parents[1] / "examples").rglob(MAIN))]
    films = [{path.relative_to(home).as_posix(): path.read_bytes() for path in home.rglob("*.*")} for home in folders]
    return (*films, *({MAIN: path.read_bytes()} for path in sorted(asset("stdlib").glob("*.film"))))


def _swap_words(rng: Random, text: str) -> str:
    words = text.split(" ")
    for _ in range(rng.randint(1, 4)):
        one, other = rng.randrange(len(words)), rng.randrange(len(words))
        words[one], words[other] = words[other], words[one]
    return " ".join(words)


def _splice(rng: Random, text: str) -> str:
    """Put some lines of another example into this one."""
    lines, others = text.split("\n"), rng.choice(examples())[MAIN].decode().split("\n")
    at, start = rng.randint(0, len(lines)), rng.randrange(len(others))
    lines[at:at] = others[start : start + rng.randint(1, 12)]
    return "\n".join(lines)


def _blow_up(rng: Random, text: str) -> str:
    """Change a number to one that nobody expects."""
    digits = [at for at, sign in enumerate(text) if sign.isdigit()]
    if not digits:
        return text
    at = rng.choice(digits)
    return text[:at] + rng.choice(("0", "-1", "99999999999999999999", "1e9", "0.0000001", "½", "٣")) + text[at + 1 :]


KINDS = [
    (random_bytes, 80, 15_000),
    (random_pieces, 80, 15_000),
    (random_film, 24, 20_000),
    (spoilt_film, 24, 5_000),
    (spoilt_example, 16, 5_000),
]


@pytest.mark.parametrize("part", range(SLICES))
@pytest.mark.parametrize(("make", "few", "many"), KINDS)
def test_any_text(make, few: int, many: int, part: int) -> None:
    for number in range((many if SOAK else few) // SLICES):
        seed = f"{make.__name__} {part} {number}"
        errors = examine(make(Random(seed)), seed, dumped=number % 5 == 0)
        assert make is not random_film or not errors, f"{seed}: {errors}"


def examine(files: Files, seed: str, *, dumped: bool) -> list[str]:
    """Check all that holds for any text; return the errors that were found in it."""
    started = time.process_time()
    session = Session(MemoryWorld(files), MAIN)
    checked = session.check()
    allowed = START + SECONDS_A_MEGABYTE * len(files[MAIN]) / 1e6
    assert time.process_time() - started < allowed, f"{seed}: slow"
    for note in checked.notes:
        source = checked.sources.get(note.span.file)
        assert source is None or 0 <= note.span.start <= note.span.end <= len(source.text), f"{seed}: {note}"
    for stage in STAGES if dumped else ():
        assert session.dump(checked, stage) or stage in ("jobs", "graph", "ast"), seed
    _check_format(files, checked, seed)
    return [f"{note.code} {note.message}" for note in checked.notes.errors]


def _check_format(files: Files, checked: Checked, seed: str) -> None:
    """A text that can be read whole is formatted to one that says the same, and that formatting leaves alone."""
    notes = Notes()
    tree = parse(notes, decode(notes, MAIN, files[MAIN]))
    if notes.errors:
        return
    text = format_file(tree)
    assert format_file(parse(Notes(), decode(Notes(), MAIN, text.encode()))) == text, seed
    again = Session(MemoryWorld({**files, MAIN: text.encode()}), MAIN).check()
    assert again.film == checked.film, seed
    assert _said(again) == _said(checked), seed


def _said(checked: Checked) -> list[str]:
    """Return the codes of what was found, but for signs that nobody sees, which formatting takes away."""
    return sorted(note.code for note in checked.notes if note.code != "W0105")
