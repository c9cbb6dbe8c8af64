"""What is kept between builds: files named by their keys, each with a mark beside it that tells its bytes.

A file in the cache is used only when it is what was once put there. The mark holds the SHA-256 of its bytes and how the
file system showed it then (size, times, inode): while that is so, nothing is read; where it is not, the bytes are
hashed anew. A file without a mark, or with other bytes than its mark tells, is as good as none and is made again.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from filmc.base.digest import digest_file
from filmc.base.failpoints import failpoint

Said = Sequence[float]
"""Numbers that are kept with a file: what was measured on it."""


def keep(part: Path, path: Path, said: Said = ()) -> None:
    """Give the finished file `part` its name `path`, and mark it. OSError where it can not be renamed.

    Nothing is flushed to the disk: after a power cut the mark tells, and all of it can be made again.
    """
    wanted = digest_file(part)
    failpoint("render.before_kept")
    part.replace(path)
    failpoint("render.kept_without_mark")
    _mark(path, wanted, said)


def kept(path: Path) -> Said | None:
    """Return what was said of `path` when it was put there; None where it is not there, or no more what it was."""
    try:
        mark = json.loads(mark_of(path).read_bytes())
        wanted, seen, said = mark["sha256"], mark["seen"], [float(number) for number in mark["said"]]
        if seen == _seen(path):
            return said
        if wanted != digest_file(path):
            return None
    except (OSError, ValueError, KeyError, TypeError):
        return None
    _mark(path, wanted, said)
    return said


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file's bytes; within this process a file that did not change is read once.

    OSError where it can not be read.
    """
    return _digest(path, *_seen(path))


@lru_cache(maxsize=16384)
def _digest(path: Path, *_seen: int) -> str:
    return digest_file(path)


def _mark(path: Path, wanted: str, said: Said) -> None:
    """Write the mark; where that can not be, the file is made again next time."""
    mark = mark_of(path)
    part = mark.with_name(f"{mark.name}.{os.getpid()}.part")
    with suppress(OSError):
        try:
            text = json.dumps({"sha256": wanted, "seen": _seen(path), "said": list(said)})
            part.write_text(text, "ascii")
            part.replace(mark)
        finally:
            part.unlink(missing_ok=True)


def mark_of(path: Path) -> Path:
    """Return where the mark of a kept file is."""
    return path.with_name(f"{path.name}.mark")


def _seen(path: Path) -> list[int]:
    told = path.stat()
    return [told.st_size, told.st_mtime_ns, told.st_ctime_ns, told.st_ino]
