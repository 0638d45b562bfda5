"""The edge of the server: websockets in, handlers below, live delivery out. The only part that knows sockets.

`gateway` accepts connections and makes a visit of each: a `session` for messages, or one for `attachments`; `visit` is what both
share, and `house` what all of them do. `reading` turns what a client sent into requests; `sign_in` finds out who is calling;
`commands` hands changes to the committer and publishes what follows; `catch_up` tells a device what it missed; `hub` knows who
is connected; `outlet` holds what is due to one socket; `throttles` keep count of who asks too often, `crowds` of who comes too
often; `watcher` notices changes of accounts made elsewhere. Files travel as `uploads` and `downloads`, as fast as `flow` allows,
through the threads of the `depot` and the `lane` of their connection. Nothing here speaks SQL or decides who may see what.
"""
