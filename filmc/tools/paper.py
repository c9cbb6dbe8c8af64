"""What is printed or handed on as a file: text, comma-separated values, or a page that needs nothing else."""

from __future__ import annotations

import argparse
import html
from pathlib import Path

from filmc.base.files import write_whole
from filmc.tools.console import Console


def configure(parser: argparse.ArgumentParser, page: str) -> None:
    """Give a command its film, the forms of what it prints, and a file to write it to; `page` tells what HTML is."""
    parser.add_argument("film", metavar="FILM", nargs="?", help="the film (default: the film of this folder)")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--csv", action="store_true", help="comma-separated values")
    form.add_argument("--html", action="store_true", help=page)
    parser.add_argument("-o", "--output", metavar="FILE", help="write there (default: standard output)")


def hand_over(arguments: argparse.Namespace, console: Console, text: str, of: str = "") -> None:
    """Write `text` where the arguments say, and tell that it is there, and `of` what; else print it."""
    if not arguments.output:
        console.write(text)
        return
    write_whole(Path(arguments.output), text.encode("utf-8-sig" if arguments.csv else "utf-8"))
    console.say(f"{arguments.output} is there{of}")


def page(title: str, style: str, body: str, language: str = "en", head: str = "") -> str:
    """Return an HTML page; `style`, `body` and what more the `head` has are HTML already, `title` is text."""
    return f"""\
<!doctype html>
<html lang="{language}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
{head}<title>{html.escape(title)}</title>
<style>
{style}</style>
<h1>{html.escape(title)}</h1>
{body}
</html>
"""
