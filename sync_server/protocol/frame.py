"""What every frame is: one JSON object, told apart by `type`, and what several kinds of frame have in them."""

from typing import Annotated

from msgspec import Meta, Struct

RequestId = Annotated[int, Meta(ge=0)]
TransferNumber = Annotated[int, Meta(ge=0, le=2**32 - 1)]
"""The `id` of a request that begins a transfer: it names the transfer in binary frames, which have four bytes for it."""
ReadCursor = Annotated[int, Meta(ge=0, le=2**63 - 1)]
"""How far a device has been told of read positions; opaque, only the server knows what it means. No database holds more."""

PreferencesCursor = Annotated[int, Meta(ge=0, le=2**63 - 1)]
"""How far a device has been told of its user's preferences: the highest `Preferences.revision` of a completed catch-up."""

Epoch = str
"""Name of the history that a server tells; opaque, and empty if it tells none.

If it is another than before, the server was brought back from an older copy: what a device holds may never have happened, so it
begins anew, and keeps only what its user wrote and the server has not confirmed.
"""


class Frame(Struct, frozen=True, tag_field="type"):
    """Anything that travels."""
