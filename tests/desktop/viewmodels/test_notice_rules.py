"""Whether the user is told of a message: every level, of all chats and of one, muted or not, named or not, of two or of many."""

from itertools import product

import pytest

from desktop.core.values import FOR_EVER, ChatSummary, Person
from desktop.viewmodels.choices import Choices
from desktop.viewmodels.notice_rules import why_no_message, why_not_added
from desktop.viewmodels.notification_log import Outcome, words

NOW = 1_000
ANA, BRUNO = (Person(str(n), name, name, "", active=True) for n, name in enumerate(("ana", "bruno")))


def chat(*, of_two: bool, notify: str = "", muted_until: int = 0) -> ChatSummary:
    others = (ANA,) if of_two else (ANA, BRUNO)
    return ChatSummary(
        "chat", "", others, None, (), 1, "", False, False, False, muted_until, False, 0, notify=notify
    )


def told(level: str, of_one: str, *, muted: bool, named: bool, of_two: bool) -> Outcome | None:
    about = chat(of_two=of_two, notify=of_one, muted_until=FOR_EVER if muted else 0)
    return why_no_message(about, Choices(notify_about=level), NOW, mentions_me=named)


@pytest.mark.parametrize(
    ("level", "of_one", "muted", "named", "of_two"),
    tuple(
        product(
            ("all", "mentions", "added", "nothing"),
            ("", "all", "mentions", "nothing"),
            (False, True),
            (False, True),
            (False, True),
        )
    ),
)
def test_the_level_in_force_and_muting_decide(level, of_one, muted, named, of_two):
    in_force = of_one or level
    wanted = {
        "all": named or not muted,
        "mentions": named or (of_two and not muted),
        "added": False,
        "nothing": False,
    }[in_force]
    why = told(level, of_one, muted=muted, named=named, of_two=of_two)
    assert (why is None) is wanted, why


@pytest.mark.parametrize(
    ("level", "of_one", "muted", "why"),
    [
        ("all", "", True, Outcome.MUTED),
        ("mentions", "", False, Outcome.ONLY_MENTIONS),
        ("all", "mentions", False, Outcome.ONLY_MENTIONS_HERE),
        ("mentions", "", True, Outcome.MUTED),
        ("added", "", False, Outcome.ONLY_ADDED),
        ("added", "", True, Outcome.ONLY_ADDED),
        ("nothing", "", True, Outcome.NOTHING),
        ("all", "nothing", True, Outcome.NOTHING_HERE),
        ("nothing", "all", False, None),
    ],
)
def test_the_reason_is_what_the_user_would_have_to_change(level, of_one, muted, why):
    assert told(level, of_one, muted=muted, named=False, of_two=False) is why


@pytest.mark.parametrize(
    ("level", "of_one", "muted", "why"),
    [
        ("all", "", False, None),
        ("mentions", "", False, None),
        ("added", "", False, None),
        ("added", "mentions", False, None),
        ("nothing", "", False, Outcome.NOTHING),
        ("all", "nothing", False, Outcome.NOTHING_HERE),
        ("all", "", True, Outcome.MUTED),
    ],
)
def test_being_added_is_told_at_every_level_but_nothing(level, of_one, muted, why):
    about = chat(of_two=False, notify=of_one, muted_until=FOR_EVER if muted else 0)
    assert why_not_added(about, Choices(notify_about=level), NOW) is why


def test_a_chat_is_heard_again_at_the_end_of_its_muting():
    about = chat(of_two=True, muted_until=NOW)
    assert why_no_message(about, Choices(), NOW - 1, mentions_me=False) is Outcome.MUTED
    assert why_no_message(about, Choices(), NOW, mentions_me=False) is None


def test_every_outcome_is_said_in_words_of_its_own():
    assert len({words(outcome) for outcome in Outcome}) == len(Outcome)
