"""What is found as somebody types: sections, counts, what is shown of each, and how it follows what happens meanwhile."""

import pytest
from PySide6.QtTest import QAbstractItemModelTester

from desktop.core.values import ConnectionState, Delivery
from desktop.viewmodels import search as searching
from desktop.viewmodels.isolates import without_isolates
from desktop.viewmodels.links import Place, link_to
from desktop.viewmodels.search_lines import (
    Heading,
    MessageLine,
    Part,
    PersonLine,
    SubjectLine,
    spoken,
)
from desktop.viewmodels.workspace import Workspace
from tests.gallery.shots_search import costs
from tests.gallery.team import ANA, BRUNO, DANA, NOW, TEAM, refund
from tests.support.desk import desk
from tests.support.screen import until
from tests.support.sent_files import a_file
from tests.support.story import Story, user

STRICT = QAbstractItemModelTester.FailureReportingMode.Fatal


@pytest.fixture
async def office(qapp, tmp_path):
    async with desk(tmp_path, DANA, team=TEAM, stories=costs()[:7], now=NOW) as here:
        yield here


@pytest.fixture
async def workspace(office, monkeypatch):
    monkeypatch.setattr(searching, "REFRESH_SECONDS", 0)
    made = Workspace(office.client, office.background, office.clock)
    made.load()
    await until(lambda: made.chat_list.is_loaded and not made.chat_list.is_reading)
    yield made
    await made.finish()
    made.deleteLater()


@pytest.fixture
async def search(workspace):
    watch = QAbstractItemModelTester(workspace.search.rows, STRICT)
    yield workspace.search
    del watch


async def found(search, text):
    """Look for something, and wait until all of it is counted."""
    heard = []
    search.counted.connect(heard.append)
    search.search(text)
    await until(
        lambda: search.is_current and (heard or search.place is not None), f"what is found for {text!r}"
    )
    search.counted.disconnect(heard.append)
    return search.rows.lines


def headings(search):
    return [(line.part, line.count, line.more) for line in search.rows.lines if isinstance(line, Heading)]


def messages(search):
    return [line for line in search.rows.lines if isinstance(line, MessageLine)]


def titles(search):
    return [line.title.text for line in search.rows.lines if isinstance(line, SubjectLine | PersonLine)]


def highlighted(text):
    return [text.text[start:end] for start, end in text.marks]


def talk(number, *said, subject="Long talk"):
    story = Story(number, BRUNO, (ANA, DANA), moment="2026-03-01 08:00", subject=subject)
    for minute, text in enumerate(said):
        story.say(BRUNO, f"2026-03-01 {9 + minute // 60:02}:{minute % 60:02}", text)
    story.read_all(DANA)
    return story


async def test_chats_people_and_messages_stand_in_sections_with_how_many_there_are(search):
    await found(search, "cost")
    assert headings(search) == [
        (Part.SUBJECTS, 3, False),
        (Part.PEOPLE, 2, False),
        (Part.MESSAGES, 4, False),
    ]
    assert titles(search) == [
        "Shipping costs, Iberia",
        "Cost of goodwill credits",
        "Key accounts, spring",
        "Bruno Costa",
        "Refund #48213 – Northwind",
    ]
    assert [line.name for line in messages(search)] == [
        "Chen Wei",
        "Ana Ribeiro",
        "Farid Haddad",
        "Grace Lindqvist",
    ]


async def test_a_section_without_anything_is_not_there(search):
    await found(search, "iberia")
    assert [part for part, _, _ in headings(search)] == [Part.SUBJECTS]


async def test_what_was_searched_for_is_highlighted_wherever_it_stands(search):
    lines = await found(search, "cost")
    subject, person = lines[1], next(line for line in lines if isinstance(line, PersonLine))
    assert highlighted(subject.title) == ["cost"]
    assert highlighted(person.title) == ["Cost"]
    assert [highlighted(line.words) or highlighted(line.file) for line in messages(search)] == [["cost"]] * 4


async def test_a_chat_that_was_called_so_says_how_it_was_called(search):
    lines = await found(search, "centre 47")
    chat = next(line for line in lines if isinstance(line, SubjectLine))
    assert chat.title.text == "Key accounts, spring"
    assert without_isolates(chat.below.text) == "was Cost centre 4711"
    assert highlighted(chat.below) == ["centre", "47"]
    assert "was Cost centre 4711" in spoken(chat)


async def test_people_are_found_together_in_a_chat(search):
    lines = await found(search, "cos ana")
    chat = next(line for line in lines if isinstance(line, PersonLine))
    assert chat.user is None
    assert chat.title.text == "Refund #48213 – Northwind"
    assert sorted(highlighted(chat.below)) == ["Ana", "Cos"]


async def test_a_slip_in_a_name_is_forgiven_and_nothing_is_highlighted(search):
    lines = await found(search, "lindquist")
    person = next(line for line in lines if isinstance(line, PersonLine))
    assert person.title.text == "Grace Lindqvist"
    assert not person.title.marks


