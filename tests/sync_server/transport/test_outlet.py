"""The bytes of a frame are what the websocket library would make of it, at every boundary of its length."""

import pytest
from websockets.frames import Frame, Opcode

from sync_server.protocol.frames import Error, encode
from sync_server.transport.outlet import frame_bytes

EMPTY = len(encode(Error(1, "internal", "")))


@pytest.mark.parametrize("size", [EMPTY, 125, 126, 127, 65_535, 65_536, 200_000])
def test_a_frame_is_what_the_library_would_send(size):
    frame = Error(1, "internal", "x" * (size - EMPTY))
    payload = encode(frame)

    assert len(payload) == size
    assert frame_bytes(frame) == Frame(Opcode.TEXT, payload).serialize(mask=False)
