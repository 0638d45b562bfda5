"""Emoji are complete and told apart, and found by what people type in their language, in English, or as a code."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QLocale

from desktop.core.folding import fold
from desktop.viewmodels.emoji import EmojiBook
from desktop.viewmodels.emoji_data import LANGUAGES, all_emoji, names, number_of, spoken_name
from desktop.viewmodels.reactions import QUICK
from sync_server.handlers.emoji import checked_emoji


@pytest.fixture
def speaking():
    """Lets the screens be in another language."""
    before = QLocale()
    QLocale.setDefault(QLocale("en_GB"))
    yield lambda name: QLocale.setDefault(QLocale(name))
    QLocale.setDefault(before)


@pytest.fixture
def book(speaking):
    return EmojiBook()


def texts(found):
    return [each.text for each in found]


def shows_no_flags_of_letters(emoji):
    """As a font of Windows does."""
    return not "🇦" <= emoji[0] <= "🇿"


# What comes with the program.


def test_every_emoji_is_there_once_and_is_told_from_all_others():
    assert len(all_emoji()) > 1_900
    assert [number_of(each.text) for each in all_emoji()] == list(range(len(all_emoji())))


def test_no_two_emoji_share_a_code_and_each_has_one_that_can_be_typed():
    codes = Counter(code for each in all_emoji() for code in each.codes)
    assert codes.most_common(1)[0][1] == 1
    assert all(each.codes for each in all_emoji())
    assert all(code == fold(code) and not set(code) & set(": \n") for code in codes)


def test_groups_follow_each_other_in_the_usual_order():
    groups = [each.group for each in all_emoji()]
    assert groups == sorted(groups)
    assert set(groups) == set(range(9))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_emoji_and_every_skin_tone_has_a_name_in_every_language(language):
    known = names(language)
    assert len(known.names) == len(all_emoji())
    assert len(known.tones) == 5
    assert all(name.strip() == name and name for name, _ in known.names)
    repeated = [name for name, count in Counter(name for name, _ in known.names).items() if count > 1]
    assert repeated == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_they_are_found_by_is_folded_as_what_is_typed(language):
    for name, keys in names(language).names:
        assert keys == fold(keys)
        assert keys.split("|")[0] == fold(name)


def test_the_server_takes_each_of_them_as_a_reaction_in_every_skin_tone():
    for each in all_emoji():
        for tone in range(6):
            assert checked_emoji(each.toned(tone)) == each.toned(tone)


def test_a_skin_tone_is_put_where_there_is_skin_and_nowhere_else(book):
    assert book.toned("👋", 5) == "👋🏿"
    assert book.toned("👋🏿", 1) == "👋🏻"
    assert book.toned("👋🏿", 0) == "👋"
    assert book.toned("☝️", 2) == "☝🏼"
    assert book.toned("👩‍🚒", 3) == "👩🏽‍🚒"
    assert book.toned("👭", 4) == "👭🏾"
    assert book.toned("🎉", 4) == "🎉"
    assert book.toned("no emoji", 4) == "no emoji"


@pytest.mark.parametrize("emoji", QUICK)
def test_the_reactions_that_are_offered_at_once_are_among_them(emoji):
    assert number_of(emoji) is not None


# Their names.


@pytest.mark.parametrize(
    ("language", "emoji", "name"),
    [
        ("en_GB", "🎉", "party popper"),
        ("de_AT", "🎉", "Konfettibombe"),
        ("pt_BR", "🎉", "cone de festa"),
        ("fr_FR", "🎉", "party popper"),
        ("en_GB", "❤", "red heart"),
        ("en_GB", "👋🏿", "waving hand, dark skin tone"),
        ("de_DE", "🧑🏻‍🤝‍🧑🏿", "sich an den Händen haltende Personen, helle Hautfarbe, dunkle Hautfarbe"),
        ("en_GB", "🫱🏻‍🫲🏿", "handshake, light skin tone, dark skin tone"),
        ("en_GB", "🧑🏽‍❤️‍🧑🏽", "couple with heart, medium skin tone"),
        ("en_GB", "🇧🇷", "flag: Brazil"),
        ("en_GB", "ℵ", "alef symbol"),
        ("en_GB", "", "space"),
    ],
)
def test_an_emoji_is_told_in_words_of_the_users_language(speaking, language, emoji, name):
    speaking(language)
    assert spoken_name(emoji) == name


# Finding.


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("tada", "🎉"),
        (":tada:", "🎉"),
        ("+1", "👍"),
        ("thumbs up", "👍"),
        ("THUMBS_U", "👍"),
        ("heart", "❤️"),
        ("smile", "😄"),
        ("lol", "😆"),
        ("brazil", "🇧🇷"),
        ("up thumbs", "👍"),
        ("🎉", "🎉"),
        (" 👍🏿 ", "👍"),
    ],
)
def test_what_is_typed_finds_first_what_is_meant(book, query, first):
    assert texts(book.find(query))[0] == first


def test_what_begins_so_comes_before_what_only_holds_it(book):
    found = texts(book.find("cat"))
    assert found[0] == "🐱"
    assert found.index("🐱") < found.index("🐈️" if "🐈️" in found else "🐈")
    assert found.index("😺") < found.index("🏫") if "🏫" in found else "😺" in found


def test_names_and_tags_are_found_in_the_users_language_and_in_english(speaking):
    speaking("de_DE")
    book = EmojiBook()
    assert texts(book.find("daumen hoch"))[0] == "👍"
    assert texts(book.find("thumbs up"))[0] == "👍"
    assert "🎉" in texts(book.find("konfetti"))


@pytest.mark.parametrize("query", ["lächeln", "LÄCHELN", "lacheln"])
def test_case_and_accents_do_not_matter(speaking, query):
    speaking("de_DE")
    assert "😊" in texts(EmojiBook().find(query))


@pytest.mark.parametrize("query", ["", "  ", ":", "::_", "qqqqq", "🎉🎉🎉", "x" * 10_000])
def test_what_means_nothing_finds_nothing(book, query):
    assert book.find(query) == ()


@given(st.text())
def test_nothing_that_can_be_typed_confuses_the_search(typed):
    book = EmojiBook()
    found = book.find(typed)
    assert len(set(texts(found))) == len(found)
    assert len(book.complete(typed, 5)) == min(5, len(book.find(typed.lstrip(":"))))
    assert book.by_code(typed) is None or any(typed.strip(":").casefold() in e.codes for e in all_emoji())
    assert spoken_name(typed)


@given(st.sampled_from(all_emoji()))
def test_every_emoji_is_found_by_its_name_and_by_each_of_its_codes(emoji):
    book = EmojiBook()
    assert emoji.text in texts(book.find(names("en").names[number_of(emoji.text)][0]))
    for code in emoji.codes:
        assert book.find(code)[0] == emoji
        assert book.by_code(f":{code}:") == emoji.text


# Codes.


def test_the_beginning_of_a_code_is_completed_in_the_chosen_skin_tone(book):
    found = book.complete("wav", limit=3, tone=4)
    assert found[0].emoji == "👋🏾"
    assert found[0].code == "wave"
    assert found[0].name == "waving hand"
    assert len(found) == 3


def test_the_code_that_is_shown_is_the_one_that_was_begun(book):
    assert [(each.code, each.emoji) for each in book.complete("thumbsu", 1)] == [("thumbsup", "👍")]
    assert [(each.code, each.emoji) for each in book.complete("+", 1)] == [("+1", "👍")]


def test_a_whole_code_stands_for_its_emoji(book):
    assert book.by_code("tada") == "🎉"
    assert book.by_code(":TADA:") == "🎉"
    assert book.by_code("wave", tone=1) == "👋🏻"
    assert book.by_code("tad") is None
    assert book.by_code("") is None
    assert book.code("👋🏻") == ":wave:"
    assert book.code("?") == ""


# What the font has.


def test_what_a_font_cannot_show_is_neither_listed_nor_found(book):
    assert texts(book.find("flag brazil")) == ["🇧🇷"]
    book.keep_to(shows_no_flags_of_letters)
    assert "🇧🇷" not in texts(book.emoji)
    assert "🏴󠁧󠁢󠁳󠁣󠁴󠁿" in texts(book.emoji)
    assert book.find("flag brazil") == ()
    assert book.by_code("brazil") is None
    assert book.by_code("tada") == "🎉"


def test_emoji_of_a_year_that_the_font_does_not_know_are_left_out(book):
    newest = max(each.version for each in all_emoji())
    known = {each.text for each in all_emoji() if each.version < newest}
    book.keep_to(known.__contains__)
    assert {each.version for each in book.emoji} == {each.version for each in all_emoji()} - {newest}


def test_where_the_font_cannot_be_asked_all_are_offered(book):
    book.keep_to(lambda _: False)
    assert book.emoji == all_emoji()


async def test_what_was_read_beforehand_finds_the_same(book):
    await book.prepare()
    assert texts(book.find("tada")) == ["🎉"]


def test_what_was_read_for_another_font_is_not_used(book):
    reading = book.reading()
    next(reading)
    book.keep_to(shows_no_flags_of_letters)
    list(reading)
    assert book.find("flag brazil") == ()
