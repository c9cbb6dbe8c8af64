"""What a clip is made from, on every kind of model: its first picture, pictures of who is in it, or both; what is lost is said."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

import pytest

from filmc.base.diagnostic import Notes
from filmc.base.world import MemoryWorld
from filmc.lower.jobgraph import JobGraph, job_graph
from filmc.lower.request import ClipRequest
from filmc.lower.target import ClipsFrom, Target
from filmc.produce.models import known_models
from filmc.session import Session

FILM = """\
character MEI
    appearance: woman of thirty, short black hair

character TOM
    appearance: tall man
    reference: refs/tom.png

scene yard: EXT. YARD - NIGHT

    shot one: wide, 4s
        with: TOM left, MEI right
        Tom waits for Mei.
"""
STARTED = FILM + "        start: refs/gate.png\n"
ENDED = FILM + "        end: refs/gate.png\n"
FRAMED = FILM + "        frame:\n            layer (at 70% 15%): refs/gate.png\n"
OWN = FILM + "        reference: refs/rain.png\n"
EMPTY = "scene yard: EXT. YARD - NIGHT\n\n    shot one: wide, 4s\n        Rain.\n"
FILES = {f"refs/{name}.png": name.encode() for name in ("tom", "gate", "rain", *"012345678")}

BOTH, ONE, FEW, NONE = "kling:v3-omni-720p", "vidu:q3-turbo-720p", "fal:veo-v3-1-720p", "vidu:q3-pro-720p"
ONLY = "minimax:s2v-01"
IMAGE = "ark:seedream-4-5"
SHEET, TOM, STILL, GATE = "MEI sheet", "refs/tom.png", "yard/one still", "refs/gate.png"


def graph(text: str, video: str, image: str = IMAGE, clips_from: ClipsFrom = "first") -> tuple[JobGraph, Notes]:
    session = Session(MemoryWorld({"main.film": text.encode(), **FILES}), "main.film")
    known, notes = known_models(), Notes()
    models = {"video": known[video], **({"image": known[image]} if image else {})}
    target = Target("t", models, known, clips_from=clips_from)  # type: ignore[arg-type]
    return job_graph(notes, session.check().film, target, session.digest), notes


def given(jobs: JobGraph, name: str = "yard/one clip") -> dict[str, str]:
    job = jobs.jobs[name]
    return {each.role: each.job or each.file for each in (job.otherwise or job).goes}


CASES: Mapping[str, tuple[str, str, str, ClipsFrom, dict[str, str], list[str]]] = {
    "both at once": (FILM, BOTH, IMAGE, "first", {"start": STILL, "reference 1": TOM, "reference 2": SHEET}, []),
    "one of two: the first picture": (FILM, ONE, IMAGE, "first", {"start": STILL}, []),
    "one of two: the references": (FILM, ONE, IMAGE, "references", {"reference 1": TOM, "reference 2": SHEET}, []),
    "nobody to be shown": (EMPTY, ONE, IMAGE, "references", {"start": STILL}, []),
    "none taken": (FILM, NONE, IMAGE, "references", {"start": STILL}, []),
    "no still is made": (FILM, ONE, "", "first", {"reference 1": TOM}, []),
    "no still, and none taken": (FILM, NONE, "", "first", {}, ["W0838"]),
    "no picture can begin": (FILM, ONLY, IMAGE, "first", {"reference 1": TOM}, ["W0818"]),
    "its own beginning": (STARTED, ONE, IMAGE, "references", {"start": GATE}, ["W0837"]),
    "its own beginning, by habit": (STARTED, ONE, IMAGE, "first", {"start": GATE}, []),
    "its own end": (ENDED, ONE, IMAGE, "references", {"start": STILL, "end": GATE}, ["W0837"]),
    "its own frame": (FRAMED, ONE, IMAGE, "references", {"start": STILL}, ["W0837"]),
    "a picture that it is to follow": (OWN, ONE, IMAGE, "first", {"start": STILL}, ["W0837"]),
    "of Google's cloud: the references": (
        FILM,
        "vertex:veo-3-1-720p",
        IMAGE,
        "references",
        {"reference 1": TOM, "reference 2": SHEET},
        [],
    ),
    "of Google's cloud: its own beginning": (
        STARTED,
        "vertex:veo-3-1-fast-720p",
        IMAGE,
        "references",
        {"start": GATE},
        ["W0837"],
    ),
    "of Google's cloud: none taken": (FILM, "vertex:veo-3-1-lite-720p", "", "references", {}, ["W0838"]),
    "at another door: the references": (
        FILM,
        "replicate:seedance-2-0-720p-silent",
        IMAGE,
        "references",
        {"reference 1": TOM, "reference 2": SHEET},
        [],
    ),
    "at another door: its own end": (
        ENDED,
        "replicate:seedance-1-lite-720p",
        IMAGE,
        "references",
        {"start": STILL, "end": GATE},
        ["W0837"],
    ),
    "an end, and both at once without": (ENDED, BOTH, IMAGE, "first", {"start": STILL, "end": GATE}, []),
    "all three": (
        ENDED,
        "comfyui:own-video",
        IMAGE,
        "first",
        {"start": STILL, "end": GATE, "reference 1": TOM, "reference 2": SHEET},
        [],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_what_a_clip_is_made_from(name: str) -> None:
    text, video, image, clips_from, wanted, codes = CASES[name]
    jobs, notes = graph(text, video, image, clips_from)
    assert given(jobs) == wanted
    said = [note.code for note in notes if note.code in ("W0818", "W0837", "W0838", "E0811", "W0812")]
    assert said == codes, [str(note) for note in notes]


def test_it_is_said_at_its_place() -> None:
    for text, place in ((STARTED, GATE), (ENDED, GATE), (FRAMED, "layer (at"), (OWN, "reference: refs/rain.png")):
        _, notes = graph(text, ONE, clips_from="first" if text is OWN else "references")
        (note,) = (note for note in notes if note.code == "W0837")
        assert text[note.span.start :].startswith(place), text[note.span.start : note.span.end]
        assert note.hints


def test_a_still_that_nothing_begins_with_is_made_by_nobody() -> None:
    jobs, _ = graph(FILM, ONE, clips_from="references")
    assert jobs.jobs[STILL].model is None
    assert jobs.jobs[SHEET].model
    assert list(jobs.jobs) == [SHEET, STILL, "yard/one clip"]


def test_words_say_all_that_no_picture_shows() -> None:
    for clips_from in ("first", "references"):
        jobs, _ = graph(FILM, ONE, clips_from=clips_from)
        clip = jobs.jobs["yard/one clip"]
        assert isinstance(clip.sent, ClipRequest)
        assert ("MEI (woman of thirty, short black hair)" in clip.sent.prompt) == (clips_from == "references")


def test_as_many_go_as_there_is_room_for_beside_the_frames() -> None:
    own = "".join(f"        reference: refs/{number}.png\n" for number in range(9))
    jobs, notes = graph(FILM + own, BOTH)
    assert list(given(jobs)) == ["start", *(f"reference {number}" for number in range(1, 7))]
    assert [note.message for note in notes if note.code == "W0818" and BOTH in note.message] == [
        f"{BOTH} takes 6 reference pictures, and this shot has 11"
    ]


def test_a_length_that_only_references_have() -> None:
    jobs, _ = graph(FILM, FEW, clips_from="references")
    assert dict(jobs.jobs["yard/one clip"].how)["seconds"] == "8"
    jobs, _ = graph(FILM, FEW)
    assert dict(jobs.jobs["yard/one clip"].how)["seconds"] == "4"
    assert known_models()[FEW].referring.lengths == (Fraction(8),)


def test_what_goes_on_begins_with_the_last_picture() -> None:
    jobs, _ = graph(FILM.replace("4s", "20s"), ONE, clips_from="references")
    assert list(given(jobs)) == ["reference 1", "reference 2"]
    assert given(jobs, "yard/one clip 2") == {"start": "yard/one clip"}
    jobs, _ = graph(FILM.replace("4s", "20s"), BOTH)
    assert given(jobs, "yard/one clip 2") == {"start": "yard/one clip", "reference 1": TOM, "reference 2": SHEET}


@pytest.mark.parametrize("model", [each.id for each in known_models().values() if "video" in each.makes])
def test_no_model_is_sent_what_it_does_not_take(model: str) -> None:
    """Of every model, whatever the target says: references go only where its table has a mode for them."""
    can = known_models()[model].can
    for clips_from in ("first", "references"):
        jobs, _ = graph(FILM, model, clips_from=clips_from)
        roles = given(jobs)
        referred = [role for role in roles if role.startswith("reference")]
        assert len(referred) <= can.references
        if referred:
            assert ("first-references" if "start" in roles else "references") in can.modes
        elif "references" in can.modes and can.references:
            assert clips_from == "first"
