-- Whether an unread message names the user is read from this index alone: few messages name anybody.
CREATE INDEX message_mentions ON message (chat, seq, author, mentions) WHERE mentions <> '';
