"""Stored files are whole or not there, are read in parts, and every failure of the storage is one of ours; in a folder and in S3."""

import os

import obstore
import pytest

from sync_server.errors import AttachmentsRefused, FileLost, StorageFailed
from sync_server.store.objects import new_key, open_bucket, open_folder
from sync_server.store.storage import open_storage

SPACE = "0123456789abcdef"


@pytest.fixture
def objects(place_for_files):
    if "://" in place_for_files.place:
        return open_bucket(place_for_files.place)
    return open_folder(place_for_files.folder)


@pytest.fixture
def store(objects, tmp_path):
    """Stores bytes, and returns the key."""

    def put(data):
        key = new_key(SPACE)
        # On the same disk as the folder, as staging is.
        staged = tmp_path / "staged"
        staged.write_bytes(data)
        objects.put(key, staged)
        return key

    return put


def test_what_is_stored_is_read_in_parts(objects, store):
    data = os.urandom(3_000_000)

    key = store(data)

    assert objects.size(key) == len(data)
    assert bytes(objects.read(key, 1_000_000, 5)) == data[1_000_000:1_000_005]
    assert bytes(objects.read(key, 2_999_990, 1_000)) == data[-10:]


def test_a_file_of_many_parts_comes_out_as_it_went_in(objects, store):
    data = os.urandom(20 * 1024 * 1024 + 7)

    key = store(data)

    read = b"".join(bytes(objects.read(key, at, 2**20)) for at in range(0, len(data), 2**20))
    assert read == data


def test_an_empty_file_is_a_file(objects, store):
    key = store(b"")

    assert objects.size(key) == 0
    assert bytes(objects.read(key, 0, 0)) == b""


def test_what_is_not_there_is_said_to_be_lost(objects):
    key = new_key(SPACE)

    assert objects.size(key) is None
    with pytest.raises(FileLost):
        objects.read(key, 0, 10)


def test_what_is_deleted_is_gone_and_may_be_deleted_again(objects, store):
    key, other = store(b"one"), store(b"other")

    objects.delete(key)
    objects.delete(key)

    assert objects.size(key) is None
    assert list(objects.listed(SPACE)) == [[other]]


def test_only_the_files_of_one_database_are_listed_and_nothing_that_is_none_of_ours(objects, store):
    key = store(b"mine")
    for name in (f"{SPACE}/notes.txt", f"{SPACE}/ab/report.pdf", "fedcba9876543210/00/" + "0" * 32, "readme"):
        obstore.put(objects._store, name, b"somebody's")

    assert [name for page in objects.listed(SPACE) for name in page] == [key]


def test_keys_cannot_be_guessed_and_are_never_the_same():
    keys = {new_key(SPACE) for _ in range(100)}

    assert len(keys) == 100
    assert all(key.startswith(f"{SPACE}/") and len(key.rpartition("/")[2]) == 32 for key in keys)


def test_a_folder_takes_a_file_without_copying_it_and_keeps_it_from_other_users(tmp_path):
    objects, staged, key = open_folder(tmp_path / "files"), tmp_path / "staged", new_key(SPACE)
    staged.write_bytes(b"secret")
    staged.chmod(0o600)
    inode = staged.stat().st_ino

    objects.put(key, staged)

    assert not staged.exists()
    stored = tmp_path / "files" / key
    assert stored.stat().st_ino == inode
    assert (tmp_path / "files").stat().st_mode & 0o077 == 0
    assert stored.parent.stat().st_mode & 0o077 == 0


def test_a_storage_that_is_away_fails_for_now(s3, monkeypatch, tmp_path):
    bucket = s3.bucket()
    for name, value in bucket.environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("AWS_ENDPOINT", "http://127.0.0.1:1")
    objects = open_bucket(bucket.url)
    staged = tmp_path / "staged"
    staged.write_bytes(b"data")

    with pytest.raises(StorageFailed):
        objects.put(new_key(SPACE), staged)
    with pytest.raises(StorageFailed):
        objects.read(new_key(SPACE), 0, 1)
    assert staged.read_bytes() == b"data"


# What is wrong with a place, when the server starts -------------------------------------------------------------------


def refusal(place, tmp_path) -> str:
    with pytest.raises(AttachmentsRefused) as refused:
        open_storage(place, f"sqlite:///{tmp_path / 'chat.db'}")
    return str(refused.value)


@pytest.mark.parametrize(
    "place", ["s3://", "s3://UPPER/x", "http://example.com/x", "s3:///prefix", "gs://bucket"]
)
def test_what_is_no_place_is_refused_with_an_example(place, tmp_path):
    assert "write a folder, or s3://BUCKET/PREFIX" in refusal(place, tmp_path)


def test_a_folder_that_is_a_file_is_refused(tmp_path):
    (tmp_path / "files").touch()

    assert refusal(str(tmp_path / "files"), tmp_path).endswith("File exists")


def test_a_bucket_that_does_not_exist_is_refused(s3, monkeypatch, tmp_path):
    for name, value in s3.environment().items():
        monkeypatch.setenv(name, value)

    assert refusal("s3://there-is-none", tmp_path).endswith("there is no such bucket")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (
            {"AWS_SECRET_ACCESS_KEY": "guessed"},
            "the credentials are wrong, or not allowed to read, write, list and delete",
        ),
        (
            {"AWS_ACCESS_KEY_ID": "nobody"},
            "the credentials are wrong, or not allowed to read, write, list and delete",
        ),
        ({"AWS_ALLOW_HTTP": "false"}, "the endpoint has no TLS: use https://, or set AWS_ALLOW_HTTP=true"),
        ({"AWS_ENDPOINT": "http://127.0.0.1:1"}, "error sending request"),
    ],
)
def test_an_environment_that_is_wrong_is_noticed_at_once(wrong, said, s3, monkeypatch, tmp_path):
    bucket = s3.bucket()
    for name, value in {**bucket.environment, **wrong}.items():
        monkeypatch.setenv(name, value)

    line = refusal(bucket.url, tmp_path)

    assert said in line
    assert "\n" not in line
    assert "guessed" not in line


def test_a_place_that_works_is_left_as_it_was(place_for_files, tmp_path):
    open_storage(place_for_files.place, f"sqlite:///{tmp_path / 'chat.db'}")

    assert place_for_files.stored() == []
    assert [path for path in place_for_files.folder.rglob("*") if path.is_file()] == []
