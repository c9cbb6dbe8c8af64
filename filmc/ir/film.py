"""The film, typed: what `filmc dump --stage film` prints and everything after the frontend reads.

Its parts stand in `people`, `heard` and `seen`, and are exported from here. Names and labels are handles for people:
keys are made from meaning (`lower/`), never from them. Times in `shot_range` count from the first frame of the shot, in
`film_range` from the first frame of the film.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from itertools import islice
from operator import is_
from typing import Literal

from filmc.base.source import NOWHERE, Span
from filmc.frontend.value import Box, Money
from filmc.ir.frames import FrameRange
from filmc.ir.heard import Line, Sound, SoundCue, Theme
from filmc.ir.node import Exact, Node
from filmc.ir.people import NO_GUIDANCE, Appearance, Entity, Expect, Guidance, Lora, Presence, Reroll
from filmc.ir.seen import CameraMove, Caption, FrameOf, Path, Source, Step, Transition
from filmc.ir.vocabulary import Angle, Blocking, LightWord, Look, Performance, Setup
from filmc.ir.vocabulary import Size as SizeWord

__all__ = [
    "Appearance",
    "CameraMove",
    "Caption",
    "Cover",
    "Credit",
    "Entity",
    "Exact",
    "Expect",
    "Film",
    "Footage",
    "FrameOf",
    "Guidance",
    "Line",
    "Lora",
    "Path",
    "Presence",
    "Reroll",
    "Scene",
    "Settings",
    "Shot",
    "Sound",
    "SoundCue",
    "Source",
    "Step",
    "Styled",
    "Subtitles",
    "Theme",
    "Transition",
]

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
    guidance: Guidance = NO_GUIDANCE


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
    strangers: int = 0
    """How many names of the shot's own mean nobody: what lacks only them is not told once more."""
    places: tuple[str, ...] = ()
    """Other places that the action mentions."""
    action: tuple[str, ...] = ()
    blockings: tuple[Blocking, ...] = ()
    performances: tuple[Performance, ...] = ()
    """Of the whole shot, from its heading: they hold for its subject, or for all in it."""
    lines: tuple[Line, ...] = ()
    captions: tuple[Caption, ...] = ()
    sounds: tuple[SoundCue, ...] = ()
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
    written_span: Span = NOWHERE
    """Where the length is written."""
    frames: int = 0
    """All of its own frames, those that a transition shares with a neighbour included."""
    film_range: FrameRange = FrameRange(0, 0)
    transition_in: Transition | None = None
    transition_out: Transition | None = None
    """A fade to a colour at the shot's own end (`fade-out`, the first half of a `dip`); it shares no frame."""

    @property
    def timeless(self) -> Shot:
        """The shot as it is seen, wherever in the film it comes."""
        return self.model_copy(update={"film_range": FrameRange(0, 0), "number": ""})


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
    strangers: int = 0
    """How many names in `with` mean nobody."""
    captions: tuple[Caption, ...] = ()
    sounds: tuple[SoundCue, ...] = ()
    notes: tuple[str, ...] = ()
    shots: tuple[Shot, ...]
    film_range: FrameRange = FrameRange(0, 0)

    def with_shots(self, shots: Iterable[Shot]) -> Scene:
        """Return the scene with these shots; itself where they are its own."""
        shots = tuple(shots)
        own = len(shots) == len(self.shots) and all(map(is_, shots, self.shots))
        return self if own else self.model_copy(update={"shots": shots})


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
    takes: int = 1
    reroll: Reroll | None = None
    """For every shot that does not say itself."""
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
    asides: tuple[Shot, ...] = ()
    """Of a part of a film: shots outside of it in whose pictures a shot of it begins or ends. They are not shown."""
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

    def with_scenes(self, scenes: Iterable[Scene]) -> Film:
        """Return the film with all its scenes replaced."""
        return self.model_copy(update={"scenes": tuple(scenes)})

    def with_shots(self, shots: Iterable[Shot]) -> Film:
        """Return the film with all its shots replaced; as many as there are, in order."""
        left = iter(shots)
        return self.with_scenes([scene.with_shots(islice(left, len(scene.shots))) for scene in self.scenes])
