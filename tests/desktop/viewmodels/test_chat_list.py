"""The list shows every chat on one line, newest activity first, and finds them however a word is written."""

import pytest
from PySide6.QtCore import QSize, Qt

from desktop.core.errors import ErrorCode
from desktop.core.sync.applier import Refuse
from desktop.core.values import FOR_EVER, ConnectionState, Pasted, Presence
from desktop.viewmodels import chat_list
from desktop.viewmodels.chat_line import Role, Ticks, spoken
from desktop.viewmodels.chat_list import ChatListModel
from desktop.viewmodels.chat_order import ChatListOrder
from desktop.viewmodels.isolates import without_isolates
from sync_server.protocol.frames import ReadPositions
from tests.gallery.team import ANA, BRUNO, CHEN, DANA, ELIF, NOW, TEAM, others, refund
from tests.support.desk import desk
from tests.support.screen import until
from tests.support.sent_files import a_file, a_picture
from tests.support.story import Story, user

REFUND = "Refund #48213 – Northwind"


@pytest.fixture
async def office(qapp, tmp_path):
    async with desk(tmp_path, DANA, team=TEAM, stories=[refund(), *others()], now=NOW) as here:
        yield here


@pytest.fixture
async def chats(office):
    model = ChatListModel(office.client, office.background, office.clock)
    model.load()
    await until(lambda: model.is_loaded)
    yield model
    model.close()


@pytest.fixture
def order(chats):
    return ChatListOrder(chats)


def titles(order):
    return [order.index(row, 0).data() for row in range(order.rowCount())]


def shown(order, title):
    return next(
        line
        for line in (order.index(row, 0).data(Role.LINE) for row in range(order.rowCount()))
        if line.title == title
    )


def last_said(order, title):
    return without_isolates(shown(order, title).preview)


async def test_the_newest_activity_stands_first(order):
    assert titles(order)[:4] == [
        "EU checkout outage",
        "Refund #48213 – Northwind",
        "Shift handover",
        "Bruno Costa",
    ]


async def test_a_line_says_who_spoke_last(order):
    assert last_said(order, "EU checkout outage") == "Chen: Status page is updated, you can close it."
    assert last_said(order, "Bruno Costa") == "You: Thanks, closing it now"


async def test_a_chat_without_a_subject_is_called_by_its_people(order):
    assert {"Chen, Farid", "Elif Yılmaz"} <= set(titles(order))


async def test_the_last_writer_stands_in_front(order):
    assert [name for _, name in shown(order, "EU checkout outage").people] == ["Chen Wei", "Grace Lindqvist"]
    assert [name for _, name in shown(order, "Bruno Costa").people] == ["Bruno Costa"]


async def test_what_was_done_is_said_in_words(office, order):
    chat = Story(30, ANA, (BRUNO, DANA), moment="2026-03-05 14:30")
    chat.add(ANA, "2026-03-05 14:31", CHEN, with_history=True)
    await office.hears(chat)
    await until(lambda: order.rowCount() == 13)
    assert last_said(order, "Ana, Bruno, Chen") == "Ana added Chen"
    chat.rename(BRUNO, "2026-03-05 14:32", "Rota")
    await office.hears(chat)
    await until(lambda: "Rota" in titles(order))
    assert last_said(order, "Rota") == "Bruno changed the subject to Rota"


async def test_what_was_taken_back_or_edited_is_so_in_the_list(office, order):
    chat = Story(31, ANA, (BRUNO, DANA), moment="2026-03-05 14:30", subject="Rota")
    seq = chat.say(BRUNO, "2026-03-05 14:31", "The customer is Marguerite")
    await office.hears(chat)
    await until(lambda: order.rowCount() == 13)
    chat.edit(seq, "2026-03-05 14:32", "The customer is Margarete")
    await office.hears(chat)
    await until(lambda: last_said(order, "Rota") == "Bruno: The customer is Margarete")
    chat.delete(seq, "2026-03-05 14:33")
    await office.hears(chat)
    await until(lambda: last_said(order, "Rota") == "Bruno: Message deleted")
    assert shown(order, "Rota").unread == 0


