"""Writes `docs/codes.md` from the catalogue: `python docs/make_codes.py`. A test says when the page is old."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

from filmc.base.codes import STAGES, Code, Example, catalogue

PAGE = Path(__file__).with_name("codes.md")
_MORE = ("cues", "models", "targets", "money", "plans", "hands")
"""Further files of stages 03, 08 and 10."""
_HEADINGS = [stage for stage in STAGES if stage not in _MORE]
_KINDS = {"E": "error: stops a build", "W": "warning", "H": "hint"}


def page() -> str:
    """Return the page: a section a stage, an entry a code."""
    codes = sorted(catalogue().values(), key=lambda entry: entry.code[1:])
    parts = [
        "# Diagnostics\n",
        "Made from the catalogue by `docs/make_codes.py`. On the terminal: `filmc explain E0312`.\n",
    ]
    for stage, entries in groupby(codes, lambda entry: int(entry.code[1:3])):
        parts.append(f"## {stage:02} {_HEADINGS[stage - 1]}\n")
        parts += [_entry(entry) for entry in entries]
    return "\n".join(parts)


def _entry(entry: Code) -> str:
    head = f"### {entry.code} {entry.name}\n\n*{_KINDS[entry.code[0]]}* — {entry.title}\n\n{entry.why}\n"
    return f"{head}\nwrong:\n\n{_example(entry.wrong)}\nright:\n\n{_example(entry.right)}"


def _example(example: Example) -> str:
    text = example.text if len(example.text) < 2000 else example.text[:400] + "\n…"
    shown = "".join(character if character.isprintable() or character in "\n\t" else "\ufffd" for character in text)
    return "    " + shown.rstrip("\n").replace("\n", "\n    ") + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
