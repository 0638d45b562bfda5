"""PROTOCOL.md is true: its examples are read out of it, and its tables name everything that there is."""

import asyncio
import json
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
from sync_server.protocol.codes import SUBPROTOCOL, CloseCode, ErrorCode
from sync_server.protocol.frames import Push, Reply, Request, decode_request, decode_server_frame, encode
from sync_server.protocol.nouns import Body, Chat, Message, User
from tests.support.server import PASSWORD, running_server, signed_in

PAGE = (Path(sync_server.protocol.__file__).parent / "PROTOCOL.md").read_text()
EXAMPLES = re.findall(r"^```json (\w+)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
NOUNS = {"user": User, "chat": Chat, "message": Message}
LIMITS = {name.lower(): value for name, value in vars(limits).items() if name.isupper()}


def tags(union) -> set[str]:
    return {kind.__struct_config__.tag for kind in get_args(union)}


def tags_of_examples(*kinds: str) -> set[str]:
    return {json.loads(text)["type"] for kind, text in EXAMPLES if kind in kinds}


def rows_of_tables() -> set[tuple[str, ...]]:
    rows = re.findall(r"^\| (.+) \|$", PAGE, re.MULTILINE)
    return {tuple(cell.strip() for cell in row.split(" | ")) for row in rows}


@pytest.mark.parametrize(("kind", "text"), EXAMPLES)
def test_an_example_reads_as_what_it_says_it_is_and_is_complete(kind, text):
    if kind == "request":
        again = encode(decode_request(text))
    elif kind in {"reply", "push"}:
        frame = decode_server_frame(text)
        assert isinstance(frame, get_args(Reply if kind == "reply" else Push))
        again = encode(frame)
    else:
        again = msgspec.json.encode(msgspec.json.decode(text, type=NOUNS[kind]))
    assert json.loads(again) == json.loads(text)


def test_every_json_block_says_what_it_is():
    assert len(EXAMPLES) == PAGE.count("```json")


def test_every_request_has_an_example():
    assert tags_of_examples("request") == tags(Request)


def test_every_reply_has_an_example():
    assert tags_of_examples("reply") == tags(Reply)


def test_every_push_has_an_example():
    assert tags_of_examples("push") == tags(Push)


def test_every_kind_of_message_has_an_example():
    assert {json.loads(text)["body"]["kind"] for kind, text in EXAMPLES if kind == "message"} == tags(Body)


def test_every_request_has_a_section_of_its_own():
    assert set(re.findall(r"^### `(\w+)`$", PAGE, re.MULTILINE)) == tags(Request)


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
    first_cells = {row[0].strip("`") for row in rows_of_tables() if row[0].startswith("`")}
    assert first_cells <= {*ErrorCode, *LIMITS} | {f"101` with `Sec-WebSocket-Protocol: {SUBPROTOCOL}"} | {
        "400",
        "403",
        "404",
        "503",
    }


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
