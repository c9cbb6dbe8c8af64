"""The film, typed: what `filmc dump --stage film` prints and everything after the frontend reads.

Names and labels are handles for people: keys are made from meaning (`lower/`), never from them. Times in
`shot_range` count from the first frame of the shot, in `film_range` from the first frame of the film.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Annotated, Literal

from pydantic import Field, PlainSerializer

from filmc.base.source import NOWHERE, Span
from filmc.frontend.value import Box, Length, Money, Point, Quad
from filmc.ir.frames import FrameRange
from filmc.ir.node import Node
from filmc.ir.vocabulary import (
    Angle,
    Blocking,
    Face,
    LightWord,
    Look,
    Mood,
    Move,
    Performance,
    Setup,
    SoundWord,
    Spot,
    TransitionWord,
)
from filmc.ir.vocabulary import Size as SizeWord

Exact = Annotated[Fraction, PlainSerializer(str, return_type=str)]
"""An exact number, dumped as `24000/1001`."""

Footage = Literal["imagined", "explained", "evidence"]


class Styled(Node):
    """What may be written at the film, a scene or a shot, where the nearest one wins (`passes/inherit.py`)."""

    look: Look | None = None
    light: tuple[LightWord, ...] = ()
    light_words: str = ""
    """Lighting in the author's own words, where no declared word fits."""
    lens: str = ""
    footage: Footage | None = None
    """None where nothing is written; every shot of an inherited film has one."""


class Lora(Node):
    """A LoRA and its weight."""

    name: str
    weight: float = 1.0


class Guidance(Node):
    """What shapes generation: gathered from look, character and shot, nearest last."""

    avoid: tuple[str, ...] = ()
    seed: int | None = None
    loras: tuple[Lora, ...] = ()
    references: tuple[str, ...] = ()
    via: str | None = None
    """`provider:model` for this one."""


class Appearance(Node):
    """How a character, place or prop looks: one variant. Byte-identical in every prompt."""

    variant: str | None
    appearance: str = ""
    wardrobe: str = ""
    manner: str = ""
    voice: str = ""
    guidance: Guidance = Guidance()


class Entity(Node):
    """A declared character, place or prop: `base` looks, and its variants by name."""

    name: str
    kind: Literal["character", "place", "prop"]
    also: tuple[str, ...] = ()
    base: Appearance
    variants: tuple[Appearance, ...] = ()
    ambience: str = ""

    def as_variant(self, name: str | None) -> Appearance:
        """Return the looks as variant `name`; the base ones for None or an unknown name."""
        return next((look for look in self.variants if look.variant == name), self.base)


class Presence(Node):
    """Somebody in a shot: who, as which variant, where, and why (named by `with`, mentioned, or speaking)."""

    name: str
    variant: str | None = None
    spot: Spot = Spot()
    by: Literal["with", "mention", "speech", "setup"] = "mention"
    face: Face = Face()
    bearing: str = "upright"
    blocking: Blocking | None = None


class Line(Node):
    """A line of dialogue. `shot_range` may start before 0 (pre-lap) and, off screen, end after the shot."""

    speaker: str
    variant: str | None = None
    text: str
    language: str
    """BCP 47: `cmn`, `yue`, `en`, `ja`, …"""
    translations: dict[str, str] = {}
    voice_over: bool = False
    off_screen: bool = False
    performances: tuple[Performance, ...] = ()
    at: Exact | None = None
    """Seconds from the shot's start, when the author fixed it."""
    overlap: bool = False
    pre_lap: Exact = Fraction(0)
    shot_range: FrameRange = FrameRange(0, 0)
    measured: bool = False
    """The length was measured on a take rather than estimated."""
    name_span: Span = Field(default=NOWHERE, exclude=True, repr=False)
    """Where the speaker's name is written."""


class SoundCue(Node):
    """A sound as it is written at the film, a scene or a shot: seconds count from the start of that.

    Where it is heard, and for how long, the pass `lay_sounds` says (`Sound`). `stop` ends what plays.
    """

    kind: Literal["sfx", "ambience", "music"]
    what: str
    word: SoundWord | None = None
    theme: str | None = None
    file: str | None = None
    level: float = 0.0
    at: Exact = Fraction(0)
    until: Exact | None = None
    fade_in: Exact = Fraction(0)
    fade_out: Exact = Fraction(0)
    stop: bool = False


