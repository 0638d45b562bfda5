"""What is written in each chat and not sent: kept as it is typed, and bound to its chat from the first keystroke.

A `Paper` is one chat's: its text, the message that the text answers, its files (`tray`), and, over it, the change of a message
that is being written there. A text reaches the disk with its first character, and then at most every `SAVE_MS` while somebody
types. All that touches a chat's draft in the cache, sending included, happens one after another (`Paper.turn`), so that nothing
which was stored earlier overwrites what was typed later, and what comes into the draft from elsewhere is joined with what stands
here.
"""

import asyncio
from collections.abc import Coroutine, Iterable
from dataclasses import dataclass, field
from typing import Any

from msgspec import Struct
from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal

from desktop.core.client import Client
from desktop.core.errors import ClientError, ErrorCode
from desktop.core.values import (
    Change,
    ChatDetails,
    ChatId,
    CommandId,
    Delivery,
    MessageId,
    Text,
    TimelineRow,
    UserId,
)
from desktop.viewmodels import markup, sentences
from desktop.viewmodels.attached_words import attached_named
from desktop.viewmodels.background import Background
from desktop.viewmodels.cleaning import clean_name
from desktop.viewmodels.mentions import Roster, roster_of
from desktop.viewmodels.tray import Tray

SAVE_MS = 300
"""While somebody types, what they write is saved this often."""
_GONE = frozenset({ErrorCode.MESSAGE_DELETED, ErrorCode.MESSAGE_NOT_FOUND})


class Answered(Struct, frozen=True):
    """The message that a text answers, as it is shown over the text."""

    message: MessageId
    author: UserId
    author_name: str
    text: str
    """On one line and without marks, or what its files are called; empty if its author has taken it back."""

    @classmethod
    def of(cls, row: TimelineRow) -> "Answered":
        """Return how a message is shown that is being answered."""
        text = ""
        if isinstance(row.body, Text):
            text = markup.plain(row.body.text) or attached_named(row.body.attachments)
        return cls(row.id, row.author, clean_name(row.author_name), text)


class Draft(Struct, frozen=True):
    """A text, and the message that it answers."""

    text: str = ""
    reply: Answered | None = None

    @property
    def reply_to(self) -> MessageId | None:
        """The message that it answers."""
        return self.reply.message if self.reply is not None else None

    def is_stored_as(self, other: "Draft") -> bool:
        """Tell whether the cache would keep the same of both; of nothing but space it keeps no text."""
        same_text = self.text == other.text or not (self.text.strip() or other.text.strip())
        return same_text and self.reply_to == other.reply_to


@dataclass(slots=True)
class Rewording:
    """A message of the user's that is being changed. It is in memory only, and stays in its chat and with its message."""

    message: MessageId
    before: str
    """What it says now."""
    text: str
    """What it is to say."""
    mentions: tuple[UserId, ...] = ()
    """Whom it mentions now."""
    has_files: bool = False
    """It has files: its text may be empty."""
    problem: str = ""
    """Why the change could not be saved, in words."""
    is_deleted: bool = False
    """Its author took the message back meanwhile, elsewhere: nothing can be saved any more."""


@dataclass(slots=True)
class Paper:
    """What is being written in one chat. It changes with every keystroke, so it is not frozen."""

    chat: ChatId
    draft: Draft = field(default_factory=Draft)
    rewordings: dict[MessageId, Rewording] = field(default_factory=dict)
    """Messages that are being changed: the one in the field, and those that rest while something else stands there."""
    reworded: MessageId | None = None
    """The one in the field; None while the draft stands there."""
    known: bool = False
    """What the cache holds has been read; before, nothing is saved over it."""
    is_carried: bool = False
    """It comes from before the cache was opened anew, which may have kept some of it, or nothing."""
    kept: Draft = field(default_factory=Draft)
    """What the cache holds."""
    tray: Tray = field(default_factory=Tray)
    """Its files."""
    sends_when_ready: bool = False
    """The user has sent it, and it goes as soon as the last of its files is attached."""
    problem: str = ""
    """Why something that stands here could not be sent, in words."""
    loss: str = ""
    """Why it could not be saved, in words."""
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    waits: bool = False
    """A saving is on its way that has not looked yet at what is to be saved."""
    is_stale: bool = False
    """The chat has changed in the cache, and a reading is on its way that has not begun yet."""

    @property
    def is_kept(self) -> bool:
        """Whether the cache holds what stands here."""
        return self.draft.is_stored_as(self.kept)

    @property
    def rewording(self) -> Rewording | None:
        """The change of a message that stands in the field."""
        return self.rewordings.get(self.reworded) if self.reworded is not None else None

    def begin_rewording(self, rewording: Rewording) -> None:
        """Put a change of a message over the draft; one of the same message that rests here goes on."""
        self.rest_rewording()
        self.rewordings.setdefault(rewording.message, rewording)
        self.reworded = rewording.message

    def rest_rewording(self) -> None:
        """Let the draft stand in the field again; a change in which something was written is kept for later."""
        rewording = self.rewording
        if rewording is not None and rewording.text == rewording.before:
            del self.rewordings[rewording.message]
        self.reworded = None

    def leave_rewording(self) -> None:
        """Let the draft stand in the field again, and give the change up."""
        if self.reworded is not None:
            self.rewordings.pop(self.reworded, None)
        self.reworded = None


