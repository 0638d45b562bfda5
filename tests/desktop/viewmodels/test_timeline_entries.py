"""What stands in the timeline for a run of rows: groups, days, the unread line, system lines, and what is not sent yet."""

from msgspec.structs import replace

from desktop.core.values import (
    Added,
    ChatId,
    Created,
    Deleted,
    Delivery,
    MessageId,
    Renamed,
    Text,
    TimelineRow,
    Unknown,
)
from desktop.viewmodels.timeline_entries import EntryKind, Reader, entries
from desktop.viewmodels.timeline_window import WINDOW_ROWS, Page, Window, first_unread
from tests.gallery.team import ANA, BRUNO, CHEN, DANA, ELIF, NOW
from tests.support.story import at

NAMES = {one.id: one.name for one in (ANA, BRUNO, CHEN, DANA, ELIF)}
READER = Reader(me=DANA.id, names=NAMES, now=NOW, online=True)


def row(seq, author, moment, body, **other):
    words = Text(body) if isinstance(body, str) else body
    sent = at(moment) if isinstance(moment, str) else moment
    message = MessageId(f"m{seq if seq is not None else other['command'] + 10_000}")
    made = TimelineRow(message, ChatId("c"), seq, author.id, author.name, sent, words, Delivery.SENT)
    return replace(made, **other)


def waiting(command, moment, **other):
    return row(None, DANA, moment, f"w{command}", command=command, delivery=Delivery.WAITING, **other)


def told(rows, reader=READER, **window):
    return entries(Window(tuple(rows), reaches_end=True, **window), reader)


def starts(rows, reader=READER):
    return [e.starts_group for e in told(rows, reader) if e.kind is EntryKind.MESSAGE]


def test_messages_of_one_person_within_five_minutes_follow_up_on_each_other():
    rows = [
        row(1, BRUNO, "2026-03-05 10:00", "a"),
        row(2, BRUNO, "2026-03-05 10:04", "b"),
        row(3, BRUNO, "2026-03-05 10:09", "c"),
        row(4, ANA, "2026-03-05 10:10", "d"),
    ]
    assert starts(rows) == [True, False, True, True]


def test_what_only_a_newer_version_can_show_says_so():
    (*_, entry) = told([row(1, BRUNO, "2026-03-05 10:00", Unknown('{"kind":"poll"}'))])
    assert entry.kind is EntryKind.SYSTEM
    assert entry.text == (
        "Bruno sent something that this version cannot show. Update Internal Chat to see it."
    )


def test_a_system_line_the_unread_line_and_midnight_end_a_group():
    rows = [
        row(1, BRUNO, "2026-03-04 23:58", "a"),
        row(2, BRUNO, "2026-03-04 23:59", Renamed("x")),
        row(3, BRUNO, "2026-03-04 23:59", "b"),
        row(4, BRUNO, "2026-03-05 00:01", "c"),
        row(5, BRUNO, "2026-03-05 00:02", "d"),
    ]
    assert starts(rows, replace(READER, unread_from=MessageId("m5"))) == [True, True, True, True]


def test_every_day_has_its_heading_once_the_start_is_known():
    rows = [row(1, BRUNO, "2026-03-03 10:00", "a"), row(2, BRUNO, "2026-03-05 10:00", "b")]
    assert [e.text for e in told(rows, reaches_start=True) if e.kind is EntryKind.DAY] == [
        "Tuesday, 3 March",
        "Today",
    ]
    assert [e.text for e in told(rows) if e.kind is EntryKind.DAY] == ["Today"]


def test_the_unread_line_stands_before_the_first_thing_somebody_else_wrote():
    rows = [row(4, DANA, "2026-03-05 10:00", "mine"), row(5, ANA, "2026-03-05 10:01", "hers")]
    assert first_unread(rows, read_seq=3, me=DANA.id) == "m5"
    assert first_unread(rows, read_seq=5, me=DANA.id) is None
    gone = row(4, ANA, "2026-03-05 10:00", Deleted(NOW))
    assert first_unread([gone, rows[1]], read_seq=3, me=DANA.id) == "m5"
    kinds = [e.kind for e in told(rows, replace(READER, unread_from=MessageId("m5")))]
    assert kinds == [EntryKind.MESSAGE, EntryKind.UNREAD, EntryKind.MESSAGE]


def test_who_was_added_later_reads_first_that_there_is_more():
    rows = [row(9, ANA, "2026-03-03 10:12", Added((DANA.id,), with_history=False))]
    reader = replace(READER, added_at=at("2026-03-03 10:12"))
    shown = told(rows, reader, reaches_start=True)
    assert shown[0].text == "You were added on 3 March. Earlier messages were not shared with you."
    assert shown[2].text == "Ana added you without earlier history"
    assert told(rows, reader)[0].kind is EntryKind.SYSTEM  # not before the start is reached


