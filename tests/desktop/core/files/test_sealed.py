"""A sealed file gives back what was written, goes on after any cut, and says so when anything about it is not as it was."""

import hashlib
import os
import stat
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from desktop.core.errors import FileError, FileTrouble
from desktop.core.files import sealed
from desktop.core.files.sealed import PLAIN_BYTES, SealedReader, SealedWriter, new_file, sealed_size, verify

ID = "01919191-0000-7000-8000-000000000001"
OTHER_ID = "01919191-0000-7000-8000-000000000002"
SEAL = PLAIN_BYTES + 28
MEMORY = "/dev/shm"  # noqa: S108 - names in it are random
SIZES = st.one_of(
    st.integers(0, 200),
    st.sampled_from([PLAIN_BYTES * times + off for times in (1, 2, 3, 17) for off in (-1, 0, 1)]),
    st.integers(0, 5 * PLAIN_BYTES),
)


def scratch() -> tempfile.TemporaryDirectory[str]:
    """A folder for one of many tries: in memory where there is such a place, as each of them waits for the disk."""
    return tempfile.TemporaryDirectory(dir=MEMORY if Path(MEMORY).is_dir() else None)


def some(size: int) -> bytes:
    """Bytes that are nowhere alike."""
    return hashlib.shake_128(b"some").digest(size)


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def written(folder: Path, data: bytes, attachment: str = ID):
    file = new_file(folder, attachment)
    with SealedWriter(file) as writer:
        writer.append(data)
        assert writer.finish() == digest(data)
    return file


def read(file, size: int) -> bytes:
    with SealedReader(file, size) as reader:
        return b"".join(reader.chunks())


def trouble(action, *arguments) -> FileTrouble:
    with pytest.raises(FileError) as failed:
        action(*arguments)
    return failed.value.trouble


@given(size=SIZES, pieces=st.lists(st.integers(1, 3 * PLAIN_BYTES), min_size=1, max_size=20))
def test_what_was_written_in_any_pieces_is_read_back(size, pieces):
    data = some(size)
    with scratch() as folder:
        file = new_file(Path(folder, "files"), ID)
        with SealedWriter(file) as writer:
            left = memoryview(data)
            while left:
                for length in pieces:
                    writer.append(left[:length])
                    left = left[length:]
                    assert writer.offset == size - len(left)
                    assert writer.offset - PLAIN_BYTES <= writer.kept <= writer.offset
            assert writer.finish() == digest(data)
        assert read(file, size) == data
        assert file.path.stat().st_size == sealed_size(size)
        verify(file, size, digest(data))


@given(size=SIZES, offset=st.integers(0, 6 * PLAIN_BYTES), length=st.integers(0, 3 * PLAIN_BYTES))
def test_any_range_is_read_as_of_the_plain_bytes(size, offset, length):
    data = some(size)
    with scratch() as folder, SealedReader(written(Path(folder), data), size) as reader:
        assert reader.read(offset, length) == data[offset : offset + length]


@given(size=SIZES, cuts=st.lists(st.floats(0, 1), min_size=1, max_size=4), whole=st.booleans())
def test_a_file_that_was_cut_anywhere_goes_on_and_ends_as_the_same_bytes(size, cuts, whole):
    data = some(size)
    with scratch() as folder:
        file = new_file(Path(folder), ID)
        for cut in cuts:
            with SealedWriter(file) as writer:
                writer.append(data[writer.offset :])
                if whole:
                    writer.finish()
            length = file.path.stat().st_size
            os.truncate(file.path, int(length * cut))
            with SealedWriter(file) as writer:
                assert writer.offset == writer.kept <= int(length * cut)
                assert int(length * cut) - writer.offset < SEAL + writer.offset // PLAIN_BYTES * 28 + SEAL
        with SealedWriter(file) as writer:
            writer.append(data[writer.offset :])
            assert writer.finish() == digest(data)
        assert read(file, size) == data


def test_one_that_was_finished_without_anybody_noting_it_is_finished_again(tmp_path):
    for size in (0, 10, PLAIN_BYTES, 2 * PLAIN_BYTES + 1):
        file = written(tmp_path, some(size))
        with SealedWriter(file) as writer:
            assert size - PLAIN_BYTES <= writer.offset <= size
            writer.append(some(size)[writer.offset :])
            assert writer.finish() == digest(some(size))
        assert read(file, size) == some(size)


def test_what_the_disk_lost_in_the_middle_is_written_again_from_there(tmp_path):
    """After the loss of power a file may be as long as it was, with nothing in some of it."""
    data = some(5 * PLAIN_BYTES)
    file = new_file(tmp_path, ID)
    with SealedWriter(file) as writer:
        writer.append(data)
    with file.path.open("r+b") as damaged:
        damaged.seek(2 * SEAL)
        damaged.write(bytes(SEAL))
    with SealedWriter(file) as writer:
        assert writer.offset == 2 * PLAIN_BYTES
        writer.append(data[writer.offset :])
        assert writer.finish() == digest(data)


