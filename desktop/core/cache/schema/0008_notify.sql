-- What the user is notified of in a chat, where they want it otherwise than as a rule.
ALTER TABLE preference ADD COLUMN notify TEXT NOT NULL DEFAULT '';
-- A newer program of theirs may have said so already, and this one passed over it: all is asked for anew, and holds.
UPDATE preference SET revision = 0;
UPDATE account SET preferences = 0;
