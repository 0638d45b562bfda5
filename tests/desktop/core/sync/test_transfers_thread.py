"""The thread for transfers against a server that does as a test says, and that need not be honest."""

import asyncio
import hashlib
from contextlib import asynccontextmanager
from threading import Event

import pytest
from websockets.asyncio.server import serve
from websockets.exceptions import ConnectionClosed
from websockets.typing import Subprotocol

from desktop.core.errors import ConnectError, ErrorCode, FileTrouble
from desktop.core.files.sealed import SealedReader, SealedWriter, new_file
from desktop.core.sync import attachment_lane, attachment_line
from desktop.core.sync.transfers_jobs import Broke, Ended, Job, Moved, Refused, Stopped, Troubled
from desktop.core.sync.transfers_thread import TransfersThread
from sync_server.protocol.codes import SUBPROTOCOL
from sync_server.protocol.frames import (
    BeginUpload,
    Confirm,
    Confirmed,
    Error,
    Fetch,
    Fetching,
    Ok,
    Resume,
    Resumed,
    StopTransfer,
    TransferEnded,
    UploadReady,
    Welcome,
    encode,
)
from sync_server.protocol.nouns import User
from sync_server.protocol.transfer import decode_chunk, decode_transfer_request, encode_chunk
from tests.support.attachments import bytes_of_a_file
from tests.support.server import new_id

SIZE = 500_000
DATA = bytes_of_a_file(SIZE)
CHUNK = 50_000
SECONDS = 10


def nothing(_):
    """Answer nothing."""
    return ()


class Server:
    """What a connection does, as a test has it: `answer` is called with each request after `resume`, and may send frames."""

    def __init__(self):
        self.asked = []
        self.chunks = []
        self.connections = 0
        self.answer = nothing
        self._changed = asyncio.Event()
        self._left = asyncio.Event()

    async def is_asked(self, kind, where=lambda _: True):
        """Wait for such a request."""
        async with asyncio.timeout(SECONDS):
            while not any(isinstance(request, kind) and where(request) for request in self.asked):
                self._changed.clear()
                await self._changed.wait()

    async def __call__(self, socket):
        self.connections += 1
        await socket.send(encode(Welcome(1, "test")), text=True)
        try:
            async for data in socket:
                await self._take(socket, data)
        except ConnectionClosed:
            pass
        self._left.set()

    async def is_left(self):
        """Wait until a connection has ended."""
        async with asyncio.timeout(SECONDS):
            await self._left.wait()

    async def _take(self, socket, data):
        if isinstance(data, bytes):
            chunk = decode_chunk(data)
            self.chunks.append((chunk.offset, bytes(chunk.data)))
            request = chunk
        else:
            request = decode_transfer_request(data)
            self.asked.append(request)
            self._changed.set()
        if isinstance(request, Resume):
            user = User(new_id(), "anna", "Anna", "", True, 1)
            await socket.send(encode(Resumed(request.id, user, new_id(), "")), text=True)
            return
        for frame in self.answer(request):
            await socket.send(
                frame if isinstance(frame, bytes) else encode(frame), text=not isinstance(frame, bytes)
            )


class Heard:
    """What the thread tells."""

    def __init__(self):
        self.events = []
        self._changed = asyncio.Event()

    def __call__(self, event):
        self.events.append(event)
        self._changed.set()

    async def end(self):
        """Wait for what is not just progress."""
        async with asyncio.timeout(SECONDS):
            while True:
                self._changed.clear()
                for event in self.events:
                    if not isinstance(event, Moved):
                        self.events.remove(event)
                        return event
                await self._changed.wait()


@asynccontextmanager
async def thread_and_server():
    server, heard = Server(), Heard()
    async with serve(
        server, "127.0.0.1", 0, subprotocols=[Subprotocol(SUBPROTOCOL)], compression=None
    ) as listening:
        port = next(iter(listening.sockets)).getsockname()[1]
        thread = TransfersThread(f"ws://127.0.0.1:{port}/attachments", "a token", heard)
        try:
            yield thread, server, heard
        finally:
            await thread.close()


def download(folder, run=1, data=DATA):
    attachment = new_id()
    sha256 = hashlib.sha256(data).hexdigest()
    return Job(run, attachment, new_file(folder, attachment), len(data), sha256, (new_id(), new_id()))


