"""Edits that change nothing of what is seen or heard, for tests/test_edits.py: a row for each kind.

An edit gets the project's files by path and returns them as they are after it. `KEPT`: the same segments in the same
order. `MOVED`: the same segments in another order. `TITLED`: the same segments and the same sound; only what the
file says of itself is other.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from edit_bench import CAST, MAIN, WORDS, Files, block, swapped

Edit = Callable[[Files], Files]

KEPT, MOVED, TITLED = "kept", "moved", "titled"


def text(change: Callable[[str], str], *names: str) -> Edit:
    """Return the edit that changes the text of the files `names` (none: of every .film file)."""

    def edit(files: Files) -> Files:
        chosen = names or tuple(name for name in files if name.endswith(".film"))
        changed = {name: change(files[name].decode()).encode() for name in chosen}
        return files | changed

    return edit


def sub(*pairs: str, name: str = MAIN) -> Edit:
    """Return the edit that puts the second of each two texts in place of the first, which must be there."""

    def change(found: str) -> str:
        for old, new in zip(pairs[::2], pairs[1::2], strict=True):
            assert old in found, old
            found = found.replace(old, new)
        return found

    return text(change, name)


def cast(*pairs: str) -> Edit:
    return sub(*pairs, name=CAST)


def words(*pairs: str) -> Edit:
    return sub(*pairs, name=WORDS)


def renamed(old: str, new: str) -> Edit:
    """Return the edit that renames something wherever it is named, in the case in which it is written there."""
    pattern = re.compile(rf"(?<![\w]){re.escape(old)}(?![\w])", re.IGNORECASE)
    return text(lambda found: pattern.sub(lambda hit: new.upper() if hit[0].isupper() else new, found))


def both(*edits: Edit) -> Edit:
    def edit(files: Files) -> Files:
        for each in edits:
            files = each(files)
        return files

    return edit


def bytes_of(change: Callable[[bytes], bytes]) -> Edit:
    return lambda files: {name: change(data) if name.endswith(".film") else data for name, data in files.items()}


def moved(old: str, new: str, *, named: str | None = None) -> Edit:
    """Return the edit that renames a file; `named` is how the others write its name."""
    return lambda files: {
        (new if name == old else name): data.replace((named or old).encode(), new.encode())
        if name.endswith(".film")
        else data
        for name, data in files.items()
    }


def order(first: str, second: str, name: str = MAIN) -> Edit:
    """Return the edit that swaps the blocks with these headings."""
    return text(lambda found: swapped(found, block(found, first), block(found, second)), name)


def lines(change: Callable[[list[str]], list[str]]) -> Edit:
    return text(lambda found: "\n".join(change(found.split("\n"))))


def declarations(files: Files) -> list[str]:
    """Return the library's declarations as text."""
    found = re.split(r"(?m)^(?=\w)", files[CAST].decode())
    return [part.rstrip("\n") + "\n\n" for part in found[1:]]


def reversed_library(files: Files) -> Files:
    return files | {CAST: "".join(declarations(files)[::-1]).encode()}


def inlined(files: Files) -> Files:
    """Return the film with everything in one file."""
    library = files[CAST].decode() + "\n" + files[WORDS].decode()
    main = files[MAIN].decode().replace("use library/cast.film\nuse library/words.film\n", library)
    return {name: data for name, data in files.items() if not name.startswith("library/")} | {MAIN: main.encode()}


def split_library(files: Files) -> Files:
    """Return the library as a file for each declaration, which one file uses."""
    parts = {f"library/part{n}.film": part.encode() for n, part in enumerate(declarations(files))}
    uses = "".join(f"use part{n}.film\n" for n in range(len(parts)))
    return files | parts | {CAST: uses.encode()}


def from_within(files: Files) -> Files:
    """Return the library used by the library rather than by the film."""
    return both(sub("use library/words.film\n", ""), text(lambda found: "use words.film\n\n" + found, CAST))(files)