@given(size=SIZES, where=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7))
def test_a_single_changed_bit_is_noticed(size, where, bit):
    with scratch() as folder:
        file = written(Path(folder), some(size))
        content = bytearray(file.path.read_bytes())
        content[int(len(content) * where)] ^= 1 << bit
        file.path.write_bytes(content)
        assert trouble(verify, file, size, digest(some(size))) is FileTrouble.DAMAGED


def test_what_is_not_as_long_as_it_was_is_noticed(tmp_path):
    size = 3 * PLAIN_BYTES
    file = written(tmp_path, some(size))
    content = file.path.read_bytes()
    for other in (content[:-1], content[:-SEAL], content + b"\0", content + content[:SEAL], b""):
        file.path.write_bytes(other)
        assert trouble(read, file, size) is FileTrouble.DAMAGED
    # Not even with the size that would fit: the last seal says that it is the last.
    file.path.write_bytes(content[:-SEAL])
    assert trouble(read, file, 2 * PLAIN_BYTES) is FileTrouble.DAMAGED


def test_seals_that_changed_places_are_noticed(tmp_path):
    size = 3 * PLAIN_BYTES
    file = written(tmp_path, some(size))
    content = file.path.read_bytes()
    file.path.write_bytes(content[SEAL : 2 * SEAL] + content[:SEAL] + content[2 * SEAL :])
    assert trouble(read, file, size) is FileTrouble.DAMAGED


def test_a_file_is_not_taken_for_another_ones(tmp_path):
    size = 2 * PLAIN_BYTES
    file = written(tmp_path, some(size))
    assert trouble(read, structs.replace(file, attachment=OTHER_ID), size) is FileTrouble.DAMAGED
    assert trouble(read, structs.replace(file, key=bytes(32)), size) is FileTrouble.DAMAGED
    with SealedWriter(structs.replace(file, attachment=OTHER_ID)) as writer:
        assert writer.offset == 0


def test_another_digest_is_noticed_and_so_is_a_file_that_is_gone(tmp_path):
    file = written(tmp_path, b"text")
    assert trouble(verify, file, 4, digest(b"other")) is FileTrouble.DAMAGED
    assert sealed.remove(file.path)
    assert trouble(verify, file, 4, digest(b"text")) is FileTrouble.MISSING
    assert sealed.remove(file.path)


def test_nothing_of_it_lies_on_the_disk_in_plain(tmp_path):
    text = b"the board meets on friday " * 20_000
    file = new_file(tmp_path / "files", ID)
    with SealedWriter(file) as writer:
        for start in range(0, len(text), 10_000):
            writer.append(text[start : start + 10_000])
        begun = file.path.read_bytes()
        writer.finish()
    for content in (begun, file.path.read_bytes()):
        assert not any(word in content for word in (b"board", b"friday", b"meets"))
    assert file.attachment not in file.path.name


def test_an_account_that_is_gone_does_not_come_back_with_a_file(tmp_path):
    """Who signs out while a large file is attached leaves a thread behind that goes on for a moment."""
    assert trouble(SealedWriter, new_file(tmp_path / "account" / "files", ID)) is FileTrouble.UNWRITABLE
    assert not (tmp_path / "account").exists()


def test_the_same_bytes_are_sealed_differently_each_time(tmp_path):
    one, other = written(tmp_path, some(100)), written(tmp_path, some(100))
    assert one.path.name != other.path.name
    assert one.path.read_bytes() != other.path.read_bytes()
    assert one.key.hex() not in repr(one)
    assert str(one.key) not in repr(one)


@pytest.mark.skipif(os.name != "posix", reason="rights of a file are another thing elsewhere")
def test_nobody_else_on_this_computer_may_look_at_it(tmp_path):
    file = written(tmp_path / "files", b"text")
    assert stat.S_IMODE(file.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.path.parent.stat().st_mode) == 0o700


def test_a_full_disk_is_said_and_it_goes_on_from_there_once_there_is_room(small_disk):
    data = some(1_500_000)
    file = new_file(small_disk.folder / "files", ID)
    SealedWriter(file).close()
    small_disk.fill(leave=600_000)
    with SealedWriter(file) as writer:
        assert trouble(fill, writer, data) is FileTrouble.DISK_FULL
    small_disk.free()
    with SealedWriter(file) as writer:
        assert 0 < writer.offset < 600_000
        writer.append(data[writer.offset :])
        assert writer.finish() == digest(data)
    assert read(file, len(data)) == data


def fill(writer, data: bytes) -> None:
    for start in range(0, len(data), 100_000):
        writer.append(data[start : start + 100_000])
    writer.finish()


def test_a_folder_in_the_way_is_said(tmp_path):
    file = new_file(tmp_path, ID)
    file.path.mkdir()
    assert trouble(SealedWriter, file) is FileTrouble.UNWRITABLE
    blocked = new_file(written(tmp_path, b"text").path, ID)
    assert trouble(SealedWriter, blocked) is FileTrouble.UNWRITABLE
    assert trouble(SealedReader, blocked, 4) is FileTrouble.MISSING
