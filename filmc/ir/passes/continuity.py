"""Reads the film as a script supervisor does: looks that change by themselves, sides that flip across a cut. Hints."""

from __future__ import annotations

from itertools import combinations, pairwise

from filmc.base.diagnostic import Label, Notes
from filmc.base.memo import ONCE, Memo
from filmc.ir.film import Film, Presence, Scene, Shot

_ACROSS = {"left": 0, "centre": 1, "right": 2}


def check_continuity(notes: Notes, film: Film, memo: Memo = ONCE) -> None:
    """Note what would look like a mistake of continuity."""
    for scene in film.scenes:
        memo.recall(notes, _check_scene, scene)


def _check_scene(notes: Notes, scene: Scene) -> None:
    _check_looks(notes, scene)
    for before, after in pairwise(scene.shots):
        _check_line(notes, before, after)


def _check_looks(notes: Notes, scene: Scene) -> None:
    """Note who comes as another variant than before in the scene without an `as` that says so."""
    seen: dict[str, Presence] = {}
    for shot in scene.shots:
        for presence in shot.cast:
            before = seen.setdefault(presence.name, presence)
            if before.variant != presence.variant and presence.variant is None:
                _changed(notes, before, presence)
            seen[presence.name] = presence


def _changed(notes: Notes, before: Presence, after: Presence) -> None:
    notes.add(
        "H0524",
        after.span,
        f"{after.name} was {before.variant} earlier in this scene, and comes without a variant here",
        f"write `with: {after.name} as {before.variant}`, once for the scene or in this shot",
        labels=[Label(before.span, f"here as {before.variant}")],
    )


def _check_line(notes: Notes, before: Shot, after: Shot) -> None:
    """Note a cut across the line of action: two people who change sides between adjoining shots."""
    left, right = _sides(before), _sides(after)
    shared = [presence for presence in after.cast if presence.name in left and presence.name in right]
    for one, other in combinations(shared, 2):
        was = left[one.name] - left[other.name]
        now = right[one.name] - right[other.name]
        if was * now < 0:
            notes.add(
                "H0525",
                one.span,
                f"{one.name} and {other.name} change sides at this cut: the camera crosses the line between them",
                "swap left and right, or put a shot between that shows the crossing",
                labels=[Label(before.span, "in this shot they stand the other way round")],
            )


def _sides(shot: Shot) -> dict[str, int]:
    return {presence.name: _ACROSS[presence.spot.side] for presence in shot.cast if presence.spot.side}
