"""What the user sets of a provider is a part of how things are made: a change shows, is explained, and buys nothing."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from inside import Inside, inside

from filmc.base.diagnostic import Notes
from filmc.base.world import MemoryWorld
from filmc.lower.job import Job
from filmc.lower.jobgraph import JobGraph, job_graph
from filmc.lower.target import Target
from filmc.produce.file_settings import ways_of
from filmc.produce.locked import Block, Lock, Take
from filmc.produce.models import known_models
from filmc.produce.origin import Origins
from filmc.produce.protocol.facts import Settings
from filmc.produce.store import Whole
from filmc.produce.survey import Bought, Survey, survey
from filmc.produce.takes import Shelf
from filmc.session import Session

__all__ = ["inside"]

FILM = """\
character MEI
    appearance: woman of thirty
    voice: young female, soft

scene yard: EXT. YARD - NIGHT

    shot one: wide, 4s
        Mei waits.
        MEI (sad): Where is he?
        lora: rain 0.5
        frame:
            fix (box 10% 10% 20% 20%): a lamp
            restyle: spring
            keep: canny 0.6
"""
MEI = {"young female": "voices/mei.wav | en | I am Mei."}
MODELS = {"image": "comfyui:sdxl", "speech": "gpt-sovits:v2"}


def jobs(options: Mapping[str, Mapping[str, str]], **models: str) -> Mapping[str, Job]:
    """Return the film's jobs by name, where the user has set `options` of providers."""
    session = Session(MemoryWorld({"main.film": FILM.encode()}), "main.film")
    known = known_models()
    settings = {name: Settings(options=said) for name, said in options.items()}
    settings["gpt-sovits"] = replace(settings.get("gpt-sovits", Settings()), voices=MEI)
    served = {need: known[model] for need, model in {**MODELS, **models}.items()}
    target = Target("t", served, known, **ways_of(settings))  # type: ignore[arg-type]
    return job_graph(Notes(), session.check().film, target, session.digest).jobs


STILL, FIXED, STYLED, LINE = "yard/one still", "yard/one still 2", "yard/one still 3", "yard/one speech 1"
WAYS = {
    "a setting of a model": ("comfyui", {"sdxl.steps": "24"}, {STILL, FIXED, STYLED}),
    "a workflow for one kind": ("comfyui", {"sdxl.restyle": "other"}, {STYLED}),
    "a setting of another model": ("comfyui", {"own-image.steps": "24", "flux-dev.still": "x"}, set[str]()),
    "another provider's": ("sd-webui", {"checkpoint": "sd_xl"}, set[str]()),
    "a LoRA's place": ("comfyui", {"lora.rain": "https://a.example/rain"}, {STILL, FIXED, STYLED}),
    "a LoRA that is not here": ("comfyui", {"lora.snow": "https://a.example/snow"}, set[str]()),
    "what holds a picture": ("comfyui", {"control-canny": "canny-2"}, {STYLED}),
    "what would hold it by another": ("comfyui", {"control-depth": "depth-2"}, set[str]()),
    "what holds a picture of a model": (
        "comfyui",
        {"sdxl.control-canny": "canny-2", "sdxl.control-pose": "pose-2"},
        {STYLED},
    ),
    "what holds a picture by any control": ("comfyui", {"sdxl.control-model": "union"}, {STYLED}),
    "anything else": ("comfyui", {"anything": "else"}, {STILL, FIXED, STYLED}),
    "where files are put": ("comfyui", {"files": "https://a.example"}, set[str]()),
    "a cassette": ("comfyui", {"record": "tape"}, set[str]()),
    "a recording for a feeling": ("gpt-sovits", {"voices/mei.wav sad": "voices/sad.wav | en | No."}, {LINE}),
    "one for another feeling": ("gpt-sovits", {"voices/mei.wav happy": "voices/happy.wav"}, set[str]()),
}


@pytest.mark.parametrize("name", WAYS)
def test_an_option_is_a_part_of_how_just_what_it_concerns_is_made(name: str) -> None:
    provider, options, concerned = WAYS[name]
    before, after = jobs({}), jobs({provider: options})
    assert {job for job in before if before[job].how != after[job].how} == concerned
    assert all(before[job].key == after[job].key for job in before), "and never of what"


def test_whose_account_it_is_is_no_part_of_it() -> None:
    known, clip = known_models(), {"video": "vertex:veo-3-1-lite-720p"}
    assert clip["video"] in known
    assert jobs({"vertex": {"project": "a"}}, **clip) == jobs({}, **clip)


