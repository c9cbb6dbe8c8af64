"""Edits that change something, for tests/test_edits.py: a row for each kind with exactly what it costs.

A row has the edit, the jobs that are no longer fresh at once (a state, then their names), the jobs that follow
when those are made, the shots whose segments the animatic draws anew, and whether the sound is mixed anew.
Names are short: `waits still` for `home/waits still`; `*` for every one of a kind.
"""

from __future__ import annotations

from typing import NamedTuple

from edit_bench import MAIN, block
from edits_neutral import Edit, both, cast, renamed, sub, text, words


class Cost(NamedTuple):
    """What an edit costs."""

    edit: Edit
    at_once: str = ""
    then: str = ""
    drawn: str = ""
    mixed: bool = False


def after(line: str, more: str) -> Edit:
    """Return the edit that puts `more` after a line of the film."""
    return sub(line + "\n", f"{line}\n{more}\n")


def without(heading: str) -> Edit:
    """Return the edit that takes a block out."""
    return text(lambda found: found.replace(block(found, heading), ""), MAIN)


REAL: dict[str, Cost] = {
    "what happens in a shot": Cost(sub("Mei looks up.", "Mei looks up and smiles.")),
    "what happens, as the pen draws it": Cost(sub("A lane in the rain.", "A lane in the snow.")),
    "how somebody looks": Cost(cast("short black hair", "long black hair")),
    "what somebody wears": Cost(cast("red coat", "green coat")),
    "how a variant looks": Cost(cast("white hair", "grey hair")),
    "another variant": Cost(
        sub("3s\n        with: MEI as OLD left, TOM right", "3s\n        with: MEI left, TOM right")
    ),
    "how a place looks": Cost(cast("wooden table", "marble table")),
    "how a prop looks": Cost(cast("green shade", "red shade")),
    "what a place sounds like": Cost(
        both(cast("fridge hum", "fridge hum, wall clock"), sub("    ambience: rain on the window\n", ""))
    ),
    "how a voice sounds": Cost(cast("young female, soft", "young female, hoarse")),
    "a look's words": Cost(words("brown ink on tea-stained paper", "blue ink on rice paper")),
    "a look's numbers": Cost(words("saturation: 0.8", "saturation: 0.4")),
    "a light's words": Cost(words("soft glow through thin mist", "hard glow through thin mist")),
    "a light's numbers": Cost(words("warmth: 0.3", "warmth: 0.6")),
    "a move's numbers": Cost(words("truck 0 -> 0.12 -> 0.02", "truck 0 -> 0.2 -> 0.02")),
    "a size's numbers": Cost(words("figure: 260%", "figure: 300%")),
    "a performance's numbers": Cost(words("rate: 0.9", "rate: 0.8")),
    "a blocking's numbers": Cost(words("travel: 10% 0%", "travel: 20% 0%")),
    "a transition's numbers": Cost(words("mix: iris", "mix: blur")),
    "a sound's numbers": Cost(words("lasts: 1s", "lasts: 1.5s")),
    "a mood's numbers": Cost(words("tempo: 72 bpm", "tempo: 60 bpm", "energy: 0.3", "energy: 0.7")),
    "another move": Cost(sub("push in slow", "pull out slow")),
    "another pace": Cost(sub("push in slow", "push in")),
    "another size": Cost(sub("shot cat: close-up", "shot cat: medium")),
    "another angle": Cost(sub("wide, askew, static", "wide, low angle, static")),
    "another lens": Cost(sub("shot cat: close-up", "shot cat: close-up, 85mm")),
    "another light": Cost(sub("    light: lamplight", "    light: candlelight")),
    "another time of day": Cost(sub("EXT. LANE - DAY", "EXT. LANE - NIGHT")),
    "inside instead of outside": Cost(sub("EXT. LANE - DAY", "INT. LANE - DAY")),
    "another seat": Cost(
        sub("with: MEI left near, TOM right\n        Mei waits", "with: MEI right near, TOM left\n        Mei waits")
    ),
    "the order of `with`": Cost(
        sub("with: MEI left near, TOM right\n        Mei waits", "with: TOM right, MEI left near\n        Mei waits")
    ),
    "somebody else besides": Cost(
        sub(
            "        with: MEI as OLD left\n        Mei sits",
            "        with: MEI as OLD left, TOM right\n        Mei sits",
        )
    ),
    "another repair": Cost(sub("a clean spout", "a dented spout")),
    "another repair that can be shown": Cost(sub("restyle: autumn", "restyle: winter, snow")),
    "the bytes of a picture": Cost(lambda files: files | {"refs/steam.png": files["refs/steam.png"] + b"\0"}),
    "another path": Cost(sub("20% 60% -> 70% 30%", "20% 60% -> 80% 20%")),
    "a region that holds": Cost(after("        A red balloon drifts over the wall.", "        hold: 0% 0% 30% 100%")),
    "another seed": Cost(sub("seed: 7", "seed: 8")),
    "another model": Cost(after("        A lane in the rain.", "        via: emulator:still-2")),
    "what is avoided": Cost(sub("avoid: text, watermark", "avoid: text, watermark, people")),
    "the picture's aspect": Cost(sub("aspect: 16:9", "aspect: 4:3")),
    "the picture's size": Cost(sub("size: 720p", "size: 1080p")),
    "frames a second": Cost(sub("fps: 24", "fps: 25")),
    "a shot's length": Cost(sub("wide, peek, 3s", "wide, peek, 4s")),
    "a shot's length, beyond what is billed": Cost(sub("wide, peek, 3s", "wide, peek, 6s")),
    "a shot's length, beyond one clip": Cost(sub("wide, peek, 3s", "wide, peek, 12s")),
    "a shot's length under music": Cost(sub("push in slow, 3s", "push in slow, 4s")),
    "words of a line, as many": Cost(sub("Where is everybody tonight?", "Where is everyone tonight?")),
    "words of a line, and more of them": Cost(
        sub("Where is everybody tonight?", "Where is everybody tonight, do you think?")
    ),
    "how a line is played": Cost(sub("MEI (happy)", "MEI (sad)")),
    "who speaks": Cost(sub("TOM (sidelong)", "MEI (sidelong)")),
    "a line more": Cost(after("            zh: 今晚大家都在哪里？", "        MEI: Well?\n            zh: 嗯？")),
    "a line less": Cost(sub("        MEI (happy): Then it is you and me.\n            zh: 那就只有你和我。\n", "")),
    "a burned translation": Cost(sub("今晚大家都在哪里？", "今晚大家去哪里了？")),
    "no burned subtitles": Cost(sub("    subtitles: burned zh\n", "")),
    "a caption's words": Cost(sub("Tea at Five", "Tea at Six")),
    "a caption's time": Cost(sub("0.5s-1.5s", "0.5s-2s")),
    "an effect's words": Cost(sub("door creaks", "door slams")),
    "an effect by another of its names": Cost(sub("clock ticking", "ticking clock")),
    "an effect's time": Cost(sub("sfx (at 1s)", "sfx (at 1.5s)")),
    "an effect's level": Cost(sub("at 0.5s, -6dB", "at 0.5s, -9dB")),
    "another ambience": Cost(sub("ambience: birdsong", "ambience: wind")),
    "the theme's mood": Cost(cast("patient, hopeful", "patient, sad")),
    "a mood by another of its names": Cost(cast("patient, hopeful", "patient, optimistic")),
    "the theme's instruments": Cost(cast("piano, strings", "piano, flute")),
    "the music's fade": Cost(sub("music (fade in 1s)", "music (fade in 2s)")),
    "loudness": Cost(sub("    fps: 24", "    loudness: -20 LUFS\n    fps: 24")),
    "another transition": Cost(sub("    transition: tea stain", "    transition: dissolve 0.5s")),
    "a cut instead": Cost(sub("    transition: tea stain\n\n", "")),
    "the fade at the end": Cost(sub("transition: fade to black 0.5s", "transition: fade to black 1s")),
    "a first frame of its own": Cost(sub("        start: out.last\n", "")),
    "a first frame from elsewhere": Cost(sub("start: out.last", "start: out.first")),
    "a last frame": Cost(after("        start: out.last", "        end: sign.first")),
    "a shot more": Cost(after("scene lane: EXT. LANE - DAY", "\n    shot gate: wide, 2s\n        A gate in a hedge.")),
    "a shot less": Cost(without("shot cat")),
    "a scene less": Cost(without("scene lane")),
    "the end roll": Cost(sub("A. Writer", "B. Writer")),
    "the name of a thing that the pen does not know": Cost(renamed("Kettle", "Samovar")),
    "the name of a place that is not described": Cost(sub("EXT. LANE", "EXT. ALLEY")),
}
