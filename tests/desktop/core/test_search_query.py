"""Whatever is typed into a search is understood: words, phrases, filters and days; and nothing that is typed is an error."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.search_query import FILTERS, SearchQuery, filter_at, parse, quoted
from tests.desktop.core.scripts import texts

TODAY = date(2026, 3, 18)


def typed(text):
    return parse(text, today=TODAY)


WORDS = {
    "several words": ("bru  cos", ("bru", "cos")),
    "a word twice": ("no no", ("no",)),
    "wide spaces": ("東京\u3000大阪", ("東京", "大阪")),
    "a phrase": ('say "hello there" now', ("say", "hello there", "now")),
    "a phrase across lines": ('"hello\n  there"', ("hello there",)),
    "a phrase that is not closed": ('say "hello the', ("say", "hello the")),
    "an empty phrase": ('say "" «»', ("say",)),
    "an open mark alone": ('say "', ("say",)),
    "curly marks": ("“hello there” now", ("hello there", "now")),
    "German marks": ("„guten Tag“ jetzt", ("guten Tag", "jetzt")),
    "German marks, closed by the keyboard's": ('„guten Tag" jetzt', ("guten Tag", "jetzt")),
    "Swedish marks": ("”god dag” nu", ("god dag", "nu")),
    "French marks": ("« bon jour » ici", ("bon jour", "ici")),
    "guillemets the other way": ("»guten Tag« jetzt", ("guten Tag", "jetzt")),
    "Japanese marks": ("「東京 駅」 今", ("東京 駅", "今")),
    "Japanese marks without spaces": ("東京「大阪 城」京都", ("東京", "大阪 城", "京都")),
    "Japanese marks in half width": ("｢東京 駅｣", ("東京 駅",)),
    "marks in full width": ("＂a b＂ c", ("a b", "c")),
    "a mark within a word": ('צה"ל 5"', ('צה"ל', '5"')),
    "an apostrophe": ("it's", ("it's",)),
    "a filter in a phrase": ('"from:bruno"', ("from:bruno",)),
    "an address": ("http://example.com", ("http://example.com",)),
    "a time": ("12:30", ("12:30",)),
    "what stands before a subject": ("re: invoice", ("re:", "invoice")),
    "a filter's name without colon": ("from in", ("from", "in")),
    "a filter within a word": ("xfrom:bruno", ("xfrom:bruno",)),
    "somebody who is mentioned": ("@bruno", ("@bruno",)),
    "marks of formatting": ("* ** _ `", ()),
    "punctuation between words": ("R & D - why ?", ("R", "D", "why")),
    "what nobody sees": ("\u200b \u200e", ()),
    "nothing": (" \n ", ()),
}


@pytest.mark.parametrize(("text", "words"), WORDS.values(), ids=WORDS)
def test_words_and_phrases(text, words):
    assert typed(text) == SearchQuery(words=words)


NARROWED = {
    "somebody": ("from:bruno", {"from_": ("bruno",)}),
    "one of several": ("from:bruno from:me", {"from_": ("bruno", "me")}),
    "the user, however that is typed": ("from:Me from:@ME with:ｍｅ", {"from_": ("me",), "with_": ("me",)}),
    "somebody with two names": ('from:"Bruno Costa"', {"from_": ("Bruno Costa",)}),
    "somebody as in a mention": ("from:@bruno with:@aylin", {"from_": ("bruno",), "with_": ("aylin",)}),
    "in capital letters": ("FROM:Bruno", {"from_": ("Bruno",)}),
    "with a colon of full width": ("from：王", {"from_": ("王",)}),
    "without closing the quotation": ('in:"Launch pl', {"in_": ("Launch pl",)}),
    "in other quotation marks": ("in:„Launch plan“ in:「東京 支店」", {"in_": ("Launch plan", "東京 支店")}),
    "all of several": ("with:ana with:bo with:ana", {"with_": ("ana", "bo")}),
    "with a file": ("has:file", {"has": ("file",)}),
    "with a picture": ("has:Pictures has:image", {"has": ("picture",)}),
    "nobody yet": ("from:", {}),
    "nobody yet, after an at sign": ("from:@", {}),
    "an empty quotation": ('from:""', {}),
    "a space behind the colon": ("from: bruno", {"words": ("bruno",)}),
    "with words around it": ("late from:bruno invoice", {"words": ("late", "invoice"), "from_": ("bruno",)}),
    "right behind a phrase": ('"late"from:bruno', {"words": ("late",), "from_": ("bruno",)}),
    "something that no message has": ("has:wings", {"wrong": ("has:wings",)}),
    "a day that is none": ("before:soon", {"wrong": ("before:soon",)}),
    "a quoted day that is none": ('after:"some day"', {"wrong": ('after:"some day"',)}),
    "the same day twice": ("before:2026-03-01 before:2026-03-09", {"before": date(2026, 3, 1)}),
    "two days to be after": ("after:2026-03-01 after:2026-03-09", {"after": date(2026, 3, 9)}),
}


@pytest.mark.parametrize(("text", "narrowed"), NARROWED.values(), ids=NARROWED)
def test_filters(text, narrowed):
    assert typed(text) == SearchQuery(**narrowed)


DAYS = {
    "2026-03-01": ("2026-03-01", "2026-03-01"),
    "2026-3-1": ("2026-03-01", "2026-03-01"),
    "2026/03/01": ("2026-03-01", "2026-03-01"),
    "2026.3.1": ("2026-03-01", "2026-03-01"),
    "2026年3月1日": ("2026-03-01", "2026-03-01"),
    "2026년3월1일": ("2026-03-01", "2026-03-01"),
    "２０２６－０３－０１": ("2026-03-01", "2026-03-01"),
    "٢٠٢٦-٠٣-٠١": ("2026-03-01", "2026-03-01"),
    "2026-02": ("2026-02-01", "2026-02-28"),
    "2024-02": ("2024-02-01", "2024-02-29"),
    "2025-12": ("2025-12-01", "2025-12-31"),
    "2026年2月": ("2026-02-01", "2026-02-28"),
    "02.2026": ("2026-02-01", "2026-02-28"),
    "2/2026": ("2026-02-01", "2026-02-28"),
    "2025": ("2025-01-01", "2025-12-31"),
    "today": ("2026-03-18", "2026-03-18"),
    "Yesterday": ("2026-03-17", "2026-03-17"),
    "1.3.2026": ("2026-03-01", "2026-03-01"),
    "01/03/2026": ("2026-03-01", "2026-03-01"),
    "1-3-2026": ("2026-03-01", "2026-03-01"),
    "1.3.26": ("2026-03-01", "2026-03-01"),
    "1.3.": ("2026-03-01", "2026-03-01"),
    "1/3": ("2026-03-01", "2026-03-01"),
    "18.3.": ("2026-03-18", "2026-03-18"),
    "19.3.": ("2025-03-19", "2025-03-19"),
    '"1. 3. 2026"': ("2026-03-01", "2026-03-01"),
}


@pytest.mark.parametrize(("day", "meant"), DAYS.items(), ids=DAYS)
def test_days_as_people_write_them(day, meant):
    first, last = map(date.fromisoformat, meant)
    assert typed(f"before:{day}") == SearchQuery(before=first)
    assert typed(f"after:{day}") == SearchQuery(after=last)


@pytest.mark.parametrize(
    "day",
    ["2026-13", "2026-02-30", "31.4.", "29.2.", "0.1.2026", "2026-00", "1.0.", "0001", "9999-12-31", "20260301", "3", "tomorrow", "1.3.2026.", "-", "²"],
)  # fmt: skip
def test_days_that_there_are_not(day):
    assert typed(f"before:{day} x") == SearchQuery(words=("x",), wrong=(f"before:{day}",))


def test_a_leap_day_without_a_year_is_the_latest():
    assert parse("after:29.2.", today=date(2025, 1, 5)).after == date(2024, 2, 29)


def test_a_query_knows_whether_anything_is_searched_for():
    assert typed("from: ** ").is_empty
    assert typed("before:soon").is_empty
    assert not typed("x").is_empty
    assert not typed("x").filters
    assert not typed("has:file").is_empty
    assert typed("before:today").filters


def test_needles_are_what_the_index_is_asked_for():
    assert typed('Grüße e "so viel" 退').needles == ("grusse", "  e", "so  viel", " 退 ")


AT_CARET = {
    "at the end of a value": ("x from:bru|", ("from", "bru", "from:bru")),
    "within a value": ("from:b|ru x", ("from", "bru", "from:bru")),
    "behind the colon": ("x from:|", ("from", "", "from:")),
    "within the name": ("fr|om:bru", ("from", "bru", "from:bru")),
    "within a quotation": ('in:"Launch p|', ("in", "Launch p", 'in:"Launch p')),
    "behind a quotation": ('in:"Launch"| x', ("in", "Launch", 'in:"Launch"')),
    "a name of capital letters": ("From:b|", ("from", "b", "From:b")),
    "a word": ("late fro|", ("", "fro", "fro")),
    "a phrase": ('"late fro|', ("", "late fro", '"late fro')),
    "behind a space": ("from:bru |", None),
    "before a filter": ("x |from:bru", None),
    "before everything": ("|from:bru", None),
    "in nothing": ("|", None),
}


@pytest.mark.parametrize(("text", "expected"), AT_CARET.values(), ids=AT_CARET)
def test_what_is_typed_at_the_caret(text, expected):
    caret, text = text.index("|"), text.replace("|", "")
    found = filter_at(text, caret)
    assert (found and (found.name, found.value, text[found.start : found.end])) == expected


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("bruno", "bruno"),
        ("Bruno  Costa", '"Bruno Costa"'),
        ("Project “X” now", "«Project “X” now»"),
        ('5"', '5"'),
        ("", '""'),
    ],
)
def test_a_value_is_put_in_quotation_marks_where_it_needs_them(value, written):
    assert quoted(value) == written


@given(st.one_of(st.text(), st.text('ab "“”„‟«»「」『』‹@:'), texts.map("".join)))
def test_a_value_that_was_put_in_quotation_marks_is_understood_again(value):
    query = typed(f"x in:{quoted(value)} y")
    assert query.words == ("x", "y")
    assert query.in_ == ((" ".join(value.split()),) if value.strip() else ())


def test_a_value_that_holds_every_quotation_mark_loses_the_straight_ones():
    assert typed(f"in:{quoted('a “b” »c« 「d」 『e』 ‹f›')}").in_ == ("a b »c« 「d」 『e』 ‹f›",)


pieces = st.sampled_from([*(f"{name}:" for name in FILTERS), "From：", '"', "„", "“", "»", "「", " ", "\n", "@", "2026-", "1.3.", "file", "99", "\ud800"])  # fmt: skip


@given(
    st.one_of(st.text(), st.lists(st.one_of(pieces, st.text(max_size=3))).map("".join)), st.integers(-2, 60)
)
def test_whatever_is_typed_is_understood(text, caret):
    query = typed(text)
    assert all(query.needles)
    assert len(query.needles) == len(query.words)
    at_caret = filter_at(text, caret)
    assert at_caret is None or at_caret.start < caret <= at_caret.end <= len(text)
