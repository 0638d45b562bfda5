"""Who is writing in the open chat, in words: "Elif and Bruno are typing…"."""

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal

from desktop.core.changes import ChangeSet
from desktop.core.values import ChatDetails, UserId
from desktop.viewmodels.names import first_name, listed

TYPING_MS = 6_000
"""Nothing tells that somebody stopped: after this long without news they have."""
MOST_NAMED = 2


class TypingPeople(QObject):
    """The people who are writing just now.

    Signals:
        changed (str): the line that says so; empty for nobody.
    """

    changed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._names: dict[UserId, str] = {}
        self._timers: dict[UserId, QTimer] = {}

    @property
    def line(self) -> str:
        """What the strip under the messages says."""
        return typing_line(tuple(self._names.values()))

    def started(self, user: UserId, name: str) -> None:
        """Note that somebody is writing, from now until they have been silent for a while."""
        known = user in self._names
        self._names[user] = name
        if user not in self._timers:
            timer = QTimer(self, singleShot=True, interval=TYPING_MS)
            timer.timeout.connect(lambda: self.stopped(user))
            self._timers[user] = timer
        self._timers[user].start()
        if not known:
            self.changed.emit(self.line)

    def hear(self, changes: ChangeSet, details: ChatDetails, me: UserId) -> None:
        """Take who has begun to write in a chat that is shown, but for the user."""
        names = {part.person.id: part.person.name for part in details.participants}
        for where, who in changes.typing:
            if where == details.id and who in names and who != me:
                self.started(who, names[who])

    def stopped(self, user: UserId) -> None:
        """Note that somebody is done: their message is there, or they have been silent."""
        if self._names.pop(user, None) is not None:
            self._timers[user].stop()
            self.changed.emit(self.line)

    def clear(self) -> None:
        """Forget everybody: another chat is open."""
        for timer in self._timers.values():
            timer.stop()
            timer.deleteLater()
        self._timers.clear()
        if self._names:
            self._names.clear()
            self.changed.emit("")


def typing_line(names: tuple[str, ...]) -> str:
    """Return who is writing as a line."""
    called = [first_name(name) for name in names]
    if not called:
        return ""
    if len(called) == 1:
        return QCoreApplication.translate("typing", "%1 is typing…").replace("%1", called[0])
    if len(called) <= MOST_NAMED:
        return QCoreApplication.translate("typing", "%1 are typing…").replace("%1", listed(called))
    return QCoreApplication.translate("typing", "Several people are typing…")