async def test_a_message_moves_its_chat_to_the_top(office, order):
    moved = shown(order, "Tone guide rewrite").id
    await office.client.send(moved, "I read it:\n\nlooks good")
    await until(lambda: titles(order)[0] == "Tone guide rewrite" or order.chat_at(0) == moved)
    assert last_said(order, "Tone guide rewrite") == "You: I read it: looks good"


async def test_only_the_touched_line_is_read_again(office, chats, order, qtbot):
    touched = shown(order, "Elif Yılmaz").id
    changed = []
    chats.dataChanged.connect(lambda first, last: changed.extend(range(first.row(), last.row() + 1)))
    await office.client.save_draft(touched, "could you check the invoice")
    await until(lambda: shown(order, "Elif Yılmaz").draft)
    assert [line.id for row in changed for line in chats.lines(row, row)] == [touched]


async def test_a_message_on_its_way_carries_a_clock(office, order):
    office.connection_is(ConnectionState.OFFLINE)
    await office.client.send(shown(order, "Bruno Costa").id, "Later")
    await until(lambda: shown(order, "Bruno Costa").waiting)
    assert "waiting to send" in spoken(shown(order, "Bruno Costa"))


async def test_unread_messages_are_counted_and_spoken(order):
    line = shown(order, "EU checkout outage")
    assert line.unread == 4
    assert spoken(line).startswith("EU checkout outage, 4 unread. Chen: Status page is updated")
    index = order.row_of(line.id)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == spoken(line)


async def test_stepping_through_the_list_stops_at_its_ends(order):
    first, second = order.chat_at(0), order.chat_at(1)
    assert order.beside(first, 1) == second
    assert order.beside(second, -1) == first
    assert order.beside(first, -1) is None
    assert order.beside(order.chat_at(11), 1) is None
    assert order.beside(None, 1) == first


async def test_stepping_to_what_is_unread_leaves_out_the_rest(order):
    refund_chat = shown(order, "Refund #48213 – Northwind").id
    assert order.beside(refund_chat, 1, unread=True) == shown(order, "Shift handover").id
    last_unread = shown(order, "VAT invoices, Brazil").id
    assert order.beside(last_unread, 1, unread=True) is None


async def test_times_grow_old_at_midnight(qapp, tmp_path):
    now = [NOW]
    async with desk(tmp_path, DANA, team=TEAM, stories=[refund()], now=NOW) as office:
        model = ChatListModel(office.client, office.background, lambda: now[0])
        model.load()
        await until(lambda: model.is_loaded)
        now[0] += 24 * 3_600_000
        model._midnight.timeout.emit()
        await until(lambda: model.index(0).data(Role.LINE).time == "Yesterday")
        model.close()


async def test_a_refused_message_is_marked(office, order):
    chat = shown(order, "Bruno Costa").id
    await office.client.send(chat, "Hello")
    await until(lambda: last_said(order, "Bruno Costa") == "You: Hello")
    row = (await office.client.latest(chat)).rows[-1]
    await office.client.apply(Refuse(row.command, chat, row.id, ErrorCode.RATE_LIMITED))
    await until(lambda: shown(order, "Bruno Costa").refused)
    assert not shown(order, "Bruno Costa").waiting


async def test_pinned_chats_stand_first_and_newest_first_among_themselves(office, order):
    _first, handover, *_ = others()
    await office.client.set_pinned(handover.id, True)
    await office.client.set_pinned(refund().id, True)
    await until(
        lambda: titles(order)[:3] == ["Refund #48213 – Northwind", "Shift handover", "EU checkout outage"]
    )
    await office.client.set_pinned(refund().id, False)
    await until(lambda: titles(order)[:2] == ["Shift handover", "EU checkout outage"])
    assert shown(order, "Shift handover").pinned
    assert not shown(order, "EU checkout outage").pinned


async def test_a_muted_chat_is_shown_as_muted_and_says_so(office, order):
    handover = others()[1]
    await office.client.set_muted(handover.id, FOR_EVER)
    await until(lambda: shown(order, "Shift handover").muted)
    assert spoken(shown(order, "Shift handover")).startswith("Shift handover, 12 unread, muted. ")


