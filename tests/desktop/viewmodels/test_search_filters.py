"""Filters are proposed while they are typed, with what can stand behind them; and what means nothing is said."""

from datetime import date

import pytest
from msgspec import structs
from PySide6.QtCore import QLocale
from PySide6.QtTest import QAbstractItemModelTester

from desktop.core.search_query import parse
from desktop.viewmodels import search_suggestions as suggestions
from desktop.viewmodels.chat_list import ChatListModel
from desktop.viewmodels.completion import Kind, spoken
from desktop.viewmodels.isolates import without_isolates
from desktop.viewmodels.search_filters import NONE, SearchFilters
from tests.gallery.team import ANA, DANA, NOW, TEAM, others, refund
from tests.support.desk import desk
from tests.support.screen import until
from tests.support.story import user

TODAY = date(2026, 3, 5)
FRIEND = user(30, "ana.rib", "Ana Ribeiro", "Another one")
MEHMET = user(31, "mehmet", "Mehmet Öz", "Nights")
GONE = user(32, "wanda.gone", "Wanda Gone", "Retired")


@pytest.fixture(autouse=True)
def _british():
    before = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    yield
    QLocale.setDefault(before)


@pytest.fixture
async def office(qapp, tmp_path):
    gone = structs.replace(GONE, active=False)
    async with desk(
        tmp_path, DANA, team=(*TEAM, MEHMET, gone), stories=[refund(), *others()], now=NOW
    ) as here:
        yield here


@pytest.fixture
async def filters(office):
    chats = ChatListModel(office.client, office.background, office.clock)
    made = SearchFilters(office.client, office.background, office.clock, chats)
    QAbstractItemModelTester(made.lines, QAbstractItemModelTester.FailureReportingMode.Fatal, made)
    chats.load()
    await until(lambda: chats.is_loaded and not chats.is_reading)
    yield made
    made.close()
    chats.close()


def titles(filters):
    return [without_isolates(line.title) for line in filters.lines.lines]


def look(filters, text, caret=None):
    filters.look(text, len(text) if caret is None else caret)
    return titles(filters)


async def people(filters, text):
    """Look once everybody is known."""
    filters.look("from:", 5)
    await until(lambda: filters.is_open)
    return look(filters, text)


def chosen(filters, text, row):
    exchange = filters.chosen(row)
    return text[: exchange.start] + exchange.text + text[exchange.end :]


# Names of filters.


async def test_a_filter_is_proposed_while_its_name_is_begun(filters):
    for typed, offered in (
        ("fr", "from:"),
        ("FROM", "from:"),
        ("in", "in:"),
        ("cost ha", "has:"),
        ("", None),
        ("f", None),
        ("fro ", None),
        ("fromage", None),
        ('"fr', None),
        ("xfr", None),
    ):
        assert look(filters, typed) == ([] if offered is None else [offered])
        assert filters.current == NONE, "Enter opens what is found first"


async def test_whoever_asks_is_offered_every_filter_wherever_they_are(filters):
    every = ["from:", "in:", "with:", "has:", "before:", "after:"]
    for text in ("", "cost", "cost "):
        filters.offer(text, len(text))
        assert titles(filters) == every
        assert filters.current == NONE
    filters.offer("has:", 4)
    assert titles(filters) == ["File", "Picture"]


async def test_a_filter_that_is_asked_for_stands_apart_from_the_words(filters):
    for text, caret, after in (
        ("", 0, "from:"),
        ("cost", 4, "cost from:"),
        ("cost ", 5, "cost from:"),
        ("cost", 2, "cost from:"),
    ):
        filters.offer(text, caret)
        assert chosen(filters, text, 0) == after
        assert not filters.is_open


# What stands behind them.


async def test_people_are_proposed_oneself_first_then_who_wrote_last(filters):
    assert (await people(filters, "from:"))[:3] == ["Dana Okafor", "Chen Wei", "Grace Lindqvist"]
    assert len(filters.lines.lines) == 8
    assert spoken(filters.lines.lines[0]) == "Dana Okafor, Me"
    assert look(filters, "with:")[0] == "Chen Wei"


