"""However an acknowledgement is lost, what the user did is done once: whatever it was, and whoever died on the way.

The server has carried it out in each of these cases, for its answer was seen on the line; the client does not know, keeps the command
and asks again. The server's own tables must then show the effect, and nothing that grew more than one effect makes it grow.
"""

import asyncio
from functools import partial

import pytest

from tests.support.deeds import KINDS, Kind, common_ground, deed, do, footprint, grown, is_in_force, is_shown
from tests.support.devices import Device, Office, office
from tests.support.faults import anything
from tests.support.mortal import Deed
from tests.support.truth import written

PUSHED = {"chat_changes", "chat_snapshot", "read_positions", "preferences_changed"}


async def breaks(desk: Office, anna: Device) -> None:
    anna.line.reset()


async def both_die(desk: Office, anna: Device) -> None:
    await anna.dies()
    await desk.restarts()
    await anna.lives()


async def the_server_dies(desk: Office, anna: Device) -> None:
    await desk.restarts()


async def anna_dies(desk: Office, anna: Device) -> None:
    await anna.dies()
    await anna.lives()


async def is_carried_out_and_not_answered(anna: Device, kind: Kind) -> None:
    """Wait until the answer to a command was on the line. It is lost, as is the push that would tell the same."""
    answer = anna.line.to_client.lose(lambda frame: "id" in frame and frame["type"] == kind.reply)
    anna.line.to_client.lose(anything, times=None)
    await answer.struck()


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.command)
async def test_what_was_carried_out_and_not_acknowledged_is_done_once(tmp_path, kind):
    """Whatever happens next: each fate meets a deed of its own, in a chat of its own."""
    async with office(tmp_path, "anna", "bruno") as desk:
        anna, bruno = await desk.devices("anna", "bruno")
        for fate in (breaks, the_server_dies, anna_dies, both_die):
            ground = await common_ground(anna, bruno)
            before = footprint(desk.server)
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(is_carried_out_and_not_answered(anna, kind))
                tasks.create_task(do(anna.client, deed(kind, ground)))
            assert len(await anna.outbox()) == 1, "it keeps what was not acknowledged"
            await fate(desk, anna)
            await desk.agree()
            assert await anna.outbox() == [], fate
            assert is_in_force(desk.server, kind, ground, anna.me), fate
            assert footprint(desk.server) == grown(before, kind), fate


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.command)
async def test_what_is_asked_for_over_and_over_is_done_once(tmp_path, kind):
    """Each connection breaks in the middle of the answer, and so does the next."""
    async with office(tmp_path, "anna", "bruno") as desk:
        anna, bruno = await desk.devices("anna", "bruno")
        ground = await common_ground(anna, bruno)
        before = footprint(desk.server)
        # What catching up would tell does not come either, so that only the command itself can be acknowledged.
        for _ in range(3):
            anna.line.to_client.cut_inside(lambda frame: "id" in frame and frame["type"] == kind.reply)
        pushed = anna.line.to_client.lose(lambda frame: frame["type"] in PUSHED, times=None)
        await do(anna.client, deed(kind, ground))
        await anna.sends_everything()
        pushed.stop()
        await desk.agree()
        assert is_in_force(desk.server, kind, ground, anna.me)
        assert footprint(desk.server) == grown(before, kind)


@pytest.mark.parametrize("then", ["edit", "delete"])
async def test_what_is_changed_while_nobody_knows_whether_it_went_out_is_changed_in_the_end(tmp_path, then):
    """Its author changes a message whose acknowledgement was lost, without a line, before and after their device has died."""
    async with office(tmp_path, "anna", "bruno") as desk:
        anna, bruno = await desk.devices("anna", "bruno")
        send = next(kind for kind in KINDS if kind.command == "send_message")
        for dies in (False, True):
            ground = await common_ground(anna, bruno)
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(is_carried_out_and_not_answered(anna, send))
                sending = tasks.create_task(anna.client.send(ground.chat, "said"))
            message = sending.result()
            await anna.goes_offline()
            if dies:
                await anna.dies()
                await anna.lives()
            if then == "edit":
                await anna.client.edit(ground.chat, message, "said better")
            else:
                await anna.client.delete(ground.chat, message)
            await desk.agree()
            assert await anna.outbox() == []
            lines = [line["text"] for line in written(desk.server, ground.chat) if line["id"] == message]
            assert lines == (["said better"] if then == "edit" else [None])


OVERTAKEN = {
    "edit_message": lambda ground: Deed("edit", (ground.chat, ground.mine, "edited on the phone")),
    "set_reaction": lambda ground: Deed("react", (ground.chat, ground.theirs, "🎉", False)),
    "set_preferences": lambda ground: Deed("set_muted", (ground.chat, 0)),
    "set_subject": lambda ground: Deed("set_subject", (ground.chat, "renamed on the phone")),
}


async def test_what_was_carried_out_and_not_acknowledged_does_not_come_back_over_what_came_after_it(tmp_path):
    """The same person takes it back on another device before the first one can ask again."""
    async with office(tmp_path, "anna", "bruno") as desk:
        anna, phone, bruno = await desk.devices("anna", "anna's phone", "bruno")
        for kind in [kind for kind in KINDS if kind.command in OVERTAKEN]:
            ground = await common_ground(anna, bruno)
            await phone.sees(ground.chat, "theirs")
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(is_carried_out_and_not_answered(anna, kind))
                tasks.create_task(do(anna.client, deed(kind, ground)))
            await anna.dies()
            await phone.until(partial(is_shown, phone.client, kind, ground), "what was done")
            await do(phone.client, OVERTAKEN[kind.command](ground))
            await phone.sends_everything()
            assert not is_in_force(desk.server, kind, ground, anna.me)
            await anna.lives()
            await desk.agree()
            assert not is_in_force(desk.server, kind, ground, anna.me), kind
            assert not await is_shown(anna.client, kind, ground), kind


async def test_what_waited_in_two_chats_goes_out_once_and_in_order(tmp_path):
    """A whole outbox, whose answers are lost again and again."""
    async with office(tmp_path, "anna", "bruno") as desk:
        anna, bruno = await desk.devices("anna", "bruno")
        grounds = [await common_ground(anna, bruno) for _ in range(2)]
        before = footprint(desk.server)
        await anna.goes_offline()
        kinds = [kind for kind in KINDS if kind.command not in {"create_chat", "delete_message"}]
        for kind in kinds:
            for ground in grounds:
                await do(anna.client, deed(kind, ground))
        for _ in range(4):
            anna.line.to_client.cut_inside(lambda frame: frame["type"] == "accepted")
        await anna.line.accept()
        await anna.sends_everything()
        await desk.agree()
        for ground in grounds:
            assert all(is_in_force(desk.server, kind, ground, anna.me) for kind in kinds)
        after = before
        for kind in kinds:
            after = grown(after, kind, times=2)
        assert footprint(desk.server) == after
