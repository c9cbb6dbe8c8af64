"""Proofs of who asks that are made anew for each request: tokens with a short life, signatures of the final bytes."""

from __future__ import annotations

import base64
import hmac
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any
from urllib.parse import parse_qsl, quote

from filmc.base.record import record
from filmc.produce.protocol.base import JSON
from filmc.produce.protocol.secret import Secret

ALGORITHM = "HMAC-SHA256"


def web_token(claims: Mapping[str, Any], key: Secret) -> str:
    """Return a JSON web token (RFC 7519) of `claims`, signed with HS256."""
    said = ".".join(_letters(_compact(part)) for part in ({"alg": "HS256", "typ": "JWT"}, claims))
    return f"{said}.{_letters(_mac(key.reveal().encode(), said))}"


@record
class Signer:
    """Who asks of one service in one region: the key that is told, the one that is not, a session's token if any."""

    access: Secret
    secret: Secret
    region: str
    service: str
    session: Secret | None = None

    def headers(self, host: str, method: str, target: str, body: bytes, now: float) -> dict[str, str]:
        """Return the headers that sign a request with a JSON body as Volcengine wants it; `host` as it is sent."""
        date = datetime.fromtimestamp(now, UTC).strftime("%Y%m%dT%H%M%SZ")
        ours = {"x-content-sha256": sha256(body).hexdigest(), "x-date": date}
        if self.session:
            ours["x-security-token"] = self.session.reveal()
        headers = {"content-type": JSON, "host": host, **ours}
        names = ";".join(sorted(headers))
        where = f"{date[:8]}/{self.region}/{self.service}/request"
        told = "\n".join((ALGORITHM, date, where, _digest(method, target, headers)))
        proof = f"Credential={self.access.reveal()}/{where}, SignedHeaders={names}, Signature={self._mark(where, told)}"
        return {**ours, "authorization": f"{ALGORITHM} {proof}"}

    def _mark(self, where: str, told: str) -> str:
        key = self.secret.reveal().encode()
        for part in where.split("/"):
            key = _mac(key, part)
        return _mac(key, told).hex()


def _digest(method: str, target: str, headers: Mapping[str, str]) -> str:
    path, _, query = target.partition("?")
    lines = "".join(f"{name}:{headers[name]}\n" for name in sorted(headers))
    names = ";".join(sorted(headers))
    asked = (method, quote(path or "/", safe="/-_.~"), _sorted(query), lines, names, headers["x-content-sha256"])
    return sha256("\n".join(asked).encode()).hexdigest()


def _sorted(query: str) -> str:
    pairs = sorted(parse_qsl(query, keep_blank_values=True))
    return "&".join(f"{quote(name, safe='-_.~')}={quote(value, safe='-_.~')}" for name, value in pairs)


def _mac(key: bytes, said: str) -> bytes:
    return hmac.digest(key, said.encode(), "sha256")


def _compact(said: Mapping[str, Any]) -> bytes:
    return json.dumps(said, separators=(",", ":")).encode()


def _letters(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")
