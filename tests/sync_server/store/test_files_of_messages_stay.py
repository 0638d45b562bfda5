"""Whatever happens to a server in a year, the files of its messages are there, and nothing else is in the end."""

import hashlib
import shutil
from datetime import timedelta
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from sync_server.errors import AttachmentRefused
from sync_server.protocol import limits
from sync_server.protocol.nouns import Attachment, Message
from sync_server.store import copies
from sync_server.store.database import Database
from sync_server.store.epochs import begin_if_copied
from tests.support.profiles import by_profile
from tests.support.store import Office
from tests.support.uploads import Archive, collect, collector_of, file_of

DAY = int(timedelta(days=1) / timedelta(milliseconds=1))
KEPT = limits.UPLOAD_DAYS * DAY

DEEDS = st.one_of(
    st.tuples(st.just("uploads"), st.integers(0, 3)),
    st.tuples(st.just("begins"), st.integers(0, 3)),
    st.tuples(st.just("sends"), st.integers(0, 3)),
    st.tuples(st.just("takes back"), st.integers(0, 3)),
    st.tuples(st.just("days pass"), st.integers(1, 8)),
    st.tuples(
        st.just("collects"), st.sampled_from(["forget_old", "drop_parts", "note_strays", "delete_due"])
    ),
    st.tuples(st.just("copies"), st.just(0)),
    st.tuples(st.just("comes back"), st.integers(0, 3)),
)


class Year:
    """What happens to a server, and what must be fetched from it whatever happened."""

    def __init__(self, archive: Archive, folder: Path) -> None:
        self.archive = archive
        self.folder = folder
        self.chat = archive.office.create("anna", "bruno")[0]
        self.whole: list[Attachment] = []
        self.sent: dict[str, tuple[Message, bytes]] = {}
        self.taken_back: set[str] = set()
        self.copies: list[tuple[Path, dict[str, tuple[Message, bytes]], int]] = []

    def do(self, deed: str, how: Any) -> None:
        data = f"data {how}".encode()
        match deed:
            case "uploads":
                self.whole.append(self.archive.upload("anna", data))
            case "begins":
                self.archive.receive("anna", file_of(data)).close()
            case "sends" if self.whole:
                self._send(self.whole.pop(how % len(self.whole)))
            case "takes back" if self.sent:
                message, _ = self.sent.pop(list(self.sent)[how % len(self.sent)])
                self.archive.office.delete("anna", message)
                self.taken_back.add(message.id)
            case "days pass":
                self.archive.office.now_ms += how * DAY
            case "collects":
                getattr(collector_of(self.archive), how)()
            case "copies":
                copy = self.folder / f"copy-{len(self.copies)}"
                copies.make(self.archive.office.url, copy)
                self.copies.append((copy, dict(self.sent), self.archive.office.now_ms))
            case "comes back" if self.copies:
                self._put_back(*self.copies[how % len(self.copies)])

    def _send(self, file: Attachment) -> None:
        try:
            message = self.archive.send("anna", self.chat, file)
        except AttachmentRefused:
            return  # It was kept for long enough.
        upload = self.archive.readable("bruno", self.chat, message.id, file.id)
        data = bytes(self.archive.storage.objects.read(upload.key, 0, upload.size))
        assert hashlib.sha256(data).hexdigest() == file.sha256
        self.sent[message.id] = (message, data)

    def _put_back(self, copy: Path, sent: dict[str, tuple[Message, bytes]], made_at: int) -> None:
        """Bring a copy back that is not too old: longer than uploads are kept, files without one are not kept."""
        if self.archive.office.now_ms - made_at > KEPT - DAY:
            return
        self.archive.office.database.close()
        copies.put_back(self.archive.office.url, copy)
        self.archive.office.database = Database(self.archive.office.url)
        self.archive.office.database.submit(begin_if_copied).result()
        self.sent = dict(sent)

    def everything_is_there(self) -> None:
        for message, data in self.sent.values():
            if message.id not in self.taken_back:
                assert self.archive.fetch("bruno", message, message.body.attachments[0]) == data


@settings(max_examples=by_profile(quick=25, long=500))
@given(deeds=st.lists(DEEDS, max_size=25))
def test_whatever_happens_the_files_of_messages_are_there(deeds, empty_database, tmp_path_factory):
    folder = tmp_path_factory.mktemp("year")
    shutil.copy(empty_database, folder / "chat.db")
    office = Office(folder / "chat.db")
    try:
        year = Year(Archive(office), folder)
        for deed, how in deeds:
            year.do(deed, how)
            year.everything_is_there()
        office.now_ms += 2 * KEPT
        collect(year.archive)
        office.now_ms += 2 * KEPT
        collect(year.archive)
        year.everything_is_there()
        assert len(list((folder / "attachments").glob("*/*/*"))) == len(whole_uploads(year.archive))
    finally:
        office.close()


def whole_uploads(archive: Archive) -> list[str]:
    return [id_ for id_, whole, _ in archive.rows() if whole]
