"""Real answers of a provider, recorded and played back: `PROVIDER.jsonl`, a line an answer, and files by their digests.

A cassette is text for people and for git. No key stands in it in any usual writing, and no signature: what proves who
asks is never recorded, and what an answer or an address says of that kind is written as `***`. A request is known again
by its method, its path and its body without what differs from run to run (our reference, identifiers, moments); equal
ones are answered in the order in which they were recorded, and a repeated question by its last answer. A request that
is not on the cassette is not sent anywhere.
"""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from filmc.base.digest import digest_bytes, digest_file
from filmc.base.fault import Fault
from filmc.base.files import write_whole
from filmc.base.record import record
from filmc.produce.protocol.http import Broken, Reply, Saved
from filmc.produce.protocol.secret import Secret, without

NOT_THERE = Broken("unreachable", "this request is not on the cassette, and nothing was sent", sent=False)
_INLINE = 64 << 10
"""Characters of an answer that stand in its line; a longer one is a file of its own."""
_SHOWN = 200
"""Characters of each text of a request that are shown; the digest tells the rest."""

Answer = Reply | Saved | Broken

_NAME = (
    r"[\w-]*(?:signature|secret|credential|token|api[-_]?key|access[-_]?key(?:[-_]?id)?|auth[-_]?key|authorization"
    r"|password)"
)
_PARAMETER = rf"(?:{_NAME}|sig|x-(?:amz|tos|goog|oss|bce|cos)-[\w-]+)"
_DELICATE = (
    re.compile(rf"((?:[?&;]|\\u0026){_PARAMETER}=)([^&\s\"'<>\\#;]+)", re.IGNORECASE),
    re.compile(rf"((?:%3F|%26){_PARAMETER}%3D)((?:(?!%26)[^&\s\"'<>\\#;])+)", re.IGNORECASE),
    re.compile(rf'("{_NAME}"\s*:\s*")((?:[^"\\]|\\.)+)', re.IGNORECASE),
)
"""What stands for a proof of who asks: in an address, in an address within another, in JSON."""
_UNKEPT = re.compile(rf"set-cookie|cookie|www-authenticate|date|{_PARAMETER}", re.IGNORECASE)

_VOLATILE = re.compile(
    rb"[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}"  # identifiers, our reference among them
    rb"|filmc-[0-9a-z-]+"  # our reference, and borders of forms
    rb"|\b1[5-9]\d{8}(?:\d{3})?\b"  # seconds and milliseconds since 1970
    rb"|\b20\d\d-?\d\d-?\d\dT\d\d:?\d\d:?\d\d(?:\.\d+)?Z?",
    re.IGNORECASE,
)


def redacted(text: str, secrets: Iterable[Secret]) -> str:
    """Return a text without keys and signatures: different ones stay different, and what is redacted stays so."""
    text = without(text, secrets)
    for delicate in _DELICATE:
        text = delicate.sub(_hidden, text)
    return text


def _hidden(found: re.Match[str]) -> str:
    name, value = found.groups()
    return found[0] if value.startswith(_HIDDEN) else f"{name}{_HIDDEN}{digest_bytes(value.encode())[:8]}"


_HIDDEN = "***"


@record
class Asked:
    """A request as a cassette knows it: just this one, and `like`: what it is like without what is volatile."""

    method: str
    path: str
    body: str
    like: str

    @classmethod
    def of(cls, method: str, path: str, body: bytes, secrets: Iterable[Secret]) -> Asked:
        """Return what a request is known by."""
        plain = redacted(path, secrets)
        like = _VOLATILE.sub(b"*", b"\0".join((method.encode(), plain.encode(), body)))
        return cls(method, plain, digest_bytes(body) if body else "", digest_bytes(like))


