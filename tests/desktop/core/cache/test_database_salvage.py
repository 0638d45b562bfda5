"""A cache that cannot be read is set aside and begun anew; what was written and not sent is saved from it, as far as it can be read."""

import asyncio
import shutil
import threading
from pathlib import Path
from typing import NamedTuple

import pytest

from desktop.core.cache import commands, drafts, files, messages, own_words, salvage, transfers
from desktop.core.cache.database import DAMAGE_MARK, Connection, Database
from desktop.core.cache.encrypted import DriverError, connect, migrate
from desktop.core.cache.opening import open_cache
from desktop.core.errors import CacheDamagedError, CacheNewerError
from desktop.core.folder import CACHE_FILE, FILES_FOLDER
from desktop.core.values import Recovery, UserId
from sync_server.protocol.frames import SendMessage
from sync_server.protocol.nouns import Message, Text
from tests.desktop.core.attached import a_file, a_picture, attach
from tests.desktop.core.world import OTHER, chat_id, message_id
from tests.support.cut_short import cut_short
from tests.support.keys import KEY

ME = UserId("me")
CHAT = chat_id(1)
PAGE = 4096
COMMANDS = {number: f"not sent yet, number {number} " * 10 for number in range(1, 201)}
DRAFTS = {f"chat {number:03}": f"half a thought {number} " * 20 for number in range(100)}
OTHER_KEY = bytes(reversed(KEY))

PUT_COMMAND = "INSERT INTO command (number, kind, chat, message, frame, created_at) VALUES (?, 'send_message', 'chat', ?, ?, 0)"
PUT_DRAFT = "INSERT INTO draft (chat, text, saved_at) VALUES (?, ?, 0)"
PUT_CHAT = "INSERT INTO chat (id, revision, subject, visible_from_seq) VALUES (?, 1, '', 1)"
PUT_MESSAGE = "INSERT INTO message (chat, seq, id, revision, author, sent_at, kind, body) VALUES ('chat', ?, ?, 1, 'other', 0, 'text', ?)"


class Held(NamedTuple):
    """What a cache holds that matters here."""

    commands: dict[int, str]
    drafts: dict[str, str]
    messages: int
    user: str | None
    token: str


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An account's folder with a cache in good order, closed."""
    return filled(tmp_path / "account", COMMANDS, DRAFTS, messages=150)


def filled(folder: Path, commands: dict[int, str], drafts: dict[str, str], *, messages: int) -> Path:
    folder.mkdir()
    file = connect(folder / CACHE_FILE, KEY)
    file.execute("PRAGMA journal_mode = WAL")
    migrate(file)
    file.execute("BEGIN")
    file.execute(
        "INSERT INTO account (only_row, server, user, token, directory_revision) VALUES (1, 'wss://desk', ?, 'secret', 9)",
        (ME,),
    )
    file.executemany(
        PUT_COMMAND, ((number, f"message {number}", frame) for number, frame in commands.items())
    )
    file.executemany(PUT_DRAFT, drafts.items())
    file.executemany(PUT_CHAT, ((chat,) for chat in drafts))
    file.executemany(
        PUT_MESSAGE, ((seq, f"id {seq}", f"what somebody said {seq} " * 9) for seq in range(messages))
    )
    file.execute("COMMIT")
    file.close()
    return folder


def read_held(connection: Connection) -> Held:
    account = connection.execute("SELECT user, token FROM account").fetchone()
    (messages,) = connection.execute("SELECT COUNT(LENGTH(body)) FROM message").fetchone()
    return Held(
        {row["number"]: row["frame"] for row in connection.execute("SELECT number, frame FROM command")},
        {row["chat"]: row["text"] for row in connection.execute("SELECT chat, text FROM draft")},
        messages, *(account or (None, "")),
    )  # fmt: skip


async def opened(folder: Path, key: bytes = KEY) -> tuple[Held, Recovery | None]:
    database, recovery = await open_cache(folder, key, ME)
    held = await database.read(read_held)
    await database.close()
    return held, recovery


