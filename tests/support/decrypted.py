"""What whoever holds the key could read in a cache's files byte by byte: also what no query returns any more.

Read by the format's own description, page by page and without SQLite: AES-256-CBC, at the end of each page 16 bytes of start
value and 64 bytes of checksum; the first page begins with the salt.
"""

from pathlib import Path

PAGE = 4096
_RESERVED = 80
_VECTOR = 16
_SALT = 16
_LOG_HEADER = 32
_FRAME_HEADER = 24


def decrypted(path: Path, key: bytes) -> bytes:
    """Return every page of the file and of its log of writes, in the clear."""
    whole = path.read_bytes()
    pages = [_page(whole[at : at + PAGE], key, first=at == 0) for at in range(0, len(whole), PAGE)]
    log = path.with_name(path.name + "-wal")
    frames = log.read_bytes()[_LOG_HEADER:] if log.exists() else b""
    for at in range(0, len(frames), _FRAME_HEADER + PAGE):
        frame = frames[at : at + _FRAME_HEADER + PAGE]
        pages.append(_page(frame[_FRAME_HEADER:], key, first=int.from_bytes(frame[:4]) == 1))
    return b"".join(pages)


def _page(page: bytes, key: bytes, *, first: bool) -> bytes:
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

    vector = page[PAGE - _RESERVED : PAGE - _RESERVED + _VECTOR]
    cipher = Cipher(algorithms.AES(key), modes.CBC(vector)).decryptor()
    return cipher.update(page[_SALT if first else 0 : PAGE - _RESERVED]) + cipher.finalize()
