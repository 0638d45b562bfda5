-- Everything a user does waits in the outbox; what waited long asks its author; what people set for themselves; true numbers before the
-- history is here.

-- Which message an edit, a deletion or a reaction is about. `message` stays the id of the line that confirms a command.
ALTER TABLE command ADD COLUMN target TEXT;
-- Place of the newest message that was here when the user did it: whatever stands after it, they had not seen.
ALTER TABLE command ADD COLUMN written_after INTEGER NOT NULL DEFAULT 0;
-- 'asks': it waited long and its author has to say whether it is still to go; 'released': they said yes; '' before.
ALTER TABLE command ADD COLUMN held TEXT NOT NULL DEFAULT '' CHECK (held IN ('', 'asks', 'released'));
CREATE INDEX command_by_target ON command (target) WHERE target IS NOT NULL;

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

-- How many messages of others are missing here: those after the place `counted_after` that existed when the server counted them
-- (places up to `counted_to`, as they were at revision `counted_at`), each row taken off once, in the transaction that brings it in.
-- So an unread number is the rows held after the read position, plus MIN(counted, MAX(0, held_from_seq - 1 - read position)).
ALTER TABLE sync_state ADD COLUMN counted INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sync_state ADD COLUMN counted_after INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sync_state ADD COLUMN counted_to INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sync_state ADD COLUMN counted_at INTEGER NOT NULL DEFAULT 0;
