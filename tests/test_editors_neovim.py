"""The Neovim plugin in a real Neovim: the language server's answers in its windows, and the preview both ways."""

from __future__ import annotations

import http.client
import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from nvim import PATIENCE, Nvim
from websockets import Origin
from websockets.sync.client import ClientConnection, connect

CAST = "character MEI\n    appearance: a woman of thirty, short black hair\n"
FILM = """\
film Rain
    fps: 24

use cast.film

scene kitchen: INT. KITCHEN - NIGHT

    shot wait: wide, static, 2s
        Mei waits.
        MEI: The water is cold.

    shot rain: close-up, 1s
        Rain.
"""
FAULTY = "scene INT. A - DAY\n    shot wide, 3s\n        sxf: rain\n"


@pytest.fixture(scope="module")
def nvim(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nvim]:
    if not shutil.which("nvim") and not os.environ.get("CI"):
        pytest.skip("no Neovim (nvim) to try the plugin in: apt-get install neovim")
    folder = tmp_path_factory.mktemp("neovim")
    nvim = Nvim(folder, folder / "home", "vim.ui.select = function(found, _, chosen) chosen(found[1], 1) end")
    yield nvim
    nvim.close()


def test_the_language_server(nvim: Nvim, tmp_path: Path) -> None:
    """One server serves all scenarios, each with a film of its own."""
    failed = []
    (tmp_path / "filmc.toml").write_text("", "utf-8")
    for number, scenario in enumerate(SCENARIOS):
        folder = tmp_path / f"{number}"
        folder.mkdir()
        (folder / "cast.film").write_text(CAST, "utf-8")
        (folder / "main.film").write_text(FILM, "utf-8")
        nvim.vim("silent! only | silent! %bwipeout!")
        try:
            nvim.edit(folder / "main.film")
            nvim.until(lambda: nvim.lua("return vim.bo.omnifunc") == "v:lua.vim.lsp.omnifunc", "the server is attached")
            scenario(nvim, folder)
        except AssertionError as error:
            failed.append(f"{scenario.__name__}: {error}")
    assert not failed


def test_the_preview(nvim: Nvim, tmp_path: Path) -> None:
    """The page and Neovim point each other to places, and what the page changes is changed, and undone, in Neovim."""
    film = tmp_path / "main.film"
    (tmp_path / "cast.film").write_text(CAST, "utf-8")
    film.write_text(FILM, "utf-8")
    nvim.vim("silent! only | silent! %bwipeout!")
    nvim.edit(film)
    nvim.vim("FilmPreview")
    told = "return require('filmc.preview').told[given[1]] or false"
    page = Page(nvim.until(lambda: nvim.lua(told, "address"), "the page has an address")["address"])
    sheet = page.until("sheet")
    assert nvim.until(lambda: nvim.lua(told, "film"), "the film is told")["shots"] == 2

    nvim.find("close-up")
    second = sheet["shots"][1]["id"]
    assert page.until("cursor", lambda said: said["shot"] == second)

    page.ask("open", {"file": "main.film", "line": 9, "column": 9})
    nvim.until(
        lambda: nvim.lua("return vim.api.nvim_win_get_cursor(0)") == [9, 8], "the cursor is where the page pointed"
    )

    nvim.find("1s")
    nvim.keys("x")
    nvim.keys("i3<Esc>")
    longer = page.until("sheet", lambda said: said["film"]["frames"] == 5 * 24)
    assert film.read_text("utf-8") == FILM

    base = next(file["digest"] for file in longer["files"] if file["file"] == "main.film")
    page.ask("write", {"what": "length", "file": "main.film", "base": base, "shot": second, "frames": 96})
    nvim.until(lambda: "close-up, 4s" in nvim.text(), "the page's change is in the buffer")
    assert film.read_text("utf-8") == FILM
    nvim.keys("u")
    assert "close-up, 3s" in nvim.text()

    nvim.vim("FilmPreviewStop")
    nvim.until(lambda: not nvim.lua("return require('filmc.preview').running()"), "the preview ends")
    page.close()


