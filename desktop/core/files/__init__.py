"""Files on this computer: sealed with a key each and kept apart from the cache, and what is made of a file when it is attached.

Nothing here knows SQL or the network: which files there are, and their keys, is the cache's to know (`core.cache.files`).
"""
