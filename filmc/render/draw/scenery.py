"""A panel's setting as a stack of layers: sky, far, middle and near land or room, then what stands before the figures."""

from __future__ import annotations

from collections.abc import Callable

from filmc.lower.panel import Panel, Place
from filmc.render.draw.layer import Layer
from filmc.render.draw.particles import paint_particles
from filmc.render.draw.places import houses, nature, rooms, town, worlds
from filmc.render.draw.places.palette import palette_of
from filmc.render.draw.places.sky import FAR
from filmc.render.draw.places.stage import Stage, Write
from filmc.render.draw.places.view import view_of
from filmc.render.draw.reach import Reach

PLACES: dict[Place, Callable[[Stage], None]] = {
    "mountain": nature.mountain,
    "snow": nature.snow,
    "field": nature.field,
    "desert": nature.desert,
    "forest": nature.forest,
    "river": nature.river,
    "sea": nature.sea,
    "beach": nature.beach,
    "sky": nature.sky,
    "restaurant": houses.restaurant,
    "kitchen": houses.kitchen,
    "hospital": houses.hospital,
    "shop": houses.shop,
    "stage": houses.theatre,
    "car": worlds.car,
    "train": worlds.train,
    "spaceship": worlds.spaceship,
    "space": worlds.space,
    "cave": worlds.cave,
    "underwater": worlds.underwater,
    "void": worlds.void,
    "classroom": rooms.classroom,
    "corridor": rooms.corridor,
    "office": rooms.office,
    "bedroom": rooms.bedroom,
    "living-room": rooms.living_room,
    "library": rooms.library,
    "gallery": rooms.gallery,
    "plain-room": rooms.plain_room,
    "street": town.street,
    "road": town.road,
    "bridge": town.bridge,
    "park": town.park,
    "school-yard": town.school_yard,
    "village": town.village,
    "city-skyline": town.city_skyline,
    "rooftop": town.rooftop,
    "temple": town.temple,
    "station": town.station,
    "ruins": town.ruins,
    "plain-outside": town.plain_outside,
}

OPAQUE = frozenset(("sky", "stars", "water", "void"))
"""Layers at the depth of the sky that cover everything."""


def paint_setting(panel: Panel, scale: float, reach: Reach, write: Write | None = None) -> tuple[Layer, ...]:
    """Return the setting's layers, back to front, at `scale` pixels a frame height.

    Layers at depth 1 and more stand behind the figures, those below 1 before them. The first is opaque and covers
    all that the camera can see within `reach`. `write` paints the words of the panel's signs.
    """
    stage = Stage(panel, view_of(panel, reach), palette_of(panel), scale, write)
    if panel.interior and panel.place == "temple":
        houses.temple_hall(stage)
    else:
        PLACES[panel.place](stage)
    paint_particles(stage)
    _back_up(stage)
    return (*sorted(stage.back, key=lambda layer: -layer.depth), *stage.front)


def _back_up(stage: Stage) -> None:
    """Close what no layer covers with the colour of the air: the first layer must be opaque everywhere."""
    if not any(layer.depth >= FAR and layer.name in OPAQUE for layer in stage.back):
        sheet = stage.sheet(FAR + 1, 0.1)
        sheet.flood(stage.palette.indoors((120, 110, 104)))
        stage.put(sheet, "backing", FAR + 1)
