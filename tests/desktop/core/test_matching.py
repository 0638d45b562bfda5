"""Any part of a word from three letters on, any word by its first letter, and any sign of a dense script is found, and shown."""

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.matching import GRAM, holds, needle, normal, spans
from tests.desktop.core.scripts import SPACES, dense, letters, signs, texts

FOUND = {
    "part of a word": ("unfold", "We unfolded it"),
    "the middle of a word": ("fol", "unfolded"),
    "one letter where a word begins": ("u", "We unfolded it"),
    "two letters where a word begins": ("un", "We unfolded it"),
    "a letter after a bracket": ("u", "We (unfolded)"),
    "a letter after a dash": ("o", "drag-out"),
    "two letters after a slash": ("ou", "in/out"),
    "a letter after a Chinese sign": ("e", "我用eBay"),
    "case and accents": ("grosse strasse", "Große Straße"),
    "yilmaz": ("yilmaz", "Yılmaz"),
    "Cyrillic": ("ВОЗВР", "Оформить возврат"),
    "Ukrainian without dots": ("киів", "Київ"),
    "Arabic without vowels": ("محم", "السيد مُحَمَّد"),
    "Arabic within a word": ("استرد", "طلب الاسترداد"),
    "Hebrew's other final letter": ("שלומ", "שָׁלוֹם לך"),
    "one Chinese sign": ("款", "申请退款了"),
    "two Chinese signs": ("退款", "申请退款了"),
    "Chinese signs with a space between": ("退 款", "申请退款了"),
    "one Japanese sign": ("円", "千円です"),
    "katakana in half width": ("ｶﾞｲ", "旅行ガイド"),
    "one Hangul syllable": ("불", "환불해 주세요"),
    "two Hangul syllables across a space": ("해주", "환불해 주세요"),
    "Hangul from a Mac": (unicodedata.normalize("NFD", "환불"), "환불해 주세요"),
    "Thai": ("เงิน", "ขอคืนเงินค่ะ"),
    "emoji": ("🎉", "done🎉"),
    "emoji in another colour": ("👍", "ok 👍🏽"),
    "emoji of the same colour": ("👍🏽", "ok👍🏽!"),
    "a heart, however it was sent": ("❤", "thanks ❤️"),
    "one of a family": ("👧", "👨‍👩‍👧"),
    "a flag": ("🇩🇪", "nach 🇩🇪🇪🇸"),
    "a price": ("5€", "nur 5 €"),
    "digits of another script": ("12", "رقم ١٢٣"),
    "an address": ("bruno@example", "to bruno@example.com"),
    "formatted words": ("very bold", "**very** *bold*"),
    "half a formatted word": ("unfold", "un**fold**"),
    "across lines": ("one two", "one\n\n two"),
    "a phrase with other quotation marks": ("it's so", "it’s so"),
    "C++": ("c++", "in C++17"),
}
NOT_FOUND = {
    "one letter within a word": ("n", "We unfolded it"),
    "two letters within a word": ("nf", "We unfolded it"),
    "words in another order": ("it unfolded", "unfolded it"),
    "words without the space between them": ("weun", "We unfolded"),
    "a sign with another sound": ("か", "がある"),
    "Chinese signs that do not follow each other": ("退款", "退了款"),
    "a family for one of it": ("👨‍👩‍👧", "👧"),
}


@pytest.mark.parametrize(("typed", "text"), FOUND.values(), ids=FOUND)
def test_it_is_found_and_marked(typed, text):
    assert needle(typed) in normal(text)
    assert spans(text, [needle(typed)])


@pytest.mark.parametrize(("typed", "text"), NOT_FOUND.values(), ids=NOT_FOUND)
def test_it_is_not_found_and_not_marked(typed, text):
    assert needle(typed) not in normal(text)
    assert spans(text, [needle(typed)]) == ()


def test_the_form_is_that_of_the_contract():
    assert normal("Wé are (hére)") == "  we  are  (  here) "
    assert normal("退款了") == "  退 款 了 "
    assert normal("eBay退款 now") == "  ebay 退 款  now "
    assert (needle("e"), needle("eu"), needle("eur")) == ("  e", " eu", "eur")
    assert (needle("退"), needle("退款")) == (" 退 ", "退 款")


@pytest.mark.parametrize(
    "nothing", ["", " ", "\n\t", "**", "*_~`", "\u200b\u200e", "\0", "\ue000", "\u200d", "\u064e"]
)
def test_there_may_be_nothing_to_look_for(nothing):
    assert needle(nothing) == ""
    assert normal(nothing) == ""
    assert spans(f"a{nothing}b", [needle(nothing)]) == ()


def test_a_punctuation_mark_by_itself_is_nothing_to_look_for():
    assert [needle(mark) for mark in ("?", "-", "&", "、", "＠")] == [""] * 5
    assert needle(":)") in normal("ok :)")


@given(texts, st.lists(signs.filter(normal), min_size=3, max_size=8), texts)
def test_three_characters_and_more_are_found_anywhere(before, part, after):
    assert needle("".join(part)) in normal("".join([*before, *part, *after]))


@given(texts, st.sampled_from(SPACES), st.lists(letters, min_size=1, max_size=3), texts)
def test_one_letter_and_more_are_found_where_a_word_begins(before, space, word, after):
    assert needle("".join(word)) in normal("".join([*before, space, *word, *after]))


@given(texts, dense, st.lists(letters, min_size=1, max_size=3), texts)
def test_one_letter_and_more_are_found_behind_a_dense_sign(before, sign, word, after):
    assert needle("".join(word)) in normal("".join([*before, sign, *word, *after]))


