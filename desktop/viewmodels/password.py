"""Choosing another password: what is wrong with what was typed, or what became of it. What is typed stays in its fields."""

from enum import StrEnum

from PySide6.QtCore import QObject, Signal

from desktop.core.account_values import PASSWORD_CHARACTERS
from desktop.core.client import Client
from desktop.core.errors import ClientError, ErrorCode, NotConnectedError, RefusedError
from desktop.viewmodels import sentences
from desktop.viewmodels.background import Background
from desktop.viewmodels.following import Following
from desktop.viewmodels.placeholders import filled

LEAST_CHARACTERS = 8
"""The server takes any password; this program does not offer to choose one that is guessed in an hour."""


class PasswordField(StrEnum):
    """A field of the dialog."""

    PRESENT = "present"
    NEW = "new"
    REPEATED = "repeated"


class PasswordModel(QObject):
    """What the dialog shows.

    Signals:
        changed(): `busy`, `problem` or `obstacle` is different.
        done(): the password is another one now.
    """

    changed = Signal()
    done = Signal()

    def __init__(self, client: Client, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._client = client
        self._background = background
        self.busy = False
        """The server is being asked."""
        self.problem = ""
        """What is wrong, as a sentence; empty for nothing."""
        self.to_mend: PasswordField | None = None
        """Where the problem can be mended."""
        self._following = Following(self, client.feed, lambda _changes: self.changed.emit())

    @property
    def obstacle(self) -> str:
        """Return why the password cannot be changed now; empty if it can."""
        return "" if self._client.connection.is_there else self.tr("Needs a connection")

    def change(self, present: str, new: str, repeated: str) -> None:
        """Choose the new one, unless that is under way already."""
        if self.busy or self.obstacle:
            return
        to_mend = _to_mend(present, new, repeated)
        if to_mend is not None:
            self._tell(problem=self._sentence(to_mend, present, new), to_mend=to_mend)
            return
        self._tell(busy=True)
        _ = self._background.start(self._change(present, new))

    async def _change(self, present: str, new: str) -> None:
        met: ClientError | None = None
        try:
            await self._client.change_password(present, new)
        except ClientError as error:
            met = error
        if not self._following.active:
            return
        if met is None:
            self._tell()
            self.done.emit()
        else:
            self._failed(met)

    def _failed(self, error: ClientError) -> None:
        match error:
            case NotConnectedError():
                words = self.tr(
                    "The connection was lost before the server answered. Try again: if your current password is refused then, "
                    "the new one holds already."
                )
                self._tell(problem=words)
            case RefusedError():
                self._refused(error)
            case _:
                self._tell(problem=sentences.failure(error))

    def _refused(self, error: RefusedError) -> None:
        match error.code:
            case ErrorCode.WRONG_CREDENTIALS:
                problem = self.tr("This is not your current password. Check it and try again.")
                self._tell(problem=problem, to_mend=PasswordField.PRESENT)
            case ErrorCode.TOO_MANY_ATTEMPTS:
                self._tell(problem=self.tr("Too many attempts. Wait a minute and try again."))
            case ErrorCode.PASSWORD_REFUSED:
                self._tell(problem=sentences.failure(error), to_mend=PasswordField.NEW)
            case _:
                self._tell(problem=sentences.failure(error))

    def _sentence(self, to_mend: PasswordField, present: str, new: str) -> str:
        match to_mend:
            case PasswordField.PRESENT:
                return self.tr("Enter your current password.")
            case PasswordField.REPEATED:
                return self.tr("The two new passwords are not the same. Enter the new one again.")
            case PasswordField.NEW if len(new) > PASSWORD_CHARACTERS:
                return self.tr("This password is too long. Choose a shorter one.")
            case PasswordField.NEW if len(new) >= LEAST_CHARACTERS and new == present:
                return self.tr("This is your current password. Choose another one.")
            case PasswordField.NEW:
                words = self.tr("The new password needs at least %1 characters.")
                return filled(words, str(LEAST_CHARACTERS))

    def _tell(self, *, busy: bool = False, problem: str = "", to_mend: PasswordField | None = None) -> None:
        self.busy, self.problem, self.to_mend = busy, problem, to_mend
        self.changed.emit()


def _to_mend(present: str, new: str, repeated: str) -> PasswordField | None:
    """Return the field that is not as it can be, the first one first."""
    if not present:
        return PasswordField.PRESENT
    if not LEAST_CHARACTERS <= len(new) <= PASSWORD_CHARACTERS or new == present:
        return PasswordField.NEW
    return PasswordField.REPEATED if repeated != new else None
