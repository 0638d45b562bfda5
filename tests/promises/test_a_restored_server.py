"""A server that was brought back from an older copy: its clients hold what it holds and nothing else, and what was not sent is kept.

What the copy does not have is gone for good, as the server lost it; but all numbers are given a second time, for other things, so
who went on with what they held would never be right again. The copies are made and brought back as an administrator does it.
"""

import asyncio
import subprocess
from dataclasses import replace

from desktop.core.client import sign_in
from desktop.core.values import ConnectionState, Delivery
from tests.support.chatter import Chatter, fill
from tests.support.devices import Device, Office, office
from tests.support.faults import anything, kind
from tests.support.server import ENVIRONMENT, PASSWORD, ServerProcess, new_id, signed_in
from tests.support.truth import difference, held_by, shown_to, written

DRAFT = "Dear Mrs Ö., I have looked into it"
LONG = 150
"""Messages of a chat that does not come in one page."""


async def administer(server: ServerProcess, *arguments: str) -> None:
    """Run the server's command line."""
    await asyncio.to_thread(subprocess.run, server.command(*arguments), check=True, env=ENVIRONMENT)


async def is_brought_back(server: ServerProcess, copy: str) -> None:
    """Stop the server, put a copy in the place of what it has, and start it again."""
    await asyncio.to_thread(server.stop)
    await administer(server, "restore", copy)
    await asyncio.to_thread(server.start)


async def epoch_of(device: Device) -> str:
    return await device.client._database.read(lambda c: c.execute("SELECT epoch FROM account").fetchone()[0])


async def begins_anew(device: Device, epoch: str) -> None:
    """Wait until a device holds the other history."""

    async def is_so() -> bool:
        return device.is_online and await epoch_of(device) != epoch

    await device.until(is_so, "the other history")


# Whatever is held -----------------------------------------------------------------------------------------------------


async def test_clients_hold_what_a_restored_server_has_and_nothing_else_as_often_as_it_is_restored(tmp_path):
    """People, chats, cut-offs, messages, edits, reactions, read positions and preferences, taken back and made anew otherwise."""
    copy = str(tmp_path / "copy.db")
    async with office(tmp_path, "anna", "bruno", "chiara") as desk:
        anna, chiara = await desk.devices("anna", "chiara")
        async with signed_in(desk.server, "bruno") as bruno, signed_in(desk.server, "anna") as annas_phone:
            colleague, phone = Chatter(bruno, seed=1), Chatter(annas_phone, seed=2)
            chats = [await colleague.starts(anna.me), await colleague.starts(anna.me, chiara.me)]
            phone.joins(*chats)
            await fill(desk.server, "bruno", chats[0], LONG)
            await colleague.does(20)
            await phone.does(10)
        await administer(desk.server, "backup", copy)
        for life in range(2):
            await happens(desk, chats, seed=10 * life)
            await desk.agree()
            assert len((await held_by(anna.client)).people) == 4
            epoch = await epoch_of(anna)
            await is_brought_back(desk.server, copy)
            # Without a word from anybody: the devices notice when they connect again.
            for device in (anna, chiara):
                await begins_anew(device, epoch)
                await device.agrees()
            assert len((await held_by(anna.client)).people) == 3
        await happens(desk, chats, seed=99)
        await desk.agree()


async def happens(desk: Office, chats: list[str], *, seed: int) -> None:
    """Let people do a lot, so that the numbers which the copy has not given yet are given for something else each time."""
    desk.server.add_user(f"newcomer{seed}")
    async with signed_in(desk.server, "bruno") as bruno, signed_in(desk.server, "anna") as annas_phone:
        colleague, phone = Chatter(bruno, seed=seed + 1).joins(*chats), Chatter(annas_phone, seed=seed + 2)
        phone.joins(*chats)
        await colleague.starts(desk.id("anna"), desk.id("chiara"))
        await colleague.does(20 + seed)
        await phone.does(10)
        # Into a chat that she is not in as of the copy: from another place on each time, and now and then with its history.
        added = await bruno.request(
            "add_participants",
            chat=chats[0],
            message=new_id(),
            users=[desk.id("chiara")],
            share_history=seed == 10,
        )
        assert added["type"] == "accepted", added
        await colleague.does(10)


