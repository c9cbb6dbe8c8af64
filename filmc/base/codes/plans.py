"""Codes of the stage: production, as far as plans go, and the film as it was at another revision.

No text has these faults, so an example tells what was on the machine, and what to type instead.
"""

from __future__ import annotations

from filmc.base.codes import Code, Example

_ORDERED = Example("film Kitchen\n\nscene INT. KITCHEN - DAY\n    shot medium, 4s\n        She waits.\n")

CODES: tuple[Code, ...] = (
    Code(
        "E1070",
        "plan-stale",
        "the plan was made for something else",
        "A plan holds for the film, the prices, the lock, the ledger, the ceilings and the target that it was made of, and "
        "is carried out exactly or not at all. One of them is another one now, or the file was changed by hand. Renamed, "
        "reordered and commented things do not make a plan stale, and a run of it that broke off leaves it good "
        "for the rest. A plan that was carried out to its end buys nothing more. Look at the new plan, and approve that one.",
        _ORDERED,
        _ORDERED,
    ),
    Code(
        "E1071",
        "plan-not-readable",
        "the file can not be read as a plan",
        "`filmc plan -o plan.json` writes plans, and nothing else does: a file with other fields, or with values that are "
        "none, is not carried out in part. Make it anew.",
        _ORDERED,
        _ORDERED,
    ),
    Code(
        "E1072",
        "plan-newer",
        "the plan was written by a newer filmc",
        "It may say things that this filmc does not know, so it is not carried out. Update filmc, or make the plan anew "
        "with this one.",
        _ORDERED,
        _ORDERED,
    ),
    Code(
        "E1073",
        "no-such-revision",
        "git does not know that revision of the film",
        "A revision is what git takes for one: a commit, a branch, a tag, `HEAD~3`. It must hold the film, under the path "
        "that the film has now.",
        _ORDERED,
        _ORDERED,
    ),
    Code(
        "E1074",
        "git-not-usable",
        "git can not be asked",
        "To compare a film with what it was, git must be installed and the film must be in a repository. filmc only reads "
        "it: nothing is checked out, and nothing in it is run.",
        _ORDERED,
        _ORDERED,
    ),
)
