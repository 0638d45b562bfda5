"""R1: to a stranger a chat answers exactly as one that does not exist. R10: a command is done once, and its id tells nothing.

Strangers' requests by every path, over the wire, are in the leak matrix of `tests/promises`; here, what only commands can tell.
"""

import pytest
from msgspec.structs import replace

from sync_server import policy
from sync_server.protocol.codes import ErrorCode
from sync_server.protocol.frames import (
    AddParticipants,
    CreateChat,
    DeleteMessage,
    EditMessage,
    SendMessage,
    SetReaction,
    SetSubject,
)
from tests.support.store import code_of, new_id, refusal_of, texts_of


@pytest.fixture
def chat(office):
    return office.create("anna", "bruno", subject="Private")[0]


def test_a_stranger_who_knows_the_id_of_a_message_learns_nothing_by_using_it(office, chat):
    known = office.send("anna", chat, "secret").reply.message.id
    own, _ = office.create("chiara", "dora")

    assert code_of(office.do, "chiara", SendMessage(1, chat, known, "secret")) == ErrorCode.CHAT_NOT_FOUND
    conflict = refusal_of(office.do, "chiara", SendMessage(1, own, known, "secret"))
    elsewhere = refusal_of(office.do, "anna", SendMessage(1, chat, known, "other"))
    assert conflict.code == ErrorCode.ID_CONFLICT
    assert conflict.text == elsewhere.text


def test_the_id_of_a_chat_of_others_cannot_be_taken(office, chat):
    conflict = CreateChat(1, chat, new_id(), office.users(["dora"]))

    assert code_of(office.do, "chiara", conflict) == ErrorCode.ID_CONFLICT
    assert code_of(office.do, "anna", conflict) == ErrorCode.ID_CONFLICT


def every_command(office, chat):
    """One of each kind of command by Anna, in an order in which each can be carried out."""
    written = SendMessage(1, chat, new_id(), "hello\x00", mentions=office.users(["emil"]))
    change = {"chat": chat, "message": written.message}
    return [
        CreateChat(1, new_id(), new_id(), office.users(["bruno"]), "Subject"),
        written,
        SendMessage(1, chat, new_id(), "an answer", reply_to=written.message),
        SetSubject(1, chat, new_id(), "Refunds"),
        AddParticipants(1, chat, new_id(), office.users(["bruno", "chiara"]), share_history=False),
        EditMessage(1, **change, command=new_id(), text="hello again"),
        SetReaction(1, **change, command=new_id(), emoji="👍", on=True),
        DeleteMessage(1, **change, command=new_id()),
    ]


def test_a_command_that_comes_again_is_answered_as_the_first_time_and_done_once(office, chat):
    for command in every_command(office, chat):
        first = office.do("anna", command)
        after_it = office.changes("anna", chat)
        again = office.do("anna", replace(command, id=2))
        assert again.reply == replace(first.reply, id=2)
        assert again.deliveries == ()
        assert office.changes("anna", chat) == after_it
    assert len(office.history("anna", chat)) == 5


def test_every_kind_of_command_by_somebody_else_under_the_same_id_is_refused(office, chat):
    for command in every_command(office, chat):
        office.do("anna", command)
        conflict = refusal_of(office.do, "bruno", command)
        assert (conflict.code, conflict.text) == (ErrorCode.ID_CONFLICT, policy.id_conflict().text)


def test_every_kind_of_command_with_other_content_under_the_same_id_is_refused(office, chat):
    other = {
        CreateChat: {"subject": "Other"},
        SendMessage: {"text": "other"},
        SetSubject: {"subject": "Other"},
        AddParticipants: {"share_history": True},
        EditMessage: {"text": "other"},
        SetReaction: {"on": False},
        DeleteMessage: {"message": new_id()},
    }
    for command in every_command(office, chat):
        office.do("anna", command)
        before = office.changes("anna", chat)
        for changed in other[type(command)].items():
            conflict = refusal_of(office.do, "anna", replace(command, **dict([changed])))
            assert (conflict.code, conflict.text) == (ErrorCode.ID_CONFLICT, policy.id_conflict().text)
        assert office.changes("anna", chat) == before


def test_an_id_of_one_kind_of_change_cannot_serve_another(office, chat):
    row = office.say("anna", chat)
    edit = EditMessage(1, chat, row.id, new_id(), "changed")
    office.do("anna", edit)

    for other in (
        DeleteMessage(1, chat, row.id, edit.command),
        SetReaction(1, chat, row.id, edit.command, "👍", on=True),
    ):
        assert code_of(office.do, "anna", other) == ErrorCode.ID_CONFLICT
    assert texts_of(office.history("bruno", chat)) == ["<created>", "changed"]


def test_a_read_position_that_comes_again_moves_nothing(office, chat):
    office.say("anna", chat)
    office.read_up_to("bruno", chat, 2)

    assert office.read_up_to("bruno", chat, 2).deliveries == ()
    assert office.read_up_to("bruno", chat, 1).deliveries == ()
    assert office.open("bruno", chat).read[office.user("bruno")] == 2


def test_a_chat_that_is_made_again_is_answered_as_it_stands_now(office):
    command = CreateChat(1, new_id(), new_id(), office.users(["bruno"]), "First")
    line = office.do("anna", command).reply.message
    office.rename("bruno", command.chat, "Second")

    again = office.do("anna", command)

    assert (again.reply.chat.subject, again.reply.chat.revision) == ("Second", 2)
    assert again.reply.message == line


def test_the_same_id_with_other_content_is_refused(office, chat):
    other_chat, _ = office.create("anna", "bruno")
    first = SendMessage(1, chat, new_id(), "hello")
    office.do("anna", first)

    for other in (
        replace(first, text="bye"),
        replace(first, chat=other_chat),
        SetSubject(1, chat, first.message, "hello"),
        AddParticipants(1, chat, first.message, office.users(["dora"]), share_history=True),
        CreateChat(1, new_id(), first.message, office.users(["dora"])),
    ):
        assert code_of(office.do, "anna", other) == ErrorCode.ID_CONFLICT


def test_the_same_command_by_another_participant_is_refused(office, chat):
    command = SendMessage(1, chat, new_id(), "hello")
    office.do("anna", command)

    assert code_of(office.do, "bruno", command) == ErrorCode.ID_CONFLICT


def test_a_refused_command_leaves_its_id_free(office, chat):
    command = SendMessage(1, chat, new_id(), "")
    assert code_of(office.do, "anna", command) == ErrorCode.MESSAGE_EMPTY

    assert office.do("anna", replace(command, text="hello")).reply.message.seq == 2


def test_a_replay_is_answered_even_if_it_could_not_be_done_now(office, chat):
    command = AddParticipants(1, chat, new_id(), office.users(["chiara"]), share_history=True)
    first = office.do("anna", command)

    assert office.do("anna", command).reply == first.reply
