"""What a notice says, in plain text: who and what, only who, or only that there is something.

A notice may be seen by whoever stands before the screen. Only who wrote is said where the text is not to be seen: neither is a
chat's subject then, which is about somebody as often as a message is. What people wrote stands in it isolated (`isolates`), on
one line each, without marks, and cut where it grows long.
"""

from collections.abc import Sequence as Seq
from typing import Literal
from unicodedata import category

from msgspec import Struct
from PySide6.QtCore import QCoreApplication

from desktop.core.values import ChatSummary, MessageId, Person, Text, TimelineRow
from desktop.viewmodels import markup, names
from desktop.viewmodels.attached_words import attached_named
from desktop.viewmodels.cleaning import clean_name
from desktop.viewmodels.isolates import isolated
from desktop.viewmodels.links import Place
from desktop.viewmodels.notice import SUMMARY, TEST, Notice
from desktop.viewmodels.placeholders import filled

PROGRAM = "Internal Chat"
MOST_LINES = 3
LINE = 160
"""Characters of a message."""
TITLE = 80
NAMED = 2
"""So many chats, or people, are called by name where there are more."""
_JOINING = {"Mn", "Me", "Mc", "Cf", "Sk"}

Privacy = Literal["all", "name", "nothing"]


class Told(Struct, frozen=True):
    """What a notice about one chat is to say."""

    chat: ChatSummary
    rows: tuple[TimelineRow, ...]
    mentions: frozenset[MessageId]
    """Which of `rows` name the user."""
    added_by: Person | None
    """Who brought the user in, if that is to be told."""
    count: int
    """How many messages there are; `rows` may be the newest of them."""


def of_chat(told: Told, privacy: Privacy, account: str = "") -> Notice:
    """Return the notice of a chat; a click leads to the first message that it is about."""
    place = Place(told.chat.id, told.rows[0].seq if told.rows else None)
    words = title(told, privacy, account), body(told, privacy)
    can_be_answered = privacy != "nothing"
    return Notice(str(told.chat.id), *words, place, loud=False, may_reply=can_be_answered, may_mark=True)


def of_several(chats: Seq[Told], privacy: Privacy, account: str = "") -> Notice:
    """Return the one notice of several chats."""
    return Notice(SUMMARY, summary_title(chats, privacy, account), summary_body(chats, privacy), loud=False)


def sample(account: str = "", *, sound: bool) -> Notice:
    """Return a notice that only shows how notices look."""
    return Notice(
        TEST, _of_account(PROGRAM, account), _tr("This is how notifications look here."), sound=sound
    )


def title(told: Told, privacy: Privacy, account: str = "") -> str:
    """Return the first line: what the chat is called, who wrote, or the program."""
    match privacy:
        case "all":
            words = names.chat_title(told.chat.subject, told.chat.others)
        case "name":
            words = names.listed([shortened(name, TITLE // 2) for name in _people(told)])
        case _:
            words = PROGRAM
    return _of_account(shortened(words, TITLE) or PROGRAM, account)


def body(told: Told, privacy: Privacy) -> str:
    """Return the lines under it."""
    match privacy:
        case "all":
            return "\n".join(_lines(told))
        case "name":
            return _what(told)
        case _:
            return _new_messages(told.count) if told.rows else _tr("You were added to a chat")


def summary_title(chats: Seq[Told], privacy: Privacy, account: str = "") -> str:
    """Return the first line about several chats."""
    return _of_account(PROGRAM if privacy == "nothing" else _new_messages(_count(chats)), account)


def summary_body(chats: Seq[Told], privacy: Privacy) -> str:
    """Return the line under it: where these are, or from whom."""
    if privacy == "nothing":
        return _new_messages(_count(chats))
    if privacy == "all":
        called = [names.chat_title(each.chat.subject, each.chat.others) for each in chats]
    else:
        called = [name for each in chats for name in _people(each)]
    called = list(dict.fromkeys(shortened(name, TITLE // 2) for name in called if name))
    more = len(called) - NAMED
    said = [isolated(name) for name in called[: NAMED if more > 0 else None]]
    if more > 0:
        said.append(_tr("%Ln more", more))
    return names.listed(said)


def shortened(text: str, limit: int) -> str:
    """Return a text of so many characters at most; it is not cut within what is one sign to a reader."""
    if len(text) <= limit:
        return text
    end = limit - 1
    while end > limit // 2 and (category(text[end]) in _JOINING or category(text[end - 1]) == "Cf"):
        end -= 1
    return f"{text[:end].rstrip()}…"


def _of_account(words: str, account: str) -> str:
    called = shortened(clean_name(account), TITLE)
    return filled(_tr("%1 – %2"), isolated(words), isolated(called)) if called else words


def _lines(told: Told) -> list[str]:
    """Return what was done and said, the newest last."""
    lines = [_said(row, told.chat) for row in told.rows[-MOST_LINES:]]
    if told.added_by is not None:
        lines = [_added(told.added_by, told.chat), *lines[1 - MOST_LINES :]]
    return lines


def _said(row: TimelineRow, chat: ChatSummary) -> str:
    words = _text(row)
    who = clean_name(row.author_name)
    if not who or (len(chat.others) == 1 and not clean_name(chat.subject)):
        return words  # the title says who
    return filled(_tr("%1: %2"), isolated(shortened(names.first_name(who), TITLE // 2)), isolated(words))


def _text(row: TimelineRow) -> str:
    if not isinstance(row.body, Text):
        return _tr("New message")
    said = markup.plain(row.body.text) or attached_named(row.body.attachments)
    return shortened(said, LINE) or _tr("New message")


def _added(by: Person, chat: ChatSummary) -> str:
    words = _tr("%1 started a chat with you") if len(chat.others) == 1 else _tr("%1 added you to this chat")
    return filled(words, isolated(shortened(names.shown_name(by), TITLE // 2)))


def _what(told: Told) -> str:
    if not told.rows:
        return _tr("Added you to a chat")
    return _tr("Mentioned you") if told.mentions else _new_messages(told.count)


def _people(told: Told) -> list[str]:
    """Return who wrote, the last one first, or who brought the user in."""
    wrote = [clean_name(row.author_name) for row in reversed(told.rows)]
    if told.added_by is not None and not told.rows:
        wrote.append(names.shown_name(told.added_by))
    called = list(dict.fromkeys(name for name in wrote if name))
    if len(called) > NAMED:
        return [*called[:NAMED], _tr("others")]
    return called


def _count(chats: Seq[Told]) -> int:
    """Return how much is new; a chat that the user was just added to counts as one."""
    return sum(max(1, each.count) for each in chats)


def _new_messages(count: int) -> str:
    return _tr("New message") if count == 1 else _tr("%Ln new messages", count)


def _tr(text: str, number: int = -1) -> str:
    return QCoreApplication.translate("notices", text, "", number)
