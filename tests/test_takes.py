"""Where each job stands: derived from what is wanted, what the lock says and what the store has."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from filmc.lower.job import Job
from filmc.produce.choice import pick, pin, reject
from filmc.produce.locked import Block, Lock, Take
from filmc.produce.origin import Origin
from filmc.produce.store import Store
from filmc.produce.takes import Finder, Shelf, Standing, Tries, Wanted, standing, wanted

BY = ("Anna", "Monday")
MADE = Origin(how="made", date="2026-11-21")
BOUGHT = Origin(how="bought", date="2026-11-21", job="j1", micros=350_000, currency="USD")


@dataclass(frozen=True)
class Clip:
    """A request as `lower` makes them."""

    prompt: str = "she waits"
    seconds: int = 4
    seed_words: tuple[str, ...] = field(default=("a", "b"))


def clip(
    prompt: str = "she waits", seconds: int = 4, maker: str = "kling", start: str | None = "5" * 64, name: str = "s1"
) -> Wanted:
    job = Job("sound", Clip(prompt, seconds), maker, name)  # type: ignore[arg-type]
    return wanted(job, name, {"start": start})


NOW = clip()


def made(want: Wanted, digest: str, **values: object) -> Take:
    return replace(Take(digest, want.what, want.how, want.parts), **values)  # type: ignore[arg-type]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store")


def stands(store: Store, block: Block | None, want: Wanted = NOW, tries: Tries = Tries()) -> Standing:  # noqa: B008 - frozen
    return standing(want, block, Shelf(store.look, store.origins), tries)


OLD = clip("she sleeps", 5)
OTHER_STILL = clip(start="6" * 64)
OTHER_MAKER = clip(maker="veo")

CASES = [
    # what was made, with what the block then says; what is wanted; what the ledger knows → state, words, due, on remake
    ("fresh", NOW, {}, NOW, Tries(), "fresh", "made for just this", False, False),
    ("fresh though more was tried", NOW, {}, NOW, Tries("j2", "no answer", "key"), "fresh", "", False, False),
    ("usable", OTHER_MAKER, {"model": "veo-3"}, NOW, Tries(), "usable", "another maker (veo-3)", False, True),
    ("stale", OLD, {}, NOW, Tries(), "stale", "its prompt and seconds changed", True, True),
    ("stale input", OTHER_STILL, {}, NOW, Tries(), "stale", "another take plays as its start", True, True),
    ("stale, parts unknown", OLD, {"parts": ()}, NOW, Tries(), "stale", "another request", True, True),
    (
        "stale and failed",
        OLD,
        {},
        NOW,
        Tries(failure="moderated"),
        "failed",
        "the last try failed: moderated",
        True,
        True,
    ),
    ("stale and ordered", OLD, {}, NOW, Tries("j7"), "unknown", "it was ordered (j7)", False, False),
    ("stale, waiting", OLD, {}, clip(start=None), Tries(), "blocked", "it waits for its start", False, False),
    (
        "stale, no key",
        OLD,
        {},
        NOW,
        Tries(lacking="key for kling"),
        "blocked",
        "there is no key for kling",
        False,
        False,
    ),
    (
        "no take passed",
        NOW,
        {"verdict": "failed: black"},
        NOW,
        Tries(),
        "failed",
        "the last one failed: black",
        True,
        True,
    ),
    ("rejected", NOW, {"rejected": "no"}, NOW, Tries(), "missing", "every take was rejected (1)", True, True),
    ("brought in, never chosen", NOW, {"what": None, "how": None, "parts": ()}, NOW, Tries(), "stale", "", True, True),
]


@pytest.mark.parametrize("case", CASES, ids=[case[0] for case in CASES])
def test_states(store: Store, case: tuple[str, Wanted, dict[str, object], Wanted, Tries, str, str, bool, bool]) -> None:
    _, then, values, want, tries, state, words, due, on_remake = case
    take = made(then, store.add(b"take", BOUGHT), **values)
    found = stands(store, Block("s1", (take,)), want, tries)
    assert (found.state, found.due, found.due_on_remake) == (state, due, on_remake)
    assert words in found.reason
    assert found.take == (take if take.passes else None), "also a stale take stays on screen"


UNMADE = [
    (NOW, Tries(), "missing", "never made"),
    (NOW, Tries(failure="no money"), "failed", "failed: no money"),
    (NOW, Tries(failure="failed: no GPU"), "failed", "the last try failed: no GPU"),
    (NOW, Tries("j1", "no money"), "unknown", "j1"),
    (NOW, Tries(lacking="model"), "blocked", "there is no model"),
    (clip(start=None), Tries(), "blocked", "waits for its start"),
    (clip(start=None), Tries("j1"), "unknown", "j1"),
]


@pytest.mark.parametrize(("want", "tries", "state", "words"), UNMADE)
def test_states_without_a_take(store: Store, want: Wanted, tries: Tries, state: str, words: str) -> None:
    for block in (None, Block("s1")):
        found = stands(store, block, want, tries)
        assert (found.state, found.take, found.due) == (state, None, state in {"missing", "failed"})
        assert words in found.reason


def test_a_choice_holds_for_its_request(store: Store) -> None:
    first, second = (made(NOW, store.add(data, BOUGHT)) for data in (b"1", b"2"))
    old = made(OLD, store.add(b"old", BOUGHT))
    block = Block("s1", (first, second, old))
    assert stands(store, block).by == "auto"
    picked = stands(store, pick(block, old, NOW.what, *BY))
    assert (picked.state, picked.take, picked.by) == ("fresh", old, "Anna"), "a person says that it serves"
    assert stands(store, pick(block, second, OLD.what, *BY)).take == first
    pinned = stands(store, pin(block, old, OLD.what, *BY))
    assert (pinned.state, pinned.pinned, pinned.due, pinned.due_on_remake) == ("stale", True, False, False)
    assert not stands(store, pin(block, old, OLD.what, *BY), NOW, Tries(failure="x")).due
    kept = stands(store, pin(block, made(OTHER_MAKER, first.digest), NOW.what, *BY), OTHER_MAKER)
    assert not kept.due_on_remake
    file = Take(store.add(b"file", Origin(how="brought", date="2026")))
    assert stands(store, pick(Block("s1", (file,)), file, NOW.what, *BY)).state == "fresh"


@pytest.mark.parametrize("harm", ["gone", "damaged"])
@pytest.mark.parametrize(
    ("origin", "values", "state"),
    [
        (MADE, {}, "missing"),
        (BOUGHT, {}, "blocked"),
        (MADE, {"price": (350_000, "USD")}, "blocked"),
        (MADE, {"how": None}, "blocked"),
    ],
)
def test_what_was_paid_for_is_not_bought_again(
    store: Store, harm: str, origin: Origin, values: dict[str, object], state: str
) -> None:
    from filmc.frontend.value import Money

    values = {key: Money(*value) if key == "price" else value for key, value in values.items()}
    take = made(NOW, store.add(b"take", origin), job="j1", **values)
    path = store.path(take.digest)
    path.chmod(0o644)
    if harm == "gone":
        path.unlink()
    else:
        path.write_bytes(b"rust")
    for _ in range(2):
        found = stands(store, Block("s1", (take,)))
        assert (found.state, found.due) == (state, state == "missing")
    assert ("j1" in found.reason) == (state == "blocked")
    rejected = reject(Block("s1", (take,)), take, "lost")
    assert stands(store, rejected).due, "the way out is a word of a person"
    store.add(b"take", origin)
    assert stands(store, Block("s1", (take,))).state == "fresh"


def test_what_can_not_be_read_is_nobodys_order(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    take = made(NOW, store.add(b"take", MADE))
    store.path(take.digest).touch()

    def fails(_: Path) -> str:
        raise OSError(24, "Too many open files")

    monkeypatch.setattr("filmc.produce.store.digest_file", fails)
    found = stands(store, Block("s1", (take,)))
    assert (found.state, found.due) == ("blocked", False)
    assert "too many open files" in found.reason


def test_a_renamed_job_finds_its_take() -> None:
    sleeping = clip("she sleeps", name="s2")

    def block_for(want: Wanted, lock: Lock) -> Block | None:
        return Finder(lock).block(want)

    one, two = Block("s1", (made(NOW, "1" * 64),)), Block("s2", (made(sleeping, "2" * 64),))
    lock = Lock((one, two))
    assert block_for(NOW, lock) == one
    assert block_for(clip(name="renamed"), lock) == one
    assert block_for(clip(name="s2"), lock) == one, "two shots that swapped their names"
    assert block_for(clip("she sleeps", name="s1"), lock) == two
    assert block_for(clip("she runs", name="s1"), lock) == one, "stale, under its name"
    assert block_for(clip("she runs", name="s3"), lock) is None
    chosen = Lock((pick(one, one.takes[0], clip("she runs").what, *BY), two))
    assert block_for(clip("she runs", name="s3"), chosen) == chosen.blocks[0]
    pinned = pin(two, two.takes[0], sleeping.what, *BY)
    assert block_for(clip(name="s2"), Lock((one, pinned))) == pinned


def test_names_are_no_part_of_what_is_wanted() -> None:
    assert clip(name="a").what == clip(name="b").what
    assert (NOW.what, NOW.how) != (OTHER_MAKER.what, OTHER_MAKER.how)
    assert NOW.what == OTHER_MAKER.what
    assert len({NOW.what, OLD.what, OTHER_STILL.what, clip(start=None).what}) == 4
