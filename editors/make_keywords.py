"""Writes the word lists of every editor from the tables of the language: `python editors/make_keywords.py`.

Two forms are filled. A file in which a comment `made: NAME …` begins and a comment `end` closes a region gets the
lists in its own syntax (`LISTED` has those by file name ending):

    " made: headings cues                    .vim    let s:headings = [ … ]
    ; made: headings @keyword                .scm    (#any-of? @keyword … )
    ;; made: headings                        .el     (defconst film-mode--headings '( … ) "…")
    -- made: headings                        .lua    local headings = { … }
    // made: headings                        .js     const HEADINGS = [ … ];

A file NAME.template.json is copied to NAME.json with each `{{headings}}` replaced by an alternation for a regular
expression, longest first, and each `{{size/i}}` by one that takes small letters and capitals alike; `{{HOW}}` and
`{{COLON}}` are pieces of the grammar itself (`PIECES`). A test says when a file is old.

The lists are those of `lists`: `headings`, `cues`, `cues_shot`, `cues_of_file`, `size`, `move`, `units` … Words of film
are folded (small letters, single spaces), since names are compared so.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from textwrap import fill
from typing import get_args

from filmc.base.codes import catalogue
from filmc.frontend.blocks import HEADINGS
from filmc.frontend.cues import CUES, LINE
from filmc.frontend.declaration import KINDS, THINGS
from filmc.frontend.library import library
from filmc.frontend.manner import words_of
from filmc.frontend.values import AXES, amounts, time, words
from filmc.frontend.written import HOW
from filmc.ir import word_fields
from filmc.ir.build.phrases import PACES
from filmc.ir.word_fields import FIELDS, SPOTS
from filmc.ir.words import MODELS

EDITORS = Path(__file__).parent
_WIDTH = 116

Words = tuple[str, ...]


# ---- the lists


@cache
def lists() -> dict[str, Words]:
    """Return every list by its name."""
    return {
        "headings": (*HEADINGS, "as"),
        **{f"headings_{kind}": tuple(word for word in HEADINGS if HEADINGS[word] == kind) for kind in _kinds()},
        "things": THINGS,
        "cues": _distinct(name for cue in CUES for name in (cue.key, *cue.also)),
        **{f"cues_{_plain(place)}": _cues_in(place) for place in _places()},
        **{f"cues_of_{kind.replace('-', '_')}": _cues_of(kind) for kind in dict.fromkeys(cue.value for cue in CUES)},
        **_vocabulary(),
        "how": _distinct(form for cue in (*CUES, LINE) for form in words_of(cue, "")),
        "how_before": _distinct(form for cue in (*CUES, LINE) for form in words_of(cue, "TIME")),
        "paces": tuple(PACES),
        "spots": tuple(SPOTS),
        "axes": AXES,
        "traits": tuple(word_fields._TRAITS),  # noqa: SLF001 -- the lists tell what the reader knows
        "choices": _choices(),
        "switches": (*words._YES, *words._NO),  # noqa: SLF001
        "colours": tuple(words._COLOURS),  # noqa: SLF001
        "units": _units(),
        "currencies": (*amounts._CURRENCIES, *amounts._SIGNS),  # noqa: SLF001
        "slugs": ("int./ext.", "ext./int.", "int/ext", "ext/int", "i/e", "int.", "ext.", "int", "ext",
                  "内/外", "内外景", "内景", "外景", "内", "外"),
        "codes": tuple(catalogue()),
    }  # fmt: skip


def _kinds() -> Iterable[str]:
    return dict.fromkeys(HEADINGS.values())


def _places() -> Iterable[str]:
    """Yield every place in which some cue may stand (`anywhere` is in each)."""
    return dict.fromkeys(place for cue in CUES for place in cue.where.split() if place != "anywhere")


def _cues_in(place: str) -> Words:
    here = (cue for cue in CUES if {place, "anywhere"} & set(cue.where.split()))
    return _distinct(name for cue in here for name in (cue.key, *cue.also))


def _cues_of(value: str) -> Words:
    return _distinct(name for cue in CUES if cue.value == value for name in (cue.key, *cue.also))


def _vocabulary() -> dict[str, Words]:
    """Return the standard library's words by kind, and all of them as `words`."""
    found: dict[str, list[str]] = {kind: [] for kind in KINDS if HEADINGS[kind] == "word"}
    for file in library():
        for kind, names, _ in file.declares():
            found[kind] += names
    by_kind = {kind: _distinct(names) for kind, names in found.items() if names}
    return {**by_kind, "words": _distinct(name for names in by_kind.values() for name in names)}


