"""What is asked of a person, in the form of the tool's own page: boxes to be pasted, and what else is to be done there.

The form is data, `stdlib/cards/STYLE.toml`. Its fields, empty where a request has no such thing:

| field | what it is |
|---|---|
| `prompt`, `avoid`, `repairs` | what is to be seen, what must not be, and what is to be done to the picture then |
| `text`, `language`, `voice`, `emotion` | of a line to be spoken |
| `style`, `exclude` | of a piece of music, and what must not be heard |
| `words` | of a sound |
| `ratio`, `size`, `seconds`, `seed`, `title` | `7:3`, `1920×823`, `30 s`, the author's seed, the job's name |
| `start`, `end`, `references`, `picture`, `mask`, `clip`, `track`, `voice files` | names of the files with the card |

and whatever options the model and the user's own configuration state for the tool, by their names.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from pydantic import BaseModel, ConfigDict

from filmc.base.assets import asset
from filmc.base.record import record
from filmc.lower.job import Job
from filmc.lower.request import (
    ClipRequest,
    EditRequest,
    EnhanceRequest,
    LipSyncRequest,
    MusicRequest,
    SoundRequest,
    SpeechRequest,
    StillRequest,
)
from filmc.produce.protocol.shapes import plain_ratio
from filmc.produce.protocol.voices import style_of

_FIELD = re.compile(r"\{([^{}]+)\}")
_USUAL = "plain"


class _Box(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    title: str
    parts: tuple[str, ...] = ()
    joint: str = " "
    text: str = ""


class _Form(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    boxes: tuple[_Box, ...]
    steps: tuple[str, ...] = ()
    replace: dict[str, str] = {}


@record
class Box:
    """A box of the tool's page, and what goes into it."""

    title: str
    text: str


@record
class Asking:
    """What is asked: boxes to be pasted, and steps that no box has a place for."""

    boxes: tuple[Box, ...]
    steps: tuple[str, ...]


def asking(job: Job, options: Mapping[str, str], given: Iterable[tuple[str, str]] = ()) -> Asking:
    """Return what is asked for `job`, whose model has a style. `given`: role and name of each file that lies with it.

    `options` are what the user states for the tool, beside those of the model.
    """
    assert job.model
    form = _form(job.model.can.style)
    told = {**dict(job.model.options), **options, **dict(_told(job)), **_files(given)}
    fields = {name: _replaced(text, form.replace) for name, text in told.items()}
    boxes = (Box(box.title, box.text or _joined(box, fields)) for box in form.boxes)
    steps = (filled for step in form.steps if (filled := _filled(step, fields)))
    return Asking(tuple(box for box in boxes if box.text), tuple(steps))


@cache
def _form(style: str) -> _Form:
    folder = asset("stdlib") / "cards"
    own = folder / f"{style}.toml"
    path = own if own.is_file() else folder / f"{_USUAL}.toml"
    return _Form.model_validate(tomllib.loads(path.read_text("utf-8")))


def _joined(box: _Box, fields: Mapping[str, str]) -> str:
    return box.joint.join(filled for part in box.parts if (filled := _filled(part, fields)))


def _filled(part: str, fields: Mapping[str, str]) -> str:
    """Return a part with its fields in it; nothing where one of them is empty."""
    if not all(fields.get(name) for name in _FIELD.findall(part)):
        return ""
    return _FIELD.sub(lambda found: fields[found[1]], part)


def _replaced(text: str, pairs: Mapping[str, str]) -> str:
    for before, after in pairs.items():
        text = text.replace(before, after)
    return text


def _files(given: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return the names of files by the field that they stand in."""
    found: dict[str, list[str]] = {}
    for role, name in given:
        kind = role.partition(" ")[0]
        found.setdefault({"reference": "references", "voice": "voice files"}.get(kind, kind), []).append(f"`{name}`")
    return {kind: ", ".join(names) for kind, names in found.items()}


def _told(job: Job) -> Iterator[tuple[str, str]]:
    yield from _shape(job)
    yield from _request(job)
    yield "title", job.name


def _shape(job: Job) -> Iterator[tuple[str, str]]:
    how = dict(job.how)
    if aspect := getattr(job.what, "aspect", ""):
        yield "ratio", plain_ratio(aspect)
    if milliseconds := getattr(job.what, "milliseconds", 0):
        yield "seconds", f"{milliseconds / 1000:g} s"
    yield "size", how.get("size", "").replace("x", "×")
    yield "seed", how.get("seed", "")


def _request(job: Job) -> Iterator[tuple[str, str]]:
    """Yield the words of a request. What models are told in another way is told here too: this is the one place."""
    match job.sent:
        case StillRequest(prompt=prompt, avoid=avoid, steps=steps):
            yield "prompt", prompt
            yield "avoid", avoid
            yield "repairs", "; ".join(steps)
        case ClipRequest(prompt=prompt, avoid=avoid):
            yield "prompt", prompt
            yield "avoid", avoid
        case EditRequest(repair=repair, prompt=prompt, avoid=avoid):
            yield "prompt", f"{repair}: {prompt}"
            yield "avoid", avoid
        case LipSyncRequest(side=side, starts=starts):
            when = ", ".join(f"{start / 1000:g} s" for start in starts)
            yield "prompt", f"the mouth of the person {_SIDES.get(side, side)} speaks the lines, which begin at {when}"
        case EnhanceRequest():
            yield "prompt", "the same clip, cleaner, as large as the film"
        case SpeechRequest(text=text, language=language, voice=voice, emotion=emotion):
            yield from (("text", text), ("language", language), ("voice", voice), ("emotion", emotion))
        case MusicRequest(avoid=avoid) as what:
            yield "style", style_of(what)
            yield "exclude", ", ".join(avoid)
        case SoundRequest(words=words, loop=loop):
            yield "words", f"{words}, as a loop without a seam" if loop else words


_SIDES = {"left": "on the left", "right": "on the right", "centre": "in the middle"}
