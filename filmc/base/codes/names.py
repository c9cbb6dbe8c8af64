"""Codes of the stage: names. What is declared, what is called, and which blocks tell the film."""

from __future__ import annotations

from filmc.base.codes import Code, Example

_SHOT = "    shot medium, 4s\n        She waits.\n"
_SCENE = f"scene INT. KITCHEN - DAY\n{_SHOT}"
_MEI = "character MEI\n    appearance: girl of twelve, red coat\n"
_KITCHEN = "place KITCHEN\n    appearance: blue tiles, one small window\n"


def _film(*blocks: str) -> Example:
    """Return a film of these blocks, each a whole number of lines."""
    return Example("\n".join(("film Example\n", *blocks)))


def _with(line: str) -> str:
    return f"{_SCENE}        {line}\n"


CODES: tuple[Code, ...] = (
    Code(
        "E0301",
        "unknown-name",
        "a name is called that nobody has",
        "`with:`, `on NAME` and the parenthesis of a setup call a character, a place or a prop. Each must be declared, "
        "so that it looks the same in every shot; a slip of the pen would make a new person.",
        _film(_MEI, _with("with: MAI left")),
        _film(_MEI, _with("with: MEI left")),
    ),
    Code(
        "E0302",
        "duplicate-name",
        "a name is declared twice",
        "Within a kind a name means one thing. Case, width and runs of space make no difference: `Mei` is `MEI`. "
        "A person who looks different later is a variant: `as OLD` inside the character.",
        _film(_MEI, "character Mei\n    appearance: woman of eighty\n", _SCENE),
        _film(f"{_MEI}    as OLD\n        appearance: woman of eighty\n", _SCENE),
    ),
    Code(
        "E0303",
        "alias-clash",
        "another name already means something else",
        "The names in `also:` mean the same as the name itself, so they can not belong to two declarations of a kind. "
        "The first keeps it.",
        _film(_MEI, "character ANNA\n    also: Mei\n    appearance: tall\n", _SCENE),
        _film(_MEI, "character ANNA\n    also: Annie\n    appearance: tall\n", _SCENE),
    ),
    Code(
        "E0304",
        "duplicate-label",
        "a label is taken",
        "A label is the handle of a scene or a shot, for others to refer to (`start: desk.last`). Scenes of one film "
        "and shots of a scene need different ones; two scenes may each have a shot `desk`.",
        _film(f"scene INT. KITCHEN - DAY\n{_SHOT.replace('shot', 'shot desk:')}{_SHOT.replace('shot', 'shot desk:')}"),
        _film(f"scene INT. KITCHEN - DAY\n{_SHOT.replace('shot', 'shot desk:')}{_SHOT.replace('shot', 'shot door:')}"),
    ),
    Code(
        "E0305",
        "duplicate-variant",
        "a variant is declared twice",
        "A character, place or prop has one variant of each name. The first counts.",
        _film(f"{_MEI}    as OLD\n        wardrobe: shawl\n    as OLD\n        wardrobe: coat\n", _SCENE),
        _film(f"{_MEI}    as OLD\n        wardrobe: shawl\n    as YOUNG\n        wardrobe: coat\n", _SCENE),
    ),
    Code(
        "W0306",
        "shared-name",
        "a name means two kinds of thing",
        "Action text mentions characters, places and props by name, and a mention of a shared name could mean either.",
        _film("character ROSE\n    appearance: tall\n", "prop ROSE\n    appearance: red flower\n", _SCENE),
        _film("character ROSE\n    appearance: tall\n", "prop RED ROSE\n    appearance: red flower\n", _SCENE),
    ),
    Code(
        "W0307",
        "look-alike-names",
        "two names look the same but are written with other letters",
        "A Cyrillic `А` and a Latin `A` have the same shape. To the compiler they are two letters, so the lines of one "
        "character would go to another, and nobody could see why.",
        _film("character ANNA\n    appearance: tall\n", "character АNNA\n    appearance: small\n", _SCENE),
        _film("character ANNA\n    appearance: tall\n", "character ANNE\n    appearance: small\n", _SCENE),
    ),
    Code(
        "H0308",
        "standard-word-replaced",
        "a word of one's own takes the place of a standard one",
        "That is allowed, and the word then means the same everywhere in this film, under all its other names too. "
        "It is said because it may be news.",
        _film("move pan left\n    prompt: the camera slides left\n    axes: truck 0 -> -0.2\n", _SCENE),
        _film("move glide left\n    prompt: the camera slides left\n    axes: truck 0 -> -0.2\n", _SCENE),
    ),
    Code(
        "E0309",
        "name-with-a-mark",
        "a name holds a comma or a parenthesis",
        "Names stand in lists and before parentheses, where such a mark would end them.",
        _film("character MEI (12)\n    appearance: girl\n", _SCENE),
        _film("character MEI TWELVE\n    appearance: girl\n", _SCENE),
    ),
    Code(
        "W0310",
        "name-is-a-cue",
        "a character is called like a cue",
        "In a shot `MUSIC:` starts music, so a line of a character of that name would be none. With `@` before it, it "
        "is dialogue whatever it looks like.",
        _film("character MUSIC\n    appearance: a boy with a drum\n", _SCENE),
        _film("character THE MUSIC\n    appearance: a boy with a drum\n", _SCENE),
    ),
    Code(
        "E0311",
        "not-a-character",
        "a word of film, a place or a prop stands where a character should",
        "Only characters speak, and only characters, places and props are in a frame. A word of film belongs in the "
        "shot's heading or in the cue that is made for it.",
        _film(_with("push in: slowly")),
        _film("scene INT. KITCHEN - DAY\n    shot medium, push in slowly, 4s\n        She waits.\n"),
    ),
    Code(
        "E0312",
        "unknown-variant",
        "somebody has no such variant",
        "`MEI as OLD` wears what `as OLD` inside `character MEI` says. The variant must be declared there.",
        _film(f"{_MEI}    as OLD\n        wardrobe: shawl\n", _with("with: MEI as ODD")),
        _film(f"{_MEI}    as OLD\n        wardrobe: shawl\n", _with("with: MEI as OLD")),
    ),
    Code(
        "H0313",
        "undeclared-place",
        "the place of a scene is not declared",
        "A scene may be anywhere. Declared as a `place` it looks and sounds the same in every shot; not declared, "
        "each shot imagines it anew. It is said only of places that are come back to, or that look mistyped.",
        _film(_SCENE, _SCENE),
        _film(_KITCHEN, _SCENE, _SCENE),
    ),
    Code(
        "H0314",
        "unused-declaration",
        "a declaration is never used",
        "No scene, no setting and no other declaration names it. It costs nothing; perhaps a name was changed in one "
        "place only.",
        _film(_MEI, _SCENE),
        _film(_MEI, _with("with: MEI")),
    ),
    Code(
        "E0315",
        "second-of-one",
        "a block stands twice of which a film has one",
        "A film has one `film`, one `cover` and one `credits`. The first counts.",
        _film("film Another\n", _SCENE),
        _film(_SCENE),
    ),
    Code(
        "W0316",
        "story-in-a-used-file",
        "a used file has scenes or settings that play no part",
        "`use` makes names known and nothing else: the story and the settings come from the main file. A library that "
        "also holds a film of its own is fine, but its scenes are not seen here.",
        Example(f"use parts.film\n\n{_SCENE}", {"parts.film": f"{_MEI}\n{_SCENE}".encode()}),
        Example(f"use parts.film\n\n{_SCENE}", {"parts.film": _MEI.encode()}),
    ),
    Code(
        "E0317",
        "no-scene",
        "the film has no scene",
        "A film is its scenes; without one there is nothing to see.",
        _film(),
        _film(_SCENE),
    ),
    Code(
        "W0318",
        "scene-without-shots",
        "a scene has no shot",
        "Only shots are seen and heard. Action and cues of a scene hold for its shots, so without one they are lost.",
        _film("scene INT. KITCHEN - DAY\n    She waits.\n"),
        _film(_SCENE),
    ),
    Code(
        "W0319",
        "only-declarations",
        "the file declares names and tells no story",
        "Such a file is a library for others to `use`. Built by itself it makes no picture.",
        Example(_MEI),
        Example(f"{_MEI}\n{_SCENE}"),
    ),
    Code(
        "E0320",
        "label-with-a-full-stop",
        "a label holds a full stop",
        "`kitchen.door` means the shot `door` of the scene `kitchen`, so neither label can have a full stop in it.",
        _film("scene v1.2: INT. KITCHEN - DAY\n" + _SHOT),
        _film("scene v1-2: INT. KITCHEN - DAY\n" + _SHOT),
    ),
)