def _choices() -> Words:
    """Return the fixed values that fields of words and the cue `footage` can have."""
    fields = ((MODELS[kind], field) for kind, known in FIELDS.items() for field, _ in known.values())
    named = (value for model, field in fields for value in get_args(model.model_fields[field].annotation))
    return _distinct((*(value for value in named if isinstance(value, str) and value), *_FOOTAGE))


_FOOTAGE = ("imagined", "explained", "evidence")


def _units() -> Words:
    """Return the units that a number may have, the longest first."""
    of_time = (*time._SECONDS, *time._FRAMES)  # noqa: SLF001
    return _distinct((*of_time, "dB", *amounts._PROGRAMME, "bpm", "fps", "mm", "px", "p", "K", "deg", "degrees", "度"))  # noqa: SLF001


def _distinct(names: Iterable[str]) -> Words:
    return tuple(dict.fromkeys(names))


def _plain(place: str) -> str:
    return f"under_{place[:-1]}" if place.endswith(":") else place


# ---- the forms


def _vim(name: str, found: Words, _rest: str) -> str:
    quoted = ", ".join("'{}'".format(word.replace("'", "''")) for word in found)
    return f"let s:{name} = [\n{_filled(quoted, _VIM_GOES_ON)}\n{_VIM_GOES_ON}]\n"


_VIM_GOES_ON = "      \\ "


def _elisp(name: str, found: Words, _rest: str) -> str:
    title = f'"Words of the film language: {name.replace("_", " ")}."'
    return f"(defconst film-mode--{name.replace('_', '-')}\n  '(\n{_filled(_quoted(found, ' '), '    ')})\n  {title})\n"


def _lua(name: str, found: Words, _rest: str) -> str:
    return f"local {name} = {{\n{_filled(_quoted(found), '  ')},\n}}\n"


def _javascript(name: str, found: Words, _rest: str) -> str:
    return f"const {name.upper()} = [\n{_filled(_quoted(found), '  ')},\n];\n"


def _query(_name: str, found: Words, capture: str) -> str:
    return f"  (#any-of? {capture}\n{_filled(_quoted(found, ' '), '    ')})\n"


LISTED: dict[str, Callable[[str, Words, str], str]] = {
    ".vim": _vim,
    ".el": _elisp,
    ".lua": _lua,
    ".js": _javascript,
    ".scm": _query,
}
"""How a list is written, by the ending of the file: its name, its words, and what else the comment says."""


def _quoted(found: Words, separator: str = ", ") -> str:
    return separator.join(json.dumps(word, ensure_ascii=False) for word in found)


def _filled(text: str, indent: str) -> str:
    """Return `text` in lines; a space within a word ends none."""
    held = re.sub(r"""\"[^"]*"|'(?:[^']|'')*'""", lambda found: found[0].replace(" ", "\0"), text)
    lines = fill(held, _WIDTH, initial_indent=indent, subsequent_indent=indent, break_long_words=False,
                 break_on_hyphens=False)  # fmt: skip
    return lines.replace("\0", " ")


def alternation(found: Iterable[str]) -> str:
    """Return a pattern of any of the words, a longer one before those that it begins with."""
    ordered = sorted(set(found), key=lambda word: (-len(word), word))
    return "|".join(re.sub(r"\\? ", r"\\s+", _escaped(word)) for word in ordered)


def _escaped(word: str) -> str:
    return re.sub(r"([.*+?^${}()|\[\]\\/])", r"\\\1", word)


