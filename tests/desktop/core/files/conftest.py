"""What the tests of files share: a disk that can be full."""

from tests.support.full_disk import small_disk

__all__ = ["small_disk"]
