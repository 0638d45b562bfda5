"""The files of a draft: those that are attached to it, and those that are being attached, or could not be.

A `Tray` is one chat's, as the `Paper` is on which it stands. What is attached lies in the cache, a copy of the file with it, and
comes back with the draft. What is being attached is in memory until it does: its original is being copied.
"""

from dataclasses import dataclass, field
from enum import Enum
from itertools import count
from pathlib import Path

from msgspec import Struct

from desktop.core.values import ATTACHMENTS, Attachment, AttachmentId
from desktop.viewmodels.offered import Clip

_numbers = count(1)


class TileState(Enum):
    """How far a file has come into the draft."""

    PREPARING = "preparing"
    READY = "ready"
    FAILED = "failed"


class Tile(Struct, frozen=True):
    """A file in the tray, as it is shown."""

    key: str
    name: str
    state: TileState
    size: int | None = None
    """In bytes; None while that is not known."""
    reason: str = ""
    """Why it could not be attached, in words."""
    attachment: Attachment | None = None
    """Once it is attached."""
    as_file: bool | None = None
    """Whether a photo goes as it is, with all that its camera wrote into it; None where that cannot be chosen any more."""


@dataclass(slots=True)
class Coming:
    """A file that is being attached. It changes while that goes on, so it is not frozen."""

    source: Path | Clip
    name: str
    as_file: bool = False
    instead: Attachment | None = None
    """The same photo, as it was attached otherwise before: it is attached again if this fails."""
    size: int | None = None
    reason: str = ""
    """Why it failed, in words; empty while it goes on."""
    is_copying: bool = False
    """The copy is being made, after which it is in the draft, given up or not."""
    is_given_up: bool = False
    """The user removed it, or it cannot be attached whatever is tried."""
    key: str = field(default_factory=lambda: f"coming-{next(_numbers)}")

    @property
    def tile(self) -> Tile:
        """How it is shown."""
        state = TileState.FAILED if self.reason else TileState.PREPARING
        return Tile(self.key, self.name, state, self.size, self.reason)


@dataclass(slots=True)
class Tray:
    """One chat's files. It changes all the time, so it is not frozen."""

    files: tuple[Attachment, ...] = ()
    """What the cache holds, in the order in which it came."""
    leaving: set[AttachmentId] = field(default_factory=set)
    """Of these, what is about to be sent or removed."""
    coming: list[Coming] = field(default_factory=list)
    originals: dict[AttachmentId, tuple[Path, bool]] = field(default_factory=dict)
    """Where files came from, since the program was started, and whether they go as they are."""
    refusals: tuple[str, ...] = ()
    """What was not attached and cannot be, in sentences, until the user goes on."""

    @property
    def staying(self) -> tuple[Attachment, ...]:
        """What is attached and neither being sent nor removed."""
        return tuple(file for file in self.files if file.id not in self.leaving)

    @property
    def shown_coming(self) -> tuple[Coming, ...]:
        """What is being attached, or could not be."""
        return tuple(coming for coming in self.coming if not coming.is_given_up)

    @property
    def tiles(self) -> tuple[Tile, ...]:
        """All that is to be seen."""
        return (*map(self._attached, self.staying), *(coming.tile for coming in self.shown_coming))

    @property
    def is_preparing(self) -> bool:
        """Whether something is being attached, or taken back that may be in the draft for a moment."""
        return any(
            not coming.reason and (coming.is_copying or not coming.is_given_up) for coming in self.coming
        )

    @property
    def would_be_lost(self) -> bool:
        """Whether something is nowhere but here, or not in the draft yet though it was chosen for it."""
        pasted = any(isinstance(coming.source, Clip) for coming in self.failed)
        return pasted or any(not coming.reason for coming in self.shown_coming)

    @property
    def failed(self) -> tuple[Coming, ...]:
        """What could not be attached, and may be tried again."""
        return tuple(coming for coming in self.shown_coming if coming.reason)

    @property
    def room(self) -> int:
        """How many files more may be attached."""
        return max(0, ATTACHMENTS - len(self.staying) - len(self.shown_coming))

    def file(self, key: str) -> Attachment | None:
        """Return an attached file by its tile's key."""
        return next((file for file in self.staying if file.id == key), None)

    def coming_file(self, key: str) -> Coming | None:
        """Return a file that is being attached, or could not be, by its tile's key."""
        return next((coming for coming in self.shown_coming if coming.key == key), None)

    def put(self, attachment: Attachment) -> None:
        """Show what the cache has just taken."""
        self.leaving.discard(attachment.id)
        self.files = (*(file for file in self.files if file.id != attachment.id), attachment)

    def take(self, *attachments: AttachmentId) -> None:
        """Forget what the draft in the cache does not hold any more."""
        self.files = tuple(file for file in self.files if file.id not in attachments)
        self.leaving.difference_update(attachments)

    def leave(self) -> None:
        """Show nothing of what is attached: it is being sent."""
        self.leaving.update(file.id for file in self.files)
        self.refusals = ()

    def stay(self) -> None:
        """Show it again: it could not be sent."""
        self.leaving.clear()

    def went(self) -> None:
        """Forget what was sent."""
        self.files = ()
        self.leaving.clear()
        self.originals.clear()

    def _attached(self, file: Attachment) -> Tile:
        original = self.originals.get(file.id)
        is_photo = file.picture is not None or file.type.startswith("image/")
        as_file = original[1] if original is not None and is_photo else None
        return Tile(file.id, file.name, TileState.READY, file.size, attachment=file, as_file=as_file)
