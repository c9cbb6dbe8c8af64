"""Codes of the stage: media."""

from __future__ import annotations

from filmc.base.codes import Code

CODES: tuple[Code, ...] = ()
