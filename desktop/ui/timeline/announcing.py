"""What a screen reader says by itself of the open chat: a message that came, and what became of one's own."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QCoreApplication

from desktop.core.values import Change, Delivery, UserId
from desktop.viewmodels.timeline_entry import Entry, EntryKind


def news(before: Sequence[Entry], now: Sequence[Entry], *, me: UserId) -> Iterator[str]:
    """Give what is worth saying after rows became others; `before` are those of the same chat."""
    if not before or not now:
        return
    held = {entry.key: entry for entry in before}
    for entry in now[-len(before) :]:
        old = held.get(entry.key)
        if (
            old is not None
            and entry.mine
            and entry.kind is EntryKind.MESSAGE
            and entry.delivery != old.delivery
        ):
            yield from _became(entry, old)
    newest = now[-1]
    if before[-1].key in {entry.key for entry in now} and newest.key not in held and newest.author != me:
        yield newest.spoken


def _became(entry: Entry, old: Entry) -> Iterator[str]:
    if entry.delivery in {Delivery.REFUSED, Delivery.STUCK}:
        yield ". ".join(part.rstrip(".") for part in (entry.note, entry.reason) if part)
    elif (
        entry.delivery is Delivery.SENT and old.delivery is Delivery.WAITING and old.change is Change.MESSAGE
    ):
        yield QCoreApplication.translate("timeline", "Sent")
