"""Proofs made for each request: web tokens against their standard, signatures against the vendor's own package."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from datetime import UTC, datetime

import pytest

from filmc.produce.protocol.secret import Secret
from filmc.produce.protocol.signing import Signer, web_token

NOW = 1_795_219_200.0


def test_a_web_token_is_one() -> None:
    head, claims, mark = web_token({"iss": "a", "exp": 9}, Secret("key")).split(".")
    plain = [base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)) for part in (head, claims, mark)]
    assert json.loads(plain[0]) == {"alg": "HS256", "typ": "JWT"}
    assert json.loads(plain[1]) == {"iss": "a", "exp": 9}
    assert plain[2] == hmac.digest(b"key", f"{head}.{claims}".encode(), hashlib.sha256)


@pytest.mark.parametrize("session", ["", "sts_canary"])
@pytest.mark.parametrize("body", [b"{}", '{"prompt": "雨"}'.encode()])
@pytest.mark.parametrize(
    ("host", "target", "query"),
    [
        (
            "visual.volcengineapi.com",
            "/?Action=CVProcess&Version=2022-08-31",
            {"Action": "CVProcess", "Version": "2022-08-31"},
        ),
        ("127.0.0.1:8080", "/?b=1&a=x%20y%2Fz", {"b": "1", "a": "x y/z"}),
        ("example.com", "/one/two", {}),
    ],
)
def test_a_signature_is_that_of_the_vendors_package(
    host: str, target: str, query: dict[str, str], body: bytes, session: str
) -> None:
    signer = pytest.importorskip("volcengine.auth.SignerV4").SignerV4
    from volcengine.auth.SignParam import SignParam
    from volcengine.Credentials import Credentials

    asked = SignParam()
    asked.date = datetime.fromtimestamp(NOW, UTC)
    asked.host, asked.method, asked.path, asked.body, asked.query = host, "POST", target.partition("?")[0], body, query
    asked.header_list = {"Content-Type": "application/json", "Host": host}
    theirs = signer.sign_only(asked, Credentials("AK", "SK", "cv", "cn-north-1", session))
    ours = Signer(Secret("AK"), Secret("SK"), "cn-north-1", "cv", Secret(session) if session else None)
    told = ours.headers(host, "POST", target, body, NOW)
    assert told["authorization"] == theirs.authorization
    assert told["x-date"] == theirs.xdate
    assert told["x-content-sha256"] == theirs.xContextSha256
    assert told.get("x-security-token", "") == session
