"""Reads one shot: its heading, its cues, its lines and its action."""

from __future__ import annotations

from typing import Any

from filmc.frontend.ast import Action, Block
from filmc.frontend.cues import LINE, find_cue
from filmc.frontend.hints import set_aside
from filmc.frontend.values import read_phrases, read_sequence
from filmc.ir.build.bounds import read_expectations, read_reroll_of, read_takes
from filmc.ir.build.caption import read_captions
from filmc.ir.build.context import Context, Cues
from filmc.ir.build.dialogue import read_line
from filmc.ir.build.heading import Framing, angle_of, read_camera, read_framing, size_of
from filmc.ir.build.people import read_cast
from filmc.ir.build.picture import read_frame_of, read_holds, read_paths, read_source, read_steps
from filmc.ir.build.sound import read_sounds
from filmc.ir.build.style import read_style
from filmc.ir.film import CameraMove, Shot, Source
from filmc.ir.vocabulary import Blocking, LightWord, Look, Performance, Setup

_SOURCE = find_cue("shot", "source")


def read_shot(context: Context, block: Block) -> Shot:
    """Return the shot in `block`, without what its scene settles: label and where it is."""
    cues = Cues(context, "shot", block.body)
    subject = block.heading.subject
    framing = read_framing(context, read_phrases(context.notes, subject) if subject else ())
    cast, props, strangers = read_cast(context, cues)
    person, thing = _subject(context, framing)
    length = framing.length
    return Shot(
        id="",
        number="",
        **_framed(context, framing),
        **_style(context, cues, framing),
        camera=_camera(context, cues, framing),
        subject=person or thing,
        cast=cast,
        props=tuple(dict.fromkeys((*props, *([thing] if thing else [])))),
        strangers=strangers + framing.strangers,
        action=tuple(item.text for item in block.body if isinstance(item, Action)),
        lines=tuple(line for kind, cue in cues if kind is LINE and (line := read_line(context, cue))),
        captions=read_captions(context, cues),
        sounds=read_sounds(context, cues),
        start=read_frame_of(context, cues.one("start")),
        end=read_frame_of(context, cues.one("end")),
        frame=tuple(read_steps(context, "frame:", cues.one("frame"))),
        paths=tuple(read_paths(context, cues)),
        holds=tuple(read_holds(context, cues)),
        source=_source(context, cues),
        takes=read_takes(context, cues) or context.settings.takes,
        reroll=read_reroll_of(context, cues) or context.settings.reroll,
        expect=tuple(read_expectations(context, cues)),
        notes=tuple(note.value for cue in cues.all("note") if (note := cue.full_value())),
        written=context.seconds(length) if length else None,
        written_span=framing.length_span,
        span=block.heading.span,
    )


def _framed(context: Context, framing: Framing) -> dict[str, Any]:
    return {
        "size": size_of(context, framing),
        "angle": angle_of(context, framing),
        "setup": framing.one(Setup),
        "setup_cast": framing.setup_cast,
        "performances": framing.all(Performance),
        "blockings": framing.all(Blocking),
    }


def _style(context: Context, cues: Cues, framing: Framing) -> dict[str, Any]:
    """Return the style of the shot: its cues, completed by what the heading says."""
    style = read_style(context, cues)
    style["look"] = style["look"] or framing.one(Look)
    style["light"] = (*framing.all(LightWord), *style["light"])
    style["lens"] = style["lens"] or framing.lens
    return style


def _camera(context: Context, cues: Cues, framing: Framing) -> tuple[CameraMove, ...]:
    cue, text = cues.one("camera"), cues.text("camera")
    if cue is None or text is None:
        return tuple(framing.moves)
    if framing.moves:
        context.notes.add(
            "W0503",
            cue.key.span,
            "the camera's moves stand here and in the shot's heading; those of the heading are not used",
            "write them in one place",
            fixes=[] if cue.body else [set_aside(cue.span)],
        )
    return read_camera(context, read_sequence(context.notes, text))


def _subject(context: Context, framing: Framing) -> tuple[str | None, str | None]:
    """Return whom the heading names as its subject, or which thing."""
    thing = context.thing(framing.subject) if framing.subject else None
    if thing is None or thing.kind == "place":
        return None, None
    return (thing.name.value, None) if thing.kind == "character" else (None, thing.name.value)


def _source(context: Context, cues: Cues) -> Source | None:
    cue = cues.one("source")
    return read_source(context, _SOURCE, cue) if cue and _SOURCE else None