async def test_people_are_found_by_any_part_of_a_name_and_written_so_that_they_are_meant(filters):
    for typed, found, inserted in (
        ("from:bru", "Bruno Costa", 'from:"Bruno Costa" '),
        ("cost from:YILMAZ", "Elif Yılmaz", 'cost from:"Elif Yılmaz" '),
        ('with:"cos br', "Bruno Costa", 'with:"Bruno Costa" '),
        ("from:@ines", "Inês Moreau", 'from:"Inês Moreau" '),
        ("from:dana", "Dana Okafor", "from:me "),
        ("with:wanda", "Wanda Gone", 'with:"Wanda Gone" '),
    ):
        assert (await people(filters, typed))[0] == found
        assert filters.current == 0, "one of these is meant"
        assert chosen(filters, typed, 0) == inserted
        query = parse(inserted, today=TODAY)
        assert [*query.from_, *query.with_] in ([found], ["me"])


async def test_of_two_who_are_called_alike_each_is_written_by_username(office, filters):
    await people(filters, "from:")
    await office.meets(FRIEND)
    text = "from:ribeiro"
    await until(lambda: len(look(filters, text)) == 2)
    said = {spoken(line).split(", ", 1)[1] for line in filters.lines.lines}
    assert {words.split(", ")[0] for words in said} == {ANA.username, FRIEND.username}
    rows = {line.user: row for row, line in enumerate(filters.lines.lines)}
    assert chosen(filters, text, rows[ANA.id]) == f"from:{ANA.username} "


async def test_what_is_a_whole_value_is_not_replaced_by_another_one(filters):
    assert await people(filters, "from:me") == ["Mehmet Öz"]
    assert filters.current == NONE
    for whole in ("has:file", "has:image", "before:today", "before:2026-03-01", "after:2025"):
        assert look(filters, whole) == []


async def test_chats_are_proposed_the_newest_first_and_written_so_that_they_are_meant(office, filters):
    assert look(filters, "in:")[:2] == ["EU checkout outage", "Refund #48213 – Northwind"]
    assert filters.current == NONE
    assert look(filters, "in:nort") == ["Refund #48213 – Northwind"]
    text = chosen(filters, "in:nort", 0)
    assert text == 'in:"Refund #48213 – Northwind" '
    assert not await filters.not_understood(parse(text, today=TODAY))


async def test_a_chat_without_a_subject_is_meant_by_its_people(filters):
    assert look(filters, "in:farid")[-1] == "Chen, Farid"
    text = chosen(filters, "in:farid", len(filters.lines.lines) - 1)
    assert text == 'in:"Chen Wei Farid Haddad" '
    assert not await filters.not_understood(parse(text, today=TODAY))


async def test_contents_and_days_are_proposed_in_words_and_written_as_everybody_writes_them(filters):
    assert look(filters, "has:") == ["File", "Picture"]
    assert chosen(filters, "has:", 1) == "has:picture "
    assert look(filters, "before:") == ["Today", "Yesterday", "This week", "This month"]
    assert [line.detail for line in filters.lines.lines] == ["5 Mar", "4 Mar", "2 Mar", "1 Mar"]
    assert chosen(filters, "before:", 2) == "before:2026-03-02 "
    assert look(filters, "after:") == ["Yesterday", "Last week", "Last month"]
    assert [line.insert for line in filters.lines.lines] == ["2026-03-04", "2026-03-01", "2026-02-28"]
    assert look(filters, "after:ye") == ["Yesterday"]
    monday = date(2026, 3, 9)
    assert [line.title for line in suggestions.days("before", "", today=monday)] == [
        "Today",
        "Yesterday",
        "This month",
    ], "this week has begun today"


async def test_a_day_means_what_it_means_where_its_writer_lives(filters):
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedStates))
    assert look(filters, "after:2/3/26") == ["Feb 3"]
    assert chosen(filters, "after:2/3/26", 0) == "after:2026-02-03 "
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    assert look(filters, "after:2/3/26") == [], "the search reads it so"


