"""Whether others are shown how far the user reads: a setting of the account, which holds on all its devices."""

from desktop.core.sync.runner import Runner
from desktop.core.values import Person
from sync_server.protocol.frames import SetAccount


class Showing:
    """The part of `Client` that is about what others are shown of the user."""

    me: Person
    _runner: Runner

    @property
    def shows_reads(self) -> bool:
        """Whether others see how far the user has read, and the user how far they have; a change set with `people` tells."""
        return self.me.shows_reads

    async def set_shows_reads(self, on: bool) -> None:  # noqa: FBT001 - part of what is said
        """Show it from now on, or take back what was shown; returns once the server has done it and it is stored here.

        Raises RefusedError, or NotConnectedError where no answer came: then it may have happened all the same, and to ask for the
        same again is safe.
        """
        await self._runner.ask(SetAccount(0, shows_reads=on))
