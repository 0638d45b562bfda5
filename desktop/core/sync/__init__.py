"""Keeping the cache like the server's rows, and sending what the outbox holds.

`engine` decides, without I/O; `connection` is the socket; `applier` writes what came into the cache; `runner` joins the three.
`address` reads what people type as a server's address.
"""
