"""A film that is checked again after an edit is what it is when it is checked anew: film, trees and notes, each place."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from random import Random
from typing import Any

import pytest
from typist import MAIN, Project, edited, project

from filmc.base import memo
from filmc.base.anchors import Anchors
from filmc.base.diagnostic import Notes
from filmc.base.memo import Memo
from filmc.base.world import MemoryWorld
from filmc.frontend.library import LibraryFile
from filmc.ir.build import kept
from filmc.ir.node import Node
from filmc.ir.words import Words
from filmc.session import Checked, Session

SOAK = bool(os.environ.get("FILMC_SOAK"))
SCRIPTS, EDITS = 10_000 if SOAK else 16, 6
SLICES = 8
"""The scripts run in slices, so that several processes share the work."""


@pytest.mark.parametrize("part", range(SLICES))
def test_what_is_checked_again_is_what_is_checked_anew(part: int) -> None:
    for number in range(part, SCRIPTS, SLICES):
        assert disagreement(typed(number)) is None, f"script {number}"


def typed(number: int) -> Iterator[Project]:
    """Yield the versions of a project that somebody types."""
    rng = Random(f"script {number}")
    files = project(rng)
    texts = [files]
    yield files
    for _ in range(EDITS):
        files = rng.choice(texts) if rng.random() < 0.1 else edited(rng, files)
        texts.append(files)
        yield files


def disagreement(versions: Iterable[Project]) -> str | None:
    """Return what a check with a memo says of one of the versions otherwise than one without; None where nothing."""
    known = Memo()
    told = (difference(seen(checked(files, known)), seen(checked(files))) for files in versions)
    return next(filter(None, told), None)


FILM = """\
move peek
    prompt: the camera peeks
    axes: dolly 0 -> 0.1

scene INT. ROOM - DAY
    shot medium, peek, 3s
        start: refs/a.png
