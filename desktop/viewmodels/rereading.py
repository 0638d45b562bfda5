"""Reading something again whenever it may be different, one reading after the other, however many changes come in between."""

from collections.abc import Awaitable, Callable

from desktop.viewmodels.background import Background
from desktop.viewmodels.following import Following


class Rereading:
    """Something that is read in the background, as long as its owner follows the client."""

    def __init__(
        self, background: Background, following: Following, read: Callable[[], Awaitable[None]]
    ) -> None:
        self._background = background
        self._following = following
        self._read = read
        self._is_due = False
        self._is_under_way = False

    @property
    def is_due(self) -> bool:
        """Whether it is to be read once more after what is being read now."""
        return self._is_due

    @property
    def is_under_way(self) -> bool:
        """Whether it is being read."""
        return self._is_under_way

    def again(self) -> None:
        """Read soon; while a reading is under way, once more after it."""
        self._is_due = True
        if not self._is_under_way:
            self._is_under_way = True
            _ = self._background.start(self._until_fresh())

    async def _until_fresh(self) -> None:
        try:
            while self._is_due and self._following.active:
                self._is_due = False
                await self._read()
        finally:
            self._is_under_way = False