async def test_a_line_that_breaks_while_a_client_begins_anew_costs_nothing(tmp_path):
    """In each kind of frame that it is told then, and the program dies as well."""
    copy = str(tmp_path / "copy.db")
    async with office(tmp_path, "anna", "bruno") as desk:
        anna = await desk.device("anna")
        async with signed_in(desk.server, "bruno") as bruno:
            chat = await bruno.create_chat(anna.me)
            await fill(desk.server, "bruno", chat, LONG)
            await administer(desk.server, "backup", copy)
            await bruno.say(chat, "taken back")
            await bruno.create_chat(anna.me, subject="Taken back")
        await desk.agree()
        await anna.client.save_draft(chat, DRAFT)
        epoch = await epoch_of(anna)
        for step in ("directory", "chat_snapshot", "synced", "history_page"):
            await anna.goes_offline()
            await is_brought_back(desk.server, copy)
            cut = anna.line.to_client.cut_inside(kind(step))
            await anna.line.accept()
            anna.client.try_now()
            await cut.struck()
            await anna.dies()
            assert [line.draft for line in await listed_after(anna) if line.id == chat] == [DRAFT], step
            await begins_anew(anna, epoch)
            await anna.agrees()
            epoch = await epoch_of(anna)


async def listed_after(device: Device):
    """Switch it on again, and return its chat list at once."""
    await device.lives()
    return await device.client.chats()


# What the user wrote --------------------------------------------------------------------------------------------------


async def test_what_was_not_sent_goes_out_once_and_what_has_no_message_any_more_is_text_to_go_on_with(
    tmp_path,
):
    copy = str(tmp_path / "copy.db")
    async with office(tmp_path, "anna", "bruno") as desk:
        anna, bruno = await desk.devices("anna", "bruno")
        chat = await bruno.client.start_chat([anna.me])
        mine = await anna_says(anna, chat, "mine")
        await administer(desk.server, "backup", copy)
        vanished = await anna_says(anna, chat, "vanished")
        refused = await anna_says(anna, chat, "taken back elsewhere")
        await an_edit_is_refused(desk, anna, chat, refused)
        await anna.goes_offline()
        await anna.client.send(chat, "for later")
        answer = await anna.client.send(chat, "an answer", reply_to=vanished)
        await anna.client.edit(chat, mine, "mine, better")
        await anna.client.edit(chat, vanished, "vanished, better")
        await anna.client.react(chat, vanished, "👍", on=True)
        await anna.client.mark_read(chat, 3)
        await anna.client.set_pinned(chat, pinned=True)
        await anna.client.save_draft(chat, "begun")

        await is_brought_back(desk.server, copy)
        await anna.line.accept()
        await begins_anew(anna, "")
        await anna.sends_everything()
        assert await anna.texts(chat) == ["mine, better", "for later", "an answer"]
        assert said_in(desk.server, chat) == ["mine, better", "for later"]
        assert (await anna.client.chat(chat)).draft == "begun\n\nrefused, better\n\nvanished, better"
        # An answer to what is not there is refused, and can be written anew; as that it answers nothing.
        (left,) = await anna.outbox()
        assert ((await anna.row(answer)).delivery, left.refusal) == (Delivery.REFUSED, "message_not_found")
        await anna.client.take_back(left.number)
        await anna.client.send(chat, (await anna.client.chat(chat)).draft)
        await desk.agree()
        assert said_in(desk.server, chat)[2].endswith("an answer")
        assert await anna.outbox() == []


def said_in(server: ServerProcess, chat: str) -> list[str]:
    return [row["text"] for row in written(server, chat) if row["text"]]


async def test_what_was_written_into_a_chat_that_is_gone_stands_there_to_be_decided_on(tmp_path):
    """Refused, and with names as before, however often the server is restored and the program started."""
    copy = str(tmp_path / "copy.db")
    async with office(tmp_path, "anna", "bruno") as desk:
        anna, bruno = await desk.devices("anna", "bruno")
        await administer(desk.server, "backup", copy)
        desk.server.add_user("newcomer")
        desk.knows_everybody()
        chat = await bruno.client.start_chat([anna.me], subject="Lost")
        await bruno.client.send(chat, "do you hear me?")
        heard = await anna.sees(chat, "do you hear me?")
        await bruno.client.add_participants(chat, [desk.id("newcomer")], share_history=True)
        everybody = {"anna", "bruno", "newcomer"}
        await anna.until(lambda: shows_people(anna, chat, everybody), "the newcomer")
        await anna.goes_offline()
        await anna.client.send(chat, "into nothing")
        await anna.client.react(chat, heard.id, "👍", on=True)
        await anna.client.set_muted(chat, 1)
        await anna.client.save_draft(chat, DRAFT)

        for _ in range(2):
            epoch = await epoch_of(anna)
            await is_brought_back(desk.server, copy)
            await anna.line.accept()
            await begins_anew(anna, epoch)
            await anna.sends_everything()
            (left,) = await anna.outbox()
            (row,) = await anna.rows(chat)
            assert (row.body.text, row.delivery) == ("into nothing", Delivery.REFUSED)
            assert (left.kind, left.refusal) == ("send_message", "chat_not_found")
            details = await anna.client.chat(chat)
            assert (details.subject, details.draft) == ("Lost", DRAFT)
            assert await shows_people(anna, chat, everybody)
            assert [person.username for person in await anna.client.people()] == ["bruno"]
            await holds_all_but(anna, chat)
            await anna.dies()
            await anna.lives()

        # Edit: the text is the draft. Once that is gone, so is the chat.
        await anna.client.take_back(left.number)
        assert (await anna.client.chat(chat)).draft == f"{DRAFT}\n\ninto nothing"
        await anna.client.save_draft(chat, "")
        await desk.agree()


