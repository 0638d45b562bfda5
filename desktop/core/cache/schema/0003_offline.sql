-- Everything a user does waits in the outbox; what waited long asks its author; what people set for themselves; true numbers before the
-- history is here.

-- Which message an edit, a deletion or a reaction is about. `message` stays the id of the line that confirms a command.
ALTER TABLE command ADD COLUMN target TEXT;
-- Place of the newest message that was here when the user did it: whatever stands after it, they had not seen.
ALTER TABLE command ADD COLUMN written_after INTEGER NOT NULL DEFAULT 0;
-- 'asks': it waited long and its author has to say whether it is still to go; 'released': they said yes; '' before.
ALTER TABLE command ADD COLUMN held TEXT NOT NULL DEFAULT '' CHECK (held IN ('', 'asks', 'released'));
-- Whether it was handed to a connection: then the server may know it, and its content must stay what it is.
ALTER TABLE command ADD COLUMN tried INTEGER NOT NULL DEFAULT 0;
CREATE INDEX command_by_target ON command (target) WHERE target IS NOT NULL;
-- While this is set, any command may be on its way. What was in fact is noted when the connection ends; a killed program notes nothing.
ALTER TABLE account ADD COLUMN sending INTEGER NOT NULL DEFAULT 0;
-- Nothing was noted of what waits from before.
UPDATE command SET tried = 1, written_after = COALESCE((SELECT MAX(m.seq) FROM message AS m WHERE m.chat = command.chat), 0);

ALTER TABLE draft ADD COLUMN reply_to TEXT;

-- What the user has set for themselves, as the server has it.
CREATE TABLE preference (
    chat        TEXT    PRIMARY KEY,
    revision    INTEGER NOT NULL,
    muted_until INTEGER NOT NULL,
    pinned      INTEGER NOT NULL,
    unread_from INTEGER NOT NULL
) WITHOUT ROWID;

-- `preferences`: how far preferences were told when the last catch-up was complete, at `synced_at` of this computer's clock.
-- `token` is empty where the system's keyring keeps the device's secret.
ALTER TABLE account ADD COLUMN preferences INTEGER NOT NULL DEFAULT 0;
ALTER TABLE account ADD COLUMN synced_at INTEGER;
ALTER TABLE account ADD COLUMN token TEXT NOT NULL DEFAULT '';
-- Name of the history that the server tells; empty before it said so. Once it tells another one, rows of chats and people that are
-- kept from before have the revision 0.
ALTER TABLE account ADD COLUMN epoch TEXT NOT NULL DEFAULT '';

-- How many messages of others are missing here: those after the place `counted_after` that existed when the server counted them
-- (places up to `counted_to`, as they were at revision `counted_at`), each row taken off once, in the transaction that brings it in.
-- So an unread number is the rows held after the read position, plus MIN(counted, MAX(0, held_from_seq - 1 - read position)).
ALTER TABLE sync_state ADD COLUMN counted INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sync_state ADD COLUMN counted_after INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sync_state ADD COLUMN counted_to INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sync_state ADD COLUMN counted_at INTEGER NOT NULL DEFAULT 0;

-- A chat with the place of its newest message, and the read position that holds once the outbox is empty: up to what was seen, and
-- to the place before the unread mark at most. Each part is named once, since SQLite works out what a view names as often as it is named.
DROP VIEW chat_row;
CREATE VIEW chat_row AS
SELECT p.*, MIN(p.seen, COALESCE(NULLIF(p.unread_from, 0) - 1, 9007199254740991)) AS effective_read
FROM (
    SELECT c.*, COALESCE((SELECT MAX(m.seq) FROM message AS m WHERE m.chat = c.id), 0) AS last_seq, MAX(
        COALESCE((SELECT r.seq FROM read_position AS r WHERE r.chat = c.id AND r.user = (SELECT a.user FROM account AS a)), 0),
        COALESCE((
            SELECT MAX(json_extract(k.frame, '$.seq')) FROM command AS k WHERE k.chat = c.id AND k.kind = 'mark_read'
        ), 0)
    ) AS seen, COALESCE(
        (
            SELECT json_extract(k.frame, '$.unread_from') FROM command AS k
            WHERE k.chat = c.id AND k.kind = 'set_preferences' AND json_extract(k.frame, '$.unread_from') IS NOT NULL
            ORDER BY k.number DESC LIMIT 1
        ),
        (SELECT f.unread_from FROM preference AS f WHERE f.chat = c.id),
        0
    ) AS unread_from
    FROM chat AS c
) AS p;

-- Who quotes a message is told when that changes.
CREATE INDEX message_answers ON message (chat, reply_to) WHERE reply_to IS NOT NULL;

-- Where nothing is missing, what people wrote is all that is there but these few lines: it need not be counted.
CREATE INDEX message_system ON message (chat, seq) WHERE kind NOT IN ('text', 'deleted');

-- A message with its author's name and the message that it answers, as the timeline shows it.
DROP VIEW message_row;
CREATE VIEW message_row AS
SELECT m.id, m.chat, m.seq, m.author, COALESCE(p.name, '') AS author_name, m.sent_at, m.kind, m.body, m.mentions, m.edited_at,
    m.reactions, m.reply_to, q.id AS quoted, q.kind AS quoted_kind, substr(q.body, 1, 300) AS quoted_text,
    COALESCE(w.name, '') AS quoted_author, q.author AS quoted_author_id
FROM message AS m
LEFT JOIN person AS p ON p.id = m.author
LEFT JOIN message AS q ON q.chat = m.chat AND q.seq = m.reply_to
LEFT JOIN person AS w ON w.id = q.author;

-- The rows of the chat list as they were last seen: painted at the next start, while everything else is still being loaded. What is
-- taken back or replaced must not outlive its message here.
CREATE TABLE glance (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
    rows     TEXT    NOT NULL
);
CREATE TRIGGER message_changed AFTER UPDATE ON message BEGIN
    DELETE FROM glance;
END;
CREATE TRIGGER message_removed AFTER DELETE ON message BEGIN
    DELETE FROM glance;
END;
