"""Edits that change something, for tests/test_edits.py: a row for each kind with exactly what it costs.

A row has the edit, the jobs that are no longer fresh at once (a state, then their names), the jobs that follow
when those are made, the shots whose segments the animatic draws anew, and whether the sound is mixed anew.
Names are short: `waits still` for `home/waits still`.
"""

from __future__ import annotations

from typing import NamedTuple

from edit_bench import MAIN, block
from edits_neutral import Edit, both, cast, sub, text, words


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


FROM_MEI_STILLS = (
    "waits clip, waits enhancement, asks clip, asks lip-sync, asks enhancement, "
    "answers clip, answers lip-sync, answers lip-sync 2, answers merge, answers enhancement"
)
FROM_HOME_STILLS = f"{FROM_MEI_STILLS}, kettle clip, kettle enhancement"

REAL: dict[str, Cost] = {
    "what happens in a shot": Cost(
        sub("Mei looks up.", "Mei looks up and smiles."),
        at_once="stale: asks still, asks clip",
        then="asks lip-sync, asks enhancement",
    ),
    "what happens, as the pen draws it": Cost(
        sub("A lane in the rain.", "A lane in the snow."),
        at_once="stale: sign still, sign clip",
        then="sign enhancement",
        drawn="sign, cat",
    ),
    "how somebody looks": Cost(
        cast("short black hair", "long black hair"),
        at_once="stale: waits still, asks still, answers still",
        then=FROM_MEI_STILLS,
        drawn="waits, asks, asks > answers, answers, out, morning",
        mixed=True,
    ),
    "what somebody wears": Cost(
        cast("red coat", "green coat"),
        at_once="stale: waits still, asks still, answers still",
        then=FROM_MEI_STILLS,
        drawn="waits, asks, asks > answers, answers, out, morning",
    ),
    "how a variant looks": Cost(
        cast("white hair", "grey hair"),
        at_once="stale: out still",
        then="out clip, out enhancement, morning clip, morning enhancement",
        drawn="out, morning",
    ),
    "another variant": Cost(
        sub("3s\n        with: MEI as OLD left, TOM right", "3s\n        with: MEI left, TOM right"),
        at_once="stale: out still",
        then="out clip, out enhancement, morning clip, morning enhancement",
        drawn="out, morning",
    ),
    "how a place looks": Cost(
        cast("wooden table", "marble table"),
        at_once="stale: waits still, asks still, answers still, kettle still",
        then=FROM_HOME_STILLS,
        drawn="waits, asks, asks > answers, answers, kettle",
    ),
    "how a prop looks": Cost(
        cast("green shade", "red shade"),
        at_once="stale: answers still",
        then="answers clip, answers lip-sync, answers lip-sync 2, answers merge, answers enhancement",
        drawn="asks > answers, answers",
    ),
    "what a place sounds like": Cost(
        both(cast("fridge hum", "fridge hum, wall clock"), sub("    ambience: rain on the window\n", "")),
        at_once="missing: sound fridge hum, sound wall clock",
        mixed=True,
    ),
    "how a voice sounds": Cost(
        cast("young female, soft", "young female, hoarse"),
        at_once="stale: asks speech 1, answers speech 2",
        then="asks lip-sync, answers lip-sync 2, answers merge, asks enhancement, answers enhancement",
        drawn="asks, asks > answers, answers",
        mixed=True,
    ),
    "a look's words": Cost(
        words("brown ink on tea-stained paper", "blue ink on rice paper"),
        at_once="stale: waits still, asks still, answers still, kettle still, out still, sign still, cat still",
        then="waits clip, asks clip, answers clip, kettle clip, out clip, sign clip, cat clip, waits enhancement, asks lip-sync, answers lip-sync, kettle enhancement, out enhancement, morning clip, sign enhancement, cat enhancement, asks enhancement, answers lip-sync 2, answers merge, morning enhancement, answers enhancement",
    ),
    "a look's numbers": Cost(
        words("saturation: 0.8", "saturation: 0.4"),
        drawn="waits, asks, asks > answers, answers, kettle, out, morning, sign, cat",
    ),
    "a light's words": Cost(
        words("soft glow through thin mist", "hard glow through thin mist"),
        at_once="stale: out still",
        then="out clip, out enhancement, morning clip, morning enhancement",
    ),
    "a light's numbers": Cost(words("warmth: 0.3", "warmth: 0.6"), drawn="out, morning"),
    "a move's numbers": Cost(
        words("truck 0 -> 0.12 -> 0.02", "truck 0 -> 0.12 -> 0.06"),
        at_once="stale: out clip",
        then="out enhancement, morning clip, morning enhancement",
        drawn="out, morning",
    ),
    "a size's numbers": Cost(words("figure: 260%", "figure: 300%"), drawn="asks, asks > answers"),
    "a performance's numbers": Cost(
        words("rate: 0.9", "rate: 0.8"),
        at_once="stale: answers speech 1",
        then="answers lip-sync, answers merge, answers enhancement",
        drawn="asks > answers, answers",
        mixed=True,
    ),
    "a blocking's numbers": Cost(words("travel: 10% 0%", "travel: 20% 0%"), drawn="out, morning"),
    "a transition's numbers": Cost(words("mix: iris", "mix: blur"), drawn="asks > answers"),
    "a sound's numbers": Cost(words("lasts: 1s", "lasts: 1.5s"), at_once="stale: sound gravel crunch", mixed=True),
    "a mood's numbers": Cost(
        words("tempo: 72 bpm", "tempo: 60 bpm", "energy: 0.3", "energy: 0.7"),
        at_once="stale: music waiting",
        mixed=True,
    ),
    "another move": Cost(
        sub("push in slow", "pull out slow"), at_once="stale: waits clip", then="waits enhancement", drawn="waits"
    ),
    "another pace": Cost(
        sub("push in slow", "push in"), at_once="stale: waits clip", then="waits enhancement", drawn="waits"
    ),
    "another size": Cost(
        sub("shot cat: close-up", "shot cat: medium"),
        at_once="stale: cat still",
        then="cat clip, cat enhancement",
        drawn="cat",
    ),
    "another angle": Cost(
        sub("wide, askew, static", "wide, low angle, static"),
        at_once="stale: sign still",
        then="sign clip, sign enhancement",
        drawn="sign",
    ),
    "another lens": Cost(
        sub("shot cat: close-up", "shot cat: close-up, 85mm"),
        at_once="stale: cat still",
        then="cat clip, cat enhancement",
        drawn="cat",
    ),
    "another light": Cost(
        sub("    light: lamplight", "    light: candlelight"),
        at_once="stale: waits still, asks still, answers still, kettle still",
        then=FROM_HOME_STILLS,
        drawn="waits, asks, asks > answers, answers, kettle",
    ),
    "another time of day": Cost(
        sub("EXT. LANE - DAY", "EXT. LANE - NIGHT"),
        at_once="stale: sign still, cat still",
        then="sign clip, cat clip, sign enhancement, cat enhancement",
        drawn="sign, cat",
    ),
    "inside instead of outside": Cost(
        sub("EXT. LANE - DAY", "INT. LANE - DAY"),
        at_once="stale: sign still, cat still",
        then="sign clip, cat clip, sign enhancement, cat enhancement",
        drawn="sign, cat",
    ),
    "another seat": Cost(
        sub("with: MEI left near, TOM right\n        Mei waits", "with: MEI right near, TOM left\n        Mei waits"),
        at_once="stale: waits still",
        then="waits clip, waits enhancement",
        drawn="waits",
    ),
    "the order of `with`": Cost(
        sub("with: MEI left near, TOM right\n        Mei waits", "with: TOM right, MEI left near\n        Mei waits"),
        at_once="stale: waits still, waits clip",
        then="waits enhancement",
        drawn="waits",
    ),
    "somebody less": Cost(
        sub(
            "with: MEI as OLD left, TOM right",
            "with: MEI as OLD left",
        ),
        at_once="stale: out still",
        then="out clip, out enhancement, morning clip, morning enhancement",
        drawn="out, morning",
    ),
    "another repair": Cost(
        sub("a clean spout", "a dented spout"), at_once="stale: kettle still", then="kettle clip, kettle enhancement"
    ),
    "another repair that can be shown": Cost(
        sub("restyle: autumn", "restyle: winter, snow"),
        at_once="stale: kettle still",
        then="kettle clip, kettle enhancement",
        drawn="kettle",
    ),
    "the bytes of a picture": Cost(
        lambda files: files | {"refs/steam.png": files["refs/steam.png"] + b"\0"},
        at_once="stale: kettle still",
        then="kettle clip, kettle enhancement",
    ),
    "another path": Cost(
        sub("20% 60% -> 70% 30%", "20% 60% -> 80% 20%"), at_once="stale: cat clip", then="cat enhancement"
    ),
    "a region that holds": Cost(
        after("        A red balloon drifts over the wall.", "        hold: 0% 0% 30% 100%"),
        at_once="stale: cat clip",
        then="cat enhancement",
    ),
    "another seed": Cost(sub("seed: 7", "seed: 8"), at_once="usable: morning clip, morning enhancement"),
    "another model": Cost(
        after("        A lane in the rain.", "        via: emulator:still-2"), at_once="usable: sign still"
    ),
    "what is avoided": Cost(
        sub("avoid: text, watermark", "avoid: text, watermark, people"),
        at_once="stale: waits still, waits clip, asks still, asks clip, answers still, answers clip, kettle still, kettle clip, out still, out clip, morning clip, sign still, sign clip, cat still, cat clip",
        then="waits enhancement, asks lip-sync, answers lip-sync, kettle enhancement, out enhancement, sign enhancement, cat enhancement, asks enhancement, answers lip-sync 2, answers merge, morning enhancement, answers enhancement",
    ),
    "the picture's aspect": Cost(
        sub("aspect: 16:9", "aspect: 4:3"),
        at_once="stale: waits still, waits clip, waits enhancement, asks still, asks clip, asks enhancement, answers still, answers clip, answers enhancement, kettle still, kettle clip, kettle enhancement, out still, out clip, out enhancement, morning clip, morning enhancement, sign still, sign clip, sign enhancement, cat still, cat clip, cat enhancement, answers lip-sync, answers lip-sync 2, answers merge; usable: asks lip-sync",
        drawn="waits, asks, asks > answers, answers, kettle, out, morning, sign, cat",
    ),
    "the picture's size": Cost(
        sub("size: 720p", "size: 1080p"),
        at_once="usable: waits still, waits clip, waits enhancement, asks still, asks clip, asks lip-sync, asks enhancement, answers still, answers clip, answers lip-sync, answers lip-sync 2, answers enhancement, kettle still, kettle clip, kettle enhancement, out still, out clip, out enhancement, morning clip, morning enhancement, sign still, sign clip, sign enhancement, cat still, cat clip, cat enhancement",
    ),
    "frames a second": Cost(
        sub("fps: 24", "fps: 25"),
        at_once="stale: music waiting, asks clip, asks lip-sync, answers clip, answers lip-sync, answers lip-sync 2, answers merge, answers enhancement",
        then="asks enhancement",
        drawn="waits, asks, asks > answers, answers, kettle, out, morning, sign, cat, credits",
        mixed=True,
    ),
    "a shot's length": Cost(
        sub("wide, peek, 3s", "wide, peek, 4s"),
        at_once="stale: out clip",
        then="out enhancement, morning clip, morning enhancement",
        drawn="out, morning",
        mixed=True,
    ),
    "a shot's length, beyond what is billed": Cost(
        sub("wide, peek, 3s", "wide, peek, 6s"),
        at_once="stale: out clip",
        then="out enhancement, morning clip, morning enhancement",
        drawn="out, morning",
        mixed=True,
    ),
    "a shot's length, beyond one clip": Cost(
        sub("wide, peek, 3s", "wide, peek, 12s"),
        at_once="stale: out clip; missing: out clip 2; blocked: out join, out enhancement, morning clip",
        then="morning enhancement",
        drawn="out, morning",
        mixed=True,
    ),
    "a shot's length under music": Cost(
        sub("push in slow, 3s", "push in slow, 4s"),
        at_once="stale: music waiting, waits clip",
        then="waits enhancement",
        drawn="waits",
        mixed=True,
    ),
    "words of a line, as many": Cost(
        sub("Where is everybody tonight?", "Where is everyone tonight?"),
        at_once="stale: asks speech 1",
        then="asks lip-sync, asks enhancement",
        drawn="asks, asks > answers",
        mixed=True,
    ),
    "words of a line, and more of them": Cost(
        sub("Where is everybody tonight?", "Where is everybody tonight, do you think?"),
        at_once="stale: asks speech 1",
        then="music waiting, asks clip, asks lip-sync, asks enhancement",
        drawn="asks, asks > answers",
        mixed=True,
    ),
    "how a line is played": Cost(
        sub("MEI (happy)", "MEI (sad)"),
        at_once="stale: answers speech 2, answers clip",
        then="answers lip-sync, answers lip-sync 2, answers merge, answers enhancement",
        drawn="asks > answers, answers",
        mixed=True,
    ),
    "who speaks": Cost(
        sub("TOM (sidelong)", "MEI (sidelong)"),
        at_once="stale: answers speech 1, answers clip, answers lip-sync, answers merge, answers enhancement",
        drawn="asks > answers, answers",
        mixed=True,
    ),
    "a line more": Cost(
        after("            zh: 今晚大家都在哪里？", "        MEI: Well?\n            zh: 嗯？"),
        at_once="missing: asks speech 2; stale: music waiting, asks clip; blocked: asks lip-sync",
        then="asks enhancement",
        drawn="asks, asks > answers",
        mixed=True,
    ),
    "a line less": Cost(
        sub("        MEI (happy): Then it is you and me.\n            zh: 那就只有你和我。\n", ""),
        at_once="stale: music waiting, answers clip, answers lip-sync, answers merge, answers enhancement",
        drawn="asks > answers, answers",
        mixed=True,
    ),
    "a burned translation": Cost(sub("今晚大家都在哪里？", "今晚大家去哪里了？"), drawn="asks"),
    "no burned subtitles": Cost(sub("    subtitles: burned zh\n", ""), drawn="asks, asks > answers, answers, sign"),
    "a caption's words": Cost(sub("Tea at Five", "Tea at Six"), drawn="sign"),
    "a caption's time": Cost(sub("0.5s-1.5s", "0.5s-2s"), drawn="sign"),
    "an effect's words": Cost(sub("door creaks", "door slams"), at_once="missing: sound door slams", mixed=True),
    "an effect by another of its names": Cost(
        sub("clock ticking", "ticking clock"), at_once="missing: sound ticking clock", mixed=True
    ),
    "an effect's time": Cost(sub("sfx (at 1s)", "sfx (at 1.5s)"), mixed=True),
    "an effect's level": Cost(sub("at 0.5s, -6dB", "at 0.5s, -9dB"), mixed=True),
    "another ambience": Cost(sub("ambience: birdsong", "ambience: wind"), at_once="missing: sound wind", mixed=True),
    "the theme's mood": Cost(cast("patient, hopeful", "patient, sad"), at_once="stale: music waiting", mixed=True),
    "a mood by another of its names": Cost(
        cast("patient, hopeful", "patient, optimistic"), at_once="stale: music waiting", mixed=True
    ),
    "the theme's instruments": Cost(cast("piano, strings", "piano, flute"), at_once="stale: music waiting", mixed=True),
    "the music's fade": Cost(sub("music (fade in 1s)", "music (fade in 2s)"), mixed=True),
    "loudness": Cost(sub("    fps: 24", "    loudness: -20 LUFS\n    fps: 24"), mixed=True),
    "another transition": Cost(
        sub("    transition: tea stain", "    transition: dissolve 0.5s"), drawn="asks > answers"
    ),
    "a cut instead": Cost(
        sub("    transition: tea stain\n\n", ""), at_once="stale: music waiting", drawn="asks, answers", mixed=True
    ),
    "the fade at the end": Cost(sub("transition: fade to black 0.5s", "transition: fade to black 1s"), drawn="cat"),
    "a first frame of its own": Cost(
        sub("        start: out.last\n", ""),
        at_once="missing: morning still; blocked: morning clip",
        then="morning enhancement",
        drawn="morning",
    ),
    "a first frame from elsewhere": Cost(
        sub("start: out.last", "start: out.first"),
        at_once="stale: morning clip",
        then="morning enhancement",
        drawn="morning",
    ),
    "a last frame": Cost(
        after("        start: out.last", "        end: sign.first"),
        at_once="stale: morning clip",
        then="morning enhancement",
        drawn="morning",
    ),
    "a shot more": Cost(
        after("scene lane: EXT. LANE - DAY", "\n    shot gate: wide, 2s\n        A gate in a hedge."),
        at_once="missing: gate still; blocked: gate clip, gate enhancement",
        drawn="gate",
        mixed=True,
    ),
    "a shot less": Cost(without("shot sign"), drawn="cat", mixed=True),
    "a scene less": Cost(without("scene garden"), mixed=True),
    "the end roll": Cost(sub("A. Writer", "B. Writer"), drawn="credits"),
    "the name of a thing that the pen does not know": Cost(
        both(
            cast("prop KETTLE", "prop SAMOVAR"),
            sub("the kettle.", "the samovar.", "The kettle boils", "The samovar boils"),
        ),
        drawn="waits, kettle",
    ),
    "the name of a place that is not described": Cost(
        sub("EXT. LANE", "EXT. ALLEY"),
        at_once="stale: sign still, cat still",
        then="sign clip, cat clip, sign enhancement, cat enhancement",
        drawn="sign, cat",
    ),
}