async def shows_people(device: Device, chat: str, names: set[str]) -> bool:
    participants = (await device.client.chat(chat)).participants
    return {part.person.username for part in participants} == names


async def anna_says(anna: Device, chat: str, text: str) -> str:
    await anna.until(lambda: is_listed(anna, chat), "the chat")
    message = await anna.client.send(chat, text)
    await anna.sees(chat, text)
    return message


async def is_listed(device: Device, chat: str) -> bool:
    return any(line.id == chat for line in await device.client.chats())


async def an_edit_is_refused(desk: Office, anna: Device, chat: str, message: str) -> None:
    """Anna edits what she has taken back on her phone: before she decides what becomes of that, the message is gone altogether."""
    await anna.goes_offline()
    await anna.client.edit(chat, message, "refused, better")
    async with signed_in(desk.server, "anna") as phone:
        await phone.request("delete_message", chat=chat, message=message, command=message)
    await anna.comes_back()
    await anna.until(lambda: has_refused(anna, "message_deleted"), "the refusal")


async def has_refused(device: Device, code: str) -> bool:
    return any(waiting.refusal == code for waiting in await device.outbox())


async def holds_all_but(device: Device, chat: str) -> None:
    """Wait until a device holds what the server shows, and of one chat what it shows no more."""
    truth = await shown_to(device.office.server, device.account.username)
    assert chat not in truth.chats

    async def is_so() -> bool:
        held = await held_by(device.client)
        kept = {part.user for part in held.chats.pop(chat).row.participants}
        people = {id_: user for id_, user in held.people.items() if id_ in truth.people or id_ not in kept}
        return difference(replace(held, people=people), truth) == []

    await device.until(is_so, "what the server shows")


async def test_what_the_copy_has_is_not_sent_again_and_what_it_lacks_is_sent_once(tmp_path):
    """Two messages whose acknowledgements were lost on the way: of one the restored server knows, of the other it does not."""
    copy = str(tmp_path / "copy.db")
    async with office(tmp_path, "anna", "bruno") as desk:
        anna, bruno = await desk.devices("anna", "bruno")
        first, second = [await bruno.client.start_chat([anna.me]) for _ in range(2)]
        for chat in (first, second):
            await anna.until(lambda chat=chat: is_listed(anna, chat), "the chat")
        answers = anna.line.to_client.lose(kind("accepted"), times=2)
        anna.line.to_client.lose(anything, times=None)
        await anna.client.send(first, "in the copy")
        await answers.struck()
        await administer(desk.server, "backup", copy)
        await anna.client.send(second, "not in the copy")
        await answers.struck(2)
        assert len(await anna.outbox()) == 2
        await is_brought_back(desk.server, copy)
        await desk.agree()
        assert said_in(desk.server, first) == ["in the copy"]
        assert said_in(desk.server, second) == ["not in the copy"]
        assert await anna.outbox() == []


async def test_who_signed_in_after_the_copy_signs_in_again_and_has_lost_nothing(tmp_path):
    """The restored server does not know their device any more."""
    copy = str(tmp_path / "copy.db")
    async with office(tmp_path, "anna", "bruno") as desk:
        bruno = await desk.device("bruno")
        chat = await bruno.client.start_chat([desk.id("anna")])
        await bruno.client.send(chat, "hello")
        await bruno.sends_everything()
        await administer(desk.server, "backup", copy)
        anna = await desk.device("anna")
        await bruno.client.send(chat, "taken back")
        await anna.sees(chat, "taken back")
        await anna.goes_offline()
        await anna.client.send(chat, "an answer")
        await anna.client.save_draft(chat, DRAFT)
        await is_brought_back(desk.server, copy)
        await anna.line.accept()
        await anna.until(
            lambda: anna.client.connection.state is ConnectionState.SIGNED_OUT, "to be signed out"
        )
        assert await anna.texts(chat) == ["hello", "taken back", "an answer"], "nothing is forgotten before"
        await anna.ends()
        anna.account = await sign_in(desk.server.url, "anna", PASSWORD, device_name="anna again")
        await anna.lives()
        await desk.agree()
        assert await anna.texts(chat) == ["hello", "an answer"]
        assert (await anna.client.chat(chat)).draft == DRAFT
