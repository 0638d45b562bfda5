"""What is written and not sent is there again, in its chat and nowhere else, whatever happened to the program, the server or the file.

`kill -9` at any step is tried with drafts among all else in `test_written_offline_survives_kill`.
"""

from desktop.core.client import sign_in
from desktop.core.folder import CACHE_FILE
from desktop.core.values import ConnectionState, Delivery, Text
from desktop.viewmodels.background import Background
from desktop.viewmodels.composer import ComposerModel
from tests.support.chatter import Chatter, fill
from tests.support.devices import Device, office
from tests.support.server import PASSWORD, new_id, signed_in

DRAFT = "Dear Mrs Ö., I have looked into the "


async def draft_of(device: Device, chat: str) -> tuple[str, str | None]:
    """Return what is drafted in a chat, and the text that it answers."""
    details = await device.client.chat(chat)
    row = details.draft_reply
    answered = row.body.text if row is not None and isinstance(row.body, Text) else None
    (line,) = await device.client.chat_summaries(frozenset((chat,)))
    assert line.draft == details.draft, "the list shows it as well"
    return details.draft, answered


async def chats_of(anna: Device, bruno: Device) -> tuple[str, str, str]:
    """Make two chats, and save a draft in the first that answers a message; return both, and the message."""
    first = await bruno.client.start_chat([anna.me], subject="First")
    second = await bruno.client.start_chat([anna.me], subject="Second")
    question = await bruno.client.send(first, "and the refund?")
    await bruno.client.send(second, "hello")
    await anna.sees(first, "and the refund?")
    await anna.sees(second, "hello")
    await anna.client.save_draft(first, DRAFT, reply_to=question)
    return first, second, question


async def test_it_survives_death_and_all_that_others_do_and_all_that_is_sent_elsewhere(tmp_path):
    async with office(tmp_path, "anna", "bruno") as desk:
        anna, bruno = await desk.devices("anna", "bruno")
        first, second, question = await chats_of(anna, bruno)
        there = (DRAFT, "and the refund?")
        await anna.dies()
        await anna.lives()
        assert await draft_of(anna, first) == there
        # Messages, a rename, new people, and what is sent in another chat.
        await bruno.client.send(first, "are you there?")
        await bruno.client.set_subject(first, "First, renamed")
        desk.server.add_user("newcomer")
        await anna.client.send(second, "sent from another chat")
        await anna.sees(first, "are you there?")
        await anna.until(lambda: has_person(anna, "newcomer"), "the newcomer")
        await desk.agree()
        assert await draft_of(anna, first) == there
        assert await draft_of(anna, second) == ("", None)
        # The message that it answers is edited, then taken back: the text stays, and can be sent.
        await bruno.client.edit(first, question, "and the refund for Mrs Ö.?")
        await anna.sees(first, "and the refund for Mrs Ö.?")
        assert await draft_of(anna, first) == (DRAFT, "and the refund for Mrs Ö.?")
        await bruno.client.delete(first, question)
        await desk.agree()
        assert (await draft_of(anna, first))[0] == DRAFT
        assert await draft_of(bruno, first) == ("", None), "it is on this device alone"


async def has_person(device: Device, username: str) -> bool:
    return any(person.username == username for person in await device.client.people())


async def test_it_survives_what_the_server_refuses(tmp_path):
    """A chat with somebody whose account was closed meanwhile: nothing written into it is lost, sent or not."""
    async with office(tmp_path, "anna", "bruno", "chiara") as desk:
        anna, bruno = await desk.devices("anna", "bruno")
        first, _, _ = await chats_of(anna, bruno)
        await anna.goes_offline()
        refused = await anna.client.start_chat([desk.id("chiara")], subject="Too late")
        await anna.client.send(refused, "sent into nothing")
        await anna.client.save_draft(refused, "drafted into nothing")
        desk.server.deactivate("chiara")
        await anna.comes_back()
        await anna.until(lambda: is_refused(anna, refused), "the refusal")
        await anna.dies()
        await anna.lives()
        await anna.catches_up()
        assert (await draft_of(anna, refused))[0] == "drafted into nothing"
        (said,) = [row for row in await anna.rows(refused) if isinstance(row.body, Text)]
        assert said.body.text == "sent into nothing"
        assert said.delivery is Delivery.WAITING, "it waits for the chat"
        assert (await draft_of(anna, first))[0] == DRAFT
        details = await anna.client.chat(refused)
        assert details.refused == "unknown_user"


