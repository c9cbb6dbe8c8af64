"""A room: its walls, floor and ceiling in perspective, openings to the outside, and the light that falls in."""

from __future__ import annotations

import numpy as np

from filmc.base.record import record
from filmc.lower.panel import Colour
from filmc.render.draw.outline import Points
from filmc.render.draw.paint import Linear, halo, mix, shade, vertical
from filmc.render.draw.places import built, land, plants
from filmc.render.draw.places.sky import paint_sky
from filmc.render.draw.places.stage import Stage

_WALLS = (1.5, 8.0)
"""Depths between which a room's walls lie: behind all its furniture, before all that is outside."""
BULB: Colour = (255, 226, 170)


@record
class Style:
    """What a room is made of; heights in metres. `boards` is the width of floor boards or tiles, 0 for none."""

    wall: Colour
    floor: Colour
    ceiling: Colour
    skirting: Colour
    dado: Colour | None = None
    height: float = 3.1
    half: float = 3.2
    back: float = 3.6
    boards: float = 0.22
    tiles: bool = False


class Room:
    """A room about the subject: `half` metres to each side, its back wall at `far` metres, drawn on `sheet`."""

    def __init__(self, stage: Stage, style: Style, *, narrow: bool = False) -> None:
        view = stage.view
        self.stage, self.style = stage, style
        self.far = view.distance * (1.0 if view.distance < 8 else 1.15) + style.back
        self.half = style.half if narrow else max(style.half, 0.4 * self.far)
        self.height = max(style.height, 0.23 * self.far) if not narrow else style.height
        self.near = max(min(view.distance * 0.2, 1.0), 0.3)
        self.depth = min(max(1 + (view.depth(self.far) - 1) * 0.75, _WALLS[0]), _WALLS[1])
        self.sheet = stage.sheet(self.depth)
        self._shell()

    def colour(self, colour: Colour, gain: float = 1.0) -> Colour:
        """Return a thing's colour in this room's light."""
        return self.stage.palette.indoors(colour, gain)

    def on_back(self, x0: float, y0: float, x1: float, y1: float) -> Points:
        """Return a rectangle on the back wall; metres from the middle and from the floor."""
        return self.stage.view.facing(x0, y0, x1, y1, self.far)

    def on_side(self, side: int, y0: float, y1: float, z0: float, z1: float) -> Points:
        """Return a rectangle on the left (-1) or right (1) wall."""
        return self.stage.view.beside(side * self.half, y0, y1, max(z0, self.near), min(z1, self.far))

    def window(self, corners: Points, bars: tuple[int, int] = (1, 1)) -> None:
        """Open a window in a wall: a hole with a frame, bars across and along, and a shine on the glass."""
        frame = self.colour((236, 230, 220)) if self.stage.setting.hour != "night" else self.colour((200, 190, 176))
        grown = _grown(corners, 0.06)
        self.sheet.polygon(grown, shade(frame, 0.82))
        self.sheet.erase(corners)
        p = np.asarray(corners, np.float64)
        thick = max(float(np.hypot(*(p[3] - p[0]))) * 0.022, 0.002)
        for i in range(1, bars[0] + 1):
            t = i / (bars[0] + 1)
            self.sheet.stroke([_point(p, t, 0.0), _point(p, t, 1.0)], thick, frame)
        for i in range(1, bars[1] + 1):
            t = i / (bars[1] + 1)
            self.sheet.stroke([_point(p, 0.0, t), _point(p, 1.0, t)], thick, frame)
        glint = [_point(p, 0.1, 0.0), _point(p, 0.32, 0.0), _point(p, 0.12, 1.0), _point(p, 0.0, 0.7)]
        self.sheet.polygon(glint, (255, 255, 255), 0.10)

    def daylight(self, side: int, z0: float, z1: float) -> None:
        """Let light fall in from a side: patches on the floor and a glow along that wall."""
        if self.stage.setting.hour == "night" or self.stage.setting.weather in {"rain", "storm"}:
            return
        view = self.stage.view
        sun = mix(self.stage.palette.sun, (255, 255, 255), 0.2)
        for z in np.arange(z0, z1 - 1.0, 2.0).tolist():
            a, b = side * self.half * 0.92, side * self.half * 0.05
            patch = [view.at(a, 0, z + 1.2), view.at(a, 0, z), view.at(b, 0, z - 0.8), view.at(b, 0, z + 0.4)]
            self.sheet.shadow(patch, 0.006, sun, 0.30)

    def lamp(self, x: float, y: float, z: float, reach: float = 3.0, strength: float = 0.5) -> None:
        """Let a lamp at (x, y, z) shine: its halo, brighter the darker the room."""
        px, py = self.stage.view.at(x, y, z)
        r = reach * self.stage.view.unit(z)
        power = strength * (0.35 + 0.65 * self.stage.palette.lamps)
        self.sheet.ellipse((px, py), (r, r), halo(px, py, r, BULB, power))

    def finish(self, name: str = "room") -> None:
        """Vary and vignette the walls, darker towards the corners, and set them on the stage."""
        night = self.stage.palette.lamps
        rows, columns = 18, 32
        y, x = np.mgrid[0:rows, 0:columns].astype(np.float32)
        away = ((x / (columns - 1) - 0.5) * 1.9) ** 2 + ((y / (rows - 1) - 0.45) * 1.7) ** 2
        fall = 1.05 - (0.16 + 0.30 * night) * np.clip(away, 0, 1.3)
        warm = np.array([1.0 + 0.03 * night, 1.0, 1.0 - 0.06 * night], np.float32)
        self.sheet.relight((fall[:, :, None] * warm).astype(np.float32))
        land.mottle(self.stage, self.sheet, f"{name} wear", 0.035, 8)
        self.stage.put(self.sheet, name, self.depth)

    def _shell(self) -> None:
        view, sheet, style = self.stage.view, self.sheet, self.style
        wall, floor, ceiling = self.colour(style.wall), self.colour(style.floor), self.colour(style.ceiling)
        near, far, half, high = self.near, self.far, self.half, self.height
        back = self.on_back(-half, 0, half, high)
        top, foot = back[0][1], back[3][1]
        sheet.polygon(
            view.flat(-half, half, near, far, high),
            vertical(min(sheet.top, top - 0.1), top, shade(ceiling, 0.86), shade(ceiling, 0.98)),
        )
        sheet.polygon(
            view.flat(-half, half, near, far),
            vertical(foot, max(sheet.bottom, foot + 0.1), shade(floor, 0.9), shade(floor, 1.06), shade(floor, 0.9)),
        )
        self._floor_lines(floor)
        sheet.polygon(back, vertical(top, foot, shade(wall, 0.94), wall, shade(wall, 0.93)))
        for side, tone in ((-1, 0.9), (1, 0.8)):
            face = view.beside(side * half, 0, high, near, far)
            edge, corner = view.vanish + side * 1.2, face[1][0]
            tones = Linear(
                (edge, 0), (corner, 0), ((0.0, shade(wall, tone * 0.96), 1.0), (1.0, shade(wall, tone * 1.02), 1.0))
            )
            sheet.polygon(face, tones)
        self._trim()

    def _trim(self) -> None:
        view, style = self.stage.view, self.style
        skirting = self.colour(style.skirting)
        if style.dado:
            dado = self.colour(style.dado)
            self.sheet.polygon(self.on_back(-self.half, 0, self.half, 1.0), dado)
            for side, tone in ((-1, 0.9), (1, 0.8)):
                self.sheet.polygon(view.beside(side * self.half, 0, 1.0, self.near, self.far), shade(dado, tone))
                self.sheet.polygon(
                    view.beside(side * self.half, 0.98, 1.06, self.near, self.far), shade(skirting, tone)
                )
            self.sheet.polygon(self.on_back(-self.half, 0.98, self.half, 1.06), skirting)
        self.sheet.polygon(self.on_back(-self.half, 0, self.half, 0.14), skirting)
        for side, tone in ((-1, 0.9), (1, 0.78)):
            self.sheet.polygon(view.beside(side * self.half, 0, 0.14, self.near, self.far), shade(skirting, tone))
        corner = [view.at(-self.half, 0, self.far), view.at(self.half, 0, self.far)]
        self.sheet.shadow(
            [corner[0], corner[1], (corner[1][0], corner[1][1] + 0.03), (corner[0][0], corner[0][1] + 0.03)],
            0.012,
            (10, 8, 16),
            0.25,
        )

    def _floor_lines(self, floor: Colour) -> None:
        view, step = self.stage.view, self.style.boards
        if not step:
            return
        dark = shade(floor, 0.84)
        dice = self.stage.dice("boards")
        for x in np.arange(-self.half, self.half, step).tolist():
            self.sheet.polygon(view.flat(x, x + 0.015, self.near, self.far), dark, 0.8)
            if not self.style.tiles and dice.random() < 0.45:
                self.sheet.polygon(
                    view.flat(x, x + step, self.near, self.far), shade(floor, 0.92 + 0.14 * float(dice.random())), 0.5
                )
        for z in np.arange(self.near, self.far, step).tolist() if self.style.tiles else ():
            self.sheet.polygon(view.flat(-self.half, self.half, z, z + 0.015), dark, 0.7)


