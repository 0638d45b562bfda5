"""What is said of the copy on this computer is true, short, and right for one as for many."""

import pytest

from desktop.core.values import Recovery, Unsent
from desktop.viewmodels import kept_here

UNREAD = "The copy on this computer could not be read. It was set aside, and everything is fetched again."


@pytest.mark.parametrize(
    ("unsent", "said"),
    [
        (Unsent(), ""),
        (Unsent(messages=1), "1 message has not been sent. It is lost if you quit now."),
        (Unsent(messages=2), "2 messages have not been sent. They are lost if you quit now."),
        (Unsent(drafts=1), "1 draft has not been sent. It is lost if you quit now."),
        (
            Unsent(messages=2, changes=1, drafts=3),
            "2 messages, 1 change and 3 drafts have not been sent. They are lost if you quit now.",
        ),
    ],
)
def test_what_quitting_would_lose(unsent, said):
    assert kept_here.lost_by_quitting(unsent) == said


def test_what_signing_out_would_lose():
    assert kept_here.lost_by_signing_out(Unsent()) == ""
    assert kept_here.lost_by_signing_out(Unsent(changes=1, drafts=1)) == (
        "1 change and 1 draft have not been sent yet and would be lost. Sign out all the same?"
    )


@pytest.mark.parametrize(
    ("recovery", "rest"),
    [
        (Recovery("x", unsent=0, drafts=0, readable=True), ""),
        (Recovery("x", unsent=2, drafts=0, readable=True), " 2 unsent messages were kept."),
        (Recovery("x", unsent=1, drafts=0, readable=True), " 1 unsent message was kept."),
        (Recovery("x", unsent=1, drafts=2, readable=True), " 1 unsent message and 2 drafts were kept."),
        (
            Recovery("x", unsent=0, drafts=0, readable=False),
            " What had not been sent could not be saved from it.",
        ),
    ],
)
def test_what_happened_to_a_copy_that_could_not_be_read(recovery, rest):
    assert kept_here.recovered(recovery) == UNREAD + rest


def test_what_could_not_be_removed_is_named():
    assert kept_here.not_removed((), keyring=False) == ""
    assert "Nobody can read them: ab/cache.sqlite." in kept_here.not_removed(
        ("ab/cache.sqlite",), keyring=False
    )
    assert "Nobody can" not in kept_here.not_removed(("ab/opened/0f/pay.pdf", "ab"), keyring=False)
    assert "keyring did not answer" in kept_here.not_removed((), keyring=True)


def test_how_many_messages_ask():
    assert kept_here.asking(0) == ""
    assert kept_here.asking(2) == "2 messages waited long and ask whether they are still to go."
