"""A server, a sample team and the client in one command, so that one person alone sees a living product.

`people` and `dialogues` are the cast and their lines, `history` writes their past as an import file for the server.
`replies` and `team` let them talk, as clients of the real protocol. `backstage` is the process behind the window: it seeds
and runs the server and the team, and ends with the window. `place` says where a demo runs, so that a second person can join.
"""