async def test_nothing_is_taken_for_a_slip_that_is_somebodys_name_or_stands_in_several_messages(
    search, office
):
    await office.hears(talk(83, "Hello", subject="Brunno, older macros"))
    await office.hears(talk(84, "My order", "Your order", "Whose order?"))
    for typed in ("bruno", "order"):
        await found(search, typed)
        assert Part.SUBJECTS not in [part for part, _, _ in headings(search)]
    await found(search, "oldre")
    assert titles(search) == ["Brunno, older macros"]


async def test_a_file_is_found_by_its_name_and_shows_it(search):
    await found(search, "costs-per")
    (line,) = messages(search)
    assert line.file.text == "costs-per-case-2025-final.xlsx"
    assert highlighted(line.file) == ["costs-per"]
    assert not line.words.text


async def test_of_a_message_with_words_and_a_file_that_is_shown_which_is_found(search, office):
    story = Story(80, ANA, (DANA,), moment="2026-03-01 08:00", subject="Both")
    story.say(ANA, "2026-03-01 08:01", "The xylophone, as promised", attachments=[a_file(91, "tariff.pdf")])
    await office.hears(story)
    await found(search, "xylophone")
    assert not messages(search)[0].file.text
    await found(search, "tariff")
    assert highlighted(messages(search)[0].file) == ["tariff"]
    assert messages(search)[0].words.text == "The xylophone, as promised"


async def test_marks_of_formatting_are_left_out(search, office):
    await office.hears(talk(81, "It is **very** xylo_phonic_, `really`\n> and quoted"))
    await found(search, "xylophonic")
    assert messages(search)[0].words.text == "It is very xylo_phonic_, really and quoted"
    assert highlighted(messages(search)[0].words) == ["xylo_phonic"]


async def test_of_a_long_message_the_part_is_shown_in_which_it_is_found(search, office):
    await office.hears(
        talk(82, f"{'Nothing to see. ' * 300}Only here a xylophone, {'and nothing more ' * 200}")
    )
    await found(search, "xylophone")
    words = messages(search)[0].words
    assert words.text.startswith("…")
    assert highlighted(words) == ["xylophone"]
    assert len(words.text) <= 400


async def test_few_are_shown_of_a_section_until_all_are_wanted_and_then_more_come_as_one_reads_on(
    search, office
):
    await office.hears(talk(83, *(f"xylophone {number}" for number in range(95))))
    await found(search, "xylophone")
    assert headings(search) == [(Part.MESSAGES, 95, True)]
    assert len(messages(search)) == searching.FEW
    search.read_on()
    search.show_all(Part.MESSAGES)
    assert headings(search) == [(Part.MESSAGES, 95, False)]
    assert len(messages(search)) == searching.AT_ONCE
    for pages in (2, 3):
        search.read_on()
        expected = min(95, pages * searching.AT_ONCE)
        await until(lambda: len(messages(search)) == expected)  # noqa: B023 - awaited within this turn
    assert [line.words.text for line in messages(search)] == [f"xylophone {n}" for n in range(94, -1, -1)]


async def test_another_question_begins_with_few_again(search, office):
    await office.hears(talk(83, *(f"xylophone {number}" for number in range(20))))
    await found(search, "xylophone")
    search.show_all(Part.MESSAGES)
    await found(search, "xylo")
    assert len(messages(search)) == searching.FEW


async def test_many_chats_are_few_until_all_are_wanted(search, office):
    for number in range(8):
        await office.hears(talk(300 + number, "Hello", subject=f"Xylophone {number}"))
    await found(search, "xylophone")
    await until(lambda: headings(search) == [(Part.SUBJECTS, 8, True)])
    assert len(titles(search)) == searching.FEW
    search.show_all(Part.SUBJECTS)
    assert len(titles(search)) == 8


async def test_no_number_is_shown_before_it_is_known(search, office, monkeypatch):
    await office.hears(talk(83, *(f"xylophone {number}" for number in range(60))))
    seen = []
    search.changed.connect(lambda: seen.append(headings(search)))
    await found(search, "xylophone")
    counts = [one[-1][1] for one in seen if one]
    assert counts[0] is None
    assert counts[-1] == 60
    assert set(counts) == {None, 60}


async def test_the_newest_question_wins_and_what_was_found_stays_until_then(search):
    await found(search, "iberia")
    seen = []
    search.arrived.connect(lambda: seen.append(titles(search)))
    for text in ("c", "co", "cos", "cost"):
        search.search(text)
        assert titles(search) == ["Shipping costs, Iberia"]
    await until(lambda: search.is_current)
    assert len(titles(search)) == 5
    assert seen[-1] == titles(search)
    assert len(seen) <= 4


async def test_an_empty_field_finds_nothing_and_says_nothing(search):
    await found(search, "cost")
    search.search("  ")
    assert not search.is_active
    assert not search.is_answered
    assert search.rows.rowCount() == 0
    assert search.nothing is None