def pages_of(path: Path, table: str, tmp_path: Path) -> list[int]:
    """Return the numbers of a table's pages, by trial: those without which it cannot be read in full, though its name is known."""
    found = []
    for page in range(2, path.stat().st_size // PAGE + 1):
        tried = shutil.copy(path, tmp_path / "tried.sqlite")
        break_page(tried, page)
        connection = connect(tried, KEY)
        try:
            connection.execute("SELECT COUNT(*) FROM sqlite_schema")
        except DriverError:
            connection.close()
            continue
        try:
            connection.execute(f"SELECT * FROM {table} NOT INDEXED").fetchall()  # noqa: S608 - one of two names
        except DriverError:
            found.append(page)
        connection.close()
    return found


def break_page(path: Path, page: int) -> None:
    """Flip one bit in the middle of a page, counted from 1."""
    with path.open("r+b") as file:
        file.seek((page - 1) * PAGE + 2000)
        byte = file.read(1)[0]
        file.seek(-1, 1)
        file.write(bytes((byte ^ 1,)))


async def found_broken(folder: Path) -> None:
    """What is broken in the middle is noticed when it is read."""
    database = await Database.open(folder / CACHE_FILE, KEY)
    with pytest.raises(CacheDamagedError):
        await database.read(read_held)
    assert database.damaged.is_set()
    await database.close()


async def test_a_broken_page_of_messages_costs_nothing_that_is_nowhere_else(folder, tmp_path):
    page = pages_of(folder / CACHE_FILE, "message", tmp_path)[-1]
    break_page(folder / CACHE_FILE, page)
    broken = (folder / CACHE_FILE).read_bytes()
    await found_broken(folder)
    held, recovery = await opened(folder)
    assert held == Held(COMMANDS, DRAFTS, 0, ME, "secret")
    assert recovery is not None
    assert (recovery.unsent, recovery.drafts, recovery.readable) == (len(COMMANDS), len(DRAFTS), True)
    assert (folder / recovery.set_aside / CACHE_FILE).read_bytes() == broken
    assert await opened(folder) == (held, None)


async def test_the_users_own_words_are_saved(folder, tmp_path):
    database, _ = await open_cache(folder, KEY, ME)
    await database.write(own_words.keep, "Northwynd")
    await database.close()
    break_page(folder / CACHE_FILE, pages_of(folder / CACHE_FILE, "message", tmp_path)[-1])
    await found_broken(folder)
    database, recovery = await open_cache(folder, KEY, ME)
    assert recovery is not None
    assert await database.read(own_words.every) == ("Northwynd",)
    await database.close()


async def test_all_that_comes_from_the_server_is_asked_for_anew(folder, tmp_path):
    break_page(folder / CACHE_FILE, pages_of(folder / CACHE_FILE, "message", tmp_path)[0])
    await found_broken(folder)
    database, _ = await open_cache(folder, KEY, ME)
    rows = await database.read(
        lambda connection: [
            tuple(row)
            for row in connection.execute("SELECT directory_revision, reads, synced_at FROM account")
        ]
    )
    assert rows == [(0, 0, None)]
    await database.close()


@pytest.mark.parametrize("which", [0.2, 0.5, 0.9], ids=["early", "middle", "late"])
@pytest.mark.parametrize("table", ["command", "draft"])
async def test_a_broken_page_of_what_is_not_sent_costs_only_what_stood_on_it(folder, tmp_path, table, which):
    pages = pages_of(folder / CACHE_FILE, table, tmp_path)
    leaves = pages[1:]  # the first one is the table's root
    break_page(folder / CACHE_FILE, leaves[int(which * len(leaves))])
    await found_broken(folder)
    held, recovery = await opened(folder)
    whole = Held(COMMANDS, DRAFTS, 0, ME, "secret")
    saved, written = getattr(held, f"{table}s"), getattr(whole, f"{table}s")
    assert saved.items() < written.items()
    assert len(saved) >= len(written) - 20
    assert held._replace(**{f"{table}s": written}) == whole
    assert recovery is not None
    assert (recovery.unsent, recovery.drafts) == (len(held.commands), len(held.drafts))


async def test_two_broken_pages_cost_nothing_of_what_stands_between_them(folder, tmp_path):
    leaves = pages_of(folder / CACHE_FILE, "command", tmp_path)[1:]
    for page in (leaves[1], leaves[-2]):
        break_page(folder / CACHE_FILE, page)
    await found_broken(folder)
    held, _ = await opened(folder)
    assert len(COMMANDS) - 40 <= len(held.commands) < len(COMMANDS)
    assert 100 in held.commands


async def test_a_file_that_was_cut_off_is_read_as_far_as_it_goes(folder, tmp_path):
    pages = pages_of(folder / CACHE_FILE, "command", tmp_path)
    with (folder / CACHE_FILE).open("r+b") as file:
        file.truncate(max(pages) * PAGE)
    held, recovery = await opened(folder)
    assert held.commands == COMMANDS
    assert recovery is not None
    assert recovery.readable


async def test_with_another_key_nothing_is_read_and_nothing_is_lost(folder):
    before = (folder / CACHE_FILE).read_bytes()
    held, recovery = await opened(folder, OTHER_KEY)
    assert held == Held({}, {}, 0, None, "")
    assert recovery is not None
    assert (recovery.unsent, recovery.drafts, recovery.readable) == (0, 0, False)
    assert (folder / recovery.set_aside / CACHE_FILE).read_bytes() == before
    shutil.copytree(folder / recovery.set_aside, folder.parent / "with the first key")
    assert (await opened(folder.parent / "with the first key"))[0].commands == COMMANDS


async def test_what_is_set_aside_stays_however_often_that_happens(folder):
    names = set()
    for number in range(3):
        held, recovery = await opened(folder, bytes((number,)) * 32)
        assert held.commands == {}
        assert recovery is not None
        names.add(recovery.set_aside)
    assert len(names) == 3
    assert {path.name for path in folder.iterdir()} == {CACHE_FILE, *names}


async def test_rows_of_an_older_schema_are_saved_and_brought_up_to_date(tmp_path):
    old = tmp_path / "old"
    old.mkdir()
    file = connect(old / CACHE_FILE, KEY)
    migrate(file, until=2)
    file.execute("BEGIN")
    file.execute("INSERT INTO account (only_row, server, user) VALUES (1, 'wss://desk', ?)", (ME,))
    file.executemany(
        PUT_COMMAND, ((number, f"message {number}", frame) for number, frame in COMMANDS.items())
    )
    file.executemany(PUT_MESSAGE, ((seq, f"id {seq}", "words " * 50) for seq in range(100)))
    file.execute("COMMIT")
    file.close()
    break_page(old / CACHE_FILE, pages_of(old / CACHE_FILE, "message", tmp_path)[-1])
    (old / f"{CACHE_FILE}{DAMAGE_MARK}").touch()
    assert (await opened(old))[0] == Held(COMMANDS, {}, 0, ME, "")


async def test_a_broken_file_of_a_newer_program_is_left_to_that_one(folder, tmp_path):
    file = connect(folder / CACHE_FILE, KEY)
    file.execute("PRAGMA user_version = 99")
    file.close()
    break_page(folder / CACHE_FILE, pages_of(folder / CACHE_FILE, "message", tmp_path)[-1])
    (folder / f"{CACHE_FILE}{DAMAGE_MARK}").touch()
    for _ in range(2):
        with pytest.raises(CacheNewerError):
            await open_cache(folder, KEY, ME)
    assert {path.name for path in folder.iterdir()} >= {CACHE_FILE}


async def test_what_somebody_else_wrote_is_not_sent_in_this_users_name(folder, tmp_path):
    file = connect(folder / CACHE_FILE, KEY)
    file.execute("UPDATE account SET user = 'somebody else'")
    file.close()
    break_page(folder / CACHE_FILE, pages_of(folder / CACHE_FILE, "message", tmp_path)[-1])
    (folder / f"{CACHE_FILE}{DAMAGE_MARK}").touch()
    held, recovery = await opened(folder)
    assert held == Held({}, {}, 0, None, "")
    assert recovery is not None
    assert (folder / recovery.set_aside / CACHE_FILE).exists()


async def test_killed_at_any_step_it_goes_on_from_there_and_nothing_is_lost(tmp_path):
    commands, drafts = {5: "not sent yet", 7: "nor this"}, {"chat": "half a thought"}
    folder = filled(tmp_path / "account", commands, drafts, messages=50)
    break_page(folder / CACHE_FILE, pages_of(folder / CACHE_FILE, "message", tmp_path)[-1])
    (folder / f"{CACHE_FILE}{DAMAGE_MARK}").touch()
    broken = (folder / CACHE_FILE).read_bytes()
    lives = cut_short(folder, tmp_path / "lives", ME)
    assert len(lives) > 30, lives
    assert lives[-1][1] == ""
    for dead, line in lives:
        held, _ = await opened(dead)
        assert held == Held(commands, drafts, 0, ME, "secret"), line
        aside = [path for path in dead.rglob(CACHE_FILE) if path.parent != dead]
        assert [path.read_bytes() for path in aside] == [broken], line
        assert not list(dead.rglob("next.sqlite*")), line


async def test_killed_at_any_step_it_loses_no_sealed_file_that_nobody_can_name(tmp_path):
    folder = filled(tmp_path / "account", {5: "not sent yet"}, {}, messages=50)
    await with_files(folder)
    names = {path.name for path in (folder / FILES_FOLDER).iterdir()}
    break_page(folder / CACHE_FILE, pages_of(folder / CACHE_FILE, "message", tmp_path)[-1])
    (folder / f"{CACHE_FILE}{DAMAGE_MARK}").touch()
    for dead, line in cut_short(folder, tmp_path / "lives", "somebody else"):
        database, _ = await open_cache(dead, KEY, UserId("somebody else"))
        assert await database.read(files.names) == frozenset(), line
        await database.close()
        assert not list((dead / FILES_FOLDER).iterdir()), line
        assert {path.name for path in dead.rglob("sealed *")} == names, line


async def test_what_was_begun_is_finished_even_if_its_caller_gave_up(folder, tmp_path, monkeypatch):
    break_page(folder / CACHE_FILE, pages_of(folder / CACHE_FILE, "message", tmp_path)[-1])
    (folder / f"{CACHE_FILE}{DAMAGE_MARK}").touch()
    begun, may_go_on, build = threading.Event(), threading.Event(), salvage._build

    def slow_build(*arguments):
        begun.set()
        assert may_go_on.wait(20)
        build(*arguments)

    monkeypatch.setattr(salvage, "_build", slow_build)
    async with asyncio.TaskGroup() as tasks:
        opening = tasks.create_task(open_cache(folder, KEY, ME))
        assert await asyncio.to_thread(begun.wait, 20)
        opening.cancel()
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        assert not opening.done()
        may_go_on.set()
    assert opening.cancelled()
    assert await opened(folder) == (Held(COMMANDS, DRAFTS, 0, ME, "secret"), None)


# Files -------------------------------------------------------------------------------------------------------------------

DRAFTED, SENT, SEEN = a_picture(1), a_file(10), a_file(20)


async def with_files(folder: Path) -> None:
    """A draft and an unsent message with files, and one that somebody else has sent and that is here."""
    database, _ = await open_cache(folder, KEY, ME)
    await database.write(attach, CHAT, DRAFTED)
    await database.write(attach, chat_id(2), SENT)
    frame = SendMessage(0, CHAT, message_id(1), "see this", attachments=(SENT,))
    await database.write(drafts.take_files, chat_id(2))
    await database.write(commands.put, frame, 1)
    await database.write(
        messages.save, CHAT, (Message(message_id(2), CHAT, 1, 1, OTHER.id, 1, Text("", (), (SEEN,))),)
    )
    await database.write(transfers.begin, SEEN.id, f"sealed {SEEN.id}", b"key " * 8)
    await database.write(transfers.completed, SEEN.id, 1)
    await database.close()
    (folder / FILES_FOLDER).mkdir()
    for each in (DRAFTED.id, DRAFTED.picture.thumbnail.id, SENT.id, SEEN.id):
        (folder / FILES_FOLDER / f"sealed {each}").write_bytes(each.encode())


def read_files(connection: Connection) -> dict[str, tuple[str, bytes, bool]]:
    return {
        row["attachment"]: (row["name"], bytes(row["key"]), bool(row["unsent"]))
        for row in connection.execute("SELECT * FROM file")
    }


async def test_files_of_drafts_and_unsent_messages_are_saved_with_their_keys(folder, tmp_path):
    await with_files(folder)
    break_page(folder / CACHE_FILE, pages_of(folder / CACHE_FILE, "message", tmp_path)[-1])
    await found_broken(folder)
    database, recovery = await open_cache(folder, KEY, ME)
    assert recovery is not None
    assert (recovery.unsent, recovery.drafts) == (len(COMMANDS) + 1, len(DRAFTS) + 1)
    found = await database.read(read_files)
    assert found == {
        each: (f"sealed {each}", b"key " * 8, True)
        for each in (DRAFTED.id, DRAFTED.picture.thumbnail.id, SENT.id)
    }
    assert await database.read(drafts.files, CHAT) == (DRAFTED,)
    (upload,) = await database.read(transfers.uploads, limit=9)
    assert upload.attachment == SENT.id
    # What the server has as well comes again; that it is not needed shows by its name, which nobody knows any more.
    assert await database.read(files.names) == {name for name, _, _ in found.values()}
    assert not (folder / recovery.set_aside / FILES_FOLDER).exists()
    await database.close()


async def test_a_sealed_file_is_set_aside_where_nobody_can_say_whose_it_was(folder):
    await with_files(folder)
    names = {path.name for path in (folder / FILES_FOLDER).iterdir()}
    _, recovery = await opened(folder, OTHER_KEY)
    assert recovery is not None
    assert {path.name for path in (folder / recovery.set_aside / FILES_FOLDER).iterdir()} == names
    assert not list((folder / FILES_FOLDER).iterdir())
    shutil.copytree(folder / recovery.set_aside, folder.parent / "with the first key")
    database, again = await open_cache(folder.parent / "with the first key", KEY, ME)
    assert again is None
    assert await database.read(files.names) == names
    await database.close()


async def test_a_broken_page_of_files_costs_no_sealed_file(folder, tmp_path):
    database, _ = await open_cache(folder, KEY, ME)
    many = [a_file(number, f"file {number}") for number in range(100, 200)]
    for number, each in enumerate(many):
        await database.write(attach, chat_id(number), each)
    await database.close()
    (folder / FILES_FOLDER).mkdir()
    for each in many:
        (folder / FILES_FOLDER / f"sealed {each.id}").touch()
    leaves = pages_of(folder / CACHE_FILE, "file", tmp_path)[1:]
    break_page(folder / CACHE_FILE, leaves[len(leaves) // 2])
    (folder / f"{CACHE_FILE}{DAMAGE_MARK}").touch()
    database, recovery = await open_cache(folder, KEY, ME)
    assert recovery is not None
    kept = await database.read(files.names)
    await database.close()
    assert len(many) - 30 <= len(kept) < len(many)
    aside = {path.name for path in (folder / recovery.set_aside / FILES_FOLDER).iterdir()}
    assert {path.name for path in (folder / FILES_FOLDER).iterdir()} == kept
    assert aside | kept == {f"sealed {each.id}" for each in many}