# How the list is used.


async def test_the_keyboard_steps_into_the_list_and_out_at_either_end(filters):
    look(filters, "before:")
    assert filters.step(1)
    assert filters.current == 0
    assert filters.step(-1)
    assert filters.current == NONE
    assert not filters.step(-1), "the key is not the list's"
    assert all(filters.step(1) for _ in range(4))
    assert not filters.step(1)
    assert not filters.is_open


async def test_down_in_a_list_of_one_line_means_that_line_before_it_leaves_it(filters):
    await people(filters, "from:eli")
    assert (titles(filters), filters.current) == (["Elif Yılmaz"], 0)
    assert filters.step(1)
    assert (filters.is_open, filters.current) == (True, 0)
    assert not filters.step(1)
    assert not filters.is_open


async def test_a_list_that_was_put_away_stays_so_for_that_word_alone(filters):
    look(filters, "has:")
    filters.put_away()
    assert look(filters, "has:f") == []
    assert look(filters, "has:f in") == ["in:"]
    assert look(filters, "has:f in has:") == ["File", "Picture"]


async def test_the_list_goes_where_the_caret_goes_elsewhere(filters):
    look(filters, "cost has:")
    filters.follow("cost has:", 8)
    assert filters.is_open
    filters.follow("cost has:", 3)
    assert not filters.is_open
    look(filters, "has:")
    filters.follow("", 0)
    assert not filters.is_open


async def test_choosing_in_the_middle_keeps_what_stands_around_it(filters):
    text = "😀 has: cost"
    look(filters, text, 6)
    assert chosen(filters, text, 0) == "😀 has:file cost"


async def test_who_is_called_nearly_so_is_proposed_where_nobody_is_called_so(filters):
    await people(filters, "from:brumo")
    await until(lambda: filters.is_open)
    assert titles(filters) == ["Did you mean", "Bruno Costa"]
    assert filters.current == NONE
    assert filters.lines.lines[0].kind is Kind.HEADING
    assert filters.chosen(0) is None
    assert filters.step(1)
    assert chosen(filters, "from:brumo", filters.current) == 'from:"Bruno Costa" '
    look(filters, "in:nortwind")
    await until(lambda: filters.is_open)
    assert titles(filters) == ["Did you mean", "Refund #48213 – Northwind"]


# What means nothing.


async def test_what_means_nothing_is_said(filters):
    for text, said in (
        ("from:brumo x", "Nobody is called “brumo”."),
        ("with:nobody", "Nobody is called “nobody”."),
        ("in:nowhere", "No chat is called “nowhere”."),
        ("before:soon x", "“before:soon” is not a date. Write one as 2026-03-31, or today, or yesterday."),
        ("has:luck x", "“has:luck” means nothing. Write has:file or has:picture."),
    ):
        words = await filters.not_understood(parse(text, today=TODAY))
        assert [without_isolates(each) for each in words] == [said]


async def test_whoever_looks_for_chats_with_oneself_finds_all(office, filters):
    every = await office.client.search(parse("the", today=TODAY))
    for text in ("the with:me", "the with:dana", "the with:okafor"):
        query = parse(text, today=TODAY)
        assert not await filters.not_understood(query)
        assert await office.client.search(query) == every
    assert every.messages.hits


async def test_nothing_is_said_of_what_is_understood_or_still_being_typed(filters):
    text = 'from:me from:bru with:"wanda gone" in:refund has:file before:today cost'
    assert not await filters.not_understood(parse(text, today=TODAY))
    look(filters, "before:tod")
    assert not await filters.not_understood(parse("before:tod", today=TODAY))
    look(filters, "before:20")
    assert not await filters.not_understood(parse("before:20", today=TODAY))
    for finished in ("before:tod ", "before:20 ", "before:soon"):
        look(filters, finished)
        assert await filters.not_understood(parse(finished, today=TODAY))
