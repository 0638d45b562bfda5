"""What is unread, in SQL: one rule for the line of a chat, for what is told of it, and for the total.

It is derived from what is stored each time, never incremented: from the read position that holds once the outbox is empty (which
marks and deletions may move back and forth), and from the server's count of what is not here yet.
"""

# Of a chat `l`, a row of the view `chat_row`, with its `sync_state` as `s`, which may be missing.
COUNT = """
(
    SELECT COUNT(*) FROM message AS m
    WHERE m.chat = l.id AND m.kind = 'text' AND m.seq > l.effective_read AND m.author <> :me
) + COALESCE(MIN(s.counted, MAX(0, s.held_from_seq - 1 - l.effective_read)), 0)
"""
NAMING_ME = """
FROM message AS m INDEXED BY message_mentions
WHERE m.chat = l.id AND m.seq > l.effective_read AND m.author <> :me AND m.mentions <> '' AND instr(m.mentions, :me)
"""