async def test_a_mute_that_has_ended_is_shown_as_ended(tmp_path, qapp):
    now = NOW
    async with desk(tmp_path, DANA, team=TEAM, stories=[refund()], now=NOW) as office:
        model = ChatListModel(office.client, office.background, lambda: now)
        model.load()
        await until(lambda: model.is_loaded)
        await office.client.set_muted(refund().id, NOW + 3_600_000)
        await until(lambda: model.line(refund().id).muted)
        assert model._unmuting.interval() == 3_600_000
        now = NOW + 3_600_000
        model._unmuting.timeout.emit()
        assert not model.line(refund().id).muted
        assert not model._unmuting.isActive()
        model.close()


async def test_everything_that_is_the_matter_is_said_in_order(office, order):
    client, handover = office.client, others()[1]
    office.connection_is(ConnectionState.OFFLINE)
    await client.set_pinned(handover.id, True)
    await client.set_muted(handover.id, FOR_EVER)
    await client.save_draft(handover.id, "I was about to")
    await client.send(handover.id, "Taking over")
    await client.save_draft(handover.id, "and")
    await until(lambda: shown(order, "Shift handover").waiting and shown(order, "Shift handover").draft)
    marks = spoken(shown(order, "Shift handover")).split(". ")[0].split(", ")
    assert marks == ["Shift handover", "12 unread", "pinned", "muted", "draft", "waiting to send"]


async def test_many_chats_come_in_steps_and_those_at_the_top_come_first(office, monkeypatch):
    monkeypatch.setattr(chat_list, "AT_ONCE", 2)
    pinned = (await office.client.chats())[-1]
    await office.client.set_pinned(pinned.id, pinned=True)
    model = ChatListModel(office.client, office.background, office.clock)
    order = ChatListOrder(model)
    at_first = []
    model.loaded.connect(lambda: at_first.extend(order.chat_at(row) for row in range(order.rowCount())))
    model.load()
    await until(lambda: not model.is_reading)
    in_the_end = [order.chat_at(row) for row in range(order.rowCount())]
    assert len(in_the_end) == len(await office.client.chats()) > 2
    assert at_first == in_the_end[:2]
    assert at_first[0] == pinned.id
    model.close()


async def test_presence_of_the_other_one_is_part_of_a_private_chat_and_goes_with_the_connection(
    office, order
):
    office.presence_is({BRUNO.id: Presence.ONLINE, ELIF.id: Presence.AWAY})
    await until(lambda: shown(order, "Bruno Costa").presence == Presence.ONLINE)
    await until(lambda: shown(order, "Elif Yılmaz").presence == Presence.AWAY)
    assert shown(order, "EU checkout outage").presence == ""
    assert spoken(shown(order, "Elif Yılmaz")).startswith("Elif Yılmaz, away. ")
    office.connection_is(ConnectionState.OFFLINE)
    await until(lambda: not shown(order, "Bruno Costa").presence)
    assert "offline" not in spoken(shown(order, "Bruno Costa"))


async def test_presence_reads_nothing_from_the_disk(office, chats, order, monkeypatch):
    monkeypatch.setattr(office.client, "chat_summaries", None)
    monkeypatch.setattr(office.client, "chats", None)
    office.presence_is({BRUNO.id: Presence.ONLINE})
    await until(lambda: shown(order, "Bruno Costa").presence == Presence.ONLINE)


async def test_ticks_tell_who_has_read_ones_own_last_message(office, order):
    assert shown(order, "Bruno Costa").ticks == Ticks.SENT
    assert shown(order, "EU checkout outage").ticks == Ticks.NONE
    chat = Story(32, DANA, (ANA, BRUNO), moment="2026-03-05 14:00", subject="Ticks")
    chat.say(DANA, "2026-03-05 14:31", "Seen?")
    await office.hears(chat)
    await until(lambda: "Ticks" in titles(order))
    assert shown(order, "Ticks").ticks == Ticks.SENT
    await office.client.apply(ReadPositions(chat.id, {ANA.id: 2}))
    await until(lambda: shown(order, "Ticks").ticks == Ticks.SOME)
    await office.client.apply(ReadPositions(chat.id, {BRUNO.id: 2}))
    await until(lambda: shown(order, "Ticks").ticks == Ticks.ALL)
    assert spoken(shown(order, "Ticks")).startswith("Ticks, read by all. You: Seen?. ")


