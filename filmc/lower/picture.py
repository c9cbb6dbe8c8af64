"""A shot as a `Panel`: the one place where its setting, its people and things, and its look come together."""

from __future__ import annotations

from collections.abc import Sequence

from filmc.base.record import replace
from filmc.ir.film import Film, Shot, Step
from filmc.ir.vocabulary import LightWord, Look
from filmc.lower.camera import pulls_focus
from filmc.lower.halves import halves_of
from filmc.lower.optics import focal_of
from filmc.lower.panel import Colour, Light, Panel, Setting
from filmc.lower.setting import setting_of
from filmc.lower.staging import Bodies, stage


def panel_of(film: Film, shot: Shot, bodies: Bodies, steps: Sequence[Step] = ()) -> Panel:
    """Return the panel of `shot`; `steps` are repairs of the picture beyond the shot's own.

    `bodies` come from `casting.cast`. Equal panels are equal pictures: no name of a shot is in them.
    """
    aspect = float(film.settings.aspect)
    panel = _panel(film, shot, bodies, steps, aspect)
    halves = tuple(_panel(film, half, bodies, steps, aspect / 2) for half in halves_of(film, shot))
    if len({half.setting for half in halves}) == 1:  # two corners of one place
        other = halves[1].setting
        halves = (halves[0], replace(halves[1], setting=replace(other, seed=other.seed ^ 1)))
    return replace(panel, halves=halves) if halves else panel


def _panel(film: Film, shot: Shot, bodies: Bodies, steps: Sequence[Step], aspect: float) -> Panel:
    setting = setting_of(film, shot, steps)
    shot = _within_walls(shot, setting)
    figures, things = stage(film, shot, bodies, aspect)
    if "envelopes" in setting.particles:
        things = tuple(thing for thing in things if thing.kind != "letter" or thing.path)
    look = shot.look or film.settings.look or Look(name="plain")
    return Panel(
        aspect=aspect, setting=setting, treatment=look.treatment, saturation=look.saturation, contrast=look.contrast,
        warmth=look.warmth, grain=look.grain, light=_light(shot), figure_scale=shot.size.figure, pitch=_pitch(shot),
        roll=shot.angle.roll, yaw=_yaw(shot), crop=shot.setup.crop if shot.setup else "none", figures=figures,
        things=things, deep=pulls_focus(shot.camera), focal=focal_of(shot.lens),
    )  # fmt: skip


def _within_walls(shot: Shot, setting: Setting) -> Shot:
    """Return the shot with its size kept to what a room allows: a camera indoors can not go back beyond the wall."""
    figure = shot.size.figure
    if not setting.interior or "vast" in setting.features or figure >= _ROOM:
        return shot
    size = shot.size.model_copy(update={"figure": 0.75 * _ROOM + 0.25 * figure})
    return shot.model_copy(update={"size": size})


_ROOM = 0.4
"""Of a standing adult in the frame: as far as a room of usual size lets the camera go."""


def _yaw(shot: Shot) -> float:
    """Return the angle's yaw; a setup in profile looks from the side whatever the angle says."""
    if shot.setup and shot.setup.name in {"profile two shot", "fifty-fifty"}:
        return 90.0
    return shot.angle.yaw


def _pitch(shot: Shot) -> float:
    """Return the angle's pitch; a shot of feet sees the floor however low the camera is."""
    return min(shot.angle.pitch, 0.0) if shot.size.aim == "feet" else shot.angle.pitch


def _light(shot: Shot) -> Light:
    """Return the shot's light; in a silhouette it all comes from behind."""
    light = light_of(shot.light)
    return replace(light, key="silhouette") if shot.setup and shot.setup.name == "silhouette" else light


def light_of(words: Sequence[LightWord]) -> Light:
    """Return the sum of lighting words: factors multiply, warmth adds up, the last key and colour win."""
    brightness = contrast = 1.0
    warmth, key = 0.0, "front"
    colour: Colour | None = None
    for word in words:
        brightness, contrast, warmth = brightness * word.brightness, contrast * word.contrast, warmth + word.warmth
        key = word.key if word.key not in {"front", "none"} else key
        colour = _rgb(word.colour) or colour
    return Light(brightness, contrast, max(min(warmth, 1.0), -1.0), key, colour)


def _rgb(text: str) -> Colour | None:
    """Return the colour of `#rrggbb`; None for anything else."""
    digits = text.removeprefix("#")
    if len(digits) != 6 or not all(letter in "0123456789abcdefABCDEF" for letter in digits):
        return None
    return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)
