"""The list of chats in the left pane, and its narrow form, the rail."""
