"""The timeline: what is seen in which frame and heard in which sample. Everything between film and files meets here.

`film_range` counts from the film's first frame, `shot_range` from the first frame of the shot's own picture
(which begins with the transition into it). Missing media is a value: a clip shows its best rung.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

from filmc.base.record import record
from filmc.base.source import Span
from filmc.ir.film import CameraMove, Transition
from filmc.ir.frames import FrameRange
from filmc.lower.lettering import AS_USUAL, Lettering
from filmc.lower.panel import Colour, Panel

TAKE = "take:"
"""Begins the path of what lies in the store rather than in the project; the digest of its bytes follows."""


@record
class Still:
    """A picture file of the project (PNG, JPEG, WebP), filling the frame; `path` may be a take (`TAKE` and digest)."""

    path: str
    digest: str


@record
class Footage:
    """A part of a video file of the project, or of a take, from `start` seconds on, filling the frame."""

    path: str
    digest: str
    start: Fraction


@record
class Strip:
    """Clips that were made for a shot, one after the other; each but the last is `seconds` long."""

    clips: tuple[Footage, ...]
    seconds: tuple[Fraction, ...]


@record
class PanelFrame:
    """Another shot's picture as its camera sees it at `frame` of its `frames` (`envelopes.last`)."""

    picture: Picture
    camera: tuple[CameraMove, ...]
    frame: int
    frames: int
    grade: Grade | None = None


@record
class Slate:
    """A card with words, where not even a panel can be drawn (a media file that can not be opened)."""

    heading: str
    words: str


@record
class Roll:
    """The end credits: (roles, names) lines scrolling up over `colour`."""

    entries: tuple[tuple[str, str], ...]
    colour: Colour


@record
class Morph:
    """From one picture to another over the shot: first and last frame, with nothing made between them yet."""

    start: Picture
    end: Picture


Picture = Panel | Still | Footage | Strip | PanelFrame | Slate | Roll | Morph


@record
class Inset:
    """A repair that can be shown at once: a picture file or a marked region, placed in the frame.

    `corners` are four points (x, y in 0..1 of the frame), clockwise from the top left; `path` is None for a
    region that is only marked.
    """

    path: str | None
    digest: str
    corners: tuple[tuple[float, float], ...]
    label: str


@record
class Text:
    """Words on the picture over `shot_range`. `style` is which kind of text they are: see `render/draw/type.py`."""

    text: str
    style: Literal["title", "lower third", "centre", "top", "quad", "subtitle", "footage"]
    corners: tuple[tuple[float, float], ...]
    shot_range: FrameRange
    lettering: Lettering = AS_USUAL


@record
class Grade:
    """A colour table that a look lays over the picture: a .cube file of the project."""

    path: str
    digest: str


@record
class Mouth:
    """Whose mouth follows which sound: the speech that begins at `start` of the shot (may be before 0)."""

    figure: str
    sound: str
    """Key of the speech in the takes."""
    start: int
    length: int


@record
class Clip:
    """What one shot shows, frame by frame, before any transition; `frames` counts those of its transitions too."""

    shot: str
    picture: Picture
    frames: int
    camera: tuple[CameraMove, ...] = ()
    grade: Grade | None = None
    insets: tuple[Inset, ...] = ()
    texts: tuple[Text, ...] = ()
    mouths: tuple[Mouth, ...] = ()
    fade_in: Transition | None = None
    fade_out: Transition | None = None
    """Fades to and from a colour, inside this clip; their `frames` lie at its ends."""
    span: Span | None = None


@record
class Segment:
    """A run of frames that is encoded as one piece: a part of one clip, or the transition from one to the next."""

    film_range: FrameRange
    clip: Clip
    shot_range: FrameRange
    """Of `clip`."""
    transition: Transition | None = None
    incoming: Clip | None = None
    """The clip that comes in; its first frames are those of the transition."""


@record
class SoundClip:
    """A sound on the film's time line. `key` names it in the takes; times are exact seconds."""

    bus: Literal["speech", "sfx", "ambience", "music"]
    key: str
    start: Fraction
    length: Fraction
    offset: Fraction = Fraction(0)
    """Where in the sound it begins."""
    gain: float = 0.0
    """Decibels."""
    fade_in: Fraction = Fraction(0)
    fade_out: Fraction = Fraction(0)
    loop: bool = False
    pan: float = 0.0
    """-1 left to 1 right."""


@record
class Subtitle:
    """One line of speech for the subtitles, in every language there is; not yet broken into lines."""

    film_range: FrameRange
    texts: dict[str, str]
    """Language to text; the spoken one among them."""
    speaker: str
    on_screen: bool


@record
class Timeline:
    """The whole film, cut."""

    title: str
    rate: Fraction
    width: int
    height: int
    frames: int
    loudness: float
    true_peak: float
    segments: tuple[Segment, ...]
    sounds: tuple[SoundClip, ...]
    subtitles: tuple[Subtitle, ...]
    language: str
    burn: str | None = None
    """Language of the subtitles that are drawn into the picture."""
