"""Fills the parameters of each shot's setup with people, and seats those where the setup wants them.

In `over the shoulder (WAITRESS, LI HUA)` they are given. Left out, the subject (`on NAME`) is the last parameter
that has a seat, and the cast of `with` (the shot's, else the scene's) are the others, in order.
"""

from __future__ import annotations

from filmc.base.diagnostic import Notes
from filmc.ir.film import Presence, Scene, Shot
from filmc.ir.vocabulary import Setup, Spot

VIEWER = "VIEWER"
"""The parameter for whose eyes we look through: never seen."""


def expand_setup(notes: Notes, shot: Shot, scene: Scene) -> Shot:
    """Return the shot with `setup_cast` complete (or an error) and everybody seated; adds whom the heading names."""
    if shot.setup and shot.setup.parameters:
        shot = shot.model_copy(update={"setup_cast": _parameters(notes, shot, shot.setup, scene)})
    seats = _seats(shot)
    if not seats:
        return shot
    known = {presence.name: presence for presence in (*scene.cast, *shot.cast)}
    cast = {presence.name: presence for presence in shot.cast}
    for name, spot in seats.items():
        presence = known.get(name) or Presence(name=name, span=shot.span)
        by = cast[name].by if name in cast else "setup"
        cast[name] = presence.model_copy(update={"spot": _seated(presence.spot, spot), "by": by})
    return shot.model_copy(update={"cast": tuple(cast.values())})


def _seats(shot: Shot) -> dict[str, Spot]:
    """Return whom the heading puts into the picture, with the setup's place for each."""
    seats: dict[str, Spot] = {}
    if shot.setup:
        spots = {seat.parameter: seat.spot for seat in shot.setup.seats}
        seated = shot.setup_cast.items()
        seen = [(parameter, name) for parameter, name in seated if parameter.upper() != VIEWER]
        seats = {name: spots.get(parameter, Spot()) for parameter, name in seen if parameter in spots or not spots}
    if shot.subject and shot.subject not in shot.props:
        seats.setdefault(shot.subject, Spot())
    return seats


def _seated(own: Spot, seat: Spot) -> Spot:
    """Return the author's own place, completed by the setup's."""
    missing = {field: value for field, value in seat if field != "span" and getattr(own, field) is None}
    return own.model_copy(update=missing) if missing else own


def _parameters(notes: Notes, shot: Shot, setup: Setup, scene: Scene) -> dict[str, str]:
    cast = dict(shot.setup_cast)
    free = [name for name in setup.parameters if name not in cast]
    if shot.subject and free and shot.subject not in cast.values():
        cast[_looked_at(setup, free)] = shot.subject
    waiting = [presence.name for presence in (shot.cast or scene.cast) if presence.name not in cast.values()]
    left = [name for name in setup.parameters if name not in cast]
    cast.update(zip(left, waiting, strict=False))
    missing = left[len(waiting) :]
    if len(missing) > shot.strangers + (0 if shot.cast else scene.strangers):  # else a mistyped name is all that lacks
        _missing(notes, setup, missing)
    return {name: cast[name] for name in setup.parameters if name in cast}


def _looked_at(setup: Setup, free: list[str]) -> str:
    seated = [seat.parameter for seat in setup.seats if seat.parameter in free]
    return (seated or free)[-1]


def _missing(notes: Notes, setup: Setup, names: list[str]) -> None:
    notes.add(
        "E0505",
        setup.span,
        f"the setup `{setup.name}` does not know who is {' and '.join(names)}",
        f"write `{setup.name} ({', '.join(setup.parameters)})` with a character for each, or name them with `with:`",
    )
