"""Who can read a message and who has: exact, whoever came later and whatever was shared with them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from PySide6.QtCore import QLocale

from desktop.core.values import FOR_EVER, Participation, Person
from desktop.viewmodels.audience import Standing, audience_of
from desktop.viewmodels.timeline_entry import Reach, Ticks
from tests.gallery.team import ANA, BRUNO, CHEN, DANA, ELIF
from tests.support.story import at


def person(user, *, active=True):
    return Person(user.id, user.username, user.name, user.title, active)


def part(user, *, may_from=1, read=0, active=True):
    return Participation(person(user, active=active), user is DANA, None, None, may_from > 1, may_from, read)


ALL = (part(DANA, read=9), part(ANA, read=9), part(BRUNO, read=7), part(CHEN, may_from=6, read=5))


def names(audience):
    return [each.person.name.split()[0] for each in audience.people]


def test_the_author_comes_first_then_who_has_read_it_then_who_has_not():
    audience = audience_of(ALL, 7, DANA.id)
    assert names(audience) == ["Dana", "Ana", "Bruno", "Chen"]
    assert [each.standing for each in audience.people] == [
        Standing.WROTE,
        Standing.READ,
        Standing.READ,
        Standing.NOT_YET,
    ]
    assert audience.sentence == "4 people can read this message. Nobody else."
    assert audience.readers == "Read by Ana and Bruno · not yet by Chen"


def test_who_came_later_without_the_earlier_history_is_not_among_those_who_can_read_it():
    assert names(audience_of(ALL, 5, ANA.id)) == ["Ana", "Bruno", "Dana"]
    assert names(audience_of(ALL, 6, ANA.id)) == ["Ana", "Bruno", "Dana", "Chen"]


def test_who_came_in_where_the_user_may_not_look_can_read_all_that_the_user_can():
    hidden = replace(part(ELIF), visible_from_seq=None)
    assert "Elif" in names(audience_of((*ALL, hidden), 1, DANA.id))


def test_who_was_deactivated_can_read_nothing_and_nobody_waits_for_them():
    gone = part(ELIF, active=False)
    assert "Elif" not in names(audience_of((*ALL, gone), 7, DANA.id))
    reach = Reach.of((part(DANA), part(ANA, read=9), gone))
    assert reach.ticks(9, 0) is Ticks.ALL


def test_a_message_that_is_not_sent_says_who_will_be_able_to_read_it():
    audience = audience_of(ALL, None, DANA.id)
    assert audience.sentence == "4 people will be able to read this message. Nobody else."
    assert audience.readers == ""


def test_a_chat_with_oneself_alone_says_so():
    assert audience_of((part(DANA),), 3, DANA.id).sentence == "Only you can read this message."


def test_without_a_connection_it_says_when_it_was_so():
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    audience = audience_of(ALL, 7, DANA.id, now=False, as_of=at("2026-03-05 14:02"))
    assert audience.caution == "As of 5 Mar 2026 14:02, while you are offline."
    assert audience_of(ALL, 7, DANA.id, now=False).caution == "As last heard, while you are offline."
    assert audience_of(ALL, 7, DANA.id, as_of=at("2026-03-05 14:02")).caution == ""


@pytest.mark.parametrize(
    ("seq", "told"),
    [
        (5, "Read by all: Ana and Bruno"),
        (8, "Read by Ana · not yet by Bruno and Chen"),
        (10, "Not read yet by Ana, Bruno and Chen"),
    ],
)
def test_who_has_read_is_a_sentence(seq, told):
    assert audience_of(ALL, seq, DANA.id).readers == told


def test_a_name_that_looks_like_a_place_for_another_one_is_left_as_it_is():
    odd = replace(part(ANA, read=9), person=replace(person(ANA), name="%2"))
    assert audience_of((part(DANA), odd, part(BRUNO)), 7, DANA.id).readers == "Read by %2 · not yet by Bruno"


def test_two_of_the_same_first_name_are_told_apart_wherever_they_stand():
    other = part(ELIF)
    other = replace(other, person=replace(other.person, name="Ana Lima"))
    told = audience_of((part(DANA), part(ANA, read=9), other), 7, DANA.id).readers
    assert told == "Read by Ana Ribeiro · not yet by Ana Lima"


def test_of_many_some_are_named():
    crowd = [
        replace(part(ANA), person=replace(person(ANA), id=f"u{number}", name=f"Nobody{number}"))
        for number in range(40)
    ]
    told = audience_of((part(DANA), *crowd), 1, DANA.id).readers
    assert told.endswith(" and 28 more")


@pytest.mark.parametrize(
    ("seq", "ticks"), [(5, Ticks.ALL), (7, Ticks.SOME), (9, Ticks.SOME), (10, Ticks.SENT)]
)
def test_ticks_say_how_far_a_message_has_come(seq, ticks):
    assert Reach.of(ALL).ticks(seq, 0) is ticks


def test_a_message_that_nobody_else_can_read_is_only_sent():
    assert Reach.of((part(DANA),)).ticks(3, 0) is Ticks.SENT


def hiding(user, *, since=FOR_EVER):
    return replace(part(user), reads_since=since)


def test_who_does_not_show_what_they_read_is_neither_waited_for_nor_said_to_have_it_unread():
    parts = (part(DANA, read=9), part(ANA, read=9), hiding(BRUNO))
    audience = audience_of(parts, 7, DANA.id, sent_at=50)
    assert [each.told for each in audience.people] == ["Wrote it", "Read", "Not shown"]
    assert audience.readers == "Read by Ana"
    assert audience.sentence == "3 people can read this message. Nobody else."
    assert audience.caution == ""
    assert Reach.of(parts).ticks(7, 50) is Ticks.ALL
    assert Reach.of((part(DANA), hiding(BRUNO))).ticks(7, 50) is Ticks.SENT


def test_who_shows_it_again_is_waited_for_only_for_what_was_sent_since():
    parts = (part(DANA, read=9), part(ANA, read=9), hiding(BRUNO, since=50))
    assert audience_of(parts, 7, DANA.id, sent_at=49).readers == "Read by Ana"
    assert audience_of(parts, 7, DANA.id, sent_at=50).readers == "Read by Ana · not yet by Bruno"
    assert [Reach.of(parts).ticks(7, sent_at) for sent_at in (49, 50)] == [Ticks.ALL, Ticks.SOME]


def test_who_does_not_show_it_themselves_is_told_why_they_see_nobodys():
    me = part(DANA)
    me = replace(me, person=replace(me.person, reads_from=FOR_EVER))
    audience = audience_of((me, hiding(ANA), hiding(BRUNO)), 7, DANA.id)
    assert audience.readers == ""
    assert audience.caution == "You do not show what you have read, so you do not see what others have."


people = st.lists(
    st.tuples(st.integers(1, 12), st.integers(0, 12), st.booleans(), st.sampled_from([0, 0, 5, FOR_EVER])),
    max_size=6,
)


@given(people, st.integers(1, 12), st.integers(3, 7))
def test_ticks_agree_with_the_list_of_readers(others, seq, sent_at):
    """However people came in and read, and what they show of it, the quick way and the whole list say the same."""
    parts = [part(DANA)]
    for number, (may_from, read, active, since) in enumerate(others):
        one = part(ANA, may_from=may_from, read=read if since < FOR_EVER else 0, active=active)
        parts.append(replace(one, person=replace(one.person, id=f"u{number}"), reads_since=since))
    audience = audience_of(parts, seq, DANA.id, sent_at=sent_at)
    listed = [each.standing for each in audience.people if not each.is_me]
    known = [each for each in listed if each is not Standing.UNTOLD]
    expected = Ticks.SENT
    if known and all(each is Standing.READ for each in known):
        expected = Ticks.ALL
    elif Standing.READ in known:
        expected = Ticks.SOME
    assert Reach.of(parts).ticks(seq, sent_at) is expected
