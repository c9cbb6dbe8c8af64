"""Kling's older dialect, `/v1`: flat bodies with `model_name`, pictures as bare base64, numbers as texts."""

from __future__ import annotations

import base64
import math
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from filmc.lower.model import Model
from filmc.lower.ratios import ratio_of
from filmc.lower.request import ClipRequest, EditRequest, StillRequest
from filmc.produce.protocol.adapter import OWN_REFERENCE, Asked, Written, not_possible
from filmc.produce.protocol.carrying import bare, written
from filmc.produce.protocol.masks import boxed
from filmc.produce.protocol.pixels import size_of
from filmc.produce.protocol.shapes import seconds_of

_OMNI = ("kling-v3-omni", "kling-video-o1", "kling-image-o1")
_POINTS = 77
"""Of one trajectory, for a clip of 5 seconds."""
_LARGEST = 1 << 26
"""Pixels of a picture that masks are drawn for."""
_FULL = {"pan": 25.0, "tilt": 25.0, "roll": 25.0, "truck": 0.5, "pedestal": 0.5, "zoom": 1.0}
"""What the vendor's 10 is taken for: degrees, parts of the frame, doublings. It does not say; these look alike."""
_AXES = {"truck": "horizontal", "pedestal": "vertical"}
_CONFIG = ("horizontal", "vertical", "pan", "tilt", "roll", "zoom")

Body = dict[str, Any]


def clip_order(asked: Asked, what: ClipRequest, model: Model) -> Written:
    """Return the order of a clip: from words, frames, or pictures of who is in it."""
    options = dict(model.options)
    body: Body = {
        "model_name": model.wire,
        "prompt": what.prompt,
        "negative_prompt": what.avoid or None if model.can.negative else None,
        "mode": options.get("mode"),
        "sound": "on" if options.get("sound") == "yes" else None,
        "duration": str(int(seconds_of(asked.job))),
        "element_list": [{"element_id": int(name)} for name in elements(asked)] or None,
        "external_task_id": OWN_REFERENCE,
    }
    ratio = ratio_of(what.aspect, model.can.ratios)
    if model.wire in _OMNI:
        return _omni_clip(asked, body, ratio)
    if references(asked) and "start" not in asked.files:
        body |= {"image_list": [{"image": picture} for picture in references(asked)], "aspect_ratio": ratio}
        return written("/v1/videos/multi-image2video", body)
    if "start" in asked.files or "end" in asked.files:
        return written("/v1/videos/image2video", body | _frames(asked, what, model))
    moved = options.get("numbers") == "text"
    body |= {"aspect_ratio": ratio, "camera_control": camera(what, model) if moved else None}
    return written("/v1/videos/text2video", body)


def _frames(asked: Asked, what: ClipRequest, model: Model) -> Body:
    """Return the frames that a clip begins and ends with, and what only one can be of: an end, a brush, the camera."""
    files = asked.files
    body: Body = {"image": bare(files["start"])} if "start" in files else {}
    if "end" in files:
        return body | {"image_tail": bare(files["end"])}
    brushed = _brushes(asked, what, model)
    if brushed or dict(model.options).get("numbers") != "first":
        return body | brushed
    return body | {"camera_control": camera(what, model)}


def _omni_clip(asked: Asked, body: Body, ratio: str) -> Written:
    roles = {"start": "first_frame", "end": "end_frame"}
    pictures = [{"image_url": picture} for picture in references(asked)]
    pictures += [
        {"image_url": bare(asked.files[role]), "type": kind} for role, kind in roles.items() if role in asked.files
    ]
    body |= {
        "prompt": pointed(body["prompt"], [f"<<<image_{n}>>>" for n in range(1, len(references(asked)) + 1)]),
        "negative_prompt": None,
        "image_list": pictures or None,
        "aspect_ratio": ratio if "start" not in asked.files else None,
    }
    return written("/v1/videos/omni-video", body)


def still_order(asked: Asked, what: StillRequest, model: Model) -> Written:
    """Return the order of a still: from words, or with pictures of who is in it."""
    pictures = references(asked)
    body: Body = {
        "model_name": model.wire,
        "prompt": what.prompt,
        "resolution": dict(model.options).get("resolution"),
        "n": 1,
        "aspect_ratio": ratio_of(what.aspect, model.can.ratios),
        "external_task_id": OWN_REFERENCE,
    }
    if model.wire in _OMNI:
        return _omni_image(body, pictures)
    if pictures:
        body |= {"image": pictures[0], "image_reference": "subject" if model.wire == "kling-v2-1" else None}
    elif model.can.negative:
        body |= {"negative_prompt": what.avoid or None}
    return written("/v1/images/generations", body)


def _omni_image(body: Body, pictures: Sequence[str]) -> Written:
    names = [f"<<<image_{number}>>>" for number in range(1, len(pictures) + 1)]
    body |= {"prompt": pointed(body["prompt"], names), "image_list": [{"image": each} for each in pictures] or None}
    return written("/v1/images/omni-image", body)


