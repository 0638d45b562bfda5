-- Who tells how far they read, and since when: a time as of messages, 0 for always, 2^53 - 1 for not at all.
ALTER TABLE person ADD COLUMN reads_from INTEGER NOT NULL DEFAULT 0;
-- A program that did not know of it has passed over what it was told: everybody is to be told of once more.
UPDATE person SET revision = revision - 1 WHERE revision > 0;
UPDATE account SET directory_revision = 0, directory_told = 0;

-- How far somebody has read at least by what they wrote: it stays when they take back what they told.
ALTER TABLE read_position ADD COLUMN wrote INTEGER NOT NULL DEFAULT 0;
UPDATE read_position SET wrote = COALESCE((
    SELECT MAX(m.seq) FROM message AS m
    WHERE m.chat = read_position.chat AND m.kind = 'text' AND m.author = read_position.user
), 0);
