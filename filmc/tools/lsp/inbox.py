"""Messages that have come and are not answered yet, in their order.

A request that the client takes back while it waits is never begun. Nor is one about a text for which a later edit is
already waiting: the client asks again, of the text that it has.
"""

from __future__ import annotations

from collections import deque
from typing import Any

from lsprotocol import types

_EDITS = frozenset((types.TEXT_DOCUMENT_DID_CHANGE, types.TEXT_DOCUMENT_DID_CLOSE))


class Inbox:
    """A queue of messages of the protocol, as `lsprotocol` types them."""

    def __init__(self) -> None:
        self._waiting: deque[Any] = deque()

    def __bool__(self) -> bool:
        return bool(self._waiting)

    def put(self, message: Any) -> None:
        """Let a message wait."""
        self._waiting.append(message)

    def take(self) -> Any:
        """Return the message that has waited longest; IndexError where there is none."""
        return self._waiting.popleft()

    def withdraw(self, request: int | str) -> bool:
        """Take a request out by its id; tell whether it was waiting."""
        for message in self._waiting:
            if is_request(message) and message.id == request:
                self._waiting.remove(message)
                return True
        return False

    def is_outdated(self, request: Any) -> bool:
        """Tell whether an edit of the text that `request` is about is waiting."""
        about = _about(request)
        return bool(about) and any(message.method in _EDITS and _about(message) == about for message in self._waiting)


def is_request(message: Any) -> bool:
    """Tell whether a message wants an answer."""
    return hasattr(message, "method") and getattr(message, "id", None) is not None


def _about(message: Any) -> str:
    """Return the address of the text that a message is about; empty where it is about none."""
    document = getattr(message.params, "text_document", None)
    return str(getattr(document, "uri", ""))