def test_system_lines_are_sentences_with_the_names_marked():
    rows = [
        row(1, BRUNO, "2026-03-05 09:00", Created()),
        row(2, ANA, "2026-03-05 09:01", Added((CHEN.id, ELIF.id), with_history=True)),
        row(3, DANA, "2026-03-05 09:02", Renamed("50 % off")),
    ]
    shown = told(rows)
    assert [e.text for e in shown] == [
        "Bruno started this chat",
        "Ana added Chen and Elif with earlier history",
        "You changed the subject to 50 % off",
    ]
    assert [shown[2].text[a:b] for a, b in shown[2].strong] == ["You", "50 % off"]


def test_a_deleted_message_stands_in_its_place_and_says_only_that():
    rows = [
        row(1, BRUNO, "2026-03-05 10:00", "a"),
        row(2, BRUNO, "2026-03-05 10:01", Deleted(NOW)),
        row(3, BRUNO, "2026-03-05 10:02", "c"),
        row(4, DANA, "2026-03-05 10:03", Deleted(NOW), edited_at=NOW),
    ]
    shown = told(rows)
    assert [e.text for e in shown] == ["a", "Message deleted", "c", "Message deleted"]
    assert [e.deleted for e in shown] == [False, True, False, True]
    assert starts(rows) == [True, False, False, True]
    assert (shown[3].spoken, shown[3].delivery) == ("You, 10:03. Message deleted", None)


def test_an_edited_message_says_so_after_its_text():
    shown = told([row(1, BRUNO, "2026-03-05 10:00", "a", edited_at=NOW)])[0]
    assert (shown.text, shown.mark) == ("a", "(edited)")
    assert shown.spoken == "Bruno Costa, 10:00. a. (edited)"


def test_offline_only_the_last_of_several_waiting_messages_says_so():
    shown = told([waiting(1, NOW), waiting(2, NOW)], replace(READER, online=False))
    assert [e.note for e in shown] == ["", "Waiting to send"]
    assert all(e.held for e in shown)


def test_with_a_connection_nothing_is_said_of_a_message_that_is_just_being_sent():
    assert [e.note for e in told([waiting(1, NOW)])] == [""]
    assert [e.note for e in told([waiting(1, NOW - 5_000)])] == ["Waiting to send"]


def test_a_refused_message_says_why_in_words():
    shown = told([waiting(1, NOW, reason="message_too_long")], replace(READER, online=False))[0]
    assert shown.reason == ""
    refused = row(None, DANA, NOW, "x", command=1, delivery=Delivery.REFUSED, reason="message_too_long")
    shown = told([refused])[0]
    assert (shown.note, shown.reason) == (
        "Not sent",
        "This message is longer than 8,000 characters. Shorten it or send it in parts.",
    )
    assert "Not sent" in shown.spoken


def test_a_message_keeps_its_key_when_it_is_confirmed():
    before = told([waiting(1, NOW)])[0]
    after = told([replace(waiting(1, NOW), seq=7, delivery=Delivery.SENT, command=None)])[0]
    assert before.key == after.key


def page(first, last, **ends):
    rows = tuple(row(seq, BRUNO, NOW, str(seq)) for seq in range(first, last + 1))
    return Page(rows, **{"reaches_start": False, "reaches_end": False, "older_expected": False} | ends)


def seqs(window):
    return [each.seq for each in window.rows]


def test_the_window_is_trimmed_at_the_far_end_in_the_same_step():
    window = Window.of(page(1000, 1000 + WINDOW_ROWS - 1, reaches_end=True))
    older = window.prepended(page(940, 999))
    assert seqs(older) == list(range(940, 940 + WINDOW_ROWS))
    assert not older.reaches_end
    newer = older.appended(page(940 + WINDOW_ROWS, 999 + WINDOW_ROWS, reaches_end=True))
    assert seqs(newer) == list(range(1000, 1000 + WINDOW_ROWS))
    assert newer.reaches_end
    assert not newer.reaches_start


def test_rows_that_fill_a_gap_come_in_their_place_and_dropped_ones_go():
    window = Window((row(1, BRUNO, NOW, "1"), row(3, BRUNO, NOW, "3"), waiting(1, NOW)), reaches_end=True)
    second = row(2, BRUNO, NOW, "2")
    refreshed = window.refreshed([second.id, MessageId("m10001")], [second])
    assert seqs(refreshed) == [1, 2, 3]
