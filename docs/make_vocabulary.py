"""Writes `docs/vocabulary.md` from the standard library: `python docs/make_vocabulary.py`.

With `--pictures` it also draws, by the animatic itself, what the page shows (see `draw_vocabulary.py`; a minute or
two). A test says when the page is old.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from filmc.base.diagnostic import Notes
from filmc.frontend.declare import declare
from filmc.frontend.library import library
from filmc.frontend.screenplay import Declaration, Kind

PAGE = Path(__file__).with_name("vocabulary.md")
PICTURES = Path(__file__).with_name("vocabulary")

KINDS: dict[Kind, tuple[str, str]] = {
    "size": ("Sizes", "How much of the subject fills the frame. `shot: medium`"),
    "angle": ("Angles", "Where the camera stands. `shot: medium, low angle`"),
    "setup": ("Setups", "Ways to stage and frame a picture. `shot: over the shoulder (MEI, TOM)`"),
    "move": ("Camera moves", "`shot: wide, push in slow, 5s` or `camera: static 1s, then pan left`"),
    "performance": ("Performances", "How a line is played, or a face is held. `MEI (sad): …`"),
    "blocking": ("Blockings", "What a body does. Found in action by its verb: `Mei walks to the window.`"),
    "transition": ("Transitions", "How one shot becomes the next. `transition: dissolve 0.5s`"),
    "look": ("Looks", "Visual styles. `look: ink-wash`"),
    "light": ("Lighting", "`light: golden hour`"),
    "mood": ("Music moods", "`music: hushed`, or `mood: astonished, hushed` in a theme"),
    "sound": ("Sounds", "`sfx: door creaks`, `ambience: distant traffic`"),
}
DRAWN: frozenset[Kind] = frozenset(KINDS) - {"mood", "sound"}
"""Kinds that can be seen."""

_TOLD_ELSEWHERE = {"also", "meaning", "prompt"}


_OPENING = """The words of film that come with filmc. Each is declared in `stdlib/`, as you can declare your own
([language.md](language.md)). All pictures are frames of the animatic."""


def page() -> str:
    """Return the page: a section a kind, a row a word."""
    names = declare(Notes(), library())
    parts = [
        "# Vocabulary\n",
        f"{_OPENING}\n",
        " · ".join(f"[{title}](#{slug(title)})" for title, _ in KINDS.values()) + "\n",
    ]
    for kind, (title, use) in KINDS.items():
        words = names.all(kind)
        parts += [f"## {title}\n", f"{len(words)} words. {use}\n", "\n".join(_table(kind, words)) + "\n"]
    return "\n".join(parts)


def slug(name: str) -> str:
    """Return a name as a part of a file's name or of a link."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")


def picture_name(kind: Kind, name: str) -> str:
    """Return the name of the picture file of a word."""
    return f"{kind}-{slug(name)}.jpg"


def _table(kind: Kind, words: tuple[Declaration, ...]) -> Iterator[str]:
    drawn = kind in DRAWN
    yield "| | word | other names | what it is |" if drawn else "| word | other names | what it is |"
    yield "|---|---|---|---|" if drawn else "|---|---|---|"
    for word in words:
        picture = f"| {_picture(kind, word.name.value)} " if drawn else ""
        yield picture + f"| {_heading(word)} | {_others(word)} | {_story(word)} |"


def _picture(kind: Kind, name: str) -> str:
    file = picture_name(kind, name)
    return f"![{_cell(name)}](vocabulary/{file})" if (PICTURES / file).is_file() else ""


def _heading(word: Declaration) -> str:
    parameters = ", ".join(name.value for name in word.block.heading.parameters)
    return f"**{_cell(word.name.value)}**" + (f" ({parameters})" if parameters else "")


def _others(word: Declaration) -> str:
    return _cell(", ".join(name.value for name in word.also))


def _story(word: Declaration) -> str:
    """Return the meaning, the prompt and the numbers, one under the other."""
    said = {cue.key.value: value.value for cue in word.block.cues if (value := cue.full_value())}
    numbers = "; ".join(f"{key}: {value}" for key, value in said.items() if key not in _TOLD_ELSEWHERE)
    parts = [_cell(said["meaning"]), f"*{_cell(said['prompt'])}*", f"<sub>{_cell(numbers)}</sub>" if numbers else ""]
    return "<br>".join(part for part in parts if part)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


if __name__ == "__main__":
    if "--pictures" in sys.argv[1:]:
        from draw_vocabulary import draw

        draw(PICTURES)
    PAGE.write_text(page(), "utf-8")