class Sound(Node):
    """An effect, ambience or piece of music, on the film's own time line.

    `what` is the author's words. It plays `file`, else the declared `word` (sound), else the words' own meaning.
    """

    kind: Literal["sfx", "ambience", "music"]
    what: str
    word: SoundWord | None = None
    theme: str | None = None
    file: str | None = None
    level: float = 0.0
    """Decibels, relative to the kind's usual level."""
    fade_in: int = 0
    fade_out: int = 0
    film_range: FrameRange = FrameRange(0, 0)


class Theme(Node):
    """A declared piece of music."""

    name: str
    mood: str = ""
    moods: tuple[Mood, ...] = ()
    tempo: str = ""
    bpm: float | None = None
    instruments: tuple[str, ...] = ()
    guidance: Guidance = Guidance()
    takes: int = 1
    file: str | None = None


class Caption(Node):
    """On-screen text, timed from the start of its shot or scene. `where`: a place, or four corners in the picture."""

    text: str
    where: Literal["title", "lower third", "centre", "top", "quad"] = "centre"
    quad: Quad | None = None
    style: str = ""
    start: Exact = Fraction(0)
    """Seconds from the start of its shot or scene."""
    end: Exact | None = None
    """None: as long as its shot or scene."""
    film_range: FrameRange = FrameRange(0, 0)


class FrameOf(Node):
    """A picture to begin or end with: a file, or a frame of another shot, then the repairs on it."""

    file: str | None = None
    shot: str | None = None
    """The other shot: its label as written, then (after `resolve_references`) its id."""
    at: Literal["first", "last"] | Exact = "first"
    steps: tuple[Step, ...] = ()


class Step(Node):
    """One repair of a still. Only the fields of its `kind` are set."""

    kind: Literal["insert", "fix", "extend", "layer", "restyle", "keep"]
    file: str | None = None
    prompt: str = ""
    quad: Quad | None = None
    box: Box | None = None
    point: Point | None = None
    scale: Exact | None = None
    matte: bool = False
    sides: dict[Literal["up", "down", "left", "right"], Length] = {}
    control: str = ""
    weight: float = 1.0
    from_: Exact = Fraction(0)
    to: Exact = Fraction(1)


class Path(Node):
    """Motion brush: `thing` goes along the points during the shot."""

    thing: str
    points: tuple[Point, ...]


class Source(Node):
    """Existing footage: a file and the part of it that is used (seconds in the file)."""

    file: str
    start: Exact = Fraction(0)
    end: Exact | None = None


class CameraMove(Node):
    """One move of the shot's sequence over `shot_range`; `pace` scales its reach (slow 0.6, fast 1.6)."""

    move: Move
    pace: float = 1.0
    toward: str | None = None
    seconds: Exact | None = None
    """As written; None shares what the others leave."""
    together: bool = False
    """It runs at the same time as the move before it."""
    shot_range: FrameRange = FrameRange(0, 0)


class Reroll(Node):
    """The bound of a retry."""

    takes: int | None = None
    money: Money | None = None


class Expect(Node):
    """One thing that a take must pass, in the author's words, with who it is about."""

    what: str
    about: str | None = None


class Transition(Node):
    """How a shot begins after the one before it (or from nothing), or ends; `frames` long.

    A `dip` stands as two halves: the end of one shot and the beginning of the next.
    """

    word: TransitionWord
    frames: int


