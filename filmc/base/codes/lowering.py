"""Codes of lowering: from words to what a model is asked."""

from __future__ import annotations

from filmc.base.codes import Code, Example

_FILM = """\
move {name}
    meaning: a slow lean to the left
    prompt: {prompt}
    axes: truck 0 -> -0.1

scene INT. ROOM - DAY

    shot medium, lean in, 4s
        An empty room.
"""


def _move(prompt: str) -> Example:
    return Example(_FILM.format(name="lean in", prompt=prompt))


CODES: tuple[Code, ...] = (
    Code(
        "E0801",
        "malformed-prompt-fragment",
        "the braces of a prompt fragment do not match",
        "A word's prompt is a small template: {{ NAME }} puts a name in, {% if NAME %} … {% endif %} keeps a part for when "
        "there is one. An opening that is never closed can not be read.",
        wrong=_move("the camera leans{% if subject %} toward {{ subject }}"),
        right=_move("the camera leans{% if subject %} toward {{ subject }}{% endif %}"),
    ),
    Code(
        "E0802",
        "prompt-fragment-does-too-much",
        "a prompt fragment does more than name things and ask `if`",
        "Films come from strangers. A fragment can not loop, call, compute or reach into an object, so it can neither hang the "
        "compiler nor read anything that is not its own.",
        wrong=_move("{% for i in subject %}closer {% endfor %}"),
        right=_move("closer, closer{% if subject %} to {{ subject }}{% endif %}"),
    ),
    Code(
        "E0803",
        "prompt-fragment-too-long",
        "a prompt fragment is longer than any model reads",
        "A fragment is one phrase of a prompt: 4,000 characters are the limit. What is longer belongs into the shot's action.",
        wrong=_move("the camera leans " + "further " * 600),
        right=_move("the camera leans further"),
    ),
    Code(
        "E0804",
        "unknown-name-in-prompt-fragment",
        "a prompt fragment names something that it is not given",
        "A fragment knows `subject` and, in a setup, its parameters. Any other name is most likely misspelt.",
        wrong=_move("the camera leans toward {{ hero }}"),
        right=_move("the camera leans toward {{ subject }}"),
    ),
)
