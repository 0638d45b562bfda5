"""Work on the chat that is open: one piece after the other, and none for a chat that was left meanwhile."""

from asyncio import Lock
from collections.abc import Awaitable, Callable

from desktop.core.values import ChatId
from desktop.viewmodels.background import Background

Work = Callable[[ChatId], Awaitable[None]]


class Visits:
    """Which chat is open, and what is being done for it, so that answers never overtake each other."""

    def __init__(self, background: Background) -> None:
        self._background = background
        self._turn = Lock()
        self._under_way: set[str] = set()
        self.chat: ChatId | None = None
        self.number = 0
        """Another one with each time that a chat is opened."""
        self._over = False

    def begin(self, chat: ChatId | None) -> None:
        """Open another chat, or none, or the same one anew: what is being done comes to nothing."""
        self.number += 1
        self.chat = chat
        self._under_way.clear()

    def end(self) -> None:
        """Let what is being done come to nothing, and whatever a window asks for that is still in sight."""
        self.number += 1
        self._over = True

    def start(self, work: Work) -> None:
        """Do something for the open chat when its turn comes."""
        _ = self._background.start(self._in_turn(work))

    def start_once(self, what: str, work: Work) -> None:
        """Do so, unless just that is under way."""
        if what not in self._under_way:
            self._under_way.add(what)
            _ = self._background.start(self._in_turn(work, what))

    def let_again(self, what: str) -> None:
        """Let something be started again, although the last time is not quite over."""
        self._under_way.discard(what)

    @property
    def is_at_work(self) -> bool:
        """Whether anything is under way that is not started twice."""
        return bool(self._under_way)

    async def _in_turn(self, work: Work, what: str = "") -> None:
        visit, chat = self.number, self.chat
        async with self._turn:
            if visit != self.number or chat is None or self._over:
                return
            try:
                await work(chat)
            finally:
                if visit == self.number:
                    self._under_way.discard(what)
