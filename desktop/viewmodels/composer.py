"""What is being written in the open chat: its draft with what it answers and its files, or a change of a message; sending either.

A text belongs to the chat that was open when its first character was typed (`drafts`), so neither another chat being opened
nor a message coming in can send it anywhere else. A change of a message is on top of the draft, which comes back untouched when
the change is saved or left; it belongs to its message, and never becomes a text of its own.
"""

from collections.abc import Awaitable, Callable, Iterable

from PySide6.QtCore import QCoreApplication, QObject, Signal

from desktop.core.changes import ChangeSet
from desktop.core.client import Client
from desktop.core.errors import ClientError
from desktop.core.values import (
    MESSAGE_CHARACTERS,
    ChatDetails,
    ChatId,
    CommandId,
    ConnectionState,
    Deleted,
    MessageId,
    Person,
    TimelineRow,
)
from desktop.viewmodels import attaching_words, composer_words, sentences
from desktop.viewmodels.attaching import AttachingModel
from desktop.viewmodels.background import Background, Clock
from desktop.viewmodels.choices import ChoicesModel
from desktop.viewmodels.drafts import Answered, Draft, Drafts, Paper, Rewording, comes_back
from desktop.viewmodels.emoji import EmojiBook
from desktop.viewmodels.following import Following
from desktop.viewmodels.own_messages import OwnMessages
from desktop.viewmodels.writing_aids import WritingAids


