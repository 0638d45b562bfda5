"""What is asked for next of what is missing, and that all of it comes, once, wherever the line is cut."""

from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from desktop.core.cache.chats import Position
from desktop.core.sync import backfill
from desktop.core.sync.backfill import Backfill, Older, Reopen, Repair
from sync_server.protocol import limits
from sync_server.protocol.frames import ChangesPage, HistoryPage
from tests.desktop.core.world import chat_id

A, B, C = chat_id(1), chat_id(2), chat_id(3)


def position(chat=A, *, from_seq=50, told=5, visible=1, active_at=0, **others):
    """Return how much is held: all changes up to the fifth, and all that is unread unless something else is said."""
    others = {"read": from_seq, "counted_after": others.get("read", from_seq)} | others
    return Position(chat, 5, from_seq, told, visible, active_at, **others)


class Asking:
    """A backfill and a clock."""

    def __init__(self, *positions, looking_at=None):
        self.backfill = Backfill(positions, looking_at=looking_at)
        self.now = 100.0

    def ask(self, *, synced=True):
        """Ask for all that may be asked for now."""
        fetches = []
        for fetch in self.backfill.wanted(self.now, synced=synced):
            self.backfill.asked(fetch)
            fetches.append(fetch)
        return fetches

    def answer(self, older, *, from_seq, took=0.1):
        """Answer with a page, stored as it comes."""
        self.now += took
        self.backfill.answered(older, HistoryPage(1, older.chat, from_seq, ()), self.now)

    def store(self, held):
        self.backfill.applied((held,), frozenset())

    def order(self):
        """Return in which order chats are filled whose history comes in one page each."""
        found = []
        while fetches := self.ask():
            (older,) = fetches
            found.append(older.chat)
            self.answer(older, from_seq=1)
            self.now += 1
        return found


def test_the_chat_on_the_screen_comes_first_then_what_is_unread_then_the_most_recent():
    a = position(A, active_at=3)
    b = position(B, active_at=1, read=10)
    c = position(C, active_at=2)
    assert Asking(a, b, c).order() == [B, A, C]
    assert Asking(a, b, c, looking_at=C).order() == [C, B, A]


def test_a_chat_that_comes_on_the_screen_goes_before_the_one_that_is_being_filled():
    asking = Asking(position(A, active_at=2, from_seq=900), position(B, active_at=1))
    (older,) = asking.ask()
    asking.answer(older, from_seq=800)
    asking.backfill.look_at(B)
    asking.now += 1
    assert [older.chat for older in asking.ask()] == [B]


def test_once_its_unread_messages_are_here_a_chat_lets_others_go_first():
    asking = Asking(position(A, active_at=2, from_seq=900), position(B, active_at=1, from_seq=900, read=850))
    (older,) = asking.ask()
    assert older.chat == B
    asking.answer(older, from_seq=800)
    asking.store(position(B, active_at=1, from_seq=800, read=850))
    asking.now += 1
    assert [older.chat for older in asking.ask()] == [A]


def test_the_next_page_is_asked_for_before_the_last_one_is_stored():
    asking = Asking(position(from_seq=900))
    (first,) = asking.ask()
    asking.answer(first, from_seq=800)
    (second,) = asking.ask()
    assert (first.before, second.before) == (900, 800)
    assert asking.ask() == []


def test_nothing_lies_before_the_cut_off():
    asking = Asking(position(from_seq=40, visible=40))
    assert asking.ask() == []
    assert asking.backfill.wake_at(asking.now, synced=True) is None


def test_between_two_pages_the_window_has_time_and_more_of_it_when_the_user_acts():
    asking = Asking(position(from_seq=900))
    (older,) = asking.ask()
    asking.answer(older, from_seq=800, took=0.001)
    assert asking.ask() == []
    assert asking.backfill.wake_at(asking.now, synced=True) == 100 + backfill.PAUSE
    asking.backfill.user_acts(asking.now)
    assert asking.backfill.wake_at(asking.now, synced=True) == asking.now + backfill.USER_PAUSE
    asking.now += backfill.USER_PAUSE
    assert len(asking.ask()) == 1


