-- The first schema. A file here is never edited once released; the next change is the next number.

CREATE TABLE account (
    only_row           INTEGER PRIMARY KEY CHECK (only_row = 1),
    server             TEXT    NOT NULL,
    user               TEXT    NOT NULL,
    directory_revision INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE person (
    id       TEXT    PRIMARY KEY,
    username TEXT    NOT NULL,
    name     TEXT    NOT NULL,
    title    TEXT    NOT NULL,
    active   INTEGER NOT NULL,
    revision INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE chat (
    id               TEXT    PRIMARY KEY,
    revision         INTEGER NOT NULL,
    subject          TEXT    NOT NULL,
    created_by       TEXT,
    created_at       INTEGER,
    visible_from_seq INTEGER NOT NULL,
    last_seq         INTEGER NOT NULL,
    read_seq         INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE participant (
    chat             TEXT    NOT NULL,
    user             TEXT    NOT NULL,
    place            INTEGER NOT NULL,
    added_seq        INTEGER,
    added_at         INTEGER,
    added_by         TEXT,
    visible_from_seq INTEGER,
    PRIMARY KEY (chat, user)
) WITHOUT ROWID;
CREATE INDEX participant_of_user ON participant (user);

-- Every change up to revision `held` is here for messages from `held_from_seq` on; older messages come by backfill.
CREATE TABLE sync_state (
    chat          TEXT    PRIMARY KEY,
    held          INTEGER NOT NULL,
    held_from_seq INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE message (
    chat     TEXT    NOT NULL,
    seq      INTEGER NOT NULL,
    id       TEXT    NOT NULL,
    revision INTEGER NOT NULL,
    author   TEXT    NOT NULL,
    sent_at  INTEGER NOT NULL,
    kind     TEXT    NOT NULL,
    body     TEXT    NOT NULL,  -- the text itself for kind 'text', JSON for system lines
    PRIMARY KEY (chat, seq)
) WITHOUT ROWID;
CREATE INDEX message_by_id ON message (id);
-- Unread numbers and last writers are read from this index alone.
CREATE INDEX message_written ON message (chat, seq, author) WHERE kind = 'text';

-- The outbox: what the user did and the server has not acknowledged.
CREATE TABLE command (
    number     INTEGER PRIMARY KEY AUTOINCREMENT,
    kind       TEXT    NOT NULL,
    chat       TEXT    NOT NULL,
    message    TEXT,               -- id of the message or system line that will confirm it
    frame      TEXT    NOT NULL,   -- the request as JSON of protocol version 1, its id 0
    created_at INTEGER NOT NULL,
    refusal    TEXT    NOT NULL DEFAULT ''
);
CREATE INDEX command_by_chat ON command (chat, number);
CREATE INDEX command_by_message ON command (message);

CREATE TABLE draft (
    chat     TEXT    PRIMARY KEY,
    text     TEXT    NOT NULL,
    saved_at INTEGER NOT NULL
) WITHOUT ROWID;

-- A message with its author's name, as the timeline shows it.
CREATE VIEW message_row AS
SELECT m.id, m.chat, m.seq, m.author, COALESCE(p.name, '') AS author_name, m.sent_at, m.kind, m.body
FROM message AS m LEFT JOIN person AS p ON p.id = m.author;

-- A chat with the read position that holds once the outbox is empty.
CREATE VIEW chat_row AS
SELECT c.*, MAX(c.read_seq, COALESCE((
    SELECT MAX(json_extract(k.frame, '$.seq')) FROM command AS k WHERE k.chat = c.id AND k.kind = 'mark_read'
), 0)) AS effective_read
FROM chat AS c;
