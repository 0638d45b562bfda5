"""What people type is compared regardless of case, accents, and the shape that a keyboard gives a letter."""

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.folding import begins, fold, fold_once, holds, words
from tests.desktop.core.scripts import texts

SAME = {
    "German": ("Straße", "STRASSE", "strasse", "ﬆraße", "STRAẞE"),
    "accents": ("Café", "Cafe\u0301", "CAFÉ", "cafe"),
    "strokes": ("Łódź Ørsted đ", "lodz orsted d"),
    "Turkish": ("Yılmaz", "YILMAZ", "Yilmaz", "YİLMAZ", "yi\u0307lmaz"),
    "Vietnamese": ("Nguyễn Đức", "nguyen duc"),
    "Greek": ("Όσος ΣΊΣΥΦΟΣ ᾳ", "οσοσ σισυφοσ α"),
    "Cyrillic": ("Ёлка Й", "елка и", "Е\u0308лка И\u0306"),
    "Arabic": ("مُحَمَّد", "محمد", "محـــمد"),
    "alef": ("أحمد إآٱ", "احمد ااا"),
    "Persian": ("فارسی یک", "فارسي يك"),
    "Arabic at the end": ("مكتبة على", "مكتبه علي"),
    "Arabic's joined forms": ("ﻻ ﷲ", "لا الله"),
    "digits": ("٣٤ ۳۴ ३४ ３４", "34 34 34 34"),
    "Hebrew": ("שָׁלוֹם", "שלומ", "שלום"),
    "Hebrew at the end": ("מלך אדם בן כף עץ", "מלכ אדמ בנ כפ עצ"),
    "Hebrew's marks": ("צה״ל תל־אביב", 'צה"ל תל-אביב'),
    "kana in half width": ("ｶﾞｲﾄﾞ", "ガイド", "カ\u3099イト\u3099"),
    "Latin in full width": ("ＷｅＣｈａｔ！", "wechat!"),
    "Hangul": ("환불", unicodedata.normalize("NFD", "환불")),
    "Hangul in half width": ("ﾻﾡ", "ㅋㄱ"),
    "Hindi without its dots": ("क़लम", "कलम"),
    "ligatures": ("ﬁﬂ Œuvre", "fifl oeuvre"),
    "squared": ("5㎏ ²", "5kg 2"),
    "quotation marks": ("it’s „so“", 'it\'s "so"', "it´s “so”"),
    "dashes": ("4–5 − 1", "4-5 - 1"),
    "what nobody sees": ("co\u00adop \u200e\ufeffa\u200bb", "coop ab"),
    "joiners within words": ("نمی‌خواهم", "نمیخواهم"),
}
DIFFERENT = {
    "dakuten": ("か", "が"),
    "handakuten": ("ハ", "パ"),
    "scripts of Japanese": ("か", "カ"),
    "tones of Thai": ("ไม่", "ไม้"),
    "vowels of Hindi": ("कि", "की"),
    "conjuncts of Hindi": ("स्त", "सत"),
    "emoji with letters in them": ("™️", "tm"),
    "a family and its people": ("👩‍👧", "👩👧"),
    "letters of Hangul": ("ㅋㅠ", "큐"),
}


@pytest.mark.parametrize("forms", SAME.values(), ids=SAME)
def test_what_is_written_in_several_ways_is_one(forms):
    assert {fold_once(form) for form in forms} == {fold_once(forms[-1])}


@pytest.mark.parametrize(("one", "other"), DIFFERENT.values(), ids=DIFFERENT)
def test_what_means_something_else_stays_another(one, other):
    assert fold_once(one) != fold_once(other)


def test_a_selector_of_colour_and_a_frame_make_no_other_sign():
    assert fold_once("❤️") == fold_once("❤")
    assert fold_once("1️⃣") == "1"


def test_an_accent_upon_a_space_parts_no_words():
    assert " " not in fold_once("a¨b¸c˘d")


def test_folding_what_is_folded_changes_nothing_for_any_character_that_has_other_forms():
    characters = map(chr, range(sys.maxunicode + 1))
    other_forms = [each for each in characters if unicodedata.decomposition(each) or each.casefold() != each]
    folded = fold_once(" ".join(other_forms))
    assert len(other_forms) > 5_000
    assert fold_once(folded) == folded


@given(st.text())
def test_folding_what_is_folded_changes_nothing(text):
    assert fold_once(fold_once(text)) == fold_once(text)


@given(texts, texts)
def test_a_text_in_two_pieces_folds_as_it_does_at_once(before, after):
    one, other = "".join(before), "".join(after)
    assert fold_once(one + other) == fold_once(one) + fold_once(other)


@given(st.text())
def test_composed_and_taken_apart_fold_the_same(text):
    assert fold_once(unicodedata.normalize("NFD", text)) == fold_once(unicodedata.normalize("NFC", text))


@given(st.text())
def test_nothing_that_is_private_or_unseen_is_left(text):
    kinds = {unicodedata.category(character) for character in fold_once("é" + text).replace("\u200d", "")}
    assert not kinds & {"Co", "Cs", "Cf"}


def test_what_is_kept_is_the_same():
    assert fold("Yılmaz") == fold_once("Yılmaz") == "yilmaz"


def test_all_words_are_wanted_in_any_order():
    assert words("  Bruno  COSTA ") == ("bruno", "costa")
    assert holds(fold("Costa, Bruno"), words("bru cos"))
    assert not holds(fold("Costa, Bruno"), words("bru diaz"))


def test_words_that_begin_so_are_told_from_those_that_hold_it():
    assert begins(fold("Bruno Costa"), words("co br"))
    assert not begins(fold("Bruno Costa"), words("runo"))