def test_pages_grow_while_they_come_quickly_and_shrink_on_a_slow_line():
    asking = Asking(position(from_seq=100_000))
    sizes = []
    for took in (0.1, 0.1, 0.1, 2, 2, 2, 2, 0.5, 0.1):
        (older,) = asking.ask()
        sizes.append(older.limit)
        asking.answer(older, from_seq=older.before - older.limit, took=took)
        asking.now += 1
    assert sizes == [100, 200, limits.PAGE_ROWS, 400, 200, 100, 50, 50, 50]


def test_gaps_of_the_chat_on_the_screen_are_closed_first_and_few_at_once():
    gaps = [position(chat_id(number), told=9, active_at=number) for number in range(1, 9)]
    asking = Asking(*gaps, looking_at=chat_id(2))
    first = asking.ask(synced=False)
    assert [repair.chat for repair in first] == [chat_id(number) for number in (2, 8, 7, 6)]
    assert all(isinstance(repair, Repair) and repair.after == 5 for repair in first)
    asking.backfill.answered(first[0], ChangesPage(1, first[0].chat, 5, 9, None, (), more=False), asking.now)
    asking.store(structs.replace(gaps[1], held=9))
    assert [repair.chat for repair in asking.ask(synced=False)] == [chat_id(5)]


def test_a_number_that_was_counted_from_another_place_is_asked_for_again_but_not_in_a_loop():
    asking = Asking(position(from_seq=900, read=500, counted_after=300))
    asked = 0
    for _ in range(20):
        for fetch in asking.ask():
            if isinstance(fetch, Reopen):
                asked += 1
                asking.backfill.answered(fetch, HistoryPage(1, A, 900, ()), asking.now)
        asking.now += 1
    assert asked == backfill.RECOUNTS
    asking.store(position(from_seq=900, read=600, counted_after=300))
    assert any(isinstance(fetch, Reopen) for fetch in asking.ask())


def test_a_number_is_not_asked_for_while_changes_are_missing_or_when_all_that_is_unread_is_here():
    gap = position(from_seq=900, read=500, counted_after=300, told=9)
    here = position(from_seq=900, read=899, counted_after=300)
    for each in (gap, here):
        assert not any(isinstance(fetch, Reopen) for fetch in Asking(each).ask())


# All of it, once --------------------------------------------------------------------------------------------------------

ROUNDS = 300


@given(
    st.lists(st.tuples(st.integers(1, 600), st.integers(1, 40)), min_size=1, max_size=4),
    st.lists(st.sampled_from(["carry", "carry", "carry", "cut", "cut before it is stored"]), max_size=30),
    st.integers(20, limits.PAGE_ROWS),
)
def test_wherever_the_line_is_cut_everything_comes_and_each_page_about_once(chats, fates, server_page):
    """Only what is stored is known to the next connection, or to the next start of the program."""
    stored = {
        chat_id(number): position(chat_id(number), from_seq=from_seq, visible=min(visible, from_seq))
        for number, (from_seq, visible) in enumerate(chats)
    }
    fetched = {chat: [] for chat in stored}
    waiting = list(fates)
    asking, cuts = Asking(*stored.values()), 0
    for _ in range(ROUNDS):
        fetches = asking.ask()
        if not fetches and not any(each.has_older for each in stored.values()):
            break
        fate = waiting.pop(0) if waiting else "carry"
        for older in fetches:
            assert isinstance(older, Older)
            held = stored[older.chat]
            from_seq = max(held.visible_from_seq, 1, older.before - min(older.limit, server_page))
            if fate == "cut":
                continue
            fetched[older.chat] += range(from_seq, older.before)
            if fate == "carry":
                asking.answer(older, from_seq=from_seq)
                stored[older.chat] = structs.replace(held, held_from_seq=from_seq)
                asking.store(stored[older.chat])
        if fate != "carry":
            cuts += 1
            asking = Asking(*stored.values())
        asking.now += 1
    for chat, (from_seq, visible) in zip(stored, chats, strict=True):
        assert sorted(set(fetched[chat])) == list(range(min(visible, from_seq), from_seq))
        again = len(fetched[chat]) - len(set(fetched[chat]))
        assert again <= cuts * limits.PAGE_ROWS
