"""What could be typed at a caret, the likeliest first: each candidate with what it is and where its card is found."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import get_args

from filmc.frontend.blocks import HEADINGS
from filmc.frontend.cues import TRANSLATION, cues_in
from filmc.frontend.files import FILMS, FOOTAGE, GRADES, PICTURES, SOUNDS
from filmc.frontend.screenplay import Kind, fold
from filmc.frontend.values import AXES, RATES
from filmc.ir.build.heading import KINDS
from filmc.ir.build.phrases import PACES
from filmc.ir.word_fields import FIELDS, SPOTS
from filmc.ir.words import MODELS
from filmc.tools.lsp.features.candidate import Candidate, all_names, declared_as, own, said, things, vocabulary
from filmc.tools.lsp.features.caret import Caret, Head
from filmc.tools.lsp.features.file_candidates import files
from filmc.tools.lsp.features.frame_candidates import frames
from filmc.tools.lsp.features.priced_candidates import counts, lengths, models
from filmc.tools.lsp.script import Page


def candidates(page: Page, caret: Caret) -> Iterator[Candidate]:
    """Yield what fits where the caret is."""
    match caret.part:
        case "key":
            yield from _keys(page, caret)
        case "heading":
            yield from _HEADS.get(caret.word, _nothing)(page, caret)
        case "how":
            yield from _manners(page, caret)
        case "value":
            value = caret.cue.value if caret.cue else ""
            yield from _VALUES.get(value, _nothing)(page, caret)


def _nothing(_page: Page, _caret: Caret) -> Iterator[Candidate]:
    yield from ()


# ---- the beginning of a line

_MEANINGS = {
    "film": "what holds for the whole film",
    "character": "somebody, the same in every shot",
    "place": "somewhere, the same in every shot",
    "prop": "a thing, the same in every shot",
    "look": "a visual style",
    "theme": "a piece of music",
    "scene": "a scene: its slugline, then its shots",
    "shot": "a shot: how it is framed, how the camera moves, how long",
    "act": "an act: the scenes that follow",
    "use": "another .film file that takes part",
    "cover": "the poster",
    "credits": "the end roll",
    "as": "a variant: what is different then",
}


def _keys(page: Page, caret: Caret) -> Iterator[Candidate]:
    place = caret.place
    if place == "shot":
        yield from _speakers(page, caret)
    for word in _headings_in(place):
        yield Candidate(word, "heading", _meaning(word), f"{word} ", snippet=_BODIES.get(word, ""))
    for kind in dict.fromkeys(cues_in(place).values()):
        yield Candidate(kind.key, "cue", "cue", f"{kind.key}: ", kind.also, f"{place} {kind.key}")
    if place in TRANSLATION.where.split():
        told = {line for shot in page.script.film.shots for each in shot.lines for line in each.translations}
        for language in dict.fromkeys([*sorted(told), *_LANGUAGES]):
            yield Candidate(language, "value", f"the words in {_LANGUAGES.get(language, language)}", f"{language}: ")
    if place == "shot":
        yield from things(page, caret, "character", "prop", "place")
    if caret.typed:
        yield from _outer(caret)


_NEXT = ("shot", "scene", "act", "character", "place", "prop")
"""Headings with which a story goes on; others mostly stand above it, or in a file of their own."""


def _outer(caret: Caret) -> Iterator[Candidate]:
    """Yield the headings that end what the line stands in: they begin further out."""
    for head, outer in pairwise([*caret.heads, Head("top", "", "")]):
        for word in _headings_in(outer.place):
            if word in _NEXT:
                line = _BODIES.get(word, "").partition("\n")[0]
                yield Candidate(word, "heading", _meaning(word), f"{word} ", snippet=line, margin=head.margin)


def _meaning(word: str) -> str:
    return _MEANINGS.get(word, f"a word of your own for a {word}")


_BODIES = {
    "film": "film ${1:Title}\n\tlogline: ${2:the story in one sentence}\n\tlanguage: ${3:en}\n$0",
    "character": "character ${1:NAME}\n\tappearance: ${2:who it is, to look at}\n\twardrobe: ${3:what it wears}\n$0",
    "place": "place ${1:NAME}\n\tappearance: ${2:what is there}\n$0",
    "prop": "prop ${1:NAME}\n\tappearance: ${2:what it looks like}\n$0",
    "look": "look ${1:name}\n\tprompt: ${2:words for a generator}\n$0",
    "theme": "theme ${1:name}\n\tmood: ${2:calm}\n$0",
    "scene": "scene ${1|INT.,EXT.|} ${2:PLACE} - ${3|DAY,NIGHT,DAWN,DUSK|}\n\n\tshot ${4:medium}, ${5:auto}\n\t\t$0",
    "shot": "shot ${1:medium}, ${2:auto}\n\t$0",
    "as": "as ${1:VARIANT}\n\tappearance: ${2:what is different then}\n$0",
}
"""A heading with what is mostly written under it, as snippets."""


def _literal(name: str) -> str:
    """Return a name as a snippet has it."""
    return name.replace("\\", "\\\\").replace("$", "\\$").replace("}", "\\}")


def _headings_in(place: str) -> Sequence[str]:
    if place == "top":
        return [word for word in HEADINGS if word != "shot"]
    return ["shot"] if place == "scene" else ["as"] if place in ("character", "place", "prop") else []


def _speakers(page: Page, caret: Caret) -> Iterator[Candidate]:
    """Yield who may speak, who has spoken most first."""
    said: dict[str, int] = {}
    for shot in page.script.film.shots:
        for line in shot.lines:
            said[line.speaker] = said.get(line.speaker, 0) + 1
    for declared in sorted(own(page, caret, "character"), key=lambda each: -said.get(each.name.value, 0)):
        name = declared.name.value
        spoken = declared_as(declared, "says something", f"{name}: ")
        yield spoken._replace(snippet=f"{_literal(name)}${{1: (${{2:how}})}}: ${{0:words}}")


# ---- headings


def _shot_words(page: Page, caret: Caret) -> Iterator[Candidate]:
    """Yield the phrases of a shot's heading, or what stands in the parentheses of one."""
    if _open_parenthesis(caret.rest):
        yield from things(page, caret, "character", "prop")
        return
    yield from _paced(page, caret)
    if caret.typed.startswith("on "):
        yield from _subjects(page, caret)
    yield from vocabulary(page, *KINDS)
    yield from (Candidate(pace, "value", "how fast the move is") for pace in PACES if pace.isascii())
    yield from lengths(page, caret)
    yield from _subjects(page, caret)