class Shot(Styled):
    """One shot, with everything that it inherits already in it."""

    id: str
    """`scene/shot`: labels where there are any, else numbers; a handle, never part of a key."""
    number: str
    """As the crew counts: `3-2`."""
    label: str | None = None
    size: SizeWord
    angle: Angle
    setup: Setup | None = None
    setup_cast: dict[str, str] = {}
    """The setup's parameters: name to character."""
    camera: tuple[CameraMove, ...] = ()
    subject: str | None = None
    """Whom or what `on NAME` in the heading names."""
    place: str | None = None
    place_variant: str | None = None
    slug_place: str = ""
    where: Literal["INT", "EXT", "INT/EXT"] = "EXT"
    time_of_day: str = ""
    cast: tuple[Presence, ...] = ()
    props: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    """Other places that the action mentions."""
    action: tuple[str, ...] = ()
    blockings: tuple[Blocking, ...] = ()
    performances: tuple[Performance, ...] = ()
    """Of the whole shot, from its heading: they hold for its subject, or for all in it."""
    lines: tuple[Line, ...] = ()
    captions: tuple[Caption, ...] = ()
    sounds: tuple[SoundCue, ...] = ()
    guidance: Guidance = Guidance()
    start: FrameOf | None = None
    end: FrameOf | None = None
    frame: tuple[Step, ...] = ()
    paths: tuple[Path, ...] = ()
    holds: tuple[Box, ...] = ()
    source: Source | None = None
    takes: int = 1
    reroll: Reroll | None = None
    expect: tuple[Expect, ...] = ()
    notes: tuple[str, ...] = ()
    written: Exact | None = None
    """Seconds as the author wrote them; None for `auto`."""
    written_span: Span = Field(default=NOWHERE, exclude=True, repr=False)
    """Where the length is written."""
    frames: int = 0
    """All of its own frames, those that a transition shares with a neighbour included."""
    film_range: FrameRange = FrameRange(0, 0)
    transition_in: Transition | None = None
    transition_out: Transition | None = None
    """A fade to a colour at the shot's own end (`fade-out`, the first half of a `dip`); it shares no frame."""


class Scene(Styled):
    """A scene: its slugline, what holds for all of it, and its shots."""

    id: str
    number: int
    label: str | None = None
    act: str | None = None
    where: Literal["INT", "EXT", "INT/EXT"]
    place: str | None
    place_variant: str | None = None
    slug_place: str
    time_of_day: str
    cast: tuple[Presence, ...] = ()
    """Whom the scene's own `with` names."""
    props: tuple[str, ...] = ()
    captions: tuple[Caption, ...] = ()
    sounds: tuple[SoundCue, ...] = ()
    notes: tuple[str, ...] = ()
    shots: tuple[Shot, ...]
    film_range: FrameRange = FrameRange(0, 0)


class Cover(Node):
    """The poster: a picture with the title on it."""

    frame: FrameOf | None = None
    title: str
    subtitle: str = ""
    style: str = ""


class Credit(Node):
    """One entry of the end roll: roles and names."""

    roles: tuple[str, ...]
    names: tuple[str, ...]


class Subtitles(Node):
    """How subtitles are delivered: burned into the picture, beside the file, or not at all; in which languages."""

    mode: Literal["burned", "sidecar", "none"] = "sidecar"
    languages: tuple[str, ...] = ()


class Settings(Styled):
    """What holds for the whole film."""

    title: str = "Untitled"
    logline: str = ""
    aspect: Exact = Fraction(16, 9)
    width: int = 1920
    height: int = 1080
    rate: Exact = Fraction(24)
    language: str = "en"
    budget: Money | None = None
    strict: bool = False
    loudness: float = -16.0
    """LUFS of the whole programme."""
    true_peak: float = -1.0
    """dBTP that is never passed."""
    subtitles: Subtitles = Subtitles()
    notes: tuple[str, ...] = ()


class Film(Node):
    """The whole film."""

    settings: Settings = Settings()
    entities: dict[str, Entity] = {}
    themes: dict[str, Theme] = {}
    looks: dict[str, Look] = {}
    """Those that the author declared or uses."""
    look_guidance: dict[str, Guidance] = {}
    """What a look says to the models, by its name."""
    cues: tuple[SoundCue, ...] = ()
    """Sounds written in the `film` block: they begin with the film."""
    scenes: tuple[Scene, ...] = ()
    sounds: tuple[Sound, ...] = ()
    """Everything heard but speech, on the film's own time line."""
    captions: tuple[Caption, ...] = ()
    """All on-screen text, of scenes and of shots, in order of time."""
    cover: Cover | None = None
    credits: tuple[Credit, ...] = ()
    credit_frames: int = 0
    """Of the end roll, after the last shot."""
    frames: int = 0
    """Of the whole film: its shots and the end roll."""

    @property
    def shots(self) -> tuple[Shot, ...]:
        """All shots in order."""
        return tuple(shot for scene in self.scenes for shot in scene.shots)

    def with_shots(self, shots: Iterable[Shot]) -> Film:
        """Return the film with all its shots replaced; as many as there are, in order."""
        left = iter(shots)
        scenes = tuple(
            scene.model_copy(update={"shots": tuple(next(left) for _ in scene.shots)}) for scene in self.scenes
        )
        return self.model_copy(update={"scenes": scenes})


FrameOf.model_rebuild()
