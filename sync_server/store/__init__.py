"""What the server keeps, in SQL: the only place that knows tables and statements.

`database` opens it and owns the threads, `committer` makes many commands one transaction, `tenancy` keeps a second server away;
the slices (`chats`, `messages`, `sync`, `receipts`, `accounts`) are functions that take an open connection first. Nothing here
decides who may see or do something: that is `policy`, and the handlers ask it.
"""
