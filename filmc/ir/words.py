"""The declared words of film, typed: `words(notes, names)` → `Words`, which reads each word when it is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeVar, cast

from filmc.base.diagnostic import Edit, Fix, Label, Notes
from filmc.base.memo import ONCE, Memo
from filmc.base.source import Span
from filmc.frontend.ast import Text
from filmc.frontend.cues import find_cue
from filmc.frontend.hints import did_you_mean, near, renames, spelt
from filmc.frontend.screenplay import Declaration, Kind, Names, fold
from filmc.frontend.value import Placement
from filmc.frontend.values import read_box, read_placements
from filmc.ir.vocabulary import (
    Angle,
    Blocking,
    LightWord,
    Look,
    Mood,
    Move,
    Performance,
    Seat,
    Setup,
    Size,
    SoundWord,
    Spot,
    TransitionWord,
    Word,
)
from filmc.ir.word_fields import FIELDS, SPOTS

W = TypeVar("W", bound=Word)

MODELS: dict[Kind, type[Word]] = {
    "size": Size,
    "angle": Angle,
    "move": Move,
    "setup": Setup,
    "performance": Performance,
    "blocking": Blocking,
    "transition": TransitionWord,
    "light": LightWord,
    "mood": Mood,
    "sound": SoundWord,
    "look": Look,
}
"""What each kind of word is read as."""

_PROMPTED: tuple[Kind, ...] = ("size", "angle", "move", "setup", "performance", "blocking", "light", "mood", "look")
"""Kinds of which a generator would know nothing without a prompt."""


def words(notes: Notes, names: Names, memo: Memo = ONCE) -> Words:
    """Return the vocabulary; the author's own words are read, and so checked, at once.

    Codes: W0340, E0341 to E0344, W0345, and those of the values.
    """
    declared = [found for found in names.own if found.kind in MODELS]
    own = {id(found.block): memo.recall(notes, _word, names.spelt, found) for found in declared}
    return Words(notes, names, own, memo.recall(notes, _shelf, names.spelt))


def _shelf(_notes: Notes, _names: Names) -> dict[int, Word]:
    """Return where the standard words are put that have been read."""
    return {}


class Words:
    """The vocabulary of a film. Each word is read once, when it is first asked for."""

    def __init__(self, notes: Notes, names: Names, own: Mapping[int, Word], standard: dict[int, Word]) -> None:
        self._notes = notes
        self._names = names
        self._own = own
        self._standard = standard
        self._heard: list[Declaration] | None = None

    def overheard(self, asked: list[Declaration]) -> Words:
        """Return the same vocabulary; it adds to `asked` each of the author's own words that it is asked for."""
        words = Words(self._notes, self._names, self._own, self._standard)
        words._heard = asked
        return words

    def hear(self, asked: Iterable[Declaration]) -> None:
        """Take note, where this is overheard, of declarations that were asked for elsewhere."""
        if self._heard is not None:
            self._heard += asked

    def find(self, kind: Kind, name: str) -> Word | None:
        """Return the word of `kind` that `name` means, or None."""
        declaration = self._names.find(kind, name)
        return self.of(declaration) if declaration else None

    def get(self, model: type[W], name: str) -> W | None:
        """Return the word that `name` means, by its type: `get(Size, "medium")`."""
        kind = next(kind for kind, known in MODELS.items() if known is model)
        return cast("W | None", self.find(kind, name))

    @property
    def own(self) -> list[Word]:
        """The author's own words, in order."""
        return list(self._own.values())

    def of(self, declaration: Declaration) -> Word:
        """Return the word that a declaration declares."""
        key = id(declaration.block)
        if not declaration.standard:
            if self._heard is not None:
                self._heard.append(declaration)
            return self._own[key]
        if key not in self._standard:
            self._standard[key] = _word(self._notes, self._names, declaration)
        return self._standard[key]


def spot(notes: Notes, placement: Placement) -> Spot:
    """Return the place that the words of a placement mean together; the last word on a matter counts.

    Code E0419, and E0405 to E0407 of a box.
    """
    fields: dict[str, Any] = {"box": placement.box and read_box(notes, placement.box)}
    for place in placement.words:
        known = SPOTS.get(fold(place.value))
        if known is None:
            close = near(place.value, SPOTS)
            notes.add("E0419", place.span, f"`{place.value}` is no place in the picture", *did_you_mean(close))
        else:
            fields.update([known])
    return Spot(**fields)


def _word(notes: Notes, names: Names, declaration: Declaration) -> Word:
    fields: dict[str, Any] = {
        "name": declaration.name.value,
        "also": tuple(name.value for name in declaration.also),
        "parameters": tuple(name.value for name in declaration.block.heading.parameters),
        "own": not declaration.standard,
        "span": declaration.name.span,
    }
    for key, value in _values(declaration):
        field, read = FIELDS[declaration.kind][key]
        found = read(notes, value)
        if found is not None:
            fields[field] = found
    if declaration.kind == "setup":
        fields |= _staging(notes, names, declaration)
    if not declaration.standard:
        _check(notes, declaration, fields)
    return MODELS[declaration.kind](**fields)


