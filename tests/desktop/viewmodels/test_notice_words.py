"""What a notice says, at each level of privacy: who, what, how many, and never more than that."""

import pytest
from PySide6.QtCore import QLocale

from desktop.core.values import Attachment, ChatSummary, Delivery, Person, Picture, Text, TimelineRow
from desktop.viewmodels import notice_words
from desktop.viewmodels.isolates import without_isolates
from desktop.viewmodels.notice_words import LINE, TITLE, Told, shortened

BRUNO, CHIARA = (
    Person(str(number), name, name.title(), "", active=True)
    for number, name in enumerate(("bruno costa", "chiara conti"))
)
EVERY = ("all", "name", "nothing")


@pytest.fixture(autouse=True)
def english():
    before = QLocale()
    QLocale.setDefault(QLocale("en_GB"))
    yield
    QLocale.setDefault(before)


def said(text: str, by: Person = BRUNO, *, seq: int = 1, files: tuple[Attachment, ...] = ()) -> TimelineRow:
    return TimelineRow(f"m{seq}", "chat", seq, by.id, by.name, 0, Text(text, (), files), Delivery.SENT)


def told(*rows: TimelineRow, subject="Refund #48213", others=(BRUNO, CHIARA), **fields) -> Told:
    chat = ChatSummary("chat", subject, others, None, (), len(rows), "", False, False, False, 0, False, 0)
    fields = {"mentions": frozenset(), "added_by": None, "count": len(rows)} | fields
    return Told(chat, rows, **fields)


def words(what: Told, privacy: str, account: str = "") -> tuple[str, str]:
    title, body = notice_words.title(what, privacy, account), notice_words.body(what, privacy)
    return without_isolates(title), without_isolates(body)


def file(name: str, *, picture: bool = False) -> Attachment:
    return Attachment("a", name, "x/y", 1, "00", Picture(1, 1, "", None) if picture else None)


@pytest.mark.parametrize(
    ("what", "privacy", "title", "body"),
    [
        (told(said("the list")), "all", "Refund #48213", "Bruno: the list"),
        (told(said("the list")), "name", "Bruno Costa", "New message"),
        (told(said("the list")), "nothing", "Internal Chat", "New message"),
        (told(said("hi"), subject="", others=(BRUNO,)), "all", "Bruno Costa", "hi"),
        (told(said("hi"), subject="Lunch", others=(BRUNO,)), "all", "Lunch", "Bruno: hi"),
        (told(said("hi"), subject=""), "all", "Bruno, Chiara", "Bruno: hi"),
        (told(said("a"), said("b", CHIARA), count=7), "all", "Refund #48213", "Bruno: a\nChiara: b"),
        (told(said("a"), said("b", CHIARA), count=7), "name", "Chiara Conti and Bruno Costa", "7 new messages"),
        (told(said("a"), said("b", CHIARA), count=7), "nothing", "Internal Chat", "7 new messages"),
        (told(said("@You"), mentions=frozenset({"m1"})), "name", "Bruno Costa", "Mentioned you"),
        (told(said("@You"), mentions=frozenset({"m1"})), "nothing", "Internal Chat", "New message"),
        (told(added_by=BRUNO), "all", "Refund #48213", "Bruno Costa added you to this chat"),
        (told(added_by=BRUNO), "name", "Bruno Costa", "Added you to a chat"),
        (told(added_by=BRUNO), "nothing", "Internal Chat", "You were added to a chat"),
        (told(said("", files=(file("q1.pdf"),))), "all", "Refund #48213", "Bruno: q1.pdf"),
        (told(said("", files=(file("a.png", picture=True),))), "all", "Refund #48213", "Bruno: Photo"),
        (told(said("", files=(file("a"), file("b")))), "all", "Refund #48213", "Bruno: 2 files"),
        (told(said("**big**\n\n> and `code`\n- one")), "all", "Refund #48213", "Bruno: big and code • one"),
    ],
)  # fmt: skip
def test_a_notice_says_as_much_as_may_be_seen(what, privacy, title, body):
    assert words(what, privacy) == (title, body)


@pytest.mark.parametrize("privacy", ["name", "nothing"])
def test_neither_text_nor_subject_nor_file_is_seen_where_the_text_is_not_to_be(privacy):
    what = told(said("the password", files=(file("payroll.xlsx"),)))
    seen = "".join((*words(what, privacy), notice_words.summary_body([what, what], privacy)))
    assert not any(secret in seen for secret in ("password", "Refund", "payroll"))


def test_nobody_is_named_where_nothing_is_to_be_seen():
    what = told(said("hi"), added_by=CHIARA)
    summary = notice_words.summary_title([what], "nothing") + notice_words.summary_body([what], "nothing")
    assert not any(name in "".join(words(what, "nothing")) + summary for name in ("Bruno", "Chiara"))


@pytest.mark.parametrize("privacy", EVERY)
def test_a_long_message_and_a_long_subject_are_cut(privacy):
    what = told(said("word " * 2_000), subject="s" * 200)
    title, body = words(what, privacy)
    assert len(title) <= TITLE
    assert len(body) <= LINE + 60


@pytest.mark.parametrize("privacy", EVERY)
def test_what_people_wrote_can_neither_add_lines_nor_turn_the_rest_around(privacy):
    evil = Person("9", "e", "Eve\u202e\nof\u2066 them", "", active=True)
    what = told(said("one\n\ntwo\u202ethree\u2069\u2069 four", evil), subject="sub\u202eject\n2")
    text = notice_words.title(what, privacy) + "|" + notice_words.body(what, privacy)
    assert not any(sign in text for sign in "\n\u202e\u2066")
    assert text.count("\u2068") == text.count("\u2069")


def test_the_account_stands_behind_the_title():
    assert words(told(said("hi")), "all", "Anna at Berlin")[0] == "Refund #48213 – Anna at Berlin"


def test_a_summary_names_two_and_counts_the_rest():
    chats = [told(said("x", by), subject=subject) for subject in "ABCD" for by in (BRUNO, CHIARA)]
    assert notice_words.summary_title(chats, "all") == "8 new messages"
    assert without_isolates(notice_words.summary_body(chats, "all")) == "A, B and 2 more"
    assert without_isolates(notice_words.summary_body(chats, "name")) == "Bruno Costa and Chiara Conti"
    assert notice_words.summary_title(chats, "nothing") == "Internal Chat"
    assert notice_words.summary_body(chats, "nothing") == "8 new messages"


def test_a_text_is_not_cut_within_a_sign():
    family = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
    cut = shortened("ab" + family, 5)
    assert cut == "ab…"
    assert shortened("e\u0301" * 4, 6) == "e\u0301e\u0301…"
    assert shortened("short", 5) == "short"
