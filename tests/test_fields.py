"""Orders in fields that tables name: what each source gives, what is refused, and that the shipped tables hold together."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from filmc.base.fault import Fault
from filmc.lower.capabilities import Capabilities
from filmc.lower.job import Job, Kind
from filmc.lower.model import Model
from filmc.lower.request import (
    ClipRequest,
    EditRequest,
    EnhanceRequest,
    EnlargeRequest,
    LipSyncRequest,
    MusicRequest,
    SoundRequest,
    SpeechRequest,
    StillRequest,
)
from filmc.produce.models import known_providers, table_of
from filmc.produce.protocol.adapter import Asked
from filmc.produce.protocol.fields import address_of, filled, is_source, mode_of

CLIP = ClipRequest("rain", "text, logos", "16/9", 5500)
STILL = StillRequest("a desk", "", "16/9", (("thread", 0.6), ("maker/grain", 0.2)))
GROW = EditRequest("extend", "more sky", "", "16/9", edges=(0.5, 0.25, 0.0, 0.1))
FIX = EditRequest("fix", "a hand", "", "16/9")
SCORE = MusicRequest("quiet", ("hushed",), "minor", 90, 0.4, 0.4, ("piano",), ("vocals", "drums"), 30_500)
CREAK = SoundRequest("door", "a door creaks", 800, loop=True)
MOUTH = LipSyncRequest("left", (0,), 2000)
KINDS: dict[type, Kind] = {
    ClipRequest: "clip",
    StillRequest: "still",
    EditRequest: "still",
    MusicRequest: "music",
    SoundRequest: "sound",
    SpeechRequest: "speech",
    LipSyncRequest: "lip-sync",
    EnhanceRequest: "enhancement",
    EnlargeRequest: "still",
}
MAKES = ("image", "video", "speech", "lip-sync", "music", "sound", "enhance", "enhance-still")
CAN = Capabilities(
    ratios=("16:9", "9:16", "1:1"),
    sizes=("720p", "1080p", "2160p"),
    camera=("tilt", "truck"),
    presets=("crane_up",),
    holds=True,
)


def asked(folder: Path, what: Any, how: dict[str, str], *roles: str) -> Asked:
    model = Model("some", "pro", MAKES, None, options=tuple(how.items()), can=CAN)
    job = Job(KINDS[type(what)], what, model.id, "kitchen/waits", how=tuple(how.items()), model=model)
    files = {role: folder / f"{role.replace(' ', '-')}.png" for role in roles}
    for file in files.values():
        Image.new("RGB", (640, 360)).save(file)
    return Asked(job, 2, files)


def body(given: Asked) -> dict[str, Any]:
    async def send(file: Path) -> str:
        return f"<{file.stem}>"

    return asyncio.run(filled(given, send, {"thread": "https://example.com/thread.safetensors"}))


CAMERA = {"in.move.axis": "camera-axis", "in.move.by": "camera-amount", "in.preset": "camera-preset"}


def turning(*camera: tuple[str, float, float]) -> ClipRequest:
    return replace(CLIP, camera=camera)


SENT: dict[str, tuple[Any, dict[str, str], tuple[str, ...], dict[str, Any]]] = {
    "words": (CLIP, {"in.prompt": "prompt", "in.no": "avoid"}, (), {"prompt": "rain", "no": "text, logos"}),
    "nothing to say": (STILL, {"in.no": "avoid", "in.seed": "seed"}, (), {}),
    "a seed of the second take": (STILL, {"in.seed": "seed", "seed": "7"}, (), {"seed": 8}),
    "lengths of a clip": (
        CLIP,
        {"in.a": "seconds", "in.b": "seconds-text", "in.c": "seconds-word", "in.d": "milliseconds", "seconds": "5"},
        (),
        {"a": 5, "b": "5", "c": "5s", "d": 5000},
    ),
    "lengths of a score": (
        SCORE,
        {"in.a": "seconds", "in.b": "seconds-up", "in.c": "milliseconds"},
        (),
        {"a": 30.5, "b": 31, "c": 30_500},
    ),
    "a score without a field for it": (
        SCORE,
        {"in.prompt": "prompt-avoid"},
        (),
        {"prompt": "quiet, hushed, 90 bpm, minor, piano, without vocals, drums"},
    ),
    "an effect": (CREAK, {"in.text": "prompt", "in.loop": "loop"}, (), {"text": "a door creaks", "loop": True}),
    "constants": (
        CLIP,
        {"in.a": "true", "in.b": "0.5", "in.c": "720p", "in.d": '"seed"', "in.e": '["x"]'},
        (),
        {"a": True, "b": 0.5, "c": "720p", "d": "seed", "e": ["x"]},
    ),
    "inside": (
        STILL,
        {"in.size.width": "width", "in.size.height": "height", "size": "1280x720"},
        (),
        {"size": {"width": 1280, "height": 720}},
    ),
    "as large as is paid": (
        STILL,
        {"in.w": "width", "in.h": "height", "size": "1920x1080", "pixels": "1000000"},
        (),
        {"w": 1328, "h": 736},
    ),
    "in steps": (STILL, {"in.w": "width", "in.h": "height", "size": "1280x720", "step": "32"}, (), {"w": 1280, "h": 704}),
    "a shape by name": (CLIP, {"in.r": "ratio", "in.l": "lines", "size": "1920x1080"}, (), {"r": "16:9", "l": "1080p"}),
    "only for words": (CLIP, {"in.r": "ratio if text references"}, ("start",), {}),
    "for words": (CLIP, {"in.r": "ratio if text references"}, (), {"r": "16:9"}),
    "frames": (CLIP, {"in.a": "start", "in.b": "end"}, ("start", "end"), {"a": "<start>", "b": "<end>"}),
    "the first that there is": (STILL, {"in.a": "picture or reference"}, ("reference 1",), {"a": "<reference-1>"}),
    "references in order": (
        STILL,
        {"in.all": "references", "in.two": "reference-2", "in.four": "reference-4"},
        ("reference 10", "reference 2", "reference 1"),
        {"all": ["<reference-1>", "<reference-2>", "<reference-10>"], "two": "<reference-2>"},
    ),
    "LoRAs": (
        STILL,
        {"in.loras": "loras", "in.one": "lora", "in.scale": "lora-scale"},
        (),
        {
            "loras": [
                {"path": "https://example.com/thread.safetensors", "scale": 0.6},
                {"path": "maker/grain", "scale": 0.2},
            ],
            "one": "https://example.com/thread.safetensors",
            "scale": 0.6,
        },
    ),
    "a repair": (FIX, {"in.a": "picture", "in.b": "mask"}, ("picture", "mask"), {"a": "<picture>", "b": "<mask>"}),
    "a picture that grows": (
        GROW,
        {"in.c": "canvas", "in.s": "picture-size", "in.at": "picture-at", "in.t": "top", "in.b": "bottom", "in.l": "left", "in.r": "right"},
        ("picture",),
        {"c": [704, 630], "s": [640, 360], "at": [0, 180], "t": 180, "b": 90, "l": 0, "r": 64},
    ),
    "a camera on one axis": (
        turning(("truck", 0.0, -0.22), ("pan", 0.0, 0.0)),
        {**CAMERA, "axis.truck": "horizontal"},
        (),
        {"move": {"axis": "horizontal", "by": -4}},
    ),
    "a camera on two": (turning(("truck", 0.0, 0.1), ("tilt", 0.0, 9.0)), CAMERA, (), {}),
    "a camera that hardly moves": (turning(("tilt", 0.0, 0.5)), CAMERA, (), {}),
    "a camera on an axis without a number": (turning(("pan", 0.0, 9.0)), CAMERA, (), {}),
    "a camera by a preset": (
        turning(("pedestal", 0.0, 0.3), ("dolly", 0.0, -0.1)),
        {**CAMERA, "preset.crane_up": "dolly- pedestal+"},
        (),
        {"preset": "crane_up"},
    ),
    "a preset that is named": (turning(("pan", 0.0, 9.0)), {**CAMERA, "preset": "crane_up"}, (), {"preset": "crane_up"}),
    "a preset that there is not": (turning(), {**CAMERA, "preset": "crane_down"}, (), {}),
    "what moves": (
        replace(CLIP, paths=(((0.25, 0.5), (0.75, 0.0)), ((0.0, 1.0), (1.0, 1.0)))),
        {"in.all": "brushes"},
        ("start", "brush 1", "brush 2"),
        {
            "all": [
                {"mask_url": "<brush-1>", "trajectories": [{"x": 160, "y": 179}, {"x": 479, "y": 359}]},
                {"mask_url": "<brush-2>", "trajectories": [{"x": 0, "y": 0}, {"x": 639, "y": 0}]},
            ]
        },
    ),
    "what moves without a first picture": (
        replace(CLIP, paths=(((0.25, 0.5), (0.75, 0.0)),), holds=((0.0, 0.8, 1.0, 0.2),)),
        {"in.all": "brushes", "in.still": "hold"},
        (),
        {},
    ),
    "a mouth": (MOUTH, {"in.v": "clip", "in.a": "track"}, ("clip", "track"), {"v": "<clip>", "a": "<track>"}),
}  # fmt: skip


@pytest.mark.parametrize("row", SENT.values(), ids=SENT)
def test_a_field_gets_what_its_source_gives(row: Any, tmp_path: Path) -> None:
    what, how, roles, expected = row
    assert body(asked(tmp_path, what, how, *roles)) == expected


MODES: dict[str, tuple[Any, tuple[str, ...]]] = {
    "text": (CLIP, ()),
    "first": (CLIP, ("start",)),
    "last": (CLIP, ("end",)),
    "first-last": (CLIP, ("start", "end", "reference 1")),
    "references": (STILL, ("reference 1",)),
    "fix": (FIX, ("picture", "mask")),
    "lip-sync": (MOUTH, ("clip", "track")),
    "enhance": (EnhanceRequest("16/9"), ("clip",)),
    "enlarge": (EnlargeRequest("16/9"), ("picture",)),
}


@pytest.mark.parametrize("mode", MODES)
def test_a_mode_has_its_place_or_the_usual_one(mode: str, tmp_path: Path) -> None:
    what, roles = MODES[mode]
    given = asked(tmp_path, what, {"to": "usual", f"to-{mode}": "own"}, *roles)
    assert (mode_of(given), address_of(given)) == (mode, "own")
    assert address_of(asked(tmp_path, what, {"to": "usual"}, *roles)) == "usual"


REFUSED: dict[str, tuple[Any, dict[str, str], tuple[str, ...], str]] = {
    "no place": (CLIP, {"to-first": "own"}, (), "no place is known"),
    "no address of a LoRA": (
        replace(STILL, loras=(("unheard", 1.0),)),
        {"to": "x", "in.l": "loras"},
        (),
        "no address of the LoRA unheard",
    ),
    "larger than is paid": (FIX, {"to": "x", "pixels": "100000"}, ("picture",), "at most 0.1 megapixels"),
    "no picture": (GROW, {"to": "x", "in.c": "canvas"}, (), "none whose size can be read"),
}


@pytest.mark.parametrize("row", REFUSED.values(), ids=REFUSED)
def test_what_a_table_has_no_way_for_is_refused(row: Any, tmp_path: Path) -> None:
    what, how, roles, said = row
    given = asked(tmp_path, what, how, *roles)
    with pytest.raises(Fault, match=said) as told:
        _ = address_of(given), body(given)
    assert told.value.code == "E1017"


def test_what_a_model_does_not_make_is_refused(tmp_path: Path) -> None:
    given = asked(tmp_path, CLIP, {"to": "x"})
    silent = replace(given, job=replace(given.job, model=replace(given.job.model, makes=("music",))))
    with pytest.raises(Fault, match="it makes music only"):
        address_of(silent)


# The shipped tables.

TOLD = {
    model.id: model
    for provider in known_providers()
    for model in table_of(provider).models.values()
    if any(name.startswith("in.") for name, _ in model.options)
}
WORDS = {*MODES, "extend", "restyle", "insert", "layer", "keep", "matte"}


def sources(model: Model) -> set[str]:
    told = [value.partition(" if ")[0] for name, value in model.options if name.startswith("in.")]
    return {each.strip() for value in told for each in value.split(" or ")}


@pytest.mark.parametrize("name", TOLD)
def test_a_table_says_what_its_model_can(name: str) -> None:
    model = TOLD[name]
    can, used, options = model.can, {each for each in sources(model) if is_source(each)}, dict(model.options)
    assert not [each for each in sources(model) - used if is_source(each.replace("_", "-").lower())], (
        "a source misspelt"
    )
    assert {mode for value in options.values() for mode in value.partition(" if ")[2].split()} <= WORDS
    wanted = {mode for mode in can.modes if mode not in ("edit", "extend")} or {"text"}
    assert "to" in options or all(f"to-{mode}" in options for mode in wanted)
    assert can.seed == ("seed" in used)
    assert can.negative == ("avoid" in used)
    assert bool(can.loras) == bool({"loras", "lora"} & used)
    assert bool(can.references) == any(each.startswith("reference") for each in used)
    assert ("first" in can.modes or "first-last" in can.modes) == ("start" in used)
    assert ("first-last" in can.modes) == ("end" in used)
    assert bool(can.repairs or "enhance-still" in model.makes) == ("picture" in used)
    assert ("fix" in can.repairs) == ("mask" in used)
    assert "video" not in model.makes or bool(model.lengths)
    assert bool(can.brush) == ("brushes" in used)
    assert can.holds == ("hold" in used)
    assert bool(can.camera) == ({"camera-axis", "camera-amount"} <= used)
    assert bool(can.presets) == ("camera-preset" in used)
    assert {name.partition(".")[2] for name in options if name.startswith("preset.")} <= {*can.presets}
    assert {name.partition(".")[2] for name in options if name.startswith("axis.")} <= {*can.camera}
