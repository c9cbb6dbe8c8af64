"""`film.lock`: nothing in it is lost, neighbours merge, and what is damaged is told and left alone."""

from __future__ import annotations

import errno
import os
import subprocess
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from filmc.base.diagnostic import Notes
from filmc.base.fault import Fault
from filmc.frontend.value import Money
from filmc.produce.choice import add, find, judge, pick, pin, playing, reject, unpick, unpin
from filmc.produce.disk import alone
from filmc.produce.lock import LockFile, read_lock, write_lock
from filmc.produce.lock_text import one_line, parse, show
from filmc.produce.locked import Block, Lock, Take

SOAK = os.environ.get("FILMC_SOAK") == "1"
A, B, C, D = ("a" * 64, "b" * 64, "c" * 64, "d" * 64)
W, X = ("1" * 64, "2" * 64)
FULL = f"""\
filmc lock 1
film: 5d41402abc4b2a76

job kitchen/waits clip
    chosen: {A}
    by: Anna
    on: 2026-11-21
    for: {W}
    pin: yes
    take {A}
        what: {W}
        how: {X}
        parts: prompt=0123456789ab, input:start=ba9876543210
        model: fal/kling-2.5
        seed: 42
        price: 0.35 USD
        job: req-1
        made: 2026-11-21T03:00:00Z
        verdict: passed
    take {B}
        price: 1200 JPY
        verdict: failed: black frames
        rejected: the hand has six fingers

job kitchen/wind sound
    take {C}
        price: 0.000001 EUR
"""


def read(text: str) -> tuple[Lock, list[str]]:
    notes = Notes()
    return parse("film.lock", text, notes), [note.code for note in notes]


def test_every_line_has_its_field() -> None:
    lock, codes = read(FULL)
    assert codes == []
    assert lock.blocks == (
        Block(
            "kitchen/waits clip",
            (
                Take(
                    A,
                    W,
                    X,
                    (("prompt", "0123456789ab"), ("input:start", "ba9876543210")),
                    "fal/kling-2.5",
                    42,
                    Money(350_000, "USD"),
                    "req-1",
                    "2026-11-21T03:00:00Z",
                    "passed",
                ),
                Take(
                    B,
                    price=Money(1_200_000_000, "JPY"),
                    verdict="failed: black frames",
                    rejected="the hand has six fingers",
                ),
            ),
            chosen=A,
            by="Anna",
            on="2026-11-21",
            request=W,
            pinned=True,
        ),
        Block("kitchen/wind sound", (Take(C, price=Money(1, "EUR")),)),
    )
    assert lock.film == "5d41402abc4b2a76"
    assert show(lock) == FULL
    bare = Lock(tuple(block.changed(on="x").changed(on=block.on) for block in lock.blocks), film=lock.film)
    assert all(block.text is None or block.on is None for block in bare.blocks)
    assert show(bare) == FULL, "what is printed anew is the same to the letter"
    assert show(Lock()) == "filmc lock 1\n"
    assert lock.named == {A, B, C}
    nought = Lock((Block("s", (Take(A, seed=0),)),))
    assert read(show(nought))[0].blocks == nought.blocks


said = st.text(min_size=1, max_size=9).map(one_line).filter(bool)
digests = st.integers(0, 2**256 - 1).map("{:064x}".format)
takes = st.builds(
    Take,
    digests,
    what=st.none() | digests,
    how=st.none() | digests,
    parts=st.lists(
        st.tuples(st.sampled_from(["prompt", "input:start", "é-x"]), st.integers(0, 2**48 - 1).map("{:012x}".format)),
        max_size=3,
    ).map(tuple),
    model=st.none() | said,
    seed=st.none() | st.integers(-(2**63), 2**63),
    price=st.none() | st.builds(Money, st.integers(0, 10**17), st.sampled_from(["USD", "EUR", "CNY"])),
    job=st.none() | said,
    made=st.none() | said,
    verdict=st.none() | said,
    rejected=st.none() | said,
)


def _choosing(block: Block, chosen: str | None) -> Block:
    return replace(block, chosen=chosen)