class Page:
    """What a browser does with the page: enters by the address, listens, asks."""

    def __init__(self, address: str) -> None:
        place = urlsplit(address)
        self.host = place.netloc
        navigation = {"Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}
        _, self.cookie, _ = self._request("GET", f"/?{place.query}", navigation)
        self.held = ExitStack()
        self.live: ClientConnection = self.held.enter_context(
            connect(
                f"ws://{self.host}/live",
                origin=Origin(f"http://{self.host}"),
                additional_headers={"Cookie": self.cookie},
                max_size=None,
            )
        )

    def _request(self, method: str, path: str, headers: dict[str, str], body: str = "") -> tuple[int, str, str]:
        """Return the status, the cookie that is given, and the text."""
        with closing(http.client.HTTPConnection(self.host, timeout=PATIENCE)) as line:
            line.request(method, path, body or None, headers)
            answer = line.getresponse()
            return answer.status, (answer.getheader("set-cookie") or "").partition(";")[0], answer.read().decode()

    def ask(self, what: str, said: dict[str, object]) -> str:
        headers = {"Cookie": self.cookie, "Origin": f"http://{self.host}", "Content-Type": "application/json"}
        status, _, words = self._request("POST", f"/{what}", headers, json.dumps(said))
        assert status == 200, words
        return words

    def until(self, topic: str, holds: Callable[[dict], bool] = bool) -> dict:
        """Return the next message of a topic of which `holds` is true."""
        while True:
            said = json.loads(self.live.recv(PATIENCE))
            if said["topic"] == topic and holds(said):
                return said

    def close(self) -> None:
        self.held.close()


# ---- scenarios


def faulty(nvim: Nvim, folder: Path) -> None:
    (folder / "main.film").write_text(FAULTY, "utf-8")
    nvim.edit(folder / "main.film")
    nvim.until(lambda: nvim.lua("return #vim.diagnostic.get(0)"), "there is a diagnostic")


def opens(nvim: Nvim, _: Path) -> None:
    assert nvim.lua("return vim.bo.filetype") == "film"
    assert nvim.lua("return vim.tbl_map(function(each) return each.name end, vim.lsp.get_active_clients())") == [
        "filmc"
    ]
    assert nvim.lua("return vim.bo.shiftwidth") == 4


def tells_an_error(nvim: Nvim, folder: Path) -> None:
    faulty(nvim, folder)
    (found,) = nvim.lua("return vim.diagnostic.get(0)")
    assert (found["lnum"], found["col"], found["severity"]) == (2, 8, 1)
    assert "sxf" in found["message"]


def fixes(nvim: Nvim, folder: Path) -> None:
    faulty(nvim, folder)
    nvim.find("sxf")
    nvim.lua("vim.lsp.buf.code_action()")
    nvim.until(lambda: "        sfx: rain\n" in nvim.text(), "the key is mended")
    nvim.until(lambda: nvim.lua("return #vim.diagnostic.get(0)") == 0, "no diagnostic is left")


def completes(nvim: Nvim, _: Path) -> None:
    nvim.find("MEI: The")
    nvim.typed("oambi<C-x><C-o>")
    nvim.until(lambda: "        ambience" in nvim.text(), "the cue is completed")
    nvim.typed("<C-e><Esc>")


def hovers(nvim: Nvim, _: Path) -> None:
    nvim.find("MEI: The")
    nvim.lua("vim.lsp.buf.hover()")
    nvim.until(lambda: "a woman of thirty" in nvim.shown(), "there is a card of Mei")


def renames(nvim: Nvim, folder: Path) -> None:
    nvim.find("MEI: The")
    nvim.lua("vim.lsp.buf.rename(given[1])", "ANNA")
    nvim.until(lambda: "        ANNA: The water" in nvim.text(), "Mei has another name")
    nvim.edit_hidden(folder / "cast.film")
    assert nvim.text().startswith("character ANNA\n")


def outlines(nvim: Nvim, _: Path) -> None:
    nvim.lua("vim.lsp.buf.document_symbol()")
    titles = nvim.until(
        lambda: nvim.lua("local all = vim.fn.getqflist() if #all == 0 then all = vim.fn.getloclist(0) end"
                         " return vim.tbl_map(function(each) return each.text end, all)"), "there is an outline")  # fmt: skip
    assert all(any(name in title for title in titles) for name in ("wait", "rain", "kitchen")), titles


def formats(nvim: Nvim, _: Path) -> None:
    ask = "if vim.lsp.buf.format then vim.lsp.buf.format() else vim.lsp.buf.formatting_sync(nil, 9000) end return 1"
    nvim.lua("vim.api.nvim_buf_set_lines(0, -1, -1, false, {given[1]})", "        MEI (sad) :   No.   ")

    def formatted() -> bool:  # a server that has not taken in the change yet may refuse once
        return bool(nvim.lua(ask)) and nvim.text().endswith("        MEI (sad): No.\n")

    nvim.until(formatted, "it is in the house style")
    nvim.keys("u")
    assert "MEI (sad) :   No." in nvim.text()


def defines(nvim: Nvim, _: Path) -> None:
    nvim.find("MEI: The")
    nvim.lua("vim.lsp.buf.definition()")
    nvim.until(lambda: nvim.lua("return vim.fn.expand('%:t')") == "cast.film", "the cast is shown")
    assert nvim.lua("return vim.api.nvim_win_get_cursor(0)") == [1, 10]


def refers(nvim: Nvim, _: Path) -> None:
    nvim.find("MEI: The")
    nvim.lua("vim.fn.setqflist({}) vim.lsp.buf.references()")
    found = nvim.until(lambda: nvim.lua("return vim.fn.getqflist()"), "there are references")
    assert {each["lnum"] for each in found} >= {9, 10}


def colours(nvim: Nvim, _: Path) -> None:
    groups = "return vim.fn.synIDattr(vim.fn.synID(given[1], given[2], 1), 'name')"
    seen = [
        nvim.lua(groups, line, column) for line, column in ((1, 1), (2, 5), (6, 7), (8, 10), (8, 16), (8, 30), (10, 9))
    ]
    assert seen == ["filmHeading", "filmKey", "filmLabel", "filmLabel", "filmWord", "filmAmount", "filmName"]


def indents(nvim: Nvim, _: Path) -> None:
    nvim.find("shot wait")
    nvim.keys("oSnow.<Esc>")
    assert "\n        Snow.\n" in nvim.text()
    nvim.keys("oframe:<CR>fix: a badge<Esc>")
    assert "\n        frame:\n            fix: a badge\n" in nvim.text()


def explains(nvim: Nvim, folder: Path) -> None:
    faulty(nvim, folder)
    nvim.at(2, 0)
    nvim.vim("FilmExplain")
    nvim.until(lambda: "E0330" in nvim.shown(), "the story of the code is shown")
    nvim.keys("q")
    assert nvim.lua("return vim.fn.expand('%:t')") == "main.film"


def lists_takes(nvim: Nvim, _: Path) -> None:
    nvim.vim("FilmTakes wait")
    nvim.until(
        lambda: "wait" in nvim.lua("return vim.api.nvim_buf_get_lines(0, 0, 1, false)[1] or ''"), "takes are listed"
    )


def checks(nvim: Nvim, folder: Path) -> None:
    faulty(nvim, folder)
    nvim.lua("vim.bo.makeprg = vim.fn.join(vim.g.filmc_command, ' ') .. ' ' .. vim.bo.makeprg:gsub('^filmc ', '')")
    nvim.vim("silent make!")
    (found,) = [each for each in nvim.lua("return vim.fn.getqflist()") if each["valid"]]
    assert (found["lnum"], found["col"], found["type"].lower()) == (3, 9, "e")


def builds_its_parser(nvim: Nvim, folder: Path) -> None:
    if not shutil.which("cc"):
        return
    quick = folder / "cc"
    quick.write_text('#!/bin/sh\nexec cc "$@" -O0\n', "utf-8")
    quick.chmod(0o700)
    nvim.lua("vim.env.CC = given[1]", str(quick))
    nvim.vim("FilmParser")
    tree = nvim.lua("return vim.treesitter.get_parser(0, 'film'):parse()[1]:root():sexpr()")
    assert tree.startswith("(source_file (plain")
    assert nvim.lua("return require('filmc.parser').highlight(0)") is True


SCENARIOS: tuple[Callable[[Nvim, Path], None], ...] = (
    opens, tells_an_error, fixes, completes, hovers, renames, outlines, formats, defines, refers, colours, indents,
    explains, lists_takes, checks, builds_its_parser,
)  # fmt: skip
