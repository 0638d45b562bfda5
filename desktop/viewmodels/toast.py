"""A few words that appear for some seconds over the window: what was just done, perhaps with a way back, or what failed."""

from collections.abc import Callable

from msgspec import Struct


class Toast(Struct, frozen=True):
    """What is said, and what can be done about it."""

    text: str
    action: str = ""
    """What the button says, such as "Undo"; empty for none."""
    act: Callable[[], object] | None = None
    """What the button does."""
    failed: bool = False
    """It tells of something that did not work: it stays longer, and looks like it."""
    leads_on: bool = False
    """What the button does is no way back, so the keys for undoing do not do it."""

    @property
    def is_undone(self) -> bool:
        """Whether the button takes back what is told."""
        return self.act is not None and not self.failed and not self.leads_on
