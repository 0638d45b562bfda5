"""Unlocking the chats on this computer with the passphrase that protects them. No server is asked."""

from collections.abc import Awaitable, Callable

from PySide6.QtCore import QObject, Signal

from desktop.core.errors import ClientError, LockDamagedError, PassphraseError
from desktop.viewmodels import kept_here, sentences
from desktop.viewmodels.background import Background


class UnlockModel(QObject):
    """What the unlock page shows, but for what is typed.

    Signals:
        changed(): `busy` or `problem` is different.
        refused(): the passphrase was not the right one; the field is to be emptied.
        other_requested(remove): somebody else wants to sign in; the flag says whether the copy on this computer is to go.
    """

    changed = Signal()
    refused = Signal()
    other_requested = Signal(bool)

    def __init__(
        self,
        background: Background,
        unlock: Callable[[str], Awaitable[None]],
        *,
        name: str,
        server: str,
        reason: str = "",
        parent: QObject | None = None,
    ) -> None:
        """Try passphrases with `unlock`, which opens the window or raises ClientError; `reason` says why one is asked for."""
        super().__init__(parent)
        self._background = background
        self._unlock = unlock
        self.name = name
        self.server = server
        self.reason = reason
        self._busy = False
        self._problem = ""

    @property
    def busy(self) -> bool:
        """Whether the passphrase is being tried."""
        return self._busy

    @property
    def problem(self) -> str:
        """Return why it did not open, as a sentence; empty for no problem."""
        return self._problem

    def unlock(self, passphrase: str) -> None:
        """Try a passphrase, unless one is being tried already."""
        if self._busy:
            return
        if not passphrase:
            self._tell(problem=self.tr("Enter your passphrase."))
            return
        self._tell(busy=True)
        _ = self._background.start(self._try(passphrase))

    def use_another(self, *, remove: bool) -> None:
        """Leave this account to itself, or remove it from this computer, and let somebody else sign in."""
        self.other_requested.emit(remove)

    async def _try(self, passphrase: str) -> None:
        try:
            await self._unlock(passphrase)
        except PassphraseError:
            self._tell(problem=self.tr("This is not the passphrase. Check your keyboard and try again."))
            self.refused.emit()
        except LockDamagedError:
            self._tell(problem=kept_here.lock_damaged())
        except ClientError as error:
            self._tell(problem=sentences.failure(error))
        except BaseException:
            self._tell(problem=self.tr("Something went wrong. Try again."))
            raise
        # Else it stays busy: the window comes in the page's place.

    def _tell(self, *, busy: bool = False, problem: str = "") -> None:
        self._busy = busy
        self._problem = problem
        self.changed.emit()
