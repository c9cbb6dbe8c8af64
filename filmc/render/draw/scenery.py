"""A panel's setting as a stack of layers: sky, far and near land or room, then what stands before the figures."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from filmc.base.record import replace
from filmc.lower.panel import Light, Panel, Place
from filmc.render.draw.crops import paint_crop
from filmc.render.draw.layer import Layer
from filmc.render.draw.memory import Piece, shared
from filmc.render.draw.particles import paint_particles
from filmc.render.draw.places import (
    bridges,
    city,
    cosmos,
    depths,
    greens,
    highlands,
    homes,
    rails,
    schools,
    streets,
    temples,
    vehicles,
    venues,
    waters,
    woods,
)
from filmc.render.draw.places.palette import palette_of
from filmc.render.draw.places.sky import FAR
from filmc.render.draw.places.stage import Stage, Write, stands
from filmc.render.draw.places.view import View, view_of
from filmc.render.draw.reach import Reach

PLACES: dict[Place, Callable[[Stage], None]] = {
    "mountain": highlands.mountain,
    "snow": highlands.snow,
    "field": highlands.field,
    "desert": highlands.desert,
    "forest": woods.forest,
    "river": waters.river,
    "sea": waters.sea,
    "beach": waters.beach,
    "sky": waters.sky,
    "restaurant": venues.restaurant,
    "kitchen": homes.kitchen,
    "hospital": venues.hospital,
    "shop": venues.shop,
    "stage": venues.theatre,
    "car": vehicles.car,
    "train": rails.train,
    "spaceship": vehicles.spaceship,
    "space": cosmos.space,
    "cave": depths.cave,
    "underwater": depths.underwater,
    "void": cosmos.void,
    "classroom": schools.classroom,
    "corridor": schools.corridor,
    "office": schools.office,
    "bedroom": homes.bedroom,
    "living-room": homes.living_room,
    "library": schools.library,
    "gallery": venues.gallery,
    "plain-room": homes.plain_room,
    "street": streets.street,
    "road": streets.road,
    "bridge": bridges.bridge,
    "park": greens.park,
    "school-yard": greens.school_yard,
    "village": greens.village,
    "city-skyline": city.city_skyline,
    "rooftop": city.rooftop,
    "temple": temples.temple,
    "station": rails.station,
    "ruins": city.ruins,
    "plain-outside": greens.plain_outside,
}

OPAQUE = frozenset(("sky", "stars", "water", "void"))
"""Layers at the depth of the sky that cover everything."""


def setting_piece(panel: Panel, scale: float, reach: Reach, write: Write | None = None) -> Piece:
    """Return what draws the setting's layers, back to front, at `scale` pixels a frame height.

    Layers at depth 1 and more stand behind the figures, those below 1 before them. The first is opaque and covers
    all that the camera can see within `reach`. `write` paints the words of the panel's signs.
    """
    told = (_alone(panel), view_of(panel, reach), scale, write, stands(panel))
    return Piece(_SETTINGS, told, partial(_painted, *told))


_SETTINGS = "settings"
shared(_SETTINGS)


def _alone(panel: Panel) -> Panel:
    """Return the panel without all that its setting is painted alike for: who is there, and its look, light and turn.

    What the camera's turn and the figures' feet do to the setting, its view tells.
    """
    return replace(
        panel, figures=(), things=(), halves=(), treatment="plain", saturation=1.0, contrast=1.0, warmth=0.0,
        grain=0.0, light=Light(), pitch=0.0, roll=0.0, yaw=0.0,
    )  # fmt: skip


def _painted(panel: Panel, view: View, scale: float, write: Write | None, stood: bool) -> tuple[Layer, ...]:  # noqa: FBT001 - as it is remembered
    stage = Stage(panel, view, palette_of(panel.setting), scale, write, stood)
    if panel.setting.interior and panel.setting.place == "temple":
        temples.temple_hall(stage)
    else:
        PLACES[panel.setting.place](stage)
    paint_particles(stage)
    paint_crop(stage)
    _back_up(stage)
    return (*sorted(stage.back, key=lambda layer: -layer.depth), *stage.front)


def _back_up(stage: Stage) -> None:
    """Close what no layer covers with the colour of the air: the first layer must be opaque everywhere."""
    if not any(layer.depth >= FAR and layer.name in OPAQUE for layer in stage.back):
        sheet = stage.sheet(FAR + 1, 0.1)
        sheet.flood(stage.palette.indoors((120, 110, 104)))
        stage.put(sheet, "backing", FAR + 1)
