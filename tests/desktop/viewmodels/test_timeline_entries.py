"""What stands in the timeline for a run of rows: groups, days, the unread line, system lines, and what is not sent yet."""

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QLocale, QSize

from desktop.core.values import (
    Added,
    Change,
    ChatId,
    Created,
    Deleted,
    Delivery,
    MessageId,
    Quote,
    Reaction,
    Renamed,
    Text,
    TimelineRow,
    Unknown,
    UserId,
)
from desktop.viewmodels import sentences
from desktop.viewmodels.message_actions import possible
from desktop.viewmodels.timeline_entries import KeptMessages, entries
from desktop.viewmodels.timeline_entry import Action, EntryKind, QuoteLine, Reader
from desktop.viewmodels.timeline_window import WINDOW_ROWS, Page, Window, first_unread
from tests.gallery.team import ANA, BRUNO, CHEN, DANA, ELIF, NOW
from tests.support.sent_files import a_file, a_picture
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
    return entries(Window(tuple(rows), reaches_end=True, **window), reader, KeptMessages())


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
    assert shown.spoken == "Bruno Costa, 10:00. a. Edited"


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


def only(entry, reader=READER):
    (shown,) = (each for each in told([entry], reader) if each.kind is EntryKind.MESSAGE)
    return shown


def test_an_answer_shows_whom_it_answers_and_what():
    shown = only(row(2, ANA, NOW, "Yes", quote=Quote(1, "Bruno Costa", "Is it\nthere?", author=BRUNO.id)))
    assert shown.quote == QuoteLine("Is it there?", BRUNO.id, "Bruno Costa", 1)
    assert "Replying to Bruno Costa: Is it there" in shown.spoken


@pytest.mark.parametrize(
    ("quote", "line"),
    [
        (Quote(0), QuoteLine("An earlier message", muted=True)),
        (
            Quote(1, "Bruno Costa", "", deleted=True, author=BRUNO.id),
            QuoteLine("Message deleted", BRUNO.id, "Bruno Costa", 1, muted=True),
        ),
        (Quote(1), QuoteLine("A message that is not on this computer yet", seq=1, muted=True)),
    ],
)
def test_an_answer_to_what_cannot_be_shown_says_why(quote, line):
    assert only(row(2, ANA, NOW, "Yes", quote=quote)).quote == line


def test_emoji_are_counted_and_named_with_the_user_first():
    thumbs = Reaction("👍", (ANA.id, DANA.id, BRUNO.id))
    shown = only(row(1, ELIF, NOW, "a", reactions=(thumbs, Reaction("🙏", (ANA.id,)))))
    assert [(chip.emoji, chip.count, chip.mine) for chip in shown.chips] == [
        ("👍", 3, True),
        ("🙏", 1, False),
    ]
    assert shown.chips[0].told == "You, Ana Ribeiro and Bruno Costa: thumbs up"
    assert "3 thumbs up from You, Ana Ribeiro and Bruno Costa" in shown.spoken
    assert shown.chips[1].told == "Ana Ribeiro: folded hands"


def test_an_emoji_that_waits_for_a_connection_says_so_and_with_one_nothing_flickers():
    thumbs, heart = Reaction("👍", (ANA.id, DANA.id)), Reaction("❤", (ANA.id,))
    waiting = row(1, ELIF, NOW, "a", reactions=(thumbs, heart), pending_reactions=("👍",))
    assert [chip.held for chip in only(waiting).chips] == [False, False]
    shown = only(waiting, replace(READER, online=False))
    assert [chip.held for chip in shown.chips] == [True, False]
    assert "2 thumbs up from You and Ana Ribeiro. Waiting to be sent" in shown.spoken
    assert shown.chips[0].told == "You and Ana Ribeiro: thumbs up. Waiting to be sent"


def test_an_emoji_of_many_names_some_and_counts_the_rest():
    crowd = tuple(UserId(f"u{number}") for number in range(25))
    (chip,) = only(row(1, ELIF, NOW, "a", reactions=(Reaction("👍", crowd),))).chips
    assert chip.told.endswith("Somebody and 5 more: thumbs up")


WAITS, NO, ASKS = Delivery.WAITING, Delivery.REFUSED, Delivery.ASKING


