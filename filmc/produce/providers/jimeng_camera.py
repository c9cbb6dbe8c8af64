"""The camera's moves as the templates that Jimeng has for them, and how strong."""

from __future__ import annotations

from collections.abc import Sequence

Moves = Sequence[tuple[str, float, float]]

_TEMPLATES: tuple[tuple[frozenset[str], str], ...] = (
    (frozenset({"dolly+", "zoom-"}), "hitchcock_dolly_in"),
    (frozenset({"dolly-", "zoom+"}), "hitchcock_dolly_out"),
    (frozenset({"pedestal+", "dolly+"}), "crane_push"),
    (frozenset({"orbit+"}), "dynamic_orbit"),
    (frozenset({"orbit-"}), "dynamic_orbit"),
    (frozenset({"roll+"}), "clockwise_swivel"),
    (frozenset({"roll-"}), "counterclockwise_swivel"),
    (frozenset({"shake+"}), "handheld"),
)
"""Moves with a sign → the template that does these and no others. The rest stays with the prompt."""
_FULL = {"dolly": 0.6, "zoom": 0.6, "orbit": 60.0, "roll": 25.0, "pedestal": 0.4, "shake": 0.6}
"""Where a move counts as strong; below a third of it, it is weak."""


def template(camera: Moves) -> str | None:
    """Return the template whose moves are those of the shot; None where there is none."""
    signs = frozenset(
        f"{axis}{'+' if end > start or axis == 'shake' else '-'}"
        for axis, start, end in camera
        if start != end or (axis == "shake" and end)
    )
    return dict(_TEMPLATES).get(signs)


def strength(camera: Moves) -> str:
    """Return how far the move goes: weak, medium or strong."""
    known = ((axis, end if axis == "shake" else abs(end - start)) for axis, start, end in camera if axis in _FULL)
    parts = (way / _FULL[axis] for axis, way in known)
    part = max(parts, default=0.5)
    return "strong" if part >= 1 else "weak" if part < 1 / 3 else "medium"
