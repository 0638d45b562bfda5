"""Where the line "New messages" stands: it stays while one is there, and moves only when one had caught up and looked away."""

from collections.abc import Iterator

from msgspec.structs import replace

from desktop.core.values import ChatDetails, ChatId, Delivery, MessageId, Text, TimelineRow
from desktop.viewmodels.timeline_window import Window
from desktop.viewmodels.unread_line import UnreadLine
from tests.gallery.team import ANA, DANA, NOW


def row(seq, author=ANA):
    return TimelineRow(
        MessageId(f"m{seq}"), ChatId("c"), seq, author.id, author.name, NOW, Text("a"), Delivery.SENT
    )


def window(*rows):
    return Window(tuple(rows), reaches_end=True)


def rows(first, last) -> Iterator[TimelineRow]:
    return (row(seq) for seq in range(first, last + 1))


def details(*, last, read):
    return ChatDetails(
        id=ChatId("c"), subject="", participants=(), started_by=None, started_at=None, my_added_at=None,
        visible_from_seq=1, read_seq=read, last_seq=last,
        draft="", draft_reply=None, muted_until=0, pinned=False, coming=0, pending_subject=None,
        provisional=False, refused="", create_command=None,
    )  # fmt: skip


def take(line, *held):
    line.take(window(*held), DANA.id)
    return line.before


def test_it_stands_before_the_first_that_came_while_nobody_looked():
    line = UnreadLine()
    line.heard(details(last=3, read=3), details(last=4, read=3), seen=0)
    assert take(line, *rows(1, 4)) == "m4"


def test_what_comes_after_it_does_not_move_it():
    line = UnreadLine()
    line.heard(details(last=3, read=3), details(last=4, read=3), seen=0)
    take(line, *rows(1, 4))
    line.heard(details(last=4, read=3), details(last=5, read=3), seen=0)
    assert take(line, *rows(1, 5)) == "m4"


def test_it_moves_once_one_had_caught_up_and_looked_away_again():
    line = UnreadLine()
    line.heard(details(last=3, read=3), details(last=4, read=3), seen=0)
    take(line, *rows(1, 4))
    line.heard(details(last=4, read=4), details(last=5, read=4), seen=0)
    assert take(line, *rows(1, 5)) == "m5"


def test_what_was_seen_and_is_not_marked_yet_counts_as_caught_up():
    line = UnreadLine()
    line.heard(details(last=4, read=3), details(last=5, read=3), seen=4)
    assert take(line, *rows(1, 5)) == "m5"


def test_what_one_wrote_oneself_on_another_device_is_not_new():
    line = UnreadLine()
    line.heard(details(last=3, read=3), details(last=4, read=4), seen=0)
    assert take(line, *rows(1, 3), row(4, DANA)) is None


def test_it_waits_until_the_rows_at_its_place_are_here():
    line = UnreadLine()
    line.heard(details(last=400, read=400), details(last=401, read=400), seen=0)
    assert take(line, *rows(1, 60)) is None
    assert take(line, *rows(380, 401)) == "m401"


def test_a_change_that_brings_nothing_new_is_none():
    line = UnreadLine()
    line.heard(details(last=4, read=4), replace(details(last=4, read=4), subject="x"), seen=0)
    line.heard(None, details(last=4, read=0), seen=0)
    assert take(line, *rows(1, 4)) is None


def test_it_is_gone_when_the_chat_is_left():
    line = UnreadLine()
    line.put(rows(1, 4), read_seq=2, me=DANA.id)
    assert line.before == "m3"
    line.leave()
    assert line.before is None
