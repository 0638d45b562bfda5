"""Hears the calls of later starts of the program: what they were started for, while this process is the one that runs.

Imported after the first paint. Only this user can connect (`QLocalServer` sees to it, on Windows by the pipe's access list, else
by the socket's mode); all the same a caller gets no more than a bounded frame, a few seconds, and an answer that says nothing.
"""

import json
import logging
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from desktop.system.one_instance import FRAME_BYTES, TAKEN, Call, Held

log = logging.getLogger(__name__)

CALLERS = 8
"""Who are heard at the same time; nobody starts the program more often."""
_PATIENCE_MS = 5_000
_TOKEN_CHARACTERS = 1_000
_NAME = "internal-chat"
_SOCKET = "calls"
_LONGEST_PATH = 80
"""In bytes; systems have room for some 100, and Qt needs a part of it while it makes the socket."""


class CallServer(QObject):
    """Listens until it is closed.

    Signals:
        called(Call): the program was started once more.
    """

    called = Signal(object)

    def __init__(self, held: Held, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._held = held
        self._folder: Path | None = None
        """A folder for the socket alone, where home has no room for it."""
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_connection)
        self._callers: set[_Caller] = set()

    def listen(self) -> bool:
        """Begin to listen, and say where; return whether that is possible here."""
        if not self._held.can_be_called:
            return False
        _clear_away(self._held)
        for address in self._addresses():
            if self._server.listen(address):
                self._held.announce(self._server.fullServerName())
                return True
        log.warning("a second start cannot be heard: %s", self._server.errorString())
        return False

    def close(self) -> None:
        """Listen no more: the program ends, and who comes now takes its place."""
        self._held.withdraw()
        self._server.close()
        if self._folder is not None:
            with suppress(OSError):  # systems tidy their folders for what is temporary
                self._folder.rmdir()
            self._folder = None

    def _addresses(self) -> Iterator[str]:
        """Yield names to listen under, the best first."""
        if sys.platform == "win32":
            import secrets

            yield f"{_NAME}-{secrets.token_hex(16)}"  # pipes have no folders: nobody can know it beforehand
            return
        path = str(self._held.home.absolute() / _SOCKET)
        if len(os.fsencode(path)) <= _LONGEST_PATH:
            yield path
        runtime = os.environ.get("XDG_RUNTIME_DIR", "")
        above = runtime if Path(runtime).is_absolute() and Path(runtime).is_dir() else None
        self._folder = Path(tempfile.mkdtemp(prefix=f"{_NAME}-", dir=above))
        yield str(self._folder / _SOCKET)

    def _on_connection(self) -> None:
        while self._server.hasPendingConnections():
            socket = self._server.nextPendingConnection()
            if len(self._callers) >= CALLERS:
                socket.abort()
                socket.deleteLater()
                continue
            caller = _Caller(socket, self)
            self._callers.add(caller)
            caller.called.connect(self.called)
            caller.gone.connect(lambda caller=caller: self._callers.discard(caller))
            caller.listen()


class _Caller(QObject):
    """One later start, until it has said what it was started for."""

    called = Signal(object)
    gone = Signal()

    def __init__(self, socket: QLocalSocket, parent: QObject) -> None:
        super().__init__(parent)
        self._socket = socket
        socket.setParent(self)
        socket.setReadBufferSize(FRAME_BYTES + 1)
        self._frame = b""
        self._is_done = self._has_ended = False
        socket.readyRead.connect(self._read)
        socket.disconnected.connect(self._end)
        patience = QTimer(self, interval=_PATIENCE_MS, singleShot=True)
        patience.timeout.connect(self._end)
        patience.start()

    def listen(self) -> None:
        """Take what has come already, now that somebody hears what comes of it."""
        self._read()

    def _read(self) -> None:
        if self._is_done:
            return
        self._frame += self._socket.readAll().data()
        if len(self._frame) > FRAME_BYTES:
            log.warning("a second start said too much")
            self._end()
            return
        frame, ends, _ = self._frame.partition(b"\n")
        if not ends:
            return
        call = call_of(frame)
        if call is None:
            log.warning("a second start was not understood")
            self._end()
            return
        self._is_done = True
        self.called.emit(call)
        self._socket.write(TAKEN)
        self._socket.disconnectFromServer()  # once that is written

    def _end(self) -> None:
        if self._has_ended:
            return
        self._has_ended = self._is_done = True
        self._socket.abort()
        self.gone.emit()
        self.deleteLater()


def call_of(frame: bytes) -> Call | None:
    """Return what a caller wants; None for what is no call. What another version says beyond it is passed over."""
    try:
        said = json.loads(frame)
    except (ValueError, RecursionError):
        return None
    if not isinstance(said, dict):
        return None
    link, hidden, token = said.get("link", ""), said.get("hidden", False), said.get("token", "")
    if not (isinstance(link, str) and isinstance(hidden, bool) and isinstance(token, str)):
        return None
    plain = token.isascii() and token.isprintable() and len(token) <= _TOKEN_CHARACTERS
    return Call(link, hidden, token if plain else "")


def _clear_away(held: Held) -> None:
    """Remove the socket of one that ended without a word, and the folder that was made for it: nobody else listens now."""
    if sys.platform == "win32":
        return
    stale = Path(held.stale_address)
    try:
        (held.home / _SOCKET).unlink(missing_ok=True)
        if stale.name == _SOCKET and stale.parent.name.startswith(f"{_NAME}-"):
            stale.unlink(missing_ok=True)
            stale.parent.rmdir()
    except OSError as error:
        log.info("the socket of an earlier run stays: %s", error.strerror)
