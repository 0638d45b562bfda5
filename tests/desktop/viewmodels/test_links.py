"""Links lead where they say, propose what they say, and nothing that anybody can write into one does harm."""

from unicodedata import category
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.values import MESSAGE_CHARACTERS, SUBJECT_CHARACTERS
from desktop.viewmodels.links import (
    LINK_CHARACTERS,
    PEOPLE,
    Place,
    Proposal,
    link_to,
    link_to_proposal,
    place_of,
    proposal_of,
    target_of,
)
from desktop.viewmodels.message_text import links

CHAT = "019c0000-0000-7000-8000-000000000099"
_HIDDEN = {*range(0x202A, 0x202F), *range(0x2066, 0x206A)}


@pytest.mark.parametrize(
    ("link", "place"),
    [
        (f"internal-chat://chat/{CHAT}", Place(CHAT)),
        (f"internal-chat://chat/{CHAT}/", Place(CHAT)),
        (f"internal-chat://chat/{CHAT}/17", Place(CHAT, 17)),
        (f"INTERNAL-CHAT://Chat/{CHAT.upper()}/17", Place(CHAT, 17)),
        (f"internal-chat://chat/{CHAT}/0", None),
        (f"internal-chat://chat/{CHAT}/17/18", None),
        (f"internal-chat://chat/{CHAT}\n", None),
        (f"internal-chat://chat/{CHAT}/17?with=bruno", None),
        ("internal-chat://chat/bruno", None),
        ("internal-chat:chat", None),
        ("https://chat/", None),
    ],
)
def test_a_link_to_a_place_is_read_strictly(link, place):
    assert target_of(link) == place


@pytest.mark.parametrize(
    ("said", "proposal"),
    [
        ("", Proposal()),
        ("?", Proposal()),
        ("/?with=bruno", Proposal(("bruno",))),
        ("?with=bruno,elif&subject=Refund&text=Hi", Proposal(("bruno", "elif"), "Refund", "Hi")),
        ("?with=bruno&with=elif,bruno,", Proposal(("bruno", "elif"))),
        ("?WITH=bruno&other=1&subject", Proposal(("bruno",))),
        ("?with=a%2Cb,%20c%20", Proposal(("a,b", "c"))),
        ("?subject=Gr%C3%BC%C3%9Fe%20%F0%9F%91%8B", Proposal(subject="Grüße 👋")),
        ("?subject=1+1%3D2", Proposal(subject="1+1=2")),
        ("?subject=Case #48213&text=a=b", Proposal(subject="Case #48213", text="a=b")),
        ("?subject=100%&text=%zz%4", Proposal(subject="100%", text="%zz%4")),
        ("?subject=a%0Ab%09c", Proposal(subject="a b c")),
        ("?text=%0D%0Aone%0D%0Atwo%0A", Proposal(text="one\ntwo")),
        ("?text=a%00b%1B%5B31mc%E2%80%AEd%E2%81%A6e", Proposal(text="ab[31mcde")),
        ("?text=%FF%C3", Proposal()),
        ("?text=one&text=two", Proposal(text="one\ntwo")),
    ],
)
def test_a_link_that_proposes_a_chat_is_read_kindly(said, proposal):
    assert target_of(f"internal-chat://new{said}") == proposal


def test_what_is_too_long_loses_its_end_and_says_so():
    subject, text = "s" * (SUBJECT_CHARACTERS + 1), "ü" * (MESSAGE_CHARACTERS + 1)
    people = tuple(f"p{number}" for number in range(PEOPLE + 1))
    read = proposal_of(link_to_proposal(Proposal(people, subject, text)))
    assert read == Proposal(people[:-1], subject[:-1], text[:-1], is_shortened=True)
    fitting = Proposal((), "s" * SUBJECT_CHARACTERS, "\N{GRINNING FACE}" * MESSAGE_CHARACTERS)
    assert proposal_of(link_to_proposal(fitting)) == fitting
    assert proposal_of("internal-chat://new?text=" + "x" * LINK_CHARACTERS) is None


def check(proposal: Proposal) -> None:
    """Nothing of a proposal is longer than it may be, or hides, or turns what stands around it."""
    assert len(proposal.subject) <= SUBJECT_CHARACTERS
    assert len(proposal.text) <= MESSAGE_CHARACTERS
    assert len(proposal.people) == len(set(proposal.people)) <= PEOPLE
    assert all(name == name.strip() != "" for name in proposal.people)
    for one in (*proposal.people, proposal.subject):
        assert "\n" not in one
    for sign in "".join((*proposal.people, proposal.subject, proposal.text)):
        assert sign in "\n\t" or category(sign) not in {"Cc", "Cs"}
        assert ord(sign) not in _HIDDEN
    again = proposal_of(link_to_proposal(proposal))
    assert again is not None
    assert (again.people, again.subject, again.text) == (proposal.people, proposal.subject, proposal.text)


@given(st.text())
def test_whatever_is_given_for_a_link_is_read_or_refused(text):
    for link in (text, f"internal-chat:{text}", f"internal-chat://{text}", f"internal-chat://chat/{text}"):
        target = target_of(link)
        if isinstance(target, Proposal):
            check(target)
        elif target is not None:
            assert place_of(link_to(target)) == target


@given(st.text(alphabet=st.sampled_from("with=subjectx&,%0123456789abcdefABCDEF+#?/\u202e\x00\ud800 \n")))
def test_whatever_a_link_proposes_is_clean(said):
    proposal = proposal_of(f"internal-chat://new?{said}")
    assert proposal is not None
    check(proposal)


def encoded(text: str) -> str:
    return quote(text.encode("utf-8", "surrogatepass"), safe="")


@given(st.lists(st.text(), max_size=5), st.text(), st.text())
def test_whatever_is_encoded_arrives_clean_and_goes_round(people, subject, text):
    names = ",".join(map(encoded, people))
    proposal = proposal_of(
        f"internal-chat://new?with={names}&subject={encoded(subject)}&text={encoded(text)}"
    )
    assert proposal is not None
    check(proposal)


@given(st.text(st.characters(codec="ascii", categories=("L", "N", "P", "S", "Zs")), max_size=200))
def test_plain_words_arrive_as_they_were_written(text):
    proposal = proposal_of(link_to_proposal(Proposal(text=text)))
    assert proposal is not None
    assert proposal.text == text.strip()


def test_links_that_are_ours_are_links_in_messages_and_others_of_the_scheme_are_not():
    said = f"see internal-chat://new?with=bruno&subject=VAT, internal-chat://chat/{CHAT}/3. Not internal-chat://settings"
    assert [link.target for link in links(said)] == [
        "internal-chat://new?with=bruno&subject=VAT",
        f"internal-chat://chat/{CHAT}/3",
    ]