def upload(folder, run=1, data=DATA):
    attachment = new_id()
    file = new_file(folder, attachment)
    with SealedWriter(file) as writer:
        writer.append(data)
        sha256 = writer.finish()
    return Job(run, attachment, file, len(data), sha256)


def gives(data, *, size=None, until=None, then=()):
    """Return what answers a fetch with bytes from the offset that was asked for."""

    def answer(request):
        if not isinstance(request, Fetch):
            return
        yield Fetching(request.id, len(data) if size is None else size)
        for offset in range(request.offset, len(data) if until is None else until, CHUNK):
            yield encode_chunk(request.id, offset, data[offset : offset + CHUNK][: len(data) - offset])
        for frame in then:
            yield frame(request)

    return answer


async def test_a_file_that_is_what_was_announced_is_kept(tmp_path):
    async with thread_and_server() as (thread, server, heard):
        server.answer = gives(DATA)
        job = download(tmp_path)
        thread.begin(job)
        assert await heard.end() == Ended(1)
        with SealedReader(job.file, SIZE) as reader:
            assert reader.read(0, SIZE) == DATA
        await server.is_asked(Confirm, lambda request: request.offset == SIZE)
        confirmed = [request.offset for request in server.asked if isinstance(request, Confirm)]
        assert confirmed == sorted(set(confirmed))


async def test_one_that_was_begun_goes_on_behind_what_is_sealed(tmp_path):
    async with thread_and_server() as (thread, server, heard):
        job = download(tmp_path)
        with SealedWriter(job.file) as writer:
            writer.append(DATA[:200_000])
            kept = writer.kept
        assert kept > 100_000
        server.answer = gives(DATA)
        thread.begin(job)
        assert await heard.end() == Ended(1)
        assert [request.offset for request in server.asked if isinstance(request, Fetch)] == [kept]


async def test_other_bytes_than_announced_are_damage(tmp_path):
    async with thread_and_server() as (thread, server, heard):
        server.answer = gives(DATA[:-1] + bytes([DATA[-1] ^ 1]))
        thread.begin(download(tmp_path))
        assert await heard.end() == Troubled(1, FileTrouble.DAMAGED)


async def test_another_size_than_announced_is_damage_and_the_server_is_told_to_stop(tmp_path):
    async with thread_and_server() as (thread, server, heard):
        server.answer = gives(DATA, size=SIZE + 1)
        thread.begin(download(tmp_path))
        assert await heard.end() == Troubled(1, FileTrouble.DAMAGED)
        await server.is_asked(StopTransfer)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda request: encode_chunk(request.id, 2 * CHUNK, b"after a gap"),
        lambda request: encode_chunk(request.id, 0, DATA[:CHUNK]),
        lambda request: encode_chunk(request.id, CHUNK, bytes(150_000)),
        lambda request: TransferEnded(request.id),
        lambda request: Fetching(request.id, SIZE),
    ],
    ids=["gap", "again", "beyond the end", "ended early", "twice"],
)
async def test_a_server_that_makes_no_sense_is_asked_again_later_and_the_others_go_on(tmp_path, wrong):
    async with thread_and_server() as (thread, server, heard):
        small = DATA[: 2 * CHUNK]
        server.answer = gives(small, until=CHUNK, then=[wrong])
        thread.begin(download(tmp_path, data=small))
        assert await heard.end() == Refused(1, ErrorCode.INTERNAL)
        await server.is_asked(StopTransfer)
        server.answer = gives(DATA)
        thread.begin(download(tmp_path, run=2))
        assert await heard.end() == Ended(2)
        assert server.connections == 1


async def test_a_server_that_sends_without_end_does_not_fill_the_memory(tmp_path, monkeypatch):
    monkeypatch.setattr(attachment_lane, "MOST_HELD_BYTES", 4 * CHUNK)
    is_too_much = Event()
    put = attachment_lane.Lane.put

    def noticed(lane, frame):
        try:
            put(lane, frame)
        except ConnectError:
            is_too_much.set()
            raise

    class Slow(SealedWriter):
        def finish(self):
            assert is_too_much.wait(SECONDS)
            return super().finish()

    monkeypatch.setattr(attachment_lane.Lane, "put", noticed)
    monkeypatch.setattr(attachment_lane, "SealedWriter", Slow)
    async with thread_and_server() as (thread, server, heard):
        server.answer = gives(DATA, then=[lambda request: encode_chunk(request.id, 0, DATA[:CHUNK])] * 5)
        thread.begin(download(tmp_path))
        await server.is_left()
        assert await heard.end() == Broke((1,))


