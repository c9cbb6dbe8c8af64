"""What there is to know of the making of a shot: its jobs, where each stands, its price, what models are asked."""

from __future__ import annotations

from collections.abc import Iterator

from filmc.ir.film import Shot
from filmc.tools.lsp.features.pictures import inline
from filmc.tools.lsp.features.plain import cut, plain
from filmc.tools.lsp.script import Script
from filmc.tools.lsp.standing import Work

OUTDATED = " (before the last edit)"


def making_card(script: Script, shot: Shot) -> str:
    """Return how the making of a shot stands, in Markdown; empty where no model makes anything of it."""
    work = [each for each in script.standing.of(shot.id) if each.surveyed.job.model or each.surveyed.standing.take]
    if not work:
        return ""
    price = script.standing.price(shot.id)
    to_pay = f", {price} to finish" if price else ""
    head = f"Target {plain(script.standing.target)}{to_pay}{age(script)}"
    return "\n".join([head, *(line for each in work for line in _job(script, each))])


def picture_of(script: Script, shot: Shot) -> str:
    """Return the picture of a shot in Markdown; empty until it is drawn, which is begun by asking."""
    picture = script.known.picture(shot) if script.abilities.pictures else None
    return inline(picture, f"shot {shot.number}") if picture else ""


def age(script: Script) -> str:
    """Return words for what was found before the last edit; empty where it holds for the text as it is."""
    return OUTDATED if script.is_outdated else ""


def _job(script: Script, work: Work) -> Iterator[str]:
    job, standing = work.surveyed.job, work.surveyed.standing
    name = job.name.removeprefix(f"{job.shot} ")
    told = [f"**{plain(name)}** {standing.state}: {plain(standing.reason)}", *_take(work), plain(job.maker)]
    cost = work.item.cost if work.item and work.item.due else None
    line = "- " + " · ".join([*told, *([script.standing.sum([cost])] if cost else [])])
    prompt = getattr(job.sent, "prompt", "") or getattr(job.sent, "text", "")
    if prompt and job.model:
        yield f"{line}  "  # two spaces break the line: the prompt stands below the price
        yield f"  *{plain(cut(prompt))}*"
    else:
        yield line


def _take(work: Work) -> Iterator[str]:
    block, standing = work.surveyed.block, work.surveyed.standing
    if work.chosen and block:
        by = "" if standing.by == "auto" else f", {'pinned' if standing.pinned else 'chosen'} by {plain(standing.by)}"
        yield f"take {work.chosen} of {len(block.takes)} plays{by}"
