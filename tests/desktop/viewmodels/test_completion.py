"""What is proposed while somebody types: people, and emoji; and what choosing does to the text."""

import pytest
from PySide6.QtTest import QAbstractItemModelTester

from desktop.core.values import Person, Presence
from desktop.viewmodels.completion import CompletionModel, Kind, Proposal, spoken, whole_code
from desktop.viewmodels.emoji import EmojiBook
from desktop.viewmodels.mentions import Roster
from tests.gallery.team import ANA, BRUNO, CHEN, DANA, ELIF, FARID, TEAM


def known(user, **other):
    fields = {
        "id": user.id,
        "username": user.username,
        "name": user.name,
        "title": user.title,
        "active": user.active,
    }
    return Person(**{**fields, **other})


@pytest.fixture
def model(qapp):
    book = EmojiBook()

    def emoji(prefix, limit):
        return tuple(
            Proposal(Kind.EMOJI, each.name, f":{each.code}:", insert=f"{each.emoji} ", glyph=each.emoji)
            for each in book.complete(prefix, limit)
        )

    made = CompletionModel(DANA.id, lambda user: Presence.AWAY if user == ANA.id else None, emoji)
    QAbstractItemModelTester(made.lines, QAbstractItemModelTester.FailureReportingMode.Fatal, made)
    made.know(Roster(tuple(map(known, TEAM)), inside=[u.id for u in (DANA, ANA, BRUNO, CHEN, ELIF)]))
    yield made
    made.deleteLater()


def titles(model):
    return [line.title for line in model.lines.lines]


def look(model, text):
    model.look(text, len(text))
    return titles(model)


def test_a_sign_proposes_the_people_of_the_chat_and_then_the_others(model):
    assert look(model, "Hello @") == [
        "Ana Ribeiro", "Bruno Costa", "Chen Wei", "Elif Yılmaz", "Not in this chat",
        "Farid Haddad", "Grace Lindqvist", "Hiro Tanaka", "Inês Moreau", "Joana Nunes",
    ]  # fmt: skip
    assert spoken(model.lines.lines[0]) == "Ana Ribeiro, Billing, away"


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("@an", "Ana Ribeiro"),
        ("@RIB", "Ana Ribeiro"),
        ("@ana rib", "Ana Ribeiro"),
        ("@yil", "Elif Yılmaz"),
        ("@bruno.c", "Bruno Costa"),
        ("(@che", "Chen Wei"),
        ("line\n@che", "Chen Wei"),
    ],
)
def test_people_are_found_by_either_name_and_by_username(model, typed, first):
    assert look(model, typed)[0] == first


@pytest.mark.parametrize(
    "typed", ["ana@rib", "@ ana", "@nobody", "`@an", "```\n@an", "@an\nrib", "x@", "see https://a.b/@an"]
)
def test_nothing_is_proposed_within_words_addresses_and_code(model, typed):
    assert look(model, typed) == []


def test_choosing_puts_the_name_where_the_letters_were(model):
    text = "Ask @bru about it"
    model.look(text, 8)
    exchange = model.chosen()
    assert (exchange.start, exchange.end, exchange.text) == (4, 8, "@Bruno Costa ")
    assert not model.is_open
    assert look(model, "Ask @Bruno Costa ") == []
    assert look(model, "Ask @Bruno Costa") == []


def test_who_is_called_alike_is_shown_and_written_with_their_username(model):
    model.know(Roster((known(ANA), known(BRUNO, name="Ana Ribeiro")), inside=[ANA.id]))
    look(model, "@ana")
    near, _, far = model.lines.lines
    assert near.detail == "ana.ribeiro, Billing"
    assert far.detail == "bruno.costa, Escalations"
    assert model.chosen(2).text == "@Ana Ribeiro (bruno.costa) "


def test_the_current_line_goes_round_and_passes_over_the_heading(model):
    look(model, "@")
    kinds = [line.kind for line in model.lines.lines]
    seen = []
    for _ in kinds[1:]:
        seen.append(model.current)
        model.step(1)
    assert kinds.index(Kind.HEADING) not in seen
    assert model.current == 0
    model.step(-1)
    assert model.current == len(model.lines.lines) - 1
    assert model.chosen(4) is None


def test_what_was_put_away_stays_away_until_another_sign(model):
    look(model, "@a")
    model.put_away()
    assert look(model, "@an") == []
    assert look(model, "@an and") == []
    assert look(model, "@an and @b")[0] == "Bruno Costa"


def test_people_who_left_and_oneself_are_not_proposed(model):
    model.know(Roster((known(DANA), known(ANA, active=False), known(FARID)), inside=[DANA.id, ANA.id]))
    assert look(model, "@") == ["Not in this chat", "Farid Haddad"]


def test_the_list_is_put_away_once_the_caret_is_elsewhere(model):
    model.look("@ana is here", 4)
    model.follow("@ana is here", 8)
    assert not model.is_open


def test_two_letters_of_a_code_propose_emoji(model):
    assert look(model, "Well done :t") == []
    look(model, "Well done :tada")
    assert model.lines.lines[0].glyph == "🎉"
    assert model.chosen().text == "🎉 "


@pytest.mark.parametrize(
    "typed", ["http://ab", "at 10:30:45", "a:bc", "`:ta", "https://x.example/:ta", "::ta"]
)
def test_no_code_begins_in_words_times_addresses_and_code(model, typed):
    assert look(model, typed) == []


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("yes :tada:", (4, "tada")),
        (":+1:", (0, "+1")),
        ("10:30:", None),
        ("a:tada:", None),
        ("`:tada:", None),
        ("http://a:b:", None),
    ],
)
def test_a_code_is_whole_with_its_second_colon(typed, code):
    assert whole_code(typed, len(typed)) == code