def in_any_case(found: Iterable[str]) -> str:
    """Return a pattern of any of the words, in small letters or capitals: what they begin with alike stands once.

    `(?i)` is not used for lists: Oniguruma takes up to a hundred times as long to read one, and VS Code leaves a line
    uncoloured, with all that follows from it, that is not done after half a second.
    """
    rests: dict[str, list[str]] = {}
    for word in sorted(set(found)):
        rests.setdefault(word[:1], []).append(word[1:])
    is_whole = rests.pop("", None)
    ways = [_letter(first) + in_any_case(rest) for first, rest in rests.items()]
    if len(ways) == 1 and not is_whole:
        return ways[0]
    return f"(?:{'|'.join(ways)}){'?' if is_whole else ''}" if ways else ""


def _letter(letter: str) -> str:
    if letter == " ":
        return r"\s+"
    both = {letter.lower(), letter.upper()}
    return f"[{''.join(sorted(both))}]" if len(both) == 2 else _escaped(letter)


# ---- the files


_REGION = re.compile(
    r"(?P<begin>^[^\S\n]*\S+ made: (?P<names>[a-z_]+(?: [a-z_]+)*)(?P<rest>[^\n]*)\n)"
    r"(?:.*?\n)??(?P<end>[^\S\n]*\S+ end\n)",
    re.MULTILINE | re.DOTALL,
)
_SPACE, _COLON = r"[^\S\r\n]", r"(?:：|:(?!\S))"
PIECES = {
    "SPACE": _SPACE,
    "LABEL": r"[^\s:：\\](?:[^:：\\\r\n]{0,58}[^\s:：\\])?",
    "KEY": r"\p{L}(?:[^:：()（）\\\r\n]{0,58}[^\s:：()（）\\])?",
    "SPEAKER": r"[^\s:：()（）\\](?:[^:：()（）\\\r\n]{0,58}[^\s:：()（）\\])?",
    "HOW": HOW,
    "COLON": _COLON,
    "KEY_END": rf"({HOW})?{_SPACE}*({_COLON})",
    "INDENTED": rf"^(?={_SPACE}|{_SPACE}*$|#)",
    "DEEPER": rf"^(?=\1{_SPACE}+\S|{_SPACE}*$|{_SPACE}*#)",
    "BEFORE": r"(?<![\p{Latin}\p{N}]|[\p{Latin}\p{N}]-)",
    "AFTER": r"(?![\p{L}\p{N}]|-[\p{L}\p{N}])",
}
"""The terminals of `grammar/film.lark` as Oniguruma writes them, the two ways of nesting (under a heading at the left
margin; deeper than what the first group has), and what may stand around a word of film."""
_HOLE = re.compile(r"\{\{(\w+)(/i)?\}\}")
_TEMPLATE = ".template.json"
_NOT_OURS = {"node_modules", "dist", "out", ".vscode-test"}


def files() -> Iterator[tuple[Path, str]]:
    """Yield each file that has lists in it, with the text that it should have."""
    for folder, inner, names in os.walk(EDITORS):
        inner[:] = sorted(set(inner) - _NOT_OURS)
        for name in sorted(names):
            yield from _made(Path(folder, name))


def _made(path: Path) -> Iterator[tuple[Path, str]]:
    if path.name.endswith(_TEMPLATE):
        text = _HOLE.sub(_hole, path.read_text("utf-8"))
        yield path.with_name(path.name.removesuffix(_TEMPLATE) + ".json"), text
    elif path.suffix in LISTED:
        text = path.read_text("utf-8")
        if _REGION.search(text):
            yield path, _REGION.sub(lambda found: _region(LISTED[path.suffix], found), text)


def _hole(found: re.Match[str]) -> str:
    """Return the alternation for a hole, as it stands within a JSON string."""
    name, form = found[1], in_any_case if found[2] else alternation
    return json.dumps(PIECES.get(name) or form(lists()[name]), ensure_ascii=False)[1:-1]


def _region(form: Callable[[str, Words, str], str], found: re.Match[str]) -> str:
    body = "".join(form(name, lists()[name], found["rest"].strip()) for name in found["names"].split())
    return f"{found['begin']}{body}{found['end']}"


if __name__ == "__main__":
    for made, said in files():
        if not made.exists() or made.read_text("utf-8") != said:
            made.write_text(said, "utf-8")
            print(made.relative_to(EDITORS))
