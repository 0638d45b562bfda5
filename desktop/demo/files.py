"""The pictures and files that the sample team sends: drawn for the demo (`packaging/make_demo_files.py`), nobody's own."""

import mimetypes
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import msgspec
import uuid_utils
from msgspec import Struct

from sync_server.protocol.nouns import Attachment, AttachmentId, Picture, Thumbnail

_PLACES = (
    Path(__file__).parents[1] / "_resources" / "demo",
    Path(__file__).parents[2] / "resources" / "demo",
)
"""Where an installed and where a checked-out program has them."""


class _Told(Struct, frozen=True):
    """What is told of a picture."""

    width: int
    height: int
    blur: str
    thumbnail: str = ""
    """Path of a small copy, beside the file."""


class Upload(NamedTuple):
    """Bytes to be stored under an id."""

    id: AttachmentId
    data: bytes


def import_line(name: str) -> dict[str, object]:
    """Return a file as the import names it."""
    line: dict[str, object] = {"path": str(_folder() / name)}
    told = _pictures().get(name)
    if told is not None:
        picture: dict[str, object] = {"width": told.width, "height": told.height, "blur": told.blur}
        if told.thumbnail:
            picture["thumbnail"] = str(_folder() / told.thumbnail)
        line["picture"] = picture
    return line


def attachment(name: str) -> tuple[Attachment, tuple[Upload, ...]]:
    """Return a file as a message carries it, and what is to be uploaded before."""
    data = (_folder() / name).read_bytes()
    uploads = [Upload(_new_id(), data)]
    picture = None
    told = _pictures().get(name)
    if told is not None:
        thumbnail = None
        if told.thumbnail:
            small = Upload(_new_id(), (_folder() / told.thumbnail).read_bytes())
            uploads.append(small)
            thumbnail = Thumbnail(small.id, len(small.data), sha256(small.data).hexdigest())
        picture = Picture(told.width, told.height, told.blur, thumbnail)
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    digest = sha256(data).hexdigest()
    return Attachment(uploads[0].id, name, kind, len(data), digest, picture), tuple(uploads)


def _new_id() -> AttachmentId:
    return AttachmentId(str(uuid_utils.uuid7()))


@cache
def _folder() -> Path:
    return next(place for place in _PLACES if place.is_dir())


@cache
def _pictures() -> dict[str, _Told]:
    return msgspec.json.decode((_folder() / "pictures.json").read_bytes(), type=dict[str, _Told])