async def test_a_mention_is_marked_while_it_is_unread(office, order):
    chat = Story(33, ANA, (BRUNO, DANA), moment="2026-03-05 14:00", subject="Named")
    chat.read_all(DANA)
    seq = chat.say(ANA, "2026-03-05 14:31", "@Dana Okafor please", mentions=[DANA])
    await office.hears(chat)
    await until(lambda: "Named" in titles(order))
    assert shown(order, "Named").mentioned
    assert spoken(shown(order, "Named")).startswith("Named, 1 unread, you are mentioned. ")
    await office.client.mark_read(chat.id, seq)
    await until(lambda: not shown(order, "Named").mentioned)


async def test_what_people_write_stands_without_marks_and_cannot_turn_the_line_around(office, order):
    turned = user(40, "turned", "\u202eTim\u202e Turned", "")
    nothing = user(41, "nothing", "\u200b\u3164", "")
    await office.meets(turned, nothing)
    chat = Story(34, turned, (DANA,), moment="2026-03-05 14:00", subject="\u202eSubject\u2066")
    chat.say(turned, "2026-03-05 14:31", "**bold** and `code`\n> \u202equoted\u2069")
    silent = Story(35, nothing, (DANA,), moment="2026-03-05 14:00")
    await office.hears(chat, silent)
    await until(lambda: {"Subject", "nothing"} <= set(titles(order)))
    assert shown(order, "Subject").preview == "\u2068Tim\u2069: \u2068bold and code quoted\u2069"
    assert last_said(order, "nothing") == "Somebody started this chat"


@pytest.mark.parametrize(
    ("attachments", "said"),
    [
        ((a_picture(1, QSize(64, 44)),), "Ana: Photo"),
        ((a_picture(1, QSize(64, 44)), a_picture(2, QSize(64, 44))), "Ana: 2 photos"),
        ((a_file(3, "report.pdf"),), "Ana: report.pdf"),
        ((a_picture(1, QSize(64, 44)), a_file(3, "report.pdf"), a_file(4, "b.pdf")), "Ana: 3 files"),
    ],
)
async def test_what_is_nothing_but_files_is_named(office, order, attachments, said):
    chat = Story(36, ANA, (DANA,), moment="2026-03-05 14:00", subject="Files")
    chat.say(ANA, "2026-03-05 14:31", "", attachments=attachments)
    await office.hears(chat)
    await until(lambda: "Files" in titles(order))
    assert last_said(order, "Files") == said
    chat.say(ANA, "2026-03-05 14:32", "With words", attachments=(a_file(5, "c.pdf"),))
    await office.hears(chat)
    await until(lambda: last_said(order, "Files") == "Ana: With words")


async def test_a_draft_of_nothing_but_files_counts_them(office, order):
    chat = refund().id
    await office.client.attach(chat, Pasted("notes.txt", b"call back"))
    await until(lambda: shown(order, REFUND).draft == "1 file")
    await office.client.attach(chat, Pasted("more.txt", b"call back again"))
    await until(lambda: shown(order, REFUND).draft == "2 files")


async def test_only_the_chats_that_changed_are_asked_for(office, chats, order, monkeypatch):
    asked = []
    summaries = office.client.chat_summaries

    async def watched(which):
        asked.append(which)
        return await summaries(which)

    monkeypatch.setattr(office.client, "chat_summaries", watched)
    monkeypatch.setattr(office.client, "chats", None)
    touched = shown(order, "Tone guide rewrite").id
    await office.client.send(touched, "One more")
    await until(lambda: order.chat_at(0) == touched)
    assert set(asked) == {frozenset({touched})}