async def test_how_far_one_came_is_known_though_it_broke_at_once(tmp_path):
    async with thread_and_server() as (thread, server, heard):
        server.answer = gives(DATA, until=3 * CHUNK, then=[lambda _: b"this is no chunk"[:5]])
        thread.begin(download(tmp_path))
        assert await heard.end() == Broke((1,))
        assert heard.events[-1] == Moved(1, 2 * 65_536)


async def test_a_reason_that_a_newer_server_has_ends_it_for_good(tmp_path):
    async with thread_and_server() as (thread, server, heard):
        server.answer = gives(DATA, until=CHUNK, then=[newer])
        thread.begin(download(tmp_path))
        assert await heard.end() == Refused(1, ErrorCode.MALFORMED)


def newer(request):
    return TransferEnded(request.id, "blocked_by_policy", "scanned")


async def test_what_is_taken_away_in_the_middle_is_refused(tmp_path):
    gone = ErrorCode.ATTACHMENT_NOT_FOUND
    async with thread_and_server() as (thread, server, heard):
        server.answer = gives(DATA, until=CHUNK, then=[lambda request: TransferEnded(request.id, gone)])
        thread.begin(download(tmp_path))
        assert await heard.end() == Refused(1, gone)
        server.answer = lambda request: (Error(request.id, gone, ""),)
        thread.begin(download(tmp_path, run=2))
        assert await heard.end() == Refused(2, gone)
        assert server.connections == 1


async def test_one_that_fails_leaves_the_others_alone(tmp_path):
    async with thread_and_server() as (thread, server, heard):
        bad, good = download(tmp_path, run=1), download(tmp_path, run=2)

        def answer(request):
            if isinstance(request, Fetch) and request.attachment == bad.attachment:
                return iter((Error(request.id, ErrorCode.ATTACHMENT_NOT_FOUND, ""),))
            return gives(DATA)(request)

        server.answer = answer
        thread.begin(bad)
        thread.begin(good)
        assert {type(await heard.end()), type(await heard.end())} == {Refused, Ended}


async def test_to_stop_lets_go_of_the_file_and_keeps_what_is_sealed(tmp_path):
    async with thread_and_server() as (thread, server, heard):
        server.answer = gives(DATA, until=300_000)
        job = download(tmp_path)
        thread.begin(job)
        await server.is_asked(Confirm)
        thread.stop(1)
        assert await heard.end() == Stopped(1)
        confirmed = max(request.offset for request in server.asked if isinstance(request, Confirm))
        with SealedWriter(job.file) as writer:
            assert writer.kept >= confirmed > 0


async def test_a_transfer_of_which_nothing_is_heard_ends_the_connection(tmp_path, monkeypatch):
    monkeypatch.setattr(attachment_lane, "OVERDUE_SECONDS", 0.2)
    async with thread_and_server() as (thread, server, heard):
        server.answer = gives(DATA, until=CHUNK)
        thread.begin(download(tmp_path))
        assert await heard.end() == Broke((1,))


async def test_a_connection_that_is_not_used_is_closed_and_made_anew_when_it_is(tmp_path, monkeypatch):
    monkeypatch.setattr(attachment_line, "IDLE_SECONDS", 0.1)
    monkeypatch.setattr(attachment_line, "LOOK_SECONDS", 0.05)
    async with thread_and_server() as (thread, server, heard):
        server.answer = gives(DATA)
        thread.begin(download(tmp_path))
        assert await heard.end() == Ended(1)
        await server.is_left()
        thread.begin(download(tmp_path, run=2))
        assert await heard.end() == Ended(2)
        assert server.connections == 2


async def test_a_server_that_does_not_answer_a_probe_is_given_up(tmp_path, monkeypatch):
    monkeypatch.setattr(attachment_line, "PROBE_SECONDS", 0.2)
    monkeypatch.setattr(attachment_line, "LOOK_SECONDS", 0.05)
    monkeypatch.setattr(attachment_line.FileSocket, "ping", lambda *_: asyncio.sleep(0))
    async with thread_and_server() as (thread, server, heard):
        server.answer = gives(DATA, until=CHUNK * 3)
        thread.begin(download(tmp_path))
        # All that it gives is here then: what came after the probe would answer it.
        await server.is_asked(Confirm, lambda request: request.offset > 2 * CHUNK)
        thread.probe()
        assert await heard.end() == Broke((1,))