@pytest.mark.parametrize(
    ("delivery", "change", "note", "choices"),
    [
        (WAITS, Change.EDIT, "Change waiting to be sent", ()),
        (WAITS, Change.DELETION, "Deletion waiting to be sent", ()),
        (WAITS, Change.REACTION, "Reaction waiting to be sent", ()),
        (NO, Change.MESSAGE, "Not sent", ("retry", "edit", "delete")),
        (NO, Change.EDIT, "Change not saved", ("retry", "edit", "discard")),
        (NO, Change.DELETION, "Not deleted", ("retry", "discard")),
        (NO, Change.REACTION, "Reaction 👍 not sent", ("retry", "discard")),
    ],
)
def test_every_change_on_its_way_says_how_far_it_has_come(delivery, change, note, choices):
    reader = replace(READER, online=False)
    body = Deleted(NOW) if (delivery, change) == (WAITS, Change.DELETION) else "a"
    changed = row(
        3, DANA, NOW, body, delivery=delivery, change=change, command=1, reason="rate_limited", emoji="👍"
    )
    shown = only(changed, reader)
    assert (shown.note, shown.choices) == (note, choices)
    assert note in shown.spoken
    assert bool(shown.reason) == (delivery is NO)
    assert {*choices} <= possible(shown)
    assert Action.DISCARD in possible(shown) or change is Change.MESSAGE


def test_only_a_change_that_takes_long_is_worth_words_while_online():
    fresh = row(3, DANA, "2026-03-01 10:00", "a", delivery=WAITS, change=Change.EDIT, edited_at=NOW - 100)
    assert only(fresh).note == ""
    assert only(replace(fresh, edited_at=NOW - 5_000)).note == "Change waiting to be sent"


@pytest.mark.parametrize(
    ("minutes", "newer", "words"),
    [
        (40, 6, "You wrote this 40 minutes ago; 6 newer messages arrived"),
        (61, 1, "You wrote this 1 hour ago; 1 newer message arrived"),
        (2 * 24 * 60, 0, "You wrote this 2 days ago, and it was not sent yet"),
    ],
)
def test_what_waited_long_asks_its_author(minutes, newer, words):
    asks = row(None, DANA, NOW - minutes * 60_000, "late", command=1, delivery=ASKS, newer=newer)
    shown = only(asks)
    assert (shown.note, shown.held) == (words, True)
    assert shown.choices == (Action.SEND, Action.EDIT, Action.DELETE)
    assert words.rstrip(".") in shown.spoken
    assert possible(shown) == {Action.SEND, Action.EDIT, Action.DELETE}


@pytest.mark.parametrize(
    ("online", "coming", "words"),
    [
        (True, 1_240, "1,240 older messages are still coming"),
        (True, 1, "1 older message is still coming"),
        (True, 0, "Older messages are still coming"),
        (False, 1_240, "1,240 older messages are not on this computer yet"),
        (False, 1, "1 older message is not on this computer yet"),
    ],
)
def test_what_is_not_here_is_counted(online, coming, words):
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    reader = replace(READER, online=online, coming=coming)
    first = told([row(9, ANA, NOW, "a")], reader, older_expected=True)[0]
    assert (first.kind, first.text) == (EntryKind.OLDER_EXPECTED, words)


def test_one_changes_and_deletes_ones_own_messages_only_and_nothing_that_is_gone():
    assert possible(only(row(1, DANA, NOW, "a"))) == {
        Action.REPLY,
        Action.REACT,
        Action.EDIT,
        Action.DELETE,
    }
    assert possible(only(row(1, ANA, NOW, "a"))) == {Action.REPLY, Action.REACT}
    assert possible(only(row(1, DANA, NOW, Deleted(NOW)))) == set()
    assert possible(told([row(1, ANA, NOW, Created())])[0]) == set()


