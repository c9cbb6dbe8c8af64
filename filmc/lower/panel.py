"""A panel: everything that the animatic's pen needs to draw a shot, as plain data. Words end here.

Frame units: x runs 0..aspect from the left, y 0..1 from the top, both in frame heights. The pen
(`render/draw/`) reads nothing but this, so equal panels are equal pictures.
"""

from __future__ import annotations

from typing import Literal

from filmc.base.record import record
from filmc.ir.vocabulary import Face, Treatment

Colour = tuple[int, int, int]
"""sRGB, 0..255."""

Place = Literal[
    "classroom", "corridor", "office", "restaurant", "bedroom", "living-room", "kitchen", "gallery", "library",
    "hospital", "shop", "station", "train", "car", "stage", "temple", "cave", "underwater",
    "street", "bridge", "road", "park", "school-yard", "village", "city-skyline", "rooftop", "mountain", "snow",
    "field", "desert", "sea", "beach", "river", "forest", "space", "spaceship", "sky", "ruins", "plain-room",
    "plain-outside", "void",
]  # fmt: skip

Hour = Literal["day", "dawn", "dusk", "night"]
Season = Literal["", "spring", "summer", "autumn", "winter"]
Weather = Literal["", "rain", "snow", "fog", "storm", "cloud", "wind"]
Particles = Literal[
    "rain", "snow", "petals", "leaves", "envelopes", "fireflies", "sparks", "smoke", "bubbles",
    "dust", "embers", "stars", "paper", "confetti", "fire", "splash",
]  # fmt: skip
Pose = Literal[
    "stand", "sit", "lie", "kneel", "sleep", "walk", "run", "jump", "fall", "fly", "swim", "dance", "fight", "reach",
    "raise", "wave", "point", "hug", "bow", "write", "read", "eat", "drive", "ride", "hide", "look", "turn",
]  # fmt: skip

Facing = Literal["front", "left", "right", "back"]


@record
class Garment:
    """A piece of clothing, by its cut and colours."""

    cut: Literal[
        "shirt",
        "jacket",
        "coat",
        "dress",
        "skirt",
        "trousers",
        "shorts",
        "apron",
        "uniform",
        "robe",
        "armour",
        "suit",
        "hat",
        "cap",
        "helmet",
        "scarf",
        "tie",
        "glasses",
        "shoes",
        "boots",
        "cape",
        "gown",
    ]
    colour: Colour
    accent: Colour


@record
class Body:
    """How somebody always looks: the same for a character (and variant) in every shot, different for any two."""

    kind: Literal["person", "dragon", "creature", "robot", "animal", "horse", "bird", "fish", "mascot"]
    age: Literal["child", "teen", "adult", "elder"]
    height: float
    """Relative to a standing adult's 1.0."""
    girth: float
    skin: Colour
    hair: Literal["none", "short", "bob", "long", "ponytail", "bun", "twin", "curly", "spiky", "bald-crown"]
    hair_colour: Colour
    beard: bool
    garments: tuple[Garment, ...]
    face_shape: Literal["round", "oval", "square", "long"]
    seed: int


@record
class Figure:
    """Somebody in the picture.

    `x` is the middle of the body, `eye` the height of the eyes, both in frame units; `size` is the height
    in frame heights that the body would have if it stood.
    """

    name: str
    body: Body
    x: float
    eye: float
    size: float
    depth: float
    """Distance relative to the subject's: 1 is the subject's plane, 0.6 near, 1.6 far."""
    facing: Facing
    pose: Pose
    face: Face
    bearing: str
    travel: tuple[float, float]
    """How far it moves during the shot, in frame units."""
    path: tuple[tuple[float, float], ...]
    """Motion brush: the points that it goes along, in frame units; empty for none."""
    vanishes: bool


@record
class Thing:
    """A prop or vehicle in the picture: the kind that the pen knows, its colour, where it is and how wide."""

    name: str
    kind: str
    colour: Colour
    x: float
    y: float
    width: float
    depth: float
    travel: tuple[float, float]
    path: tuple[tuple[float, float], ...]


@record
class Sign:
    """Words that belong to the place: on a board, a sign, a letter."""

    text: str
    on: Literal["board", "sign", "letter", "screen", "book"]


@record
class Light:
    """The sum of the shot's lighting words."""

    brightness: float = 1.0
    contrast: float = 1.0
    warmth: float = 0.0
    key: str = "front"
    colour: Colour | None = None


@record
class Setting:
    """Where and when: all that a place and its moment decide."""

    place: Place
    interior: bool
    hour: Hour
    season: Season
    weather: Weather
    features: tuple[str, ...]
    """Words of the place that the pen knows: `window`, `board`, `lamp`, `neon`, `sakura`, `fire`, `tower`, …"""
    particles: tuple[Particles, ...]
    signs: tuple[Sign, ...]
    seed: int
    """Of the place: the same place is the same scenery in every shot."""


@record
class Panel:
    """One drawn picture."""

    aspect: float
    setting: Setting
    treatment: Treatment
    saturation: float
    contrast: float
    warmth: float
    grain: float
    light: Light
    figure_scale: float
    """Of the shot's size: a standing adult's height over the frame's. It sets how near the scenery is."""
    pitch: float
    roll: float
    yaw: float
    crop: str
    figures: tuple[Figure, ...]
    things: tuple[Thing, ...]
    focal: float | None = None
    """Focal length over the pen's normal one: a wide lens (below 1) is near and sees far around, a long one is far off.
    None leaves it to the size: the closer, the longer."""
    deep: bool = False
    """All is drawn sharp, near and far, for the camera pulls focus; else what is far from a close subject is soft."""
    halves: tuple[Panel, ...] = ()
    """Of a split screen: its left and its right side, each half as wide. Nothing else of it is drawn then."""
