"""What a diagnostic about a name suggests: the sentence, and the changes that a machine can make."""

from __future__ import annotations

from collections.abc import Sequence

from filmc.base.diagnostic import Edit, Fix
from filmc.base.source import Span
from filmc.frontend.screenplay import Kind, Names


def did_you_mean(near: Sequence[str]) -> tuple[str, ...]:
    """Return the hint that offers `near`, or none."""
    return (f"did you mean {' or '.join(f'`{name}`' for name in near)}?",) if near else ()


def renames(span: Span, near: Sequence[str]) -> list[Fix]:
    """Return one fix for each of `near`: the text at `span` becomes it."""
    return [Fix(f"change it to `{name}`", (Edit(span, name),)) for name in near]


def spelt(names: Names, *kinds: Kind) -> list[str]:
    """Return every name and other name of some kinds as written, in order of declaration."""
    return [name.value for kind in kinds for found in names.all(kind) for name in (found.name, *found.also)]