class ComposerModel(QObject):
    """The open chat's unsent text.

    Signals:
        chat_leaving: another chat is about to be opened; what an input method still holds goes into this one.
        chat_changed (str | None): another chat is open; the field shows `text` from now on.
        text_replaced (str): the text is another for a reason other than typing: it was sent, came back, or was joined.
        text_exchanged (str): a text of another purpose stands in the field: a change of a message, or the draft again.
        changed: `placeholder`, `counter`, `problem`, `can_send`, `reply`, `rewording`, `absent` or `files` is different.
        wanted: the keyboard belongs into the field: somebody chose to answer or to change a message.
        sent: a message was handed over; the timeline goes to its end.
        warned (str): a screen reader says how much room is left.
        adding_wanted (tuple[UserId, ...]): people who are mentioned are to be added to the chat.
        told (Toast): something became of a file.
    """

    chat_leaving = Signal()
    chat_changed = Signal(object)
    text_replaced = Signal(str)
    text_exchanged = Signal(str)
    changed = Signal()
    wanted = Signal()
    sent = Signal()
    warned = Signal(str)
    adding_wanted = Signal(object)
    told = Signal(object)

    def __init__(
        self,
        client: Client,
        background: Background,
        clock: Clock,
        parent: QObject | None = None,
        *,
        choices: ChoicesModel | None = None,
        emoji: EmojiBook | None = None,
    ) -> None:
        super().__init__(parent)
        self.choices = choices or ChoicesModel(parent=self)
        self.aids = WritingAids(client, background, self.choices, emoji or EmojiBook(), self)
        self.aids.changed.connect(self.changed)
        self._client = client
        self._background = background
        self._clock = clock
        self._paper: Paper | None = None
        self._details: ChatDetails | None = None
        self._drafts = Drafts(client, background, self)
        self._drafts.told.connect(self._on_told)
        self._own = OwnMessages(client, self._drafts)
        self.files = AttachingModel(client, background, clock, self._drafts, self)
        self.files.changed.connect(self.changed)
        self.files.settled.connect(self._on_files_settled)
        self.files.told.connect(self.told)
        self.files.warned.connect(self.warned)
        self._following = Following(self, client.feed, self._on_changes)

    # What the field shows.

    @property
    def chat(self) -> ChatId | None:
        """The chat that the text belongs to."""
        return self._paper.chat if self._paper is not None else None

    @property
    def text(self) -> str:
        """What stands in the field: what is written and not sent, or the change of a message."""
        if self._paper is None:
            return ""
        rewording = self._paper.rewording
        return rewording.text if rewording is not None else self._paper.draft.text

    @property
    def reply(self) -> Answered | None:
        """The message that the text answers."""
        if self._paper is None or self._paper.rewording is not None:
            return None
        return self._paper.draft.reply

    @property
    def rewording(self) -> Rewording | None:
        """The message that is being changed, and how."""
        return self._paper.rewording if self._paper is not None else None

    @property
    def placeholder(self) -> str:
        """Whom a message reaches: "Message Ana, Bruno and Grace"."""
        return composer_words.placeholder(self._details)

    @property
    def counter(self) -> str:
        """How many characters are left, once that matters, or by how many the text is too long; else how many files there are."""
        return composer_words.counter(self.text) or attaching_words.counter(len(self.files.tiles))

    @property
    def absent(self) -> tuple[Person, ...]:
        """Who is mentioned and is not in the chat, once it is known who is."""
        return self.aids.roster.absent(self.text) if self._details is not None else ()

    @property
    def can_add(self) -> bool:
        """Whether people can be added to the chat now: it cannot be undone, so it needs a connection, and the chat."""
        details = self._details
        online = self._client.connection.state is ConnectionState.ONLINE
        return online and details is not None and not details.provisional

    @property
    def too_long(self) -> bool:
        """Whether the text has more characters than a message may have."""
        return len(self.text.strip()) > MESSAGE_CHARACTERS

    @property
    def problem(self) -> str:
        """Why the text cannot be sent or kept, or was not, in words; empty if nothing is wrong."""
        return composer_words.problem(self._paper) if self._paper is not None else ""

    @property
    def is_waiting_for_files(self) -> bool:
        """Whether the text has been sent, and goes as soon as the last of its files is attached."""
        return self._paper is not None and self._paper.rewording is None and self._paper.sends_when_ready

    @property
    def can_send(self) -> bool:
        """Whether there is something to send, or to save, that may be."""
        paper = self._paper
        if paper is None or self.too_long:
            return False
        rewording, tray = paper.rewording, paper.tray
        if rewording is not None:
            return not rewording.is_deleted and (bool(rewording.text.strip()) or rewording.has_files)
        has_something = bool(paper.draft.text.strip() or tray.tiles)
        return has_something and not tray.failed and not paper.sends_when_ready

    # What the user does.

    def show_chat(self, chat: ChatId | None) -> None:
        """Keep what is written for the chat that is left, and take up what was written for the other one."""
        if chat == self.chat:
            return
        self.chat_leaving.emit()
        self.flush()
        self._paper, self._details = (self._drafts.of(chat) if chat is not None else None), None
        self.files.show(self._paper)
        self.aids.completion.close()
        self.chat_changed.emit(chat)
        self.changed.emit()
        if chat is not None:
            self._do(self._read)

    def edit(self, text: str) -> None:
        """Take what the user has typed."""
        paper = self._paper
        if paper is None or text == self.text:
            return
        before = self.text
        grew = len(text) > len(before)
        rewording = paper.rewording
        if rewording is not None:
            rewording.text, rewording.problem = text, ""
        else:
            paper.draft, paper.problem = Draft(text, paper.draft.reply), ""
            paper.sends_when_ready = False  # whoever writes on has not finished
            self._drafts.touched(paper)
            if grew and text.strip() and self.choices.choices.tells_typing:
                self._client.typing(paper.chat)
        self.changed.emit()
        warning = composer_words.warning(before, text)
        if warning:
            self.warned.emit(warning)

    def add_absent(self) -> None:
        """Ask to add to the chat whom the text mentions and who is not in it."""
        if self.absent and self.can_add:
            self.adding_wanted.emit(tuple(person.id for person in self.absent))

    def send(self) -> bool:
        """Hand text and files to the outbox, at once or when the files are ready; return whether there was anything to send."""
        paper = self._paper
        if paper is None or not self.can_send:
            self.files.say_why()
            return False
        if paper.rewording is not None:
            self._save_rewording(paper, paper.rewording)
        elif paper.tray.is_preparing:
            paper.sends_when_ready = True
            self.changed.emit()
            self.warned.emit(attaching_words.sent_when_ready())
        else:
            self._hand_over(paper)
        return True

    def _hand_over(self, paper: Paper) -> None:
        draft, paper.draft, paper.problem = paper.draft, Draft(), ""
        paper.sends_when_ready = False
        paper.tray.leave()
        if paper is self._paper:
            self.files.changed.emit()
            if paper.rewording is None:
                self._tell_text(self.text_replaced)
        self._drafts.store(self._send(paper, draft))

    def answer(self, message: MessageId) -> None:
        """Let the text answer a message of the open chat; a change that is under way waits beside it."""
        self._do(lambda paper: self._answer(paper, message))

    def reword(self, message: MessageId) -> None:
        """Change a message: its text comes into the field. What was refused, or asks, comes back as a draft instead."""
        self._do(lambda paper: self._reword(paper, message))

    def reword_last(self) -> None:
        """Change the user's last message, if nothing is written; from an empty field, Up does it."""
        if self._paper is not None and self._paper.rewording is None and not self.text:
            self._do(self._reword_last)

    def take_back(self, command: CommandId) -> None:
        """Let something that is not sent be written anew: it joins the draft."""
        self._do(lambda paper: self._take_back(paper, command))

    def cancel(self) -> bool:
        """Leave the change of a message, or keep a text back that waits for its files, or let it answer nothing.

        Return whether there was anything of these.
        """
        paper = self._paper
        if paper is None:
            return False
        if paper.rewording is not None:
            paper.leave_rewording()
            self._tell_text(self.text_exchanged)
            return True
        if paper.sends_when_ready:
            paper.sends_when_ready = False
            self.changed.emit()
            return True
        if paper.draft.reply is not None:
            paper.draft = Draft(paper.draft.text)
            self._drafts.touched(paper)
            self.changed.emit()
            return True
        return False

    def bring_back(self, chat: ChatId, text: str, answered: TimelineRow | None = None) -> None:
        """Let a text that was dropped stand in its chat's draft again, before what is written there, with what it answered."""
        paper = self._drafts.of(chat)
        both = "\n".join(part for part in (text, paper.draft.text) if part.strip())
        reply = Answered.of(answered) if answered is not None else None
        paper.draft, paper.sends_when_ready = Draft(both, paper.draft.reply or reply), False
        self._drafts.touched(paper)
        self._show(paper, exchanged=False)

    def propose(self, chat: ChatId, text: str) -> None:
        """Put a text that somebody proposes into a chat's draft, under what is written there; it goes when the user sends it."""
        self._drafts.store(self._guarded(self._drafts.of(chat), lambda paper: self._propose(paper, text)))

    @property
    def written(self) -> tuple[Paper, ...]:
        """What stands in every chat, for who opens the cache anew: `take_over` brings it back."""
        return self._drafts.written

    def take_over(self, papers: Iterable[Paper]) -> None:
        """Take up what was written in a composer before, whatever the cache has kept of it."""
        for paper in papers:
            self.files.take_over(self._drafts.of(paper.chat), paper.tray.shown_coming)
        self._drafts.take_over(papers)
        self._tell_text(self.text_exchanged)

    def flush(self) -> None:
        """Save at once what is not saved yet."""
        self._drafts.flush()

    async def unkept(self) -> tuple[int, int]:
        """Save what is not saved yet; return how many drafts could not be, and how many changes of messages are under way."""
        await self.files.wait()
        return await self._drafts.unkept()

    async def rescue(self) -> None:
        """Make drafts of changes of messages: the program ends and nobody can be asked. Raises ClientError."""
        await self._drafts.rescue()

    async def finish(self) -> None:
        """Save what is not saved yet and wait until it is on disk: the program ends."""
        self._following.end()
        self.aids.close()
        await self.files.finish()
        await self._drafts.finish()
        self._paper = None  # what is still being read is for nobody

    # Doing it.

    def _do(self, work: Callable[[Paper], Awaitable[None]]) -> None:
        """Start something with the open chat's paper; what goes wrong is told there."""
        if self._paper is not None:
            self._drafts.store(self._guarded(self._paper, work))

    async def _guarded(self, paper: Paper, work: Callable[[Paper], Awaitable[None]]) -> None:
        try:
            await work(paper)
        except ClientError as error:
            paper.problem = sentences.failure(error)
            self._on_told(paper.chat)

    async def _read(self, paper: Paper) -> None:
        """Read the chat again; the field changes only if its text is another in the cache for a reason other than typing."""
        details = await self._drafts.read(paper)
        rewording = paper.rewording
        if rewording is not None:
            rows = await self._client.rows(frozenset((rewording.message,)))
            rewording.is_deleted = any(isinstance(row.body, Deleted) for row in rows)
        if paper is self._paper:
            self._details = details
            self.aids.show_chat(details)
            self.files.changed.emit()
            self._tell_text(self.text_replaced)

    async def _send(self, paper: Paper, draft: Draft) -> None:
        if await self._drafts.send(paper, draft):
            self.sent.emit()
        elif paper is self._paper and paper.rewording is None:
            self._tell_text(self.text_replaced)

    def _save_rewording(self, paper: Paper, rewording: Rewording) -> None:
        paper.leave_rewording()
        self._tell_text(self.text_exchanged)
        self._drafts.store(self._store_rewording(paper, rewording))

    async def _store_rewording(self, paper: Paper, rewording: Rewording) -> None:
        stored = await self._own.store(paper, rewording)
        if not stored and paper is self._paper and paper.rewording is rewording:
            self._tell_text(self.text_exchanged)

    async def _answer(self, paper: Paper, message: MessageId) -> None:
        row = await self._own.row(message)
        if row is None or isinstance(row.body, Deleted):
            return
        was_rewording = paper.rewording is not None
        paper.rest_rewording()
        paper.draft, paper.sends_when_ready = Draft(paper.draft.text, Answered.of(row)), False
        self._drafts.touched(paper)
        self._show(paper, exchanged=was_rewording)

    async def _reword(self, paper: Paper, message: MessageId) -> None:
        row = await self._own.row(message)
        change = self._own.change_of(row) if row is not None else None
        if row is None or change is None:
            return
        if comes_back(row) and row.command is not None:
            await self._take_back(paper, row.command)
            return
        paper.begin_rewording(change)
        self._show(paper, exchanged=True)

    async def _reword_last(self, paper: Paper) -> None:
        row = await self._own.last(paper.chat)
        if row is not None and paper is self._paper and paper.rewording is None and not self.text:
            await self._reword(paper, row.id)

    async def _take_back(self, paper: Paper, command: CommandId) -> None:
        paper.sends_when_ready = False
        await self._drafts.take_back(paper, command)
        was_rewording = paper.rewording is not None
        paper.rest_rewording()
        self._show(paper, exchanged=was_rewording)

    async def _propose(self, paper: Paper, text: str) -> None:
        try:
            await self._drafts.add(paper, text)
        finally:
            self._show(paper, exchanged=False)

    def _show(self, paper: Paper, *, exchanged: bool) -> None:
        if paper is self._paper:
            self._tell_text(self.text_exchanged if exchanged else self.text_replaced)
            self.wanted.emit()

    def _tell_text(self, how: object) -> None:
        how.emit(self.text)  # type: ignore[attr-defined]  # a bound signal, which the stubs do not name
        self.changed.emit()

    # Following the change feed.

    def _on_files_settled(self, chat: ChatId) -> None:
        """Send what was waiting for its files, whatever chat is open by now."""
        paper = self._drafts.of(chat)
        if paper.sends_when_ready and paper.tray.failed:
            paper.sends_when_ready = False
            self._on_told(chat)
        elif paper.sends_when_ready:
            self._hand_over(paper)

    def _on_told(self, chat: ChatId) -> None:
        if chat == self.chat:
            self.changed.emit()

    def _on_changes(self, changes: ChangeSet) -> None:
        paper = self._paper
        if paper is None:
            return
        if changes.connection:  # `can_add`
            self.changed.emit()
        told = paper.rewording is not None and paper.rewording.message in changes.messages
        answered = paper.draft.reply_to in changes.messages
        concerns = paper.chat in changes.chats or changes.people or told or answered
        if concerns and not paper.is_stale:  # of many changes at once, one reading tells
            paper.is_stale = True
            self._do(self._read)


def _tr(text: str) -> str:
    return QCoreApplication.translate("composer", text)