@dataclass
class Cassette:
    """What was recorded of one provider in `folder`. Fault E1089 where it can not be read or written."""

    folder: Path
    provider: str
    secrets: tuple[Secret, ...] = ()
    _lines: list[tuple[Asked, dict[str, Any]]] = field(default_factory=list)
    _played: set[int] = field(default_factory=set)

    @property
    def path(self) -> Path:
        """The text of the cassette."""
        return self.folder / f"{self.provider}.jsonl"

    # ---- recording

    def begin(self) -> None:
        """Make ready to record: what is recorded from now on follows what is there."""
        try:
            (self.folder / "files").mkdir(parents=True, exist_ok=True)
            self.path.touch()
        except OSError as error:
            raise self._unusable("written", str(error.strerror)) from error

    def record(self, asked: Asked, body: bytes, answer: Answer) -> None:
        """Write an answer down. Where the disk does not take it, it is left out: it may have been paid, and goes on."""
        with suppress(OSError):
            line = {"asked": asdict(asked), "said": self._said(body), **self._written(answer)}
            with self.path.open("a", encoding="utf-8") as file:
                file.write(json.dumps(line, ensure_ascii=False) + "\n")

    def _said(self, body: bytes) -> Any:
        """Return a request's body for people: JSON with long texts cut short, else its length."""
        try:
            return _shortened(json.loads(redacted(body.decode(), self.secrets)))
        except (ValueError, RecursionError):
            return f"({len(body)} bytes)" if body else ""

    def _written(self, answer: Answer) -> dict[str, Any]:
        match answer:
            case Broken():
                return {"broken": asdict(answer)}
            case Saved(path, size, sha256):
                kept = self.folder / "files" / sha256
                if not kept.exists():
                    shutil.copyfile(path, kept)
                return {"saved": {"file": sha256, "size": size}}
            case Reply(status, headers, body):
                return {"status": status, "headers": dict(self._headers(headers)), **self._body(body)}

    def _headers(self, headers: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        for name, value in headers.items():
            if not _UNKEPT.fullmatch(name):
                yield name, redacted(value, self.secrets)

    def _body(self, body: bytes) -> dict[str, str]:
        try:
            text = redacted(body.decode(), self.secrets)
        except UnicodeDecodeError:
            return {"file": self._file(body)}
        return {"file": self._file(text.encode())} if len(text) > _INLINE else {"text": text}

    def _file(self, data: bytes) -> str:
        name = digest_bytes(data)
        write_whole(self.folder / "files" / name, data)
        return name

    # ---- playing

    def load(self) -> None:
        """Read the cassette, to be played from its beginning."""
        try:
            lines = [json.loads(text) for text in self.path.read_text("utf-8").splitlines()]
            self._lines = [(Asked(**line["asked"]), line) for line in lines]
            for _, line in self._lines:
                _check(line)
        except (OSError, ValueError, TypeError, KeyError, RecursionError) as error:
            raise self._unusable("read", str(error)) from error
        self._played.clear()

    def answer(self, asked: Asked) -> dict[str, Any] | None:
        """Return the next answer to a request, first to just this one, else to one like it; None where there is none.

        A question that is asked more often than it was recorded gets its last answer again.
        """
        just = [number for number, (other, _) in enumerate(self._lines) if other == asked]
        alike = just or [number for number, (other, _) in enumerate(self._lines) if other.like == asked.like]
        left = [number for number in alike if number not in self._played]
        if not left and not (alike and asked.method == "GET"):
            return None
        number = left[0] if left else alike[-1]
        self._played.add(number)
        return self._lines[number][1]

    def reply(self, line: Mapping[str, Any]) -> Reply | Broken:
        """Return a recorded answer as it came."""
        if "broken" in line:
            return Broken(**line["broken"])
        body = self._bytes(line["file"]) if "file" in line else line["text"].encode()
        return Reply(line["status"], line["headers"], body)

    def saved(self, line: Mapping[str, Any], folder: Path) -> Answer:
        """Return a recorded download, its file anew in `folder`."""
        if "saved" not in line:
            return self.reply(line)
        data = self._bytes(line["saved"]["file"])
        with tempfile.NamedTemporaryFile(dir=folder, prefix="fetch-", suffix=".part", delete=False) as file:
            file.write(data)
        return Saved(Path(file.name), len(data), digest_bytes(data), data[:64])

    def _bytes(self, name: str) -> bytes:
        path = self.folder / "files" / name
        try:
            right = re.fullmatch(r"[0-9a-f]{64}", name) and digest_file(path) == name
            data = path.read_bytes()
        except OSError as error:
            raise self._unusable("read", str(error)) from error
        if not right:
            raise self._unusable("read", f"{name} is no longer what it was")
        return data

    def _unusable(self, what: str, why: str) -> Fault:
        return Fault("E1089", f"the cassette {self.path} can not be {what}: {why}", "nothing was sent")


def _check(line: Mapping[str, Any]) -> None:
    """Raise KeyError or TypeError where a line has no answer of any form that is recorded."""
    if "broken" in line:
        Broken(**line["broken"])
        return
    kept = line.get("saved", line)
    told = kept["file"] if "file" in kept else kept["text"]
    whole = "saved" in line or (isinstance(line["status"], int) and isinstance(line["headers"], dict))
    if not whole or not isinstance(told, str):
        raise TypeError("an answer of no form")


def _shortened(said: Any) -> Any:
    match said:
        case dict():
            return {name: _shortened(value) for name, value in said.items()}
        case list():
            return [_shortened(value) for value in said]
        case str() if len(said) > _SHOWN:
            return f"{said[:_SHOWN]}… ({len(said)} characters)"
        case _:
            return said
