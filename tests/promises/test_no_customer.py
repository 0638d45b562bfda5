"""R8: participants are users of the workspace. Nothing in the database and nothing on the wire could hold anybody else.

That neither package can import a way out is held by the import contracts, which `tests/test_layers.py` tests by breaking them.
"""

import re
import typing

import msgspec
import pytest
from sqlalchemy import Column

from sync_server.protocol import frames, nouns
from sync_server.store.tables import metadata
from tests.support.server import new_id, running_server, signed_in

OUTSIDE = re.compile(
    r"customer|client|guest|visitor|contact|external|e?mail|phone|sms|whatsapp|telegram|address|recipient|channel|ticket|url|webhook",
    re.IGNORECASE,
)
PEOPLE = {"user", "author", "created_by", "added_by"}
"""Columns that name a person, wherever they stand."""


def columns() -> list[Column]:
    return [column for table in metadata.tables.values() for column in table.columns]


def structs() -> list[type[msgspec.Struct]]:
    """Everything that travels: all frames, and the rows in them."""
    declared = [*vars(frames).values(), *vars(nouns).values()]
    return [one for one in declared if isinstance(one, type) and issubclass(one, msgspec.Struct)]


def test_no_table_and_no_column_is_for_anybody_outside() -> None:
    assert not [name for name in metadata.tables if OUTSIDE.search(name)]
    assert not [str(column) for column in columns() if OUTSIDE.search(column.name)]


def test_whoever_is_named_in_the_database_is_a_user_of_the_workspace() -> None:
    named = [column for column in columns() if column.name in PEOPLE]
    assert {column.table.name for column in named} >= {
        "participants",
        "messages",
        "chats",
        "devices",
        "commands",
    }
    for column in named:
        assert [key.target_fullname for key in column.foreign_keys] == ["users.id"], column


def test_nothing_that_travels_has_a_type_or_a_field_for_anybody_outside() -> None:
    assert len(structs()) > 40
    for struct in structs():
        assert not OUTSIDE.search(struct.__name__), struct
        assert not [name for name in struct.__struct_fields__ if OUTSIDE.search(name)], struct


def test_whoever_is_named_in_a_request_is_named_by_a_users_id() -> None:
    for request, field in (
        (frames.CreateChat, "participants"),
        (frames.AddParticipants, "users"),
        (frames.SendMessage, "mentions"),
        (frames.EditMessage, "mentions"),
    ):
        hint = typing.get_type_hints(request, include_extras=True)[field]
        assert "UserId" in repr(hint), (request, field)
        assert "pattern" in repr(hint), (request, field)


@pytest.mark.parametrize("somebody", ["jane@customer.example", "+44 20 7946 0958", "jane"])
async def test_nobody_comes_into_a_chat_by_an_address_or_a_number(tmp_path, somebody) -> None:
    with running_server(tmp_path / "data", "anna", "bruno") as server:
        async with signed_in(server, "anna") as anna:
            bruno = next(user.id for user in server.users() if user.username == "bruno")
            chat = await anna.create_chat(bruno)
            line = {"chat": chat, "message": new_id()}
            refused = [
                await anna.request("create_chat", chat=new_id(), message=new_id(), participants=[somebody]),
                await anna.request("add_participants", **line, users=[somebody], share_history=False),
                await anna.request("send_message", **line, text="hello", mentions=[somebody]),
            ]
            assert {reply["code"] for reply in refused} == {"malformed"}
            unknown = await anna.request("add_participants", **line, users=[new_id()], share_history=False)
            assert unknown["code"] == "unknown_user"
            opened = await anna.request("open_chat", chat=chat)
            assert [one["user"] for one in opened["chat"]["participants"]] == [anna.user["id"], bruno]
