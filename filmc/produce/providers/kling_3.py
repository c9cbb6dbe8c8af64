"""Kling's newer dialect: the model in the path; `contents`, `settings`, `options`; one place to ask for all tasks."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from filmc.frontend.value import Money
from filmc.lower.model import Model
from filmc.lower.ratios import ratio_of
from filmc.lower.request import ClipRequest
from filmc.produce.protocol.adapter import OWN_REFERENCE, Asked, Written
from filmc.produce.protocol.base import Handle, Result
from filmc.produce.protocol.carrying import bare, written
from filmc.produce.protocol.remote import Question
from filmc.produce.protocol.shapes import seconds_of
from filmc.produce.protocol.told import listed
from filmc.produce.providers.kling_classic import elements, pointed, references

TASKS = "tasks/"
"""What the handle of a task of this dialect begins with."""
UNIT = 140_000
"""Millionths of a dollar."""


def speaks(model: Model) -> bool:
    """Tell whether a model is ordered in this dialect: its name has its version as in `kling-3.0`, not `kling-v3`."""
    return model.wire.startswith("kling-") and not model.wire.startswith(("kling-v", "kling-image"))


def clip_order(asked: Asked, what: ClipRequest, model: Model) -> Written:
    """Return the order of a clip: from words, frames, or (omni) pictures of who is in it."""
    options = dict(model.options)
    omni = "references" in model.can.modes
    product = "omni-video" if omni else "image-to-video" if "start" in asked.files else "text-to-video"
    settings = {
        "resolution": options["resolution"],
        "aspect_ratio": ratio_of(what.aspect, model.can.ratios) if "start" not in asked.files else None,
        "duration": int(seconds_of(asked.job)),
        "audio": {"yes": "native", "no": "off"}.get(options.get("sound", "")),
        "multi_shot": False if options.get("shots") == "one" else None,
    }
    body: dict[str, Any] = {
        **({"prompt": what.prompt} if product == "text-to-video" else {"contents": _contents(asked, what, omni=omni)}),
        "settings": {name: value for name, value in settings.items() if value is not None},
        "options": {"external_task_id": OWN_REFERENCE, "watermark_info": {"enabled": False}},
    }
    return written(f"/{product}/{model.wire}", body)


def _contents(asked: Asked, what: ClipRequest, *, omni: bool) -> list[dict[str, str]]:
    pictures = references(asked) if omni else []
    things = elements(asked)
    named = [f"image_{number}" for number in range(1, len(pictures) + 1)]
    known = [f"element_{number}" for number in range(1, len(things) + 1)]
    roles = (("first_frame", "start"), ("last_frame", "end"))
    return [
        {"type": "prompt", "text": pointed(what.prompt, [f"@{name}" for name in (*named, *known)])},
        *({"type": kind, "url": bare(asked.files[role])} for kind, role in roles if role in asked.files),
        *({"type": "refer_image", "url": url, "id": name} for url, name in zip(pictures, named, strict=True)),
        *({"type": "element", "element_id": thing, "id": name} for thing, name in zip(things, known, strict=True)),
    ]


def question(handle: Handle) -> Question:
    """Return how to ask for a task."""
    return Question("GET", f"/tasks?task_ids={handle.job.removeprefix(TASKS)}")


def search(reference: str) -> Question:
    """Return how to ask for the tasks under our reference."""
    return Question("GET", f"/tasks?external_task_ids={reference}")


def task_of(data: object, ident: str) -> dict[str, Any]:
    """Return the task that is asked for out of an answer's `data`, which is a list or the task itself; {} for none."""
    tasks = data if isinstance(data, list) else [data]
    return next((task for task in tasks if isinstance(task, dict) and task.get("id") == ident), {})


def results_of(task: dict[str, Any]) -> tuple[Result, ...]:
    """Return the files of a task that has ended well."""
    files = (each for each in listed(task, "outputs") if each.get("type") == "video")
    return tuple(Result(each["url"], "video") for each in files if each.get("url"))


def billed(task: dict[str, Any]) -> Money | None:
    """Return what a task has cost, in money or in units of money; None where that is not told, or in two currencies."""
    amounts = [_money(each) for each in listed(task, "billing")]
    told = [amount for amount in amounts if amount]
    if not told or len(told) != len(amounts) or len({amount.currency for amount in told}) != 1:
        return None
    return Money(sum(amount.micros for amount in told), told[0].currency)


def _money(line: dict[str, Any]) -> Money | None:
    if line.get("charge_type") == "cash":
        return money(line.get("amount"), 1_000_000, str(line.get("currency") or "USD"))
    return money(line.get("amount"), UNIT)


def money(amount: object, worth: int = UNIT, currency: str = "USD") -> Money | None:
    """Return an amount that the vendor tells as a text or a number, each of `worth` micro-units; None for none."""
    try:
        return Money(round(Decimal(str(amount)) * worth), currency)
    except (ArithmeticError, ValueError):  # also where it is a number that is none
        return None
