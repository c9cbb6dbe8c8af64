"""The contact sheet as a page with players: it needs no network, opens from the disk, and holds no text unescaped."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence

from filmc.render.brought import SORTS
from filmc.tools import paper
from filmc.tools.take_list import Entry, Listed, told

_PLAYERS = {
    "picture": '<a href="{at}"><img src="{at}" alt="{name}" loading="lazy"></a>',
    "footage": '<video src="{at}" controls loop preload="metadata" title="{name}"></video>',
    "sound": '<audio src="{at}" controls preload="metadata" title="{name}"></audio>',
}
_FAINT = ("stale", "rejected", "damaged", "not in this store", "can not be read", "failed its check")


def contact_page(title: str, jobs: Sequence[Listed], places: Mapping[str, str], shots: Mapping[str, str]) -> str:
    """Return the page. `places`: digest → address of its file beside the page; `shots`: shot → how it is headed."""
    body: list[str] = []
    shot = None
    for job in jobs:
        if job.shot != shot or not job.shot:
            shot = job.shot
            body.append(f"<h2>{html.escape(shots.get(job.shot, job.job))}</h2>")
        body.append(_job(job, SORTS.get(job.kind, "picture"), places))
    return paper.page(title, _STYLE, "\n".join(body), head=_POLICY)


def _job(job: Listed, sort: str, places: Mapping[str, str]) -> str:
    state = f'<span class="state">{html.escape(job.state)}</span> ' if job.state else ""
    head = f"<h3>{html.escape(job.job)}</h3>\n<p>{state}{html.escape(job.reason)}</p>"
    takes = "\n".join(_take(job, entry, sort, places) for entry in job.entries)
    return f'<section>\n{head}\n<div class="takes">\n{takes}\n</div>\n</section>'


def _take(job: Listed, entry: Entry, sort: str, places: Mapping[str, str]) -> str:
    at = places.get(entry.take.digest)
    name = html.escape(f"{job.job}, take {entry.number}", quote=True)
    shown = _PLAYERS[sort].format(at=html.escape(at, quote=True), name=name) if at else "<p>nothing to show</p>"
    marks = [
        "chosen" if entry.chosen else "",
        "plays" if entry.plays else "",
        "faint" if entry.state in _FAINT and not entry.plays else "",
    ]
    plays = " ▶ plays" if entry.plays else ""
    return (
        f'<figure class="{" ".join(mark for mark in marks if mark)}">\n{shown}\n'
        f"<figcaption><b>{entry.number}{plays}</b> {html.escape(told(entry))}"
        f"<code>filmc pick {html.escape(job.job)} {entry.number}</code></figcaption>\n</figure>"
    )


_POLICY = """\
<meta http-equiv="Content-Security-Policy"
 content="default-src 'none'; style-src 'unsafe-inline'; img-src 'self' file:; media-src 'self' file:">
"""
_STYLE = """\
:root { color-scheme: light dark; --ink: #1c1c1e; --pale: #63636a; --paper: #fff; --line: #e2e2e7; --mark: #b97a00 }
@media (prefers-color-scheme: dark) {
  :root { --ink: #ecebe7; --pale: #a0a3aa; --paper: #1b1c1f; --line: #3a3c42; --mark: #f2c45c }
}
body { font: 15px/1.45 system-ui, "Noto Sans SC", sans-serif; margin: 2rem; color: var(--ink);
  background: var(--paper) }
h1 { font-size: 1.6rem } h2 { font-size: 1.15rem; margin: 2rem 0 0; border-top: 1px solid var(--line);
  padding-top: .8rem }
h3 { font-size: 1rem; margin: .8rem 0 0 } p { margin: .1rem 0 .5rem; color: var(--pale) }
.state { color: var(--ink); font-weight: 600 }
.takes { display: flex; flex-wrap: wrap; gap: 1rem }
figure { margin: 0; padding: .5rem; width: 20rem; border: 3px solid var(--line); border-radius: 8px }
figure.chosen { border-color: var(--mark) } figure.plays b { color: var(--mark) }
figure.faint img, figure.faint video, figure.faint audio { opacity: .45 }
img, video { width: 100%; border-radius: 4px; display: block; background: #000 } audio { width: 100% }
figcaption { font-size: .85rem; margin-top: .4rem; overflow-wrap: anywhere }
code { display: block; color: var(--pale); font-size: .8rem; user-select: all }
@media print { figure { break-inside: avoid } }
"""
