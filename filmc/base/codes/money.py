"""Codes of the stage: production, as far as money goes. The ledger, which notes what is bought before it is bought.

No text has these faults, so an example tells what was on the machine, and what to type instead.
"""

from __future__ import annotations

from filmc.base.codes import Code, Example

_ORDERED = Example("film Kitchen\n\nscene INT. KITCHEN - DAY\n    shot medium, 4s\n        She waits.\n")

CODES: tuple[Code, ...] = (
    Code(
        "E1001",
        "ledger-damaged",
        "the ledger is not what was written",
        "The ledger tells what was bought, and it is checked from end to end whenever it is opened: each event holds "
        "the hash of the one before it, every sum is made anew, and a note beside the file tells which event was the "
        "newest. A failing disk, a file cut short or an old copy put back is found in this way. Nothing is bought "
        "then, since nobody knows what was bought before. Put back a copy of the file, delete its neighbours "
        "`-wal`, `-shm` and `.head`, and run `filmc reconcile`, which asks the providers what they have made since.",
        _ORDERED,
        _ORDERED,
    ),
    Code(
        "E1002",
        "ledger-newer",
        "the ledger was written by a newer filmc",
        "This filmc does not know what the newer one notes, so it neither reads nor changes the file. Update filmc. "
        "A newer filmc that opens an older ledger copies it first, to a neighbour named `.version-1`.",
        _ORDERED,
        _ORDERED,
    ),
    Code(
        "E1003",
        "ledger-not-writable",
        "the ledger can not be written",
        "You may not write the file or its folder, or the disk is read-only. What can not be noted is not bought.",
        _ORDERED,
        _ORDERED,
    ),
    Code(
        "E1004",
        "ledger-locked",
        "another program keeps the ledger locked",
        "Several filmc may use one ledger: each waits its turn, which takes milliseconds. A turn of half a minute means "
        "that a program was stopped in the middle of it, or has the file open for something else. End that one.",
        _ORDERED,
        _ORDERED,
    ),
    Code(
        "E1005",
        "ledger-disk-full",
        "the disk is full: nothing more can be noted in the ledger",
        "What was noted is safe, and the step that could not be noted was not taken. Make room and run the same "
        "command: it goes on from there.",
        _ORDERED,
        _ORDERED,
    ),
    Code(
        "E1006",
        "ledger-not-readable",
        "the ledger can not be read or written just now",
        "The disk answered with an error, or too many files are open. That says nothing about what is in the ledger: "
        "it is left as it is. When the cause is gone, run the command again.",
        _ORDERED,
        _ORDERED,
    ),
    Code(
        "E1007",
        "ledger-step-refused",
        "a purchase can not take this step",
        "A purchase goes through its states in one order: reserved, intent, submitted, running, succeeded, downloaded, "
        "verified, committed, with side exits for what fails. A step out of order (most often: two programs working at "
        "one purchase) is not noted and not taken. `filmc ledger` shows where the purchase stands.",
        _ORDERED,
        _ORDERED,
    ),
    Code(
        "E1008",
        "no-rate-stated",
        "two currencies meet and no rate between them is stated",
        "A ceiling in one currency can only be held against prices in another if somebody states what the one is worth "
        "in the other. No rate is looked up and none is guessed. State it, or set the ceiling in the provider's currency.",
        _ORDERED,
        _ORDERED,
    ),
    Code(
        "E1060",
        "job-not-noted",
        "a provider accepted a job whose id the ledger can not note",
        "The order was sent and accepted, and before its id was on the disk the ledger refused (a full disk, most "
        "often). Nothing is lost: the ledger knows that the order may have left, and never sends it again by itself. "
        "Write down the id that the message names and mend what the hints say. `filmc resume` then looks the job up "
        "where the provider can; where it can not, `filmc reconcile` asks for the id.",
        _ORDERED,
        _ORDERED,
    ),
    Code(
        "E1061",
        "run-not-alone",
        "another process works under the same run's name",
        "A run's name is new for every process, for the lock under that name tells others who is at a purchase and "
        "whether its process has died. Another process holds this one: it goes on with what an earlier run of that "
        "name has left, or was started with the same name. Wait until it has ended.",
        _ORDERED,
        _ORDERED,
    ),
    Code(
        "E1062",
        "no-such-purchase",
        "there is no purchase of that id",
        "Only what the ledger knows can be cancelled. The id of a purchase is the long one that `filmc ledger` lists; "
        "the provider's job has an id of its own.",
        _ORDERED,
        _ORDERED,
    ),
    Code(
        "E1063",
        "job-of-another-purchase",
        "the job belongs to another purchase",
        "`filmc reconcile` was told that a purchase became a job which the ledger has under another purchase. One of "
        "the two would then get the other's film. Look for the job of this purchase in the provider's list, by its "
        "time or its key, or give it up and state what was billed.",
        _ORDERED,
        _ORDERED,
    ),
)
