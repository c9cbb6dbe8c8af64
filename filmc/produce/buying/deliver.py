"""From succeeded to committed: the file is fetched at once, checked, put into the store, and the bill closed.

A result's address dies, so after a crash it is asked for anew, which is free. A file that is not right is fetched
again; if it stays wrong it was paid all the same: it is kept in the store's quarantine, and the purchase ends.
"""

from __future__ import annotations

import asyncio
import shutil
from datetime import UTC
from pathlib import Path

from filmc.base.digest import digest_file
from filmc.base.failpoints import failpoint
from filmc.base.fault import Fault
from filmc.produce.arrival import Announced
from filmc.produce.buying.clerk import aside
from filmc.produce.buying.frozen import media_file
from filmc.produce.buying.outcome import Unknown
from filmc.produce.buying.poll import ask, expire, note, note_success
from filmc.produce.buying.work import Work
from filmc.produce.disk import reading, sync_folder, writing
from filmc.produce.ledger.states import State
from filmc.produce.origin import Origin
from filmc.produce.protocol.base import Failed, Fetched, NotFetched, Succeeded
from filmc.produce.protocol.media import is_of
from filmc.produce.store import Whole


async def fetch(work: Work) -> Unknown | None:
    """Bring the file here; return why, where it can not be had now though it may be had later."""
    misses: list[str] = []
    while len(misses) < work.counter.patience.downloads:
        stopped = await _ask_again(work) if work.polled is None else ""
        if stopped or work.polled is None:
            return work.stays(stopped) if stopped else None
        answer = await download(work, work.polled)
        if isinstance(answer, Fetched):
            await _note_file(work, answer)
            return None
        misses.append(answer.kind)
        if stopped := await _missed(work, answer):
            return work.stays(stopped)
        if work.state is not State.SUCCEEDED:
            return None
    if set(misses) == {"gone"}:
        await expire(work, "every address of its file was dead")
        return None
    return work.stays(f"its file can not be fetched now: {misses[-1]}")


async def _missed(work: Work, answer: NotFetched) -> str:
    """Make ready for another try; return why there is none now. A file that stays wrong ends the purchase."""
    if answer.kind == "forbidden":
        return f"its file can not be fetched: {answer.reason}"
    if answer.kind == "bad" and await _judge(work, answer.file, answer.reason):
        return ""
    if answer.kind != "broken":
        work.polled = None
    return await work.wait(answer.retry_after, answer.reason)


async def _ask_again(work: Work) -> str:
    """Poll for a new address and note it, or note that there is none; return why neither can be done."""
    for _ in range(work.counter.patience.lost):
        answer = await ask(work)
        if isinstance(answer, Succeeded):
            await note_success(work, answer)
            return ""
        if isinstance(answer, Failed) and answer.kind not in {"lost", "empty"}:
            break
        if reason := await work.wait(getattr(answer, "retry_after", None)):
            return reason
    if not isinstance(answer, Failed):
        return "the provider does not say where its file is"
    await note(work, answer)
    return ""


async def download(work: Work, polled: Succeeded) -> Fetched | NotFetched:
    """Fetch the first of a job's files into the run's folder, once. Fault E1020 or E1021."""
    folder = media_file(work.counter.ledger.path, work.purchase).parent
    failpoint("buying.before_fetch")
    with writing(folder):
        answer = await work.counter.provider.fetch(polled.results[0], folder)
    failpoint("buying.after_fetch")
    return answer


async def _note_file(work: Work, file: Fetched) -> None:
    place = media_file(work.counter.ledger.path, work.purchase)
    with writing(place):
        file.path.replace(place)
    failpoint("buying.file_named")
    facts = {"file": place.name, "sha256": file.sha256, "media_type": file.media_type}
    await work.enter(State.DOWNLOADED, **facts)


