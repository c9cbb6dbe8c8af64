"""Parts of a prompt → the text that a family of models reads best: arranged by its template, within its limit.

A template is `stdlib/prompts/STYLE.KIND.j2` (kinds: still, clip). It is given the parts as lists by slot (`cast`,
`action`, …) and `all`, in their order. A style without a template for a kind joins them by commas.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, get_args

from filmc.base.assets import asset
from filmc.lower.prompts import Part, Slot

if TYPE_CHECKING:
    from jinja2 import Environment, Template

Kind = Literal["still", "clip"]

LEFT_OUT: tuple[Slot, ...] = (
    "lens", "light", "acting", "played", "prop", "angle", "look", "setup", "place", "size", "camera", "cast",
)  # fmt: skip
"""What is left out first where a prompt would be too long. Action is never left out: it is cut, and last of all."""


class Styled(NamedTuple):
    """A prompt as it is sent, and what had no room in it."""

    text: str
    left_out: tuple[str, ...] = ()


def styled(style: str, kind: Kind, parts: Sequence[Part], limit: int = 0, **more: Any) -> Styled:
    """Return the prompt of `parts` in a style, at most `limit` characters long (0: no limit).

    `more` is what a template may ask for beside: `avoid` (what must not be seen, where the model has no field for it),
    `aspect`, `seconds`, `moves` (of each camera move its axes with the sign of their way, as `dolly+`).
    """
    kept, gone = list(parts), []
    text = _written(style, kind, kept, more)
    for slot in LEFT_OUT:
        if not limit or len(text) <= limit:
            break
        if any(part.slot == slot for part in kept):
            gone += [slot]
            kept = [part for part in kept if part.slot != slot]
            text = _written(style, kind, kept, more)
    if limit and len(text) > limit:
        gone.append("action")
        text = text[: limit - 1].rstrip() + "…"
    return Styled(text, tuple(gone))


def _written(style: str, kind: Kind, parts: Sequence[Part], more: Mapping[str, Any]) -> str:
    template = _template(f"{style}.{kind}.j2")
    if template is None:
        return _plain(parts, str(more.get("avoid") or ""))
    slots: dict[str, list[str]] = {slot: [] for slot in get_args(Slot)}
    for part in parts:
        slots[part.slot].append(part.text)
    given = {"avoid": "", "aspect": "16:9", "seconds": 0, "moves": [], **more}
    return " ".join(template.render(all=[part.text for part in parts], **slots, **given).split())


def _plain(parts: Iterable[Part], avoid: str) -> str:
    text = ", ".join(part.text for part in parts)
    return f"{text}. Avoid: {avoid}." if avoid else text


@cache
def _template(name: str) -> Template | None:
    if not (asset("stdlib") / "prompts" / name).is_file():
        return None
    return _environment().get_template(name)


def filled(name: str, **values: Any) -> str:
    """Return the template `stdlib/prompts/NAME.j2` with `values` in it, lines as they stand."""
    return _environment().get_template(f"{name}.j2").render(values)


@cache
def _environment() -> Environment:
    """Return the environment of our own templates: they come along with filmc, unlike fragments of a film's words."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # noqa: PLC0415 - only for who writes prompts

    made = Environment(
        loader=FileSystemLoader(asset("stdlib") / "prompts"),
        undefined=StrictUndefined,
        autoescape=False,  # noqa: S701  -- a prompt is no page
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["sentence"] = _sentence
    return made


def _sentence(texts: Iterable[str], joint: str = ", ") -> str:
    """Return texts as one sentence with its full stop; nothing for none."""
    text = joint.join(text for text in texts if text).strip()
    if not text:
        return ""
    stop = "" if text[-1] in ".!?。！？…" else "。" if "\u4e00" <= text[-1] <= "\u9fff" else "."
    return text[0].upper() + text[1:] + stop
