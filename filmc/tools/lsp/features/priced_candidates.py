"""What could be typed and changes what a shot costs: models, lengths, numbers of takes, each with its price."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from filmc.ir.film import Shot
from filmc.lower.model import Model
from filmc.produce.ledger.budget import shown
from filmc.tools.lsp.features.candidate import Candidate
from filmc.tools.lsp.features.caret import Caret
from filmc.tools.lsp.script import Page
from filmc.tools.model_facts import cost_of

SECONDS = (3, 4, 5, 6, 8, 10)


def models(page: Page, caret: Caret) -> Iterator[Candidate]:
    """Yield models with what they cost, and what that makes of the shot; `via:` takes text, and so does much else."""
    if not caret.cue or caret.cue.key != "via":
        return
    from filmc.produce.models import known_providers, table_of  # noqa: PLC0415 -- tables of models only for who asks

    provider, colon, _ = caret.typed.partition(":")
    if not colon:
        yield from (Candidate(f"{name}:", "model", "a provider") for name in known_providers())
    elif provider in known_providers():
        shot = shot_at(page, caret.start)
        for ident, model in table_of(provider).models.items():
            yield Candidate(ident, "model", ", ".join(_told(page, shot, model)))


def lengths(page: Page, caret: Caret) -> Iterator[Candidate]:
    """Yield lengths of a shot, with what a take of each costs where that is known."""
    yield Candidate("auto", "value", "as long as what is said in it")
    shot = shot_at(page, caret.start)
    model = _moving(page, shot) if shot else None
    for count in SECONDS:
        price = f", {_price(model, Fraction(count))} a take" if model and model.price else ""
        yield Candidate(f"{count}s", "value", f"{count} seconds{price}")


def counts(page: Page, caret: Caret) -> Iterator[Candidate]:
    """Yield numbers of takes, with what they cost where that is known."""
    if not caret.cue or caret.cue.key != "takes":
        return
    shot = shot_at(page, caret.start)
    model = _moving(page, shot) if shot else None
    for count in (1, 2, 3, 4, 6):
        cost = _price(model, _seconds(page, shot), count) if model and model.price and shot else ""
        yield Candidate(str(count), "value", cost)


def shot_at(page: Page, offset: int) -> Shot | None:
    """Return the shot in which `offset` is, or that begins right there."""
    shots = [shot for shot in page.script.film.shots if shot.span.file == page.file]
    before = [shot for shot in shots if page.script.place(shot.span).start <= offset]
    return before[-1] if before else None


def _told(page: Page, shot: Shot | None, model: Model) -> Iterator[str]:
    """Yield the price of a model, and of the shot at that price; beside it what its model now costs."""
    if model.price is None:
        yield "no price known"
        return
    yield cost_of(model)
    if shot and "video" in model.makes and model.price.per == "second":
        yield f"{_price(model, _seconds(page, shot))} for this shot"
        now = _moving(page, shot)
        if now and now.price and now.id != model.id:
            yield f"now {_price(now, _seconds(page, shot))}"


def _price(model: Model, seconds: Fraction, takes: int = 1) -> str:
    assert model.price
    per = model.price.per
    return shown(model.price.of(takes * (model.legal(seconds) if per == "second" else Fraction(1))))


def _seconds(page: Page, shot: Shot) -> Fraction:
    return shot.frames / page.script.film.settings.rate


def _moving(page: Page, shot: Shot) -> Model | None:
    """Return the model that makes the shot's clip at the film's target."""
    jobs = [each.surveyed.job for each in page.script.standing.of(shot.id)]
    return next((job.model for job in jobs if job.kind == "clip" and job.model), None)