def _subjects(page: Page, caret: Caret) -> Iterator[Candidate]:
    for declared in own(page, caret, "character", "prop", "place"):
        yield declared_as(declared, "on whom the camera is", f"on {declared.name.value}", f"on {declared.name.value}")


def _paced(page: Page, caret: Caret) -> Iterator[Candidate]:
    """Yield what may follow a move: how fast it is, and toward whom."""
    move = next((head for head in _heads(caret.typed) if page.script.names.find("move", head)), None)
    if move:
        yield from (Candidate(f"{move} {pace}", "value", "how fast the move is") for pace in PACES if pace.isascii())
        for declared in own(page, caret, "character", "prop", "place"):
            name = f"{move} toward {declared.name.value}"
            yield declared_as(declared, "toward whom the move is", name, name)


def _heads(typed: str) -> Iterator[str]:
    """Yield the beginnings of what is typed, whole words each, the longest first."""
    words = typed.split(" ")
    yield from (" ".join(words[:count]) for count in range(len(words) - 1, 0, -1))


def _open_parenthesis(rest: str) -> bool:
    return max(rest.rfind("("), rest.rfind("（")) > max(rest.rfind(")"), rest.rfind("）"))


def _scene_words(page: Page, caret: Caret) -> Iterator[Candidate]:
    head, dash, _ = caret.rest.rpartition(" - ")
    if dash:
        seen = {scene.time_of_day for scene in page.script.film.scenes} - {"", caret.typed}
        yield from (Candidate(time, "value", "when it is") for time in dict.fromkeys([*sorted(seen), *_TIMES]))
    elif any(head.startswith(where) for where in _WHERES) or any(caret.rest.startswith(where) for where in _WHERES):
        yield from things(page, caret, "place")
    else:
        yield from (Candidate(where, "value", meaning, f"{where} ") for where, meaning in _WHERES.items())


