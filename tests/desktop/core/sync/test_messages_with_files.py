"""Messages with files on their way to a server: engine, outbox and cache together, with nothing but the wire made of lists."""

import pytest

from desktop.core import outbox
from desktop.core.cache import commands, files, people
from desktop.core.errors import ErrorCode
from sync_server.protocol.frames import Error, SendMessage
from tests.desktop.core.attached import a_file, attach
from tests.desktop.core.world import ME, OTHER, Device, World, chat_id, message_id

CHAT = chat_id(1)
REPORT = a_file(1)
FIRST, SECOND = message_id(501), message_id(502)


class Forgetful(World):
    """A server that knows which files it has, and may lose them."""

    def __init__(self):
        super().__init__()
        self.uploads = set()
        self.asked = []

    def handle(self, request):
        if isinstance(request, SendMessage):
            self.asked.append(request.message)
            if any(each.id not in self.uploads for each in request.attachments):
                return [Error(request.id, ErrorCode.ATTACHMENT_NOT_FOUND, "")]
        return super().handle(request)


@pytest.fixture
def world():
    world = Forgetful()
    world.start(CHAT)
    return world


@pytest.fixture
def device(world):
    device = Device()
    people.save(device.connection, (ME, OTHER))
    device.connect()
    device.talk_with(world)
    return device


def sends(device, message, text, *, reply_to=None):
    device.write(outbox.send(device.connection, SendMessage(0, CHAT, message, text, reply_to), 1))


def uploads(device, world, attachment=REPORT):
    world.uploads.add(attachment.id)
    device.write(outbox.uploaded(device.connection, attachment.id, 2))


def said(world):
    return [line.body.text for line in world.lines[CHAT][1:]]


def test_it_goes_when_its_file_is_up_and_the_next_message_has_long_passed(device, world):
    attach(device.connection, CHAT, REPORT)
    sends(device, FIRST, "see this")
    sends(device, SECOND, "meanwhile")
    device.talk_with(world)
    assert said(world) == ["meanwhile"]
    uploads(device, world)
    device.talk_with(world)
    assert said(world) == ["meanwhile", "see this"]
    assert world.asked == [SECOND, FIRST]
    assert commands.everything(device.connection) == ()
    assert not files.one(device.connection, REPORT.id).unsent


def test_a_server_that_has_lost_the_file_gets_it_again_and_the_message_arrives(device, world):
    attach(device.connection, CHAT, REPORT)
    sends(device, FIRST, "see this")
    uploads(device, world)
    world.uploads.clear()
    device.talk_with(world)
    assert said(world) == []
    assert not files.one(device.connection, REPORT.id).uploaded
    uploads(device, world)
    device.talk_with(world)
    assert said(world) == ["see this"]
    assert world.asked == [FIRST, FIRST]


def test_a_server_that_never_has_it_is_not_asked_for_ever(device, world):
    attach(device.connection, CHAT, REPORT)
    sends(device, FIRST, "see this")
    for _ in range(20):
        uploads(device, world)
        world.uploads.clear()
        device.talk_with(world)
    assert len(world.asked) == 4
    (pending,) = commands.everything(device.connection)
    assert pending.refusal == "attachment_not_found"


def test_what_is_uploaded_again_keeps_its_place_and_what_its_author_has_decided(device, world):
    attach(device.connection, CHAT, REPORT)
    sends(device, FIRST, "see this")
    (pending,) = commands.everything(device.connection)
    commands.hold(device.connection, pending.number)
    device.write(outbox.release(device.connection, pending.number))
    (released,) = commands.everything(device.connection)
    device.hears_live(world.say(CHAT, "meanwhile"))
    uploads(device, world)
    world.uploads.clear()
    device.talk_with(world)
    (again,) = commands.everything(device.connection)
    assert again.number != released.number
    assert (again.held, again.written_after, again.created_at) == (
        commands.RELEASED,
        released.written_after,
        released.created_at,
    )


def test_the_text_that_goes_first_is_not_held_up_by_its_files(device, world):
    attach(device.connection, CHAT, REPORT)
    sends(device, FIRST, "see this")
    device.talk_with(world)
    (pending,) = commands.everything(device.connection)
    device.write(outbox.send_text_first(device.connection, pending.number, 3, message=SECOND))
    device.talk_with(world)
    assert said(world) == ["see this"]
    uploads(device, world)
    device.talk_with(world)
    assert said(world) == ["see this", ""]
    assert world.lines[CHAT][-1].body.attachments == (REPORT,)


def test_after_another_connection_it_still_waits(device, world):
    attach(device.connection, CHAT, REPORT)
    sends(device, FIRST, "see this")
    device.disconnect()
    device.connect()
    device.talk_with(world)
    assert said(world) == []
    uploads(device, world)
    device.talk_with(world)
    assert said(world) == ["see this"]
