"""Fills the tables of `docs/language.md` from the code that decides: `python docs/make_language.py`.

The page itself is written by hand; only what stands between `<!-- made: NAME -->` and `<!-- end -->` is made. A test
says when it is old.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from pathlib import Path
from typing import get_args

from filmc.frontend import files, modules, pieces, text
from filmc.frontend import layout as indentation
from filmc.frontend.cues import CUES, LINE, TRANSLATION, CueKind
from filmc.frontend.values import AXES, RATES
from filmc.ir.build import bounds
from filmc.ir.build.phrases import PACES
from filmc.ir.passes import layout, reading, sounds, speech, timing
from filmc.ir.word_fields import FIELDS, SPOTS
from filmc.ir.words import MODELS
from filmc.lower import fragments, subtitles
from filmc.render import media, mix

PAGE = Path(__file__).with_name("language.md")
_MADE = re.compile(r"(<!-- made: (\S+) -->\n).*?(<!-- end -->)", re.DOTALL)

_PLACES = {
    "film": ("film",),
    "scene": ("scene", "shot"),
    "under": ("line:", "text:", "title:"),
    "steps": ("frame:",),
    "things": ("character", "place", "prop", "as"),
    "theme": ("theme",),
    "ending": ("top", "cover"),
}
"""Table of cues → the places that it is about."""


def page() -> str:
    """Return the page with its tables made anew."""
    return _MADE.sub(_remade, PAGE.read_text("utf-8"))


def _remade(found: re.Match[str]) -> str:
    begin, name, end = found.groups()
    return f"{begin}\n{_table(name)}\n\n{end}"


def _table(name: str) -> str:
    topic, _, detail = name.partition(":")
    if topic == "cues":
        return _cue_table(_PLACES[detail])
    if topic == "word":
        return _word_table(detail)
    return "\n".join(_TABLES[topic]())


def _cue_table(places: tuple[str, ...]) -> str:
    kinds = [kind for kind in (*CUES, LINE, TRANSLATION) if set(places) & set(kind.where.split())]
    many = len(places) > 1
    rows = ["| cue | what it says | in parentheses | example |" + (" in |" if many else "")]
    rows.append("|---|---|---|---|" + ("---|" if many else ""))
    rows += (_cue_row(kind, places if many else ()) for kind in kinds)
    return "\n".join(rows)


def _cue_row(kind: CueKind, places: tuple[str, ...]) -> str:
    spelled = " ".join(
        _code(name) for name in ((_key(kind),) if kind in (LINE, TRANSLATION) else (kind.key, *kind.also))
    )
    how = "<br>".join(" ".join(map(_code, form.split("|"))) for form in kind.how)
    told = f"{kind.meaning}{' *(may repeat)*' if kind.repeats else ''}"
    where = ", ".join(f"`{place}`" for place in places if place in kind.where.split())
    return f"| {spelled} | {_cell(told)} | {how} | {_code(kind.example)} |" + (f" {where} |" if places else "")


def _key(kind: CueKind) -> str:
    return "NAME" if kind is LINE else "en"


def _word_table(kind: str) -> str:
    """Return what a word of `kind` says besides what every word says."""
    rows = ["| cue | what it says | one of | example |", "|---|---|---|---|"]
    rows += (_field_row(kind, cue) for cue in CUES if kind in cue.where.split() and cue.key not in _EVERY)
    return "\n".join(rows)


_EVERY = ("also", "meaning", "prompt")


def _field_row(kind: str, cue: CueKind) -> str:
    field = FIELDS[kind].get(cue.key) if kind in FIELDS else None  # type: ignore[index]
    choices = get_args(MODELS[kind].model_fields[field[0]].annotation) if field else ()  # type: ignore[index]
    named = " ".join(_code(choice) for choice in choices if isinstance(choice, str) and choice)
    return f"| {' '.join(map(_code, (cue.key, *cue.also)))} | {_cell(cue.meaning)} | {named} | {_code(cue.example)} |"


def _every() -> Iterator[str]:
    kinds = [kind for kind in CUES if kind.key in _EVERY]
    told = ((" ".join(map(_code, (kind.key, *kind.also))), kind.meaning, _code(kind.example)) for kind in kinds)
    return _rows(("cue", "what it says", "example"), told)


def _rows(head: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    head = list(head)
    yield f"| {' | '.join(head)} |"
    yield "|---" * len(head) + "|"
    yield from (f"| {' | '.join(row)} |" for row in rows)


def _spots() -> Iterator[str]:
    said: dict[tuple[str, str], list[str]] = {}
    for word, spot in SPOTS.items():
        said.setdefault(spot, []).append(word)
    matters = dict.fromkeys(field for field, _ in said)
    cells = {
        matter: [" ".join(map(_code, words)) for (field, _), words in said.items() if field == matter]
        for matter in matters
    }
    return _rows(("matter", "words"), ((_MATTERS[matter], " · ".join(words)) for matter, words in cells.items()))


_MATTERS = {
    "side": "side of the picture",
    "depth": "depth",
    "facing": "which way they face",
    "posture": "posture",
    "level": "height in the picture",
}


def _paces() -> Iterator[str]:
    said: dict[float, list[str]] = {}
    for word, pace in PACES.items():
        said.setdefault(pace, []).append(word)
    return _rows(
        ("pace", "how far the move goes"), ((" ".join(map(_code, said[pace])), f"{pace:g} ×") for pace in sorted(said))
    )


def _axes() -> Iterator[str]:
    return _rows(("axis", "counts"), ((_code(axis), _AXES[axis]) for axis in AXES))


_AXES = {
    "pan": "degrees that the camera turns to the right",
    "tilt": "degrees that it turns up",
    "roll": "degrees that it leans, clockwise",
    "truck": "frame widths that it goes to the right: near things shift more than far ones",
    "pedestal": "frame heights that it goes up",
    "dolly": "growth of the subject by coming closer: `0.15` makes it 1.15 times as large; far things grow less",
    "zoom": "growth of everything by the lens: `1` is none",
    "orbit": "degrees around the subject, to the right",
    "shake": "0 to 1: how unsteady the hand is",
    "focus": "-1 the foreground, 0 the subject, 1 the background",
}


def _rates() -> Iterator[str]:
    yield ", ".join(f"`{rate}`" for rate in RATES) + "."


def _timing() -> Iterator[str]:
    return _rows(
        ("what", "how long"),
        (
            ("before the first line of an `auto` shot", _s(timing.LEAD_IN)),
            ("between one line and the next", _s(timing.GAP)),
            ("after the last line", _s(timing.TAIL)),
            ("the shortest `auto` shot with lines", _s(timing.SHORTEST)),
            ("an `auto` shot without lines", _s(timing.SILENT)),
            ("how long before the end of the line before it an `overlap` line begins", _s(timing.OVERLAP)),
            ("the end roll: to come in and go, and each name", f"{_s(layout.ROLL)} + {_s(layout.ROLL_NAME)} each"),
        ),
    )


def _speech() -> Iterator[str]:
    names = {"cmn": "Mandarin", "yue": "Cantonese", "ja": "Japanese (morae)", "ko": "Korean"}
    pauses = speech._PAUSES  # noqa: SLF001 -- the page tells what the estimate counts
    return _rows(
        ("language", "estimated at"),
        (
            *((names[tag], f"{rate:g} characters a second") for tag, rate in speech.SYLLABLES.items()),
            ("English, and every language written in words", f"{speech.WORDS:g} words a second"),
            ("digits, read one by one", f"{speech.DIGITS:g} a second"),
            (
                "pauses inside a line",
                f"`…` and dashes {pauses['thought']:g} s, full stop {pauses['stop']:g} s, comma {pauses['comma']:g} s",
            ),
            ("the shortest line", f"{speech.SHORTEST:g} s"),
        ),
    )


def _heard() -> Iterator[str]:
    return _rows(
        ("what", "how much"),
        (
            ("an effect that no word declares", _s(sounds.EFFECT)),
            ("one ambience, or one piece of music, giving way to the next", _s(sounds.CROSS)),
            *((f"{bus} under speech", f"{level:g} dB") for bus, level in mix.DUCKED.items()),
            ("going down before a voice, and coming back after it", f"{mix.ATTACK:g} s and {mix.RELEASE:g} s"),
        ),
    )


def _subtitles() -> Iterator[str]:
    return _rows(
        ("rule", "figure"),
        (
            ("lines at once", f"{subtitles.MOST_LINES}"),
            ("letters of a line, Latin", f"{subtitles.LATIN_LINE}"),
            ("characters of a line, Chinese, Japanese, Korean", f"{subtitles.CJK_LINE // 2}"),
            ("the least time on screen, where there is room", _s(subtitles.SHORTEST)),
            ("between two subtitles", f"{subtitles.GAP} frames"),
            (
                "reading speed, characters a second (H0522, H0523)",
                f"Latin {reading.LATIN}, Chinese {reading.HAN}, Japanese {reading.JAPANESE}",
            ),
        ),
    )


def _files() -> Iterator[str]:
    kinds = {
        "`use`": files.FILMS,
        "pictures": files.PICTURES,
        "footage": files.FOOTAGE,
        "sounds": files.SOUNDS,
        "colour tables": files.GRADES,
    }
    return _rows(("for", "endings"), ((what, " ".join(map(_code, endings))) for what, endings in kinds.items()))


def _limits() -> Iterator[str]:
    return _rows(
        ("limit", "is", "else"),
        (
            ("a .film file", f"{text.BIGGEST >> 20} MB", "E0701"),
            ("indentation", f"{indentation.DEEPEST} levels", "E0702"),
            ("files that use each other in a row", f"{modules.DEPTH}", "E0710"),
            ("shots of a film", f"{pieces.SHOTS:,}", "E0711"),
            ("a prompt fragment", f"{fragments.LONGEST:,} characters", "E0803"),
            ("takes of one thing", f"{bounds.MOST:,}", "E0415"),
            ("a picture that is opened", f"{media.LARGEST >> 20} megapixels", "E0922"),
        ),
    )


_TABLES: dict[str, Callable[[], Iterator[str]]] = {
    "every": _every,
    "spots": _spots,
    "paces": _paces,
    "axes": _axes,
    "rates": _rates,
    "timing": _timing,
    "speech": _speech,
    "heard": _heard,
    "subtitles": _subtitles,
    "files": _files,
    "limits": _limits,
}


def _s(seconds: Fraction) -> str:
    return f"{float(seconds):g} s"


def _cell(words: str) -> str:
    return words.replace("|", "\\|")


def _code(words: str) -> str:
    return f"`{_cell(words)}`"


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
