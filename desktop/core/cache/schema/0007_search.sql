-- What is searched: every text that is here, in its normal form (`core/matching`), and by which numbers it is known there. The index
-- itself, `found`, is made by `indexing`, which makes it anew where it is broken or was made in another form.

-- Chats and people, as the index names them: by numbers, of which it makes three characters each.
CREATE TABLE numbered (
    number INTEGER PRIMARY KEY,
    name   TEXT    NOT NULL UNIQUE
);

-- Which message is which row of the index. `place` is its second since 1970, or the next number that was free: so the index is in the
-- order of time. `beyond`: whoever finds this place taken goes on there; NULL for the next one.
CREATE TABLE indexed (
    place  INTEGER PRIMARY KEY,
    chat   INTEGER NOT NULL,
    seq    INTEGER NOT NULL,
    beyond INTEGER,
    UNIQUE (chat, seq)
);

-- Chats with messages that may not be in the index yet, all of them before the place `below`; `newest_at` is the time of their newest.
CREATE TABLE to_index (
    chat      TEXT    PRIMARY KEY,
    below     INTEGER NOT NULL,
    newest_at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX to_index_next ON to_index (newest_at, chat);

-- The normal form that the index is in.
CREATE TABLE index_form (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
    form     TEXT    NOT NULL
);

-- Former subjects are read from the lines that say so.
CREATE INDEX message_renamed ON message (chat, seq) WHERE kind = 'renamed';

-- What has come and stands in `indexed` but not in the index yet, and what is to leave the index, as it stands there: both happen
-- before the transaction ends, all in one go, since one by one they cost several times as much. `wanted` is the place that was looked
-- at first.
CREATE TABLE entering (
    place  INTEGER PRIMARY KEY,
    wanted INTEGER NOT NULL
);
CREATE TABLE leaving (
    place  INTEGER PRIMARY KEY,
    words  TEXT    NOT NULL,
    chat   TEXT    NOT NULL,
    author TEXT    NOT NULL,
    files  TEXT    NOT NULL
);
-- Who had to go on leaves word where to, at each place they came by: of however many the second is, the next one is there at once.
CREATE TRIGGER entering_went_on AFTER INSERT ON entering WHEN NEW.place > NEW.wanted BEGIN
    UPDATE indexed SET beyond = MAX(COALESCE(beyond, 0), NEW.place + 1)
    WHERE place IN (
        WITH RECURSIVE step (place) AS (
            SELECT NEW.wanted
            UNION ALL
            SELECT COALESCE(t.beyond, t.place + 1) FROM step AS s JOIN indexed AS t ON t.place = s.place WHERE s.place < NEW.place
        ) SELECT s.place FROM step AS s WHERE s.place < NEW.place
    );
END;

-- What is put here enters the index.
CREATE VIEW entry AS
SELECT m.chat, m.seq, m.author, m.sent_at
FROM indexed AS i JOIN numbered AS n ON n.number = i.chat JOIN message AS m ON m.chat = n.name AND m.seq = i.seq;
CREATE TRIGGER entry_made INSTEAD OF INSERT ON entry BEGIN
    INSERT INTO numbered (name) SELECT NEW.chat WHERE NOT EXISTS (SELECT 1 FROM numbered AS n WHERE n.name = NEW.chat);
    INSERT INTO numbered (name) SELECT NEW.author WHERE NOT EXISTS (SELECT 1 FROM numbered AS n WHERE n.name = NEW.author);
    INSERT INTO indexed (place, chat, seq)
    SELECT (
        WITH RECURSIVE step (place) AS (
            SELECT search_second(NEW.sent_at)
            UNION ALL
            SELECT COALESCE(t.beyond, t.place + 1) FROM step AS s JOIN indexed AS t ON t.place = s.place
        ) SELECT MAX(s.place) FROM step AS s
    ), c.number, NEW.seq
    FROM numbered AS c
    WHERE c.name = NEW.chat AND NOT EXISTS (SELECT 1 FROM indexed AS i WHERE i.chat = c.number AND i.seq = NEW.seq);
    INSERT INTO entering (place, wanted)
    SELECT i.place, search_second(NEW.sent_at)
    FROM numbered AS c JOIN indexed AS i ON i.chat = c.number AND i.seq = NEW.seq WHERE c.name = NEW.chat;
END;

-- What is put here, as it was indexed, leaves the index, if it is in it.
CREATE VIEW withdrawal AS
SELECT m.chat, m.seq, m.author, m.body, m.attachments FROM entry AS e JOIN message AS m ON m.chat = e.chat AND m.seq = e.seq;
CREATE TRIGGER withdrawal_made INSTEAD OF INSERT ON withdrawal BEGIN
    INSERT INTO leaving (place, words, chat, author, files)
    SELECT i.place, search_words(NEW.body, NEW.attachments), search_facet('chat', c.number), search_facet('author', a.number),
        search_files(NEW.attachments)
    FROM numbered AS c JOIN numbered AS a ON a.name = NEW.author JOIN indexed AS i ON i.chat = c.number AND i.seq = NEW.seq
    WHERE c.name = NEW.chat AND NOT EXISTS (SELECT 1 FROM entering AS e WHERE e.place = i.place);
    DELETE FROM entering
    WHERE place = (
        SELECT i.place FROM numbered AS c JOIN indexed AS i ON i.chat = c.number AND i.seq = NEW.seq WHERE c.name = NEW.chat
    );
END;

-- Whoever puts, changes or removes a message, by whatever way.
CREATE TRIGGER message_is_indexed AFTER INSERT ON message WHEN NEW.kind = 'text' BEGIN
    INSERT INTO entry (chat, seq, author, sent_at) VALUES (NEW.chat, NEW.seq, NEW.author, NEW.sent_at);
END;
CREATE TRIGGER message_is_indexed_anew AFTER UPDATE ON message
WHEN (OLD.kind, OLD.body, OLD.attachments, OLD.author, OLD.sent_at, OLD.chat, OLD.seq)
    IS NOT (NEW.kind, NEW.body, NEW.attachments, NEW.author, NEW.sent_at, NEW.chat, NEW.seq)
BEGIN
    INSERT INTO withdrawal (chat, seq, author, body, attachments)
    SELECT OLD.chat, OLD.seq, OLD.author, OLD.body, OLD.attachments WHERE OLD.kind = 'text';
    -- An edited message keeps its place.
    DELETE FROM indexed
    WHERE chat = (SELECT n.number FROM numbered AS n WHERE n.name = OLD.chat) AND seq = OLD.seq
        AND (NEW.kind, NEW.sent_at, NEW.chat, NEW.seq) IS NOT ('text', OLD.sent_at, OLD.chat, OLD.seq);
    INSERT INTO entry (chat, seq, author, sent_at) SELECT NEW.chat, NEW.seq, NEW.author, NEW.sent_at WHERE NEW.kind = 'text';
END;
CREATE TRIGGER message_leaves_the_index AFTER DELETE ON message WHEN OLD.kind = 'text' BEGIN
    INSERT INTO withdrawal (chat, seq, author, body, attachments)
    VALUES (OLD.chat, OLD.seq, OLD.author, OLD.body, OLD.attachments);
    DELETE FROM indexed
    WHERE chat = (SELECT n.number FROM numbered AS n WHERE n.name = OLD.chat) AND seq = OLD.seq;
END;
