"""What differs between Windows, macOS and Linux: the keyring, later the tray and notifications. It knows nothing of chats."""
