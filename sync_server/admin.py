"""What an operator does to accounts and history from the command line, while the server runs or while it does not.

Every function opens the database, does one thing in one transaction and closes it; a running server notices within a second
(it watches the directory's revision). Errors are `errors.OperatorError`, whose text is the line to print.

The import file
---------------
`import_history` reads UTF-8 JSON Lines: one JSON object a line, each with exactly one key that names what the line is; empty
lines are skipped. Everything happens in the order of the lines, in one transaction: either the whole file is taken in, or
nothing. Times are integers, milliseconds since the Unix epoch, UTC. People are named by username, of this file or already there.

    {"user": {"username": "anna", "name": "Anna Kovács", "title": "Escalations", "password": "…", "active": true, "id": "…"}}
        A new account. Optional: `title` (""), `password` (without one, nobody can sign in until `user set-password`),
        `active` (true), `id` (a lower-case UUIDv7; made if absent). A username that exists already is an error. Someone who
        is to be inactive may still take part in the file's chats: they are deactivated at the end.
    {"chat": {"key": "launch", "created_by": "anna", "created_at": 1790000000000, "participants": ["bruno"], "subject": "", "id": "…"}}
        A chat, with its `created` line as seq 1. `key` is any string by which later lines name it. Optional: `subject` (""),
        `id` (as above). Naming the creator among the participants does no harm; at least one other person is needed.
    {"message": {"chat": "launch", "author": "bruno", "sent_at": 1790000060000, "text": "Morning!", "id": "…"}}
        What somebody wrote. Moves the author's own read position, as live. Optional: `id`.
    {"renamed": {"chat": "launch", "by": "anna", "at": 1790000120000, "subject": "Launch day"}}
        The subject was set; takes a seq.
    {"added": {"chat": "launch", "by": "anna", "at": 1790000180000, "users": ["chiara"], "with_history": false}}
        People were added, with the history that the adder sees or with none; takes a seq.
    {"read": {"chat": "launch", "user": "chiara", "seq": 3}}
        Somebody has read that far. Without `seq`: everything up to this line of the file.

`renamed` and `added` move the read position of who did it, as a message does. Unknown fields are errors.
The same limits hold as for clients: lengths, participants, who may write where.
"""