def comes_back(row: TimelineRow) -> bool:
    """Tell whether a text is written anew rather than changed.

    Its message was refused, is stuck, or waited for long and asks; or it is a refused change of a message that is gone.
    """
    if row.change is Change.EDIT:
        return row.delivery is Delivery.REFUSED and row.reason in _GONE
    return row.change is Change.MESSAGE and row.delivery in {
        Delivery.REFUSED,
        Delivery.ASKING,
        Delivery.STUCK,
    }


def joined(base: str, mine: str, theirs: str) -> str:
    """Return a text that was `base` and became `mine` here and `theirs` in the cache, with nothing of either lost."""
    if mine in {base, theirs}:
        return theirs
    if not theirs.strip() or theirs == base:
        return mine
    if base and theirs.endswith(base):
        return theirs[: len(theirs) - len(base)] + mine
    if base and theirs.startswith(base):
        return mine + theirs[len(base) :]
    return f"{theirs}\n{mine}"


class Drafts(QObject):
    """The papers of all chats that were opened, and their way to the disk.

    Signals:
        told (ChatId): `problem` or `loss` of a chat's paper is different.
    """

    told = Signal(object)

    def __init__(self, client: Client, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._client = client
        self._background = background
        self._papers: dict[ChatId, Paper] = {}
        self._storing: set[asyncio.Task[None]] = set()
        self._pause = QTimer(self, singleShot=True, interval=SAVE_MS)
        self._pause.timeout.connect(self._on_pause_over)

    def of(self, chat: ChatId) -> Paper:
        """Return a chat's paper."""
        return self._papers.setdefault(chat, Paper(chat))

    @property
    def written(self) -> tuple[Paper, ...]:
        """Everything on which something stands."""
        papers = self._papers.values()
        return tuple(
            p for p in papers if not p.draft.is_stored_as(Draft()) or p.rewordings or p.tray.shown_coming
        )

    def take_over(self, papers: Iterable[Paper]) -> None:
        """Take up what was written before the cache was opened anew: it may have been lost there."""
        for paper in papers:
            ours = self.of(paper.chat)
            ours.draft, ours.is_carried = paper.draft, True
            ours.rewordings, ours.reworded = dict(paper.rewordings), paper.reworded
        self.flush()

    def touched(self, paper: Paper) -> None:
        """Save what was just written: at once, or as soon as the last saving is long enough ago."""
        if not self._pause.isActive():
            self._save(paper)
            self._pause.start()

    def flush(self) -> None:
        """Save at once whatever is not saved."""
        self._pause.stop()
        for paper in self._papers.values():
            if not paper.is_kept:
                self._save(paper)

    async def unkept(self) -> tuple[int, int]:
        """Save whatever is not saved; return how many drafts could not be, and how many changes of messages are under way."""
        self.flush()
        while self._storing:
            await asyncio.wait(set(self._storing))
        papers = self._papers.values()
        changes = sum(
            r.text.strip() != r.before.strip() for paper in papers for r in paper.rewordings.values()
        )
        unkept = sum(not paper.is_kept or paper.tray.would_be_lost for paper in papers)
        return unkept, changes

    async def rescue(self) -> None:
        """Put changes of messages that are under way into their chats' drafts: they are kept nowhere else. Raises ClientError."""
        for paper in self._papers.values():
            rewordings, paper.rewordings, paper.reworded = paper.rewordings.values(), {}, None
            for rewording in rewordings:
                if rewording.text.strip() != rewording.before.strip():
                    await self.add(paper, rewording.text)
        await self.unkept()

    async def finish(self) -> None:
        """Save whatever is not saved, and wait until it is on the disk: the program ends."""
        self.flush()
        while self._storing:
            await asyncio.wait(set(self._storing))
        self._pause.stop()

    def store(self, work: Coroutine[Any, Any, object]) -> None:
        """Start what `finish` has to wait for."""
        storing = self._background.start(work)
        if storing is not None:  # else the program has ended, after `finish`
            self._storing.add(storing)
            storing.add_done_callback(self._storing.discard)

    async def read(self, paper: Paper) -> ChatDetails | None:
        """Return all about a paper's chat; what its draft holds by now is taken up. Raises ClientError."""
        async with paper.turn:
            paper.is_stale = False
            return await self._read_in_turn(paper)

    async def send(self, paper: Paper, draft: Draft) -> bool:
        """Hand a text that was taken off its paper, and its files, to the outbox; if that fails, they stand there again."""
        async with paper.turn:
            try:
                if not paper.known:  # sending removes the draft in the cache
                    await self._read_in_turn(paper)
                text = draft.text.strip()
                mentions = (await self._roster(paper.chat, text)).mentioned(text)
                await self._client.send(paper.chat, text, reply_to=draft.reply_to, mentions=mentions)
            except ClientError as error:
                after = paper.draft
                text = "\n".join(part for part in (draft.text, after.text) if part)
                paper.draft = Draft(text, after.reply or draft.reply)
                paper.problem = sentences.failure(error)
                paper.tray.stay()
                self.told.emit(paper.chat)
                return False
            paper.kept = Draft()
            paper.tray.went()
        if not paper.is_kept:  # what was typed between Enter and now
            self.touched(paper)
        return True

    async def mentioned_after_edit(self, chat: ChatId, rewording: Rewording) -> tuple[UserId, ...]:
        """Return whom a message mentions once it is changed. Raises ClientError."""
        before, after = rewording.before.strip(), rewording.text.strip()
        roster = await self._roster(chat, f"{before} {after}")
        return roster.after_edit(before, after, rewording.mentions)

    async def take_back(self, paper: Paper, command: CommandId) -> None:
        """Take something that is not sent out of the outbox, into the chat's draft. Raises ClientError."""
        async with paper.turn:
            if not paper.known:
                await self._read_in_turn(paper)
            if not paper.is_kept:
                await self._save_now(paper)
            await self._client.take_back(command)
            await self._read_in_turn(paper)

    async def add(self, paper: Paper, text: str) -> None:
        """Put a text under what stands in a chat's draft, unless it stands there already; also where this raises ClientError."""
        try:
            if not paper.known:
                await self.read(paper)
        finally:
            written = paper.draft.text
            if written != text and not written.endswith(f"\n{text}"):
                both = "\n".join(part for part in (written, text) if part.strip())
                paper.draft, paper.sends_when_ready = Draft(both, paper.draft.reply), False
                self.touched(paper)

    async def _roster(self, chat: ChatId, text: str) -> Roster:
        """Return who can be mentioned in a text, as of now: the people of a team may be many, and most texts mention nobody."""
        if "@" not in text:
            return Roster()
        return roster_of(await self._client.chat(chat), await self._client.people())

    async def _read_in_turn(self, paper: Paper) -> ChatDetails | None:
        details = await self._client.chat(paper.chat)
        if details is not None:
            self._take_up(paper, details)
        return details

    def _take_up(self, paper: Paper, details: ChatDetails) -> None:
        """Join what the cache says of a chat's draft with what stands here."""
        reply = Answered.of(details.draft_reply) if details.draft_reply is not None else None
        paper.tray.files = details.draft_files
        theirs, mine, base = Draft(details.draft, reply), paper.draft, paper.kept
        text, answered = mine.text, mine.reply
        if paper.is_carried:
            text = mine.text if theirs.text in mine.text else joined("", mine.text, theirs.text)
            answered, paper.is_carried = mine.reply or theirs.reply, False
        elif not paper.known:  # what was typed meanwhile stands after what was there before
            text, answered = theirs.text + mine.text, mine.reply or theirs.reply
        elif not theirs.is_stored_as(base):
            text = joined(base.text, mine.text, theirs.text)
            answered = mine.reply if mine.reply_to not in {base.reply_to, None} else theirs.reply
        if answered is not None and reply is not None and answered.message == reply.message:
            answered = reply  # its author may have changed what it says
        paper.known, paper.kept, paper.draft = True, theirs, Draft(text, answered)
        if not paper.is_kept:
            self.touched(paper)

    def _on_pause_over(self) -> None:
        # What could not be saved is tried again with the next keystroke, and when the field is left.
        unsaved = [paper for paper in self._papers.values() if not paper.is_kept and not paper.loss]
        for paper in unsaved:
            self._save(paper)
        if unsaved:
            self._pause.start()

    def _save(self, paper: Paper) -> None:
        if not paper.waits:
            paper.waits = True
            self.store(self._save_in_turn(paper))

    async def _save_in_turn(self, paper: Paper) -> None:
        async with paper.turn:
            paper.waits = False
            try:
                if not paper.known:
                    await self._read_in_turn(paper)
            except ClientError as error:
                self._tell_loss(paper, _not_saved(error))
                return
            if not paper.is_kept:
                await self._save_now(paper)

    async def _save_now(self, paper: Paper) -> None:
        draft = paper.draft
        try:
            await self._client.save_draft(paper.chat, draft.text, reply_to=draft.reply_to)
        except ClientError as error:
            self._tell_loss(paper, _not_saved(error))
        else:
            paper.kept = draft
            self._tell_loss(paper, "")

    def _tell_loss(self, paper: Paper, loss: str) -> None:
        if loss != paper.loss:
            paper.loss = loss
            self.told.emit(paper.chat)


def _not_saved(error: ClientError) -> str:
    words = QCoreApplication.translate("composer", "What you are writing is not saved on this computer. %1")
    return words.replace("%1", sentences.failure(error))
