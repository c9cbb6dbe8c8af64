"""Codes of the stage: rendering."""

from __future__ import annotations

from filmc.base.codes import Code

CODES: tuple[Code, ...] = ()
