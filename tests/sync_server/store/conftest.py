"""A small disk, for what must be said when there is no room."""

from tests.support.full_disk import small_disk

__all__ = ["small_disk"]
