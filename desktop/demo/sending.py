"""How a teammate of the demo sends a file: over the connection for attachments, by the real protocol, in step with the server."""

from collections.abc import Iterable
from hashlib import sha256

from desktop.core.errors import ConnectError, ConnectFailure, RefusedError
from desktop.core.sync.address import files_address
from desktop.core.sync.connection import FileSocket
from desktop.demo.files import Upload
from sync_server.protocol.frames import (
    BeginUpload,
    Confirmed,
    Error,
    Resume,
    Resumed,
    TransferEnded,
    UploadReady,
)
from sync_server.protocol.transfer import Outflow, TransferFrame


async def upload(address: str, token: str, uploads: Iterable[Upload]) -> None:
    """Store some bytes on the server, one after the other. Raises RefusedError and ConnectError."""
    socket = await FileSocket.open(files_address(address))
    try:
        await socket.send(Resume(1, token))
        if not isinstance(await _next(socket), Resumed):
            raise _strange("no answer to resume")
        for number, each in enumerate(uploads, 2):
            await _upload(socket, number, each)
    finally:
        await socket.close()


async def _upload(socket: FileSocket, number: int, upload: Upload) -> None:
    size = len(upload.data)
    await socket.send(BeginUpload(number, upload.id, size, sha256(upload.data).hexdigest()))
    ready = await _next(socket)
    if not isinstance(ready, UploadReady):
        raise _strange("no answer to begin_upload")
    flow = Outflow(ready.offset, size)
    while ready.offset < size:
        while length := flow.room():
            await socket.send_chunk(number, flow.sent, upload.data[flow.sent : flow.sent + length])
            flow.went(length)
        match await _next(socket):
            case Confirmed(offset=offset):
                flow.confirm(offset)
            case TransferEnded():
                return
            case other:
                raise _strange(f"{type(other).__name__} does not belong to an upload")


async def _next(socket: FileSocket) -> TransferFrame:
    """Return what the server says next. Raises RefusedError if that is a refusal."""
    frame = await socket.receive()
    if isinstance(frame, Error):
        raise RefusedError(frame.code, frame.text, frame.retry_after_ms)
    if isinstance(frame, TransferEnded) and frame.code is not None:
        raise RefusedError(frame.code, frame.text)
    if not isinstance(frame, TransferFrame):
        raise _strange("bytes of a file that nobody wanted")
    return frame


def _strange(what: str) -> ConnectError:
    return ConnectError(ConnectFailure.NOT_INTERNAL_CHAT, what)
