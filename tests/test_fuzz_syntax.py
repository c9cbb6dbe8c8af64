"""Nothing that can be in a file raises, hangs, or is changed by the printer: bytes, pieces, films, spoilt films."""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Callable
from random import Random

import pytest
from filmmaker import film, mutate

from filmc.base.diagnostic import Notes
from filmc.base.source import Source
from filmc.frontend.ast import Action, Block, Cue, File, walk
from filmc.frontend.parse import parse
from filmc.frontend.printer import format_file
from filmc.frontend.text import decode

SOAK = bool(os.environ.get("FILMC_SOAK"))
SLICES = 8
"""Each kind of text runs in slices, so that several processes share the work."""
LONG = 150_000 if SOAK else 75_000
"""How long a text is whose time is told."""

PIECES = [
    *("film", "scene", "shot", "character", "as ", "transition", "setup", " a", " MEI", "5s", "INT. X - DAY"),
    *(
        ": ",
        ":",
        "：",
        "(",
        ")",
        "（",
        "）",
        ",",
        "#",
        "!",
        "@",
        "\\",
        "\\:",
        "  ",
        "李",
        "🎬",
        "\u2028",
        "\0",
        "\udcff",
    ),
    *("\n", "\n", "\n    ", "\n        ", "\n\t", "\r\n", "\r"),
]


def random_bytes(rng: Random) -> bytes:
    return rng.randbytes(rng.randint(0, 300))


def random_pieces(rng: Random) -> bytes:
    return "".join(rng.choices(PIECES, k=rng.randint(0, 60))).encode("utf-8", "surrogateescape")


def random_film(rng: Random) -> bytes:
    return film(rng).encode()


def spoilt_film(rng: Random) -> bytes:
    return mutate(rng, film(rng)).encode("utf-8", "replace")


@pytest.mark.parametrize("part", range(SLICES))
@pytest.mark.parametrize(
    ("make", "few", "many"),
    [
        (random_bytes, 160, 15_000),
        (random_pieces, 320, 15_000),
        (random_film, 40, 20_000),
        (spoilt_film, 64, 5_000),
    ],
)
def test_any_text(make, few: int, many: int, part: int) -> None:
    for number in range((many if SOAK else few) // SLICES):
        seed = f"{make.__name__} {part} {number}"
        data = make(Random(seed))
        faultless = examine(data, seed)
        assert faultless or make is not random_film, seed


def examine(data: bytes, seed: str) -> bool:
    """Check everything that holds for any text; return whether it had no errors."""
    started = time.process_time()
    notes = Notes()
    source = decode(notes, "t", data)
    tree = parse(notes, source)
    assert time.process_time() - started < 2, f"{seed}: slow"
    check_spans(tree, seed)
    for note in notes:
        assert 0 <= note.span.start <= note.span.end <= len(source.text), seed
    text = format_file(tree)
    if notes.errors:
        return False
    again = parse(Notes(), Source("t", text))
    assert again == tree, seed
    assert format_file(again) == text, seed
    assert "\n\n\n" not in text, seed
    assert not text.startswith("\n"), seed
    assert not text.endswith("\n\n"), seed
    return True


def check_spans(tree: File, seed: str) -> None:
    """Spans lie in the text, inner ones in outer ones, and hold what they say."""
    text = tree.source.text
    for item in walk(tree):
        assert 0 <= item.span.start <= item.span.end <= len(text), seed
        if isinstance(item, Cue | Block):
            for below in item.body:
                assert item.span.start <= below.span.start <= below.span.end <= item.span.end, seed
        if isinstance(item, Action):
            assert not item.forced or text[item.span.start] == "!", seed
        if isinstance(item, Cue):
            for piece in filter(None, (item.key, *item.how, item.value)):
                written = text[piece.span.start : piece.span.end]
                assert written == piece.value or "\\" in written or not written.isascii(), seed


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("parentheses", lambda n: "scene: INT. X - DAY\n    shot\n        A " + "(" * n),
        ("nested parentheses", lambda n: "scene: INT. X - DAY\n    shot\n        A " + "(a" * n + ")" * n + ": b"),
        ("spaces", lambda n: "film T" + " " * n + "x"),
        ("a long key", lambda n: "scene: INT. X - DAY\n    shot\n        " + "a " * n + ": x"),
        ("colons", lambda n: "film T\n    a" + ":" * n),
        ("blank lines", lambda n: "film T\n" + "\n" * n + "act U"),
        ("blank lines with spaces", lambda n: "film T\n" + "  \n" * n + "act U"),
        ("carriage returns", lambda n: "\r" * n),
        ("comments", lambda n: "film T\n" + "# x\n" * n),
        ("stairs down", lambda n: "".join(" " * min(depth, 900) + "a: b\n" for depth in range(n // 100))),
        ("one long paragraph", lambda n: "scene: INT. X - DAY\n    shot\n" + "        rain\n" * (n // 10)),
        ("commas", lambda n: "scene: INT. X - DAY\n    shot " + "," * n),
        ("backslashes", lambda n: "film T\n    a: " + "\\" * n),
        ("headings", lambda n: "act A\n" * (n // 6)),
        ("strays", lambda n: "rain\n\n" * (n // 8)),
        ("empty shots", lambda n: "scene: INT. X - DAY\n" + "    shot\n" * (n // 15)),
    ],
)
def test_time_is_linear(name: str, text: Callable[[int], str]) -> None:
    """Five times the text takes about five times as long (its square would be 25), or no time worth the name."""
    reading_time(name, text(3_000))  # who reads first loads the grammar
    whole = reading_time(name, text(LONG))
    assert whole < 0.25 or whole < 12 * reading_time(name, text(LONG // 5))


def reading_time(name: str, text: str) -> float:
    """Return the seconds of the processor that parsing and formatting a text take in this thread."""
    gc.freeze()  # what other tests have left behind is not walked through
    started = time.thread_time()
    format_file(parse(Notes(), decode(Notes(), name, text.encode())))
    took = time.thread_time() - started
    gc.unfreeze()
    return took
