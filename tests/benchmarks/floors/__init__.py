"""The floors: servers that do as little as can be done of what ours does, to see how far ours is from that.

Each is a script of its own, started as a process: it prints its port and serves until it is killed. All use
`websockets.asyncio.server` on uvloop, without compression.
"""
