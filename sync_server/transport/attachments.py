"""One live connection for attachments: several uploads and downloads at once, none of which delays a message.

It hears no pushes and adds nothing to anybody's presence; but it is a guest of the hub, so a device that is signed out is sent
away from here as well. Requests are read one after the other; each transfer has a task of its own, and the bytes go through the
threads of the depot. A client that does not read, or does not confirm, just gets nothing more.
"""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Sequence

from sync_server.errors import Refusal, StorageFailed
from sync_server.protocol import limits
from sync_server.protocol.codes import CloseCode, ErrorCode
from sync_server.protocol.frames import (
    BeginUpload,
    Confirm,
    Error,
    Fetch,
    Ok,
    Push,
    RequestId,
    Resume,
    StopTransfer,
    TransferEnded,
)
from sync_server.protocol.transfer import decode_chunk
from sync_server.transport.downloads import Download, was_stopped
from sync_server.transport.house import House
from sync_server.transport.lane import Lane
from sync_server.transport.outlet import Wire
from sync_server.transport.reading import Unreadable, read_transfer_request
from sync_server.transport.uploads import Upload
from sync_server.transport.visit import Visit

_log = logging.getLogger(__name__)

_NOT_RUNNING = "no such transfer is running here"
_WHO_FIRST = "say who this is first, with resume"
_ENDED_KEPT = 64
"""Transfers that ended lately which a connection remembers."""
_LATE_FRAMES = 64
"""Frames for a transfer that has ended which may still have been on their way: they are passed over in silence."""
HELD_BYTES = 1024 * 1024
"""Received bytes that no file has taken yet, of all uploads of a connection, above which nothing more is read from it."""

_PONG_SECONDS = 60
"""How long the answer to a ping may take: it waits behind what is on its way of files, on a slow line."""

Transfer = Upload | Download


