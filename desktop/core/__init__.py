"""Everything the client knows and does, without Qt: the cache, the outbox, the sync with the server, and `client`, their front.

The network writes the cache, the cache tells what changed, the view models read it. A user's action writes one row into the
outbox; what is read back is confirmed rows with the pending commands projected over them.
"""