"""
WRITTEN: dict[str, tuple[Project, ...]] = {
    "a file that goes, and comes again": (
        {MAIN: FILM.encode(), "refs/a.png": b""},
        {MAIN: FILM.encode()},
        {MAIN: FILM.encode(), "refs/a.png": b""},
    ),
    "a word of the author's that is another": (
        {MAIN: FILM.encode()},
        {MAIN: FILM.replace("0 -> 0.1", "0 -> 0.9").encode()},
    ),
    "a scene before all others, and gone again": (
        {MAIN: FILM.encode()},
        {MAIN: FILM.replace("scene", "scene EXT. STREET - DAY\n    shot wide, 2s\n\nscene", 1).encode()},
        {MAIN: FILM.encode()},
    ),
}
"""Versions that a typist who knows nothing comes upon too seldom."""


@pytest.mark.parametrize("script", WRITTEN)
def test_what_is_written_for_a_purpose(script: str) -> None:
    assert disagreement(WRITTEN[script]) is None


def checked(files: Project, *known: Memo) -> Checked:
    return Session(MemoryWorld(files), MAIN).check(*known)


def seen(found: Checked) -> Mapping[str, Any]:
    """Return all that a check tells, by name."""
    screenplay = found.screenplay
    return {
        "notes": tuple(found.notes),
        "said": found.said,
        "sources": {name: source.text for name, source in found.sources.items() if not name.startswith("stdlib:")},
        "trees": repr([file.items for file in screenplay.files if not isinstance(file, LibraryFile)]),
        "names": repr((screenplay.names.own, screenplay.film, screenplay.story, screenplay.cover, screenplay.credits)),
        "settled": found.settled,
        "film": found.film,
    }


def difference(one: Any, other: Any, at: str = "", known: set[tuple[int, int]] | None = None) -> str | None:
    """Return where two values differ first, places included; None where they do not."""
    known = set() if known is None else known
    if type(one) is not type(other):
        return f"{at}: {one!r} is not {other!r}"
    if (id(one), id(other)) in known:
        return None
    if isinstance(one, Node):
        known.add((id(one), id(other)))
        return difference(vars(one), vars(other), at, known)
    if isinstance(one, dict):
        parts: Sequence[Any] = [(key, one.get(key), other.get(key)) for key in (*one, *(set(other) - set(one)))]
    elif type(one) is tuple and len(one) == len(other):
        parts = [(key, left, right) for key, (left, right) in enumerate(zip(one, other, strict=True))]
    else:
        return None if one == other else f"{at}: {one!r} is not {other!r}"
    return next((found for key, *both in parts if (found := difference(*both, f"{at}.{key}", known))), None)


# ---- would it be noticed?

Things = tuple[object, ...]


def left_where_it_was(self: Anchors, anchor: int, offset: int) -> None:
    """Leave an anchor at its first place: what stands behind a new line keeps the places that it had."""
    known = vars(self).setdefault("known", {})
    self._shifts[anchor] = known.setdefault(anchor, offset - anchor)


def unsaid(self: Memo, notes: Notes, work: Callable[..., Any], of: Things, given: Things) -> Any:
    """Note nothing of what is remembered."""
    result = self.find((work, *memo.identities(of)))
    return recall(self, notes, work, of, given) if result is None else result.value


def said_before(self: Memo, notes: Notes, work: Callable[..., Any], of: Things, given: Things) -> Any:
    """Note of work what it once found, though it finds nothing now."""
    apart = Notes()
    value = recall(self, apart, work, of, given)
    stale = vars(self).setdefault("stale", {})
    found = tuple(apart) or stale.get(work, ())
    stale[work] = found
    notes.adopt(found)
    return value


def but_the_last(of: Iterable[object]) -> list[Any]:
    """Know work by all that it is given but the last thing."""
    return identities(tuple(of)[:-1])


def with_the_old_values(self: Memo, node: Any, **fields: object) -> Any:
    """Know a copy by its node and the fields that are changed, whatever they are changed to."""
    key = (id(node), *fields)
    return self.find(key) or self.keep(key, lambda: node.model_copy(update=fields))


recall, identities = Memo._recall, memo.identities
SABOTAGE: dict[str, tuple[object, str, Callable[..., Any]]] = {
    "an anchor is left where it was": (Anchors, "drop", left_where_it_was),
    "what is remembered notes nothing": (Memo, "_recall", unsaid),
    "a note stays that nothing says any more": (Memo, "_recall", said_before),
    "one thing is left out of what work is known by": (memo, "identities", but_the_last),
    "a copy keeps its first values": (Memo, "copy", with_the_old_values),
    "files are not asked for again": (kept, "holds", lambda *_: True),
    "what others asked for is not asked for again": (Words, "hear", lambda *_: None),
    "words of the author's are not asked for again": (kept, "_is_good", lambda *_: True),
}
"""What could be wrong with what is remembered → where, and what is done there instead."""


@pytest.mark.parametrize("sabotage", SABOTAGE)
def test_a_memory_that_is_wrong_is_noticed(sabotage: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(*SABOTAGE[sabotage])
    assert any(fails(versions) for versions in (*WRITTEN.values(), *map(typed, range(SLICES))))


def fails(versions: Iterable[Project]) -> bool:
    """Tell whether a script is judged otherwise, or can not be checked again at all."""
    try:
        return disagreement(versions) is not None
    except (AssertionError, AttributeError, KeyError, TypeError, ValueError):
        return True


def test_what_is_below_is_kept_as_long_as_what_is_above() -> None:
    known, done = Memo(), list[str]()

    def below(_notes: Notes, name: str) -> None:
        done.append(name)

    def above(notes: Notes, memo: Memo, name: str) -> None:
        memo.recall(notes, below, name)

    for _ in range(20):
        known.begin()
        known.nest(Notes(), above, "shot")
    known.recall(Notes(), below, "shot")
    assert done == ["shot"]
    for _ in range(20):
        known.begin()
    known.nest(Notes(), above, "shot")
    assert done == ["shot", "shot"]
