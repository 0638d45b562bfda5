"""The rows of search results, as they are painted and spoken: headings, chats, people and messages.

They are values made from what `Client.search` brings (`core.values.Found`) and from the rows of the list of chats, so that a chat
looks here as it does there. What was searched for is highlighted wherever it stands in what is shown.
"""

from collections.abc import Sequence as Seq
from enum import StrEnum

from msgspec import Struct
from PySide6.QtCore import QCoreApplication, Qt

from desktop.core.values import (
    ChatId,
    Delivery,
    MessageHit,
    MessageId,
    Milliseconds,
    PeopleHit,
    Person,
    Presence,
    Sequence,
    SubjectHit,
    Text,
    UserId,
)
from desktop.viewmodels import chat_line, markup, presence, times
from desktop.viewmodels.attached_words import attached_named
from desktop.viewmodels.chat_line import ChatLine
from desktop.viewmodels.cleaning import clean_name
from desktop.viewmodels.file_words import shown_file_name
from desktop.viewmodels.isolates import without_isolates
from desktop.viewmodels.marked_text import Marked, marked, placed
from desktop.viewmodels.names import shown_name
from desktop.viewmodels.placeholders import filled

LEAD = 120
"""Characters before the first match that are looked at for what a row shows of a message; it may show fewer."""
LONGEST = 400
"""Characters that are looked at."""

_ENDS = (".", "?", "!", "…", "。")

Faces = tuple[tuple[UserId, str], ...]
"""Id and name of those whose avatars stand for something: one or two."""


class Part(StrEnum):
    """The sections of the results."""

    SUBJECTS = "subjects"
    PEOPLE = "people"
    MESSAGES = "messages"


class Heading(Struct, frozen=True):
    """The line over a section."""

    part: Part
    count: int | None
    """How many there are; None while they are being counted."""
    more: bool
    """There are others than those that are shown."""


class SubjectLine(Struct, frozen=True):
    """A chat that is found by its subject, or that a link leads to."""

    chat: ChatId
    line: ChatLine
    title: Marked
    below: Marked
    """What was last said, or what it was called."""
    seq: Sequence | None = None
    """The line of a link, or of the renaming, where it is opened; None for where the chat was left."""


class PersonLine(Struct, frozen=True):
    """Somebody, or a chat whose participants are found."""

    user: UserId | None
    """None for a chat."""
    chat: ChatId | None
    """Of a person, the chat with nobody else, if there is one."""
    faces: Faces
    people: tuple[UserId, ...]
    """Who is found."""
    title: Marked
    below: Marked
    username: str = ""
    active: bool = True
    presence: Presence | None = None


class MessageLine(Struct, frozen=True):
    """A message."""

    message: MessageId
    chat: ChatId
    seq: Sequence | None
    author: UserId
    face: str
    """The author's name, whose initials are on the avatar."""
    name: str
    """How they are called here; the user is "You"."""
    title: str
    time: str
    words: Marked
    """What they wrote; empty for nothing but files."""
    file: Marked
    """The name of the file that is found, or of the first one where nothing else is shown; empty for none."""
    delivery: Delivery


ResultLine = Heading | SubjectLine | PersonLine | MessageLine


def identity(line: ResultLine) -> tuple[str, str]:
    """Return who or what a row stands for."""
    match line:
        case Heading(part=part):
            return "heading", part
        case SubjectLine(chat=chat):
            return "subject", chat
        case PersonLine(user=user, chat=chat):
            return ("person", user) if user is not None else ("people", chat or "")
        case MessageLine(message=message):
            return "message", message


# Making rows.


def subject_line(hit: SubjectHit, line: ChatLine, needles: Seq[str]) -> SubjectLine:
    """Return the row of a chat."""
    title = marked(line.title, needles if hit.spelled else ())
    below = Marked(line.preview)
    if hit.former:
        former = marked(clean_name(hit.former), needles if hit.spelled else ())
        below = placed(_tr("was %1"), (former.isolated(),))
        title = Marked(line.title)
    return SubjectLine(hit.chat, line, title, below)


def person_line(
    hit: PeopleHit, line: ChatLine | None, needles: Seq[str], presence_now: Presence | None
) -> PersonLine:
    """Return the row of somebody, or of a chat, whose row in the list is `line`."""
    needles = needles if hit.spelled else ()
    if hit.person is not None:
        return _somebody(hit.person, hit, needles, presence_now)
    names = ", ".join(shown_name(person) for person in hit.people)
    return PersonLine(
        user=None,
        chat=hit.chat,
        faces=tuple((person.id, shown_name(person)) for person in hit.people[:2])
        if line is None
        else line.people,
        people=tuple(person.id for person in hit.people),
        title=marked("" if line is None else line.title, needles),
        below=marked(names, needles),
    )


