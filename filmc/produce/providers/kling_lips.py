"""Kling's lip-sync: first the faces of a clip are found out, which costs a little; then one of them gets a voice.

The clip is one that Kling itself has made in the last 30 days, which it knows by an id, or lies at an address.
"""

from __future__ import annotations

import json
import wave
from collections.abc import Mapping, Sequence
from typing import Any

from filmc.base.digest import digest_file
from filmc.base.record import record
from filmc.lower.request import LipSyncRequest
from filmc.produce.protocol.adapter import OWN_REFERENCE, Asked, Written, not_possible
from filmc.produce.protocol.answers import Answers
from filmc.produce.protocol.base import Order
from filmc.produce.protocol.carrying import bare, written
from filmc.produce.protocol.hosting import Hosting
from filmc.produce.protocol.told import listed, number

FACES = "/v1/videos/identify-face"
PATH = "/v1/videos/advanced-lip-sync"
_LEAST = 2_000
"""Milliseconds of a face that a voice must be heard in."""
_DIGITS = 12
"""More of them no moment of a clip has."""


@record
class Own:
    """Which clips the vendor has made itself: remembered by the digest of the file, beside the answers."""

    answers: Answers

    def remember(self, digest: str, video: str) -> None:
        """Note the vendor's id of a file."""
        self.answers.keep(_note(digest), video.encode())

    def known(self, digest: str) -> str:
        """Return the vendor's id of a file; "" for one that is not its own."""
        return (self.answers.of(_note(digest)) or b"").decode()


def _note(digest: str) -> str:
    return f"kling-video-{digest}"


async def lips_order(asked: Asked, what: LipSyncRequest, own: Own, hosting: Hosting) -> Written:
    """Return the order of a mouth: clip, side and voice. Session and face are put in when it is sent (`chosen`)."""
    if not {"clip", "track"} <= asked.files.keys():
        raise not_possible(asked, "it needs a clip and a voice")
    video = own.known(digest_file(asked.files["clip"]))
    clip = {"video_id": video} if video else {"video_url": await hosting.address(asked, "clip")}
    voice = {
        "sound_file": bare(asked.files["track"]),
        "sound_start_time": 0,
        "sound_end_time": min(what.milliseconds, _length(asked)),
        "sound_insert_time": 0,
    }
    wish = {"side": what.side, "starts": list(what.starts), "face": dict(asked.job.how).get("face", "")}
    return written(PATH, {"clip": clip, "wish": wish, "voice": voice, "external_task_id": OWN_REFERENCE})


def _length(asked: Asked) -> int:
    """Return how long the voice is, in milliseconds."""
    try:
        with wave.open(str(asked.files["track"])) as sound:
            return int(sound.getnframes() * 1000 / sound.getframerate())
    except (wave.Error, EOFError):
        raise not_possible(asked, "the voice is no WAV") from None


def faces_asked(order: Order) -> bytes:
    """Return the body of the question for the faces of the order's clip."""
    return json.dumps(json.loads(order.body)["clip"]).encode()


def chosen(order: Order, found: dict[str, Any]) -> bytes | None:
    """Return the order as it is sent, for the faces that were found; None where none of them can be given a voice.

    The answer tells when each face is seen, not where. Of several, those are taken that are seen long enough where the
    lines begin; among these, the vendor's order is taken to go from left to right, which it does not say. The option
    `face` names one for certain.
    """
    said = json.loads(order.body)
    faces = [face for face in listed(found, "face_data") if face.get("face_id") is not None]
    wish = said["wish"]
    named = [face for face in faces if str(face["face_id"]) == wish["face"]]
    fit = named or ([] if wish["face"] else _speaking(faces, wish["starts"]))
    if not fit or not found.get("session_id"):
        return None
    face = fit[{"left": 0, "right": len(fit) - 1}.get(wish["side"], len(fit) // 2)]
    body = {
        "session_id": found["session_id"],
        "face_choose": [{"face_id": str(face["face_id"]), **said["voice"]}],
        "external_task_id": said["external_task_id"],
    }
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()


def _speaking(faces: Sequence[dict[str, Any]], starts: Sequence[int]) -> list[dict[str, Any]]:
    """Return the faces that are seen where the lines begin; where none is, all that are seen long enough."""
    spans = [(face, _moment(face, "start_time"), _moment(face, "end_time")) for face in faces]
    seen = [(face, first, last) for face, first, last in spans if last - first >= _LEAST]
    there = [face for face, first, last in seen if all(first <= start <= last for start in starts)]
    return there or [face for face, _, _ in seen]


def _moment(face: Mapping[str, Any], name: str) -> float:
    """Return a moment in milliseconds, which the vendor tells as a number or as a text; 0 for none."""
    said = face.get(name)
    return number(int(said) if isinstance(said, str) and said.isdecimal() and len(said) < _DIGITS else said) or 0
