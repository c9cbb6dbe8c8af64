"""Which jobs the words of a command line mean: `waits`, `kitchen/waits`, `3-2`, `waits clip`, `music theme`."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from filmc.base.fault import Fault
from filmc.ir.film import Film, Shot
from filmc.ir.select import select
from filmc.lower.jobgraph import JobGraph
from filmc.produce.plan.plan import Wish


def remade(film: Film, graph: JobGraph, wish: Wish) -> Collection[str]:
    """Return the names of the jobs for which a take that is only usable is not good enough. Fault E0910."""
    if wish.remake is None:
        return ()
    return set(graph.jobs) if not wish.remake else set(named(film, graph, wish.remake))


def wished(film: Film, graph: JobGraph, wish: Wish) -> Collection[str]:
    """Return the names of the jobs of the wished scenes and shots with all that they need, else of all. Fault E0910."""
    if not wish.scenes and not wish.shots:
        return set(graph.jobs)
    waiting = [*named(film, graph, wish.shots)]
    waiting += (
        [name for shot in select(film, film, wish.scenes, ()).shots for name in _of(graph, shot)] if wish.scenes else []
    )
    found: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            job = graph.jobs[name]
            waiting += [each for each in (*(given.job for given in job.inputs), *job.after) if each in graph.jobs]
    return found


def named(film: Film, graph: JobGraph, words: Sequence[str]) -> Iterator[str]:
    """Yield the names of the jobs that `words` mean. Fault E0910 for a word that fits none."""
    for word in words:
        found = [name for name in graph.jobs if name == word] or list(_of_shot(film, graph, word))
        if not found and not any(word in _called(shot) for shot in film.shots):
            shots = ", ".join(shot.id for shot in film.shots[:12])
            raise Fault("E0910", f"no shot or job is called {word}", f"the shots are: {shots}")
        yield from found


def _of_shot(film: Film, graph: JobGraph, word: str) -> Iterator[str]:
    for shot in film.shots:
        for called in _called(shot):
            if word == called:
                yield from _of(graph, shot)
            elif word.startswith(f"{called} "):
                yield from (name for name in graph.jobs if name == f"{shot.id} {word.removeprefix(called).strip()}")


def _of(graph: JobGraph, shot: Shot) -> Iterator[str]:
    return (name for name, job in graph.jobs.items() if job.shot == shot.id)


def _called(shot: Shot) -> set[str]:
    return {name for name in (shot.label, shot.id, shot.number) if name}