def _files_of(*endings: str) -> Callable[[Page, Caret], Iterator[Candidate]]:
    return lambda page, caret: files(page, caret.rest.strip(), endings)


_HEADS: Mapping[str, Callable[[Page, Caret], Iterator[Candidate]]] = {
    "shot": _shot_words,
    "scene": _scene_words,
    "use": _files_of(*FILMS),
}

# ---- parentheses


def _manners(page: Page, caret: Caret) -> Iterator[Candidate]:
    """Yield what may stand in the parenthesis of a cue."""
    if caret.cue is None:
        return
    for form in caret.cue.how:
        first, *others = form.split("|")
        words, _, slot = first.rpartition(" ") if first.split()[-1].isupper() and " " in first else (first, "", "")
        if first == "PERFORMANCE":
            yield from vocabulary(page, "performance")
        elif first == "NAME":
            yield from things(page, caret, "character", "prop")
        elif not (first.isupper() and first not in ("V.O.", "O.S.")):
            yield Candidate(words, "how", f"then {_SLOTS[slot]}" if slot else _HOWS.get(words, ""), also=tuple(others))


_SLOTS = {
    "TIME": "a time, as `1.5s`",
    "SPAN": "from when to when, as `1s-3s`",
    "LEVEL": "a level, as `-12dB`",
    "QUAD": "four corners, as `10% 20%, 90% 20%, 90% 80%, 10% 80%`",
    "BOX": "left, top, width, height, as `40% 55% 12% 10%`",
    "POINT": "a point, as `70% 15%`",
    "PERCENT": "a share, as `40%`",
    "NAME": "whose",
}
_HOWS = {
    "V.O.": "voice over: nobody in the picture says it",
    "O.S.": "off screen: somebody says it who is not in the picture",
    "overlap": "it begins while the line before is spoken",
    "matte": "its ground is taken away",
}

# ---- values


def _sounds(page: Page, caret: Caret) -> Iterator[Candidate]:
    if caret.word and fold(caret.word) in ("music", "音乐"):
        yield from things(page, caret, "theme")
        yield Candidate("stop", "value", "the music ends")
        yield from vocabulary(page, "mood")
    else:
        yield from vocabulary(page, "sound")
    yield from files(page, caret.typed, SOUNDS)


def _lists(page: Page, caret: Caret) -> Iterator[Candidate]:
    kind: dict[str, Kind] = {"light": "light", "mood": "mood"}
    if caret.cue and caret.cue.key in kind:
        yield from vocabulary(page, kind[caret.cue.key])


def _names(page: Page, caret: Caret) -> Iterator[Candidate]:
    kind: dict[str, Kind] = {"look": "look", "size": "size", "angle": "angle"}
    if caret.cue and caret.cue.key in kind:
        yield from vocabulary(page, kind[caret.cue.key])


def _choices(_page: Page, caret: Caret) -> Iterator[Candidate]:
    """Yield what one of a few words may be, as the model of the word says."""
    if caret.cue and caret.cue.key == "footage":
        yield from (Candidate(word, "value", "what the picture is") for word in ("imagined", "explained", "evidence"))
        return
    kind = next((kind for kind in MODELS if kind == caret.place), None)
    field = FIELDS[kind].get(caret.word) if kind else None
    if kind and field:
        options = get_args(MODELS[kind].model_fields[field[0]].annotation)
        yield from (Candidate(option, "value") for option in options if option)


def _placements(page: Page, caret: Caret) -> Iterator[Candidate]:
    """Yield who may be in frame; after a name, as what and where."""
    names = [name for each in own(page, caret, "character", "prop") for name in all_names(each)]
    typed = f"{fold(caret.typed)}{' ' * caret.typed.endswith(' ')}"
    begun = next((name for name in sorted(names, key=len, reverse=True) if typed.startswith(fold(name) + " ")), None)
    if begun is None:
        yield from things(page, caret, "character", "prop")
        return
    declared = page.script.names.find("character", begun) or page.script.names.find("prop", begun)
    head = caret.typed.rpartition(" ")[0]
    if declared:
        card = f"{declared.kind} {declared.name.value}"
        for variant in declared.variants:
            yield Candidate(f"{head} as {variant}", "variant", "as this variant", card=card)
    spots = ((spot, f"{of} {what}") for spot, (of, what) in SPOTS.items() if spot.isascii())
    yield from (Candidate(f"{head} {spot}", "value", meaning) for spot, meaning in spots)


