"""Jobs as real models get them: sheets before stills, repairs one after the other, what a model can not be told."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from filmc.base.diagnostic import Notes
from filmc.base.world import MemoryWorld
from filmc.lower.capabilities import Capabilities, Voice
from filmc.lower.jobgraph import JobGraph, job_graph
from filmc.lower.model import Model, Need
from filmc.lower.request import ClipRequest, EditRequest, SpeechRequest, StillRequest
from filmc.lower.target import Target
from filmc.lower.voicing import voice_of
from filmc.produce.models import known_models
from filmc.render.props import brush_of, inlaid, mask_of
from filmc.session import Session

FILM = """\
film Letters
    look: ink

look ink
    prompt: ink on paper
    avoid: text
    reference: refs/ink.png

character MEI
    also: 小梅
    appearance: woman of thirty, short black hair
    wardrobe: red coat
    voice: young woman, soft
    as OLD
        appearance: old woman, white hair

character TOM
    appearance: tall man
    voice: deep old man
    reference: refs/tom.png

place YARD
    appearance: paved yard, one plum tree
    reference: refs/yard.png

scene yard: EXT. YARD - NIGHT

    shot one: wide, push in, 4s
        Mei waits.
        MEI (sad): Where is he?
        seed: 7
        frame:
            insert (quad 10% 10%, 30% 10%, 30% 30%, 10% 30%): refs/menu.png
            fix (box 40% 55% 12% 10%): a clean badge
            extend: up 20%, left 10%
            layer (at 70% 15%, scale 40%): refs/plane.png

    shot two: medium, pan left, 12s
        with: TOM left, MEI as OLD right
        Tom enters.
        start: one.last
        end: one.first
            restyle: spring
            keep: canny 0.6 from 0% to 80%
        path (hand): 40% 60% -> 50% 50%
