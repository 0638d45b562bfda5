"""Attachments as they are stored with a message, a draft or a command: the nouns themselves, as JSON."""

from collections.abc import Iterable, Mapping
from typing import Any

from msgspec import Struct, ValidationError
from msgspec.json import Decoder, encode

from desktop.core.values import Attachment, AttachmentId, Picture, Thumbnail


class _Named(Struct, frozen=True):
    """What a quote shows of an attachment."""

    name: str


_nouns: Decoder[tuple[Attachment, ...]] = Decoder(tuple[Attachment, ...])
_fields: Decoder[list[dict[str, Any]]] = Decoder(list[dict[str, Any]])
_names: Decoder[tuple[_Named, ...]] = Decoder(tuple[_Named, ...])


def stored(attachments: tuple[Attachment, ...]) -> str:
    """Return attachments as they are stored, empty for none."""
    return encode(attachments).decode() if attachments else ""


def read(attachments: str) -> tuple[Attachment, ...]:
    """Read what `stored` made."""
    if not attachments:
        return ()
    try:
        return _nouns.decode(attachments)
    except ValidationError:
        return tuple(map(built, _fields.decode(attachments)))


def names(attachments: str) -> tuple[str, ...]:
    """Return the names alone."""
    return tuple(each.name for each in _names.decode(attachments)) if attachments else ()


def built(fields: Mapping[str, Any]) -> Attachment:
    """Build an attachment that was stored.

    It was checked when it came, and what the user attached must be read back even if the rules have become stricter meanwhile.
    """
    picture = fields.get("picture")
    return Attachment(
        fields["id"],
        fields["name"],
        fields["type"],
        fields["size"],
        fields["sha256"],
        _picture(picture) if picture else None,
    )


def _picture(fields: Mapping[str, Any]) -> Picture:
    small = fields.get("thumbnail")
    thumbnail = Thumbnail(small["id"], small["size"], small["sha256"]) if small else None
    return Picture(fields["width"], fields["height"], fields.get("blur", ""), thumbnail)


def thumbnail_of(attachment: Attachment) -> Thumbnail | None:
    """Return the small copy of a picture, None where there is none."""
    return attachment.picture.thumbnail if attachment.picture else None


def ids(attachments: Iterable[Attachment]) -> tuple[AttachmentId, ...]:
    """Return the ids of attachments and their thumbnails: of all that travels on its own."""
    found: list[AttachmentId] = []
    for each in attachments:
        found.append(each.id)
        thumbnail = thumbnail_of(each)
        if thumbnail is not None:
            found.append(thumbnail.id)
    return tuple(found)
