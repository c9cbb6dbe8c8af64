"""Reads what stands beside the story: the cover and the end roll."""

from __future__ import annotations

from filmc.frontend.ast import Block, Cue
from filmc.frontend.values import read_list
from filmc.ir.build.context import Context, Cues
from filmc.ir.build.picture import read_frame_of
from filmc.ir.film import Cover, Credit


def read_cover(context: Context, block: Block | None) -> Cover | None:
    """Return the poster; its title is the film's where it has none of its own."""
    if block is None:
        return None
    cues = Cues(context, "cover", block.body)
    title = cues.one("title")
    nested = Cues(context, "title:", title.body).words("style") if title else ""
    return Cover(
        frame=read_frame_of(context, cues.one("frame")),
        title=cues.words("title") or context.settings.title,
        subtitle=cues.words("subtitle"),
        style=cues.words("style") or nested,
        span=block.heading.span,
    )


def read_credits(context: Context, block: Block | None) -> tuple[Credit, ...]:
    """Return the end roll: every key is a role (or several), every value a name (or several)."""
    cues = [item for item in block.body if isinstance(item, Cue)] if block else []
    return tuple(_credit(context, cue) for cue in cues)


def _credit(context: Context, cue: Cue) -> Credit:
    text = cue.full_value()
    roles = tuple(role.value for role in read_list(context.notes, cue.key))
    names = tuple(name.value for name in read_list(context.notes, text)) if text else ()
    return Credit(roles=roles, names=names, span=cue.span)