def test_a_file_counts_by_what_is_in_it(tmp_path: Path) -> None:
    file, other = tmp_path / "a.json", tmp_path / "b.json"
    file.write_text("{}", "utf-8")
    other.write_text("{}", "utf-8")
    first = jobs({"comfyui": {"sdxl.still": str(file)}})[STILL].how
    assert jobs({"comfyui": {"sdxl.still": str(other)}})[STILL].how == first, "its name is no part"
    file.write_text('{"1": 1}', "utf-8")
    assert jobs({"comfyui": {"sdxl.still": str(file)}})[STILL].how != first


def test_a_recording_counts_by_what_is_in_it(tmp_path: Path) -> None:
    file = tmp_path / "mei.wav"
    voices = {"": f"{file} | Hello."}
    film = Session(MemoryWorld({"main.film": FILM.encode()}), "main.film").check().film
    known = known_models()

    def how() -> object:
        ways = ways_of({"cosyvoice": Settings(voices=voices)})
        target = Target("t", {"speech": known["cosyvoice:v3"]}, known, **ways)
        return job_graph(Notes(), film, target, str).jobs[LINE].how

    file.write_bytes(b"one")
    first = how()
    file.write_bytes(b"two")
    assert how() != first


def test_a_recording_for_its_feeling_is_no_feeling_lost() -> None:
    def said(options: Mapping[str, str]) -> list[str]:
        session = Session(MemoryWorld({"main.film": FILM.encode()}), "main.film")
        notes, known = Notes(), known_models()
        ways = ways_of({"gpt-sovits": Settings(voices=MEI, options=options)})
        target = Target("t", {"speech": known["gpt-sovits:v2"]}, known, **ways)
        job_graph(notes, session.check().film, target, session.digest)
        return [note.code for note in notes]

    assert said({}) == ["W0824"]
    assert said({"voices/mei.wav happy": "x.wav"}) == ["W0824"]
    assert said({"voices/mei.wav sad": "x.wav"}) == []


SHELF = Shelf(lambda digest: Whole(digest, Path(digest), 1), lambda _: Origins())


@pytest.mark.parametrize(
    ("then", "now", "reason"),
    [
        ({}, {}, "its take is made for just this"),
        ({}, {"sdxl.steps": "24"}, "it was made by sdxl as it was set then: sdxl.steps changed"),
        ({"sdxl.steps": "24"}, {}, "it was made by sdxl as it was set then: sdxl.steps changed"),
        (
            {"sdxl.steps": "24", "sdxl.still": "a"},
            {"sdxl.steps": "30", "sdxl.still": "b"},
            "it was made by sdxl as it was set then: sdxl.steps and sdxl.still changed",
        ),
    ],
)
def test_a_change_leaves_a_take_usable_and_says_why(then: dict[str, str], now: dict[str, str], reason: str) -> None:
    made = survey_of(then, Lock())
    want = made.jobs[STILL].want
    take = Take("a" * 64, want.what, want.how, want.parts, model="sdxl")
    found = survey_of(now, Lock((Block(STILL, takes=(take,)),))).jobs[STILL].standing
    assert (found.state, found.reason) == ("usable" if then != now else "fresh", reason)
    assert not found.due
    assert found.due_on_remake == (then != now)


def survey_of(options: Mapping[str, str], lock: Lock) -> Survey:
    return survey(JobGraph(jobs({"comfyui": options}), {}, {}), lock, SHELF, Bought(), lambda _: None)


def test_it_is_shown(inside: Inside) -> None:
    (inside.user / "config.toml").write_text('[providers.comfyui.options]\n"sdxl.steps" = "24"\n', "utf-8")
    inside.write(FILM, 'target = "t"\n[targets.t]\nimage = "comfyui:sdxl"\n')
    told = json.loads(inside.filmc("prompt", "one", "still", "--json").ok().out)["jobs"]
    assert told[0]["how"]["set:sdxl.steps"] == "24"


def test_what_is_lost_stops_a_film_that_is_strict(inside: Inside) -> None:
    for strict, code in (("no", 0), ("yes", 1)):
        film = f"film T\n    strict: {strict}\n\n{FILM}".replace("keep: canny", "keep: lineart")
        inside.write(film, 'target = "t"\n[targets.t]\nimage = "comfyui:sdxl"\n')
        told = inside.filmc("plan")
        assert told.code == code, told.err
        assert "W0839" in told.err