async def is_refused(device: Device, chat: str) -> bool:
    details = await device.client.chat(chat)
    return bool(details.refused)


async def test_it_survives_being_signed_out_from_afar_and_signing_in_again(tmp_path):
    """And so does what was not sent; then that goes out, once."""
    async with office(tmp_path, "anna", "bruno") as desk:
        anna, bruno = await desk.devices("anna", "bruno")
        first, _, _ = await chats_of(anna, bruno)
        await anna.goes_offline()
        await anna.client.send(first, "an answer")
        await anna.client.save_draft(first, DRAFT)
        async with signed_in(desk.server, "anna") as phone:
            devices = (await phone.request("list_devices"))["devices"]
            (lost,) = [one["id"] for one in devices if one["name"] == "anna"]
            assert (await phone.request("revoke_device", device=lost))["type"] == "ok"
        await anna.line.accept()
        state = anna.client
        await anna.until(lambda: state.connection.state is ConnectionState.SIGNED_OUT, "to be signed out")
        assert (await draft_of(anna, first))[0] == DRAFT
        await anna.ends()
        anna.account = await sign_in(desk.server.url, "anna", PASSWORD, device_name="anna again")
        await anna.lives()
        assert (await draft_of(anna, first))[0] == DRAFT
        await desk.agree()
        assert (await draft_of(anna, first))[0] == DRAFT
        assert (await bruno.texts(first)).count("an answer") == 1


async def test_it_survives_a_file_that_has_to_be_begun_anew(tmp_path):
    async with office(tmp_path, "anna", "bruno") as desk:
        anna, bruno = await desk.devices("anna", "bruno")
        first, second, _ = await chats_of(anna, bruno)
        await fill(desk.server, "bruno", second, 300)
        await anna.agrees()
        await anna.ends()
        await its_messages_are_broken(anna)
        await anna.lives(connects=False)
        if anna.client.recovery is None:
            # It shows only when it is read.
            await anna.client._database.read(lambda c: c.execute("PRAGMA quick_check").fetchall())
        assert anna.client.recovery.drafts == 1
        await anna.ends()
        await anna.lives()
        await desk.agree()
        assert await draft_of(anna, first) == (DRAFT, "and the refund?")


async def its_messages_are_broken(device: Device) -> None:
    """Overwrite a stretch of the file's end, where the newest messages are, and say that it was found so."""
    path = device.folder / CACHE_FILE
    with path.open("r+b") as file:
        file.seek(path.stat().st_size - 10 * 4096)
        file.write(bytes(5 * 4096))
    (device.folder / f"{CACHE_FILE}-damaged").touch()


async def test_what_is_typed_stays_in_the_chat_in_which_it_was_begun(tmp_path, qapp):
    """Chats are switched and messages pour in between the keystrokes; then the program dies."""
    async with office(tmp_path, "anna", "bruno") as desk, signed_in(desk.server, "bruno") as bot:
        anna = await desk.device("anna")
        colleague = Chatter(bot, seed=1)
        chats = [await colleague.starts(anna.me) for _ in range(2)]
        for chat in chats:
            await colleague.says(chat)
        await anna.until(lambda: shows_both(anna, chats), "both chats")
        unexpected: list[Exception] = []
        composer = ComposerModel(anna.client, Background(desk.tasks, unexpected.append), lambda: 0)
        words = {chats[0]: "for the first", chats[1]: "for the second"}
        for place in range(len("for the second")):
            for chat, text in words.items():
                composer.show_chat(chat)
                composer.edit(text[: place + 1])
                await bot.request("send_message", chat=chat, message=new_id(), text="meanwhile")
        composer.show_chat(None)
        await composer.finish()
        await anna.dies()
        await anna.lives()
        for chat, text in words.items():
            assert (await draft_of(anna, chat))[0] == text
        composer.deleteLater()
        assert unexpected == []


async def shows_both(device: Device, chats: list[str]) -> bool:
    return {line.id for line in await device.client.chats()} == set(chats)
