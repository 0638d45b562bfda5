"""R1: to a stranger a chat answers exactly as one that does not exist. R10: a command is done once, and its id tells nothing."""

import pytest
from msgspec.structs import replace

from sync_server.protocol.codes import ErrorCode
from sync_server.protocol.frames import (
    AddParticipants,
    Changes,
    CreateChat,
    History,
    MarkRead,
    SendMessage,
    SetSubject,
)
from tests.support.store import code_of, new_id, refusal_of


@pytest.fixture
def chat(office):
    return office.create("anna", "bruno", subject="Private")[0]


def requests_about(office, chat):
    """Every request that names a chat, good and bad ones."""
    return [
        SendMessage(1, chat, new_id(), "hello"),
        SendMessage(1, chat, new_id(), ""),
        SetSubject(1, chat, new_id(), "Mine"),
        SetSubject(1, chat, new_id(), "x" * 1_000),
        AddParticipants(1, chat, new_id(), (office.user("emil"),), share_history=True),
        AddParticipants(1, chat, new_id(), (office.user("anna"),), share_history=True),
        AddParticipants(1, chat, new_id(), (new_id(),), share_history=True),
        MarkRead(1, chat, 1),
        Changes(1, chat, 0),
        History(1, chat, 5),
    ]


def answer(office, name, request):
    action = office.ask if isinstance(request, Changes | History) else office.do
    refusal = refusal_of(action, name, request)
    return refusal.code, refusal.text, refusal.retry_after_ms


def test_a_stranger_is_answered_as_if_the_chat_did_not_exist(office, chat):
    for request in requests_about(office, chat):
        nowhere = replace(request, chat=new_id())
        assert answer(office, "chiara", request) == answer(office, "chiara", nowhere)
        assert answer(office, "chiara", request)[0] == ErrorCode.CHAT_NOT_FOUND
    assert code_of(office.type, "chiara", chat) == ErrorCode.CHAT_NOT_FOUND
    assert office.snapshot("anna", chat).chat.last_seq == 1


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


def test_a_command_that_comes_again_is_answered_as_the_first_time_and_done_once(office, chat):
    commands = [
        CreateChat(1, new_id(), new_id(), office.users(["bruno"]), "Subject"),
        SendMessage(1, chat, new_id(), "hello\x00"),
        SetSubject(1, chat, new_id(), "Refunds"),
        AddParticipants(1, chat, new_id(), office.users(["bruno", "chiara"]), share_history=False),
    ]
    for command in commands:
        first = office.do("anna", command)
        again = office.do("anna", replace(command, id=2))
        assert again.reply == replace(first.reply, id=2)
        assert again.deliveries == ()
    assert office.snapshot("anna", chat).chat.last_seq == 4


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
