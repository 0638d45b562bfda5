"""PROTOCOL.md is true: its examples are read out of it, and its tables name everything that there is."""

import asyncio
import json
import random
import re
import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from typing import get_args

import msgspec
import pytest

import sync_server.protocol
from sync_server.protocol import limits
from sync_server.protocol.codes import CloseCode, ErrorCode
from sync_server.protocol.frames import (
    Push,
    Reply,
    Request,
    TransferRequest,
    decode_request,
    decode_server_frame,
    encode,
)
from sync_server.protocol.nouns import Body, Chat, Message, Preferences, User
from sync_server.protocol.pushes import Confirmed, TransferEnded
from sync_server.protocol.replies import Fetching, UploadReady
from sync_server.protocol.transfer import decode_transfer_frame, decode_transfer_request
from tests.support.replica import Replica
from tests.support.server import PASSWORD, running_server, signed_in

PAGE = (Path(sync_server.protocol.__file__).parent / "PROTOCOL.md").read_text()
EXAMPLES = re.findall(r"^```json (\w+)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
NOUNS = {"user": User, "chat": Chat, "message": Message, "preferences": Preferences}
STORY = re.findall(
    r"^([→←=]) (.*(?:\n +.*)*)$", PAGE.partition("```story\n")[2].partition("```")[0], re.MULTILINE
)
TRANSFER_REPLIES = UploadReady | Fetching
TRANSFER_PUSHES = Confirmed | TransferEnded
LIMITS = {name.lower(): value for name, value in vars(limits).items() if name.isupper()}


def tags(union) -> set[str]:
    return {kind.__struct_config__.tag for kind in get_args(union)}


def tags_of_examples(*kinds: str) -> set[str]:
    return {json.loads(text)["type"] for kind, text in EXAMPLES if kind in kinds}


ONLY_FOR_TRANSFERS = tags(TransferRequest | TRANSFER_REPLIES | TRANSFER_PUSHES) - tags(Request)


def rows_of_tables() -> set[tuple[str, ...]]:
    rows = re.findall(r"^\| (.+) \|$", PAGE, re.MULTILINE)
    return {tuple(cell.strip() for cell in row.split(" | ")) for row in rows}


@pytest.mark.parametrize(("kind", "text"), EXAMPLES)
def test_an_example_reads_as_what_it_says_it_is_and_is_complete(kind, text):
    on_second_connection = json.loads(text).get("type") in ONLY_FOR_TRANSFERS
    if kind == "request":
        again = encode((decode_transfer_request if on_second_connection else decode_request)(text))
    elif kind in {"reply", "push"}:
        frame = (decode_transfer_frame if on_second_connection else decode_server_frame)(text)
        assert isinstance(
            frame, get_args(Reply | TRANSFER_REPLIES if kind == "reply" else Push | TRANSFER_PUSHES)
        )
        again = encode(frame)
    else:
        again = msgspec.json.encode(msgspec.json.decode(text, type=NOUNS[kind]))
    assert json.loads(again) == json.loads(text)


def test_every_json_block_says_what_it_is():
    assert len(EXAMPLES) == PAGE.count("```json")


def test_every_request_has_an_example():
    assert tags_of_examples("request") == tags(Request | TransferRequest)


def test_every_reply_has_an_example():
    assert tags_of_examples("reply") == tags(Reply | TRANSFER_REPLIES)


def test_every_push_has_an_example():
    assert tags_of_examples("push") == tags(Push | TRANSFER_PUSHES)


def test_every_kind_of_message_has_an_example():
    shown = {json.loads(text)["body"]["kind"] for kind, text in EXAMPLES if kind == "message"}
    # What cannot be read is not what anybody sends.
    assert shown | {"unknown"} == tags(Body)


def test_every_request_has_a_section_of_its_own():
    assert set(re.findall(r"^### `(\w+)`$", PAGE, re.MULTILINE)) == tags(Request | TransferRequest)


@pytest.mark.parametrize("code", ErrorCode)
def test_every_error_code_is_explained(code):
    assert any(row[0] == f"`{code}`" and len(row) == 3 for row in rows_of_tables())


@pytest.mark.parametrize("code", CloseCode)
def test_every_close_code_is_explained(code):
    assert any(row[0] == str(int(code)) and len(row) == 3 for row in rows_of_tables())


@pytest.mark.parametrize("name", LIMITS)
def test_every_limit_is_named_with_its_number(name):
    assert any(row[:2] == (f"`{name}`", f"{LIMITS[name]:,}") for row in rows_of_tables())


def test_the_page_names_no_code_or_limit_that_does_not_exist():
    tables = PAGE[PAGE.index("\n## Errors\n") :]
    assert set(re.findall(r"^\| `(\w+)` \|", tables, re.MULTILINE)) == {*ErrorCode, *LIMITS}


def test_every_link_within_the_page_leads_to_a_heading():
    headings = re.findall(r"^#+ (.+)$", PAGE, re.MULTILINE)
    slugs = {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}
    assert set(re.findall(r"\]\(#([^)]+)\)", PAGE)) <= slugs


def with_whole_ids(text: str) -> str:
    """The story shortens ids to a letter and a number."""
    return re.sub(
        r'"([cmu])(\d+)"', lambda short: f'"01995b30-{ord(short[1]):04x}-7000-8000-{int(short[2]):012}"', text
    )


def annas() -> Replica:
    return Replica(*json.loads(with_whole_ids('["u1"]')))


def asked(replica: Replica) -> list[dict]:
    """What a replica may ask now: what it wants, and to catch up."""
    return [{"type": "sync", "more": False, **replica.vector()}, *replica.requests()]


def test_the_worked_example_is_what_a_client_does_that_follows_the_rules():
    replica = annas()
    (chat,) = json.loads(with_whole_ids('["c1"]'))
    assert [mark for mark, _ in STORY].count("=") >= 10
    for mark, text in STORY:
        if mark == "→":
            request = json.loads(with_whole_ids(text))
            wanted = [
                {"limit": limits.PAGE_ROWS, **each} if each["type"] == "history" else each
                for each in asked(replica)
            ]
            assert {name: value for name, value in request.items() if name != "id"} in wanted
        elif mark == "←":
            replica.receive(json.loads(with_whole_ids(text)))
        else:
            held = replica.chats[chat]
            assert text.startswith(f"held {held['held']}, from_seq {held['from_seq']}"), text
            assert replica.is_complete or "complete" not in text
    assert replica.is_complete
    assert replica.unread(chat) == 1


def test_the_frames_of_the_worked_example_are_frames():
    for mark, text in STORY:
        if mark != "=":
            frame = with_whole_ids(text)
            read = decode_request(frame) if mark == "→" else decode_server_frame(frame)
            assert json.loads(encode(read)) == json.loads(frame)


def test_the_worked_example_ends_the_same_whatever_is_doubled_or_comes_late():
    """All its server frames, in many orders and some twice: rows and read positions are the same, and no gap is forgotten."""
    frames = [json.loads(with_whole_ids(text)) for mark, text in STORY if mark == "←"]
    straight = annas()
    for frame in frames:
        straight.receive(frame)
    for seed in range(200):
        chance = random.Random(seed)  # noqa: S311 - no secret
        mixed = frames + chance.sample(frames, 5)
        chance.shuffle(mixed)
        replica = annas()
        for frame in mixed:
            replica.receive(frame)
        assert replica.state() == straight.state()
        (chat,) = replica.chats.values()
        assert chat["heard_of"] == 12
        assert chat["held"] <= 12


def devices_of(server, user) -> int:
    with closing(sqlite3.connect(server.data / "internal-chat.db")) as database:
        (count,) = database.execute('SELECT count(*) FROM devices WHERE "user" = ?', (user,)).fetchone()
    return int(count)


async def test_the_bot_in_the_page_answers_what_it_is_told(tmp_path):
    (program,) = re.findall(r"^```python bot\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    assert len([line for line in program.splitlines() if line.strip()]) <= 60
    bot = tmp_path / "bot.py"
    bot.write_text(program)
    with running_server(tmp_path / "data", "anna", "parrot") as server:
        async with signed_in(server, "anna") as anna:
            directory = await anna.push("directory")
            parrot = next(user["id"] for user in directory["users"] if user["username"] == "parrot")
            chat = await anna.create_chat(parrot)
            await anna.say(chat, "said while the bot was away")
            process = await asyncio.create_subprocess_exec(
                sys.executable,
                str(bot),
                server.url,
                "parrot",
                env={"BOT_PASSWORD": PASSWORD, "WEBSOCKETS_BACKOFF_INITIAL_DELAY": "0.1"},
            )
            try:
                await anna.message("You said: said while the bot was away")
                await anna.say(chat, "Hello 🦜")
                await anna.message("You said: Hello 🦜")
                said = [
                    row["body"].get("text", "")
                    for push in anna.pushes
                    if push["type"] == "chat_changes"
                    for row in push["messages"]
                ]
                assert len([text for text in said if text.startswith("You said")]) == 2
                server.kill()
                server.start()
                async with signed_in(server, "anna") as back:
                    await back.say(chat, "Still there?")
                    await back.message("You said: Still there?")
                assert devices_of(server, parrot) == 1
            finally:
                process.kill()
                await process.wait()