blocks = st.builds(
    Block,
    said,
    st.lists(takes, max_size=3, unique_by=lambda take: take.digest).map(tuple),
    by=st.none() | said,
    on=st.none() | said,
    request=st.none() | digests,
    pinned=st.booleans(),
).flatmap(lambda block: st.sampled_from([None, *(take.digest for take in block.takes)]).map(partial(_choosing, block)))
films = st.none() | st.integers(0, 2**64 - 1).map("{:016x}".format)
locks = st.builds(
    lambda all_, film: Lock(tuple(sorted(all_, key=lambda block: block.name)), film=film),
    st.lists(blocks, max_size=4, unique_by=lambda block: block.name),
    films,
)


@settings(max_examples=500 if SOAK else 40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(locks, st.sampled_from(["\n", "\r\n"]))
def test_what_is_written_is_read(lock: Lock, newline: str) -> None:
    text = show(Lock(lock.blocks, newline=newline, film=lock.film))
    again, codes = read(text)
    assert codes == []
    assert (again.blocks, again.film) == (lock.blocks, lock.film)
    assert show(again) == text


lines = st.sampled_from(
    [
        *FULL.split("\n"),
        "<<<<<<< ours",
        "=======",
        ">>>>>>> theirs",
        "",
        "# by hand",
        "film: 5d41402abc4b2a76",
        "    colour: warm",
        "take",
        "job ",
        "\t  x",
        "é",
    ]
) | st.text(max_size=9)


@settings(max_examples=1000 if SOAK else 120, deadline=None)
@given(st.lists(lines, max_size=25), st.booleans())
def test_no_line_is_ever_lost(body: list[str], headed: bool) -> None:  # noqa: FBT001 - hypothesis draws it
    text = "\n".join(["filmc lock 1", *body] if headed else body)
    notes = Notes()
    lock = parse("film.lock", text, notes)
    for note in notes:
        assert 0 <= note.span.start <= note.span.end <= len(text)
    if not notes.errors:
        kept = sorted(line.removesuffix("\r") for line in show(lock).split("\n") if line.strip())
        assert kept == sorted(line.removesuffix("\r") for line in text.split("\n") if line.strip())
        again, _ = read(show(lock))
        assert again.blocks == lock.blocks


FAULTY = [
    ("", []),
    ("film lock\n", ["E1044"]),
    ("filmc lock 2\n\njob x\n", ["E1041"]),
    ("<<<<<<< HEAD\nfilmc lock 1\n", ["E1040"]),
    (f"filmc lock 1\n\njob x\n<<<<<<< HEAD\n    chosen: {A}\n=======\n    chosen: {B}\n>>>>>>> b\n", ["E1040"] * 3),
    ("filmc lock 1\n\njob x\n    chosen: 12\n", ["E1044"]),
    ("filmc lock 1\n\njob x\n    take 12\n", ["E1044"]),
    (f"filmc lock 1\n\njob x\n    take {A}\n    take {A}\n", ["E1044"]),
    (f"filmc lock 1\n\njob x\n    take {A}\n        price: much\n        seed: 1.5\n        parts: a\n", ["E1044"] * 3),
    ("filmc lock 1\n\njob x\n    by: a\n    by: b\n    pin: no\n    on:\n", ["E1044"] * 3),
    ("filmc lock 1\n\njob x\n\njob x\n", ["E1046"]),
    ("filmc lock 1\nfilm: 5D41402ABC4B2A76\n", ["E1044"]),
    ("filmc lock 1\nfilm:\n", ["E1044"]),
    (f"filmc lock 1\nfilm: {A[:16]}\n# by hand\nfilm: {B[:16]}\n", ["E1044"]),
    (f"filmc lock 1\n<<<<<<< ours\nfilm: {A[:16]}\n=======\nfilm: {B[:16]}\n>>>>>>> theirs\n", ["E1040"] * 3),
    (f"filmc lock 1\n# by hand\nfilm: {A[:16]}\n\njob x\n", []),
    ("filmc lock 1\nmood: calm\n\njob x\n    mood: calm\nstray\n# a remark\n", ["W1042"] * 3),
]


@pytest.mark.parametrize(("text", "codes"), FAULTY, ids=range(len(FAULTY)))
def test_faults_have_codes_and_places(tmp_path: Path, text: str, codes: list[str]) -> None:
    path = tmp_path / "film.lock"
    path.write_text(text)
    notes = Notes()
    if not text:
        path.unlink()
    found = read_lock(path, notes)
    assert [note.code for note in notes] == codes
    assert all(note.span.file == "film.lock" and note.span.end > note.span.start for note in notes)
    errors = [code for code in codes if code[0] == "E"]
    if errors:
        with pytest.raises(Fault, match=errors[0]):
            write_lock(found, found.lock.with_block(Block("new")))
        assert path.read_text() == text
    else:
        write_lock(found, found.lock.with_block(Block("new")))
        assert all(line in path.read_text() for line in text.splitlines())


def test_a_change_keeps_strange_lines_and_touches_nothing_else(tmp_path: Path) -> None:
    strange = FULL.replace("        seed: 42\n", "        seed: 42\n        colour: warm\n").replace(
        "job kitchen/wind sound\n", "job kitchen/wind sound\n    # loud\n\n    shade: 3\n"
    )
    path = tmp_path / "film.lock"
    path.write_bytes(strange.replace("\n", "\r\n").encode())
    found = read_lock(path, Notes())
    block = found.lock.block("kitchen/waits clip")
    assert block
    written = write_lock(found, found.lock.with_block(unpin(block)))
    now = path.read_bytes().decode().replace("\r\n", "\n")
    assert path.read_bytes().count(b"\r\n") == path.read_bytes().count(b"\n")
    gone = set(strange.splitlines()) - set(now.splitlines())
    assert gone == {"    pin: yes"}
    assert now.split("\n\n", 2)[2] == strange.split("\n\n", 2)[2], "the other block is the same to the letter"
    before = path.stat().st_mtime_ns
    assert write_lock(written, written.lock) is written
    assert path.stat().st_mtime_ns == before


def test_who_comes_later_overwrites_nothing(tmp_path: Path) -> None:
    path = tmp_path / "film.lock"
    first, second = read_lock(path, Notes()), read_lock(path, Notes())
    written = write_lock(first, Lock((Block("a"),)))
    with pytest.raises(Fault, match="E1043"):
        write_lock(second, Lock((Block("b"),)))
    assert write_lock(written, written.lock.with_block(Block("c"))).lock.block("c")
    path.unlink()
    with pytest.raises(Fault, match="E1043"):
        write_lock(written, Lock((Block("d"),)))


def test_two_do_not_write_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("filmc.produce.lock.alone", lambda folder, patience: alone(folder, patience / 200))
    with alone(tmp_path), pytest.raises(Fault, match="E1027"):
        write_lock(LockFile(tmp_path / "film.lock", Lock(), None), Lock((Block("a"),)))


@pytest.mark.parametrize("call", ["fsync", "replace", "open"])
def test_a_failing_disk_leaves_the_old_lock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str) -> None:
    path = tmp_path / "film.lock"
    path.write_text(FULL)
    found = read_lock(path, Notes())

    def fails(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patched:
        patched.setattr(os, call, fails)
        with pytest.raises(Fault, match=r"E1045|E1022"):
            write_lock(found, found.lock.with_block(Block("new")))
    assert [name.name for name in tmp_path.iterdir()] == ["film.lock"]
    assert path.read_text() == FULL


def test_what_is_no_text_is_told(tmp_path: Path) -> None:
    path = tmp_path / "film.lock"
    path.write_bytes(b"filmc lock 1\n\njob \xff\n")
    notes = Notes()
    assert read_lock(path, notes).fault
    assert [note.code for note in notes] == ["E1044"]
    (tmp_path / "folder").mkdir()
    with pytest.raises(Fault, match="E1045"):
        read_lock(tmp_path / "folder", notes)


# Git merges what two people did to different shots.


def git(folder: Path, *arguments: str) -> int:
    who = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    return subprocess.run(["git", *who, *arguments], cwd=folder, check=False, capture_output=True).returncode


def change(folder: Path, branch: str, block: Block) -> None:
    assert git(folder, "checkout", "-q", "-b", branch, "main") == 0
    found = read_lock(folder / "film.lock", Notes())
    write_lock(found, found.lock.with_block(block))
    assert git(folder, "commit", "-qam", branch) == 0


THREE = Lock(tuple(Block(name, (Take(A, what=W), Take(B, what=W))) for name in ("s1 clip", "s2 clip", "s3 clip")))
ONE, TWO, _ = THREE.blocks
MERGES = [
    (pick(ONE, ONE.takes[1], W, "Anna", "Monday"), pick(TWO, TWO.takes[0], W, "Ben", "Monday"), 0),
    (add(ONE, Take(C, what=W)), pin(TWO, TWO.takes[0], W, "Ben", "Monday"), 0),
    (reject(ONE, ONE.takes[1], "blurred"), add(TWO, Take(C, what=W)), 0),
    (pick(ONE, ONE.takes[1], W, "Anna", "Monday"), pick(ONE, ONE.takes[0], W, "Ben", "Monday"), 1),
]


@pytest.mark.parametrize(("ours", "theirs", "conflict"), MERGES)
def test_git_merges_choices(tmp_path: Path, ours: Block, theirs: Block, conflict: int) -> None:
    assert git(tmp_path, "init", "-q", "-b", "main") == 0
    write_lock(read_lock(tmp_path / "film.lock", Notes()), THREE)
    assert git(tmp_path, "add", ".") == git(tmp_path, "commit", "-qm", "three shots") == 0
    change(tmp_path, "theirs", theirs)
    change(tmp_path, "ours", ours)
    assert git(tmp_path, "merge", "-q", "theirs") == conflict
    merged = read_lock(tmp_path / "film.lock", Notes())
    if conflict:
        assert merged.fault
        assert merged.fault.code == "E1040"
    else:
        assert merged.lock == THREE.with_block(ours).with_block(theirs)


# Choosing: what plays for the request W after what people and checks did.

BARE = Block("s1 clip", (Take(A, what=W), Take(B, what=W), Take(C, what=X)))
TA, TB, TC = BARE.takes
BY = ("Anna", "Monday")
PLAYS = [
    ("the first that passes", BARE, A),
    ("none there is", Block("s1 clip"), None),
    ("after a failed check the next", judge(BARE, TA, "failed: black"), B),
    ("a passed check changes nothing", judge(BARE, TB, "passed"), A),
    ("what was picked", pick(BARE, TB, W, *BY), B),
    ("what was picked, though made for something else", pick(BARE, TC, W, *BY), C),
    ("picked for another request: one that fits is there", pick(BARE, TB, X, *BY), A),
    ("picked for another request, and none fits", pick(Block("s", (TC,)), TC, X, *BY), C),
    ("pinned for another request", pin(BARE, TC, X, *BY), C),
    ("the pin taken away", unpin(pin(BARE, TC, X, *BY)), A),
    ("the choice taken back", unpick(pick(BARE, TB, W, *BY)), A),
    ("rejected", reject(BARE, TA, "no"), B),
    ("rejected though chosen", reject(pick(BARE, TA, W, *BY), TA, "no"), B),
    ("rejected and picked after all", pick(reject(BARE, TB, "no"), TB, W, *BY), B),
    ("all that fit rejected: the last that passes", reject(reject(BARE, TA, "no"), TB, "no"), C),
    ("all rejected", reject(reject(reject(BARE, TA, "no"), TB, "no"), TC, "no"), None),
    ("a new take does not push a choice aside", add(pick(BARE, TB, W, *BY), Take(D, what=W)), B),
    ("a new choice is not pinned", pick(pin(BARE, TA, W, *BY), TC, X, *BY), A),
    ("picking what is pinned keeps the pin", pick(pin(BARE, TB, X, *BY), TB, X, *BY), B),
]


@pytest.mark.parametrize(("block", "plays"), [case[1:] for case in PLAYS], ids=[case[0] for case in PLAYS])
def test_what_plays(block: Block, plays: str | None) -> None:
    take = playing(block, W)
    assert (take.digest if take else None) == plays
    again, codes = read(show(Lock((block,))))
    assert (again.blocks, codes) == ((block,), [])


def test_a_pinned_take_is_not_rejected() -> None:
    with pytest.raises(Fault, match="E1051"):
        reject(pin(BARE, TA, W, *BY), TA, "no")
    assert reject(pin(BARE, TA, W, *BY), TB, "no").pinned
    assert add(BARE, TA) is BARE


@pytest.mark.parametrize(("word", "digest"), [("1", A), ("3", C), ("bbbb", B), ("BBBBBB", B)])
def test_takes_are_found_by_number_or_digest(word: str, digest: str) -> None:
    assert find(BARE, word).digest == digest


@pytest.mark.parametrize("word", ["0", "4", "", "x", "b", "-1", "1.5", "9" * 5000, "²"])
def test_other_words_find_none(word: str) -> None:
    with pytest.raises(Fault, match="E1050"):
        find(BARE, word)
    with pytest.raises(Fault, match="more than one"):
        find(Block("s", (Take("abcd" + "0" * 60), Take("abcd" + "1" * 60))), "abcd")
