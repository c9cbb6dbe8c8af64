"""Who and what stays the same, how they look, what they say to the models, and somebody in a shot."""

from __future__ import annotations

from typing import Literal

from filmc.frontend.value import Money
from filmc.ir.node import Node
from filmc.ir.vocabulary import Blocking, Face, Spot


class Lora(Node):
    """A LoRA and its weight."""

    name: str
    weight: float = 1.0


class Guidance(Node):
    """What shapes generation: gathered from look, character and shot, nearest last."""

    avoid: tuple[str, ...] = ()
    seed: int | None = None
    loras: tuple[Lora, ...] = ()
    references: tuple[str, ...] = ()
    via: str | None = None
    """`provider:model` for this one."""


NO_GUIDANCE = Guidance()
"""What those say who say nothing."""


class Reroll(Node):
    """The bound of a retry."""

    takes: int | None = None
    money: Money | None = None


class Expect(Node):
    """One thing that a take must pass, in the author's words, with who it is about."""

    what: str
    about: str | None = None


class Appearance(Node):
    """How a character, place or prop looks: one variant. Byte-identical in every prompt."""

    variant: str | None
    appearance: str = ""
    wardrobe: str = ""
    manner: str = ""
    voice: str = ""
    guidance: Guidance = NO_GUIDANCE
    expect: tuple[Expect, ...] = ()
    """What every take with them must pass."""


class Entity(Node):
    """A declared character, place or prop: `base` looks, and its variants by name."""

    name: str
    kind: Literal["character", "place", "prop"]
    also: tuple[str, ...] = ()
    base: Appearance
    variants: tuple[Appearance, ...] = ()
    ambience: str = ""
    takes: int = 1
    reroll: Reroll | None = None

    def as_variant(self, name: str | None) -> Appearance:
        """Return the looks as variant `name`; the base ones for None or an unknown name."""
        return next((look for look in self.variants if look.variant == name), self.base)


class Presence(Node):
    """Somebody in a shot: who, as which variant, where, and why (named by `with`, mentioned, or speaking)."""

    name: str
    variant: str | None = None
    spot: Spot = Spot()
    by: Literal["with", "mention", "speech", "setup"] = "mention"
    face: Face = Face()
    bearing: str = "upright"
    blocking: Blocking | None = None
