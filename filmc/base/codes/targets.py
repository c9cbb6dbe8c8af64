"""Codes of the stage: production, as far as it is told who makes what. `filmc.toml`, targets, tables of models.

What stands in that file or on the machine no film can show, so an example tells what to type.
"""

from __future__ import annotations

from filmc.base.codes import Code, Example

_TOLD = Example("film Kitchen\n\nscene INT. KITCHEN - DAY\n    shot medium, 4s\n        She waits.\n")

CODES: tuple[Code, ...] = (
    Code(
        "E1010",
        "via-unknown-model",
        "`via` names a model that filmc does not know",
        "`via: provider:model` sends one shot to another model than the target's. The model must stand in a table of models: those that come with filmc, or with an installed provider. Where the target is the animatic, `via` is only kept for later.",
        _TOLD,
        _TOLD,
    ),
    Code(
        "E1012",
        "filmc-toml-malformed",
        "filmc.toml is not as it must be",
        "It is TOML with `target`, `[targets.NAME]`, `[ceilings]`, `[rates]`, `[prices]` and `[providers.NAME]`. Everything else is refused, so that a slip of the keyboard can not lift a ceiling, and no file of a project can name a proxy, a program or a key.",
        _TOLD,
        _TOLD,
    ),
    Code(
        "E1013",
        "no-such-target",
        "there is no target of that name",
        "A target is a table of filmc.toml: `[targets.draft]`. `animatic` is always there, costs nothing, and needs none.",
        _TOLD,
        _TOLD,
    ),
    Code(
        "E1014",
        "target-unknown-model",
        "a target names a model that is not there, or that can not make what it is named for",
        "Each need of a target (image, video, speech, lip-sync, music, sound, enhance) names `provider:model`, or `animatic`. The tables of models say what each can make.",
        _TOLD,
        _TOLD,
    ),
    Code(
        "E1015",
        "models-malformed",
        "a table of models can not be read",
        "Tables of models come with filmc and with installed providers. One that is broken stops everything that could cost money, since prices stand in it. Update or remove the package that brings it.",
        _TOLD,
        _TOLD,
    ),
    Code(
        "E1016",
        "provider-not-ready",
        "a provider is not installed, or lacks its key",
        "Keys come from the environment, a keyring or a file that only you can read, never from a film's folder.",
        _TOLD,
        _TOLD,
    ),
    Code(
        "E1017",
        "order-not-possible",
        "a provider can not be asked for this",
        "The model does not make what the job asks for, and there is no way to say it in its words. Name another model in the target, or for this shot by `via`.",
        _TOLD,
        _TOLD,
    ),
    Code(
        "E1018",
        "file-not-sent",
        "a file that an order needs could not be sent to its provider",
        "Some providers take pictures and voices before the order that uses them. Nothing was ordered and nothing was paid; the same command tries again.",
        _TOLD,
        _TOLD,
    ),
    Code(
        "E1019",
        "keys-file-open",
        "the file of keys can be read by others, or can not be read at all",
        '`keys.toml` beside your own configuration holds keys as `NAME = "key"` lines. Only you may read it: `chmod 600` it. What is wrong in it is not shown, since the line would hold a key.',
        _TOLD,
        _TOLD,
    ),
    Code(
        "E1030",
        "project-not-trusted",
        "a project's own filmc.toml says what you have not agreed to",
        "A downloaded project could name another address for a provider, and your key would go there; or prices and rates under which a ceiling means less. So `[providers]` and `[prices]` of a project, and `[rates]` where a ceiling of yours (also `--max-cost`) would be held by them, are obeyed after you have read them and said `filmc trust`, until they change. Until then nothing is bought with a target of that project; `filmc plan` counts with what the tables say.",
        _TOLD,
        _TOLD,
    ),
    Code(
        "E1031",
        "trust-not-noted",
        "what you trust can not be noted",
        "It is noted beside your own configuration. Set FILMC_CONFIG to a place that can be written.",
        _TOLD,
        _TOLD,
    ),
    Code(
        "E1032",
        "price-for-no-model",
        "`[prices]` of filmc.toml states a price at which nothing is bought",
        "A price is stated for one model of the tables, for the unit that its table counts: a take, a second, a character. For a name that no table has it would hold for nothing, and ceilings would be held by another price than you pay. What is paid by tokens has no price of a take: what its tokens cost stands in its table.",
        _TOLD,
        _TOLD,
    ),
)