def _moves(page: Page, caret: Caret) -> Iterator[Candidate]:
    yield from _paced(page, caret)
    yield from vocabulary(page, "move")
    yield from (Candidate(pace, "value", "how fast the move is") for pace in PACES if pace.isascii())
    yield Candidate("then", "value", "one move after the other")


def _frames(page: Page, caret: Caret) -> Iterator[Candidate]:
    yield from frames(page, caret)
    yield from files(page, caret.rest.strip(), PICTURES)


def _paths_of_cue(page: Page, caret: Caret) -> Iterator[Candidate]:
    endings = {"source": FOOTAGE, "grade": GRADES, "file": SOUNDS}.get(caret.cue.key if caret.cue else "", PICTURES)
    yield from files(page, caret.rest.strip(), endings)


def _texts(page: Page, caret: Caret) -> Iterator[Candidate]:
    """Yield what is no text of the author's, though it is read as such: models, and how a sound is made."""
    yield from models(page, caret)
    if caret.cue and caret.cue.key == "recipe":
        recipes = {recipe for declared in page.script.names.all("sound") for recipe in said(declared, "recipe")}
        yield from (Candidate(recipe, "value", "how the animatic makes it") for recipe in sorted(recipes))


def _fixed(*values: tuple[str, str]) -> Callable[[Page, Caret], Iterator[Candidate]]:
    return lambda _page, _caret: (Candidate(value, "value", meaning) for value, meaning in values)


_LANGUAGES = {
    "en": "English", "zh": "Chinese", "cmn": "Mandarin", "yue": "Cantonese", "ja": "Japanese", "ko": "Korean",
    "fr": "French", "de": "German", "es": "Spanish", "pt": "Portuguese", "ru": "Russian", "it": "Italian",
}  # fmt: skip
_RATIOS = {
    "16:9": "television", "2.39:1": "wide screen", "1.85:1": "cinema", "4:3": "old television",
    "1:1": "square", "9:16": "upright",
}  # fmt: skip
_TIMES = ("DAY", "NIGHT", "MORNING", "EVENING", "DAWN", "DUSK", "NOON", "LATER", "CONTINUOUS")
_WHERES = {"INT.": "inside", "EXT.": "outside", "INT./EXT.": "both", "内景": "inside", "外景": "outside"}
_VALUES: Mapping[str, Callable[[Page, Caret], Iterator[Candidate]]] = {
    "sound": _sounds,
    "list": _lists,
    "name": _names,
    "choice": _choices,
    "placements": _placements,
    "sequence": _moves,
    "frame": _frames,
    "file": _paths_of_cue,
    "text": _texts,
    "transition": lambda page, _caret: vocabulary(page, "transition"),
    "yes-no": _fixed(("yes", ""), ("no", "")),
    "language": _fixed(*_LANGUAGES.items()),
    "languages": _fixed(*_LANGUAGES.items()),
    "ratio": _fixed(*_RATIOS.items()),
    "size": _fixed(("1080p", "full HD"), ("720p", "HD"), ("4K", "ultra HD"), ("480p", "a draft")),
    "rate": _fixed(*((rate, "frames a second") for rate in RATES)),
    "subtitles": _fixed(("burned", "drawn into the picture"), ("sidecar", "in a file beside the film"), ("none", "")),
    "axes": _fixed(*((axis, "an axis of the camera") for axis in AXES)),
    "control": _fixed(("canny", "edges"), ("depth", "how far things are"), ("pose", "how bodies stand")),
    "reroll": _fixed(("at most 6 takes", ""), ("at most 6 takes or 20 CNY", "")),
    "integer": counts,
    "dialogue": lambda page, caret: things(page, caret, "character", "prop", "place"),
}  # fmt: skip
"""By what a cue's value is read as."""
