"""Codes of the stage: names, continued. Cues: known, and in their place? And words of one's own."""

from __future__ import annotations

from filmc.base.codes import Code, Example

_MEI = "character MEI\n    appearance: girl of twelve, red coat\n"


def _shot(*lines: str) -> Example:
    """Return a film with MEI and one shot, in which `lines` stand."""
    told = "".join(f"        {line}\n" for line in ("Mei waits.", *lines))
    return Example(f"film Example\n\n{_MEI}\nscene INT. KITCHEN - DAY\n    shot medium, 4s\n{told}")


def _declaring(*lines: str) -> Example:
    """Return a film that declares a word: the first line is its heading, the others stand in its block."""
    head, *block = lines
    return Example("\n".join([_shot().text, head, *(f"    {line}" for line in block), ""]))


def _scene(*lines: str) -> Example:
    """Return a film with MEI and one scene, in which `lines` stand."""
    told = "".join(f"    {line}\n" for line in lines)
    return Example(f"film Example\n\n{_MEI}\nscene INT. KITCHEN - DAY\n{told}")


CODES: tuple[Code, ...] = (
    Code(
        "E0330",
        "unknown-cue",
        "a key is neither a cue nor a character",
        "A line of the shape `key: value` is a cue or a line of dialogue, so its key must be known. Action that just "
        "looks like one begins with `!`; somebody who speaks is declared with `character`.",
        _shot("MAI: Who is there?"),
        _shot("MEI: Who is there?"),
    ),
    Code(
        "E0331",
        "misplaced-cue",
        "a cue stands where it means nothing",
        "Each cue belongs to certain blocks: `fps:` to the film, `wardrobe:` to a character, translations under the "
        "line that they translate. The reference of the language lists them.",
        _shot("wardrobe: red coat"),
        _shot("note: she wears the red coat here"),
    ),
    Code(
        "E0332",
        "line-outside-a-shot",
        "somebody speaks in the scene but in none of its shots",
        "A line is heard while a shot is seen. Indent it under the shot in which it begins.",
        _scene("MEI: Who is there?", "shot medium, 4s"),
        _scene("shot medium, 4s", "    MEI: Who is there?"),
    ),
    Code(
        "E0333",
        "repeated-cue",
        "a cue stands twice where one is enough",
        "Two values would contradict each other, and nobody could tell which is meant. Cues that may repeat (`sfx`, "
        "`text`, `note`, …) do.",
        _shot("lens: 35mm", "lens: 85mm"),
        _shot("lens: 35mm"),
    ),
    Code(
        "E0334",
        "unknown-how",
        "a word in parentheses says nothing that filmc knows",
        "Before the colon, parentheses say how, when or where: `V.O.` and performances for a line, times and levels "
        "for sound, places for text. A performance of one's own is declared with `performance`.",
        _shot("MEI (sadd): Who is there?"),
        _shot("MEI (sad): Who is there?"),
    ),
    Code(
        "E0335",
        "empty-cue",
        "a cue has nothing after its colon",
        "The value stands after the colon, or indented below it. A cue that says nothing is left out.",
        _shot("sfx:"),
        _shot("sfx: a door creaks"),
    ),
    Code(
        "E0336",
        "mistyped-heading",
        "a line looks like a heading with a slip in its first word",
        "A block begins with a heading word, spelt in full and in small letters. With a slip in it the line is "
        "something else, and what is indented under it is lost.",
        _scene("shto door: medium, 4s", "shot wide, 4s"),
        _scene("shot door: medium, 4s", "shot wide, 4s"),
    ),
    Code(
        "W0340",
        "word-without-prompt",
        "a word has no prompt",
        "Generators know no declarations, only the words of `prompt:`. Without them the word shows in the animatic at "
        "best, and in nothing that a model makes.",
        _declaring("look soot", "treatment: noir"),
        _declaring("look soot", "treatment: noir", "prompt: charcoal drawing, smudged edges"),
    ),
    Code(
        "E0341",
        "seat-without-parameter",
        "a setup places somebody who is not among its parameters",
        "`with:` in a setup says where its parameters are in the picture; who they are, each shot says.",
        _declaring("setup duel (NEAR, FAR)", "with: NEAR left, FOE right", "prompt: {{ NEAR }} against {{ FAR }}"),
        _declaring("setup duel (NEAR, FAR)", "with: NEAR left, FAR right", "prompt: {{ NEAR }} against {{ FAR }}"),
    ),
    Code(
        "E0342",
        "duplicate-parameter",
        "a setup has a parameter twice",
        "Each place in a setup has its own name, so that a shot can fill it.",
        _declaring("setup duel (NEAR, NEAR)", "prompt: {{ NEAR }} against the wind"),
        _declaring("setup duel (NEAR, FAR)", "prompt: {{ NEAR }} against {{ FAR }}"),
    ),
    Code(
        "E0343",
        "needless-parameters",
        "a word has parameters that can not have any",
        "Only a setup is filled with characters. A move or a size finds its subject by itself, as `{{ subject }}`.",
        _declaring("move rush (WHO)", "prompt: the camera rushes at {{ WHO }}", "axes: dolly 0 -> 0.4"),
        _declaring("move rush", "prompt: the camera rushes at {{ subject }}", "axes: dolly 0 -> 0.4"),
    ),
    Code(
        "E0344",
        "unknown-word",
        "a setup fixes a size or an angle that is not declared",
        "`size:` and `angle:` of a setup are words of the vocabulary, of the standard library or one's own.",
        _declaring("setup stare (WHO)", "size: clse-up", "prompt: {{ WHO }} stares"),
        _declaring("setup stare (WHO)", "size: close-up", "prompt: {{ WHO }} stares"),
    ),
    Code(
        "W0345",
        "silent-sound",
        "a sound says neither how it is made nor which file it plays",
        "`recipe:` names a way in which the animatic makes a sound, `file:` a recording. Without either it is silent.",
        _declaring("sound latch", "meaning: the door of the box"),
        _declaring("sound latch", "meaning: the door of the box", "recipe: door"),
    ),
    Code(
        "E0346",
        "odd-parameter",
        "a parameter is not one word of letters",
        "The prompt names it as `{{ NEAR }}`, which must be one word: letters, digits, `_`.",
        _declaring("setup duel (NEAR ONE, FAR)", "prompt: against {{ FAR }}"),
        _declaring("setup duel (NEAR_ONE, FAR)", "prompt: {{ NEAR_ONE }} against {{ FAR }}"),
    ),
)
