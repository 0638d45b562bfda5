"""The edge of the server: websockets in, handlers below, live delivery out. The only part that knows sockets.

`gateway` accepts connections and makes a `session` of each; `reading` turns what a client sent into requests; `sign_in` finds
out who is calling; `commands` hands changes to the committer and publishes what follows; `catch_up` tells a device what it
missed; `hub` knows who is connected; `outlet` holds what is due to one socket; `throttles` keep count of who asks too often;
`watcher` notices changes of accounts made elsewhere. Nothing here speaks SQL or decides who may see what.
"""
