"""`filmc explain CODE`: the longer story of a code."""

from __future__ import annotations

import argparse
import textwrap

from filmc.base.codes import Code, Example, catalogue
from filmc.base.world import MemoryWorld
from filmc.session import Checked, Session
from filmc.tools.console import Console
from filmc.tools.report import Found, terminal

STORY = """\
What is wrong, why it matters, a film that has the fault with what filmc says of it, and one that has not.

  filmc explain E0312
  filmc explain              lists all codes"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Say what `explain` takes."""
    parser.add_argument("code", metavar="CODE", nargs="?", help="as E0312; the letter may be left out")


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Print the story of one code, or the list of all."""
    codes = catalogue()
    if arguments.code is None:
        return _list(list(codes.values()), console)
    wanted = arguments.code.upper()
    entry = codes.get(wanted) or next((codes[code] for code in codes if code[1:] == wanted), None)
    if entry is None:
        return _unknown(wanted, list(codes.values()), console)
    if console.as_json:
        console.answer(ok=True, **_object(entry))
    else:
        console.write(story(entry, console.colour))
    return 0


def _list(entries: list[Code], console: Console) -> int:
    if console.as_json:
        console.answer(ok=True, codes=[_object(entry) for entry in entries])
    else:
        console.write("".join(f"{entry.code}  {entry.title}\n" for entry in entries))
    return 0


def _unknown(wanted: str, entries: list[Code], console: Console) -> int:
    near = [entry for entry in entries if wanted.lstrip("EWH")[:2] and entry.code[1:3] == wanted.lstrip("EWH")[:2]]
    if console.as_json:
        console.answer(ok=False, message=f"there is no code {wanted}", near=[entry.code for entry in near])
        return 2
    console.say(f"filmc: there is no code {wanted}; 'filmc explain' lists all")
    for entry in near:
        console.say(f"  {entry.code}  {entry.title}")
    return 2


def story(entry: Code, colour: bool = False) -> str:  # noqa: FBT001, FBT002 -- a property of the output
    """Return what `filmc explain` prints for `entry`."""
    why = textwrap.fill(entry.why, 100)
    told = _said_of(entry, colour)
    return (
        f"{entry.code} {entry.name}\n{entry.title}\n\n{why}\n\n"
        f"wrong:\n\n{_shown(entry.wrong)}\n{textwrap.indent(told, '    ')}\nright:\n\n{_shown(entry.right)}"
    )


def _shown(example: Example) -> str:
    return textwrap.indent(example.text.rstrip("\n"), "    ") + "\n"


def _said_of(entry: Code, colour: bool) -> str:  # noqa: FBT001 -- a property of the output
    checked = check_example(entry.wrong)
    found = [note for note in checked.notes.found if note.code == entry.code][:1]
    text = terminal.report(Found(found, checked.sources, colour))
    return text.rpartition("\n\n")[0] + "\n" if text else ""


def check_example(example: Example) -> Checked:
    """Return the check of an example as a project of its own, held in memory."""
    main = example.raw if example.raw is not None else example.text.encode()
    return Session(MemoryWorld({"main.film": main, **example.files}), "main.film").check()


def _object(entry: Code) -> dict[str, object]:
    return {
        "code": entry.code,
        "name": entry.name,
        "title": entry.title,
        "why": entry.why,
        "wrong": entry.wrong.text,
        "right": entry.right.text,
    }
