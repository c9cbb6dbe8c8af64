"""The words of film as the IR knows them: each kind of word with its canonical numbers, the same in every backend.

Read from `stdlib/*.film` and from the author's own files by `ir/words.py`.
"""

from __future__ import annotations

from typing import Literal

from filmc.frontend.value import Box
from filmc.ir.node import Node

Axis = Literal["pan", "tilt", "roll", "truck", "pedestal", "dolly", "zoom", "orbit", "shake", "focus"]
"""The canonical camera. Each axis counts from the shot's own framing:

pan, tilt, roll  degrees: right, up, clockwise (a turn of the camera; everything shifts alike)
truck, pedestal  frame widths to the right, frame heights up, at the subject's depth (near things shift more)
dolly            growth of the subject by moving closer: 0.15 makes it 1.15 times as large; far things grow less
zoom             growth of everything by the lens: 1.0 is none
orbit            degrees around the subject, positive to the right
shake            0 to 1: how unsteady the hand is
focus            -1 the foreground, 0 the subject, 1 the background
"""

Ease = Literal["linear", "in", "out", "in-out"]

Mix = Literal[
    "cut", "dissolve", "fade-out", "fade-in", "dip", "wipe", "push", "slide", "iris", "clock",
    "blur", "whip", "flash", "zoom", "ripple", "glitch", "pixelate", "burn",
]  # fmt: skip
"""How two pictures become one. `cut`, `fade-out`, `fade-in` and `dip` do not overlap the shots; all others do."""

Treatment = Literal[
    "plain", "3d", "anime", "ink", "noir", "watercolour", "oil", "documentary", "neon", "sketch", "pixel", "vintage"
]
"""How the animatic draws a look."""


class Word(Node):
    """What every word has: its name, other names, one-line meaning and prompt fragment (a Jinja2 template)."""

    name: str
    also: tuple[str, ...] = ()
    meaning: str = ""
    parameters: tuple[str, ...] = ()
    prompt: str = ""
    own: bool = False
    """The author declared it: its name may change, and it is known by what it says of itself."""


class Size(Word):
    """How much of the subject fills the frame: `figure` is a standing adult's height over the frame's height."""

    figure: float = 1.0
    aim: Literal["head", "eyes", "mouth", "chest", "waist", "knees", "feet", "hands", "whole", "place"] = "chest"


class Angle(Word):
    """Where the camera stands: degrees of `pitch` up (a low angle looks up), `roll` clockwise, `yaw` around."""

    pitch: float = 0.0
    roll: float = 0.0
    yaw: float = 0.0


class Curve(Node):
    """One axis over the length of a move; values evenly spread."""

    axis: Axis
    values: tuple[float, ...]


class Move(Word):
    """A move of the camera."""

    axes: tuple[Curve, ...] = ()
    ease: Ease = "in-out"


class Spot(Node):
    """Where a figure is in the picture; None leaves it to the layout."""

    side: Literal["left", "centre", "right"] | None = None
    depth: Literal["near", "middle", "far"] | None = None
    facing: Literal["front", "left", "right", "back"] | None = None
    posture: Literal["standing", "sitting", "lying", "kneeling", "leaning"] | None = None
    level: Literal["high", "low"] | None = None
    box: Box | None = None
    """Where the face is in the pictures that were made, where the author says it: masks of mouths are cut by it."""


class Seat(Node):
    """Who of a setup's parameters stands where."""

    parameter: str
    spot: Spot


class Setup(Word):
    """A way to stage and frame a picture; size, angle and places where it fixes them."""

    size: str | None = None
    angle: str | None = None
    seats: tuple[Seat, ...] = ()
    crop: Literal[
        "none", "keyhole", "binoculars", "scope", "screen", "mirror", "split", "frame", "window", "leaves"
    ] = "none"


class Face(Node):
    """Canonical face: brows -1 (down) to 1 (up), eyes 0 (shut) to 1.3 (wide), mouth -1 (down) to 1 (up)."""

    brows: float = 0.0
    slant: float = 0.0
    """-1: inner ends up (worry), 1: inner ends down (anger)."""
    eyes: float = 1.0
    mouth: float = 0.0
    open: float = 0.0
    tears: bool = False
    blush: bool = False


class Performance(Word):
    """How a line is played: face, voice and bearing. Voice factors are relative to the speaker's own."""

    face: Face = Face()
    voice: str = ""
    """One word of the emotion vocabulary that speech models know."""
    rate: float = 1.0
    pitch: float = 1.0
    energy: float = 1.0
    bearing: Literal["upright", "slumped", "leaning", "recoiling", "shaking", "open"] = "upright"


class Blocking(Word):
    """What a body does across the shot: an action the animatic can act, and the way it goes (frame widths)."""

    action: Literal[
        "stand", "sit", "lie", "kneel", "walk", "run", "turn", "jump", "fall", "dance", "fight", "reach",
        "raise", "wave", "point", "hug", "bow", "write", "read", "eat", "drive", "ride", "fly", "swim", "hide",
        "enter", "exit", "vanish", "look",
    ] = "stand"  # fmt: skip
    travel: tuple[float, float] = (0.0, 0.0)


class TransitionWord(Word):
    """How one shot becomes the next; `direction` where the mix has one; `colour` for fades, dips and flashes."""

    mix: Mix = "dissolve"
    direction: Literal["left", "right", "up", "down", "in", "out", "clockwise", ""] = ""
    colour: str = "#000000"
    seconds: float = 0.5
    """How long it lasts when the author does not say."""

    @property
    def overlaps(self) -> bool:
        """Tell whether both shots are seen at once, so that the film becomes shorter by it."""
        return self.mix not in {"cut", "fade-out", "fade-in", "dip"}


class LightWord(Word):
    """A lighting: what the animatic does to its palette."""

    brightness: float = 1.0
    contrast: float = 1.0
    warmth: float = 0.0
    """-1 (blue) to 1 (orange)."""
    key: Literal["front", "left", "right", "back", "top", "below", "none"] = "front"
    colour: str = ""


class Mood(Word):
    """A mood of music: what the scratch composer plays."""

    tempo: float = 90.0
    """Beats per minute."""
    scale: Literal["major", "minor", "dorian", "phrygian", "lydian", "pentatonic", "harmonic-minor", "whole-tone"] = (
        "major"
    )
    energy: float = 0.5
    brightness: float = 0.5
    instruments: tuple[str, ...] = ()


class SoundWord(Word):
    """A sound: what the scratch foley makes. `recipe` names a way of synthesis in `produce/animatic/effects.py`."""

    recipe: str = ""
    seconds: float = 1.0
    loop: bool = False
    """It can go on as long as wanted: an ambience."""


class Look(Word):
    """A visual style."""

    avoid: str = ""
    treatment: Treatment = "plain"
    grade: str = ""
    """Project path of a .cube file, or empty."""
    saturation: float = 1.0
    contrast: float = 1.0
    warmth: float = 0.0
    grain: float = 0.0