def edit_order(asked: Asked, what: EditRequest, model: Model) -> Written:
    """Return the order of a picture that grows beyond its edges, or of one that is told what to become."""
    picture = bare(asked.files["picture"])
    if what.repair == "extend" and model.wire == "expand":
        sides = dict(zip(("up", "down", "left", "right"), what.edges, strict=True))
        ratios = {f"{side}_expansion_ratio": round(part, 4) for side, part in sides.items()}
        body: Body = {"image": picture, **ratios, "prompt": what.prompt, "n": 1, "external_task_id": OWN_REFERENCE}
        return written("/v1/images/editing/expand", body)
    if what.repair == "restyle" and model.wire in _OMNI:
        resolution = dict(model.options).get("resolution")
        body = {"model_name": model.wire, "prompt": what.prompt, "resolution": resolution, "n": 1}
        body |= {"aspect_ratio": ratio_of(what.aspect, model.can.ratios), "external_task_id": OWN_REFERENCE}
        return _omni_image(body, [picture])
    raise not_possible(asked, f"{model.name} does no `{what.repair}`")


def references(asked: Asked) -> list[str]:
    """Return the pictures of who and what is in it, in order."""
    named = (role for role in asked.files if role.startswith("reference "))
    return [bare(asked.files[role]) for role in sorted(named, key=lambda role: int(role.split()[1]))]


def pointed(prompt: str, names: Sequence[str]) -> str:
    """Return a prompt that names each picture that it has not named itself: what is not named may be passed over."""
    missing = [name for name in names if name not in prompt]
    return f"{prompt} ({', '.join(missing)})" if missing else prompt


def elements(asked: Asked) -> list[str]:
    """Return the ids of the elements that the user has made at the vendor's: `elements = "123 456"` of the target."""
    return dict(asked.job.how).get("elements", "").split()


# The motion brush and the camera by numbers, which only the oldest models have.


def _brushes(asked: Asked, what: ClipRequest, model: Model) -> Body:
    """Return the masks of what moves, each with its way, and of what keeps still."""
    if not model.can.brush or "start" not in asked.files or not (what.paths or what.holds):
        return {}
    size = size_of(asked.files["start"])
    if size is None or math.prod(size) > _LARGEST:
        raise not_possible(asked, "brushes need a first picture whose size in pixels can be read")
    moved = [
        {"mask": bare(asked.files[f"brush {number}"]), "trajectories": trajectory(path, *size)}
        for number, path in enumerate(what.paths, 1)
        if f"brush {number}" in asked.files
    ]
    still = what.holds if model.can.holds else ()
    mask = base64.b64encode(boxed(still, *size)).decode() if still else None
    told: Body = {"static_mask": mask, "dynamic_masks": moved or None}
    return {name: value for name, value in told.items() if value}


def trajectory(path: Sequence[tuple[float, float]], width: int, height: int) -> list[dict[str, int]]:
    """Return a way in pixels from the bottom left corner; of more than `_POINTS` points, as many evenly along it."""
    if len(path) > _POINTS:
        path = [_at(path, number / (_POINTS - 1)) for number in range(_POINTS)]
    return [{"x": _pixel(x, width), "y": height - 1 - _pixel(y, height)} for x, y in path]


def _at(path: Sequence[tuple[float, float]], part: float) -> tuple[float, float]:
    """Return the point at `part` (0 to 1) of the way, by its length."""
    steps = [math.dist(one, two) for one, two in pairwise(path)]
    left = part * sum(steps)
    for step, (one, two) in zip(steps, pairwise(path), strict=True):
        if step and left <= step:
            share = left / step
            return one[0] + (two[0] - one[0]) * share, one[1] + (two[1] - one[1]) * share
        left -= step
    return path[-1]


def _pixel(part: float, side: int) -> int:
    return min(max(round(part * (side - 1)), 0), side - 1)


def camera(what: ClipRequest, model: Model) -> Body | None:
    """Return the camera's move in numbers; None where it has none, or more than the one that can be told.

    The prompt has its words in any case.
    """
    amounts = {axis: amount for axis, start, end in what.camera if (amount := _amount(axis, start, end))}
    if len(amounts) != 1 or not set(amounts) <= set(model.can.camera):
        return None
    ((axis, amount),) = amounts.items()
    config = dict.fromkeys(_CONFIG, 0.0) | {_AXES.get(axis, axis): amount}
    return {"type": "simple", "config": config}


def _amount(axis: str, start: float, end: float) -> float:
    """Return a move in the vendor's numbers, −10 to 10. Its zoom grows with what is seen, ours as the picture does."""
    change = -math.log2(end / start) if axis == "zoom" and start > 0 < end else end - start
    return round(min(max(10 * change / _FULL.get(axis, 1.0), -10.0), 10.0), 1)