@given(texts, st.lists(dense, min_size=1, max_size=4), texts)
def test_dense_signs_are_found_anywhere(before, run, after):
    assert needle("".join(run)) in normal("".join([*before, *run, *after]))


@given(st.text())
def test_a_text_finds_itself_whatever_it_is(text):
    assert needle(text) in normal(text)
    assert bool(needle(text)) == bool(spans(text, [needle(text)]))


@given(st.one_of(st.text(), texts.map("".join)))
def test_the_form_holds_nothing_that_is_private_or_controls(text):
    form = normal(text) + needle(text)
    assert not {unicodedata.category(each) for each in form} & {"Cc", "Co", "Cs", "Zl", "Zp"}
    assert form.encode().decode() == form


@given(st.one_of(st.text(), texts.map("".join)))
def test_a_needle_is_empty_or_long_enough_for_the_index(text):
    assert not needle(text) or len(needle(text)) >= GRAM


@given(texts.map("".join))
def test_how_a_text_was_spaced_and_formatted_makes_no_difference(text):
    other = text.replace("*", "").replace(" ", "\n\u3000 ")
    assert normal(f" \n{other}\t") == normal(text)


@given(st.text(st.characters(max_codepoint=127)))
def test_plain_text_has_the_form_that_it_has_among_others(text):
    assert normal(f"{text} é") == normal(f"{text} e")
    assert normal(f"{text} б")[:-1] == normal(f"{text} e")[:-2] + "б"


@given(texts, st.lists(texts, max_size=3))
def test_something_is_marked_exactly_where_something_is_found(signs_of_text, wanted):
    text, needles = "".join(signs_of_text), [needle("".join(each)) for each in wanted]
    found = [each for each in needles if each and each in normal(text)]
    assert bool(spans(text, needles)) == bool(found)
    assert holds(normal(text), found)


@given(st.data())
def test_marks_cover_whole_characters_that_hold_what_was_found(data):
    signs_of_text = data.draw(texts)
    start = data.draw(st.integers(0, len(signs_of_text)))
    part = needle("".join(signs_of_text[start : start + data.draw(st.integers(1, 4))]))
    text = "".join(signs_of_text)
    edges = {len("".join(signs_of_text[:count])) for count in range(len(signs_of_text) + 1)}
    marked = spans(text, [part])
    for begin, end in marked:
        assert begin in edges
        assert part.strip() in normal(text[begin:end])
    assert list(marked) == sorted(marked)
    assert all(end < begin for (_, end), (begin, _) in pairwise(marked))


MARKED = {
    "accents": ("Das Café", "cafe", ["Café"]),
    "accents taken apart": ("Das Cafe\u0301!", "cafe", ["Cafe\u0301"]),
    "ß": ("Straße", "asse", ["aße"]),
    "half of ß": ("Straße", "ras", ["raß"]),
    "a ligature": ("ﬁnden", "fin", ["ﬁn"]),
    "the first letter of a ligature": ("ﬁnden", "f", ["ﬁ"]),
    "vowels of Arabic": ("السيد مُحَمَّد هنا", "محمد", ["مُحَمَّد"]),
    "a lengthened word": ("محـــمد", "محمد", ["محـــمد"]),
    "points of Hebrew": ("שָׁלוֹם לך", "שלום", ["שָׁלוֹם"]),
    "Hangul taken apart": (
        unicodedata.normalize("NFD", "환불해"),
        "불",
        [unicodedata.normalize("NFD", "불")],
    ),
    "half width": ("ｶﾞｲﾄﾞ", "ガ", ["ｶﾞ"]),
    "every time": ("退了款又退", "退", ["退", "退"]),
    "a tone of skin": ("ok👍🏽!", "👍", ["👍🏽"]),
    "a family": ("a👨‍👩‍👧b", "👩", ["👨‍👩‍👧"]),
    "a flag": ("🇩🇪🇪🇸", "🇪🇸", ["🇪🇸"]),
    "formatted": ("**un**fold", "unfold", ["un**fold"]),
    "across lines": ("one\n two", "one two", ["one\n two"]),
    "overlapping": ("ananas", "ana", ["anana"]),
    "letters that words begin with": ("an end, (and)", "an", ["an", "an"]),
    "a vowel before its sign of Thai": ("นำ", "น", ["นำ"]),
    "a selector of colour": ("a❤️b", "❤", ["❤️"]),
    "the sign of a long formula": ("㍿東", "式", ["㍿"]),
}


@pytest.mark.parametrize(("text", "typed", "marked"), MARKED.values(), ids=MARKED)
def test_marked_is_what_people_see_of_it(text, typed, marked):
    assert [text[start:end] for start, end in spans(text, [needle(typed)])] == marked


def test_marks_of_several_words_that_overlap_or_touch_are_one():
    assert spans("unfolded", [needle("unfold"), needle("folded")]) == ((0, 8),)
    assert spans("退款", [needle("退"), needle("款")]) == ((0, 2),)
    assert spans("b a", [needle("a"), needle("b")]) == ((0, 1), (2, 3))


def test_positions_count_characters_of_the_text_as_it_is_written():
    assert spans("👍 ok", [needle("ok")]) == ((2, 4),)


def test_all_needles_must_stand_in_a_text():
    assert holds(normal("Refund the invoice"), (needle("inv"), needle("refund")))
    assert not holds(normal("Refund the invoice"), (needle("inv"), needle("order")))
    assert holds(normal("anything"), ())
