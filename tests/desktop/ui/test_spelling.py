"""Words are looked up in real dictionaries, in a real process beside this one."""

import asyncio

import pytest

from desktop.viewmodels.choices import ChoicesModel
from desktop.viewmodels.emoji import EmojiBook
from desktop.viewmodels.spelling import SpellingModel
from desktop.viewmodels.writing_aids import WritingAids
from tests.gallery.team import refund
from tests.support.screen import until


@pytest.fixture
def choices(qapp):
    made = ChoicesModel()
    yield made
    made.deleteLater()


@pytest.fixture
def spelling(choices):
    made = SpellingModel(choices, languages=("en_US",))
    yield made
    made.close()
    made.deleteLater()


def wrong(spelling, text, names=frozenset()):
    return [word.text for word in spelling.misspelt(text, names)]


async def knows(spelling, text, expected, names=frozenset()):
    await until(lambda: wrong(spelling, text, names) == expected, f"{expected}", seconds=10)


async def test_a_misspelt_word_is_found_and_others_are_proposed(spelling):
    text = "They will recieve the refund, Okafor says"
    assert wrong(spelling, text) == []
    await knows(spelling, text, ["recieve"], frozenset({"okafor"}))
    await until(lambda: spelling.suggestions("recieve"))
    assert spelling.suggestions("recieve")[0] == "receive"


async def test_the_users_own_words_are_right(spelling):
    await knows(spelling, "the goodwil credit", ["goodwil"])
    told, learned = [], []
    spelling.changed.connect(lambda: told.append(True))
    spelling.learned.connect(learned.append)
    spelling.learn("goodwil")
    assert told
    assert wrong(spelling, "the Goodwil credit") == []
    assert learned == ["goodwil"]


async def test_switched_off_nothing_is_marked_and_no_process_runs(spelling, choices):
    await knows(spelling, "a wrod", ["wrod"])
    spelling.switch(on=False)
    assert wrong(spelling, "a wrod") == []
    assert spelling._process is None
    spelling.switch(on=True)
    assert wrong(spelling, "a wrod") == ["wrod"]


async def test_a_text_in_another_language_is_left_alone(spelling):
    text = "Bitte die Rechnung noch heute an den Kunden schicken"
    spelling.misspelt(text)
    await until(lambda: not spelling._to_ask and "Kunden" in spelling._known)
    assert wrong(spelling, text) == []
    await knows(spelling, "привет to all of you wrod", ["wrod"])


async def test_without_a_dictionary_of_the_users_language_nothing_is_misspelt(choices):
    made = SpellingModel(choices, languages=("tlh_AA", "en_US"))
    made.misspelt("a wrod")
    await until(lambda: "wrod" in made._known)
    assert wrong(made, "a wrod") == []
    made.close()
    made.deleteLater()


async def test_a_process_that_died_is_begun_anew_and_not_for_ever(spelling):
    for word in ("wrod", "wrlod"):
        await knows(spelling, f"a {word}", [word])
        spelling._process.kill()
        await until(lambda: spelling._process is None)
    await knows(spelling, "a wolrd", ["wolrd"])
    spelling._process.kill()
    await until(lambda: spelling._process is None)
    assert wrong(spelling, "a wrdol") == []
    await asyncio.sleep(0.3)
    assert spelling._process is None


async def test_words_that_were_kept_are_right(spelling):
    spelling.know(("Wrod",))
    await knows(spelling, "a wrod wrlod", ["wrlod"])


async def test_own_words_are_kept_by_the_client_and_nowhere_else(office, qapp):
    choices = ChoicesModel()
    before = choices.choices
    aids = WritingAids(office.client, office.background, choices, EmojiBook())
    aids.spelling.learn("Northwynd")
    assert choices.choices == before
    async with asyncio.timeout(10):
        while await office.client.own_words() != ("Northwynd",):  # noqa: ASYNC110 - the disk tells nobody
            await asyncio.sleep(0.01)
    again = WritingAids(office.client, office.background, choices, EmojiBook())
    again.spelling._languages = ("en_US",)
    again.show_chat(await office.client.chat(refund().id))
    await knows(again.spelling, "Northwynd wrod", ["wrod"])
    for each in (aids, again):
        each.close()
        each.deleteLater()