def test_messages_that_are_told_as_before_are_not_made_anew():
    rows = [row(number, BRUNO, f"2026-03-05 10:{number:02}", f"m{number}") for number in range(1, 4)]
    kept = KeptMessages()

    def messages(rows, reader=READER):
        found = entries(Window(tuple(rows), reaches_end=True), reader, kept)
        assert found == told(rows, reader)
        return found

    def are_kept(now, before):
        return [any(entry is other for other in before) for entry in now if entry.kind is EntryKind.MESSAGE]

    first = messages(rows)
    later = messages(rows, replace(READER, now=NOW + 60_000, coming=3))
    assert are_kept(later, first) == [True, True, True]
    edited = messages([rows[0], replace(rows[1], body=Text("other")), rows[2]])
    assert are_kept(edited, first) == [True, False, True]
    assert are_kept(messages(rows[1:]), edited) == [False, True]
    assert not any(are_kept(messages(rows, replace(READER, online=False)), first))


def test_what_waits_is_told_anew_as_time_passes():
    kept = KeptMessages()
    window = Window((waiting(1, NOW),), reaches_end=True)
    assert not entries(window, READER, kept)[-1].held
    assert entries(window, replace(READER, now=NOW + 60_000), kept)[-1].held


FILE = a_file(1, "charges.pdf")
PHOTO = a_picture(2, QSize(640, 440))


def carrying(seq, *attachments, text="", **other):
    return row(seq, ANA, NOW, Text(text, attachments=attachments), **other)


def test_pictures_come_before_files_and_a_program_is_only_saved():
    shown = only(carrying(1, FILE, PHOTO, a_file(3, "setup.exe")))
    assert [place.name for place in shown.places] == ["both-charges.png", "charges.pdf", "setup.exe"]
    assert [file.only_saved for file in shown.files] == [False, True]
    assert "1 image, both-charges.png. 2 files, charges.pdf and setup.exe" in shown.spoken


def test_a_tombstone_has_no_files():
    assert only(row(1, ANA, NOW, Deleted(NOW))).places == ()


@pytest.mark.parametrize(
    ("names", "text"),
    [
        (("charges.pdf",), "charges.pdf"),
        (("a.png", "b.png"), "2 files"),
        (("bill\u202efdp.exe",), "billfdp.exe"),
    ],
)
def test_an_answer_to_what_is_nothing_but_files_names_them(names, text):
    quote = Quote(1, "Bruno Costa", "", author=BRUNO.id, files=names)
    assert only(row(2, ANA, NOW, "Yes", quote=quote)).quote.text == text


def test_a_text_that_waits_for_its_files_can_go_first_while_there_is_a_connection():
    held = row(
        None,
        DANA,
        NOW - 10_000,
        Text("Look", attachments=(FILE,)),
        command=1,
        delivery=Delivery.WAITING,
    )
    shown = only(held)
    assert shown.note == "Waiting to send"
    assert shown.choices == (Action.SEND_TEXT,)
    assert Action.SEND_TEXT in possible(shown)
    assert only(held, replace(READER, online=False)).choices == ()
    bare = replace(held, body=Text("", attachments=(FILE,)))
    assert only(bare).choices == ()
    assert Action.SEND_TEXT not in possible(only(bare))


def test_of_large_files_it_is_said_at_once_that_they_wait_so_that_nothing_moves_later():
    def sent_just_now(file):
        return row(None, DANA, NOW, Text("", attachments=(file,)), command=1, delivery=Delivery.WAITING)

    assert only(sent_just_now(FILE)).note == ""
    assert only(sent_just_now(replace(FILE, size=90 << 20))).note == "Waiting to send"


def test_what_is_stuck_for_a_file_says_why_and_offers_every_way_on():
    stuck = row(
        None,
        DANA,
        NOW,
        Text("Look", attachments=(FILE,)),
        command=1,
        delivery=Delivery.STUCK,
        reason="quota_exceeded",
    )
    shown = only(stuck)
    assert (shown.note, shown.reason) == ("Not sent", sentences.refusal("quota_exceeded"))
    assert shown.choices == (Action.RETRY, Action.REMOVE_FILES, Action.SEND_TEXT, Action.DELETE)
    assert possible(shown) == {*shown.choices, Action.EDIT}
    offline = only(stuck, replace(READER, online=False))
    assert offline.choices == (Action.RETRY, Action.REMOVE_FILES, Action.DELETE)
    alone = only(replace(stuck, body=Text("", attachments=(FILE,))))
    assert alone.choices == (Action.RETRY, Action.DELETE)
    local = only(replace(stuck, reason="disk_full"))
    assert local.reason == sentences.file_trouble("disk_full")