def _values(declaration: Declaration) -> Iterable[tuple[str, Text]]:
    """Yield the cues of the block that the kind reads, by key, with what they say."""
    for cue in declaration.block.cues:
        kind = find_cue(declaration.kind, cue.key.value)
        value = cue.full_value()
        if kind and value and kind.key in FIELDS[declaration.kind]:
            yield kind.key, value


def _staging(notes: Notes, names: Names, setup: Declaration) -> dict[str, Any]:
    """Return what a setup fixes: its size, its angle, and the seats of its parameters."""
    fields: dict[str, Any] = {}
    for cue in setup.block.cues:
        kind, value = find_cue("setup", cue.key.value), cue.full_value()
        if kind and value and kind.key == "with":
            fields["seats"] = tuple(_seats(notes, setup, value))
        elif kind and value and kind.key in ("size", "angle"):
            named = _named(notes, names, cast("Kind", kind.key), value)
            fields |= {kind.key: named} if named else {}
    return fields


def _seats(notes: Notes, setup: Declaration, value: Text) -> Iterable[Seat]:
    parameters = {fold(name.value): name.value for name in setup.block.heading.parameters}
    for placement in read_placements(notes, value):
        parameter = parameters.get(fold(placement.name.value))
        if parameter:
            yield Seat(parameter=parameter, spot=spot(notes, placement))
            continue
        close = near(placement.name.value, parameters.values())
        hints = did_you_mean(close) or (f"add it: `setup {setup.name.value} ({placement.name.value})`",)
        message = f"`{placement.name.value}` is no parameter of this setup"
        fixes = renames(placement.name.span, close or list(parameters.values()))
        notes.add("E0341", placement.name.span, message, *hints, fixes=fixes)


def _named(notes: Notes, names: Names, kind: Kind, value: Text) -> str | None:
    found = names.find(kind, value.value)
    if found is None:
        close = near(value.value, spelt(names, kind))
        message = f"there is no {kind} `{value.value}`"
        notes.add("E0344", value.span, message, *did_you_mean(close), fixes=renames(value.span, close))
    return found.name.value if found else None


def _check(notes: Notes, word: Declaration, fields: dict[str, Any]) -> None:
    """Note what is wrong with the author's own word as a whole."""
    name = word.name
    _check_parameters(notes, word)
    if word.kind in _PROMPTED and not fields.get("prompt"):
        message = f"the {word.kind} `{name.value}` has no prompt: a generator would not know what it is"
        at = word.block.heading.span
        fix = Fix("tell a generator its name", (Edit(Span(at.file, at.end, at.end), f"\n    prompt: {name.value}"),))
        notes.add("W0340", name.span, message, "add `prompt:` and say what it looks like", fixes=[fix])
    silent = word.kind == "sound" and not fields.get("recipe")
    if silent and not any(find_cue("sound", cue.key.value) is find_cue("sound", "file") for cue in word.block.cues):
        message = f"the sound `{name.value}` has neither `recipe:` nor `file:`"
        notes.add("W0345", name.span, message, "add `recipe: door`, or `file: sounds/door.wav`")


def _check_parameters(notes: Notes, word: Declaration) -> None:
    first: dict[str, Text] = {}
    for name in word.block.heading.parameters:
        other = first.setdefault(fold(name.value), name)
        if word.kind != "setup":
            message = f"a {word.kind} takes no parameters"
            notes.add("E0343", name.span, message, f"leave the parenthesis out: `{word.kind} {word.name.value}`")
        elif not name.value.isidentifier():
            word_only = "".join(letter for letter in name.value if letter.isalpha())
            fixes = renames(name.span, [word_only] if word_only else [])
            told = f"`{name.value}` can not be a parameter"
            notes.add("E0346", name.span, told, "one word of letters: `NEAR`", fixes=fixes)
        elif other is not name:
            message = f"the parameter `{name.value}` stands twice"
            labels = [Label(other.span, "here first")]
            fixes = renames(name.span, [f"{name.value}2"])
            notes.add("E0342", name.span, message, "choose another", labels=labels, fixes=fixes)


def blockings(vocabulary: Words, names: Names) -> Blockings:
    """Return the words for what a body does, by all their names; each is read when it is asked for."""
    return Blockings(vocabulary, names)


class Blockings(Mapping[str, Blocking]):
    """Folded name or other name → blocking."""

    def __init__(self, vocabulary: Words, names: Names) -> None:
        self._vocabulary = vocabulary
        self._declared = names.table.get("blocking", {})

    @property
    def own(self) -> list[Word]:
        """The author's own ones."""
        return [word for word in self._vocabulary.own if isinstance(word, Blocking)]

    def __getitem__(self, name: str) -> Blocking:
        return cast("Blocking", self._vocabulary.of(self._declared[name]))

    def __iter__(self) -> Iterator[str]:
        return iter(self._declared)

    def __len__(self) -> int:
        return len(self._declared)
