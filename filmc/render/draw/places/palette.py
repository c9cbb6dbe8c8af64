"""Light and air: what an hour, a season and a weather do to the colours of things. Chosen by hand."""

from __future__ import annotations

from filmc.base.record import record, replace
from filmc.lower.panel import Colour, Hour, Setting, Weather
from filmc.render.draw.paint import mix

Gain = tuple[float, float, float]


@record
class Palette:
    """The sky from zenith to horizon, the colour of distance, the sun or moon, and how things are lit."""

    zenith: Colour
    sky: Colour
    horizon: Colour
    haze: Colour
    sun: Colour
    cloud: Colour
    cloud_shade: Colour
    light: Gain
    """What a thing's own colour is multiplied by out of doors."""
    room: Gain
    """The same in a room."""
    lamps: float
    """0..1: how much lamps and windows shine."""
    air: float
    """How soon the distance fades: about 1 on a clear day."""

    def out(self, colour: Colour, far: float = 0.0) -> Colour:
        """Return a thing's colour out of doors; `far` 0..1 is how much of the air's colour lies before it."""
        return mix(_times(colour, self.light), self.haze, min(far * self.air, 0.97))

    def indoors(self, colour: Colour, gain: float = 1.0) -> Colour:
        """Return a thing's colour in a room, `gain` times as bright."""
        r, g, b = self.room
        return _times(colour, (r * gain, g * gain, b * gain))


def palette_of(setting: Setting) -> Palette:
    """Return the palette for the setting's hour, weather and season."""
    palette = _HOURS[setting.hour]
    if setting.weather:
        palette = _under(palette, setting.weather, night=setting.hour == "night")
    if setting.season == "winter":
        palette = replace(palette, horizon=mix(palette.horizon, (226, 234, 246), 0.25))
    if "moonlight" in setting.features and setting.hour == "night":
        palette = replace(palette, room=(0.47, 0.55, 0.76), lamps=0.35)
    if "dark" in setting.features:
        r, g, b = palette.room
        palette = replace(palette, room=(r * 0.72, g * 0.72, b * 0.76), lamps=max(palette.lamps, 0.6))
    return palette


def _times(colour: Colour, gain: Gain) -> Colour:
    r, g, b = (min(round(c * k), 255) for c, k in zip(colour, gain, strict=True))
    return r, g, b


def _under(palette: Palette, weather: Weather, *, night: bool) -> Palette:
    """Return the palette under a covered sky: less colour, flatter, and more air between things."""
    grey, share, air, dim = _COVERS[weather]
    if night:
        grey, dim = mix((6, 9, 20), grey, 0.2), max(dim, 0.8)
    r, g, b = palette.light
    level = (r + g + b) / 3
    light = tuple((c * 0.5 + level * 0.5) * dim for c in (r, g, b))
    return replace(
        palette,
        zenith=mix(palette.zenith, mix(grey, (0, 0, 20), 0.25), share),
        sky=mix(palette.sky, grey, share),
        horizon=mix(palette.horizon, mix(grey, (255, 255, 255), 0.0 if night else 0.25), share),
        haze=mix(palette.haze, grey, share),
        cloud=mix(palette.cloud, grey, share * 0.8),
        cloud_shade=mix(palette.cloud_shade, mix(grey, (0, 0, 0), 0.3), share * 0.8),
        light=(light[0], light[1], light[2]),
        lamps=max(palette.lamps, 0.4 if weather in {"storm", "rain", "fog"} else 0.0),
        air=palette.air * air,
    )


_COVERS: dict[Weather, tuple[Colour, float, float, float]] = {
    "rain": ((128, 138, 150), 0.8, 1.6, 0.72),
    "snow": ((200, 208, 220), 0.75, 1.9, 0.92),
    "fog": ((200, 206, 210), 0.85, 3.2, 0.9),
    "storm": ((62, 68, 86), 0.88, 1.5, 0.5),
    "cloud": ((166, 174, 184), 0.75, 1.2, 0.85),
    "wind": ((170, 190, 205), 0.2, 1.0, 1.0),
}

_HOURS: dict[Hour, Palette] = {
    "day": Palette(
        zenith=(52, 116, 190),
        sky=(122, 180, 228),
        horizon=(216, 234, 243),
        haze=(192, 214, 231),
        sun=(255, 248, 222),
        cloud=(252, 252, 250),
        cloud_shade=(188, 204, 224),
        light=(1.0, 0.985, 0.95),
        room=(1.0, 0.985, 0.955),
        lamps=0.0,
        air=1.0,
    ),
    "dawn": Palette(
        zenith=(84, 108, 168),
        sky=(178, 166, 200),
        horizon=(255, 216, 176),
        haze=(228, 196, 188),
        sun=(255, 232, 190),
        cloud=(255, 214, 196),
        cloud_shade=(168, 142, 180),
        light=(0.93, 0.83, 0.82),
        room=(0.95, 0.87, 0.84),
        lamps=0.25,
        air=1.35,
    ),
    "dusk": Palette(
        zenith=(46, 46, 104),
        sky=(152, 84, 126),
        horizon=(252, 158, 92),
        haze=(196, 118, 112),
        sun=(255, 196, 110),
        cloud=(250, 150, 110),
        cloud_shade=(104, 66, 120),
        light=(0.80, 0.60, 0.58),
        room=(0.90, 0.70, 0.60),
        lamps=0.75,
        air=1.15,
    ),
    "night": Palette(
        zenith=(9, 13, 36),
        sky=(20, 31, 72),
        horizon=(50, 68, 116),
        haze=(32, 45, 86),
        sun=(230, 236, 250),
        cloud=(58, 72, 112),
        cloud_shade=(18, 25, 54),
        light=(0.30, 0.36, 0.53),
        room=(0.80, 0.69, 0.60),
        lamps=1.0,
        air=1.0,
    ),
}
