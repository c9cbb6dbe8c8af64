"""Kling's older dialect, `/v1`: flat bodies with `model_name`, pictures as bare base64, numbers as texts."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from typing import Any

from filmc.lower.capabilities import Mode
from filmc.lower.model import Model
from filmc.lower.ratios import ratio_of
from filmc.lower.request import ClipRequest, EditRequest, StillRequest
from filmc.produce.protocol.adapter import OWN_REFERENCE, Asked, Written, not_possible
from filmc.produce.protocol.carrying import bare, written
from filmc.produce.protocol.moving import held, turned, ways
from filmc.produce.protocol.shapes import seconds_of

_OMNI = ("kling-v3-omni", "kling-video-o1", "kling-image-o1")
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
    body |= {"aspect_ratio": ratio, "camera_control": _camera(what, model, "text")}
    return written("/v1/videos/text2video", body)


def _frames(asked: Asked, what: ClipRequest, model: Model) -> Body:
    """Return the frames that a clip begins and ends with, and what only one can be of: an end, a brush, the camera."""
    files = asked.files
    body: Body = {"image": bare(files["start"])} if "start" in files else {}
    if "end" in files:
        return body | {"image_tail": bare(files["end"])}
    return body | (_brushes(asked, what, model) or {"camera_control": _camera(what, model, "first")})


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
    if not model.can.brush:
        return {}
    still = held(asked, what, model.can)
    moved = [{"mask": bare(mask), "trajectories": way} for mask, way in ways(asked, what)]
    told: Body = {"static_mask": base64.b64encode(still).decode() if still else None, "dynamic_masks": moved or None}
    return {name: value for name, value in told.items() if value}


def _camera(what: ClipRequest, model: Model, mode: Mode) -> Body | None:
    """Return the camera's move in numbers; None where they are not taken of such a clip, or can not tell this move."""
    move = turned(what, model.can) if model.can.numbers_for(mode) else None
    if move is None:
        return None
    axis, amount = move
    return {"type": "simple", "config": dict.fromkeys(_CONFIG, 0.0) | {_AXES.get(axis, axis): amount}}