async def check(work: Work) -> None:
    """Look at the file: verified, or back to be fetched again, or at its end."""
    place, facts = media_file(work.counter.ledger.path, work.purchase), work.purchase.facts
    failpoint("buying.before_check")
    if not await aside(lambda: _is_whole(place, facts["sha256"])):
        await work.enter(State.SUCCEEDED, url=facts["url"])
        return
    wrong = _other_family(work) or await asyncio.to_thread(work.counter.check, place, facts["media_type"])
    failpoint("buying.after_check")
    if wrong is None:
        at = facts.get("date") or work.counter.now().astimezone(UTC).isoformat(timespec="seconds")
        await work.enter(State.VERIFIED, digest=facts["sha256"], date=at)
    elif not await _judge(work, place, wrong):
        work.polled = None
        await work.enter(State.SUCCEEDED, url=facts["url"])


def _other_family(work: Work) -> str | None:
    family, kind = work.purchase.facts.get("family", ""), work.purchase.facts["media_type"]
    return None if is_of(family, kind) else f"it is {kind}, and {family} was ordered"


def _is_whole(place: Path, digest: str) -> bool:
    with reading(place):
        try:
            return digest_file(place) == digest
        except FileNotFoundError:
            return False


async def _judge(work: Work, file: Path | None, wrong: str) -> bool:
    """Take note of a file that is not right; end the purchase, the file kept, once there is no use in another try."""
    digest = await aside(lambda: _digest(file)) if file else f"try {len(work.seen)}"
    again = digest in work.seen
    work.seen.add(digest)
    if not again and len(work.seen) < work.counter.patience.wrong:
        await aside(lambda: _drop(file))
        return False
    kept = await aside(lambda: file and _set_aside(work, file))
    reason = f"what came is not right: {wrong}" + (f"; it is kept as {kept}" if kept else "")
    bill = work.supposed
    facts = {"reason": reason} if work.purchase.billed else {"reason": reason, "bill": "supposed"}
    if bill.micros:
        await work.enter(State.FAILED_BILLED, bill, **facts)
    else:
        await work.enter(State.FAILED_UNBILLED, **facts)
    return True


def _digest(file: Path) -> str:
    with reading(file):
        return digest_file(file)


def _drop(file: Path | None) -> None:
    if file:
        with writing(file):
            file.unlink(missing_ok=True)


def _set_aside(work: Work, file: Path) -> Path:
    """Move a wrong file to the store's quarantine: it is all that there is of what was paid."""
    folder = work.counter.store.quarantine
    failpoint("buying.before_quarantine")
    with writing(folder):
        folder.mkdir(exist_ok=True)
        kept = folder / f"bought-{work.ident}"
        shutil.move(file, kept)
        sync_folder(folder)
    failpoint("buying.after_quarantine")
    return kept


async def keep(work: Work) -> None:
    """Put the file into the store and close the purchase; back to be fetched again, where it is no longer there."""
    place = media_file(work.counter.ledger.path, work.purchase)
    failpoint("buying.before_store")
    if not await aside(lambda: stored(work, place)):
        await work.enter(State.SUCCEEDED, url=work.purchase.facts["url"])
        return
    failpoint("buying.after_store")
    facts = {} if work.purchase.billed else {"bill": "supposed"}
    await work.enter(State.COMMITTED, work.supposed, **facts)
    if over := work.overrun():
        work.say(over)


def stored(work: Work, place: Path) -> bool:
    """Add the file at `place` to the store, unless it is there; False where it is another one. Faults of the store."""
    store, digest = work.counter.store, work.purchase.facts["digest"]
    with store.using():
        if isinstance(store.look(digest), Whole) and _origin(work) in store.origins(digest).notes:
            return True
        try:
            with place.open("rb") as file:
                store.add_stream(file, _origin(work), Announced(digest=digest))
        except FileNotFoundError:
            return False
        except Fault as fault:
            if fault.code != "E1028":  # changed on our own disk since it was checked
                raise
            return False
    return True


def _origin(work: Work) -> Origin:
    facts, intent, cost = work.purchase.facts, work.purchase.intent, work.supposed
    return Origin(
        how="bought",
        date=facts["date"],
        provider=intent.provider,
        model=intent.model or None,
        job=facts["job"],
        request=facts["request"],
        micros=cost.micros,
        currency=cost.currency,
        note=facts.get("note"),
    )
