"""Who can read a message, and what a newcomer with history would see: R2, R3 and R5 for both, against the obvious oracle."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sync_server.protocol.codes import ErrorCode
from sync_server.protocol.frames import Audience, HistoryPreview, PreviewHistory
from sync_server.protocol.nouns import Deleted, Text
from sync_server.store import accounts as account_store
from tests.support.store import PEOPLE, Office, code_of, new_id


@pytest.fixture
def chat(office):
    return office.create("anna", "bruno", subject="Refunds")[0]


def test_everybody_whose_history_reaches_back_to_a_message_can_read_it(office, chat):
    before = office.say("anna", chat)
    office.add("anna", chat, "chiara", share_history=False)
    after = office.say("anna", chat)
    office.add("bruno", chat, "dora", share_history=True)
    office.add("chiara", chat, "emil", share_history=True)

    assert office.audience("anna", before) == ["anna", "bruno", "dora"]
    assert office.audience("chiara", after) == ["anna", "bruno", "chiara", "dora", "emil"]


def test_the_line_that_adds_somebody_without_history_is_the_first_they_can_read(office, chat):
    line = office.add("anna", chat, "chiara", share_history=False).reply.message

    assert office.audience("anna", line) == ["anna", "bruno", "chiara"]


def test_the_audience_of_a_tombstone_is_that_of_the_message(office, chat):
    message = office.say("anna", chat)
    office.delete("anna", message)

    assert office.audience("bruno", message) == ["anna", "bruno"]


def test_a_closed_account_can_read_nothing(office, chat):
    message = office.say("anna", chat)
    office.database.submit(lambda conn: account_store.set_inactive(conn, office.user("bruno"), 99)).result()

    assert office.audience("anna", message) == ["anna"]


def test_the_audience_of_a_hidden_message_is_not_told(office, chat):
    hidden = office.say("anna", chat)
    office.add("anna", chat, "chiara", share_history=False)

    for message in (hidden.id, new_id()):
        request = Audience(1, chat, message)
        assert code_of(office.ask, "chiara", request) == ErrorCode.MESSAGE_NOT_FOUND


def test_strangers_are_told_nothing(office, chat):
    message = office.say("anna", chat)

    for place in (chat, new_id()):
        for request in (Audience(1, place, message.id), PreviewHistory(1, place)):
            assert code_of(office.ask, "emil", request) == ErrorCode.CHAT_NOT_FOUND


def test_a_preview_counts_what_people_wrote_and_names_who_wrote_it(office, chat):
    first = office.say("bruno", chat, "one")
    office.rename("anna", chat, "Returns")
    office.add("anna", chat, "chiara", share_history=True)
    last = office.say("anna", chat, "two")
    office.rename("chiara", chat, "Refunds")

    assert office.preview("chiara", chat) == HistoryPreview(
        1, messages=2, authors=office.users(["anna", "bruno"]), first=first, last_at=last.sent_at
    )


def test_a_chat_in_which_nobody_wrote_has_nothing_to_preview(office, chat):
    office.rename("anna", chat, "Returns")

    assert office.preview("anna", chat) == HistoryPreview(1, 0, (), first=None, last_at=None)


def test_a_preview_begins_where_the_callers_history_does(office, chat):
    hidden = office.say("anna", chat, "secret")
    office.add("anna", chat, "chiara", share_history=False)
    assert office.preview("chiara", chat) == HistoryPreview(1, 0, (), first=None, last_at=None)

    reply = office.say("bruno", chat, "yes", reply_to=hidden)

    preview = office.preview("chiara", chat)
    assert (preview.messages, preview.authors) == (1, office.users(["bruno"]))
    assert preview.first is not None
    assert (preview.first.id, preview.first.reply_to) == (reply.id, 0)
    assert office.preview("anna", chat).messages == 2


def test_a_change_of_a_hidden_message_changes_no_preview(office, chat):
    hidden = office.say("anna", chat, "secret")
    office.add("anna", chat, "chiara", share_history=False)
    office.say("bruno", chat)
    before = office.preview("chiara", chat)

    office.edit("anna", hidden, "more secret")
    office.delete("anna", hidden)

    assert office.preview("chiara", chat) == before


def test_a_deleted_message_counts_as_its_tombstone_stays(office, chat):
    message = office.say("anna", chat)
    office.delete("anna", message)

    preview = office.preview("bruno", chat)

    assert (preview.messages, preview.authors, preview.last_at) == (
        1,
        office.users(["anna"]),
        message.sent_at,
    )
    assert preview.first is not None
    assert isinstance(preview.first.body, Deleted)


@pytest.mark.parametrize("lines", [*range(10), 31, 32, 33])
def test_the_first_message_is_found_behind_any_number_of_system_lines(office, chat, lines):
    for number in range(lines):
        office.rename("anna", chat, str(number))
    first = office.say("bruno", chat)
    for number in range(lines):
        office.rename("anna", chat, str(number))

    assert office.preview("anna", chat).first == first
    office.say("anna", chat)
    assert office.preview("anna", chat).first == first


@pytest.fixture(scope="module")
def many_chats(empty_database, tmp_path_factory):
    office = Office(tmp_path_factory.mktemp("previews") / "chat.db")
    yield office
    office.close()


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["say", "say", "name", "share", "add", "delete"]),
        st.sampled_from(PEOPLE),
        st.sampled_from(PEOPLE),
    ),
    max_size=20,
)


@settings(max_examples=40)
@given(STEPS)
def test_a_preview_says_what_paging_through_the_whole_history_says(many_chats, steps):
    office = many_chats
    chat, _ = office.create("anna", "bruno")
    inside = ["anna", "bruno"]
    for step, who, whom in steps:
        play(office, chat, inside, step, who, whom)

    for name in inside:
        history = office.history(name, chat)
        written = [message for message in history if isinstance(message.body, Text | Deleted)]
        wrote = {message.author for message in written}
        assert office.preview(name, chat) == HistoryPreview(
            1,
            messages=len(written),
            authors=tuple(user for user in office.users(inside) if user in wrote),
            first=written[0] if written else None,
            last_at=written[-1].sent_at if written else None,
        )
        for message in history:
            readers = [one for one in inside if message.id in {seen.id for seen in office.history(one, chat)}]
            assert office.audience(name, message) == readers


def play(office, chat, inside, step, who, whom):
    if who not in inside:
        return
    own = [one for one in office.history(who, chat) if one.author == office.user(who)]
    match step:
        case "say":
            office.send(who, chat)
        case "name":
            office.rename(who, chat, "Subject")
        case "delete":
            for message in [one for one in own if isinstance(one.body, Text)][:1]:
                office.delete(who, message)
        case _ if whom not in inside:
            office.add(who, chat, whom, share_history=step == "share")
            inside.append(whom)
