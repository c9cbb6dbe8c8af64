"""A film's lines and captions → what of them is to be translated; and translations that came, as edits of the text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from filmc.base.diagnostic import Edit
from filmc.base.record import record
from filmc.base.source import Source, Span
from filmc.frontend.ast import Cue, File, walk
from filmc.ir.film import Film
from filmc.lower.styles import filled

_ANSWER = re.compile(
    r"^[ \t*-]*(\d+) ([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)[ \t]*[:：][ \t]*(\S.*?)[ \t]*$", re.MULTILINE
)
_BASE, _A_MARK = 500, 150
"""Tokens that an answer takes, and each translation in it, amply counted."""
_STEP = "    "


class Words(NamedTuple):
    """Words of the film that may be translated: a line of dialogue, or a caption. `there` has its translations."""

    number: int
    who: str
    language: str
    words: str
    there: frozenset[str]
    at: Span


@record
class Translation:
    """The brief of what is missing. `tags`: each language by its tag in the film's terms → as the author writes it."""

    lines: Sequence[Words]
    tags: Mapping[str, str]

    name = "translation"
    shots = 0

    @property
    def wanted(self) -> tuple[str, ...]:
        """As `Brief.wanted`: a mark for each translation that is not there, as `12 en`."""
        return tuple(
            f"{line.number} {tag}"
            for line in self.lines
            for language, tag in self.tags.items()
            if language != line.language and language not in line.there
        )

    @property
    def prompt(self) -> str:
        """As `Brief.prompt`."""
        return filled("translate", lines=self.lines, wanted=self.wanted)

    @property
    def tokens(self) -> int:
        """As `Brief.tokens`."""
        return _BASE + _A_MARK * len(self.wanted)


def words_of(film: Film, file: str) -> Iterator[Words]:
    """Yield every line and caption that is written in `file`, in the order of the film."""
    found: list[tuple[str, str, str, Mapping[str, str], Span]] = []
    for scene in film.scenes:
        captions = [*scene.captions, *(each for shot in scene.shots for each in shot.captions)]
        found += [("caption", film.settings.language, each.text, each.translations, each.span) for each in captions]
        for line in (line for shot in scene.shots for line in shot.lines):
            how = ", ".join(word.name for word in line.performances)
            who = f"{line.speaker} ({how})" if how else line.speaker
            found.append((who, line.language, line.text, line.translations, line.span))
    found = sorted((each for each in found if each[4].file == file), key=lambda each: each[4].start)
    for number, (who, language, words, there, at) in enumerate(found, 1):
        yield Words(number, who, language, " ".join(words.split()), frozenset(there), at)


def translations_in(text: str) -> dict[str, str]:
    """Return the translations in an answer by their marks."""
    return {f"{number} {tag}": " ".join(words.split()) for number, tag, words in _ANSWER.findall(text)}


def missing(text: str, wanted: Iterable[str]) -> str:
    """Return what is not in an answer, in words for who gave it; empty where all is there."""
    there = translations_in(text)
    lacks = [mark for mark in wanted if mark not in there]
    if not lacks:
        return ""
    shown = ", ".join(lacks[:200])
    return f"These are not there, or not in the form `12 en: …`: {shown}. Answer with all lines again, these too."


def edits(source: Source, file: File, lines: Sequence[Words], came: Mapping[str, str]) -> Iterator[Edit]:
    """Yield the edits that put translations under their lines, after what stands there already."""
    cues = {item.span.start: item for item in walk(file) if isinstance(item, Cue)}
    for line in lines:
        new = [(mark.partition(" ")[2], words) for mark, words in came.items() if mark.split()[0] == str(line.number)]
        cue = cues.get(line.at.start)
        if new and cue:
            yield _under(source, cue, new)


def _under(source: Source, cue: Cue, new: Iterable[tuple[str, str]]) -> Edit:
    number = source.position(cue.span.start).line
    inner = cue.body[0].span.start if cue.body else None
    indent = _indent(source, source.position(inner).line if inner is not None else number)
    step = "" if inner is not None else "\t" if indent.startswith("\t") else _STEP
    end = _INK.sub("", source.text[: cue.span.end])
    added = "".join(f"\n{indent}{step}{tag}: {words}" for tag, words in new)
    return Edit(source.span(len(end), len(end)), added)


_INK = re.compile(r"\s+\Z")


def _indent(source: Source, line: int) -> str:
    text = source.line_text(line)
    return text[: len(text) - len(text.lstrip(" \t"))]
