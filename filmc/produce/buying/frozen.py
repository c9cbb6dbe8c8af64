"""The frozen order: path and body as they were first sent, on the disk before the intent is noted.

So a second try, even by another process after a crash, carries the same bytes under the same key, or is not made.
"""

from __future__ import annotations

from pathlib import Path

from filmc.base.digest import digest_bytes
from filmc.base.files import write_whole
from filmc.produce.buying.runs import folder, holding, runs
from filmc.produce.disk import sync_folder
from filmc.produce.ledger.book import Ledger
from filmc.produce.ledger.purchase import Purchase
from filmc.produce.ledger.trouble import told
from filmc.produce.providers.base import Order


def order_file(ledger: Path, purchase: Purchase) -> Path:
    """Return where a purchase's frozen order lies."""
    return folder(ledger, purchase.intent.run) / f"{purchase.intent.id}.order"


def media_file(ledger: Path, purchase: Purchase) -> Path:
    """Return where a purchase's file lies between its download and the store."""
    return folder(ledger, purchase.intent.run) / f"{purchase.intent.id}.media"


def freeze(ledger: Path, purchase: Purchase, order: Order) -> str:
    """Keep an order; return the digest of what was kept. Faults E1003, E1005 and E1006 of the ledger's folder.

    ValueError for a path of several lines.
    """
    if "\n" in order.path:
        raise ValueError("a path of an order is one line")
    path = order_file(ledger, purchase)
    data = order.path.encode() + b"\n" + order.body
    with told(ledger):
        write_whole(path, data)
        sync_folder(path.parent)
        sync_folder(path.parent.parent)
    return digest_bytes(data)


def thaw(ledger: Path, purchase: Purchase) -> Order | None:
    """Return the order as it was sent; None where it is not there as it was. Faults as those of `freeze`."""
    with told(ledger):
        try:
            data = order_file(ledger, purchase).read_bytes()
        except FileNotFoundError:
            return None
    if digest_bytes(data) != purchase.facts["request"]:
        return None
    path, _, body = data.partition(b"\n")
    return Order(purchase.facts["key"], path.decode(), body)


def tidy(ledger: Path, purchase: Purchase) -> None:
    """Remove what lies about of a purchase that has ended."""
    with told(ledger):
        order_file(ledger, purchase).unlink(missing_ok=True)
        media_file(ledger, purchase).unlink(missing_ok=True)


def sweep(ledger: Ledger) -> None:
    """Remove what killed runs have left of purchases that have ended. Faults of the ledger and its folder."""
    for run in runs(ledger.path):
        with holding(ledger.path, run) as held, told(ledger.path):
            left = sorted(folder(ledger.path, run).iterdir()) if held else []
            for file in left:
                purchase = ledger.purchase(file.stem)
                if file.suffix in {".order", ".media"} and (purchase is None or purchase.done):
                    file.unlink(missing_ok=True)
