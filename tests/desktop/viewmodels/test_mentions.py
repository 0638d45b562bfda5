"""Who is mentioned follows from the text alone, and never from words that say something else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.values import Person, UserId
from desktop.viewmodels.mentions import Roster
from tests.gallery.team import ANA, BRUNO, CHEN, DANA, ELIF, FARID


def person(user, *, name=None, username=None, active=True):
    return Person(user.id, username or user.username, name or user.name, user.title, active)


TEAM = tuple(person(user) for user in (DANA, ANA, BRUNO, CHEN, ELIF, FARID))
ROSTER = Roster(TEAM, inside=(DANA.id, ANA.id, BRUNO.id, ELIF.id))


@pytest.mark.parametrize(
    ("text", "users"),
    [
        ("@Ana Ribeiro", [ANA]),
        ("Hello (@Ana Ribeiro), and @Bruno Costa!", [ANA, BRUNO]),
        ("@Elif Yılmaz’s turn", [ELIF]),
        ("line\n@Farid Haddad", [FARID]),
        ("@Ana", []),
        ("@Ana Ribeir", []),
        ("@Ana Ribeirosa", []),
        ("@ana ribeiro", []),
        ("mail me at x@Ana Ribeiro", []),
        ("`@Ana Ribeiro` is how", []),
        ("```\n@Ana Ribeiro\n```", []),
        ("```\n@Ana Ribeiro", []),
        ("` @Ana Ribeiro", [ANA]),
        ("https://x.example/(@Ana Ribeiro", []),
        ("**@Ana Ribeiro**", [ANA]),
    ],
)
def test_a_mention_is_a_sign_and_a_whole_name_in_prose(text, users):
    assert ROSTER.mentioned(text) == tuple(user.id for user in users)


def test_a_name_that_cannot_be_shown_as_it_is_can_be_mentioned_all_the_same():
    turned = person(CHEN, name="\u202eChen\n Wei\u202c")
    unseen = person(FARID, name="\u200b\u2060")
    roster = Roster((turned, unseen))
    assert (roster.label(turned), roster.label(unseen)) == ("Chen Wei", FARID.username)
    assert roster.mentioned(f"@Chen Wei and @{FARID.username}") == (CHEN.id, FARID.id)


def test_the_longest_name_counts():
    roster = Roster((person(ANA, name="Ana"), person(BRUNO, name="Ana Ribeiro")), inside=())
    assert roster.mentioned("@Ana Ribeiro") == (BRUNO.id,)
    assert roster.mentioned("@Ana Costa") == (ANA.id,)


def test_people_who_are_called_alike_are_told_apart_by_their_usernames():
    first, second = (
        person(ANA, name="Ana Silva", username="ana.silva"),
        person(BRUNO, name="Ana Silva", username="ana.s"),
    )
    roster = Roster((first, second, person(CHEN)), inside=(ANA.id,))
    assert roster.label(second) == "Ana Silva (ana.s)"
    assert roster.label(person(CHEN)) == "Chen Wei"
    assert roster.mentioned("@Ana Silva (ana.s) and @Ana Silva (ana.silva)") == (BRUNO.id, ANA.id)
    assert roster.mentioned("@Ana Silva, please") == (ANA.id,)
    assert Roster((first, second)).mentioned("@Ana Silva, please") == (ANA.id, BRUNO.id)


def test_who_is_not_in_the_chat_is_told():
    gone = person(FARID, active=False)
    roster = Roster((*TEAM[:-1], gone), inside=(ANA.id,))
    text = "@Ana Ribeiro @Chen Wei @Farid Haddad"
    assert roster.absent(text) == (person(CHEN),)
    assert roster.mentioned(text) == (ANA.id, CHEN.id, FARID.id)


def test_a_message_mentions_no_more_people_than_it_may():
    crowd = tuple(Person(UserId(f"u{n}"), f"u{n}", f"Number {n}", "", active=True) for n in range(120))
    text = " ".join(f"@Number {n}" for n in range(120))
    assert Roster(crowd).mentioned(text) == tuple(f"u{n}" for n in range(100))


def test_whom_a_changed_message_mentioned_by_a_former_name_stays():
    assert ROSTER.after_edit("@Ana Ribeiro and @Old Name", "and @Old Name", (ANA.id, CHEN.id)) == (CHEN.id,)
    assert ROSTER.after_edit("hello", "hello @Bruno Costa", ()) == (BRUNO.id,)


_PIECES = st.sampled_from(["a", " ", "\n", "`", "@", "😀", "@Ana Ribeiro", "@Ana", "Costa", ".", "(", "_"])


@given(
    st.lists(_PIECES, max_size=40),
    st.lists(st.tuples(st.integers(0, 400), st.integers(0, 6), _PIECES), max_size=30),
)
def test_no_edit_lets_a_mention_point_at_other_words(pieces, edits):
    text = "".join(pieces) + " @Bruno Costa "
    for place, removed, added in edits:
        at = place % (len(text) + 1)
        text = text[:at] + added + text[at + removed :]
        found = ROSTER.found(text)
        for mention in found:
            (user,) = mention.users
            assert text[mention.start : mention.end] == "@" + next(p.name for p in TEAM if p.id == user)
            assert not text[mention.end : mention.end + 1].isalnum()
        assert [m.start for m in found] == sorted({m.start for m in found})


@given(st.text(alphabet="ab @\n😀.", max_size=60), st.text(alphabet="ab @\n😀.", max_size=60))
def test_a_mention_that_was_chosen_stays_whatever_is_written_around_it(before, after):
    text = f"{before} @Chen Wei {after}"
    assert CHEN.id in ROSTER.mentioned(text)


def test_a_text_full_of_signs_is_read_at_once():
    assert ROSTER.found("@" * 8_000) == ()
    assert len(ROSTER.found(" `@Ana Ribeiro" * 500)) == 0
    assert len(ROSTER.found("(@Ana Ribeiro" * 500)) == 500
