"""What teammates answer fits what was written to them, in each one's manner."""

import random

import pytest

from desktop.demo import replies
from desktop.demo.people import ANA, BRUNO, CHEN, DANA, ELIF, INES, TEAM


@pytest.fixture
def chance() -> random.Random:
    return random.Random(7)  # noqa: S311 - so that a failure can be repeated


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Good morning, team", "greeting"),
        ("Hello, how are you?", "greeting"),
        ("Thanks a lot", "thanks"),
        ("Thanks Bruno! When do you call them about #48213?", "when"),
        ("When will the refund arrive?", "when"),
        ("Who has the night shift?", "who"),
        ("Why was it charged twice?", "why"),
        ("Could you check the logs?", "request"),
        ("Is it fixed?", "question"),
        ("The queue is empty.", "statement"),
        ("🙂", "statement"),
    ],
)
def test_the_answer_is_chosen_by_what_was_written(text, kind, chance):
    for person in TEAM:
        assert replies.reply(text, person, chance) in replies._ANSWERS[kind][person.manner]


def test_a_case_number_is_taken_up(chance):
    assert "#48213" in replies.reply("Any news on #48213?", ANA, chance)


def test_whatever_is_written_has_an_answer_that_keeps_no_placeholder(chance):
    texts = ["", "{case}", "#12", "?", "é" * 8000, "\u202eabc", "who when why please thanks hi?"]
    for text in texts:
        for person in TEAM:
            answer = replies.reply(text, person, chance)
            assert answer
            assert "{" not in answer
    assert all("{" not in replies.opening(chance) for _ in range(100))


def test_manners_differ(chance):
    spoken = {
        person.manner: {replies.reply("Is it fixed?", person, chance) for n in range(20)}
        for person in (BRUNO, ANA, CHEN)
    }
    assert spoken["brisk"] != spoken["warm"] != spoken["dry"]


def test_who_is_called_by_first_name_is_addressed():
    assert replies.is_addressed("elif, can you call them?", ELIF)
    assert replies.is_addressed("Thanks Inês!", INES)
    assert not replies.is_addressed("The analysis is done", ANA)
    assert not replies.is_addressed("Anybody?", DANA)
