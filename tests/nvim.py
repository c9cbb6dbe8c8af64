"""A real Neovim without a screen, driven from outside: its commands, its buffers, its windows."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

PATIENCE = 120.0
"""Seconds until what does not come counts as lost: far more than any busy machine needs."""
PLUGIN = Path(__file__).parent.parent / "editors" / "neovim"
ROOT = PLUGIN.parent.parent
LISTENS = """
local listener = vim.loop.new_pipe(false)
listener:bind(vim.env.ASKED)
listener:listen(1, function()
  local line, heard = vim.loop.new_pipe(false), ''
  listener:accept(line)
  line:read_start(function(_, said)
    heard = heard .. (said or '')
    if heard:sub(-1) ~= '\\n' then return end
    local asked = vim.json.decode(heard)
    heard = ''
    vim.schedule(function()
      vim.o.undolevels = vim.o.undolevels -- what is asked next is undone by itself
      local done, found = pcall(function() return assert(loadstring('local given = ... ' .. asked.chunk))(asked.given) end)
      line:write(vim.fn.json_encode({ done = done, found = found }) .. '\\n')
    end)
  end)
end)
"""
"""One line over which everything is asked: a process for each question (`--remote-expr`) takes ten times as long."""


class Nvim:
    """Starts Neovim with nothing but our plugin, in `folder`; `settings` are lines of Lua before it."""

    def __init__(self, folder: Path, home: Path, *settings: str) -> None:
        self.home = home
        home.mkdir(parents=True)
        address = str(home / "nvim.sock")
        command = json.dumps([sys.executable, "-m", "filmc"])
        init = home / "init.lua"
        init.write_text(
            f"vim.g.filmc_command = vim.json.decode({_quoted(command)})\n"
            + "\n".join([LISTENS, *settings])
            + f"\nvim.opt.runtimepath:prepend({_quoted(str(PLUGIN))})\nvim.cmd('filetype plugin indent on | syntax on')\n",
            "utf-8",
        )
        self.log = (home / "log").open("wb")
        self.process = subprocess.Popen(
            [program(), "--headless", "--clean", "-u", str(init)],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=self.log,
            stderr=self.log,
            env={
                **os.environ,
                "PYTHONPATH": str(ROOT),
                "ASKED": address,
                **{f"XDG_{each}_HOME": str(home / each.lower()) for each in ("DATA", "CONFIG", "STATE", "CACHE")},
            },
        )
        self.until(Path(address).exists, "Neovim listens")
        self.line = socket.socket(socket.AF_UNIX)
        self.line.settimeout(PATIENCE)
        self.line.connect(address)
        self.answers = self.line.makefile("r", encoding="utf-8")

    def lua(self, chunk: str, *given: Any) -> Any:
        """Run a chunk of Lua with what is `given`, and return what it returns."""
        self.line.sendall(json.dumps({"chunk": chunk, "given": given}).encode() + b"\n")
        answer = json.loads(self.answers.readline() or '{"found": "Neovim has hung up"}')
        assert answer.get("done"), f"{chunk}: {answer['found']}"
        return answer.get("found")

    def vim(self, command: str) -> None:
        self.lua("vim.cmd(given[1])", command)

    def keys(self, keys: str) -> None:
        """Type keys, in the notation of mappings, and come back when they have been worked off."""
        self.lua(
            "vim.api.nvim_feedkeys(vim.api.nvim_replace_termcodes(given[1], true, false, true), 'tx', false)", keys
        )

    def typed(self, keys: str) -> None:
        """Type keys as a person does: they are worked off when Neovim comes to it."""
        self.lua("vim.api.nvim_input(given[1])", keys)

    def edit(self, path: Path) -> None:
        self.vim(f"edit! {path}")

    def edit_hidden(self, path: Path) -> None:
        """Go to another file and leave this one changed."""
        self.vim(f"set hidden | edit {path}")

    def text(self) -> str:
        return "\n".join(self.lua("return vim.api.nvim_buf_get_lines(0, 0, -1, false)")) + "\n"

    def shown(self) -> str:
        """Return what stands in all windows."""
        return self.lua(
            "local found = {} for _, window in ipairs(vim.api.nvim_list_wins()) do"
            " vim.list_extend(found, vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(window), 0, -1, false))"
            " end return table.concat(found, '\\n')"
        )

    def at(self, line: int, column: int) -> None:
        """Put the cursor on a line (from 0) and byte."""
        self.lua("vim.api.nvim_win_set_cursor(0, {given[1], given[2]})", line + 1, column)

    def find(self, words: str) -> None:
        """Put the cursor where `words` begin."""
        lines = self.text().split("\n")
        line = next(number for number, found in enumerate(lines) if words in found)
        self.at(line, len(lines[line][: lines[line].index(words)].encode()))

    def until(self, holds: Callable[[], Any], what: str) -> Any:
        """Return what `holds` returns as soon as that is true."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if found := holds():
                return found
            assert self.process.poll() is None, f"Neovim has ended: {self.told()}"
            time.sleep(0.02)
        raise AssertionError(f"it never came that {what}; {self.told()}")

    def told(self) -> str:
        return (self.home / "log").read_text("utf-8", "replace")[-2000:]

    def close(self) -> None:
        try:
            self.lua("vim.schedule(function() vim.cmd('qall!') end)")
            self.process.wait(PATIENCE)
        finally:
            self.process.kill()
            self.line.close()
            self.log.close()


def program() -> str:
    return shutil.which("nvim") or "nvim"


def _quoted(text: str) -> str:
    return "[==[" + text + "]==]"