class AttachmentVisit(Visit):
    """One connection for attachments; see the module."""

    __slots__ = ("_lane", "_late", "_running", "_written")

    def __init__(self, wire: Wire, house: House, *, address: str) -> None:
        super().__init__(wire, house, address=address)
        wire.ping_timeout = _PONG_SECONDS
        wire.read_ahead(frames=1)
        self._lane = Lane(self._outlet, house.commands)
        self._running: dict[RequestId, Transfer] = {}
        self._late: OrderedDict[RequestId, int] = OrderedDict()
        """Transfers that have ended, and how many frames may still come for them."""
        self._written = asyncio.Event()

    def hear(self, pushes: Sequence[Push], data: bytes) -> None:
        """Pass over pushes: they are for the connection for messages."""

    def take_no_more(self) -> None:
        """Take and send nothing more; what has come is kept, and goes on another time."""
        super().take_no_more()
        self._stop_all()

    def _leave(self) -> None:
        super()._leave()
        if self._caller is not None:
            self._house.crowds.leave(self)
        self._stop_all()

    def _stop_all(self) -> None:
        while self._running:
            self._running.popitem()[1].stop()
        self._written.set()

    # Reading ----------------------------------------------------------------------------------------------------------

    async def _take(self, data: str | bytes) -> None:
        if isinstance(data, bytes):
            await self._take_chunk(data)
            return
        request = read_transfer_request(data)
        if isinstance(request, Confirm):
            await self._confirm(request)
            return
        if self._is_too_much(request.error.id if isinstance(request, Unreadable) else request.id):
            return
        if isinstance(request, Unreadable):
            self._answer_unreadable(request)
            return
        try:
            await self._serve(request)
        except Exception as error:  # noqa: BLE001 - a bug fails this request and no other
            self._answer_failed(type(request), request.id, error)

    async def _take_chunk(self, data: bytes) -> None:
        if self._caller is None:
            # The largest frames there are, from nobody knows whom: one is enough.
            self._outlet.send(Error(None, ErrorCode.NOT_SIGNED_IN, _WHO_FIRST))
            self.end(CloseCode.POLICY, _WHO_FIRST)
            return
        try:
            chunk = decode_chunk(data)
        except ValueError as error:
            self._outlet.send(Error(None, ErrorCode.MALFORMED, str(error)))
            self.end(CloseCode.MALFORMED, "this was no chunk of a file")
            return
        upload = self._running.get(chunk.transfer)
        if not isinstance(upload, Upload):
            self._take_stray(chunk.transfer)
            return
        try:
            if not upload.take(chunk):
                await self._slow_down()
        except Refusal as refusal:
            self._break_off(chunk.transfer, upload, refusal)
        await self._room()
        await self._house.commands.lull()

    async def _confirm(self, request: Confirm) -> None:
        download = self._running.get(request.transfer)
        if not isinstance(download, Download):
            self._take_stray(request.transfer)
            return
        try:
            if not download.confirm(request.offset):
                await self._slow_down()
        except Refusal as refusal:
            self._break_off(request.transfer, download, refusal)

    def _take_stray(self, transfer: RequestId) -> None:
        """Pass over what belongs to no transfer: of one that has just ended, it was on its way; else it is said, and counted."""
        left = self._late.get(transfer, 0)
        if left:
            self._late[transfer] = left - 1
        elif not self._is_too_much(None):
            self._outlet.send(TransferEnded(transfer, ErrorCode.TRANSFER_NOT_FOUND, _NOT_RUNNING))

    async def _slow_down(self) -> None:
        """Count what asks for much with little as a request; if there were too many, read on only when it is time."""
        wait_ms = self._bucket.take(self._house.monotonic())
        if wait_ms is not None:
            await asyncio.sleep(wait_ms / 1000)

    async def _room(self) -> None:
        """Wait until the disk has taken most of what has come."""
        while self._taking and self._held_bytes() > HELD_BYTES:
            self._written.clear()
            await self._written.wait()

    def _held_bytes(self) -> int:
        return sum(each.held_bytes for each in self._running.values() if isinstance(each, Upload))

    # Serving ----------------------------------------------------------------------------------------------------------

    async def _serve(self, request: Resume | BeginUpload | Fetch | StopTransfer) -> None:
        caller = self._caller
        if caller is None:
            await self._greet(request)
            return
        match request:
            case Resume():
                raise Refusal(ErrorCode.ALREADY_SIGNED_IN, "this connection has signed in before")
            case BeginUpload():
                self._begin(
                    request.id, Upload(self._house.depot, self._lane, caller, request, self._written.set)
                )
            case Fetch():
                self._begin(request.id, Download(self._house.depot, self._lane, caller, request))
            case StopTransfer():
                transfer = self._running.pop(request.transfer, None)
                if transfer is None:
                    raise Refusal(ErrorCode.TRANSFER_NOT_FOUND, _NOT_RUNNING)
                transfer.stop()
                self._remember(request.transfer)
                self._outlet.send(Ok(request.id))

    async def _greet(self, request: Resume | BeginUpload | Fetch | StopTransfer) -> None:
        if not isinstance(request, Resume):
            raise Refusal(ErrorCode.NOT_SIGNED_IN, _WHO_FIRST)
        caller, reply = await self._house.doorkeeper.resume(request)
        if self._ended:
            return  # Sent away while the store was asked.
        self._enter(caller)
        self._house.crowds.enter(self)
        self._outlet.send(reply)

    # Transfers --------------------------------------------------------------------------------------------------------

    def _begin(self, number: RequestId, transfer: Transfer) -> None:
        if number in self._running:
            raise Refusal(ErrorCode.MALFORMED, "a transfer with this id is running here")
        if len(self._running) >= limits.TRANSFERS:
            raise Refusal(
                ErrorCode.TOO_MANY_TRANSFERS, f"at most {limits.TRANSFERS} transfers run on one connection"
            )
        self._late.pop(number, None)
        self._running[number] = transfer
        self._house.depot.run(self._carry(number, transfer))

    async def _carry(self, number: RequestId, transfer: Transfer) -> None:
        """See a transfer to its end, and tell the client if it did not come to a good one."""
        try:
            await transfer.run()
        except asyncio.CancelledError:
            self._tell(number, transfer, was_stopped())
            raise
        except Exception as error:  # noqa: BLE001 - a bug ends this transfer and no other
            self._tell(number, transfer, error)
        finally:
            self._forget(number, transfer)

    def _tell(self, number: RequestId, transfer: Transfer, error: Exception) -> None:
        """Tell why a transfer cannot begin, or not go on; unless the client has given it up."""
        if not self._taking:
            return  # The connection is about to end: the client knows that it has to ask again.
        if not transfer.answered:
            self._answer_failed(type(transfer), number, error)
        elif self._running.get(number) is transfer:
            if not isinstance(error, Refusal):
                _log.error("%s failed", type(transfer).__name__, exc_info=error)
                error = StorageFailed("the server failed; try again later")
            self._outlet.send(TransferEnded(number, error.code, error.text))

    def _break_off(self, number: RequestId, transfer: Transfer, refusal: Refusal) -> None:
        """End a transfer whose client does not keep to the rules."""
        self._tell(number, transfer, refusal)
        self._forget(number, transfer)
        transfer.stop()

    def _forget(self, number: RequestId, transfer: Transfer) -> None:
        if self._running.get(number) is transfer:
            del self._running[number]
            self._remember(number)
        # What it held is not held any more.
        self._written.set()

    def _remember(self, number: RequestId) -> None:
        self._late[number] = _LATE_FRAMES
        if len(self._late) > _ENDED_KEPT:
            self._late.popitem(last=False)