def outlook(stage: Stage, kind: str = "town") -> None:
    """Paint what is seen through the windows: sky, and trees, a town or the sea out of focus."""
    paint_sky(stage, 0.4)
    sheet = stage.sheet(10, 0.5)
    if kind == "sea" or stage.has("sea"):
        palette = stage.palette
        deep = mix(palette.out((24, 78, 110)), palette.zenith, 0.25)
        land.water(stage, sheet, stage.view.horizon, deep, mix(palette.sky, palette.out((90, 150, 170)), 0.4), 0.5)
        stage.put(sheet, "outlook", 10)
        return
    if kind == "town":
        built.skyline(stage, sheet, "outlook", 0.28, 0.5)
    plants.treeline(stage, sheet, "outlook trees", 0.12, 0.35)
    stage.put(sheet, "outlook", 10)


def _point(p: np.ndarray[tuple[int, ...], np.dtype[np.float64]], u: float, v: float) -> tuple[float, float]:
    top, bottom = p[0] + (p[1] - p[0]) * u, p[3] + (p[2] - p[3]) * u
    x, y = (top + (bottom - top) * v).tolist()
    return x, y


def _grown(corners: Points, share: float) -> list[tuple[float, float]]:
    p = np.asarray(corners, np.float64)
    middle = p.mean(0)
    return [(float(x), float(y)) for x, y in middle + (p - middle) * (1 + share)]
