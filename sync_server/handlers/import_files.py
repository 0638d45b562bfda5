"""The files that an import brings with it: found, measured and stored, before the rows that name them.

Nobody sees what is stored until the rows are there. If the import fails, what it stored is deleted; if it is killed, that is left
for the collector.
"""

import hashlib
import mimetypes
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import uuid_utils
from msgspec import Meta, Struct, convert, to_builtins

from sync_server.errors import AttachmentDamaged, OperatorError, Refusal
from sync_server.handlers.texts import clean_file_name
from sync_server.protocol import limits
from sync_server.protocol.nouns import Attachment, AttachmentId, Picture, Thumbnail, UserId
from sync_server.store.attachments import Upload
from sync_server.store.objects import new_key
from sync_server.store.storage import Storage

_BLOCK = 1024 * 1024
_NOBODY = UserId("")


class PictureLine(Struct, frozen=True, forbid_unknown_fields=True):
    """What is to be shown of a file as a picture."""

    width: int
    height: int
    blur: str = ""
    thumbnail: str | None = None
    """Path of a small copy."""


class AttachmentLine(Struct, frozen=True, forbid_unknown_fields=True):
    """A file of a message."""

    path: Annotated[str, Meta(min_length=1)]
    name: str | None = None
    type: str | None = None
    picture: PictureLine | None = None


class Filed(Struct, frozen=True):
    """A file of a message whose bytes are stored."""

    attachment: Attachment
    uploads: tuple[Upload, ...]
    """Its own and its thumbnail's; of nobody yet."""


class _Measured(Struct, frozen=True):
    path: Path
    upload: Upload


class FilesToStore:
    """The files of an import: all are measured first, so that a missing one is noticed before any is stored."""

    def __init__(self, folder: Path, space: str) -> None:
        self._folder = folder
        self._space = space
        self._measured: list[_Measured] = []
        self._stored: list[str] = []

    def measure(self, lines: Sequence[AttachmentLine]) -> tuple[Filed, ...]:
        """Return what the files of one message are. Raises ValueError for what cannot be one."""
        if len(lines) > limits.ATTACHMENTS:
            raise ValueError(f"a message has at most {limits.ATTACHMENTS} attachments")
        return tuple(self._filed(line) for line in lines)

    def store(self, storage: Storage) -> None:
        """Store all of them, or raise `OperatorError` for one that cannot be."""
        for file in self._measured:
            try:
                self._store(file, storage)
            except AttachmentDamaged as error:
                raise OperatorError(f"{file.path} has changed meanwhile: import it again") from error
            except (Refusal, ValueError) as error:
                raise OperatorError(f"cannot store {file.path}: {error}") from error

    def take_back(self, storage: Storage) -> None:
        """Delete what was stored, as far as the storage does so; what it keeps, the collector finds."""
        with suppress(Refusal):
            for key in self._stored:
                storage.objects.delete(key)

    @property
    def is_empty(self) -> bool:
        """Whether there are none."""
        return not self._measured

    def _store(self, file: _Measured, storage: Storage) -> None:
        part = storage.staging.open(file.upload.id)
        try:
            for block in _blocks(file.path):
                part.append(part.length, block)
            part.check(file.upload.size, file.upload.sha256)
            part.close()
            self._stored.append(file.upload.key)  # before: whether it is, a failure does not tell
            storage.objects.put(file.upload.key, part.path)
        finally:
            storage.staging.drop(file.upload.id)

    def _filed(self, line: AttachmentLine) -> Filed:
        upload = self._measure(line.path)
        picture, thumbnails = self._picture(line.picture)
        name = line.name if line.name is not None else Path(line.path).name
        guessed, encoding = mimetypes.guess_type(name)
        attachment = Attachment(
            id=upload.id,
            name=clean_file_name(name),
            type=line.type or (guessed if guessed and not encoding else "application/octet-stream"),
            size=upload.size,
            sha256=upload.sha256,
            picture=picture,
        )
        # An import may say what no request could.
        return Filed(attachment=convert(to_builtins(attachment), Attachment), uploads=(upload, *thumbnails))

    def _picture(self, line: PictureLine | None) -> tuple[Picture | None, tuple[Upload, ...]]:
        if line is None:
            return None, ()
        uploads = () if line.thumbnail is None else (self._measure(line.thumbnail),)
        thumbnails = [Thumbnail(upload.id, upload.size, upload.sha256) for upload in uploads]
        return Picture(line.width, line.height, line.blur, *thumbnails), uploads

    def _measure(self, path: str) -> Upload:
        place = self._folder / path
        digest, size = hashlib.sha256(), 0
        for block in _blocks(place):
            digest.update(block)
            size += len(block)
        upload = Upload(
            id=AttachmentId(str(uuid_utils.uuid7())),
            user=_NOBODY,
            size=size,
            sha256=digest.hexdigest(),
            key=new_key(self._space),
            whole=True,
        )
        self._measured.append(_Measured(place, upload))
        return upload


def _blocks(path: Path) -> Iterator[bytes]:
    try:
        with path.open("rb") as file:
            while block := file.read(_BLOCK):
                yield block
    except OSError as error:
        raise ValueError(f"cannot read {path}: {error.strerror}") from error