async def test_nothing_found_is_said_with_the_words(search):
    await found(search, "quokka")
    assert search.nothing is not None
    assert without_isolates(search.nothing.case) == "Nothing found for “quokka”"
    assert search.nothing.advice.startswith("Check the spelling")


async def test_what_is_a_filter_without_value_so_far_says_not_that_nothing_is_found(search):
    search.search('"')
    await until(lambda: search.is_current)
    assert search.nothing is None
    assert search.rows.rowCount() == 0


async def test_a_filter_that_was_not_understood_is_told(search):
    await found(search, "cost before:soon")
    assert any("before:soon" in notice for notice in search.notices)
    assert len(messages(search)) == 4


async def test_while_history_is_still_coming_it_is_said_how_much(office, search):
    story = talk(84, *(f"quokka {number}" for number in range(50)))
    await office.client.apply(story.snapshot(DANA, rows=10))
    await found(search, "quokka")
    await until(lambda: search.notices)
    assert search.notices == ("Older messages are still coming: 41 to go. Results may be incomplete.",)
    assert headings(search) == [(Part.MESSAGES, 10, True)]


# Following what happens.


async def test_a_message_that_comes_is_among_the_results(search, office):
    await found(search, "xylophone")
    assert search.nothing is not None
    refreshed = []
    search.arrived.connect(lambda: refreshed.append(1))
    await office.hears(talk(85, "Here is the xylophone"))
    await until(lambda: messages(search))
    assert headings(search) == [(Part.MESSAGES, 1, False)]
    assert messages(search)[0].title == "Long talk"
    assert not refreshed, "nobody typed anything else"


async def test_a_message_that_is_edited_or_deleted_is_no_longer_found(search, office):
    story = talk(86, "A xylophone", "Another xylophone")
    await office.hears(story)
    await found(search, "xylophone")
    assert len(messages(search)) == 2
    story.edit(2, "2026-03-01 10:00", "A piano")
    await office.hears(story)
    await until(lambda: headings(search) == [(Part.MESSAGES, 1, False)])
    story.delete(3, "2026-03-01 10:01")
    await office.hears(story)
    await until(lambda: search.nothing is not None)


async def test_a_message_that_waits_is_found_and_says_so(search, office):
    office.connection_is(ConnectionState.OFFLINE)
    await office.client.send(refund().id, "My xylophone")
    await found(search, "xylophone")
    (line,) = messages(search)
    assert line.delivery is Delivery.WAITING
    assert line.name == "You"
    assert line.seq is None
    assert "Waiting to send" in spoken(line)


async def test_all_that_was_wanted_stays_when_something_comes(search, office):
    story = talk(83, *(f"xylophone {number}" for number in range(20)))
    await office.hears(story)
    await found(search, "xylophone")
    search.show_all(Part.MESSAGES)
    story.say(ANA, "2026-03-02 10:00", "One more xylophone")
    await office.hears(story)
    await until(lambda: len(messages(search)) == 21)
    assert headings(search) == [(Part.MESSAGES, 21, False)]


async def test_a_chat_looks_as_in_the_list_when_that_changes(search, office):
    await found(search, "iberia")
    chat = next(line.chat for line in search.rows.lines if isinstance(line, SubjectLine))
    await office.client.send(chat, "Please call them")
    await until(lambda: "Please call them" in search.rows.lines[1].below.text)


async def test_somebody_who_was_renamed_is_found_by_the_new_name(search, office):
    await found(search, "xylophonist")
    await office.meets(user(99, "zoe", "Zoe Xylophonist", "New"))
    await until(lambda: titles(search) == ["Zoe Xylophonist"])


# Links.


async def test_a_link_finds_its_chat_alone(search):
    await found(search, f"  {link_to(Place(refund().id, 6))} ")
    (line,) = search.rows.lines
    assert (line.chat, line.seq, line.title.text) == (refund().id, 6, "Refund #48213 – Northwind")
    assert search.place == Place(refund().id, 6)


async def test_a_link_to_a_chat_that_is_not_here_says_so(search):
    await found(search, "internal-chat://chat/019c0000-0000-7000-8000-000000000099")
    assert search.nothing is not None
    assert search.nothing.case == "Not on this computer"


# For who listens.


async def test_rows_say_all_that_they_show(search):
    lines = await found(search, "cost")
    assert [spoken(line) for line in lines if isinstance(line, Heading)] == [
        "Subjects, 3 results",
        "People, 2 results",
        "Messages, 4 results",
    ]
    assert spoken(messages(search)[0]) == (
        "Chen Wei in Refund #48213 – Northwind. Who carries the cost of the second charge if the gateway keeps the fee? 14:33"
    )
    person = next(line for line in lines if isinstance(line, PersonLine))
    assert spoken(person).startswith("Bruno Costa. Escalations")


async def test_it_is_told_how_many_there_are(search):
    heard = []
    search.counted.connect(heard.append)
    await found(search, "cost")
    assert heard[-1] == "Subjects, 3 results. People, 2 results. Messages, 4 results"
    await found(search, "quokka")
    assert without_isolates(heard[-1]) == "Nothing found for “quokka”"
