"""An order in fields that a table names: for providers of many models, of which each has words of its own.

    [models.some-pro.options]
    to = "maker/some/pro/text-to-video"                       # where it is ordered
    to-first = "maker/some/pro/image-to-video"                # the same, for one mode
    "in.prompt" = "prompt"                                    # field = source
    "in.duration" = "seconds-text"
    "in.aspect_ratio" = "ratio if text"                       # only in these modes, by spaces
    "in.image_url" = "picture or reference"                   # the first that there is
    "in.start_image_url" = "start"
    "in.image_size.width" = "width"                           # a field inside a field
    "in.generate_audio" = "false"                             # what is no source is itself: JSON, or else a text
    pixels = "1000000"                                        # the most that a picture may have: its price holds so far
    step = "32"                                               # its sides are multiples of this

So another model is another entry. Modes are `text`, `first`, `last`, `first-last`,
`references`, the repairs (`fix`, `extend`, `restyle`…), `enlarge`, `lip-sync`, `enhance`; what is heard is `text`. A
source that has nothing to give leaves its field out.

Sources of words: `prompt`, `avoid`, `prompt-avoid` (both as one). Of lengths: `seconds`, `seconds-up` (whole),
`seconds-text` ("5"), `seconds-word` ("5s"), `milliseconds`. Of shape: `ratio`, `lines`, `width`, `height`, `times` (how
much larger the picture is to be, as a whole number); for a
picture that is to grow `canvas`, `picture-size`, `picture-at` (pairs of pixels), `top`, `bottom`, `left`, `right`
(pixels to be added). Of files: `start`, `end`, `picture`, `mask`, `clip`, `track`, `reference` (the first),
`reference-2`…, `references` (all). Others: `seed`, `loop`, `loras` (path and scale of each), `lora`, `lora-scale`
(of the first).

Sources of motion: `camera-axis` and `camera-amount` (−10 to 10) where one axis tells the move; `camera-preset` where a
preset does and no number; `brushes` (of each thing that moves its mask and its way in pixels from the bottom left);
`hold` (the mask of what keeps still). Beside them a table has words for axes, and what its presets do:

    "axis.truck" = "horizontal"
    "preset.forward_up" = "dolly+ pedestal+"
"""

from __future__ import annotations

import base64
import json
import math
import re
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any

from filmc.lower.job import Kind
from filmc.lower.model import Need
from filmc.lower.ratios import ratio_of
from filmc.lower.request import ClipRequest, EditRequest, EnlargeRequest, MusicRequest, SoundRequest
from filmc.produce.protocol.adapter import Asked, not_possible
from filmc.produce.protocol.moving import amount_of, axis_of, held, preset_of, ways
from filmc.produce.protocol.pixels import size_of
from filmc.produce.protocol.shapes import lines_of, seconds_of, sides_of
from filmc.produce.protocol.voices import style_of

Send = Callable[[Path], Awaitable[str]]
"""A file → what an order names it by: an address, or its own bytes as one."""

_IN = "in."
_STEP = 16
"""Sides of pictures are multiples of this number of pixels, where the table does not name another as `step`."""
_LARGEST = 4
"""So many times larger a picture is made at most."""
_NEEDS: Mapping[Kind, Need] = {"still": "image", "clip": "video", "enhancement": "enhance"}


def address_of(asked: Asked) -> str:
    """Return where `asked` is ordered. Fault E1017 where the table has no such place."""
    job = asked.job
    need: str = "enhance-still" if isinstance(job.sent, EnlargeRequest) else _NEEDS.get(job.kind, job.kind)
    if job.model is None or need not in job.model.makes:
        raise not_possible(asked, f"it makes {' and '.join(job.model.makes) if job.model else 'nothing'} only")
    how = dict(job.how)
    found = how.get(f"to-{mode_of(asked)}") or how.get("to")
    if not found:
        raise not_possible(asked, f"no place is known where a picture or clip from “{mode_of(asked)}” is ordered")
    return found