"""
FILES = {f"refs/{name}.png": name.encode() for name in ("ink", "tom", "yard", "menu", "plane")}
ABLE = Capabilities(references=3, repairs=("fix", "extend", "restyle"), controls=("canny",), negative=True, seed=True)
CLIPS = Capabilities(modes=("text", "first", "first-last"), negative=True, seed=True, brush=1, camera=("pan", "tilt"))


def model(name: str, need: Need, can: Capabilities = Capabilities(), **more: Any) -> Model:  # noqa: B008
    return Model("acme", name, (need,), None, can=can, **more)


def lowered(text: str = FILM, notes: Notes | None = None, **models: Model) -> JobGraph:
    session = Session(MemoryWorld({"main.film": text.encode(), **FILES}), "main.film")
    checked = session.check()
    assert checked.ok, [note.message for note in checked.notes.errors]
    served = {need.replace("_", "-"): made for need, made in models.items()}
    known = {made.id: made for made in served.values()}
    return job_graph(notes or Notes(), checked.film, Target("t", served, known), session.digest)  # type: ignore[arg-type]


def full(**more: Any) -> dict[str, Model]:
    clips = model("clip", "video", CLIPS, lengths=(Fraction(5), Fraction(10)), last_frame=True)
    return {"image": model("still", "image", ABLE), "video": clips, **more}


def test_sheets_come_first_and_go_with_every_shot_they_are_in() -> None:
    graph = lowered(FILM.replace("        start: one.last\n", ""), **full())
    names = list(graph.jobs)
    assert names.index("MEI sheet") < names.index("yard/one still")
    sheet = graph.jobs["MEI as OLD sheet"]
    assert isinstance(sheet.sent, StillRequest)
    assert "front, side and back" in sheet.sent.prompt
    assert "MEI (old woman, white hair, wearing red coat)" in sheet.sent.prompt
    assert "TOM sheet" not in names, "the author gave a reference"
    one, two = (graph.jobs[f"yard/{name} still"] for name in ("one", "two"))
    assert [each.job or each.file for each in one.inputs] == ["MEI sheet", "refs/yard.png", "refs/ink.png"]
    told = [each.job or each.file for each in two.inputs]
    assert told == ["refs/tom.png", "MEI as OLD sheet", "refs/yard.png", "refs/ink.png"]
    assert (
        sheet.what
        == lowered(FILM.replace("MEI", "ANNA").replace("Mei", "Anna"), **full())
        .jobs.get("ANNA as OLD sheet", sheet)
        .what
    ), "a name is no part of a sheet"


def test_a_model_without_references_needs_no_sheet() -> None:
    notes = Notes()
    graph = lowered(notes=notes, **{**full(), "image": model("still", "image", Capabilities(negative=True, seed=True))})
    assert not [name for name in graph.jobs if "sheet" in name]
    assert "W0818" in {note.code for note in notes}


def test_repairs_are_jobs_one_after_the_other_and_files_are_set_in_on_the_way() -> None:
    jobs = lowered(**full()).jobs
    fix, extend, clip = (jobs[f"yard/one {name}"] for name in ("still 2", "still 3", "clip"))
    assert isinstance(fix.what, EditRequest)
    assert (fix.what.repair, fix.what.box) == ("fix", (0.4, 0.55, 0.12, 0.1))
    assert [(each.role, each.job, [inlay.file for inlay in each.inlays]) for each in fix.inputs] == [
        ("picture", "yard/one still", ["refs/menu.png"])
    ]
    assert isinstance(extend.what, EditRequest)
    assert extend.what.edges == (0.2, 0.0, 0.1, 0.0)
    assert [(each.job, each.inlays) for each in extend.inputs] == [("yard/one still 2", ())]
    assert [(each.job, [inlay.file for inlay in each.inlays]) for each in clip.inputs] == [
        ("yard/one still 3", ["refs/plane.png"])
    ]
    assert isinstance(jobs["yard/one still"].what, StillRequest)
    assert jobs["yard/one still"].what.steps == ()


def test_a_borrowed_frame_is_restyled_before_it_is_used() -> None:
    jobs = lowered(**full()).jobs
    end = jobs["yard/two end 2"]
    assert isinstance(end.what, EditRequest)
    assert (end.what.repair, end.what.prompt, end.what.keep) == ("restyle", "spring", ("canny", 0.6, 0.0, 0.8))
    assert [(each.job, each.moment) for each in end.inputs] == [("yard/one clip", "first")]
    last = jobs["yard/two clip 2"]
    assert [(each.role, each.job, each.moment) for each in last.inputs] == [
        ("start", "yard/two clip", "last"),
        ("end", "yard/two end 2", ""),
    ]


def test_what_a_model_takes_in_numbers_is_not_told_in_words() -> None:
    jobs = lowered(**full()).jobs
    numbers, words = jobs["yard/two clip"].sent, jobs["yard/one clip"].sent
    assert isinstance(numbers, ClipRequest)
    assert isinstance(words, ClipRequest)
    assert [axis for axis, *_ in numbers.camera] == ["pan"]
    assert "pans" not in numbers.prompt
    assert words.camera == (), "the model has no number for a dolly"
    assert "pushes in" in words.prompt
    assert numbers.paths == (((0.4, 0.6), (0.5, 0.5)),)


def test_the_same_is_asked_of_every_model_and_each_is_told_in_its_way() -> None:
    one, other = (
        lowered(**{**full(), "image": model("still", "image", replace(ABLE, style=style, negative=style == "plain"))})
        for style in ("plain", "flux")
    )
    for name in ("yard/one still", "MEI sheet"):
        assert one.jobs[name].what == other.jobs[name].what, "a change of model makes nothing stale"
    sent = [graph.jobs["yard/one still"].sent for graph in (one, other)]
    assert all(isinstance(each, StillRequest) for each in sent)
    mei = "MEI (woman of thirty, short black hair, wearing red coat)"
    assert all(mei in each.prompt for each in sent), "byte for byte, whatever the style"  # type: ignore[union-attr]
    assert sent[0].prompt != sent[1].prompt  # type: ignore[union-attr]
    assert (sent[0].avoid, sent[1].avoid) == ("text", "")  # type: ignore[union-attr]
    assert "Without text" in sent[1].prompt  # type: ignore[union-attr]


def test_a_prompt_that_is_too_long_loses_what_matters_least() -> None:
    notes = Notes()
    short = replace(ABLE, text=200)
    prompt = lowered(notes=notes, **{**full(), "image": model("still", "image", short)}).jobs["yard/one still"].sent
    assert isinstance(prompt, StillRequest)
    assert len(prompt.prompt) <= 200
    assert "MEI (woman of thirty" in prompt.prompt
    assert "waits" in prompt.prompt
    assert "ink on paper" not in prompt.prompt
    assert "W0822" in {note.code for note in notes}


def test_a_chinese_film_speaks_chinese_to_a_model_that_reads_it_best() -> None:
    text = FILM.replace("film Letters\n", "film Letters\n    language: zh\n").replace("Mei waits.", "小梅在等。")
    jobs = lowered(text, **{**full(), "image": model("still", "image", replace(ABLE, language="zh"))}).jobs
    sent = jobs["yard/one still"].sent
    assert isinstance(sent, StillRequest)
    assert "大全景" in sent.prompt
    assert "MEI (woman of thirty, short black hair, wearing red coat)" in sent.prompt
    assert "MEI在等" in sent.prompt


# Voices.

VOICES = (
    Voice("v-boy", "young male, bright"),
    Voice("v-man", "old male, deep"),
    Voice("v-girl", "young female, soft"),
    Voice("v-zh", "female, warm", ("zh",)),
)


@pytest.mark.parametrize(
    ("words", "language", "named", "expected"),
    [
        ("young woman, soft", "en", {}, "v-girl"),
        ("deep old man", "en", {}, "v-man"),
        ("少年，明亮", "en", {}, "v-boy"),
        ("warm lady", "zh-CN", {}, "v-zh"),
        ("deep old man", "en", {"old man": "mine"}, "mine"),
        ("deep old man", "en", {"old": "short", "deep old man": "long"}, "long"),
        ("deep old man", "en", {"": "anybody"}, "anybody"),
    ],
)
def test_a_voice_is_found_by_its_words(words: str, language: str, named: dict[str, str], expected: str) -> None:
    speaker = model("voice", "speech", Capabilities(voices=VOICES))
    assert voice_of(speaker, SpeechRequest("Hello.", language, words, ""), named) == expected


def test_the_voice_is_part_of_how_a_line_is_made() -> None:
    jobs = lowered(**full(speech=model("voice", "speech", Capabilities(voices=VOICES)))).jobs
    assert dict(jobs["yard/one speech 1"].how)["voice"] == "v-girl"


# What is sent beside.


def picture(path: Path, colour: tuple[int, int, int], size: tuple[int, int] = (200, 100)) -> Path:
    Image.new("RGB", size, colour).save(path)
    return path


def test_masks_and_inlays_are_where_they_are_wanted(tmp_path: Path) -> None:
    ground = picture(tmp_path / "ground.png", (10, 20, 30))
    mask = np.asarray(Image.open(mask_of(ground, (0.25, 0.5, 0.25, 0.2), tmp_path / "mask.png")))
    assert mask.shape == (100, 200, 3)
    assert (mask[50:70, 50:100] == 255).all()
    assert mask.sum() == 255 * 3 * 20 * 50
    brush = np.asarray(Image.open(brush_of(ground, (0.5, 0.5), tmp_path / "brush.png")))
    assert brush[50, 100].tolist() == [255, 255, 255]
    assert not brush[50, 120].any()
    red = picture(tmp_path / "red.png", (250, 0, 0), (50, 50))
    corners = ((0.1, 0.1), (0.3, 0.1), (0.3, 0.5), (0.1, 0.5))
    laid = np.asarray(Image.open(inlaid(ground, [(red, corners)], tmp_path / "laid.png")))
    assert laid[30, 40].tolist() == [250, 0, 0]
    assert laid[80, 150].tolist() == [10, 20, 30]


@pytest.mark.parametrize(
    ("frame", "told", "held"),
    [
        ("restyle: ink\n            keep: canny 0.8", [], ["canny"]),
        ("restyle: ink\n            keep: pose 0.8", [], ["pose"]),
        ("restyle: ink\n            keep: lineart 0.8", ["W0839"], [None]),
        ("extend: left 20%\n            keep: canny 0.8", ["W0839"], [None]),
        ("layer (at 70% 15%): refs/a.png\n            keep: canny 0.8", ["W0840"], []),
        ("keep: canny 0.8", ["W0840"], []),
        ("restyle: ink\n            keep: canny 0.8\n            keep: canny 0.4", ["W0840"], ["canny"]),
    ],
)
def test_a_keep_that_holds_nothing_is_told(frame: str, told: list[str], held: list[str | None]) -> None:
    text = (
        f"scene yard: EXT. YARD - DAY\n\n    shot one: wide, 4s\n        Rain.\n        frame:\n            {frame}\n"
    )
    session, known, notes = Session(MemoryWorld({"main.film": text.encode()}), "main.film"), known_models(), Notes()
    target = Target("t", {"image": known["comfyui:sdxl"]}, known)
    jobs = job_graph(notes, session.check().film, target, session.digest).jobs
    assert [note.code for note in notes if note.code in ("W0839", "W0840")] == told
    keeps = [job.what.keep for job in jobs.values() if isinstance(job.what, EditRequest)]
    assert keeps == [control and (control, 0.8, 0.0, 1.0) for control in held]
