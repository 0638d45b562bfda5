"""The quick switcher: from anywhere in the window to any chat or person, by the keyboard."""
