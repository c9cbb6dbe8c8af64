"""Codes of the stage: production, as far as people make what is asked: order cards, and the files that come back.

No text has these faults, so an example tells what was on the machine.
"""

from __future__ import annotations

from filmc.base.codes import Code, Example

_ORDERED = Example("film Kitchen\n\nscene INT. KITCHEN - DAY\n    shot medium, 4s\n        She waits.\n")

CODES: tuple[Code, ...] = (
    Code(
        "W1080",
        "card-not-written",
        "an order card can not be written",
        "Cards are written into `cards/` beside the film. The disk is full or read-only, or a file that the card begins "
        "with is not there. The rest of the film was made; the next build writes the card.",
        _ORDERED,
        _ORDERED,
    ),
    Code(
        "W1081",
        "no-card-for-file",
        "a file lies among the cards and fits none",
        "A file belongs into the folder of its card, or into `cards/inbox/` with the card's short id in its name. A card "
        "goes when its takes are there, and when the film asks for something else: bring a late file in by "
        "`filmc take SHOT FILE`. The file stays where it is.",
        _ORDERED,
        _ORDERED,
    ),
    Code(
        "W1082",
        "file-of-another-kind",
        "a file is of another kind than its card asks for",
        "A still wants a picture, a clip a video, music a sound. What a file is is told by its bytes, not by its name. It "
        "stays where it is and is not taken in.",
        _ORDERED,
        _ORDERED,
    ),
    Code(
        "W1083",
        "file-of-another-length",
        "a file is much shorter or longer than its card asks for",
        "A tenth may be missing; a clip may be three times as long, and its end is cut off. Anything else is more likely "
        "the file of another card. It stays where it is; `filmc take SHOT FILE` takes it as it is.",
        _ORDERED,
        _ORDERED,
    ),
    Code(
        "W1084",
        "file-of-another-shape",
        "a picture has another shape than its card asks for",
        "Width over height differs by more than eight parts in a hundred, so much would be cut off. It stays where it is; "
        "`filmc take SHOT FILE` takes it as it is.",
        _ORDERED,
        _ORDERED,
    ),
    Code(
        "W1085",
        "file-not-usable",
        "a file among the cards can not be played, or there is nothing in it",
        "It can not be decoded to its end, is black, or is silent. Copy it again, or make it again. It stays where it is.",
        _ORDERED,
        _ORDERED,
    ),
    Code(
        "W1086",
        "file-still-growing",
        "a file among the cards is still being written",
        "Something copies it or downloads it just now. It is left alone until it is whole; the next build takes it in.",
        _ORDERED,
        _ORDERED,
    ),
    Code(
        "E1087",
        "project-records-answers",
        "a project's own filmc.toml says that answers of a provider are recorded or replayed",
        "`record` and `replay` stand in your own configuration only. A downloaded film could otherwise write files of its "
        "choice, or show you answers that no provider ever gave.",
        _ORDERED,
        _ORDERED,
    ),
    Code(
        "W1088",
        "answers-replayed",
        "the answers of a provider are played from a cassette",
        "Your own configuration says so. Nothing is sent to that provider and nothing is bought, though the ledger notes "
        "what the cassette says as it notes any answer. Use another FILMC_STORE for it, and take `replay` away to buy again.",
        _ORDERED,
        _ORDERED,
    ),
    Code(
        "E1089",
        "cassette-not-usable",
        "a cassette can not be read or written",
        "`record` names a folder that can be written, `replay` one with `PROVIDER.jsonl` in it, as recording wrote it. "
        "Nothing was sent.",
        _ORDERED,
        _ORDERED,
    ),
)
