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
from filmc.produce.protocol.answers import Answers
from filmc.produce.protocol.base import Order


def order_file(ledger: Path, purchase: Purchase) -> Path:
    """Return where a purchase's frozen order lies."""
    return folder(ledger, purchase.intent.run) / f"{purchase.intent.id}.order"


def media_file(ledger: Path, purchase: Purchase) -> Path:
    """Return where a purchase's file lies between its download and the store."""
    return folder(ledger, purchase.intent.run) / f"{purchase.intent.id}.media"


def answers_folder(ledger: Path) -> Path:
    """Return where the answers lie that are themselves what was ordered, until the store has it."""
    return ledger.with_name(f"{ledger.name}.answers")


def freeze(ledger: Path, purchase: Purchase, order: Order) -> str:
    """Keep an order; return the digest of what was kept. Faults E1003, E1005 and E1006 of the ledger's folder.

    ValueError for a path or a type of several lines.
    """
    if "\n" in order.path + order.content_type:
        raise ValueError("the path and the type of an order are one line each")
    path = order_file(ledger, purchase)
    data = f"{order.path}\n{order.content_type}\n".encode() + order.body
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
    path, content_type, body = data.split(b"\n", 2)
    return Order(purchase.facts["key"], path.decode(), body, content_type.decode())


def tidy(ledger: Path, purchase: Purchase) -> None:
    """Remove what lies about of a purchase that has ended."""
    with told(ledger):
        order_file(ledger, purchase).unlink(missing_ok=True)
        media_file(ledger, purchase).unlink(missing_ok=True)
        Answers(answers_folder(ledger)).drop(purchase.facts.get("key", ""))


def sweep(ledger: Ledger) -> None:
    """Remove what killed runs have left of purchases that have ended. Faults of the ledger and its folder."""
    for run in runs(ledger.path):
        with holding(ledger.path, run) as held, told(ledger.path):
            left = sorted(folder(ledger.path, run).iterdir()) if held else []
            for file in left:
                purchase = ledger.purchase(file.stem)
                if file.suffix in {".order", ".media"} and (purchase is None or purchase.done):
                    file.unlink(missing_ok=True)
