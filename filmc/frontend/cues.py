"""Every cue of the language, as one table: where it may stand, what its value is, what may stand in parentheses.

The resolver checks against it; reference pages, completion and hover are printed from it. A place (`where`) is the
heading word of a block, `top` (between scenes), or a cue with a colon for what is indented under that cue
(`text:`); `line:` is what stands under a line of dialogue.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import NamedTuple

from filmc.base.patterns import late
from filmc.frontend.screenplay import fold


class CueKind(NamedTuple):
    """One cue of the language.

    `where` are the places in which it may stand, parted by spaces; `value` names what `frontend/values` reads it as;
    `also` are other spellings of the key; `how` the forms of its parenthesis (see `frontend/manner.py`).
    """

    key: str
    where: str
    value: str
    meaning: str
    example: str
    also: tuple[str, ...] = ()
    how: tuple[str, ...] = ()
    repeats: bool = False

    @property
    def inside(self) -> str:
        """The place that is indented under this cue."""
        return f"{self.key}:"


_SIZES = "size angle move setup performance blocking transition light mood sound look"
_THINGS = "character place prop as"
_MADE = "film scene shot theme sound look " + _THINGS
_STEPS = "frame: start: end:"
_HEARD = ("at TIME", "SPAN", "under LEVEL", "LEVEL", "fade in TIME", "fade out TIME", "fade TIME")
_K = CueKind

LINE = CueKind(
    "line",
    "shot",
    "dialogue",
    "a line of dialogue; the key is the character's name",
    "LI HUA (V.O., sad): Why is there still no reply?",
    how=(
        "V.O.|VO|V.O|voice over|旁白",
        "O.S.|OS|O.S|O.C.|off screen|画外音",
        "overlap|重叠",
        "at TIME",
        "pre-lap TIME|prelap TIME",
        "PERFORMANCE",
    ),
    repeats=True,
)
"""Dialogue has no key of its own, but the same properties as any cue."""

TRANSLATION = CueKind(
    "translation",
    "line: text: title:",
    "text",
    "the words in another language (the key is its BCP 47 code), for dubs and subtitles",
    "en: It has been so long.",
)
"""Under dialogue and captions a key of two or three small letters is a language."""

CUES: tuple[CueKind, ...] = (
    # the whole film
    _K("title", "film cover", "text", "the name, if not the heading's own", "title: To Li Hua", ("片名",)),
    _K("logline", "film", "text", "the story in one sentence", "logline: A boy finds his letters.", ("梗概",)),
    _K("aspect", "film", "ratio", "width to height of the picture", "aspect: 2.39:1", ("画幅",)),
    _K("size", "film", "size", "pixels of the finished film", "size: 1080p", ("分辨率",)),
    _K("fps", "film", "rate", "frames a second", "fps: 23.976", ("帧率",)),
    _K("language", "film", "language", "what is spoken unless a line says otherwise", "language: zh", ("语言",)),
    _K("languages", "film", "languages", "further languages to deliver", "languages: en, ja"),
    _K("budget", "film", "money", "what making it may cost at most", "budget: 980 CNY", ("预算",)),
    _K("strict", "film", "yes-no", "warnings stop a build", "strict: yes"),
    _K("loudness", "film", "loudness", "loudness of the whole programme", "loudness: -16 LUFS"),
    _K("true peak", "film", "true-peak", "the peak that is never passed", "true peak: -1 dBTP"),
    _K("subtitles", "film", "subtitles", "burned, sidecar or none; then languages", "subtitles: burned en"),
    # what is seen
    _K("look", "film scene shot", "name", "the visual style; the nearest one wins", "look: ink wash", ("风格",)),
    _K("light", "film scene shot", "list", "lighting; the nearest wins", "light: golden hour", ("灯光", "光线")),
    _K("lens", "film scene shot", "text", "focal length", "lens: 35mm", ("焦距",)),
    _K(
        "footage", "film scene shot", "choice", "whether it is imagined, explained or evidence", "footage: evidence",
        ("素材",),
    ),
    _K(
        "with", "scene shot", "placements", "who is in frame, as which variant, and where",
        "with: WAITRESS left, LI HUA as GROWN UP right near", ("人物",),
    ),
    _K(
        "camera", "shot", "sequence", "moves one after the other", "camera: static 1s, then push in fast",
        ("运镜", "镜头"),
    ),
    _K(
        "text", "scene shot", "text", "words on the screen: where and when",
        "text (lower third, 0s-3s): Ten years later",
        ("字幕", "caption"), ("title", "lower third", "centre|center", "top", "quad QUAD", "SPAN", "at TIME"), True,
    ),
    _K("style", "cover text: title:", "text", "how the words are set", "style: bold brush, white on black"),
    _K("start", "shot", "frame", "the first frame: a file or another shot's", "start: envelopes.last", ("首帧",)),
    _K("end", "shot", "frame", "the last frame: a file or another shot's", "end: refs/street.png", ("尾帧",)),
    _K("frame", "shot", "steps", "repairs on the shot's still, in order", "frame:", ("修图",)),
    _K("frame", "cover", "frame", "the picture under the title", "frame: desk.first"),
    _K(
        "insert", _STEPS, "file", "puts a picture into a quad",
        "insert (quad 12% 20%, 88% 22%, 86% 70%, 14% 68%): menu.png",
        how=("quad QUAD", "box BOX"), repeats=True,
    ),
    _K(
        "fix", _STEPS, "text", "makes a region anew", "fix (box 40% 55% 12% 10%): a clean school badge",
        how=("box BOX", "quad QUAD"), repeats=True,
    ),
    _K("extend", _STEPS, "extend", "paints beyond the edges", "extend: up 20%, left 10%", repeats=True),
    _K(
        "layer", _STEPS, "file", "lays a picture over it", "layer (at 70% 15%, scale 40%, matte): refs/plane.png",
        how=("at POINT", "scale PERCENT", "matte"), repeats=True,
    ),
    _K("restyle", _STEPS, "text", "repaints the whole in another mood", "restyle: spring", repeats=True),
    _K("keep", _STEPS, "control", "what a repaint must hold on to", "keep: canny 0.6 from 0% to 80%", repeats=True),
    _K(
        "path", "shot", "points", "motion brush: the way of a named thing", "path (hand): 40% 60% -> 42% 50%",
        how=("NAME",), repeats=True,
    ),
    _K("hold", "shot", "box", "motion brush: a region that must not move", "hold: 0% 0% 30% 100%", repeats=True),
    _K(
        "source", "shot", "file", "existing footage instead of generated", "source (12s-16s): archive/exam_hall.mp4",
        ("来源",), ("SPAN", "from TIME"),
    ),
    _K(
        "transition", "top scene", "transition", "how the next shot begins",
        "transition: dissolve 0.5s", ("转场",), (), True,
    ),
    # what is heard
    _K(
        "sfx", "film scene shot", "sound", "a sound effect",
        "sfx (at 1.5s): mailbox door creaks", ("音效",), _HEARD, True,
    ),
    _K(
        "ambience", "film scene shot", "sound", "sound that lies under it",
        "ambience: ceiling fan", ("环境音",), _HEARD, True,
    ),
    _K("ambience", "place as", "sound", "what this place sounds like", "ambience: distant traffic", ("环境音",)),
    _K(
        "music", "film scene shot", "sound", "a theme, a file or a mood; `stop` ends it",
        "music (fade in 2s, under -14dB): letters-flying", ("音乐",), _HEARD, True,
    ),
    # who and what stays the same
    _K("also", f"{_THINGS} theme {_SIZES}", "aliases", "other names for it", "also: 李华, Li Hua", ("别名",)),
    _K("appearance", _THINGS, "text", "looks that never change", "appearance: round face, short black hair", ("外貌",)),
    _K("wardrobe", "character as", "text", "clothes", "wardrobe: school uniform", ("服装",)),
    _K("manner", "character as", "text", "bearing and temper", "manner: curious and open", ("性格",)),
    _K("voice", "character as", "text", "how the voice sounds", "voice: young male, Mandarin, soft", ("声音",)),
    # how it is made
    _K("avoid", _MADE, "list", "what must not be in it", "avoid: text, watermark", ("避免",)),
    _K(
        "reference", "look shot " + _THINGS, "file", "a picture to follow", "reference: refs/li_hua.png",
        ("参考",), (), True,
    ),
    _K("lora", "look shot " + _THINGS, "lora", "a LoRA and its weight", "lora: texture-enhancer 0.6", repeats=True),
    _K("seed", "film look shot theme sound " + _THINGS, "integer", "a hint for the generator", "seed: 7", ("种子",)),
    _K("via", _MADE, "text", "provider and model for this one", "via: acme:video-2"),
    _K("takes", "film shot theme sound character", "integer", "how many candidates to make", "takes: 4", ("条数",)),
    _K("reroll", "film shot theme character", "reroll", "bounded retry", "reroll: at most 6 takes or 20 CNY"),
    _K("expect", "shot theme character as", "list", "what a take must pass", "expect: no text", ("要求",), (), True),
    # music and sound
    _K("mood", "theme", "list", "what it feels like", "mood: astonished, hushed", ("情绪",)),
    _K("tempo", "theme mood", "tempo", "beats a minute", "tempo: 96 bpm", ("速度",)),
    _K("instruments", "theme mood", "list", "who plays", "instruments: piano, strings", ("乐器",)),
    _K("scale", "mood", "choice", "major, minor or a mode", "scale: minor"),
    _K("energy", "mood", "number", "how driving it is, 0 to 1", "energy: 0.3"),
    _K("brightness", "mood", "number", "how bright it sounds, 0 to 1", "brightness: 0.4"),
    _K("file", "theme sound", "file", "a recording to play", "file: sounds/door.wav"),
    _K("recipe", "sound", "text", "how the animatic makes it", "recipe: footsteps"),
    _K("lasts", "sound transition", "duration", "how long it is", "lasts: 0.8s"),
    _K("loop", "sound", "yes-no", "it can go on as long as wanted", "loop: yes"),
    # words of the vocabulary
    _K("meaning", _SIZES, "text", "what it is, in one line", "meaning: the camera moves closer"),
    _K("prompt", _SIZES, "template", "what a generator is told (a Jinja2 fragment)", "prompt: the camera pushes in"),
    _K("figure", "size", "percent", "height of a standing adult to that of the frame", "figure: 170%"),
    _K("aim", "size", "choice", "what of the subject is in the middle", "aim: chest"),
    _K("pitch", "angle", "degrees", "degrees that the camera looks up", "pitch: 20"),
    _K("roll", "angle", "degrees", "degrees that the camera leans, clockwise", "roll: 15"),
    _K("yaw", "angle", "degrees", "degrees around the subject", "yaw: 30"),
    _K("axes", "move", "axes", "the camera's way, axis by axis", "axes: dolly 0 -> 0.15, pan 0 -> 5"),
    _K("ease", "move", "choice", "how it starts and stops", "ease: in-out"),
    _K("size", "setup", "name", "the size that the setup fixes", "size: medium close-up"),
    _K("angle", "setup", "name", "the angle that the setup fixes", "angle: low angle"),
    _K("with", "setup", "placements", "where its parameters stand", "with: NEAR left near back, FAR right"),
    _K("crop", "setup", "choice", "what the picture is seen through", "crop: keyhole"),
    _K("face", "performance", "traits", "the face that goes with it", "face: brows -0.6, eyes 0.7, tears"),
    _K("voice", "performance", "text", "the emotion that speech models know", "voice: sad"),
    _K("rate", "performance", "number", "speed of speech to the speaker's own", "rate: 0.9"),
    _K("pitch", "performance", "number", "height of the voice to the speaker's own", "pitch: 0.95"),
    _K("energy", "performance", "number", "loudness to the speaker's own", "energy: 0.8"),
    _K("bearing", "performance", "choice", "how the body is held", "bearing: slumped"),
    _K("action", "blocking", "choice", "what the body does", "action: walk"),
    _K("travel", "blocking", "lengths", "how far it goes, in frame widths and heights", "travel: 40% 0%"),
    _K("mix", "transition", "choice", "how two pictures become one", "mix: wipe"),
    _K("direction", "transition", "choice", "where it goes", "direction: left"),
    _K("colour", "transition light", "colour", "its colour", "colour: #000000", ("color",)),
    _K("brightness", "light", "number", "factor on the palette", "brightness: 0.8"),
    _K("contrast", "light look", "number", "factor on the contrast", "contrast: 1.2"),
    _K("warmth", "light look", "number", "-1 (blue) to 1 (orange)", "warmth: 0.6"),
    _K("key", "light", "choice", "where the main light comes from", "key: left"),
    _K("grade", "look", "file", "a colour table", "grade: warm.cube"),
    _K("treatment", "look", "choice", "how the animatic draws it", "treatment: ink"),
    _K("saturation", "look", "number", "factor on the colours", "saturation: 0.8"),
    _K("grain", "look", "number", "0 to 1", "grain: 0.2"),
    # poster, and for people
    _K("subtitle", "cover", "text", "the smaller line", "subtitle: a letter in three acts"),
    _K("note", "anywhere", "text", "for people; changes nothing", "note: reshoot if it rains", ("备注",), (), True),
)  # fmt: skip

OPEN = "credits"
"""The place where every key is the author's own: in the end roll a key is a role."""

_LANGUAGE = late(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


@cache
def cues_in(where: str) -> Mapping[str, CueKind]:
    """Return what may stand in the place `where`: folded key or other spelling → cue."""
    here = [kind for kind in CUES if where in kind.where.split() or (kind.where == "anywhere" and where != OPEN)]
    return {fold(name): kind for kind in here for name in (kind.key, *kind.also)}


@lru_cache(4096)
def find_cue(where: str, key: str) -> CueKind | None:
    """Return the cue that `key` means in the place `where`, or None."""
    found = cues_in(where).get(fold(key))
    if found is None and where in TRANSLATION.where.split() and _LANGUAGE.fullmatch(key):
        return TRANSLATION
    return found


@cache
def places_of(key: str) -> tuple[str, ...]:
    """Return every place in which `key` is a cue, in the table's order."""
    places = {place: None for kind in CUES for place in kind.where.split()}
    return tuple(place for place in places if fold(key) in cues_in(place))
