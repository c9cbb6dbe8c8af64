"""What is wrong in one place hides little else: with one broken construct in each scene, nearly all names are found."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from random import Random

from filmmaker import film

from filmc.base.world import MemoryWorld
from filmc.frontend.ast import Block
from filmc.session import Session

FILMS = 1_000 if os.environ.get("FILMC_SOAK") else 25
LEAST = 0.95

BREAKS = (
    lambda line: line.replace(":", "", 1),
    lambda line: f"{line} (and",
    lambda line: line.replace(")", "", 1),
    lambda line: line.replace("shot", "shto", 1),
    lambda line: f"  {line}",
    lambda line: f"\t{line.strip()}",
    lambda line: line[:4] + line[8:],
    lambda line: f"{line[: len(line) - len(line.lstrip())]}: {line.strip()}",
    lambda line: f"{line}\n{' ' * 12}and: this",
    lambda line: f"{line}\0",
)


def names(text: str) -> Iterator[str]:
    """Yield every name that is declared, and every label of scenes and shots."""
    screenplay = Session(MemoryWorld({"main.film": text.encode()}), "main.film").check().screenplay
    yield from (f"{found.kind} {found.name.value}" for found in screenplay.names.own)
    for block in screenplay.story:
        if isinstance(block, Block) and block.heading.label:
            yield block.heading.label.value
            yield from (shot.heading.label.value for shot in block.blocks if shot.heading.label)


def broken(rng: Random, text: str) -> tuple[str, str]:
    """Return the film with a line broken in each scene, and those lines as they were."""
    lines, lost = text.split("\n"), []
    scenes = [at for at, line in enumerate(lines) if line.startswith("scene")]
    for first, end in zip(scenes, [*scenes[1:], len(lines)], strict=True):
        inside = [at for at in range(first + 1, end) if lines[at].startswith("    ")]
        if inside:
            at = rng.choice(inside)
            lost.append(lines[at])
            lines[at] = rng.choice(BREAKS)(lines[at])
    return "\n".join(lines), "\n".join(lost)


def test_a_broken_line_in_each_scene_hides_little_else() -> None:
    for seed in range(FILMS):
        rng = Random(seed)
        text = "".join(film(rng, words=number == 0) for number in range(3))
        spoilt, lost = broken(rng, text)
        wanted = [name for name in names(text) if name not in lost]
        hidden = Counter(wanted) - Counter(names(spoilt))
        assert hidden.total() <= (1 - LEAST) * len(wanted), f"seed {seed}: {hidden}\n{spoilt}"
