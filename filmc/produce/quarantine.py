"""Where damaged takes are set aside: out of use, but not out of reach, for they may be the last trace of a purchase."""

from __future__ import annotations

from pathlib import Path
from stat import S_ISREG

from filmc.base.digest import digest_file
from filmc.produce.disk import sync_folder


def set_aside(folder: Path, blob: Path, digest: str, actual: str) -> Path | None:
    """Move `blob`, whose bytes have the digest `actual`, into `folder`; return where it lies then.

    On a store that can not be written it stays where it is, and is found damaged again. None: another process has
    mended the blob meanwhile, and it was put back.
    """
    kept = folder / f"{digest}.{actual[:12]}"
    try:
        folder.mkdir(exist_ok=True)
        blob.replace(kept)
        if S_ISREG(kept.lstat().st_mode) and digest_file(kept) == digest:
            kept.replace(blob)
            return None
        sync_folder(folder)
        sync_folder(blob.parent)
    except OSError:
        return kept if kept.exists() else blob
    return kept


def set_aside_before(folder: Path, digest: str) -> Path | None:
    """Return where a damaged `digest` was set aside, if it was and has not come back."""
    return next(iter(sorted(folder.glob(f"{digest}.*"))), None)
