"""Codes of the stage: production. Takes, the store that keeps them, and the lock that says which one plays.

Most of these faults lie on the disk and not in a film's text, so an example tells what was there, and what to type.
"""

from __future__ import annotations

from filmc.base.codes import Code, Example

_FILM = "film Kitchen\n\nscene INT. KITCHEN - DAY\n    shot medium, 4s\n        She waits.\n"
_ORDERED = Example(_FILM)

CODES: tuple[Code, ...] = (
    Code(
        "E1020",
        "store-not-writable",
        "the store of takes can not be written",
        "You may not write in the store's folder, or its disk is read-only. What is in it can still be used; nothing "
        "new can be kept. Nothing is bought while its result could not be kept. FILMC_STORE names another place.",
        _ORDERED,
        _ORDERED,
    ),
    Code(
        "E1021",
        "store-full",
        "the disk of the store is full",
        "What was there before is whole, and nothing half-written is left. Make room (`filmc gc` drops what no film "
        "uses and what costs nothing to make again), then run the same command: it goes on from where it was.",
        _ORDERED,
        _ORDERED,
    ),
    Code(
        "E1022",
        "store-not-readable",
        "the store of takes can not be read just now",
        "The disk answered with an error, a right is missing, or too many files are open. That says nothing about the "
        "take itself: it is kept as it is, and it is not made again.",
        _ORDERED,
        _ORDERED,
    ),
    Code(
        "E1023",
        "take-damaged",
        "a take's bytes are no longer what they were",
        "Every take is named by the SHA-256 of its bytes and checked before use. A damaged one is set aside in the "
        "store's `quarantine` folder. If it was paid for, it is not bought again by itself: fetch it again by its job "
        "id (`filmc resume`), copy it from another store (`filmc take SHOT FILE`), or reject it and let the next plan make a new one.",
        _ORDERED,
        _ORDERED,
    ),
    Code(
        "W1025",
        "origin-damaged",
        "the note of where a take came from is damaged",
        "Notes of origin (who made it, its price, its job id) stand beside the takes and are checked like them. A take "
        "whose note is damaged counts as paid for, so that nothing drops it by mistake.",
        _ORDERED,
        _ORDERED,
    ),
    Code(
        "E1026",
        "store-newer",
        "the store was written by a newer filmc",
        "This filmc does not know how to read it, and does not try. Update filmc, or name another store by FILMC_STORE.",
        _ORDERED,
        _ORDERED,
    ),
    Code(
        "E1027",
        "store-busy",
        "another filmc works in the same place",
        "Cleaning the store waits until no build uses it, and only one filmc at a time writes a film's lock. Wait for "
        "the other one to end, or end it, and run the command again.",
        _ORDERED,
        _ORDERED,
    ),
    Code(
        "E1028",
        "take-cut-short",
        "the bytes that came are not those that were announced",
        "A download that ends early is the usual cause: its length or SHA-256 differs from what the sender said. "
        "Nothing of it is kept; fetching it again costs nothing.",
        _ORDERED,
        _ORDERED,
    ),
    Code(
        "E1029",
        "take-not-readable",
        "the file to bring in can not be read",
        "It is not there, it is a folder or a device, or you may not read it. Give the path of a finished media file.",
        _ORDERED,
        _ORDERED,
    ),
    Code(
        "E1040",
        "lock-in-conflict",
        "film.lock has conflict marks",
        "Two branches chose differently for the same shot, and git left both between `<<<<<<<` and `>>>>>>>`. Keep one "
        "side, delete the marks, and build again. Until then the lock is not written, and nothing is bought.",
        _ORDERED,
        _ORDERED,
    ),
    Code(
        "E1041",
        "lock-newer",
        "film.lock was written by a newer filmc",
        "Its first line names a version that this filmc does not know. It is neither used nor changed. Update filmc.",
        _ORDERED,
        _ORDERED,
    ),
    Code(
        "W1042",
        "lock-line-unknown",
        "a line of film.lock means nothing to this filmc",
        "It may come from another version or from a slip of the keyboard. It is kept as it is.",
        _ORDERED,
        _ORDERED,
    ),
    Code(
        "E1043",
        "lock-changed",
        "film.lock has changed since it was read",
        "Somebody, or another filmc, wrote it meanwhile. Nothing was overwritten; run the command again.",
        _ORDERED,
        _ORDERED,
    ),
    Code(
        "E1044",
        "lock-damaged",
        "film.lock can not be read as a lock",
        "Its first line must be `filmc lock 1`, and each value must have its form: a SHA-256 in 64 digits, a price as "
        "`0.35 USD`. A damaged lock is not written, so nothing in it is lost, and nothing is bought. Restore it: "
        "`git checkout film.lock`.",
        _ORDERED,
        _ORDERED,
    ),
    Code(
        "E1045",
        "lock-not-usable",
        "film.lock can not be opened or written",
        "You may not read or write it, the disk is full, or it is no file. What was in it is unchanged.",
        _ORDERED,
        _ORDERED,
    ),
    Code(
        "E1046",
        "lock-block-twice",
        "a job stands twice in film.lock",
        "A merge can bring the same block from both sides. Keep the one that you want and delete the other.",
        _ORDERED,
        _ORDERED,
    ),
    Code(
        "E1050",
        "no-such-take",
        "there is no such take",
        "A take is named by its number as `filmc takes SHOT` lists it, or by the first digits of its SHA-256, as many "
        "as make it the only one.",
        _ORDERED,
        _ORDERED,
    ),
    Code(
        "E1051",
        "take-pinned",
        "the take is pinned",
        "A pin protects a choice until somebody takes it away: `filmc pin SHOT --off`.",
        _ORDERED,
        _ORDERED,
    ),
    Code(
        "E1052",
        "job-unclear",
        "it is not clear which shot, or what of it, is meant",
        "A shot is named by its label, by `scene/label`, or by its number as `3-2`. What is made of it may follow: "
        "`waits still`, `waits clip`, `waits speech 2`. Music and sounds have names of their own: `music drift`. "
        "`filmc takes` lists them all.",
        _ORDERED,
        _ORDERED,
    ),
    Code(
        "E1053",
        "file-serves-nothing",
        "the file can not serve what it is brought in for",
        "A still is a picture, a clip a video, a line a sound: what a file is, its bytes tell and not its name. A sound "
        "may be many things, so say which: `--kind speech`, `--kind music` or `--kind sound`. A shot that begins with "
        "another's frame has no still, and one that plays footage needs nothing.",
        _ORDERED,
        _ORDERED,
    ),
    Code(
        "W1054",
        "take-shorter",
        "the clip is shorter than its shot",
        "Its last frame stays on screen until the shot ends. Bring in a longer one, or shorten the shot.",
        _ORDERED,
        _ORDERED,
    ),
    Code(
        "W1055",
        "take-shaped-otherwise",
        "the picture has another shape than the film",
        "It is enlarged until it fills the frame, and what stands out is cut off at the sides or above and below.",
        _ORDERED,
        _ORDERED,
    ),
    Code(
        "E1056",
        "locks-not-known",
        "not every lock that names takes can be read",
        "What no lock names may be dropped from the store, so every lock must be known first. The store keeps a list of "
        "the locks that it has seen. Restore the one that is damaged (`git checkout film.lock`), plug in the disk that "
        "is missing, or let the list forget the locks that are gone: `filmc gc --forget`.",
        _ORDERED,
        _ORDERED,
    ),
    Code(
        "W1057",
        "take-not-there",
        "a take that should play can not",
        "Its bytes are damaged, or this store does not have them; what is left plays in its place, down to the drawn "
        "panel. What was paid for is not bought again by itself: fetch it again by its job id (`filmc resume`), bring "
        "in a copy of the very file (`filmc take SHOT FILE`), or reject it (`filmc reject SHOT TAKE --why WORDS`), and "
        "the next plan makes a new one.",
        _ORDERED,
        _ORDERED,
    ),
)
