"""The sync server of Internal Chat: it keeps the chats, applies the access rules and tells every device what changed."""
