"""A request that is understood and will not be carried out, with the reason in words."""

from __future__ import annotations

from lsprotocol import types
from pygls.exceptions import JsonRpcException


class RefusedError(JsonRpcException):
    """What the client shows to the person who asked."""

    CODE = types.LSPErrorCodes.RequestFailed.value
    MESSAGE = "refused"
