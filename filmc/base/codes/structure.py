"""Codes of the stage: structure. Headings, cues and action in places where they can not be read."""

from __future__ import annotations

from filmc.base.codes import Code, Example

_ROOM = """film Rain

place ROOM
    appearance: a bare room with one window

character MEI
    appearance: woman of thirty

"""
_SHOT = f"""{_ROOM}scene room: INT. ROOM - NIGHT

    shot window: medium, static, auto
        with: MEI
"""


def _shot(lines: str) -> Example:
    """Return the film whose only shot has these lines, indented by eight."""
    return Example(_SHOT + lines)


def _top(lines: str) -> Example:
    """Return the film with these lines at its end, at the margin."""
    return Example(_SHOT + "\n" + lines)


_RIGHT = _shot("        MEI looks at the rain.\n")

CODES: tuple[Code, ...] = (
    Code(
        "E0201",
        "mixed-indentation",
        "tabs and spaces in one file",
        "Indentation says what belongs to what. How wide a tab is differs between editors, so a file that mixes tabs"
        " with spaces looks different from what it says. Any of the two will do, all through the file. The full-width"
        " space is neither.",
        _shot("\t\tMEI looks at the rain.\n"),
        _RIGHT,
    ),
    Code(
        "E0202",
        "uneven-indentation",
        "a line between two levels",
        "A line that goes back out must stop at the column where an outer line began; this one stops in between, so it"
        " is not clear which it belongs with.",
        _shot("        MEI looks.\n      MEI: It rains.\n"),
        _shot("        MEI looks.\n        MEI: It rains.\n"),
    ),
    Code(
        "E0203",
        "indented-first-line",
        "the file begins with an indented line",
        "The first line is a heading, and top-level headings stand at the margin.",
        Example("  " + _SHOT),
        Example(_SHOT),
    ),
    Code(
        "E0204",
        "heading-without-name",
        "a heading that does not say which",
        "A heading is a word with a name, a title or a place: `character MEI`, `film Rain`, `scene: INT. ROOM - NIGHT`."
        " Only `cover`, `credits` and `shot` can do without.",
        _top("character\n    appearance: a man of forty\n"),
        _top("character HE\n    appearance: a man of forty\n"),
    ),
    Code(
        "E0205",
        "cue-outside-block",
        "a cue that belongs to nothing",
        "A cue sets something of the block that it is indented under. At the margin only `transition:` may stand,"
        " between two scenes. A heading has no colon after its word: `look plain`, not `look: plain`.",
        _top("aspect: 16:9\n"),
        Example(_SHOT.replace("film Rain\n", "film Rain\n    aspect: 16:9\n")),
    ),
    Code(
        "E0206",
        "misplaced-heading",
        "a heading where it may not stand",
        "Scenes, characters and the like stand at the margin; shots stand in scenes, one level deeper; `as NAME` stands"
        " in a character, place or prop. Somewhere else the line would be read as something that it is not.",
        _shot("        shot rain: wide, 2s\n"),
        _shot("        MEI looks.\n\n    shot rain: wide, 2s\n        Rain.\n"),
    ),
    Code(
        "E0207",
        "indented-under-action",
        "a line indented under action",
        "Action has no parts, so nothing can be indented under it. The line is read as if it stood beside the one"
        " above.",
        _shot("        MEI looks at the rain.\n            It does not stop.\n"),
        _shot("        MEI looks at the rain.\n        It does not stop.\n"),
    ),
    Code(
        "E0208",
        "action-among-settings",
        "a line that is no cue, where only cues may stand",
        "In a film, a character, a look and the like every line is a cue, `key: value`. What we see belongs into shots"
        " and scenes. To go on with a long value, indent the next line deeper than its key.",
        _top("character HE\n    a man of forty\n"),
        _top("character HE\n    appearance: a man\n        of forty\n"),
    ),
    Code(
        "E0209",
        "colon-after-heading",
        "a heading with a colon at its end",
        "A heading is a word and a name; what is indented belongs to it without a colon. A title that ends with a colon"
        " writes it as `\\:`.",
        _top("character HE:\n    appearance: a man of forty\n"),
        _top("character HE\n    appearance: a man of forty\n"),
    ),
    Code(
        "E0210",
        "dialogue-without-colon",
        "`@` without a name or a colon",
        "`@` at the beginning of a line says that it is dialogue whatever the name looks like. After it comes the name,"
        " and the words after a colon on the same line.",
        _shot("        @MEI\n"),
        _shot("        @MEI: It rains.\n"),
    ),
    Code(
        "E0211",
        "empty-parenthesis",
        "a parenthesis with an empty part",
        "The parenthesis after a key says how, in parts between commas. An empty part says nothing, so something was"
        " left out or a comma is too many.",
        _shot("        MEI (sad, ): It rains.\n"),
        _shot("        MEI (sad): It rains.\n"),
    ),
    Code(
        "E0212",
        "needless-name",
        "a cover or credits with a name",
        "A film has one cover and one roll of credits, so they need no name.",
        _top("credits The End\n    Director: Mei Lin\n"),
        _top("credits\n    Director: Mei Lin\n"),
    ),
    Code(
        "W0213",
        "open-parenthesis",
        "a line that would be a cue if its parenthesis closed",
        "`MEI (sad: It rains.` has the look of dialogue, but without the closing parenthesis it is read as action. If"
        " it is action, `!` at its beginning says so.",
        _shot("        MEI (sad: It rains.\n"),
        _shot("        MEI (sad): It rains.\n"),
    ),
    Code(
        "E0214",
        "shot-outside-scene",
        "a shot that is in no scene",
        "A shot takes its place, its time of day and its sound from the scene that it is indented under.",
        Example(_ROOM + "scene room: INT. ROOM - NIGHT\n\nshot window: medium, 3s\n    Rain.\n"),
        Example(_ROOM + "scene room: INT. ROOM - NIGHT\n\n    shot window: medium, 3s\n        Rain.\n"),
    ),
    Code(
        "E0215",
        "text-outside-block",
        "a line at the margin that is no heading",
        "At the margin only headings, comments and transitions may stand. Action is indented under a shot or a scene; a"
        " comment begins with `#`.",
        _top("The end.\n"),
        _top("# The end.\n"),
    ),
)
