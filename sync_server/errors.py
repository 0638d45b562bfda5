"""The server's errors, told apart by who can act.

    ServerError
    ├── Refusal            the client that asked: it becomes an `error` reply, and nothing was changed
    │   ├── StorageFailed  the same on the wire (`internal`, retry later), but the cause is ours: a full disk, a failed commit
    │   ├── StorageFull    there is no room for files: messages may go on
    │   ├── AttachmentDamaged  an upload that is not what was announced
    │   ├── UploadTakenOver    an upload that goes on elsewhere
    │   └── AttachmentRefused  no such attachment for who asks
    │       └── FileLost       the cause is ours: it should be stored, and is not there
    └── OperatorError      whoever runs the server: printed as one line, never sent to a client
        ├── DatabaseRefused   a database URL we do not speak, or a database written by a newer version
        ├── AttachmentsRefused   a place for attachments that cannot be used: a folder, a bucket, credentials
        ├── AccountRefused    an account command that cannot be done: name taken, no such user
        ├── ImportRefused     a line of an import file that cannot be taken in
        └── CopyRefused       a copy of the database that cannot be made or put back

Anything else that is raised is a bug: it is logged with its traceback, and the client is told `internal`.
"""

from sync_server.protocol.codes import ErrorCode


class ServerError(Exception):
    """Everything the server raises on purpose."""


class Refusal(ServerError):  # noqa: N818 - it says what happened, as the words of the design do
    """A request that is not granted; the transport turns it into an `error` reply."""

    def __init__(self, code: ErrorCode, text: str, retry_after_ms: int | None = None) -> None:
        super().__init__(text)
        self.code = code
        self.text = text
        """English, for a developer's log; never holds content, names or ids that the reader may not know."""
        self.retry_after_ms = retry_after_ms


class StorageFailed(Refusal):
    """The store could not do its work: nothing was kept, and the same command may succeed later."""

    def __init__(self, text: str = "the server could not store this; try again later") -> None:
        super().__init__(ErrorCode.INTERNAL, text)


class StorageFull(Refusal):
    """There is no room for this file; the same upload may go on later from where it stands."""

    def __init__(self) -> None:
        super().__init__(ErrorCode.STORAGE_FULL, "the server has no room for files; try again later")


class AttachmentRefused(Refusal):
    """The one answer about an attachment that is not there, or not for who asks: they are not told apart."""

    def __init__(self) -> None:
        super().__init__(ErrorCode.ATTACHMENT_NOT_FOUND, "there is no such attachment for you")


class FileLost(AttachmentRefused):
    """A file that should be stored is not there: somebody took it back just now, or it was lost with a disk."""


class AttachmentDamaged(Refusal):
    """What was uploaded is not what was announced: it is worth nothing."""

    def __init__(self) -> None:
        super().__init__(ErrorCode.ATTACHMENT_DAMAGED, "what came is not what was announced; upload it anew")


class UploadTakenOver(Refusal):
    """Another connection goes on with this upload."""

    def __init__(self) -> None:
        super().__init__(ErrorCode.TRANSFER_NOT_FOUND, "another connection goes on with this upload")


class OperatorError(ServerError):
    """Something that only whoever runs the server can put right."""


class DatabaseRefused(OperatorError):  # noqa: N818 - it says what happened, as the words of the design do
    """This database is not one that this version can serve."""


class AttachmentsRefused(OperatorError):  # noqa: N818 - it says what happened, as the words of the design do
    """Attachments cannot be kept where the operator says."""


class AccountRefused(OperatorError):  # noqa: N818 - it says what happened, as the words of the design do
    """This account command cannot be done."""


class CopyRefused(OperatorError):  # noqa: N818 - it says what happened, as the words of the design do
    """This copy of a database cannot be made, or put back; what was there is still there."""


class ImportRefused(OperatorError):  # noqa: N818 - it says what happened, as the words of the design do
    """A line of an import file cannot be taken in; nothing of the file was."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(f"line {line}: {reason}")
        self.line = line
