"""The language server: what it can, whom it serves, and how a fault of its own is told without ending it.

A client waits for the answer to its first request, so all that this needs is light. What holds films is loaded by
`prepare`, once that answer is given.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Generator, Iterator, Mapping
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lsprotocol import types
from pygls.exceptions import JsonRpcException, JsonRpcInternalError
from pygls.lsp.server import LanguageServer
from pygls.protocol import LanguageServerProtocol, default_converter, lsp_method

from filmc import __version__
from filmc.tools.lsp.faults import Faults
from filmc.tools.lsp.inbox import is_request
from filmc.tools.lsp.offers import COMMANDS, METHODS
from filmc.tools.lsp.positions import ENCODINGS
from filmc.tools.lsp.uris import path_of

if TYPE_CHECKING:
    from filmc.tools.lsp.aside import Aside
    from filmc.tools.lsp.films import Films
    from filmc.tools.lsp.orders import Orders
    from filmc.tools.lsp.publishing import Publisher
    from filmc.tools.lsp.script import Script

WATCHED = "**/*.{film,toml,lock,png,jpg,jpeg,webp,bmp,tif,tiff,mp4,mov,mkv,webm,wav,mp3,flac,ogg,m4a,cube}"
"""Files that a film reads, or asks whether they are there."""

_log = logging.getLogger("filmc.lsp")


class FilmProtocol(LanguageServerProtocol):
    """The protocol, with texts that are kept by us: pygls ends lines where the protocol does not."""

    _server: FilmServer

    @lsp_method(types.INITIALIZE)
    def lsp_initialize(self, params: types.InitializeParams) -> Generator[Any, Any, types.InitializeResult]:
        """Tell a client what the server can. A root that is no address, or no folder's, is none."""
        self._server.faults.client = params.client_info.name if params.client_info else ""
        if path_of(params.root_uri or "") is None:
            params.root_uri = None
        return (yield from super().lsp_initialize(params))

    @lsp_method(types.TEXT_DOCUMENT_DID_OPEN)
    def lsp_text_document__did_open(self, params: types.DidOpenTextDocumentParams) -> None:
        """Take a document that the editor opens."""
        self._server.films.open(params.text_document)

    @lsp_method(types.TEXT_DOCUMENT_DID_CHANGE)
    def lsp_text_document__did_change(self, params: types.DidChangeTextDocumentParams) -> None:
        """Edit an open document."""
        uri = params.text_document.uri
        if self._server.films.document(uri):
            self._server.films.change(uri, params.text_document.version, params.content_changes)
        else:
            _log.warning("an edit of a document that is not open: %s", uri)

    @lsp_method(types.TEXT_DOCUMENT_DID_CLOSE)
    def lsp_text_document__did_close(self, params: types.DidCloseTextDocumentParams) -> None:
        """Forget a document."""
        self._server.films.close(params.text_document.uri)

    @lsp_method(types.WORKSPACE_EXECUTE_COMMAND)
    async def lsp_workspace__execute_command(  # type: ignore[override]
        self, params: types.ExecuteCommandParams
    ) -> Any:
        """Have a command done aside, with a progress bar where the client wants one."""
        return await self._server.orders.carried_out(params)


