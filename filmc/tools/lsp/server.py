"""The language server: what it can, whom it serves, and how a fault of its own is told without ending it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from typing import Any

from lsprotocol import types
from pygls.exceptions import JsonRpcException, JsonRpcInternalError
from pygls.lsp.server import LanguageServer
from pygls.protocol import LanguageServerProtocol, default_converter, lsp_method

from filmc import __version__
from filmc.tools.lsp.aside import Aside
from filmc.tools.lsp.commands import NAMES
from filmc.tools.lsp.features.status import status
from filmc.tools.lsp.films import Films
from filmc.tools.lsp.orders import Orders
from filmc.tools.lsp.positions import ENCODINGS
from filmc.tools.lsp.publishing import Publisher
from filmc.tools.lsp.script import Abilities, Script
from filmc.tools.lsp.table import PAGES, SCRIPTS, Asked, AskedOfAll
from filmc.tools.lsp.uris import path_of

WATCHED = "**/*.{film,toml,lock,png,jpg,jpeg,webp,bmp,tif,tiff,mp4,mov,mkv,webm,wav,mp3,flac,ogg,m4a,cube}"
"""Files that a film reads, or asks whether they are there."""

_log = logging.getLogger("filmc.lsp")


class FilmProtocol(LanguageServerProtocol):
    """The protocol, with texts that are kept by us: pygls ends lines where the protocol does not."""

    _server: FilmServer

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
        self.films = films or Films()
        self._publisher = Publisher()
        self._complained: set[str] = set()
        self.aside = Aside(self.films, self._tell_standing, lambda fault: self.report_server_error(fault, type(fault)))
        self.orders = Orders(self)
        self._listen()
        for method, asked in PAGES.items():
            self.feature(method, asked.options)(self._of_page(asked))
        for method, of_all in SCRIPTS.items():
            self.feature(method, of_all.options)(self._of_all(of_all))
        for name in NAMES:
            self.command(name)(lambda: None)  # so that it is told to clients; `Orders` carries it out

    def _listen(self) -> None:
        self.feature(types.INITIALIZE)(lambda _params: self._meet())
        self.feature(types.INITIALIZED)(lambda _params: self._begin())
        self.feature(types.TEXT_DOCUMENT_DID_SAVE)(lambda _params: self.films.look_again())
        self.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)(lambda _params: self.films.look_again())
        self.feature(types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS)(lambda _params: self._take_folders())

    # ---- requests

    def _of_page(self, asked: Asked) -> Callable[[Any], Any]:
        def answer(params: Any) -> Any:
            page = self.films.page(params.text_document.uri)
            return asked.answer(page, params) if page else asked.nothing

        return answer

    def _of_all(self, asked: AskedOfAll) -> Callable[[Any], Any]:
        return lambda params: asked.answer(self.films.scripts(), params)

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
        if self._abilities.get("status"):
            self.protocol.notify("filmc/status", status(script))
        if self._refreshes("inlay_hint"):
            self.workspace_inlay_hint_refresh(None)
        if self._refreshes("code_lens"):
            self.workspace_code_lens_refresh(None)

    def report_server_error(self, error: Exception, source: Any) -> None:
        """Tell the person once of a fault that is ours; the log has each. What a client does wrong is only logged."""
        if isinstance(error, JsonRpcException) and error.code != JsonRpcInternalError.CODE:
            _log.info("%s", error)
            return
        traced = error.data.get("traceback", ()) if isinstance(error, JsonRpcException) and error.data else ()
        _log.error("%s: %s\n%s", getattr(source, "__name__", source), error, "".join(traced))
        said = f"{type(error).__name__}: {error}"
        if said not in self._complained:
            self._complained.add(said)
            message = f"a fault in filmc itself, not in your film: {error}. The log of the server tells more"
            self.window_show_message(types.ShowMessageParams(types.MessageType.Error, message))

    # ---- getting to know each other

    def _meet(self) -> None:
        agreed = str(getattr(self.workspace.position_encoding, "value", self.workspace.position_encoding))
        self.films.encoding = next(encoding for encoding in ENCODINGS if encoding == agreed)
        self.films.abilities = Abilities(bool(self._abilities.get("pictures")), self._takes_snippets)
        self._take_folders()

    def _take_folders(self) -> None:
        named = [folder.uri for folder in self.workspace.folders.values()] or [self.workspace.root_uri or ""]
        self.films.folders = {path for uri in named if (path := path_of(uri))}
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
