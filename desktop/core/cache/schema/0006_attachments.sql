-- Attachments: what messages carry, the files of them that are here or on their way, and those of drafts.

-- JSON of a list, empty for none.
ALTER TABLE message ADD COLUMN attachments TEXT NOT NULL DEFAULT '';
CREATE INDEX message_attachments ON message (chat, seq) WHERE attachments <> '';
-- Nobody counts by these any more.
DROP INDEX message_system;
DROP INDEX message_deleted;

-- Each attachment and thumbnail that is known: of a confirmed message (`message`), or of a draft or an unsent message (`unsent`).
-- What of it is here lies sealed in the folder `files`, as `name` and with `key`, both empty while nothing is here. The key is
-- nowhere else: without its row a file is noise. Two rows may share a file, which is sealed for one of them: `bound`.
CREATE TABLE file (
    attachment TEXT    PRIMARY KEY,
    name       TEXT    NOT NULL DEFAULT '',
    key        BLOB    NOT NULL DEFAULT x'',
    bound      TEXT    NOT NULL DEFAULT '',
    size       INTEGER NOT NULL,
    sha256     TEXT    NOT NULL,
    thumbnail  INTEGER NOT NULL,
    picture    INTEGER NOT NULL DEFAULT 0,
    here       INTEGER NOT NULL DEFAULT 0,  -- bytes, from the first on
    whole      INTEGER NOT NULL DEFAULT 0,  -- all of them, and they are what was announced
    used_at    INTEGER NOT NULL DEFAULT 0,
    -- On its way up. Nobody else has what is unsent, uploaded or not.
    unsent     INTEGER NOT NULL DEFAULT 0,
    sent       INTEGER NOT NULL DEFAULT 0,  -- bytes that the server has confirmed
    uploaded   INTEGER NOT NULL DEFAULT 0,
    -- On its way down: by which message, and whether somebody asked for it; if not, it may be fetched by itself.
    chat       TEXT    NOT NULL DEFAULT '',
    message    TEXT    NOT NULL DEFAULT '',
    sent_at    INTEGER NOT NULL DEFAULT 0,
    wanted     INTEGER NOT NULL DEFAULT 0,
    automatic  INTEGER NOT NULL DEFAULT 1,
    -- Either way.
    paused     INTEGER NOT NULL DEFAULT 0,
    failure    TEXT    NOT NULL DEFAULT '',
    moved_at   INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
CREATE INDEX file_of_message ON file (message) WHERE message <> '';
CREATE INDEX file_unsent ON file (attachment) WHERE unsent;
-- Read at each start, however much of a long history is here or is not.
CREATE INDEX file_whole ON file (attachment, whole) WHERE whole;
CREATE INDEX file_moving ON file (attachment) WHERE NOT unsent AND NOT whole AND (wanted OR paused OR failure <> '' OR here > 0);
CREATE INDEX file_wanted ON file (sent_at) WHERE wanted;
CREATE INDEX file_kept ON file (thumbnail, used_at, here, unsent) WHERE here > 0 AND NOT unsent;
CREATE INDEX file_name ON file (name) WHERE name <> '';
CREATE INDEX file_missing ON file (thumbnail, sent_at) WHERE NOT whole AND NOT unsent AND automatic AND NOT wanted AND NOT paused
    AND failure = '';

-- What is attached to a draft: the noun as it will be sent.
CREATE TABLE draft_file (
    attachment TEXT    PRIMARY KEY,
    thumbnail  TEXT,
    chat       TEXT    NOT NULL,
    place      INTEGER NOT NULL,
    noun       TEXT    NOT NULL
) WITHOUT ROWID;
CREATE INDEX draft_file_of_chat ON draft_file (chat, place);

-- The files of a message that waits, thumbnails included: a JSON list of ids, empty for none. And how often they were uploaded anew,
-- since the server did not have them when the message came.
ALTER TABLE command ADD COLUMN files TEXT NOT NULL DEFAULT '';
ALTER TABLE command ADD COLUMN resets INTEGER NOT NULL DEFAULT 0;

-- A command, whether it waits for its files, why one of them cannot be uploaded, and when they last moved.
CREATE VIEW command_row AS
SELECT k.*, CASE k.files WHEN '' THEN 0 ELSE EXISTS (
    SELECT 1 FROM json_each(k.files) AS e JOIN file AS f ON f.attachment = e.value WHERE NOT f.uploaded
) END AS uploading, CASE k.files WHEN '' THEN '' ELSE COALESCE((
    SELECT f.failure FROM json_each(k.files) AS e JOIN file AS f ON f.attachment = e.value
    WHERE f.failure <> '' AND NOT f.uploaded ORDER BY e.key LIMIT 1
), '') END AS failure, CASE k.files WHEN '' THEN 0 ELSE COALESCE((
    SELECT MAX(f.moved_at) FROM json_each(k.files) AS e JOIN file AS f ON f.attachment = e.value
), 0) END AS moved_at
FROM command AS k;

-- What a message carries, thumbnails included. Each part is found by the message's id or place.
CREATE VIEW message_file AS
SELECT m.id AS message, m.chat, m.sent_at, json_extract(a.value, '$.id') AS attachment, json_extract(a.value, '$.size') AS size,
    json_extract(a.value, '$.sha256') AS sha256, 0 AS thumbnail, json_extract(a.value, '$.picture') IS NOT NULL AS picture
FROM message AS m, json_each(m.attachments) AS a
WHERE m.attachments <> ''
UNION ALL
SELECT m.id, m.chat, m.sent_at, json_extract(a.value, '$.picture.thumbnail.id'), json_extract(a.value, '$.picture.thumbnail.size'),
    json_extract(a.value, '$.picture.thumbnail.sha256'), 1, 1
FROM message AS m, json_each(m.attachments) AS a
WHERE m.attachments <> '' AND json_extract(a.value, '$.picture.thumbnail') IS NOT NULL;

-- Whoever puts, changes or removes a message, by whatever way: what it carries can be fetched from then on, and no longer. What the
-- user sent has its files here already, and they are not unsent any more.
CREATE TRIGGER message_brings_files AFTER INSERT ON message WHEN NEW.attachments <> '' BEGIN
    INSERT INTO file (attachment, size, sha256, thumbnail, picture, chat, message, sent_at)
    SELECT b.attachment, b.size, b.sha256, b.thumbnail, b.picture, b.chat, b.message, b.sent_at
    FROM message_file AS b WHERE b.message = NEW.id
    ON CONFLICT (attachment) DO UPDATE SET chat = excluded.chat, message = excluded.message, sent_at = excluded.sent_at, unsent = 0,
        uploaded = 1, failure = CASE WHEN unsent THEN '' ELSE failure END, paused = CASE WHEN unsent THEN 0 ELSE paused END
    WHERE file.size = excluded.size AND file.sha256 = excluded.sha256;
END;
CREATE TRIGGER message_changes_files AFTER UPDATE OF attachments ON message WHEN OLD.attachments <> NEW.attachments BEGIN
    INSERT INTO file (attachment, size, sha256, thumbnail, picture, chat, message, sent_at)
    SELECT b.attachment, b.size, b.sha256, b.thumbnail, b.picture, b.chat, b.message, b.sent_at
    FROM message_file AS b WHERE b.message = NEW.id
    ON CONFLICT (attachment) DO NOTHING;
    DELETE FROM file WHERE message = OLD.id AND NOT unsent
        AND attachment NOT IN (SELECT b.attachment FROM message_file AS b WHERE b.message = NEW.id);
END;
CREATE TRIGGER message_loses_files AFTER DELETE ON message WHEN OLD.attachments <> '' BEGIN
    DELETE FROM file WHERE message = OLD.id AND NOT unsent;
END;

-- A message with its author's name, the message that it answers, and what both carry, as the timeline shows it.
DROP VIEW message_row;
CREATE VIEW message_row AS
SELECT m.id, m.chat, m.seq, m.author, COALESCE(p.name, '') AS author_name, m.sent_at, m.kind, m.body, m.mentions, m.edited_at,
    m.reactions, m.reply_to, m.attachments, q.id AS quoted, q.kind AS quoted_kind, substr(q.body, 1, 300) AS quoted_text,
    COALESCE(w.name, '') AS quoted_author, q.author AS quoted_author_id, q.attachments AS quoted_attachments
FROM message AS m
LEFT JOIN person AS p ON p.id = m.author
LEFT JOIN message AS q ON q.chat = m.chat AND q.seq = m.reply_to
LEFT JOIN person AS w ON w.id = q.author;
