"""A message of a kind that came later takes nothing else with it: it is kept as it came, and read by a program that knows it."""

import json

import msgspec
import pytest

from sync_server.protocol.frames import Accepted, ChatChanges, decode_server_frame
from sync_server.protocol.nouns import Message, Text, Unknown
from tests.support.store import new_id

LINE = {"id": "m", "chat": "c", "seq": 1, "revision": 1, "author": "u", "sent_at": 1}
POLL = {"kind": "poll", "question": "Lunch?", "options": ["yes", "no"]}


def line(body, **more):
    return {**LINE, "body": body, **more}


def test_a_message_of_an_unknown_kind_is_kept_as_it_came_beside_the_others():
    frame = {
        "type": "chat_changes",
        "chat": "c",
        "after": 0,
        "revision": 2,
        "messages": [line(POLL), line({"kind": "text", "text": "hi"}, seq=2, revision=2)],
    }

    changes = decode_server_frame(json.dumps(frame))

    assert isinstance(changes, ChatChanges)
    unknown, text = changes.messages
    assert isinstance(unknown.body, Unknown)
    assert json.loads(unknown.body.raw) == POLL
    assert text == Message("m", "c", 2, 2, "u", 1, Text("hi"))


def test_the_answer_to_a_command_may_hold_an_unknown_kind_too():
    reply = decode_server_frame(json.dumps({"type": "accepted", "id": 1, "message": line(POLL)}))

    assert isinstance(reply, Accepted)
    assert isinstance(reply.message.body, Unknown)


def test_a_message_that_goes_beyond_what_this_program_knows_is_kept_as_it_came_too():
    body = {
        "kind": "text",
        "text": "a newer server's limits",
        "attachments": [
            {"id": new_id(), "name": "n" * 5_000, "type": "text/plain", "size": 2**40, "sha256": "0" * 64}
        ],
    }

    reply = decode_server_frame(json.dumps({"type": "accepted", "id": 1, "message": line(body)}))

    assert isinstance(reply.message.body, Unknown)
    assert json.loads(reply.message.body.raw) == body


@pytest.mark.parametrize(
    "frame",
    [
        [],
        {"type": "poll"},
        {"type": "accepted", "id": 1, "message": line("not an object")},
        {"type": "accepted", "id": 1, "message": {"body": POLL}},
        {"type": "chat_changes", "chat": "c", "after": 0, "revision": 1, "messages": 7},
    ],
)
def test_anything_else_that_cannot_be_read_is_still_refused(frame):
    with pytest.raises(msgspec.ValidationError):
        decode_server_frame(json.dumps(frame))