def mode_of(asked: Asked) -> str:
    """Return what there is to begin with, in one word."""
    what, files = asked.job.sent, asked.files
    if isinstance(what, EditRequest):
        return what.repair
    if isinstance(what, EnlargeRequest):
        return "enlarge"
    if asked.job.kind in ("lip-sync", "enhancement"):
        return {"enhancement": "enhance"}.get(asked.job.kind, asked.job.kind)
    ends = "-".join(word for word, role in (("first", "start"), ("last", "end")) if role in files)
    return ends or ("references" if _references(asked) else "text")


async def filled(asked: Asked, send: Send, loras: Mapping[str, str]) -> dict[str, Any]:
    """Return the fields of an order. `loras`: a LoRA's name → its address. Fault E1017."""
    _small_enough(asked)
    mode, body = mode_of(asked), dict[str, Any]()
    for name, told in asked.job.how:
        source, _, modes = told.partition(" if ")
        if not name.startswith(_IN) or (modes and mode not in modes.split()):
            continue
        values = [await _value(asked, each.strip(), send, loras) for each in source.split(" or ")]
        value = next((value for value in values if value is not None), None)
        if value is not None:
            _put(body, name.removeprefix(_IN).split("."), value)
    return body


def _put(body: dict[str, Any], path: list[str], value: Any) -> None:
    for step in path[:-1]:
        body = body.setdefault(step, {})
    body[path[-1]] = value


async def _value(asked: Asked, source: str, send: Send, loras: Mapping[str, str]) -> Any:
    """Return what a source gives; None: nothing."""
    if source in _FILES:
        return await send(asked.files[source]) if source in asked.files else None
    if source == "references":
        return [await send(file) for file in _references(asked)] or None
    if source == "brushes":
        return await _brushes(asked, send)
    if source.startswith("reference") and is_source(source):
        numbered = dict(enumerate(_references(asked), 1)).get(int(source.removeprefix("reference").strip("-") or 1))
        return await send(numbered) if numbered else None
    if source in _LORAS:
        named = [(_lora(asked, name, loras), scale) for name, scale in getattr(asked.job.sent, "loras", ())]
        return _LORAS[source](named) if named else None
    return _SOURCES[source](asked) if source in _SOURCES else _constant(source)


_FILES = ("start", "end", "picture", "mask", "clip", "track")


def is_source(word: str) -> bool:
    """Tell whether a word of a table is a source, and not a constant."""
    named = {*_FILES, *_LORAS, *_SOURCES, "brushes", "references"}
    return word in named or re.fullmatch(r"reference(-[1-9]\d?)?", word) is not None


def _constant(told: str) -> Any:
    try:
        return json.loads(told)
    except ValueError:
        return told


def _references(asked: Asked) -> list[Path]:
    numbered = {int(role.split()[1]): file for role, file in asked.files.items() if role.startswith("reference ")}
    return [numbered[number] for number in sorted(numbered)]


# Motion.


async def _brushes(asked: Asked, send: Send) -> list[dict[str, Any]] | None:
    what = asked.job.sent
    found = ways(asked, what) if isinstance(what, ClipRequest) else []
    return [{"mask_url": await send(mask), "trajectories": way} for mask, way in found] or None


def _hold(asked: Asked) -> str | None:
    what, model = asked.job.sent, asked.job.model
    mask = held(asked, what, model.can) if model and isinstance(what, ClipRequest) else None
    return f"data:image/png;base64,{base64.b64encode(mask).decode()}" if mask else None


# LoRAs.

_LORAS: Mapping[str, Callable[[list[tuple[str, float]]], Any]] = {
    "loras": lambda named: [{"path": path, "scale": scale} for path, scale in named],
    "lora": lambda named: named[0][0],
    "lora-scale": lambda named: named[0][1],
}


def _lora(asked: Asked, name: str, loras: Mapping[str, str]) -> str:
    found = loras.get(name) or (name if "/" in name else "")
    if not found:
        raise not_possible(
            asked, f'no address of the LoRA {name} is known: options = {{ "lora.{name}" = "https://…" }}'
        )
    return found


# Words.


def _prompt(asked: Asked) -> str:
    match asked.job.sent:
        case MusicRequest() as what:
            return style_of(what)
        case SoundRequest() as what:
            return what.words or what.recipe
        case what:
            return str(getattr(what, "prompt", "") or getattr(what, "text", ""))


