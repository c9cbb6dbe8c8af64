"""Screenplay → `Film`: typed, timed, no text left to interpret. The home of pydantic's models."""