async def test_to_hang_up_ends_all_that_is_under_way_at_once(tmp_path):
    async with thread_and_server() as (thread, server, heard):
        server.answer = gives(DATA, until=CHUNK * 3)
        thread.begin(download(tmp_path, run=1))
        thread.begin(download(tmp_path, run=2))
        await server.is_asked(Confirm)
        thread.hang_up()
        assert await heard.end() == Broke((1, 2))


async def test_without_a_server_it_says_so(tmp_path):
    heard = Heard()
    thread = TransfersThread("ws://127.0.0.1:1/attachments", "a token", heard)
    thread.begin(download(tmp_path))
    assert await heard.end() == Broke((1,))
    await thread.close()


async def test_a_device_that_is_not_recognised_transfers_nothing(tmp_path):
    async with thread_and_server() as (thread, server, heard):

        async def refuses(socket, data):
            request = decode_transfer_request(data)
            await socket.send(encode(Error(request.id, ErrorCode.TOKEN_REFUSED, "")), text=True)

        server._take = refuses
        thread.begin(download(tmp_path))
        assert await heard.end() == Broke((1,))


# Uploads -------------------------------------------------------------------------------------------------------------


def takes(offset=0, *, then=nothing):
    """Return what answers an upload: all is taken and confirmed from an offset on."""

    def answer(request):
        if isinstance(request, BeginUpload):
            yield UploadReady(request.id, offset)
        elif isinstance(request, StopTransfer):
            yield Ok(request.id)
        elif not isinstance(request, Confirm):
            end = request.offset + len(request.data)
            yield Confirmed(request.transfer, end)
            if end == SIZE:
                yield TransferEnded(request.transfer)
            yield from then(request)

    return answer


@pytest.mark.parametrize("offset", [0, 1, 65_536, 123_456, SIZE - 1, SIZE])
async def test_an_upload_goes_on_where_the_server_has_it(tmp_path, offset):
    async with thread_and_server() as (thread, server, heard):
        server.answer = takes(offset)
        thread.begin(upload(tmp_path))
        assert await heard.end() == Ended(1)
        assert b"".join(data for _, data in server.chunks) == DATA[offset:]
        places = [place for place, _ in server.chunks]
        assert places == sorted(set(places))


async def test_an_upload_whose_copy_is_broken_or_gone_says_so(tmp_path):
    async with thread_and_server() as (thread, server, heard):
        server.answer = takes()
        broken, gone = upload(tmp_path, run=1), upload(tmp_path, run=2)
        data = bytearray(broken.file.path.read_bytes())
        data[-100] ^= 1
        broken.file.path.write_bytes(data)
        gone.file.path.unlink()
        thread.begin(gone)
        assert await heard.end() == Troubled(2, FileTrouble.MISSING)
        thread.begin(broken)
        assert await heard.end() == Troubled(1, FileTrouble.DAMAGED)
        await server.is_asked(StopTransfer)


async def test_more_than_was_sent_cannot_be_confirmed(tmp_path):
    async with thread_and_server() as (thread, server, heard):
        server.answer = takes(then=lambda chunk: (Confirmed(chunk.transfer, SIZE + 1),))
        thread.begin(upload(tmp_path))
        assert await heard.end() == Refused(1, ErrorCode.INTERNAL)
        await server.is_asked(StopTransfer)


async def test_an_upload_that_there_is_no_room_for_is_refused_in_the_middle(tmp_path):
    full = ErrorCode.STORAGE_FULL
    async with thread_and_server() as (thread, server, heard):
        server.answer = takes(then=lambda chunk: (TransferEnded(chunk.transfer, full),))
        thread.begin(upload(tmp_path))
        assert await heard.end() == Refused(1, full)


async def test_an_empty_file_goes_both_ways(tmp_path):
    async with thread_and_server() as (thread, server, heard):
        server.answer = takes()
        thread.begin(upload(tmp_path, data=b""))
        assert await heard.end() == Ended(1)
        server.answer = gives(b"")
        thread.begin(download(tmp_path, run=2, data=b""))
        assert await heard.end() == Ended(2)
