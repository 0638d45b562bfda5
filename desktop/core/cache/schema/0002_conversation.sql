-- Edits, tombstones, replies, reactions and others' read positions; and what is held, apart from the chat's row.

DROP VIEW chat_row;
DROP VIEW message_row;

-- How far people have read: the user's own position and those of others that the user may know.
CREATE TABLE read_position (
    chat TEXT    NOT NULL,
    user TEXT    NOT NULL,
    seq  INTEGER NOT NULL,
    PRIMARY KEY (chat, user)
) WITHOUT ROWID;
INSERT INTO read_position (chat, user, seq)
SELECT c.id, a.user, c.read_seq FROM chat AS c JOIN account AS a WHERE c.read_seq > 0;

-- How far read positions were told when the last catch-up was complete, and the latest change of the directory that was told; with
-- the end of a catch-up `directory_revision` moves there.
ALTER TABLE account ADD COLUMN reads INTEGER NOT NULL DEFAULT 0;
ALTER TABLE account ADD COLUMN directory_told INTEGER NOT NULL DEFAULT 0;

-- A change with the revision `told` is known to exist; more than `held` says that something is missing.
ALTER TABLE sync_state ADD COLUMN told INTEGER NOT NULL DEFAULT 0;
UPDATE sync_state SET told = MAX(held, COALESCE((SELECT c.revision FROM chat AS c WHERE c.id = sync_state.chat), 0));

-- From here on, `revision` is that of the last change of the row itself, not of the chat.
ALTER TABLE chat DROP COLUMN last_seq;
ALTER TABLE chat DROP COLUMN read_seq;

-- Lists are JSON, empty for none.
ALTER TABLE message ADD COLUMN mentions TEXT NOT NULL DEFAULT '';
ALTER TABLE message ADD COLUMN reply_to INTEGER;
ALTER TABLE message ADD COLUMN edited_at INTEGER;
ALTER TABLE message ADD COLUMN reactions TEXT NOT NULL DEFAULT '';
-- What people wrote is counted from this index and `message_written`, tombstones included.
CREATE INDEX message_deleted ON message (chat, seq) WHERE kind = 'deleted';

-- A message with its author's name, as the timeline shows it.
CREATE VIEW message_row AS
SELECT m.id, m.chat, m.seq, m.author, COALESCE(p.name, '') AS author_name, m.sent_at, m.kind, m.body, m.mentions, m.edited_at
FROM message AS m LEFT JOIN person AS p ON p.id = m.author;

-- A chat with the place of its newest message, and the read position that holds once the outbox is empty.
CREATE VIEW chat_row AS
SELECT c.*, COALESCE((SELECT MAX(m.seq) FROM message AS m WHERE m.chat = c.id), 0) AS last_seq, MAX(
    COALESCE((SELECT r.seq FROM read_position AS r WHERE r.chat = c.id AND r.user = (SELECT a.user FROM account AS a)), 0),
    COALESCE((
        SELECT MAX(json_extract(k.frame, '$.seq')) FROM command AS k WHERE k.chat = c.id AND k.kind = 'mark_read'
    ), 0)
) AS effective_read
FROM chat AS c;