NEUTRAL: dict[str, tuple[str, Edit]] = {
    # how it is typed
    "a comment at the top": (KEPT, text(lambda found: "# For the producer.\n\n" + found)),
    "a comment inside a shot": (KEPT, sub("        sfx (at 1s)", "        # too loud?\n        sfx (at 1s)")),
    "comments taken out": (KEPT, lines(lambda all_: [line for line in all_ if not line.startswith("#")])),
    "a note at a shot": (KEPT, sub("        takes: 3", "        note: the kettle of scene one\n        takes: 3")),
    "notes at film and scene": (
        KEPT,
        sub(
            "    fps: 24",
            "    note: check the rate\n    fps: 24",
            "    light: lamplight",
            "    备注: late\n    light: lamplight",
        ),
    ),
    "blank lines": (KEPT, sub("        sfx (at 1s)", "\n\n        sfx (at 1s)", "    light", "\n    light")),
    "no blank lines": (KEPT, text(lambda found: re.sub(r"\n\n+", "\n", found))),
    "no newline at the end": (KEPT, text(str.rstrip)),
    "CRLF": (KEPT, bytes_of(lambda data: data.replace(b"\n", b"\r\n"))),
    "a byte order mark": (KEPT, bytes_of(lambda data: b"\xef\xbb\xbf" + data)),
    "tabs": (KEPT, text(lambda found: found.replace("    ", "\t"))),
    "two spaces a level": (KEPT, text(lambda found: found.replace("    ", "  "))),
    "spaces at the ends of lines": (KEPT, lines(lambda all_: [line + "  " for line in all_])),
    "spaces about colons and commas": (
        KEPT,
        sub(
            "with: MEI left near, TOM right\n        Mei waits", "with:   MEI  left  near ,TOM right\n        Mei waits"
        ),
    ),
    "not formatted": (
        KEPT,
        sub("wide, peek, 3s", "wide,peek ,3s"),
    ),
    "full-width punctuation": (
        KEPT,
        sub("shot asks: tight, on MEI, auto", "shot asks：tight，on MEI，auto", "MEI (sad):", "MEI（sad）："),
    ),
    "full-width letters": (
        KEPT,
        sub("close-up, static, 2s", "ｃｌｏｓｅ-ｕｐ, static, 2s", "MEI (happy)", "ＭＥＩ (happy)"),
    ),
    "capitals": (
        KEPT,
        sub("Mei waits", "MEI waits", "shot waits: medium", "shot waits: Medium", "    light:", "    Light:"),
    ),
    "keys in Chinese": (KEPT, sub("sfx (at 1s)", "音效 (at 1s)", "    light:", "    灯光:", "with:", "人物:")),
    "headings in Chinese": (KEPT, sub("INT. KITCHEN", "内景 KITCHEN", "EXT. GARDEN", "外景 GARDEN")),
    "action over two lines": (KEPT, sub("kettle. Tom reads", "kettle.\n        Tom reads")),
    "action in two paragraphs": (KEPT, sub("kettle. Tom reads", "kettle.\n\n        Tom reads")),
    "a value over two lines": (KEPT, sub("logline: Two people", "logline: Two\n        people")),
    "an appearance over two lines": (KEPT, cast("round face, short", "round face,\n        short")),
    "forced action": (KEPT, sub("        The kettle boils", "        !The kettle boils")),
    "forced dialogue": (KEPT, sub("MEI (sad)", "@MEI (sad)")),
    "typographic apostrophes": (KEPT, sub("year's", "year’s", "Nobody's", "Nobody’s")),
    # what it is called
    "a character": (KEPT, renamed("Mei", "Anna")),
    "a character, in another script": (KEPT, both(cast("also: 梅", "also: may"), renamed("Mei", "小梅"))),
    "a character, by what she is": (KEPT, renamed("Mei", "Old Baker")),
    "a character as a word of weather": (KEPT, renamed("Tom", "Snow")),
    "two characters, each by the other's name": (
        KEPT,
        both(renamed("Mei", "Zed"), renamed("Tom", "Mei"), renamed("Zed", "Tom")),
    ),
    "a variant": (KEPT, both(cast("as OLD", "as LATER"), sub("MEI as OLD", "MEI as LATER"))),
    "a place": (KEPT, both(cast("place KITCHEN", "place GALLEY"), sub("KITCHEN", "GALLEY"))),
    "a place by the name of another kind": (KEPT, both(cast("place GARDEN", "place BEACH"), sub("GARDEN", "BEACH"))),
    "a prop": (
        KEPT,
        both(
            cast("prop LAMP", "prop BRASS THING"),
            sub("the lamp low", "the brass thing low"),
        ),
    ),
    "a prop by the name of another kind": (
        KEPT,
        both(
            cast("prop LAMP", "prop BOOK"),
            sub("the lamp low", "the book low"),
        ),
    ),
    "a theme": (
        KEPT,
        both(cast("theme waiting", "theme first-hour"), sub("fade in 1s): waiting", "fade in 1s): first-hour")),
    ),
    "a look": (KEPT, renamed("tea-paper", "night-sketch")),
    "a light": (KEPT, both(words("light soft glow", "light moonrise"), sub("light: soft glow", "light: moonrise"))),
    "a mood": (KEPT, both(words("mood patient", "mood unrushed"), cast("mood: patient", "mood: unrushed"))),
    "a size": (KEPT, both(words("size tight", "size hands on"), sub("tight, on", "hands on, on"))),
    "an angle": (KEPT, renamed("askew", "tipsy")),
    "a move": (KEPT, renamed("peek", "look round")),
    "a setup": (KEPT, renamed("whisper shot", "ear profile")),
    "a setup's parameters": (KEPT, words("NEAR", "WHO", "FAR", "TO")),
    "a performance": (KEPT, renamed("sidelong", "not quite")),
    "a blocking": (
        KEPT,
        both(words("blocking totter", "blocking shuffle along", "also: totters", "also: totters, shuffles")),
    ),
    "a transition": (KEPT, renamed("tea stain", "brown spot")),
    "a sound": (KEPT, renamed("gravel crunch", "small stones")),
    "a scene's label": (KEPT, sub("scene garden:", "scene morning-garden:")),
    "a scene's label taken away": (KEPT, sub("scene lane: ", "scene ")),
    "a shot's label": (KEPT, sub("shot out:", "shot bench:", "out.last", "bench.last")),
    "labels taken away": (KEPT, sub("shot asks: ", "shot ", "shot answers: ", "shot ", "shot kettle: ", "shot ")),
    "labels of two shots swapped": (
        KEPT,
        sub("shot sign:", "shot x:", "shot cat:", "shot sign:", "shot x:", "shot cat:"),
    ),
    "an act": (KEPT, sub("act Water", "act The Wait")),
    "an act taken away": (KEPT, sub("act Water\n\n", "")),
    "the film": (TITLED, sub("film The Kettle", "film Tea for Two")),
    "a library's file": (KEPT, moved("library/cast.film", "library/people.film")),
    "a picture's file": (KEPT, moved("refs/steam.png", "refs/cloud.png")),
    "another name for a character": (KEPT, cast("also: 梅", "also: 梅, 李华, the old baker")),
    "another name for a place": (KEPT, cast("also: the yard", "also: the yard, the snowy beach")),
    "another name for a prop": (KEPT, cast("also: the light", "also: the light, the red lantern")),
    "other names taken away": (
        KEPT,
        cast("    also: 梅\n", "", "    also: the yard\n", "", "    also: the light\n", ""),
    ),
    "somebody by another name": (KEPT, sub("Mei waits", "梅 waits", "MEI (happy)", "梅 (happy)")),
    "a place by another name": (KEPT, sub("EXT. GARDEN", "EXT. THE YARD")),
    # in which order it stands
    "declarations": (KEPT, reversed_library),
    "cues of a shot": (
        KEPT,
        sub(
            "        takes: 3\n        reroll: at most 5 takes\n",
            "",
            "        with: MEI left near, TOM right\n        Mei waits",
            "        reroll: at most 5 takes\n        takes: 3\n        with: MEI left near, TOM right\n        Mei waits",
        ),
    ),
    "cues of a character": (KEPT, order("appearance: woman of thirty", "voice: young female", CAST)),
    "cues of the film": (KEPT, order("aspect:", "language:")),
    "cues of a scene": (KEPT, order("music (fade in 1s)", "ambience: rain")),
    "a cue before the action": (KEPT, order("A red balloon", "sfx: clock")),
    "phrases of a heading": (KEPT, sub("medium, push in slow, 3s", "3s, push in slow, medium")),
    "words of a place": (KEPT, sub("MEI left near", "MEI near left")),
    "what is avoided": (KEPT, sub("avoid: text, watermark", "avoid: watermark, text")),
    "uses": (KEPT, order("use library/cast.film", "use library/words.film")),
    "the end roll before the scenes": (
        KEPT,
        text(lambda found: swapped(found, "act Water\n\n", "\n" + block(found, "credits")), MAIN),
    ),
    "shots": (MOVED, order("shot out", "shot morning")),
    "scenes": (MOVED, order("scene home", "scene garden")),
    # where it stands
    "all in one file": (KEPT, inlined),
    "a file for each declaration": (KEPT, split_library),
    "a library used by a library": (KEPT, from_within),
    "a light of the scene at its shots": (
        KEPT,
        sub(
            "    light: soft glow\n",
            "",
            "3s\n        with: MEI as OLD",
            "3s\n        light: soft glow\n        with: MEI as OLD",
        ),
    ),
    "a look of the film at its scenes": (
        KEPT,
        sub(
            "    look: tea-paper\n",
            "",
            "    light: lamplight\n",
            "    look: tea-paper\n    light: lamplight\n",
            "    light: soft glow\n",
            "    look: tea-paper\n    light: soft glow\n",
            "EXT. LANE - DAY\n",
            "EXT. LANE - DAY\n    look: tea-paper\n",
        ),
    ),
    "what is avoided, said again in a scene": (
        KEPT,
        sub("    light: soft glow", "    avoid: text\n    light: soft glow"),
    ),
    "people of the scene": (
        KEPT,
        sub(
            "        with: MEI as OLD left\n        Mei sits",
            "        Mei sits",
            "    light: soft glow",
            "    with: MEI as OLD left\n    light: soft glow",
        ),
    ),
    # how it is said
    "seconds as milliseconds": (KEPT, sub("push in slow, 3s", "push in slow, 3000ms")),
    "seconds as frames": (KEPT, sub("push in slow, 3s", "push in slow, 72f")),
    "seconds as a clock": (KEPT, sub("push in slow, 3s", "push in slow, 0:03")),
    "seconds in Chinese": (KEPT, sub("push in slow, 3s", "push in slow, 3秒")),
    "a moment as frames": (KEPT, sub("at 1s", "at 24f")),
    "another fraction": (KEPT, sub("aspect: 16:9", "aspect: 32:18")),
    "both sides of the picture": (KEPT, sub("size: 720p", "size: 1280x720")),
    "a level with `under`": (KEPT, sub("at 0.5s, -6dB", "at 0.5s, under -6.0dB")),
    "defaults left out": (KEPT, sub("    aspect: 16:9\n", "", "    fps: 24\n", "", "    language: en\n", "")),
    "defaults written out": (
        KEPT,
        sub(
            "shot cat: close-up", "shot cat: close-up, eye level", "    fps: 24", "    fps: 24\n    loudness: -16 LUFS"
        ),
    ),
    "a move by another name": (KEPT, sub("push in slow", "dolly in slow")),
    "a move and its pace in Chinese": (KEPT, sub("push in slow", "缓慢推镜头")),
    "a size by another name": (KEPT, sub("waits: medium", "waits: mid shot", "morning: medium", "morning: 中景")),
    "a performance by another name": (KEPT, sub("MEI (sad)", "MEI (sorrowful)", "MEI (happy)", "MEI (开心)")),
    "a light by another name": (KEPT, sub("light: lamplight", "light: 台灯")),
    "a transition by another name": (KEPT, sub("transition: fade to black", "transition: 淡出")),
    # what nobody makes anything of
    "budget, logline, strictness": (
        KEPT,
        sub("    fps: 24", "    budget: 900 CNY\n    strict: yes\n    fps: 24", "wait for water", "watch a kettle"),
    ),
    "what a take must pass": (
        KEPT,
        sub("        takes: 3", "        expect: same face MEI, no text\n        takes: 3"),
    ),
    "how many takes": (KEPT, sub("        takes: 3", "        takes: 2", "at most 5", "at most 9")),
    "another language of subtitles": (KEPT, sub("    fps: 24", "    languages: zh, en\n    fps: 24")),
    "another cover": (
        KEPT,
        sub("frame: waits.first", "frame: out.at 1s", "    title: The Kettle\n", "    title: Tea\n"),
    ),
    "a character whom nobody meets": (
        KEPT,
        cast("character TOM", "character ZOE\n    appearance: girl of nine\n\ncharacter TOM"),
    ),
    "a word that nobody uses": (KEPT, words("size tight", "look dusk\n    prompt: blue\n\nsize tight")),
    "a file that nobody uses": (
        KEPT,
        lambda files: files | {"notes.txt": b"buy tea", "refs/old.png": files["refs/steam.png"]},
    ),
}