def _avoid(asked: Asked) -> str | None:
    said = getattr(asked.job.sent, "avoid", "")
    return (said if isinstance(said, str) else ", ".join(said)) or None


def _both(asked: Asked) -> str:
    avoid = _avoid(asked)
    return f"{_prompt(asked)}, without {avoid}" if avoid else _prompt(asked)


# Lengths.


def _seconds(asked: Asked) -> int | float:
    seconds = seconds_of(asked.job)
    return int(seconds) if seconds.denominator == 1 else round(float(seconds), 3)


# Shapes.


def _ratio(asked: Asked) -> str | None:
    named = asked.job.model.can.ratios if asked.job.model else ()
    return ratio_of(asked.job.sent.aspect, named) if named and hasattr(asked.job.sent, "aspect") else None


def _lines(asked: Asked) -> str | None:
    named = asked.job.model.can.sizes if asked.job.model else ()
    return lines_of(asked.job, named) if named else None


def _most(asked: Asked) -> int:
    return int(dict(asked.job.how).get("pixels", 0))


def _step(asked: Asked) -> int:
    return int(dict(asked.job.how).get("step", _STEP))


def _sides(asked: Asked) -> tuple[int, int]:
    """Return the sides of the picture that is wanted, as large as its price allows."""
    sides, most = sides_of(asked.job), _most(asked)
    scale, step = min(1.0, math.sqrt(most / math.prod(sides))) if most else 1.0, _step(asked)
    width, height = (max(step, math.floor(side * scale / step) * step) for side in sides)
    return width, height


def _small_enough(asked: Asked) -> None:
    """Refuse a picture to be repaired that is larger than its price holds for: it comes back as large as it is."""
    most = _most(asked)
    if most and isinstance(asked.job.sent, EditRequest) and math.prod(_picture(asked)) > most:
        raise not_possible(asked, f"its price holds for pictures of at most {most / 1_000_000:g} megapixels")


def _picture(asked: Asked) -> tuple[int, int]:
    size = size_of(asked.files["picture"]) if "picture" in asked.files else None
    if size is None:
        raise not_possible(asked, "the picture to be changed is not there, or none whose size can be read")
    return size


def _times(asked: Asked) -> int:
    width, height = _picture(asked)
    wide, high = sides_of(asked.job)
    return min(max(math.ceil(max(wide / width, high / height)), 1), _LARGEST)


def margins(asked: Asked) -> tuple[int, int, int, int]:
    """Return the pixels to be added above, below, left and right of the picture. Fault E1017 where it has no size."""
    what = asked.job.sent
    width, height = _picture(asked)
    above, below, left, right = what.edges if isinstance(what, EditRequest) else (0.0,) * 4
    return round(above * height), round(below * height), round(left * width), round(right * width)


def _canvas(asked: Asked) -> list[int]:
    above, below, left, right = margins(asked)
    width, height = _picture(asked)
    return [width + left + right, height + above + below]


_SOURCES: Mapping[str, Callable[[Asked], Any]] = {
    "prompt": _prompt,
    "avoid": _avoid,
    "prompt-avoid": _both,
    "seconds": _seconds,
    "seconds-up": lambda asked: math.ceil(_seconds(asked)),
    "seconds-text": lambda asked: str(_seconds(asked)),
    "seconds-word": lambda asked: f"{_seconds(asked)}s",
    "milliseconds": lambda asked: round(seconds_of(asked.job) * 1000),
    "ratio": _ratio,
    "lines": _lines,
    "width": lambda asked: _sides(asked)[0],
    "height": lambda asked: _sides(asked)[1],
    "canvas": _canvas,
    "times": _times,
    "picture-size": lambda asked: list(_picture(asked)),
    "picture-at": lambda asked: [margins(asked)[2], margins(asked)[0]],
    "top": lambda asked: margins(asked)[0],
    "bottom": lambda asked: margins(asked)[1],
    "left": lambda asked: margins(asked)[2],
    "right": lambda asked: margins(asked)[3],
    "seed": lambda asked: asked.seed,
    "camera-axis": axis_of,
    "camera-amount": amount_of,
    "camera-preset": preset_of,
    "hold": _hold,
    "loop": lambda asked: getattr(asked.job.sent, "loop", None),
}