def _somebody(person: Person, hit: PeopleHit, needles: Seq[str], presence_now: Presence | None) -> PersonLine:
    name = marked(shown_name(person), needles)
    below = Marked(clean_name(person.title))
    if not name.marks and needles:
        # Found by what they sign in with, which is to be seen then.
        username = marked(clean_name(person.username), needles)
        below = username if username.marks else below
    if not below.text and hit.chats:
        below = Marked(
            _tr("In 1 chat with you") if hit.chats == 1 else _tr("In %Ln chats with you", hit.chats)
        )
    return PersonLine(
        user=person.id,
        chat=hit.chat,
        faces=((person.id, shown_name(person)),),
        people=(person.id,),
        title=name,
        below=below,
        username=person.username,
        active=person.active,
        presence=presence_now,
    )


def message_line(
    hit: MessageHit, title: str, needles: Seq[str], *, me: UserId, now: Milliseconds
) -> MessageLine:
    """Return the row of a message in a chat of that title."""
    row = hit.row
    name = clean_name(row.author_name) or _tr("Somebody")
    body = row.body if isinstance(row.body, Text) else Text("")
    words = marked(markup.shown(body.text).text, needles).cut(LEAD).no_longer_than(LONGEST)
    return MessageLine(
        message=row.id,
        chat=row.chat,
        seq=row.seq,
        author=row.author,
        face=name,
        name=_tr("You") if row.author == me else name,
        title=title,
        time=times.list_time(row.sent_at, now),
        words=words,
        file=_file(body, words, needles),
        delivery=row.delivery,
    )


def _file(body: Text, words: Marked, needles: Seq[str]) -> Marked:
    """Return the name of the file that is found; of the first one, if nothing is found in the words either."""
    if not body.attachments:
        return Marked("")
    named = (marked(shown_file_name(each), needles) for each in body.attachments)
    found = next((name for name in named if name.marks), None)
    if found is not None:
        return found
    return (
        Marked("")
        if words.marks
        else Marked(shown_file_name(body.attachments[0]) or attached_named(body.attachments))
    )


# What they say.


def said_of(line: ResultLine, role: int) -> object:
    """Return what a model of the rows says of one in a role."""
    if role == Qt.ItemDataRole.AccessibleTextRole:
        return spoken(line)
    if role != Qt.ItemDataRole.DisplayRole:
        return None
    return heading_words(line.part) if isinstance(line, Heading) else _title(line)


def _title(line: SubjectLine | PersonLine | MessageLine) -> str:
    return line.name if isinstance(line, MessageLine) else line.title.text


def spoken(line: ResultLine) -> str:
    """Return a row in words, for who listens instead of looking."""
    match line:
        case Heading():
            return _spoken_heading(line)
        case SubjectLine(line=chat, below=below):
            was = "" if without_isolates(below.text) == without_isolates(chat.preview) else below.text
            return _sentences(chat_line.spoken(chat), was)
        case PersonLine(title=title, below=below, presence=there):
            return _sentences(title.text, below.text, "" if there is None else presence.spoken(there))
        case MessageLine():
            where = filled(_tr("%1 in %2"), line.name, line.title)
            return _sentences(where, line.words.text, line.file.text, line.time, waiting_words(line.delivery))


def _spoken_heading(line: Heading) -> str:
    words = counted_words(line.part, line.count)
    return _sentences(words, _tr("Show all")) if line.more else words


def counted_words(part: Part, count: int | None) -> str:
    """Return a section and how many results it has: "Subjects, 2 results"."""
    if count is None:
        return heading_words(part)
    results = _tr("1 result") if count == 1 else _tr("%Ln results", count)
    return filled(_tr("%1, %2"), heading_words(part), results)


def heading_words(part: Part) -> str:
    """Return what a section is called."""
    match part:
        case Part.SUBJECTS:
            return _tr("Subjects")
        case Part.PEOPLE:
            return _tr("People")
        case Part.MESSAGES:
            return _tr("Messages")


def waiting_words(delivery: Delivery) -> str:
    """Return what keeps a message from the others; empty for one that was sent."""
    match delivery:
        case Delivery.SENT:
            return ""
        case Delivery.REFUSED | Delivery.STUCK:
            return _tr("Not sent")
        case Delivery.ASKING:
            return _tr("Waited long, asks whether to send")
        case _:
            return _tr("Waiting to send")


def _sentences(*parts: str) -> str:
    said = [part for part in map(without_isolates, parts) if part]
    ended = (part if part.endswith(_ENDS) else f"{part}." for part in said[:-1])
    return " ".join((*ended, *said[-1:]))


def _tr(text: str, number: int = -1) -> str:
    return QCoreApplication.translate("search_results", text, "", number)
