"""Who was added without the history has nothing of it on the disk: the file is decrypted, and every column of every table searched.

For texts, former subjects, ids, times and places of what stands before the cut-off, the index of messages for parts of words; after a
long life beside those who go on changing, answering, reading and taking back what they wrote there.
"""

import json

from desktop.core.cache.encrypted import connect
from desktop.core.folder import CACHE_FILE
from desktop.core.matching import GRAM
from tests.support.devices import Device, office
from tests.support.server import Bot, new_id, signed_in
from tests.support.truth import written

OLD = "xyzzy"
"""Is in everything that was written before the newcomer came, and in nothing since."""
PLACES = {"reply_to", "unread_from", "written_after", "counted_after"}
"""Columns that hold places and are not called so."""


class Past:
    """What there was before, and what is done to it afterwards."""

    def __init__(self, chat: str) -> None:
        self.chat = chat
        self.ids: list[str] = []

    async def is_made(self, bruno: Bot, anna: Bot, dario: str) -> None:
        """Talk, rename, react, edit, take back, add somebody, read."""
        for number in range(6):
            speaker = anna if number % 2 else bruno
            self.ids.append((await speaker.say(self.chat, f"{OLD} {number}"))["id"])
        await done(bruno, "set_subject", chat=self.chat, message=new_id(), subject=f"{OLD} subject")
        await self.is_changed(bruno, anna, "before")
        await done(
            anna, "add_participants", chat=self.chat, message=new_id(), users=[dario], share_history=True
        )
        await done(anna, "mark_read", chat=self.chat, seq=3)
        await done(bruno, "set_subject", chat=self.chat, message=new_id(), subject="Present subject")

    async def is_changed(self, bruno: Bot, anna: Bot, when: str) -> None:
        """Change what stands there, and answer it."""
        about = {"chat": self.chat, "command": new_id()}
        await done(bruno, "edit_message", **about, message=self.ids[0], text=f"{OLD} edited {when}")
        about = {"chat": self.chat, "command": new_id()}
        await done(
            anna,
            "set_reaction",
            **about,
            message=self.ids[0],
            emoji="🦄" if when == "before" else "🐉",
            on=True,
        )
        about = {"chat": self.chat, "command": new_id()}
        await done(bruno, "delete_message", **about, message=self.ids[2 if when == "before" else 4])
        answer = {"chat": self.chat, "message": new_id(), "reply_to": self.ids[1]}
        prefix = f"{OLD} " if when == "before" else ""
        await done(bruno, "send_message", **answer, text=f"{prefix}an answer {when}")
        await done(anna, "mark_read", chat=self.chat, seq=5)


async def done(bot: Bot, request: str, **fields: object) -> None:
    reply = await bot.request(request, **fields)
    assert reply["type"] != "error", (request, fields, reply)


async def everything_in_the_file(device: Device) -> list[tuple[str, str, object]]:
    """Return each value of the decrypted file with its table and column; the device is switched off."""
    connection = connect(device.folder / CACHE_FILE, device.key)
    try:
        # Of its own tables SQLite keeps here how many commands there were. What is made of other tables has no page of its own.
        query = """
        SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0 AND name <> 'sqlite_sequence'
        """
        tables = [row[0] for row in connection.execute(query)]
        assert len(tables) > 8
        return [
            (table, column, value)
            for table in tables
            for row in connection.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - names of the schema
            for column, value in zip(row.keys(), row, strict=True)
        ]
    finally:
        connection.close()


def entries_of(word: str) -> set[str]:
    """Return by what a word would be found in the index, wherever it stands in a text."""
    return {word[at : at + GRAM] for at in range(len(word) - GRAM + 1)}


def entries_in_the_file(device: Device) -> set[str]:
    """Return by what anything is found in the index of messages; the device is switched off."""
    connection = connect(device.folder / CACHE_FILE, device.key)
    try:
        connection.execute("CREATE VIRTUAL TABLE temp.entry_row USING fts5vocab (main, found, row)")
        return {row[0] for row in connection.execute("SELECT term FROM temp.entry_row")}
    finally:
        connection.close()


def assert_nothing_before(
    cut_off: int, values: list[tuple[str, str, object]], past: list, since: list
) -> None:
    """The place just before the cut-off is what the cut-off itself says; nothing may lie below."""
    hidden_ids = {row["id"] for row in past}
    hidden_times = {row["sent_at"] for row in past} - {row["sent_at"] for row in since}
    for table, column, value in values:
        where = f"{table}.{column} is {value!r}"
        if isinstance(value, str):
            assert OLD not in value, where
            assert "🦄" not in value, where
            assert "🐉" not in value, where
            assert not [one for one in hidden_ids if one in value], where
            if table == "command":
                assert json.loads(value) if column == "frame" else True
        elif isinstance(value, bytes):
            assert table in {"found_data", "found_idx"}, f"bytes that are not searched: {where}"
            assert not [entry for entry in entries_of(OLD) if entry.encode() in value], where
        elif isinstance(value, int):
            assert value not in hidden_times, where
            if "seq" in column or column in PLACES:
                assert value == 0 or value >= cut_off - 1, where
        elif value is not None:
            raise AssertionError(f"a column of a kind that is not searched: {where}")


async def test_nothing_of_what_stands_before_the_cut_off_is_in_the_decrypted_file(tmp_path):
    names = ("anna", "bruno", "chiara", "dario")
    async with (
        office(tmp_path, *names) as desk,
        signed_in(desk.server, "bruno") as bruno,
        signed_in(desk.server, "anna") as anna,
    ):
        chiara = await desk.device("chiara")
        chat = await bruno.create_chat(desk.id("anna"), subject=f"{OLD} first subject")
        past = Past(chat)
        await past.is_made(bruno, anna, desk.id("dario"))
        about = {"chat": chat, "message": new_id(), "users": [chiara.me]}
        await done(bruno, "add_participants", **about, share_history=False)
        details = await chiara.until(lambda: chiara.client.chat(chat), "the chat")
        cut_off = details.visible_from_seq
        assert cut_off > 10
        await past.is_changed(bruno, anna, "afterwards")
        await self_made_traces(chiara, chat)
        await chiara.goes_offline()
        await bruno.say(chat, "while she was away")
        await past.is_changed(bruno, anna, "again")
        await chiara.dies()
        await chiara.lives()
        await chiara.comes_back()
        await chiara.sends_everything()
        await chiara.agrees()
        fresh = await desk.device("chiara's phone")
        await fresh.agrees()
        lines = written(desk.server, chat)
        hidden, seen = lines[: cut_off - 1], lines[cut_off - 1 :]
        for device in (chiara, fresh):
            await device.ends()
            values = await everything_in_the_file(device)
            texts = [value for _, _, value in values if isinstance(value, str)]
            assert "while she was away" in texts, "what is to be found is found"
            assert "Present subject" in texts
            assert_nothing_before(cut_off, values, hidden, seen)
            entries = entries_in_the_file(device)
            assert entries >= entries_of("while"), "what is to be found is found"
            assert not entries & entries_of(OLD)


async def self_made_traces(chiara: Device, chat: str) -> None:
    """Do what might make a note of an earlier place."""
    await chiara.client.mark_unread(chat, 2)
    await chiara.client.send(chat, "hello")
    await chiara.client.set_pinned(chat, True)
    await chiara.sends_everything()
    await chiara.client.older(chat, before=4)
    await chiara.client.around(chat, seq=3)
    await chiara.client.save_draft(chat, "half a sentence")
