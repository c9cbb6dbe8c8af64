"""Codes of the stage: rendering. The machine: ffmpeg, the disk, and media that turn out not to be what they seem.

No text has these faults, so an example tells what was on the machine, and what to type instead.
"""

from __future__ import annotations

from filmc.base.codes import Code, Example

_FILM = "film Kitchen\n\nscene INT. KITCHEN - DAY\n    shot medium, 4s\n        She waits.\n"
_STILL = (
    "film Kitchen\n\nscene INT. KITCHEN - DAY\n    shot medium, 4s\n        She waits.\n        start: kitchen.png\n"
)
_FOOTAGE = "film Kitchen\n\nscene INT. KITCHEN - DAY\n    shot 4s\n        source: kitchen.mp4\n"
_PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d494844520000000200000002080200000"
    "0fdd49a730000001049444154789c63606060f80f060c0d0d0d0d00140f03fe"
)
_ORDERED = Example(_FILM)


def _still(data: bytes) -> Example:
    return Example(_STILL, {"kitchen.png": data})


def _footage(data: bytes) -> Example:
    return Example(_FOOTAGE, {"kitchen.mp4": data})


CODES: tuple[Code, ...] = (
    Code(
        "E0901",
        "no-ffmpeg",
        "there is no ffmpeg that runs",
        "Films are encoded by ffmpeg, which comes with the package imageio-ffmpeg. Where that package has none for the "
        "machine, or it was removed, or FILMC_FFMPEG names something else, nothing can be encoded. `filmc doctor` "
        "shows which one is used.",
        _ORDERED,
        _ORDERED,
    ),
    Code(
        "E0902",
        "old-ffmpeg",
        "ffmpeg is too old",
        "FILMC_FFMPEG names an ffmpeg older than 5.1, which lacks options that are needed to open media safely. Unset "
        "the variable to use the one that comes with filmc.",
        _ORDERED,
        _ORDERED,
    ),
    Code(
        "E0903",
        "ffmpeg-failed",
        "ffmpeg could not do what it was asked",
        "The message gives ffmpeg's own first words. The usual causes are a machine out of memory, and an ffmpeg that "
        "was built without libx264 or AAC (the one that comes with filmc has both).",
        _ORDERED,
        _ORDERED,
    ),
    Code(
        "E0904",
        "disk-full",
        "the disk is full",
        "Nothing half-written is left: what was finished stays in the cache, and the next build goes on from there.",
        _ORDERED,
        _ORDERED,
    ),
    Code(
        "E0905",
        "worker-lost",
        "a render worker ended before its work was done",
        "Segments are made by several processes. One of them was killed from outside, most often because the machine "
        "ran out of memory. Build again, or at a smaller size: `--size 720p`.",
        _ORDERED,
        _ORDERED,
    ),
    Code(
        "E0906",
        "cache-damaged",
        "a part of the film in the cache is damaged",
        "Parts are written under a temporary name and renamed when they are whole, so this takes a failing disk, or "
        "somebody who changed the cache by hand. Delete the cache folder and build again: it only costs time.",
        _ORDERED,
        _ORDERED,
    ),
    Code(
        "E0907",
        "output-not-writable",
        "the film can not be written where it should go",
        "The folder does not exist and can not be made, or you may not write there. Choose another place: "
        "`filmc build -o out/film.mp4`.",
        _ORDERED,
        _ORDERED,
    ),
    Code(
        "E0908",
        "machine-refused",
        "the machine refused to read, write or start something",
        "The message names the file, and gives the system's own reason: you may not open it, a folder is gone, too many "
        "files are open. `filmc doctor` looks at what usually stands in the way.",
        _ORDERED,
        _ORDERED,
    ),
    Code(
        "E0909",
        "nothing-to-see",
        "the film has no frame",
        "Scenes can be written before their shots, and such a film can be checked and read. To build it takes one shot.",
        _ORDERED,
        _ORDERED,
    ),
    Code(
        "E0910",
        "no-such-part",
        "the build was asked for a scene or shot that the film does not have",
        "`--scene` takes a scene's label or number, `--shot` a shot's label, `scene/shot`, or its number as in the shot "
        "table (`3-2`). `filmc table` prints them all.",
        _ORDERED,
        _ORDERED,
    ),
    Code(
        "E0920",
        "media-not-readable",
        "a media file can not be read",
        "The file was there when the film was checked and is not now, or you may not read it.",
        _still(_PNG),
        _ORDERED,
    ),
    Code(
        "E0921",
        "media-not-as-named",
        "a media file is not what its name says",
        "What a file is, its first bytes tell. A playlist that is named `.mp4` would make a player open the files that "
        "it lists, wherever they are; so only containers that hold their own pictures and sounds are opened: PNG, JPEG, "
        "WebP; MP4, MOV, MKV, WebM, AVI, MPEG-TS; WAV, FLAC, Ogg, MP3, M4A, AIFF. Until the file is mended, a slate "
        "stands in its place.",
        _footage(b"#EXTM3U\nsomebody-elses.mp4\n"),
        _ORDERED,
    ),
    Code(
        "E0922",
        "picture-too-large",
        "a picture has too many pixels",
        "More than 64 megapixels are refused before they are unpacked: a small file can claim a picture that fills all "
        "memory. A film's frame has 2 to 9 megapixels; scale the picture down.",
        _still(_PNG),
        _ORDERED,
    ),
    Code(
        "E0923",
        "picture-broken",
        "a picture or a colour table is broken",
        "The file begins like a picture but ends early or contradicts itself, as after a download that was cut off. "
        "Save it again. Until then a slate stands in its place. A colour table (.cube) that is broken is left out.",
        _still(b"\x89PNG\r\n\x1a\n" + bytes(20)),
        _ORDERED,
    ),
    Code(
        "E0924",
        "nothing-to-play",
        "a media file holds no picture or sound that can be played",
        "The container is one that is opened, but there is no stream of that kind in it, it is coded in a way that "
        "ffmpeg does not know, or the part that the shot wants lies after its end.",
        _footage(b"\x00\x00\x00\x18ftypmp42" + bytes(12)),
        _ORDERED,
    ),
)
