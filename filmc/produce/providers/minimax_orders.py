"""What MiniMax is asked for, in its own words: two forms of clips, speech, pictures, music."""

from __future__ import annotations

import math
from typing import Any

from filmc.lower.counting import emotions_of
from filmc.lower.ratios import ratio_of
from filmc.lower.request import ClipRequest, MusicRequest, SpeechRequest, StillRequest
from filmc.produce.protocol.adapter import Asked
from filmc.produce.protocol.carrying import data_url, references
from filmc.produce.protocol.shapes import seconds_of, sides_within
from filmc.produce.protocol.voices import language_of, style_of, voice_of

_SPEEDS, _LOUDNESS, _PITCHES = (0.5, 2.0), (0.1, 10.0), (-12, 12)
_SIDES = 512, 2048
_ROLES = {"start": "first_frame", "end": "last_frame"}


def older(asked: Asked, what: ClipRequest) -> dict[str, Any]:
    """Return a clip as the first protocol has it: Hailuo 2.3 and before."""
    referred = [data_url(file) for file in references(asked.files)]
    size = dict(asked.job.how).get("resolution")
    return {
        "model": _wire(asked),
        "prompt": what.prompt,
        "first_frame_image": _frame(asked, "start"),
        "last_frame_image": _frame(asked, "end"),
        "subject_reference": [{"type": "character", "image": referred}] if referred else None,
        "duration": int(seconds_of(asked.job)) if size else None,
        "resolution": size,
        "prompt_optimizer": False,
    }


def _frame(asked: Asked, role: str) -> str | None:
    return data_url(asked.files[role]) if role in asked.files else None


def newer(asked: Asked, what: ClipRequest) -> dict[str, Any]:
    """Return a clip as the second protocol has it: a list of contents with roles."""
    assert asked.job.model
    frames = [(_ROLES[role], file) for role, file in asked.files.items() if role in _ROLES]
    given = frames or [("reference_image", file) for file in references(asked.files)]
    pictures = [{"type": "image_url", "image_url": {"url": data_url(file)}, "role": role} for role, file in given]
    return {
        "model": _wire(asked),
        "content": [{"type": "text", "text": what.prompt}, *pictures],
        "resolution": dict(asked.job.how)["resolution"],
        "duration": int(seconds_of(asked.job)),
        "ratio": "adaptive" if frames else ratio_of(what.aspect, asked.job.model.can.ratios),
    }


def speech(asked: Asked, what: SpeechRequest) -> dict[str, Any]:
    """Return a line to be spoken."""
    assert asked.job.model
    can = asked.job.model.can
    felt = emotions_of(what, can.emotions)
    semitones = round(12 * math.log2(what.pitch))
    return {
        "model": _wire(asked),
        "text": what.text,
        "voice_setting": {
            "voice_id": voice_of(asked),
            "speed": round(min(max(what.rate, _SPEEDS[0]), _SPEEDS[1]), 2),
            "vol": round(min(max(what.energy, _LOUDNESS[0]), _LOUDNESS[1]), 2),
            "pitch": min(max(semitones, _PITCHES[0]), _PITCHES[1]),
            **({"emotion": felt[0]} if felt else {}),
        },
        "audio_setting": {"format": "wav", "sample_rate": 44100, "channel": 1},
        "language_boost": language_of(what, can.languages) or "auto",
        "output_format": "hex",
        "stream": False,
    }


def picture(asked: Asked, what: StillRequest) -> dict[str, Any]:
    """Return a picture, with one picture of who is in it."""
    assert asked.job.model
    low, high = _SIDES
    width, height = sides_within(asked.job, low * low, high * high, 8)
    sized = low <= min(width, height) and max(width, height) <= high
    shape: dict[str, Any] = {"width": width, "height": height}
    referred = [{"type": "character", "image_file": data_url(file)} for file in references(asked.files)]
    return {
        "model": _wire(asked),
        "prompt": what.prompt,
        **(shape if sized else {"aspect_ratio": ratio_of(what.aspect, asked.job.model.can.ratios)}),
        "subject_reference": referred or None,
        "seed": asked.seed,
        "n": 1,
        "response_format": "base64",
        "prompt_optimizer": False,
    }


def music(asked: Asked, what: MusicRequest) -> dict[str, Any]:
    """Return a piece of music; what it shall be without is said in words, for there is no field for it."""
    without = f". Without {', '.join(what.avoid)}" if what.avoid else ""
    return {
        "model": _wire(asked),
        "prompt": style_of(what) + without,
        "is_instrumental": True,
        "audio_setting": {"sample_rate": 44100, "bitrate": 256000, "format": "mp3"},
        "output_format": "hex",
        "stream": False,
    }


def _wire(asked: Asked) -> str:
    assert asked.job.model
    return asked.job.model.wire
