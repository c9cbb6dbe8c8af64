"""Reads what shapes generation: `avoid`, `seed`, `lora`, `reference`, `via`."""

from __future__ import annotations

from filmc.frontend.files import PICTURES
from filmc.frontend.values import read_integer, read_list, read_lora
from filmc.ir.build.context import Context, Cues
from filmc.ir.film import Guidance, Lora
from filmc.ir.people import NO_GUIDANCE


def read_guidance(context: Context, cues: Cues) -> Guidance:
    """Return what the cues of one block say to the models; the empty guidance where they say nothing."""
    said = {kind.key for kind, _ in cues} & {"avoid", "seed", "lora", "reference", "via"}
    if not said:
        return NO_GUIDANCE
    seed = cues.text("seed")
    return Guidance(
        avoid=_avoid(context, cues),
        seed=read_integer(context.notes, seed) if seed else None,
        loras=_loras(context, cues),
        references=_references(context, cues),
        via=cues.words("via") or None,
        span=next(cue.span for kind, cue in cues if kind.key in said),
    )


def _avoid(context: Context, cues: Cues) -> tuple[str, ...]:
    text = cues.text("avoid")
    return tuple(each.value for each in read_list(context.notes, text)) if text else ()


def _loras(context: Context, cues: Cues) -> tuple[Lora, ...]:
    values = [value for cue in cues.all("lora") if (value := cue.full_value())]
    read = [(read_lora(context.notes, value), value.span) for value in values]
    return tuple(Lora(name=lora.name.value, weight=float(lora.weight), span=span) for lora, span in read if lora)


def _references(context: Context, cues: Cues) -> tuple[str, ...]:
    values = [value for cue in cues.all("reference") if (value := cue.full_value())]
    listed = [path for value in values for path in read_list(context.notes, value)]
    found = (context.file(path, PICTURES) for path in listed)
    return tuple(path for path in found if path)
