"""The program that `chat_list` measures: our window over a cache without a server: `FOLDER USER KEY TIMES`.

See `whole_window`.
"""

import sys
from typing import Any

from desktop.core.client import Client, present
from desktop.core.values import ChatId, MessageId
from desktop.ui.main_window import MainWindow
from desktop.viewmodels.background import Background
from desktop.viewmodels.chat_line import Role
from desktop.viewmodels.workspace import Workspace
from sync_server.protocol.frames import ChatChanges
from sync_server.protocol.nouns import Message, Text
from tests.benchmarks.caches import new_id
from tests.benchmarks.frames import Frames
from tests.benchmarks.whole_window import measure

_REST_SECONDS = 0.3
_FAR_DOWN = 0.8
_LETTERS = "refund"


class Measuring:
    """Lets messages come in chats far down in the list, and narrows the list."""

    def __init__(
        self, client: Client, background: Background, window: MainWindow, workspace: Workspace, times: int
    ) -> None:
        self._client = client
        self._background = background
        self._window = window
        self._workspace = workspace
        self._order = workspace.chat_order
        self._frames = Frames(window.left.list)
        self._times = times
        self._sent_at = present()

    def found(self) -> dict[str, Any]:
        """Measure."""
        self._frames.after(self._window.left.list.viewport().update, self._is_all_here, seconds=60)
        self._frames.rest(_REST_SECONDS)
        message = [self._message() for _ in range(self._times)]
        search = self._search()
        unread = [self._toggle() for _ in range(6)]
        return {"message": message, "search": search, "unread": unread}

    def _is_all_here(self) -> bool:
        self._window.left.list.viewport().update()
        return self._workspace.chat_list.is_loaded and not self._workspace.chat_list.is_reading

    def _message(self) -> float:
        """Let a message come in a chat that stands far down."""
        chat = self._order.chat_at(round(self._order.rowCount() * _FAR_DOWN) - 1)
        assert chat is not None
        text = f"Something new {new_id()}"

        def is_shown() -> bool:
            return text in self._order.index(0, 0).data(Role.LINE).preview

        push = self._push(chat, text)
        took = self._frames.after(lambda: self._start(push), is_shown)
        self._frames.rest(_REST_SECONDS / 3)
        return took

    def _start(self, push: ChatChanges) -> None:
        _ = self._background.start(self._client.apply(push))

    def _push(self, chat: ChatId, text: str) -> ChatChanges:
        """Return what the server would send; in these caches a chat's revision is the place of its last message."""
        summary = self._workspace.chat_list.summary(chat)
        assert summary is not None
        assert summary.last is not None
        assert summary.last.seq is not None
        seq = summary.last.seq
        self._sent_at += 1
        author = summary.others[0].id
        message = Message(MessageId(new_id()), chat, seq + 1, seq + 1, author, self._sent_at, Text(text))
        return ChatChanges(chat, seq, seq + 1, (message,))

    def _search(self) -> list[float]:
        """Type a word, once what shows results is there."""
        left, search = self._window.left, self._workspace.search
        left.search.setText(_LETTERS)
        self._frames.rest(_REST_SECONDS)
        left.search.clear()
        self._frames.rest(_REST_SECONDS)
        assert left.results is not None
        frames, found = Frames(left.results.view), []
        for count in range(1, len(_LETTERS) + 1):
            found.append(
                frames.after(
                    lambda typed=_LETTERS[:count]: left.search.setText(typed), lambda: search.is_current
                )
            )
            frames.rest(_REST_SECONDS / 3)
        left.search.clear()
        return found

    def _toggle(self) -> float:
        wanted = not self._order.is_unread_only
        took = self._frames.after(
            self._window.left.toggle_unread, lambda: self._order.is_unread_only == wanted
        )
        self._frames.rest(_REST_SECONDS / 3)
        return took


def _found(
    client: Client, background: Background, window: MainWindow, workspace: Workspace, arguments: list[str]
) -> dict[str, Any]:
    return Measuring(client, background, window, workspace, int(arguments[0])).found()


if __name__ == "__main__":
    sys.exit(measure(_found, rest=_REST_SECONDS))
