"""The key of the caches that tests make: a fixed one, so that a cache can be opened again by another process."""

KEY = bytes(range(32))
