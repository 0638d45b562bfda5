"""What helps while a text is written: who can be mentioned, what is proposed, which emoji a code stands for, what is misspelt.

It belongs to the chat that is open, and says nothing of what is written: the view asks with the text and the caret.
"""

from PySide6.QtCore import QObject, Signal

from desktop.core.changes import ChangeSet
from desktop.core.client import Client
from desktop.core.values import ChatDetails, Person
from desktop.viewmodels.background import Background
from desktop.viewmodels.choices import ChoicesModel
from desktop.viewmodels.completion import CompletionModel, Exchange, Kind, Proposal, whole_code
from desktop.viewmodels.emoji import EmojiBook
from desktop.viewmodels.following import Following
from desktop.viewmodels.mentions import Roster, roster_of
from desktop.viewmodels.spelling import SpellingModel


class WritingAids(QObject):
    """The helps of one composer.

    Signals:
        changed(): who can be mentioned is different.
        emoji_read(): short codes can be proposed from now on.
    """

    changed = Signal()
    emoji_read = Signal()

    def __init__(
        self,
        client: Client,
        background: Background,
        choices: ChoicesModel,
        emoji: EmojiBook,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.choices = choices
        self.spelling = SpellingModel(choices, self)
        self.spelling.learned.connect(self._keep_word)
        self.completion = CompletionModel(client.me.id, client.presence, self._emoji_lines, self)
        self._client = client
        self._background = background
        self.emoji = emoji
        self._people: tuple[Person, ...] = ()
        self._inside: tuple[Person, ...] = ()
        self._details: ChatDetails | None = None
        self._roster = Roster()
        self._following = Following(self, client.feed, self._on_changes)

    @property
    def roster(self) -> Roster:
        """Who can be mentioned in the open chat."""
        return self._roster

    def show_chat(self, details: ChatDetails | None) -> None:
        """Take who is in the chat that is open now."""
        inside = tuple(part.person for part in details.participants) if details is not None else ()
        if inside != self._inside:
            self._inside, self._details = inside, details
            self._know()
        if details is not None and not self._people:
            _ = self._background.start(self._read())
            _ = self._background.start(self._read_words())

    def close(self) -> None:
        """Stop following the directory."""
        self._following.end()
        self.spelling.close()

    def whole_emoji(self, text: str, caret: int) -> Exchange | None:
        """Return what becomes of a short code whose last colon was just typed."""
        found = whole_code(text, caret)
        if found is None:
            return None
        start, code = found
        emoji = self.emoji.by_code(code, self.choices.choices.skin_tone)
        return Exchange(start, caret, emoji) if emoji is not None else None

    def used(self, proposal: Proposal) -> None:
        """Remember what was chosen."""
        if proposal.kind is Kind.EMOJI:
            self.choices.used_emoji(proposal.glyph)

    def _emoji_lines(self, prefix: str, limit: int) -> tuple[Proposal, ...]:
        if not self.emoji.is_ready:
            # Reading them takes longer than a keystroke may; those who write on see them with the next one.
            _ = self._background.start(self._read_emoji())
            return ()
        tone = self.choices.choices.skin_tone
        return tuple(
            Proposal(Kind.EMOJI, each.name, f":{each.code}:", insert=f"{each.emoji} ", glyph=each.emoji)
            for each in self.emoji.complete(prefix, limit, tone)
        )

    async def _read_emoji(self) -> None:
        await self.emoji.prepare()
        if self._following.active and self.emoji.is_ready:
            self.emoji_read.emit()

    async def _read(self) -> None:
        people = await self._client.people()
        if self._following.active and people != self._people:
            self._people = people
            self._know()

    async def _read_words(self) -> None:
        words = await self._client.own_words()
        if self._following.active:
            self.spelling.know(words)

    def _keep_word(self, word: str) -> None:
        _ = self._background.start(self._client.keep_own_word(word))

    def _know(self) -> None:
        self._roster = roster_of(self._details, self._people)
        self.completion.know(self._roster)
        self.changed.emit()

    def _on_changes(self, changes: ChangeSet) -> None:
        if changes.people and self._people:
            _ = self._background.start(self._read())