class FilmServer(LanguageServer):
    """Answers for the films that an editor has open."""

    def __init__(self, films: Films | None = None, converter: Callable[[], Any] = default_converter) -> None:
        """Serve `films`; `converter` makes what turns messages into values and back, and learns each kind once."""
        super().__init__("filmc", __version__, protocol_cls=FilmProtocol, converter_factory=converter)
        self.is_met = False
        """Whether a client has introduced itself: before that there are no films."""
        self._given = films
        self.faults = Faults()
        self._busy: set[asyncio.Future[Any]] = set()
        self._listen()
        for method, options in METHODS.items():
            self.feature(method, options)(partial(self._answer, method))
        for name in COMMANDS:
            self.command(name)(lambda: None)  # so that it is told to clients; `Orders` carries it out

    def _listen(self) -> None:
        self.feature(types.INITIALIZE)(lambda _params: self._meet())
        self.feature(types.INITIALIZED)(lambda _params: self._begin())
        self.feature(types.TEXT_DOCUMENT_DID_SAVE)(lambda _params: self.films.look_again())
        self.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)(lambda _params: self.films.look_again())
        self.feature(types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS)(lambda _params: self._take_folders())

    # ---- what is loaded when the client has been answered

    def prepare(self) -> None:
        """Load all that answers; the client has introduced itself."""
        from filmc.tools.lsp import table  # noqa: F401, PLC0415  -- ahead of the first request

        self._publisher, self.orders  # noqa: B018

    @cached_property
    def films(self) -> Films:
        """The films that the client has open, in its unit of columns."""
        from filmc.tools.lsp.films import Films  # noqa: PLC0415
        from filmc.tools.lsp.script import Abilities  # noqa: PLC0415

        films = self._given or Films()
        agreed = str(getattr(self.workspace.position_encoding, "value", self.workspace.position_encoding))
        films.encoding = next(encoding for encoding in ENCODINGS if encoding == agreed)
        films.abilities = Abilities(bool(self._abilities.get("pictures")), self._takes_snippets)
        films.folders = self._folders
        return films

    @cached_property
    def aside(self) -> Aside:
        """What is done while the client goes on."""
        from filmc.tools.lsp.aside import Aside  # noqa: PLC0415

        return Aside(self.films, self._tell_standing, self.report_server_error)

    @cached_property
    def orders(self) -> Orders:
        """What carries out commands."""
        from filmc.tools.lsp.orders import Orders  # noqa: PLC0415

        return Orders(self)

    @cached_property
    def _publisher(self) -> Publisher:
        from filmc.tools.lsp.publishing import Publisher  # noqa: PLC0415

        return Publisher()

    # ---- requests

    def _answer(self, method: str, params: Any) -> Any:
        """Return what the table's function of a method says."""
        from filmc.tools.lsp.table import PAGES, SCRIPTS  # noqa: PLC0415

        if method in SCRIPTS:
            told = SCRIPTS[method](self.films.scripts(), params)
            return self._publisher.completed(told, params) if method == types.WORKSPACE_DIAGNOSTIC else told
        page, asked = self.films.page(params.text_document.uri), PAGES[method]
        return asked.answer(page, params) if page else asked.nothing

    def handle(self, message: Any) -> None:
        """Handle a message; one that is answered aside is remembered until it is answered."""
        self.protocol.handle_message(message)
        future = self.protocol._request_futures.get(message.id) if is_request(message) else None  # noqa: SLF001
        if isinstance(future, asyncio.Future):
            self._busy.add(future)
            future.add_done_callback(self._busy.discard)

    @property
    def is_busy(self) -> bool:
        """Whether a request is being answered aside."""
        return bool(self._busy)

    def ahead(self) -> Iterator[None]:
        """Find out in small steps what will be asked of the films."""
        from filmc.tools.lsp.ahead import ahead  # noqa: PLC0415

        return ahead(self.films.checked())

    # ---- what the client is told

    def tell_news(self) -> None:
        """Tell the client what was found since it was last told."""
        fresh = self.films.news()
        if not self._pulls:
            for params in self._publisher.publish(fresh, self.films.homes()):
                self.text_document_publish_diagnostics(params)
        elif self._publisher.notice(fresh) and self._refreshes("diagnostics"):
            self.workspace_diagnostic_refresh(None)
        for script in fresh:
            self.aside.survey_soon(script)
        self.aside.draw_wanted()

    def _tell_standing(self, script: Script) -> None:
        """Tell the client that it is known anew where a film stands: it asks again for what shows that."""
        from filmc.tools.lsp.features.status import status  # noqa: PLC0415

        if self._abilities.get("status"):
            self.protocol.notify("filmc/status", status(script))
        if self._refreshes("inlay_hint"):
            self.workspace_inlay_hint_refresh(None)
        if self._refreshes("code_lens"):
            self.workspace_code_lens_refresh(None)

    def report_server_error(self, error: Exception, source: Any = None) -> None:  # noqa: ARG002  -- pygls gives it
        """Tell the person once of a fault that is ours; the log has each. What a client does wrong is only logged."""
        if isinstance(error, JsonRpcException) and error.code != JsonRpcInternalError.CODE:
            _log.info("%s", error)
            return
        if told := self.faults.note(error):
            self.window_show_message(types.ShowMessageParams(types.MessageType.Error, told))

    # ---- getting to know each other

    def _meet(self) -> None:
        self.is_met = True

    @property
    def _folders(self) -> set[Path]:
        named = [folder.uri for folder in self.workspace.folders.values()] or [self.workspace.root_uri or ""]
        return {path for uri in named if (path := path_of(uri))}

    def _take_folders(self) -> None:
        self.films.folders = self._folders
        self.films.look_again()

    def _begin(self) -> None:
        workspace = self.client_capabilities.workspace
        watching = workspace and workspace.did_change_watched_files
        if watching and watching.dynamic_registration:
            options = types.DidChangeWatchedFilesRegistrationOptions([types.FileSystemWatcher(WATCHED)])
            method = types.WORKSPACE_DID_CHANGE_WATCHED_FILES
            self.client_register_capability(types.RegistrationParams([types.Registration(method, method, options)]))

    @property
    def _takes_snippets(self) -> bool:
        text = self.client_capabilities.text_document
        item = text.completion.completion_item if text and text.completion else None
        return bool(item and item.snippet_support)

    @property
    def _pulls(self) -> bool:
        """Whether the client asks for diagnostics itself: pushed as well, it would show them twice."""
        text = self.client_capabilities.text_document
        return bool(text and text.diagnostic)

    def _refreshes(self, what: str) -> bool:
        """Tell whether the client asks anew for `what` when it is told to."""
        asked = getattr(self.client_capabilities.workspace, what, None)
        return bool(asked and asked.refresh_support)

    @property
    def _abilities(self) -> Mapping[str, Any]:
        """What the client says of itself beside the protocol, under `experimental.filmc`."""
        said = self.client_capabilities.experimental
        own = said.get("filmc") if isinstance(said, Mapping) else getattr(said, "filmc", None)
        return own if isinstance(own, Mapping) else getattr(own, "__dict__", {})
