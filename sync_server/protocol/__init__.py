"""The wire: what client and server say to each other, as immutable structs. Both sides import it; it imports nothing of either.

`nouns` are the rows, `frames` the requests, replies and pushes that carry them, `codes` the errors, `limits` the numbers.
`PROTOCOL.md` beside this file is the page for somebody who writes a client in another language; its examples are tests.
"""
