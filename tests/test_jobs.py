"""From film and target to jobs, and where they stand: names, places and order are no part of what is asked."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from filmc.base.diagnostic import Notes
from filmc.base.world import MemoryWorld
from filmc.frontend.value import Money
from filmc.lower.jobgraph import JobGraph, job_graph
from filmc.lower.model import Price
from filmc.lower.request import ClipRequest, EnlargeRequest, LipSyncRequest, StillRequest
from filmc.lower.target import Target
from filmc.lower.veil import Veil, lifted
from filmc.produce.models import known_models
from filmc.session import Session

FILM = """\
character MEI
    also: 梅
    appearance: woman of thirty, short black hair
    wardrobe: red coat

character TOM
    appearance: tall man

character NOBODY

scene home: INT. ROOM - DAY

    shot one: wide, push in, 4s
        Mei waits. Nobody comes.
        MEI: Where is he?

    shot two: medium, 12s
        with: MEI left, TOM right
        Tom enters.
        start: one.last
        TOM: Here.
        MEI: At last.
        takes: 3
        reroll: at most 5 takes

    shot three: close-up, 3s
        source: street.mp4
"""
FILES = {"street.mp4": b"not opened here"}
MODELS = {
    "image": "still-1",
    "video": "clip-5",
    "speech": "voice-1",
    "lip-sync": "lips-1",
    "enhance": "better-1",
}


def target(**models: str) -> Target:
    known = known_models()
    return Target("t", {need: known[f"emulator:{name}"] for need, name in models.items()}, known)  # type: ignore[misc]


def graph(text: str = FILM, to: Target | None = None, notes: Notes | None = None) -> JobGraph:
    session = Session(MemoryWorld({"main.film": text.encode(), **FILES}), "main.film")
    checked = session.check()
    assert checked.ok, [note.message for note in checked.notes.errors]
    return job_graph(notes or Notes(), checked.film, to or target(**MODELS), session.digest)


def test_each_piece_of_media_is_a_job_inputs_first() -> None:
    jobs = graph().jobs
    assert list(jobs) == [
        *("home/one speech 1", "home/two speech 1", "home/two speech 2"),
        *("home/one still", "home/one clip", "home/one lip-sync", "home/one merge", "home/one enhancement"),
        *("home/two clip", "home/two clip 2", "home/two join", "home/two lip-sync", "home/two lip-sync 2"),
        *("home/two merge", "home/two enhancement"),
    ]
    seen: set[str] = set()
    for job in jobs.values():
        assert {each.job for each in job.inputs if each.job} <= seen
        seen.add(job.name)
    assert (jobs["home/two clip"].takes, jobs["home/two clip"].most) == (3, 5)


def test_a_long_shot_is_split_and_the_billed_length_told() -> None:
    jobs = graph().jobs
    first, second = jobs["home/two clip"], jobs["home/two clip 2"]
    assert isinstance(first.what, ClipRequest)
    assert isinstance(second.what, ClipRequest)
    assert (first.what.milliseconds, second.what.milliseconds) == (10_000, 2_000)
    assert (dict(first.how)["seconds"], dict(second.how)["seconds"]) == ("10", "5")
    assert [(each.role, each.job, each.moment) for each in second.inputs] == [("start", "home/two clip", "last")]
    assert [(each.role, each.job, each.moment) for each in first.inputs] == [("start", "home/one clip", "last")]


def test_each_speaker_gets_a_mouth_of_their_own() -> None:
    one, two = (graph().jobs[name] for name in ("home/two lip-sync", "home/two lip-sync 2"))
    assert isinstance(one.what, LipSyncRequest)
    assert isinstance(two.what, LipSyncRequest)
    assert (one.what.side, two.what.side) == ("right", "left")
    assert [each.job for each in one.inputs] == ["home/two join", "home/two speech 1"]
    assert [each.job for each in two.inputs] == ["home/two join", "home/two speech 2"]


def test_names_are_veiled_and_lifted_again() -> None:
    still = graph().jobs["home/one still"]
    assert isinstance(still.what, StillRequest)
    assert "mei" not in still.what.prompt.casefold()
    told = lifted(still.what.prompt, still.names)
    assert "MEI (woman of thirty, short black hair, wearing red coat)" in told
    assert "MEI waits" in told
    assert "Nobody comes" in told, "who has no looks keeps the name"


NEUTRAL: dict[str, Any] = {
    "rename a character": lambda text: text.replace("MEI", "ANNA").replace("Mei", "Anna"),
    "use an alias": lambda text: text.replace("Mei waits", "梅 waits"),
    "rename labels": lambda text: text.replace("one:", "uno:").replace("one.last", "uno.last"),
    "comment": lambda text: text.replace("scene home", "# here\nscene home"),
    "drop a scene's label": lambda text: text.replace("scene home:", "scene"),
    "declare in another order": lambda text: text.partition("character TOM")[0].join(
        ["character TOM\n    appearance: tall man\n\n", text.partition("    appearance: tall man\n")[2]]
    ),
}


@pytest.mark.parametrize("name", NEUTRAL)
def test_a_neutral_edit_asks_for_the_same(name: str) -> None:
    edited = NEUTRAL[name](FILM)
    assert edited != FILM
    assert [(job.key, job.how) for job in graph(edited).jobs.values()] == [
        (job.key, job.how) for job in graph().jobs.values()
    ]


def test_an_unknown_via_is_told_and_a_known_one_obeyed() -> None:
    notes = Notes()
    text = FILM.replace("        takes: 3\n", "        via: emulator:clip-1\n        takes: 3\n")
    to = target(video="clip-5")
    assert graph(text, to, notes).jobs["home/two clip"].maker == "emulator:clip-1"
    assert not notes.found
    graph(text.replace("clip-1", "clip-9"), to, notes)
    assert [note.code for note in notes] == ["E1010"]


def test_prices_of_the_table() -> None:
    model = known_models()["emulator:clip-5"]
    assert model.price
    assert (model.price.unit, model.price.date, model.id) == ((100_000, "USD"), "2026-11-01", "emulator:clip-5")
    assert known_models()["emulator:unpriced"].price is None


@pytest.mark.parametrize(
    ("text", "wide", "paid"),
    [
        ("Where is he?", 2, 12),
        ("为什么？", 1, 4),
        ("为什么？", 2, 7),
        ("十七 km", 2, 7),
        ("どこ行く", 2, 5),
        ("", 2, 0),
    ],
)
def test_who_counts_a_chinese_character_as_two_is_paid_so(text: str, wide: int, paid: int) -> None:
    price = Price(Money(100, "USD"), "character", "2026-11-01", wide=wide)
    assert price.of(Fraction(price.characters(text))) == Money(100 * paid, "USD")


def test_a_line_is_billed_as_its_vendor_counts() -> None:
    known = known_models()
    text = FILM.replace("Where is he?", "他在哪里？")

    def billed(model: str) -> Fraction:
        return graph(text, Target("t", {"speech": known[model]}, known)).jobs["home/one speech 1"].billed

    assert (billed("minimax:speech-2-8-hd"), billed("elevenlabs:v3")) == (9, 5)


def test_a_finished_still_is_enlarged_where_the_target_has_it_done() -> None:
    known = known_models()
    text = FILM.replace("        Mei waits.", "        frame:\n            restyle: spring\n        Mei waits.")
    models = {
        "image": known["comfyui:sdxl"],
        "enhance-still": known["jimeng:upscale-4k"],
        "video": known["vidu:q3-pro-720p"],
    }
    jobs = graph(text, Target("t", models, known)).jobs  # type: ignore[arg-type]
    larger = jobs["home/one still enlarged"]
    assert (larger.kind, larger.what, larger.takes) == ("still", EnlargeRequest("16/9"), 1)
    assert [(each.role, each.job) for each in larger.inputs] == [("picture", "home/one still 2")]
    assert [(each.role, each.job) for each in jobs["home/one clip"].inputs] == [("start", "home/one still enlarged")]
    assert "home/two still enlarged" not in jobs, "it begins with another shot's picture"


def test_the_veil_follows_width_and_case() -> None:
    session = Session(MemoryWorld({"main.film": FILM.encode(), **FILES}), "main.film")
    veil = Veil(session.check().film)
    assert veil.over(veil.written("TOM and mei;  梅…")).text == "\x1f1\x1f and \x1f2\x1f; \x1f2\x1f…"
